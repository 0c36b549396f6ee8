package annotate

import (
	"fmt"
	"strings"

	"parley"
)

// Teasers beside an article are put there together, by one crawl of one page: where those
// whose own words date them agree, the others are of the same weeks. The article itself
// neither gives nor takes anything.

// agreeDays is how far apart the dated teasers of a page may lie to count as agreeing.
const agreeDays = 100

// aroundDays is how much earlier or later than them another teaser may be.
const aroundDays = 21

// contemporaries dates the undated teasers of a page from the dated ones.
func contemporaries(ds []*discourse) {
	hull, n := parley.Interval{From: parley.DayMax, To: parley.DayMin}, 0
	for _, d := range ds {
		if b, ok := d.ownDays(); ok {
			hull.From, hull.To = min(hull.From, b.From), max(hull.To, b.To)
			n++
		}
	}
	if n == 0 || hull.To-hull.From > agreeDays {
		return
	}
	f := Fact{
		Alternatives: []parley.Interval{{From: hull.From - aroundDays, To: hull.To + aroundDays}},
		Weight:       5,
		Why:          fmt.Sprintf("the dated teasers of this page are of %s", hullWords(hull)),
	}
	for _, d := range ds {
		if _, ok := d.ownDays(); ok || !d.isTeaser() {
			continue
		}
		d.facts = append(d.facts, f)
		d.inferDate()
	}
}

func (d *discourse) isTeaser() bool { return d.out.Items[d.item].Kind == parley.ItemTeaser }

// ownDays returns the days of a teaser that its own words date to within three months.
func (d *discourse) ownDays() (parley.Interval, bool) {
	p := d.out.Items[d.item].Published
	if !d.isTeaser() || p == nil || strings.HasPrefix(p.Value, "X") {
		return parley.Interval{}, false
	}
	v, err := parley.ParseEDTF(p.Value)
	if err != nil || v.Precision() == parley.PrecisionSet {
		return parley.Interval{}, false
	}
	b := v.Bounds()
	return b, b.To-b.From <= agreeDays
}

func hullWords(h parley.Interval) string {
	if h.From == h.To {
		return h.From.String()
	}
	return h.From.String() + " to " + h.To.String()
}
