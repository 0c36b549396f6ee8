package app

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parley"
	"parley/internal/desk"
	"parley/internal/pipeline"
	"parley/internal/source"
	"parley/internal/store/sqlite"
	"parley/internal/web"
)

// asked is a ledger that counts who asks for single nouns.
type asked struct {
	*sqlite.DB
	n atomic.Int64
}

func (a *asked) Event(ctx context.Context, id string) (*parley.Event, error) {
	a.n.Add(1)
	return a.DB.Event(ctx, id)
}

func (a *asked) Track(ctx context.Context, id string) (*parley.Track, error) {
	a.n.Add(1)
	return a.DB.Track(ctx, id)
}

func (a *asked) Story(ctx context.Context, id string) (*parley.Story, error) {
	a.n.Add(1)
	return a.DB.Story(ctx, id)
}

func (a *asked) Reading(ctx context.Context, id string) (*parley.Reading, error) {
	a.n.Add(1)
	return a.DB.Reading(ctx, id)
}

func (a *asked) Circle(ctx context.Context, id string) (*parley.Circle, error) {
	a.n.Add(1)
	return a.DB.Circle(ctx, id)
}

// standing is a program that changes a ledger, and a server on the same file whose screens are
// looked at all the time.
type standing struct {
	*testing.T
	writer  *sqlite.DB
	derive  *pipeline.Ledger
	read    func(*parley.Page) *parley.Reading
	desk    *desk.Desk
	server  *asked
	kept    http.Handler
	anew    func() http.Handler
	paths   []string // of all nouns that ever were
	screens int      // that were looked at after a change
	outlive int      // of these, those that were not made anew
}

func newStanding(t *testing.T, memory bool) *standing {
	e := &env{ctx: t.Context(), out: io.Discard, err: io.Discard, db: filepath.Join(t.TempDir(), "a.db"), quiet: true}
	s := &standing{T: t}
	var err error
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s.writer, err = e.store(true)
	check(err)
	r, err := e.reader()
	check(err)
	s.read = r.Read
	s.derive, err = e.pipeline(s.writer, nil)
	check(err)
	db, err := sqlite.Open(t.Context(), e.db)
	check(err)
	if memory {
		db.Keep(t.Context())
	}
	t.Cleanup(func() { check(e.close()); check(db.Close()) })
	s.desk = desk.New(t.Context(), s.writer, s.derive.Update, func() time.Time { return time.Date(2025, 6, 10, 9, 0, 0, 0, time.UTC) })
	s.server = &asked{DB: db}
	n := newNames(e.pack)
	opt := web.Options{
		Region: n.region, Reason: n.webReason, Search: newSearchNames(n), World: webWorld{n},
		Now: func() time.Time { return time.Date(2025, 6, 10, 9, 0, 0, 0, time.UTC) },
	}
	s.kept = web.New(s.server, n, opt)
	s.anew = func() http.Handler { return web.New(db, n, opt) }
	return s
}

// shown is what a handler answers: without the nonce, and its validator.
type shown struct{ body, tag string }

func (s *standing) screen(h http.Handler, path string) shown {
	r := httptest.NewRequestWithContext(s.Context(), http.MethodGet, path, nil)
	r.Header.Set("Accept-Language", "vi")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	_, policy, _ := strings.Cut(w.Header().Get("Content-Security-Policy"), "'nonce-")
	nonce, _, _ := strings.Cut(policy, "'")
	return shown{fmt.Sprint(w.Code) + strings.ReplaceAll(w.Body.String(), nonce, ""), w.Header().Get("ETag")}
}

// settle waits until the server has noticed the last change.
func (s *standing) settle() {
	for s.Context().Err() == nil {
		a, err1 := s.writer.State(s.Context())
		b, err2 := s.server.State(s.Context())
		if err1 != nil || err2 != nil {
			s.Fatal(err1, err2)
		}
		if a == b {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// learn adds the addresses of all nouns.
func (s *standing) learn() {
	ctx := s.Context()
	add := func(noun, id string) {
		if p := "/" + noun + "/" + url.PathEscape(id); !slices.Contains(s.paths, p) {
			s.paths = append(s.paths, p)
			if noun != "actors" {
				s.paths = append(s.paths, "/api/v1"+p)
			}
		}
	}
	events, err1 := s.writer.Events(ctx, parley.EventFilter{})
	tracks, err2 := s.writer.Tracks(ctx)
	stories, err3 := s.writer.Stories(ctx, 0)
	pages, err4 := s.writer.Pages(ctx, 0, 0)
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			s.Fatal(err)
		}
	}
	for i := range events {
		add("events", events[i].ID)
		for _, a := range events[i].Actors {
			add("actors", a.ID)
			add("actors", a.Key())
		}
	}
	for i := range tracks {
		add("tracks", tracks[i].ID)
		for _, id := range tracks[i].Aliases {
			add("tracks", id)
		}
	}
	for i := range stories {
		add("stories", stories[i].ID)
	}
	for i := range pages {
		add("pages", pages[i].ID)
	}
}

// change does something, while readers look at screens, and compares all screens as they are shown
// then with those that a new server makes. An answer that has changed has another validator.
func (s *standing) change(why string, do func() error) {
	s.Helper()
	s.learn()
	before := map[string]shown{}
	for _, path := range s.paths {
		before[path] = s.screen(s.kept, path)
	}
	ctx, stop := context.WithCancel(s.Context())
	var readers sync.WaitGroup
	for n := range uint64(2) {
		readers.Go(func() {
			for by := rand.New(rand.NewPCG(n, 1)); ctx.Err() == nil && len(s.paths) > 0; {
				s.screen(s.kept, s.paths[by.IntN(len(s.paths))])
				time.Sleep(5 * time.Millisecond)
			}
		})
	}
	err := do()
	stop()
	readers.Wait()
	if err != nil {
		s.Fatalf("%s: %v", why, err)
	}
	s.settle()
	fresh := s.anew()
	for _, path := range append(slices.Clone(s.paths), "/", "/tracks", "/events", "/stories", "/pages", "/health") {
		asked := s.server.n.Load()
		got := s.screen(s.kept, path)
		if !strings.HasPrefix(path, "/api/") {
			s.screens++
		}
		if s.server.n.Load() == asked { // else it was made anew
			s.outlive++
			if want := s.screen(fresh, path); got.body != want.body {
				s.Errorf("%s: %s is shown as it was\n%s", why, path, difference(got.body, want.body))
			}
		}
		if was := before[path]; was.tag != "" && was.tag == got.tag && was.body != got.body {
			s.Errorf("%s: %s has changed and its validator has not", why, path)
		}
	}
}

// difference is where two texts begin to differ.
func difference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	part := func(s string) string { return s[max(0, min(i-80, len(s))):min(len(s), i+120)] }
	return "is     " + part(got) + "\nshould " + part(want)
}

// some are pages of examples that have to do with each other, and others; in the order in which they
// come.
var some = []string{"13", "08", "10", "25", "27", "11", "07", "12", "26", "30"}

func (s *standing) pages(atOnce int) (groups [][]*parley.Page) {
	for group := range slices.Chunk(some, atOnce) {
		var pages []*parley.Page
		for _, number := range group {
			files, err := filepath.Glob("../../examples/pages/" + number + "-*")
			if err != nil || len(files) != 1 {
				s.Fatalf("example %s: %d files, %v", number, len(files), err)
			}
			source.Walk(s.Context(), files, source.Options{Fetched: "2025-06-10"}, func(p *parley.Page, err error) bool {
				if err == nil {
					pages = append(pages, p)
				}
				return true
			})
		}
		groups = append(groups, pages)
	}
	return groups
}

func (s *standing) ingest(ctx context.Context, pages []*parley.Page) error {
	all := func(yield func(*parley.Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}
	_, err := s.derive.Ingest(ctx, all, s.read)
	return err
}

// TestStanding: whatever changes the ledger, and whoever, no screen is shown as it was before
// once the change can be seen, and screens that it did not touch are not made anew.
func TestStanding(t *testing.T) {
	for name, memory := range map[string]bool{"from memory": true, "from the file": false} {
		t.Run(name, func(t *testing.T) {
			s := newStanding(t, memory)
			groups := s.pages(3)
			for i, pages := range groups {
				s.change(fmt.Sprintf("pages %d came", i), func() error { return s.ingest(t.Context(), pages) })
			}
			if !memory { // the rest is the same
				return
			}
			s.edits()
			s.change("an ingest was cut off", func() error {
				ctx, stop := context.WithTimeout(t.Context(), 30*time.Millisecond)
				defer stop()
				again := *groups[0][0]
				again.Bytes = append(slices.Clone(again.Bytes), " Ngoại trưởng Đức đã gặp Ngoại trưởng Pháp tại Berlin ngày 3/3/2025."...)
				again.Source += "-2"
				if err := s.ingest(ctx, []*parley.Page{&again}); err != nil && ctx.Err() == nil {
					return err
				}
				return nil
			})
			s.change("it was gone on with", func() error { return s.derive.Update(t.Context()) })
			s.change("a page tells another day", func() error {
				again := *groups[1][0]
				again.Published = "2025-05-02"
				return s.ingest(t.Context(), []*parley.Page{&again})
			})
			s.change("a page went", func() error {
				err := s.writer.DeletePages(t.Context(), []string{groups[2][0].ID()})
				if err != nil {
					return err
				}
				return s.derive.Update(t.Context())
			})
			s.change("all was read again", func() error {
				_, err := s.derive.Rebuild(t.Context(), s.read)
				return err
			})
			t.Logf("%d of %d screens were not made anew", s.outlive, s.screens)
			if s.outlive*2 < s.screens {
				t.Error("too few screens outlive changes that do not touch them")
			}
		})
	}
}

// edits tries what editors do, and takes each back.
func (s *standing) edits() {
	ctx, by := s.Context(), desk.Author{By: "an", Why: "a test"}
	tracks, err := s.writer.Tracks(ctx)
	if err != nil || len(tracks) == 0 {
		s.Fatal("no tracks", err)
	}
	var events []parley.Event
	i := -1
	for n := 0; n < len(tracks) && i < 0; n++ {
		if events, err = s.writer.Events(ctx, parley.EventFilter{Track: tracks[n].ID}); err != nil {
			s.Fatal(err)
		}
		i = slices.IndexFunc(events, func(e parley.Event) bool { return len(events) > 1 && len(e.Claims) > 1 })
	}
	if i < 0 {
		s.Fatal("no track of two events, one of them with two claims")
	}
	for _, x := range []struct {
		why string
		do  func() (parley.Edit, error)
	}{
		{"renamed", func() (parley.Edit, error) { return s.desk.Rename(ctx, by, tracks[0].ID, "vi", "Tên khác") }},
		{"pinned", func() (parley.Edit, error) { return s.desk.Pin(ctx, by, tracks[0].ID) }},
		{"corrected", func() (parley.Edit, error) { return s.desk.Correct(ctx, by, events[0].ID, "status", "cancelled") }},
		{"other actors", func() (parley.Edit, error) {
			return s.desk.Correct(ctx, by, events[1].ID, "actors", "party:state:CHN, party:state:JPN")
		}},
		{"split", func() (parley.Edit, error) { return s.desk.Split(ctx, by, events[i].ID, events[i].Claims[0].ID) }},
		{"merged", func() (parley.Edit, error) { return s.desk.Merge(ctx, by, events[0].ID, events[1].ID) }},
	} {
		var e parley.Edit
		level := func() error {
			_, err := s.desk.Level(ctx, time.Minute)
			return err
		}
		s.change(x.why, func() (err error) {
			if e, err = x.do(); err != nil {
				return err
			}
			return level()
		})
		s.change(x.why+" taken back", func() error {
			if _, err := s.desk.Undo(ctx, by, e.Seq); err != nil {
				return err
			}
			return level()
		})
	}
}
