package page

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
)

var (
	htmlFit     = flag.String("fit-html", "", "folder of pages with their truth; makes the tables of model/ anew (see testdata/README)")
	htmlMore    = flag.String("fit-html-more", "", "folder of further sets of pages in the same form, to learn from and measure beside those of -fit-html")
	htmlForeign = flag.Bool("fit-html-foreign", false, "read the crossed pages without words of any language, and without their addresses")
	showErrors  = flag.String("show-errors", "", "class of errors whose blocks TestErrorsHTML prints")
	htmlDraw    = flag.Int("fit-html-draw", 0, "cut the sites into parts in another way, and grow trees by other lots, to see what figures owe to chance: no table of model/ is made")
	htmlFitOut  = flag.String("fit-html-out", "", "folder for what pages give under tables that were learned without their sites")
)

// folds is how many parts the sites are cut into for measuring.
const folds = 5

var blockGrowth = growth{
	trees: 330, depth: 4, rate: 0.06, least: 4, lambda: 4, columns: 0.15, bag: 0.6,
	rising: " ref-bad words stop commas inner own good bad all-good all-bad contents in-main box-words box-share up-share up2-share kin-words kin-share " +
		"kin-stop given near rule prev-words next-words prev-stop next-stop run-words box-stops up-stops cohere ",
	falling: " links anchors box-links up-links up2-links kin-links near-links captions bylines core-up copyright again repeat-share head-links ref-again long-link ",
}

// TestFitHTML learns the tables of model/ from pages whose text people kept. Sites are cut into
// five parts; what the verdict learns from, and all figures, come from tables that were
// learned without the page's own part.
func TestFitHTML(t *testing.T) {
	if *htmlFit == "" {
		t.Skip("learns only with -fit-html FOLDER")
	}
	began := time.Now()
	pages := allSpecimens(t)
	for _, s := range pages {
		s.page.URL = "" // what the address says is in the canonical one, where there is one
	}
	words := tableWords(t)
	plain := New(words)
	plain.lex.model, plain.lex.classes.odds = &model{blocks: &trees{}, kind: &trees{}, lines: &trees{}, text: &trees{}}, nil
	counts := make([]map[string]*nameCount, folds)
	for _, s := range pages {
		o := outlineOf(plain, s)
		s.labels = make([]float32, len(o.doc.blocks))
		if len(s.body) == 0 || s.kind != parley.PageArticle {
			continue
		}
		s.labels = align(s.body, o.doc.blocks)
		if counts[s.fold] == nil {
			counts[s.fold] = map[string]*nameCount{}
		}
		if s.share >= wholeShare {
			countNames(counts[s.fold], s, o.doc)
		}
	}
	oracle(t, pages, plain)
	fmt.Println("aligned", time.Since(began))
	listed := listNames(pages, plain)

	// Names, and what is measured under names that were counted without the page's fold.
	var models [folds + 1]*model // the last one is learned from all
	for k := range models {
		models[k] = &model{names: oddsOfNames(counts, k)}
		listed.number(models[k].names)
	}
	r := &rows{}
	entries, trueEntries := 0, 0
	sites := map[string]int{}
	for _, s := range pages {
		sites[s.site] = len(sites)
	}
	for _, s := range pages {
		plain.lex.classes.odds = models[s.fold].names
		o := outlineOf(plain, s)
		s.met = o.doc.met.seen
		if len(s.body) == 0 && (s.kind == parley.PageArticle || s.share < wholeShare) {
			continue // it teaches the verdict alone
		}
		m := o.newMeter()
		for i := range o.doc.blocks {
			f := &measures{}
			m.block(i, f)
			r.x = append(r.x, f[:])
			r.y = append(r.y, s.labels[i])
			r.weight = append(r.weight, thin(weigh(s, &o.doc.blocks[i]), s.labels[i], &o.doc.blocks[i], i))
			if o.doc.blocks[i].entry() {
				entries++
				if s.labels[i] > 0.5 {
					trueEntries++
				}
				r.weight[len(r.weight)-1] = 0 // it is not measured
			}
			r.fold = append(r.fold, s.fold)
			r.site = append(r.site, sites[s.site])
		}
	}
	fmt.Println(len(r.y), "blocks", entries, "entries of menus, of the article", trueEntries, time.Since(began))
	r.base = make([]float64, len(r.y))
	blocks := learn(r, measureNames, blockGrowth)
	for k := range models {
		models[k].blocks = readTrees(blocks.of(k), measureNames)
	}
	fmt.Println("learned", time.Since(began))
	r.report("blocks, crossed", func(i int) float32 { return sigmoid(models[r.fold[i]].blocks.sum(r.x[i])) })
	r.report("blocks, fitted", func(i int) float32 { return sigmoid(models[folds].blocks.sum(r.x[i])) })
	listed.learn(pages, models[:])
	kinds := fitKinds(t, pages, plain, models[:])
	gains(blocks.all, "blocks")
	gains(kinds.all, "kinds")
	if *htmlDraw == 0 {
		write(t, "model", models[folds].tables(blocks.all, kinds.all))
	}
	for k := range folds {
		if *htmlFitOut != "" {
			write(t, filepath.Join(*htmlFitOut, fmt.Sprint("without-", k)), models[k].tables(blocks.each[k], kinds.each[k]))
		}
	}
}

// gains prints which measures are asked most often.
func gains(text, name string) {
	n := map[string]int{}
	for s := range strings.Lines(text) {
		if m, _, ok := strings.Cut(strings.TrimSpace(s), " < "); ok {
			n[m]++
		}
	}
	var list []string
	for m := range n {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b string) int { return n[b] - n[a] })
	fmt.Print(name, ":")
	for _, m := range list {
		fmt.Print(" ", m, " ", n[m])
	}
	fmt.Println()
}

func (c *crossed) of(k int) string {
	if k == folds {
		return c.all
	}
	return c.each[k]
}

// wholeShare is the share from which on a page's elements are counted by name.
const wholeShare = 0.5

// weigh says how much a block counts: by its words, and each page alike but for its share.
func weigh(s *specimen, h *hblock) float32 {
	if s.kind != parley.PageArticle {
		return 15 * 0.3 * min(0.3, float32(min(h.words, 150)+6)/2000)
	}
	w := s.share * 15 * min(0.3, float32(min(h.words, 150)+6)/float32(len(s.body)+50))
	if s.set == "wcxb" { // of all kinds of sites, news few among them
		w /= 2
	}
	return w
}

// thin keeps a third of the short blocks outside of articles, of which there are very many.
func thin(w, y float32, h *hblock, i int) float32 {
	switch {
	case y > 0.2 || h.words > 7:
		return w
	case i%3 == 0:
		return 3 * w
	}
	return 0
}

// report prints how well blocks are told, by their weight.
func (r *rows) report(name string, p func(int) float32) {
	tp, fp, fn, loss, all := 0.0, 0.0, 0.0, 0.0, 0.0
	for i := range r.y {
		w, y, q := float64(r.weight[i]), float64(r.y[i]), float64(p(i))
		all += w
		loss -= w * (y*math.Log(q+1e-9) + (1-y)*math.Log(1-q+1e-9))
		if q > 0.5 {
			tp += w * y
			fp += w * (1 - y)
		} else {
			fn += w * y
		}
	}
	fmt.Printf("%-16s F1 %.4f  P %.4f  R %.4f  loss %.4f\n", name, 2*tp/(2*tp+fp+fn), tp/(tp+fp), tp/(tp+fn), loss/all)
}

// nameCount counts the sites, and the mass inside and outside of articles, of a name.
type nameCount struct {
	sites   map[string]bool
	in, out float64
}

// countNames counts the names of the elements of a page: each name by how its blocks divide.
func countNames(counts map[string]*nameCount, s *specimen, d *document) {
	var in, out map[string]float64
	in, out = map[string]float64{}, map[string]float64{}
	total := 0.0
	for i := range d.blocks {
		total += float64(s.labels[i]) * float64(d.blocks[i].words)
	}
	if total < 20 {
		return
	}
	for _, b := range d.boxes {
		if b.look == nil || b.first == b.last {
			continue
		}
		a, z := 0.0, 0.0
		for i := b.first; i < b.last; i++ {
			w := float64(min(d.blocks[i].words, 60)) + 4
			a += w * float64(s.labels[i])
			z += w * (1 - float64(s.labels[i]))
		}
		if a > total*0.9 && z > total*0.3 {
			continue // a wrapper
		}
		eachName(b.look.names, &nameRoom{}, func(n []byte) {
			in[string(n)] += a / (a + z)
			out[string(n)] += z / (a + z)
		})
	}
	for i := range d.blocks { // paragraphs by where their links lead
		h := &d.blocks[i]
		if h.words < 8 || h.links*10 > h.words*8 {
			continue
		}
		for _, ref := range h.refs {
			eachRefName(ref, func(n []byte) {
				in[string(n)] += float64(s.labels[i])
				out[string(n)] += 1 - float64(s.labels[i])
			})
		}
	}
	for n := range in {
		c := counts[n]
		if c == nil {
			c = &nameCount{sites: map[string]bool{}}
			counts[n] = c
		}
		k := in[n] + out[n]
		c.sites[s.site] = true
		c.in += in[n] / k // each page once
		c.out += out[n] / k
	}
}

// oddsOfNames turns the counts outside a fold into odds.
func oddsOfNames(counts []map[string]*nameCount, fold int) map[string]nameOdds {
	sum := map[string]*nameCount{}
	for k, list := range counts {
		if k == fold {
			continue
		}
		for n, c := range list {
			s := sum[n]
			if s == nil {
				s = &nameCount{sites: map[string]bool{}}
				sum[n] = s
			}
			s.in += c.in
			s.out += c.out
			for h := range c.sites {
				s.sites[h] = true
			}
		}
	}
	odds := map[string]nameOdds{}
	for n, c := range sum {
		o := math.Log((c.in + 0.7) / (c.out + 0.7))
		if n[0] == '@' && o > 0 {
			continue // that links of articles lead somewhere says nothing
		}
		if len(c.sites) >= 4 && math.Abs(o) > 0.8 {
			odds[n] = nameOdds{text: float32(math.Round(o*10) / 10)}
		}
	}
	return odds
}

// namesText writes odds as readNames reads them.
func namesText(odds map[string]nameOdds) string {
	var s strings.Builder
	for _, n := range slices.Sorted(maps.Keys(odds)) {
		s.WriteString(n + "\t")
		switch o := odds[n]; {
		case o.list == 0:
			fmt.Fprintf(&s, "%+.1f\n", o.text)
		case o.text == 0:
			fmt.Fprintf(&s, "\t%+.2f\n", o.list)
		default:
			fmt.Fprintf(&s, "%+.1f\t%+.2f\n", o.text, o.list)
		}
	}
	return s.String()
}

// printed is a page as the scorer of shared/score reads it.
type printed struct {
	Source string          `json:"source"`
	Page   parley.PageKind `json:"page"`
	Items  []parley.Item   `json:"items"`
}

// oracle prints what labels alone would give, as the bound of what can be learned.
func oracle(t *testing.T, pages []*specimen, r *Reader) {
	if *htmlFitOut == "" {
		return
	}
	files := newFiles(t, "oracle")
	for _, s := range pages {
		o := outlineOf(r, s)
		var body []string
		for i := range o.doc.blocks {
			if s.labels[i] >= 0.5 {
				body = append(body, o.doc.blocks[i].text)
			}
		}
		files.print(s, parley.PageArticle, []parley.Item{{Kind: parley.ItemArticle, Title: parley.Maybe(o.title), Body: strings.Join(body, "\n")}})
	}
}

// files are outputs by set.
type files struct {
	t    *testing.T
	name string
	sets map[string]*json.Encoder
}

func newFiles(t *testing.T, name string) *files {
	return &files{t: t, name: name, sets: map[string]*json.Encoder{}}
}

func (f *files) print(s *specimen, kind parley.PageKind, items []parley.Item) {
	e := f.sets[s.set]
	if e == nil {
		out, err := os.Create(filepath.Join(*htmlFitOut, f.name+"-"+s.set+".jsonl"))
		if err != nil {
			f.t.Fatal(err)
		}
		f.t.Cleanup(func() { out.Close() })
		e = json.NewEncoder(out)
		f.sets[s.set] = e
	}
	if err := e.Encode(printed{Source: s.id + ".html.gz", Page: kind, Items: items}); err != nil {
		f.t.Fatal(err)
	}
}

// tables are the files of a model.
func (m *model) tables(blocks, kind string) map[string]string {
	return map[string]string{"names.tsv": namesText(m.names), "blocks.txt": blocks, "kind.txt": kind}
}

// write keeps the tables of a model in a folder.
func write(t *testing.T, dir string, tables map[string]string) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range tables {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCrossedHTML reads every page with tables that were learned without its site, as TestFitHTML
// left them in -fit-html-out, and writes what they give there, for the scorer.
func TestCrossedHTML(t *testing.T) {
	if *htmlFit == "" || *htmlFitOut == "" {
		t.Skip("writes only with -fit-html FOLDER -fit-html-out FOLDER")
	}
	files := newFiles(t, "crossed")
	readers := crossedReaders(t)
	for _, s := range allSpecimens(t) {
		s.page.URL = "" // nobody is told it
		l := readers[s.fold].Read(s.page)
		files.print(s, l.Kind, l.Items)
	}
}

// crossedReaders gives a reader for each fold, with the tables that TestFitHTML learned without it.
func crossedReaders(t *testing.T) (readers [folds]*Reader) {
	for k := range readers {
		m := &model{}
		load := func(name string) string {
			b, err := os.ReadFile(filepath.Join(*htmlFitOut, fmt.Sprint("without-", k), name))
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		m.names = readNames(load("names.tsv"))
		m.blocks = readTrees(load("blocks.txt"), measureNames)
		m.kind = readTrees(load("kind.txt"), traitNames)
		m.lines, m.text = readTrees(load("lines.txt"), lineNames), readTrees(load("text.txt"), textNames)
		words := tableWords(t)
		if *htmlForeign {
			words = Words{}
		}
		readers[k] = New(words)
		readers[k].lex.model, readers[k].lex.classes.odds = m, m.names
	}
	return readers
}
