package annotate

import (
	"math"
	"slices"
	"sort"
	"strings"

	"parley"
)

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
	Horizon  int          // the last year that the world's facts tell of; 0 where not known
	Lent     []Lent       // what other items say of it
}

// InferItem finds the day of publication of an item: the latest day of its own past, in
// the year that the evidence favours. It gives a day; candidates where two or three years
// remain; a span where only facts speak and lie within a year; a day without a year where
// nothing decides the year; nil where nothing decides at all. What other items lend is only
// asked where the item does not tell its day by itself.
func (d *Dates) InferItem(in ItemEvidence) *parley.Date {
	own := inferOwn(in)
	if len(in.Lent) == 0 {
		return own
	}
	return borrow(in, own)
}

// inferOwn finds the day by what the item itself says.
func inferOwn(in ItemEvidence) *parley.Date {
	if in.Given != nil {
		return in.Given
	}
	f := dateInference{in: in}
	f.collect()
	a, ok := f.anchor(false)
	if !ok {
		return f.span()
	}
	if h, ok := f.anchor(true); ok && h.year > 0 {
		if out := f.day(h); out != nil && out.Value == h.value() {
			return out
		}
	}
	return f.day(a)
}

// dateInference weighs the evidence of one item.
type dateInference struct {
	in    ItemEvidence
	facts []weighed
	// written are days that the text gives with their year.
	written []parley.Day
	named   []named
	// told is where the latest day or month with its year begins that is not said to come.
	told parley.Day
	// come is the first date with its year that lies ahead for sure.
	come parley.Day
}

// dateAnchor is the day of the year that the item is of.
type dateAnchor struct {
	month, day int
	year       int    // as the words say it; 0 where they do not
	offset     int    // days from the anchor to the item's day
	text       string // the words
	report     bool   // it says when something was said
	past       bool   // it is told as past
}

// score says how well the evidence fits the day: 0 at best.
func (f *dateInference) score(d parley.Day) float64 {
	total := -f.unlikely(d)
	newest := parley.DayMin
	for i := range f.facts {
		from, _, ok := f.facts[i].since(d)
		if !ok {
			total -= f.facts[i].missOn(d)
		} else if f.facts[i].fresh > 0 && from > newest {
			newest = min(from, d)
		}
	}
	for _, n := range f.named {
		if n.in.From <= d {
			newest = max(newest, n.in.From) // what began long before a year that it names is not new
		}
	}
	rate := 0.0
	var counted []parley.Day
	for i := range f.facts {
		from, open, ok := f.facts[i].since(d)
		if !ok || newest == parley.DayMin || newest-from > freshReach || f.facts[i].fresh == 0 || slices.ContainsFunc(counted, func(c parley.Day) bool { return from-c <= freshTogether && c-from <= freshTogether }) {
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
	if f.writtenNear(d) {
		return total + bonusWritten
	}
	if f.onTheDay(d) {
		return total + bonusLandmark
	}
	return total
}

// writtenNear tells whether the text gives a day with its year within a few weeks of d.
func (f *dateInference) writtenNear(d parley.Day) bool {
	const weeks = 45 // days
	return slices.ContainsFunc(f.written, func(w parley.Day) bool { return d-w <= weeks && w-d <= weeks })
}

// onTheDay tells whether a thing of which the item tells happened on day d or the one before.
func (f *dateInference) onTheDay(d parley.Day) bool {
	return slices.ContainsFunc(f.facts, func(x weighed) bool {
		return x.LowerOnly && x.fresh >= freshLandmark && len(x.Alternatives) == 1 && x.Alternatives[0].From <= d && d <= x.Alternatives[0].From+1
	})
}

// anchor picks the day of the year: "today" where the text says so, else the latest of
// the past days, going round the end of the year by the widest gap between them. Among these
// is a day that the opening tells with its year only where headed says so.
func (f *dateInference) anchor(headed bool) (dateAnchor, bool) {
	var all []dateAnchor
	var ahead []dateAnchor // days that the text somewhere says are to come
	for _, x := range f.in.Exprs {
		if len(x.points) == 0 || x.Form == FormUntil || x.Form == FormBefore || x.Form == FormAfter || x.Form == FormAny {
			continue
		}
		p := x.points[0]
		if p.unit != unitDay || p.day == 0 || p.month == 0 || p.yearBase != baseNone || x.points[len(x.points)-1].year != 0 && !(headed && f.heads(x)) {
			continue
		}
		if p.base == baseItem && p.sub == 0 {
			return dateAnchor{month: p.month, day: p.day, offset: -p.n, text: x.Text}, true
		}
		a := dateAnchor{month: p.month, day: p.day, year: p.year, text: x.Text, report: x.Reporting || p.year != 0 && x.Tense == TensePast, past: x.Tense == TensePast}
		if x.ahead() || headed && x.until {
			ahead = append(ahead, a)
			continue
		}
		all = append(all, a)
	}
	var past, future [367]int
	for _, x := range all {
		past[x.number()]++
	}
	for _, x := range ahead {
		future[x.number()]++
	}
	if told := slices.DeleteFunc(slices.Clone(all), func(x dateAnchor) bool {
		return future[x.number()] >= past[x.number()]
	}); len(told) > 0 {
		all = told
	}
	if len(all) == 0 {
		return dateAnchor{}, false
	}
	if told := f.reported(all); len(told) > 0 {
		all = told
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

// reportAhead is how many days after the latest report of an item the days that it names are
// taken to be still to come.
const reportAhead = 30

// reported leaves out the days that follow the latest day on which something was said and are not told as past: news
// is written when it is told, and a day after that is an announced one.
func (f *dateInference) reported(all []dateAnchor) []dateAnchor {
	last := -1
	for _, a := range all {
		if a.report {
			last = max(last, a.number())
		}
	}
	if last < 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(all), func(a dateAnchor) bool {
		n := a.number() - last
		return !a.past && a.year == 0 && n > 0 && n <= reportAhead
	})
}

// headSentences is how many sentences open an item: its title, its lead and what follows them.
const headSentences = 3

// heads tells whether the expression is a day with its year that opens the item and that no
// later day with its year follows of which the item tells: what is new is told first.
func (f *dateInference) heads(x Located) bool {
	v, ok := statedValue(x.DateExpr)
	return ok && x.Sentence < headSentences && len(x.points) == 1 && x.Form == FormPoint && !x.ahead() && !x.until &&
		v.Bounds().From == f.told
}

// value is the anchor's day with the year that the words say, as EDTF.
func (a dateAnchor) value() string {
	d, ok := a.on(a.year)
	if !ok {
		return ""
	}
	return parley.OnDay(d).String()
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

// maxCandidates is how many years an item may be of.
const maxCandidates = 80

// dateCandidate is a day that the item may be of.
type dateCandidate struct {
	day    parley.Day
	weight float64
}

// day gives the anchor its year.
func (f *dateInference) day(a dateAnchor) *parley.Date {
	var vs []parley.EDTF
	all := f.candidates(a)
	days := f.likely(all)
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
	out := &parley.Date{Value: parley.OneOf(vs...).String(), Basis: parley.BasisInferred, Why: f.why(a.text, days)}
	if len(days) == 1 && !f.writtenNear(days[0]) {
		out.Likely = likeliest(all)
	}
	return out
}

// likeliest is what the likeliest candidate has of all weight, in hundredths; 0 where that is as good as all.
func likeliest(all []dateCandidate) float64 {
	top, sum := 0., 0.
	for _, c := range all {
		top, sum = max(top, c.weight), sum+c.weight
	}
	if of := math.Floor(100*top/sum+.5) / 100; of < 1 {
		return of
	}
	return 0
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
	last = max(last, f.in.Horizon)
	var out []dateCandidate
	for y := max(first, last-maxCandidates); y <= last; y++ {
		d, ok := a.on(y)
		if !ok {
			continue
		}
		score := f.score(d)
		if !f.agrees(d) {
			score -= missWeekday
		}
		out = append(out, dateCandidate{d, math.Exp(score)})
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

// span is the answer where only facts speak: the days on which most of them hold, if they
// lie within a year.
func (f *dateInference) span() *parley.Date {
	hull := f.best()
	if hull.From == parley.DayMin || hull.To >= openEnd || hull.To-hull.From > 366 || f.told > hull.To+toldSlack {
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
