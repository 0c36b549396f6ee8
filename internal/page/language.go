package page

import (
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
	c := l.newCensus()
	for _, t := range l.tokenize(text, nil) {
		c.count(&t)
	}
	return c.language()
}

// languageOf tells the language of a text by its units.
func (l *lexicon) languageOf(units []unit) string {
	c := l.newCensus()
	for i := range units {
		for k := range units[i].toks {
			t := &units[i].toks[k]
			if units[i].start+t.end > languageSample {
				return c.language()
			}
			c.count(t)
		}
	}
	return c.language()
}

// census counts the words of a text that speak for each language.
type census struct {
	lex   *lexicon
	words int
	hits  []int // by the number of the language
}

func (l *lexicon) newCensus() *census { return &census{lex: l, hits: make([]int, len(l.tags))} }

// count counts one word: once where it is frequent in a language, and once where it has
// letters that only that language uses.
func (c *census) count(t *token) {
	if !unicode.IsLetter(firstRune(t.low)) {
		return
	}
	c.words++
	frequent := uint64(0)
	if t.looked {
		frequent = c.lex.facts[t.known].frequent
	}
	own := uint64(0)
	for _, r := range t.low {
		if r >= utf8.RuneSelf {
			own |= c.lex.ownLetters[r]
		}
	}
	for i := range c.hits {
		c.hits[i] += int(frequent>>i&1) + int(own>>i&1)
	}
}

// language gives the language that most words speak for.
func (c *census) language() string {
	best, most := "und", 0
	for i, n := range c.hits { // the tags are sorted
		if n > most {
			best, most = c.lex.tags[i], n
		}
	}
	if c.words == 0 || float64(most) < 0.12*float64(c.words) {
		return "und"
	}
	return best
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
