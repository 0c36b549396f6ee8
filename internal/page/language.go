package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// languageSample is how much of a text is looked at to tell its language.
const languageSample = 4 << 10

// language tells the language of a text by its frequent words and its letters: the BCP 47
// tag whose share is highest, "und" where none is high enough.
func (l *lexicon) language(text string) string {
	if len(text) > languageSample {
		cut := languageSample
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut]
	}
	toks := slices.DeleteFunc(tokenize(text, nil), func(t token) bool { return !unicode.IsLetter(firstRune(t.low)) })
	words, hits := len(toks), map[string]float64{}
	for lang, list := range l.languages {
		for i := range toks {
			if list[toks[i].low] {
				hits[lang]++
			}
		}
	}
	for lang, letters := range l.letters {
		for i := range toks {
			if strings.ContainsFunc(toks[i].low, func(r rune) bool { return r >= utf8.RuneSelf && letters[r] }) {
				hits[lang]++
			}
		}
	}
	best, share := "und", 0.0
	for lang, n := range hits {
		if s := n / float64(words); s > share || s == share && lang < best {
			best, share = lang, s
		}
	}
	if words == 0 || share < 0.12 {
		return "und"
	}
	return best
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
