package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"parley"
	"parley/internal/store"
)

// written is columns as words, an event a line, then their orders, then the stories of each page.
func written(c *columns) (out []string) {
	say := func(list []uint32) (words []string) {
		for _, w := range list {
			words = append(words, c.words[w])
		}
		return words
	}
	items := func(list []uint64) (words []string) {
		for _, w := range list {
			words = append(words, fmt.Sprint(c.pages.words[w>>16], "/", w&0xffff))
		}
		return words
	}
	for i := range c.n {
		x := c.line(i)
		out = append(out, fmt.Sprint(x.n, x.sum, c.id(int32(i)), x.first, x.last, x.at, x.round, x.independent,
			say([]uint32{x.kind, x.object, x.status, x.place, x.in, x.track, x.seen, x.when}),
			say(x.topics), say(x.outlets), say(x.langs), say(x.actors), say(x.roles), say(x.sides), say(x.targets), items(x.items)))
	}
	out = append(out, fmt.Sprint(c.order, c.byID, c.fresh))
	var told []string
	for page := range max(len(c.tales.from)-1, 0) {
		for _, w := range c.tales.of(page) {
			told = append(told, fmt.Sprint(c.pages.words[page], "/", w&0xffff, " in ", c.stories.words[w>>16]))
		}
	}
	slices.Sort(told) // pages are numbered as they come
	return append(out, told...)
}

// Columns that were made of others and of what has changed since are those that all events give;
// so are those that were packed.
func TestColumns(t *testing.T) {
	ctx := t.Context()
	db, err := Open(ctx, smallLedger(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	have, err := db.readColumns(ctx)
	if err != nil {
		t.Fatal(err)
	}
	events, err := db.Events(ctx, parley.EventFilter{})
	if err != nil || len(events) < 6 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	pages := []string{events[0].Claims[0].Page, "", "p_unknown"}
	for i := range events {
		if p := events[i].Claims[0].Page; p != pages[0] {
			pages[1] = p
		}
	}
	tale := func(id string, of ...int) parley.Story {
		s := parley.Story{ID: id, Last: "2024-11-20"}
		for _, k := range of {
			s.Items = append(s.Items, parley.StoryItem{ID: pages[k] + "/0", Page: pages[k]})
		}
		return s
	}
	stories := func(gone []string, told ...parley.Story) store.Change {
		return store.Change{Stage: "story", Stories: told, GoneStories: gone}
	}
	var ids []string
	for i := range events {
		ids = append(ids, events[i].ID)
	}
	part := func(i int, change func(e *parley.Event)) []parley.Event {
		e := events[i]
		change(&e)
		return []parley.Event{e}
	}
	for _, x := range []struct {
		what   string
		change store.Change
	}{
		{"nothing", store.Change{}},
		{"another day, place and topic", store.Change{Events: part(0, func(e *parley.Event) {
			e.Time, e.Place, e.Topics = &parley.When{Value: "2019-03-02"}, &parley.Place{Name: "Oslo", State: "NOR"}, []string{"grain", "gas"}
		})}},
		{"first reported earlier, by more", store.Change{Events: part(3, func(e *parley.Event) { e.FirstSeen, e.Independent = "2018-01-01", 7 })}},
		{"two go", store.Change{GoneEvents: []string{events[1].ID, events[5].ID}}},
		{"one comes back with another actor, one has an odd id", store.Change{Events: append(part(1, func(e *parley.Event) {
			e.Actors = []parley.Actor{{Role: parley.RoleTarget, ID: "person:new-one", State: "NOR"}}
		}), part(5, func(e *parley.Event) { e.ID, e.Claims = "e_odd", nil })...)}},
		{"a track", store.Change{Stage: "track", Tracks: []parley.Track{{ID: "t_0000000000000003", Parties: []string{"state:AAA"}, Since: "2024", Events: []string{events[2].ID}}}}},
		{"a story of both pages", stories(nil, tale("s_1", 0, 1))},
		{"another takes the second page, which the first still has", stories(nil, tale("s_2", 1))},
		{"the first without it, a page that nothing is known of", stories(nil, tale("s_1", 0), tale("s_3", 2))},
		{"the first page moves, the first story goes", stories([]string{"s_1"}, tale("s_3", 2, 0))},
		{"a story goes, its page stands in none", stories([]string{"s_2"})},
		{"a story without its last item", stories(nil, tale("s_3", 2))},
		{"an event of a page whose story stands", store.Change{Events: part(0, func(e *parley.Event) { e.Claims = nil })}},
	} {
		if x.change.Stage == "" {
			x.change.Stage = "merge"
		}
		if x.change.Revision, err = db.Revision(ctx); err != nil {
			t.Fatal(err)
		}
		if err := db.Commit(ctx, x.change); err != nil {
			t.Fatalf("%s: %v", x.what, err)
		}
		before := written(have)
		next, err := db.newer(ctx, have)
		if err != nil {
			t.Fatalf("%s: %v", x.what, err)
		}
		anew, err := db.readColumns(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := written(next), written(anew); !slices.Equal(got, want) {
			t.Errorf("%s: patched\n%q\nread\n%q", x.what, got, want)
		}
		items, of := next.reach([][]string{ids, ids[:1]})
		wantItems, wantOf, err := db.Reach(ctx, ids, ids[:1]) // from the tables
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range [][]string{items[0], of[0], wantItems[0], wantOf[0]} {
			slices.Sort(list)
		}
		if got, want := fmt.Sprint(items, of), fmt.Sprint(wantItems, wantOf); got != want {
			t.Errorf("%s: reach %s, of the tables %s", x.what, got, want)
		}
		if !slices.Equal(written(have), before) {
			t.Errorf("%s: the former columns are others", x.what)
		}
		if !reflect.DeepEqual(next.upTo, anew.upTo) || next.state != anew.state {
			t.Errorf("%s: patched of %d %v, read of %d %v", x.what, next.state, next.upTo, anew.state, anew.upTo)
		}
		have = next
	}
}

// Columns that are packed come back as they were; bytes that are broken do not come back at all.
func TestPackedColumns(t *testing.T) {
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "copy.db")
	from := smallLedger(t)
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	story := parley.Story{ID: "s_1", Items: []parley.StoryItem{{ID: "p_unknown/2", Page: "p_unknown", Item: 2}}}
	if err := db.Commit(ctx, store.Change{Stage: "story", Stories: []parley.Story{story}, Revision: 1}); err != nil {
		t.Fatal(err)
	}
	c, err := db.readColumns(ctx)
	if err != nil {
		t.Fatal(err)
	}
	b := c.packed(18)
	got, err := unpacked(b, 18)
	if err != nil || got == nil {
		t.Fatal(err)
	}
	if !slices.Equal(written(got), written(c)) || got.upTo != c.upTo {
		t.Errorf("%q\n%q", written(got), written(c))
	}
	books := got.further()
	for what, pair := range map[string][2]*codebook{"words": {&got.codebook, &c.codebook}, "pages": {&books.pages, &c.pages}, "stories": {&books.stories, &c.stories}} {
		for k, w := range pair[1].words {
			if n, ok := pair[0].code(w); !ok || int(n) != k {
				t.Errorf("%s: %q is %d, %v, was %d", what, w, n, ok, k)
			}
		}
	}
	if other, err := unpacked(b, 19); other != nil || err != nil {
		t.Errorf("of another schema: %v, %v", other, err)
	}
	for n := range b {
		if _, err := unpacked(b[:n], 18); err == nil && n > 2 {
			t.Fatalf("the first %d of %d bytes are taken for whole", n, len(b))
		}
		broken := slices.Clone(b)
		broken[n] ^= 0x80
		_, _ = unpacked(broken, 18) // must not panic
	}
}

// A program that adds many events packs them for the next server, which has them when it begins.
func TestPack(t *testing.T) {
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "many.db")
	db, err := Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	events := make([]parley.Event, packedLeast)
	for i := range events {
		events[i] = parley.Event{ID: fmt.Sprintf("e_%016x", i+1), Kind: parley.Meet, Status: parley.Occurred, FirstSeen: "2024-11-20"}
	}
	put := func(events []parley.Event) {
		t.Helper()
		if err := db.Commit(ctx, store.Change{Stage: "merge", Events: events}); err != nil {
			t.Fatal(err)
		}
		if err := db.Pack(ctx, 1); err != nil {
			t.Fatal(err)
		}
	}
	packed := func() int {
		c, err := db.unpackColumns(ctx)
		if err != nil || c == nil {
			return 0
		}
		return len(c.n)
	}
	put(events[:packedLeast-1])
	if n := packed(); n != 0 {
		t.Errorf("of few events %d are packed", n)
	}
	put(events[packedLeast-1:])
	if n := packed(); n != 0 { // they are read in a moment
		t.Errorf("not far behind, and %d are packed", n)
	}
	for i := range events {
		events[i].Kind = parley.Call
	}
	put(events)
	if n := packed(); n != len(events) {
		t.Errorf("%d of %d are packed", n, len(events))
	}
	// Those that a program of another schema packed are packed anew, though few pages came.
	c, err := db.unpackColumns(ctx)
	if err != nil {
		t.Fatal(err)
	}
	err = db.inChange(ctx, func(tx *change) error {
		tx.only()
		_, err := tx.Tx.ExecContext(ctx, "UPDATE packed_columns SET body = ?", db.pack(c.packed(1)))
		return err
	})
	if err != nil || packed() != 0 {
		t.Fatal("columns of another schema are read", err)
	}
	if err := db.Pack(ctx, 0); err != nil {
		t.Fatal(err)
	}
	if n := packed(); n != len(events) {
		t.Errorf("after those of another schema %d of %d are packed", n, len(events))
	}
	next, err := Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	next.Keep(ctx)
	if c, _ := next.shelf.lent(); c == nil || len(c.n) != len(events) {
		t.Error("the next server has them not")
	}
}
