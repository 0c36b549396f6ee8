package page

import (
	"strings"

	"golang.org/x/net/html"

	"parley"
)

// readFragment takes a piece of markup apart that a container gave a title: the content of
// a feed's entry, or of a message. What the container said stands before it as it would on
// a page. That it is news the container has said already: a piece so short that its markup
// tells nothing is read as text.
func (r *Reader) readFragment(p *parley.Page, text string, out *parley.Layout) {
	title := oneLine(p.Title)
	var b strings.Builder
	b.WriteString(`<html><head><meta property="og:type" content="article"><title>` + html.EscapeString(title) + "</title></head><body><article><h1>" + html.EscapeString(title) + "</h1>\n")
	if lead := oneLine(p.Lead); lead != "" && !strings.Contains(oneLine(text), lead) {
		b.WriteString("<p>" + html.EscapeString(lead) + "</p>\n")
	}
	b.WriteString(text)
	b.WriteString("</article></body></html>")
	r.readHTML(p, b.String(), out, nil)
	if len(out.Items) == 0 {
		out.Blocks = out.Blocks[:0]
		r.readText(p, bareText(text), out)
	}
}

// fragment tells whether text is a piece of markup that a container gave a title; whole
// pages have one of their own.
func fragment(p *parley.Page, text string) bool {
	head := strings.ToLower(text[:min(len(text), 4<<10)])
	for _, tag := range []string{"<html", "<head", "<body", "<!doctype"} {
		if strings.Contains(head, tag) {
			return false
		}
	}
	return p.Title != ""
}

// bareText takes the tags off markup; those that are not part of a line end it.
func bareText(text string) string {
	z := html.NewTokenizer(strings.NewReader(text))
	var b strings.Builder
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skip == "" {
				b.WriteString(strings.Join(strings.FieldsFunc(string(z.Text()), func(r rune) bool { return r == '\n' || r == '\r' }), " "))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if n := string(name); n == "script" || n == "style" {
				skip = n
			}
			if !inline(atomOf(name)) {
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == skip {
				skip = ""
			}
			if !inline(atomOf(name)) {
				b.WriteByte('\n')
			}
		}
	}
}
