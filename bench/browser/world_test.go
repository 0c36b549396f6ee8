package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"parley/bench/browser/chrome"
	"parley/bench/browser/server"
)

// world is a browser and a server on the ledger of examples/pages, shared by all tests.
type world struct {
	browser context.Context
	url     string
	bin     string
	dir     string
	why     string // it could not be made
	absent  bool   // for lack of a browser
}

var shared world

func TestMain(m *testing.M) {
	ctx, cancel := context.WithCancel(context.Background())
	end := shared.start(ctx)
	code := m.Run()
	end()
	cancel()
	os.Exit(code)
}

func (w *world) start(ctx context.Context) func() {
	browser, stop, err := chrome.Start(ctx)
	if err != nil {
		w.why, w.absent = err.Error(), errors.Is(err, chrome.ErrNone)
		return func() {}
	}
	w.browser = browser
	if w.dir, err = os.MkdirTemp("", "parley-browser"); err != nil {
		w.why = err.Error()
		return stop
	}
	end := func() { stop(); os.RemoveAll(w.dir) }
	if w.bin, err = server.Build(ctx, "../..", w.dir); err != nil {
		w.why = err.Error()
		return end
	}
	s, err := shown(ctx, w)
	if err != nil {
		w.why = err.Error()
		return end
	}
	w.url = s.URL
	return func() { s.Stop(); end() }
}

// shown serves the ledger that all tests look at: the file in PARLEY_LEDGER, where that is set, to
// look for what is wrong with the screens of another, else that of examples/pages.
func shown(ctx context.Context, w *world) (*server.Server, error) {
	if db := os.Getenv("PARLEY_LEDGER"); db != "" {
		return server.Start(ctx, w.bin, db, os.Stderr)
	}
	return serve(ctx, w, "examples", "../../examples/pages")
}

// serve ingests pages into a ledger of their own and serves it.
func serve(ctx context.Context, w *world, name string, pages ...string) (*server.Server, error) {
	db := filepath.Join(w.dir, name+".db")
	if err := server.Ingest(ctx, w.bin, db, pages...); err != nil {
		return nil, err
	}
	return server.Start(ctx, w.bin, db, os.Stderr)
}

// ready skips the test without a browser, and fails it where the world is broken.
func ready(t *testing.T) *world {
	t.Helper()
	if shared.absent {
		t.Skip(shared.why + ": install Debian's package chromium to run this test")
	}
	if shared.why != "" {
		t.Fatal(shared.why)
	}
	return &shared
}

// open opens a tab for the time of the test.
func (w *world) open(t *testing.T, v chrome.View) *chrome.Tab {
	t.Helper()
	tab, end, err := chrome.Open(w.browser, v)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(end)
	return tab
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func desktop(v chrome.View) chrome.View {
	v.Width, v.Height = 1280, 900
	return v
}

func phone(v chrome.View) chrome.View {
	v.Width, v.Height, v.Phone = 390, 844, true
	return v
}

func named(v chrome.View) string {
	width, scheme := "desktop", "light"
	if v.Phone {
		width = "phone"
	}
	if v.Dark {
		scheme = "dark"
	}
	return fmt.Sprintf("%s, %s, %s", width, scheme, v.Language)
}
