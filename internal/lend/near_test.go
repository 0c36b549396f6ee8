package lend

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
)

// ofDay makes an item of a day that names persons; one with the year 0 asks for it.
func ofDay(t *testing.T, page string, year, month, date int, who ...uint32) *Item {
	t.Helper()
	v := fmt.Sprintf("%04d-%02d-%02d", year, month, date)
	if year == 0 {
		v = fmt.Sprintf("XXXX-%02d-%02d", month, date)
	}
	it := &Item{ID: page + "/0", Page: page, Head: Head{Title: page, Asks: year == 0, Named: who, YearDay: yearDay(&parley.Date{Value: v})}}
	if year > 0 {
		it.Day, _ = parley.NewDay(year, month, date)
	}
	return it
}

// TestNearest: items of one time of the year lend each other the year by whom they name.
func TestNearest(t *testing.T) {
	const envoy, prisoner, minister = 1, 2, 3
	for _, c := range []struct {
		why    string
		others []*Item
		want   string
	}{
		{"two persons in the same weeks", []*Item{ofDay(t, "a", 2017, 6, 14, envoy, prisoner)}, "2017:2"},
		{"at another time of the year", []*Item{ofDay(t, "a", 2017, 9, 14, envoy, prisoner)}, ""},
		{"nobody in common", []*Item{ofDay(t, "a", 2017, 6, 14, minister)}, ""},
		{"of each year who names most", []*Item{ofDay(t, "a", 2017, 6, 14, envoy), ofDay(t, "b", 2017, 6, 30, envoy, prisoner), ofDay(t, "c", 2018, 6, 20, prisoner)}, "2017:2 2018:1"},
		{"as many in two years say nothing", []*Item{ofDay(t, "a", 2017, 6, 14, envoy), ofDay(t, "b", 2018, 6, 20, prisoner)}, ""},
		{"who asks himself lends nothing", []*Item{ofDay(t, "a", 0, 6, 14, envoy, prisoner)}, ""},
	} {
		asks := ofDay(t, "asks", 0, 6, 22, envoy, prisoner)
		var got []string
		for _, l := range nearest(asks, c.others) {
			y, _, _ := l.Day.Date()
			got = append(got, fmt.Sprintf("%d:%d", y, l.Named))
			if !strings.Contains(l.Why, "names too") {
				t.Errorf("%s: %s", c.why, l.Why)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.why, got, c.want)
		}
	}
}

// TestNearCells: who asks and who lends find each other where their days lie near enough, also over the turn of
// the year.
func TestNearCells(t *testing.T) {
	for day := range 366 {
		first, _ := parley.NewDay(2000, 1, 1)
		_, m, d := (first + parley.Day(day)).Date()
		asks := ofDay(t, "asks", 0, m, d, 7)
		for _, by := range []parley.Day{-nearDays, -7, 0, 7, nearDays} {
			_, m, d := (first + parley.Day(day) + by).Date()
			lends := ofDay(t, "lends", 2016, m, d, 7)
			if near(asks, lends) != 1 {
				t.Fatalf("%d and %d days: not near", day, by)
			}
			if !slices.ContainsFunc(asks.Others(), func(c int64) bool { return slices.Contains(lends.Own(), c) }) ||
				!slices.ContainsFunc(lends.Others(), func(c int64) bool { return slices.Contains(asks.Own(), c) }) {
				t.Fatalf("%d and %d days: they do not meet", day, by)
			}
		}
	}
}

// TestDoubtfulAsks: an item of a year in doubt lends none, and borrows only one that is another.
func TestDoubtfulAsks(t *testing.T) {
	asks := ofDay(t, "asks", 2018, 6, 22, 1, 2)
	asks.Asks = true
	if got := Weigh(asks, []*Item{ofDay(t, "a", 2018, 6, 20, 1, 2)}); got != nil {
		t.Errorf("of its own year: %v", got)
	}
	if got := Weigh(asks, []*Item{ofDay(t, "a", 2017, 6, 20, 1, 2)}); len(got) != 1 {
		t.Errorf("of another: %v", got)
	}
}
