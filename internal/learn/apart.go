package learn

import (
	"math"
	"slices"
)

// Mark is one case that may belong to several classes at once, or to none.
type Mark struct {
	Features []string
	Classes  []int
}

// TrainApart learns each class by itself, against all cases that do not belong to it: the score of a
// class is the logarithm of its odds, whatever the others are. Weight after weight takes a Newton
// step within a region in which the loss cannot bend more than was reckoned with, which grows and
// shrinks with the steps (Genkin, Lewis and Madigan, Technometrics 2007): rare classes are learned in
// a few rounds.
func TrainApart(marks []Mark, o Options) *Model {
	names, holders := held(len(marks), func(i int) []string { return marks[i].Features }, o.Least)
	weights := make([]float64, len(names)*len(o.Classes)) // by feature and class
	for class := range o.Classes {
		one := newOne(marks, class, o)
		for f := range names {
			one.features = append(one.features, feature{holders[f], 0, 1})
		}
		for range o.Rounds {
			one.exact()
			for f := range one.features {
				one.step(&one.features[f])
			}
		}
		for f := range one.features {
			weights[f*len(o.Classes)+class] = one.features[f].weight
		}
	}
	return modelOf(names, weights, o)
}

// feature is one of the features of a class while it is learned.
type feature struct {
	holders []int32 // the cases that have it
	weight  float64
	reach   float64 // how far the next step may go
}

// one is the state of learning one class.
type one struct {
	l2       float64
	features []feature
	is       []bool    // by case: whether it belongs to the class
	odds     []float64 // by case: e to the power of its score
}

func newOne(marks []Mark, class int, o Options) *one {
	t := &one{l2: o.L2, is: make([]bool, len(marks)), odds: make([]float64, len(marks))}
	for i := range marks {
		t.is[i] = slices.Contains(marks[i].Classes, class)
	}
	return t
}

// exact computes all odds anew: steps change them by products, whose errors add up.
func (t *one) exact() {
	clear(t.odds)
	for i := range t.features {
		f := &t.features[i]
		if f.weight == 0 {
			continue
		}
		for _, h := range f.holders {
			t.odds[h] += f.weight
		}
	}
	for i := range t.odds {
		t.odds[i] = math.Exp(t.odds[i])
	}
}

// step brings one weight nearer to its best value.
func (t *one) step(f *feature) {
	slope, bend := t.l2*f.weight, t.l2
	near := math.Exp(-f.reach)
	for _, h := range f.holders {
		odds := t.odds[h]
		slope += odds / (1 + odds)
		if t.is[h] {
			slope--
		}
		// The most that the loss can bend for scores within the reach.
		if far := max(odds, 1/odds) * near; far <= 1 {
			bend += .25
		} else {
			bend += 1 / (2 + far + 1/far)
		}
	}
	d := max(-f.reach, min(f.reach, -slope/bend))
	f.weight += d
	f.reach = max(2*math.Abs(d), f.reach/2, 1e-4)
	times := math.Exp(d)
	for _, h := range f.holders {
		t.odds[h] *= times
	}
}
