package page

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"parley"
)

// This file makes plain texts as bad extractors leave them out of real pages, whose truth is
// known: the tags are cut out and nothing is judged.

// stripping is a way to cut out tags.
type stripping string

const (
	stripAll   stripping = "all"   // each element that is not part of a line makes one
	stripMenus stripping = "menus" // the points of lists are run together: menus are lines
	stripText  stripping = "text"  // only paragraphs, headings, captions and long points of lists are kept
)

var strippings = []stripping{stripAll, stripMenus, stripText}

// strip makes the plain text of a page.
func strip(b []byte, how stripping) string {
	root, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		return ""
	}
	s := &stripper{how: how}
	s.walk(root, false)
	s.end()
	return s.out.String()
}

// stripper collects the lines of a page.
type stripper struct {
	how  stripping
	line strings.Builder
	out  strings.Builder
}

// end ends a line.
func (s *stripper) end() {
	if t := oneLine(s.line.String()); t != "" {
		s.out.WriteString(t + "\n")
	}
	s.line.Reset()
}

// walk adds what stands below a node; kept tells whether text is kept there.
func (s *stripper) walk(n *html.Node, kept bool) {
	switch n.Type {
	case html.TextNode:
		if kept || s.how != stripText {
			s.line.WriteString(n.Data)
		}
		return
	case html.ElementNode:
	default:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			s.walk(c, kept)
		}
		return
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Textarea, atom.Select:
		return
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.Figcaption, atom.Blockquote:
		kept = true
	case atom.Li:
		kept = kept || len(plainOf(n)) > 60
	}
	breaks := !inline(n.DataAtom)
	if s.how == stripMenus && (n.DataAtom == atom.Li || n.DataAtom == atom.A) {
		breaks = false
		s.line.WriteByte(' ')
	}
	if breaks {
		s.end()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.walk(c, kept)
	}
	if breaks {
		s.end()
	} else if s.how == stripMenus {
		s.line.WriteByte(' ')
	}
}

// plainOf gives the text below a node.
func plainOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return oneLine(b.String())
}

// TestStripped writes what is read from pages whose tags were cut out, for the scorer.
func TestStripped(t *testing.T) {
	if *htmlFit == "" || *htmlFitOut == "" {
		t.Skip("writes only with -fit-html FOLDER -fit-html-out FOLDER")
	}
	readers := crossedReaders(t)
	for _, how := range strippings {
		files := newFiles(t, "stripped-"+string(how))
		for _, s := range loadSpecimens(t, *htmlFit, "aeb", "fundus-eval", "wcxb", "vi") {
			r := readers[s.fold]
			text, _ := r.lex.decode(s.page)
			l := r.Read(&parley.Page{Bytes: []byte(strip([]byte(text), how)), Media: parley.MediaText})
			files.print(s, l.Kind, l.Items)
		}
	}
	fmt.Println("written")
}
