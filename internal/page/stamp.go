package page

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// This file reads the dates and times that metadata and lines beside a title give: in
// figures of any script, in ISO 8601, and with the names of months that Words know.

// stamp is a date that a page says.
type stamp struct {
	day   string // EDTF: a day, a month, or [a,b] where the order of day and month is open
	clock string // "07:45" or ""
	zone  string // "+07:00", "Z", or "" where not said
}

// whole tells whether the stamp is one day.
func (s stamp) whole() bool { return len(s.day) == 10 }

// time gives the clock with its zone.
func (s stamp) time() string {
	if s.clock == "" {
		return ""
	}
	return s.clock + s.zone
}

// apart gives the days from a to b; ok is false where one of them is not one day.
func apart(a, b stamp) (days int, ok bool) {
	if !a.whole() || !b.whole() {
		return 0, false
	}
	x, ok1 := parley.DaysOf(a.day)
	y, ok2 := parley.DaysOf(b.day)
	return int(y.From - x.From), ok1 && ok2
}

// dayOrder says which of two small figures before a year is the day.
type dayOrder uint8

const (
	orderOpen dayOrder = iota
	dayFirst
	monthFirst
)

// placed is a stamp and where in the text it stands, in bytes.
type placed struct {
	stamp
	start, end int
	updated    bool // markup says that it is the date of an update
}

// maxStamp bounds, in bytes, the text in which dates are looked for, and maxStamps how
// many are.
const (
	maxStamp  = 400
	maxStamps = 6
)

// dates is what a page's dates are read by.
type dates struct {
	lex   *lexicon
	lang  string // BCP 47 language of the page without region, or ""
	order dayOrder
}

// one reads a value of metadata: the first date in it, or the time in seconds since 1970.
func (d *dates) one(s string) (stamp, bool) {
	s = strings.TrimSpace(s)
	if len(s) > maxStamp {
		return stamp{}, false
	}
	if compact, ok := compactDate(s); ok {
		return compact, true
	}
	if list := d.in(s); len(list) > 0 {
		return list[0].stamp, true
	}
	return stamp{}, false
}

// in finds the dates of a text, in order. A clock beside the only date of the text is its.
func (d *dates) in(s string) []placed {
	s = asciiDigits(s)
	if len(s) > maxStamp {
		return nil
	}
	var out []placed
	for i := 0; i < len(s) && len(out) < maxStamps; i++ {
		if s[i] < '0' || s[i] > '9' || i > 0 && isWordByte(s[i-1]) && !cjkBefore(s, i) {
			continue
		}
		if p, ok := d.figures(s, i); ok {
			out = append(out, p)
			i = p.end - 1
			continue
		}
		for i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' {
			i++
		}
	}
	if len(out) == 0 {
		out = d.named(s)
	}
	if len(out) == 0 && strings.Contains(s, "-") { // 14-Apr-2025
		out = d.named(strings.ReplaceAll(s, "-", " "))
	}
	if len(out) == 1 && out[0].clock == "" {
		p := &out[0]
		if p.clock = clockIn(s[p.end:]); p.clock == "" {
			p.clock = clockIn(s[:p.start])
		}
	}
	return out
}

// figures reads a date in figures that begins at s[i].
func (d *dates) figures(s string, i int) (placed, bool) {
	var n, digits [3]int
	at := i
	var seps [2]string
	for k := 0; k < 3; k++ {
		from := at
		for at < len(s) && s[at] >= '0' && s[at] <= '9' && at-from < 5 {
			at++
		}
		if at == from || k == 2 && at < len(s) && s[at] >= '0' && s[at] <= '9' {
			return placed{}, false
		}
		n[k], _ = strconv.Atoi(s[from:at])
		digits[k] = at - from
		if k == 2 {
			break
		}
		sep := separator(s[at:])
		if sep == "" {
			return placed{}, false
		}
		seps[k] = sep
		at += len(sep)
	}
	if len(strings.TrimSpace(seps[0])) == 1 && strings.TrimSpace(seps[0]) != strings.TrimSpace(seps[1]) {
		return placed{}, false
	}
	p := placed{start: i, end: at}
	switch {
	case digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2:
		p.day, _ = day(commonYear(n[0]), n[1], n[2])
	case digits[2] == 4 && digits[0] <= 2 && digits[1] <= 2:
		p.day = d.smallFirst(n[0], n[1], commonYear(n[2]), seps[0])
	}
	if p.day == "" {
		return placed{}, false
	}
	clock, zone, used := isoClock(s[at:])
	p.clock, p.zone = clock, zone
	p.end += used
	return p, true
}

// smallFirst gives the date of two small figures before a year: both readings where
// nothing decides which of them is the day.
func (d *dates) smallFirst(a, b, year int, sep string) string {
	dm, ok1 := day(year, b, a)
	md, ok2 := day(year, a, b)
	switch {
	case !ok1:
		return md
	case !ok2 || dm == md || d.order == dayFirst || strings.TrimSpace(sep) == ".":
		return dm
	case d.order == monthFirst:
		return md
	}
	return "[" + min(dm, md) + "," + max(dm, md) + "]"
}

// separator gives what stands between two figures of a date: a mark with or without
// spaces, or one ideograph or Hangul syllable; "" for anything else.
func separator(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if r != '/' && r != '-' && r != '.' && !unicode.In(r, unicode.Han, unicode.Hangul) {
		return ""
	}
	if n < len(s) && s[n] == ' ' {
		n++
	}
	return s[:n]
}

// cjkBefore tells whether an ideograph or Hangul syllable ends before s[i], which may touch a figure.
func cjkBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.In(r, unicode.Han, unicode.Hangul)
}

// commonYear brings a year of the Buddhist era into the common one.
func commonYear(y int) int {
	if y >= 2440 && y <= 2643 {
		return y - 543
	}
	return y
}

// isoClock reads a time that follows a date at once: T07:45:00.000+07:00.
func isoClock(s string) (clock, zone string, used int) {
	i := 0
	for i < len(s) && i < 2 && (s[i] == 'T' || s[i] == 't' || s[i] == ' ' || s[i] == ',') {
		i++
	}
	if i == 0 {
		return "", "", 0
	}
	clock, n := clockAt(s[i:])
	if clock == "" {
		return "", "", 0
	}
	i += n
	for i < len(s) && (s[i] == ':' || s[i] == '.' || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	zone, n = zoneAt(s[i:])
	return clock, zone, i + n
}

// zoneAt reads a zone at the start of s: Z, +07:00, -0400, +07.
func zoneAt(s string) (string, int) {
	t := strings.TrimLeft(s, " ")
	skipped := len(s) - len(t)
	if t == "" {
		return "", 0
	}
	if t[0] == 'Z' || t[0] == 'z' {
		return "Z", skipped + 1
	}
	if (t[0] != '+' && t[0] != '-') || len(t) < 3 || !digit(t[1]) || !digit(t[2]) {
		return "", 0
	}
	hours, minutes, n := t[1:3], "00", 3
	rest := strings.TrimPrefix(t[3:], ":")
	if len(rest) >= 2 && digit(rest[0]) && digit(rest[1]) {
		minutes, n = rest[:2], len(t)-len(rest)+2
	}
	return t[:1] + hours + ":" + minutes, skipped + n
}

// clockIn finds a time of day in s: 7:45, 07h45, 7:45 pm.
func clockIn(s string) string {
	for i := 0; i < len(s); i++ {
		if digit(s[i]) && (i == 0 || !digit(s[i-1]) && s[i-1] != ':') {
			if c, _ := clockAt(s[i:]); c != "" {
				return c
			}
		}
	}
	return ""
}

// clockAt reads a time of day at the start of s.
func clockAt(s string) (string, int) {
	i := 0
	for i < len(s) && i < 3 && digit(s[i]) {
		i++
	}
	if i == 0 || i > 2 || i+2 >= len(s) || (s[i] != ':' && s[i] != 'h') || !digit(s[i+1]) || !digit(s[i+2]) {
		return "", 0
	}
	h, _ := strconv.Atoi(s[:i])
	m, _ := strconv.Atoi(s[i+1 : i+3])
	n := i + 3
	if n < len(s) && digit(s[n]) {
		return "", 0
	}
	half := strings.ToLower(strings.ReplaceAll(strings.TrimLeft(s[n:min(len(s), n+6)], " "), ".", ""))
	switch {
	case strings.HasPrefix(half, "pm") && h < 12:
		h += 12
	case strings.HasPrefix(half, "am") && h == 12:
		h = 0
	}
	if h > 23 || m > 59 {
		return "", 0
	}
	return twoDigits(h) + ":" + twoDigits(m), n
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }

// named finds dates whose month is a word, or stands between words that dates are made of.
func (d *dates) named(s string) []placed {
	toks := tokenize(s, nil)
	var out []placed
	for i := 0; i < len(toks) && len(out) < maxStamps; i++ {
		m, words := d.month(toks[i:])
		month := i + max(0, words-1)
		if m == 0 && i+1 < len(toks) && d.lex.dateWord.prefix(toks[i:]) == 1 {
			if v, ok := number(toks[i+1].low); ok && v >= 1 && v <= 12 && len(toks[i+1].low) <= 2 {
				m, month = v, i+1 // a word for month, and its number
			}
		}
		if m == 0 {
			continue
		}
		if p, ok := around(toks, i, month, m); ok {
			out = append(out, p)
			i = max(i, month)
		}
	}
	return out
}

// month gives the number of the month whose name begins toks, and how many words that has.
func (d *dates) month(toks []token) (number, words int) {
	if !d.lex.monthStarts[toks[0].low] {
		return 0, 0
	}
	name := ""
	for i := 0; i < len(toks) && i < monthWords; i++ {
		if i > 0 {
			name += " "
		}
		name += toks[i].low
		if m := d.lex.monthNumber(d.lang, name); m > 0 {
			number, words = m, i+1
		}
	}
	return number, words
}

// monthWords is how many words the name of a month has at most.
const monthWords = 3

// around reads day and year beside a month, which takes toks[first:last+1].
func around(toks []token, first, last, m int) (placed, bool) {
	before, beforeAt := numberNear(toks, first, -1)
	after, afterAt := numberNear(toks, last, 1)
	p := placed{start: toks[first].start, end: toks[last].end}
	ok := false
	switch {
	case isDay(before) && isYear(after):
		p.day, ok = day(commonYear(after), m, before)
		p.start, p.end = toks[beforeAt].start, toks[afterAt].end
	case isDay(after):
		year, at := numberNear(toks, afterAt, 1)
		if !isYear(year) && isYear(before) {
			year, p.start = before, toks[beforeAt].start
			at = afterAt
		}
		if isYear(year) {
			p.day, ok = day(commonYear(year), m, after)
			p.end = max(toks[at].end, toks[afterAt].end)
		}
	case isDay(before) && isYear(yearBefore(toks, beforeAt)): // the year stands first
		p.day, ok = day(commonYear(yearBefore(toks, beforeAt)), m, before)
		p.start = toks[beforeAt].start
	case isYear(after) && first == last: // month and year alone
		p.day, ok = strconv.Itoa(commonYear(after))+"-"+twoDigits(m), true
		p.end = toks[afterAt].end
	}
	return p, ok
}

// yearBefore gives the number before token i, perhaps before a word of a few letters; -1 where there is none.
func yearBefore(toks []token, i int) int {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		if v, ok := number(toks[k].low); ok {
			return v
		}
		if utf8.RuneCountInString(toks[k].low) > 4 {
			break
		}
	}
	return -1
}

func isDay(n int) bool  { return n >= 1 && n <= 31 }
func isYear(n int) bool { return n >= 1900 && n <= 2643 }

// numberNear gives the number beside token i in the direction, perhaps behind one short
// word; -1 where there is none.
func numberNear(toks []token, i, step int) (value, at int) {
	for k := 1; k <= 2; k++ {
		j := i + k*step
		if j < 0 || j >= len(toks) {
			break
		}
		if v, ok := number(toks[j].low); ok {
			return v, j
		}
		if utf8.RuneCountInString(toks[j].low) > 3 {
			break
		}
	}
	return -1, 0
}

// number reads the figures that a word begins with; up to three letters may follow: 1st, 14e.
func number(s string) (int, bool) {
	i := 0
	for i < len(s) && digit(s[i]) {
		i++
	}
	if i == 0 || i > 4 || len(s)-i > 3 || strings.ContainsAny(s[i:], ".,-+'") {
		return 0, false
	}
	n, _ := strconv.Atoi(s[:i])
	return n, true
}

// monthNumber gives the number of the month that a word names in the language, or else in
// the first language whose table has it; 0 where it names none.
func (l *lexicon) monthNumber(lang, word string) int {
	if m := l.monthsOf[lang][word]; m > 0 {
		return m
	}
	return l.months[word]
}

// compactDate reads 20250414, 20250414103000, and seconds or milliseconds since 1970.
func compactDate(s string) (stamp, bool) {
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) && (i != 8 || s[i] != 'T') {
			return stamp{}, false
		}
	}
	switch {
	case len(s) == 10 || len(s) == 13:
		n, err := strconv.ParseInt(s[:10], 10, 64)
		if err == nil && n > 600e6 && n < 4102e6 {
			return stamp{day: parley.Day(n / 86400).String(), clock: twoDigits(int(n%86400/3600)) + ":" + twoDigits(int(n%3600/60)), zone: "Z"}, true
		}
	case len(s) >= 8:
		y, _ := strconv.Atoi(s[:4])
		m, _ := strconv.Atoi(s[4:6])
		d, _ := strconv.Atoi(s[6:8])
		if v, ok := day(y, m, d); ok && y >= 1980 {
			return stamp{day: v}, true
		}
	}
	return stamp{}, false
}

// asciiDigits writes the figures of other scripts as 0 to 9.
func asciiDigits(s string) string {
	for _, r := range s {
		if foreignDigit(r) {
			return strings.Map(func(r rune) rune {
				if foreignDigit(r) {
					return '0' + digitValue(r)
				}
				return r
			}, s)
		}
	}
	return s
}

// foreignDigit tells whether r is a figure of a script that writes its ten in one run.
func foreignDigit(r rune) bool { return r >= utf8.RuneSelf && r <= 0xffff && unicode.IsDigit(r) }

// digitValue gives the value of a figure: the figures of a script stand in runs of ten.
func digitValue(r rune) rune {
	n := rune(0)
	for n < 9 && unicode.IsDigit(r-n-1) {
		n++
	}
	return n
}
