package page

import (
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// This file keeps the contents of scripts, style sheets and drawings, which are more than half of
// the bytes of news pages, from the parser: it would read them byte by byte and copy them.

// lean is markup without the contents of its longer scripts, style sheets and drawings. In the place
// of a script's stands a mark by which text finds it again.
type lean struct {
	markup string
	holes  []hole // in order

	late    func() bool // asked whether the page has had its time; nil: it never has
	stopped int         // where the markup was cut off for that; 0 where it was not
}

// hole is what is left out of the markup: markup[start:end].
type hole struct {
	start, end int
	script     bool
}

// Bounds of what is cut: shorter contents are left where they are, and of what would be
// cut behind the last nothing is.
const (
	minHole  = 64
	maxHoles = 1 << 14
)

// scriptMark begins what stands in the place of a script, before the number of its hole.
// No script of a page begins with it by accident; one that does so on purpose reads as
// another script of its page.
const scriptMark = "\x01"

// newLean finds them as html.Tokenizer does. Where its way and that of html.Parse could part
// (a script that opens another in a comment, an element that is not closed, drawings and
// formulas in which more stands than shapes) nothing is cut any more; in a page of frames, or
// with control characters that the parser takes away, nothing at all.
func newLean(markup string) *lean {
	l := &lean{markup: markup}
	if strings.IndexByte(markup, 0) >= 0 || strings.Contains(markup, scriptMark) {
		return l
	}
	for at := 0; len(l.holes) < maxHoles; {
		i := strings.IndexByte(markup[at:], '<')
		if i < 0 || at+i+1 >= len(markup) {
			return l
		}
		at += i + 1
		switch c := markup[at]; {
		case asciiLetter(c):
			name, end := tagEnd(markup, at)
			if at = end; end < 0 {
				return l
			}
			switch atomFold(name) {
			case atom.Svg:
				if markup[at-2] != '/' {
					if at = l.leaveDrawing(at); at < 0 {
						return l
					}
				}
				continue
			case atom.Math, atom.Plaintext:
				return l
			case atom.Frameset:
				l.holes = nil
				return l
			}
			if !rawText(name) {
				continue
			}
			stop := closingTag(markup[at:], name)
			if stop < 0 || !l.leave(name, at, at+stop) {
				return l
			}
			at += stop
		case c == '/' && at+1 < len(markup) && asciiLetter(markup[at+1]):
			if _, at = tagEnd(markup, at+1); at < 0 {
				return l
			}
		case strings.HasPrefix(markup[at:], "!--"):
			stop := commentEnd(markup[at:])
			if stop < 0 {
				return l
			}
			at += stop
		case c == '!' || c == '?' || c == '/': // a declaration, or a comment that is none
			stop := strings.IndexByte(markup[at:], '>')
			if stop < 0 {
				return l
			}
			at += stop
		}
	}
	return l
}

// leave cuts the content of an element, markup[start:end], if it is worth it; false where
// a script may end elsewhere than it seems.
func (l *lean) leave(name string, start, end int) bool {
	script := atomFold(name) == atom.Script
	content := l.markup[start:end]
	if script {
		if i := strings.Index(content, "<!--"); i >= 0 && containsFold(content[i:], "<script") {
			return false
		}
	}
	if end-start >= minHole && (script || atomFold(name) == atom.Style) {
		l.holes = append(l.holes, hole{start, end, script})
	}
	return true
}

// maxShapes bounds how deep the elements of a drawing stand in each other.
const maxShapes = 32

// leaveDrawing cuts the content of the svg element whose start tag ends at the place, and gives
// the place where it ends; -1 where what stands in it could be read as markup of the page.
func (l *lean) leaveDrawing(start int) int {
	var around [maxShapes]string
	deep := 0
	for at := start; ; {
		i := strings.IndexByte(l.markup[at:], '<')
		if i < 0 || at+i+2 >= len(l.markup) {
			return -1
		}
		open := at + i
		from := open + 1
		closes := l.markup[from] == '/'
		if closes {
			from++
		}
		if !asciiLetter(l.markup[from]) {
			return -1
		}
		name, end := tagEnd(l.markup, from)
		switch {
		case end < 0:
			return -1
		case closes && deep == 0 && atomFold(name) == atom.Svg:
			if open-start >= minHole {
				l.holes = append(l.holes, hole{start, open, false})
			}
			return open
		case closes:
			if deep--; deep < 0 || around[deep] != name {
				return -1
			}
		case l.markup[end-2] == '/' && (shape(name) || wording(name)):
		case wording(name):
			if end = l.wordsEnd(end, name); end < 0 {
				return -1
			}
		case !shape(name) || deep == maxShapes:
			return -1
		default:
			around[deep] = name
			deep++
		}
		at = end
	}
}

// wordsEnd gives the place behind the element of a drawing whose content begins at the place;
// -1 where it holds more than words.
func (l *lean) wordsEnd(at int, name string) int {
	i := strings.IndexByte(l.markup[at:], '<')
	if i < 0 || at+i+2 >= len(l.markup) || l.markup[at+i+1] != '/' {
		return -1
	}
	closing, end := tagEnd(l.markup, at+i+2)
	if !strings.EqualFold(closing, name) {
		return -1
	}
	return end
}

// shape tells whether an element of a drawing holds nothing that is read.
func shape(name string) bool {
	switch name {
	case "path", "g", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "defs", "symbol", "mask",
		"svg", "clipPath", "linearGradient", "radialGradient", "stop", "pattern", "animate", "animateTransform", "image", "filter", "clippath", "lineargradient":
		return true
	}
	return false
}

// wording tells whether an element of a drawing holds words, or rules of style, which are not read either.
func wording(name string) bool {
	switch name {
	case "title", "desc", "style", "text", "tspan":
		return true
	}
	return false
}

// parse makes the tree of what is left; tag by tag, with the error that says why, where it
// nests deeper than html.Parse allows.
func (l *lean) parse() (*html.Node, error) {
	root, err := html.Parse(l.reader())
	if err != nil {
		root = flat(l)
	}
	return root, err
}

// reader gives what is left of the markup.
func (l *lean) reader() io.Reader { return &leanReader{lean: l} }

// text gives the content of a script element.
func (l *lean) text(n *html.Node) string {
	s := nodeText(n)
	if l == nil {
		return s
	}
	if rest, marked := strings.CutPrefix(s, scriptMark); marked {
		if i, err := strconv.Atoi(rest); err == nil && i >= 0 && i < len(l.holes) {
			return l.markup[l.holes[i].start:l.holes[i].end]
		}
	}
	return s
}

// leanReader reads the pieces one behind the other.
type leanReader struct {
	*lean
	at   int // in the markup
	next int // number of the next hole
	mark string

	asked int // where late was asked
}

// askEach is how many bytes of markup are parsed between two looks at the clock.
const askEach = 1 << 16

// Read implements io.Reader.
func (r *leanReader) Read(p []byte) (int, error) {
	n := 0
	if r.stopped > 0 && r.at >= r.stopped {
		return 0, io.EOF
	}
	if r.late != nil && r.at-r.asked >= askEach {
		if r.asked = r.at; r.late() {
			r.stopped = r.at
			return 0, io.EOF
		}
	}
	for n < len(p) {
		if r.mark != "" {
			k := copy(p[n:], r.mark)
			n, r.mark = n+k, r.mark[k:]
			continue
		}
		end := len(r.markup)
		if r.next < len(r.holes) {
			end = r.holes[r.next].start
		}
		k := copy(p[n:], r.markup[r.at:end])
		n, r.at = n+k, r.at+k
		if r.at < end {
			break
		}
		if r.next == len(r.holes) {
			if n == 0 {
				return 0, io.EOF
			}
			break
		}
		if r.holes[r.next].script {
			r.mark = scriptMark + strconv.Itoa(r.next)
		}
		r.at = r.holes[r.next].end
		r.next++
	}
	return n, nil
}

func asciiLetter(c byte) bool { c |= 0x20; return c >= 'a' && c <= 'z' }

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

// tagEnd gives the name of the tag whose name begins at the place, and the place behind the
// tag; a negative one where it has no end. A quotation mark means something only at the
// start of a value.
func tagEnd(s string, at int) (name string, end int) {
	i := at
	for i < len(s) && !blank(s[i]) && s[i] != '/' && s[i] != '>' {
		i++
	}
	name = s[at:i]
	for i < len(s) {
		switch c := s[i]; {
		case c == '>':
			return name, i + 1
		case blank(c) || c == '/':
			i++
		default:
			if i = attributeEnd(s, i); i < 0 {
				return name, -1
			}
		}
	}
	return name, -1
}

// attributeEnd gives the place behind the attribute that begins at the place.
func attributeEnd(s string, i int) int {
	for i++; i < len(s) && !blank(s[i]) && s[i] != '/' && s[i] != '>' && s[i] != '='; i++ {
	}
	for i < len(s) && blank(s[i]) {
		i++
	}
	if i >= len(s) || s[i] != '=' {
		return i
	}
	for i++; i < len(s) && blank(s[i]); i++ {
	}
	if i >= len(s) {
		return i
	}
	if q := s[i]; q == '"' || q == '\'' {
		n := strings.IndexByte(s[i+1:], q)
		if n < 0 {
			return -1
		}
		return i + 1 + n + 1
	}
	for i < len(s) && !blank(s[i]) && s[i] != '>' {
		i++
	}
	return i
}

// commentEnd gives the place behind the comment whose "!--" s begins with.
func commentEnd(s string) int {
	for i := 1; ; {
		n := strings.Index(s[i:], "--")
		if n < 0 {
			return -1
		}
		i += n
		rest := strings.TrimLeft(s[i:], "-")
		if strings.HasPrefix(rest, ">") {
			return len(s) - len(rest) + 1
		}
		if strings.HasPrefix(rest, "!>") && len(s)-len(rest) >= len("!----") {
			return len(s) - len(rest) + 2
		}
		i = len(s) - len(rest)
	}
}

// rawText tells whether markup means nothing inside the element.
func rawText(name string) bool {
	switch atomFold(name) {
	case atom.Script, atom.Style, atom.Title, atom.Textarea, atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript, atom.Xmp, atom.Plaintext:
		return true
	}
	return false
}

// atomFold is the element of a name in either case.
func atomFold(name string) atom.Atom {
	var low [16]byte
	if len(name) > len(low) {
		return 0
	}
	for i := range len(name) {
		c := name[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	return atom.Lookup(low[:len(name)])
}

// closingTag gives the place of the tag that closes the element of the name, -1 where none does.
func closingTag(s, name string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], "</")
		if i < 0 {
			return -1
		}
		at += i
		rest := s[at+2:]
		if len(rest) > len(name) && strings.EqualFold(rest[:len(name)], name) {
			if c := rest[len(name)]; blank(c) || c == '/' || c == '>' {
				return at
			}
		}
		at += 2
	}
}

// containsFold tells whether s contains the ASCII word, in either case.
func containsFold(s, word string) bool {
	for {
		i := strings.IndexByte(s, word[0])
		if i < 0 || len(s)-i < len(word) {
			return false
		}
		if s = s[i:]; strings.EqualFold(s[:len(word)], word) {
			return true
		}
		s = s[1:]
	}
}
