package page

import (
	"strings"
	"unicode"
)

// This file says how a title is spelt that the page shows with more in it than a title.

// Bounds of what stands in a heading beside the title that the head gives: words of the label before it, and words of the title.
const (
	kickerWords = 9
	leastTitle  = 3
)

// spelt gives the title that a heading shows. Where what the head calls the page is all of the heading but a label before it, that is the title, and where what it calls it elsewhere is the heading and the label above it, both; where they differ only in spaces and marks, as where elements of a heading run
// into each other, the head spells it.
func (o *outline) spelt(shown string) string {
	m := &o.doc.meta
	key, label := looseKey(shown), looseKey(o.kicker(o.titleAt))
	for i, c := range [...]string{m.ogTitle, m.headline, m.title} {
		if c == "" || len(c) > maxTitle {
			continue
		}
		whole := looseKey(c) == key || i == 0 && looseKey(m.headline) == key
		c = withoutSite(c, m.site)
		short := looseKey(c)
		switch before, tail := strings.CutSuffix(key, " "+short); {
		case glued(c, shown) && squeezed(c) == strings.ReplaceAll(key, " ", ""):
			return oneLine(c)
		case whole || short == key:
			return shown
		case i == 0 && label != "" && short == label+" "+key:
			return oneLine(c)
		case tail && titleWords(c) >= leastTitle && !ellipsis(c) && strings.ContainsFunc(before, unicode.IsLetter) && titleWords(before) <= min(kickerWords, 2*titleWords(c)):
			return oneLine(c)
		}
	}
	return shown
}

// glued tells whether words that one title parts run into each other in the other.
func glued(title, shown string) bool {
	return len(lowerWords(title)) > len(lowerWords(shown)) && strings.Contains(title, " ")
}

// kicker gives the label above the title that block i is; "" where there is none.
func (o *outline) kicker(i int) string {
	if i < 1 || !o.doc.blocks[i-1].kicker {
		return ""
	}
	return o.doc.blocks[i-1].text
}
