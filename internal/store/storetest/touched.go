package storetest

// This file tries what the ledger says of a change to who keeps answers.

import (
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/store"
)

func testTouched(t *testing.T, s store.Store) {
	ctx := t.Context()
	ps, rs := fill(t, s)
	all := single(rs)
	first := all[0]
	first.Actors = []parley.Actor{{ID: "state:EGY"}, {ID: "person:p", State: "ETH"}}
	first.Kind, first.Status = parley.Meet, parley.Occurred
	page, item := first.Claims[0].Page, first.Claims[0].Item
	story := parley.Story{ID: "s_1", Items: []parley.StoryItem{{ID: page + "/1", Page: page, Item: item}}}
	track := parley.Track{ID: "t_1", Aliases: []string{"t_old"}, Parties: []string{"state:EGY"}, Events: []string{first.ID}}
	commit := func(c store.Change) func() error {
		return func() error { c.Stage = "merge"; return s.Commit(ctx, c) }
	}
	other, renamed, moved := first, track, story
	other.Status, other.Actors = parley.Planned, first.Actors[:1]
	renamed.Title = "another"
	moved.ID = "s_2"
	again := *rs[0]
	again.Mentions = []parley.Mention{{Span: parley.Span{Start: 0, End: 4}, Actor: "state:EGY"}}
	since, err := s.State(ctx)
	must(t, err)
	for _, step := range []struct {
		why, want string
		do        func() error
	}{
		{"a story comes", "stories P, story s_1", commit(store.Change{Stories: []parley.Story{story}})},
		{"it comes as it is", "", commit(store.Change{Stories: []parley.Story{story}})},
		{"an event comes with its actors, in a story", "actor person:p, actor state:EGY, actor state:ETH, event E, meetings person:p, meetings state:EGY, meetings state:ETH, story s_1", commit(store.Change{Events: []parley.Event{first}})},
		{"it comes as it is", "", commit(store.Change{Events: []parley.Event{first}})},
		{"a track comes and marks it", "event E, track t_1, track t_old, tracks state:EGY", commit(store.Change{Tracks: []parley.Track{track}})},
		{"the event changes: it moves its track, and touches whom it had", "actor person:p, actor state:EGY, actor state:ETH, event E, meetings person:p, meetings state:EGY, meetings state:ETH, story s_1, track t_1, track t_old, tracks state:EGY", commit(store.Change{Events: []parley.Event{other}})},
		{"the track changes", "track t_1, track t_old, tracks state:EGY", commit(store.Change{Tracks: []parley.Track{renamed}})},
		{"the item goes to another story", "stories P, story s_1, story s_2", commit(store.Change{Stories: []parley.Story{moved}})},
		{"the track goes", "event E, track t_1, track t_old, tracks state:EGY", commit(store.Change{GoneTracks: []string{"t_1"}})},
		{"the event goes", "actor state:EGY, event E, story s_2", commit(store.Change{GoneEvents: []string{first.ID}})},
		{"a queue is emptied", "", commit(store.Change{Done: []store.Key{{Queue: "x", Key: "y"}}})},
		{"a page is read again", "names state:EGY, page P", func() error { return s.ReplaceReadings(ctx, "2", []*parley.Reading{&again}) }},
		{"somebody corrects", "edits log", func() error {
			_, err := s.AddEdit(ctx, parley.Edit{Op: parley.EditPin, By: "ann", Claims: []string{first.Claims[0].ID}})
			return err
		}},
		{"somebody signs in", "", func() error { return s.PutSession(ctx, parley.Session{Key: "k"}, 0, 0, 5) }},
		{"pages go", "anything", func() error { return s.DeletePages(ctx, []string{ps[1].ID()}) }},
	} {
		must(t, step.do())
		state, err := s.State(ctx)
		must(t, err)
		things, anything, err := s.Touched(ctx, since)
		must(t, err)
		var got []string
		for _, x := range things {
			got = append(got, strings.NewReplacer(page, "P", first.ID, "E").Replace(string(x)))
		}
		slices.Sort(got)
		told := strings.Join(slices.Compact(got), ", ")
		if anything {
			told = "anything"
		}
		if told != step.want {
			t.Errorf("%s: touched\n%s, not\n%s", step.why, told, step.want)
		}
		if grew := state > since; grew != (step.want != "") {
			t.Errorf("%s: the state grew: %v", step.why, grew)
		}
		since = state
	}
	if _, anything, err := s.Touched(ctx, since+1000); err != nil || !anything {
		t.Errorf("since a state that nobody was told: anything is %v, %v", anything, err)
	}
}
