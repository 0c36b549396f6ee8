package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
)

// TestInterrupted: input that nobody sends does not hold up who wants to stop.
func TestInterrupted(t *testing.T) {
	r, w := io.Pipe() // nobody writes to it
	defer w.Close()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		Walk(ctx, []string{"-"}, Options{Stdin: r}, func(p *parley.Page, err error) bool {
			t.Errorf("there is %v, %v in nothing", p, err)
			return true
		})
	}()
	stop()
	<-done // the test ends only if the walk does
}

// TestWaiting: what comes through in pieces comes through whole.
func TestWaiting(t *testing.T) {
	want := strings.Repeat("0123456789", 5000)
	got, err := io.ReadAll(&waiting{ctx: t.Context(), r: sevens{strings.NewReader(want)}})
	if err != nil || string(got) != want {
		t.Errorf("%d bytes of %d, %v", len(got), len(want), err)
	}
}

// sevens gives at most 7 bytes at a time.
type sevens struct{ r io.Reader }

func (o sevens) Read(p []byte) (int, error) { return o.r.Read(p[:min(7, len(p))]) }

// TestNothingIn: folders and archives in which nothing but folders and hidden files stands are named.
func TestNothingIn(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "folder")
	if err := os.MkdirAll(filepath.Join(folder, "deeper"), 0o700); err != nil {
		t.Fatal(err)
	}
	var tarred, zipped bytes.Buffer
	tw, zw := tar.NewWriter(&tarred), zip.NewWriter(&zipped)
	if err := tw.WriteHeader(&tar.Header{Name: "a/", Typeflag: tar.TypeDir, Mode: 0o700}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a/", "__MACOSX/b.txt"} {
		if _, err := zw.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	tw.Close()
	zw.Close()
	for name, data := range map[string][]byte{filepath.Join(folder, ".hidden"): []byte("x"), filepath.Join(dir, "a.tar"): tarred.Bytes(), filepath.Join(dir, "b.zip"): zipped.Bytes()} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := run(t, Options{}, folder, filepath.Join(dir, "a.tar"), filepath.Join(dir, "b.zip"))
	if want := []string{"error folder empty", "error a.tar empty", "error b.zip empty"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
