package annotate

import "parley/internal/rule"

// relative reads today, last week, the weekdays, with a date that explains them.
func (s *dateScan) relative(i int) (dateCore, bool) {
	c := dateCore{form: FormPoint, firm: true}
	j := i
	for _, k := range [...]dateKind{dwDay, dwOnDay, dwPart} {
		if _, n, ok := s.word(j, k); ok && !s.is(n, dwNumber) {
			j = n
		}
	}
	switch {
	case s.relWord(i, &c), j > i && s.relWord(j, &c):
	case s.weekday(i, j, &c):
	default:
		return c, false
	}
	if c.points[0].unit == unitDay {
		s.explained(&c)
	}
	return c, true
}

func (s *dateScan) relWord(i int, c *dateCore) bool {
	a, n, ok := s.word(i, dwRel)
	if !ok || s.is(i, dwNotNext) {
		return false
	}
	if a.rel.unit > unitDay && a.rel.base == baseItem && (s.endsIn(i, dwNumber) && !s.is(i-1, dwYear) || s.endsIn(i, dwFew) || s.smallNumber(i-1)) {
		return false
	}
	c.points = []datePoint{{unit: a.rel.unit, base: a.rel.base, n: a.rel.n}}
	c.next = n
	if a.rel.base == baseItem && a.rel.n != 0 {
		c.hint = TensePast
		if a.rel.n > 0 {
			c.hint = TenseFuture
		}
	}
	return true
}

// smallNumber tells whether token i is a number that counts ("the last 5 years"), no year.
func (s *dateScan) smallNumber(i int) bool {
	_, w, ok := s.num(i)
	return ok && w < 4
}

// weekday reads a weekday where a word before it, a date after it or "this week" shows
// that it is no ordinal. The token i is where its head ("on", "day") begins, j where the
// name begins.
func (s *dateScan) weekday(i, j int, c *dateCore) bool {
	a, n, ok := s.word(j, dwWeekday)
	if !ok {
		return false
	}
	p := datePoint{unit: unitDay, sub: a.value}
	last := s.l.Tokens[n-1]
	ordinal := !last.Upper && a.value != 7
	sure := j > i && !(ordinal && s.is(i, dwDay)) || i > 0 && s.endsIn(i, dwLead) && last.Kind == rule.Word ||
		s.endsIn(i, dwFrom) && !ordinal || s.endsIn(i, dwUntil) && !ordinal
	c.points, c.next = []datePoint{p}, n
	if r, n2, ok := s.word(n, dwRel); ok && r.rel.unit == unitWeek {
		c.points[0].base, c.points[0].n, c.next = baseItem, r.rel.n, n2
		if r.rel.n != 0 {
			c.hint = TensePast
			if r.rel.n > 0 {
				c.hint = TenseFuture
			}
		}
		return true
	}
	if n == j+1 && last.Upper || last.Upper && (s.is(n, dwNext) || s.is(n, dwLast)) {
		sure = true // a weekday of one word, and a capital one that is said to come or to be past, are no ordinals
	}
	probe := *c
	probe.points = []datePoint{p}
	if s.explained(&probe) {
		return true
	}
	if !sure || s.is(n, dwNotRight) {
		return false
	}
	if _, n2, ok := s.word(n, dwNext); ok {
		c.hint, c.next = TenseFuture, n2
	} else if _, n2, ok := s.word(n, dwLast); ok {
		c.hint, c.next = TensePast, n2
	}
	return true
}

// explained reads "(25/2)", ", 9.6", "day 8/4" after a relative day or weekday and puts
// the date into it.
func (s *dateScan) explained(c *dateCore) bool {
	j, bracket := c.next, false
	switch s.punct(j) {
	case '(':
		j, bracket = j+1, true
		if n := s.word2(j, dwPart); n > j {
			j = n
		}
	case ',', '-':
		j++
	}
	head := false
	if n := s.word2(j, dwDay); n > j {
		j, head = n, true
	}
	d, ok := s.numeric(j, cueStrong)
	if !ok || d.form != FormPoint || d.points[0].unit != unitDay {
		return false
	}
	if bracket && s.punct(d.next) != ')' {
		return false
	}
	if s.punct(c.next) == '-' && !head {
		return false
	}
	c.next = d.next
	if bracket {
		c.next++
	}
	p := &c.points[0]
	p.year, p.month, p.day = d.points[0].year, d.points[0].month, d.points[0].day
	return true
}

func (s *dateScan) word2(i int, k dateKind) int {
	_, n, _ := s.word(i, k)
	return n
}

// tail reads what may follow a date: the year, "coming", "last", a time zone.
func (s *dateScan) tail(c dateCore) dateCore {
	last := &c.points[len(c.points)-1]
	if last.year == 0 && last.yearBase == baseNone && last.base == baseNone && last.unit < unitYear {
		if y, n, ok := s.yearOf(c.next); ok {
			y.put(last)
			c.next = n
		}
	}
	if c.hint == TenseUnknown && last.year == 0 && last.unit != unitYear {
		if _, n, ok := s.word(c.next, dwNext); ok && !(n < len(s.l.Tokens) && s.l.Tokens[n].Upper) && !s.is(n, dwUnit) {
			c.hint, c.next = TenseFuture, n
		} else if _, n, ok := s.word(c.next, dwLast); ok && n > c.next && !s.is(c.next, dwBefore) {
			c.hint, c.next = TensePast, n
		} else if _, n, ok := s.word(c.next, dwThis); ok && last.unit == unitMonth {
			c.next, last.this = n, true
		}
	}
	c.next = s.zone(c.next)
	return c
}

// dateYear is a year that completes a day or month.
type dateYear struct {
	year int
	base dateBase
	n    int
}

func (y dateYear) put(p *datePoint) { p.year, p.yearBase, p.yearN = y.year, y.base, y.n }

// yearOf reads "of 2025", "of last year", "of the same year" after a day or month.
func (s *dateScan) yearOf(i int) (y dateYear, next int, ok bool) {
	if r, n, ok := s.word(i, dwRel); ok && r.rel.unit == unitYear {
		return dateYear{base: r.rel.base, n: r.rel.n}, n, true
	}
	j := i
	if s.punct(j) == ',' {
		j++
	}
	if _, n, ok := s.word(j, dwOf); ok {
		if v, ok := s.yearNumber(n); ok {
			return dateYear{year: v}, n + 1, true
		}
	}
	if _, n, ok := s.word(j, dwYear); ok {
		if v, ok := s.yearNumber(n); ok {
			return dateYear{year: v}, n + 1, true
		}
	}
	return y, i, false
}

// yearNumber reads a number that can be a year of our time.
func (s *dateScan) yearNumber(i int) (int, bool) {
	v, w, ok := s.num(i)
	return v, ok && w == 4 && v >= 1000 && v <= 2199
}
