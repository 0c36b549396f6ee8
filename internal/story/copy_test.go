package story

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
)

var copyPairs = flag.Int("copies", 40, "synthetic copies made for each edit, of real articles in ../shared")

// fewArticles are enough to stand around few copies.
const fewArticles = 300

// edits are what happens to a text when it is copied, with the precision and recall that
// must be reached.
var edits = []struct {
	name  string
	floor float64
	edit  func(r *rand.Rand, text string, pool []string) string
}{
	{"byline and tail", 0.97, func(_ *rand.Rand, text string, _ []string) string {
		return "(Desk) Compiled by our staff. " + text + " Readers may write to us. All rights reserved. More on this page tomorrow."
	}},
	{"cut to 30-60 %", 0.97, func(r *rand.Rand, text string, _ []string) string {
		w := strings.Fields(text)
		n := len(w) * (30 + r.IntN(31)) / 100
		from := r.IntN(len(w) - n + 1)
		return strings.Join(w[from:from+n], " ")
	}},
	{"10 % substituted, 5 % deleted", 0.97, func(r *rand.Rand, text string, pool []string) string {
		return worn(r, text, pool, 10, 5)
	}},
	{"20 % substituted, 10 % deleted", 0.90, func(r *rand.Rand, text string, pool []string) string {
		return worn(r, text, pool, 20, 10)
	}},
	{"reordered, 30 % dropped", 0.90, func(r *rand.Rand, text string, _ []string) string {
		s := sentences(text)
		r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		return strings.Join(s[:max(1, len(s)*7/10)], " ")
	}},
	{"embedded in longer text", 0.97, func(r *rand.Rand, text string, pool []string) string {
		size, need := 0, len(text)*(100+r.IntN(100))/100
		var fill []string
		for size < need {
			s := sentences(pool[r.IntN(len(pool))])
			if len(s) < 8 {
				continue // one sentence would be a large part of it
			}
			fill = append(fill, s[r.IntN(len(s))])
			size += len(fill[len(fill)-1]) + 1
		}
		at := r.IntN(len(fill) + 1)
		return strings.Join(slices.Insert(fill, at, text), " ")
	}},
}

// worn replaces and deletes words here and there.
func worn(r *rand.Rand, text string, pool []string, substituted, deleted int) string {
	var out []string
	other := strings.Fields(pool[r.IntN(len(pool))])
	for _, w := range strings.Fields(text) {
		switch n := r.IntN(100); {
		case n < substituted:
			out = append(out, other[r.IntN(len(other))])
		case n >= substituted+deleted:
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

func sentences(text string) []string {
	return strings.SplitAfter(strings.ReplaceAll(text, "\n", " "), ". ")
}

// TestSyntheticCopies makes copies of real articles, puts them among all of the archive and
// asks which are found: -copies 500 for as many of each edit.
func TestSyntheticCopies(t *testing.T) {
	pool := articles(t)
	if *copyPairs < 100 {
		pool = pool[:min(len(pool), fewArticles)]
	}
	plain := make([]Item, 0, len(pool))
	for i, text := range pool {
		plain = append(plain, Items(reading(fmt.Sprint("corpus#", i), "", "", text, ""))...)
	}
	alone := kindred(plain)
	for n, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, uint64(n)))
			all := slices.Clone(plain)
			of := map[string]string{} // made item → the one it was made of
			for _, i := range r.Perm(len(pool)) {
				if len(strings.Fields(pool[i])) < 120 {
					continue
				}
				made := Items(reading(fmt.Sprint("made#", i), "", "", e.edit(r, pool[i], pool), ""))
				of[made[0].ID] = plain[i].ID
				if all = append(all, made...); len(of) == *copyPairs {
					break
				}
			}
			found, right, pairs := 0, 0, 0
			for id, mates := range kindred(all) {
				if of[id] == "" {
					continue
				}
				mayBe := append(alone[of[id]], of[id])
				if slices.Contains(mates, of[id]) {
					found++
				}
				for _, m := range mates {
					if of[m] == "" {
						pairs++
						if slices.Contains(mayBe, m) {
							right++
						}
					}
				}
			}
			precision, recall := float64(right)/float64(max(1, pairs)), float64(found)/float64(len(of))
			t.Logf("%d copies: precision %.3f recall %.3f", len(of), precision, recall)
			floor := e.floor
			if *copyPairs < 100 {
				floor -= 0.07 // of few copies one weighs much
			}
			if precision < floor || recall < floor {
				t.Errorf("below %.2f", floor)
			}
		})
	}
}

// kindred gives for every item those that it copies, is copied by or copies with.
func kindred(items []Item) map[string][]string {
	var all []*Item
	for i := range items {
		all = append(all, &items[i])
	}
	slices.SortFunc(all, order)
	copies := findCopies(all, func(int) bool { return false })
	groups := map[int][]string{}
	for i, k := range families(copies) {
		groups[k] = append(groups[k], all[i].ID)
	}
	out := map[string][]string{}
	for _, g := range groups {
		for _, id := range g {
			out[id] = slices.DeleteFunc(slices.Clone(g), func(o string) bool { return o == id })
		}
	}
	return out
}

func articles(t testing.TB) []string {
	f, err := os.Open(filepath.FromSlash("../../../shared/corpus/diplomacy-2017.jsonl.gz"))
	if err != nil {
		t.Skip("no corpus at hand: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		var d struct{ Text string }
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, d.Text)
	}
	return out
}

// Who copies whom: the one that credits the other, whenever it came out; else the later.
func TestLineage(t *testing.T) {
	var b strings.Builder
	letters := func(n int) string { return string([]rune{rune('a' + n%26), rune('a' + n/26%26), rune('a' + n/676)}) }
	for i := range 60 {
		fmt.Fprintf(&b, "word%s of sentence%s says thing%s plainly. ", letters(i), letters(i*7), letters(i*3))
	}
	text := b.String()
	half := text[:len(text)/2]
	item := func(source, outlet, agency, day, text string) Item {
		r := reading(source, "", "", text, day)
		r.Outlet, r.Items[0].Agency = parley.Maybe(outlet), parley.Maybe(agency)
		return Items(r)[0]
	}
	for _, tt := range []struct {
		name   string
		items  []Item
		source string // of the original
		left   bool   // the copy left something out
		credit bool
	}{
		{"the later copies", []Item{item("a", "a.vn", "", "2025-04-02", text), item("b", "b.vn", "", "2025-04-03", text)}, "a", false, false},
		{"a cut one leaves half out", []Item{item("a", "a.vn", "", "2025-04-02", text), item("b", "b.vn", "", "2025-04-03", half)}, "a", true, false},
		{"credit goes before time", []Item{item("a", "a.vn", "B\u00e9 Ti", "2025-04-02", text), item("b", "beti.vn", "", "2025-04-03", text)}, "b", false, true},
		{"two of one agency: the earlier", []Item{item("a", "a.vn", "Wire", "2025-04-03", text), item("b", "b.vn", "Wire", "2025-04-02", text)}, "b", false, false},
		{"the longest passage decides", []Item{
			item("x", "x.vn", "", "2025-04-01", half), item("a", "a.vn", "", "2025-04-01", text), item("b", "b.vn", "", "2025-04-03", text),
		}, "a", false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stories := Stories(tt.items)
			if len(stories) != 1 {
				t.Fatalf("%d stories", len(stories))
			}
			id := map[string]string{}
			for _, it := range stories[0].Items {
				id[it.ID] = it.Source
			}
			for _, it := range stories[0].Items {
				if it.Source == tt.source {
					if it.CopyOf != "" {
						t.Errorf("the original copies %s", id[string(it.CopyOf)])
					}
					continue
				}
				if it.Source == "x" {
					continue
				}
				if id[string(it.CopyOf)] != tt.source || (it.LeftOut > 0.3) != tt.left || it.Credited != tt.credit || it.Passage < 100 {
					t.Errorf("%s copies %s: %+v", it.Source, id[string(it.CopyOf)], it)
				}
			}
			if stories[0].Independent != 1 {
				t.Errorf("%d independent", stories[0].Independent)
			}
		})
	}
}

// A report that more outlets took over than a phrase may have users is still one; what
// only shares a phrase with it is not.
func TestEveryoneCopies(t *testing.T) {
	const outlets = 2 * common
	said := func(n, words int) string {
		var b strings.Builder
		for i := range words {
			fmt.Fprintf(&b, "%s%s ", strings.Repeat("x", 1+n%7), strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(n*1000+i)))
		}
		return b.String()
	}
	var items []Item
	for n := range outlets {
		items = append(items,
			Items(reading(fmt.Sprint("copy", n), "", "", said(1, 200)+said(100+n, 10), "2025-04-02"))...)
		items = append(items,
			Items(reading(fmt.Sprint("own", n), "", "", said(1, 12)+said(1000+n, 200), "2025-04-02"))...)
	}
	source := map[string]string{}
	for _, it := range items {
		source[it.ID] = it.Source
	}
	for id, mates := range kindred(items) {
		if want := outlets - 1; strings.HasPrefix(source[id], "copy") && len(mates) != want {
			t.Errorf("%s has %d of %d mates", source[id], len(mates), want)
		} else if strings.HasPrefix(source[id], "own") && len(mates) > 0 {
			t.Errorf("%s copies", source[id])
		}
	}
}

// BenchmarkSketch is the sketch of an article of 350 words.
func BenchmarkSketch(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	text := make([]uint32, 350)
	for i := range text {
		text[i] = r.Uint32()
	}
	b.ReportAllocs()
	for b.Loop() {
		sketch(text)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sketches/s")
}

// FuzzFindCopies: whatever the texts, an origin is another item and has none itself.
func FuzzFindCopies(f *testing.F) {
	f.Add("a b c d e f g h i j k l m n", "b c d e f g", "")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		var all []*Item
		for n, text := range []string{a, b, c, a + b, strings.Repeat(b, 3)} {
			r := reading(fmt.Sprint(n), "", "", text, "")
			r.Outlet, r.Items[0].Agency = parley.Maybe(fmt.Sprint("o", n%2, ".vn")), parley.Maybe(fmt.Sprint("o", (n+1)%2))
			it := Items(r)[0]
			all = append(all, &it)
		}
		for i, o := range findCopies(all, func(int) bool { return false }) {
			if o.of == i || o.of >= 0 && findCopies(all, func(int) bool { return false })[o.of].of >= 0 || o.share < 0 || o.share > 1 || o.left < 0 || o.left > 1 {
				t.Errorf("%d: %+v", i, o)
			}
		}
	})
}
