package pipeline_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"parley"
	"parley/internal/pack"
	"parley/internal/pipeline"
	"parley/internal/store/sqlite"
)

// TestSpeed ingests some thousand claims and says how long it took.
func TestSpeed(t *testing.T) {
	if testing.Short() {
		t.Skip("a matter of seconds")
	}
	rs := world(t, 500)
	db := open(t, filepath.Join(t.TempDir(), "speed.db"))
	start := time.Now()
	if err := ingest(t, db, rs); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	c, err := db.Counts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("%d claims of %d pages in %v, %d MB from the system: %+v", c.Claims, c.Pages, took, m.Sys>>20, c)
	if c.Claims < 2500 || c.Events == 0 {
		t.Errorf("the ledger holds %+v", c)
	}
}

// TestCorpus ingests real articles with the real reader, in two orders, where they are at
// hand and PARLEY_CORPUS is set: it takes a minute.
func TestCorpus(t *testing.T) {
	if os.Getenv("PARLEY_CORPUS") == "" {
		t.Skip("PARLEY_CORPUS is not set")
	}
	pages := corpus(t)
	p, errs := pack.Load(os.DirFS(filepath.FromSlash("../../packs")))
	for _, err := range errs {
		t.Log("packs: ", err)
	}
	r, errs := pipeline.NewReader(p)
	for _, err := range errs {
		t.Log("packs: ", err)
	}
	var first sync.Map // page id → what was read first: the ledger's order is tried, not the reader's
	read := func(p *parley.Page) *parley.Reading {
		if was, ok := first.Load(p.ID()); ok {
			return was.(*parley.Reading)
		}
		was, _ := first.LoadOrStore(p.ID(), r.Read(p))
		return was.(*parley.Reading)
	}
	file := filepath.Join(t.TempDir(), "corpus.db")
	db := open(t, file)
	start := time.Now()
	ingestPages(t, db, pages, read)
	took := time.Since(start)
	if out := os.Getenv("CORPUS_OUT"); out != "" {
		if err := os.WriteFile(out, dump(t, db), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := db.Counts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("in %v, %d MB from the system, file of %d MB: %+v", took, m.Sys>>20, info.Size()>>20, c)
	unlike := 0
	for _, p := range pages {
		a, _ := json.Marshal(read(p))
		b, _ := json.Marshal(r.Read(p))
		if !bytes.Equal(a, b) {
			unlike++
			t.Logf("%s is read differently a second time", p.Source)
		}
	}
	if unlike > 0 {
		t.Errorf("%d pages are read differently a second time", unlike)
	}
	rand.New(rand.NewPCG(5, 6)).Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
	other := open(t, filepath.Join(t.TempDir(), "other.db"))
	ingestPages(t, other, pages, read)
	if !bytes.Equal(dump(t, db), dump(t, other)) {
		t.Error("another order gives another ledger")
		if out := os.Getenv("CORPUS_OUT"); out != "" {
			t.Log(os.WriteFile(out+".other", dump(t, other), 0o600))
		}
	}
}

func ingestPages(t *testing.T, db *sqlite.DB, pages []*parley.Page, read func(*parley.Page) *parley.Reading) {
	t.Helper()
	all := func(yield func(*parley.Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}
	if _, err := pipeline.NewLedger(db, options).Ingest(context.Background(), all, read); err != nil {
		t.Fatal(err)
	}
}

// corpus gives the pages of the real articles at hand.
func corpus(t *testing.T) []*parley.Page {
	f, err := os.Open(filepath.FromSlash("../../../shared/corpus/diplomacy-2017.jsonl.gz"))
	if err != nil {
		t.Skip("no corpus at hand: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<22)
	var out []*parley.Page
	for sc.Scan() {
		var d struct{ ID, Text string }
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, &parley.Page{Source: "corpus#" + d.ID, Bytes: []byte(d.Text), Media: parley.MediaText})
	}
	return out
}
