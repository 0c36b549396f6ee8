package web

import (
	"fmt"
	"html"
	"html/template"
	"strings"
)

// svg writes a picture. Colours and weights come from the style sheet by class, so that
// one picture serves light, dark and print; every text that goes in is escaped.
type svg struct{ b strings.Builder }

func newSVG(width, height int, label string) *svg {
	g := &svg{}
	fmt.Fprintf(&g.b, `<svg viewBox="0 0 %d %d" width="%d" height="%d" role="graphics-document" aria-label="%s">`,
		width, height, width, height, html.EscapeString(label))
	return g
}

func (g *svg) line(class string, x1, y1, x2, y2 int) {
	fmt.Fprintf(&g.b, `<line class="%s" x1="%d" y1="%d" x2="%d" y2="%d"/>`, class, x1, y1, x2, y2)
}

func (g *svg) text(class string, x, y int, anchor, words string) {
	fmt.Fprintf(&g.b, `<text class="%s" x="%d" y="%d" text-anchor="%s">%s</text>`,
		class, x, y, anchor, html.EscapeString(words))
}

// path joins the points x, y, x, y … by straight lines.
func (g *svg) path(class string, points []int) {
	fmt.Fprintf(&g.b, `<path class="%s" d="`, class)
	for i := 0; i+1 < len(points); i += 2 {
		verb := "L"
		if i == 0 {
			verb = "M"
		}
		fmt.Fprintf(&g.b, "%s%d %d", verb, points[i], points[i+1])
	}
	g.b.WriteString(`"/>`)
}

// dot is a point with a label that shows when one points at it, leading to href if any.
// A clear disc around it makes it large enough for a finger.
func (g *svg) dot(class string, x, y int, href, label string) {
	if href != "" {
		fmt.Fprintf(&g.b, `<a href="%s">`, html.EscapeString(href))
	}
	fmt.Fprintf(&g.b, `<g class="dot %s"><title>%s</title><circle class="reach" cx="%d" cy="%d" r="12"/>`+
		`<circle cx="%d" cy="%d" r="4.5"/></g>`, class, html.EscapeString(label), x, y, x, y)
	if href != "" {
		g.b.WriteString(`</a>`)
	}
}

// bar is a column that leads to href; the whole height above it can be pointed at.
func (g *svg) bar(class string, x, y, width, height int, href, label string) {
	fmt.Fprintf(&g.b, `<a href="%s"><g class="%s"><title>%s</title><rect class="reach" x="%d" y="0" width="%d" height="%d"/>`+
		`<rect x="%d" y="%d" width="%d" height="%d"/></g></a>`, html.EscapeString(href), class, html.EscapeString(label), x, width, y+height, x, y, width, height)
}

func (g *svg) done() template.HTML {
	g.b.WriteString(`</svg>`)
	return template.HTML(g.b.String())
}
