package track

// This file finds rounds that were told twice, with two days.

import (
	"slices"
	"strings"

	"parley"
)

// once makes one round of those that the same persons held in one town within days: one of the days is that on which
// somebody spoke of it. The day that more texts give stays.
func (d *draft) once(all []*session) []*session {
	for i := 0; i+1 < len(all); i++ {
		for j := i + 1; j < len(all); j++ {
			s, o := all[i], all[j]
			if !d.again(s, o) {
				continue
			}
			if o.texts() > s.texts() {
				s, o = o, s
				all[i] = s
			}
			for _, t := range o.things {
				s.take(t)
			}
			all = slices.Delete(all, j, j+1)
			j--
		}
	}
	return all
}

// again tells whether o is s with another day: of both parties one tells of no other persons than the other.
func (d *draft) again(s, o *session) bool {
	if !s.real || !o.real || !s.timed || !o.timed {
		return false
	}
	gap, most := o.time.From-s.time.To, parley.Day(slipped)
	if d.leaders(s) && d.leaders(o) { // nobody comes to a capital twice in a week
		most = oneMeeting
	}
	if gap < 1 || gap > most {
		return false
	}
	if unplaced := s.place == nil || o.place == nil; unplaced && gap > slipped || !unplaced && (!d.town(s.place) || !d.town(o.place) || *s.place != *o.place) {
		return false
	}
	if _, ok := s.number(); ok {
		return false
	}
	if _, ok := o.number(); ok {
		return false
	}
	a, b := d.seats(s), d.seats(o)
	within := func(x, y map[string]bool) bool {
		for p := range x {
			if !y[p] {
				return false
			}
		}
		return true
	}
	return d.allSat(s) && d.allSat(o) && (within(a, b) || within(b, a))
}

// seats are the persons of the parties who sat in the session.
func (d *draft) seats(s *session) map[string]bool {
	out := map[string]bool{}
	for _, t := range s.things {
		for _, a := range t.e.Actors {
			if strings.HasPrefix(a.ID, "person:") && a.Role != parley.RoleMediator && slices.Contains(d.parties, a.Key()) {
				out[a.ID] = true
			}
		}
	}
	return out
}

// allSat tells whether a person of every party sat in the session.
func (d *draft) allSat(s *session) bool {
	sides := map[string]bool{}
	for _, t := range s.things {
		for _, a := range t.e.Actors {
			if strings.HasPrefix(a.ID, "person:") && slices.Contains(d.parties, a.Key()) {
				sides[a.Key()] = true
			}
		}
	}
	return len(sides) == len(d.parties)
}

// texts is how many items tell the session by its day.
func (s *session) texts() (n int) {
	for _, t := range s.things {
		if t.timed && t.time.Overlaps(s.time) {
			n += len(t.items)
		}
	}
	return n
}
