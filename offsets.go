package parley

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Offsets translates between bytes and code points of one text.
type Offsets struct {
	text  string
	marks []int32 // code points before byte 64·i
}

// NewOffsets indexes the text in one pass.
func NewOffsets(text string) *Offsets {
	o := &Offsets{text: text, marks: make([]int32, 0, len(text)/64+2)}
	n := int32(0)
	for i := 0; i < len(text); i++ {
		if i&63 == 0 {
			o.marks = append(o.marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	o.marks = append(o.marks, n)
	return o
}

// Rune returns how many code points begin before byte b.
func (o *Offsets) Rune(b int) int {
	if b >= len(o.text) {
		return int(o.marks[len(o.marks)-1])
	}
	n := int(o.marks[b>>6])
	for i := b &^ 63; i < b; i++ {
		if utf8.RuneStart(o.text[i]) {
			n++
		}
	}
	return n
}

// Byte returns the byte at which code point r begins.
func (o *Offsets) Byte(r int) int {
	last := len(o.marks) - 1
	if r >= int(o.marks[last]) {
		return len(o.text)
	}
	i := sort.Search(last, func(i int) bool { return int(o.marks[i]) > r }) - 1
	if i < 0 {
		i = 0
	}
	b, n := i<<6, int(o.marks[i])
	for b < len(o.text) {
		if utf8.RuneStart(o.text[b]) {
			if n == r {
				return b
			}
			n++
		}
		b++
	}
	return len(o.text)
}

// Span translates the bytes [from,to).
func (o *Offsets) Span(from, to int) Span { return Span{o.Rune(from), o.Rune(to)} }

// Plain makes a foreign text safe on a terminal, and where markup cannot isolate it: white
// space becomes single blanks; control characters (they could move a cursor or change its
// colours) and direction overrides are dropped.
func Plain(s string) string {
	if plain(s) {
		return s
	}
	s = strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t' || c == '\r':
			return ' '
		case c < 0x20, c >= 0x7f && c <= 0x9f, c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069,
			c == 0x200e, c == 0x200f, c == 0x061c, c == 0xfeff:
			return -1
		}
		return c
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// plain tells whether a text is as Plain would make it. It may say no of one that is.
func plain(s string) bool {
	before := ' '
	for _, c := range s {
		switch {
		case c == ' ' && before == ' ', c < 0x20, c >= 0x7f && c <= 0xa0, c == 0x061c, c == 0x1680,
			c >= 0x2000 && c <= 0x206f && (c < 0x2010 || c > 0x2027), c == 0x3000, c == 0xfeff, c == utf8.RuneError:
			return false
		}
		before = c
	}
	return before != ' ' || s == ""
}

// Shorten cuts a text at a word so that it has at most n code points, the ellipsis
// included.
func Shorten(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	at, k := 0, 0
	for at = range s {
		if k == n-1 {
			break
		}
		k++
	}
	cut := s[:at]
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}
