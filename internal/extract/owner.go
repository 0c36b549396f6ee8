package extract

// Whose something is by the words around it: who makes a demand by a relative clause, and which state
// only says where a town lies.

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
