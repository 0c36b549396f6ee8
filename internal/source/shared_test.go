package source

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
)

// shared gives a folder of the shared bad input; the test is skipped where it is absent.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "bad", name)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the shared bad input is not here")
	}
	return dir
}

// tally reads every file below dir alone, and tells what came of each.
func tally(t testing.TB, dir string, each func(file string, pages []*parley.Page, errs []*Error)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		var pages []*parley.Page
		var errs []*Error
		Walk(context.Background(), []string{p}, Options{}, func(page *parley.Page, err error) bool {
			if e := (*Error)(nil); errors.As(err, &e) {
				errs = append(errs, e)
			} else if err != nil {
				t.Errorf("%s: an error that is no *Error: %v", p, err)
			} else {
				pages = append(pages, page)
			}
			return true
		})
		rel, _ := filepath.Rel(dir, p)
		each(rel, pages, errs)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestShared reads all shared bad input, each file alone. It says what came of it: nothing
// may break, and most files of formats that are read must be read.
func TestShared(t *testing.T) {
	for _, c := range []struct {
		folder string
		least  float64 // of the files give a page; of feeds: those with an entry in them are found
	}{
		{"feedparser-tests", 0.99},
		{"gofeed-testdata", 0.99},
		{"gowarc-data", 0.7},
		{"warcio-data", 0.5},
		{"jwarc-data", 0.6},
		{"ia-web-commons-data", 0.7},
		{"blns", 0.3},
		{"jsontestsuite", 0},
		{"golang-text-encoding", 1},
		{"fuzzing-dictionaries", 0.9},
	} {
		files, read, pages, held, found := 0, 0, 0, 0, 0
		why := map[Reason]int{}
		tally(t, shared(t, c.folder), func(file string, ps []*parley.Page, errs []*Error) {
			files++
			pages += len(ps)
			if len(ps) > 0 {
				read++
			}
			if len(ps) == 0 && len(errs) == 0 {
				t.Errorf("%s/%s: neither a page nor an error", c.folder, file)
			}
			entry := len(ps) > 0
			for _, e := range errs {
				why[e.Reason]++
				entry = entry || strings.Contains(e.Place, "#")
			}
			if holdsEntry(t, filepath.Join(shared(t, c.folder), file)) {
				if held++; entry {
					found++
				}
			}
			if *showShared {
				for _, e := range errs {
					t.Logf("    %v", e)
				}
			}
		})
		t.Logf("%s: %d files, %d give %d pages; errors: %v; of %d feeds with an entry %d are found", c.folder, files, read, pages, why, held, found)
		share := float64(read) / float64(files)
		if held > 0 {
			share = float64(found) / float64(held)
		}
		if share < c.least {
			t.Errorf("%s: only %.3f are read", c.folder, share)
		}
	}
}

// holdsEntry tells whether a file is a feed with an entry in it.
func holdsEntry(t *testing.T, p string) bool {
	if filepath.Ext(p) != ".xml" {
		return false
	}
	b, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.ToLower(b)
	return bytes.Contains(b, []byte("<item")) || bytes.Contains(b, []byte("<entry"))
}

var showShared = flag.Bool("showshared", false, "print every error of TestShared")
