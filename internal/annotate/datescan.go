package annotate

import (
	"unicode/utf8"

	"parley/internal/rule"
)

// Scan finds the date and duration expressions of a line that the lexicon has scanned, in
// order and not overlapping. It reads each token a bounded number of times.
func (d *Dates) Scan(l *rule.Line) []DateExpr {
	s := dateScan{d: d, l: l}
	var out []DateExpr
	for i := 0; i < len(l.Tokens); i++ {
		if !s.mayStart(i) {
			continue
		}
		e, ok := s.expr(i)
		if !ok {
			continue
		}
		e.From = i
		e.Text = l.Exact(i, e.To)
		out = append(out, e)
		i = e.To - 1
	}
	return out
}

// dateScan reads one line. Its methods take the token to begin at and return the token
// after what they read; ok is false where nothing of the kind stands there.
type dateScan struct {
	d *Dates
	l *rule.Line
}

func (s *dateScan) mayStart(i int) bool {
	if s.l.Tokens[i].Kind == rule.Number {
		return true
	}
	for _, m := range s.l.Words[i] {
		if m.Class == s.d.class {
			return true
		}
	}
	return false
}

// word finds the longest word of the kind at token i.
func (s *dateScan) word(i int, k dateKind) (a dateAtom, next int, ok bool) {
	if i < 0 || i >= len(s.l.Words) {
		return a, i, false
	}
	for _, m := range s.l.Words[i] {
		if m.Class == s.d.class {
			if a := s.d.atoms[m.ID]; a.kind == k {
				return a, m.To, true
			}
		}
	}
	return a, i, false
}

func (s *dateScan) is(i int, k dateKind) bool {
	_, _, ok := s.word(i, k)
	return ok
}

// endsIn tells whether a word of the kind ends just before token i.
func (s *dateScan) endsIn(i int, k dateKind) bool {
	for j := i - 1; j >= 0 && j >= i-5; j-- {
		for _, m := range s.l.Words[j] {
			if m.To == i && m.Class == s.d.class && s.d.atoms[m.ID].kind == k {
				return true
			}
		}
	}
	return false
}

// punct is the punctuation mark at token i as one ASCII byte (dashes of any length are
// '-'), 0 for anything else.
func (s *dateScan) punct(i int) byte {
	if i < 0 || i >= len(s.l.Tokens) || s.l.Tokens[i].Kind != rule.Punct {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s.l.Text[s.l.Tokens[i].Start:])
	switch {
	case r == '\u2013' || r == '\u2014' || r == '\u2012' || r == '\u2011' || r == '\u2212':
		return '-'
	case r < utf8.RuneSelf:
		return byte(r)
	}
	return '?'
}

func (s *dateScan) end(i int) bool {
	return i >= len(s.l.Tokens) || s.l.Tokens[i].Kind == rule.Punct
}

// expr reads one expression, leading words included.
func (s *dateScan) expr(i int) (DateExpr, bool) {
	if e, ok := s.counted(i); ok {
		return e, true
	}
	k := s.leads(i)
	op, j := s.operator(k)
	if op != dwNone && s.countBefore(k) && (op == dwBefore || op == dwAfter) {
		return DateExpr{}, false
	}
	cue := cueNone
	if k > i || op != dwNone {
		cue = cueWeak
	}
	if op == dwFrom || op == dwSince {
		if _, n, ok := s.word(j, dwNow); ok {
			return s.fromNow(n)
		}
	}
	j = s.leads(j)
	if n := s.fromPart(op, j); n > j {
		op, j = dwUntil, n
	}
	if c, ok := s.core(j, cue); ok {
		return s.finish(i, op, c)
	}
	if _, n, ok := s.word(k, dwVague); ok {
		return DateExpr{To: n, Form: FormVague}, true
	}
	if op == dwNone && k > i {
		return s.counted(k)
	}
	return DateExpr{}, false
}

// leads skips words that only lead to a date.
func (s *dateScan) leads(i int) int {
	for range 3 {
		_, n, ok := s.word(i, dwLead)
		if !ok {
			break
		}
		i = n
	}
	return i
}

// operator reads from, since, until, up to, before, after.
func (s *dateScan) operator(i int) (dateKind, int) {
	best, at := dwNone, i
	for _, k := range [...]dateKind{dwSince, dwFrom, dwUpTo, dwUntil, dwBefore, dwAfter} {
		if _, n, ok := s.word(i, k); ok && n > at {
			best, at = k, n
		}
	}
	if best == dwSince {
		if _, n, ok := s.word(at, dwAfter); ok {
			at = n
		}
	}
	return best, at
}

// countBefore tells whether "N days" ends before token i: what follows is then counted
// from, not dated.
func (s *dateScan) countBefore(i int) bool { return s.endsIn(i, dwUnit) }

// fromPart skips "from the afternoon until" before a part of the same day.
func (s *dateScan) fromPart(op dateKind, i int) int {
	if op != dwFrom && op != dwSince {
		return i
	}
	_, n, ok := s.word(i, dwPart)
	if !ok {
		return i
	}
	if _, u, ok := s.word(n, dwUntil); ok && s.is(u, dwPart) {
		return u
	}
	return i
}

// fromNow reads the end of "from now until …".
func (s *dateScan) fromNow(i int) (DateExpr, bool) {
	op, j := s.operator(i)
	if op != dwUntil && op != dwUpTo {
		return DateExpr{}, false
	}
	c, ok := s.core(s.leads(j), cueWeak)
	if !ok || len(c.points) != 1 {
		return DateExpr{}, false
	}
	return DateExpr{To: c.next, Form: FormRange, Hint: TenseFuture,
		points: []datePoint{{unit: unitDay, base: baseItem, now: true}, c.points[0]}}, true
}

// dateCore is one point, or several that one month or year completes.
type dateCore struct {
	points []datePoint
	form   DateForm // FormPoint, FormRange, FormAll, FormAny
	next   int
	hint   Tense
	firm   bool // a date even where nothing before it says so
}

// finish joins the core with its operator and with a second end of a range.
func (s *dateScan) finish(i int, op dateKind, c dateCore) (DateExpr, bool) {
	e := DateExpr{To: c.next, Form: c.form, Hint: c.hint, points: c.points, until: op == dwUntil}
	if c.form == FormPoint {
		if s.rangeEnd(&e, op) {
			return e, true
		}
		s.both(&e)
	}
	if c.form != FormPoint {
		return e, true
	}
	switch op {
	case dwNone:
		if s.sinceClause(i) && s.punct(e.To) == ',' {
			e.Form = FormFrom
		}
	case dwSince:
		e.Form = FormFrom
	case dwFrom:
		if !s.endsIn(i, dwOnce) {
			e.Form = FormFrom
		}
	case dwUpTo:
		e.Form = FormUntil
	case dwBefore:
		e.Form = FormBefore
	case dwAfter:
		e.Form = FormAfter
	}
	return e, true
}

// sinceClause tells whether the line opens with "since" and its clause reaches token i:
// "Since the president took office in January, …".
func (s *dateScan) sinceClause(i int) bool {
	if i > 20 || !s.is(0, dwSinceClause) {
		return false
	}
	for j := 0; j < i; j++ {
		if s.punct(j) != 0 {
			return false
		}
	}
	return true
}

// rangeEnd reads the second end of a range after the point of e.
func (s *dateScan) rangeEnd(e *DateExpr, op dateKind) bool {
	starts := op == dwFrom || op == dwSince
	k, j := s.operator(e.To)
	switch {
	case k == dwUntil || k == dwUpTo:
		if _, n, ok := s.word(j, dwNow); ok && starts {
			e.Form, e.To = FormFrom, n
			return true
		}
	case s.punct(e.To) == '-' && (starts || e.points[0].unit == unitYear || e.points[0].unit == unitMonth):
		j = e.To + 1
	default:
		return false
	}
	a := e.points[0]
	c, ok := s.core(s.leads(j), cueWeak)
	if !ok && a.unit == unitYear {
		c, ok = s.bareYear(j)
	}
	if !ok || c.form != FormPoint || len(c.points) != 1 {
		return false
	}
	b := c.points[0]
	if !starts && (a.unit != b.unit || a.base != baseNone || b.base != baseNone) {
		return false
	}
	e.Form, e.To, e.Hint, e.points = FormRange, c.next, c.hint, []datePoint{a, b}
	return true
}

// both joins "tháng 7 and tháng 9/2014", "năm 2004 and 2012" to one expression.
func (s *dateScan) both(e *DateExpr) {
	a := e.points[0]
	_, j, ok := s.word(e.To, dwAnd)
	if !ok || a.unit < unitMonth || a.base != baseNone || a.year != 0 && a.unit != unitYear || a.edge != edgeNone {
		return
	}
	c, ok := s.core(s.leads(j), cueNone)
	if !ok && a.unit == unitYear {
		c, ok = s.bareYear(j)
	}
	if ok && c.form == FormPoint && c.points[0].unit == a.unit && c.points[0].edge == edgeNone && c.points[0].base == baseNone {
		e.Form, e.To, e.Hint, e.points = FormAll, c.next, c.hint, []datePoint{a, c.points[0]}
	}
}

// dateCue says how sure the words before a number make it a date.
type dateCue uint8

// The cues: nothing; a preposition; "day", a part of the day, another date.
const (
	cueNone dateCue = iota
	cueWeak
	cueStrong
)

// core reads a date without its operator: clock and part of the day, then the date.
func (s *dateScan) core(i int, cue dateCue) (dateCore, bool) {
	i = s.dayCount(i)
	j := i
	if n, ok := s.clock(i); ok {
		j, cue = n, cueStrong
	}
	if c, ok := s.relative(j); ok {
		return s.tail(c), true
	}
	if _, n, ok := s.word(j, dwPart); ok {
		j, cue = n, cueStrong
		if _, n, ok := s.word(j, dwPart); ok {
			j = n
		}
	}
	if c, ok := s.dayCore(j, cue); ok {
		return s.tail(c), true
	}
	if j > i {
		return dateCore{}, false
	}
	if c, ok := s.monthCore(i, cue); ok {
		return s.tail(c), true
	}
	if c, ok := s.yearCore(i, cue); ok {
		return s.tail(c), true
	}
	return dateCore{}, false
}

// dayCount skips "two" in "in the two days 23-24/1".
func (s *dateScan) dayCount(i int) int {
	j := i
	if n, ok := s.countWord(i); ok {
		j = n
	}
	if j == i {
		return i
	}
	_, n, ok := s.word(j, dwDay)
	if !ok {
		return i
	}
	if _, f, ok := s.word(n, dwDayFiller); ok {
		n = f
	}
	if s.punct(n) == '(' {
		n++
	}
	if _, _, ok := s.num(n); !ok {
		return i
	}
	if c, ok := s.numeric(n, cueStrong); ok && (c.form != FormPoint || s.is(c.next, dwAnd)) {
		return j
	}
	return i
}

// countWord reads a number, in figures or words, or "some".
func (s *dateScan) countWord(i int) (int, bool) {
	if _, w, ok := s.num(i); ok && w <= 3 && s.starts(i) {
		return i + 1, true
	}
	if _, n, ok := s.word(i, dwNumber); ok {
		return n, true
	}
	_, n, ok := s.word(i, dwFew)
	return n, ok
}

// clock reads "8 giờ 30", "13h45 GMT", and what may follow it before the date.
func (s *dateScan) clock(i int) (int, bool) {
	if _, w, ok := s.num(i); !ok || w > 2 || !s.starts(i) {
		return i, false
	}
	j := i + 1
	switch {
	case s.gluedClock(j):
		j++
	case s.is(j, dwClock):
		_, j, _ = s.word(j, dwClock)
		if _, w, ok := s.num(j); ok && w <= 2 && s.sep(j+1, true) == 0 {
			j++
			if _, n, ok := s.word(j, dwClockMin); ok {
				j = n
			}
		}
	case s.punct(j) == ':':
		if _, w, ok := s.num(j + 1); !ok || w != 2 {
			return i, false
		}
		j += 2
	default:
		return i, false
	}
	j = s.zone(j)
	if s.punct(j) == ',' {
		j++
	}
	return j, true
}

// gluedClock tells whether token i is a word such as "h30".
func (s *dateScan) gluedClock(i int) bool {
	if i >= len(s.l.Tokens) {
		return false
	}
	t := s.l.Tokens[i]
	text := s.l.Text[t.Start:t.End]
	return t.Kind == rule.Word && t.Glued && len(text) == 3 && text[1] >= '0' && text[1] <= '9' && text[2] >= '0' &&
		text[2] <= '9' && (text[0] == 'h' || text[0] == 'H' || text[0] == 'g')
}

// zone skips a time zone, in brackets or not.
func (s *dateScan) zone(i int) int {
	if _, n, ok := s.word(i, dwZone); ok {
		return n
	}
	if s.punct(i) == '(' {
		if _, n, ok := s.word(i+1, dwZone); ok && s.punct(n) == ')' {
			return n + 1
		}
	}
	return i
}

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
	if !ok {
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

// smallNumber tells whether token i is a number that counts ("5 năm qua"), no year.
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

// explained reads "(25/2)", ", 9.6", "ngày 8/4" after a relative day or weekday and puts
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
			c.next = n
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

// yearOf reads "năm 2025", "năm ngoái", "cùng năm" after a day or month.
func (s *dateScan) yearOf(i int) (y dateYear, next int, ok bool) {
	if r, n, ok := s.word(i, dwRel); ok && r.rel.unit == unitYear {
		return dateYear{base: r.rel.base, n: r.rel.n}, n, true
	}
	j := i
	if s.punct(j) == ',' {
		j++
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
