package page

import "parley"

// grouper gathers the units of a list of stories into items: a paragraph, the title in
// front of it, and the caption in front of that.
type grouper struct {
	lex     *lexicon
	plan    *plan
	kind    parley.ItemKind
	pending []*unit // short lines whose item is not known yet
	last    int     // item of the last paragraph; noItem at first
	trail   bool    // captions stand behind their paragraph
	titled  bool    // titles stand above the texts
}

// group labels and numbers the units of a list of teasers or entries.
func (l *lexicon) group(units []unit, p *plan, kind parley.ItemKind) {
	g := &grouper{lex: l, plan: p, kind: kind, last: noItem, trail: captionsTrail(units), titled: titledList(units)}
	for i := range units {
		u := &units[i]
		switch {
		case u.kind.Furniture():
			g.flush()
			u.item = noItem
		case u.glued && u.kind == parley.BlockTeaserTitle:
			u.item = p.newItem(kind)
		case u.glued && g.last != noItem && len(g.pending) == 0:
			g.join(u)
		case u.kind == parley.BlockCredit || u.kind == parley.BlockDateline:
			g.credit(u)
		case u.kind == parley.BlockCaption || u.kind == parley.BlockTeaserTitle || !g.isParagraph(units, i):
			g.pending = append(g.pending, u)
		default:
			g.paragraph(u)
		}
	}
	g.flush()
}

// isParagraph tells whether unit i is a story's text: a line with a final stop, unless it
// is a question that stands as a title over a longer text; or a line without a stop that is
// clearly longer than the title above it, where no text follows.
func (g *grouper) isParagraph(units []unit, i int) bool {
	u := &units[i]
	next := nextLine(units, i)
	follows := next != nil && next.prose()
	n := len(g.pending)
	if u.prose() {
		if !g.titled || !u.headline() || !follows {
			return true
		}
		return n > 0 && next.headline() && !same(u, next)
	}
	if n == 0 || follows || len(u.toks) < 18 {
		return false
	}
	title := g.pending[n-1]
	return !same(u, title) && len(u.toks)*4 > len(title.toks)*5
}

// nextLine gives the first free unit of the line below unit i; nil where there is none.
func nextLine(units []unit, i int) *unit {
	for i++; i < len(units); i++ {
		if units[i].free() {
			return &units[i]
		}
		if i+1 == len(units) || !units[i+1].glued {
			break
		}
	}
	return nil
}

// titledList tells whether titles stand above the texts of a list: most of its texts have a
// line without a stop, or a question, above them.
func titledList(units []unit) bool {
	texts, under := 0, 0
	for i := range units {
		if u := &units[i]; u.free() && !u.glued && u.prose() && !u.headline() {
			texts++
			if i > 0 && units[i-1].free() && titleLike(&units[i-1]) {
				under++
			}
		}
	}
	return under*2 > texts
}

// captionsTrail tells whether the list begins with title and paragraph and ends with a
// short line, so that the caption must stand last in each story.
func captionsTrail(units []unit) bool {
	var classes []bool // prose?
	for i := range units {
		if u := &units[i]; !u.kind.Furniture() && !u.glued && u.kind != parley.BlockCredit {
			classes = append(classes, u.prose() && u.kind != parley.BlockCaption)
		}
	}
	n := len(classes)
	return n >= 5 && !classes[0] && classes[1] && !classes[n-1] && classes[n-2]
}

// join gives a piece of a line the item of the piece before it.
func (g *grouper) join(u *unit) {
	u.item = g.last
	if u.free() {
		u.kind = g.text()
	}
}

// text is the label of a paragraph in this list.
func (g *grouper) text() parley.BlockKind {
	if g.kind == parley.ItemEntry {
		return parley.BlockEntry
	}
	return parley.BlockTeaser
}

// heading is the label of a title in this list.
func (g *grouper) heading() parley.BlockKind {
	if g.kind == parley.ItemEntry {
		return parley.BlockEntry
	}
	return parley.BlockTeaserTitle
}

// credit gives a credit or a date to the story before it.
func (g *grouper) credit(u *unit) {
	if g.last == noItem || len(g.pending) > 0 {
		g.pending = append(g.pending, u)
		return
	}
	u.item = g.last
}

// paragraph opens a new item for u, with the title and caption that wait before it.
func (g *grouper) paragraph(u *unit) {
	wait := g.pending
	g.pending = nil
	title := len(wait) - 1
	for title >= 0 && !wait[title].free() && wait[title].kind != parley.BlockTeaserTitle {
		title--
	}
	caption := title - 1
	if g.trail && caption >= 0 && g.last != noItem {
		g.caption(wait[0], g.last)
		wait, title, caption = wait[1:], title-1, caption-1
	}
	for caption > 0 && wait[caption].glued { // a caption and its credit
		caption--
	}
	for i := 0; i < caption; i++ {
		g.alone(wait[i])
	}
	item := g.plan.newItem(g.kind)
	for i := max(caption, 0); i < len(wait); i++ {
		switch {
		case i == title:
			wait[i].kind, wait[i].item = g.heading(), item
		default:
			g.caption(wait[i], item)
		}
	}
	u.kind, u.item = g.text(), item
	g.last = item
}

// caption labels u a caption of the item, unless its form says something else.
func (g *grouper) caption(u *unit, item int) {
	if u.free() {
		u.kind = parley.BlockCaption
	}
	u.item = item
}

// alone makes u a story of its own: a title without a text.
func (g *grouper) alone(u *unit) {
	u.item = g.plan.newItem(g.kind)
	if u.free() {
		u.kind = g.heading()
	}
}

// flush decides the short lines that no paragraph follows.
func (g *grouper) flush() {
	wait := g.pending
	g.pending = nil
	if g.trail && g.last != noItem && len(wait) > 0 {
		g.caption(wait[0], g.last)
		wait = wait[1:]
	}
	for i, u := range wait {
		if i > 0 && (same(u, wait[i-1]) || !u.free()) {
			g.caption(u, wait[i-1].item)
			continue
		}
		g.alone(u)
	}
}
