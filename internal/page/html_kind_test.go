package page

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
)

// This file learns what tells lists from articles: the names of their elements, and trees over
// what html_verdict.go measures.

var kindGrowth = growth{
	trees: 200, depth: 3, rate: 0.05, least: 2, lambda: 2, columns: 0.4, bag: 0.6, forests: 3,
	rising: " links link-blocks link-share pressed heads-linked among among-share kin said-list prices articles path-list path-slash cards card-share card-words before named " +
		"pager twice said-many under under-share ",
	falling: " words long longest share sure run prose said-article published authors described path-words path-digits titled headline title-words run-words ",
}

// listing are the names that may tell lists from articles, by number from 1 on.
type listing struct{ names []string }

// Bounds of such a name: on how many sites it is met at least, and on which share at most.
const (
	listSites = 10
	listShare = 0.7
)

// listNames collects the names of elements that enough sites use.
func listNames(pages []*specimen, r *Reader) *listing {
	sites := map[string]map[string]bool{}
	all := map[string]bool{}
	for _, s := range pages {
		all[s.site] = true
		note := func(n []byte) {
			if n[0] == '@' {
				return
			}
			if sites[string(n)] == nil {
				sites[string(n)] = map[string]bool{}
			}
			sites[string(n)][s.site] = true
		}
		for _, b := range outlineOf(r, s).doc.boxes {
			if b.look == nil {
				continue
			}
			eachName(b.look.names, &nameRoom{}, note)
			if outermost(b.tag) {
				eachOuterName(b.look.names, &nameRoom{}, note)
			}
		}
	}
	l := &listing{}
	for _, n := range slices.Sorted(maps.Keys(sites)) {
		if k := len(sites[n]); k >= listSites && float64(k) < listShare*float64(len(all)) {
			l.names = append(l.names, n)
		}
	}
	slices.SortStableFunc(l.names, func(a, b string) int { return cmp.Compare(len(sites[b]), len(sites[a])) })
	fmt.Println(len(l.names), "names may tell lists, of", len(all), "sites")
	l.names = l.names[:min(len(l.names), maxListNames-2)]
	return l
}

// number gives the names their numbers in a table, so that reading a page notes which it has.
func (l *listing) number(odds map[string]nameOdds) {
	for i, n := range l.names {
		o := odds[n]
		o.number = int16(i + 1)
		odds[n] = o
	}
}

// learn weighs the names for each fold, by logistic regression over the pages outside of it.
func (l *listing) learn(pages []*specimen, models []*model) {
	for k, m := range models {
		var use []*specimen
		for _, s := range pages {
			if s.fold != k {
				use = append(use, s)
			}
		}
		kept := 0
		for i, w := range regress(use, len(l.names)) {
			n := l.names[i]
			o := m.names[n]
			o.list = float32(math.Round(w*100) / 100)
			if math.Abs(w) < 0.03 {
				o.list, o.number = 0, 0
			} else {
				kept++
			}
			m.names[n] = o
			if o == (nameOdds{}) {
				delete(m.names, n)
			}
		}
		if k == folds {
			fmt.Println(kept, "names tell lists")
		}
	}
}

// trust is how much a page counts in learning the verdict: less where its set counts little.
func (s *specimen) trust() float32 { return min(1, 3*s.share) }

// listRidge is how much the squares of the weights of names count.
const listRidge = 4

// regress gives the weights of names (Newton steps, one name after the other).
func regress(pages []*specimen, names int) []float64 {
	with := make([][]int32, names+1)
	for p, s := range pages {
		with[0] = append(with[0], int32(p))
		for i := 1; i <= names; i++ {
			if s.met[i/64]>>(i%64)&1 == 1 {
				with[i] = append(with[i], int32(p))
			}
		}
	}
	w, sum, trust := make([]float64, names+1), make([]float64, len(pages)), make([]float64, len(pages))
	for p, s := range pages {
		trust[p] = float64(s.trust())
	}
	for range 40 {
		for i, list := range with {
			ridge := float64(listRidge)
			if i == 0 {
				ridge = 0
			}
			g, h := ridge*w[i], ridge+1e-9
			for _, p := range list {
				q := 1 / (1 + math.Exp(-sum[p]))
				g += trust[p] * (q - float64(truth(pages[p].kind == parley.PageListing)))
				h += trust[p] * q * (1 - q)
			}
			step := max(-1, min(1, g/h))
			w[i] -= step
			for _, p := range list {
				sum[p] -= step
			}
		}
	}
	return w[1:]
}

// fitKinds learns the verdict from what the tables say of blocks.
func fitKinds(t *testing.T, pages []*specimen, r *Reader, models []*model) *crossed {
	x := &rows{}
	for i, s := range pages {
		r.lex.model, r.lex.classes.odds = models[s.fold], models[s.fold].names
		o := outlineOf(r, s)
		o.judge()
		x.x = append(x.x, o.traits()[:])
		x.y = append(x.y, truth(s.kind == parley.PageListing))
		x.weight = append(x.weight, s.trust())
		if s.set == "wcxb" {
			x.weight[i] = 3 // what other sets hold of lists are mostly front pages and shops
		}
		x.fold = append(x.fold, s.fold)
		x.site = append(x.site, i)
	}
	x.base = make([]float64, len(x.y))
	kinds := learn(x, traitNames, kindGrowth)
	for k := range models {
		models[k].kind = readTrees(kinds.of(k), traitNames)
	}
	right, of := map[float32]int{}, map[float32]int{}
	var told strings.Builder
	for i, s := range pages {
		of[x.y[i]]++
		odds := models[s.fold].kind.sum(x.x[i])
		if (odds > 0) == (x.y[i] > 0) {
			right[x.y[i]]++
		}
		fmt.Fprintf(&told, "%.2f\t%s\t%s\t%s", odds, s.set, s.id, s.kind)
		for k, v := range x.x[i] {
			fmt.Fprintf(&told, "\t%s=%.3g", traitNames[k], v)
		}
		told.WriteByte('\n')
	}
	fmt.Println("kinds, crossed: articles", right[0], "of", of[0], "listings", right[1], "of", of[1])
	if *htmlFitOut != "" {
		write(t, *htmlFitOut, map[string]string{"kinds.tsv": told.String()})
	}
	return kinds
}

// TestFitKinds learns the verdict alone anew, with the tables that TestFitHTML left in -fit-html-out.
func TestFitKinds(t *testing.T) {
	if *htmlFit == "" || *htmlFitOut == "" {
		t.Skip("learns only with -fit-html FOLDER -fit-html-out FOLDER")
	}
	pages := allSpecimens(t)
	plain := New(tableWords(t))
	var models [folds + 1]*model
	for k, r := range crossedReaders(t) {
		models[k] = r.lex.model
	}
	models[folds] = newModel()
	plain.lex.model, plain.lex.classes.odds = models[folds], nil
	listed := listNames(pages, plain)
	for _, m := range models {
		for n, o := range m.names {
			m.names[n] = nameOdds{text: o.text}
		}
		listed.number(m.names)
	}
	for _, s := range pages {
		s.page.URL = ""
		plain.lex.classes.odds = models[s.fold].names
		s.met = outlineOf(plain, s).doc.met.seen
	}
	listed.learn(pages, models[:])
	kinds := fitKinds(t, pages, plain, models[:])
	gains(kinds.all, "kinds")
	for k, m := range models {
		dir := "model"
		if k == folds && *htmlDraw != 0 {
			continue
		}
		if k < folds {
			dir = filepath.Join(*htmlFitOut, fmt.Sprint("without-", k))
		}
		write(t, dir, map[string]string{"names.tsv": namesText(m.names), "kind.txt": kinds.of(k)})
	}
}
