package annotate

import "parley/internal/rule"

// num is the number at token i and how many figures it has; numbers of more than six are
// none of a date.
func (s *dateScan) num(i int) (value, width int, ok bool) {
	if i < 0 || i >= len(s.l.Tokens) || s.l.Tokens[i].Kind != rule.Number {
		return 0, 0, false
	}
	t := s.l.Tokens[i]
	if t.End-t.Start > 6 {
		return 0, 0, false
	}
	for k := t.Start; k < t.End; k++ {
		value = value*10 + int(s.l.Text[k]-'0')
	}
	return value, t.End - t.Start, true
}

// starts tells whether the number at token i is not the middle of a longer string of
// figures (a phone number, a decimal, a score) or glued to a word.
func (s *dateScan) starts(i int) bool {
	if i == 0 || !s.l.Tokens[i].Glued {
		return true
	}
	switch s.punct(i - 1) {
	case '/', '-', '.', ',', ':':
		return i < 2 || !s.l.Tokens[i-1].Glued || s.l.Tokens[i-2].Kind == rule.Word && s.punct(i-1) != '/' && s.punct(i-1) != '.'
	case 0:
		return false
	case '$', '#', '%', '+':
		return false
	}
	return true
}

// ends tells whether a date may end before token i: no further figures, letters or
// percent sign are glued to it.
func (s *dateScan) ends(i int) bool {
	if i >= len(s.l.Tokens) || !s.l.Tokens[i].Glued {
		return true
	}
	switch s.punct(i) {
	case '/':
		return false
	case '%':
		return false
	case '.', ',', '-':
		_, _, ok := s.num(i + 1)
		return !ok || !s.l.Tokens[i+1].Glued
	case 0:
		return s.l.Tokens[i].Upper // "9/2Ảnh": a lost space
	}
	return true
}

// sep is the separator at token i between two numbers: '/', '-' or '.'; loose allows
// white space around it.
func (s *dateScan) sep(i int, loose bool) byte {
	p := s.punct(i)
	if p != '/' && p != '-' && p != '.' {
		return 0
	}
	if _, _, ok := s.num(i + 1); !ok {
		return 0
	}
	glued := s.l.Tokens[i].Glued && s.l.Tokens[i+1].Glued
	if glued || p == '-' || loose && p == '/' {
		return p
	}
	return 0
}

func (s *dateScan) glued(i int) bool { return s.l.Tokens[i].Glued && s.l.Tokens[i+1].Glued }

func isDay(n, width int) bool   { return n >= 1 && n <= 31 && width <= 2 }
func isMonth(n, width int) bool { return n >= 1 && n <= 12 && width <= 2 }

// numeric reads a date in figures: 8/4, 8-4, 8.4.2025, 24-26/6, 26/6-1/7, "7 and 8/7",
// "24 to 26/6", "30 and 31 of January", 2025-04-08.
func (s *dateScan) numeric(i int, cue dateCue) (dateCore, bool) { return s.numericList(i, cue, 6) }

func (s *dateScan) numericList(i int, cue dateCue, more int) (dateCore, bool) {
	n, w, ok := s.num(i)
	if !ok || !s.starts(i) {
		return dateCore{}, false
	}
	if w == 4 {
		return s.isoDay(i, n)
	}
	if !isDay(n, w) {
		return dateCore{}, false
	}
	var c dateCore
	switch s.sep(i+1, cue == cueStrong) {
	case '/':
		c, ok = s.slashed(i, cue)
	case '-':
		c, ok = s.dashed(i, cue)
	case '.':
		c, ok = s.dotted(i, cue)
	default:
		c, ok = s.listed(i, cue, more)
	}
	if !ok || !s.ends(c.next) {
		return dateCore{}, false
	}
	return c, true
}

func pointCore(next int, firm bool, p ...datePoint) dateCore {
	c := dateCore{points: p, next: next, firm: firm, form: FormPoint}
	if len(p) > 1 {
		c.form = FormRange
	}
	return c
}

func dayPoint(day, month, year int) datePoint {
	return datePoint{unit: unitDay, day: day, month: month, year: year}
}

func (s *dateScan) isoDay(i, year int) (dateCore, bool) {
	m, w1, ok1 := s.num(i + 2)
	d, w2, ok2 := s.num(i + 4)
	if year < 1000 || year > 2199 || !ok1 || !ok2 || w1 != 2 || w2 != 2 || !isMonth(m, w1) || !isDay(d, w2) ||
		s.sep(i+1, false) != '-' || s.sep(i+3, false) != '-' || !s.glued(i+1) || !s.glued(i+3) {
		return dateCore{}, false
	}
	return pointCore(i+5, true, dayPoint(d, m, year)), true
}

// glueYear reads "/2025", "-2025", ".2025" or, after a slash, "/25".
func (s *dateScan) glueYear(i int, short bool) (year, next int) {
	p := s.sep(i, false)
	if p == 0 {
		return 0, i
	}
	if v, ok := s.yearNumber(i + 1); ok {
		return v, i + 2
	}
	if v, w, _ := s.num(i + 1); short && p == '/' && w == 2 && s.glued(i) {
		return 2000 + v, i + 2
	}
	return 0, i
}

// slashed reads D/M, D/M/Y, M/Y and D/M-D/M.
func (s *dateScan) slashed(i int, cue dateCue) (dateCore, bool) {
	d, _, _ := s.num(i)
	m, w, _ := s.num(i + 2)
	if y, ok := s.yearNumber(i + 2); ok {
		return pointCore(i+3, true, datePoint{unit: unitMonth, month: d, year: y}), isMonth(d, 2)
	}
	if !isMonth(m, w) {
		return dateCore{}, false
	}
	p := dayPoint(d, m, 0)
	var next int
	p.year, next = s.glueYear(i+3, true)
	if s.sep(next, false) == '-' && s.sep(next+2, false) == '/' {
		d2, w2, _ := s.num(next + 1)
		m2, w3, ok := s.num(next + 3)
		if ok && isDay(d2, w2) && isMonth(m2, w3) {
			q := dayPoint(d2, m2, 0)
			q.year, next = s.glueYear(next+4, true)
			return pointCore(next, true, p, q), true
		}
	}
	return pointCore(next, p.year > 0, p), true
}

// dashed reads D-M, D-M-Y, D-D/M, D-D-M and "D-D of the month".
func (s *dateScan) dashed(i int, cue dateCue) (dateCore, bool) {
	a, _, _ := s.num(i)
	b, w, _ := s.num(i + 2)
	if y, ok := s.yearNumber(i + 2); ok {
		return pointCore(i+3, false, datePoint{unit: unitMonth, month: a, year: y}), isMonth(a, 2) && cue == cueWeak && s.glued(i+1)
	}
	if !isDay(b, w) {
		return dateCore{}, false
	}
	sep := s.sep(i+3, cue != cueNone)
	if sep == 0 {
		if p, next, ok := s.monthAfter(i + 3); ok && a < b {
			q := p
			p.day, q.day = a, b
			return pointCore(next, true, p, q), true
		}
		return pointCore(i+3, false, dayPoint(a, b, 0)), cue == cueStrong && s.glued(i+1) && isMonth(b, w)
	}
	if y, ok := s.yearNumber(i + 4); ok {
		return pointCore(i+5, true, dayPoint(a, b, y)), sep == '-' && isMonth(b, w)
	}
	m, w2, _ := s.num(i + 4)
	if !isMonth(m, w2) || a >= b && sep != '/' {
		return dateCore{}, false
	}
	p, q := dayPoint(a, m, 0), dayPoint(b, m, 0)
	if a > b {
		p.month = (m+10)%12 + 1
	}
	var next int
	q.year, next = s.glueYear(i+5, true)
	if a == b {
		return pointCore(next, q.year > 0, q), q.year > 0 || cue != cueNone
	}
	return pointCore(next, q.year > 0, p, q), q.year > 0 || cue != cueNone || sep == '/'
}

// dotted reads D.M and D.M.Y, without white space.
func (s *dateScan) dotted(i int, cue dateCue) (dateCore, bool) {
	d, _, _ := s.num(i)
	m, w, _ := s.num(i + 2)
	if !isMonth(m, w) {
		return dateCore{}, false
	}
	y, next := s.glueYear(i+3, false)
	return pointCore(next, y > 0, dayPoint(d, m, y)), y > 0 || cue == cueStrong
}

// listed reads a day whose month stands further on: "7 and 8/7", "24 to 26/6", "6, 7 and
// 8/6", "2 of February".
func (s *dateScan) listed(i int, cue dateCue, more int) (dateCore, bool) {
	if cue == cueNone || more == 0 {
		return dateCore{}, false
	}
	d, _, _ := s.num(i)
	if p, next, ok := s.monthAfter(i + 1); ok {
		p.day = d
		return pointCore(next, true, p), true
	}
	form, j := s.joint(i+1, cue)
	if j == 0 {
		return dateCore{}, false
	}
	if _, n, ok := s.word(j, dwDay); ok {
		j = n
	}
	c, ok := s.numericList(j, cueStrong, more-1)
	if !ok || c.points[0].unit != unitDay || c.points[0].day <= 0 {
		return dateCore{}, false
	}
	first := c.points[0]
	if first.day <= d && form == FormRange {
		if first.month == 1 && first.year > 0 {
			first.year--
		}
		first.month = (first.month+10)%12 + 1
	}
	first.day = d
	c.firm = false
	c.points = append([]datePoint{first}, c.points...)
	switch {
	case form == FormRange:
		c.form = FormRange
		c.points = []datePoint{first, c.points[len(c.points)-1]}
	case form == FormAny:
		c.form = FormAny
	case c.form == FormRange || consecutive(c.points):
		c.form = FormRange
		c.points = []datePoint{first, c.points[len(c.points)-1]}
	case c.form != FormAny:
		c.form = FormAll
	}
	return c, true
}

// joint reads the word between two days of one month.
func (s *dateScan) joint(i int, cue dateCue) (DateForm, int) {
	if _, n, ok := s.word(i, dwUntil); ok {
		return FormRange, n
	}
	if _, n, ok := s.word(i, dwAnd); ok {
		return FormAll, n
	}
	if _, n, ok := s.word(i, dwOr); ok {
		return FormAny, n
	}
	if s.punct(i) == ',' && cue == cueStrong {
		return FormAll, i + 1
	}
	return FormPoint, 0
}

func consecutive(ps []datePoint) bool {
	for i := 1; i < len(ps); i++ {
		if ps[i].day != ps[i-1].day+1 || ps[i].month != ps[i-1].month {
			return false
		}
	}
	return true
}

// monthAfter reads the month, and its year, after the number of a day.
func (s *dateScan) monthAfter(i int) (p datePoint, next int, ok bool) {
	p.unit = unitDay
	if a, n, ok := s.word(i, dwMonthName); ok {
		p.month, next = a.value, n
	} else if _, n, ok := s.word(i, dwMonth); ok {
		m, w, ok := s.num(n)
		if !ok || !isMonth(m, w) {
			return p, i, false
		}
		p.month, next = m, n+1
	} else {
		return p, i, false
	}
	if y, n := s.glueYear(next, false); y > 0 {
		p.year, next = y, n
	} else if y, n, ok := s.yearOf(next); ok {
		y.put(&p)
		next = n
	} else if v, ok := s.yearNumber(next); ok {
		p.year, next = v, next+1
	}
	return p, next, true
}

// dayCore reads a day: its head and the figures, or figures that the cue or their own
// form show to be a day.
func (s *dateScan) dayCore(i int, cue dateCue) (dateCore, bool) {
	j, hint := i, TenseUnknown
	for _, k := range [...]dateKind{dwDay, dwOnDay} {
		if _, n, ok := s.word(j, k); ok {
			j, cue = n, cueStrong
			if k == dwOnDay {
				hint = TensePast
			}
		}
	}
	if j > i {
		if _, n, ok := s.word(j, dwDayFiller); ok {
			j = n
		}
		if s.punct(j) == '(' {
			if c, ok := s.numeric(j+1, cueStrong); ok && s.punct(c.next) == ')' {
				c.next++
				return c, true
			}
		}
	}
	c, ok := s.numeric(j, cue)
	if !ok {
		return c, false
	}
	if c.points[0].unit == unitMonth && (j > i || cue == cueStrong) {
		return c, false
	}
	c.hint = hint
	if cue == cueStrong {
		return c, true
	}
	if s.endsIn(j, dwNotLeft) || !c.firm && (cue == cueNone && !s.plainDay(j, c) || s.is(c.next, dwNotRight)) {
		return c, c.form == FormRange && s.between(j, c.next, '(', ')')
	}
	return c, true
}

// plainDay tells whether 31/3, with nothing before it, can only be a day: no fraction
// (the day is above every month) and not "24/7".
func (s *dateScan) plainDay(i int, c dateCore) bool {
	p := c.points[0]
	return c.form == FormPoint && p.unit == unitDay && s.punct(i+1) == '/' && p.day > 12 && (p.day != 24 || p.month != 7)
}

// between tells whether tokens [i,j) stand alone between the two marks.
func (s *dateScan) between(i, j int, open, shut byte) bool {
	return s.punct(i-1) == open && s.punct(j) == shut
}

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
	if !ok || s.endsIn(j, dwEach) && !s.is(j-1, dwNumber) {
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

// monthRange reads "tháng 5-6/2017".
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
	if d, w, ok := s.num(c.next); ok && isDay(d, w) && !s.is(c.next+1, dwUnit) && s.l.Tokens[c.next-1].Upper && s.ends(c.next+1) {
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
	next := c.next + 1
	j := next
	if s.punct(j) == ',' {
		j++
	}
	if v, ok := s.yearNumber(j); ok {
		p.year, next = v, j+1
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
		return c, true
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
			return s.looseYear(j, v, cue)
		}
		return c, false
	}
	v, ok := s.yearNumber(n)
	if !ok {
		c.points, c.next = []datePoint{{unit: unitYear, base: baseItem, edge: edge}}, n
		_, _, number := s.num(n)
		return c, edge != edgeNone && !number && s.bareEdge(i, n)
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
