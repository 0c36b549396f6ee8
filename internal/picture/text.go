package picture

// This file measures and breaks words. No font is at hand, so that widths are estimates for
// the usual sans-serif fonts, rather too wide than too narrow.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// textWidth is how wide words are in pixels at a size of font. Combining marks take no room,
// so that composed and decomposed letters are as wide.
func textWidth(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		w += letterWidth(r)
	}
	return w * size
}

// plainWidths are the widths of the letters of ASCII.
var plainWidths = func() (t [utf8.RuneSelf]float64) {
	for r := range t {
		t[r] = measured(rune(r))
	}
	return t
}()

// letterWidth is the width of a letter as a share of the size of its font.
func letterWidth(r rune) float64 {
	if r >= 0 && r < utf8.RuneSelf {
		return plainWidths[r]
	}
	return measured(r)
}

func measured(r rune) float64 {
	switch r {
	case 'i', 'j', 'l', '.', ',', ':', ';', '\'', '|', '!', '·', '(', ')', '[', ']', 'f', 't', 'r', 'I', ' ', '-', '"',
		0xec, 0xed, 0x129, 0x1ec9, 0x1ecb, '–', '“', '”':
		return .33
	case 'm', 'w', 'M', 'W', '—', '…', '%':
		return .88
	}
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			return .72
		}
		return .6
	case r >= 0x300 && unicode.Is(unicode.Mn, r):
		return 0
	case r >= 0x2e80 && r < 0xa000 || r >= 0xac00 && r < 0xd7b0 || r >= 0xff00 && r < 0xff60 || r >= 0x1f000:
		return 1.05
	case unicode.IsUpper(r):
		return .72
	}
	return .6
}

// shorten cuts words that are wider than width, at a letter, with an ellipsis.
func shorten(s string, width, size float64) string {
	room, used, cut := width-letterWidth('…')*size, 0.0, -1
	for i, r := range s {
		used += letterWidth(r) * size
		if cut < 0 && used > room {
			cut = i
		}
		if used > width {
			return strings.TrimRight(s[:cut], " ,;–-") + "…"
		}
	}
	return s
}

// wrap breaks words into at most so many lines of a width; what does not fit is cut with an
// ellipsis.
func wrap(s string, width, size float64, lines int) []string {
	var out []string
	words := strings.Fields(s)
	space := letterWidth(' ') * size
	for at := 0; at < len(words); {
		used, n := textWidth(words[at], size), 1
		for at+n < len(words) {
			if used += space + textWidth(words[at+n], size); used > width {
				break
			}
			n++
		}
		if len(out) == lines-1 {
			n = len(words) - at
		}
		out = append(out, shorten(strings.Join(words[at:at+n], " "), width, size))
		at += n
	}
	return out
}

// widest is the width of the widest of the words, at most limit.
func widest(words []string, size, limit float64) float64 {
	w := 0.0
	for _, s := range words {
		w = max(w, textWidth(s, size))
	}
	return min(w, limit)
}

// initial is the first letter of a word.
func initial(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r))
}
