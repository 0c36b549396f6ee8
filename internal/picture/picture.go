// Package picture draws the pictures of the screens as SVG, from small data and nothing else.
//
// Its data, from the outside in:
//
//	Frame     what every picture has: a title and a description in the reader's language,
//	          a width in pixels, and whether it stands in a page or is a file of its own
//	Course    the stages of a negotiation over time       Lanes    its rounds by venue, channel or level
//	Bars      who held which office when                  Stances  issue × party
//	Heat      counts by year and month                    Calendar counts by day of one year
//	Graph     who meets whom                              Matrix   the same as a table of shades
//	Lineage   which article copies which                  Grid     which sentence stands in which outlet
//	Passages  which paragraphs were taken over
//	Map       venues on an outline of the land            Brush    counts by month that lead on
//
// Each has one method, SVG. The same data give the same bytes. A picture holds no style of
// its own in a page: its parts carry classes, for which Style has the rules, with the colours
// of the page as CSS variables. As a file of its own it carries these rules with it, each
// colour also in plain form for programs that know no variables.
//
// Words that come from outside are escaped here, once, in canvas.
package picture

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Frame is what all pictures share. Width is in pixels; 0 is the usual width. Alone makes a
// file of its own: then links are left out, unless Base, the address of a server, stands
// before them.
type Frame struct {
	Title, Desc string
	Width       int
	Alone       bool
	Base        string
}

// The usual width of a picture, and the width below which it is drawn for a phone.
const (
	usualWidth = 940
	phoneWidth = 480
)

func (f *Frame) width() int {
	if f.Width <= 0 {
		return usualWidth
	}
	return min(max(f.Width, 240), 4000)
}

func (f *Frame) phone() bool { return f.width() < phoneWidth }

// href is the address that a part of the picture leads to, "" for none.
func (f *Frame) href(address string) string {
	switch {
	case address == "" || f.Alone && f.Base == "":
		return ""
	case f.Alone:
		return f.Base + address
	}
	return address
}

// Dates writes a day of the axis in the reader's language. Day is 0 for a whole month,
// month for a whole year.
type Dates func(year, month, day int) string

// canvas writes the elements of one picture.
type canvas struct {
	frame  *Frame
	width  int
	height int
	links  bool
	head   int // room that is left before the elements for what stands before them
	b      sheet
}

// sheet is text as it is written.
type sheet []byte

func (s *sheet) text(x string)  { *s = append(*s, x...) }
func (s *sheet) byte(x byte)    { *s = append(*s, x) }
func (s *sheet) bytes(x []byte) { *s = append(*s, x...) }

// For how many bytes of elements there is room at first, and of what stands before them beside
// title and description.
const (
	canvasRoom = 8 << 10
	headRoom   = 200
)

func newCanvas(f *Frame, height int) *canvas {
	c := &canvas{frame: f, width: f.width(), height: height, head: headRoom + 2*(len(f.Title)+len(f.Desc))}
	room, _ := canvases.Get().(*sheet)
	if room == nil || cap(*room) < c.head {
		room = new(make(sheet, 0, c.head+canvasRoom))
	}
	c.b = (*room)[:c.head]
	return c
}

// canvases are rooms that pictures were drawn in, none larger than canvasMost: the next is drawn in one of them, and
// leaves it as a copy of its own length.
var canvases sync.Pool

const canvasMost = 1 << 20

// done is the whole picture. With links in it the picture is a document of graphics, whose
// parts a reader can reach; without it is an image.
func (c *canvas) done() []byte {
	c.b.text(`</svg>`)
	b := make([]byte, 0, c.head)
	role := "img"
	if c.links {
		role = "graphics-document"
	}
	b = append(b, `<svg class="pic"`...)
	if c.frame.Alone {
		b = append(b, ` xmlns="http://www.w3.org/2000/svg"`...)
	}
	w, h := strconv.Itoa(c.width), strconv.Itoa(c.height)
	b = append(b, ` viewBox="0 0 `+w+` `+h+`" width="`+w+`" height="`+h+`" role="`+role+`">`...)
	b = append(b, `<title>`+escape(c.frame.Title)+`</title>`...)
	if c.frame.Desc != "" {
		b = append(b, `<desc>`+escape(c.frame.Desc)+`</desc>`...)
	}
	if c.frame.Alone {
		b = append(b, `<style>`+aloneStyle()+`</style><rect class="paper" width="`+w+`" height="`+h+`"/>`...)
	}
	if before := c.head - len(b); before >= 0 { // there is room for it
		copy(c.b[before:], b)
		b = bytes.Clone(c.b[before:])
	} else {
		b = append(b, c.b[c.head:]...)
	}
	if cap(c.b) <= canvasMost {
		canvases.Put(&c.b)
	}
	return b
}

// path writes a path of numbers and letters.
func (c *canvas) path(class string, d []byte) {
	c.shape("path", class)
	c.along(d)
}

// along ends an element with its path.
func (c *canvas) along(d []byte) {
	c.b.text(` d="`)
	c.b.bytes(d)
	c.b.text(`"/>`)
}

// pair writes two coordinates.
func pair(b []byte, x, y float64) []byte { return appendNum(append(appendNum(b, x), ' '), y) }

// num writes a coordinate to a tenth of a pixel.
func num(x float64) string {
	var room [24]byte
	return string(appendNum(room[:0], x))
}

func appendNum(b []byte, x float64) []byte {
	if x = math.Round(x * 10); !(math.Abs(x) < 1e15) {
		return append(b, '0')
	}
	n := int64(x)
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/10, 10)
	if n%10 > 0 {
		b = append(b, '.', byte('0'+n%10))
	}
	return b
}

// el writes one element without content: name, class, then attribute, number pairs.
func (c *canvas) el(name, class string, pairs ...any) {
	c.start(name, class, pairs...)
	c.b.text(`/>`)
}

func (c *canvas) start(name, class string, pairs ...any) {
	c.shape(name, class)
	var room [24]byte
	for i := 0; i+1 < len(pairs); i += 2 {
		c.b.byte(' ')
		c.b.text(pairs[i].(string))
		c.b.text(`="`)
		switch v := pairs[i+1].(type) {
		case float64:
			c.b.bytes(appendNum(room[:0], v))
		case int:
			c.b.bytes(strconv.AppendInt(room[:0], int64(v), 10))
		case string:
			c.b.text(escape(v))
		}
		c.b.byte('"')
	}
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.shape("path", class)
	var room [24]byte
	for _, part := range []struct {
		before string
		at     float64
	}{{` d="M`, x1}, {" ", y1}, {"L", x2}, {" ", y2}} {
		c.b.text(part.before)
		c.b.bytes(appendNum(room[:0], part.at))
	}
	c.b.text(`"/>`)
}

func (c *canvas) rect(class string, x, y, w, h float64) {
	c.shape("rect", class)
	c.number(` x="`, x)
	c.number(` y="`, y)
	c.number(` width="`, max(w, 0))
	c.number(` height="`, max(h, 0))
	c.b.text(`/>`)
}

func (c *canvas) circle(class string, x, y, r float64) {
	c.shape("circle", class)
	c.number(` cx="`, x)
	c.number(` cy="`, y)
	c.number(` r="`, r)
	c.b.text(`/>`)
}

// shape begins an element of a name and a class.
func (c *canvas) shape(name, class string) {
	c.b.byte('<')
	c.b.text(name)
	if class != "" {
		c.b.text(` class="`)
		c.b.text(class)
		c.b.byte('"')
	}
}

// number writes an attribute, of which the beginning is given.
func (c *canvas) number(begin string, x float64) {
	var room [24]byte
	c.b.text(begin)
	c.b.bytes(append(appendNum(room[:0], x), '"'))
}

// text writes words at a base line; class holds the anchor: "e" ends there, "c" is centred.
func (c *canvas) text(class string, x, y float64, words string) {
	if words == "" {
		return
	}
	c.shape("text", class)
	c.number(` x="`, x)
	c.number(` y="`, y)
	c.b.byte('>')
	c.b.text(escape(words))
	c.b.text(`</text>`)
}

// open begins a part with a label that shows when one points at it, leading to href if any.
// end closes it.
func (c *canvas) open(class, href, label string) (end func()) {
	href = c.frame.href(href)
	if href != "" {
		c.links = true
		c.start("a", class, "href", href)
	} else {
		c.start("g", class)
	}
	c.b.byte('>')
	if label != "" {
		c.b.text(`<title>`)
		c.b.text(escape(label))
		c.b.text(`</title>`)
	}
	return func() {
		if href != "" {
			c.b.text(`</a>`)
		} else {
			c.b.text(`</g>`)
		}
	}
}

// dot is a point with a label; a clear disc around it makes it large enough for a finger.
func (c *canvas) dot(class string, x, y, r float64, href, label string) {
	end := c.open(class, href, label)
	if c.frame.href(href) != "" && r < 11 {
		c.circle("reach", x, y, 12)
	}
	c.circle("m", x, y, r)
	end()
}

// escape makes words safe in text and attributes of SVG, in a page as in a file: marks of
// markup become entities, what XML does not allow and what turns the direction of writing
// becomes a blank.
func escape(s string) string {
	if harmless(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\'':
			b.WriteString("&#39;")
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"),
			r < ' ', r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfffe, r == 0xffff:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// harmless tells whether a text is as escape would make it. It may say no of one that is.
func harmless(s string) bool {
	for _, r := range s {
		switch {
		case r == '<', r == '>', r == '&', r == '"', r == '\'', r < ' ', r >= 0x7f && r < 0xa0,
			r >= 0x2028 && r <= 0x206f, r >= 0xfff0:
			return false
		}
	}
	return true
}
