package sqlite

// This file finds the events that have words from memory and the lists of the full-text index, read
// whole: word by word, sets of events are joined, cut and compared by place.

import (
	"context"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"parley"
)

// wording is words to be found: a phrase, the last word of which may go on, or several wordings of
// which all must be there, or one.
type wording struct {
	phrase []string // as the index has them: lower case, without marks
	begins bool
	args   []*wording
	all    bool // all of args
}

// worded is a tree as a wording, nil where it is for the index itself to understand. fullText has
// looked at it before.
func worded(q *parley.Query) *wording {
	switch q.Op {
	case parley.QueryWords:
		return phrased(q.Words, q.Begin)
	case parley.QueryAnd, parley.QueryOr:
		w := &wording{all: q.Op == parley.QueryAnd}
		for _, a := range q.Args {
			arg := worded(a)
			if arg == nil {
				return nil
			}
			w.args = append(w.args, arg)
		}
		if !w.all {
			w.args = slices.DeleteFunc(slices.Clone(w.args), func(a *wording) bool {
				return slices.ContainsFunc(w.args, func(b *wording) bool { return b.within(a) })
			})
		}
		return w
	}
	return nil
}

// within tells whether the words of a phrase stand in another that is longer: what has this one has it.
func (w *wording) within(other *wording) bool {
	n := len(w.phrase)
	if n == 0 || w.begins || n >= len(other.phrase) {
		return false
	}
	sure := other.phrase
	if other.begins {
		sure = sure[:len(sure)-1]
	}
	for i := 0; i+n <= len(sure); i++ {
		if slices.Equal(sure[i:i+n], w.phrase) {
			return true
		}
	}
	return false
}

// phrased is words side by side as a wording, nil for letters of which it is not known how the index
// writes them.
func phrased(words []string, begin bool) *wording {
	w := &wording{begins: begin}
	word := []byte(nil)
	for _, r := range norm.NFD.String(plainD(strings.Join(words, " "))) {
		switch {
		case r >= 'A' && r <= 'Z':
			word = append(word, byte(r)+'a'-'A')
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			word = append(word, byte(r))
		case slices.Contains(marksOfLetters, r) && len(word) > 0:
		case r >= utf8.RuneSelf:
			return nil
		case len(word) > 0:
			w.phrase, word = append(w.phrase, string(word)), nil
		}
	}
	if len(word) > 0 {
		w.phrase = append(w.phrase, string(word))
	}
	if len(w.phrase) == 0 {
		return nil
	}
	return w
}

// marksOfLetters are the marks that a letter may bear and the index does not have: grave, acute,
// circumflex, tilde, breve, hook above, horn, dot below.
var marksOfLetters = []rune{0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31b, 0x323}

// leading is what lead takes out of a filter as words, as a wording.
func leading(f parley.EventFilter) *wording {
	out := &wording{all: true}
	for _, w := range strings.Fields(f.Text) {
		if phrase([]string{w}, true) != "" {
			out.args = append(out.args, phrased([]string{w}, true))
		}
	}
	if f.Query != nil {
		args := []*parley.Query{f.Query}
		if f.Query.Op == parley.QueryAnd {
			args = f.Query.Args
		}
		for _, a := range args {
			if _, ok := fullText(a); ok {
				out.args = append(out.args, worded(a))
			}
		}
	}
	if slices.Contains(out.args, nil) {
		return nil
	}
	return out
}

// placeSet is places of events, a bit each.
type placeSet []uint64

func (s placeSet) add(i int32) { s[i/64] |= 1 << (i % 64) }

func (s placeSet) has(i int32) bool { return s[i/64]>>(i%64)&1 != 0 }

func (s placeSet) empty() bool {
	return !slices.ContainsFunc(s, func(w uint64) bool { return w != 0 })
}

// list is the places in order.
func (s placeSet) list() []int32 {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	out := make([]int32, 0, n)
	for k, w := range s {
		for ; w != 0; w &= w - 1 {
			out = append(out, int32(k*64+bits.TrailingZeros64(w)))
		}
	}
	return out
}

// having is the places of all events that have the words, at least of those among the wanted.
func (t *lexicon) having(ctx context.Context, w *wording) (out placeSet, err error) {
	if w.phrase != nil {
		return t.phrase(ctx, w)
	}
	args := w.args
	if w.all { // the rarest first
		args = slices.Clone(args)
		slices.SortStableFunc(args, func(a, b *wording) int { return t.foundIn(a) - t.foundIn(b) })
	}
	for _, a := range args {
		if w.all && out.empty() && out != nil {
			return out, nil
		}
		some, err := t.having(ctx, a)
		if err != nil {
			return nil, err
		}
		if out == nil {
			out = some
			continue
		}
		for k := range out {
			if w.all {
				out[k] &= some[k]
			} else {
				out[k] |= some[k]
			}
		}
	}
	return out, nil
}

// phrase is the places of the events that have the words of a phrase side by side.
func (t *lexicon) phrase(ctx context.Context, w *wording) (out placeSet, err error) {
	last := len(w.phrase) - 1
	if last == 0 {
		out = t.none()
		return out, t.read(ctx, w.phrase[0], w.begins, false, func(i int32, _ []byte) { out.add(i) })
	}
	words := make([]*wherever, len(w.phrase))
	order := make([]int, len(w.phrase)) // the rarest first: of the others only what has it is noted
	weights := make([]int, len(w.phrase))
	for k, word := range w.phrase {
		order[k], weights[k] = k, t.weightOf(word, w.begins && k == last)
	}
	slices.SortStableFunc(order, func(a, b int) int { return weights[a] - weights[b] })
	out = t.among
	for _, k := range order {
		word, begins := w.phrase[k], w.begins && k == last
		p := t.known[word]
		if p == nil || begins {
			p = t.spare()
			again := !begins && t.times[word] > 1 && len(t.known) < maxKnown
			if p.among = out; again {
				p.among, t.known[word] = t.among, p
			} else {
				defer t.put(p)
			}
			if err := t.read(ctx, word, begins, true, p.add); err != nil {
				return nil, err
			}
		}
		if words[k], out = p, both(out, p.set); out.empty() {
			return out, nil
		}
	}
	side := t.none()
	var ends, here, next []uint32 // where the words so far end, where the next stands
	for _, i := range out.list() {
		ends = words[0].of(ends[:0], i)
		for k := 1; k <= last && len(ends) > 0; k++ {
			here = words[k].of(here[:0], i)
			next = followed(next[:0], ends, here)
			ends, next = next, ends
		}
		if len(ends) > 0 {
			side.add(i)
		}
	}
	return side, nil
}

// maxKnown is of how many words it is kept where they stand while phrases are looked for in which they come
// again: of names that are written in many ways.
const maxKnown = 24

// repeated counts in how many phrases words come.
func (t *lexicon) repeated(w *wording) {
	if len(w.phrase) > 1 {
		for _, word := range w.phrase {
			t.times[word]++
		}
	}
	for _, a := range w.args {
		t.repeated(a)
	}
}

// spare is room for where a word stands, which is put back when it is not needed any more.
func (t *lexicon) spare() *wherever {
	p, ok := t.found.spare.Get().(*wherever)
	if !ok {
		p = &wherever{first: make([]int32, len(t.n)), all: make([]position, 1)}
	}
	p.set = t.none()
	return p
}

func (t *lexicon) put(p *wherever) {
	p.clear()
	t.found.spare.Put(p)
}

// both are the places of two sets, of which the first may be nil for any place. Neither is written.
func both(a, b placeSet) placeSet {
	if a == nil {
		return b
	}
	out := make(placeSet, len(b))
	for k := range out {
		out[k] = a[k] & b[k]
	}
	return out
}

// wherever a word stands, event by event.
type wherever struct {
	first []int32    // by place: its first in all, 0 for none
	all   []position // but that of number 0
	bytes []byte     // as the index writes them
	among placeSet   // the places that are wanted, nil for all
	set   placeSet   // those of them that have the word
}

// position is where the positions of an event at a place stand in bytes, and which comes next: a word that goes
// on may be several.
type position struct {
	from, to    uint32
	place, next int32
}

// clear makes it fit for another word.
func (p *wherever) clear() {
	for _, x := range p.all {
		p.first[x.place] = 0
	}
	p.all, p.bytes = p.all[:1], p.bytes[:0]
}

func (p *wherever) add(i int32, at []byte) {
	if p.among != nil && !p.among.has(i) {
		return
	}
	p.set.add(i)
	from := uint32(len(p.bytes))
	p.bytes = append(p.bytes, at...)
	p.all = append(p.all, position{from, uint32(len(p.bytes)), i, p.first[i]})
	p.first[i] = int32(len(p.all) - 1)
}

// of appends the positions in the event at a place, the first first.
func (p *wherever) of(out []uint32, i int32) []uint32 {
	several := p.all[p.first[i]].next != 0
	for k := p.first[i]; k != 0; k = p.all[k].next {
		b, at := p.bytes[p.all[k].from:p.all[k].to], uint32(0)
		for len(b) > 0 {
			v, n := varint(b)
			if n == 0 || v < 2 { // of another column, of which there are none
				break
			}
			at += uint32(v - 2)
			out, b = append(out, at), b[n:]
		}
	}
	if several {
		slices.Sort(out)
	}
	return out
}

// followed appends those of the second list that stand right behind one of the first. Both are sorted.
func followed(out, first, second []uint32) []uint32 {
	k := 0
	for _, at := range second {
		for k < len(first) && first[k]+1 < at {
			k++
		}
		if k < len(first) && first[k]+1 == at {
			out = append(out, at)
		}
	}
	return out
}

// goesOn tells whether one of the words may go on: the index looks at all that begin so before it
// gives the first event.
func (w *wording) goesOn() bool {
	return w.begins || slices.ContainsFunc(w.args, (*wording).goesOn)
}
