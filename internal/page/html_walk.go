package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mark says where in the markup a block of text stands.
type mark uint16

const (
	inNav      mark = 1 << iota // menus, headers, breadcrumbs
	inFooter                    // footers
	inAside                     // side columns, boxes with other stories
	inRelated                   // boxes with other stories, by their class
	inComments                  // what readers wrote
	inWidget                    // share, subscribe, rating
	inCaption                   // below a picture
	inQuote                     // block quotations
	inHeading                   // h2 to h6
	inTitle                     // h1
	inByline                    // authors and dates
	inLead                      // by its class
	inContent                   // by its class or schema the text of an article
)

// hblock is a block of text in a page's markup.
type hblock struct {
	text  string
	site  siteRole // by what is known of the page's publishing system
	words int
	links int // words that are link texts
	href  string
	marks mark
	box   *box // the element that holds it
	tag   atom.Atom
}

// box is an element that holds blocks, as far as scoring needs it.
type box struct {
	parent *box
	tag    atom.Atom
	depth  int
	own    mark    // marks that it sets itself
	marks  mark    // and those of the boxes around it
	weight float64 // by class
	first  int     // index of its first block
	last   int     // behind its last block
}

// document is a page in HTML, walked once.
type document struct {
	blocks []hblock
	boxes  []*box
	meta   meta
	links  int // links of six words or more outside menus
}

// walker builds a document.
type walker struct {
	doc    *document
	names  *classNames
	buf    strings.Builder
	words  int
	links  int
	href   string
	inLink int
	space  bool
	roles  map[*html.Node]siteRole
	site   siteRole // of what is being walked
}

// maxText bounds the readable text of a page in HTML.
const maxText = 8 << 20

// newDocument walks the tree of a page.
func newDocument(root *html.Node, classes *classNames, roles map[*html.Node]siteRole) *document {
	d := &document{}
	w := &walker{doc: d, names: classes, roles: roles}
	top := &box{}
	d.boxes = append(d.boxes, top)
	w.children(root, top, 0)
	w.flush(top, 0)
	top.last = len(d.blocks)
	d.unmarkWrappers()
	return d
}

// unmarkWrappers takes marks off boxes that hold so much of the page's paragraphs that
// their names cannot mean what they say: "page-with-sidebar" around everything.
func (d *document) unmarkWrappers() {
	mass := make([]int, len(d.blocks)+1)
	for i := range d.blocks {
		mass[i+1] = mass[i]
		if h := &d.blocks[i]; h.paragraph() {
			mass[i+1] += h.words - h.links
		}
	}
	total := mass[len(d.blocks)]
	for _, b := range d.boxes {
		switch part := mass[b.last] - mass[b.first]; {
		case part*10 > total*4:
			b.own = 0
		case part*4 > total && b.own&(inComments|inFooter|inRelated) == 0:
			b.own &^= foreign | inCaption | inByline
		}
		if b.parent != nil {
			b.marks = b.parent.marks
		}
		b.marks |= b.own
	}
	for i := range d.blocks {
		h := &d.blocks[i]
		h.marks = h.box.marks
	}
}

// paragraph tells whether a block reads as a paragraph, wherever it stands.
func (h *hblock) paragraph() bool {
	return h.words >= 8 && h.links*2 <= h.words && (h.words >= 25 || finalStop(h.text))
}

// children walks the nodes below n.
func (w *walker) children(n *html.Node, b *box, m mark) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.text(c.Data)
		case html.ElementNode:
			w.element(c, b, m)
		case html.DocumentNode:
			w.children(c, b, m)
		}
	}
}

// element walks one element.
func (w *walker) element(n *html.Node, b *box, m mark) {
	switch n.DataAtom {
	case atom.Script, atom.Head, atom.Meta, atom.Link, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Select, atom.Textarea,
		atom.Button, atom.Object, atom.Video, atom.Audio, atom.Canvas, atom.Map, atom.Math, atom.Dialog:
		return
	case atom.Br, atom.Hr:
		w.flush(b, m)
		return
	case atom.A:
		w.anchor(n, b, m)
		return
	}
	if hidden(n) {
		return
	}
	if inline(n.DataAtom) {
		w.children(n, b, m)
		return
	}
	w.flush(b, m)
	outer := w.site
	if r := w.roles[n]; r != siteNone && outer < siteRelated {
		w.site = r
	}
	inner := &box{parent: b, tag: n.DataAtom, depth: b.depth + 1, weight: w.names.weight(n), first: len(w.doc.blocks)}
	w.doc.boxes = append(w.doc.boxes, inner)
	im := m | w.names.marks(n, m)
	inner.own = im &^ m
	w.children(n, inner, im)
	w.flush(inner, im)
	w.site = outer
	inner.last = len(w.doc.blocks)
}

// anchor walks a link.
func (w *walker) anchor(n *html.Node, b *box, m mark) {
	if hidden(n) {
		return
	}
	if w.inLink == 0 {
		w.href = attr(n, "href")
	}
	before := w.words
	w.inLink++
	w.children(n, b, m)
	w.inLink--
	if k := w.words - before; k >= 6 && m&(inNav|inFooter) == 0 {
		w.doc.links++
	}
}

// text adds character data to the block that is being built.
func (w *walker) text(s string) {
	if w.buf.Len() > maxText {
		return
	}
	if r, _ := utf8.DecodeRuneInString(s); s != "" && unicode.IsSpace(r) {
		w.space = true
	}
	for i, f := range strings.Fields(s) {
		if w.buf.Len() > 0 && (w.space || i > 0) {
			w.buf.WriteByte(' ')
		}
		w.buf.WriteString(f)
		w.space = false
		w.words++
		if w.inLink > 0 {
			w.links++
		}
	}
	if r, _ := utf8.DecodeLastRuneInString(s); s != "" && unicode.IsSpace(r) {
		w.space = true
	}
}

// flush ends the block that is being built.
func (w *walker) flush(b *box, m mark) {
	text := strings.TrimSpace(w.buf.String())
	w.buf.Reset()
	w.space = false
	words, links := w.words, w.links
	w.words, w.links = 0, 0
	if text == "" {
		return
	}
	h := hblock{text: text, words: words, links: links, marks: m, box: b, tag: b.tag, site: w.site}
	if links*10 >= words*8 {
		h.href = w.href
	}
	w.doc.blocks = append(w.doc.blocks, h)
}

// attr gives an attribute of an element.
func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// hidden tells whether the element is not shown.
func hidden(n *html.Node) bool {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "hidden":
			return true
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// inline tells whether the element stands in a line of text.
func inline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del,
		atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.S, atom.Samp,
		atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr,
		atom.Img, atom.Picture, atom.Source, atom.Input, atom.Nobr:
		return true
	}
	return false
}
