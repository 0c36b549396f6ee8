package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// This file tells elements that stand in a line of text from those that set what they hold apart.

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

// strange tells whether an element of a line is one that HTML does not know: names of things, or what search engines should pass
// over. They set nothing apart.
func strange(n *html.Node) bool {
	return n.DataAtom == 0 && n.Parent != nil && (n.Parent.DataAtom == atom.P || inline(n.Parent.DataAtom)) && !strings.Contains(n.Data, "-")
}

// card tells whether an element in a line is a card that shows when a reader points at a name:
// a picture and links to what else there is, and hardly a word beside them.
func card(n *html.Node) bool {
	if n.FirstChild == nil || n.FirstChild.Type != html.ElementNode || n.FirstChild.DataAtom == atom.A {
		return false
	}
	pictures, links, words, linked := 0, 0, 0, 0
	left := maxCard
	var walk func(n *html.Node, in bool)
	walk = func(n *html.Node, in bool) {
		for c := n.FirstChild; c != nil && left > 0; c = c.NextSibling {
			left--
			switch {
			case c.Type == html.TextNode:
				k := len(strings.Fields(c.Data[:min(len(c.Data), maxLabel)]))
				words += k
				if in {
					linked += k
				}
			case c.DataAtom == atom.Img:
				pictures++
			case c.DataAtom == atom.A:
				links++
				walk(c, true)
			default:
				walk(c, in)
			}
		}
	}
	walk(n, false)
	return left > 0 && pictures > 0 && links >= 2 && linked*10 >= words*8
}

// maxCard bounds the nodes of a card.
const maxCard = 60
