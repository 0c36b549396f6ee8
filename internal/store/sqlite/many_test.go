package sqlite

import (
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parley"
	"parley/internal/claimtest"
	"parley/internal/store"
)

var (
	manyFrom = flag.String("many-from", "", "a ledger; -many-to becomes one of -many times its pages, events, tracks and stories")
	manyTo   = flag.String("many-to", "", "file of the large ledger, which must not exist")
	many     = flag.Int("many", 68, "how many times")
)

// copies writes a ledger many times over into another: each time with ids of its own and all
// days later, so that the large one has the spread of the small one over a longer time. A
// track lasts for some of the copies, then another one like it begins. Pages of all copies but
// the first have little text.
type copies struct {
	to       *DB
	n        int // which one
	days     int // between two of them
	pages    []*parley.Page
	readings []*parley.Reading
	events   []parley.Event
	tracks   []parley.Track
	stories  []parley.Story
	named    map[string]string // page → page of this copy
}

// lasting is for how many copies a track goes on.
const lasting = 8

var dayIn = regexp.MustCompile(`[0-9]{4}-[0-9]{2}-[0-9]{2}`)

// open reads the small ledger.
func (c *copies) open(ctx context.Context, from *DB) (err error) {
	for at := int64(0); ; {
		pages, next, err := from.StoredPages(ctx, at, 500)
		if err != nil {
			return err
		}
		readings, _, err := from.Readings(ctx, at, 500)
		if err != nil {
			return err
		}
		if len(pages) == 0 {
			break
		}
		at, c.pages, c.readings = next, append(c.pages, pages...), append(c.readings, readings...)
	}
	if c.events, err = from.Events(ctx, parley.EventFilter{}); err != nil {
		return err
	}
	if c.stories, err = from.Stories(ctx, 0); err != nil {
		return err
	}
	c.tracks, err = from.Tracks(ctx)
	return err
}

// id is that of the n-th copy.
func (c *copies) id(id string) string {
	if len(id) < 2 {
		return id
	}
	n := c.n
	if id[0] == 't' {
		n /= lasting
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(id + strconv.Itoa(n))) // never fails
	return fmt.Sprintf("%c_%016x", id[0], h.Sum64())
}

func (c *copies) ids(all []string) []string {
	out := make([]string, len(all))
	for i, id := range all {
		out[i] = c.id(id)
	}
	return out
}

// later is a value with its days later.
func (c *copies) later(value string) string {
	return dayIn.ReplaceAllStringFunc(value, func(day string) string {
		if d, ok := parley.DaysOf(day); ok {
			return (d.From + parley.Day(c.n*c.days)).String()
		}
		return day
	})
}

func (c *copies) when(w *parley.When) *parley.When {
	if w == nil {
		return nil
	}
	x := *w
	x.Value = c.later(x.Value)
	return &x
}

func (c *copies) differing(all []parley.Contradiction) []parley.Contradiction {
	out := slices.Clone(all)
	for i := range out {
		out[i].Event = parley.Maybe(c.id(string(out[i].Event)))
		out[i].Values = slices.Clone(out[i].Values)
		for k := range out[i].Values {
			out[i].Values[k].Claims = c.ids(out[i].Values[k].Claims)
		}
	}
	return out
}

// write writes one copy and gathers what tracks hold.
func (c *copies) write(ctx context.Context, tracks map[string]*parley.Track) error {
	if err := c.writePages(ctx); err != nil {
		return err
	}
	at, err := c.to.Revision(ctx)
	if err != nil {
		return err
	}
	due, err := c.to.Due(ctx, store.DuePage, 0)
	if err != nil {
		return err
	}
	change := store.Change{Stage: "merge", Revision: at}
	for _, key := range due {
		change.Done = append(change.Done, store.Key{Queue: store.DuePage, Key: key})
	}
	for _, e := range c.events {
		e.ID, e.Time, e.FirstSeen, e.Contradictions = c.id(e.ID), c.when(e.Time), parley.Maybe(c.later(string(e.FirstSeen))), c.differing(e.Contradictions)
		e.Claims = slices.Clone(e.Claims)
		for i := range e.Claims {
			x := &e.Claims[i]
			x.ID, x.Page = c.id(x.ID), c.named[x.Page]
			if x.Published != nil {
				d := *x.Published
				d.Value = c.later(d.Value)
				x.Published = &d
			}
		}
		change.Events = append(change.Events, e)
	}
	if err := c.to.Commit(ctx, change); err != nil {
		return err
	}
	change = store.Change{Stage: "story", Revision: at}
	for _, s := range c.stories {
		s.ID, s.First, s.Last, s.Items = c.id(s.ID), parley.Maybe(c.later(string(s.First))), parley.Maybe(c.later(string(s.Last))), slices.Clone(s.Items)
		for i := range s.Items {
			x := &s.Items[i]
			x.Page, x.ID = c.named[x.Page], c.named[x.Page]+"/"+strconv.Itoa(x.Item)
			if from, item, ok := strings.Cut(string(x.CopyOf), "/"); ok {
				x.CopyOf = parley.Maybe(c.named[from] + "/" + item)
			}
		}
		change.Stories = append(change.Stories, s)
	}
	for _, t := range c.tracks {
		x := c.track(t)
		if old := tracks[x.ID]; old != nil {
			x.Events = append(old.Events, x.Events...)
		}
		tracks[x.ID] = &x
	}
	return c.to.Commit(ctx, change)
}

// track is a track with the ids and days of the copy.
func (c *copies) track(t parley.Track) parley.Track {
	t.ID, t.Why, t.Since = c.id(t.ID), c.id(t.Why), parley.Maybe(c.later(string(t.Since)))
	t.Events, t.Contradictions, t.Stages, t.Rounds = c.ids(t.Events), c.differing(t.Contradictions), slices.Clone(t.Stages), slices.Clone(t.Rounds)
	t.Proposals, t.Positions, t.Next = slices.Clone(t.Proposals), slices.Clone(t.Positions), slices.Clone(t.Next)
	for i := range t.Stages {
		t.Stages[i].Event, t.Stages[i].Since = c.id(t.Stages[i].Event), parley.Maybe(c.later(string(t.Stages[i].Since)))
	}
	for i := range t.Rounds {
		t.Rounds[i].Events, t.Rounds[i].Time = c.ids(t.Rounds[i].Events), c.when(t.Rounds[i].Time)
	}
	for i := range t.Proposals {
		p := &t.Proposals[i]
		p.Event, p.Time, p.Answers = c.id(p.Event), c.when(p.Time), slices.Clone(p.Answers)
		for k := range p.Answers {
			p.Answers[k].Event, p.Answers[k].Time = c.id(p.Answers[k].Event), c.when(p.Answers[k].Time)
		}
	}
	for i := range t.Positions {
		t.Positions[i].Claims, t.Positions[i].Since = c.ids(t.Positions[i].Claims), parley.Maybe(c.later(string(t.Positions[i].Since)))
	}
	for i := range t.Next {
		t.Next[i].Event, t.Next[i].Time = c.id(t.Next[i].Event), c.when(t.Next[i].Time)
	}
	return t
}

// mostMentions is how many mentions the pages of copies keep.
const mostMentions = 12

func (c *copies) writePages(ctx context.Context) error {
	c.named = map[string]string{}
	pages, readings := make([]*parley.Page, len(c.pages)), make([]*parley.Reading, len(c.pages))
	for i := range c.pages {
		p, r := *c.pages[i], *c.readings[i]
		old := p.ID()
		if c.n > 0 {
			p.Source += "~" + strconv.Itoa(c.n)
			p.Bytes = p.Bytes[:min(len(p.Bytes), 300)]
			text := []rune(r.Text)
			text = text[:min(len(text), 600)]
			r.Text, r.Blocks = string(text), []parley.Block{{Kind: parley.BlockBody, Span: parley.Span{End: len(text)}}}
			r.Mentions = r.Mentions[:min(len(r.Mentions), mostMentions)]
			r.Times = []parley.Time{}
		}
		r.ID, r.Source = p.ID(), p.Source
		c.named[old] = r.ID
		r.Claims, r.Items = slices.Clone(r.Claims), slices.Clone(r.Items)
		for k := range r.Claims {
			r.Claims[k].ID, r.Claims[k].Time = c.id(r.Claims[k].ID), c.when(r.Claims[k].Time)
		}
		for k := range r.Items {
			if d := r.Items[k].Published; d != nil {
				x := *d
				x.Value = c.later(x.Value)
				r.Items[k].Published = &x
			}
		}
		pages[i], readings[i] = &p, &r
	}
	_, err := c.to.AddPages(ctx, "many", pages, readings)
	return err
}

// TestMany writes a large ledger where it is told to; else a small one several times over, of
// which memory and database must say the same.
func TestMany(t *testing.T) {
	ctx := t.Context()
	from, to := *manyFrom, *manyTo
	n := *many
	if from == "" {
		from, to, n = smallLedger(t), filepath.Join(t.TempDir(), "many.db"), 2*lasting
	}
	c := &copies{days: 14}
	small, err := Open(ctx, from)
	if err != nil {
		t.Fatal(err)
	}
	defer small.Close()
	if err := c.open(ctx, small); err != nil {
		t.Fatal(err)
	}
	if c.to, err = Open(ctx, to); err != nil {
		t.Fatal(err)
	}
	defer c.to.Close()
	tracks := map[string]*parley.Track{}
	for c.n = 0; c.n < n; c.n++ {
		if err := c.write(ctx, tracks); err != nil {
			t.Fatal(err)
		}
		if (c.n+1)%lasting > 0 && c.n+1 < n {
			continue
		}
		at, err := c.to.Revision(ctx)
		if err != nil {
			t.Fatal(err)
		}
		change := store.Change{Stage: "track", Revision: at}
		for _, x := range tracks {
			change.Tracks = append(change.Tracks, *x)
		}
		if err := c.to.Commit(ctx, change); err != nil {
			t.Fatal(err)
		}
		clear(tracks)
		if *manyFrom != "" {
			t.Logf("%d of %d", c.n+1, n)
		}
	}
	if *manyFrom == "" {
		sameFromMemory(t, c.to, to)
	}
}

// smallLedger is a ledger of two negotiations and some meetings.
func smallLedger(t *testing.T) string {
	t.Helper()
	ctx := t.Context()
	const text = `
@ p1/0 2024-11-15 vov.vn
a1 talks occurred AAA BBB t:2024-11-10 place:Cairo:EGY | The first round was on the tenth.
a2 talks occurred person:ann-one:AAA BBB t:2024-11-14 place:Cairo:EGY | The second round was on the fourteenth.
a3 sign occurred AAA BBB t:2024-11-15 place:Geneva:CHE | They signed.
@ p2/0 2024-11-20 vtv.vn
a4 talks planned AAA BBB t:2025-01-01 place:Cairo:EGY | They will talk again.
a5 accuse occurred AAA > CCC | Aye blamed Cee.
a6 meet occurred CCC DDD med:org:AU t:2024-11-19 | Cee met Dee.
a7 accept occurred CCC > DDD t:2024-11-20 place:Geneva:CHE | Cee accepted.
a8 conference occurred AAA BBB CCC org:EU t:2024-10-01 | All conferred.
`
	readings, err := claimtest.Readings(text)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "small.db")
	db, err := Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var pages []*parley.Page
	var events []parley.Event
	for _, r := range readings {
		p := claimtest.Page(r)
		pages = append(pages, p)
		for i := range r.Claims {
			x := &r.Claims[i]
			h := fnv.New64a()
			_, _ = h.Write([]byte(x.ID)) // never fails
			x.ID = fmt.Sprintf("c_%016x", h.Sum64())
			events = append(events, parley.Event{
				ID: fmt.Sprintf("e_%016x", h.Sum64()), Kind: x.Kind, Status: x.Status, Actors: x.Actors, Time: x.Time, Place: x.Place, FirstSeen: "2024-11-20",
				Claims: []parley.ClaimRef{{ID: x.ID, Page: r.ID, Item: x.Item, Source: r.Source, Outlet: r.Outlet, Kind: x.Kind, Status: x.Status, Evidence: x.Evidence}},
			})
		}
	}
	if _, err := db.AddPages(ctx, "v", pages, readings); err != nil {
		t.Fatal(err)
	}
	ids := func(k ...int) (out []string) {
		for _, i := range k {
			out = append(out, events[i].ID)
		}
		return out
	}
	for _, change := range []store.Change{
		{Stage: "merge", Events: events, Revision: 1},
		{Stage: "track", Revision: 1, Tracks: []parley.Track{
			{ID: "t_0000000000000001", Parties: []string{"state:AAA", "state:BBB"}, Since: "2024-11-15", Events: ids(0, 1, 2, 3)},
			{ID: "t_0000000000000002", Parties: []string{"state:CCC", "state:DDD"}, Since: "2024-11-20", Events: ids(5, 6)},
		}},
	} {
		if err := db.Commit(ctx, change); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

// sameFromMemory asks a ledger and one that answers from memory the same.
func sameFromMemory(t *testing.T, db *DB, file string) {
	t.Helper()
	ctx := t.Context()
	kept, err := Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	kept.Keep(t.Context())
	kept.shelf.always = true
	tracks, err := db.TrackLines(ctx, parley.TrackFilter{})
	if err != nil || len(tracks) != 4 {
		t.Fatalf("%d tracks, %v", len(tracks), err)
	}
	same := func(what string, ask func(*DB) (any, error)) {
		t.Helper()
		want, err := ask(db)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ask(kept)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v from memory, %+v from the database", what, got, want)
		}
	}
	for _, days := range [][2]string{{"0", "9"}, {"2024-12-01", "2025-02-01"}, {"2025-01-03", "2025-01-02"}} {
		for _, limit := range []int{0, 3} {
			same("fresh from "+days[0], func(db *DB) (any, error) { return db.Fresh(ctx, days[0], days[1], limit) })
		}
	}
	for _, actor := range []string{"state:AAA", "state:CCC", "person:ann-one", "org:EU", "state:ZZZ"} {
		same(actor, func(db *DB) (any, error) { return db.Circle(ctx, actor) })
	}
	for _, x := range tracks {
		same(x.ID, func(db *DB) (any, error) { return db.TrackFacts(ctx, x.ID) })
		same(x.ID, func(db *DB) (any, error) { return db.Naming(ctx, x.ID, x.Parties) })
		f, err := db.TrackFacts(ctx, x.ID)
		if err != nil {
			t.Fatal(err)
		}
		ids := append([]string{"e_none", "", "e_00000000000000ff"}, f.Latest...)
		for range 2 { // the second time from what was read
			same(x.ID, func(db *DB) (any, error) { return db.EventsNamed(ctx, append(ids, f.Latest...)) })
			same(x.ID, func(db *DB) (any, error) { return db.EventsNamed(ctx, ids) })
		}
	}
	for at := range len(tracks) + 1 {
		some, err := db.TrackLines(ctx, parley.TrackFilter{Limit: 2, Offset: at})
		if want := tracks[at:min(at+2, len(tracks))]; err != nil || len(some) != len(want) || len(some) > 0 && !reflect.DeepEqual(some, want) {
			t.Errorf("tracks from %d on: %+v, want %+v, %v", at, some, want, err)
		}
	}
	for _, actor := range []string{"state:AAA", "state:CCC"} {
		for _, limit := range []int{0, 1, 2} {
			f := parley.TrackFilter{Actor: actor, Moved: true, Limit: limit, Offset: limit / 2}
			same("tracks of "+actor, func(db *DB) (any, error) { return db.TrackLines(ctx, f) })
			some, err := db.TrackLines(ctx, f)
			all, err2 := db.TrackLines(ctx, parley.TrackFilter{Moved: true})
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			var want []string
			for _, x := range all {
				if slices.Contains(x.Parties, actor) || slices.Contains(x.Mediators, actor) {
					want = append(want, x.ID)
				}
			}
			want = want[min(f.Offset, len(want)):]
			if limit > 0 {
				want = want[:min(limit, len(want))]
			}
			var got []string
			for _, x := range some {
				got = append(got, x.ID)
			}
			if !slices.Equal(got, want) {
				t.Errorf("tracks of %s, %d of them: %v, want %v", actor, limit, got, want)
			}
		}
	}
	r, err := db.Verify(ctx)
	if err != nil || len(r.Faults) > 0 {
		t.Errorf("verify: %v, %v", r.Faults, err)
	}
}
