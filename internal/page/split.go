package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// This file takes lines apart that are several things glued together: a caption or a photo
// credit in a paragraph, the title of another story in square brackets, a byline behind
// the last sentence.

// piece is a labelled range of a line; what lies between pieces is plain text.
type piece struct {
	start, end int
	kind       parley.BlockKind
}

const (
	maxCaption  = 45 // words
	maxCredit   = 10
	minBracket  = 5
	maxBracket  = 30
	maxSplit    = 4096 // pieces of one line
	longBracket = 400  // bytes
)

// pieces appends the units of the line text[start:end].
func (l *lexicon) pieces(text string, start, end int, out []unit) []unit {
	whole := l.newUnit(text, start, end)
	if k := l.form(&whole); k != "" {
		whole.kind = k
		return append(out, whole)
	}
	found := l.glued(&whole)
	if len(found) == 0 {
		return append(out, whole)
	}
	at, n := 0, len(out)
	add := func(a, b int, kind parley.BlockKind) {
		a, b = trim(whole.text, a, b)
		if a >= b {
			return
		}
		u := l.newUnit(text, start+a, start+b)
		u.kind, u.glued = kind, len(out) > n
		out = append(out, u)
	}
	for _, p := range found {
		add(at, p.start, "")
		add(p.start, p.end, p.kind)
		at = p.end
	}
	add(at, len(whole.text), "")
	for i := n; i < len(out); i++ {
		out[i].part = len(out)-n > 1
	}
	return out
}

// glued finds the labelled pieces of a line, in order and without overlap.
func (l *lexicon) glued(u *unit) []piece {
	var out []piece
	at := 0 // nothing before this byte may be labelled any more
	for i := 0; i < len(u.toks) && len(out) < maxSplit; i++ {
		t := u.toks[i]
		if t.start < at {
			continue
		}
		var found []piece
		switch {
		case t.apart && opens(u.text, t.start, '['):
			found = l.bracket(u, i)
		case t.apart || t.first || t.cap:
			found = l.photo(u, i, at)
		}
		if n := len(found); n > 0 {
			out = append(out, found...)
			at = found[n-1].end
		}
	}
	if p, ok := l.tail(u, at); ok {
		out = append(out, p)
	}
	return out
}

// opens tells whether the bracket b stands before at, but for spaces.
func opens(s string, at int, b byte) bool {
	s = strings.TrimRightFunc(s[:at], unicode.IsSpace)
	return s != "" && s[len(s)-1] == b
}

// bracket finds the title of another story in square brackets that opens before token i.
func (l *lexicon) bracket(u *unit, i int) []piece {
	t := u.toks[i]
	open := strings.LastIndexByte(u.text[:t.start], '[')
	n := strings.IndexByte(u.text[t.start:min(len(u.text), t.start+longBracket)], ']')
	if n < 0 || !t.cap || strings.IndexByte(u.text[t.start:t.start+n], '[') >= 0 {
		return nil
	}
	end := t.start + n + 1
	words := 0
	for _, x := range u.toks[i:] {
		if x.start >= end || words > maxBracket {
			break
		}
		words++
	}
	before := strings.TrimRightFunc(u.text[:open], unicode.IsSpace)
	if words < minBracket || words > maxBracket || (before != "" && !finalStop(before) && !strings.HasSuffix(before, "]")) {
		return nil
	}
	return []piece{{open, end, parley.BlockTeaserTitle}}
}

// photo finds a photo credit that begins at token i, and the caption before it.
func (l *lexicon) photo(u *unit, i, at int) []piece {
	n := l.photoMark.prefix(u.toks[i:])
	inner := u.toks[i].apart && opens(u.text, u.toks[i].start, '(')
	switch {
	case inner && n == 0 && l.captionPlaced(u, i):
		return l.placed(u, i, at)
	case inner && (n > 0 || l.source(u, i)):
		return l.inBrackets(u, i, at)
	case n > 0 && u.toks[i].cap && after(u, i+n-1, ':'):
		return l.bare(u, i, n, at)
	}
	return nil
}

// source tells whether token i is the word for source, with a colon behind it.
func (l *lexicon) source(u *unit, i int) bool {
	return l.sourceMark.prefix(u.toks[i:]) > 0 && after(u, i, ':')
}

// after tells whether the mark b follows token i, but for spaces.
func after(u *unit, i int, b byte) bool {
	rest := strings.TrimLeft(u.text[u.toks[i].end:], " \u00a0")
	return rest != "" && rest[0] == b
}

// closes gives the byte behind the bracket that closes after token i, and the index of the
// first token behind it; ok is false where that is too far.
func closes(u *unit, i int) (end, next int, ok bool) {
	rest := u.text[u.toks[i].start:]
	n := strings.IndexAny(rest[:min(len(rest), longBracket)], "()")
	if n < 0 || rest[n] == '(' {
		return 0, 0, false
	}
	end, next = u.toks[i].start+n+1, i
	for next < len(u.toks) && u.toks[next].start < end {
		next++
	}
	return end, next, next-i <= maxCredit
}

// inBrackets labels "(Photo: X)" and the caption before it.
func (l *lexicon) inBrackets(u *unit, i, at int) []piece {
	end, next, ok := closes(u, i)
	if !ok {
		return nil
	}
	if next < len(u.toks) && !u.toks[next].first && next-i == l.photoMark.prefix(u.toks[i:]) {
		return nil // a remark inside a sentence
	}
	open := strings.LastIndexByte(u.text[:u.toks[i].start], '(')
	credit := piece{open, end, parley.BlockCredit}
	from, words := l.captionStartAt(u, i, open, at)
	last := next >= len(u.toks)
	if words == 0 || words > maxCaption || (last && from > 0 && l.photoMark.prefix(u.toks[i:]) == 0) {
		return []piece{credit}
	}
	return []piece{{from, open, parley.BlockCaption}, credit}
}

// bare labels "X. Photo: AGENCY" where it is certain how far the credit goes.
func (l *lexicon) bare(u *unit, i, n, at int) []piece {
	start := u.toks[i].start
	stop := l.creditEnd(u, i+n)
	if stop < 0 {
		return nil
	}
	credit := piece{start, stop, parley.BlockCredit}
	from, words := l.captionStartAt(u, i, start, at)
	if words == 0 || words > maxCaption {
		return []piece{credit}
	}
	return []piece{{from, start, parley.BlockCaption}, credit}
}

// creditEnd gives the byte behind the names that begin at token i: known agencies, or
// all that is left of the line; -1 where that is not certain.
func (l *lexicon) creditEnd(u *unit, i int) int {
	if i >= len(u.toks) {
		return len(u.text)
	}
	from, end := i, -1
	for i < len(u.toks) {
		n := l.agency.prefix(u.toks[i:])
		if n == 0 || (end >= 0 && !u.toks[i].apart) {
			break
		}
		i += n
		end = u.toks[i-1].end
	}
	if end < 0 && len(u.toks)-from <= 6 {
		return len(u.text)
	}
	if end < 0 { // capitalised names up to a full stop
		for k := i; k < len(u.toks) && k < i+5 && u.toks[k].cap; k++ {
			if after(u, k, '.') && (k+1 >= len(u.toks) || u.toks[k+1].first) {
				return u.toks[k].end + 1
			}
		}
		return -1
	}
	if end < len(u.text) && u.text[end] == '.' {
		end++
	}
	return end
}

// captionStartAt gives where the sentence before the mark at token i (byte stop) begins,
// not before at, and how many words it has.
func (l *lexicon) captionStartAt(u *unit, i, stop, at int) (from, words int) {
	k := i - 1
	for k >= 0 && i-k <= maxCaption && u.toks[k].start >= at && !(u.toks[k].first && u.toks[k].cap) {
		k--
	}
	if k < 0 || u.toks[k].start < at {
		k++
	}
	if k >= i {
		return stop, 0
	}
	from = u.toks[k].start
	for from > at { // an opening quotation mark belongs to the caption
		r, n := utf8.DecodeLastRuneInString(u.text[:from])
		if unicode.IsSpace(r) || r == '.' || r == ')' {
			break
		}
		from -= n
	}
	return max(from, at), i - k
}

// captionPlaced tells whether brackets that open before token i hold just the place of a
// person in a picture.
func (l *lexicon) captionPlaced(u *unit, i int) bool {
	_, next, ok := closes(u, i)
	return ok && l.captionPlace.whole(u.toks[i:next])
}

// placed labels the sentence around "(left)" a caption, where it is one sentence of many.
func (l *lexicon) placed(u *unit, i, at int) []piece {
	from, words := l.captionStartAt(u, i, u.toks[i].start, at)
	k := i
	for k < len(u.toks) && k-i <= maxCaption && !(u.toks[k].first && u.toks[k].cap) {
		k++
	}
	if k >= len(u.toks) || words == 0 || k-i+words > maxCaption {
		return nil
	}
	for j := i; j < k; j++ { // a photo credit may follow: it brings its own caption
		if l.photoMark.prefix(u.toks[j:]) > 0 || l.source(u, j) {
			return nil
		}
	}
	if l.photoMark.prefix(u.toks[k:]) > 0 || l.source(u, k) {
		return nil
	}
	end := u.toks[k].start
	for end > 0 { // give the next sentence its opening marks
		r, n := utf8.DecodeLastRuneInString(u.text[:end])
		if unicode.IsSpace(r) || sentenceStop(r) || r == ')' || r == '”' {
			break
		}
		end -= n
	}
	return []piece{{from, end, parley.BlockCaption}}
}

// tail finds a byline behind the last sentence of a paragraph: AUTHOR (agency).
func (l *lexicon) tail(u *unit, at int) (piece, bool) {
	i := len(u.toks) - 1
	for i > 0 && !u.toks[i].first && len(u.toks)-i < maxCredit {
		i--
	}
	if i < 8 || !u.toks[i].first {
		return piece{}, false
	}
	from := u.toks[i].start
	if opens(u.text, from, '(') {
		from = strings.LastIndexByte(u.text[:from], '(')
	}
	rest := l.newUnit(u.text, from, len(u.text))
	if from < at || !(l.creditLine(&rest) || l.nameLine(&rest)) {
		return piece{}, false
	}
	return piece{from, len(u.text), parley.BlockCredit}, true
}
