package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// This file reads markup that nests deeper than html.Parse allows (512 open elements), tag
// by tag, into a tree of three levels: region, block, link.

// flattener builds a shallow tree.
type flattener struct {
	z       *html.Tokenizer
	root    *html.Node
	regions []*html.Node // open navigation, headers, side columns …; the last one counts
	block   *html.Node
	link    *html.Node
	skip    string // element whose content is passed over
}

// maxRegions bounds how many regions may be open.
const maxRegions = 64

// flat makes the shallow tree: every piece of text between two tags of blocks becomes a
// block of its own.
func flat(markup *lean) *html.Node {
	f := &flattener{z: html.NewTokenizer(markup.reader()), root: &html.Node{Type: html.DocumentNode}}
	for {
		switch kind := f.z.Next(); kind {
		case html.ErrorToken:
			f.end()
			return f.root
		case html.TextToken:
			f.text()
		case html.StartTagToken, html.SelfClosingTagToken:
			t := f.z.Token()
			f.start(&t, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := f.z.TagName()
			f.close(string(name))
		}
	}
}

func atomOf(name []byte) atom.Atom { return atom.Lookup(name) }

// newElement makes an element.
func newElement(name string) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: name, DataAtom: atomOf([]byte(name))}
}

// elementOf makes an element with the attributes of a tag.
func elementOf(t *html.Token) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: t.Data, DataAtom: t.DataAtom, Attr: t.Attr}
}

// around gives the element that a new block goes into.
func (f *flattener) around() *html.Node {
	if n := len(f.regions); n > 0 {
		return f.regions[n-1]
	}
	return f.root
}

// end closes the block that is open, and keeps it if it has text.
func (f *flattener) end() {
	if f.block != nil && f.block.FirstChild != nil {
		f.around().AppendChild(f.block)
	}
	f.block, f.link = nil, nil
}

// open opens a block.
func (f *flattener) open(n *html.Node) {
	f.end()
	f.block = n
}

// text adds a piece of text to the block.
func (f *flattener) text() {
	if f.skip != "" {
		return
	}
	if f.block == nil {
		f.open(newElement("p"))
	}
	to := f.block
	if f.link != nil {
		to = f.link
	}
	to.AppendChild(&html.Node{Type: html.TextNode, Data: string(f.z.Text())})
}

// start reads a tag that opens an element.
func (f *flattener) start(t *html.Token, closed bool) {
	if f.skip != "" {
		return
	}
	switch t.DataAtom {
	case atom.Html, atom.Body, atom.Head:
		return
	case atom.Meta, atom.Link:
		f.root.AppendChild(elementOf(t))
	case atom.Script, atom.Title:
		f.end()
		n := elementOf(t)
		f.root.AppendChild(n)
		if !closed && f.z.Next() == html.TextToken {
			n.AppendChild(&html.Node{Type: html.TextNode, Data: string(f.z.Text())})
		}
	case atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Textarea, atom.Select, atom.Iframe:
		if !closed {
			f.skip = t.Data
		}
	case atom.A:
		if f.block == nil {
			f.open(newElement("p"))
		}
		f.link = elementOf(t)
		f.block.AppendChild(f.link)
	case atom.Nav, atom.Aside, atom.Footer, atom.Header, atom.Article, atom.Section, atom.Main, atom.Figure, atom.Blockquote:
		f.end()
		if n := elementOf(t); len(f.regions) < maxRegions {
			f.root.AppendChild(n)
			f.regions = append(f.regions, n)
		}
	default:
		if !inline(t.DataAtom) {
			f.open(elementOf(t))
		}
	}
}

// close reads a tag that closes an element.
func (f *flattener) close(name string) {
	a := atomOf([]byte(name))
	switch {
	case f.skip != "":
		if f.skip == name {
			f.skip = ""
		}
	case a == atom.A:
		f.link = nil
	case !inline(a):
		f.end()
		for i := len(f.regions) - 1; i >= 0; i-- {
			if f.regions[i].Data == name {
				f.regions = f.regions[:i]
				break
			}
		}
	}
}
