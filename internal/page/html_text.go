package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file measures what a block of a page in HTML says, whatever its language, and compares
// texts by their words.

// text measures what a block says.
func (m *meter) text(h *hblock, f *measures) {
	c := countText(h.text)
	inTitle, inDesc := 0, 0
	for w := range strings.FieldsSeq(h.text) {
		if len(m.title) == 0 && len(m.desc) == 0 || h.words > 200 {
			break
		}
		w = lowerWord(strings.TrimFunc(w, notWord))
		if m.title[w] {
			inTitle++
		}
		if m.desc[w] {
			inDesc++
		}
	}
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
	f[mTitle], f[mDescribed] = ratio(inTitle, h.words), ratio(inDesc, h.words)
	f[mGiven] = -1
	if len(m.given) > 0 {
		f[mGiven] = shingleShare(m.given, h.text)
	}
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

// wordSet gives the folded words of a text.
func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	if len(s) > 4*maxTitle {
		return out
	}
	for w := range strings.FieldsSeq(s) {
		if w = lowerWord(strings.TrimFunc(w, notWord)); w != "" {
			out[w] = true
		}
	}
	return out
}

// hashText hashes a text.
func hashText(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// maxGiven bounds, in bytes, the text that the markup gives as the article's.
const maxGiven = 1 << 20

// shingleSet gives the hashes of all runs of three words of a text.
func shingleSet(s string) map[uint64]bool {
	if s == "" || len(s) > maxGiven {
		return nil
	}
	out := make(map[uint64]bool, len(s)/6)
	eachShingle(s, func(h uint64) { out[h] = true })
	return out
}

// shingleShare gives the share of a text's runs of three words that are in the set.
func shingleShare(set map[uint64]bool, s string) float32 {
	in, all := 0, 0
	eachShingle(s, func(h uint64) {
		all++
		if set[h] {
			in++
		}
	})
	return ratio(in, all)
}

// eachShingle hashes the runs of three words of a text, in which only letters and digits count.
func eachShingle(s string, f func(uint64)) {
	var a, b, c uint64
	n := 0
	word := uint64(0)
	end := func() {
		if word == 0 {
			return
		}
		a, b, c, word = b, c, word, 0
		if n++; n >= 3 {
			f(a*0x9E3779B97F4A7C15 ^ b*0xC2B2AE3D27D4EB4F ^ c*0x165667B19E3779F9)
		}
	}
	for _, r := range s {
		if notWord(r) {
			end()
			continue
		}
		if r >= 0xe00 && unspacedScript(r) {
			end()
			word = uint64(r) * 1099511628211
			end()
			continue
		}
		if word == 0 {
			word = 14695981039346656037
		}
		word = (word ^ uint64(r)) * 1099511628211
	}
	end()
}

// unspacedScript tells whether a script sets no spaces between words: Chinese, Japanese, Thai,
// Lao, Burmese and Khmer.
func unspacedScript(r rune) bool {
	return r >= 0x3040 && r < 0xa000 || r >= 0xe00 && r < 0xf00 || r >= 0x1000 && r < 0x10a0 || r >= 0x1780 && r < 0x1800
}
