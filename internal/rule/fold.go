package rule

import (
	"strings"
	"unicode"
)

// onFirst moves the tone of a final oa, oe or uy from the second vowel (new placement) to
// the first (old placement, which newsrooms use). The tones stand in the same order for
// every vowel: grave, acute, hook, tilde, dot below.
func onFirst(first, second rune) (rune, rune, bool) {
	tones := func(v rune) string {
		switch v {
		case 'a':
			return "\u00e0\u00e1\u1ea3\u00e3\u1ea1"
		case 'e':
			return "\u00e8\u00e9\u1ebb\u1ebd\u1eb9"
		case 'o':
			return "\u00f2\u00f3\u1ecf\u00f5\u1ecd"
		case 'u':
			return "\u00f9\u00fa\u1ee7\u0169\u1ee5"
		}
		return "\u1ef3\u00fd\u1ef7\u1ef9\u1ef5" // y
	}
	var seconds string
	switch first {
	case 'o':
		seconds = "ae"
	case 'u':
		seconds = "y"
	default:
		return first, second, false
	}
	for _, plain := range seconds {
		n := 0
		for _, t := range tones(plain) {
			if t == second {
				return []rune(tones(first))[n], plain, true
			}
			n++
		}
	}
	return first, second, false
}

// Fold returns the form of a word that is compared: lower case, eth as d with stroke, and in an
// open syllable the tone of oa, oe, uy on the first vowel. Zero-width and soft hyphen
// characters are dropped. No tone or letter mark is ever removed.
func Fold(s string) string {
	ascii := true
	lower := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
		if 'A' <= s[i] && s[i] <= 'Z' {
			lower = false
		}
	}
	if ascii {
		if lower {
			return s
		}
		return strings.ToLower(s)
	}
	rs := make([]rune, 0, len(s))
	for _, r := range s {
		switch r {
		case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
			continue
		case '\u00D0', '\u00F0', '\u0189':
			r = '\u0111'
		case '\u2019':
			r = '\''
		default:
			r = unicode.ToLower(r)
		}
		rs = append(rs, r)
	}
	if n := len(rs); n >= 2 {
		if n < 3 || rs[n-3] != 'q' {
			rs[n-2], rs[n-1], _ = onFirst(rs[n-2], rs[n-1])
		}
	}
	return string(rs)
}
