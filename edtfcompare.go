package parley

import "strings"

// Contains tells whether o lies within e: each day of o, and where o is a set each of its
// members, stands in e or in one member of e. A day without a year contains that day of
// every year; nothing dated contains a value without a year.
func (e EDTF) Contains(o EDTF) bool {
	if e.prec == PrecisionNone || o.prec == PrecisionNone {
		return false
	}
	for _, m := range o.Members() {
		if !e.containsOne(m) {
			return false
		}
	}
	return true
}

func (e EDTF) containsOne(o EDTF) bool {
	if e.prec == PrecisionSet {
		for _, m := range e.set {
			if m.containsOne(o) {
				return true
			}
		}
		return false
	}
	if e.prec == PrecisionNoYear {
		month, from, to, ok := o.inMonth()
		return ok && month == int(e.month) && (e.day == 0 || from == to && from == int(e.day))
	}
	return o.prec != PrecisionNoYear && e.hull.Contains(o.hull)
}

// inMonth returns the month and the days of it that a value within one month covers.
func (e EDTF) inMonth() (month, from, to int, ok bool) {
	if e.prec == PrecisionNoYear {
		if e.day == 0 {
			return int(e.month), 1, MonthLength(2000, int(e.month)), true
		}
		return int(e.month), int(e.day), int(e.day), true
	}
	y1, m1, d1 := e.hull.From.Date()
	y2, m2, d2 := e.hull.To.Date()
	return m1, d1, d2, y1 > 0 && y1 == y2 && m1 == m2
}

// Overlaps tells whether e and o can be the same time: whether some day is in both.
func (e EDTF) Overlaps(o EDTF) bool {
	for _, a := range e.Members() {
		for _, b := range o.Members() {
			if a.overlapsOne(b) {
				return true
			}
		}
	}
	return false
}

func (e EDTF) overlapsOne(o EDTF) bool {
	switch {
	case e.prec == PrecisionNone || o.prec == PrecisionNone:
		return false
	case e.prec != PrecisionNoYear && o.prec != PrecisionNoYear:
		return e.hull.Overlaps(o.hull)
	case e.prec != PrecisionNoYear:
		e, o = o, e
	}
	if o.prec != PrecisionNoYear && (o.hull.From == DayMin || o.hull.To == DayMax || o.hull.To-o.hull.From > 4*366) {
		return true
	}
	if o.prec == PrecisionNoYear {
		return e.month == o.month && (e.day == 0 || o.day == 0 || e.day == o.day)
	}
	for d := o.hull.From; d <= o.hull.To; d++ {
		if _, m, n := d.Date(); m == int(e.month) && (e.day == 0 || n == int(e.day)) {
			return true
		}
	}
	return false
}

// Compare orders values for lists: by first day, then by last day (the shorter first),
// then by text; values without a year come after all others, the zero value last.
func (e EDTF) Compare(o EDTF) int {
	if x, y := e.rank(), o.rank(); x != y {
		return x - y
	}
	switch {
	case e.hull.From != o.hull.From:
		if e.hull.From < o.hull.From {
			return -1
		}
		return 1
	case e.hull.To != o.hull.To:
		if e.hull.To < o.hull.To {
			return -1
		}
		return 1
	}
	return strings.Compare(e.text, o.text)
}

func (e EDTF) rank() int {
	switch e.prec {
	case PrecisionNone:
		return 2
	case PrecisionNoYear:
		return 1
	}
	return 0
}
