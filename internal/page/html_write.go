package page

import (
	"slices"
	"strings"

	"parley"
)

// maxTitle bounds, in bytes, titles and descriptions that are believed.
const maxTitle = 1000

// findTitle gives the page's title: the first-level heading that agrees best with what
// the head says, else what the head says without the name of the site.
func (o *outline) findTitle() string {
	m := &o.doc.meta
	var claims []string
	for _, s := range []string{m.headline, m.ogTitle, m.title} {
		if s != "" && len(s) <= maxTitle {
			claims = append(claims, s)
		}
	}
	o.titleAt = -1
	best := 0.0
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		if h.marks&inTitle == 0 || h.words > 60 || h.marks&(inFooter|inComments|inRelated) != 0 {
			continue
		}
		s := 0.1
		for _, c := range claims {
			s = max(s, overlap(h.text, c))
		}
		if s > best {
			best, o.titleAt = s, i
		}
	}
	if o.titleAt >= 0 && (best >= 0.5 || len(claims) == 0) {
		return o.doc.blocks[o.titleAt].text
	}
	o.titleAt = -1
	for _, c := range claims {
		c = withoutSite(c, m.site)
		for i := range o.doc.blocks {
			if h := &o.doc.blocks[i]; h.marks&(inFooter|inRelated) == 0 && len(h.text) < 2*len(c)+10 && looseKey(h.text) == looseKey(c) {
				o.titleAt = i
				return h.text
			}
		}
	}
	if len(claims) > 0 {
		return withoutSite(claims[0], m.site)
	}
	return ""
}

// overlap gives the share of the words of a in b, and of b in a: the smaller one weighs half.
func overlap(a, b string) float64 {
	x, y := lowerWords(a), lowerWords(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	in := map[string]bool{}
	for _, w := range y {
		in[w] = true
	}
	n := 0
	for _, w := range x {
		if in[w] {
			n++
		}
	}
	return float64(2*n) / float64(len(x)+len(y))
}

// withoutSite takes the name of the site off the end of a title.
func withoutSite(s, site string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · "} {
		if i := strings.LastIndex(s, sep); i > 0 {
			tail := s[i+len(sep):]
			if site != "" && strings.EqualFold(tail, site) || len(strings.Fields(tail)) <= 3 && len(strings.Fields(s[:i])) >= 3 {
				return strings.TrimSpace(s[:i])
			}
		}
	}
	return s
}

// findLead gives the block that is the lead: by its class, or by what the head says of the
// page where that block stands apart from the paragraphs; -1 where there is none.
func (o *outline) findLead() int {
	if o.main == nil {
		return -1
	}
	firstBody := slices.Index(o.kinds, parley.BlockBody)
	if firstBody < 0 {
		return -1
	}
	from := max(0, o.titleAt)
	for i := from; i <= firstBody && i < len(o.doc.blocks); i++ {
		h := &o.doc.blocks[i]
		if h.marks&^o.main.marks&inLead != 0 && h.marks&(foreign|inTitle) == 0 && h.words >= 8 && h.words < 150 && !o.isTitle(h.text) {
			return i
		}
	}
	desc := o.doc.meta.description
	if len(desc) < 30 || len(desc) > maxTitle {
		return -1
	}
	for i := from; i <= firstBody && i < len(o.doc.blocks); i++ {
		h := &o.doc.blocks[i]
		if h.marks&(inNav|inFooter|inRelated|inTitle|inCaption) != 0 || h.words < 8 || h.words > 100 || overlap(h.text, desc) < 0.85 {
			continue
		}
		if i < firstBody || h.box.tag.String() != "p" {
			return i
		}
	}
	return -1
}

// write writes the blocks down, one a line, as labelled units.
func (o *outline) write() {
	article := noItem
	if o.plan.kind == parley.PageArticle || o.plan.kind == parley.PageLive {
		article = o.plan.newItem(parley.ItemArticle)
	}
	lastLink := noItem // item of the last teaser's title, for the text behind it
	var lastBox *box
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		kind, item := o.kinds[i], article
		if post, ok := o.post(i); ok {
			o.add(h, kind, post)
			continue
		}
		switch {
		case article >= 0 && i == o.titleAt:
			kind = parley.BlockTitle
		case article >= 0 && i == o.leadAt:
			kind = parley.BlockLead
		case article >= 0 && kind != "" && !kind.Furniture():
		default:
			kind, item = o.beside(h, lastLink, lastBox)
		}
		if kind.Furniture() {
			item = noItem
		}
		if kind == parley.BlockTeaserTitle || kind == parley.BlockEntry && item != lastLink {
			lastLink, lastBox = item, h.box
		} else if item != lastLink {
			lastLink, lastBox = noItem, nil
		}
		o.add(h, kind, item)
	}
}

// beside labels a block outside the article: the title of another story, its text, or
// furniture.
func (o *outline) beside(h *hblock, last int, lastBox *box) (parley.BlockKind, int) {
	itemKind, title, text := parley.ItemTeaser, parley.BlockTeaserTitle, parley.BlockTeaser
	if o.plan.kind == parley.PageListing {
		itemKind, title, text = parley.ItemEntry, parley.BlockEntry, parley.BlockEntry
	}
	menu := h.marks&(inNav|inFooter|inComments) != 0
	switch {
	case h.marks&inFooter != 0 && h.href == "":
		return parley.BlockLegal, noItem
	case !menu && h.href != "" && (h.words >= 5 || h.marks&(inHeading|inTitle) != 0 && h.words >= 3):
		return title, o.plan.newItem(itemKind)
	case !menu && last != noItem && h.words >= 8 && h.links*2 < h.words && near(h.box, lastBox):
		return text, last
	case !menu && h.words >= 15 && h.links*2 < h.words && h.marks&(inWidget|inCaption) == 0 && o.plan.kind == parley.PageListing:
		return text, o.plan.newItem(itemKind)
	case h.marks&(inWidget|inComments) != 0:
		return parley.BlockWidget, noItem
	}
	return parley.BlockNavigation, noItem
}

// near tells whether two boxes are close: within four steps up to a common one.
func near(a, b *box) bool {
	for i := 0; i < 4 && a != nil; i++ {
		c := b
		for j := 0; j < 4 && c != nil; j++ {
			if a == c {
				return true
			}
			c = c.parent
		}
		a = a.parent
	}
	return false
}

// add writes one block down.
func (o *outline) add(h *hblock, kind parley.BlockKind, item int) {
	start := o.text.Len()
	o.text.WriteString(h.text)
	u := unit{start: start, end: o.text.Len(), kind: kind, item: item}
	if kind == parley.BlockTeaserTitle || kind == parley.BlockEntry {
		u.url = h.href
	}
	o.units = append(o.units, u)
	o.text.WriteByte('\n')
}

// prose gives the text of the main box, to tell its language.
func (o *outline) prose() string {
	var s strings.Builder
	for i, k := range o.kinds {
		if k == parley.BlockBody && s.Len() < languageSample {
			s.WriteString(o.doc.blocks[i].text)
			s.WriteByte('\n')
		}
	}
	if s.Len() < 40 {
		return o.text.String()
	}
	return s.String()
}
