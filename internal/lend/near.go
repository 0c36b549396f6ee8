package lend

// This file lends years by company: who is named at one time of the year is seldom the same in another
// year. An envoy, a prisoner and a minister in one text of the middle of June are of the year in which another
// text of that time names them too.

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"parley"
)

const (
	nearDays  = 20 // from the day of one item to that of another, whatever their years
	maxNamed  = 8  // persons kept of an item
	maxNear   = 4  // years lent so
	yearDays  = 366
	nearParts = 18 // of the year, each at least nearDays long
)

// yearDay is the day of the year of an item, from 1; of one that asks it is the day of which nobody knows the
// year. 0 where that is not known.
func yearDay(d *parley.Date) int {
	if d == nil {
		return 0
	}
	value, _, _ := strings.Cut(d.Value, "T")
	e, err := parley.ParseEDTF(value)
	if err != nil {
		return 0
	}
	month, date := 0, 0
	if e.Precision() == parley.PrecisionNoYear {
		month, date, _ = e.MonthDay()
	} else {
		all := []parley.EDTF{e}
		if e.Precision() == parley.PrecisionSet {
			all = e.Members()
		}
		for _, m := range all {
			day, one := m.Day()
			_, a, b := day.Date()
			if !one || month != 0 && (month != a || date != b) {
				return 0
			}
			month, date = a, b
		}
	}
	day, ok := parley.NewDay(2000, month, date)
	first, _ := parley.NewDay(2000, 1, 1)
	if !ok || date == 0 {
		return 0
	}
	return int(day-first) + 1
}

// named are hashes of the persons whom the item names, those named most often first.
func named(r *parley.Reading, item *parley.Item) []uint32 {
	times := map[string]int{}
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Start >= item.Start && m.End <= item.End && strings.HasPrefix(m.Actor, "person:") {
			times[m.Actor]++
		}
	}
	ids := make([]string, 0, len(times))
	for id := range times {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(cmp.Compare(times[b], times[a]), strings.Compare(a, b)) })
	var out []uint32
	for _, id := range ids[:min(len(ids), maxNamed)] {
		out = append(out, uint32(hash(id)))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// near tells how many persons both items name, where they are of one time of the year.
func near(it, o *Item) (n int) {
	if it.YearDay == 0 || o.YearDay == 0 {
		return 0
	}
	apart := max(it.YearDay-o.YearDay, o.YearDay-it.YearDay)
	if min(apart, yearDays-apart) > nearDays {
		return 0
	}
	for _, who := range it.Named {
		if slices.Contains(o.Named, who) {
			n++
		}
	}
	return n
}

// nearest keeps for each year the loan of the item that names most of the same persons.
func nearest(it *Item, others []*Item) []Loan {
	years := map[int]Loan{}
	for _, o := range others {
		if o.Asks || o.Page == it.Page || it.ID == o.ID {
			continue
		}
		n := near(it, o)
		if n == 0 {
			continue
		}
		y, _, _ := o.Day.Date()
		l := Loan{
			Item: o.ID, Day: o.Day, Firm: o.Firm, Named: n,
			Why: fmt.Sprintf("it names %d people whom «%s» of %s names too", n, o.Title, o.Day),
		}
		if n == 1 {
			l.Why = fmt.Sprintf("it names somebody whom «%s» of %s names too", o.Title, o.Day)
		}
		if had, ok := years[y]; !ok || nearer(l, had) < 0 {
			years[y] = l
		}
	}
	out := make([]Loan, 0, len(years))
	for _, l := range years {
		out = append(out, l)
	}
	slices.SortFunc(out, nearer)
	if len(out) > 1 && out[0].Named == out[1].Named {
		return nil
	}
	return out[:min(len(out), maxNear)]
}

func nearer(a, b Loan) int {
	return cmp.Or(cmp.Compare(b.Named, a.Named), -truth(a.Firm, b.Firm), cmp.Compare(a.Day, b.Day), strings.Compare(a.Item, b.Item))
}

// nearCells are the cells of the item's persons in a part of the year: its own, and with those beside it where
// wide is set.
func (it *Item) nearCells(wide bool) (out []int64) {
	if it.YearDay == 0 {
		return nil
	}
	reach := 0
	if wide {
		reach = 1
	}
	part := (it.YearDay - 1) * nearParts / yearDays
	for _, who := range it.Named {
		for d := -reach; d <= reach; d++ {
			h := fnv.New64a()
			_, _ = h.Write([]byte(strconv.Itoa(int(who)) + " " + strconv.Itoa((part+d+nearParts)%nearParts))) // never fails
			out = append(out, cellNear|int64(h.Sum64()>>5))
		}
	}
	return out
}
