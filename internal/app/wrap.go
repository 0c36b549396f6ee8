package app

import (
	"bufio"
	"strings"
	"unicode/utf8"
)

// column is the width of a brief, in characters.
const column = 80

// wrap writes a paragraph: first goes before the first line, rest before the others; no
// line is longer than column unless one word is.
func wrap(w *bufio.Writer, first, rest, text string) {
	used := utf8.RuneCountInString(first)
	_, _ = w.WriteString(first)
	start := true
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case start:
		case used+1+n > column:
			_, _ = w.WriteString("\n" + rest)
			used = utf8.RuneCountInString(rest)
		default:
			_ = w.WriteByte(' ')
			used++
		}
		_, _ = w.WriteString(word)
		used += n
		start = false
	}
	_ = w.WriteByte('\n')
}

// clean makes foreign text safe on a terminal: no control characters (they could move the
// cursor or change its colours), no direction overrides, white space as single blanks.
func clean(s string) string {
	s = strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t' || c == '\r' || c == '\u00a0':
			return ' '
		case c < 0x20, c >= 0x7f && c <= 0x9f, c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069,
			c == 0x200e, c == 0x200f, c == 0x061c, c == 0xfeff:
			return -1
		}
		return c
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// shorten cuts a text at a word after at most n characters.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}
