package storetest

// This file tries what a reader who comes back asks: the rest of a list, and what is new.

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"parley"
	"parley/internal/store"
)

func testPlaces(t *testing.T, s store.Store) {
	ctx := t.Context()
	_, rs := fill(t, s)
	all := single(rs)
	must(t, putEvents(ctx, s, 1, all[1:]))
	first, err := s.Events(ctx, parley.EventFilter{Past: math.MaxInt64, Limit: 1})
	must(t, err)
	at, err := s.Place(ctx, first[0].ID)
	must(t, err)
	newer := all[0]
	newer.ID, newer.Time, newer.FirstSeen = "e_newer", &parley.When{Value: "2031-01-01"}, "2031-01-02"
	newer.Claims = []parley.ClaimRef{{ID: "c_newer", Page: rs[0].ID}}
	must(t, putEvents(ctx, s, 1, append([]parley.Event{newer}, all[1:]...)))
	rest, err := s.Events(ctx, parley.EventFilter{Past: at})
	must(t, err)
	if len(rest) != 2 || rest[0].ID == first[0].ID || rest[1].ID == first[0].ID {
		t.Errorf("after %s come %d events: %+v", first[0].ID, len(rest), rest)
	}
	found, err := s.Events(ctx, parley.EventFilter{Past: at, Text: "washington"})
	must(t, err)
	if len(found) != 1 {
		t.Errorf("%d events with the word after it", len(found))
	}
	if at, err = s.Place(ctx, "e_none"); err != nil || at != 0 {
		t.Errorf("place of no event: %d, %v", at, err)
	}
	pages, err := s.Pages(ctx, 1, 0)
	must(t, err)
	older, err := s.PagesBefore(ctx, pages[0].ID, 5)
	must(t, err)
	if len(older) != 1 || older[0].ID == pages[0].ID {
		t.Errorf("before %s came %+v", pages[0].ID, older)
	}
	must(t, putEvents(ctx, s, 1, all))
}

func testRenewals(t *testing.T, s store.Store) {
	ctx := t.Context()
	_, rs := fill(t, s)
	all := single(rs)
	at := int64(0)
	news := func() string {
		t.Helper()
		list, last, err := s.Renewals(ctx, at, 100)
		must(t, err)
		var out []string
		for _, r := range list {
			change := "changed"
			if r.Gone {
				change = "gone"
			} else if r.First > at {
				change = "new"
			}
			out = append(out, fmt.Sprintf("%s %s", r.ID[2:4], change))
		}
		if len(list) > 0 && list[len(list)-1].N != last {
			t.Errorf("the last is %d, not %d", list[len(list)-1].N, last)
		}
		at = last
		return strings.Join(out, ", ")
	}
	for i, step := range []struct {
		why, want string
		do        func() error
	}{
		{"all events are new at first", "a1 new, b1 new, b2 new", func() error { return putEvents(ctx, s, 1, all[:3]) }},
		{"what is the same is not told again", "", func() error { return putEvents(ctx, s, 1, all[:3]) }},
		{"one that changed is told once", "a1 changed", func() error {
			all[0].Confidence = 0.25
			return putEvents(ctx, s, 1, all[:3])
		}},
		{"a track is new, and with it its event changed", "xx new, a1 changed", func() error {
			return putTracks(ctx, s, 1, []parley.Track{{ID: "t_xx", Events: []string{all[0].ID}}})
		}},
		{"what goes is told as well", "b2 gone", func() error { return putEvents(ctx, s, 1, all[:2]) }},
	} {
		must(t, step.do())
		if got := news(); got != step.want {
			t.Errorf("%d: %s: %q, not %q", i, step.why, got, step.want)
		}
	}
	must(t, putEvents(ctx, s, 1, all))
}

func testSearches(t *testing.T, s store.Store) {
	ctx := t.Context()
	before, err := s.Revision(ctx)
	must(t, err)
	for _, x := range []parley.SavedSearch{{ID: "b", Name: "Second", Q: "kind:talks"}, {ID: "a", Name: "Third", Q: "x"}, {ID: "b", Name: "First", Q: "kind:call"}} {
		must(t, s.PutSearch(ctx, x))
	}
	list, err := s.Searches(ctx)
	must(t, err)
	if len(list) != 2 || list[0].Q != "kind:call" || list[1].ID != "a" {
		t.Errorf("searches %+v", list)
	}
	must(t, s.DropSearch(ctx, "b"))
	if list, err = s.Searches(ctx); err != nil || len(list) != 1 {
		t.Errorf("searches %+v, %v", list, err)
	}
	if after, err := s.Revision(ctx); err != nil || after != before {
		t.Errorf("a saved search is no change of the ledger: revision %d → %d, %v", before, after, err)
	}
}

func testSessions(t *testing.T, s store.Store) {
	ctx := t.Context()
	for i := range int64(4) {
		must(t, s.PutSession(ctx, parley.Session{Key: fmt.Sprint("k", i), Name: "ann", Mark: "m", Born: 100 + i, Seen: 200 + i}, 0, 0, 3))
	}
	for key, there := range map[string]bool{"k0": false, "k1": true, "k3": true, "none": false} {
		got, err := s.Session(ctx, key)
		must(t, err)
		if (got != nil) != there {
			t.Errorf("session %s: %+v: the longest unused gives way", key, got)
		}
	}
	must(t, s.PutSession(ctx, parley.Session{Key: "k3", Name: "ann", Mark: "m", Born: 103, Seen: 900}, 102, 203, 3))
	one, err := s.Session(ctx, "k1")
	must(t, err)
	two, err := s.Session(ctx, "k3")
	must(t, err)
	if one != nil || two == nil || *two != (parley.Session{Key: "k3", Name: "ann", Mark: "m", Born: 103, Seen: 900}) {
		t.Errorf("those that are over go, others stay: %+v, %+v", one, two)
	}
	must(t, s.DropSession(ctx, "k3"))
	if two, err = s.Session(ctx, "k3"); err != nil || two != nil {
		t.Errorf("ended: %+v, %v", two, err)
	}
}
