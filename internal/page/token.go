package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word of a text: a run of letters, digits and marks, with what stands inside
// words (hyphen, apostrophe, and a point or comma between digits).
type token struct {
	start, end int    // bytes in the string that was cut
	low        string // lower case
	cap        bool   // begins with a capital letter
	first      bool   // begins a sentence
	apart      bool   // other marks than spaces stand between it and the word before
}

// tokenize appends the words of s to out.
func tokenize(s string, out []token) []token {
	if out == nil {
		out = make([]token, 0, len(s)/6+1)
	}
	first, apart := true, false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !wordRune(r) {
			if !unicode.IsSpace(r) && !ignorable(r) {
				apart = true
			}
			if sentenceStop(r) && followed(s[i+n:]) {
				first = true
			}
			i += n
			continue
		}
		end := wordEnd(s, i)
		out = append(out, token{start: i, end: end, low: lower(s[i:end]), cap: unicode.IsUpper(r), first: first, apart: apart})
		first, apart = false, false
		i = end
	}
	return out
}

// lower gives the lower case of a word, and the word itself where it has no capital.
func lower(s string) string {
	for _, r := range s {
		if r < utf8.RuneSelf && (r < 'A' || r > 'Z') {
			continue
		}
		if r < utf8.RuneSelf || unicode.IsUpper(r) || unicode.IsTitle(r) {
			return strings.ToLower(s)
		}
	}
	return s
}

// wordEnd gives where the word that begins at i ends.
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if wordRune(r) || ignorable(r) {
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		inner := r == '-' || r == '\'' || r == '’' || r == '+'
		if (r == '.' || r == ',') && unicode.IsDigit(next) && i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
			inner = true
		}
		if !inner || !wordRune(next) {
			break
		}
		i += n
	}
	return i
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// ignorable are characters without width that may stand inside a word.
func ignorable(r rune) bool {
	switch r {
	case 0x00ad, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff:
		return true
	}
	return false
}

func sentenceStop(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '。', '！', '？':
		return true
	}
	return false
}

// followed tells whether after a stop a new sentence may begin: nothing more, or a space.
func followed(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || unicode.IsSpace(r) || r == '"' || r == '”' || r == '’' || r == ')' || r == '.' || r == '/'
}

// closing are marks that may stand after the last stop of a sentence.
func closing(r rune) bool {
	switch r {
	case '"', '”', '’', '\'', ')', ']', '»', '›':
		return true
	}
	return false
}

// finalStop tells whether s ends as a sentence does.
func finalStop(s string) bool {
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		switch {
		case closing(r) || unicode.IsSpace(r) || ignorable(r):
			s = s[:len(s)-n]
		case r == '/' && strings.HasSuffix(s, "./"):
			return true
		default:
			return r == '.' || r == '!' || r == '?' || r == '…' || r == ';' || r == ':' || r == '。' || r == '！' || r == '？'
		}
	}
	return false
}

// ellipsis tells whether s breaks off.
func ellipsis(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return closing(r) || unicode.IsSpace(r) })
	return strings.HasSuffix(s, "...") || strings.HasSuffix(s, "…")
}

// sentences counts the sentences of the tokens of a text.
func sentences(toks []token) int {
	n := 0
	for _, t := range toks {
		if t.first && (t.cap || n == 0) {
			n++
		}
	}
	return n
}
