// Package storetest is the conformance suite of the ledger: every implementation of
// store.Store must pass Run.
package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"parley"
	"parley/internal/claimtest"
	"parley/internal/store"
)

// Open opens the ledger in the file, making it where there is none.
type Open func(ctx context.Context, file string) (store.Store, error)

// Run proves an implementation.
func Run(t *testing.T, open Open) {
	for _, c := range []struct {
		name string
		test func(*testing.T, store.Store)
	}{
		{"an empty ledger answers", testEmpty},
		{"the same page twice changes nothing", testTwice},
		{"other facts beside the same bytes replace the page", testOtherFacts},
		{"pages and readings come back in order and whole", testOrder},
		{"events are listed by time and filtered", testEvents},
		{"searches find events, the newest first", testSearch},
		{"an actor has a circle of those it met", testCircle},
		{"tracks mark their events", testTracks},
		{"lists and sums say what the nouns say", testLines},
		{"stories know their events", testStories},
		{"edits are kept in order", testEdits},
		{"a list goes on where it was although events and pages came", testPlaces},
		{"what came and what changed is numbered", testRenewals},
		{"what a change touched is named", testTouched},
		{"searches are saved by name", testSearches},
		{"who is signed in stays so for a while", testSessions},
		{"notes are found by cell, group, page and id", testNotes},
		{"what changed is queued until it is dealt with", testQueues},
		{"cursors stand with what they are about", testCursors},
		{"readers and a writer do not hinder each other", testParallel},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := open(t.Context(), filepath.Join(t.TempDir(), "a ledger%20?.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { must(t, s.Close()) }()
			c.test(t, s)
			whole(t, s)
		})
	}
	t.Run("a backup is the same ledger", func(t *testing.T) { testBackup(t, open) })
	t.Run("a ledger opened again is the same", func(t *testing.T) { testReopen(t, open) })
}

const text = `
@ p1/0 2024-11-15 vov.vn
a1 call occurred person:olaf-scholz:DEU person:vladimir-putin:RUS t:2024-11-15 dur:PT1H | They talked for an hour on Friday.
@ p2/0 2025-04-08 vtv.vn
b1 talks planned RUS USA place:Istanbul:TUR | The next round is ÉMILE ÅNGSTRÖM's to lead.
b2 talks occurred RUS USA t:2025-02-27 | The last round was on 27 February.
@ p2/1 - vtv.vn
b3 accuse occurred USA > RUS | Washington blamed Moscow.
`

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func whole(t *testing.T, s store.Store) {
	t.Helper()
	r, err := s.Verify(t.Context())
	must(t, err)
	for _, f := range r.Faults {
		t.Errorf("verify: %s", f)
	}
}

func readings(t *testing.T) ([]*parley.Page, []*parley.Reading) {
	t.Helper()
	rs, err := claimtest.Readings(text)
	must(t, err)
	var ps []*parley.Page
	for _, r := range rs {
		ps = append(ps, claimtest.Page(r))
	}
	return ps, rs
}

func fill(t *testing.T, s store.Store) ([]*parley.Page, []*parley.Reading) {
	t.Helper()
	ps, rs := readings(t)
	n, err := s.AddPages(t.Context(), "v1", ps, rs)
	must(t, err)
	if n != len(ps) {
		t.Fatalf("%d pages added, not %d", n, len(ps))
	}
	return ps, rs
}

// single makes one event of each claim, its id that of the claim with e for c.
func single(rs []*parley.Reading) (out []parley.Event) {
	for _, r := range rs {
		for _, c := range r.Claims {
			e := parley.Event{
				ID: "e" + c.ID[1:], Kind: c.Kind, Status: c.Status, Actors: c.Actors, Time: c.Time, Place: c.Place, Topics: []string{},
				Contradictions: []parley.Contradiction{}, Changes: []parley.Change{}, Reasons: []string{}, Articles: 1, Independent: 1,
				Claims: []parley.ClaimRef{{ID: c.ID, Page: r.ID, Item: c.Item, Source: r.Source, Outlet: r.Outlet, Kind: c.Kind, Evidence: c.Evidence}},
			}
			if p := r.Items[c.Item].Published; p != nil {
				e.FirstSeen = parley.Maybe(p.Value)
			}
			out = append(out, e)
		}
	}
	return out
}

func testEmpty(t *testing.T, s store.Store) {
	ctx := t.Context()
	c, err := s.Counts(ctx)
	must(t, err)
	if c != (parley.Counts{}) {
		t.Errorf("counts %+v", c)
	}
	e, err := s.Event(ctx, "e_none")
	must(t, err)
	tr, err := s.Track(ctx, "t_none")
	must(t, err)
	st, err := s.Story(ctx, "s_none")
	must(t, err)
	r, err := s.Reading(ctx, "p_none")
	must(t, err)
	if e != nil || tr != nil || st != nil || r != nil {
		t.Error("something is there")
	}
	all, err := s.Events(ctx, parley.EventFilter{})
	must(t, err)
	if b, _ := json.Marshal(all); string(b) != "[]" {
		t.Errorf("no events are %s", b)
	}
}

// moved tells whether the ledger's state is another one than was, and returns it.
func moved(t *testing.T, s store.Store, was int64) int64 {
	t.Helper()
	now, err := s.State(t.Context())
	must(t, err)
	if now == was {
		t.Errorf("the ledger changed, its state %d did not", now)
	}
	return now
}

func testTwice(t *testing.T, s store.Store) {
	ps, rs := fill(t, s)
	before, err := s.Revision(t.Context())
	must(t, err)
	n, err := s.AddPages(t.Context(), "v2", ps, rs)
	must(t, err)
	after, err := s.Revision(t.Context())
	must(t, err)
	known, err := s.Known(t.Context(), ps[0])
	must(t, err)
	if n != 0 || before != after || !known {
		t.Errorf("%d added, revision %d → %d, known %v", n, before, after, known)
	}
	c, err := s.Counts(t.Context())
	must(t, err)
	if want := (parley.Counts{Pages: 2, Items: 3, Articles: 2, Claims: 4}); c != want {
		t.Errorf("counts %+v, not %+v", c, want)
	}
}

func testOtherFacts(t *testing.T, s store.Store) {
	ps, rs := fill(t, s)
	other := *ps[0]
	other.Published = "2024-11-16"
	known, err := s.Known(t.Context(), &other)
	must(t, err)
	r := *rs[0]
	r.Language = "vi"
	n, err := s.AddPages(t.Context(), "v1", []*parley.Page{&other}, []*parley.Reading{&r})
	must(t, err)
	got, err := s.Reading(t.Context(), r.ID)
	must(t, err)
	if known || n != 1 || got.Language != "vi" {
		t.Errorf("known %v, %d added, language %s", known, n, got.Language)
	}
}

func testOrder(t *testing.T, s store.Store) {
	ctx := t.Context()
	ps, rs := fill(t, s)
	first, at, err := s.StoredPages(ctx, 0, 1)
	must(t, err)
	rest, end, err := s.StoredPages(ctx, at, 10)
	must(t, err)
	if got := append(first, rest...); len(got) != 2 || got[0].ID() != ps[0].ID() || got[1].Hash() != ps[1].Hash() || got[1].Media != ps[1].Media {
		t.Errorf("pages %+v", got)
	}
	none, _, err := s.StoredPages(ctx, end, 10)
	must(t, err)
	if len(none) != 0 {
		t.Errorf("%d pages after the end", len(none))
	}
	r := *rs[1]
	r.Claims = r.Claims[:1]
	must(t, s.ReplaceReadings(ctx, "v2", []*parley.Reading{&r}))
	for _, want := range []*parley.Reading{rs[0], &r} {
		back, err := s.Reading(ctx, want.ID)
		must(t, err)
		if !same(back, want) {
			t.Errorf("reading %+v", back)
		}
		text, err := s.Text(ctx, want.ID)
		must(t, err)
		if !same(text, &parley.Reading{ID: want.ID, Text: want.Text, Blocks: want.Blocks}) {
			t.Errorf("text %+v", text)
		}
	}
	list, err := s.Pages(ctx, 1, 0)
	must(t, err)
	if len(list) != 1 || list[0].ID != r.ID || list[0].Claims != 1 || list[0].Items != 2 || list[0].Title != "title of p2/0" {
		t.Errorf("pages %+v", list)
	}
}

func same(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

func testEvents(t *testing.T, s store.Store) {
	ctx := t.Context()
	_, rs := fill(t, s)
	all := single(rs)
	must(t, putEvents(ctx, s, 1, all))
	for _, c := range []struct {
		name   string
		filter parley.EventFilter
		want   string
	}{
		{"all", parley.EventFilter{}, "b2 a1 b1 b3"},
		{"limit", parley.EventFilter{Limit: 2, Offset: 1}, "a1 b1"},
		{"a state stands for its people", parley.EventFilter{Actors: []string{"state:RUS", "state:DEU"}}, "a1"},
		{"a person", parley.EventFilter{Actors: []string{"person:olaf-scholz"}}, "a1"},
		{"kinds", parley.EventFilter{Kinds: []parley.Kind{parley.Call, parley.Accuse}}, "a1 b3"},
		{"status", parley.EventFilter{Status: []parley.Status{parley.Planned}}, "b1"},
		{"page", parley.EventFilter{Page: rs[0].ID}, "a1"},
		{"after", parley.EventFilter{After: "2024-11-15"}, "b2 a1"},
		{"before", parley.EventFilter{Before: "2025-02-27"}, "a1"},
		{"words, in any case", parley.EventFilter{Text: "ångström Next"}, "b1"},
		{"nothing", parley.EventFilter{Track: "t_none"}, ""},
	} {
		got, err := s.Events(ctx, c.filter)
		must(t, err)
		var ids []string
		for _, e := range got {
			ids = append(ids, e.ID[2:4])
		}
		if g := strings.Join(ids, " "); g != c.want {
			t.Errorf("%s: %q, not %q", c.name, g, c.want)
		}
	}
	total, seen := -1, 0
	must(t, s.EachEvent(ctx, parley.EventFilter{Limit: 3}, func(n int) error { total = n; return nil }, func(*parley.Event) error { seen++; return nil }))
	if total != 4 || seen != 3 {
		t.Errorf("%d of %d events, not 3 of 4: the limit is none of the count", seen, total)
	}
	if _, err := s.Events(ctx, parley.EventFilter{After: "someday"}); err == nil {
		t.Error("a bad day is taken")
	}
	e, err := s.Event(ctx, all[0].ID)
	must(t, err)
	if !same(e, &all[0]) {
		t.Errorf("event %+v, not %+v", e, all[0])
	}
}

func testTracks(t *testing.T, s store.Store) {
	ctx := t.Context()
	_, rs := fill(t, s)
	all := single(rs)
	state := moved(t, s, 0)
	must(t, putEvents(ctx, s, 1, all))
	state = moved(t, s, state)
	old := parley.Track{ID: "t_a", Events: []string{all[0].ID}}
	tr := parley.Track{ID: "t_b", Events: []string{all[1].ID, all[2].ID}, Rounds: []parley.Round{{Number: 2, Events: []string{all[2].ID}}}}
	must(t, putTracks(ctx, s, 1, []parley.Track{old, tr}))
	moved(t, s, state)
	e, err := s.Event(ctx, all[2].ID)
	must(t, err)
	if e.Track != "t_b" || e.Round == nil || *e.Round != 2 {
		t.Errorf("event %+v", e)
	}
	list, err := s.Tracks(ctx)
	must(t, err)
	if len(list) != 2 || list[0].ID != "t_b" {
		t.Errorf("tracks %+v", list)
	}
	joined := old
	joined.Aliases = []string{"t_was"}
	must(t, putTracks(ctx, s, 1, []parley.Track{joined, tr}))
	if by, err := s.Track(ctx, "t_was"); err != nil || by == nil || by.ID != "t_a" {
		t.Errorf("by the id of one that was joined with it: %+v, %v", by, err)
	}
	must(t, putTracks(ctx, s, 1, []parley.Track{old, tr}))
	if by, err := s.Track(ctx, "t_was"); err != nil || by != nil {
		t.Errorf("by an id that it has no more: %+v, %v", by, err)
	}
	all[2].Confidence = 0.5
	must(t, putEvents(ctx, s, 1, all)) // an event that changes stays marked
	of, err := s.Events(ctx, parley.EventFilter{Track: "t_b"})
	must(t, err)
	if len(of) != 2 {
		t.Errorf("%d events of the track", len(of))
	}
	must(t, putEvents(ctx, s, 1, all[:2]))
	must(t, putEvents(ctx, s, 1, all)) // one that was gone is marked when its track is told again
	must(t, putTracks(ctx, s, 1, []parley.Track{old, tr}))
	if e, err = s.Event(ctx, all[2].ID); err != nil || e.Track != "t_b" || e.Round == nil {
		t.Errorf("event %+v, %v", e, err)
	}
	must(t, putTracks(ctx, s, 1, []parley.Track{old}))
	if e, err = s.Event(ctx, all[2].ID); err != nil || e.Track != "" || e.Round != nil {
		t.Errorf("event %+v, %v", e, err)
	}
	if err := putTracks(ctx, s, 1, []parley.Track{{ID: "t_c", Events: []string{"e_none"}}}); err == nil {
		t.Error("a track of an event that does not exist is taken")
	}
}

func testStories(t *testing.T, s store.Store) {
	ctx := t.Context()
	_, rs := fill(t, s)
	all := single(rs)
	must(t, putEvents(ctx, s, 1, all))
	must(t, putStories(ctx, s, 1, []parley.Story{
		{ID: "s_old", Last: "2024-11-15", Items: []parley.StoryItem{{ID: rs[0].ID + "/0", Page: rs[0].ID}}},
		{ID: "s_new", Last: "2025-04-08", Items: []parley.StoryItem{{ID: rs[1].ID + "/0", Page: rs[1].ID}}},
	}))
	list, err := s.Stories(ctx, 1)
	must(t, err)
	if len(list) != 1 || list[0].ID != "s_new" || !reflect.DeepEqual(list[0].Events, []string{all[1].ID, all[2].ID}) {
		t.Errorf("stories %+v", list)
	}
	lines, err := s.StoryLines(ctx, 1)
	must(t, err)
	if len(lines) != 1 || lines[0].ID != "s_new" || lines[0].Events != nil {
		t.Errorf("story lines %+v", lines)
	}
	one, err := s.Story(ctx, "s_old")
	must(t, err)
	if one == nil || !reflect.DeepEqual(one.Events, []string{all[0].ID}) {
		t.Errorf("story %+v", one)
	}
	for _, c := range []struct {
		events         []string
		items, stories int
	}{
		{[]string{all[1].ID, all[2].ID, "e_none"}, 1, 1}, // two events of one item
		{[]string{all[0].ID, all[1].ID, all[2].ID}, 2, 2},
		{nil, 0, 0},
	} {
		other := []string{all[0].ID}
		items, stories, err := s.Reach(ctx, nil, c.events, other)
		if err != nil || len(items) != 3 || len(items[0]) != 0 || len(items[1]) != c.items || len(stories[1]) != c.stories || len(items[2]) != 1 || stories[2][0] != "s_old" {
			t.Errorf("%v are told by %v of %v, not %d of %d: %v", c.events, items, stories, c.items, c.stories, err)
		}
	}
	of, err := s.StoriesOf(ctx, rs[1].ID)
	must(t, err)
	none, err := s.StoriesOf(ctx, "p_none")
	must(t, err)
	if len(of) != 1 || of[0].ID != "s_new" || len(none) != 0 {
		t.Errorf("stories of a page: %+v, of none: %+v", of, none)
	}
}

func testEdits(t *testing.T, s store.Store) {
	ctx := t.Context()
	before, err := s.Revision(ctx)
	must(t, err)
	for i := range 3 {
		_, err := s.AddEdit(ctx, parley.Edit{Op: parley.EditSplit, Claims: []string{"c_1"}, Why: fmt.Sprint(i)})
		must(t, err)
	}
	after, err := s.Revision(ctx)
	must(t, err)
	es, err := s.Edits(ctx)
	must(t, err)
	if len(es) != 3 || es[0].Seq >= es[2].Seq || es[2].Why != "2" || after != before+3 {
		t.Errorf("edits %+v, revision %d → %d", es, before, after)
	}
}

func testCursors(t *testing.T, s store.Store) {
	ctx := t.Context()
	_, rs := fill(t, s)
	must(t, putEvents(ctx, s, 1, single(rs)))
	twice := append(single(rs), single(rs)...)
	if err := putEvents(ctx, s, 2, twice); err == nil {
		t.Error("two events with one id are taken")
	}
	at, err := s.Cursor(ctx, "merge")
	must(t, err)
	none, err := s.Cursor(ctx, "track")
	must(t, err)
	if at != 1 || none != 0 {
		t.Errorf("cursors %d and %d", at, none)
	}
	if _, err := s.AddPages(ctx, "v", []*parley.Page{{Source: "x"}}, []*parley.Reading{{ID: "p_other"}}); err == nil {
		t.Error("a reading of another page is taken")
	}
	c, err := s.Counts(ctx)
	must(t, err)
	if c.Pages != 2 || c.Events != 4 {
		t.Errorf("a failed write left %+v", c)
	}
}

func testParallel(t *testing.T, s store.Store) {
	ctx := t.Context()
	_, rs := fill(t, s)
	all := single(rs)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if got, err := s.Events(ctx, parley.EventFilter{}); err != nil || len(got) != 0 && len(got) != len(all) {
					t.Errorf("%d events, %v", len(got), err)
				}
			}
		})
	}
	for i := range 20 {
		must(t, putEvents(ctx, s, 1, all[:len(all)*(i%2)]))
	}
	wg.Wait()
	must(t, putEvents(ctx, s, 1, all))
}

func testBackup(t *testing.T, open Open) {
	ctx, dir := t.Context(), t.TempDir()
	s, err := open(ctx, filepath.Join(dir, "a.db"))
	must(t, err)
	defer func() { must(t, s.Close()) }()
	_, rs := fill(t, s)
	must(t, putEvents(ctx, s, 1, single(rs)))
	must(t, s.Backup(ctx, filepath.Join(dir, "b.db")))
	if err := s.Backup(ctx, filepath.Join(dir, "b.db")); err == nil {
		t.Error("a backup overwrites a file")
	}
	must(t, putEvents(ctx, s, 1, nil)) // the pool still writes and reads
	b, err := open(ctx, filepath.Join(dir, "b.db"))
	must(t, err)
	defer func() { must(t, b.Close()) }()
	whole(t, b)
	got, err := b.Events(ctx, parley.EventFilter{})
	must(t, err)
	if len(got) != 4 {
		t.Errorf("%d events in the backup", len(got))
	}
}

func testReopen(t *testing.T, open Open) {
	ctx, file := t.Context(), filepath.Join(t.TempDir(), "a.db")
	s, err := open(ctx, file)
	must(t, err)
	ps, _ := fill(t, s)
	must(t, s.Close())
	s, err = open(ctx, file)
	must(t, err)
	defer func() { must(t, s.Close()) }()
	known, err := s.Known(ctx, ps[1])
	must(t, err)
	if !known {
		t.Error("a page is gone")
	}
	whole(t, s)
}
