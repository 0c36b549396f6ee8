package pipeline_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"parley"
	"parley/internal/claimtest"
	"parley/internal/pipeline"
)

// TestTracksPartAndMeetAnyWay: a track parts when the rounds have come that show it, whatever
// the order in which they come, and is one again when one of them goes or people say so; the
// ledger is then the one that was never any other.
func TestTracksPartAndMeetAnyWay(t *testing.T) {
	rs, err := claimtest.Readings(`@ k1/0 2031-03-02 -
k01 talks occurred EGY ETH t:2031-03-01 place:Cairo:EGY #dam #fishing | On the dam and the fishing.
@ k2/0 2031-05-06 -
k02 talks occurred EGY ETH t:2031-05-05 place:Khartoum:SDN #dam | On the dam alone.
@ k3/0 2031-05-21 -
k03 talks occurred EGY ETH t:2031-05-20 place:Nairobi:KEN #fishing | On the fishing alone.
@ k4/0 2031-06-11 -
k04 talks occurred EGY ETH t:2031-06-10 place:Khartoum:SDN #dam | Again on the dam.
@ k5/0 2031-06-16 -
k05 talks occurred EGY ETH t:2031-06-15 place:Nairobi:KEN #fishing | Again on the fishing.`)
	if err != nil {
		t.Fatal(err)
	}
	for i, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 4, 0, 3, 1}} {
		db := open(t, filepath.Join(t.TempDir(), "kin.db"))
		tracks := func() []parley.Track {
			t.Helper()
			if err := pipeline.NewLedger(db, options).Update(t.Context()); err != nil {
				t.Fatal(err)
			}
			all, err := db.Tracks(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		for _, n := range order {
			if err := ingest(t, db, rs[n:n+1]); err != nil {
				t.Fatal(err)
			}
		}
		all := tracks()
		if len(all) != 2 || len(all[0].Kin) != 1 || len(all[1].Kin) != 1 || all[0].Kin[0].Track != all[1].ID || all[1].Kin[0].Track != all[0].ID || all[0].Kin[0].At != "2031-05-20" {
			t.Fatalf("order %d: %d tracks: %+v", i, len(all), all)
		}
		parted := dump(t, db)
		one := open(t, filepath.Join(t.TempDir(), "one.db"))
		if err := ingest(t, one, rs); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(dump(t, one), parted) {
			t.Errorf("order %d gives another ledger", i)
		}
		var claims []string
		for _, r := range rs {
			claims = append(claims, r.Claims[0].ID)
		}
		seq, err := db.AddEdit(t.Context(), parley.Edit{Op: parley.EditTogether, By: "ann", Why: "one thing", Claims: claims})
		if err != nil {
			t.Fatal(err)
		}
		if all = tracks(); len(all) != 1 || len(all[0].Events) != 5 || len(all[0].Kin) != 0 {
			t.Errorf("kept together: %+v", all)
		}
		if _, err := db.AddEdit(t.Context(), parley.Edit{Op: parley.EditUndo, By: "ann", Undoes: seq}); err != nil {
			t.Fatal(err)
		}
		if tracks(); !bytes.Equal(dump(t, db), parted) {
			t.Errorf("order %d: taken back, it is another ledger", i)
		}
		if err := db.DeletePages(t.Context(), []string{rs[4].ID}); err != nil {
			t.Fatal(err)
		}
		if all = tracks(); len(all) != 1 || len(all[0].Events) != 4 {
			t.Errorf("with one round less: %+v", all)
		}
		if !slices.Equal(all[0].Parties, []string{"state:EGY", "state:ETH"}) {
			t.Errorf("parties %v", all[0].Parties)
		}
	}
}
