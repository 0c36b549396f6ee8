package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/internal/rule"
)

// split adds the sentences of text[from:to] to out, each a byte range without surrounding space.
//
// A sentence ends after . ! ? or … followed by white space, with closing quotes and
// brackets, unless the point belongs to an abbreviation, an initial or a number.
func (a *Annotator) split(out [][2]int, text string, from, to int) [][2]int {
	start := from
	add := func(end int) {
		s, e := start, end
		for s < e {
			r, n := utf8.DecodeRuneInString(text[s:e])
			if !unicode.IsSpace(r) {
				break
			}
			s += n
		}
		for s < e {
			r, n := utf8.DecodeLastRuneInString(text[s:e])
			if !unicode.IsSpace(r) {
				break
			}
			e -= n
		}
		if s < e {
			out = append(out, [2]int{s, e})
		}
		start = end
	}
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:to])
		switch r {
		case '\n':
			add(i)
		case '.', '!', '?', '\u2026':
			end := closing(text, i+n, to)
			if a.endsSentence(text, start, i, end, to, r) {
				add(end)
			}
			i = end
			continue
		}
		i += n
	}
	add(to)
	return out
}

// closing passes over further stops, quotes and brackets that belong to the sentence
// whose stop ends at i.
func closing(text string, i, to int) int {
	for i < to {
		r, n := utf8.DecodeRuneInString(text[i:to])
		switch r {
		case '.', '!', '?', '\u2026', '"', '\u201d', '\u2019', ')', ']', '/', '\u00bb':
			i += n
			continue
		}
		break
	}
	return i
}

func (a *Annotator) endsSentence(text string, start, stop, end, to int, r rune) bool {
	if end >= to {
		return true
	}
	next, _ := utf8.DecodeRuneInString(text[end:to])
	if !unicode.IsSpace(next) {
		// "word.Word": a missing space, if a lower-case word is followed by a capital.
		prev, _ := utf8.DecodeLastRuneInString(text[start:stop])
		return r == '.' && end == stop+1 && unicode.IsLower(prev) && unicode.IsUpper(next)
	}
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[end:to], " \t\u00a0"))
	if r != '.' || end > stop+1 {
		return unicode.IsUpper(after) || unicode.IsDigit(after) || strings.ContainsRune("\"\u201c\u2018([-\u2013", after)
	}
	w := text[start:stop]
	if at := strings.LastIndexAny(w, " \t\u00a0([\"\n"); at >= 0 {
		_, n := utf8.DecodeRuneInString(w[at:])
		w = w[at+n:]
	}
	return !initials(w) && !a.abbrev[rule.Fold(w)]
}

// initials tells whether a word before a point is one or more initials, "H" or "H.W"; a capital with a tone mark is a
// syllable.
func initials(w string) bool {
	for i := 0; i < len(w); i++ {
		if letter := i%2 == 0; letter && (w[i] < 'A' || w[i] > 'Z') || !letter && w[i] != '.' {
			return false
		}
	}
	return len(w)%2 == 1
}
