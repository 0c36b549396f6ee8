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
	// Ageless says that it is no newer or older than another: it bounds the day, and that
	// is all.
	Ageless bool
	// Brief says that it is news for some weeks only: a meeting.
	Brief bool
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
	missDuration = 1.5
	missWeekday  = 4. // "Tuesday 8/4" in a year in which it is none

	// What a day loses for each year since the newest fact began, summed over the facts
	// that began within freshReach days of it.
	freshOpen     = .3 // an office still held
	freshTerm     = .2
	freshLandmark = .7
	freshMeeting  = 1.2
	freshSum      = .1 // a year that the text lets one reckon
	freshReach    = 400
	freshTogether = 60 // days within which facts began for one reason

	bonusWritten  = 2. // a full date within a few weeks of the day
	bonusLandmark = 1. // what it tells of happened then

	sureSingle = .6 // the share of all weight that makes one year the answer
	sureSet    = .9 // the share that two or three must have together

	designate     = 21  // days before a term on which somebody is named with the office already
	missDesignate = .25 // the share of what a fact weighs that such a day loses

	tenseSlack = 14                // days by which a date told as past may lie ahead
	nearAhead  = 400               // days by which a day or month may lie ahead that nothing tells past or to come
	toldSlack  = 31                // days by which an item dated by facts alone may be older than what it tells
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
			if x.Brief {
				w.fresh = freshMeeting
			}
		case x.Strong:
			w.miss = missOffice
		}
		if x.Weight > 0 {
			w.miss = x.Weight
		}
		if x.Ageless {
			w.fresh = 0
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

// ahead tells whether the expression speaks of the future: not where it only dates what somebody says of that.
func (x *Located) ahead() bool {
	return x.Tense == TenseFuture && (!x.Reporting || x.Hint == TenseFuture || x.Form != FormPoint) || x.Form == FormUntil || x.Form == FormBefore || x.Form == FormAfter
}

// statedValue is the value of an expression that names its year.
func statedValue(e DateExpr) (parley.EDTF, bool) {
	n := len(e.points) - 1
	if e.Form == FormRange && n > 0 && e.points[n].unit == unitYear && e.points[0].year != 0 {
		n = 0 // "the plan 2016-2020": its end may be to come
	}
	if n < 0 || e.points[n].year == 0 || e.points[n].unit == unitDecade {
		return parley.EDTF{}, false
	}
	r := dateResolver{}
	v := r.point(e.points[n])
	return v, !v.IsZero()
}

// stated uses a date with its year: what is past bounds the item from below, what is to
// come from above. What the words leave open only counts by how near it is (named).
func (f *dateInference) stated(x Located, v parley.EDTF) {
	b := v.Bounds()
	if v.Precision() == parley.PrecisionDay {
		f.written = append(f.written, b.From)
	}
	if v.Precision() != parley.PrecisionYear && x.Form == FormPoint && !x.ahead() && !x.until {
		f.told = max(f.told, b.From)
	}
	f.name(x, v)
	switch {
	case x.ahead():
		f.facts = append(f.facts, weighed{Fact{
			Alternatives: []parley.Interval{{From: b.From - 8*366, To: b.To}},
			Why:          "it speaks of " + v.String() + " as to come",
		}, missStated, 0})
		f.come = min(f.come, b.To)
	case x.until || b.From > f.come:
	case x.Tense == TenseUnknown && v.Precision() != parley.PrecisionYear && x.Form == FormPoint:
		f.facts = append(f.facts, weighed{Fact{
			Alternatives: []parley.Interval{{From: b.From - nearAhead, To: parley.DayMax}}, LowerOnly: true,
			Why: "it names " + v.String(),
		}, missStated, 0})
	case x.Tense == TenseUnknown:
		f.facts = append(f.facts, weighed{Fact{
			Alternatives: []parley.Interval{{From: b.From - 2*366, To: parley.DayMax}}, LowerOnly: true,
			Why: "it names " + v.String(),
		}, 0, 0})
	default:
		if v.Precision() == parley.PrecisionDay {
			b.From -= tenseSlack
		}
		f.facts = append(f.facts, weighed{Fact{
			Alternatives: []parley.Interval{{From: b.From, To: parley.DayMax}}, LowerOnly: true,
			Why: "it speaks of " + v.String() + " as past",
		}, missStated, 0})
	}
}

// named is a year that the text names, as finely as it does.
type named struct {
	year int
	unit dateUnit
	past bool // it is told as past
	in   parley.Interval
}

// name notes the year of a date, once for each year in its finest form.
func (f *dateInference) name(x Located, v parley.EDTF) {
	b := v.Bounds()
	y, _, _ := b.From.Date()
	n := named{y, x.points[len(x.points)-1].unit, x.Tense == TensePast, b}
	for _, lm := range f.in.Facts {
		if a := lm.Alternatives; n.unit == unitDay && lm.LowerOnly && len(a) == 1 && a[0].From <= b.From && b.From <= a[0].To {
			return // the day of a landmark says no more than its name
		}
	}
	for i := range f.named {
		if f.named[i].year == y {
			if n.unit < f.named[i].unit {
				f.named[i] = n
			}
			return
		}
	}
	f.named = append(f.named, n)
}

// How much less likely a text is to name a year the farther it lies from its own, on a
// logarithmic scale: 0 to 8 years back, then 1 to 4 years ahead. News names the year just
// past most, and days and months hardly ever of others. Counted in 2,064 articles of two
// years; the years between are smoothed.
var (
	yearBack   = [...]float64{.4, 0, .7, .9, 1.2, 1.6, 1.8, 2, 2.1}
	yearAhead  = [...]float64{1.4, 2, 2.2, 2.6}
	monthBack  = [...]float64{0, 0, 1.2, 1.5, 2.4, 2.6, 2.8, 2.9, 3}
	monthAhead = [...]float64{2, 3.2, 6, 8}
	dayBack    = [...]float64{0, .9, 1.7, 2.4, 3, 3.1, 3.2, 3.2, 3.2}
	dayAhead   = [...]float64{2.7, 5, 8, 10}
)

// yearOver is what it costs to name the own year as past: one rather says "this year".
const yearOver = .8

// namedShare tempers the sum over all named years: they do not stand alone.
const namedShare = .6

// unlikely is what a day loses by the years that the text names.
func (f *dateInference) unlikely(d parley.Day) float64 {
	total := 0.0
	y, _, _ := d.Date()
	for _, n := range f.named {
		back, ahead := yearBack[:], yearAhead[:]
		switch n.unit {
		case unitDay:
			back, ahead = dayBack[:], dayAhead[:]
		case unitMonth:
			back, ahead = monthBack[:], monthAhead[:]
		}
		if k := y - n.year; k == 0 && n.unit == unitYear && n.past {
			total += yearOver
		} else if k >= 0 {
			total += back[min(k, len(back)-1)]
		} else {
			total += ahead[min(-k, len(ahead))-1]
		}
	}
	return namedShare * total
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
			}, missLapse(x.Form), freshSum})
		}
	}
}

// missLapse is what a reckoned year weighs: "for the first time in two years" is about the
// item, "a plan of five years" may be about anything.
func missLapse(form DateForm) float64 {
	if form == FormLapse {
		return missLandmark
	}
	return missDuration
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

// missOn is what it costs day d that the fact does not hold on it: whoever takes an office within weeks is
// named with it already, as the one who is to have it or who stands in for it.
func (x *weighed) missOn(d parley.Day) float64 {
	if x.Strong && !x.LowerOnly && slices.ContainsFunc(x.Alternatives, func(a parley.Interval) bool { return d < a.From && a.From <= d+designate }) {
		return x.miss * missDesignate
	}
	return x.miss
}

func (x *weighed) misses(d parley.Day) bool {
	for _, a := range x.Alternatives {
		if a.From <= d && (x.LowerOnly || d <= a.To) {
			return false
		}
	}
	return true
}
