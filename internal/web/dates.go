package web

import (
	"strconv"
	"strings"
	"time"

	"parley"
)

// Date writes an EDTF value as the language does. What it cannot read it leaves as it is.
func (c *catalogue) Date(value string) string {
	value = strings.TrimSpace(value)
	if value == "" {
		return c.T("date.unknown")
	}
	if _, ok := plainDay(value); ok {
		return c.T("date.day", "d", number(value[8:]), "m", c.month(value[5:7]), "y", value[:4])
	}
	if len(value) > maxEDTF || strings.Trim(value, "0123456789X-/,.[]{}?~%T:+Z ") != "" {
		return parley.Shorten(parley.Plain(value), maxEDTF) // no EDTF at all
	}
	if a, b, ok := ends(value); ok {
		return c.interval(a, b)
	}
	if inner := strings.Trim(value, "[]{}"); inner != value {
		return c.oneOf(strings.Split(inner, ","))
	}
	value, _, _ = strings.Cut(value, "T")
	parts := strings.Split(strings.TrimRight(value, "?~%"), "-")
	for _, p := range parts[1:] {
		if n, err := strconv.Atoi(p); err != nil || n < 1 || n > 41 {
			return value
		}
	}
	switch {
	case len(parts) == 2 && parts[0] == "XXXX" && parts[1] <= "12":
		return c.T("date.monthnoyear", "m", c.month(parts[1]))
	case len(parts) == 3 && parts[0] == "XXXX":
		return c.T("date.daynoyear", "d", number(parts[2]), "m", c.month(parts[1]))
	case len(parts) == 3:
		return c.T("date.day", "d", number(parts[2]), "m", c.month(parts[1]), "y", parts[0])
	case len(parts) == 2 && len(parts[1]) == 2 && parts[1] > "12":
		return c.part(parts[1], parts[0])
	case len(parts) == 2:
		return c.T("date.month", "m", c.month(parts[1]), "y", parts[0])
	case len(value) == 4:
		return c.T("date.year", "y", value)
	}
	return value
}

// oneOf writes dates of which one is meant; of one day in several years the day is written
// once.
func (c *catalogue) oneOf(values []string) string {
	var words, years []string
	day, _ := parseDay(strings.TrimSpace(values[0]))
	for _, v := range values {
		v = strings.TrimSpace(v)
		words = append(words, c.Date(v))
		if d, ok := parseDay(v); ok && d.Month() == day.Month() && d.Day() == day.Day() {
			years = append(years, v[:4])
		}
	}
	if len(years) == len(values) && len(years) > 1 {
		return c.T("date.dayofyears", "d", strconv.Itoa(day.Day()), "m", c.month(strconv.Itoa(int(day.Month()))), "y", c.either(years))
	}
	return c.either(words)
}

// either is "a, b or c".
func (c *catalogue) either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], c.T("list.sep")) + c.T("list.or") + words[last]
}

// part is a season (21 to 32 by EDTF), a quarter (33 to 36) or a half (40, 41) of a year.
func (c *catalogue) part(code, year string) string {
	n, _ := strconv.Atoi(code)
	switch {
	case n >= 21 && n <= 32:
		return c.T("date.season."+strconv.Itoa((n-21)%4+1), "y", year)
	case n >= 33 && n <= 36:
		return c.T("date.quarter", "n", strconv.Itoa(n-32), "y", year)
	case n == 40 || n == 41:
		return c.T("date.half."+strconv.Itoa(n-39), "y", year)
	}
	return year + "-" + code
}

func (c *catalogue) interval(a, b string) string {
	switch {
	case b == "" || b == "..":
		return c.T("date.from", "a", c.Date(a))
	case a == "" || a == "..":
		return c.T("date.until", "a", c.Date(b))
	}
	x, okX := parseDay(a)
	y, okY := parseDay(b)
	if okX && okY && x.Year() == y.Year() && x.Month() == y.Month() {
		return c.T("date.days", "d1", strconv.Itoa(x.Day()), "d2", strconv.Itoa(y.Day()),
			"m", c.month(strconv.Itoa(int(x.Month()))), "y", strconv.Itoa(x.Year()))
	}
	if len(a) == 7 && len(b) == 7 && a[:5] == b[:5] && a[5:] <= "12" && b[5:] <= "12" {
		return c.T("date.months", "m1", c.month(a[5:]), "m2", c.month(b[5:]), "y", a[:4])
	}
	if days, ok := c.daysOfYears(a, b); ok {
		return days
	}
	return c.T("date.range", "a", c.Date(a), "b", c.Date(b))
}

// daysOfYears writes a stretch of days of one month in several years, of which one is meant.
func (c *catalogue) daysOfYears(a, b string) (string, bool) {
	from, to := strings.Split(strings.Trim(a, "[]"), ","), strings.Split(strings.Trim(b, "[]"), ",")
	if len(from) < 2 || len(from) != len(to) {
		return "", false
	}
	var years []string
	for i := range from {
		x, y := strings.TrimSpace(from[i]), strings.TrimSpace(to[i])
		if len(x) != 10 || len(y) != 10 || x[:8] != y[:8] || x[4:] != strings.TrimSpace(from[0])[4:] || y[4:] != strings.TrimSpace(to[0])[4:] {
			return "", false
		}
		years = append(years, x[:4])
	}
	x, okX := parseDay(strings.TrimSpace(from[0]))
	y, okY := parseDay(strings.TrimSpace(to[0]))
	if !okX || !okY {
		return "", false
	}
	return c.T("date.daysofyears", "d1", strconv.Itoa(x.Day()), "d2", strconv.Itoa(y.Day()),
		"m", c.month(strconv.Itoa(int(x.Month()))), "y", c.either(years)), true
}

// Day writes a day of the calendar.
func (c *catalogue) Day(t time.Time) string { return c.Date(t.Format(dayLayout)) }

// Weekday is the name of the day's weekday.
func (c *catalogue) Weekday(t time.Time) string {
	return c.T("weekday." + strconv.Itoa(int(t.Weekday())))
}

func (c *catalogue) month(m string) string { return c.word("month", number(m)) }

// number drops leading zeros.
func number(digits string) string { return strings.TrimLeft(digits, "0") }

// When writes the time of an event; nil is unknown.
func (c *catalogue) When(w *parley.When) string {
	if w == nil || w.Value == "" {
		return c.T("date.unknown")
	}
	return c.Date(w.Value)
}

// Why says how a date was got: "inferred because …".
func (c *catalogue) Why(basis parley.Basis, why string) string {
	if c.reason != nil && why != "" {
		why = c.reason(why)
	}
	why = parley.Plain(why)
	switch {
	case basis == "":
		return why
	case why == "":
		return c.word("basis", string(basis))
	case basis == parley.BasisInferred:
		return c.T("basis.because", "why", why)
	}
	return c.T("basis.why", "basis", c.word("basis", string(basis)), "why", why)
}

// Duration writes an ISO 8601 duration.
func (c *catalogue) Duration(iso string) string {
	if !strings.HasPrefix(iso, "P") {
		return iso
	}
	var parts []string
	n, inTime := 0, false
	for _, ch := range iso[1:] {
		unit := ""
		switch {
		case ch >= '0' && ch <= '9' && n < 100000:
			n = n*10 + int(ch-'0')
			continue
		case ch == 'T':
			inTime = true
			continue
		case ch == 'Y' && !inTime:
			unit = "year"
		case ch == 'M' && !inTime:
			unit = "month"
		case ch == 'W':
			unit = "week"
		case ch == 'D':
			unit = "d"
		case ch == 'H':
			unit = "h"
		case ch == 'M' && inTime:
			unit = "m"
		default:
			return iso
		}
		parts = append(parts, c.plural("duration."+unit, n))
		n = 0
	}
	return strings.Join(parts, " ")
}

// Dated writes a date that may be absent, and says where another item lent it; "" for none.
func (c *catalogue) Dated(d *parley.Date) string {
	switch {
	case d == nil || d.Value == "":
		return ""
	case d.Lent != "":
		return c.T("date.lent", "date", c.Date(d.Value))
	}
	return c.Date(d.Value)
}

// dateValue is the value of a date that may be absent.
func dateValue(d *parley.Date) string {
	if d == nil {
		return ""
	}
	return d.Value
}

// whenValue is the value of a time that may be absent.
func whenValue(w *parley.When) string {
	if w == nil {
		return ""
	}
	return w.Value
}
