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

// letterWidth is the width of a letter as a share of the size of its font.
func letterWidth(r rune) float64 {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case strings.ContainsRune("ijl.,:;'|!·()[]ftrI \u00ec\u00ed\u0129\u1ec9\u1ecb-“”\"", r):
		return .33
	case strings.ContainsRune("mwMW—…%", r):
		return .88
	case r >= 0x2e80 && r < 0xa000 || r >= 0xac00 && r < 0xd7b0 || r >= 0xff00 && r < 0xff60 || r >= 0x1f000:
		return 1.05
	case unicode.IsUpper(r):
		return .72
	}
	return .6
}

// shorten cuts words that are wider than width, at a letter, with an ellipsis.
func shorten(s string, width, size float64) string {
	if textWidth(s, size) <= width {
		return s
	}
	room := width - letterWidth('…')*size
	for i, r := range s {
		if room -= letterWidth(r) * size; room < 0 {
			return strings.TrimRight(s[:i], " ,;–-") + "…"
		}
	}
	return s
}

// wrap breaks words into at most so many lines of a width; what does not fit is cut with an
// ellipsis.
func wrap(s string, width, size float64, lines int) []string {
	var out []string
	line := ""
	words := strings.Fields(s)
	for i, w := range words {
		longer := w
		if line != "" {
			longer = line + " " + w
		}
		if line == "" || textWidth(longer, size) <= width {
			line = longer
			continue
		}
		if len(out) == lines-1 {
			return append(out, shorten(line+" "+strings.Join(words[i:], " "), width, size))
		}
		out = append(out, shorten(line, width, size))
		line = w
	}
	if line != "" {
		out = append(out, shorten(line, width, size))
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
