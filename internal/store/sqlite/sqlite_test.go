package sqlite

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(ctx context.Context, file string) (store.Store, error) { return Open(ctx, file) })
}

// What is kept in memory answers as the database does.
func TestConformanceFromMemory(t *testing.T) {
	storetest.Run(t, func(ctx context.Context, file string) (store.Store, error) {
		db, err := Open(ctx, file)
		if err == nil {
			db.Keep(t.Context())
			db.shelf.always = true
		}
		return db, err
	})
}

func TestDurability(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
		var got string
		if err := db.write.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s, %v", pragma, got, err)
		}
	}
	if _, err := db.read.Exec("DELETE FROM pages"); err == nil {
		t.Error("the read pool writes")
	}
}

func TestVerifyFindsFaults(t *testing.T) {
	ctx := t.Context()
	for _, c := range []struct{ damage, want string }{
		{"UPDATE pages SET bytes = x'28b52ffd0400090000616263'", "bytes"},
		{"DELETE FROM readings", "no reading"},
		{"DELETE FROM claims", "claims and has 0"},
		{"UPDATE cursors SET at = 99 WHERE stage = 'merge'", "ahead"},
		{"INSERT INTO event_claims SELECT 'c_x', n, 'p_x', 0 FROM events", "does not exist"},
	} {
		db, err := Open(ctx, filepath.Join(t.TempDir(), "a.db"))
		if err != nil {
			t.Fatal(err)
		}
		p := &parley.Page{Source: "s", Bytes: []byte("some bytes of a page")}
		r := &parley.Reading{ID: p.ID(), Source: "s", Items: []parley.Item{{Kind: parley.ItemArticle}}, Claims: []parley.Claim{{ID: "c_1"}}}
		if _, err := db.AddPages(ctx, "v", []*parley.Page{p}, []*parley.Reading{r}); err != nil {
			t.Fatal(err)
		}
		if err := db.Commit(ctx, store.Change{Stage: "merge", Events: []parley.Event{{ID: "e_1", Claims: []parley.ClaimRef{{ID: "c_1", Page: r.ID}}}}, Revision: 1}); err != nil {
			t.Fatal(err)
		}
		if _, err := db.write.Exec(c.damage); err != nil {
			t.Fatal(err)
		}
		rep, err := db.Verify(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.Join(rep.Faults, "\n"), c.want) {
			t.Errorf("%s: %q", c.damage, rep.Faults)
		}
		db.Close()
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.db")
	db, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.write.Exec("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(t.Context(), file); err == nil || !strings.Contains(err.Error(), "newer") {
		t.Errorf("got %v", err)
	}
}
