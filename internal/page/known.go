package page

import "slices"

// This file numbers the words that are in any list, so that a word of a text is looked up
// once, and what the lists say of it is then at hand.

// fact is what the lists say of a word.
type fact struct {
	low          string
	begins       uint64 // the lists of phrases of which it begins one, a bit each
	frequent     uint64 // the languages whose frequent words have it, a bit each
	stop, common bool
}

// index numbers the words and marks which lists of phrases they begin.
func (l *lexicon) index() {
	l.numbers, l.facts = map[string]int32{}, make([]fact, 1)
	for low := range l.stop {
		l.fact(low).stop = true
	}
	for low := range l.common {
		l.fact(low).common = true
	}
	l.indexLanguages()
	lists := []*phrases{
		&l.agency, &l.back, &l.bylineTail, &l.captionPlace, &l.captionStart, &l.cont, &l.contWeak, &l.creditStart, &l.honorific,
		&l.legalStart, &l.legalSentence, &l.widgetSentence, &l.navLine, &l.photoMark, &l.relatedStart, &l.sourceMark, &l.weekday, &l.widgetLine,
		&l.widgetStart, &l.bylineRole, &l.dateWord, &l.keywordStart, &l.office, &l.officeLink, &l.creditAny, &l.creditLink,
	}
	for i, p := range lists {
		p.bit = 1 << i
		for low := range p.byFirst {
			l.fact(low).begins |= p.bit
		}
	}
	for _, p := range lists {
		p.facts = l.facts
	}
}

// indexLanguages numbers the languages in the order of their tags, 64 of them at most.
func (l *lexicon) indexLanguages() {
	for tag := range l.languages {
		l.tags = append(l.tags, tag)
	}
	for tag := range l.letters {
		if l.languages[tag] == nil {
			l.tags = append(l.tags, tag)
		}
	}
	slices.Sort(l.tags)
	l.tags = l.tags[:min(len(l.tags), 64)]
	l.ownLetters = map[rune]uint64{}
	for i, tag := range l.tags {
		for low := range l.languages[tag] {
			l.fact(low).frequent |= 1 << i
		}
		for r := range l.letters[tag] {
			l.ownLetters[r] |= 1 << i
		}
	}
}

// fact gives the facts of a word, which gets a number if it has none.
func (l *lexicon) fact(low string) *fact {
	n, ok := l.numbers[low]
	if !ok {
		n = int32(len(l.facts))
		l.numbers[low] = n
		l.facts = append(l.facts, fact{low: low})
	}
	return &l.facts[n]
}
