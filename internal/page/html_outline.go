package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"parley"
)

func atomOf(name []byte) atom.Atom { return atom.Lookup(name) }

func newElement(name string) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
}

// outline turns the blocks of a document into labelled units.
type outline struct {
	lex   *lexicon
	doc   *document
	page  *parley.Page
	plan  *plan
	units []unit // start, end, kind, item and url only
	text  strings.Builder

	main     *box
	title    string // the page's title, by markup
	titleKey string
	titleAt  int // block that shows it; -1
	leadAt   int // block that is the lead; -1
	kinds    []parley.BlockKind

	posts    []post // of a live page
	postAt   []int  // post of each block, from 1; nil of other pages
	postItem []int  // item of each post, from 1
}

// foreign are marks of blocks that belong to no article.
const foreign = inNav | inFooter | inAside | inRelated | inComments | inWidget

// build labels all blocks and writes them down.
func (o *outline) build() {
	o.plan = &plan{kind: parley.PageOther}
	o.main = o.mainBox()
	o.title = o.findTitle()
	o.titleKey = looseKey(o.title)
	o.kinds = make([]parley.BlockKind, len(o.doc.blocks))
	o.labelMain()
	o.leadAt = o.findLead()
	o.plan.kind = o.verdict()
	o.applySite()
	o.applyLive()
	o.write()
}

// good gives the words of a block that reads as a paragraph of an article; 0 for others.
func (h *hblock) good() int {
	if h.marks&(foreign|inCaption|inByline|inTitle|inHeading) != 0 || !h.paragraph() {
		return 0
	}
	return h.words - h.links
}

// mainBox finds the element that holds the article: the one with most words in paragraphs
// after what else stands in it is taken off.
func (o *outline) mainBox() *box {
	n := len(o.doc.blocks)
	good, bad := make([]float64, n+1), make([]float64, n+1)
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		g := float64(h.good())
		b := 0.0
		if g == 0 && h.marks&(inCaption|inTitle|inHeading|inByline) == 0 {
			b = float64(h.links) + 0.2*float64(h.words-h.links)
			if h.marks&foreign != 0 {
				b = float64(h.words) * 0.7
			}
		}
		good[i+1], bad[i+1] = good[i]+g, bad[i]+b
	}
	var best *box
	bestScore := 0.0
	for _, b := range o.doc.boxes {
		g := good[b.last] - good[b.first]
		if g == 0 {
			continue
		}
		w := max(-0.4, min(0.4, b.weight/100))
		if s := (g - 0.6*(bad[b.last]-bad[b.first])) * (1 + w*0.25); best == nil || s > bestScore || s == bestScore && b.depth > best.depth {
			best, bestScore = b, s
		}
	}
	return best
}

// labelMain labels the blocks of the main box.
func (o *outline) labelMain() {
	if o.main == nil {
		return
	}
	lastBody := -1
	for i := o.main.first; i < o.main.last; i++ {
		h := &o.doc.blocks[i]
		o.kinds[i] = o.label(h, h.marks&^o.main.marks)
		if k := o.kinds[i]; k == parley.BlockBody || k == parley.BlockQuote {
			lastBody = i
		}
	}
	for i := lastBody + 1; i < o.main.last; i++ { // headings after the last paragraph are of other stories
		if o.kinds[i] == parley.BlockHeading {
			o.kinds[i] = ""
		}
	}
}

// label says what a block inside the main box is; "" for what belongs to no article.
func (o *outline) label(h *hblock, m mark) parley.BlockKind {
	switch {
	case m&foreign != 0 && !(m&foreign == inRelated && h.good() > 40):
		return ""
	case m&inCaption != 0:
		return parley.BlockCaption
	case m&inTitle != 0:
		return ""
	case m&inByline != 0 && h.words < 30:
		return parley.BlockCredit
	case h.links*10 > h.words*7 && h.words < 40:
		return ""
	case m&inHeading != 0:
		if o.isTitle(h.text) {
			return ""
		}
		return parley.BlockHeading
	}
	u := o.lex.newUnit(h.text, 0, len(h.text))
	if k := o.lex.form(&u); k != "" {
		return k
	}
	if o.isTitle(h.text) {
		return ""
	}
	if o.lex.captionLike(&u) && u.short() {
		return parley.BlockCaption
	}
	if m&inQuote != 0 {
		return parley.BlockQuote
	}
	return parley.BlockBody
}

// isTitle tells whether a text is the page's title.
func (o *outline) isTitle(s string) bool {
	return o.title != "" && len(s) < 2*len(o.title)+10 && looseKey(s) == o.titleKey
}

// looseKey folds a title for comparison: its words alone.
func looseKey(s string) string { return strings.Join(lowerWords(s), " ") }

// verdict tells an article from a list of links and from pages that are neither.
func (o *outline) verdict() parley.PageKind {
	words, paragraphs := 0, 0
	for i, k := range o.kinds {
		if k == parley.BlockBody || k == parley.BlockQuote {
			if g := o.doc.blocks[i].good(); g > 0 {
				words += g
				paragraphs++
			}
		}
	}
	links := o.doc.links
	said := o.doc.meta.article || o.doc.meta.ogType == "article"
	switch among := o.titlesAmong(); {
	case among >= 5 && among*10 >= paragraphs*7 && !o.doc.meta.article:
		return parley.PageListing // paragraphs each under a title that leads elsewhere
	case words >= 40 && said && words > links*4:
		return parley.PageArticle
	case links >= 8 && (words < links*12 || o.doc.meta.list && words < links*30):
		return parley.PageListing
	case words >= 80 || words >= 30 && o.title != "":
		return parley.PageArticle
	case links >= 5:
		return parley.PageListing
	}
	return parley.PageOther
}

// titlesAmong counts the links inside the main box that read as titles of other stories
// and are followed by a paragraph.
func (o *outline) titlesAmong() int {
	if o.main == nil {
		return 0
	}
	n, open := 0, false
	for i := o.main.first; i < o.main.last; i++ {
		h := &o.doc.blocks[i]
		switch {
		case h.href != "" && h.words >= 5 && h.words <= 40:
			open = true
		case open && h.paragraph():
			n++
			open = false
		}
	}
	return n
}
