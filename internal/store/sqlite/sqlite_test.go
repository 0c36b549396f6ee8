package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
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

// A file that is no ledger is refused, with what can be done about it, and stays as it was to the byte.
func TestForeign(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE pages (a); PRAGMA user_version = 3"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	text, folder := filepath.Join(dir, "text.db"), filepath.Join(dir, "folder.db")
	if err := errors.Join(os.WriteFile(text, []byte(strings.Repeat("no database ", 200)), 0o600), os.Mkdir(folder, 0o700)); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		other: "of another program", text: "this is no database", folder: "this is a folder", filepath.Join(dir, "none", "a.db"): "folder is not there",
	} {
		before, _ := os.ReadFile(file)
		if db, err := Open(t.Context(), file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v; want %q", file, db, err, want)
		}
		if after, _ := os.ReadFile(file); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", file)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 3 {
		t.Errorf("beside them stand %v, %v", left, err)
	}
	empty := filepath.Join(dir, "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ledger, err := Open(t.Context(), empty)
	if err != nil {
		t.Fatalf("an empty file becomes a ledger: %v", err)
	}
	if err := ledger.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyFindsFaults(t *testing.T) {
	ctx := t.Context()
	for _, c := range []struct{ damage, want string }{
		{"UPDATE pages SET bytes = x'28b52ffd0400090000616263'", "bytes"},
		{"DELETE FROM readings", "no reading"},
		{"DELETE FROM claims", "claims and has 0"},
		{"UPDATE cursors SET at = 99 WHERE stage = 'merge'", "ahead"},
		{"INSERT INTO event_claims SELECT n, 'c_x', 'p_x', 0 FROM events", "does not exist"},
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
		if !rep.Behind {
			t.Errorf("%s: tracks and stories have not been made, and it does not say so", c.damage)
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

// An older ledger is brought up to date: its pages stay, what is derived of them is due once
// more, and tracks that come then are listed by when they moved.
func TestOlderSchema(t *testing.T) {
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "a.db")
	db, err := Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	p := &parley.Page{Source: "s", Bytes: []byte("some bytes of a page")}
	r := &parley.Reading{ID: p.ID(), Source: "s", Items: []parley.Item{{Kind: parley.ItemArticle}}}
	if _, err := db.AddPages(ctx, "v", []*parley.Page{p}, []*parley.Reading{r}); err != nil {
		t.Fatal(err)
	}
	var events []parley.Event
	var tracks []parley.Track
	for _, x := range []struct{ track, day string }{{"t_old", "2024-01-02"}, {"t_never", ""}, {"t_new", "2024-05-06"}} {
		e := parley.Event{ID: "e_" + x.track, Claims: []parley.ClaimRef{{ID: "c_" + x.track, Page: r.ID}}}
		if x.day != "" {
			e.Time = &parley.When{Value: x.day}
		}
		events = append(events, e)
		tracks = append(tracks, parley.Track{ID: x.track, Parties: []string{"state:AAA"}, Events: []string{e.ID}})
	}
	derive := func() {
		t.Helper()
		if err := errors.Join(db.Commit(ctx, store.Change{Stage: "merge", Events: events, Revision: 1}), db.Commit(ctx, store.Change{Stage: "track", Tracks: tracks, Revision: 1})); err != nil {
			t.Fatal(err)
		}
	}
	derive()
	const before = "DELETE FROM due; CREATE INDEX event_claims_n ON event_claims (n); DROP TRIGGER tracks_moving; DROP INDEX track_actors_moved; ALTER TABLE track_actors DROP COLUMN moved; " +
		"DROP TRIGGER page_lines_come; DROP TRIGGER page_lines_go; DROP TABLE page_blocks; " +
		"DROP TRIGGER story_items_in; DROP TRIGGER story_items_out; DROP TABLE story_moves; " +
		"DROP INDEX tracks_ranked; DROP INDEX track_lines_ranked; ALTER TABLE tracks DROP COLUMN rank; ALTER TABLE track_lines DROP COLUMN rank; " +
		"CREATE INDEX track_lines_since ON track_lines (since DESC, id); " +
		"ALTER TABLE readings ADD COLUMN info TEXT NOT NULL DEFAULT '{}'; ALTER TABLE readings ADD COLUMN body BLOB NOT NULL DEFAULT x''; " +
		"DROP TRIGGER events_come; DROP TRIGGER events_changed; DROP TRIGGER events_lost; DROP TABLE event_renewals; " +
		"CREATE TRIGGER events_come AFTER INSERT ON events BEGIN SELECT 1; END; CREATE TRIGGER events_changed AFTER UPDATE ON events BEGIN SELECT 1; END; " +
		"CREATE TRIGGER events_lost AFTER DELETE ON events BEGIN SELECT 1; END; " +
		"UPDATE readings SET body = (SELECT body FROM reading_bodies); DROP TABLE reading_bodies; PRAGMA user_version = 20"
	if _, err := db.write.Exec(before); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = Open(ctx, file); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if was, err := db.Reading(ctx, r.ID); err != nil || was == nil || len(was.Items) != 1 {
		t.Errorf("read from the page: %+v, %v", was, err)
	}
	due, err := db.Due(ctx, "page", 10)
	if err != nil || len(due) != 1 || due[0] != r.ID {
		t.Errorf("pages due: %v, %v", due, err)
	}
	if c, err := db.Counts(ctx); err != nil || c.Pages != 1 || c.Events != 0 || c.Tracks != 0 {
		t.Errorf("it holds %+v, %v", c, err)
	}
	if stages, err := db.Behind(ctx); err != nil || strings.Join(stages, " ") != "merge story track" {
		t.Errorf("behind are %v, %v", stages, err)
	}
	derive()
	if _, err := db.write.Exec("DELETE FROM due WHERE queue <> 'track'"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.write.Exec("INSERT OR IGNORE INTO due VALUES ('track', 'x')"); err != nil {
		t.Fatal(err)
	}
	if stages, err := db.Behind(ctx); err != nil || strings.Join(stages, " ") != "track" {
		t.Errorf("behind are %v, %v", stages, err)
	}
	list, err := db.TrackLines(ctx, parley.TrackFilter{Actor: "state:AAA", Moved: true})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, x := range list {
		ids = append(ids, x.ID)
	}
	if got := strings.Join(ids, " "); got != "t_new t_old t_never" {
		t.Errorf("the tracks that moved last are %s", got)
	}
}

// A list of pages goes on where it is to, however far behind, also where pages are gone.
func TestPagesFarBehind(t *testing.T) {
	ctx := t.Context()
	db, err := Open(ctx, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var pages []*parley.Page
	var readings []*parley.Reading
	for i := range 3 * pageBlock {
		p := &parley.Page{Source: fmt.Sprint("s", i), Bytes: []byte("text")}
		pages, readings = append(pages, p), append(readings, &parley.Reading{ID: p.ID(), Source: p.Source})
	}
	if _, err := db.AddPages(ctx, "v", pages, readings); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		all, err := db.Pages(ctx, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []int{0, 1, pageBlock - 1, pageBlock, pageBlock + 1, 2*pageBlock - 1, 2 * pageBlock, len(all) - 1, len(all), len(all) + 5000} {
			some, err := db.Pages(ctx, 3, at)
			want := all[min(at, len(all)):min(at+3, len(all))]
			if err != nil || !slices.EqualFunc(some, want, func(a, b parley.PageInfo) bool { return a.ID == b.ID }) {
				t.Errorf("from %d of %d on: %+v, want %+v, %v", at, len(all), some, want, err)
			}
		}
		var gone []string
		for i := range 1200 {
			gone = append(gone, pages[100+i*2].ID())
		}
		if err := db.DeletePages(ctx, gone); err != nil {
			t.Fatal(err)
		}
	}
}

// The course of a track is what the track itself tells of it.
func TestCourse(t *testing.T) {
	ctx := t.Context()
	db, err := Open(ctx, smallLedger(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all, err := db.Events(ctx, parley.EventFilter{Limit: 1})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d events, %v", len(all), err)
	}
	reported := 7
	track := parley.Track{
		ID: "t_course", Titles: map[string]string{"en": "stages, rounds"}, Events: []string{all[0].ID},
		Stages: []parley.Stage{{State: parley.TrackProposed, Since: "2024-05", Event: "e_1"}, {State: parley.TrackUnderWay, Since: "2024-06-02"}},
		Rounds: []parley.Round{
			{Number: 1, Reported: &reported, Time: &parley.When{Value: "2024-06-02"}, Place: &parley.Place{Name: "Oslo"}, Status: parley.Occurred, Heads: map[string]string{"a": "b"}},
			{Number: 2, Time: &parley.When{Value: "2024-07"}, Status: parley.Planned},
			{Number: 3, Status: parley.Occurred},
			{Number: 4, Time: &parley.When{Value: "2024-08-09"}, Status: parley.Occurred, Events: []string{all[0].ID}},
		},
		Proposals: []parley.Proposal{{By: []string{"state:AAA"}}},
	}
	if err := db.Commit(ctx, store.Change{Stage: "track", Tracks: []parley.Track{track}}); err != nil {
		t.Fatal(err)
	}
	want := &parley.TrackCourse{Stages: track.Stages, Held: []string{"2024-06-02", "2024-08-09"}}
	if c, err := db.Course(ctx, track.ID); err != nil || !reflect.DeepEqual(c, want) {
		t.Errorf("%+v, want %+v, %v", c, want, err)
	}
	if c, err := db.Course(ctx, "t_none"); c != nil || err != nil {
		t.Errorf("course of no track: %+v, %v", c, err)
	}
}
