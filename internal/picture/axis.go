package picture

// This file puts days on a line: where a day stands, and which dates are written below.

import "parley"

// axis is a stretch of days over a stretch of pixels.
type axis struct {
	from, to    parley.Day
	left, right float64
}

// The days that can be drawn: those with a date.
var (
	dayOne  = first(1, 1)
	dayLast = first(9999, 12) + 30
)

// newAxis holds the days from and to, and never fewer than so many.
func newAxis(from, to parley.Day, least int, left, right float64) axis {
	from = min(max(from, dayOne), dayLast-parley.Day(least)-1)
	to = min(max(to, from), dayLast)
	if lack := parley.Day(least) - (to - from); lack > 0 {
		to += lack
	}
	return axis{from, to, left, right}
}

func (a axis) x(d parley.Day) float64 {
	d = min(max(d, a.from), a.to)
	return a.left + float64(d-a.from)/float64(a.to-a.from)*(a.right-a.left)
}

// labelWidth is the room in pixels that a date on the axis needs.
const labelWidth = 74

// draw writes the axis at a height with as many dates as fit.
func (a axis) draw(c *canvas, y float64, dates Dates) {
	c.line("axis", a.left, y, a.right, y)
	ticks, grain := a.ticks()
	end := 0.0 // of the words before
	for _, d := range ticks {
		x := a.x(d)
		c.line("axis", x, y, x, y+4)
		if dates == nil {
			continue
		}
		words := grain.write(d, dates)
		class, wide := "c", textWidth(words, dateSize)
		from := x - wide/2
		if from+wide > float64(c.width) {
			class, from = "e", x-wide
		}
		if from >= end {
			c.text(class, x, y+18, words)
			end = from + wide + 4
		}
	}
}

// dateSize is that of the font of dates.
const dateSize = 12

// grain is how finely dates are written: by days, months, years.
type grain uint8

const (
	byDay grain = iota
	byMonth
	byYear
)

func (g grain) write(d parley.Day, dates Dates) string {
	y, m, n := d.Date()
	switch g {
	case byYear:
		return dates(y, 0, 0)
	case byMonth:
		return dates(y, m, 0)
	}
	return dates(y, m, n)
}

// steps are the distances between dates that an axis may have, the shortest first: years,
// months, days.
var steps = []struct{ years, months, days int }{
	{0, 0, 1},
	{0, 0, 7},
	{0, 0, 14},
	{0, 1, 0},
	{0, 3, 0},
	{0, 6, 0},
	{1, 0, 0},
	{2, 0, 0},
	{5, 0, 0},
	{10, 0, 0},
	{25, 0, 0},
	{100, 0, 0},
}

// ticks are round dates of the axis, as close as their words allow.
func (a axis) ticks() (days []parley.Day, g grain) {
	gap := float64(a.to-a.from) / (a.right - a.left) * labelWidth
	for _, s := range steps {
		length := float64(s.years)*365 + float64(s.months)*30 + float64(s.days)
		if length < gap && s.years < 100 {
			continue
		}
		y, m, _ := a.from.Date()
		at := a.from
		switch {
		case s.years > 0:
			g = byYear
			at = first(max(1, y/s.years*s.years), 1)
		case s.months > 0:
			g = byMonth
			at = first(y, (m-1)/s.months*s.months+1)
		}
		for ; at <= a.to; at = after(at, s.years, s.months, s.days) {
			if at >= a.from {
				days = append(days, at)
			}
		}
		break
	}
	return days, g
}

// first is the first day of a month.
func first(year, month int) parley.Day {
	d, ok := parley.NewDay(year, month, 1)
	if !ok {
		return parley.DayMax
	}
	return d
}

// after is the first of the month so many years and months later, or the day so many days
// later.
func after(d parley.Day, years, months, days int) parley.Day {
	if days > 0 {
		return d + parley.Day(days)
	}
	y, m, _ := d.Date()
	m += months - 1
	return first(y+years+m/12, m%12+1)
}
