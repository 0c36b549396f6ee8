package annotate

import (
	"fmt"

	"parley"
)

// Resolve gives an expression its value as EDTF, "" where it has none; how the value was
// got; and why, in one short sentence. A day without a year takes the year in which it is
// nearest to the item's day, on the side that the tense says; without an item's date it
// stays XXXX-04-25.
func (d *Dates) Resolve(e DateExpr, ctx DateContext) (value string, basis parley.Basis, why string) {
	r := dateResolver{ctx: ctx, tense: ctx.Tense}
	if e.Hint != TenseUnknown {
		r.tense = e.Hint
	}
	v := r.form(&e)
	switch {
	case v.IsZero():
		return "", parley.BasisUnknown, ""
	case v.Precision() == parley.PrecisionNoYear && !r.item:
		return v.String(), parley.BasisUnknown, "nothing decides the year"
	case !r.item && !r.prev:
		return v.String(), parley.BasisStated, "the text says it whole"
	case r.prev && !r.item:
		return v.String(), r.basis(), "counted from the date told before it, " + ctx.Prev.String()
	}
	return v.String(), r.basis(), r.why(v)
}

// dateResolver completes the points of one expression and notes what it needed.
type dateResolver struct {
	ctx        DateContext
	tense      Tense
	item, prev bool // what was used
	this       bool // of a month: whichever is nearest
}

func (r *dateResolver) basis() parley.Basis {
	switch r.ctx.Basis {
	case parley.BasisInferred, parley.BasisUnknown:
		return r.ctx.Basis
	}
	return parley.BasisItemDate
}

func (r *dateResolver) why(v parley.EDTF) string {
	if v.Precision() == parley.PrecisionNoYear {
		return "nothing decides the year"
	}
	w := "completed by the item's date, " + r.ctx.Item.String()
	if r.ctx.Basis == parley.BasisInferred && r.ctx.Why != "" {
		w += " (" + r.ctx.Why + ")"
	}
	return w
}

func (r *dateResolver) form(e *DateExpr) parley.EDTF {
	var none parley.EDTF
	if len(e.points) == 0 {
		return none
	}
	switch e.Form {
	case FormPoint:
		return r.point(e.points[0])
	case FormFrom, FormAfter:
		return between(r.point(e.points[0]), none)
	case FormUntil:
		return between(none, r.point(e.points[0]))
	case FormBefore:
		return r.before(e.points[0])
	}
	vs := r.together(e.points)
	for _, v := range vs {
		if v.IsZero() {
			return none
		}
	}
	switch e.Form {
	case FormRange:
		return between(vs[0], vs[len(vs)-1])
	case FormAll:
		return parley.AllOf(vs...)
	case FormAny:
		return parley.OneOf(vs...)
	}
	return none
}

// between is parley.Between, nothing where an end may lie in one of several years: no range says that.
func between(a, b parley.EDTF) parley.EDTF {
	if a.Precision() == parley.PrecisionSet || b.Precision() == parley.PrecisionSet {
		return parley.EDTF{}
	}
	return parley.Between(a, b)
}

// before is the open range that ends before a month or year begins; a day is itself the
// last.
func (r *dateResolver) before(p datePoint) parley.EDTF {
	var none parley.EDTF
	edge := p.edge
	p.edge = edgeNone
	v := r.point(p)
	if v.IsZero() || v.Precision() == parley.PrecisionNoYear || v.Precision() == parley.PrecisionSet {
		return none
	}
	if edge != edgeNone || v.Precision() == parley.PrecisionDay {
		return parley.Between(none, v)
	}
	y, m, _ := v.Bounds().From.Date()
	switch v.Precision() {
	case parley.PrecisionMonth:
		return parley.Between(none, monthAt(y, m, -1))
	case parley.PrecisionYear:
		return parley.Between(none, parley.InYear(y-1))
	}
	return parley.Between(none, parley.OnDay(v.Bounds().From-1))
}

// together completes points of which the last one says the year for all.
func (r *dateResolver) together(ps []datePoint) []parley.EDTF {
	out := make([]parley.EDTF, len(ps))
	n := len(ps) - 1
	if ps[0].year > 0 && ps[n].year == 0 && ps[n].month > 0 && ps[n].yearBase == baseNone {
		ps = append([]datePoint(nil), ps...)
		ps[n].year = ps[0].year
		if ps[n].month < ps[0].month {
			ps[n].year++
		}
	}
	out[n] = r.point(ps[n])
	last := out[n].Bounds()
	for i := n - 1; i >= 0; i-- {
		p := ps[i]
		if p.year == 0 && p.month > 0 && p.base == baseNone && p.yearBase == baseNone && out[n].Precision() != parley.PrecisionNoYear &&
			out[n].Precision() != parley.PrecisionSet && !out[n].IsZero() && last.To != parley.DayMax {
			p.year, _, _ = last.To.Date()
			if v := r.point(p); !v.IsZero() && v.Bounds().From > last.To {
				p.year--
			}
		}
		out[i] = r.point(p)
	}
	return out
}

// point completes one point.
func (r *dateResolver) point(p datePoint) parley.EDTF {
	if p.now {
		return r.today()
	}
	switch p.unit {
	case unitDay:
		switch {
		case p.day > 0:
			return r.inYear(p, p.month, p.day, func(y int) parley.EDTF {
				d, ok := parley.NewDay(y, p.month, p.day)
				if !ok {
					return parley.EDTF{}
				}
				return parley.OnDay(d)
			})
		case p.sub > 0:
			return r.weekday(p)
		}
		return r.shiftDay(p)
	case unitWeek:
		return r.week(p)
	case unitMonth:
		if p.month > 0 {
			return r.inYear(p, p.month, 0, func(y int) parley.EDTF { return parley.InMonth(y, p.month) })
		}
		return r.shiftMonth(p)
	case unitSeason:
		return r.inYear(p, 0, 0, func(y int) parley.EDTF { return parley.InSeason(y, p.sub) })
	case unitQuarter:
		return r.quarter(p)
	case unitYear:
		return r.year(p)
	case unitDecade:
		return parley.InDecade(p.year)
	}
	return parley.EDTF{}
}

// base returns the values that a relative date counts from.
func (r *dateResolver) base(b dateBase) []parley.EDTF {
	v := r.ctx.Item
	if b == basePrev && !r.ctx.Prev.IsZero() {
		v = r.ctx.Prev
		r.prev = true
	} else {
		r.item = true
	}
	if v.IsZero() {
		return nil
	}
	return v.Members()
}

// each applies f to every candidate of the base; it is zero where f is for one of them.
func (r *dateResolver) each(b dateBase, f func(v parley.EDTF) parley.EDTF) parley.EDTF {
	var out []parley.EDTF
	for _, m := range r.base(b) {
		v := f(m)
		if v.IsZero() {
			return v
		}
		if v.Precision() == parley.PrecisionNoYear {
			return v
		}
		out = append(out, v)
	}
	return parley.OneOf(out...)
}

// today is the item's day or the few days that it may be.
func (r *dateResolver) today() parley.EDTF {
	r.item = true
	if n := r.ctx.Item.Days(); n == 0 || n > 7 {
		return parley.EDTF{}
	}
	return r.ctx.Item
}

// inYear completes a month, day or season with its year.
func (r *dateResolver) inYear(p datePoint, month, day int, in func(year int) parley.EDTF) parley.EDTF {
	if p.year > 0 {
		return in(p.year)
	}
	if p.yearBase != baseNone {
		v := r.each(p.yearBase, func(v parley.EDTF) parley.EDTF {
			y, ok := v.Year()
			if !ok {
				return parley.EDTF{}
			}
			return in(y + p.yearN)
		})
		if !v.IsZero() {
			return v
		}
		return parley.YearUnknown(month, day)
	}
	item := r.ctx.Item
	if item.IsZero() {
		return parley.YearUnknown(month, day)
	}
	r.item, r.this = true, p.this
	var out []parley.EDTF
	for _, m := range item.Members() {
		vs := r.nearest(m, in)
		if len(vs) == 0 {
			return parley.YearUnknown(month, day)
		}
		out = append(out, vs...)
	}
	return parley.OneOf(out...)
}

// nearest returns the years' values nearest to the item's date m; all that lie in it
// where m is several years wide.
func (r *dateResolver) nearest(m parley.EDTF, in func(year int) parley.EDTF) []parley.EDTF {
	b := m.Bounds()
	from, _, _ := b.From.Date()
	to, _, _ := b.To.Date()
	if from == 0 || to == 0 || to-from > 4 {
		return nil
	}
	var best []parley.EDTF
	least := 0
	wide := b.To-b.From > 400
	for y := from - 1; y <= to+1; y++ {
		v := in(y)
		if v.IsZero() {
			continue
		}
		if wide {
			if v.Bounds().Overlaps(b) {
				best = append(best, v)
			}
			continue
		}
		if c := r.cost(v.Bounds(), b); len(best) == 0 || c < least {
			best, least = []parley.EDTF{v}, c
		}
	}
	return best
}

// cost says how ill a candidate fits an item's date: its distance in days, much more on
// the side that the tense excludes, unless it is so near that the tense may be that of
// another verb.
func (r *dateResolver) cost(v, item parley.Interval) int {
	switch {
	case v.To < item.From:
		n := int(item.From - v.To)
		if r.tense == TenseFuture {
			return wrongSide(n)
		}
		return n
	case v.From > item.To:
		n := int(v.From - item.To)
		if r.tense == TensePast {
			return wrongSide(n)
		}
		if r.tense == TenseUnknown && !r.this {
			return n + n/5
		}
		return n
	}
	return 0
}

func wrongSide(n int) int {
	if n <= 20 {
		return 6 * n
	}
	return n + 300
}

// weekday is that day of a named week, else the last one on or before the item's day (the
// next one in the future).
func (r *dateResolver) weekday(p datePoint) parley.EDTF {
	if p.base == baseItem {
		at, ok := r.weekRef(p.n)
		if !ok {
			return parley.EDTF{}
		}
		return parley.OnDay(at.Monday() + parley.Day(7*p.n+p.sub-1))
	}
	return r.each(baseItem, func(v parley.EDTF) parley.EDTF {
		if v.Precision() == parley.PrecisionNoYear || v.Days() == 0 || v.Days() > 4 {
			return parley.EDTF{}
		}
		b := v.Bounds()
		if r.tense == TenseFuture {
			return parley.OnDay(b.From + parley.Day((p.sub-b.From.Weekday()+7)%7))
		}
		return parley.OnDay(b.To - parley.Day((b.To.Weekday()-p.sub+7)%7))
	})
}

// shiftDay is the day n days from the base.
func (r *dateResolver) shiftDay(p datePoint) parley.EDTF {
	return r.each(p.base, func(v parley.EDTF) parley.EDTF {
		if m, d, ok := v.MonthDay(); ok {
			if day, valid := parley.NewDay(2001, m, d); valid && !p.few {
				_, m2, d2 := (day + parley.Day(p.n)).Date()
				return parley.YearUnknown(m2, d2)
			}
			return parley.EDTF{}
		}
		n := v.Days()
		if n == 0 || n > 7 {
			return parley.EDTF{}
		}
		b := v.Bounds()
		if p.few {
			y, m, _ := (b.From - 7).Date()
			if y2, m2, _ := (b.To - 2).Date(); y != y2 || m != m2 {
				return parley.EDTF{}
			}
			return parley.InMonth(y, m)
		}
		return parley.Between(parley.OnDay(b.From+parley.Day(p.n)), parley.OnDay(b.To+parley.Day(p.n)))
	})
}

// weekRef is the day whose week counts: the last of the few that the item may be of; on a
// Sunday, "this week" in the future is the one that begins next day.
func (r *dateResolver) weekRef(n int) (parley.Day, bool) {
	r.item = true
	b := r.ctx.Item.Bounds()
	if b.From == parley.DayMin || b.To == parley.DayMax || b.To-b.From > 6 || r.ctx.Item.IsZero() {
		return 0, false
	}
	if n == 0 && b.To.Weekday() == 7 && r.tense == TenseFuture {
		return b.To + 1, true
	}
	return b.To, true
}

func (r *dateResolver) week(p datePoint) parley.EDTF {
	at, ok := r.weekRef(p.n)
	if !ok {
		return parley.EDTF{}
	}
	from := at.Monday() + parley.Day(7*p.n)
	to := from + 6
	switch p.edge {
	case edgeEarly:
		to = from + 1
	case edgeMid:
		from, to = from+2, from+3
	case edgeLate:
		from += 4
	}
	return parley.Between(parley.OnDay(from), parley.OnDay(to))
}

func (r *dateResolver) shiftMonth(p datePoint) parley.EDTF {
	return r.each(p.base, func(v parley.EDTF) parley.EDTF {
		b := v.Bounds()
		y, m, _ := b.From.Date()
		y2, m2, _ := b.To.Date()
		if y == 0 || y != y2 || m != m2 {
			return parley.EDTF{}
		}
		return monthAt(y, m, p.n)
	})
}

// monthAt is the month n months from a month.
func monthAt(year, month, n int) parley.EDTF {
	k := year*12 + month - 1 + n
	return parley.InMonth(k/12, k%12+1)
}

func (r *dateResolver) quarter(p datePoint) parley.EDTF {
	if p.sub > 0 {
		return r.inYear(p, 0, 0, func(y int) parley.EDTF { return parley.InQuarter(y, p.sub) })
	}
	return r.each(p.base, func(v parley.EDTF) parley.EDTF {
		y, m, _ := v.Bounds().From.Date()
		y2, m2, _ := v.Bounds().To.Date()
		if y == 0 || y != y2 || (m-1)/3 != (m2-1)/3 {
			return parley.EDTF{}
		}
		k := y*4 + (m-1)/3 + p.n
		return parley.InQuarter(k/4, k%4+1)
	})
}

// year is a year; its end is told as its last month.
func (r *dateResolver) year(p datePoint) parley.EDTF {
	in := func(y int) parley.EDTF {
		if p.edge == edgeLate {
			return parley.InMonth(y, 12)
		}
		return parley.InYear(y)
	}
	if p.year > 0 {
		return in(p.year)
	}
	return r.each(p.base, func(v parley.EDTF) parley.EDTF {
		y, ok := v.Year()
		if !ok {
			return parley.EDTF{}
		}
		return in(y + p.n)
	})
}

// String shows an expression in tests and explanations.
func (e DateExpr) String() string {
	names := [...]string{"point", "from", "until", "before", "after", "range", "all", "any", "duration", "lapse", "anniversary", "vague"}
	s := fmt.Sprintf("%s %q", names[e.Form], e.Text)
	if e.Duration != "" {
		s += " " + e.Duration
	}
	return s
}
