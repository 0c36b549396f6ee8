package pack

import (
	"slices"
	"strings"
)

// names enters the English names of people, as they are and without their dashes. Of those of a state in which the
// family name comes first (functions.tsv, family-first) it also enters the other order: "Takaichi Sanae" is
// "Sanae Takaichi". A form of the language's own is turned too where it shares a word with the English name.
func (l *Language) names(w *World, people []string) {
	c := l.Lex.Class("person")
	var first, own map[string][]string
	if t := l.Tables["functions"]; t != nil {
		first = t.Forms
	}
	if t := l.Tables["people"]; t != nil {
		own = t.Forms
	}
	for _, id := range people {
		p := w.People[id]
		enter := func(name string) {
			l.Lex.Add(c, id, name)
			if spaced := strings.ReplaceAll(name, "-", " "); spaced != name {
				l.Lex.Add(c, id, spaced)
			}
		}
		enter(p.Name)
		if p.State == "" || !slices.Contains(first["family-first"], p.State) {
			continue
		}
		for _, name := range append([]string{p.Name}, own[id]...) {
			if other, ok := turned(name, p.Name); ok {
				enter(other)
			}
		}
	}
}

// turned returns a name of two words in the other order, if it shares a word with the English name.
func turned(name, english string) (string, bool) {
	a, b, ok := strings.Cut(name, " ")
	if !ok || strings.Contains(b, " ") {
		return "", false
	}
	words := strings.Fields(english)
	return b + " " + a, slices.Contains(words, a) || slices.Contains(words, b)
}
