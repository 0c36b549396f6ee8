package annotate

import (
	"strconv"
	"strings"
)

// dateCount is a number of units: "two weeks", "2 hours 15 minutes", "a few days".
type dateCount struct {
	n       int
	few     bool // a number that is not said
	half    bool // and a half, or only a half
	unit    dateUnit
	minutes int
	next    int
}

// count reads a number of units; words such as "about" may stand before it.
func (s *dateScan) count(i int) (c dateCount, ok bool) {
	for range 2 {
		if _, n, ok := s.word(i, dwApprox); ok && !s.isCount(i) && !s.smallNumber(i-1) {
			i = n
		}
	}
	j := i
	if v, w, ok := s.num(i); ok {
		if w > 4 || !s.starts(i) || !s.loose(i+1) {
			return c, false
		}
		c.n, j = v, i+1
	} else if a, n, ok := s.word(i, dwNumber); ok {
		c.n, j = a.value, n
	} else if _, n, ok := s.word(i, dwFew); ok {
		c.few, j = true, n
		if _, _, ok := s.word(j, dwNumber); ok {
			return c, false
		}
	} else if _, n, ok := s.word(i, dwHalf); ok {
		c.half, j = true, n
	} else {
		return c, false
	}
	u, n, ok := s.word(j, dwUnit)
	if !ok {
		return c, false
	}
	c.unit, c.next = u.unit, n
	if _, n, ok := s.word(c.next, dwHalfMore); ok {
		c.half, c.next = true, n
	}
	if m, w, ok := s.num(c.next); ok && c.unit == unitHour && w <= 2 && m < 60 {
		if u, n, ok := s.word(c.next+1, dwUnit); ok && u.unit == unitMinute {
			c.minutes, c.next = m, n
		}
	}
	return c, c.few || c.half || c.n > 0
}

// isCount tells whether a count itself begins at i ("one", "two").
func (s *dateScan) isCount(i int) bool {
	_, n, ok := s.word(i, dwNumber)
	return ok && s.is(n, dwUnit)
}

// loose tells that token i is not glued to the number before it, unless it is a unit.
func (s *dateScan) loose(i int) bool {
	return i >= len(s.l.Tokens) || !s.l.Tokens[i].Glued || s.is(i, dwUnit)
}

// iso is the count as an ISO 8601 duration, "" where it has none.
func (c *dateCount) iso() string {
	if c.few || c.n > 9999 {
		return ""
	}
	var b strings.Builder
	num := func(n int, letter string) {
		if n > 0 {
			b.WriteString(strconv.Itoa(n))
			b.WriteString(letter)
		}
	}
	switch c.unit {
	case unitHour:
		b.WriteString("PT")
		num(c.n, "H")
		if c.half {
			num(30, "M")
		}
		num(c.minutes, "M")
	case unitMinute:
		b.WriteString("PT")
		num(c.n, "M")
		if c.half {
			num(30, "S")
		}
	case unitDay:
		b.WriteString("P")
		num(c.n, "D")
		if c.half {
			b.WriteString("T12H")
		}
	case unitYear:
		b.WriteString("P")
		num(c.n, "Y")
		if c.half {
			num(6, "M")
		}
	case unitDecade:
		b.WriteString("P")
		num(c.n*10, "Y")
		if c.half {
			num(5, "Y")
		}
	case unitWeek, unitMonth:
		if c.half {
			return ""
		}
		b.WriteString("P")
		num(c.n, map[dateUnit]string{unitWeek: "W", unitMonth: "M"}[c.unit])
	}
	return b.String()
}

// counted reads expressions that count units: N ago, N years before, in the last N days,
// for N hours, for the first time in N years, the Nth anniversary.
func (s *dateScan) counted(i int) (DateExpr, bool) {
	if e, ok := s.special(i); ok {
		return e, true
	}
	if _, n, ok := s.word(i, dwAgo); ok {
		if c, ok := s.count(n); ok {
			return s.ago(c, c.next)
		}
		return DateExpr{}, false
	}
	if e, ok := s.duration(i); ok {
		return e, true
	}
	c, ok := s.count(s.spanLead(i))
	if !ok {
		return DateExpr{}, false
	}
	return s.counter(c)
}

// spanLead skips "in", "within" before a count.
func (s *dateScan) spanLead(i int) int {
	for range 2 {
		if _, n, ok := s.word(i, dwDurMark); ok {
			i = n
		} else if _, n, ok := s.word(i, dwLead); ok {
			i = n
		}
	}
	return i
}

// counter reads what stands after a count and makes it a time.
func (s *dateScan) counter(c dateCount) (DateExpr, bool) {
	if _, n, ok := s.word(c.next, dwAgo); ok {
		return s.ago(c, n)
	}
	if _, n, ok := s.word(c.next, dwMore); ok {
		return s.shift(c, n, 1, baseItem)
	}
	if _, n, ok := s.word(c.next, dwBefore); ok {
		if _, n2, ok := s.word(n, dwHere); ok {
			return s.ago(c, n2)
		}
		if _, n2, ok := s.word(n, dwThat); ok {
			return s.shift(c, n2, -1, basePrev)
		}
		if s.end(n) || s.is(n, dwBoundary) {
			return s.ago(c, n)
		}
		return DateExpr{}, false
	}
	if _, n, ok := s.word(c.next, dwAfter); ok {
		if _, n2, ok := s.word(n, dwThat); ok {
			return s.shift(c, n2, 1, basePrev)
		}
		if s.end(n) {
			return s.shift(c, n, 1, basePrev)
		}
		return DateExpr{}, false
	}
	for _, k := range [...]dateKind{dwSpanPast, dwSpanFuture} {
		if _, n, ok := s.word(c.next, k); ok {
			e := DateExpr{To: n, Form: FormVague, Hint: TensePast}
			if k == dwSpanFuture {
				e.Hint = TenseFuture
				if n < len(s.l.Tokens) && s.l.Tokens[n].Upper && !s.end(n) {
					return DateExpr{}, false
				}
			}
			return e, true
		}
	}
	return DateExpr{}, false
}

func (s *dateScan) ago(c dateCount, to int) (DateExpr, bool) { return s.shift(c, to, -1, baseItem) }

// shift makes the point that lies the count before or after the base.
func (s *dateScan) shift(c dateCount, to, sign int, base dateBase) (DateExpr, bool) {
	e := DateExpr{To: to, Form: FormPoint, Hint: TensePast}
	if sign > 0 && base == baseItem {
		e.Hint = TenseFuture
	}
	if base == basePrev && c.unit > unitDay || c.unit < unitDay || c.half || c.few && (c.unit != unitDay || base != baseItem || sign > 0) {
		e.Form = FormVague
		return e, true
	}
	p := datePoint{unit: c.unit, base: base, n: sign * c.n, few: c.few}
	if c.unit == unitDecade {
		p.unit, p.n = unitYear, p.n*10
	}
	e.points = []datePoint{p}
	return e, true
}

// duration reads a count after a word that makes it a length of time.
func (s *dateScan) duration(i int) (DateExpr, bool) {
	j, noun := i, false
	if _, n, ok := s.word(i, dwDurMark); ok {
		j = n
		if _, n, ok := s.word(j, dwDurMark); ok {
			j = n
		}
	} else if _, n, ok := s.word(i, dwDurNoun); ok {
		j, noun = n, true
	} else {
		return DateExpr{}, false
	}
	c, ok := s.count(j)
	if !ok || s.dayCount(j) > j {
		return DateExpr{}, false
	}
	if c.unit == unitHour && s.is(c.next, dwPart) || s.is(c.next, dwLate) {
		return DateExpr{}, false
	}
	long := c.unit >= unitDay && !noun
	for _, k := range [...]dateKind{dwSpanPast, dwSpanFuture, dwMore, dwBefore, dwAfter, dwEarly} {
		if s.is(c.next, k) && (k != dwSpanPast || !s.sureLength(i)) && (long || k != dwSpanFuture) {
			return DateExpr{}, false
		}
	}
	if _, _, ok := s.num(c.next); ok {
		return DateExpr{}, false
	}
	iso := c.iso()
	return DateExpr{To: c.next, Form: FormDuration, Duration: iso, Count: c.n, unit: c.unit}, iso != ""
}

// sureLength tells whether the word at i always counts a length ("lasting"), where others
// ("in") also open "in the last N days": it is no approximation and no lead.
func (s *dateScan) sureLength(i int) bool {
	return !s.is(i, dwLead) && !s.is(i, dwApprox) && s.is(i, dwDurMark) && !s.is(i, dwLapse)
}

// special reads "for the first time in N years" and "the Nth anniversary".
func (s *dateScan) special(i int) (DateExpr, bool) {
	if _, n, ok := s.word(i, dwAnniversary); ok {
		if c, ok := s.count(n); ok && c.unit == unitYear && !c.few {
			return DateExpr{To: c.next, Form: FormAnniversary, Count: c.n, unit: unitYear}, true
		}
		return DateExpr{}, false
	}
	_, n, ok := s.word(i, dwFirst)
	if !ok {
		return DateExpr{}, false
	}
	for range 4 {
		if _, k, ok := s.word(n, dwLapse); ok {
			if c, ok := s.count(k); ok && !c.few && c.unit >= unitDay && !s.is(c.next, dwBefore) {
				to := c.next
				if _, m, ok := s.word(to, dwSpanPast); ok {
					to = m
				}
				return DateExpr{To: to, Form: FormLapse, Count: c.n, unit: c.unit}, true
			}
		}
		if s.end(n) {
			break
		}
		n++
	}
	return DateExpr{}, false
}
