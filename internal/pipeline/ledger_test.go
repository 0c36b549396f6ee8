package pipeline_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/internal/claimtest"
	"parley/internal/learn"
	"parley/internal/merge"
	"parley/internal/pipeline"
	"parley/internal/store"
	"parley/internal/store/sqlite"
	"parley/packs"
)

// world is many readings, made by rule: outlets that tell the same calls, talks, proposals
// and answers of pairs of states, day by day.
func world(t testing.TB, n int) []*parley.Reading {
	t.Helper()
	states := []string{"RUS", "USA", "UKR", "CHN", "FRA", "DEU", "IRN", "ISR", "TUR", "JPN"}
	var b strings.Builder
	day := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		a, o := states[i/3%len(states)], states[(i/3+1+i/30%5)%len(states)]
		d := day.AddDate(0, 0, i/9)
		at, pub := d.Format(time.DateOnly), d.AddDate(0, 0, i%2).Format(time.DateOnly)
		fmt.Fprintf(&b, "@ p%d/0 %s outlet%d.vn\n", i, pub, i%7)
		fmt.Fprintf(&b, "n%03da talks occurred %s %s t:%s #trade | %s and %s talked about trade on %s.\n", i, a, o, at, a, o, at)
		fmt.Fprintf(&b, "n%03db talks planned %s %s #trade | They will talk again.\n", i, a, o)
		fmt.Fprintf(&b, "n%03dc propose/concede occurred %s > %s #trade | %s offered to lift duties.\n", i, a, o, a)
		fmt.Fprintf(&b, "n%03dd accept/concede possible %s > %s #trade if:steel | %s may accept.\n", i, o, a, o)
		fmt.Fprintf(&b, "n%03de accuse occurred %s > %s | Minister %d blamed them for case %d.\n", i, o, a, i%5, i%11)
	}
	rs, err := claimtest.Readings(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// pagesOf gives the pages of the readings, and the function that reads them.
func pagesOf(rs []*parley.Reading) (iter.Seq2[*parley.Page, error], func(*parley.Page) *parley.Reading) {
	by := map[string]*parley.Reading{}
	for _, r := range rs {
		by[r.ID] = r
	}
	pages := func(yield func(*parley.Page, error) bool) {
		for _, r := range rs {
			if !yield(claimtest.Page(r), nil) {
				return
			}
		}
	}
	return pages, func(p *parley.Page) *parley.Reading { return by[p.ID()] }
}

func open(t testing.TB, file string) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

var options = pipeline.Options{Titles: map[string]string{"en": "{parties}: {issue}"}, Joint: " – ", Judge: judge()}

// judge is that of the packs.
func judge() *merge.Judge {
	f, err := packs.FS.Open("world/models/" + merge.JudgeModel + ".txt")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	m, err := learn.Read(f)
	if err != nil {
		panic(err)
	}
	j, err := merge.NewJudge(m)
	if err != nil {
		panic(err)
	}
	return j
}

// dump is everything derived, as JSON.
func dump(t testing.TB, db *sqlite.DB) []byte {
	t.Helper()
	ctx := context.Background()
	rep, err := db.Verify(ctx)
	if err != nil || len(rep.Faults) > 0 {
		t.Fatal(rep.Faults, err)
	}
	events, err1 := db.Events(ctx, parley.EventFilter{})
	tracks, err2 := db.Tracks(ctx)
	stories, err3 := db.Stories(ctx, 0)
	b, err4 := json.MarshalIndent(map[string]any{"events": events, "tracks": tracks, "stories": stories}, "", " ")
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	return b
}

func ingest(t testing.TB, s pipeline.Store, rs []*parley.Reading) error {
	t.Helper()
	pages, read := pagesOf(rs)
	_, err := pipeline.NewLedger(s, options).Ingest(context.Background(), pages, read)
	return err
}

// TestRebuildPlacesAnew: packs that judge otherwise make other events of the same claims, once
// the ledger is rebuilt with them.
func TestRebuildPlacesAnew(t *testing.T) {
	rs := muddle(t, rand.New(rand.NewPCG(5, 6)), 60)
	pages, read := pagesOf(rs)
	dir := t.TempDir()
	ingested := func(name string, opt pipeline.Options) *sqlite.DB {
		db := open(t, filepath.Join(dir, name))
		if _, err := pipeline.NewLedger(db, opt).Ingest(t.Context(), pages, read); err != nil {
			t.Fatal(err)
		}
		return db
	}
	old, now := options, options
	old.Version, old.Judge, now.Version = "old", nil, "new"
	want := dump(t, ingested("now.db", now))
	if bytes.Equal(dump(t, ingested("old.db", old)), want) {
		t.Fatal("the judge changes nothing")
	}
	db := open(t, filepath.Join(dir, "old.db")) // opened anew: a connection that proved the search index whole takes it for what it was then
	if _, err := pipeline.NewLedger(db, now).Rebuild(t.Context(), read); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(dump(t, db), want) {
		t.Error("a rebuild with other packs gives another ledger than these")
	}
}

func TestOrderAndRebuildGiveTheSameLedger(t *testing.T) {
	rs := world(t, 200)
	one := open(t, filepath.Join(t.TempDir(), "one.db"))
	if err := ingest(t, one, rs); err != nil {
		t.Fatal(err)
	}
	want := dump(t, one)
	two := open(t, filepath.Join(t.TempDir(), "two.db"))
	mixed := slices.Clone(rs)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	for part := range slices.Chunk(mixed, 75) { // in several runs
		if err := ingest(t, two, part); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(dump(t, two), want) {
		t.Error("another order gives another ledger")
	}
	_, read := pagesOf(rs)
	n, err := pipeline.NewLedger(two, options).Rebuild(context.Background(), read)
	if err != nil || n != len(rs) {
		t.Fatalf("%d pages, %v", n, err)
	}
	if !bytes.Equal(dump(t, two), want) {
		t.Error("a rebuild gives another ledger")
	}
	before, _ := two.Revision(context.Background())
	if err := ingest(t, two, rs); err != nil {
		t.Fatal(err)
	}
	if after, _ := two.Revision(context.Background()); after != before {
		t.Error("the same pages again change the ledger")
	}
	c, _ := two.Counts(context.Background())
	t.Logf("%+v", c)
}

var errCut = errors.New("cut off")

// cut is a store whose writes fail from the n-th on, as if the program had been killed.
type cut struct {
	*sqlite.DB
	left int
}

func (c *cut) next() error {
	if c.left--; c.left < 0 {
		return errCut
	}
	return nil
}

func (c *cut) AddPages(ctx context.Context, v string, p []*parley.Page, r []*parley.Reading) (int, error) {
	if err := c.next(); err != nil {
		return 0, err
	}
	return c.DB.AddPages(ctx, v, p, r)
}

func (c *cut) Commit(ctx context.Context, step store.Change) error {
	if err := c.next(); err != nil {
		return err
	}
	return c.DB.Commit(ctx, step)
}

func TestCutOffAnywhere(t *testing.T) {
	rs := world(t, 60)
	whole := open(t, filepath.Join(t.TempDir(), "whole.db"))
	if err := ingest(t, whole, rs); err != nil {
		t.Fatal(err)
	}
	want := dump(t, whole)
	for n := 0; ; n += 1 + n/3 {
		db := open(t, filepath.Join(t.TempDir(), "cut.db"))
		err := ingest(t, &cut{db, n}, rs)
		if err == nil {
			if n < 5 {
				t.Errorf("only %d writes", n)
			}
			return
		}
		if !errors.Is(err, errCut) {
			t.Fatal(err)
		}
		dump(t, db) // sound as it is
		if err := ingest(t, db, rs); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(dump(t, db), want) {
			t.Errorf("cut off at write %d it ends as another ledger", n)
		}
	}
}

var kills = flag.Int("kills", 6, "how often a process that ingests is killed")

// TestKilled kills a process that ingests, at moments by chance, then lets one finish.
func TestKilled(t *testing.T) {
	pages := 40 + 25**kills
	if file := os.Getenv("PARLEY_TEST_LEDGER"); file != "" {
		if err := ingest(t, open(t, file), world(t, pages)); err != nil {
			t.Fatal(err)
		}
		return
	}
	file := filepath.Join(t.TempDir(), "killed.db")
	killed := 0
	for range *kills {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$", fmt.Sprintf("-kills=%d", *kills))
		cmd.Env = append(os.Environ(), "PARLEY_TEST_LEDGER="+file)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(40+rand.IntN(500)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			killed++
		}
		dump(t, open(t, file))
	}
	db := open(t, file)
	if err := ingest(t, db, world(t, pages)); err != nil {
		t.Fatal(err)
	}
	whole := open(t, filepath.Join(t.TempDir(), "whole.db"))
	if err := ingest(t, whole, world(t, pages)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(dump(t, db), dump(t, whole)) {
		t.Error("a killed ledger ends as another one")
	}
	t.Logf("killed %d times", killed)
}
