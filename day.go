package parley

import "math"

// Day is a civil day of the Gregorian calendar, counted from 1970-01-01. Days compare,
// add and subtract as integers; there are no hours and no zones in the program's dates.
type Day int32

// The ends of time: an Interval that begins at DayMin or ends at DayMax is open there.
const (
	DayMin Day = math.MinInt32
	DayMax Day = math.MaxInt32
)

// NewDay returns the day of a date; ok is false where the calendar has no such day or the
// year is not 1 to 9999.
func NewDay(year, month, day int) (d Day, ok bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > MonthLength(year, month) {
		return 0, false
	}
	return civil(year, month, day), true
}

// civil counts days with years that begin in March, so that the leap day comes last.
func civil(year, month, day int) Day {
	if month <= 2 {
		year--
		month += 12
	}
	return Day(365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719468)
}

// Date returns year, month and day of the month. The open ends have no date: it returns
// zeros for them and for anything outside the years 1 to 9999.
func (d Day) Date() (year, month, day int) {
	if d < civil(1, 1, 1) || d > civil(9999, 12, 31) {
		return 0, 0, 0
	}
	n := int(d) + 719468
	era := n / 146097
	doe := n % 146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	year, month, day = yoe+era*400, mp+3, doy-(153*mp+2)/5+1
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// Weekday is 1 for Monday to 7 for Sunday.
func (d Day) Weekday() int { return ((int(d)+3)%7+7)%7 + 1 }

// Monday is the first day of the week that d lies in.
func (d Day) Monday() Day { return d - Day(d.Weekday()-1) }

// MonthLength is the number of days of a month.
func MonthLength(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// Interval is a run of days, both ends included; DayMin and DayMax are open ends.
type Interval struct{ From, To Day }

// And is what the two share; ok is false where they share no day.
func (i Interval) And(o Interval) (both Interval, ok bool) {
	both = Interval{max(i.From, o.From), min(i.To, o.To)}
	return both, both.From <= both.To
}

// String prints the day as 2025-04-08, the open ends as "..".
func (d Day) String() string {
	y, m, n := d.Date()
	if y == 0 {
		return ".."
	}
	b := make([]byte, 0, len("2025-04-08"))
	b = append(padded(b, y, 4), '-')
	b = append(padded(b, m, 2), '-')
	return string(padded(b, n, 2))
}

// Contains tells whether every day of o lies in i.
func (i Interval) Contains(o Interval) bool { return i.From <= o.From && o.To <= i.To }

// Overlaps tells whether the two share a day.
func (i Interval) Overlaps(o Interval) bool { return i.From <= o.To && o.From <= i.To }

// padded appends n in so many digits, zeros first.
func padded(b []byte, n, width int) []byte {
	for range width {
		b = append(b, '0')
	}
	for i := len(b) - 1; n > 0 && i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return b
}
