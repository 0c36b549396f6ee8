package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"parley"
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
	inHidden                    // not shown
	inArticle                   // inside an article element
	inList                      // inside a list
)

// hblock is a block of text in a page's markup.
type hblock struct {
	text    string
	site    siteRole // by what is known of the page's publishing system
	words   int
	links   int       // words that are link texts
	anchors int       // links
	longest int       // words of the longest of them
	images  int       // pictures since the block before
	pressed bool      // the last of those is a link
	strong  int       // words in bold type
	refs    [2]string // where its first and its last link lead
	href    string
	when    string // what a time element in it means
	marks   mark
	box     *box // the element that holds it
	tag     atom.Atom
	inner   *look // of the inline element that holds most of it; nil where none does
	broken  bool  // another block of the same element stands before it
	letter  bool  // the first letter of the next block, which has it too
	toks    []token
	cut     bool // toks are its words
	formed  bool // form is what its form says
	form    parley.BlockKind

	masthead bool // a heading that says no more than the name of the site
	kicker   bool // a label above the title that is the next block
}

// box is an element that holds blocks, as far as scoring needs it.
type box struct {
	parent *box
	tag    atom.Atom
	depth  int
	own    mark  // marks that it sets itself
	marks  mark  // and those of the boxes around it
	look   *look // what its names say
	first  int   // index of its first block
	last   int   // behind its last block
	kin    uint32
	pics   int // pictures in it
	state  boxState
}

// document is a page in HTML, walked once.
type document struct {
	blocks []hblock
	boxes  []*box
	meta   meta
	links  int                 // links of six words or more outside menus
	odds   map[string]nameOdds // of names.tsv
	met    metNames
	refs   map[uint64]int // links by where they lead
	home   string         // host of the page
}

// walker builds a document.
type walker struct {
	doc     *document
	names   *classNames
	looks   looks
	room    nameRoom
	buf     strings.Builder
	cur     hblock // words, links, anchors, strong and inner of the block that is being built
	most    int    // words of the inline element that holds most of it
	href    string
	inLink  int
	bold    int
	space   bool
	size    int // bytes of all blocks
	images  int
	pics    int // of the page so far
	pressed bool
	edge    bool // a span that begins the block has just ended with a small letter
	behind  bool // a label has just ended, and the title behind it begins
	pool    []box
	roles   map[*html.Node]siteRole
	site    siteRole // of what is being walked
}

// maxText bounds the readable text of a page in HTML, in bytes.
const maxText = 8 << 20

// newDocument walks the tree of a page.
func newDocument(root *html.Node, classes *classNames, roles map[*html.Node]siteRole) *document {
	d := &document{odds: classes.odds, refs: map[uint64]int{}, blocks: make([]hblock, 0, 256)}
	w := &walker{doc: d, names: classes, looks: looks{by: map[string]*look{}}, roles: roles}
	top := w.newBox()
	top.look = &look{}
	w.children(root, top, 0)
	w.flush(top, 0)
	top.last = len(d.blocks)
	d.met = w.looks.met
	d.unmarkWrappers()
	return d
}

// newBox makes a box; many are made at once.
func (w *walker) newBox() *box {
	if len(w.pool) == 0 {
		w.pool = make([]box, 256)
	}
	b := &w.pool[0]
	w.pool = w.pool[1:]
	w.doc.boxes = append(w.doc.boxes, b)
	return b
}

// line gives a block as a unit; its words are looked up once.
func (o *outline) line(h *hblock) unit {
	if !h.cut {
		h.toks, h.cut = o.lex.newUnit(h.text, 0, len(h.text)).toks, true
	}
	return unit{end: len(h.text), text: h.text, toks: h.toks, item: noItem}
}

// shortForm is how many words a block has at most that may be anything by its form.
const shortForm = 40

// form tells what a block is by its form alone, as lexicon.form does, once.
func (o *outline) form(h *hblock) parley.BlockKind {
	if !h.formed {
		h.formed = true
		if h.words > shortForm && h.words <= maxForm {
			h.form = o.lex.address(h.text)
			return h.form
		}
		u := o.line(h)
		h.form = o.lex.form(&u)
	}
	return h.form
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
	if picture(n) {
		w.images++
		w.pics++
		w.pressed = w.inLink > 0
	}
	switch n.DataAtom {
	case atom.Script, atom.Head, atom.Meta, atom.Link, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Select, atom.Textarea,
		atom.Button, atom.Object, atom.Video, atom.Audio, atom.Canvas, atom.Map, atom.Math, atom.Dialog:
		return
	case atom.Br, atom.Hr:
		if w.flush(b, m) {
			w.cur.broken = true
		}
		return
	}
	hidden := hidden(n)
	if hidden {
		m |= inHidden
	}
	if inline(n.DataAtom) || strange(n) {
		if w.roles[n] == siteDate && w.cur.words == 0 {
			w.stamp(n, b, m)
			return
		}
		if !unseen(n, hidden) && !(w.cur.words > 0 && n.DataAtom == atom.Span && card(n)) {
			w.inline(n, b, m)
		}
		return
	}
	w.flush(b, m)
	w.cur.broken = false
	outer := w.site
	if r := w.roles[n]; r != siteNone && outer < siteRelated {
		w.site = r
	}
	inner := w.newBox()
	*inner = box{parent: b, tag: n.DataAtom, depth: b.depth + 1, look: w.looks.of(n, w.names, &w.room), first: len(w.doc.blocks)}
	inner.kin = b.look.kin*31 + inner.look.kin
	inner.own = m&inHidden | inner.look.marks
	if m&inContent != 0 && n.DataAtom == atom.Footer {
		inner.own &^= inFooter
	}
	before := w.pics
	w.children(n, inner, m|inner.own)
	w.flush(inner, m|inner.own)
	inner.pics = w.pics - before
	w.cur.broken, w.site = false, outer
	inner.last = len(w.doc.blocks)
}

// picture tells whether an element shows a picture, a film or another page.
func picture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Img, atom.Video, atom.Iframe:
		return true
	}
	return n.Data == "amp-img" || n.Data == "amp-video"
}

// stamp walks an element of a known system that says when or where, and begins a line: a block of its own.
func (w *walker) stamp(n *html.Node, b *box, m mark) {
	outer := w.site
	w.site = siteDate
	w.inline(n, b, m)
	if w.flush(b, m) {
		w.cur.broken = true
	}
	w.site = outer
}

// inline walks an element that stands in a line of text.
func (w *walker) inline(n *html.Node, b *box, m mark) {
	before, blocks := w.cur.words, len(w.doc.blocks)
	switch n.DataAtom {
	case atom.A:
		if w.inLink == 0 {
			w.href = attr(n, "href")
			w.cur.refs[min(w.cur.anchors, 1)] = w.href
			w.cur.anchors++
			w.doc.note(w.href)
		}
		w.inLink++
		w.children(n, b, m)
		w.inLink--
		k := w.cur.words - before
		w.cur.longest = max(w.cur.longest, k)
		if k >= 6 && m&(inNav|inFooter|inHidden) == 0 {
			w.doc.links++
		}
		return
	case atom.Time:
		w.cur.when = attr(n, "datetime")
		w.children(n, b, m)
	case atom.B, atom.Strong:
		w.bold++
		w.children(n, b, m)
		w.bold--
	default:
		w.children(n, b, m)
		if m&(inTitle|inHeading) != 0 && before == 0 && w.inLink == 0 && n.NextSibling != nil && w.looks.of(n, w.names, &w.room).kicker && w.flush(b, m) {
			w.cur.broken, w.behind = true, true
			w.doc.blocks[len(w.doc.blocks)-1].kicker = true
			return
		}
		w.edge = n.DataAtom == atom.Span && (before == 0 && len(n.Attr) > 0 && w.cur.words <= 4 || part(n.NextSibling)) && endsSmall(w.buf.String())
		w.space = w.space || w.edge && n.NextSibling != nil && n.NextSibling.DataAtom == atom.Time
	}
	if k := w.cur.words - before; len(w.doc.blocks) == blocks && k > w.most && len(n.Attr) > 0 {
		if l := w.looks.of(n, w.names, &w.room); l.marks != 0 || l.odds != 0 {
			w.most, w.cur.inner = k, l
		}
	}
}

// part tells whether what stands right behind a span is a part of a line by itself: a time, or a span that has a name.
func part(n *html.Node) bool {
	return n != nil && n.Type == html.ElementNode && (n.DataAtom == atom.Time || n.DataAtom == atom.Span && len(n.Attr) > 0)
}

// endsSmall tells whether a text ends with a small letter and is more than that.
func endsSmall(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	return unicode.IsLower(r) && n < len(s)
}

// text adds character data to the block that is being built.
func (w *walker) text(s string) {
	if w.size+w.buf.Len() > maxText || s == "" {
		return
	}
	r, _ := utf8.DecodeRuneInString(s)
	if unicode.IsSpace(r) || w.edge && unicode.IsUpper(r) { // what a style sheet sets apart
		w.space = true
	}
	w.edge = false
	for s != "" {
		s = s[runOf(s, true):]
		if s == "" {
			break
		}
		end := runOf(s, false)
		if w.buf.Len() > 0 && w.space {
			w.buf.WriteByte(' ')
		}
		w.buf.WriteString(s[:end])
		n := wordsIn(s[:end])
		w.space = end < len(s)
		s = s[end:]
		w.cur.words += n
		if w.inLink > 0 {
			w.cur.links += n
		}
		if w.bold > 0 {
			w.cur.strong += n
		}
	}
}

// runOf gives how many bytes s begins with that are white space, or that are none.
func runOf(s string, white bool) int {
	for i := 0; i < len(s); {
		c, n := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(s[i:])
		}
		if (c > ' ' && c < utf8.RuneSelf || !unicode.IsSpace(c)) == white {
			return i
		}
		i += n
	}
	return len(s)
}

// wordsIn counts the words of a run without spaces: one, but for scripts that set none
// between words, where two characters count as one.
func wordsIn(s string) int {
	if len(s) < 12 {
		return 1
	}
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0xe3 && c <= 0xe9, c == 0xe0 && i+1 < len(s) && s[i+1] >= 0xb8 && s[i+1] < 0xbc,
			c == 0xe1 && i+1 < len(s) && (s[i+1] >= 0x80 && s[i+1] <= 0x82 || s[i+1] == 0x9e || s[i+1] == 0x9f):
			n++
		}
	}
	return max(1, n/2)
}

// flush ends the block that is being built, and tells whether there was one.
func (w *walker) flush(b *box, m mark) bool {
	if w.buf.Len() == 0 {
		w.space = false
		return false
	}
	h := w.cur
	h.text = strings.TrimSpace(w.buf.String())
	if w.behind {
		h.text = strings.TrimLeft(h.text, ":|·•–—- ")
	}
	w.behind = false
	if w.most*10 < h.words*7 {
		h.inner = nil
	}
	w.size += w.buf.Len()
	w.buf.Reset()
	w.space, w.edge, w.cur, w.most = false, false, hblock{}, 0
	if w.inLink > 0 {
		h.longest = max(h.longest, h.links)
		w.cur.anchors, w.cur.refs[0] = 1, w.href
	}
	h.images, h.pressed = w.images, w.pressed
	w.images, w.pressed = 0, false
	if h.text == "" {
		return false
	}
	h.marks, h.box, h.tag, h.site = m, b, b.tag, w.site
	if h.links*10 >= h.words*8 {
		h.href = w.href
	}
	if n := len(w.doc.blocks); n > 0 && h.words >= 8 && initial(w.doc.blocks[n-1].text, h.text) {
		h.text = w.doc.blocks[n-1].text + h.text
		w.doc.blocks[n-1].letter = true
	}
	w.doc.blocks = append(w.doc.blocks, h)
	return true
}

// initial tells whether a block is the first letter of the next one, in an element of its own
// because it is drawn large.
func initial(letter, text string) bool {
	a, size := utf8.DecodeRuneInString(letter)
	b, _ := utf8.DecodeRuneInString(text)
	return size == len(letter) && unicode.IsUpper(a) && unicode.IsLower(b)
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
		case "role":
			if a.Val == "tooltip" { // shown when a reader points at something
				return true
			}
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// unseenNames are in the names that style sheets give to words which only screen readers say.
var unseenNames = [...]string{"sr-only", "visually-hidden", "visuallyhidden", "screen-reader"}

// unseen tells whether a few words in a line are not shown: hidden, cut down to nothing, or
// said by screen readers alone ("opens in a new tab").
func unseen(n *html.Node, hidden bool) bool {
	if n.FirstChild == nil {
		return false
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "style":
			hidden = hidden || strings.Contains(a.Val, "clip:") && strings.Contains(a.Val, "1px")
		case "class":
			for _, name := range unseenNames {
				hidden = hidden || strings.Contains(a.Val, name)
			}
		}
	}
	return hidden && n.FirstChild == n.LastChild && n.FirstChild.Type == html.TextNode && len(n.FirstChild.Data) <= maxUnseen
}

// maxUnseen bounds, in bytes, words in a line that are passed over as not shown: longer ones
// are text that a script shows.
const maxUnseen = 80
