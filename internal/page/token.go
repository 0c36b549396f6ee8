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
	looked     bool   // known was looked up: 0 is then a word that no list has
	known      int32  // number of the word in the lists, from 1
}

// tokenize appends the words of s to out.
func tokenize(s string, out []token) []token { return (*lexicon)(nil).tokenize(s, out) }

// tokenize does the same and looks each word up in the lists.
func (l *lexicon) tokenize(s string, out []token) []token {
	if out == nil {
		out = make([]token, 0, len(s)/5+2)
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
		t := token{start: i, end: end, cap: upper(r), first: first, apart: apart}
		l.look(&t, s[i:end])
		out = append(out, t)
		first, apart = false, false
		i = end
	}
	return out
}

// look folds a word and looks it up; without lists it only folds.
func (l *lexicon) look(t *token, word string) {
	plain := true
	for _, r := range word {
		if upper(r) || unicode.IsTitle(r) {
			plain = false
			break
		}
	}
	t.low = word
	switch {
	case l == nil && !plain:
		t.low = strings.ToLower(word)
	case l == nil:
	case plain:
		t.looked, t.known = true, l.numbers[word]
	default:
		var room [64]byte
		low := room[:0]
		for _, r := range word {
			low = utf8.AppendRune(low, unicode.ToLower(r))
		}
		t.looked, t.known = true, l.numbers[string(low)]
		if t.known > 0 {
			t.low = l.facts[t.known].low
		} else {
			t.low = string(low)
		}
	}
}

// upper is unicode.IsUpper, quick for the letters of Latin.
func upper(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 'A' && r <= 'Z'
	case r >= 0xdf && r <= 0xff:
		return false
	case r >= 0x1ea0 && r <= 0x1eff:
		return r&1 == 0
	}
	return unicode.IsUpper(r)
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
	if r >= 0x1e00 && r <= 0x1eff || r >= 0xc0 && r <= 0x24f && r != 0xd7 && r != 0xf7 {
		return true // letters of Latin
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
			return r == '.' || r == '!' || r == '?' || r == '…' || r == ';' || r == ':' || r == '。' || r == '！' || r == '？' || r > 0x500 && foreignStop(r)
		}
	}
	return false
}

// foreignStop tells whether a sentence ends with r in a script that has stops of its own:
// Armenian, Arabic, Devanagari, Burmese, Ethiopic, Khmer, and the half and full width ones.
func foreignStop(r rune) bool {
	switch r {
	case 0x589, 0x61f, 0x6d4, 0x964, 0x965, 0x104a, 0x104b, 0x1362, 0x17d4, 0x17d5, 0xff0e, 0xff61:
		return true
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

// letter is unicode.IsLetter, quick for ASCII.
func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r)
}
