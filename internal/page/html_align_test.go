package page

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"parley"
)

// This file says what is true of the blocks of the shared pages: which of them stand in the
// text that people kept.

// specimen is a page with its truth.
type specimen struct {
	set, id, site string
	kind          parley.PageKind
	body          []string // words
	page          *parley.Page
	fold          int
	share         float32                   // of what other pages count, in learning
	labels        []float32                 // per block: share of it that is the article's
	met           [maxListNames / 64]uint64 // names that tell lists, by number
}

// loadSpecimens reads the shared pages.
func loadSpecimens(t *testing.T, dir string, sets ...string) []*specimen {
	var out []*specimen
	for _, set := range sets {
		f, err := os.Open(filepath.Join(dir, set, "truth.jsonl"))
		if err != nil {
			t.Skip("no shared material: ", err)
		}
		in := bufio.NewScanner(f)
		in.Buffer(nil, 1<<24)
		for in.Scan() {
			var d struct {
				ID, URL, Body string
				Kind          parley.PageKind
				Share         float32
			}
			if err := json.Unmarshal(in.Bytes(), &d); err != nil {
				t.Fatal(err)
			}
			s := &specimen{set: set, id: d.ID, site: siteOf(d.URL, d.ID), kind: d.Kind, body: shingleWords(d.Body), share: cmp.Or(d.Share, 1)}
			s.page = &parley.Page{URL: d.URL, Media: parley.MediaHTML, Bytes: unzip(t, filepath.Join(dir, set, "html", d.ID+".html.gz"))}
			s.fold = foldOf(s.site)
			out = append(out, s)
		}
		f.Close()
	}
	return out
}

// foldOf gives the part that a site is in.
func foldOf(site string) int {
	if *htmlDraw != 0 {
		site += strconv.Itoa(*htmlDraw)
	}
	return int(hashText(site) % folds)
}

// allSpecimens reads the shared pages, and those of every set in -fit-html-more.
func allSpecimens(t *testing.T) []*specimen {
	out := loadSpecimens(t, *htmlFit, "aeb", "fundus-eval", "wcxb", "vi")
	if *htmlMore == "" {
		return out
	}
	sets, err := os.ReadDir(*htmlMore)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sets {
		out = append(out, loadSpecimens(t, *htmlMore, s.Name())...)
	}
	return out
}

// siteOf is what pages are kept together by: the host, or the first part of the id.
func siteOf(address, id string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		parts := strings.Split(u.Host, ".")
		return strings.Join(parts[max(0, len(parts)-2):], ".")
	}
	if parts := strings.Split(id, "_"); len(parts) > 2 {
		return parts[2]
	}
	return id
}

func unzip(t *testing.T, name string) []byte {
	f, err := os.Open(name)
	if err != nil {
		t.Skip("no shared material: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// shingleWords gives the folded words of a text, in which only letters and digits count.
func shingleWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
}

// outlineOf reads a page up to where its blocks are measured.
func outlineOf(r *Reader, s *specimen) *outline {
	text, _ := r.lex.decode(s.page)
	markup := newLean(text)
	root, _ := markup.parse()
	m := meta{markup: markup}
	m.scan(root)
	m.finish()
	d := newDocument(root, r.lex.classes, nil)
	d.meta, d.home = m, m.home()
	o := &outline{lex: r.lex, doc: d, page: s.page, plan: &plan{}}
	o.main = o.mainBox()
	o.title = o.findTitle()
	o.titleKey = looseKey(o.title)
	return o
}

type gram [4]string

// align gives for each block the share of it that stands in the truth. A run of words that
// the truth has once is given to one block alone: the one with most of the truth around it.
func align(truth []string, blocks []hblock) []float32 {
	words := make([][]string, len(blocks))
	counts := map[gram]int{}
	where := map[gram]int{}
	for i := 0; i+4 <= len(truth); i++ {
		g := gram(truth[i : i+4])
		counts[g]++
		if _, ok := where[g]; !ok {
			where[g] = i
		}
	}
	cover := make([]float32, len(blocks))
	for i := range blocks {
		words[i] = shingleWords(blocks[i].text)
		cover[i] = covered(words[i], counts, false)
	}
	near := func(i int) (s float64) {
		for j := max(0, i-12); j < min(len(blocks), i+13); j++ {
			s += float64(cover[j]) * float64(len(words[j]))
		}
		if blocks[i].marks&inHidden != 0 {
			s /= 10
		}
		return s
	}
	order := make([]int, 0, len(blocks))
	rank := make([]float64, len(blocks))
	for i := range blocks {
		if cover[i] > 0 {
			order = append(order, i)
			rank[i] = near(i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return -cmpFloat(rank[a], rank[b]) })
	labels := make([]float32, len(blocks))
	for _, i := range order {
		labels[i] = covered(words[i], counts, true)
	}
	alignShort(truth, words, where, labels)
	return labels
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// covered gives the share of a block's runs of four words in the truth; with take, they are
// taken out of it.
func covered(w []string, counts map[gram]int, take bool) float32 {
	n := len(w) - 3
	if n <= 0 {
		return 0
	}
	in := 0
	for i := 0; i < n; i++ {
		g := gram(w[i : i+4])
		if counts[g] > 0 {
			in++
			if take {
				counts[g]--
			}
		}
	}
	return float32(in) / float32(n)
}

// alignShort labels blocks of less than six words, which stand in the truth where it goes on
// with them behind the block before, or before the block behind.
func alignShort(truth []string, words [][]string, where map[gram]int, labels []float32) {
	at := 0
	for i, w := range words {
		if len(w) >= 4 && labels[i] >= 0.5 {
			if k, ok := where[gram(w[len(w)-4:])]; ok {
				at = k + 4
			}
			continue
		}
		if len(w) == 0 || len(w) >= 6 {
			continue
		}
		labels[i] = 0
		for k := max(0, at-1); k <= at+1 && k+len(w) <= len(truth); k++ {
			if slices.Equal(truth[k:k+len(w)], w) && (at > 0 || goesOn(truth[k+len(w):], words[i+1:])) {
				labels[i] = 1
				at = k + len(w)
				break
			}
		}
	}
}

// goesOn tells whether the truth goes on with one of the next blocks.
func goesOn(truth []string, words [][]string) bool {
	for i := 0; i < len(words) && i < 4; i++ {
		if n := len(words[i]); n >= 3 && n <= len(truth) && slices.Equal(truth[:3], words[i][:3]) {
			return true
		}
	}
	return false
}
