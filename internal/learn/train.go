package learn

import (
	"cmp"
	"math"
	"slices"
)

// Sample is one case to learn from: the names of its features, and its class by number.
type Sample struct {
	Features []string
	Class    int
	Weight   float64 // how often it counts; 0 is once
}

// Options say how a model is trained.
type Options struct {
	Classes []string
	Least   int     // features of fewer samples are left out
	L2      float64 // the penalty on squared weights, positive: higher keeps them smaller
	Rounds  int     // how often every weight is brought nearer to its best value, or every batch looked at
	Batch   int     // samples of a batch; 0: weight after weight, by coordinate descent
	Pace    float64 // with batches: how far a step may go at first
	Cut     float64 // weights nearer to zero are left out of the model
}

// Train learns the weights under which the classes of the samples are likeliest, less the penalty, by
// coordinate descent: weight after weight, in the order of names, takes a Newton step with the highest
// curvature that the logistic loss can have, so that no step makes the sum worse. Of two classes the first
// keeps weights of zero.
func Train(samples []Sample, o Options) *Model {
	t := newTrainer(samples, o)
	if o.Batch > 0 {
		t.descend(t.features(len(samples)))
		return t.model()
	}
	for range o.Rounds {
		t.exact()
		for f := range t.names {
			for c := t.first; c < t.k; c++ {
				t.step(f, c)
			}
		}
	}
	return t.model()
}

// trainer is the state of Train.
type trainer struct {
	Options
	k, first int // classes, and the first that has weights
	names    []string
	holders  [][]int32 // by feature: the samples that have it
	class    []int     // by sample
	counts   []float64 // by sample: its weight
	mass     []float64 // by feature: the weight of the samples that have it
	weights  []float64 // by feature and class
	odds     []float64 // by sample and class: e to the power of the score
	sums     []float64 // by sample: of its odds
}

func newTrainer(samples []Sample, o Options) *trainer {
	t := &trainer{Options: o, k: len(o.Classes)}
	if t.k == 2 {
		t.first = 1
	}
	for i := range samples {
		t.class = append(t.class, samples[i].Class)
		t.counts = append(t.counts, cmp.Or(samples[i].Weight, 1))
	}
	t.names, t.holders = held(len(samples), func(i int) []string { return samples[i].Features }, o.Least)
	for _, h := range t.holders {
		mass := 0.0
		for _, i := range h {
			mass += t.counts[i]
		}
		t.mass = append(t.mass, mass)
	}
	t.weights = make([]float64, len(t.names)*t.k)
	t.odds, t.sums = make([]float64, len(samples)*t.k), make([]float64, len(samples))
	return t
}

// features lists the features of each of n samples, by number.
func (t *trainer) features(n int) [][]int32 {
	out := make([][]int32, n)
	for f, h := range t.holders {
		for _, i := range h {
			out[i] = append(out[i], int32(f))
		}
	}
	return out
}

// held lists the features that least of n cases have, by name, and beside each the cases that have it.
func held(n int, features func(i int) []string, least int) (names []string, cases [][]int32) {
	holders := map[string][]int32{}
	for i := range n {
		for _, f := range features(i) {
			if h := holders[f]; len(h) == 0 || h[len(h)-1] != int32(i) {
				holders[f] = append(h, int32(i))
			}
		}
	}
	for f, h := range holders {
		if len(h) >= least {
			names = append(names, f)
		}
	}
	slices.Sort(names)
	for _, f := range names {
		cases = append(cases, holders[f])
	}
	return names, cases
}

// exact computes all odds anew: steps change them by products, whose errors add up.
func (t *trainer) exact() {
	clear(t.odds)
	for f, h := range t.holders {
		for c, w := range t.weights[f*t.k : (f+1)*t.k] {
			for _, i := range h {
				t.odds[int(i)*t.k+c] += w
			}
		}
	}
	clear(t.sums)
	for i := range t.odds {
		t.odds[i] = math.Exp(t.odds[i])
		t.sums[i/t.k] += t.odds[i]
	}
}

// step brings one weight nearer to its best value.
func (t *trainer) step(f, c int) {
	w := &t.weights[f*t.k+c]
	slope := t.L2 * *w
	for _, i := range t.holders[f] {
		slope += t.counts[i] * t.odds[int(i)*t.k+c] / t.sums[i]
		if t.class[i] == c {
			slope -= t.counts[i]
		}
	}
	d := -slope / (t.mass[f]/4 + t.L2)
	*w += d
	times := math.Exp(d)
	for _, i := range t.holders[f] {
		odds := &t.odds[int(i)*t.k+c]
		t.sums[i] += *odds * (times - 1)
		*odds *= times
	}
}

func (t *trainer) model() *Model { return modelOf(t.names, t.weights, t.Options) }

// modelOf keeps the weights that matter, by feature and class, as they will be written. Of features that differ
// two have the same hash once in 2^64 times.
func modelOf(names []string, weights []float64, o Options) *Model {
	k := len(o.Classes)
	var b builder
	var kept []string
	for f, name := range names {
		from := len(b.hashes)
		var row []weight
		for c, w := range weights[f*k : (f+1)*k] {
			if v := math.Round(w*100) / 100; math.Abs(v) >= max(o.Cut, 0.01) {
				row = append(row, weight{int32(c), float32(v)})
			}
		}
		if b.add(hashName(name), row...); len(b.hashes) > from {
			kept = append(kept, name)
		}
	}
	m, err := b.model(o.Classes)
	if err != nil {
		panic(err)
	}
	m.names = kept
	return m
}
