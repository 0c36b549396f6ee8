package page

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// This file grows trees: gradient boosting on the logistic loss, with measures cut into at
// most 64 bins (Friedman 2001; histograms as in LightGBM, Ke et al. 2017).

// rows are measured blocks or pages with what is true of them.
type rows struct {
	x      [][]float32
	y      []float32 // from 0 to 1
	weight []float32
	fold   []int
	site   []int
	base   []float64 // what is known before
}

// growth says how trees grow.
type growth struct {
	trees, depth int
	rate         float64
	least        float64 // weight of the second derivatives that a leaf must have
	lambda       float64
	columns      float64 // share of measures that each tree may ask for
	bag          float64 // share of sites that each tree sees
	forests      int     // how many times all are grown, each by other lots, to be averaged; 0 for once
	rising       string  // measures with which the answer may only rise
	falling      string  // and those with which it may only fall
}

const bins = 64

// binned are rows cut into bins.
type binned struct {
	edges [][]float32 // by measure: lower edges of bins 1, 2, …
	x     [][]uint8   // by measure, then row
	sign  []float64   // by measure: 1 where the answer may only rise with it, -1 fall, 0 both
}

// bin cuts rows into bins of about equal numbers.
func bin(x [][]float32) *binned {
	n, m := len(x), len(x[0])
	b := &binned{edges: make([][]float32, m), x: make([][]uint8, m)}
	for j := range m {
		var vals []float32
		for i := 0; i < n; i += 1 + n/20000 {
			vals = append(vals, x[i][j])
		}
		slices.Sort(vals)
		var edges []float32
		for k := 1; k < bins; k++ {
			v := vals[k*len(vals)/bins]
			if v > vals[0] && (len(edges) == 0 || v > edges[len(edges)-1]) {
				edges = append(edges, v)
			}
		}
		distinct := slices.Compact(vals)
		if len(distinct) <= bins {
			edges = slices.Clone(distinct[1:])
		}
		for k, v := range edges { // short figures in the tables
			s, _ := strconv.ParseFloat(fmt.Sprintf("%.3g", v), 32)
			edges[k] = float32(s)
		}
		b.edges[j] = slices.Compact(edges)
		b.x[j] = make([]uint8, n)
		for i := range n {
			e := b.edges[j]
			lo, hi := 0, len(e)
			for lo < hi {
				mid := (lo + hi) / 2
				if x[i][j] >= e[mid] {
					lo = mid + 1
				} else {
					hi = mid
				}
			}
			b.x[j][i] = uint8(lo)
		}
	}
	return b
}

// grown is a node while trees grow.
type grown struct {
	at         int
	value      float64
	less, more *grown
	rows       []int32
}

// grow fits trees to the rows of use, forest by forest; what they say is added up.
func grow(r *rows, b *binned, use []int32, g growth) []*grown {
	var out []*grown
	n := max(1, g.forests)
	for k := range n {
		for _, t := range growForest(r, b, use, g, uint64(11+k)) {
			t.scale(1 / float64(n))
			out = append(out, t)
		}
	}
	return out
}

// scale multiplies the leaves of a tree.
func (n *grown) scale(by float64) {
	if n.less == nil {
		n.value *= by
		return
	}
	n.less.scale(by)
	n.more.scale(by)
}

// growForest fits trees to the rows of use.
func growForest(r *rows, b *binned, use []int32, g growth, seed uint64) []*grown {
	rng := rand.New(rand.NewPCG(7, seed+1000*uint64(*htmlDraw)))
	sum := slices.Clone(r.base)
	grad, hess := make([]float64, len(r.y)), make([]float64, len(r.y))
	var out []*grown
	bag := make([]bool, slices.Max(r.site)+1) // whole sites, so that none is learned by heart
	for range g.trees {
		var part []int32
		for s := range bag {
			bag[s] = rng.Float64() < g.bag
		}
		for _, i := range use {
			p := 1 / (1 + math.Exp(-sum[i]))
			w := float64(r.weight[i])
			grad[i], hess[i] = w*(p-float64(r.y[i])), w*max(p*(1-p), 1e-6)
			if bag[r.site[i]] {
				part = append(part, i)
			}
		}
		var cols []int
		for j := range b.x {
			if len(b.edges[j]) > 0 && rng.Float64() < g.columns {
				cols = append(cols, j)
			}
		}
		root := &grown{rows: part}
		root.split(b, cols, grad, hess, &g, g.depth)
		out = append(out, root)
		for _, i := range use {
			sum[i] += root.leaf(b, i)
		}
	}
	return out
}

// leaf gives the value that row i reaches.
func (n *grown) leaf(b *binned, i int32) float64 {
	for n.less != nil {
		if float32(b.x[n.at][i]) < float32(n.value) {
			n = n.less
		} else {
			n = n.more
		}
	}
	return n.value
}

// split divides a node where that helps most.
func (n *grown) split(b *binned, cols []int, grad, hess []float64, g *growth, depth int) {
	G, H := 0.0, 0.0
	for _, i := range n.rows {
		G += grad[i]
		H += hess[i]
	}
	rows := n.rows
	n.rows = nil
	n.value = -G / (H + g.lambda) * g.rate
	if depth == 0 || H < 2*g.least {
		return
	}
	best, bestAt, bestBin := 1e-3, -1, 0
	for _, j := range cols {
		var hg, hh [bins + 1]float64
		col := b.x[j]
		for _, i := range rows {
			hg[col[i]] += grad[i]
			hh[col[i]] += hess[i]
		}
		lg, lh := 0.0, 0.0
		for k := 0; k < len(b.edges[j]); k++ {
			lg += hg[k]
			lh += hh[k]
			if lh < g.least || H-lh < g.least {
				continue
			}
			gain := lg*lg/(lh+g.lambda) + (G-lg)*(G-lg)/(H-lh+g.lambda) - G*G/(H+g.lambda)
			if s := b.sign[j]; gain > best && s*lg/(lh+g.lambda) >= s*(G-lg)/(H-lh+g.lambda) {
				best, bestAt, bestBin = gain, j, k+1
			}
		}
	}
	if bestAt < 0 {
		return
	}
	n.at, n.value = bestAt, float64(bestBin)
	n.less, n.more = &grown{}, &grown{}
	for _, i := range rows {
		to := n.more
		if int(b.x[bestAt][i]) < bestBin {
			to = n.less
		}
		to.rows = append(to.rows, i)
	}
	n.less.split(b, cols, grad, hess, g, depth-1)
	n.more.split(b, cols, grad, hess, g, depth-1)
}

// text writes trees as readTrees reads them.
func (b *binned) text(list []*grown, names []string) string {
	var s strings.Builder
	var write func(n *grown, depth int)
	write = func(n *grown, depth int) {
		s.WriteString(strings.Repeat(" ", depth))
		if n.less == nil {
			fmt.Fprintf(&s, "%+.4f\n", n.value)
			return
		}
		fmt.Fprintf(&s, "%s < %s\n", names[n.at], strconv.FormatFloat(float64(b.edges[n.at][int(n.value)-1]), 'g', -1, 32))
		write(n.less, depth+1)
		write(n.more, depth+1)
	}
	for _, n := range list {
		write(n, 0)
	}
	return s.String()
}

// crossed is what was learned: with all rows, and without those of each fold.
type crossed struct {
	all  string
	each [folds]string
}

// learn grows trees with all rows, and with those outside each fold.
func learn(r *rows, names []string, g growth) *crossed {
	b := bin(r.x)
	b.sign = make([]float64, len(names))
	for j, n := range names {
		switch n = " " + n + " "; {
		case strings.Contains(g.rising, n):
			b.sign[j] = 1
		case strings.Contains(g.falling, n):
			b.sign[j] = -1
		}
	}
	out := &crossed{}
	var wait sync.WaitGroup
	gate := make(chan bool, 2)
	for k := -1; k < folds; k++ {
		if k < 0 && *htmlDraw != 0 {
			continue
		}
		wait.Add(1)
		go func() {
			defer wait.Done()
			gate <- true
			defer func() { <-gate }()
			var use []int32
			for i := range r.y {
				if r.weight[i] > 0 && (k < 0 || r.fold[i] != k) {
					use = append(use, int32(i))
				}
			}
			s := b.text(grow(r, b, use, g), names)
			if k < 0 {
				out.all = s
			} else {
				out.each[k] = s
			}
		}()
	}
	wait.Wait()
	return out
}
