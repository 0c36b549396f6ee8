package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/internal/claimtest"
	"parley/internal/pipeline"
)

// muddle is readings without a pattern: dated and undated items, claims with a day, a wide
// time, the number of a round or nothing, plans, denials and passing mentions of few states
// in few months, so that everything can meet.
func muddle(t testing.TB, r *rand.Rand, n int) []*parley.Reading {
	t.Helper()
	states := []string{"RUS", "USA", "UKR", "CHN", "FRA"}
	kinds := []string{"talks", "meet", "accuse", "propose/talks", "reject/concede", "sign", "visit", "attack"}
	words := strings.Fields("border grain tariff envoy treaty summit prisoner sanction ceasefire harbour pipeline vote")
	pick := func(of []string) string { return of[r.IntN(len(of))] }
	day := func() string {
		return time.Date(2025, 1, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(60)).Format(time.DateOnly)
	}
	var b strings.Builder
	for i := range n {
		pub := day()
		if r.IntN(6) == 0 {
			pub = "-"
		}
		fmt.Fprintf(&b, "@ p%d/0 %s outlet%d.vn\n", i, pub, r.IntN(4))
		for j := range 1 + r.IntN(4) {
			kind := pick(kinds)
			side := " "
			if kind[0] != 't' && kind[0] != 'm' && kind[0] != 's' {
				side = " > "
			}
			fmt.Fprintf(&b, "x%03d%c %s %s %s%s%s", i, 'a'+j, kind, pick([]string{"occurred", "occurred", "planned", "possible", "denied"}), pick(states), side, pick(states))
			switch r.IntN(6) {
			case 0, 1:
				fmt.Fprintf(&b, " t:%s", day())
			case 2:
				fmt.Fprintf(&b, " t:%s", pick([]string{"2025-02", "2025", "2025-01-25/2025-02-20", "2025-01/..", "2024-11/2025-04"}))
			}
			for _, more := range []string{" bg", " round:2", " round:3", " place:Geneva:CHE", " #trade", " #border", " title"} {
				if r.IntN(5) == 0 {
					b.WriteString(more)
				}
			}
			fmt.Fprintf(&b, " | The %s and the %s of %s.\n", pick(words), pick(words), pick(words))
		}
	}
	rs, err := claimtest.Readings(b.String())
	if err != nil {
		t.Fatal(err)
	}
	for _, rd := range rs { // words to be compared by
		for i := range rd.Items {
			rd.Items[i].Body = rd.Text
		}
	}
	return rs
}

// TestAnyWayToTheSameLedger: pages in any order and in steps of any size, some of them read
// otherwise at first, some taken out, people's edits made and undone in between, end as the
// ledger that one run over what is there in the end gives.
func TestAnyWayToTheSameLedger(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 7))
		rs := muddle(t, r, 70)
		stay, extra := rs[:60], rs[60:]
		claims := func(n int) (out []string) {
			for range n {
				c := stay[r.IntN(len(stay))].Claims
				out = append(out, c[r.IntN(len(c))].ID)
			}
			return out
		}
		edits := []parley.Edit{
			{Op: parley.EditMerge, By: "ann", Why: "one", Claims: claims(3)},
			{Op: parley.EditSplit, By: "ann", Why: "two", Claims: claims(2)},
			{Op: parley.EditMerge, By: "bob", Why: "three", Claims: claims(2)},
			{Op: parley.EditCorrect, By: "bob", Why: "four", Claims: claims(1), Field: "kind", Value: "call"},
			{Op: parley.EditUndo, By: "bob", Undoes: 1},
		}
		one := open(t, filepath.Join(t.TempDir(), "one.db"))
		for _, e := range edits {
			if _, err := one.AddEdit(ctx, e); err != nil {
				t.Fatal(err)
			}
		}
		if err := ingest(t, one, stay); err != nil {
			t.Fatal(err)
		}
		two := open(t, filepath.Join(t.TempDir(), "two.db"))
		wander(t, r, two, stay, extra, edits)
		if a, b := dump(t, one), dump(t, two); !bytes.Equal(a, b) {
			t.Errorf("seed %d: another way ends as another ledger", seed)
		}
	}
}

// wander ingests the pages on a way by chance.
func wander(t *testing.T, r *rand.Rand, db ledgerDB, stay, extra []*parley.Reading, edits []parley.Edit) {
	t.Helper()
	ctx := context.Background()
	for part := range parts(r, slices.Concat(stay, extra), 25) {
		for i, rd := range part {
			if r.IntN(4) == 0 { // read otherwise at first
				other := *rd
				other.Claims = rd.Claims[:len(rd.Claims)/2]
				part[i] = &other
			}
		}
		if err := ingest(t, db, part); err != nil {
			t.Fatal(err)
		}
		if len(edits) > 0 {
			if _, err := db.AddEdit(ctx, edits[0]); err != nil {
				t.Fatal(err)
			}
			edits = edits[1:]
		}
	}
	for _, e := range edits {
		if _, err := db.AddEdit(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	takeOut(t, db, extra)
	for i := 0; i < len(stay); i += 9 {
		if err := db.ReplaceReadings(ctx, "v2", stay[i:min(len(stay), i+9)]); err != nil {
			t.Fatal(err)
		}
		if r.IntN(2) == 0 {
			if err := pipeline.NewLedger(db, options).Update(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := pipeline.NewLedger(db, options).Update(ctx); err != nil {
		t.Fatal(err)
	}
}

// parts are the readings in an order by chance, some at a time.
func parts(r *rand.Rand, all []*parley.Reading, most int) iter.Seq[[]*parley.Reading] {
	all = slices.Clone(all)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return func(yield func([]*parley.Reading) bool) {
		for len(all) > 0 {
			n := min(len(all), 1+r.IntN(most))
			if !yield(all[:n]) {
				return
			}
			all = all[n:]
		}
	}
}

// takeOut deletes the pages.
func takeOut(t *testing.T, db ledgerDB, rs []*parley.Reading) {
	t.Helper()
	var gone []string
	for _, rd := range rs {
		gone = append(gone, rd.ID)
	}
	if err := db.DeletePages(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
}

// ledgerDB is what a test needs of a ledger besides what the pipeline does.
type ledgerDB interface {
	pipeline.Store
	AddEdit(ctx context.Context, e parley.Edit) (int64, error)
	DeletePages(ctx context.Context, ids []string) error
	ReplaceReadings(ctx context.Context, version string, readings []*parley.Reading) error
}
