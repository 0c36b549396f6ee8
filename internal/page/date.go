package page

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// dayMonthYear finds the first date in figures, day before month, with its whole year:
// 14/04/2021, 14-4-2021, 14.4.2021, or 2021-04-14.
func dayMonthYear(s string) (string, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || (i > 0 && isWordByte(s[i-1])) {
			continue
		}
		if d, ok := dateAt(s[i:]); ok {
			return d, true
		}
	}
	return "", false
}

func isWordByte(b byte) bool { return b >= '0' && b <= '9' || b >= 0x80 || unicode.IsLetter(rune(b)) }

// dateAt reads a date at the start of s.
func dateAt(s string) (string, bool) {
	var n [3]int
	var digits [3]int
	var sep byte
	at := 0
	for k := 0; k < 3; k++ {
		from := at
		for at < len(s) && s[at] >= '0' && s[at] <= '9' && at-from < 5 {
			at++
		}
		if at == from {
			return "", false
		}
		n[k], _ = strconv.Atoi(s[from:at])
		digits[k] = at - from
		if k == 2 {
			break
		}
		if at >= len(s) || (s[at] != '/' && s[at] != '-' && s[at] != '.') || (k == 1 && s[at] != sep) {
			return "", false
		}
		sep = s[at]
		at++
	}
	switch {
	case digits[2] == 4 && digits[0] <= 2:
		return day(n[2], n[1], n[0])
	case digits[0] == 4 && digits[2] <= 2:
		return day(n[0], n[1], n[2])
	}
	return "", false
}

// day gives the EDTF form of a day that exists.
func day(y, m, d int) (string, bool) {
	if y < 1900 || y > 2100 || m < 1 || m > 12 || d < 1 {
		return "", false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return "", false
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d), true
}

// wordDate reads a line that is nothing but a day, a month, a year, and words that go with
// them: "26 June 2025", "updated 6:42 pm June 25, 2025". "" where it is not.
func (l *lexicon) wordDate(u *unit) string {
	var nums []int
	month, year := 0, 0
	for i := 0; i < len(u.toks); {
		t := &u.toks[i]
		if n := max(l.dateWord.prefix(u.toks[i:]), l.weekday.prefix(u.toks[i:])); n > 0 {
			i += n
			continue
		}
		i++
		if m := l.months[t.low]; m > 0 && month == 0 {
			month = m
			continue
		}
		v, err := strconv.Atoi(t.low)
		clock := strings.HasPrefix(u.text[t.end:], ":") || t.start > 0 && u.text[t.start-1] == ':'
		switch {
		case err != nil:
			return ""
		case clock:
		case v >= 1900 && v < 2100 && year == 0:
			year = v
		default:
			nums = append(nums, v)
		}
	}
	if month == 0 && len(nums) == 2 {
		month, nums = nums[1], nums[:1]
	}
	if len(nums) != 1 {
		return ""
	}
	d, _ := day(year, month, nums[0])
	return d
}
