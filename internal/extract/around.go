package extract

// Whether a claim is the item's own news, seen from the claims around it: an item tells its news together
// and what it recalls together. A second model weighs what the model of standing.go said of each claim.

import (
	"math"
	"strconv"

	"parley"
	"parley/internal/learn"
)

// AroundModel is the name of the second model of background in the pack, packs/LANG/models/around.txt.
const AroundModel = "around"

// Judged is how one claim of an item stands by itself.
type Judged struct {
	Score    float64 // the logarithm of the odds that it is background
	Kind     parley.Kind
	Sentence int // where its sentence begins
}

// The templates of features of the second model. A feature "kind=>0.25" says that claims of the kind
// are background by more than 0.25, on a scale from -1, surely news, to 1.
var (
	aroundBias                  = learn.Of("bias")
	aroundOwn, aroundAll        = learn.Of("own"), learn.Of("all")
	aroundBefore, aroundAfter   = learn.Of("before"), learn.Of("after")
	aroundThree, aroundNext     = learn.Of("three-before"), learn.Of("three-after")
	aroundSentence, aroundKind  = learn.Of("sentence"), learn.Of("kind")
	aroundPlace, aroundNone     = learn.Of("place"), learn.Of("none")
	ownSteps, levels, placeTens = steps(-4, 4, .5), steps(-.75, .75, .25), steps(.2, .8, .2)
)

// step is a feature's value that holds from a number on.
type step struct {
	over float64
	part learn.Part
}

func steps(from, to, by float64) []step {
	var out []step
	for x := from; x < to+by/2; x += by {
		out = append(out, step{x, learn.Of(">" + strconv.FormatFloat(x, 'g', 3, 64))})
	}
	return out
}

// around lets the second model decide on the claims of an item.
func (w *Worker) around(claims []parley.Claim) {
	if w.Extractor.around == nil || len(w.judged) < 2 || len(w.judged) != len(claims) {
		return
	}
	w.cues.Named = w.traced
	w.amid = w.amid[:0]
	Around(w.judged, &w.cues, func(i int) {
		var p [2]float64
		w.Extractor.around.Scores(&w.cues, p[:])
		if math.Abs(p[1]-p[0]) >= doubt {
			claims[i].Background = p[1] > p[0]
		}
		if w.traced {
			w.amid = append(w.amid, w.Extractor.around.Why(&w.cues, 1, reasons))
		}
	})
}

// Around notes, for each claim of an item in text order, what the second model asks of it, and tells of it.
func Around(all []Judged, f *learn.Features, each func(i int)) {
	n := len(all)
	mild := make([]float64, n)   // from -1 to 1
	sums := make([]float64, n+1) // of those before
	kinds := map[parley.Kind]struct {
		sum float64
		n   int
	}{}
	for i := range all {
		mild[i] = math.Tanh(all[i].Score / 2)
		sums[i+1] = sums[i] + mild[i]
		k := kinds[all[i].Kind]
		k.sum, k.n = k.sum+mild[i], k.n+1
		kinds[all[i].Kind] = k
	}
	mean := func(from, to int) float64 {
		if from >= to {
			return 0
		}
		return (sums[to] - sums[from]) / float64(to-from)
	}
	from, to := 0, 0 // of the claims of a sentence
	for i := range all {
		if i == to {
			for from = i; to < n && all[to].Sentence == all[from].Sentence; to++ {
			}
		}
		f.Reset()
		f.Add(aroundBias)
		over(f, aroundOwn, ownSteps, all[i].Score)
		over(f, aroundAll, levels, mean(0, n))
		over(f, aroundBefore, levels, mean(max(i-1, 0), i))
		over(f, aroundAfter, levels, mean(i+1, min(i+2, n)))
		over(f, aroundThree, levels, mean(max(i-3, 0), i))
		over(f, aroundNext, levels, mean(i+1, min(i+4, n)))
		others(f, aroundSentence, sums[to]-sums[from]-mild[i], to-from-1)
		k := kinds[all[i].Kind]
		others(f, aroundKind, k.sum-mild[i], k.n-1)
		over(f, aroundPlace, placeTens, float64(i)/float64(n))
		each(i)
	}
}

// over notes which steps a value is over.
func over(f *learn.Features, template learn.Part, list []step, value float64) {
	for i := range list {
		if value > list[i].over {
			f.Add1(template, list[i].part)
		}
	}
}

// others notes the mean of n other claims, or that there are none.
func others(f *learn.Features, template learn.Part, sum float64, n int) {
	if n == 0 {
		f.Add1(template, aroundNone)
		over(f, template, levels, 0)
		return
	}
	over(f, template, levels, sum/float64(n))
}
