package page

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
)

// notYet names what is still read otherwise than it should be, by page: kind, title, day, authors or text.
var notYet = map[string][]string{
	"interview": {"authors", "text"}, "list-author": {"kind"}, "list-readmore": {"kind"},
}

// TestHostileForms reads pages of testdata/hostile, built to mislead. Beside each stands what is true of it: kind of page, title, day,
// authors, and the lines of its text.
func TestHostileForms(t *testing.T) {
	r, err := New(tableWords(t)).With(knownSites(t))
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("testdata/hostile/*.html")
	if len(files) < 25 {
		t.Fatalf("%d pages", len(files))
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".html")
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		truth, err := os.ReadFile(strings.TrimSuffix(f, ".html") + ".truth")
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Split(strings.TrimSuffix(string(truth), "\n"), "\n")
		l := r.Read(&parley.Page{Source: f, Bytes: b, Media: parley.MediaHTML})
		if err := check(l); err != nil {
			t.Error(name, err)
		}
		for what, pair := range told(l, want) {
			wrong, known := pair[0] != pair[1], slices.Contains(notYet[name], what)
			switch {
			case wrong && !known:
				t.Errorf("%s, %s: got\n%s\nwant\n%s", name, what, pair[0], pair[1])
			case known && !wrong:
				t.Errorf("%s: %s is read now; take it out of notYet", name, what)
			}
		}
	}
}

// told sets what was read beside what is true: kind, and for articles the rest.
func told(l *parley.Layout, want []string) map[string][2]string {
	out := map[string][2]string{"kind": {string(l.Kind), want[0]}}
	if want[0] == string(parley.PageListing) {
		return out
	}
	it := parley.Item{}
	if len(l.Items) > 0 {
		it = l.Items[0]
	}
	day := ""
	if it.Published != nil {
		day = it.Published.Value
	}
	text := strings.TrimSpace(strings.TrimPrefix(string(it.Lead)+"\n"+it.Body, "\n"))
	out["title"] = [2]string{string(it.Title), want[1]}
	out["day"] = [2]string{day, want[2]}
	out["authors"] = [2]string{strings.Join(it.Authors, ", "), want[3]}
	out["text"] = [2]string{text, strings.Join(want[4:], "\n")}
	return out
}
