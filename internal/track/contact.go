package track

// This file says which meetings are rounds of a negotiation known by name, and which of
// them are one, or none.

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"parley"
)

// contact tells whether t is one of a matter's rounds: where it is dealt with, or its sides
// at one table, or who mediates with one of them; or most of one side by themselves.
func (d *draft) contact(t *thing) bool {
	x := d.reg.touch(d.matter, t)
	day, dated := t.day()
	venue := t.e.Place != nil && slices.ContainsFunc(d.matter.About, func(a About) bool { return a.Place != "" && a.Place == t.e.Place.Name })
	switch {
	case dated && t.timed && (day < d.matter.From || d.matter.To != parley.DayMax && day > d.matter.To):
		return false
	case t.e.Kind == parley.Visit:
		return d.calls(t)
	case t.e.Kind == parley.Meet && d.beside(t):
		return d.most(t)
	case venue && t.oneSided():
		return true
	case x.strangers > 0 && (t.e.Kind == parley.Meet || len(x.sides) < 2):
		return false
	case venue:
		return t.e.Kind != parley.Meet || len(x.sides) > 0 // two who help meet beside it
	case len(x.sides) > 1:
		return t.e.Kind != parley.Meet || slices.ContainsFunc(t.topics, d.matter.names) || len(d.blocless(t)) > 1
	case !x.known() && t.timed && (t.e.Kind == parley.Talks || t.e.Kind == parley.Conference):
		return !slices.ContainsFunc(t.parties, func(k string) bool { return !d.reg.tables[d.matter][k] }) // "a round was held", of whom is not said
	case len(x.sides) == 1 && d.crowd(t) && t.timed && (t.e.Kind == parley.Talks || t.e.Kind == parley.Conference):
		return slices.ContainsFunc(t.topics, d.matter.names) // a side and "the states of the region", which the others are
	case x.mediators > 0 && d.crowd(t):
		return slices.ContainsFunc(t.topics, func(s string) bool { return s == d.matter.ID })
	case x.opposed():
		return !d.wide() || d.mediating(t)
	}
	return d.most(t)
}

// blocless are the sides that sit at t for themselves: one member of a bloc that meets another
// side by itself speaks for the bloc on the matter alone.
func (d *draft) blocless(t *thing) map[int]bool {
	const several = 2
	sides, members := map[int]bool{}, map[int]int{}
	for _, k := range t.parties {
		part, ok := d.reg.parts[d.matter][k]
		if !ok || part < 0 {
			continue
		}
		if members[part]++; members[part] >= several || slices.Contains(d.matter.Sides[part], k) {
			sides[part] = true
		}
	}
	return sides
}

// crowd tells whether a group that stands for states of the matter ("the Arab states") sits
// at t.
func (d *draft) crowd(t *thing) bool {
	return slices.ContainsFunc(t.parties, func(k string) bool { return strings.HasPrefix(k, "group:") && slices.Contains(d.matter.Others, k) })
}

// most tells whether most of one side of several sit at t.
func (d *draft) most(t *thing) bool {
	return slices.ContainsFunc(d.matter.Sides, func(side []string) bool {
		n := 0
		for _, k := range side {
			if slices.Contains(t.parties, k) {
				n++
			}
		}
		return n > 2 && 2*n > len(side)
	})
}

// calls tells whether t is a mediator's journey to one side. Where it is told by the name of a state alone
// several items must tell it: "from Beijing" goes any traveller.
func (d *draft) calls(t *thing) bool {
	const longestVisit = 7
	if d.matter == nil || t.e.Kind != parley.Visit || !t.timed || t.span() > longestVisit || len(t.by) != 1 {
		return false
	}
	named := slices.ContainsFunc(t.e.Actors, func(a parley.Actor) bool {
		return a.Role == parley.RoleSource && !strings.HasPrefix(a.ID, "state:")
	})
	if !named && len(t.items) < 2 {
		return false
	}
	x := d.reg.touch(d.matter, t)
	return x.strangers == 0 && x.opposed() && d.reg.parts[d.matter][t.by[0]] == partMediator && d.mediating(t)
}

// mediating tells whether a quarter of the items of t say that a mediator who takes part in t mediates,
// or it is a journey of the one that most items say it of.
func (d *draft) mediating(t *thing) bool {
	if d.helped == nil {
		d.helped = map[string]bool{}
		for _, o := range d.things {
			if !o.real() && o.e.Status != parley.Planned {
				continue
			}
			for _, k := range o.mediators {
				for _, item := range o.items {
					d.helped[item+" "+k] = true
				}
			}
		}
		d.chief = d.mostHelpful()
	}
	const quarter = 4 // who mediates meets the sides on other things too
	for _, k := range slices.Concat(t.parties, t.mediators) {
		if d.reg.parts[d.matter][k] != partMediator {
			continue
		}
		n := 0
		for _, item := range t.items {
			if d.helped[item+" "+k] {
				n++
			}
		}
		if k == d.chief && t.e.Kind == parley.Visit || n > 0 && quarter*n >= len(t.items) {
			return true
		}
	}
	return false
}

// mostHelpful is the mediator that most items say it of, three at least.
func (d *draft) mostHelpful() (chief string) {
	top := 2
	for _, k := range d.matter.Mediators { // in their order
		n := 0
		for pair := range d.helped {
			if strings.HasSuffix(pair, " "+k) {
				n++
			}
		}
		if n > top {
			chief, top = k, n
		}
	}
	return chief
}

// town tells whether p is a place within a state, and no state or sea.
func (d *draft) town(p *parley.Place) bool {
	if p == nil {
		return false
	}
	return d.names == nil || p.State != "" && p.Name != d.names.Name("en", "state:"+string(p.State))
}

// sift leaves out of a matter's meetings what is no round of its own: what one text alone
// tells without a town, persons of both sides or a number, or what no sentence tells by
// itself; and plans that gave way to others.
func (d *draft) sift(all []*session) []*session {
	if d.matter == nil {
		return all
	}
	all = slices.DeleteFunc(all, func(s *session) bool { return d.weak(s) || d.wide() && (!d.attested(s) || d.mistaken(s)) })
	for _, s := range all {
		s.free = true
	}
	for i := 0; i+1 < len(all); i++ {
		if next := all[i+1]; d.gaveWay(all[i], next) {
			for _, t := range all[i].things {
				next.take(t)
			}
			all = slices.Delete(all, i, i+1)
			i = max(-1, i-2)
		}
	}
	return all
}

// between leaves out what is told to have been held between two rounds that texts number one
// after the other.
func between(all []*session) []*session {
	for i := 0; i < len(all); i++ {
		n, ok := all[i].number()
		if !ok {
			continue
		}
		for j := i + 1; j < len(all); j++ {
			if m, ok := all[j].number(); ok {
				if m == n+1 {
					off := slices.DeleteFunc(slices.Clone(all[i+1:j]), func(s *session) bool { return s.status() != parley.Cancelled })
					all = slices.Concat(all[:i+1], off, all[j:])
				}
				break
			}
		}
	}
	return all
}

// byDayAlone leaves out what is told to have been held by no more than its month, where days
// are given of other meetings: it is one of these, or none.
func byDayAlone(all []*session) []*session {
	const week = 7
	held := func(s *session) bool {
		return s.real && (s.status() == parley.Occurred || s.status() == parley.Ongoing)
	}
	short := func(s *session) bool { return s.timed && int(s.time.To-s.time.From) < week }
	if !slices.ContainsFunc(all, func(s *session) bool { return held(s) && short(s) }) {
		return all
	}
	return slices.DeleteFunc(all, func(s *session) bool {
		_, numbered := s.number()
		return held(s) && s.timed && !short(s) && !numbered
	})
}

// number is the lowest that texts give the round.
func (s *session) number() (n int, ok bool) {
	for k := range s.reported {
		if !ok || k < n {
			n, ok = k, true
		}
	}
	return n, ok
}

func (d *draft) weak(s *session) bool {
	const several = 5
	if _, ok := s.number(); ok || !d.wide() {
		return false
	}
	items := map[string]bool{}
	for _, t := range s.things {
		towns := d.townsIn(t)
		if d.faced(t, s) || t.e.Kind == parley.Visit || len(t.claims) == 0 && d.town(t.e.Place) {
			return false
		}
		for _, ref := range t.e.Claims {
			i := slices.IndexFunc(t.claims, func(c *parley.Claim) bool { return c.ID == ref.ID })
			switch {
			case i < 0 || !t.daysIt(t.claims[i]):
			case towns[itemID(ref)]:
				return false
			default:
				items[itemID(ref)] = true
			}
		}
	}
	return len(items) < several
}

// townsIn are the items in which t is told with a town.
func (d *draft) townsIn(t *thing) map[string]bool {
	out := map[string]bool{}
	for _, ref := range t.e.Claims {
		if i := slices.IndexFunc(t.claims, func(c *parley.Claim) bool { return c.ID == ref.ID }); i >= 0 && d.town(t.claims[i].Place) {
			out[itemID(ref)] = true
		}
	}
	return out
}

// faced tells whether a claim of t names persons of two parties and a day of the session.
func (d *draft) faced(t *thing, s *session) bool {
	return slices.ContainsFunc(t.claims, func(c *parley.Claim) bool {
		if c.Time == nil || len(d.seated(c)) < 2 {
			return false
		}
		in, ok := parley.DaysOf(c.Time.Value)
		return ok && (!s.timed || in.Overlaps(s.time))
	})
}

// seated are the persons of the parties in a claim, by party.
func (d *draft) seated(c *parley.Claim) map[string][]string {
	out := map[string][]string{}
	for _, a := range c.Actors {
		if k := a.Key(); strings.HasPrefix(a.ID, "person:") && (a.Role == parley.RoleHead || a.Role == parley.RoleParty && !strings.HasSuffix(string(a.Office), spokesperson)) && slices.Contains(d.parties, k) {
			out[k] = append(out[k], a.ID)
		}
	}
	return out
}

// gaveWay tells whether the plan s was put off to o: nobody tells that it came about, and o
// is at the same place within weeks.
func (d *draft) gaveWay(s, o *session) bool {
	const weeks = 35
	gap := o.time.From - s.time.To
	if !s.timed || !o.timed || gap <= 0 || gap > weeks {
		return false
	}
	if !s.real && d.town(s.place) && d.town(o.place) && *s.place == *o.place {
		return !slices.ContainsFunc(s.things, func(t *thing) bool { return t.e.Status != parley.Planned })
	}
	return d.wide() && o.real && !d.town(s.place) && s.planned()
}

// planned tells whether no claim that gives the session's day says more of it than that it is
// planned.
func (s *session) planned() bool {
	told := false
	for _, t := range s.things {
		for _, c := range t.claims {
			if s.of(t, c) {
				if told = true; c.Status != parley.Planned {
					return false
				}
			}
		}
	}
	return told
}

// status is what most items say of the round, where one says that it was called off as
// many as say that it took place are not believed. Of a round of a known day those weigh nothing beside who
// tells that it took place who tell of no day, which may be another, or who told it before that day.
func (s *session) status() parley.Status {
	off, early, held := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, t := range s.things {
		for ref, c := range t.said() {
			switch c.Status {
			case parley.Cancelled:
				if s.timed && (c.Time == nil || before(ref.Published, t, s.time.From)) {
					early[itemID(ref)] = true
				} else {
					off[itemID(ref)] = true
				}
			case parley.Occurred, parley.Ongoing:
				if !s.timed || !before(ref.Published, t, s.time.From) {
					held[itemID(ref)] = true
				}
			}
		}
	}
	if len(held) == 0 {
		maps.Copy(off, early)
	}
	for item := range off { // what is told of in a text that says that it was called off is not told as held
		delete(held, item)
	}
	if len(off) > 0 && len(off) >= len(held) {
		return parley.Cancelled
	}
	if len(held) > 0 {
		for _, t := range s.things {
			if t.real() {
				return t.e.Status
			}
		}
	}
	if first := s.things[0]; !first.real() || len(first.claims) == 0 {
		return first.e.Status
	}
	return parley.Planned // all who tell it told it before its day
}

// before tells whether a claim of t was published before the day.
func before(published *parley.Date, t *thing, day parley.Day) bool {
	if published == nil {
		return false
	}
	value := published.Value
	if rest, ok := strings.CutPrefix(value, "XXXX"); ok { // news is of the year of what it tells
		value = parley.OnDay(day).String()[:4] + rest
	}
	in, ok := parley.DaysOf(value)
	if !ok { // its year is not known
		return t.hasSeen && t.seen < day
	}
	return in.To < day
}

// where is the place that most claims of the round give, towns before states. Nobody sits down in a sea or in a part of
// the world that lies in no state: there is where what they talk of happens.
func (d *draft) where(s *session) *parley.Place {
	votes, of := map[parley.Place]int{}, map[parley.Place]*parley.Place{}
	for _, t := range s.things {
		if p := t.e.Place; p != nil && (d.names == nil || p.State != "") {
			votes[*p] += len(t.e.Claims)
			if d.town(p) {
				votes[*p] += 1000
			}
			of[*p] = p
		}
	}
	var best *parley.Place
	for p, n := range votes {
		if best == nil || cmp.Or(cmp.Compare(n, votes[*best]), strings.Compare(best.Name, p.Name)) > 0 {
			best = of[p]
		}
	}
	return best
}

// closest are the things of a round that tell of it by its days; all where none does.
func closest(met []*thing) (out []*thing) {
	const week = 7
	for _, t := range met {
		if t.timed && t.span() <= week {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		return met
	}
	return out
}

// wide tells whether so much is told of a matter that what stands in one text says little.
func (d *draft) wide() bool {
	const widely = 30 // items
	return d.matter != nil && len(d.items) >= widely
}

// sits tells whether a person may have sat at a session of this level, as far as the offices tell that its events give.
func (s *session) sits(id string, held parley.Maybe) bool {
	if held == "" {
		return true
	}
	for _, t := range s.things {
		for _, a := range t.e.Actors {
			if a.ID == id {
				if l := level([]parley.Actor{a}); l != "" {
					return l == held
				}
			}
		}
	}
	return true
}

// led fills in who led the sides of a matter's round where no text says so: the one person
// of a party that most claims name which tell of the round itself, where persons of two
// parties are named; those count most that name persons of both. Who is of another level than that at which
// most claims tell that it was held only spoke of it. It returns these persons.
func (d *draft) led(r *parley.Round, s *session) (led []parley.Actor) {
	const both = 5
	votes := map[string]map[string]int{}
	held := s.level()
	for _, t := range closest(s.things) {
		for _, c := range t.claims {
			if !s.of(t, c) {
				continue
			}
			people, weight := d.seated(c), 1
			if len(people) > 1 {
				weight = both
			}
			for k, ids := range people {
				for _, id := range ids {
					if !s.sits(id, held) {
						continue
					}
					if votes[k] == nil {
						votes[k] = map[string]int{}
					}
					votes[k][id] += weight
				}
			}
		}
	}
	if len(votes) < 2 {
		return nil
	}
	for k, of := range votes {
		best, top, tied := "", 0, false
		for id, n := range of {
			if n > top {
				best, top, tied = id, n, false
			} else if n == top {
				tied = true
			}
		}
		if !tied && r.Heads[k] == "" {
			r.Heads[k] = best
		}
	}
	for _, t := range s.things {
		for _, a := range t.e.Actors {
			if r.Heads[a.Key()] == a.ID {
				led = append(led, a)
			}
		}
	}
	return led
}
