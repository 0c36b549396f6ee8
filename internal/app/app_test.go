package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/internal/pack"
	"parley/internal/pipeline"
	"parley/internal/source"
	"parley/packs"
)

func testReader(t testing.TB) *pipeline.Reader {
	t.Helper()
	p, errs := pack.Load(packs.FS)
	r, more := pipeline.NewReader(p)
	for _, err := range append(errs, more...) {
		t.Fatal(err)
	}
	return r
}

// TestReadAllKeepsOrder: pages are read on all cores and come out as they went in, with
// what cannot be read in its place.
func TestReadAllKeepsOrder(t *testing.T) {
	dir := t.TempDir()
	var paths, want []string
	for i := range 60 {
		p := filepath.Join(dir, fmt.Sprintf("%02d.txt", i))
		if i%7 != 3 {
			text := strings.Repeat(fmt.Sprintf("Ngoại trưởng Đức đã gặp Ngoại trưởng Pháp lần thứ %d. ", i), 1+(i*37)%50)
			if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		paths, want = append(paths, p), append(want, p)
	}
	var got []string
	err := readAll(context.Background(), testReader(t).Read, paths, source.Options{}, "", func(o outcome[*parley.Reading]) error {
		var bad *source.Error
		switch {
		case errors.As(o.err, &bad):
			got = append(got, bad.Place)
		case o.made.Source != o.page.Source:
			t.Errorf("%s has the reading of %s", o.page.Source, o.made.Source)
		default:
			got = append(got, o.page.Source)
		}
		return nil
	})
	if err != nil || strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%v: %v", err, got)
	}
}

// TestReadAllStops: an error of the reader of outcomes ends the walk, and so does the end
// of the context.
func TestReadAllStops(t *testing.T) {
	dir := t.TempDir()
	for i := range 50 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.txt", i)), []byte("Ngoại trưởng Đức đã gặp Ngoại trưởng Pháp."), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, full, n := testReader(t), errors.New("disk full"), 0
	err := readAll(context.Background(), r.Read, []string{dir}, source.Options{}, "", func(outcome[*parley.Reading]) error {
		if n++; n == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || n != 3 {
		t.Errorf("%v after %d", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n = 0
	err = readAll(ctx, r.Read, []string{dir}, source.Options{}, "", func(outcome[*parley.Reading]) error {
		if n++; n == 2 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n > 20 {
		t.Errorf("%v after %d", err, n)
	}
}

// failing is a disk that is full.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestExitStatus(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(page, []byte("Ngoại trưởng Đức đã gặp Ngoại trưởng Pháp."), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (int, string, string) {
		var out, errOut strings.Builder
		code := Main(context.Background(), args, strings.NewReader(""), &out, &errOut)
		return code, out.String(), errOut.String()
	}
	for _, c := range []struct {
		args string
		want int
	}{
		{"read " + page, 0},
		{"read " + page + " " + dir + "/none", 1},
		{"read -", 1},
		{"read", 2},
		{"nonsense", 2},
		{"--db " + dir + "/none.db tracks", 3},
		{"--db " + dir + "/a.db ingest " + page, 0},
		{"--db " + dir + "/a.db event e_1", 2},
		{"version", 0},
		{"--help", 0},
	} {
		if code, _, errOut := run(strings.Fields(c.args)...); code != c.want {
			t.Errorf("parley %s: %d, want %d\n%s", c.args, code, c.want, errOut)
		}
	}
	var errOut strings.Builder
	if code := Main(context.Background(), []string{"read", page}, strings.NewReader(""), failing{}, &errOut); code != exitFailed {
		t.Errorf("a full disk: %d, want %d", code, exitFailed)
	}
}
