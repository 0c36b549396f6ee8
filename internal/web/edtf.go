package web

import (
	"strings"
	"time"
)

// maxEDTF is the longest value that is looked at.
const maxEDTF = 80

// bounds are the days that an EDTF value can mean: from, and to without it. A zero to is
// open ("from then on"). ok is false where the year is not known or nothing can be read.
func bounds(v string) (from, to time.Time, ok bool) {
	if v = strings.TrimSpace(v); len(v) > maxEDTF {
		return from, to, false
	}
	if from, ok = plainDay(v); ok {
		return from, from.AddDate(0, 0, 1), true
	}
	if a, b, is := ends(v); is {
		return intervalBounds(a, b)
	}
	if a, b, is := strings.Cut(strings.Trim(v, "[]{}"), ","); is {
		from, _, ok = bounds(a)
		_, to, ok2 := bounds(b)
		return from, to, ok && ok2
	}
	v, _, _ = strings.Cut(v, "T")
	v = strings.TrimRight(v, "?~%")
	day := v
	switch len(v) {
	case len("2006"):
		day += "-01-01"
	case len("2006-01"):
		day += "-01"
	}
	from, ok = parseDay(day)
	switch {
	case !ok:
	case len(v) == len("2006"):
		to = from.AddDate(1, 0, 0)
	case len(v) == len("2006-01"):
		to = from.AddDate(0, 1, 0)
	default:
		to = from.AddDate(0, 0, 1)
	}
	return from, to, ok
}

// plainDay reads YYYY-MM-DD, which nearly all values are, faster than time.Parse does. It may
// leave others to that.
func plainDay(v string) (time.Time, bool) {
	if len(v) != 10 || v[4] != '-' || v[7] != '-' {
		return time.Time{}, false
	}
	var n [3]int
	for i, part := range []string{v[:4], v[5:7], v[8:]} {
		for _, c := range []byte(part) {
			if c < '0' || c > '9' {
				return time.Time{}, false
			}
			n[i] = n[i]*10 + int(c-'0')
		}
	}
	if n[1] < 1 || n[1] > 12 || n[2] < 1 || n[2] > 28 {
		return time.Time{}, false
	}
	return time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC), true
}

// ends are the two ends of an interval; a stroke within brackets makes none.
func ends(v string) (a, b string, ok bool) {
	a, b, ok = strings.Cut(v, "/")
	return a, b, ok && strings.Count(a, "[")+strings.Count(a, "{") == strings.Count(a, "]")+strings.Count(a, "}")
}

func intervalBounds(a, b string) (from, to time.Time, ok bool) {
	if a != "" && a != ".." {
		if from, _, ok = bounds(a); !ok {
			return from, to, false
		}
	}
	if b != "" && b != ".." {
		if _, to, ok = bounds(b); !ok {
			return from, to, false
		}
	}
	return from, to, ok
}

// within tells whether the value can mean a day from a, before b.
func within(value string, a, b time.Time) bool {
	from, to, ok := bounds(value)
	return ok && from.Before(b) && (to.IsZero() || to.After(a))
}

// compatible tells whether two values can mean the same day.
func compatible(x, y string) bool {
	from, to, ok := bounds(y)
	if !ok {
		return false
	}
	if to.IsZero() {
		to = from.AddDate(100, 0, 0)
	}
	return within(x, from, to)
}

// earlier orders values by their first day; those that cannot be placed come last.
func earlier(x, y string) bool {
	a, _, okA := bounds(x)
	b, _, okB := bounds(y)
	if okA != okB {
		return okA
	}
	return okA && a.Before(b)
}

const dayLayout = "2006-01-02"

// dayOf is the day at midnight UTC by the calendar of t.
func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// parseDay reads YYYY-MM-DD.
func parseDay(s string) (time.Time, bool) {
	if t, ok := plainDay(s); ok {
		return t, true
	}
	if len(s) != len(dayLayout) || s[8] < '2' { // the ends of months are left to the calendar
		return time.Time{}, false
	}
	t, err := time.Parse(dayLayout, s)
	return t, err == nil
}
