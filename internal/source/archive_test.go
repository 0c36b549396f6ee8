package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// file is a file of an archive.
type file struct{ name, data string }

func zipped(files ...file) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, _ := z.Create(f.name)
		w.Write([]byte(f.data))
	}
	z.Close()
	return b.String()
}

// stored makes an archive whose entries are not compressed and tell their sizes up front.
func stored(files ...file) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, _ := z.CreateRaw(&zip.FileHeader{Name: f.name, CompressedSize64: uint64(len(f.data)), UncompressedSize64: uint64(len(f.data)), CRC32: 0})
		w.Write([]byte(f.data))
	}
	z.Close()
	return b.String()
}

func tarred(files ...file) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.data)), Mode: 0o600})
		w.Write([]byte(f.data))
	}
	w.Close()
	return b.String()
}

// TestArchives: each case is a file and what is read from it, once from disk and once as a
// stream.
func TestArchives(t *testing.T) {
	two := []file{{"d/a.html", "<p>one"}, {"b.txt", "two"}}
	whole := zipped(two...)
	locked := []byte(whole)
	for _, magic := range []string{"PK\x03\x04", "PK\x01\x02"} {
		i := bytes.Index(locked, []byte(magic))
		locked[i+6+2*strings.Index("\x03\x01", magic[2:3])] |= 1
	}
	many := make([]file, 30)
	for i := range many {
		many[i] = file{fmt.Sprintf("%d.txt", i), "text"}
	}
	for _, c := range []struct {
		name, data string
		opt        Options
		want       string
	}{
		{"zip", whole, Options{}, "html a#d/a.html 6; text a#b.txt 3"},
		{"tar", tarred(two...), Options{}, "html a#d/a.html 6; text a#b.txt 3"},
		{"tar in gzip", gz(tarred(two...)), Options{}, "html a#d/a.html 6; text a#b.txt 3"},
		{"tar in zstd", zst(tarred(two...)), Options{}, "html a#d/a.html 6; text a#b.txt 3"},
		{"names that climb out of a folder are only names", zipped(file{"../../etc/passwd", "text"}, file{"a\n\x1b[2Jb.txt", "text"}), Options{}, "text a#../../etc/passwd 4; text a#a\uFFFD\uFFFD[2Jb.txt 4"},
		{"hidden files and those of other systems", zipped(file{".git/x", "text"}, file{"__MACOSX/b", "text"}, file{"b", "text"}), Options{}, "text a#b 4"},
		{"what is no page", tarred(file{"p.png", "\x89PNG"}, file{"b", "text"}, file{"e", ""}), Options{}, "error a#p.png binary; text a#b 4; error a#e empty"},
		{"an archive in an archive, in gzip", zipped(file{"in.tar.gz", gz(tarred(file{"x.jsonl.gz", gz(`{"id":"k","text":"v"}`)}))}), Options{}, "text a#in.tar.gz#x.jsonl.gz#k 1"},
		{"archives too deep in each other", zipped(file{"1", zipped(file{"2", zipped(file{"3", zipped(file{"4", "text"})})}, file{"b", "text"})}), Options{}, "error a#1#2#3 too-deep; text a#1#b 4"},
		{"too many entries", zipped(many...), Options{MaxEntries: 2}, "text a#0.txt 4; text a#1.txt 4; error a too-many"},
		{"too many entries of tar", tarred(many...), Options{MaxEntries: 2}, "text a#0.txt 4; text a#1.txt 4; error a too-many"},
		{"a large entry", zipped(file{"l", strings.Repeat("ab", 600)}, file{"b", "text"}), Options{MaxPage: 1000}, "error a#l too-large; text a#b 4"},
		{"a bomb", zipped(file{"l", strings.Repeat("a", 3<<20)}, file{"b", "text"}), Options{MaxRatio: 50}, "error a#l too-large; error a too-large"},
		{"a bomb in tar", gz(tarred(file{"l", strings.Repeat("a", 3<<20)}, file{"b", "text"})), Options{MaxRatio: 50}, "error a#l too-large; error a too-large"},
		{"locked", string(locked), Options{}, "error a#d/a.html locked; text a#b.txt 3"},
		{"a wrong sum", stored(two...), Options{}, "error a#d/a.html damaged; error a#b.txt damaged"},
		{"zip without its end", whole[:len(whole)-30], Options{}, "error a damaged; html a#d/a.html 6; text a#b.txt 3"},
		{"tar that breaks off", tarred(two...)[:1200], Options{}, "html a#d/a.html 6; error a damaged"},
		{"an empty zip", zipped(), Options{}, "error a empty"},
		{"an office document", zipped(file{"[Content_Types].xml", "<Types/>"}, file{"word/document.xml", "<x/>"}), Options{}, "error a binary"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := filepath.Join(t.TempDir(), "a")
			if err := os.WriteFile(p, []byte(c.data), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := strings.ReplaceAll(strings.Join(runBare(t, c.opt, p), "; "), filepath.Dir(p)+"/", ""); got != c.want {
				t.Errorf("from disk:\ngot  %s\nwant %s", got, c.want)
			}
			c.opt.Stdin = strings.NewReader(c.data)
			want := strings.NewReplacer("a#", "-#", "error a ", "error - ").Replace(c.want)
			if got := strings.Join(runBare(t, c.opt, "-"), "; "); got != want {
				t.Errorf("as a stream:\ngot  %s\nwant %s", got, want)
			}
		})
	}
}

func FuzzArchive(f *testing.F) {
	f.Add([]byte(zipped(file{"a.html", "<p>one"}, file{"b.zip", zipped(file{"c", "text"})})))
	f.Add([]byte(zipped(file{"a.html", "<p>one"})[:40]))
	f.Add([]byte(stored(file{"a.html", "<p>one"})))
	f.Add([]byte(tarred(file{"a.html", "<p>one"}, file{"b.gz", gz("x")})))
	f.Add([]byte(gz(tarred(file{"a.html", "<p>one"}))))
	f.Add([]byte(zst("text")))
	f.Fuzz(fuzzed)
}
