package track

// This file says when a round was.

import (
	"slices"

	"parley"
)

// lasts tells whether t gives all days of talks of which o gives one.
func (t *thing) lasts(o *thing) bool {
	const longest = 5
	return t.e.Kind == parley.Talks && t.real() && t.timed && o.timed && t.span() > o.span() && t.span() <= longest && t.time.Contains(o.time)
}

// foreseenDays is the thing that planned the round, at its place, for several days of which the day that it is
// told by was the first: texts of that day tell how it began. Of several the one that most items tell.
func (s *session) foreseenDays(best *thing) *thing {
	const longest = 5
	if !best.real() || best.e.Kind == parley.Visit || best.span() != 1 || s.place == nil {
		return best
	}
	found := best
	for _, t := range s.things {
		if t.e.Status != parley.Planned || !t.meeting() || !t.timed || t.at == nil || t.time.From != best.time.From || t.span() < 2 || t.span() > longest || t.e.Place == nil || *t.e.Place != *s.place {
			continue
		}
		if found == best || len(t.items) > len(found.items) {
			found = t
		}
	}
	return found
}

// when is the time of a round: of a matter that of the thing in it that names a town and that
// most claims tell, else of the first.
func (d *draft) when(s *session) *parley.When {
	best := s.things[0]
	if d.matter == nil {
		for _, t := range s.things { // all days of a meeting, where another tells one of them
			if t.real() && t.timed && t.at != nil && t.span() <= 7 && t.span() > best.span() && t.time.Contains(best.time) && t.e.Kind == parley.Talks {
				best = t
			}
		}
		return s.foreseenDays(best).at
	}
	rank := func(t *thing) [3]int {
		out := [3]int{0, 0, len(t.e.Claims)}
		if t.timed && t.span() <= longestRound && t.at != nil {
			out[0] = 1
		}
		if d.town(t.e.Place) && t.meeting() && t.span() <= 7 {
			out[1] = 1
		}
		return out
	}
	for _, t := range s.things[1:] {
		a, b := rank(t), rank(best)
		if t.lasts(best) && slices.Compare(a[:], b[:]) > 0 || slices.Compare(a[:2], b[:2]) > 0 && t.e.Status != parley.Planned || best.e.Status == parley.Planned && t.real() && t.timed {
			best = t
		}
	}
	if best.timed && best.time != s.time && best.span() > oneMeeting {
		for _, t := range s.things { // a plan told the days
			if t.timed && t.time == s.time && t.at != nil {
				return t.at
			}
		}
	}
	return s.foreseenDays(best).at
}
