package page

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// This file compares what lines are about: each line gets a profile that says in which line
// its words stand first.

// profile is what is kept of a line to measure it against any beginning of the page: for
// each of its terms the line in which it stands first, in order.
type profile struct {
	names, words, pairs []int
	rareNames, rare     []int    // those that few stories have: names; words and pairs
	topic               []int    // for each of those, the second line that has it
	fresh, again        []int    // for each full name, where the first and the last of its words was new
	short               []int    // for each short name with a short title, where the name was new
	still               features // those that do not depend on what stands before
	before              int      // words in the lines before
}

// profiles describes the lines of a page; ids are the numbers of their words.
func (l *lexicon) profiles(lines []*unit, ids [][]int, v *vocabulary) []profile {
	out := slices.Grow(v.profiles[:0], len(lines))[:len(lines)]
	v.profiles = out
	total := 0
	room := v.room // its lists are used again for each line
	for i, u := range lines {
		p := &out[i]
		*p = room
		for _, s := range p.lists() {
			*s = (*s)[:0]
		}
		p.still = l.still(u)
		l.shortNames(u, ids[i], v, p)
		p.terms(u, ids[i], v, i)
		room = *p
		for _, s := range p.lists() {
			*s = v.shelf.copy(*s)
			slices.Sort(*s)
		}
		p.before = total
		total += len(u.toks)
	}
	v.room = room
	return out
}

// lists are the lists of a profile.
func (p *profile) lists() [9]*[]int {
	return [9]*[]int{&p.names, &p.words, &p.pairs, &p.rareNames, &p.rare, &p.topic, &p.fresh, &p.again, &p.short}
}

// terms looks up in which line each term of line i stands first. A capitalised word at the
// start of a sentence is a name only where it is one elsewhere on the page too.
func (p *profile) terms(u *unit, ids []int, v *vocabulary, i int) {
	run := fullName{}
	near, rare, nearPairs := 0, 0, 0
	for k, id := range ids {
		t, w := &u.toks[k], &v.words[id]
		named := t.cap && (!t.first || w.name)
		if !named || t.apart || t.first {
			run.close(p, v.whole)
		}
		known := w.last
		switch {
		case w.stop || w.last == i:
		case named:
			firstAt(&w.asName, i)
			p.names = append(p.names, w.asName)
			if !w.common {
				p.rareNames = append(p.rareNames, w.asName)
			}
		default:
			firstAt(&w.asWord, i)
			p.words = append(p.words, w.asWord)
			if !w.common {
				p.rare = append(p.rare, w.asWord)
			}
		}
		if named {
			run.add(w, known)
		}
		if !w.stop && !w.common && w.last < i {
			rare++
			p.topic = append(p.topic, w.second)
			if known >= i-2 && known >= 0 {
				near++
			}
		}
		if known != none && known < i {
			w.second = min(w.second, i)
		}
		w.last = i
		if k > 0 && !t.apart && !t.first {
			nearPairs += p.pair(v, ids[k-1], id, i)
		}
	}
	run.close(p, v.whole)
	if rare > 0 {
		p.still[fNear] = float64(near) / float64(rare)
	}
	if n := len(p.pairs); n > 0 {
		p.still[fNearPairs] = float64(nearPairs) / float64(n)
	}
}

// firstAt notes that a thing stands in line i if it stands nowhere yet.
func firstAt(at *int, i int) {
	if *at == none {
		*at = i
	}
}

// pair notes two words in a row, as Vietnamese writes most of its words.
func (p *profile) pair(v *vocabulary, a, b, i int) (near int) {
	x, y := &v.words[a], &v.words[b]
	if x.stop && y.stop {
		return 0
	}
	key, at := uint64(a)<<32|uint64(b), int32(i)
	s, ok := v.pairs[key]
	if ok && s.last == at {
		return 0
	}
	second := s.second
	switch {
	case !ok:
		s.first, s.second, second = at, math.MaxInt32, math.MaxInt32
	default:
		s.second = min(s.second, at)
		if s.last >= at-2 {
			near = 1
		}
	}
	s.last = at
	v.pairs[key] = s
	p.pairs = append(p.pairs, int(s.first))
	if !(x.common || x.stop) || !(y.common || y.stop) {
		p.rare = append(p.rare, int(s.first))
		p.topic = append(p.topic, int(second))
	}
	return near
}

// fullName is a run of two or more capitalised words.
type fullName struct {
	n, rare     int
	first, last int // the lines before in which the earliest and the latest known of its words stand
	open        bool
}

// add takes a word into the run; known is the last line before that has it.
func (r *fullName) add(w *word, known int) {
	if !r.open {
		*r = fullName{open: true, first: math.MaxInt}
	}
	r.n++
	if w.common || w.stop {
		return
	}
	r.rare++
	at := w.asName
	if known == none {
		at = math.MaxInt
	}
	r.first = min(r.first, at)
	r.last = max(r.last, at)
}

// close ends the run and notes where its words were new. A name of one word is a short one
// where words are written in one piece.
func (r *fullName) close(p *profile, whole bool) {
	if whole && r.open && r.n == 1 && r.rare == 1 && r.first != math.MaxInt {
		p.short = append(p.short, r.first)
	}
	if r.open && r.n >= 2 && r.rare > 0 {
		p.fresh = append(p.fresh, r.first)
		if r.rare >= 2 {
			p.again = append(p.again, r.last)
		}
	}
	r.open = false
}

// shortNames gives, for each person called by a short name with a short title ("Mr
// Putin"), the line where that name stands first.
func (l *lexicon) shortNames(u *unit, ids []int, v *vocabulary, p *profile) {
	for i := 0; i+1 < len(ids) && i < 80; i++ {
		if !u.toks[i+1].cap || u.toks[i+1].apart || l.honorific.prefix(u.toks[i:]) != 1 {
			continue
		}
		if at := v.words[ids[i+1]].asName; at != none {
			p.short = append(p.short, at)
		}
	}
}

// features are the measures of how a line continues the text before it. Their weights
// stand in weights.go; the order is the same.
type features [featureCount]float64

const (
	fBias = iota
	fNames
	fWords
	fPairs
	fRareNames
	fRare
	fHead
	fNear
	fNearPairs
	fTopic
	fRareCount
	fRareFresh
	fBondNames
	fBondPairs
	fChance
	fNoNames
	fContinue
	fWeak
	fBack
	fBackHead
	fKnownShort
	fOneSentence
	fManySentences
	fEllipsis
	fQuoted
	fLong
	fBrief
	fSlug
	fPrefix
	fFresh
	fAgain
	fDated
	fDay
	fSpeech
	fSize
	featureCount
)

// measure describes line i against what stands before line k; size counts the words there.
func (p *profile) measure(k, i, size int) features {
	f := p.still
	f[fNames] = share(p.names, 0, k)
	f[fWords] = share(p.words, 0, k)
	f[fPairs] = share(p.pairs, 0, k)
	f[fRareNames] = share(p.rareNames, 0, k)
	f[fRare] = share(p.rare, 0, k)
	f[fTopic] = share(p.topic, 0, k)
	known := below(p.rare, k) + below(p.rareNames, k)
	f[fRareCount] = math.Log1p(float64(known))
	f[fRareFresh] = math.Log1p(float64(len(p.rare) + len(p.rareNames) - known))
	f[fHead] = share(p.rare, 0, min(k, 2)) + share(p.rareNames, 0, min(k, 2))
	f[fBondNames] = share(p.rareNames, k, i)
	f[fBondPairs] = share(p.rare, k, i)
	f[fChance] = math.Log1p(float64(i - k))
	if len(p.rareNames) == 0 {
		f[fNoNames] = 1
	}
	f[fKnownShort] = math.Min(2, float64(below(p.short, k)))
	f[fAgain] = math.Min(2, float64(below(p.again, k)))
	f[fFresh] = math.Min(3, float64(len(p.fresh)-below(p.fresh, k)))
	f[fPrefix] = math.Min(2.5, math.Log1p(float64(size)/100))
	return f
}

// below counts the lines of a sorted list that stand before line k.
func below(lines []int, k int) int {
	n, _ := slices.BinarySearch(lines, k)
	return n
}

// share gives which part of the terms stands first in the lines from k to i.
func share(first []int, k, i int) float64 {
	if len(first) == 0 || i <= k {
		return 0
	}
	n := below(first, i)
	if k > 0 {
		n -= below(first, k)
	}
	return float64(n) / float64(len(first))
}

// still measures a line by itself.
func (l *lexicon) still(u *unit) features {
	var f features
	f[fBias] = 1
	if l.cont.prefix(u.toks) > 0 {
		f[fContinue] = 1
	} else if l.contWeak.prefix(u.toks) > 0 {
		f[fWeak] = 1
	}
	f[fBack] = math.Min(3, float64(l.back.count(u.toks[:min(len(u.toks), 60)])))
	f[fBackHead] = math.Min(1, float64(l.back.count(u.toks[:min(len(u.toks), 7)])))
	switch n := sentences(u.toks); {
	case n <= 1:
		f[fOneSentence] = 1
	case n >= 3:
		f[fManySentences] = 1
	}
	f[fSize] = math.Log1p(float64(len(u.toks))) / 4
	for _, x := range []struct {
		at int
		is bool
	}{
		{fEllipsis, ellipsis(u.text)},
		{fQuoted, u.quoted()},
		{fLong, len(u.toks) > 70},
		{fBrief, len(u.toks) < 20},
		{fSlug, slug(u)},
		{fDated, dated(u)},
		{fDay, l.dayNamed(u)},
		{fSpeech, strings.ContainsAny(u.text, "“”\"")},
	} {
		if x.is {
			f[x.at] = 1
		}
	}
	return f
}

// dayNamed tells whether a weekday or a month is named near the start of the line.
func (l *lexicon) dayNamed(u *unit) bool {
	for i := range u.toks[:min(len(u.toks), 30)] {
		if u.toks[i].cap && (l.weekday.prefix(u.toks[i:]) > 0 || l.months[u.toks[i].low] > 0) {
			return true
		}
	}
	return false
}

// dated tells whether a date in figures stands at the start of the line: 8/7, 29-5.
func dated(u *unit) bool {
	for i := 0; i < len(u.toks) && i < 12; i++ {
		t := &u.toks[i]
		if !digit(t.low[0]) {
			continue
		}
		rest := u.text[t.end:]
		if len(rest) > 1 && (rest[0] == '/' || rest[0] == '-') && digit(rest[1]) {
			return true
		}
		for k := 1; k+1 < len(t.low); k++ {
			if (t.low[k] == '-' || t.low[k] == '.') && digit(t.low[k+1]) && len(t.low) <= 5 {
				return true
			}
		}
	}
	return false
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// slug tells whether the line begins with the sign of a newsroom: "(Sign) ", "SIGN - ".
func slug(u *unit) bool {
	if len(u.toks) > 1 && opens(u.text, u.toks[0].start, '(') && u.toks[0].cap {
		if end, next, ok := closes(u, 0); ok && next <= 4 && end < len(u.text) {
			return true
		}
	}
	head := u.text[:min(len(u.text), 60)]
	for i, r := range head {
		if r != '-' && r != '–' && r != '—' {
			continue
		}
		before := head[:i]
		n := 0
		lower := false
		for _, t := range u.toks {
			if t.end > i {
				break
			}
			n++
			lower = lower || !t.cap && !digit(t.low[0])
		}
		space, _ := utf8.DecodeLastRuneInString(before)
		return len(before) > 1 && space == ' ' && n > 0 && n <= 6 && !lower
	}
	return false
}
