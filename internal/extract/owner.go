package extract

// Whose something is by the words around it: who makes a demand by a relative clause, which state only
// says where a town lies, and whose a weapon is.

import (
	"parley"
	"parley/internal/rule"
)

// issuerReach is how many tokens a relative clause may begin behind its noun.
const issuerReach = 8

// issuer finds who issues a demand or the like by a relative clause: "the demands that A and B have made".
func (s *clause) issuer(t *trigger) []parley.Actor {
	if f := &t.says.roles; f[slotBy] != parley.RoleSource || t.passive {
		return nil
	}
	for i := t.to; i < len(s.line.Tokens) && i < t.to+issuerReach; i++ {
		if s.inSpan(i) || s.stop(i) || s.comma(i) {
			return nil
		}
		w, ok := s.line.Has(i, s.e.c.relative)
		if !ok {
			continue
		}
		sp, ok := s.span(w.To, s.e.c.actor)
		if !ok || sp.From != w.To {
			return nil
		}
		g, end := s.group(sp)
		for j := end; j < len(s.line.Tokens) && j < end+3 && !s.inSpan(j); j++ {
			if _, light := s.line.Has(j, s.e.c.light); light {
				return g
			}
		}
		return nil
	}
	return nil
}

// townOf tells whether the span is only the state in which the place before it lies: "in Minsk, [capital]
// of Belarus".
func (s *clause) townOf(sp rule.Mark) bool {
	w, ok := s.line.EndsWith(sp.From, s.e.c.of)
	if !ok || w.From == 0 {
		return false
	}
	if place, ok := s.span(w.From-1, s.e.c.place); ok {
		st := s.sent.Places[place.Ref].State
		return st != "" && st == s.sideState(sp)
	}
	town, ok := s.span(w.From-1, s.e.c.actor)
	if !ok {
		return false
	}
	_, in := s.placeOf(town)
	return in && s.sideState(town) != "" && s.sideState(town) == s.sideState(sp)
}

// sideState is the state of the only actor of a span.
func (s *clause) sideState(sp rule.Mark) parley.Maybe {
	if g := s.actorsAt(sp); len(g) == 1 {
		return g[0].State
	}
	return ""
}

// fieldedReach is how many tokens behind a deployment, or before one that is told in the passive, the weapon may stand.
const fieldedReach = 6

// fielded gives a deployment or launch of which nothing says whose it is the state that alone has the weapon: where it
// stands is not whose it is.
func (s *clause) fielded(t *trigger) {
	if t.kind != parley.Mobilize || t.unworded || len(t.subject) > 0 && !t.nominal && !t.passive || t.count(parley.RoleSource) > 0 {
		return
	}
	from, to := t.from, t.to+fieldedReach
	if t.passive {
		from = max(0, t.from-4*fieldedReach)
	}
	for i := from; i < to && i < len(s.line.Tokens) && !s.stop(i); i++ {
		if w, ok := s.line.Has(i, s.e.c.armament); ok {
			t.add(parley.RoleSource, []parley.Actor{{ID: "state:" + w.ID, Name: s.e.world.States[w.ID].Name, State: parley.Maybe(w.ID)}})
			t.notes = append(t.notes, "arms")
			return
		}
	}
}
