package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Speller is what Names may know besides: what somebody meant who mistyped.
type Speller interface {
	// Near are names of a field spelled most like a folded name, the nearest first; none
	// where nothing is near.
	Near(field, folded string) []string
	// Values are the ids of a field that has few of them, in order.
	Values(field string) []string
}

// ExampleDays show how a year, a month and a day are written in a search.
var ExampleDays = []string{"2025", "2025-01", "2025-01-31"}

// Meant is what may stand in the place of what is not understood, as it is typed: fields or names spelled like it, else all
// fields or values where there are few, ways to write a day; nothing where nothing is like it.
func Meant(e *Error, n Speller) []string {
	switch e.Problem {
	case NoField:
		return orAll(Nearest(strings.ToLower(e.Text), Fields), Fields)
	case NotKnown:
		switch e.Field {
		case "after", "before":
			return ExampleDays
		case "kind", "object", "status", "topic":
			return orAll(n.Near(e.Field, Fold(e.Text)), n.Values(e.Field))
		}
		return n.Near(e.Field, Fold(e.Text))
	}
	return nil
}

func orAll(near, all []string) []string {
	if len(near) > 0 {
		return near
	}
	return all
}

// mostNear is how many names are offered for one that is not known.
const mostNear = 4

// Nearest are those of the words that differ from one by a letter in four at most, put in,
// left out, changed or swapped with the next (the distance of Damerau, 1964, where no part is
// changed twice), the nearest first. Words are compared as they are.
func Nearest(word string, among []string) []string {
	most := min(3, (utf8.RuneCountInString(word)+2)/4)
	if most == 0 {
		return nil
	}
	type near struct {
		word string
		far  int
	}
	var found []near
	for _, w := range among {
		if d := distance([]rune(word), []rune(w), most); d <= most {
			found = append(found, near{w, d})
		}
	}
	slices.SortFunc(found, func(a, b near) int { return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.word, b.word)) })
	var out []string
	for _, n := range found[:min(mostNear, len(found))] {
		out = append(out, n.word)
	}
	return out
}

// distance is how many such differences there are, more than most where there are more.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			d := last[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, last[j]+1, now[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			now[j] = d
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}
