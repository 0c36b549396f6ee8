package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"parley"
)

// httpRecord writes a WARC record with an HTTP response.
func httpRecord(id, url, fields, body string) string {
	block := "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body
	return warcRecord(id, "response", url, "application/http; msgtype=response", block)
}

// warcRecord writes a record of any type.
func warcRecord(id, kind, url, media, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <%s>\r\nWARC-Target-URI: %s\r\nWARC-Date: 2031-05-06T07:08:09Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, id, url, media, len(block), block)
}

const htmlFields = "Content-Type: text/html; charset=windows-1258\r\n"

func br(s string) string {
	var b bytes.Buffer
	z := brotli.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

// TestWARC: each case is a file and what is read from it.
func TestWARC(t *testing.T) {
	one := httpRecord("urn:1", "http://a.vn/1", htmlFields, "<p>first")
	two := httpRecord("urn:2", "http://a.vn/2", htmlFields, "<p>second")
	three := httpRecord("urn:3", "http://a.vn/3", htmlFields, "<p>third")
	info := warcRecord("urn:0", "warcinfo", "", "application/warc-fields", "software: x")
	long := strings.Replace(two, "Content-Length: ", "Content-Length: 1", 1)
	short := strings.Replace(two, "charset=windows-1258\r\n\r\n<p>second", "charset=windows-1258\r\n\r\n<p>second and more than it says", 1)
	bomb := httpRecord("urn:b", "http://a.vn/b", htmlFields+"Content-Encoding: gzip\r\n", gz(strings.Repeat("a", 3<<20)))
	broken := []byte(gz(two))
	broken[len(broken)/2] ^= 0x55
	for _, c := range []struct{ name, data, want string }{
		{"two pages", info + one + two, "html a#urn:1 8; html a#urn:2 9"},
		{"each record in a member of gzip", gz(info) + gz(one) + gz(two), "html a#urn:1 8; html a#urn:2 9"},
		{"all records in one member", gz(info + one + two), "html a#urn:1 8; html a#urn:2 9"},
		{"members that cut records through", gz(one[:100]) + gz(one[100:]+two[:50]) + gz(two[50:]), "html a#urn:1 8; html a#urn:2 9"},
		{"zeros between members", gz(one) + "\x00\x00" + gz(two), "html a#urn:1 8; html a#urn:2 9"},
		{"zstd around the whole", zst(one + two), "html a#urn:1 8; html a#urn:2 9"},
		{"nothing that is a page", info, "error a empty"},
		{"a picture and a failure", httpRecord("urn:1", "http://a.vn/1", "Content-Type: image/png\r\n", "\x89PNG") + strings.Replace(two, "200 OK", "404 OK", 1) + three, "html a#urn:3 8"},
		{"a resource and a conversion", warcRecord("urn:1", "resource", "http://a.vn/1", "text/html", "<p>x") + warcRecord("urn:2", "conversion", "http://a.vn/2", "text/plain", "text"), "html a#urn:1 4; text a#urn:2 4"},
		{"a file for crawlers", httpRecord("urn:1", "http://a.vn/robots.txt", "Content-Type: text/plain\r\n", "User-agent: *") + two, "html a#urn:2 9"},
		{"chunks", httpRecord("urn:1", "http://a.vn/1", htmlFields+"Transfer-Encoding: chunked\r\n", "3\r\n<p>\r\n5;x\r\nfirst\r\n0\r\n\r\n"), "html a#urn:1 8"},
		{"chunks that are none", httpRecord("urn:1", "http://a.vn/1", htmlFields+"Transfer-Encoding: chunked\r\n", "<p>first"), "html a#urn:1 8"},
		{"gzip in HTTP", httpRecord("urn:1", "http://a.vn/1", htmlFields+"Content-Encoding: gzip\r\n", gz("<p>first")), "html a#urn:1 8"},
		{"gzip that is none", httpRecord("urn:1", "http://a.vn/1", htmlFields+"Content-Encoding: gzip\r\n", "<p>first"), "html a#urn:1 8"},
		{"brotli in HTTP", httpRecord("urn:1", "http://a.vn/1", htmlFields+"Content-Encoding: br\r\n", br("<p>first")), "html a#urn:1 8"},
		{"a bomb in HTTP", bomb + two, "error a#urn:b too-large; html a#urn:2 9"},
		{"a feed in HTTP", httpRecord("urn:1", "http://a.vn/f", "Content-Type: application/rss+xml\r\n", "<rss><channel><item><title>T</title><guid>g</guid></item></channel></rss>"), "text a#urn:1#g 0"},
		{"a record longer than its length", one + short + three, "html a#urn:1 8; error a: record 2, byte @plain bad-record; html a#urn:3 8"},
		{"a record shorter than its length", one + long + three, "html a#urn:1 8; error a: record 2, byte @plain bad-record; html a#urn:3 8"},
		{"no length", one + strings.Replace(two, "Content-Length: ", "Length: ", 1) + three, "html a#urn:1 8; error a: record 2, byte @plain bad-record; html a#urn:3 8"},
		{"rubbish between records", one + "rubbish\nmore\n" + three, "error a: record 1, byte 0 bad-record; html a#urn:3 8"},
		{"a file that breaks off", one + two[:200], "html a#urn:1 8; error a: record 2, byte @plain bad-record"},
		{"a broken member", gz(one) + string(broken) + gz(three), "html a#urn:1 8; error a: record 2, byte @gzip bad-record; html a#urn:3 8"},
		{"a member that breaks off", gz(one) + gz(two)[:60] + gz(three), "html a#urn:1 8; error a: record 2, byte @gzip bad-record; html a#urn:3 8"},
		{"rubbish between members", gz(one) + "rubbish" + gz(three), "html a#urn:1 8; error a: record 2, byte @gzip bad-record; html a#urn:3 8"},
		{"a wrong length within a member", gz(one) + gz(long) + gz(three), "html a#urn:1 8; error a: record 2, byte @gzip bad-record; html a#urn:3 8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := filepath.Join(t.TempDir(), "a")
			if err := os.WriteFile(p, []byte(c.data), 0o600); err != nil {
				t.Fatal(err)
			}
			want := strings.NewReplacer("@plain", strconv.Itoa(len(one)), "@gzip", strconv.Itoa(len(gz(one)))).Replace(c.want)
			if got := strings.Join(run(t, Options{}, p), "; "); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// TestWARCFields: what the record says goes with the page.
func TestWARCFields(t *testing.T) {
	data := strings.Replace(httpRecord("urn:1", "http://a.vn/1", htmlFields, "<p>x"), "WARC-Date", "WARC-Truncated: length\r\nWARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nWARC-Date", 1)
	Walk(context.Background(), []string{"-"}, Options{Stdin: strings.NewReader(data), Fetched: "2032-01-01"}, func(p *parley.Page, err error) bool {
		if err != nil {
			t.Fatal(err)
		}
		if p.URL != "http://a.vn/1" || p.Fetched != "2031-05-06" || p.Charset != "windows-1258" || p.Media != parley.MediaHTML || p.Source != "-#urn:1" {
			t.Errorf("got %+v", p)
		}
		if len(p.Problems) != 2 || p.Problems[0].Code != "truncated" || p.Problems[1].Code != "digest-mismatch" {
			t.Errorf("problems %v", p.Problems)
		}
		return true
	})
}

// readCounter counts the bytes that are read.
type readCounter struct {
	r *bytes.Reader
	n int64
}

func (c *readCounter) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.r.ReadAt(p, off)
	c.n += int64(n)
	return n, err
}

// TestWARCLies: records that all claim to reach to the end of the file cost no more than a
// few readings of it.
func TestWARCLies(t *testing.T) {
	one := warcRecord("urn:1", "response", "http://a.vn/1", "application/http", "x")
	data := []byte(strings.Repeat(strings.Replace(one, "Content-Length: 1", "Content-Length: 500000", 1), 4000))
	for name, in := range map[string][]byte{"plain": data, "gzip": []byte(strings.Repeat(gz(string(data[:len(data)/4000])), 4000))} {
		c := &readCounter{r: bytes.NewReader(in)}
		errs := 0
		w := &walker{ctx: context.Background(), opt: Options{}.withDefaults(), http: bufio.NewReaderSize(nil, maxHeader), yield: func(_ *parley.Page, err error) bool {
			if err != nil {
				errs++
			}
			return true
		}}
		size := int64(len(in))
		w.content(&input{place: "f", r: bufio.NewReaderSize(io.NewSectionReader(c, 0, size), bufSize), at: c, size: size})
		if errs == 0 || c.n > 8*size+8<<20 {
			t.Errorf("%s: %d errors, %d bytes read of %d", name, errs, c.n, size)
		}
	}
}

var bigWARC = flag.Int("bigwarc", 64, "size in MB of the WARC that TestWARCMemory reads")

// TestWARCMemory: a WARC of any length is read in the memory of a few pages. The file is
// made while it is read: pages, pictures and, in gzip, a broken member now and then.
func TestWARCMemory(t *testing.T) {
	page := httpRecord("urn:p", "http://a.vn/p", htmlFields, "<p>"+strings.Repeat("words of a page, ", 4000))
	noise := make([]byte, 4<<20)
	rand.New(rand.NewSource(1)).Read(noise) //nolint:gosec // bytes for a test
	picture := httpRecord("urn:i", "http://a.vn/i", "Content-Type: image/jpeg\r\n", string(noise))
	broken := []byte(gz(page))
	broken[len(broken)/2] ^= 0x55
	for name, parts := range map[string][]string{"plain": {page, page, picture}, "gzip": {gz(page), gz(picture), string(broken), gz(page)}} {
		var total, pages, peak int64
		limit := int64(*bigWARC) << 20
		i := 0
		in := &generator{next: func() string {
			if total > limit {
				return ""
			}
			i++
			total += int64(len(parts[i%len(parts)]))
			return parts[i%len(parts)]
		}}
		Walk(context.Background(), []string{"-"}, Options{Stdin: in}, func(p *parley.Page, err error) bool {
			if pages++; pages%100 == 1 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, int64(m.Sys-m.HeapReleased))
			}
			return true
		})
		t.Logf("%s: %d MB, %d pages, at most %d MiB held from the system", name, total>>20, pages, peak>>20)
		if pages < 5 || peak > 256<<20 {
			t.Errorf("%s: %d pages, %d MiB", name, pages, peak>>20)
		}
	}
}

// generator gives the strings of next as bytes until it gives "".
type generator struct {
	next func() string
	rest string
}

func (g *generator) Read(p []byte) (int, error) {
	if g.rest == "" {
		if g.rest = g.next(); g.rest == "" {
			return 0, io.EOF
		}
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	return n, nil
}

func FuzzWARC(f *testing.F) {
	one := httpRecord("urn:1", "http://a.vn/1", htmlFields+"Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", "3\r\n<p>\r\n0\r\n\r\n")
	f.Add([]byte(one + one))
	f.Add([]byte(gz(one) + gz(one)))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\n"))
	seed(f, "warcio-data", "gowarc-data", "jwarc-data")
	f.Fuzz(fuzzed)
}

// seed adds the shared files below 64 KiB of some folders.
func seed(f *testing.F, folders ...string) {
	for _, name := range folders {
		_ = filepath.WalkDir(filepath.Join("..", "..", "..", "shared", "bad", name), func(p string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				if b, err := os.ReadFile(p); err == nil && len(b) < 1<<16 {
					f.Add(b)
				}
			}
			return nil
		})
	}
}

// fuzzed reads bytes as a file that can be sought in, and as a stream. Every page must be
// within the limits, every error an *Error.
func fuzzed(t *testing.T, data []byte) {
	opt := Options{MaxPage: 1 << 16, MaxLine: 1 << 16, MaxHeld: 1 << 18, MaxTotal: 1 << 22, MaxEntries: 50, MaxDepth: 3}.withDefaults()

	w := &walker{ctx: context.Background(), opt: opt, http: bufio.NewReaderSize(nil, maxHeader)}
	w.yield = func(p *parley.Page, err error) bool {
		e := (*Error)(nil)
		switch {
		case err != nil && (!errors.As(err, &e) || e.Place == "" || e.Reason == ""):
			t.Errorf("an error without place or reason: %v", err)
		case err == nil && (p == nil || p.Source == "" || int64(len(p.Bytes)) > opt.MaxHeld):
			t.Errorf("a bad page: %+v", p)
		}
		return true
	}
	in := (&input{place: "f"}).bytes("x", "", data)
	in.depth = 0
	w.content(in)
	opt.Stdin = bytes.NewReader(data)
	Walk(context.Background(), []string{"-"}, opt, w.yield)
}

func BenchmarkWARC(b *testing.B) {
	page := httpRecord("urn:p", "http://a.vn/p", htmlFields, "<p>"+strings.Repeat("words of a page, ", 4000))
	for name, data := range map[string]string{"plain": strings.Repeat(page, 100), "gzip": strings.Repeat(gz(page), 100)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(100 * len(page)))
			b.ReportAllocs()
			for b.Loop() {
				Walk(context.Background(), []string{"-"}, Options{Stdin: strings.NewReader(data)}, func(*parley.Page, error) bool { return true })
			}
		})
	}
}
