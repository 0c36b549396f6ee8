package source

import (
	"strings"
	"time"
)

// feedLayouts are the ways in which feeds and messages write a time, after the name of the
// weekday and blanks were taken off.
var feedLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05Z0700",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05", "2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04 MST", "2 Jan 2006 15:04", "2 Jan 2006",
	"2 January 2006 15:04:05 -0700", "2 January 2006 15:04:05 MST", "2 January 2006",
	"2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04:05 MST", "2-Jan-2006 15:04:05 MST", "2-Jan-06 15:04:05 MST",
	"Jan 2, 2006 15:04:05 MST", "Jan 2, 2006 15:04", "January 2, 2006 15:04:05 MST", "January 2, 2006", "Jan _2 15:04:05 2006", "Jan _2 15:04:05 MST 2006",
	"2006-01-02", "2006-01", "20060102", "2006/01/02",
}

// zones are the names of zones whose distance from Greenwich RFC 822 gives.
var zones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000", "EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}

// feedTime brings a time of a feed into the form of Page.Published: RFC 3339, or a day; ""
// where it is none. A year of two digits is none: nobody knows its century.
func feedTime(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" || len(s) > 60 {
		return ""
	}
	if before, after, ok := strings.Cut(s, ","); ok && !strings.ContainsAny(before, "0123456789") {
		s = strings.TrimSpace(after)
	} else if f := strings.Fields(s); len(f) > 4 && len(f[0]) <= 4 && !strings.ContainsAny(f[0], "0123456789") && !strings.ContainsAny(f[1], "0123456789,") {
		s = strings.Join(f[1:], " ") // asctime: Mon Jan 2 15:04:05 2006
	}
	s = zone(s)
	for _, layout := range feedLayouts {
		t, err := time.Parse(layout, s)
		if err != nil || t.Year() < 1990 || t.Year() > 9998 {
			continue
		}
		switch {
		case layout == "2006-01":
			return t.Format("2006-01")
		case !strings.Contains(layout, "15:04"):
			return t.Format(time.DateOnly)
		case !strings.Contains(layout, "07") && !strings.Contains(layout, "MST"):
			return t.Format(time.DateOnly) // a clock of an unknown zone
		}
		return t.Format(time.RFC3339)
	}
	return ""
}

// zone writes the zone at the end of a time as its distance from Greenwich: "GMT+7",
// "+07", "EST". Behind a bracket it is a remark.
func zone(s string) string {
	if i := strings.IndexByte(s, '('); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s
	}
	head, last := s[:i], s[i+1:]
	if d, ok := zones[strings.ToUpper(last)]; ok {
		return head + " " + d
	}
	for _, p := range []string{"GMT", "UTC"} {
		last = strings.TrimPrefix(last, p)
	}
	if len(last) < 2 || last[0] != '+' && last[0] != '-' {
		return s
	}
	digits := strings.ReplaceAll(last[1:], ":", "")
	switch len(digits) {
	case 1:
		digits = "0" + digits + "00"
	case 2:
		digits += "00"
	}
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(head, "GMT"), "UTC")) + " " + last[:1] + digits
}
