package page

import (
	"slices"
	"strings"
	"unicode"

	"parley"
)

// This file tells what a line is by its form alone. "" means that its form does not say.

// maxForm is how many words a line may have that is something by its form.
const maxForm = 90

// form labels a whole line.
func (l *lexicon) form(u *unit) parley.BlockKind {
	switch {
	case template(u.text):
		return parley.BlockTemplate
	case numbers(u):
		return parley.BlockWidget
	case l.dateLine(u):
		return parley.BlockDateline
	}
	n := len(u.toks)
	if n > maxForm {
		return ""
	}
	switch {
	case l.legalSentence.opens(u.toks):
		return parley.BlockLegal
	case l.widgetSentence.opens(u.toks):
		return parley.BlockWidget
	case n > 40:
		return ""
	case l.legalStart.prefix(u.toks) > 0 && !longProse(u), strings.HasPrefix(u.text, "©"):
		return parley.BlockLegal
	case l.relatedTitle(u):
		return parley.BlockTeaserTitle
	case l.widgets(u), l.widgetStart.prefix(u.toks) > 0 && n <= 20 && !longProse(u):
		return parley.BlockWidget
	case l.navLine.whole(u.toks), l.relatedLine(u), l.menu(u), l.keywords(u):
		return parley.BlockNavigation
	case l.creditLine(u), l.photoLine(u), l.roleLine(u):
		return parley.BlockCredit
	}
	return ""
}

// filler tells whether a text is the one that typesetters fill pages with until theirs is written.
func filler(s string) bool {
	const start = "lorem ipsum"
	return len(s) >= len(start) && strings.EqualFold(s[:len(start)], start)
}

// address tells by how it begins whether a longer text is filler, a sentence on rights or of a newsroom to its readers.
func (l *lexicon) address(s string) parley.BlockKind {
	if filler(s) {
		return parley.BlockTemplate
	}
	var room [16]token
	toks := l.tokenize(cut(s, addressBytes), room[:0])
	switch {
	case l.legalSentence.opens(toks):
		return parley.BlockLegal
	case l.widgetSentence.opens(toks):
		return parley.BlockWidget
	}
	return ""
}

// addressBytes is how many bytes of a text are looked at for that.
const addressBytes = 64

// longProse keeps sentences of an article from being taken for furniture by their first word.
func longProse(u *unit) bool { return len(u.toks) > 14 && finalStop(u.text) && !ellipsis(u.text) }

// template tells whether the line is a placeholder that a template left: {title}, or the text that typesetters fill pages with.
func template(s string) bool {
	if filler(s) {
		return true
	}
	if len(s) > 80 {
		return false
	}
	for _, b := range [][2]string{{"{", "}"}, {"${", "}"}, {"<%", "%>"}, {"[%", "%]"}, {"%", "%"}, {"[[", "]]"}} {
		if in, ok := strings.CutPrefix(s, b[0]); ok {
			if in, ok = strings.CutSuffix(in, b[1]); ok && in != "" && len(strings.Fields(in)) <= 4 && !strings.ContainsAny(in, "?!") && !strings.Contains(in, ". ") {
				return true
			}
		}
	}
	return false
}

// numbers tells whether the line has no letters: a player's clock, a counter, a divider.
func numbers(u *unit) bool {
	for _, r := range u.text {
		if unicode.IsLetter(r) {
			return false
		}
	}
	if len(u.toks) == 1 && len(u.text) <= 4 && (strings.HasSuffix(u.text, ".") || strings.HasSuffix(u.text, ")")) {
		return false // the number of a paragraph
	}
	if strings.Count(u.text, "/") == 2 || strings.Count(u.text, "-") == 2 {
		if _, ok := dayMonthYear(u.text); ok {
			return false
		}
	}
	return len(u.text) <= 40 || len(u.toks) == 0
}

// relatedLine tells whether the line is the heading of a list of other stories.
func (l *lexicon) relatedLine(u *unit) bool {
	n := l.relatedStart.prefix(u.toks)
	if n == 0 || len(u.toks) > n+4 || finalStop(u.text) && !strings.HasSuffix(u.text, ":") {
		return false
	}
	if n > 1 && n < len(u.toks) { // more from NAME
		for i := n; i < len(u.toks); i++ {
			if !u.toks[i].cap {
				return false
			}
		}
		return true
	}
	return n >= len(u.toks)-1 && (n == len(u.toks) || strings.HasSuffix(u.text, ":"))
}

// relatedTitle tells whether the line is the title of another story behind such a heading.
func (l *lexicon) relatedTitle(u *unit) bool {
	n := l.relatedStart.prefix(u.toks)
	return n > 0 && len(u.toks) >= n+4 && after(u, n-1, ':')
}

// keywords tells whether the line is a list of keywords.
func (l *lexicon) keywords(u *unit) bool {
	n := l.keywordStart.prefix(u.toks)
	return n > 0 && after(u, n-1, ':')
}

// widgets tells whether the line is made of widgets' words alone, and perhaps of counts.
func (l *lexicon) widgets(u *unit) bool {
	said := 0
	for i := 0; i < len(u.toks); {
		n := l.widgetLine.prefix(u.toks[i:])
		said += n
		if n == 0 && digit(u.toks[i].low[0]) {
			n = 1
		}
		if n == 0 {
			return false
		}
		i += n
	}
	return said > 0
}

// menu tells whether the line is a row of menu entries.
func (l *lexicon) menu(u *unit) bool {
	n, i := 0, 0
	for i < len(u.toks) {
		k := l.navLine.prefix(u.toks[i:])
		if k == 0 {
			return false
		}
		n++
		i += k
	}
	return n >= 3
}

// creditLine tells whether the line names where the text comes from: agencies, or a word
// of source and names.
func (l *lexicon) creditLine(u *unit) bool {
	if len(u.toks) == 0 {
		return false
	}
	start := l.creditStart.prefix(u.toks)
	if start > 1 && l.signed(u) || l.creditAny.count(u.toks) > 0 {
		return true
	}
	if len(u.toks) > 14 {
		return false
	}
	rest, names := l.withoutNames(u.toks[start:])
	if start > 0 {
		return rest == 0 && start < len(u.toks) && (names > 0 || len(u.toks) <= 6)
	}
	return rest == 0 && names > 0 || l.bylineEnd(u) && rest <= 1
}

// signed tells whether the line is phrases of credit and names, with the words that stand
// between them: "Reporting by A and B in C; editing by D".
func (l *lexicon) signed(u *unit) bool {
	names := 0
	for i := 0; i < len(u.toks); {
		t := &u.toks[i]
		n := max(l.creditStart.prefix(u.toks[i:]), l.agency.prefix(u.toks[i:]), l.bylineTail.prefix(u.toks[i:]))
		switch {
		case n > 0:
			i += n
			continue
		case t.cap:
			names++
		case l.creditLink.prefix(u.toks[i:]) == 0:
			return false
		}
		i++
	}
	return names > 0
}

// withoutNames counts the words that are neither agencies, capitalised nor words of a
// byline, and the agencies.
func (l *lexicon) withoutNames(toks []token) (rest, names int) {
	for i := 0; i < len(toks); {
		if n := l.agency.prefix(toks[i:]); n > 0 {
			names++
			i += n
			continue
		}
		if n := l.creditStart.prefix(toks[i:]); n > 0 {
			i += n
			continue
		}
		if n := l.bylineTail.prefix(toks[i:]); n > 0 {
			i += n
			continue
		}
		if !toks[i].cap {
			rest++
		}
		i++
	}
	return rest, names
}

// bylineEnd tells whether the line is names and ends as a byline does: (compiled).
func (l *lexicon) bylineEnd(u *unit) bool {
	if len(u.toks) > 10 || !strings.HasSuffix(u.text, ")") || !u.toks[0].cap {
		return false
	}
	open := strings.LastIndexByte(u.text, '(')
	for i, t := range u.toks {
		if t.start > open {
			return l.bylineTail.prefix(u.toks[i:]) > 0 || l.agency.prefix(u.toks[i:]) > 0
		}
	}
	return false
}

// photoLine tells whether the line is a photo credit without a caption.
func (l *lexicon) photoLine(u *unit) bool {
	n := l.photoMark.prefix(u.toks)
	if n == 0 || n == len(u.toks) || len(u.toks) > 10 || !after(u, n-1, ':') {
		return false
	}
	rest, _ := l.withoutNames(u.toks[n:])
	return rest <= 3
}

// roleLine tells whether the line is an author's name and what the author is: a name, a
// dash or comma, "correspondent in", a place.
func (l *lexicon) roleLine(u *unit) bool {
	if len(u.toks) > 12 || finalStop(u.text) {
		return false
	}
	for i := 2; i < len(u.toks) && i <= 5 && u.toks[i-1].cap; i++ {
		if l.bylineRole.prefix(u.toks[i:]) > 0 {
			return u.toks[0].cap && separated(u, i)
		}
	}
	return false
}

// portrait tells whether the line is nothing but a person's office and name, as captions
// of portraits are.
func (l *lexicon) portrait(u *unit) bool {
	n := len(u.toks)
	i := l.office.prefix(u.toks)
	if i == 0 || n > 16 || n < i+2 || !u.toks[n-1].cap || !u.toks[n-2].cap || strings.ContainsAny(u.text, ",:“\"?!;") {
		return false
	}
	for i < n {
		if k := l.office.prefix(u.toks[i:]); k > 0 {
			i += k
			continue
		}
		if k := l.officeLink.prefix(u.toks[i:]); k > 0 {
			i += k
			continue
		}
		if !u.toks[i].cap {
			return false
		}
		i++
	}
	return true
}

// nameLine tells whether the line could be an author's name: two to five capitalised
// words, without a stop; the name of a newsroom may stand behind it in brackets. Only its
// place can make that certain.
func (l *lexicon) nameLine(u *unit) bool {
	if len(u.toks) == 0 || len(u.toks) > 10 || finalStop(u.text) || strings.ContainsAny(u.text, "?!:,“\"") {
		return false
	}
	outside := len(u.toks)
	if open := strings.IndexByte(u.text, '('); open > 0 && strings.HasSuffix(u.text, ")") {
		outside = slices.IndexFunc(u.toks, func(t token) bool { return t.start > open })
	}
	rest, names := l.withoutNames(u.toks)
	for i := range u.toks {
		if digit(u.toks[i].low[0]) {
			return false
		}
	}
	return rest == 0 && (names > 0 && len(u.toks) <= 7 || outside >= 2 && outside <= 5)
}

// dateLine tells whether the line says only when: a weekday, a date, a time.
func (l *lexicon) dateLine(u *unit) bool {
	if len(u.toks) < 1 || len(u.toks) > 12 || len(u.text) > 80 {
		return false
	}
	if l.wordDate(u) != "" {
		return true
	}
	if _, ok := dayMonthYear(u.text); !ok {
		return false
	}
	words := 0
	for i := 0; i < len(u.toks); {
		if n := l.weekday.prefix(u.toks[i:]); n > 0 {
			i += n
			continue
		}
		if !digit(u.toks[i].low[0]) {
			words++
		}
		i++
	}
	return words <= 2
}
