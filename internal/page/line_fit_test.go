package page

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley"
)

var lineGrowth = growth{
	trees: 160, depth: 4, rate: 0.1, least: 6, lambda: 5, columns: 0.25, bag: 0.6,
	rising:  " words stops commas near far before behind core-share topic topic-of topic-top topic-near continues ",
	falling: " digits sign date run gap-before gap-after past twice times ",
}

var textGrowth = growth{
	trees: 120, depth: 2, rate: 0.07, least: 3, lambda: 2, columns: 0.4, bag: 0.6,
	rising: " apart past past-odds pairs among lines broken ", falling: " words sure share all long longest best core topic ",
}

// lined is a plain text with what is true of its lines.
type lined struct {
	set, id string
	fold    int
	site    string
	kind    parley.PageKind
	units   []unit
	labels  []float32
	size    int // words of the article
	weight  float32
}

// linedPages cuts the tags out of the shared pages in every way, and adds made pages.
func linedPages(t *testing.T, r *Reader, made int) []*lined {
	var out []*lined
	for _, s := range loadSpecimens(t, *htmlFit, "aeb", "fundus-eval", "wcxb", "vi") {
		text, _ := r.lex.decode(s.page)
		for _, how := range strippings {
			p := &lined{set: "stripped-" + string(how) + "-" + s.set, id: s.id, fold: s.fold, site: s.site, kind: s.kind, size: len(s.body), weight: 1}
			p.units = r.lex.cut(strip([]byte(text), how))
			blocks := make([]hblock, len(p.units))
			for i := range p.units {
				blocks[i].text = p.units[i].text
			}
			p.labels = make([]float32, len(p.units))
			if s.kind == parley.PageArticle {
				p.labels = align(s.body, blocks)
			}
			out = append(out, p)
		}
	}
	for _, lang := range []string{"vi", "en"} {
		out = append(out, linedMade(t, r, lang, made)...)
	}
	return out
}

// linedMade makes pages out of stories, those of each fold of outlets by themselves.
func linedMade(t *testing.T, r *Reader, lang string, count int) []*lined {
	var out []*lined
	all := storiesOf(t, lang)
	for fold := range folds {
		m := newMaker(nil, lang, 0, uint64(fold))
		for _, s := range all {
			if int(hashText(s.outlet)%folds) == fold {
				m.stories = append(m.stories, s)
			}
		}
		for _, kind := range madeKinds {
			for i := range count / folds {
				made := m.page(kind, i)
				s := m.stories[i%len(m.stories)]
				p := &lined{set: "made-" + lang, id: kind, fold: fold, site: s.outlet, kind: parley.PageArticle, weight: 1}
				p.units = r.lex.cut(made.text)
				p.labels = make([]float32, len(p.units))
				if made.list {
					p.kind = parley.PageListing
				}
				inside := false
				for k := range p.units {
					u := &p.units[k]
					if at := strings.Count(made.text[:u.start], "\n"); at >= made.end {
						break
					}
					inside = inside || u.text == s.lead || strings.HasPrefix(s.lead, u.text)
					if inside && u.kind != parley.BlockCredit && u.kind != parley.BlockCaption && !u.kind.Furniture() {
						p.labels[k] = 1
						p.size += len(u.toks)
					}
				}
				out = append(out, p)
			}
		}
	}
	return out
}

// TestFitLines learns model/lines.txt, which judges the lines of plain text, from the shared
// pages without their tags and from made pages.
func TestFitLines(t *testing.T) {
	if *htmlFit == "" {
		t.Skip("learns only with -fit-html FOLDER")
	}
	began := time.Now()
	r := New(tableWords(t))
	pages := linedPages(t, r, 100)
	fmt.Println(len(pages), "pages", time.Since(began))
	x := &rows{}
	var of []*lined // page of each line
	sites := map[string]int{}
	for _, p := range pages {
		if _, ok := sites[p.site]; !ok {
			sites[p.site] = len(sites)
		}
		m, _, _ := r.lex.meterOf(p.units)
		for i := range p.units {
			f := &[lineMeasures]float32{}
			m.line(i, f)
			x.x = append(x.x, f[:])
			x.y = append(x.y, p.labels[i])
			x.weight = append(x.weight, p.weigh(i))
			x.fold = append(x.fold, p.fold)
			of = append(of, p)
			x.site = append(x.site, sites[p.site])
		}
	}
	fmt.Println(len(x.y), "lines", time.Since(began))
	x.base = make([]float64, len(x.y))
	lines := learn(x, lineNames, lineGrowth)
	var by [folds + 1]*trees
	for k := range by {
		by[k] = readTrees(lines.of(k), lineNames)
	}
	fmt.Println("learned", time.Since(began))
	x.report("lines, crossed", func(i int) float32 { return sigmoid(by[x.fold[i]].sum(x.x[i])) })
	for _, set := range []string{"stripped-all", "stripped-menus", "stripped-text", "made-vi", "made-en"} {
		part := &rows{y: x.y, weight: make([]float32, len(x.y))}
		for i := range x.y {
			if strings.HasPrefix(of[i].set, set) {
				part.weight[i] = x.weight[i]
			}
		}
		part.report(set, func(i int) float32 { return sigmoid(by[x.fold[i]].sum(x.x[i])) })
	}
	x.report("lines, fitted", func(i int) float32 { return sigmoid(by[folds].sum(x.x[i])) })
	gains(lines.all, "lines")
	texts := fitTexts(pages, r, by[:])
	gains(texts.all, "texts")
	write(t, "model", map[string]string{"lines.txt": lines.all, "text.txt": texts.all})
	for k := range folds {
		if *htmlFitOut != "" {
			write(t, filepath.Join(*htmlFitOut, fmt.Sprint("without-", k)), map[string]string{"lines.txt": lines.each[k], "text.txt": texts.each[k]})
		}
	}
}

// meterOf prepares the measures of a page, and whether its lines stand each for itself.
func (l *lexicon) meterOf(units []unit) (m *lineMeter, f *flow, apart bool) {
	v, ids := l.newVocabulary(units)
	f = l.newFlow(units, v, ids)
	k, odds := 0, 0.0
	if len(f.lines) > 0 {
		k, odds = l.boundary(f, false)
		prose := f.prose()
		apart = l.apart(f, k, prose, f.title(prose))
	}
	return l.newLineMeter(units, v, ids, f, k, odds), f, apart
}

// fitTexts learns model/text.txt, which tells listings from articles, from what the tables say of
// lines whose site they have not seen.
func fitTexts(pages []*lined, r *Reader, by []*trees) *crossed {
	x := &rows{}
	for i, p := range pages {
		m, f, apart := r.lex.meterOf(p.units)
		x.x = append(x.x, m.textTraits(f, m.judge(by[p.fold]), apart)[:])
		x.y = append(x.y, truth(p.kind == parley.PageListing))
		x.weight = append(x.weight, 1)
		x.fold = append(x.fold, p.fold)
		x.site = append(x.site, i)
	}
	x.base = make([]float64, len(x.y))
	kinds := learn(x, textNames, textGrowth)
	type key struct {
		set  string
		list bool
	}
	right, of := map[key]int{}, map[key]int{}
	for k := range folds {
		tree := readTrees(kinds.of(k), textNames)
		for i := range x.y {
			if x.fold[i] == k {
				c := key{pages[i].set, x.y[i] > 0}
				of[c]++
				if (tree.sum(x.x[i]) > 0) == c.list {
					right[c]++
				}
			}
		}
	}
	for c := range of {
		fmt.Println("texts, crossed:", c.set, "listing", c.list, right[c], "of", of[c])
	}
	return kinds
}

// weigh says how much a line counts: by its words, and each page alike. Most of the short ones
// outside of articles are left out.
func (p *lined) weigh(i int) float32 {
	n := float32(min(len(p.units[i].toks), 150) + 6)
	w := p.weight * 15 * min(0.3, n/float32(p.size+50))
	if p.kind != parley.PageArticle {
		w = p.weight * 15 * 0.3 * min(0.3, n/2000)
	}
	if strings.HasSuffix(p.set, "wcxb") {
		w /= 2
	}
	switch {
	case p.labels[i] > 0.2 || n > 13:
		return w
	case i%4 == 0:
		return 4 * w
	}
	return 0
}
