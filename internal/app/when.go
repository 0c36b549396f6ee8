package app

import (
	"strconv"
	"strings"

	"parley"
)

// date says an EDTF value in the language.
func (n *names) date(language, v string) string {
	w := func(id string, pairs ...string) string { return fill(n.word(language, id), pairs...) }
	v, _, _ = strings.Cut(v, "T")
	if bare := strings.TrimRight(v, "?~%"); bare != v {
		return w("date:about", "a", n.date(language, bare))
	}
	if len(v) > 2 && (v[0] == '[' || v[0] == '{') {
		sep := "list:or"
		if v[0] == '{' {
			sep = "list:and"
		}
		return n.dates(language, strings.Split(v[1:len(v)-1], ","), sep)
	}
	a, b, ok := strings.Cut(v, "/")
	switch {
	case !ok:
		return n.simpleDate(language, v)
	case b == "" || b == "..":
		return w("date:from", "a", n.date(language, a))
	case a == "" || a == "..":
		return w("date:until", "a", n.date(language, b))
	case len(a) == 10 && len(b) == 10 && a[:8] == b[:8]:
		return w("date:days", "d1", trim(a[8:]), "d2", trim(b[8:]), "m", trim(a[5:7]), "month", n.month(language, a[5:7]), "y", a[:4])
	}
	return w("date:range", "a", n.date(language, a), "b", n.date(language, b))
}

// dates joins several values.
func (n *names) dates(language string, all []string, sep string) string {
	var out strings.Builder
	for i, m := range all {
		switch {
		case i == 0:
		case i == len(all)-1:
			out.WriteString(" " + n.word(language, sep) + " ")
		default:
			out.WriteString(n.word(language, "list:comma") + " ")
		}
		out.WriteString(n.date(language, m))
	}
	return out.String()
}

// simpleDate says a day, month, season, year or decade.
func (n *names) simpleDate(language, v string) string {
	w := func(id string, pairs ...string) string { return fill(n.word(language, id), pairs...) }
	if _, err := parley.ParseEDTF(v); err != nil {
		return v
	}
	y, rest, _ := strings.Cut(v, "-")
	m, d, day := strings.Cut(rest, "-")
	switch {
	case strings.HasSuffix(y, "X") && y != "XXXX":
		return w("date:decade", "y", strings.ReplaceAll(y, "X", "0"))
	case y == "XXXX" && day:
		return w("date:no-year", "d", trim(d), "m", trim(m), "month", n.month(language, m))
	case y == "XXXX" && len(n.month(language, m)) > 0:
		return w("date:month-no-year", "m", trim(m), "month", n.month(language, m))
	case day:
		return w("date:day", "d", trim(d), "m", trim(m), "month", n.month(language, m), "y", y)
	case m == "":
		return w("date:year", "y", y)
	}
	return n.partOfYear(language, y, m)
}

// partOfYear says a month, season (21–24), quarter (33–36) or half (40, 41) of a year.
func (n *names) partOfYear(language, y, m string) string {
	w := func(id string, pairs ...string) string { return fill(n.word(language, id), pairs...) }
	k, _ := strconv.Atoi(m)
	pick := func(id string, i int) string {
		if l := n.list(language, id); i >= 0 && i < len(l) {
			return l[i]
		}
		return m
	}
	switch {
	case k >= 1 && k <= 12:
		return w("date:month", "m", trim(m), "month", n.month(language, m), "y", y)
	case k >= 21 && k <= 32:
		return w("date:season", "season", pick("season", (k-21)%4), "y", y)
	case k >= 33 && k <= 36:
		return w("date:quarter", "q", strconv.Itoa(k-32), "y", y)
	case k >= 40 && k <= 41:
		return w("date:half", "half", pick("half", k-40), "y", y)
	}
	return y + "-" + m
}

// month is the name of a month given as two digits.
func (n *names) month(language, m string) string {
	k, err := strconv.Atoi(m)
	if l := n.list(language, "month"); err == nil && k >= 1 && k <= len(l) {
		return l[k-1]
	}
	return m
}

func trim(digits string) string { return strings.TrimLeft(digits, "0") }

// duration says an ISO 8601 duration such as PT1H30M or P2D.
func (n *names) duration(language, v string) string {
	var parts []string
	inTime, num := false, ""
	for _, r := range v {
		switch {
		case r == 'P':
		case r == 'T':
			inTime = true
		case r >= '0' && r <= '9' || r == '.':
			num += string(r)
		default:
			unit := map[rune]string{'Y': "year", 'M': "month", 'W': "week", 'D': "day", 'H': "hour"}[r]
			if inTime && r == 'M' {
				unit = "minute"
			}
			if unit == "" || num == "" {
				return v
			}
			form := n.word(language, "duration:"+unit)
			if one := "duration:" + unit + ":one"; num == "1" && n.word(language, one) != one {
				form = n.word(language, one)
			}
			parts = append(parts, fill(form, "n", num))
			num = ""
		}
	}
	return strings.Join(parts, " ")
}
