package annotate

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

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
	// than 2.5 never dates an item alone.
	Weight float64
}

// Located is an expression with its place in the item.
type Located struct {
	DateExpr
	Tense     Tense // as Dates.Tense says
	Sentence  int   // index within the item
	Reporting bool  // it dates the report ("said on 9/5"), not an event
}

// ItemEvidence is all that is known about the date of an item.
type ItemEvidence struct {
	Exprs    []Located
	Facts    []Fact
	Given    *parley.Date // as the container or markup says; decides alone
	NotAfter parley.Day   // the day it was fetched; 0 where not known
}

// InferItem finds the day of publication of an item: the latest day of its own past, in
// the year that the evidence favours. It gives a day; candidates where two or three years
// remain; a span where only facts speak and lie within a year; a day without a year where
// nothing decides the year; nil where nothing decides at all.
func (d *Dates) InferItem(in ItemEvidence) *parley.Date {
	if in.Given != nil {
		return in.Given
	}
	if in.NotAfter == 0 {
		in.NotAfter = d.NotAfter
	}
	f := dateInference{in: in}
	f.collect(d.Common)
	a, ok := f.anchor()
	if !ok {
		return f.span()
	}
	return f.day(a)
}

// dateInference weighs the evidence of one item.
type dateInference struct {
	in    ItemEvidence
	facts []weighed
	// written are days that the text gives with their year.
	written []parley.Day
	// come is the first date with its year that lies ahead for sure.
	come parley.Day
}

// weighed is a fact with what it costs a day on which it does not hold, and what each
// year since it began costs one on which it does: news names what is new, the more so the
// more things named began at one time.
type weighed struct {
	Fact
	miss, fresh float64
}

// What facts weigh. The figures were set by hand on articles whose date is known.
const (
	missOffice, missLandmark, missStated, missWeak = 6, 4, 3, 0.5
	freshOpen, freshTerm, freshLandmark            = .5, .35, .5
	freshDay, freshEdge, freshYear                 = .8, .7, .5
	bonusWritten                                   = 2                 // a full date within a few weeks of the day
	sureSingle, sureSet                            = .6, .85           // shares of all years' weight
	tenseSlack                                     = 14                // days by which a date told as past may lie ahead
	freshReach                                     = 400               // days within which starts count as one time
	openEnd                                        = parley.Day(84006) // 2200-01-01: later ends are open
)

// dateAnchor is the day of the year that the item is of.
type dateAnchor struct {
	month, day int
	offset     int    // days from the anchor to the item's day
	text       string // the words
}

// collect turns what was given and what the text says itself into weighed facts.
func (f *dateInference) collect(common []Fact) {
	for _, x := range slices.Concat(common, f.in.Facts) {
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
// come from above. A year alone is told of an earlier one: of its own year a text says
// "this year".
func (f *dateInference) stated(x Located, v parley.EDTF) {
	b := v.Bounds()
	if v.Precision() == parley.PrecisionDay {
		f.written = append(f.written, b.From)
	}
	if x.ahead() {
		f.facts = append(f.facts, weighed{Fact{Alternatives: []parley.Interval{{From: b.From - 6*366, To: b.To}},
			Why: "it speaks of " + v.String() + " as to come"}, missStated, 0})
		f.come = min(f.come, b.To)
		return
	}
	if x.until || b.From > f.come {
		return
	}
	if v.Precision() == parley.PrecisionDay {
		b.From -= tenseSlack
	}
	w := weighed{Fact{Alternatives: []parley.Interval{{From: b.From, To: parley.DayMax}}, LowerOnly: true,
		Why: "it speaks of " + v.String() + " as past"}, missStated, freshDay}
	if last := x.points[len(x.points)-1]; last.unit == unitYear {
		w.fresh = freshYear
		if last.edge != edgeNone {
			w.fresh = freshEdge
		}
		year, _ := parley.NewDay(last.year+1, 1, 1)
		w.Alternatives = []parley.Interval{{From: year, To: parley.DayMax}}
		if x.Tense == TenseUnknown {
			w.miss = 1
		}
	}
	f.facts = append(f.facts, w)
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
			f.facts = append(f.facts, weighed{Fact{Alternatives: []parley.Interval{year},
				Why: fmt.Sprintf("%d years after %s", x.Count, v)}, missLandmark, 0})
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
		f.facts = append(f.facts, weighed{Fact{Alternatives: []parley.Interval{in},
			Why: fmt.Sprintf("%q is %d", x.Text, year)}, missLandmark, 0})
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

// score says how well the evidence fits the day: 0 at best.
func (f *dateInference) score(d parley.Day) float64 {
	total := 0.0
	newest := parley.DayMin
	for i := range f.facts {
		from, _, ok := f.facts[i].since(d)
		if !ok {
			total -= f.facts[i].miss
		} else if f.facts[i].fresh > 0 && from > newest {
			newest = min(from, d)
		}
	}
	rate := 0.0
	var counted []parley.Day
	for i := range f.facts {
		from, open, ok := f.facts[i].since(d)
		if !ok || newest == parley.DayMin || newest-from > freshReach || f.facts[i].fresh == 0 || slices.Contains(counted, from) {
			continue
		}
		counted = append(counted, from)
		if w := f.facts[i].fresh; open && w == freshTerm {
			rate += freshOpen
		} else {
			rate += w
		}
	}
	if newest > parley.DayMin {
		total -= min(rate, 1.5) * float64(d-newest) / 365
	}
	for _, w := range f.written {
		if d-w <= 45 && w-d <= 45 {
			return total + bonusWritten
		}
	}
	return total
}

// anchor picks the day of the year: "today" where the text says so, else the latest of
// the past days, going round the end of the year by the widest gap between them.
func (f *dateInference) anchor() (dateAnchor, bool) {
	var all []dateAnchor
	var ahead []dateAnchor // days that the text somewhere says are to come
	for _, x := range f.in.Exprs {
		if len(x.points) == 0 || x.Form == FormUntil || x.Form == FormBefore || x.Form == FormAfter || x.Form == FormAny {
			continue
		}
		p := x.points[0]
		if p.unit != unitDay || p.day == 0 || p.month == 0 || p.yearBase != baseNone || x.points[len(x.points)-1].year != 0 {
			continue
		}
		if p.base == baseItem && p.sub == 0 {
			return dateAnchor{p.month, p.day, -p.n, x.Text}, true
		}
		a := dateAnchor{p.month, p.day, 0, x.Text}
		if x.Tense == TenseFuture {
			ahead = append(ahead, a)
			continue
		}
		all = append(all, a)
	}
	if told := slices.DeleteFunc(slices.Clone(all), func(a dateAnchor) bool {
		same := func(b dateAnchor) bool { return a.number() == b.number() }
		return count(ahead, same) >= count(all, same)
	}); len(told) > 0 {
		all = told
	}
	if len(all) == 0 {
		return dateAnchor{}, false
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].number() < all[j].number() })
	last, gap := all[len(all)-1], 366-all[len(all)-1].number()+all[0].number()
	for i := 1; i < len(all); i++ {
		if g := all[i].number() - all[i-1].number(); g > gap {
			last, gap = all[i-1], g
		}
	}
	return last, true
}

func count(in []dateAnchor, is func(dateAnchor) bool) int {
	n := 0
	for _, a := range in {
		if is(a) {
			n++
		}
	}
	return n
}

// number orders the days of the year.
func (a dateAnchor) number() int {
	d, ok := parley.NewDay(2000, a.month, a.day)
	first, _ := parley.NewDay(2000, 1, 1)
	if !ok {
		return 0
	}
	return int(d - first)
}

// on is the item's day in a year.
func (a dateAnchor) on(year int) (parley.Day, bool) {
	d, ok := parley.NewDay(year, a.month, a.day)
	return d + parley.Day(a.offset), ok
}

// dateCandidate is a day that the item may be of.
type dateCandidate struct {
	day    parley.Day
	weight float64
}

// day gives the anchor its year.
func (f *dateInference) day(a dateAnchor) *parley.Date {
	var vs []parley.EDTF
	days := f.likely(f.candidates(a))
	for _, d := range days {
		vs = append(vs, parley.OnDay(d))
	}
	if len(vs) == 0 {
		v := parley.YearUnknown(a.month, a.day)
		if a.offset != 0 || v.IsZero() {
			return nil
		}
		return &parley.Date{Value: v.String(), Basis: parley.BasisUnknown, Why: a.text + "; nothing decides the year"}
	}
	return &parley.Date{Value: parley.OneOf(vs...).String(), Basis: parley.BasisInferred, Why: f.why(a.text, days)}
}

// candidates are the anchor's days in the years that some fact speaks of, with their
// weights.
func (f *dateInference) candidates(a dateAnchor) []dateCandidate {
	first, last := 9999, 0
	for i := range f.facts {
		for _, alt := range f.facts[i].Alternatives {
			if y, _, _ := alt.From.Date(); y > 0 {
				first, last = min(first, y), max(last, y+6)
			}
			if y, _, _ := alt.To.Date(); y > 0 && alt.To < openEnd && !f.facts[i].LowerOnly {
				last = max(last, y)
			}
		}
	}
	var out []dateCandidate
	for y := max(first, last-60); y <= last; y++ {
		if d, ok := a.on(y); ok && f.agrees(d) {
			out = append(out, dateCandidate{d, math.Exp(f.score(d))})
		}
	}
	return out
}

// likely keeps the day that outweighs all others together, or the two or three that do.
func (f *dateInference) likely(in []dateCandidate) []parley.Day {
	sort.SliceStable(in, func(i, j int) bool { return in[i].weight > in[j].weight })
	all := 0.0
	for _, c := range in {
		all += c.weight
	}
	sum := 0.0
	var out []parley.Day
	for i, c := range in {
		sum += c.weight
		out = append(out, c.day)
		switch {
		case i == 0 && sum >= sureSingle*all, i > 0 && sum >= sureSet*all:
			return out
		case i == 2:
			return nil
		}
	}
	return nil
}

// agrees tells whether days that are named with their weekday fall on it when the item is
// of day d.
func (f *dateInference) agrees(d parley.Day) bool {
	for _, x := range f.in.Exprs {
		if len(x.points) != 1 {
			continue
		}
		p := x.points[0]
		if p.unit != unitDay || p.sub == 0 || p.day == 0 || p.year != 0 {
			continue
		}
		r := dateResolver{ctx: DateContext{Item: parley.OnDay(d)}, tense: x.Tense}
		if day, one := r.point(p).Day(); one && day.Weekday() != p.sub {
			return false
		}
	}
	return true
}

// best is the run of days on which the fewest facts are missed; where there are several
// runs, all that lies between them too.
func (f *dateInference) best() parley.Interval {
	cuts := []parley.Day{parley.DayMin}
	facts := slices.DeleteFunc(slices.Clone(f.facts), func(x weighed) bool { return x.miss < missStated })
	for _, x := range facts {
		for _, a := range x.Alternatives {
			cuts = append(cuts, a.From)
			if !x.LowerOnly && a.To < openEnd {
				cuts = append(cuts, a.To+1)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var hull parley.Interval
	least := math.Inf(1)
	for i, from := range cuts {
		to := parley.DayMax
		if i+1 < len(cuts) {
			to = cuts[i+1] - 1
		}
		missed := 0.0
		for _, x := range facts {
			if x.misses(from) {
				missed += x.miss
			}
		}
		switch {
		case missed < least:
			hull, least = parley.Interval{From: from, To: to}, missed
		case missed == least:
			hull.To = to
		}
	}
	return hull
}

func (x *weighed) misses(d parley.Day) bool {
	for _, a := range x.Alternatives {
		if a.From <= d && (x.LowerOnly || d <= a.To) {
			return false
		}
	}
	return true
}

// span is the answer where only facts speak: the days on which most of them hold, if they
// lie within a year.
func (f *dateInference) span() *parley.Date {
	hull := f.best()
	if hull.From == parley.DayMin || hull.To >= openEnd || hull.To-hull.From > 366 {
		return nil
	}
	y1, m1, _ := hull.From.Date()
	y2, m2, _ := hull.To.Date()
	var v parley.EDTF
	switch {
	case hull.To-hull.From <= 20:
		v = parley.Between(parley.OnDay(hull.From), parley.OnDay(hull.To))
	case mostlyIn(hull, y2):
		v = parley.InYear(y2)
	case mostlyIn(hull, y1):
		v = parley.InYear(y1)
	default:
		v = parley.Between(parley.InMonth(y1, m1), parley.InMonth(y2, m2))
	}
	return &parley.Date{Value: v.String(), Basis: parley.BasisInferred, Why: f.why("", []parley.Day{hull.From})}
}

// mostlyIn tells whether the greater part of a year, and little else, lies in the interval.
func mostlyIn(in parley.Interval, year int) bool {
	both, ok := in.And(parley.InYear(year).Bounds())
	n, all := int(both.To-both.From), int(in.To-in.From)
	return ok && n > 200 && n*10 >= all*9
}

// why names the anchor and the newest facts that hold on the first of the days.
func (f *dateInference) why(anchor string, days []parley.Day) string {
	parts := make([]string, 0, 4)
	if anchor != "" {
		parts = append(parts, anchor)
	}
	facts := append([]weighed(nil), f.facts...)
	sort.SliceStable(facts, func(i, j int) bool {
		a, _, _ := facts[i].since(days[0])
		b, _, _ := facts[j].since(days[0])
		return a > b
	})
	seen := map[string]bool{}
	for i := range facts {
		x := &facts[i]
		if _, _, ok := x.since(days[0]); !ok || x.Why == "" || seen[x.Why] {
			continue
		}
		seen[x.Why] = true
		if parts = append(parts, x.Why); len(parts) == 4 {
			break
		}
	}
	return strings.Join(parts, "; ")
}

// CollectionFact is a weak fact for the items of one collection whose own dates do not
// decide: that they are of the time of the others, where at least five others are dated
// and four fifths of those lie within a year.
func CollectionFact(dates []*parley.Date) (Fact, bool) {
	var days []parley.Day
	for _, d := range dates {
		if d == nil {
			continue
		}
		if v, err := parley.ParseEDTF(d.Value); err == nil && v.Days() > 0 && v.Days() <= 31 {
			days = append(days, v.Bounds().From)
		}
	}
	if len(days) < 5 {
		return Fact{}, false
	}
	slices.Sort(days)
	need := (len(days)*4 + 4) / 5
	best := parley.Interval{From: days[0], To: days[len(days)-1]}
	for i := 0; i+need <= len(days); i++ {
		if in := (parley.Interval{From: days[i], To: days[i+need-1]}); in.To-in.From < best.To-best.From {
			best = in
		}
	}
	if best.To-best.From > 366 {
		return Fact{}, false
	}
	why := fmt.Sprintf("most of the collection is of %s to %s", best.From, best.To)
	best.From, best.To = best.From-150, best.To+150
	return Fact{Alternatives: []parley.Interval{best}, Why: why, Weight: missLandmark}, true
}
