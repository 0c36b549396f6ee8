package page

import "strings"

// This file leaves out what a page says of those who wrote it.

// aboutWords is how many words such a block has at least; fewer are a signature.
const aboutWords = 8

// about tells whether block i says something of an author that the page's data name: it begins with the name.
func (o *outline) about(i int) bool {
	h := &o.doc.blocks[i]
	if h.words < aboutWords || h.words > maxForm || h.marks&(inHeading|inTitle|inQuote) != 0 || strings.Contains(h.text, "@") {
		return false
	}
	if o.named == nil {
		o.named = o.people()
	}
	if len(o.named) == 0 {
		return false
	}
	words := lowerWords(cut(h.text, maxStamp))
	for n := 2; n <= longestName && n < len(words); n++ {
		if o.named[strings.Join(words[:n], " ")] {
			return true
		}
	}
	return false
}

// longestName is how many words an author's name has at most here.
const longestName = 5

// people gives the names of two words and more that the page's data give its authors, those of agencies aside, folded.
func (o *outline) people() map[string]bool {
	out := map[string]bool{}
	m := &o.doc.meta
	for _, list := range [...][]string{m.authors, m.authorOf} {
		for _, name := range list[:min(len(list), maxAuthors)] {
			if words := lowerWords(cut(name, maxStamp)); len(words) >= 2 && len(words) <= longestName && o.lex.agency.count(tokenize(name, nil)) == 0 {
				out[strings.Join(words, " ")] = true
			}
		}
	}
	return out
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
