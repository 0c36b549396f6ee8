package annotate

import (
	"strings"
	"unicode/utf8"

	"parley/internal/rule"
)

// Scan finds the date and duration expressions of a line that the lexicon has scanned, in
// order and not overlapping. It reads each token a bounded number of times.
func (d *Dates) Scan(l *rule.Line) []DateExpr { return d.scanner().read(l) }

func (s *dateScan) read(l *rule.Line) []DateExpr {
	s.load(l)
	var out []DateExpr
	for i := 0; i < len(l.Tokens); i++ {
		if s.kinds[i]&startKinds == 0 && l.Tokens[i].Kind != rule.Number {
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

// dateScan reads one line after another. Its methods take the token to begin at and return the token
// after what they read; ok is false where nothing of the kind stands there.
type dateScan struct {
	d      *Dates
	l      *rule.Line
	words  []dateWord // of all tokens, in order
	first  []int32    // by token: its first word
	kinds  []uint64   // by token: a bit for each kind of word that begins there
	closed []uint64   // by token: likewise for words that end just before it
}

// dateWord is a word of the table that stands in the line; to is the token after it.
type dateWord struct {
	dateAtom
	to int
}

// startKinds are the kinds with which an expression may begin.
const startKinds = ^uint64(0) &^ (1<<dwFuture | 1<<dwHoped | 1<<dwPast | 1<<dwNoTense | 1<<dwBoundary | 1<<dwThat | 1<<dwHere | 1<<dwNotLeft | 1<<dwNotRight |
	1<<dwOnce | 1<<dwAnd | 1<<dwOr | 1<<dwEach | 1<<dwOf | 1<<dwThis | 1<<dwNext | 1<<dwLast | 1<<dwUnit | 1<<dwSpanPast |
	1<<dwSpanFuture | 1<<dwZone | 1<<dwClock | 1<<dwClockMin | 1<<dwHalfMore | 1<<dwMore | 1<<dwDayFiller | 1<<dwNow | 1<<dwNotNext)

// scanner returns a dateScan with memory of its own.
func (d *Dates) scanner() *dateScan { return &dateScan{d: d} }

// load makes the scan ready for a line.
func (s *dateScan) load(l *rule.Line) {
	n := len(l.Tokens)
	s.l, s.words, s.first = l, s.words[:0], s.first[:0]
	s.kinds = append(s.kinds[:0], make([]uint64, n)...)
	s.closed = append(s.closed[:0], make([]uint64, n+1)...)
	for i := range l.Tokens {
		s.first = append(s.first, int32(len(s.words)))
		if !l.Begins(i).May(s.d.class) {
			continue
		}
		for _, m := range l.Words[i] {
			if m.Class != s.d.class {
				continue
			}
			if a := s.d.atom(m); a.kind != dwNone {
				s.words = append(s.words, dateWord{a, m.To})
				s.kinds[i] |= 1 << a.kind
				s.closed[m.To] |= 1 << a.kind
			}
		}
	}
	s.first = append(s.first, int32(len(s.words)))
}

// word finds the longest word of the kind at token i.
func (s *dateScan) word(i int, k dateKind) (a dateAtom, next int, ok bool) {
	if !s.is(i, k) {
		return a, i, false
	}
	for _, w := range s.words[s.first[i]:s.first[i+1]] {
		if w.kind == k {
			return w.dateAtom, w.to, true
		}
	}
	return a, i, false
}

// is tells whether a word of the kind begins at token i.
func (s *dateScan) is(i int, k dateKind) bool {
	return i >= 0 && i < len(s.kinds) && s.kinds[i]&(1<<k) != 0
}

// endsIn tells whether a word of the kind ends just before token i.
func (s *dateScan) endsIn(i int, k dateKind) bool { return i >= 0 && s.closed[i]&(1<<k) != 0 }

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
	for _, at := range [...]int{k, i} {
		if _, n, ok := s.word(at, dwVague); ok {
			return DateExpr{To: n, Form: FormVague}, true
		}
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
	return DateExpr{
		To: c.next, Form: FormRange, Hint: TenseFuture,
		points: []datePoint{{unit: unitDay, base: baseItem, now: true}, c.points[0]},
	}, true
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
			e.Form, e.To, e.Hint = FormFrom, n, TensePast
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

// both joins "July and September 2014", "2004 and 2012" to one expression.
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

// clock reads "8 h 30", "13h45 GMT", and what may follow it before the date.
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
	n := len(strings.TrimRight(text, "0123456789"))
	return t.Kind == rule.Word && t.Glued && len(text)-n == 2 && s.d.clock[s.d.vocab.Sym(text[:n])]
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
