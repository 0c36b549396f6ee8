package annotate

import "parley/internal/rule"

// edge reads beginning, middle, end.
func (s *dateScan) edge(i int) (dateEdge, int) {
	for e, k := range [...]dateKind{edgeEarly: dwEarly, edgeMid: dwMid, edgeLate: dwLate} {
		if _, n, ok := s.word(i, k); ok {
			return dateEdge(e), n
		}
	}
	return edgeNone, i
}

// monthCore reads months and weeks, with "beginning of" before them.
func (s *dateScan) monthCore(i int, cue dateCue) (dateCore, bool) {
	edge, j := s.edge(i)
	c := dateCore{form: FormPoint, next: j}
	if a, n, ok := s.word(j, dwMonthName); ok {
		if s.endsIn(i, dwNotLeft) || s.endsIn(j, dwNumber) || s.endsIn(j, dwFew) || s.smallNumber(j-1) || s.endsIn(j, dwEach) {
			return c, false
		}
		c.points, c.next = []datePoint{{unit: unitMonth, month: a.value, edge: edge}}, n
		return s.named(c, s.l.Tokens[n-1].Upper || cue != cueNone || edge != edgeNone)
	}
	if edge != edgeNone {
		if r, n, ok := s.word(j, dwRel); ok && r.rel.unit >= unitWeek {
			c.points, c.next = []datePoint{{unit: r.rel.unit, base: r.rel.base, n: r.rel.n, edge: edge}}, n
			return c, true
		}
	}
	_, n, ok := s.word(j, dwMonth)
	if !ok || s.endsIn(j, dwEach) && !s.is(j-1, dwNumber) || edge == edgeNone && s.endsIn(j, dwNotLeft) && s.l.Tokens[j].Upper { // a revolution named by its month
		return c, false
	}
	m, w, ok := s.num(n)
	if !ok || !isMonth(m, w) || !s.starts(n) {
		if edge == edgeNone || s.is(n, dwNumber) {
			return c, false
		}
		c.points, c.next = []datePoint{{unit: unitMonth, base: baseItem, edge: edge}}, n
		return c, edge != edgeNone && s.bareEdge(i, n)
	}
	p := datePoint{unit: unitMonth, month: m, edge: edge}
	y, next := s.glueYear(n+1, false)
	p.year = y
	if sep := s.sep(n+1, false); y == 0 && sep != 0 {
		return s.monthRange(p, n, sep)
	}
	c.points, c.next = []datePoint{p}, next
	return c, s.ends(next)
}

// monthRange reads "months 5-6/2017".
func (s *dateScan) monthRange(p datePoint, n int, sep byte) (dateCore, bool) {
	m, w, _ := s.num(n + 2)
	if sep != '-' || !isMonth(m, w) || m <= p.month {
		return dateCore{}, false
	}
	q := datePoint{unit: unitMonth, month: m}
	y, next := s.glueYear(n+3, false)
	q.year = y
	return pointCore(next, true, p, q), s.ends(next)
}

// named accepts the name of a month where it is sure or a year or "last" follows.
func (s *dateScan) named(c dateCore, sure bool) (dateCore, bool) {
	p := &c.points[0]
	if y, n := s.glueYear(c.next, false); y > 0 {
		p.year, c.next = y, n
		return c, true
	}
	if y, n, ok := s.yearOf(c.next); ok {
		y.put(p)
		c.next = n
		return c, true
	}
	if d, w, ok := s.num(c.next); ok && isDay(d, w) && !s.is(c.next+1, dwUnit) && s.l.Tokens[c.next-1].Upper && (s.ends(c.next+1) || s.sep(c.next+1, false) == '-') {
		return s.monthFirst(c, d)
	}
	if v, ok := s.yearNumber(c.next); ok {
		p.year = v
		c.next++
		return c, true
	}
	return c, sure || s.is(c.next, dwNext) || s.is(c.next, dwLast)
}

// monthFirst reads the day and year of "April 8, 2025".
func (s *dateScan) monthFirst(c dateCore, day int) (dateCore, bool) {
	p := dayPoint(day, c.points[0].month, 0)
	q := p
	next := c.next + 1
	if d, w, ok := s.num(next + 1); ok && s.punct(next) == '-' && isDay(d, w) && d > day {
		q.day = d
		next += 2
	}
	j := next
	if s.punct(j) == ',' {
		j++
	}
	if v, ok := s.yearNumber(j); ok {
		p.year, q.year, next = v, v, j+1
	}
	if q.day > p.day {
		return pointCore(next, true, p, q), true
	}
	return pointCore(next, true, p), true
}

// bareEdge tells whether "end of the month", "end of the year" stands alone at [i,n):
// nothing follows that it could belong to.
func (s *dateScan) bareEdge(i, n int) bool {
	if s.endsIn(i, dwUnit) || s.smallNumber(i-1) {
		return false
	}
	if s.end(n) || s.is(n, dwUntil) || s.is(n, dwUpTo) || s.is(n, dwBoundary) || s.is(n, dwThis) {
		return true
	}
	return false
}

// yearCore reads years, quarters, seasons and decades.
func (s *dateScan) yearCore(i int, cue dateCue) (dateCore, bool) {
	edge, j := s.edge(i)
	c := dateCore{form: FormPoint, firm: true}
	if a, n, ok := s.word(j, dwQuarter); ok {
		c.points, c.next = []datePoint{{unit: unitQuarter, sub: a.value}}, n
		if y, n := s.glueYear(n, false); y > 0 {
			c.points[0].year, c.next = y, n
		}
		// The word for a quarter has other meanings before a number in words.
		_, _, year := s.yearOf(c.next)
		return c, year || c.next > n || s.l.Tokens[n-1].Upper || s.l.Tokens[n-1].Kind == rule.Number
	}
	if a, n, ok := s.word(j, dwSeason); ok {
		c.points, c.next = []datePoint{{unit: unitSeason, sub: a.value}}, n
		return s.season(c, i, cue)
	}
	if _, n, ok := s.word(j, dwDecade); ok {
		if c, ok := s.decade(n); ok {
			return c, true
		}
	}
	_, n, ok := s.word(j, dwYear)
	if !ok {
		if v, isYear := s.yearNumber(j); isYear && s.starts(j) {
			if edge != edgeNone {
				cue = cueWeak
			}
			c, ok := s.looseYear(j, v, cue)
			if ok {
				c.points[0].edge = edge
			}
			return c, ok
		}
		return c, false
	}
	v, ok := s.yearNumber(n)
	if !ok {
		c.points, c.next = []datePoint{{unit: unitYear, base: baseItem, edge: edge}}, n
		_, _, number := s.num(n)
		return c, (edge != edgeNone || s.endsIn(i, dwUpTo)) && !number && s.bareEdge(i, n)
	}
	if !s.starts(n) || !s.ends(n+1) {
		if s.sep(n+1, false) != '-' {
			return c, false
		}
	}
	if months, ok := s.firstMonths(i, edge); ok {
		c.points = []datePoint{{unit: unitMonth, month: 1, year: v}, {unit: unitMonth, month: months, year: v}}
		c.form, c.next = FormRange, n+1
		return c, true
	}
	c.points, c.next = []datePoint{{unit: unitYear, year: v, edge: edge}}, n+1
	return c, true
}

// looseYear reads a year without its word, after a preposition, and two joined years.
func (s *dateScan) looseYear(i, v int, cue dateCue) (dateCore, bool) {
	if w, ok := s.yearNumber(i + 2); ok && s.sep(i+1, false) == '-' && w > v && s.ends(i+3) && !s.is(i+3, dwNotRight) {
		return pointCore(i+3, true, datePoint{unit: unitYear, year: v}, datePoint{unit: unitYear, year: w}), true
	}
	if cue != cueWeak {
		return dateCore{}, false
	}
	if v < 1900 || v > 2100 || s.is(i+1, dwNotRight) || s.is(i+1, dwUnit) {
		return dateCore{}, false
	}
	if !s.ends(i+1) && s.sep(i+1, false) != '-' {
		return dateCore{}, false
	}
	return pointCore(i+1, true, datePoint{unit: unitYear, year: v}), true
}

// bareYear reads the second year of a range or list.
func (s *dateScan) bareYear(i int) (dateCore, bool) {
	v, ok := s.yearNumber(i)
	if !ok || !s.ends(i+1) {
		return dateCore{}, false
	}
	return pointCore(i+1, true, datePoint{unit: unitYear, year: v}), true
}

// firstMonths tells whether "9 months" stands before "beginning of the year" at i.
func (s *dateScan) firstMonths(i int, edge dateEdge) (int, bool) {
	if edge != edgeEarly || !s.is(i-1, dwMonth) {
		return 0, false
	}
	m, w, ok := s.num(i - 2)
	return m, ok && isMonth(m, w) && m > 1
}

// season accepts a season where a preposition or a year makes it a time.
func (s *dateScan) season(c dateCore, i int, cue dateCue) (dateCore, bool) {
	if s.endsIn(i, dwNotLeft) || s.is(c.next, dwNotRight) {
		return c, false
	}
	if y, n, ok := s.yearOf(c.next); ok {
		y.put(&c.points[0])
		c.next = n
		return c, true
	}
	if v, ok := s.yearNumber(c.next); ok && s.ends(c.next+1) {
		c.points[0].year = v
		c.next++
		return c, true
	}
	if y, n := s.glueYear(c.next, false); y > 0 {
		c.points[0].year, c.next = y, n
		return c, true
	}
	return c, cue != cueNone || s.is(c.next, dwNext) || s.is(c.next, dwLast)
}

// decade reads 1980 or 80 after a word for a decade.
func (s *dateScan) decade(i int) (dateCore, bool) {
	v, w, ok := s.num(i)
	if !ok || v%10 != 0 || !s.ends(i+1) {
		return dateCore{}, false
	}
	if w == 2 && v >= 20 {
		v += 1900
	} else if w != 4 || v < 1000 || v > 2100 {
		return dateCore{}, false
	}
	return pointCore(i+1, true, datePoint{unit: unitDecade, year: v}), true
}
