package track

// This file finds the rounds that things without a day are about.

import (
	"slices"
	"strings"

	"parley"
)

// placeUndated puts what has no day to the session that it retells or announces. It
// returns the sessions that are planned for no stated day: of one place, one.
func placeUndated(d *draft, all *[]*session, undated []*thing) (plans []*session) {
	for _, t := range undated {
		if t.e.Status == parley.Cancelled { // which one was called off
			if i := slices.IndexFunc(*all, func(s *session) bool { return s.meant(t) }); i >= 0 {
				(*all)[i].take(t)
			} else if i := slices.IndexFunc(plans, func(s *session) bool { return s.meantBy(t) }); i >= 0 {
				plans[i].take(t)
			}
			continue
		}
		if s := d.home(t, *all); s != nil {
			s.take(t)
			continue
		}
		if t.real() || len(t.own) == 0 || !d.town(t.e.Place) && len(t.reported()) == 0 && !headed(t) && len(*all) > 0 {
			continue
		}
		if !t.hasSeen && len(t.reported()) == 0 && slices.ContainsFunc(*all, func(s *session) bool { return s.at(t) }) {
			continue // nobody knows when it was to be, nor when that was said: one of those
		}
		i := slices.IndexFunc(plans, func(s *session) bool { return s.near(t) })
		if i < 0 {
			plans = append(plans, &session{reported: map[int]bool{}})
			i = len(plans) - 1
		}
		plans[i].take(t)
	}
	return plans
}

// at tells whether the session is at the place that t names.
func (s *session) at(t *thing) bool {
	return s.place != nil && t.e.Place != nil && *s.place == *t.e.Place
}

func headed(t *thing) bool {
	return slices.ContainsFunc(t.e.Actors, func(a parley.Actor) bool { return a.Role == parley.RoleHead })
}

// home is the session that the undated t is about: the one of its number; or the only one
// of its kind that its items tell as their own news, at its place if it names one; for a
// plan the first that took place after it was told, or has just taken place where it is told
// to be planned. Of a matter of which much is told the place or a person must be the same.
func (d *draft) home(t *thing, all []*session) *session {
	var found *session
	several := false
	for _, s := range all {
		same, other := s.counted(t)
		if !t.real() && !other && found == nil && s.realises(t) {
			found = s
			continue
		}
		if other || !s.near(t) {
			continue
		}
		if same && s.within(t, announced) {
			return s
		}
		if !t.real() {
			if found == nil && s.cameOf(t) {
				found = s
			}
			if s.free && s.justHeld(t) {
				return s
			}
			continue
		}
		if d.wide() && (t.e.Place == nil || s.place == nil) && !s.seatsOneOf(t) {
			continue
		}
		told := slices.ContainsFunc(s.things, func(o *thing) bool { return o.real() && t.in(o.own) })
		if !told || !s.real || t.e.Kind == parley.Meet && t.e.Place == nil {
			continue
		}
		several = several || found != nil
		found = s
	}
	if several {
		return nil
	}
	return found
}

// cameOf tells whether the session can be the one that the plan t announced: after it, at
// its place, of its kind, and led by no other persons.
func (s *session) cameOf(t *thing) bool {
	if !t.hasSeen || s.time.To < t.seen || s.time.From > t.seen+announced || t.e.Place != nil && s.place == nil {
		return false
	}
	first := s.things[0]
	return (s.free || (first.e.Kind == parley.Meet) == (t.e.Kind == parley.Meet)) && (!headed(t) || s.led(t))
}

// realises tells whether the session is what came of the plan t, though at another place: within two months of when that was
// told the same persons of two parties met.
func (s *session) realises(t *thing) bool {
	if !s.real || !s.timed || !t.hasSeen || t.timed || s.time.To < t.seen || s.time.From > t.seen+near {
		return false
	}
	met := map[string]bool{}
	for _, a := range t.e.Actors {
		if strings.HasPrefix(a.ID, "person:") && s.seats(a.ID) {
			met[a.Key()] = true
		}
	}
	return len(met) > 1
}

// justHeld tells whether the session was held, at t's place, in the week before t was told.
func (s *session) justHeld(t *thing) bool {
	const week = 7
	return s.real && s.timed && t.hasSeen && !t.timed && t.e.Place != nil && s.place != nil && *t.e.Place == *s.place && len(t.reported()) == 0 &&
		t.seen >= s.time.To && t.seen <= s.time.To+week
}

func (s *session) seatsOneOf(t *thing) bool {
	return slices.ContainsFunc(t.e.Actors, func(a parley.Actor) bool { return strings.HasPrefix(a.ID, "person:") && s.seats(a.ID) })
}

// led tells whether a person who leads at t sits in the session too.
func (s *session) led(t *thing) bool {
	return slices.ContainsFunc(t.e.Actors, func(a parley.Actor) bool { return a.Role == parley.RoleHead && s.seats(a.ID) })
}

func (s *session) seats(person string) bool {
	return slices.ContainsFunc(s.things, func(o *thing) bool {
		return slices.ContainsFunc(o.e.Actors, func(a parley.Actor) bool { return a.ID == person })
	})
}

// meant tells whether what was called off, no text says when, can be the session: within
// weeks of when it was told, at its place or between two of its persons.
func (s *session) meant(t *thing) bool {
	persons := 0
	for _, a := range t.e.Actors {
		if strings.HasPrefix(a.ID, "person:") && s.seats(a.ID) {
			persons++
		}
	}
	there := s.place != nil && t.e.Place != nil && *s.place == *t.e.Place
	return t.hasSeen && s.timed && s.within(t, longestRound) && (persons > 1 || there)
}

// meantBy tells whether what was called off can be the session, of which no day was ever
// told: it has its number, or its place.
func (s *session) meantBy(t *thing) bool {
	same, other := s.counted(t)
	return same || !other && s.place != nil && t.e.Place != nil && *s.place == *t.e.Place
}

// within tells whether t was told within so many days of the session.
func (s *session) within(t *thing, days parley.Day) bool {
	return !t.hasSeen || t.seen >= s.time.From-days && t.seen <= s.time.To+days
}
