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
		return s.l.Tokens[i].Upper // "9/2Photo": a lost space
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
		alone := s.between(i, i+3, '(', ')') // "(8-2017)"
		return pointCore(i+3, alone, datePoint{unit: unitMonth, month: a, year: y}), isMonth(a, 2) && (cue == cueWeak || alone) && s.glued(i+1)
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
	d, _, _ := s.num(i)
	if _, n, ok := s.word(i+1, dwMonthName); ok && n == i+2 && s.l.Tokens[i+1].Upper {
		cue = max(cue, cueWeak) // "8 April" is a day wherever it stands
	}
	if cue == cueNone || more == 0 {
		return dateCore{}, false
	}
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
	if s.endsIn(j, dwNotLeft) || !c.firm && (cue == cueNone && !s.plainDay(c) || s.is(c.next, dwNotRight)) {
		return c, c.form == FormRange && s.between(j, c.next, '(', ')')
	}
	return c, true
}

// plainDay tells whether 31/3, with nothing before it, can only be a day: no fraction
// (the day is above every month) and not "24/7".
func (s *dateScan) plainDay(c dateCore) bool {
	p := c.points[len(c.points)-1]
	return p.unit == unitDay && s.punct(c.next-2) == '/' && p.day > 12 && (p.day != 24 || p.month != 7)
}

// between tells whether tokens [i,j) stand alone between the two marks.
func (s *dateScan) between(i, j int, open, shut byte) bool {
	return s.punct(i-1) == open && s.punct(j) == shut
}
