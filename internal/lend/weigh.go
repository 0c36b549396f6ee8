package lend

// This file weighs what the items that lend say of one that asks.

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// Loan is what one item says of the day of another.
type Loan struct {
	Item  string     // id of the item that lends
	Day   parley.Day // of the item itself where Copy is set, else of what both tell
	Copy  bool       `json:",omitempty"` // they share their text
	Part  bool       `json:",omitempty"` // but not most of it
	Firm  bool       `json:",omitempty"` // more than the lending item's own text says Day
	Old   bool       `json:",omitempty"` // what both tell is only recalled by the item that asks
	Ahead bool       `json:",omitempty"` // it is still to come for it
	What  uint64     `json:",omitempty"` // what both tell
	Named int        `json:",omitempty"` // they do no more than name so many of the same persons, at one time of the year
	Why   string     // for readers; a pattern of words/reasons.tsv
}

const (
	copied   = 0.5 // share of the shorter text from which two items are copies
	partly   = 0.2 // the same, from which they have a part in common
	telling  = 3   // points that what both tell must have for a year
	maxYear  = 4   // loans of a sort for one year
	maxLoans = 16
)

// Weigh gives the loans of an item among those that lend, in an order that does not depend
// on theirs.
func Weigh(it *Item, others []*Item) []Loan {
	var out []Loan
	told := newYears()
	for _, o := range others {
		if o.Asks || o.Page == it.Page || it.ID == o.ID {
			continue
		}
		if s := share(it, o); s >= partly {
			out = append(out, Loan{
				Item: o.ID, Day: o.Day, Copy: true, Part: s < copied, Firm: o.Firm,
				Why: fmt.Sprintf("it shares %d %% of its text with «%s» of %s", min(int(s*20+.5)*5, 100), o.Title, o.Day),
			})
		}
		told.add(it, o)
	}
	out = append(out, told.loans()...)
	slices.SortFunc(out, order)
	out = append(few(out), nearest(it, others)...)
	if len(out) == 0 || it.Day != 0 && !slices.ContainsFunc(out, it.contradicts) {
		return nil
	}
	return out
}

// contradicts tells whether a loan speaks for another year than that which the item itself, in doubt, tells.
func (it *Item) contradicts(l Loan) bool {
	const near = 180 // days
	return l.Day < it.Day-near || l.Day > it.Day+near
}

// order puts copies before what both tell, what is firm before the rest.
func order(a, b Loan) int {
	return cmp.Or(
		-truth(a.Copy, b.Copy), truth(a.Part, b.Part), -truth(a.Firm, b.Firm), cmp.Compare(a.Day, b.Day), cmp.Compare(a.What, b.What), strings.Compare(a.Item, b.Item),
	)
}

func truth(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// few keeps one loan of each sort and day, a few of each year, and not more than can be told.
func few(in []Loan) []Loan {
	type sort struct {
		day              parley.Day
		copy, part, firm bool
		what             uint64
	}
	type span struct {
		year       int
		copy, part bool
	}
	times, years := map[sort]int{}, map[span]int{}
	out := make([]Loan, 0, maxLoans)
	for _, l := range in {
		k := sort{l.Day, l.Copy, l.Part, l.Firm, l.What}
		times[k]++
		if times[k] > 2 || times[k] > 1 && (!l.Copy || !l.Firm) { // a second copy of the same day says that it is no chance
			continue
		}
		y, _, _ := l.Day.Date()
		years[span{y, l.Copy, l.Part}]++
		if years[span{y, l.Copy, l.Part}] <= maxYear && len(out) < maxLoans {
			out = append(out, l)
		}
	}
	return out
}

// years are what dated items say of the years of an item's deeds.
type years struct {
	found  map[int]map[uint64]int // year → deed → its points
	lender map[deedKey]Loan
}

func newYears() *years {
	return &years{map[int]map[uint64]int{}, map[deedKey]Loan{}}
}

// add looks for what both tell.
func (y *years) add(it, o *Item) {
	for i := range it.Deeds {
		a := &it.Deeds[i]
		for j := range o.Deeds {
			b := &o.Deeds[j]
			if a.What != b.What || a.Month != b.Month || a.Date != b.Date {
				continue
			}
			n := points(a, b)
			if n == 0 {
				continue
			}
			day, ok := parley.NewDay(b.Year, b.Month, b.Date)
			if !ok {
				continue
			}
			key := mix(a.What, a.Month, a.Date)
			if y.found[b.Year] == nil {
				y.found[b.Year] = map[uint64]int{}
			}
			y.found[b.Year][key] = max(y.found[b.Year][key], n)
			l := Loan{
				Item: o.ID, Day: day, Firm: o.Firm, Old: a.Old, Ahead: a.Ahead, What: key,
				Why: fmt.Sprintf("what it tells of %s is told in «%s» of %s too", day, o.Title, o.Day),
			}
			k := deedKey{a.What, a.Month, a.Date, b.Year}
			if had, ok := y.lender[k]; !ok || order(l, had) < 0 {
				y.lender[k] = l
			}
		}
	}
}

// points say how little two items would tell that of the same day of two years by chance.
func points(a, b *Deed) int {
	if a.Where != 0 && b.Where != 0 && a.Where != b.Where {
		return 0
	}
	n := 1
	if a.Meets {
		n++
	}
	if a.Where != 0 && a.Where == b.Where {
		n++
	}
	for _, w := range a.Who {
		if slices.Contains(b.Who, w) {
			n++
		}
	}
	return n
}

// loans are those of the years for which enough speaks.
func (y *years) loans() (out []Loan) {
	for k, l := range y.lender {
		sum := 0
		for _, n := range y.found[k.year] {
			sum += n
		}
		if sum >= telling {
			out = append(out, l)
		}
	}
	return out
}
