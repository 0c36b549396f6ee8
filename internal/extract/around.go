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

// ladder is a template with the steps of its value, in order.
type ladder struct {
	template learn.Part
	steps    []step
}

// ladders are what the second model asks of a claim.
var ladders = [...]ladder{
	{aroundOwn, ownSteps},
	{aroundAll, levels},
	{aroundBefore, levels},
	{aroundAfter, levels},
	{aroundThree, levels},
	{aroundNext, levels},
	{aroundSentence, levels},
	{aroundKind, levels},
	{aroundPlace, placeTens},
}

// stood are the values of a claim on the ladders; none says that there is nothing that has one, which is then 0.
type stood [len(ladders)]struct {
	value float64
	none  bool
}

// around lets the second model decide on the claims of an item.
func (w *Worker) around(claims []parley.Claim) {
	if w.Extractor.around == nil || len(w.judged) < 2 || len(w.judged) != len(claims) {
		return
	}
	w.cues.Named = w.traced
	w.amid = w.amid[:0]
	standings(w.judged, func(i int, s *stood) {
		if odds := w.rungs.odds(s); math.Abs(odds) >= doubt {
			claims[i].Background = odds > 0
		}
		if w.traced {
			s.note(&w.cues)
			w.amid = append(w.amid, w.Extractor.around.Why(&w.cues, 1, reasons))
		}
	})
}

// rungs is the second model as what it adds to the odds of being background: all of its features are steps of a value, so
// that those below a value add up once.
type rungs struct {
	bias    float64
	ladders [len(ladders)]struct {
		none float64
		sums []float64 // of the first n steps
	}
}

// rungsOf asks a model feature by feature; nil has none.
func rungsOf(m *learn.Model) *rungs {
	if m == nil {
		return nil
	}
	var f learn.Features
	asked := func(note func()) float64 {
		var p [2]float64
		f.Reset()
		note()
		m.Scores(&f, p[:])
		return p[1] - p[0]
	}
	r := &rungs{bias: asked(func() { f.Add(aroundBias) })}
	for i, l := range ladders {
		r.ladders[i].none = asked(func() { f.Add1(l.template, aroundNone) })
		r.ladders[i].sums = []float64{0}
		for _, s := range l.steps {
			sums := &r.ladders[i].sums
			*sums = append(*sums, (*sums)[len(*sums)-1]+asked(func() { f.Add1(l.template, s.part) }))
		}
	}
	return r
}

// odds is the logarithm of the odds that a claim is background.
func (r *rungs) odds(s *stood) float64 {
	sum := r.bias
	for i := range s {
		if s[i].none {
			sum += r.ladders[i].none
		}
		sum += r.ladders[i].sums[below(ladders[i].steps, s[i].value)]
	}
	return sum
}

// below counts the steps that a value is over.
func below(steps []step, value float64) int {
	n := 0
	for n < len(steps) && value > steps[n].over {
		n++
	}
	return n
}

// Around notes, for each claim of an item in text order, what the second model asks of it, and tells of it.
func Around(all []Judged, f *learn.Features, each func(i int)) {
	standings(all, func(i int, s *stood) {
		s.note(f)
		each(i)
	})
}

// note notes the steps that the values are over.
func (s *stood) note(f *learn.Features) {
	f.Reset()
	f.Add(aroundBias)
	for i, l := range ladders {
		if s[i].none {
			f.Add1(l.template, aroundNone)
		}
		for _, step := range l.steps[:below(l.steps, s[i].value)] {
			f.Add1(l.template, step.part)
		}
	}
}

// standings tells of each claim of an item, in text order, how it and those around it stand.
func standings(all []Judged, each func(i int, s *stood)) {
	n := len(all)
	mild := make([]float64, n)   // from -1 to 1
	sums := make([]float64, n+1) // of those before
	kinds := [manyKinds]struct {
		sum float64
		n   int
	}{}
	for i := range all {
		mild[i] = math.Tanh(all[i].Score / 2)
		sums[i+1] = sums[i] + mild[i]
		k := &kinds[all[i].Kind.Number()]
		k.sum, k.n = k.sum+mild[i], k.n+1
	}
	mean := func(from, to int) float64 {
		if from >= to {
			return 0
		}
		return (sums[to] - sums[from]) / float64(to-from)
	}
	from, to := 0, 0 // of the claims of a sentence
	var s stood
	for i := range all {
		if i == to {
			for from = i; to < n && all[to].Sentence == all[from].Sentence; to++ {
			}
		}
		s[0].value = all[i].Score
		s[1].value = mean(0, n)
		s[2].value = mean(max(i-1, 0), i)
		s[3].value = mean(i+1, min(i+2, n))
		s[4].value = mean(max(i-3, 0), i)
		s[5].value = mean(i+1, min(i+4, n))
		s[6].value, s[6].none = others(sums[to]-sums[from]-mild[i], to-from-1)
		k := &kinds[all[i].Kind.Number()]
		s[7].value, s[7].none = others(k.sum-mild[i], k.n-1)
		s[8].value = float64(i) / float64(n)
		each(i, &s)
	}
}

// others is the mean of n other claims.
func others(sum float64, n int) (mean float64, none bool) {
	if n == 0 {
		return 0, true
	}
	return sum / float64(n), false
}
