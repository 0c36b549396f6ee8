package storetest

// This file tries what the stages keep, and gives the tests short ways of writing what a
// stage made.

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"parley"
	"parley/internal/store"
)

// putEvents makes these all events there are.
func putEvents(ctx context.Context, s store.Store, revision int64, all []parley.Event) error {
	old, err := s.Events(ctx, parley.EventFilter{})
	gone := missing(old, all, func(e parley.Event) string { return e.ID })
	return errors.Join(err, s.Commit(ctx, store.Change{Stage: "merge", Events: all, GoneEvents: gone, Revision: revision}))
}

// putTracks makes these all tracks there are.
func putTracks(ctx context.Context, s store.Store, revision int64, all []parley.Track) error {
	old, err := s.Tracks(ctx)
	gone := missing(old, all, func(t parley.Track) string { return t.ID })
	return errors.Join(err, s.Commit(ctx, store.Change{Stage: "track", Tracks: all, GoneTracks: gone, Revision: revision}))
}

// putStories makes these all stories there are.
func putStories(ctx context.Context, s store.Store, revision int64, all []parley.Story) error {
	old, err := s.Stories(ctx, 0)
	gone := missing(old, all, func(s parley.Story) string { return s.ID })
	return errors.Join(err, s.Commit(ctx, store.Change{Stage: "story", Stories: all, GoneStories: gone, Revision: revision}))
}

func missing[T any](old, all []T, id func(T) string) (out []string) {
	now := map[string]bool{}
	for _, v := range all {
		now[id(v)] = true
	}
	for _, v := range old {
		if !now[id(v)] {
			out = append(out, id(v))
		}
	}
	return out
}

func ids(notes []store.Note) string {
	var out []string
	for _, n := range notes {
		out = append(out, n.ID)
	}
	return strings.Join(out, " ")
}

func testNotes(t *testing.T, s store.Store) {
	ctx := t.Context()
	a := store.Note{ID: "a", Page: "p1", Group: "g1", Place: []byte("x"), Head: []byte("head"), Body: []byte(strings.Repeat("body ", 50)), Cells: []int64{-5, 7}}
	b := store.Note{ID: "b", Page: "p1", Group: "g2", Place: []byte{}, Head: []byte{}, Body: []byte("b"), Cells: []int64{7, 8}}
	must(t, s.Commit(ctx, store.Change{Stage: "merge", Put: []store.Note{b, a}, Tally: map[string]int64{"k": 2}}))
	must(t, s.Commit(ctx, store.Change{Stage: "story", Put: []store.Note{a, {ID: "p1/0", Page: "p1"}, {ID: "p1/12", Page: "p1"}, {ID: "p10/0", Page: "p10"}}}))
	must(t, s.Commit(ctx, store.Change{Stage: "date", Put: []store.Note{{ID: "p1/0", Page: "p1"}}}))
	at := func(from, to int64) string {
		t.Helper()
		notes, err := s.NotesAt(ctx, "merge", from, to)
		must(t, err)
		return ids(notes)
	}
	if got := []string{at(-9, 9), at(8, 8), at(-9, 6), at(9, 99)}; !reflect.DeepEqual(got, []string{"a b", "b", "a", ""}) {
		t.Errorf("found in cells %q", got)
	}
	if crowd, err := s.Crowd(ctx, "merge", []int64{7, 8, 9}, 1); err != nil || !reflect.DeepEqual(crowd, map[int64]int{7: 1, 8: 1}) {
		t.Errorf("so many in the cells, up to one: %v, %v", crowd, err)
	}
	if crowd, err := s.Crowd(ctx, "merge", []int64{7}, 5); err != nil || crowd[7] != 2 {
		t.Errorf("so many in the cell: %v, %v", crowd, err)
	}
	in, err := s.NotesIn(ctx, "merge", []string{"g1", "g3"}, store.Whole)
	must(t, err)
	want := a
	want.Cells = nil
	if len(in) == 1 {
		want.N = in[0].N
	}
	if len(in) != 1 || !reflect.DeepEqual(in[0], want) {
		t.Errorf("in the group %+v, not %+v", in, want)
	}
	if again, err := s.NotesNumbered(ctx, []int64{want.N}, store.Whole); err != nil || !reflect.DeepEqual(again, in) {
		t.Errorf("by its number %+v, %v", again, err)
	}
	on, err := s.NotesOn(ctx, "merge", []string{"p1"}, store.Heads)
	must(t, err)
	if ids(on) != "a b" || len(on[0].Body) > 0 || string(on[0].Head) != "head" {
		t.Errorf("on the page %+v", on)
	}
	bodies, err := s.NotesBy(ctx, "merge", []string{"a"}, store.Bodies)
	must(t, err)
	if len(bodies) != 1 || len(bodies[0].Head) > 0 || string(bodies[0].Body) != string(a.Body) || bodies[0].Group != "g1" {
		t.Errorf("its body %+v", bodies)
	}
	items, err := s.NotesOn(ctx, "story", []string{"p1", "p2"}, store.Places)
	must(t, err)
	if ids(items) != "p1/0 p1/12" {
		t.Errorf("items on the page %+v", items)
	}
	must(t, s.Commit(ctx, store.Change{
		Stage: "merge", Gone: []store.Note{b}, Moved: []store.Note{{ID: "a", Group: "g9", Place: []byte("y")}}, Tally: map[string]int64{"k": -1},
		Counts: map[string]map[string]int64{"more": {"a b": 3, "a c": 1, "b": 2, "a d": 0}},
	}))
	by, err := s.NotesBy(ctx, "merge", []string{"a", "b"}, store.Heads)
	must(t, err)
	if ids(by) != "a" || by[0].Group != "g9" || string(by[0].Place) != "y" || at(7, 8) != "a" {
		t.Errorf("after the change %+v", by)
	}
	if n, err := s.Tally(ctx, "merge", "k"); err != nil || n != 1 {
		t.Errorf("tally %d, %v", n, err)
	}
	if all, err := s.Tallies(ctx, "more", "a "); err != nil || !reflect.DeepEqual(all, map[string]int64{"a b": 3, "a c": 1}) {
		t.Errorf("tallies that begin with a: %v, %v", all, err)
	}
	if all, err := s.Tallies(ctx, "merge", ""); err != nil || !reflect.DeepEqual(all, map[string]int64{"k": 1}) {
		t.Errorf("tallies %v, %v", all, err)
	}
	other := a // the same thing, changed, elsewhere
	other.Group, other.Body, other.Cells = "g5", []byte("other"), []int64{-5, 40}
	must(t, s.Commit(ctx, store.Change{Stage: "merge", Gone: []store.Note{a}, Put: []store.Note{other}}))
	if got := []string{at(-9, 0), at(1, 39), at(40, 40)}; !reflect.DeepEqual(got, []string{"a", "", "a"}) {
		t.Errorf("found in cells after it changed %q", got)
	}
	must(t, s.Commit(ctx, store.Change{Stage: "merge", All: map[string]string{"merge": "again"}}))
	if keys, err := s.Due(ctx, "again", 9); err != nil || strings.Join(keys, " ") != "a" {
		t.Errorf("put into a queue: %v, %v", keys, err)
	}
	if err := s.Commit(ctx, store.Change{Stage: "merge", Put: []store.Note{a}}); err == nil {
		t.Error("a note that is there is taken as new")
	}
}

func testQueues(t *testing.T, s store.Store) {
	ctx := t.Context()
	ps, rs := fill(t, s)
	due := func(queue string, limit int) string {
		t.Helper()
		keys, err := s.Due(ctx, queue, limit)
		must(t, err)
		return strings.Join(keys, " ")
	}
	if got := strings.Fields(due(store.DuePage, 10)); len(got) != 2 || due(store.DueDate, 10) != strings.Join(got, " ") {
		t.Errorf("%d of 2 new pages are due, and for their dates %q", len(got), due(store.DueDate, 10))
	}
	must(t, s.Commit(ctx, store.Change{
		Stage: "story", Done: []store.Key{{Queue: store.DuePage, Key: ps[0].ID()}, {Queue: store.DuePage, Key: ps[1].ID()}},
		Due: []store.Key{{Queue: "story", Key: "2"}, {Queue: "story", Key: "1"}, {Queue: "story", Key: "2"}},
	}))
	if got := due(store.DuePage, 10) + "|" + due("story", 10) + "|" + due("story", 1); got != "|1 2|1" {
		t.Errorf("queues %q", got)
	}
	must(t, s.ReplaceReadings(ctx, "v2", rs[:1]))
	if got := due(store.DuePage, 10); got != rs[0].ID {
		t.Errorf("due after a new reading: %q", got)
	}
	must(t, s.Commit(ctx, store.Change{Stage: "story", Done: []store.Key{{Queue: store.DuePage, Key: rs[0].ID}, {Queue: store.DueDate, Key: rs[0].ID}, {Queue: store.DueDate, Key: rs[1].ID}}}))
	again := *rs[0]
	again.Problems = append(again.Problems, parley.Problem{Code: "dates-disagree", Detail: "read again"})
	gone := again
	gone.ID = "p_of_no_page"
	must(t, s.Commit(ctx, store.Change{Stage: "date", Version: "v2", Readings: []*parley.Reading{&again, &gone}}))
	if got := due(store.DuePage, 10) + "|" + due(store.DueDate, 10); got != rs[0].ID+"|" {
		t.Errorf("due after a page was read again: %q", got)
	}
	if r, err := s.Reading(ctx, rs[0].ID); err != nil || len(r.Problems) != len(again.Problems) {
		t.Errorf("read again: %+v, %v", r, err)
	}
	if p, err := s.StoredPage(ctx, rs[0].ID); err != nil || p == nil || p.ID() != rs[0].ID {
		t.Errorf("the page %+v, %v", p, err)
	}
	if p, err := s.StoredPage(ctx, gone.ID); err != nil || p != nil {
		t.Errorf("no such page: %+v, %v", p, err)
	}
	must(t, s.DeletePages(ctx, []string{rs[1].ID}))
	left, err := s.Reading(ctx, rs[1].ID)
	must(t, err)
	if got := strings.Fields(due(store.DuePage, 10)); len(got) != 2 || left != nil || due(store.DueDate, 10) != rs[1].ID {
		t.Errorf("due after a page went: %q", got)
	}
	_, err = s.AddEdit(ctx, parley.Edit{Op: parley.EditSplit, Claims: []string{"c_1"}})
	must(t, err)
	if got := due(store.DueClaims, 10); got != store.DueEdit {
		t.Errorf("due after an edit: %q", got)
	}
}
