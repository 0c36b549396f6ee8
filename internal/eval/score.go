package eval

import (
	"sort"
	"strings"

	"parley"
)

// Result is everything that was compared in one document.
type Result struct {
	Doc       string
	Pages     []*parley.Page // what Run read
	Gold      []*Claim
	Predicted []*Claim
	Pairs     []Pair // same kind
	Types     int    // how many pair when only the PLOVER type must be the same
}

// Pair is a gold claim and the predicted claim that stands for it.
type Pair struct{ Gold, Predicted *Claim }

// Compare pairs the claims of one document.
func Compare(doc string, gold, predicted []*Claim) Result {
	sameType := func(g, p *Claim) bool { return ploverType(g.Kind) == ploverType(p.Kind) }
	return Result{
		Doc: doc, Gold: gold, Predicted: predicted,
		Pairs: pair(gold, predicted, func(g, p *Claim) bool { return g.Kind == p.Kind }),
		Types: len(pair(gold, predicted, sameType)),
	}
}

func ploverType(kind string) string {
	info, ok := parley.Kind(kind).Info()
	if !ok {
		return kind
	}
	return info.Plover.Type
}

// overlap is the share of the shorter span that both cover.
func overlap(a, b parley.Span) float64 {
	n := min(a.End, b.End) - max(a.Start, b.Start)
	m := min(a.End-a.Start, b.End-b.Start)
	if m <= 0 {
		return 0
	}
	return float64(n) / float64(m)
}

type candidate struct {
	weight float64
	g, p   int
}

// pair matches one to one, the best agreement first. Claims can pair when their sentences
// overlap by half of the shorter one and same says so.
func pair(gold, predicted []*Claim, same func(g, p *Claim) bool) []Pair {
	var cands []candidate
	for i, g := range gold {
		for j, p := range predicted {
			if o := overlap(g.Span, p.Span); o >= .5 && same(g, p) {
				cands = append(cands, candidate{weight(g, p, o), i, j})
			}
		}
	}
	sort.Slice(cands, func(a, b int) bool {
		x, y := cands[a], cands[b]
		switch {
		case x.weight != y.weight:
			return x.weight > y.weight
		case x.g != y.g:
			return x.g > y.g
		}
		return x.p > y.p
	})
	var out []Pair
	usedG, usedP := map[int]bool{}, map[int]bool{}
	for _, c := range cands {
		if usedG[c.g] || usedP[c.p] {
			continue
		}
		usedG[c.g], usedP[c.p] = true, true
		out = append(out, Pair{gold[c.g], predicted[c.p]})
	}
	return out
}

// weight says how well two claims agree. The sum is taken in the order of the scoring
// script, so that ties fall alike.
func weight(g, p *Claim, overlap float64) float64 {
	w := truth(g.Kind == p.Kind)
	w += .5 * truth(g.Trigger != "" && (strings.Contains(p.Trigger, g.Trigger) || strings.Contains(g.Trigger, p.Trigger)))
	both := common(g.Actors, p.Actors)
	all := len(g.Actors) + len(p.Actors) - both
	w += float64(both) / float64(max(1, all))
	w += float64(.1 * overlap)
	w += float64(.2 * truth(g.Object == p.Object))
	return w
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func common(a, b map[string]bool) int {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

// Ratio is right ones, and how many there were in the gold and in the prediction.
type Ratio struct{ Right, Gold, Predicted int }

// PRF returns precision, recall and F1.
func (r Ratio) PRF() (p, rec, f float64) {
	if r.Predicted > 0 {
		p = float64(r.Right) / float64(r.Predicted)
	}
	if r.Gold > 0 {
		rec = float64(r.Right) / float64(r.Gold)
	}
	if p+rec > 0 {
		f = 2 * p * rec / (p + rec)
	}
	return p, rec, f
}

// F1 is the harmonic mean of precision and recall.
func (r Ratio) F1() float64 { _, _, f := r.PRF(); return f }

// Share is right ones out of those that were asked.
type Share struct{ Right, Of int }

// Value is the share, 0 where nothing was asked.
func (s Share) Value() float64 { return float64(s.Right) / float64(max(1, s.Of)) }

// Figures are the figures of one run or of a part of it.
type Figures struct {
	Documents                       int
	Claim, Type, Actors, Whole      Ratio
	When, Where                     Ratio // times and places of matched claims, those that nothing should have among them
	Status, Background, Time, Place Share
}

// Count counts the figures over results.
func Count(results []Result) Figures {
	f := Figures{Documents: len(results)}
	for i := range results {
		r := &results[i]
		for _, x := range []*Ratio{&f.Claim, &f.Type, &f.Whole} {
			x.Gold += len(r.Gold)
			x.Predicted += len(r.Predicted)
		}
		f.Claim.Right += len(r.Pairs)
		f.Type.Right += r.Types
		for _, p := range r.Pairs {
			f.add(p)
		}
	}
	return f
}

// add counts one pair.
func (f *Figures) add(p Pair) {
	g, q := p.Gold, p.Predicted
	both := common(g.Actors, q.Actors)
	f.Actors.Right += both
	f.Actors.Gold += len(g.Actors)
	f.Actors.Predicted += len(q.Actors)
	status := g.Status == q.Status
	f.Status.count(status)
	f.Background.count(g.Background == q.Background)
	if status && sameActors(g, q) {
		f.Whole.Right++
	}
	f.When.Predicted += int(truth(q.Time != ""))
	if g.Time != "" && g.TimeText != "" {
		f.Time.count(g.Time == q.Time)
		f.When.Gold++
		f.When.Right += int(truth(g.Time == q.Time))
	}
	f.Where.Predicted += int(truth(q.Place != ""))
	if g.Place != "" {
		right := strings.EqualFold(g.Place, q.Place)
		f.Place.count(right)
		f.Where.Gold++
		f.Where.Right += int(truth(right))
	}
}

func (s *Share) count(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

func sameActors(g, p *Claim) bool {
	both := common(g.Actors, p.Actors)
	return both == len(g.Actors) && both == len(p.Actors)
}
