package annotate

// This file dates an item that does not tell its day by what items of other pages lend it:
// those that share its text, and those that tell with the year what it tells without.

import (
	"slices"
	"strings"

	"parley"
)

// Lent is what another item says of the day of one.
type Lent struct {
	Item  string     // its id
	Day   parley.Day // of that item where Copy is set, else of what both tell
	Copy  bool       // the two share their text
	Part  bool       // but not most of it
	Firm  bool       // more than that item's own text says Day
	Old   bool       // what both tell is only recalled
	Ahead bool       // it is still to come
	Named int        // they only name so many of the same persons, at one time of the year
	Why   string
}

// How far the day of an item may lie from what another says of it, in days.
const (
	copyReach   = 10  // of a copy; the days that it names are often of before
	copyLag     = 2   // from the last day that it tells to the one on which a copy of it came out, and between copies
	tellReach   = 14  // after what it tells as news
	recallReach = 330 // after what it only recalls
	aheadReach  = 90  // before what it tells as to come
	nearReach   = 25  // of an item that names the same persons
)

// missLent is what a day loses on which something lent does not hold: more than what news
// names makes a year likely, so that only loans outweigh each other.
const missLent = 19.

// missNamed is what a day loses for the first, the second and the third person whom no item of its year and
// time of the year names, where one of another year does. Of 300 items of two archives that such items lent a
// year, three got a wrong one.
var missNamed = [...]float64{1.5, 2.5, 2}

// borrow dates an item with what is lent. Where that leaves more than one day, or does not
// agree with what the item itself says, the item's own answer stands.
func borrow(in ItemEvidence, own *parley.Date) *parley.Date {
	bounds, open := mayBe(own)
	if !open {
		return own
	}
	f := dateInference{in: in}
	f.collect()
	f.collectLent()
	a, ok := f.anchor(false)
	if !ok || in.Given != nil {
		return f.asCopy(own, bounds)
	}
	days := f.likely(f.candidates(a))
	if len(days) != 1 || !bounds.Contains(parley.Interval{From: days[0], To: days[0]}) {
		return own
	}
	by := f.lenders(days[0])
	if len(by) == 0 || f.denied(days[0]) {
		return own
	}
	for _, l := range by {
		if !l.Copy || !l.Firm {
			continue
		}
		switch late := l.Day - days[0]; {
		case late >= 0 && late <= copyLag: // the days that it tells are those before
			return lentDate(parley.OnDay(l.Day), a.text, by)
		case late > copyLag && !l.Part:
			return f.asCopy(own, bounds)
		}
	}
	return lentDate(parley.OnDay(days[0]), a.text, by)
}

// mayBe gives the days that an item may be of by itself; false where that is a single one.
func mayBe(own *parley.Date) (in parley.Interval, open bool) {
	all := parley.Interval{From: parley.DayMin, To: parley.DayMax}
	if own == nil {
		return all, true
	}
	v, err := parley.ParseEDTF(own.Value)
	if _, day := v.Day(); err != nil || day {
		return all, err == nil && own.Doubtful()
	}
	if v.Precision() == parley.PrecisionNoYear {
		return all, true
	}
	return v.Bounds(), v.Bounds().From != v.Bounds().To
}

// collectLent takes in what is lent: copies as one fact with a day each, of what is told
// together a fact for each deed with a year each.
func (f *dateInference) collectLent() {
	at := map[[2]int]int{} // month and day, zeros for copies → its fact
	var named [len(missNamed)]weighed
	for _, l := range f.in.Lent {
		if l.Named > 0 {
			for n := range min(l.Named, len(named)) {
				named[n].Alternatives = append(named[n].Alternatives, l.reach())
			}
			continue
		}
		var k [2]int
		if !l.Copy {
			_, k[0], k[1] = l.Day.Date()
		}
		i, ok := at[k]
		if !ok {
			i = len(f.facts)
			at[k] = i
			f.facts = append(f.facts, weighed{Fact{}, missLent, 0})
		}
		f.facts[i].Alternatives = append(f.facts[i].Alternatives, l.reach())
	}
	for n := range named {
		if len(named[n].Alternatives) > 0 {
			named[n].miss = missNamed[n]
			f.facts = append(f.facts, named[n])
		}
	}
}

// reach are the days that the item may be of by what is lent.
func (l *Lent) reach() parley.Interval {
	switch {
	case l.Named > 0:
		return parley.Interval{From: l.Day - nearReach, To: l.Day + nearReach}
	case l.Part: // counts where the days that the two tell agree
		return parley.Interval{From: l.Day - copyLag, To: l.Day + 1}
	case l.Copy:
		return parley.Interval{From: l.Day - copyReach, To: l.Day + copyReach}
	case l.Ahead:
		return parley.Interval{From: l.Day - aheadReach, To: l.Day}
	case l.Old:
		return parley.Interval{From: l.Day, To: l.Day + recallReach}
	}
	return parley.Interval{From: l.Day - 1, To: l.Day + tellReach}
}

// lenders are those that say that the item may be of the day.
func (f *dateInference) lenders(day parley.Day) (out []Lent) {
	for _, l := range f.in.Lent {
		if in := l.reach(); in.From <= day && day <= in.To {
			out = append(out, l)
		}
	}
	return out
}

// asCopy dates an item that tells no day by those that share its text: by the day that the
// pages of two of them say, else by the days around.
func (f *dateInference) asCopy(own *parley.Date, bounds parley.Interval) *parley.Date {
	from, to := parley.DayMax, parley.DayMin
	firm, n := 0, 0
	var by []Lent
	for _, l := range f.in.Lent {
		if !l.Copy || l.Part || firm > 0 && !l.Firm {
			continue // firm ones stand first
		}
		by = append(by, l)
		from, to, n = min(from, l.Day), max(to, l.Day), n+1
		if l.Firm {
			firm++
		}
	}
	if firm == 0 && n < 2 || to-from > 1 {
		return own
	}
	v := parley.OnDay(from)
	if firm < 2 || from != to {
		v = parley.Between(parley.OnDay(to-copyLag), parley.OnDay(from+copyLag))
	}
	if both, ok := bounds.And(v.Bounds()); !ok || !bounds.Contains(parley.Interval{From: from, To: from}) {
		return own
	} else if both != v.Bounds() {
		v = parley.Between(parley.OnDay(both.From), parley.OnDay(both.To))
	}
	if f.denied(from) {
		return own
	}
	return lentDate(v, "", by)
}

// denied tells whether what the item itself says speaks against the day.
func (f *dateInference) denied(day parley.Day) bool {
	for i := range f.facts {
		if x := &f.facts[i]; x.miss >= missOffice && x.miss != missLent && x.misses(day+copyLag) && x.misses(day) {
			return true
		}
	}
	return false
}

// lentDate is a date with those who lent it, the most telling first.
func lentDate(v parley.EDTF, anchor string, by []Lent) *parley.Date {
	var why []string
	if anchor != "" {
		why = append(why, anchor)
	}
	for _, l := range by {
		if len(why) < 3 && !slices.Contains(why, l.Why) {
			why = append(why, l.Why)
		}
	}
	return &parley.Date{Value: v.String(), Basis: parley.BasisInferred, Why: strings.Join(why, "; "), Lent: parley.Maybe(by[0].Item)}
}
