package annotate

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley"
)

// What the calendar tells of the actors of an item's head in the weeks before the day that it names says
// a little of its year: news comes in storms. "On 10/6 Russia called on Qatar and its neighbours to talk"
// is likelier of the year in which these broke with Qatar on 5/6.

const (
	seasonDays  = 21  // how far back from the day
	seasonHead  = 4   // sentences in which the actors and deeds must stand
	seasonShare = .6  // of what the day itself would weigh
	seasonMost  = 2.4 // for one year
	seasonRare  = 3.  // the weight from which a happening of one actor counts
	seasonEven  = 100 // happenings that the calendar tells of a year to count as it says: more weigh less
)

// seasonFacts adds what the calendar tells of the item's actors shortly before the first day
// that its head names without a year.
func (d *discourse) seasonFacts() {
	c := d.a.calendar
	day, ok := d.headDay()
	if c == nil || !ok {
		return
	}
	var named, deeds []string
	for k := range d.idx[:min(seasonHead, len(d.idx))] {
		named = d.namedIDs(named, k)
		deeds = append(deeds, d.deeds(k)...)
	}
	years := map[int]*Fact{}
	var order []int
	for back := range seasonDays {
		_, m, n := (day - parley.Day(back)).Date()
		for _, h := range c.byDay[[2]int{m, n}] {
			if !d.inSeason(h, named, deeds) {
				continue
			}
			y, _, _ := h.in.From.Date()
			f := years[y]
			if f == nil {
				f = &Fact{Ageless: true, Alternatives: []parley.Interval{around(h.in.From, TensePast)}, Why: fmt.Sprintf("it follows what %s did on %s", strings.Join(h.Who, ", "), h.in.From)}
				years[y] = f
				order = append(order, y)
			}
			w := seasonShare * h.weight * (1 - float64(back)/(seasonDays+9))
			f.Weight = min(seasonMost, f.Weight+w/max(1, math.Sqrt(float64(c.ofYear[y])/seasonEven)))
		}
	}
	for _, y := range order {
		d.facts = append(d.facts, *years[y])
	}
}

// inSeason tells whether a happening is of all whom the head names and of a deed that it tells, and is
// not a coincidence already. Of one alone of whom the calendar tells often it says nothing.
func (d *discourse) inSeason(h happening, named, deeds []string) bool {
	return h.in.To-h.in.From <= seasonDays && !slices.Contains(d.coincided, h.Happening) && tells(h.Who, named, nil) && (len(h.Who) > 1 || h.weight >= seasonRare) &&
		slices.ContainsFunc(h.Deeds, func(id string) bool { return slices.Contains(deeds, id) })
}

// headDay is the first day without a year in the item's head, in a year that has all days.
func (d *discourse) headDay() (parley.Day, bool) {
	for k := range d.idx[:min(seasonHead, len(d.idx))] {
		for _, e := range d.exprs[k] {
			for _, p := range e.points {
				if p.day > 0 && p.month > 0 && p.year == 0 && p.yearBase == baseNone {
					return parley.NewDay(2000, p.month, p.day)
				}
			}
		}
	}
	return 0, false
}
