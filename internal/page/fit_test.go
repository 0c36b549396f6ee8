package page

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// This file fits the weights of weights.go. For each made page every place where the article
// may end is a candidate, the end of the page and a listing too, and the weights are those
// under which the true one is likeliest: logistic regression over the candidates of a page,
// by gradient, drawn towards the weights that it begins with.

var (
	fitLanguage = flag.String("fit", "", "language whose made pages TestFit fits weights to")
	fitOut      = flag.String("fit-out", "weights.txt", "where TestFit writes them")
	fitAll      = flag.Bool("fit-all", false, "fit to all outlets, not to half of them")
	fitHold     = flag.Float64("fit-hold", 1e-3, "how strongly weights are held where they are")
	fitPages    = flag.Int("fit-pages", 400, "pages of each kind that TestFit makes")
)

// line is what one line says for a candidate.
type fitLine struct {
	f     *features
	which int // 0 text, 1 title, 2 list
}

// candidate is a place where the article of a page may end.
type candidate struct {
	lines  []fitLine
	minus  float64 // what does not depend on weights
	shape  shapes
	gap    gaps
	page   lists
	isTrue bool
}

// vector gives the weights in one row, for the gradient.
func (w *weights) vector() []*float64 {
	var out []*float64
	for _, f := range []*features{&w.text, &w.title, &w.list} {
		for i := range f {
			out = append(out, &f[i])
		}
	}
	for i := range w.shape {
		out = append(out, &w.shape[i])
	}
	for i := range w.gap {
		out = append(out, &w.gap[i])
	}
	for i := range w.page {
		out = append(out, &w.page[i])
	}
	return out
}

// candidatesOf lists the candidates of a made page; nil where the true one is none of them.
func (l *lexicon) candidatesOf(p made, rng *rand.Rand) []candidate {
	units := l.cut(p.text)
	v, ids := l.newVocabulary(units)
	f := l.newFlow(units, v, ids)
	n := len(f.lines)
	if n == 0 {
		return nil
	}
	truth := n
	for k, u := range f.lines {
		if strings.Count(p.text[:u.start], "\n") >= p.end {
			truth = k
			break
		}
	}
	out := []candidate{{isTrue: truth == n && !p.list}}
	found := out[0].isTrue
	seen := 0
	for k := 1; k < n; k++ {
		if f.lines[k-1].prose() {
			seen++
		}
		if seen == 0 || n-k > candidates || f.lines[k].glued || f.lines[k].given {
			continue
		}
		is := k == truth && !p.list
		found = found || is
		if near := k-truth < 3 && truth-k < 3 || k < 4; !is && !near && rng.Float64() > 12/float64(n) {
			continue
		}
		c := candidate{shape: l.shape(f, k), gap: l.gap(f, k), isTrue: is}
		f.eachLine(k, func(i int, m features) {
			which := 0
			if titleLike(f.lines[i]) {
				which = 1
				if i > k && same(f.lines[i], f.lines[i-1]) {
					c.minus += twiceLine
				}
			}
			c.lines = append(c.lines, fitLine{&m, which})
		})
		out = append(out, c)
	}
	if f.mayList() {
		c := candidate{page: f.listing(), isTrue: p.list}
		for i := 1; i < n; i++ {
			if u := f.lines[i]; !u.glued && !u.short() {
				m := f.profiles[i].measure(i, i, f.profiles[i].before)
				c.lines = append(c.lines, fitLine{&m, 2})
			}
		}
		out = append(out, c)
		found = found || p.list
	}
	if !found {
		return nil
	}
	return out
}

// eachLine calls do with the measures of the lines from k on.
func (f *flow) eachLine(k int, do func(i int, m features)) {
	size := f.profiles[k].before
	for i := k; i < len(f.lines); i++ {
		if !f.lines[i].glued {
			do(i, f.profiles[i].measure(k, i, size))
		}
	}
}

// value is the score of a candidate; where grad is given, times of its slope is added to it.
func (c *candidate) value(w *weights, grad *weights, times float64) float64 {
	sum := c.minus
	by := []*features{&w.text, &w.title, &w.list}
	var to []*features
	if grad != nil {
		to = []*features{&grad.text, &grad.title, &grad.list}
	}
	for _, x := range c.lines {
		raw := 0.0
		for i, v := range by[x.which] {
			raw += v * x.f[i]
		}
		d := lineCap / (lineCap + math.Abs(raw))
		sum -= raw * d
		if grad != nil {
			for i, v := range x.f {
				to[x.which][i] -= times * d * d * v
			}
		}
	}
	for i, v := range c.shape {
		sum += w.shape[i] * v
		if grad != nil {
			grad.shape[i] += times * v
		}
	}
	for i, v := range c.gap {
		sum += w.gap[i] * v
		if grad != nil {
			grad.gap[i] += times * v
		}
	}
	for i, v := range c.page {
		sum += w.page[i] * v
		if grad != nil {
			grad.page[i] += times * v
		}
	}
	return sum
}

// likelihood adds the slope of a page's loss to grad and gives the loss.
func likelihood(page []candidate, w, grad *weights) float64 {
	values := make([]float64, len(page))
	top := math.Inf(-1)
	for i := range page {
		values[i] = page[i].value(w, nil, 0)
		top = max(top, values[i])
	}
	total, truth := 0.0, 0.0
	for i := range page {
		values[i] = math.Exp(values[i] - top)
		total += values[i]
		if page[i].isTrue {
			truth = values[i]
		}
	}
	for i := range page {
		slope := values[i] / total
		if page[i].isTrue {
			slope--
		}
		if math.Abs(slope) > 1e-4 {
			page[i].value(w, grad, slope)
		}
	}
	return -math.Log(max(truth/total, 1e-12))
}

// fit moves w to where the pages are likeliest.
func fit(t *testing.T, pages [][]candidate, w *weights, rounds int, hold float64) {
	start := *w
	from, at := start.vector(), w.vector()
	mean, square := make([]float64, len(at)), make([]float64, len(at))
	rng := rand.New(rand.NewPCG(3, 4))
	step := 0
	for round := range rounds {
		loss := 0.0
		order := rng.Perm(len(pages))
		for i := 0; i < len(order); i += 32 {
			var grad weights
			batch := order[i:min(i+32, len(order))]
			for _, p := range batch {
				loss += likelihood(pages[p], w, &grad)
			}
			step++
			for j, g := range grad.vector() {
				d := *g/float64(len(batch)) + hold*(*at[j]-*from[j])
				mean[j] = 0.9*mean[j] + 0.1*d
				square[j] = 0.999*square[j] + 0.001*d*d
				m, s := mean[j]/(1-math.Pow(0.9, float64(step))), square[j]/(1-math.Pow(0.999, float64(step)))
				*at[j] -= 0.03 * (1 - float64(round)/float64(rounds)) * m / (math.Sqrt(s) + 1e-8)
			}
		}
		if round%5 == 4 {
			t.Logf("round %d: loss %.4f", round+1, loss/float64(len(pages)))
		}
	}
}

// TestFit fits weights to made pages of one half of the outlets and prints them.
func TestFit(t *testing.T) {
	if *fitLanguage == "" {
		t.Skip("-fit LANGUAGE fits weights")
	}
	l := newLexicon(tableWords(t))
	all := storiesOf(t, *fitLanguage)
	m := newMaker(all, *fitLanguage, 0, 1)
	if *fitAll {
		m.stories = all
	}
	rng := rand.New(rand.NewPCG(1, 1))
	var pages [][]candidate
	for _, kind := range madeKinds {
		lost := 0
		n := *fitPages
		if kind == "whole" {
			n *= 3
		}
		for i := range n {
			if c := l.candidatesOf(m.page(kind, i), rng); c != nil {
				pages = append(pages, c)
			} else {
				lost++
			}
		}
		t.Logf("%s: %d pages whose truth is no candidate", kind, lost)
	}
	w := syllableWeights
	if *fitLanguage != "vi" {
		w = wordWeights
	}
	fit(t, pages, &w, 30, *fitHold)
	if err := os.WriteFile(*fitOut, []byte(w.write()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// write gives the weights as they stand in weights.go.
func (w *weights) write() string {
	src, err := os.ReadFile("terms.go")
	if err != nil {
		return err.Error()
	}
	more, err := os.ReadFile("boundary.go")
	if err != nil {
		return err.Error()
	}
	var s strings.Builder
	part := func(name, kind, prefix, source string, values []float64) {
		fmt.Fprintf(&s, "\t%s: %s{\n", name, kind)
		at := strings.Index(source, prefix)
		for i, n := range constants(source[at:]) {
			if i < len(values) {
				fmt.Fprintf(&s, "\t\t%s: %.2f,\n", n, values[i])
			}
		}
		s.WriteString("\t},\n")
	}
	part("text", "features", "\tfBias", string(src), w.text[:])
	part("title", "features", "\tfBias", string(src), w.title[:])
	part("list", "features", "\tfBias", string(src), w.list[:])
	part("shape", "shapes", "\tsPrice", string(more), w.shape[:])
	part("gap", "gaps", "\tgCredit", string(more), w.gap[:])
	part("page", "lists", "\tlPrice", string(more), w.page[:])
	return s.String()
}

// constants gives the names in a block of constants, up to its end.
func constants(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if strings.HasPrefix(line, ")") {
			break
		}
		out = append(out, strings.Fields(line)[0])
	}
	return out
}
