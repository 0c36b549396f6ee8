package track

// This file decides between years that a day may be of, by the days that are sure in the
// same track, and says of which days nobody can be sure.

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"parley"
)

// Around a day of the right year the track tells of other days, of the wrong one it tells
// of a fifth as many at most.
const (
	aroundDays = 92
	surer      = 5
)

// byTrack is the reason that is given for a year that was decided here.
const byTrack = "the days of the track's other events"

// settle gives a year to what is dated by a day of unknown year, or of several possible
// ones, where the sure days of the track leave one only.
func (d *draft) settle() {
	var sure []parley.Day
	for _, t := range d.things {
		switch {
		case t.timed && t.span() <= longestRound && certain(t.e.Time.Value):
			sure = append(sure, t.time.From)
		case t.hasSeen && certain(string(t.e.FirstSeen)):
			sure = append(sure, t.seen)
		}
	}
	slices.Sort(sure)
	known := map[string]bool{}
	for _, s := range sure {
		known[parley.OnDay(s).String()[:4]] = true
	}
	for _, t := range d.things {
		if t.e.Time != nil {
			if v, ok := oneYear(t.e.Time.Value, sure, known); ok {
				w := *t.e.Time
				w.Value, w.Basis, w.Why = v, "inferred", byTrack
				t.at, t.time, t.timed = &w, daysOf(v), true
			}
		}
		if v, ok := oneYear(string(t.e.FirstSeen), sure, known); ok {
			t.told, t.seen, t.hasSeen = parley.Maybe(v), daysOf(v).To, true
		}
	}
}

// A track's last day is the last within a month of which a fortieth of its items came out. What lies longer
// behind it, by items alone that say themselves neither their day nor its, is of a year that was misread.
const (
	strayShare  = 40
	strayWithin = 31
	strayBehind = 45
)

// strays takes their days from things that lie behind all else that the track tells, where their items' own days
// rest on facts alone.
func (d *draft) strays() {
	out := map[string]parley.Day{} // item → the day on which it came out
	for _, t := range d.things {
		for i := range t.e.Claims {
			ref := &t.e.Claims[i]
			if ref.Published == nil || !certain(ref.Published.Value) {
				continue
			}
			if in, ok := parley.DaysOf(ref.Published.Value); ok && in.From != parley.DayMin && in.To-in.From <= strayWithin {
				out[itemID(*ref)] = in.To
			}
		}
	}
	days := slices.Sorted(maps.Values(out))
	enough := 1 + len(days)/strayShare
	if enough < 2 {
		return
	}
	last := parley.DayMax
	for i := len(days) - 1; i >= 0 && last == parley.DayMax; i-- {
		if from, _ := slices.BinarySearch(days, days[i]-strayWithin); i-from+1 >= enough {
			last = days[i]
		}
	}

	if last == parley.DayMax {
		return
	}
	for _, t := range d.things {
		if t.hasSeen && t.seen > last+strayBehind && t.inferred() {
			t.timed, t.at, t.hasSeen, t.told = false, nil, false, ""
		}
	}
}

// inferred tells whether the days of all items that tell the thing, and its own, rest on facts alone.
func (t *thing) inferred() bool {
	if t.e.Time != nil && t.e.Time.Basis == parley.BasisStated {
		return false
	}
	return !slices.ContainsFunc(t.e.Claims, func(ref parley.ClaimRef) bool {
		return ref.Published != nil && !guessed(ref.Published.Basis)
	})
}

// guessed tells whether a day is known by facts alone, or not at all.
func guessed(b parley.Basis) bool {
	return b == parley.BasisInferred || b == parley.BasisUnknown
}

func daysOf(v string) parley.Interval {
	d, _ := parley.DaysOf(v)
	return d
}

func certain(v string) bool { return !strings.HasPrefix(v, "[") && !strings.HasPrefix(v, "XXXX") }

// oneYear is the value of an EDTF date of unknown or several years in the one that the sure
// days around it are of.
func oneYear(v string, sure []parley.Day, known map[string]bool) (string, bool) {
	if v == "" || certain(v) || len(sure) == 0 {
		return "", false
	}
	e, err := parley.ParseEDTF(v)
	if err != nil {
		return "", false
	}
	type option struct {
		value string
		near  int
	}
	var all []option
	for _, value := range years(e, v, known) {
		if in, ok := parley.DaysOf(value); ok && in.From != parley.DayMin && in.To != parley.DayMax {
			from, _ := slices.BinarySearch(sure, in.From-aroundDays)
			to, _ := slices.BinarySearch(sure, in.To+aroundDays+1)
			all = append(all, option{value, to - from})
		}
	}
	if len(all) == 0 {
		return "", false
	}
	slices.SortFunc(all, func(a, b option) int { return cmp.Or(cmp.Compare(b.near, a.near), strings.Compare(a.value, b.value)) })
	if all[0].near == 0 || len(all) > 1 && all[1].near*surer > all[0].near {
		return "", false
	}
	return all[0].value, true
}

// years are the values that e may have: its members, or itself in each year of a sure day.
func years(e parley.EDTF, v string, known map[string]bool) (out []string) {
	for _, m := range e.Members() {
		out = append(out, m.String())
	}
	rest, ok := strings.CutPrefix(v, "XXXX")
	if !ok {
		return out
	}
	for year := range known {
		out = append(out, year+rest)
	}
	return out
}
