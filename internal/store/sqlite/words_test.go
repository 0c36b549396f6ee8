package sqlite

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/store"
)

// writeTold adds events whose sentences are words of few letters, drawn anew for each.
func writeTold(t *testing.T, db *DB, r *rand.Rand, ids []int) {
	t.Helper()
	const letters = "aăâeêioôơuưAĂÊÔ1đt"
	all := []rune(letters)
	var events []parley.Event
	for _, id := range ids {
		var b strings.Builder
		length := 4 + r.IntN(30)
		if id%500 == 7 { // longer than what the index keeps together
			length = 9000
		}
		for range length {
			for range 1 + r.IntN(3) {
				b.WriteRune(all[r.IntN(len(all))])
			}
			b.WriteString([]string{" ", ", ", "-", " – "}[r.IntN(4)])
		}
		e := parley.Event{ID: fmt.Sprintf("e_%016x", id*7919), Kind: parley.Meet, Status: parley.Occurred, FirstSeen: "2020-01-01"}
		if id%3 == 0 {
			e.Kind, e.Status = parley.Talks, parley.Planned
		}
		switch id % 11 {
		case 0: // on no day
		case 1:
			e.Time = &parley.When{Value: fmt.Sprint(2019+id%3, "/", 2020+id%3)}
		case 2:
			e.Time = &parley.When{Value: "../" + parley.Day(18000+id%900).String()}
		default:
			e.Time = &parley.When{Value: parley.Day(18000 + id%900).String()}
		}
		e.Actors = []parley.Actor{{Role: parley.RoleParty, ID: []string{"state:AAA", "state:BBB", "state:AAA", "person:one"}[id%4]}}
		if id%97 == 0 {
			e.Actors = append(e.Actors, parley.Actor{Role: parley.RoleTarget, ID: "state:ZZZ"})
		}
		e.Claims = []parley.ClaimRef{{ID: fmt.Sprintf("c_%016x", id*7919), Page: fmt.Sprint("p_", id%40), Evidence: parley.Quote{Exact: b.String()}}}
		events = append(events, e)
	}
	if err := db.Commit(t.Context(), store.Change{Stage: "merge", Events: events}); err != nil {
		t.Fatal(err)
	}
}

func upTo500(from int) (out []int) {
	for i := range 500 {
		out = append(out, from+i)
	}
	return out
}

// toldLedger is a ledger of such events, some of which have changed and gone.
func toldLedger(t *testing.T) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "a.db")
	db, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	r := rand.New(rand.NewPCG(3, 5))
	for part := range 6 {
		writeTold(t, db, r, upTo500(500*part))
	}
	writeTold(t, db, r, upTo500(1200)[:60]) // told in other words
	var gone []string
	for i := range 30 {
		gone = append(gone, fmt.Sprintf("e_%016x", i*91*7919))
	}
	if err := db.Commit(t.Context(), store.Change{Stage: "merge", GoneEvents: gone}); err != nil {
		t.Fatal(err)
	}
	return file
}

// keptLedger answers from memory.
func keptLedger(t *testing.T, file string) *DB {
	t.Helper()
	db, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.Keep(t.Context())
	db.shelf.done.Wait()
	db.shelf.always = true
	return db
}

// What is found from memory is what the database finds: whatever is looked for, from wherever on.
func TestFoundFromMemory(t *testing.T) {
	ctx := t.Context()
	file := toldLedger(t)
	db, err := Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	kept := keptLedger(t, file)
	r := rand.New(rand.NewPCG(1, 2))
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	found := 0
	for range 200 {
		f := parley.EventFilter{
			Text: one("", "", "a", "t1", "đ e", "zz"), After: one("", "", "2019-06-01", "2021-01-01", "2030"), Before: one("", "", "2019-08-01", "2021-03"),
			Page: one("", "", "", "p_7", "p_none"), Limit: r.IntN(60), Offset: r.IntN(3) * r.IntN(40),
		}
		if actor := one("", "", "state:AAA", "state:ZZZ", "state:NONE"); actor != "" {
			f.Actors = []string{actor}
		}
		if kind := one("", "", "talks", "sign"); kind != "" {
			f.Kinds = []parley.Kind{parley.Kind(kind)}
		}
		if text := one("", "", "a", "a o", "ea*", "naïve", "-a o", "after", "before", "target"); text != "" {
			f.Query = asked(text)
		}
		if r.IntN(9) == 0 {
			f.Past = int64(18300+dayBias) << dayBits
		}
		for _, x := range []struct {
			what string
			ask  func(*DB) (any, error)
		}{
			{"events", func(db *DB) (any, error) { return db.Events(ctx, f) }},
			{"in short", func(db *DB) (any, error) { return db.EventLines(ctx, f) }},
			{"counted", func(db *DB) (any, error) {
				h, err := db.Hits(ctx, f, 700)
				return []any{h.Count, h.More, h.Months}, err
			}},
		} {
			want, err := x.ask(db)
			if err != nil {
				t.Fatal(err)
			}
			got, err := x.ask(kept)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%+v %+v, %s: %.900v from memory, %.900v from the database", f, f.Query, x.what, got, want)
			}
			if list, ok := want.([]parley.EventInfo); ok {
				found += len(list)
			}
		}
	}
	if found < 1000 {
		t.Errorf("no more than %d events are found", found)
	}
}

// asked is a search as words: "-" before those that must not be there, "*" behind the beginning of one.
func asked(text string) *parley.Query {
	switch text {
	case "after", "before":
		return &parley.Query{Op: parley.QueryAnd, Args: []*parley.Query{
			{Op: parley.QueryField, Field: text, Values: []string{"2020-03-05"}}, {Op: parley.QueryField, Field: "kind", Values: []string{"talks", "meet"}},
		}}
	case "target":
		return &parley.Query{Op: parley.QueryField, Field: text, Values: []string{"state:ZZZ"}}
	}
	text, not := strings.CutPrefix(text, "-")
	words, begin := strings.CutSuffix(text, "*")
	q := &parley.Query{Op: parley.QueryWords, Words: strings.Fields(words), Begin: begin}
	if not {
		q = &parley.Query{Op: parley.QueryNot, Args: []*parley.Query{q}}
	}
	return q
}

// The lists of the full-text index say the same as the index itself: of words, beginnings, phrases and
// what is made of them, after events have changed and gone.
func TestWords(t *testing.T) {
	ctx := t.Context()
	db := keptLedger(t, toldLedger(t))
	phrases := []string{"a", "t", "dt", "dt*", "ae*", "zz", "a*", "t1", "a a", "a o u", "e e*", "a o u*", "1", "Ă", "Đt a", "o-o", "ea o*", "tt t"}
	var queries []*parley.Query
	for i, p := range phrases {
		queries = append(queries, asked(p))
		for _, op := range []parley.QueryOp{parley.QueryAnd, parley.QueryOr} {
			queries = append(queries, &parley.Query{Op: op, Args: []*parley.Query{asked(p), asked(phrases[(i*5+3)%len(phrases)])}})
		}
	}
	found, buried := 0, 0
	for _, q := range queries {
		x, err := db.finder(ctx, parley.EventFilter{Query: q})
		if err != nil || x == nil || x.worded == nil {
			t.Fatalf("%s: %v", x.words, err)
		}
		var got []int32
		err = x.lexicon(ctx, func(l *lexicon) error {
			for _, s := range l.segments {
				buried += len(s.gone.list())
			}
			set, err := l.look(ctx, x.worded)
			got = set.list()
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", x.words, err)
		}
		m := matches{below: 1<<63 - 1}
		for m.below != 0 {
			if m, err = x.matched(ctx, x.words, m); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(got, m.places) {
			t.Errorf("%s: %d events by its lists, %d by the index", x.words, len(got), len(m.places))
		}
		found += len(got)
	}
	if found < 5000 || buried == 0 {
		t.Errorf("no more than %d events are found, %d are gone", found, buried)
	}
	if x := phrased([]string{"naïve"}, false); x != nil {
		t.Errorf("it is taken for known how %q is written in the index", x.phrase)
	}
}

// A leaf that is not as it is to be is refused; whatever it holds, nothing panics.
func TestBrokenLeaves(t *testing.T) {
	ctx := t.Context()
	db, err := Open(ctx, smallLedger(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.read.QueryContext(ctx, "SELECT block FROM event_text_data WHERE id > 10")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	read, refused := 0, 0
	for rows.Next() {
		var page []byte
		if err := rows.Scan(&page); err != nil {
			t.Fatal(err)
		}
		for n := range min(len(page), 2000) {
			broken := slices.Clone(page)
			broken[n] ^= 0xa5
			for _, p := range [][]byte{broken, page[:n]} {
				l := &leaves{want: []byte("0a"), begins: true, positions: true, begin: func() {}, each: func(int64, []byte) { read++ }}
				if !l.leaf(p) {
					refused++
				}
			}
		}
	}
	if read == 0 || refused == 0 {
		t.Errorf("%d events read, %d leaves refused", read, refused)
	}
}
