package page

import (
	"slices"
	"strings"
)

// This file leaves out what a page says of those who wrote it.

// aboutWords is how many words such a block has at least; fewer are a signature.
const aboutWords = 8

// about tells whether block i says something of an author that the page's data name: it begins with the name.
func (o *outline) about(i int) bool {
	h := &o.doc.blocks[i]
	if h.words < aboutWords || h.words > maxForm || h.marks&(inHeading|inTitle|inQuote) != 0 || strings.Contains(h.text, "@") {
		return false
	}
	m := &o.doc.meta
	for _, list := range [...][]string{m.authors, m.authorOf} {
		for _, name := range list {
			if o.begunBy(name, h.text) {
				return true
			}
		}
	}
	return false
}

// begunBy tells whether a text begins with a person's name, of two words or more.
func (o *outline) begunBy(name, text string) bool {
	if name == "" || !strings.HasPrefix(text, name[:1]) {
		return false
	}
	words := lowerWords(cut(name, maxStamp))
	said := lowerWords(cut(text, len(name)+maxStamp))
	return len(words) > 1 && len(said) > len(words) && slices.Equal(said[:len(words)], words) && o.lex.agency.count(tokenize(name, nil)) == 0
}

// dropAbout drops what is said of an author below the text, or above it.
func (o *outline) dropAbout(taken []bool) {
	first, last := -1, -1
	for i := range taken {
		if taken[i] && o.doc.blocks[i].paragraph() && !o.about(i) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	for i := range taken {
		if taken[i] && first >= 0 && (i < first || i > last) && o.about(i) {
			taken[i] = false
		}
	}
}
