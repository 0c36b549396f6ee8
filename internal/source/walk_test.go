package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"parley"
)

// run walks the paths and writes down what came, one line each.
func run(t *testing.T, opt Options, paths ...string) []string {
	t.Helper()
	return runNamed(t, opt, tail, paths...)
}

// runBare is run with whole places.
func runBare(t *testing.T, opt Options, paths ...string) []string {
	t.Helper()
	return runNamed(t, opt, func(place string) string { return place }, paths...)
}

func runNamed(t *testing.T, opt Options, tail func(string) string, paths ...string) []string {
	t.Helper()
	var got []string
	Walk(context.Background(), paths, opt, func(p *parley.Page, err error) bool {
		switch e := (*Error)(nil); {
		case errors.As(err, &e):
			got = append(got, "error "+tail(e.Place)+" "+string(e.Reason))
		case err != nil:
			t.Errorf("an error that is no *Error: %v", err)
		default:
			kind := map[parley.Media]string{parley.MediaText: "text", parley.MediaHTML: "html"}[p.Media]
			got = append(got, fmt.Sprintf("%s %s %d", kind, tail(p.Source), len(p.Bytes)))
		}
		return true
	})
	return got
}

// tail drops the temporary folder of a place.
func tail(place string) string {
	if i := strings.LastIndex(place, string(filepath.Separator)); i >= 0 {
		return place[i+1:]
	}
	return place
}

func gz(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

func zst(s string) string {
	z, _ := zstd.NewWriter(nil)
	defer z.Close()
	return string(z.EncodeAll([]byte(s), nil))
}

func TestWalk(t *testing.T) {
	small := Options{MaxPage: 1000, MaxLine: 200, MaxRatio: 50}
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(i*7919 + i*i*31)
	}
	for _, c := range []struct {
		name, file, data string
		opt              Options
		want             string
	}{
		{"plain text", "a.txt", "one line", Options{}, "text a.txt 8"},
		{"html by its ending", "a.htm", "hello", Options{}, "html a.htm 5"},
		{"html by looking", "a", "\ufeff <!DOCTYPE html><p>x", Options{}, "html a 23"},
		{"a page that begins with a bracket", "a.txt", "<3 is a heart", Options{}, "text a.txt 13"},
		{"gzip", "a.txt.gz", gz("hello"), Options{}, "text a.txt.gz 5"},
		{"zstd", "a.html.zst", zst("hello"), Options{}, "html a.html.zst 5"},
		{"gzip without its ending", "a.txt", gz("hello"), Options{}, "text a.txt 5"},
		{"an ending that lies", "a.gz", "hello", Options{}, "error a.gz damaged"},
		{"gzip that breaks off", "a.txt.gz", gz(strings.Repeat("hello ", 99))[:30], Options{}, "error a.txt.gz damaged"},
		{"a bomb", "a.txt.gz", gz(strings.Repeat("a", 3<<20)), Options{MaxRatio: 50}, "error a.txt.gz too-large"},
		{"a large page", "a.txt", strings.Repeat("a", 1001), small, "error a.txt too-large"},
		{"nothing", "a.txt", "", Options{}, "error a.txt empty"},
		{"noise", "a.txt", string(noise), Options{}, "error a.txt binary"},
		{"a picture", "a.txt", "\x89PNG and so on", Options{}, "error a.txt binary"},
		{"UTF-16", "a.txt", "\xff\xfeh\x00i\x00", Options{}, "text a.txt 6"},
		{
			"lines", "a.jsonl", `{"id":"x","text":"one"}` + "\n\n" + `{"html":"<p>two"}` + "\n" + `{"id":7,"text":"three"}`,
			Options{},
			"text a.jsonl#x 3; html a.jsonl#3 6; text a.jsonl#7 5",
		},
		{
			"a bad line", "a.jsonl", `{"id":1,"text":"a"}` + "\n{\n" + `{"id":2}` + "\n" + `{"id":[],"text":"b"}` + "\n" + `{"id":3,"text":"c"}`,
			Options{},
			"text a.jsonl#1 1; error a.jsonl:2 bad-line; error a.jsonl:3 bad-line; error a.jsonl:4 bad-line; text a.jsonl#3 1",
		},
		{
			"a long line", "a.jsonl", `{"text":"a"}` + "\n" + `{"text":"` + strings.Repeat("b", 300000) + `"}` + "\n" + `{"text":"c"}`, small,
			"text a.jsonl#1 1; error a.jsonl:2 too-large; text a.jsonl#3 1",
		},
		{"a line without text", "a.jsonl", `{"text":" "}` + "\n" + `{"text":"","title":"T"}`, Options{}, "error a.jsonl:1 empty; text a.jsonl#2 0"},
		{"lines in gzip", "a.jsonl.gz", gz(`{"id":"x","text":"one"}`), Options{}, "text a.jsonl.gz#x 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := filepath.Join(t.TempDir(), c.file)
			if err := os.WriteFile(p, []byte(c.data), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(run(t, c.opt, p), "; "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestWalkTree(t *testing.T) {
	dir := t.TempDir()
	for _, f := range []string{"b.txt", "a/z.txt", "a/b.txt", ".hidden", "c.txt"} {
		p := filepath.Join(dir, f)
		os.MkdirAll(filepath.Dir(p), 0o700)
		os.WriteFile(p, []byte("text"), 0o600)
	}
	os.WriteFile(filepath.Join(dir, "b2.txt"), nil, 0o600)
	got := strings.Join(run(t, Options{Stdin: strings.NewReader("from stdin")}, filepath.Join(dir, "gone"), dir, "-"), "; ")
	want := "error gone missing; text b.txt 4; text z.txt 4; text b.txt 4; error b2.txt empty; text c.txt 4; text - 10"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := run(t, Options{Stdin: strings.NewReader(`{"id":"k","text":"v"}`)}, "-"); len(got) != 1 || got[0] != "text -#k 1" {
		t.Errorf("lines from standard input: %v", got)
	}
}

func TestWalkStops(t *testing.T) {
	p := filepath.Join(t.TempDir(), "a.jsonl")
	os.WriteFile(p, []byte(strings.Repeat(`{"text":"a"}`+"\n", 100)), 0o600)
	n := 0
	Walk(context.Background(), []string{p, p}, Options{}, func(*parley.Page, error) bool { n++; return n < 3 })
	if n != 3 {
		t.Errorf("yield was called %d times", n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n = 0
	Walk(ctx, []string{p, p}, Options{}, func(*parley.Page, error) bool { n++; cancel(); return true })
	if n != 1 {
		t.Errorf("after cancel yield was called %d times", n)
	}
}

func TestLineFields(t *testing.T) {
	p, err := parseLine("f", 3, []byte(`{"text":"T","title":"A","lead":"B","published":"2025-04-08","outlet":"vov.vn","url":"https://vov.vn/x"}`))
	if err != nil {
		t.Fatal(err)
	}
	if p.Source != "f#3" || p.Title != "A" || p.Lead != "B" || p.Published != "2025-04-08" || p.Outlet != "vov.vn" || p.URL != "https://vov.vn/x" {
		t.Errorf("got %+v", p)
	}
}

func FuzzWalkJSONL(f *testing.F) {
	f.Add([]byte(`{"id":"x","text":"one"}` + "\n{\n"))
	f.Add([]byte(`{"id":null,"html":"<p>"}`))
	f.Add([]byte(gz(`{"text":"a"}`)))
	for _, p := range []string{"n_structure_open_array_object.json", "y_string_utf8.json", "n_string_escaped_emoji.json"} {
		if b, err := os.ReadFile(filepath.Join("../../../shared/bad/jsontestsuite/test_parsing", p)); err == nil && len(b) < 1<<16 {
			f.Add(b)
		}
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		p := filepath.Join(dir, "f.jsonl")
		if err := os.WriteFile(p, data, 0o600); err != nil {
			t.Fatal(err)
		}
		Walk(context.Background(), []string{p}, Options{MaxLine: 4096, MaxPage: 4096}, func(p *parley.Page, err error) bool {
			if (p == nil) == (err == nil) {
				t.Errorf("page %v with error %v", p, err)
			}
			return true
		})
	})
}

func BenchmarkWalkJSONL(b *testing.B) {
	line := `{"id":"x","text":"` + strings.Repeat("một đoạn văn ", 300) + `"}` + "\n"
	p := filepath.Join(b.TempDir(), "a.jsonl")
	data := strings.Repeat(line, 500)
	os.WriteFile(p, []byte(data), 0o600)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Walk(context.Background(), []string{p}, Options{}, func(*parley.Page, error) bool { return true })
	}
}
