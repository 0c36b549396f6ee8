package track

// This file says how well a meeting is told: which claims give its day or place themselves,
// and who is named in them.

import (
	"slices"
	"strings"

	"parley"
)

// tells are the statuses of a claim that speaks of a certain meeting, as held, planned or
// called off. What is only possible has no day.
func tells(s parley.Status) bool { return s != parley.Possible && s != parley.Denied }

// daysIt tells whether the claim gives the thing's day for a meeting that it tells of.
func (t *thing) daysIt(c *parley.Claim) bool {
	if c.Time == nil || !tells(c.Status) {
		return false
	}
	if t.e.Time != nil && c.Time.Value == t.e.Time.Value {
		return true
	}
	in, ok := parley.DaysOf(c.Time.Value)
	return ok && t.timed && in.Overlaps(t.time)
}

// retime gives a meeting that was held, whose day is that of claims alone that deny one or hold one possible, the time that
// those tell who tell it: the shortest.
func (t *thing) retime() {
	if !t.meeting() || !t.real() || !t.timed || t.e.Time == nil {
		return
	}
	var best *parley.When
	span := 0
	for _, c := range t.claims {
		if c.Time == nil || !tells(c.Status) {
			continue
		}
		if c.Time.Value == t.e.Time.Value {
			return
		}
		if in, ok := parley.DaysOf(c.Time.Value); ok && in.Contains(t.time) && (best == nil || int(in.To-in.From) < span) {
			best, span = c.Time, int(in.To-in.From)
		}
	}
	if best != nil {
		t.at = best
		t.time, t.timed = parley.DaysOf(best.Value)
	}
}

// sure tells whether some claim tells of the thing in words that a rule knows, with sides of its
// own.
func (t *thing) sure() bool {
	return len(t.claims) == 0 || slices.ContainsFunc(t.claims, func(c *parley.Claim) bool { return tells(c.Status) && !c.Unsure() })
}

// guessed tells whether nothing in the session is sure: then it is no round.
func (s *session) guessed() bool { return !slices.ContainsFunc(s.things, (*thing).sure) }

// fixed tells whether the thing's day is that of a meeting which some claim of it tells of: a
// day on which somebody spoke of meeting is none.
func (t *thing) fixed() bool {
	return t.timed && (len(t.claims) == 0 || slices.ContainsFunc(t.claims, t.daysIt))
}

// spoken tells whether t is a plan of which nothing but a day is told, and this no later than the plan: that is
// the day on which somebody spoke of meeting.
func (t *thing) spoken() bool {
	return t.e.Status == parley.Planned && t.timed && t.hasSeen && len(t.claims) > 0 && t.time.From <= t.seen && t.e.Place == nil && len(t.reported()) == 0 &&
		!slices.ContainsFunc(t.e.Actors, func(a parley.Actor) bool { return strings.HasPrefix(a.ID, "person:") })
}

// of tells whether the claim of t is about the session itself, by its time, its place or its
// number: what else is told in the same events may be of any meeting.
func (s *session) of(t *thing, c *parley.Claim) bool {
	if !tells(c.Status) {
		return false
	}
	if c.Time != nil {
		if in, ok := parley.DaysOf(c.Time.Value); ok {
			return !s.timed || in.Overlaps(s.time)
		}
		return t.daysIt(c)
	}
	return c.Round != nil && s.reported[*c.Round] || c.Place != nil && s.place != nil && *c.Place == *s.place
}

// level is the level at which most claims that are about the session itself tell that it was
// held, the lower one of two.
func (s *session) level() (best parley.Maybe) {
	votes := map[parley.Maybe]int{}
	for _, t := range s.things {
		for _, c := range t.claims {
			if s.of(t, c) && (!s.real || c.Status != parley.Planned || c.Time != nil) { // who is to meet there some day did not
				votes[level(spelledIn(c))]++
			}
		}
	}
	for _, l := range levels { // from the highest down
		if n := votes[l.name]; n > 0 && (best == "" || n >= votes[best]) {
			best = l.name
		}
	}
	return best
}

// said is the number that most claims of the things that count give the session, those first that give its day.
func (s *session) said(counts func(*thing) bool) *int {
	const sure = 10
	votes := map[int]int{}
	for _, t := range s.things {
		if !counts(t) {
			continue
		}
		for _, c := range t.claims {
			if c.Round == nil || !s.reported[*c.Round] {
				continue
			}
			if votes[*c.Round]++; t.daysIt(c) {
				votes[*c.Round] += sure
			}
		}
	}
	best := 0
	for n, v := range votes {
		if best == 0 || v > votes[best] || v == votes[best] && n < best {
			best = n
		}
	}
	if best == 0 {
		return nil
	}
	return &best
}

// spelled is t with those actors alone that the sentence of c itself names; where it names
// none, with all that the claim has from the sentences before.
func (t *thing) spelled(c *parley.Claim) *thing {
	o := &thing{e: t.e, weight: t.weight, topics: t.topics, timed: t.timed, time: t.time, items: t.items}
	for _, a := range spelledIn(c) {
		k := a.Key()
		if strings.HasPrefix(k, "person:") {
			continue
		}
		switch a.Role {
		case parley.RoleMediator:
			o.mediators = add(o.mediators, k)
		case parley.RoleHost:
		case parley.RoleSource:
			o.parties, o.by = add(o.parties, k), add(o.by, k)
		default:
			o.parties = add(o.parties, k)
		}
	}
	return o
}

// spelledIn are the actors that the sentence of c itself names; all where it names none.
func spelledIn(c *parley.Claim) []parley.Actor {
	if !slices.ContainsFunc(c.Actors, func(a parley.Actor) bool { return a.End > 0 }) {
		return c.Actors
	}
	return slices.DeleteFunc(slices.Clone(c.Actors), func(a parley.Actor) bool { return a.End == 0 })
}

// attested tells whether a sentence names by itself who meets in the session; or gives its
// number, or the place at which the matter is dealt with.
func (d *draft) attested(s *session) bool {
	if _, ok := s.number(); ok {
		return true
	}
	const quarter = 4 // of those that give its day: fewer were misread
	yes, all := 0, 0
	for _, t := range s.things {
		if len(t.claims) == 0 {
			return true
		}
		for _, c := range t.claims {
			if !s.of(t, c) || c.Unsure() {
				continue
			}
			who := t.spelled(c)
			if len(who.parties) > 1 {
				all++
			}
			venue := c.Place != nil && slices.ContainsFunc(d.matter.About, func(a About) bool { return a.Place != "" && a.Place == c.Place.Name })
			if venue || d.contact(who) {
				yes++
			}
		}
	}
	return yes > 0 && quarter*yes >= all
}

// mistaken tells whether twice as many items tell that, on the day and at the place of the session,
// one of its parties met with somebody else, or several without the others: who told it was misread.
func (d *draft) mistaken(s *session) bool {
	const twice = 2
	items := map[string]bool{}
	for _, t := range s.things {
		for _, ref := range t.e.Claims {
			if i := slices.IndexFunc(t.claims, func(c *parley.Claim) bool { return c.ID == ref.ID }); d.contact(t) && (i < 0 || s.of(t, t.claims[i]) && !t.claims[i].Unsure()) {
				items[itemID(ref)] = true
			}
		}
	}
	first := s.things[0]
	return slices.ContainsFunc(d.things, func(o *thing) bool {
		n := shared(o.parties, first.parties)
		without := n == len(o.parties) && n < len(first.parties) && o.meeting() && first.meeting()
		return (n == 1 && o.e.Kind == first.e.Kind || without) && o.timed && o.span() < 7 && s.timed && o.time.Overlaps(s.time) && o.real() && !d.contact(o) &&
			len(o.parties) > 1 && o.e.Place != nil && s.place != nil && *o.e.Place == *s.place &&
			len(o.items) >= twice*len(items)
	})
}
