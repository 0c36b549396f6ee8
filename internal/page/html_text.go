package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file measures what a block of a page in HTML says, whatever its language.

// text measures what block i says.
func (m *meter) text(i int, f *measures) {
	h := &m.doc.blocks[i]
	c := countText(h.text)
	f[mWords] = logOf(h.words)
	f[mChars] = 6 * ratio(c.chars, h.words) / m.chars
	f[mLinks] = ratio(h.links, h.words)
	f[mAnchors] = float32(min(h.anchors, 10))
	f[mStrong] = ratio(h.strong, h.words)
	f[mStops], f[mCommas] = ratio(c.stops, h.words), ratio(c.commas, h.words)
	f[mEnd] = ending(c.last)
	f[mCopyright] = truth(c.sign)
	f[mAddress] = truth(strings.Contains(h.text, "http") || strings.Contains(h.text, "www.") || strings.Contains(h.text, "@"))
	f[mDigits] = ratio(c.digits, c.chars)
	f[mCapitals] = ratio(c.capitals, h.words)
	f[mFirst] = beginning(h.text)
	words := m.said.of(i)
	if h.words <= 200 {
		f[mTitle], f[mDescribed] = m.title.share(words), m.desc.share(words)
	}
	f[mGiven] = -1
	if m.given != nil {
		f[mGiven] = m.given.shingles(words)
	}
	f[mCohere] = m.cohere(i, words)
}

// ending says how a text ends whose last character, but for closing marks, is r.
func ending(r rune) float32 {
	switch r {
	case ':':
		return 1
	case '…':
		return 2
	case '?', '？', 0x61f:
		return 3
	case '!', '！':
		return 4
	case '.', '。':
		return 5
	}
	if r > 0x500 && foreignStop(r) {
		return 5
	}
	return 0
}

// beginning says how a text begins.
func beginning(s string) float32 {
	switch r, _ := utf8.DecodeRuneInString(s); {
	case unicode.IsUpper(r):
		return 1
	case unicode.IsDigit(r):
		return 2
	case r == '"' || r == '“' || r == '«' || r == '‘' || r == '„' || r == '「':
		return 3
	case unicode.IsLower(r):
		return 0
	case unicode.IsLetter(r): // of a script without capitals
		return 1
	}
	return 4
}
