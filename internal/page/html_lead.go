package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"parley"
)

// This file finds the lead of an article: what newsrooms put between title and text.

// leadReach is how many blocks before the text the lead is looked for.
const leadReach = 40

// findLead gives the block between the title and the text that is the lead: by its names, by
// what the head says of the page, by standing right below the title; -1 where there is none.
func (o *outline) findLead() int {
	text := slices.IndexFunc(o.kinds, func(k parley.BlockKind) bool { return k == parley.BlockBody })
	if text < 0 {
		return -1
	}
	desc := o.doc.meta.description
	if len(desc) < shortDesc || len(desc) > maxTitle {
		desc = ""
	}
	best, at := 0.99, -1
	for i := max(0, o.titleAt+1, text-leadReach); i <= text; i++ {
		if s := o.leadScore(i, text, desc); s > best {
			best, at = s, i
		}
	}
	return at
}

// leadLines gives the first and the last block of the lead: its element may hold several lines, the first of them a label of a
// few words in brackets. A text that stands in the element, too, is none of it.
func (o *outline) leadLines() (from, to int) {
	if o.leadAt < 0 {
		return 0, -1
	}
	from, to = o.leadAt, o.leadAt
	same := func(i int) bool {
		h := &o.doc.blocks[i]
		return h.box == o.doc.blocks[o.leadAt].box && h.links == 0 && o.kinds[i] != parley.BlockHeading
	}
	for i := from - 1; i > o.titleAt && o.doc.blocks[i+1].broken && same(i) && o.labels(i); i-- {
		from = i
	}
	n := len(o.doc.blocks)
	for i := to + 1; i < n && o.doc.blocks[i].broken && same(i) && o.doc.blocks[i].words >= 5 && o.form(&o.doc.blocks[i]) == ""; i++ {
		to = i
	}
	if to+1 < n && o.doc.blocks[to+1].box == o.doc.blocks[o.leadAt].box {
		to = o.leadAt
	}
	if k := slices.IndexFunc(o.kinds[to+1:], func(k parley.BlockKind) bool { return k == parley.BlockBody }); k < 0 {
		to = o.leadAt // it is all the text there is
	}
	return from, to
}

// labels tells whether block i is a few words in brackets that name no agency.
func (o *outline) labels(i int) bool {
	h := &o.doc.blocks[i]
	inner, opens := strings.CutPrefix(h.text, "(")
	inner, closes := strings.CutSuffix(inner, ")")
	if !opens || !closes || h.words > 4 || h.saysTime() {
		return false
	}
	u := newUnit(inner, 0, len(inner))
	return o.lex.agency.prefix(u.toks) == 0
}

// leadScore says how much speaks for block i being the lead; 1 is enough.
func (o *outline) leadScore(i, text int, desc string) float64 {
	h := &o.doc.blocks[i]
	m := h.box.state.below
	if h.inner != nil {
		m |= h.inner.marks
	}
	m &^= o.shared(i, text)
	if o.about(i) || o.pictured(h) {
		return 0
	}
	if o.deck(i, text, m, desc) {
		return 1
	}
	if len(desc) < longDesc {
		desc = ""
	}
	if h.words < 6 || h.words > 150 || h.links*3 > h.words || m&(inNav|inFooter|inRelated|inComments|inCaption) != 0 ||
		h.marks&(inHidden|inTitle) != 0 || o.isTitle(h.text) {
		return 0
	}
	if k := o.form(h); k == parley.BlockLegal || k == parley.BlockWidget {
		return 0
	}
	s := 0.0
	if m&inLead != 0 && h.words >= 8 {
		s++
	}
	if m&(inByline|inAside|inWidget) != 0 {
		s -= 0.5
	}
	if desc != "" && h.words >= 8 {
		if v := overlap(h.text, desc); v >= 0.85 && (i < text || h.tag != atom.P) {
			s++
		} else if v >= 0.6 && i < text {
			s += 0.6
		}
	}
	if o.titleAt >= 0 && (i < text || h.tag != atom.Li && o.outside(i)) {
		if i <= o.titleAt+2 {
			s += 0.4
		}
		if h.tag == atom.H2 || h.tag == atom.P && finalStop(h.text) {
			s += 0.3
		}
		s += 0.5 * float64(o.likely[i])
		if o.standfirst(i, text) {
			s++
		}
	}
	return s
}

// A description of fewer bytes than shortDesc is compared with nothing, one of fewer than longDesc only with blocks
// that say nothing else.
const (
	shortDesc = 12
	longDesc  = 30
)

// deck tells whether block i is a line between title and text that says what the description does, or stands right
// below the title, in the same box or one beside it, as a heading, a sentence or under the name of a summary: as short as it may be.
func (o *outline) deck(i, text int, m mark, desc string) bool {
	h := &o.doc.blocks[i]
	if i >= text || o.titleAt < 0 || text-i > deckReach || h.words < 4 && wideRunes(h.text) < 8 || h.words > 40 || h.links > 0 ||
		(m|h.marks&^o.shared(i, text))&(inNav|inFooter|inComments|inByline|inHidden|inTitle) != 0 || o.isTitle(h.text) {
		return false
	}
	if strings.ContainsAny(h.text, "|·»") || h.saysTime() || o.form(h) != "" {
		return false
	}
	near := i == o.titleAt+1 || i == o.titleAt+2 && !o.doc.blocks[i-1].paragraph() && o.doc.blocks[i-1].marks&(inHeading|inCaption) == 0
	if desc != "" && (m&inCaption == 0 || near) && h.tag != atom.Figcaption && overlap(h.text, desc) > 0.95 {
		return true
	}
	if !near || !o.besideTitle(h) || (m|h.marks)&(foreign|inCaption) != 0 {
		return false
	}
	u := o.line(h)
	if o.lex.creditStart.prefix(u.toks) > 0 || o.lex.captionLike(&u) {
		return false
	}
	switch h.tag {
	case atom.H2, atom.H3, atom.H4, atom.H5:
		return !o.heads(h.tag)
	}
	return m&inLead != 0 || finalStop(h.text) && h.tag == atom.P
}

// deckReach is how many blocks before the text such a line stands at most.
const deckReach = 12

// besideTitle tells whether the title's box, or the box around that, is one of those around a block's.
func (o *outline) besideTitle(h *hblock) bool {
	t := o.doc.blocks[o.titleAt].box.parent
	p := h.box.parent
	return t != nil && p != nil && (p == t || p.parent == t || p == t.parent)
}

// heads tells whether a part of the article has a heading of that level.
func (o *outline) heads(tag atom.Atom) bool {
	for i, k := range o.kinds {
		if k == parley.BlockHeading && o.doc.blocks[i].tag == tag {
			return true
		}
	}
	return false
}

// takePoints takes the list of key points that stands right above the first paragraph, of
// which each alone is not likely enough, and one of several sentences without links anywhere between title and text.
func (o *outline) takePoints(likely []float32, taken []bool, text int) {
	if o.titleAt < 0 {
		return
	}
	last := text - 1
	if last >= 0 && o.doc.blocks[last].words < 6 && o.doc.blocks[last].tag != atom.Li {
		last-- // a heading
	}
	first, sum := last+1, float32(0)
	for i := last; i > o.titleAt && i > last-8; i-- {
		h := &o.doc.blocks[i]
		if h.tag != atom.Li || h.words < 6 || h.links*4 > h.words || h.marks&(inNav|inFooter|inComments|inHidden|inCaption) != 0 {
			break
		}
		first = i
		sum += likely[i]
	}
	if first > last || sum < pointsDoubt*float32(last-first+1) {
		first, last = o.points(text)
	}
	for i := first; i <= last; i++ {
		taken[i] = true
	}
}

// pointsDoubt is how likely the points of a list above the text must be, in the mean.
const pointsDoubt = 0.1

// points gives the first and last entry of a list between title and text in which each says something by itself and
// none leads anywhere; first is after last where there is none.
func (o *outline) points(text int) (first, last int) {
	for i := text - 1; i > max(o.titleAt, text-deckReach-1); i-- {
		j, words := i, 0
		for j > o.titleAt && o.point(j) && o.doc.blocks[j].box.parent == o.doc.blocks[i].box.parent {
			words += o.doc.blocks[j].words
			j--
		}
		if n := i - j; n >= 2 && words >= 8*n {
			return j + 1, i
		}
		i = min(i, j+1)
	}
	return 0, -1
}

// point tells whether a block is such an entry.
func (o *outline) point(i int) bool {
	h := &o.doc.blocks[i]
	return h.tag == atom.Li && h.words >= 5 && h.links == 0 && !h.saysTime() && o.form(h) == "" &&
		(h.box.state.below|h.marks&inHidden)&(inNav|inFooter|inComments|inHidden|inCaption|inRelated|inByline|inWidget) == 0
}

// shared gives the marks of a block before the text that the text, or the title, has too: what some
// publishing systems call a widget is any part of the page, and a masthead may hold the title.
func (o *outline) shared(i, text int) mark {
	if i >= text || o.titleAt < 0 {
		return 0
	}
	return (o.doc.blocks[text].marks | o.doc.blocks[o.titleAt].marks) & foreign
}

// outside tells whether block i stands outside of the box that holds most of the text.
func (o *outline) outside(i int) bool {
	core := o.meter.core
	return core != nil && (i < core.first || i >= core.last)
}

// standfirst tells whether block i stands right below the title and reads as the summary that
// newsrooms put there, whatever its names: a sentence, and no caption, signature, day or offer.
func (o *outline) standfirst(i, text int) bool {
	h := &o.doc.blocks[i]
	marks := h.marks &^ o.shared(i, text)
	if i > o.titleAt+2 || h.words < 10 || h.words > 80 || h.links*5 > h.words || marks&(inNav|inFooter|inAside|inRelated|inComments|inCaption|inByline) != 0 {
		return false
	}
	if h.inner != nil && h.inner.marks&(foreign|inCaption|inByline) != 0 || h.words < 12 && !finalStop(h.text) || strings.ContainsAny(h.text, "|·»") {
		return false
	}
	if i == o.titleAt+2 && (marks&inWidget != 0 || o.doc.blocks[i-1].paragraph()) {
		return false
	}
	u := o.lex.newUnit(h.text, 0, len(h.text))
	_, dated := dayMonthYear(h.text)
	dated = dated || o.lex.publishedLabel.prefix(u.toks)+o.lex.updatedLabel.prefix(u.toks) > 0 && strings.ContainsAny(h.text, "0123456789")
	return !(dated && h.words < 25) && o.lex.form(&u) == "" && o.lex.creditStart.prefix(u.toks) == 0 && !(u.short() && o.lex.captionLike(&u))
}
