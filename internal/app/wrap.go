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
