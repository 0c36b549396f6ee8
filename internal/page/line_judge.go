package page

import "parley"

// This file tells which lines of plain text are the article's: the tables judge each, and what
// is unlikely before, amid and behind the likely ones is set apart.

// sifted is what the tables say of the lines of a page.
type sifted struct {
	likely      []float32 // that a line belongs to the article, from 0 to 1
	out         []bool    // lines that do not
	title       int       // line that is the title; -1 where none was found
	first, last int       // lines of the article; first < 0 where the tables find none, or are not needed
}

// siftWords is how many words of an article the tables must find at least to be believed.
const siftWords = 40

// Lines between two of the article belong to it unless they are less likely than this, and those
// behind its last one where the page reads as one article to its end.
const (
	amidDoubt = 0.25
	tailDoubt = 0.1
	tailLines = 4 // no more than which may be left of such a page
)

// sift chooses the lines of the article by how likely the tables hold them.
func (l *lexicon) sift(m *lineMeter, likely []float32) *sifted {
	units := m.units
	s := &sifted{likely: likely, out: make([]bool, len(units)), title: -1, first: -1}
	from := threshold(likely, func(i int) int { return len(units[i].toks) })
	words := 0
	for i := range units {
		u := &units[i]
		s.out[i] = likely[i] < from && !u.given
		if s.out[i] || u.kind.Furniture() {
			continue
		}
		words += len(u.toks)
		if s.first < 0 && u.paragraph() {
			s.first = i
		}
		for j := s.last + 1; s.first >= 0 && s.last >= s.first && i-s.last <= 8 && j < i; j++ {
			s.out[j] = (likely[j] < amidDoubt || !units[j].paragraph()) && !units[j].given
		}
		s.last = i
	}
	if words < siftWords || s.first < 0 {
		s.first = -1
		return s
	}
	s.tail(l, m)
	if s.title = m.title(s.first); s.title < 0 && units[s.first].headline() && m.after[s.first] <= s.last {
		s.title = s.first
		s.first = m.after[s.first]
	}
	return s
}

// tail adds lines behind the last likely one: who signs it, and what may go on with it where the
// page reads as one article to its end.
func (s *sifted) tail(l *lexicon, m *lineMeter) {
	for i := s.last + 1; i < len(m.units); i++ {
		u := &m.units[i]
		signs := u.kind == parley.BlockCredit || u.kind == parley.BlockDateline || u.free() && u.short() && l.nameLine(u)
		if !signs && (m.past <= i || len(m.units)-s.last > tailLines || s.likely[i] < tailDoubt) {
			return
		}
		s.out[i] = false
		s.last = i
	}
}

// titleReach is how many lines before the first paragraph the title stands at most.
const titleReach = 15

// title finds the title above line first; -1 where there is none.
func (m *lineMeter) title(first int) int {
	best, at := float32(0.5), -1
	for i := max(0, first-titleReach); i < first; i++ {
		u := &m.units[i]
		n := len(u.toks)
		if u.given && u.kind == parley.BlockTitle {
			return i
		}
		if !u.free() || u.glued || n < 2 || n > 40 || !titleLike(u) {
			continue
		}
		s := m.topic[i] + m.top[i] + float32(min(n, 10))/12 - 0.06*float32(first-i)
		if m.seen[m.keys[i]] > 1 {
			s += 0.3
		}
		if s > best {
			best, at = s, i
		}
	}
	return at
}

// surely is how likely a line without a stop must be that is no caption for its length or place.
const surely = 0.6

// aboveDoubt is how likely a paragraph between the title and the text must be that is no caption.
const aboveDoubt = 0.06

// A page is calm that has calmLines lines for each scrap; calmScraps more are left out.
const (
	calmLines  = 5
	calmScraps = 2
)

// calm tells whether a page has few scraps: lines of less than five words without a stop, as menus
// leave them.
func calm(units []unit) bool {
	scraps := 0
	for i := range units {
		u := &units[i]
		if len(u.toks) < 5 && !u.glued && !finalStop(u.text) && u.kind != parley.BlockCaption {
			scraps++
		}
	}
	return (scraps-calmScraps)*calmLines <= len(units)
}

// mark labels the lines that are set apart, where their form says nothing.
func (s *sifted) mark(units []unit) {
	head := s.first
	if s.title >= 0 {
		head = s.title
	}
	short := func(i int) bool {
		return i > s.last && i < len(units) && len(units[i].toks) < 5 && !finalStop(units[i].text) && (units[i].free() || units[i].kind == parley.BlockNavigation)
	}
	scrap := func(i int) bool {
		return i >= 0 && i < len(units) && i != s.title && s.out[i] && len(units[i].toks) < 5
	}
	for i := range units {
		u := &units[i]
		u.sure = s.likely[i] >= surely
		if !s.out[i] || !u.free() || i == s.title {
			continue
		}
		if i > s.last {
			if short(i-1) && short(i) && short(i+1) || short(i) && short(i+1) && short(i+2) || short(i-2) && short(i-1) && short(i) {
				u.kind = parley.BlockNavigation
			}
			continue
		}
		switch n := len(u.toks); {
		case i < head:
			u.kind = parley.BlockNavigation
		case u.glued:
		case n < 5 && (scrap(i-1) || scrap(i+1)):
			u.kind = parley.BlockNavigation
		case i < s.first && u.paragraph() && s.likely[i] < aboveDoubt:
			u.kind = parley.BlockCaption
		case i < s.first:
		case u.paragraph():
			u.kind = parley.BlockWidget
		case n >= 5:
			u.kind = parley.BlockCaption
		}
	}
}
