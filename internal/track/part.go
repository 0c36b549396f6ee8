package track

// This file parts a track whose rounds fall into two matters.

import (
	"cmp"
	"maps"
	"slices"

	"parley"
)

// part takes out of d what has become a track of its own: from some round on every round is
// about one of two matters and none about both, each with rounds of its own over some
// time, side by side; before they were one. nil where nothing has.
func (f *families) part(d *draft) *draft {
	if d.matter != nil {
		return nil
	}
	all := d.meetings()
	if len(all) <= 2*enoughRounds {
		return nil
	}
	two := d.fall(all, false)
	for cut := 1; cut+2*enoughRounds <= len(all); cut++ {
		if !two[cut] {
			continue
		}
		a, b := d.matters(all[cut:], parley.Interval{From: all[cut].from, To: parley.DayMax}, enoughRounds)
		if len(a) == 0 || !d.spokeOfBoth(all[cut].from, a, b) || !stretched(all[cut:], a, b) {
			continue
		}
		if d.carries(all[cut].from, b) > d.carries(all[cut].from, a) {
			a, b = b, a
		}
		if slices.ContainsFunc(d.founder.topics, func(s string) bool { return slices.Contains(b, s) }) && !slices.ContainsFunc(d.founder.topics, func(s string) bool { return slices.Contains(a, s) }) {
			a, b = b, a
		}
		if part := f.cutOut(d, all[cut:], b); part != nil {
			return part
		}
	}
	return nil
}

// matters are the two sets of topics into which the meetings, and what else is told of the
// time, fall, each with so many meetings at least; none where they fall into one or into more.
func (d *draft) matters(meetings []*held, in parley.Interval, least int) (a, b []string) {
	v := newDivision()
	for _, h := range meetings {
		v.hold(h)
	}
	for _, t := range d.things {
		if day, ok := t.day(); ok && day >= in.From && day <= in.To && t.weight >= carries {
			v.link(d.telling(t))
		}
	}
	if v.held != 2 {
		return nil, nil
	}
	sets := map[string][]string{}
	for s := range v.of {
		if r := v.root(s); v.rounds[r] > 0 {
			sets[r] = add(sets[r], s)
		}
	}
	for r, set := range sets {
		switch {
		case v.rounds[r] < least:
			return nil, nil
		case a == nil:
			a = set
		default:
			b = set
		}
	}
	if a[0] > b[0] {
		a, b = b, a
	}
	return a, b
}

// division is the sets of topics that are told of together.
type division struct {
	of     map[string]string // topic → one that stands for its set, in the end
	rounds map[string]int    // of the sets
	held   int               // sets that have rounds
}

func newDivision() *division { return &division{of: map[string]string{}, rounds: map[string]int{}} }

func (v *division) root(s string) string {
	for v.of[s] != s {
		s = v.of[s]
	}
	return s
}

// link makes one set of those of the topics.
func (v *division) link(topics []string) {
	for _, s := range topics {
		if v.of[s] == "" {
			v.of[s] = s
		}
		x, y := v.root(topics[0]), v.root(s)
		if x == y {
			continue
		}
		into, from := min(x, y), max(x, y)
		v.of[from] = into
		if v.rounds[into] > 0 && v.rounds[from] > 0 {
			v.held--
		}
		v.rounds[into] += v.rounds[from]
	}
}

// hold counts a meeting.
func (v *division) hold(h *held) {
	v.link(h.topics)
	if len(h.topics) > 0 {
		r := v.root(h.topics[0])
		if v.rounds[r]++; v.rounds[r] == 1 {
			v.held++
		}
	}
}

// fall tells for each of the meetings whether it and all behind it, with what is told from its day
// on, fall into two sets; or, where before is set, all before it, with what is told before its day.
func (d *draft) fall(all []*held, before bool) []bool {
	type told struct {
		day    parley.Day
		topics []string
	}
	var things []told
	for _, t := range d.things {
		if day, ok := t.day(); ok && t.weight >= carries {
			things = append(things, told{day, d.telling(t)})
		}
	}
	slices.SortFunc(things, func(x, y told) int { return cmp.Compare(x.day, y.day) })
	v, two := newDivision(), make([]bool, len(all))
	for n := range all {
		cut := n
		if !before {
			cut = len(all) - 1 - n
			v.hold(all[cut])
		}
		for len(things) > 0 && before && things[0].day < all[cut].from {
			v.link(things[0].topics)
			things = things[1:]
		}
		for last := len(things) - 1; last >= 0 && !before && things[last].day >= all[cut].from; last-- {
			v.link(things[last].topics)
			things = things[:last]
		}
		two[cut] = v.held == 2
		if before {
			v.hold(all[cut])
		}
	}
	return two
}

// spokeOfBoth tells whether before the day something was about both matters.
func (d *draft) spokeOfBoth(day parley.Day, a, b []string) bool {
	return slices.ContainsFunc(d.things, func(t *thing) bool {
		at, ok := t.day()
		return ok && at < day && t.weight >= carries && overlap(t.topics, a) && overlap(t.topics, b)
	})
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// stretched tells whether each matter has its rounds over some time, and both at about one.
func stretched(later []*held, a, b []string) bool {
	var span [2]parley.Interval
	for i, set := range [][]string{a, b} {
		span[i] = parley.Interval{From: parley.DayMax, To: parley.DayMin}
		for _, h := range later {
			if overlap(h.topics, set) {
				span[i].From, span[i].To = min(span[i].From, h.from), max(span[i].To, h.to)
			}
		}
		if span[i].To-span[i].From < stretch {
			return false
		}
	}
	return span[0].From <= span[1].To+besideDays && span[1].From <= span[0].To+besideDays
}

// carries counts what opens or carries the matter since the day.
func (d *draft) carries(day parley.Day, topics []string) (n int) {
	for _, t := range d.things {
		if at, ok := t.day(); ok && at >= day && t.weight >= carries && overlap(t.topics, topics) {
			n++
		}
	}
	return n
}

// cutOut makes a draft of what is about the topics since the first of the rounds on them, and
// of what is told beside that alone; nil where that is not to be.
func (f *families) cutOut(d *draft, later []*held, topics []string) *draft {
	b := Bond{Issues: topics, At: parley.DayMax}
	for _, h := range later {
		if overlap(h.topics, topics) {
			b.At = min(b.At, h.from)
			for _, t := range h.things {
				b.Events = append(b.Events, t.e.ID)
			}
		}
	}
	goes := d.going(later[0].from, topics)
	if goes[d.founder] || f.keptTogether(d, goes) {
		return nil
	}
	part := d.leave(func(t *thing) bool { return goes[t] })
	if part == nil {
		return nil
	}
	d.bonds = append(d.bonds, f.bond(parley.KinPart, part, b))
	part.bonds = []Bond{f.bond(parley.KinParted, d, b)}
	return part
}

// going are the things that leave d: about the topics since the day, or told beside these and
// beside nothing else of d.
func (d *draft) going(since parley.Day, topics []string) map[*thing]bool {
	goes, stays, items := map[*thing]bool{}, map[string]bool{}, map[string]bool{}
	for _, t := range d.taken() {
		if day, ok := t.day(); ok && day >= since && overlap(t.topics, topics) {
			goes[t] = true
			for _, item := range t.items {
				items[item] = true
			}
		} else if len(d.telling(t)) > 0 {
			for _, item := range t.items {
				stays[item] = true
			}
		}
	}
	for _, t := range d.taken() {
		if !goes[t] && t != d.founder && len(d.telling(t)) == 0 && t.in(items) && !t.in(stays) {
			goes[t] = true
		}
	}
	return goes
}

// taken are the draft's things but for those that only say who mediates.
func (d *draft) taken() []*thing { return d.things[:len(d.things)-len(d.aside)] }

// of is a draft of some of d's things, founded by the first that opens one.
func (d *draft) of(in func(*thing) bool) *draft {
	out := &draft{
		reg: d.reg, names: d.names, third: maps.Clone(d.third), topics: map[string]int{}, objects: map[string]bool{}, items: map[string]bool{},
		claims: map[string]int{}, broad: d.broad, circle: d.circle,
	}
	for _, t := range d.taken() {
		if in(t) && t.weight == opens && (out.founder == nil || byDay(t, out.founder) < 0) {
			out.founder = t
		}
	}
	for _, t := range d.taken() {
		if in(t) {
			out.take(t)
		}
	}
	return out
}
