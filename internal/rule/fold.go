package rule

import (
	"unicode"
	"unicode/utf8"
)

// Fold returns the form of a word that is compared: lower case, eth as d with stroke, and in an
// open syllable the tone of oa, oe, uy on the first vowel. Zero-width and soft hyphen
// characters are dropped. No tone or letter mark is ever removed.
func Fold(s string) string {
	folded := true
	for i := 0; i < len(s) && folded; i++ {
		folded = s[i] < utf8.RuneSelf && (s[i] < 'A' || s[i] > 'Z')
	}
	if folded {
		return s
	}
	var buf [64]byte
	return string(appendFold(buf[:0], s))
}

// AppendFold appends what Fold returns to dst.
func AppendFold(dst []byte, s string) []byte { return appendFold(dst, s) }

// appendFold appends the folded form of s to dst.
func appendFold(dst []byte, s string) []byte {
	var last [3]rune // characters
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		ch := charOf(r)
		if ch.is&charDropped != 0 {
			continue
		}
		last[0], last[1], last[2] = last[1], last[2], ch.lower
		dst = utf8.AppendRune(dst, ch.lower)
	}
	return placeTone(dst, last)
}

// placeTone moves the tone at the end of a word, of which the last characters are given.
func placeTone(word []byte, last [3]rune) []byte {
	if last[2] < utf8.RuneSelf {
		return word
	}
	if first, second, moved := onFirst(last[1], last[2]); moved && last[0] != 'q' {
		word = word[:len(word)-utf8.RuneLen(last[1])-utf8.RuneLen(last[2])]
		word = utf8.AppendRune(utf8.AppendRune(word, first), second)
	}
	return word
}

// onFirst moves the tone of a final oa, oe or uy from the second vowel (new placement) to
// the first (old placement, which newsrooms use). The tones stand in the same order for
// every vowel: grave, acute, hook, tilde, dot below.
func onFirst(first, second rune) (rune, rune, bool) {
	if first != 'o' && first != 'u' || second < utf8.RuneSelf {
		return first, second, false
	}
	for _, plain := range [...]rune{'a', 'e', 'y'} {
		if (first == 'u') != (plain == 'y') {
			continue
		}
		for n, t := range toned(plain) {
			if t == second {
				return toned(first)[n], plain, true
			}
		}
	}
	return first, second, false
}

// toned are the five toned forms of a vowel of onFirst.
func toned(v rune) [5]rune {
	switch v {
	case 'a':
		return [5]rune{'\u00e0', '\u00e1', '\u1ea3', '\u00e3', '\u1ea1'}
	case 'e':
		return [5]rune{'\u00e8', '\u00e9', '\u1ebb', '\u1ebd', '\u1eb9'}
	case 'o':
		return [5]rune{'\u00f2', '\u00f3', '\u1ecf', '\u00f5', '\u1ecd'}
	case 'u':
		return [5]rune{'\u00f9', '\u00fa', '\u1ee7', '\u0169', '\u1ee5'}
	}
	return [5]rune{'\u1ef3', '\u00fd', '\u1ef7', '\u1ef9', '\u1ef5'} // y
}

// char is what the engine asks of a character: how it folds and what it is.
type char struct {
	lower rune
	is    uint8
}

// The bits of char.is.
const (
	charLetter  uint8 = 1 << iota
	charMark          // a combining mark
	charUpper         // a capital letter
	charSpace         // white space
	charDropped       // invisible: Fold leaves it out
)

// The letters of the languages that are read lie in two blocks of Unicode; for these the
// answers stand in a table, which is made once and only read.
const (
	lowBlock  = 0x250 // characters before it: ASCII and Latin
	highFirst = 0x1E00
	highLast  = 0x1EFF // Latin Extended Additional
)

var chars = func() (t [lowBlock + highLast - highFirst + 1]char) {
	for r := range rune(lowBlock) {
		t[r] = lookUp(r)
	}
	for r := rune(highFirst); r <= highLast; r++ {
		t[lowBlock+r-highFirst] = lookUp(r)
	}
	return t
}()

func charOf(r rune) char {
	if r < lowBlock {
		return chars[r]
	}
	return highChar(r)
}

func highChar(r rune) char {
	if highFirst <= r && r <= highLast {
		return chars[lowBlock+r-highFirst]
	}
	return lookUp(r)
}

// lookUp asks Unicode.
func lookUp(r rune) char {
	c := char{lower: unicode.ToLower(r)}
	switch r {
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		c.is |= charDropped
	case '\u00D0', '\u00F0', '\u0189':
		c.lower = '\u0111'
	case '\u2019':
		c.lower = '\''
	}
	if unicode.IsLetter(r) {
		c.is |= charLetter
	}
	if unicode.IsMark(r) {
		c.is |= charMark
	}
	if unicode.IsUpper(r) {
		c.is |= charUpper
	}
	if unicode.IsSpace(r) {
		c.is |= charSpace
	}
	return c
}
