package parley

import (
	"fmt"
	"strconv"
	"strings"
)

// Precision says how finely an EDTF value is known.
type Precision uint8

// The precisions. PrecisionNoYear is a month or a day of a year that is not known.
const (
	PrecisionNone Precision = iota // the zero EDTF
	PrecisionDay
	PrecisionMonth
	PrecisionSeason // or a quarter
	PrecisionYear
	PrecisionDecade // or a century: 198X, 19XX
	PrecisionRange  // from a day, month … to another, perhaps open
	PrecisionSet    // one of several, or all of several
	PrecisionNoYear
)

// EDTF is a date as ISO 8601-2 writes it: the one form in which dates are kept.
//
//	2025-04-08                 a day
//	2025-04   2025   198X      a month, a year, a decade
//	2017-21 … 2017-24          spring, summer, autumn, winter (winter ends in the next February)
//	2017-33 … 2017-36          first to fourth quarter
//	2025-03-17/2025-03-23      from … to, both included; "..", before or after the slash, is open
//	[2021-04-18,2022-04-18]    one of these
//	{2014-07,2014-09}          all of these
//	XXXX-04-25   XXXX-04       the year is not known
//
// The value is immutable; make one with ParseEDTF or OnDay, InMonth, InYear, Between,
// OneOf, YearUnknown. The zero EDTF is "no date". Days are compared, never moments: a
// month contains each of its days, a set of candidates overlaps what one of them does.
type EDTF struct {
	text  string
	hull  Interval // everything that the value covers
	prec  Precision
	all   bool // {…}: all of set
	set   []EDTF
	month int8 // of a value without a year
	day   int8 // likewise; 0 for a whole month
}

// ParseEDTF reads one of the forms listed at EDTF. Values longer than 1,000 bytes and
// sets of more than 32 members are refused.
func ParseEDTF(s string) (EDTF, error) {
	e, ok := EDTF{}, false
	if len(s) <= 1000 {
		e, ok = parseEDTF(s)
	}
	if !ok {
		if len(s) > 40 {
			s = s[:40] + "…"
		}
		return EDTF{}, fmt.Errorf("not an EDTF date: %q", s)
	}
	return e, nil
}

func parseEDTF(s string) (EDTF, bool) {
	if s == "" {
		return EDTF{}, false
	}
	if s[0] == '[' || s[0] == '{' {
		return parseSet(s)
	}
	if from, to, ok := strings.Cut(s, "/"); ok {
		return parseRange(from, to)
	}
	return parseSimple(s)
}

func parseSet(s string) (EDTF, bool) {
	all := s[0] == '{'
	if all && s[len(s)-1] != '}' || !all && s[len(s)-1] != ']' {
		return EDTF{}, false
	}
	parts := strings.Split(s[1:len(s)-1], ",")
	if len(parts) > 32 {
		return EDTF{}, false
	}
	members := make([]EDTF, 0, len(parts))
	for _, p := range parts {
		m, ok := EDTF{}, false
		if from, to, cut := strings.Cut(p, "/"); cut {
			m, ok = parseRange(from, to)
		} else {
			m, ok = parseSimple(p)
		}
		if !ok || m.prec == PrecisionNoYear {
			return EDTF{}, false
		}
		members = append(members, m)
	}
	return newSet(members, all), true
}

func parseRange(from, to string) (EDTF, bool) {
	var a, b EDTF
	ok := from != ".." || to != ".."
	if ok && from != ".." {
		a, ok = parseSimple(from)
	}
	if ok && to != ".." {
		b, ok = parseSimple(to)
	}
	if !ok || a.prec == PrecisionNoYear || b.prec == PrecisionNoYear {
		return EDTF{}, false
	}
	if a.prec != PrecisionNone && b.prec != PrecisionNone && a.hull.From > b.hull.To {
		return EDTF{}, false
	}
	return Between(a, b), true
}

// parseSimple reads a value without slash and brackets.
func parseSimple(s string) (EDTF, bool) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && c != '-' && c != 'X' {
			return EDTF{}, false
		}
	}
	switch {
	case len(s) >= 7 && s[:5] == "XXXX-":
		return parseYearless(s)
	case len(s) == 4 && s[3] == 'X':
		return parseDecade(s)
	case len(s) == 4:
		if y, ok := digits(s); ok && y > 0 {
			return InYear(y), true
		}
	case len(s) == 7 && s[4] == '-':
		y, ok1 := digits(s[:4])
		m, ok2 := digits(s[5:])
		if ok1 && ok2 && y > 0 {
			return yearPart(y, m)
		}
	case len(s) == 10 && s[4] == '-' && s[7] == '-':
		y, ok1 := digits(s[:4])
		m, ok2 := digits(s[5:7])
		d, ok3 := digits(s[8:])
		if day, ok := NewDay(y, m, d); ok && ok1 && ok2 && ok3 {
			return EDTF{text: s, prec: PrecisionDay, hull: Interval{day, day}}, true // written as OnDay writes it
		}
	}
	return EDTF{}, false
}

func yearPart(y, m int) (EDTF, bool) {
	switch {
	case m >= 1 && m <= 12:
		return InMonth(y, m), true
	case m >= 21 && m <= 24:
		return InSeason(y, m-20), true
	case m >= 33 && m <= 36:
		return InQuarter(y, m-32), true
	}
	return EDTF{}, false
}

func parseYearless(s string) (EDTF, bool) {
	m, ok := digits(s[5:7])
	d := 0
	if ok && len(s) == 10 && s[7] == '-' {
		if d, ok = digits(s[8:]); d == 0 {
			ok = false
		}
	} else if len(s) != 7 {
		ok = false
	}
	if !ok {
		return EDTF{}, false
	}
	e := YearUnknown(m, d)
	return e, e.prec != PrecisionNone
}

func parseDecade(s string) (EDTF, bool) {
	n := 3
	if s[2] == 'X' {
		n = 2
	}
	y, ok := digits(s[:n])
	if !ok || y == 0 {
		return EDTF{}, false
	}
	step := 10
	if n == 2 {
		step = 100
	}
	return EDTF{
		text: s, prec: PrecisionDecade,
		hull: Interval{civil(y*step, 1, 1), civil(y*step+step-1, 12, 31)},
	}, true
}

func digits(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// OnDay is the value of one day; the zero EDTF for an open end.
func OnDay(d Day) EDTF {
	s := d.String()
	if s == ".." {
		return EDTF{}
	}
	return EDTF{text: s, prec: PrecisionDay, hull: Interval{d, d}}
}

// InMonth is the value of a month, 1 to 12; the zero EDTF for any other.
func InMonth(year, month int) EDTF {
	if year < 1 || year > 9999 || month < 1 || month > 12 {
		return EDTF{}
	}
	return EDTF{
		text: yearAnd(year, month), prec: PrecisionMonth,
		hull: Interval{civil(year, month, 1), civil(year, month, MonthLength(year, month))},
	}
}

// yearAnd writes a year and a part of it of two digits.
func yearAnd(year, part int) string {
	b := make([]byte, 0, len("2025-04"))
	return string(padded(append(padded(b, year, 4), '-'), part, 2))
}

// InSeason is the value of a season: 1 spring (March to May) to 4 winter (December to the
// next February).
func InSeason(year, season int) EDTF {
	if year < 1 || year > 9998 || season < 1 || season > 4 {
		return EDTF{}
	}
	last, y := season*3+2, year
	if last > 12 {
		last, y = 2, year+1
	}
	return EDTF{
		text: yearAnd(year, 20+season), prec: PrecisionSeason,
		hull: Interval{civil(year, season*3, 1), civil(y, last, MonthLength(y, last))},
	}
}

// InQuarter is the value of a quarter of a year, 1 to 4.
func InQuarter(year, quarter int) EDTF {
	if year < 1 || year > 9999 || quarter < 1 || quarter > 4 {
		return EDTF{}
	}
	last := quarter * 3
	return EDTF{
		text: yearAnd(year, 32+quarter), prec: PrecisionSeason,
		hull: Interval{civil(year, last-2, 1), civil(year, last, MonthLength(year, last))},
	}
}

// InYear is the value of a year, 1 to 9999; the zero EDTF for any other.
func InYear(year int) EDTF {
	if year < 1 || year > 9999 {
		return EDTF{}
	}
	return EDTF{
		text: string(padded(nil, year, 4)), prec: PrecisionYear,
		hull: Interval{civil(year, 1, 1), civil(year, 12, 31)},
	}
}

// InDecade is the value of the ten years that begin with year: 1980 gives 198X.
func InDecade(year int) EDTF {
	e, _ := parseSimple(strconv.Itoa(year/10) + "X")
	return e
}

// Between is the range from a to b, both included; a zero EDTF is an open end. Equal ends
// give that value itself, ends in the wrong order and two open ends the zero EDTF.
func Between(a, b EDTF) EDTF {
	if a.prec == PrecisionNone && b.prec == PrecisionNone || a.prec == PrecisionNoYear || b.prec == PrecisionNoYear {
		return EDTF{}
	}
	e := EDTF{prec: PrecisionRange, hull: Interval{DayMin, DayMax}}
	from, to := "..", ".."
	if a.prec != PrecisionNone {
		from, e.hull.From = a.end(false), a.hull.From
	}
	if b.prec != PrecisionNone {
		to, e.hull.To = b.end(true), b.hull.To
	}
	switch {
	case e.hull.From > e.hull.To, from == ".." && to == "..":
		return EDTF{}
	case from == to:
		if a.prec < PrecisionRange {
			return a
		}
		return OnDay(e.hull.From)
	}
	e.text = from + "/" + to
	return e
}

// end is the text of e as an end of a range: ranges and sets give their first or last day.
func (e EDTF) end(last bool) string {
	if e.prec < PrecisionRange {
		return e.text
	}
	if last {
		return e.hull.To.String()
	}
	return e.hull.From.String()
}

// OneOf is the value "one of these"; a single one gives itself, none the zero EDTF.
// Members are put in order and repeated ones dropped.
func OneOf(members ...EDTF) EDTF {
	in := make([]EDTF, 0, len(members))
next:
	for _, m := range members {
		if m.prec == PrecisionNone || m.prec >= PrecisionSet {
			continue
		}
		at := len(in)
		for i, o := range in {
			if o.text == m.text {
				continue next
			}
			if at == len(in) && m.Compare(o) < 0 {
				at = i
			}
		}
		in = append(in, EDTF{})
		copy(in[at+1:], in[at:])
		in[at] = m
	}
	switch len(in) {
	case 0:
		return EDTF{}
	case 1:
		return in[0]
	}
	return newSet(in, false)
}

// AllOf is the value "all of these", in the order given.
func AllOf(members ...EDTF) EDTF {
	if len(members) == 1 {
		return members[0]
	}
	for _, m := range members {
		if m.prec == PrecisionNone || m.prec >= PrecisionSet {
			return EDTF{}
		}
	}
	if len(members) == 0 {
		return EDTF{}
	}
	return newSet(members, true)
}

func newSet(members []EDTF, all bool) EDTF {
	e := EDTF{prec: PrecisionSet, all: all, set: members, hull: members[0].hull}
	texts := make([]string, len(members))
	for i, m := range members {
		texts[i] = m.text
		e.hull.From = min(e.hull.From, m.hull.From)
		e.hull.To = max(e.hull.To, m.hull.To)
	}
	e.text = "[" + strings.Join(texts, ",") + "]"
	if all {
		e.text = "{" + strings.Join(texts, ",") + "}"
	}
	return e
}

// YearUnknown is a month (day 0) or a day of a year that is not known; the zero EDTF
// where no year has it.
func YearUnknown(month, day int) EDTF {
	if month < 1 || month > 12 || day < 0 || day > MonthLength(2000, month) {
		return EDTF{}
	}
	e := EDTF{prec: PrecisionNoYear, hull: Interval{DayMin, DayMax}, month: int8(month), day: int8(day)}
	e.text = fmt.Sprintf("XXXX-%02d", month)
	if day > 0 {
		e.text += fmt.Sprintf("-%02d", day)
	}
	return e
}

// String is the value as EDTF; "" for the zero value.
func (e EDTF) String() string { return e.text }

// IsZero tells whether there is no date at all.
func (e EDTF) IsZero() bool { return e.prec == PrecisionNone }

// Precision says how finely e is known.
func (e EDTF) Precision() Precision { return e.prec }

// Bounds is the smallest interval that holds all of e; open on both sides for a value
// without a year.
func (e EDTF) Bounds() Interval { return e.hull }

// Members are the members of a set; for any other value the value itself.
func (e EDTF) Members() []EDTF {
	if e.prec == PrecisionSet {
		return e.set
	}
	return []EDTF{e}
}

// Day is the one day that e is; ok is false where e is anything wider.
func (e EDTF) Day() (d Day, ok bool) { return e.hull.From, e.prec == PrecisionDay }

// MonthDay is month and day of a value without a year; the day is 0 for a whole month.
func (e EDTF) MonthDay() (month, day int, ok bool) {
	return int(e.month), int(e.day), e.prec == PrecisionNoYear
}

// Year is the year that all of e lies in.
func (e EDTF) Year() (year int, ok bool) {
	a, _, _ := e.hull.From.Date()
	b, _, _ := e.hull.To.Date()
	return a, e.prec != PrecisionNone && a > 0 && a == b
}

// Days is the number of days that e covers (over all its members); 0 where it is open,
// has no year or is zero.
func (e EDTF) Days() int {
	if e.prec == PrecisionNone || e.hull.From == DayMin || e.hull.To == DayMax {
		return 0
	}
	if e.prec != PrecisionSet {
		return int(e.hull.To-e.hull.From) + 1
	}
	n := 0
	for _, m := range e.set {
		n += m.Days()
	}
	return n
}

// DaysOf is the days that an EDTF value, or a time of day, may mean; false where nothing
// is known of the year.
func DaysOf(value string) (Interval, bool) {
	if i := strings.IndexByte(value, 'T'); i > 0 && !strings.ContainsAny(value, "/[{") {
		value = value[:i]
	}
	e, err := ParseEDTF(value)
	if err != nil || e.IsZero() {
		return Interval{}, false
	}
	b := e.Bounds()
	return b, b.From != DayMin || b.To != DayMax
}
