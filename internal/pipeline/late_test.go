package pipeline

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"parley"
	"parley/internal/pack"
)

// TestLateReader reads with rules that are loaded when the first page asks for them: once, not on the time
// of that page, and what is read is what a reader with all rules reads.
func TestLateReader(t *testing.T) {
	packs := os.DirFS(filepath.FromSlash("../../packs"))
	some, errs := pack.LoadPages(packs)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	foreign := &parley.Page{Media: parley.MediaText, Bytes: []byte("The ministers met in Geneva on Monday. They will meet again.")}
	ours := &parley.Page{Media: parley.MediaText, Bytes: []byte("Ngoại trưởng Nga gặp Ngoại trưởng Mỹ tại Geneva ngày 3/4/2021.")}
	loaded := 0
	var clock time.Time
	load := func() (*pack.Pack, error) {
		loaded++
		clock = clock.Add(time.Hour)
		p, errs := pack.Load(packs)
		return p, errors.Join(errs...)
	}
	late := NewLateReader(some, load)
	late.now = func() time.Time { return clock }
	late.Within(time.Minute)
	whole := shippedReader(t)
	if l := late.Read(foreign); !reflect.DeepEqual(l, whole.Read(foreign)) || loaded != 0 || late.Fault(l.Language) != nil {
		t.Errorf("a page without rules: %+v, loaded %d times", l, loaded)
	}
	if l := late.Read(ours); !reflect.DeepEqual(l, whole.Read(ours)) || loaded != 1 || late.Fault(l.Language) != nil {
		t.Errorf("a page with rules: %+v, loaded %d times", l, loaded)
	}
	several, wait := NewLateReader(some, load), sync.WaitGroup{}
	for range 3 {
		wait.Go(func() {
			if l := several.Read(ours); len(l.Claims) == 0 || len(l.Problems) > 0 {
				t.Errorf("a page with rules, with others beside: %+v", l)
			}
		})
	}
	wait.Wait()
	if loaded != 2 {
		t.Errorf("loaded %d times for two readers", loaded)
	}
}

// Rules that cannot be loaded are said where a page needs them, and nowhere else.
func TestLateReaderFails(t *testing.T) {
	some, _ := pack.LoadPages(os.DirFS(filepath.FromSlash("../../packs")))
	fault := errors.New("no disk")
	r := NewLateReader(some, func() (*pack.Pack, error) { return nil, fault })
	l := r.Read(&parley.Page{Media: parley.MediaText, Bytes: []byte("Ngoại trưởng Nga gặp Ngoại trưởng Mỹ tại Geneva ngày 3/4/2021.")})
	if l.Language != "vi" || len(l.Items) != 1 || len(l.Claims) != 0 || !errors.Is(r.Fault(l.Language), fault) || r.Fault("en") != nil {
		t.Errorf("%+v: %v", l, r.Fault(l.Language))
	}
}
