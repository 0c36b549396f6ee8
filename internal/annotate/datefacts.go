package annotate

import (
	"fmt"
	"slices"

	"parley"
)

// Fact bounds the day of an item: one of the alternatives holds it. "Who is named as
// president was so from … to … or from … to …".
type Fact struct {
	Alternatives []parley.Interval
	Why          string // "Steve Witkoff is envoy since 2025-01-20"
	Strong       bool   // certain; others only choose between what the strong ones leave
	// LowerOnly says that the item is not earlier than the alternatives begin and may be
	// any time later: a thing of the past is named.
	LowerOnly bool
	// Weight is what it costs a day that the fact does not hold on it, on a logarithmic
	// scale; 0 stands for 4 where Strong, 3 where LowerOnly, else 0.5. What weighs less
	// than 3 never dates an item alone.
	Weight float64
}

// weighed is a fact with what it costs a day on which it does not hold, and what each
// year since it began costs one on which it does: news names what is new, the more so the
// more things named began at one time.
type weighed struct {
	Fact
	miss, fresh float64
}

// What evidence weighs, on a logarithmic scale, and what is done with it. The figures were
// set by hand on articles whose date is known.
const (
	// What a day loses on which a fact does not hold.
	missOffice   = 6.
	missLandmark = 4.
	missStated   = 3. // a date that the text gives with its year
	missWeak     = .5
	missSameYear = .7 // the item is of a year that it names
	missSameEdge = 1.5
	missWeekday  = 4. // "Tuesday 8/4" in a year in which it is none

	// What a day loses for each year since the newest fact began, summed over the facts
	// that began within freshReach days of it.
	freshOpen     = .5 // an office still held
	freshTerm     = .35
	freshLandmark = .5
	freshDay      = .8 // a day or month with its year
	freshEdge     = .7 // the beginning or end of a year
	freshYear     = .5
	freshSum      = .1 // a year that the text lets one reckon
	freshReach    = 400

	bonusWritten = 2. // a full date within a few weeks of the day

	sureSingle = .6 // the share of all weight that makes one year the answer
	sureSet    = .9 // the share that two or three must have together

	tenseSlack = 14                // days by which a date told as past may lie ahead
	openEnd    = parley.Day(84006) // 2200-01-01: later ends are open
)

// collect turns what was given and what the text says itself into weighed facts.
func (f *dateInference) collect() {
	for _, x := range f.in.Facts {
		if len(x.Alternatives) == 0 {
			continue
		}
		w := weighed{x, missWeak, freshTerm}
		switch {
		case x.LowerOnly && !x.Strong:
			w.miss, w.fresh = missLandmark, freshLandmark
		case x.Strong:
			w.miss = missOffice
		}
		if x.Weight > 0 {
			w.miss = x.Weight
		}
		f.facts = append(f.facts, w)
	}
	if f.in.NotAfter > 0 {
		f.facts = append(f.facts, weighed{Fact{Alternatives: []parley.Interval{{From: parley.DayMin, To: f.in.NotAfter}}}, 20, 0})
	}
	f.come = parley.DayMax
	for _, ahead := range [...]bool{true, false} {
		for _, x := range f.in.Exprs {
			if v, ok := statedValue(x.DateExpr); ok && ahead == x.ahead() {
				f.stated(x, v)
			}
		}
	}
	f.lapses()
	f.agos()
}

// ahead tells whether the expression speaks of the future.
func (x *Located) ahead() bool {
	return x.Tense == TenseFuture || x.Form == FormUntil || x.Form == FormBefore || x.Form == FormAfter
}

// statedValue is the value of an expression that names its year.
func statedValue(e DateExpr) (parley.EDTF, bool) {
	n := len(e.points) - 1
	if n < 0 || e.points[n].year == 0 || e.points[n].unit == unitDecade {
		return parley.EDTF{}, false
	}
	r := dateResolver{}
	v := r.point(e.points[n])
	return v, !v.IsZero()
}

// stated uses a date with its year: what is past bounds the item from below, what is to
// come from above.
func (f *dateInference) stated(x Located, v parley.EDTF) {
	b := v.Bounds()
	if v.Precision() == parley.PrecisionDay {
		f.written = append(f.written, b.From)
	}
	if x.ahead() {
		f.facts = append(f.facts, weighed{Fact{
			Alternatives: []parley.Interval{{From: b.From - 6*366, To: b.To}},
			Why:          "it speaks of " + v.String() + " as to come",
		}, missStated, 0})
		f.come = min(f.come, b.To)
		return
	}
	if x.until || b.From > f.come {
		return
	}
	if v.Precision() == parley.PrecisionDay {
		b.From -= tenseSlack
	}
	w := weighed{Fact{
		Alternatives: []parley.Interval{{From: b.From, To: parley.DayMax}}, LowerOnly: true,
		Why: "it speaks of " + v.String() + " as past",
	}, missStated, freshDay}
	if last := x.points[len(x.points)-1]; last.unit == unitYear {
		w.fresh = freshYear
		if last.edge != edgeNone {
			w.fresh = freshEdge
		}
		f.laterThan(last)
		if x.Tense == TenseUnknown {
			w.miss = 1
		}
	}
	f.facts = append(f.facts, w)
}

// laterThan prefers the years after one that the text names, once for each: of its own
// year a text rather says "this year".
func (f *dateInference) laterThan(p datePoint) {
	next, ok := parley.NewDay(p.year+1, 1, 1)
	if !ok || slices.Contains(f.years, p.year) {
		return
	}
	f.years = append(f.years, p.year)
	miss := missSameYear
	if p.edge != edgeNone {
		miss = missSameEdge
	}
	f.facts = append(f.facts, weighed{Fact{Alternatives: []parley.Interval{{From: next, To: parley.DayMax}}, LowerOnly: true}, miss, 0})
}

// lapses uses "for the first time in two years" with the date of the last time, and "the
// war of seven years" with the year of its beginning.
func (f *dateInference) lapses() {
	for _, x := range f.in.Exprs {
		if x.unit != unitYear || x.Count == 0 || x.Form != FormLapse && x.Form != FormDuration {
			continue
		}
		for _, y := range f.in.Exprs {
			v, ok := statedValue(y.DateExpr)
			if !ok || y.Form != FormPoint || y.Tense == TenseFuture || x.Form == FormDuration && x.Sentence != y.Sentence {
				continue
			}
			b := v.Bounds()
			year := parley.Interval{From: b.From + parley.Day(x.Count*365), To: b.To + parley.Day(x.Count*366)}
			if v.Precision() != parley.PrecisionYear {
				year = parley.Interval{From: year.From - 200, To: year.To + 200}
			} else if x.Form == FormLapse {
				continue
			}
			f.facts = append(f.facts, weighed{Fact{
				Alternatives: []parley.Interval{year},
				Why:          fmt.Sprintf("%d years after %s", x.Count, v),
			}, missLandmark, freshSum})
		}
	}
}

// agos uses "a decade ago, in 2007": both together say the item's year.
func (f *dateInference) agos() {
	for i := 1; i < len(f.in.Exprs); i++ {
		x, y := &f.in.Exprs[i-1], &f.in.Exprs[i]
		if x.Sentence != y.Sentence || y.From-x.To > 2 || x.Form != FormPoint || x.points[0].unit != unitYear ||
			x.points[0].base != baseItem || x.points[0].n == 0 {
			continue
		}
		v, ok := statedValue(y.DateExpr)
		year, one := v.Year()
		if !ok || !one || y.Form != FormPoint {
			continue
		}
		in := parley.InYear(year - x.points[0].n).Bounds()
		f.facts = append(f.facts, weighed{Fact{
			Alternatives: []parley.Interval{in},
			Why:          fmt.Sprintf("%q is %d", x.Text, year),
		}, missLandmark, freshSum})
	}
}

// since returns when the alternative that holds on day d began; ok is false where none
// holds. Days of two after d count too: news is printed a day late.
func (x *weighed) since(d parley.Day) (from parley.Day, open, ok bool) {
	for _, a := range x.Alternatives {
		if a.From <= d+2 && (x.LowerOnly || d <= a.To) {
			from, open, ok = a.From, a.To >= openEnd, true
		}
	}
	return from, open, ok
}

func (x *weighed) misses(d parley.Day) bool {
	for _, a := range x.Alternatives {
		if a.From <= d && (x.LowerOnly || d <= a.To) {
			return false
		}
	}
	return true
}
