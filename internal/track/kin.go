package track

// This file parts a track whose rounds fall into two matters, and joins two whose rounds
// become the same. Both are told anew from the events each time: what was parted is one
// again where a later round tells both matters.

import (
	"slices"
	"strings"

	"parley"
)

// What shows that tracks part or join.
const (
	enoughRounds = 2  // rounds of each part, or in common
	stretch      = 14 // days from the first of them to the last
	besideDays   = 45 // days by which the times of two parts may miss each other
)

// held is a meeting of a draft's parties that took place, with what it was about.
type held struct {
	from, to parley.Day
	place    *parley.Place
	topics   []string
	things   []*thing
}

// meetings are those of the draft of which the day is known, in order of time.
func (d *draft) meetings() []*held {
	if d.met == nil || d.metOf != len(d.things) {
		d.met, d.metOf = d.meet(), len(d.things)
	}
	return d.met
}

func (d *draft) meet() []*held {
	out := []*held{}
	parties := d.parties
	d.parties, _ = d.sides()
	defer func() { d.parties = parties }()
	var all []*thing
	for _, t := range d.things {
		if t.meeting() && t.real() && t.timed && t.span() <= oneMeeting && d.table(t) {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, byDay)
	for _, t := range all {
		var h *held
		for _, o := range slices.Backward(out) {
			if t.time.From <= o.to && o.from <= t.time.To && (o.place == nil || t.e.Place == nil || *o.place == *t.e.Place) {
				h = o
				break
			}
		}
		if h == nil {
			h = &held{from: t.time.From, to: t.time.To}
			out = append(out, h)
		}
		h.to = max(h.to, t.time.To)
		if h.place == nil {
			h.place = t.e.Place
		}
		h.things = append(h.things, t)
		for _, s := range d.telling(t) {
			h.topics = add(h.topics, s)
		}
	}
	return out
}

// telling are the topics of t that tell one matter from another.
func (d *draft) telling(t *thing) []string {
	if t.telling == nil { // all drafts know the same broad topics
		t.telling = make([]string, 0, len(t.topics))
		for _, s := range t.topics {
			if !plain([]string{s}) && !slices.Contains(general, s) && !d.broad[s] {
				t.telling = append(t.telling, s)
			}
		}
	}
	return t.telling
}

// Bond is how a draft is kin to another: parley.Kin before there are tracks.
type Bond struct {
	How     string
	Founder string // event, of the other
	Parties []string
	Issue   string // of the other
	At      parley.Day
	Issues  []string
	Events  []string
	Own     []string `json:",omitempty"`
}

// families is one run of joining and parting.
type families struct {
	spread          map[string]int
	apart, together []map[string]bool // events that people keep so, for each edit
}

// kin joins and parts the drafts, which know the register from then on.
func kin(drafts []*draft, reg *register, spread map[string]int, opt Options) []*draft {
	for _, d := range drafts {
		d.reg = reg
	}
	f := families{spread, sets(opt.Apart), sets(opt.Together)}
	drafts = f.join(drafts)
	for i := range drafts {
		if apart := f.met(drafts[i]); apart != nil {
			drafts = append(drafts, apart)
		}
	}
	for i := 0; i < len(drafts); i++ { // parts may part
		if part := f.part(drafts[i]); part != nil {
			drafts = append(drafts, part)
		}
	}
	return drafts
}

func sets(of [][]string) (out []map[string]bool) {
	for _, ids := range of {
		set := make(map[string]bool, len(ids))
		for _, id := range ids {
			set[id] = true
		}
		out = append(out, set)
	}
	return out
}

// bond is the bond with the draft.
func (f *families) bond(how string, o *draft, b Bond) Bond {
	b.How, b.Founder, b.Parties, b.Issue = how, o.founder.e.ID, o.principals(), o.issue(f.spread)
	return b
}

// join joins drafts of the same parties whose rounds have become the same.
func (f *families) join(drafts []*draft) []*draft {
	of := map[string][]*draft{}
	for _, d := range drafts {
		if d.matter == nil {
			k := strings.Join(d.principals(), " ")
			of[k] = append(of[k], d)
		}
	}
	gone := map[*draft]bool{}
	for _, all := range of {
		slices.SortFunc(all, func(x, y *draft) int { return byDay(x.founder, y.founder) })
		for i, d := range all {
			for _, o := range all[i+1:] {
				if gone[d] || gone[o] {
					continue
				}
				if b, ok := d.sameRounds(o); ok && !f.keptApart(d, o) {
					b.Own = o.until(b.At)
					d.bonds = append(append(d.bonds, f.bond(parley.KinJoined, o, b)), o.bonds...)
					d.absorb(o)
					gone[o] = true
				}
			}
		}
	}
	return slices.DeleteFunc(drafts, func(d *draft) bool { return gone[d] })
}

// met tells of a draft that its rounds were on two matters apart until all were on both. Where
// people keep these apart it returns what is about the other alone.
func (f *families) met(d *draft) *draft {
	if d.matter != nil {
		return nil
	}
	all := d.meetings()
	if len(all) <= enoughRounds+1 {
		return nil
	}
	two := d.fall(all, true)
	for cut := len(all) - enoughRounds; cut > 1; cut-- {
		if !two[cut] {
			continue
		}
		day := all[cut].from
		a, b := d.matters(all[:cut], parley.Interval{From: parley.DayMin, To: day - 1}, 1)
		if len(a) == 0 || slices.ContainsFunc(all[cut:], func(h *held) bool { return !overlap(h.topics, a) || !overlap(h.topics, b) }) {
			continue
		}
		if slices.Contains(b, d.issue(f.spread)) {
			a, b = b, a
		}
		on := func(topics []string) *draft {
			return d.of(func(t *thing) bool {
				at, ok := t.day()
				return ok && at < day && overlap(t.topics, topics)
			})
		}
		mine, other := on(a), on(b)
		if mine.founder == nil || other.founder == nil || len(other.principals()) < 2 {
			return nil
		}
		if f.keptApart(mine, other) {
			if other.founder == d.founder {
				a, b = b, a
			}
			return d.leave(func(t *thing) bool { return t != d.founder && overlap(t.topics, b) && !overlap(t.topics, a) })
		}
		bond := Bond{At: day, Own: other.until(day)}
		for _, h := range all[cut:] {
			bond.show(h)
		}
		bond = f.bond(parley.KinJoined, other, bond)
		if other.founder == d.founder { // whose id the track has
			bond.Founder = mine.founder.e.ID
		}
		d.bonds = append(d.bonds, bond)
		return nil
	}
	return nil
}

// until are the draft's events of before the day.
func (d *draft) until(day parley.Day) (out []string) {
	for _, t := range d.things {
		if at, ok := t.day(); ok && at < day {
			out = append(out, t.e.ID)
		}
	}
	slices.Sort(out)
	return out
}

// leave takes some things out of the draft, which makes another; nil where it makes none.
func (d *draft) leave(goes func(*thing) bool) *draft {
	part := d.of(goes)
	if part.founder == nil || len(part.principals()) < 2 {
		return nil
	}
	rest := d.of(func(t *thing) bool { return !goes(t) })
	rest.founder, rest.aside, rest.bonds = d.founder, d.aside, d.bonds
	rest.things = append(rest.things, d.aside...)
	*d = *rest
	return part
}

// show notes a meeting that shows the bond.
func (b *Bond) show(h *held) {
	for _, t := range h.things {
		b.Events = append(b.Events, t.e.ID)
	}
	for _, s := range h.topics {
		b.Issues = add(b.Issues, s)
	}
}

// absorb takes o in; what only says who mediates stays behind all else.
func (d *draft) absorb(o *draft) {
	aside := slices.Concat(d.aside, o.aside)
	d.things, o.things = d.things[:len(d.things)-len(d.aside)], o.things[:len(o.things)-len(o.aside)]
	d.swallow(o)
	d.things, d.aside = append(d.things, aside...), aside
}

// sameRounds tells whether from some day on all rounds of the two are rounds on both matters:
// told as being about both, or held by both in one town on one day.
func (d *draft) sameRounds(o *draft) (b Bond, ok bool) {
	mine, theirs := d.meetings(), o.meetings()
	if len(mine)+len(theirs) < enoughRounds || d.alike(o) {
		return b, false
	}
	both := map[*held]bool{}
	for _, h := range slices.Concat(mine, theirs) {
		both[h] = d.core(h.topics) > 0 && o.core(h.topics) > 0
	}
	for _, h := range mine {
		for _, g := range theirs {
			if h.place != nil && g.place != nil && *h.place == *g.place && town(h.place) && h.from == g.from && h.to == g.to && len(h.topics) > 0 && len(g.topics) > 0 {
				both[h], both[g] = true, true
			}
		}
	}
	all := slices.Concat(mine, theirs)
	slices.SortStableFunc(all, func(x, y *held) int { return int(x.from - y.from) })
	first := len(all)
	for first > 0 && both[all[first-1]] {
		first--
	}
	days := map[parley.Day]bool{}
	for _, h := range all[first:] {
		days[h.from] = true
		b.show(h)
	}
	if len(days) < enoughRounds {
		return b, false
	}
	b.At = all[first].from
	return b, true
}

// town tells whether a place is named more closely than by its state.
func town(p *parley.Place) bool { return p.Name != "" }

// alike tells whether the two are about the same: what tells them apart is not their matter.
func (d *draft) alike(o *draft) bool {
	return slices.ContainsFunc(o.topicList(), func(s string) bool {
		return d.core([]string{s}) > 0 && o.core([]string{s}) > 0
	})
}

// keptApart tells whether somebody keeps the two apart.
func (f *families) keptApart(d, o *draft) bool {
	return slices.ContainsFunc(f.apart, func(events map[string]bool) bool { return has(d.things, events) && has(o.things, events) })
}

// keptTogether tells whether somebody keeps what would go with what would stay.
func (f *families) keptTogether(d *draft, goes map[*thing]bool) bool {
	var leave, stay []*thing
	for _, t := range d.things {
		if goes[t] {
			leave = append(leave, t)
		} else {
			stay = append(stay, t)
		}
	}
	return slices.ContainsFunc(f.together, func(events map[string]bool) bool { return has(leave, events) && has(stay, events) })
}

func has(things []*thing, events map[string]bool) bool {
	return slices.ContainsFunc(things, func(t *thing) bool { return events[t.e.ID] })
}

// kinOf says what the draft's track is to others.
func (d *draft) kinOf(t *parley.Track, opt Options) {
	for _, b := range d.bonds {
		o := parley.Track{Parties: b.Parties, Issue: b.Issue, Titles: map[string]string{}}
		titles(&draft{}, &o, opt)
		k := parley.Kin{How: b.How, Track: trackID(nil, b.Founder), Titles: o.Titles, At: parley.Maybe(b.At.String()), Issues: b.Issues, Events: b.Events, Own: b.Own}
		t.Kin = append(t.Kin, k)
		if b.How == parley.KinJoined {
			t.Aliases = add(t.Aliases, k.Track)
		}
	}
}
