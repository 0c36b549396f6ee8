package web

import (
	"strings"
	"testing"

	"parley"
)

// TestTogether: visits that one sentence tells of one traveller are one line; another traveller, day or sentence is another.
func TestTogether(t *testing.T) {
	visit := func(id, who, to, day string, start int) parley.Event {
		return parley.Event{
			ID: id, Kind: parley.Visit, Status: parley.Planned, Time: &parley.When{Value: day},
			Actors: []parley.Actor{{ID: who, Role: parley.RoleSource}, {ID: to, Role: parley.RoleTarget}},
			Claims: []parley.ClaimRef{{Page: "p", Kind: parley.Visit, Status: parley.Planned, Evidence: parley.Quote{Span: parley.Span{Start: start}}}},
		}
	}
	given := []parley.Event{
		visit("a", "person:x", "state:SAU", "2017-07-15", 10),
		visit("b", "person:x", "state:KWT", "2017-07-15", 10),
		visit("c", "person:y", "state:KWT", "2017-07-15", 10),
		visit("d", "person:x", "state:QAT", "2017-07-16", 10),
		visit("e", "person:x", "state:ARE", "2017-07-15", 99),
		visit("f", "person:x", "state:QAT", "2017-07-15", 10),
	}
	var got []string
	for _, e := range together(given) {
		var to []string
		for _, a := range e.Actors {
			if a.Role == parley.RoleTarget {
				to = append(to, strings.TrimPrefix(a.ID, "state:"))
			}
		}
		got = append(got, e.ID+" "+strings.Join(to, "+"))
	}
	if s, want := strings.Join(got, ", "), "a SAU+KWT+QAT, c KWT, d QAT, e ARE"; s != want {
		t.Errorf("%s, not %s", s, want)
	}
	if len(given[0].Actors) != 2 {
		t.Error("the events that were given have changed")
	}
}
