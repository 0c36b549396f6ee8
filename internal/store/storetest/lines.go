package storetest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/claimtest"
	"parley/internal/store"
)

// dam is a negotiation between two states, told by three items, and something beside it.
const dam = `
@ p1/0 2024-11-15 vov.vn
a1 talks occurred AAA BBB t:2024-11-10 place:Cairo:EGY | The first round was on the tenth.
a2 talks occurred person:ann-one:AAA BBB t:2024-11-14 place:Cairo:EGY | The second round was on the fourteenth.
@ p1/1 2024-11-16 vov.vn
a3 sign occurred AAA BBB t:2024-11-15 place:Geneva:CHE | They signed on the fifteenth.
@ p2/0 2024-11-20 vtv.vn
a4 talks planned AAA BBB t:2025-01-01 place:Cairo:EGY | They will talk again.
a5 accuse occurred AAA > CCC | Aye blamed Cee.
`

// testLines: what is kept beside nouns says what the nouns say, also when they have changed.
func testLines(t *testing.T, s store.Store) {
	ctx := t.Context()
	readings, err := claimtest.Readings(dam)
	must(t, err)
	var pages []*parley.Page
	for _, r := range readings {
		pages = append(pages, claimtest.Page(r))
	}
	r := readings[1]
	r.Text = "Aye said that Aye blamed Cee."
	r.Mentions = []parley.Mention{{Span: parley.Span{Start: 0, End: 3}, Actor: "state:AAA"}, {Span: parley.Span{Start: 14, End: 17}, Actor: "state:AAA"}, {Span: parley.Span{Start: 25, End: 28}, Actor: "state:CCC"}}
	r.Problems = []parley.Problem{{Code: "truncated"}, {Code: "truncated"}}
	if _, err := s.AddPages(ctx, "v1", pages, readings); err != nil {
		t.Fatal(err)
	}
	all := single(readings)
	id := map[string]string{}
	for i, name := range []string{"a1", "a2", "a3", "a4", "a5"} {
		id[name] = all[i].ID
	}
	must(t, putEvents(ctx, s, 1, all))
	other := parley.Track{ID: "t_other", Titles: map[string]string{"en": "Another"}, Parties: []string{"state:AAA", "state:CCC"}, Since: "2025", Standing: parley.StandingThin, Pinned: true, Events: []string{id["a5"]}}
	must(t, putTracks(ctx, s, 1, []parley.Track{other, {
		ID: "t_dam", Title: "The dam", Parties: []string{"state:AAA", "state:BBB"}, Mediators: []string{"org:AU"}, State: parley.TrackUnderWay, Since: "2024-11-14",
		Rounds: []parley.Round{{Number: 1}, {Number: 2}}, Next: []parley.Next{{What: "talks"}, {What: "visit"}}, Contradictions: []parley.Contradiction{{Field: "time"}},
		Events: []string{id["a1"], id["a2"], id["a3"], id["a4"]},
	}}))
	counts, err := s.Counts(ctx)
	must(t, err)
	if want := (parley.Counts{Pages: 2, Items: 3, Articles: 2, Claims: 5, Events: 5, Tracks: 2, Problems: 1}); counts != want {
		t.Errorf("counts %+v, not %+v", counts, want)
	}
	linesOfPages(t, s, readings)
	linesOfTracks(t, s)
	linesOfEvents(t, s, id)

	must(t, s.DeletePages(ctx, []string{readings[1].ID}))
	must(t, putTracks(ctx, s, 1, []parley.Track{other}))
	if counts, err = s.Counts(ctx); err != nil || counts.Pages != 1 || counts.Claims != 3 || counts.Problems != 0 || counts.Tracks != 1 {
		t.Errorf("counts %+v, %v when things are gone", counts, err)
	}
	if forms, n, err := s.Forms(ctx, "state:AAA", 9); len(forms) > 0 || n > 0 || err != nil {
		t.Errorf("names of a page that is gone: %+v, %v", forms, err)
	}
	if said, err := s.Said(ctx, []string{"c" + id["a5"][1:]}); len(said) > 0 || err != nil {
		t.Errorf("a claim of a page that is gone: %+v, %v", said, err)
	}
	if sides, err := s.Sides(ctx, 9); err != nil || fmt.Sprint(sides) != "[state:AAA state:CCC]" {
		t.Errorf("sides %v, %v", sides, err)
	}
}

func linesOfPages(t *testing.T, s store.Store, readings []*parley.Reading) {
	ctx := t.Context()
	bad, err := s.Troubled(ctx, 5)
	must(t, err)
	if len(bad) != 1 || bad[0].ID != readings[1].ID {
		t.Errorf("pages with problems %+v", bad)
	}
	all, err := s.Pages(ctx, 9, 0)
	must(t, err)
	ids, want := []string{"p_none"}, map[string]string{}
	for _, p := range all {
		ids, want[p.ID] = append(ids, p.ID), p.Title
	}
	if got, err := s.Titles(ctx, ids); err != nil || !reflect.DeepEqual(got, want) || len(want) == 0 {
		t.Errorf("titles %v, not %v: %v", got, want, err)
	}
	forms, n, err := s.Forms(ctx, "state:AAA", 9)
	must(t, err)
	if n != 1 || len(forms) != 1 || forms[0].Words != "Aye" || forms[0].Count != 2 || forms[0].Page != readings[1].ID || forms[0].Language != "en" || forms[0].Outlet != "vtv.vn" {
		t.Errorf("names %+v in %d pages", forms, n)
	}
	c := &readings[0].Claims[1]
	got, err := s.Said(ctx, []string{c.ID, "c_none"})
	must(t, err)
	said := got[c.ID]
	switch {
	case len(got) != 1, said.Kind != c.Kind, said.Status != c.Status, said.Time.Value != c.Time.Value, *said.Place != *c.Place, len(said.Actors) != len(c.Actors):
		t.Errorf("said %+v", said)
	case said.Actors[0].Key() != "state:AAA" || said.Actors[0].ID != c.Actors[0].ID:
		t.Errorf("actors %+v", said.Actors)
	}
}

func linesOfTracks(t *testing.T, s store.Store) {
	ctx := t.Context()
	for _, c := range []struct {
		filter parley.TrackFilter
		want   string
	}{
		{parley.TrackFilter{}, "t_dam t_other"},
		{parley.TrackFilter{Moved: true}, "t_dam t_other"},
		{parley.TrackFilter{Limit: 1, Offset: 1}, "t_other"},
		{parley.TrackFilter{Pinned: true, Moved: true}, "t_other"},
		{parley.TrackFilter{Actor: "state:CCC", Moved: true}, "t_other"},
		{parley.TrackFilter{Actor: "state:AAA", Moved: true}, "t_dam t_other"},
		{parley.TrackFilter{Actor: "state:AAA", Moved: true, Limit: 1, Offset: 1}, "t_other"},
		{parley.TrackFilter{Actor: "state:AAA", Moved: true, Pinned: true}, "t_other"},
		{parley.TrackFilter{Actor: "org:AU"}, "t_dam"},
		{parley.TrackFilter{IDs: []string{"t_other", "t_none", "t_dam"}}, "t_other t_dam"},
		{parley.TrackFilter{IDs: []string{}}, ""},
	} {
		list, err := s.TrackLines(ctx, c.filter)
		must(t, err)
		var ids []string
		for _, x := range list {
			ids = append(ids, x.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%+v: %s, not %s", c.filter, got, c.want)
		}
	}
	list, err := s.TrackLines(ctx, parley.TrackFilter{Limit: 1})
	must(t, err)
	want := parley.TrackInfo{
		ID: "t_dam", Title: "The dam", Parties: []string{"state:AAA", "state:BBB"}, Mediators: []string{"org:AU"}, State: parley.TrackUnderWay,
		Since: "2024-11-14", Rounds: 2, Next: &parley.Next{What: "talks"}, Contradictions: 1,
	}
	if !reflect.DeepEqual(list[0], want) {
		t.Errorf("line %+v, not %+v", list[0], want)
	}
}

func linesOfEvents(t *testing.T, s store.Store, id map[string]string) {
	ctx := t.Context()
	names := func(ids []string) string {
		var out []string
		for _, x := range ids {
			for name, i := range id {
				if i == x {
					out = append(out, name)
				}
			}
		}
		return strings.Join(out, " ")
	}
	ids := func(events []parley.Event) (out []string) {
		for _, e := range events {
			out = append(out, e.ID)
		}
		return out
	}
	f, err := s.TrackFacts(ctx, "t_dam")
	must(t, err)
	if got := fmt.Sprintf("%d %d %s %v %s, %s", f.Events, f.Articles, f.Last, f.Places, names(f.Agreed), names(f.Latest)); got != "4 3 2024-11-15 [{{Cairo EGY} 3} {{Geneva CHE} 1}] a3, a4 a3 a2 a1" {
		t.Errorf("facts %s", got)
	}
	if f, err := s.TrackFacts(ctx, "t_none"); f != nil || err != nil {
		t.Errorf("facts of no track: %+v, %v", f, err)
	}
	for _, c := range []struct{ actors, want string }{{"state:AAA state:BBB", "a1"}, {"person:ann-one state:BBB", "a2"}, {"state:CCC", ""}, {"state:ZZZ", ""}, {"", ""}} {
		got, err := s.Naming(ctx, "t_dam", strings.Fields(c.actors))
		must(t, err)
		if names([]string{got}) != c.want {
			t.Errorf("%s are named by %s, not %s", c.actors, got, c.want)
		}
	}
	named, err := s.EventsNamed(ctx, []string{id["a4"], "e_none", id["a1"]})
	must(t, err)
	fresh, err := s.Fresh(ctx, "2024-11-16", "2024-11-21", 2)
	must(t, err)
	telling, err := s.Telling(ctx, []string{"c" + id["a2"][1:], "c_none"})
	must(t, err)
	if a, b, c := names(ids(named)), idsShort(fresh), names(telling); a != "a4 a1" || len(b) != 2 || c != "a2" || string(fresh[0].FirstSeen) != "2024-11-20" {
		t.Errorf("named %s, fresh %s, telling %s", a, names(b), c)
	}
	items, stories, err := s.Reach(ctx, []string{id["a4"], id["a1"], id["a2"], "e_none"})
	must(t, err)
	if len(items) != 1 || len(items[0]) != 2 || len(stories[0]) != 0 {
		t.Errorf("the events are told by %v of %v", items, stories)
	}
	vague := named[1]
	vague.FirstSeen = "2024-11-17/2024-11-18"
	must(t, s.Commit(ctx, store.Change{Stage: "merge", Events: []parley.Event{vague}}))
	if again, err := s.Fresh(ctx, "2024-11-16", "2024-11-21", 9); err != nil || slices.Contains(idsShort(again), vague.ID) {
		t.Errorf("what was reported on one of two days is news of a day: %v, %v", again, err)
	}
	must(t, s.Commit(ctx, store.Change{Stage: "merge", Events: named[1:]}))
	if named[0].Track != "t_dam" {
		t.Errorf("%s is in %s", named[0].ID, named[0].Track)
	}
}

func idsShort(events []parley.EventInfo) (out []string) {
	for i := range events {
		out = append(out, events[i].ID)
	}
	return out
}
