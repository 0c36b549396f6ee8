package page

import (
	"math"
	"slices"
	"unicode/utf8"
)

// This file numbers the words of a page. What it needs is kept from page to page.

// word is what is known of one word of a page.
type word struct {
	stop, common bool
	name         bool // stands with a capital inside a sentence
	asName       int  // the line where it stands first as a name; none at first
	asWord       int  // the line where it stands first otherwise
	last         int  // the last line that has it, as either
	second       int  // the second line that has it
}

// none is the line of what stands nowhere.
const none = -1

// vocabulary is the words of a page by number, and the pairs of words that stand in a row.
type vocabulary struct {
	known []int32        // by the number of a word that is in a list, its number here and one more
	used  []int32        // those that are not 0
	ids   map[string]int // of the other words
	words []word
	pairs map[uint64]seen // by the numbers of the two words
	whole bool            // words are written in one piece, so that lines share fewer of them

	// room for the profiles of a page
	lines    [][]int
	numbers  []int
	profiles []profile
	room     profile
	shelf    shelf
}

// seen tells the first, the second and the last line that has something.
type seen struct{ first, second, last int32 }

// id gives the number of a word.
func (v *vocabulary) id(l *lexicon, t *token) int {
	if t.known > 0 {
		n := int(v.known[t.known]) - 1
		if n < 0 {
			f := &l.facts[t.known]
			n = v.add(word{stop: f.stop, common: f.common})
			v.known[t.known] = int32(n) + 1
			v.used = append(v.used, t.known)
		}
		return n
	}
	n, ok := v.ids[t.low]
	if !ok {
		w := word{}
		if !t.looked {
			w.stop, w.common = l.stop[t.low], l.common[t.low]
		}
		n = v.add(w)
		v.ids[t.low] = n
	}
	return n
}

// add gives a new word its number.
func (v *vocabulary) add(w word) int {
	w.asName, w.asWord, w.last, w.second = none, none, none, math.MaxInt
	v.words = append(v.words, w)
	return len(v.words) - 1
}

// newVocabulary numbers the words of the units: ids[i] are those of unit i. It is to be
// released.
func (l *lexicon) newVocabulary(units []unit) (v *vocabulary, ids [][]int) {
	v, ok := l.rooms.Get().(*vocabulary)
	if !ok {
		v = &vocabulary{known: make([]int32, len(l.facts)), ids: map[string]int{}, pairs: map[uint64]seen{}}
	}
	v.whole = wholeWords(units)
	total := 0
	for i := range units {
		total += min(len(units[i].toks), maxTerms)
	}
	ids = slices.Grow(v.lines, len(units))[:len(units)]
	all := slices.Grow(v.numbers, total)[:total]
	v.lines, v.numbers = ids[:0], all[:0]
	for i := range units {
		toks := units[i].toks
		n := min(len(toks), maxTerms)
		ids[i], all = all[:n:n], all[n:]
		for k := range toks {
			t := &toks[k]
			if k < n {
				ids[i][k] = v.id(l, t)
			} else if !t.cap || t.first {
				continue
			}
			if t.cap && !t.first {
				v.words[v.id(l, t)].name = true
			}
		}
	}
	return v, ids
}

// release lets another page use v, unless it has grown large.
func (l *lexicon) release(v *vocabulary) {
	if len(v.words) > largeVocabulary || len(v.pairs) > 4*largeVocabulary || len(v.profiles) > largeVocabulary {
		return
	}
	for _, k := range v.used {
		v.known[k] = 0
	}
	clear(v.ids)
	clear(v.pairs)
	clear(v.lines[:cap(v.lines)])
	v.used, v.words = v.used[:0], v.words[:0]
	v.shelf.at = 0
	l.rooms.Put(v)
}

// largeVocabulary is how many words or lines a vocabulary may have that is kept.
const largeVocabulary = 8 << 10

// wholeWords tells whether a page writes its words in one piece, and not by the syllable:
// by the mean length of its first words.
func wholeWords(units []unit) bool {
	letters, total := 0, 0
	for i := range units {
		for _, t := range units[i].toks {
			letters += utf8.RuneCountInString(t.low)
			total++
		}
		if total > 2000 {
			break
		}
	}
	return letters*10 > total*42
}

// maxTerms bounds how many words of a line are compared.
const maxTerms = 600

// shelf keeps many short lists in few pieces of memory.
type shelf struct {
	room []int
	at   int
}

// copy keeps a list.
func (k *shelf) copy(s []int) []int {
	if len(s) > len(k.room)-k.at {
		k.room, k.at = make([]int, max(len(s), 2*len(k.room), 1024)), 0
	}
	out := k.room[k.at : k.at+len(s) : k.at+len(s)]
	k.at += len(s)
	copy(out, s)
	return out
}
