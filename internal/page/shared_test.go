package page

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"parley"
)

// These tests measure against material that lies beside the project; without it they skip.
const shared = "../../../shared"

// group is what kinds of block are compared as.
func group(k parley.BlockKind) string {
	switch k {
	case parley.BlockLead, parley.BlockHeading, parley.BlockQuote, parley.BlockDateline:
		return "body"
	case parley.BlockTeaserTitle:
		return "teaser"
	}
	if k.Furniture() {
		return "furniture"
	}
	return string(k)
}

// lineBlocks gives for each line of a layout's text the block that covers most of it.
func lineBlocks(l *parley.Layout) []*parley.Block {
	var out []*parley.Block
	at, next := 0, 0
	for _, line := range strings.Split(l.Text, "\n") {
		end := at + utf8.RuneCountInString(line)
		var best *parley.Block
		most := 0
		for i := next; i < len(l.Blocks) && l.Blocks[i].Start < end; i++ {
			if n := min(end, l.Blocks[i].End) - max(at, l.Blocks[i].Start); n > most {
				best, most = &l.Blocks[i], n
			}
			next = i
		}
		out = append(out, best)
		at = end + 1
	}
	return out
}

// TestSharedSeeds compares the lines of the seed pages with what people would say of them.
func TestSharedSeeds(t *testing.T) {
	f, err := os.Open(filepath.Join(shared, "gold/seeds.jsonl"))
	if err != nil {
		t.Skip("no shared material: ", err)
	}
	defer f.Close()
	r := New(tableWords(t))
	good, all, apart, pairs := 0, 0, 0, 0
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var d struct {
			Doc   string
			Lines []struct {
				N    int
				Kind parley.BlockKind
				Item *int
			}
		}
		if err := json.Unmarshal(in.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(shared, "seeds", d.Doc))
		if err != nil {
			t.Skip("no shared material: ", err)
		}
		got := lineBlocks(r.Read(&parley.Page{Bytes: b, Media: parley.MediaText}))
		for i, x := range d.Lines {
			all++
			g := got[x.N-1]
			if group(g.Kind) == group(x.Kind) {
				good++
			} else {
				t.Logf("%s:%d is %s, read as %s", d.Doc, x.N, x.Kind, g.Kind)
			}
			for _, y := range d.Lines[i+1:] {
				if x.Item != nil && y.Item != nil {
					pairs++
					if (*x.Item == *y.Item) == (g.Item == got[y.N-1].Item) {
						apart++
					}
				}
			}
		}
	}
	t.Logf("lines %d of %d, apart %d of %d", good, all, apart, pairs)
	if good*100 < all*98 || apart*100 < pairs*98 {
		t.Errorf("below the floor of 0.98: lines %d of %d, apart %d of %d", good, all, apart, pairs)
	}
}

// article is one of the articles of the shared clusters.
type article struct{ Title, Lead, Text, Outlet string }

// sharedArticles reads articles with a title, a lead and some text.
func sharedArticles(t testing.TB) []article {
	d := sharedLines(t, "clusters/outlets-2013.jsonl.gz")
	var out []article
	for {
		var a article
		if d.Decode(&a) != nil {
			return out
		}
		if len(a.Text) > 600 && len(a.Lead) > 80 && len(a.Title) > 15 && finalStop(a.Lead) {
			out = append(out, a)
		}
	}
}

// sharedLines reads the objects of a shared archive of JSON lines; the test skips where it is absent.
func sharedLines(t testing.TB, name string) *json.Decoder {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, name))
	if err != nil {
		t.Skip("no shared material: ", err)
	}
	t.Cleanup(func() { _ = f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return json.NewDecoder(z)
}

// paragraphs cuts a text at the ends of sentences into pieces of one to four sentences; of one
// without rng.
func paragraphs(s string, rng *rand.Rand) []string {
	var out []string
	size := func() int {
		if rng == nil {
			return 1
		}
		return 1 + rng.IntN(4)
	}
	from, left := 0, size()
	for i, r := range s {
		if !unicode.IsSpace(r) || i == 0 || !strings.ContainsRune(".!?…", rune(s[i-1])) {
			continue
		}
		if n, _ := utf8.DecodeRuneInString(s[i+1:]); !unicode.IsUpper(n) {
			continue
		}
		if left--; left == 0 {
			out = append(out, strings.TrimSpace(s[from:i]))
			from, left = i, size()
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}

// TestShared cuts articles into paragraphs and puts leads of others behind them: an article
// must stay whole, and the others must be told apart from it.
func TestShared(t *testing.T) {
	arts := sharedArticles(t)
	r := New(tableWords(t))
	rng := rand.New(rand.NewPCG(1, 2))
	whole, glued := 0, 0
	for i, a := range arts {
		gap := strings.Repeat("\n", 1+i%2)
		text := a.Title + gap + a.Lead + gap + strings.Join(paragraphs(strings.Join(strings.Fields(a.Text), " "), rng), gap)
		lines := strings.Count(text, "\n")
		if l := r.Read(&parley.Page{Bytes: []byte(text), Media: parley.MediaText}); only(l, 0, lines, 0) {
			whole++
		}
		sep := []string{gap, gap + "\n\n", gap + "Theo Reuters" + gap, gap + "Ý kiến" + gap}[i%4]
		text += sep
		lines = strings.Count(text, "\n")
		for range 3 + rng.IntN(6) {
			b := arts[rng.IntN(len(arts))]
			if b.Title == a.Title {
				continue
			}
			if i%3 == 0 {
				text += b.Title + gap
			}
			text += b.Lead + gap
		}
		l := r.Read(&parley.Page{Bytes: []byte(text), Media: parley.MediaText})
		if only(l, 0, lines-1, 0) && !has(l, lines, 0) {
			glued++
		}
	}
	n := len(arts)
	t.Logf("of %d articles %d stay whole; of %d with others behind them %d are taken apart", n, whole, n, glued)
	if whole*100 < n*98 || glued*100 < n*95 {
		t.Errorf("below the floors of 0.98 and 0.95: %d and %d of %d", whole, glued, n)
	}
}

// only tells whether lines from to to that belong to an item all belong to this one.
func only(l *parley.Layout, from, to, item int) bool {
	for i, b := range lineBlocks(l) {
		if i >= from && i <= to && b != nil && b.Item != item && b.Item != noItem {
			return false
		}
	}
	return true
}

// has tells whether a line from line from on belongs to the item.
func has(l *parley.Layout, from, item int) bool {
	for i, b := range lineBlocks(l) {
		if i >= from && b != nil && b.Item == item {
			return true
		}
	}
	return false
}

// addShared adds files of folders of the shared bad input to a fuzz corpus: of each folder
// sixty, from its whole depth.
func addShared(f *testing.F, folders ...string) {
	for _, folder := range folders {
		var names []string
		_ = filepath.WalkDir(filepath.Join(shared, "bad", folder), func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				names = append(names, name)
			}
			return nil // a folder that is absent adds nothing
		})
		for i := 0; i < len(names); i += 1 + len(names)/60 {
			if b, err := os.ReadFile(names[i]); err == nil && len(b) < 1<<15 {
				f.Add(b)
			}
		}
	}
}

// addOwn adds the pages of testdata.
func addOwn(f *testing.F, ext string) {
	files, _ := filepath.Glob("testdata/*" + ext)
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil {
			f.Add(b)
		}
	}
}

func FuzzReadText(f *testing.F) {
	addOwn(f, ".txt")
	addShared(f, "blns", "unicode", "golang-text-encoding")
	f.Add([]byte("Ảnh: (Ảnh: X) [A b c d e f] (trái) A.\x00\xff"))
	r := New(tableWords(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := check(r.Read(&parley.Page{Bytes: b, Media: parley.MediaText})); err != nil {
			t.Error(err)
		}
		given := string(b[:len(b)/2])
		if err := check(r.Read(&parley.Page{Bytes: b, Title: given, Lead: string(b[len(b)/2:]), Media: parley.MediaText})); err != nil {
			t.Error("given: ", err)
		}
	})
}

func FuzzReadHTML(f *testing.F) {
	addOwn(f, ".html")
	addShared(f, "html5lib-tests", "feedparser-tests", "gofeed-testdata")
	addDictionary(f, "html.dict")
	f.Add([]byte(strings.Repeat("<div>", 600) + "deep"))
	r := New(tableWords(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := check(r.Read(&parley.Page{Bytes: b, URL: "https://a.example/2020/01/02/x", Media: parley.MediaHTML})); err != nil {
			t.Error(err)
		}
	})
}

func FuzzReadSitemap(f *testing.F) {
	addShared(f, "feedparser-tests")
	f.Add([]byte(`<urlset><url><loc>https://a.example/x</loc><lastmod>2020-01-02</lastmod></url><url><loc>`))
	r := New(tableWords(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := check(r.Read(&parley.Page{Bytes: b, URL: "https://a.example/sitemap.xml", Media: parley.MediaSitemap})); err != nil {
			t.Error(err)
		}
	})
}

// distinct makes lines of words of which none stands twice.
func distinct(lines int) string {
	var s strings.Builder
	for i := range lines {
		fmt.Fprintf(&s, "Từ%d mới%d và%d.\n", i, i, i)
	}
	return s.String()
}

func BenchmarkRead(b *testing.B) {
	r := New(tableWords(b))
	for _, name := range []string{"testdata/teasers.txt", "testdata/runon.txt", "testdata/article.html"} {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		p := &parley.Page{Bytes: data, Media: parley.MediaText}
		if strings.HasSuffix(name, ".html") {
			p.Media = parley.MediaHTML
		}
		b.Run(filepath.Base(name), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				r.Read(p)
			}
		})
	}
}

// TestWritten reads the articles that were written for corpus/written: in most every paragraph tells of
// somebody else, and still each is one article to its end.
func TestWritten(t *testing.T) {
	files, err := filepath.Glob("../../corpus/written/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no articles: ", err)
	}
	r := New(tableWords(t))
	torn := []string{}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		l := r.Read(&parley.Page{Bytes: b, Media: parley.MediaText})
		if slices.ContainsFunc(l.Blocks, func(b parley.Block) bool { return b.Item > 0 }) {
			torn = append(torn, filepath.Base(name))
		}
	}
	// The states that answered a climate summit have no word in common with each other.
	if known := []string{"b09-cop29.txt"}; !slices.Equal(torn, known) {
		t.Errorf("taken apart: %q, known are %q", torn, known)
	}
}
