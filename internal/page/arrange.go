package page

import (
	"strings"

	"parley"
)

// plan is what arrange decides of a page as a whole.
type plan struct {
	kind  parley.PageKind
	items []parley.ItemKind
}

// newItem adds an item and gives its index.
func (p *plan) newItem(k parley.ItemKind) int {
	p.items = append(p.items, k)
	return len(p.items) - 1
}

// arrange labels the units that their form left free and gathers them into items.
func (l *lexicon) arrange(units []unit) *plan {
	p := &plan{kind: parley.PageOther}
	v, ids := l.newVocabulary(units)
	defer l.release(v)
	f := l.newFlow(units, v, ids)
	if len(f.lines) == 0 {
		l.leftovers(units, p)
		return p
	}
	quiet := calm(units)
	k, odds := l.boundary(f, quiet)
	prose := f.prose()
	title := f.title(prose)
	s, list := &sifted{first: -1}, l.apart(f, k, prose, title)
	if !quiet {
		m := l.newLineMeter(units, v, ids, f, k, odds)
		likely := m.judge(l.model.lines)
		if s = l.sift(m, likely); s.first >= 0 {
			list = l.model.text.sum(m.textTraits(f, likely, list)[:]) > listBar
		}
	}
	if !f.lines[0].given && (list || prose == 0 && len(f.lines) >= 4) {
		p.kind = parley.PageListing
		l.group(units, p, parley.ItemEntry)
		return p
	}
	end := len(units)
	switch {
	case s.first >= 0:
		s.mark(units)
		end, title = s.last+1, s.title >= 0
	case k > 0 && k < len(f.lines):
		end = l.regionStart(f, k)
	}
	if prose > 0 {
		p.kind = parley.PageArticle
	}
	if title && live(units[:end]) {
		p.kind = parley.PageLive
	}
	l.article(units[:end], p, title)
	l.group(units[end:], p, parley.ItemTeaser)
	return p
}

// prose counts the lines that read as paragraphs.
func (f *flow) prose() int {
	n := 0
	for _, u := range f.lines {
		if u.prose() {
			n++
		}
	}
	return n
}

// listBar is how sure, as logarithm of odds, it must be that a text is a listing: more is lost
// where an article is taken for one than the other way round.
const listBar = 0.7

// apart tells whether the lines of a page whose article ends before line k stand each for itself,
// or whether one stands for itself and the others have nothing to do with it.
func (l *lexicon) apart(f *flow, k, prose int, title bool) bool {
	return k == 0 || !title && k == 1 && k < len(f.lines) && prose >= 3 && l.gap(f, k) == (gaps{})
}

// title tells whether the first line of text is a title.
func (f *flow) title(prose int) bool {
	u := f.lines[0]
	if u.given {
		return u.kind == parley.BlockTitle
	}
	if u.short() {
		return true
	}
	// A question or an exclamation can be a title, where a longer text follows.
	return u.headline() && prose > 1
}

// live tells whether three or more texts have a time of day above them.
func live(units []unit) bool {
	n := 0
	for i := 1; i < len(units); i++ {
		if units[i].free() && units[i].prose() && clock(units[i-1].text) {
			n++
		}
	}
	return n >= 3
}

// clock tells whether s is a time of day: 20:15.
func clock(s string) bool {
	h, m, ok := strings.Cut(s, ":")
	return ok && len(h) >= 1 && len(h) <= 2 && len(m) == 2 && strings.Trim(h+m, "0123456789") == ""
}

// regionStart gives the unit at which the teasers begin when line k is the first of them:
// captions and headings of lists in front of it go with it, credits stay behind.
func (l *lexicon) regionStart(f *flow, k int) int {
	at := f.at[k]
	for at > f.at[k-1]+1 {
		u := &f.units[at-1]
		if u.kind == parley.BlockCaption && !u.glued || u.kind.Furniture() {
			at--
			continue
		}
		break
	}
	return at
}

// leftovers gives pages without text lines their item numbers.
func (l *lexicon) leftovers(units []unit, p *plan) {
	item := noItem
	for i := range units {
		if units[i].kind.Furniture() {
			continue
		}
		if item == noItem {
			item = p.newItem(parley.ItemArticle)
		}
		units[i].item = item
	}
}

// article labels the units of the article, item 0.
func (l *lexicon) article(units []unit, p *plan, title bool) {
	item := p.newItem(parley.ItemArticle)
	a := &articleState{lex: l, units: units, titled: title}
	for i := range units {
		u := &units[i]
		switch {
		case u.kind.Furniture():
			u.item = noItem
		case u.kind == parley.BlockTeaserTitle:
			u.item = p.newItem(parley.ItemTeaser)
		case !u.free():
			u.item = item
			a.note(u)
		default:
			u.item = item
			u.kind = a.label(i)
			a.note(u)
		}
	}
}

// articleState is what is known of an article while its lines are read in order.
type articleState struct {
	lex    *lexicon
	units  []unit
	titled bool
	title  *unit
	lead   bool
	prose  int
}

// note keeps what the labelled unit tells about those that follow.
func (a *articleState) note(u *unit) {
	switch u.kind {
	case parley.BlockTitle:
		if a.title == nil {
			a.title = u
		}
	case parley.BlockLead:
		a.lead = true
		a.prose++
	case parley.BlockBody, parley.BlockQuote:
		a.prose++
	}
}

// label says what the free unit i is.
func (a *articleState) label(i int) parley.BlockKind {
	u := &a.units[i]
	switch {
	case a.title == nil && a.titled && a.prose == 0:
		return parley.BlockTitle
	case a.title != nil && same(u, a.title):
		if a.prose == 0 {
			return parley.BlockTitle
		}
		return parley.BlockCaption // the picture's text, which repeats the title
	case !u.glued && a.title != nil && a.lex.portrait(u):
		return parley.BlockCaption
	case u.glued && u.short():
		return parley.BlockBody
	case u.short():
		return a.shortLabel(i)
	case a.prose == 0 && !a.lead && a.isLead(i):
		return parley.BlockLead
	}
	return parley.BlockBody
}

// isLead tells whether the first paragraph is a lead: short, standing for itself, and
// with an article behind it.
func (a *articleState) isLead(i int) bool {
	u := &a.units[i]
	if len(u.toks) > 90 || sentences(u.toks) > 3 {
		return false
	}
	head := u.toks[:min(len(u.toks), 6)]
	if a.lex.back.count(head) > 0 {
		return false
	}
	line := false // behind the line of unit i
	for k := i + 1; k < len(a.units); k++ {
		n := &a.units[k]
		line = line || !n.glued
		if line && n.free() && n.prose() {
			return true
		}
	}
	return false
}

// shortLabel says what a line without a final stop is inside an article.
func (a *articleState) shortLabel(i int) parley.BlockKind {
	u := &a.units[i]
	next := a.next(i)
	switch {
	case next != nil && next.kind == parley.BlockCredit && next.glued, a.lex.captionLike(u):
		return parley.BlockCaption
	case a.lex.nameLine(u) && (next == nil || next.kind == parley.BlockCredit || a.prose == 0):
		return parley.BlockCredit
	case next == nil:
		return parley.BlockBody
	case len(u.toks) > 16 && !u.sure:
		return parley.BlockCaption
	case a.prose == 0 && a.title != nil && !u.sure:
		return parley.BlockCaption
	case next.free() && next.prose():
		return parley.BlockHeading
	}
	return parley.BlockBody
}

// next gives the unit after i that is no furniture; nil at the end.
func (a *articleState) next(i int) *unit {
	for k := i + 1; k < len(a.units); k++ {
		if !a.units[k].kind.Furniture() {
			return &a.units[k]
		}
	}
	return nil
}

// captionLike tells whether a short line has the form of a caption.
func (l *lexicon) captionLike(u *unit) bool {
	if l.captionStart.prefix(u.toks) > 0 {
		return true
	}
	for i := range u.toks {
		if u.toks[i].apart && opens(u.text, u.toks[i].start, '(') && (l.captionPlaced(u, i) || l.photoMark.prefix(u.toks[i:]) > 0) {
			return true
		}
	}
	return false
}
