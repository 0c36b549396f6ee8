package page

import "parley"

// This file groups what stands outside the article into stories: title, text and day of
// each, in order.

// lister collects the stories that are listed beside an article or on a page of lists.
type lister struct {
	o       *outline
	last    int   // item of the last title; noItem where something else stands between
	box     *box  // its box
	waiting []int // units that say a day and belong to the next title
	days    map[int]entryDay
	dates   *dates
}

// entryDay is the day that a list gives for a story.
type entryDay struct{ value, line string }

// beside labels block i, which is outside the article: the title of another story, its
// text or day, or furniture.
func (l *lister) beside(i int) (parley.BlockKind, int) {
	h := &l.o.doc.blocks[i]
	itemKind, title, text := parley.ItemTeaser, parley.BlockTeaserTitle, parley.BlockTeaser
	list := l.o.plan.kind == parley.PageListing
	if list {
		itemKind, title, text = parley.ItemEntry, parley.BlockEntry, parley.BlockEntry
	}
	menu := h.marks&(inNav|inFooter|inComments) != 0
	switch {
	case h.marks&inFooter != 0 && h.href == "":
		return parley.BlockLegal, noItem
	case !menu && h.listed() && !l.o.fitting(h):
		return title, l.o.plan.newItem(itemKind)
	case list && !menu && h.words <= 8 && h.href == "":
		if kind, item := l.day(i); kind != "" {
			return kind, item
		}
	case !menu && l.last != noItem && h.words >= 8 && h.links*2 < h.words && near(h.box, l.box):
		return text, l.last
	case list && !menu && h.words >= 15 && h.links*2 < h.words && h.marks&(inWidget|inCaption) == 0:
		return text, l.o.plan.newItem(itemKind)
	}
	if h.marks&(inWidget|inComments) != 0 {
		return parley.BlockWidget, noItem
	}
	return parley.BlockNavigation, noItem
}

// fitting tells whether a link is by its form something that a page offers its readers to do, or a menu's.
func (o *outline) fitting(h *hblock) bool {
	if h.words > 20 {
		return false
	}
	k := o.form(h)
	return k == parley.BlockWidget || k == parley.BlockNavigation
}

// listed tells whether a block is a link that reads as the title of a story, and no row of short ones.
func (h *hblock) listed() bool {
	return h.href != "" && (h.anchors < 2 || h.longest >= 4) && (h.words >= 5 || h.marks&(inHeading|inTitle) != 0 && h.words >= 3)
}

// note keeps what the next blocks need to know of this one.
func (l *lister) note(h *hblock, kind parley.BlockKind, item int) {
	switch {
	case kind == parley.BlockTeaserTitle || kind == parley.BlockEntry && item != l.last:
		for _, u := range l.waiting {
			l.o.units[u].kind, l.o.units[u].item = parley.BlockDateline, item
			l.days[item] = l.days[waitingDay-u]
		}
		l.last, l.box = item, h.box
	case item != l.last && len(l.waiting) == 0:
		l.last, l.box = noItem, nil
	case len(l.waiting) > 0 && len(l.o.units)-l.waiting[0] <= dayReach:
		return
	}
	l.waiting = l.waiting[:0]
}

// waitingDay is the key of days that wait for their title: waitingDay - unit.
const waitingDay = -2

// dayReach is how many blocks may stand between a day and the title that it belongs to.
const dayReach = 3

// day labels a block that says a day: of the story before it, or of the one behind it where
// that stands closer to it in the markup.
func (l *lister) day(i int) (parley.BlockKind, int) {
	h := &l.o.doc.blocks[i]
	v, ok := l.dayOf(h)
	if !ok {
		return "", noItem
	}
	before, after := farthest, farthest
	if l.last != noItem {
		before = steps(h.box, l.box)
	}
	for j := i + 1; j < len(l.o.doc.blocks) && j <= i+dayReach; j++ {
		if n := &l.o.doc.blocks[j]; n.listed() {
			after = steps(h.box, n.box)
			break
		}
	}
	switch {
	case before < farthest && before <= after:
		if _, ok := l.days[l.last]; !ok {
			l.days[l.last] = v
		}
		return parley.BlockDateline, l.last
	case after < farthest:
		l.waiting = append(l.waiting, len(l.o.units))
		l.days[waitingDay-len(l.o.units)] = v
		return parley.BlockNavigation, noItem
	}
	return "", noItem
}

// dayOf gives the day that a short block says, by its time element or its words.
func (l *lister) dayOf(h *hblock) (entryDay, bool) {
	if l.dates == nil {
		l.dates = l.o.dates()
	}
	for _, s := range [...]string{h.when, h.text} {
		if v, ok := l.dates.one(s); ok && v.whole() && v.day[0] != '[' {
			return entryDay{v.day, h.text}, true
		}
	}
	return entryDay{}, false
}

// farthest is how many steps up are looked for a common box.
const farthest = 5

// steps gives how many steps up from a the first box is that is also around b, at most farthest.
func steps(a, b *box) int {
	for n := 0; n < farthest && a != nil; n++ {
		c := b
		for k := 0; k < farthest && c != nil; k++ {
			if a == c {
				return n
			}
			c = c.parent
		}
		a = a.parent
	}
	return farthest
}

// near tells whether two boxes are close: within four steps up to a common one.
func near(a, b *box) bool { return steps(a, b) < farthest }

// dateEntries gives listed stories the days that stand beside them.
func (o *outline) dateEntries(out *parley.Layout) {
	for item, d := range o.days {
		if item >= 0 && item < len(out.Items) && out.Items[item].Kind != parley.ItemArticle && d.value != "" {
			out.Items[item].Published = &parley.Date{Value: d.value, Basis: parley.BasisMarkup, Why: "the line «" + d.line + "»"}
		}
	}
}
