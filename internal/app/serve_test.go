package app

import (
	"bytes"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"parley"
)

// TestCatchUp: pages that were stored while nothing was derived from them, as after an upgrade
// or a crash, have their events soon after the server has begun.
func TestCatchUp(t *testing.T) {
	var errs bytes.Buffer
	e := &env{ctx: t.Context(), out: io.Discard, err: &errs, db: filepath.Join(t.TempDir(), "a.db"), quiet: true}
	db, err := e.store(true)
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.reader()
	if err != nil {
		t.Fatal(err)
	}
	page := &parley.Page{Source: "a.txt", Media: parley.MediaText, Bytes: []byte("Ngoại trưởng Đức đã gặp Ngoại trưởng Pháp tại Berlin ngày 3/3/2025.")}
	if _, err := db.AddPages(t.Context(), "old", []*parley.Page{page}, []*parley.Reading{r.Read(page)}); err != nil {
		t.Fatal(err)
	}
	wait, err := e.catchUp(db, new(sync.Mutex), slog.New(slog.NewTextHandler(&errs, nil)))
	if err != nil {
		t.Fatal(err)
	}
	events := func() int {
		c, err := db.Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return c.Events
	}
	for events() == 0 && t.Context().Err() == nil && errs.Len() == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	wait()
	if n := events(); n != 1 || errs.Len() > 0 {
		t.Errorf("%d events; %s", n, errs.String())
	}
	if err := e.close(); err != nil {
		t.Error(err)
	}
}
