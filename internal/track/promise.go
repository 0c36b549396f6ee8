package track

// This file says what was promised after each round, and whether it was kept.

import (
	"slices"

	"parley"
)

// promises fills in after each round how the next one was announced: by a claim that was
// told after it began and before the next.
func promises(d *draft, rounds []parley.Round, all []*session) {
	for i := range all {
		if i == 0 || !all[i-1].real || !all[i-1].timed || rounds[i-1].Status == parley.Cancelled {
			continue
		}
		p, plan := d.announcement(all[i], all[i-1].time.From)
		if p == nil {
			continue
		}
		p.Kept = all[i].kept(plan, rounds[i].Status)
		rounds[i-1].Promise = p
	}
}

// announcement is the earliest claim that plans the session, told on the day or later, but
// before the session.
func (d *draft) announcement(s *session, from parley.Day) (found *parley.Promise, plan *parley.Claim) {
	best := parley.DayMax
	for _, t := range s.things {
		for _, ref := range t.e.Claims {
			i := slices.IndexFunc(t.claims, func(c *parley.Claim) bool { return c.ID == ref.ID })
			if i < 0 || t.claims[i].Status != parley.Planned && !s.calledOff(t, t.claims[i]) || ref.Published == nil || t.claims[i].Time == nil && t.claims[i].Place == nil || d.alone(t.claims[i]) {
				continue
			}
			in, ok := parley.DaysOf(ref.Published.Value)
			if !ok || in.To < from || in.To >= best || s.timed && s.real && in.To > s.time.To && s.status() != parley.Cancelled {
				continue
			}
			c := t.claims[i]
			best, plan = in.To, c
			found = &parley.Promise{What: c.Evidence.Exact, Time: c.Time, Place: c.Place, Event: t.e.ID}
		}
	}
	return found, plan
}

// alone tells whether of those who negotiate, or mediate, the claim names one only, and so plans something of his own or
// with others. One that names none may mean them all.
func (d *draft) alone(c *parley.Claim) bool {
	if len(d.parties) < 2 {
		return false
	}
	var seated []string
	for i := range c.Actors {
		k := c.Actors[i].Key()
		known := slices.Contains(d.parties, k)
		if d.matter != nil && !known {
			_, known = d.reg.parts[d.matter][k]
		}
		if known {
			seated = add(seated, k)
		}
	}
	return len(seated) == 1
}

// calledOff tells whether c gives the day of a session that was called off: it had been fixed.
func (s *session) calledOff(t *thing, c *parley.Claim) bool {
	return s.timed && c.Time != nil && t.daysIt(c) && s.status() == parley.Cancelled
}

// kept says what became of a plan.
func (s *session) kept(plan *parley.Claim, status parley.Status) parley.Maybe {
	switch {
	case status == parley.Cancelled:
		return "cancelled"
	case !s.real || !s.timed || status == parley.Planned:
		return ""
	case plan.Time == nil:
		if s.place != nil && plan.Place != nil && *plan.Place == *s.place {
			return "kept"
		}
		return ""
	}
	in, ok := parley.DaysOf(plan.Time.Value)
	if !ok || in.From-slipped <= s.time.To && s.time.From <= in.To+slipped {
		return "kept"
	}
	return "moved"
}
