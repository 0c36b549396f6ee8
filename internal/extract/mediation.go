package extract

// Between whom somebody mediates.

import (
	"slices"

	"parley"
)

// sidesOf makes those between whom the sentence tells of something the sides of a mediation that names
// none: "the quarrel between A and B, in which C mediates".
func (s *clause) sidesOf(t *trigger) {
	if t.kind != parley.Mediate || t.count(parley.RoleParty) > 0 {
		return
	}
	for _, sp := range s.spans(t.from-maxReach, t.from) {
		if sp.Class != s.e.c.actor || s.preposition(sp.From) != slotBetween {
			continue
		}
		if g, _ := s.group(sp); len(g) > 1 && !sharesKey(g, t.cast) {
			t.add(parley.RoleParty, g)
			return
		}
	}
}

// mediates tells whether whoever ends before token i only mediates: "talks by A mediated".
func (s *clause) mediates(i int) bool {
	_, ok := s.line.Has(i, s.e.c.mediating)
	return ok && i < len(s.line.Tokens) && !s.inSpan(i)
}

// quarrel tells whether the sentence names two sides before a truce, whose it is rather than that of who mediated it.
func (s *clause) quarrel(t *trigger) bool {
	var sides []parley.Actor
	for _, sp := range s.spans(0, t.from) {
		if sp.Class == s.e.c.actor && sp.To <= t.from {
			sides = append(sides, s.actorsAt(sp)...)
		}
	}
	return len(sides) > 1 && slices.ContainsFunc(sides, func(a parley.Actor) bool { return a.Side() != sides[0].Side() })
}

// mediatedReach is how many tokens may stand between what is mediated and the word for who does.
const mediatedReach = 16

// sidesMediated makes those who talk, agree or cease fire the sides of a mediation that only says whose
// these are: "talks of A and B, mediated by C", "A and B met under the mediation of C".
func (s *clause) sidesMediated(t *trigger, before []*trigger) {
	if t.kind != parley.Mediate || t.count(parley.RoleMediator) == 0 || t.count(parley.RoleParty) > 0 || len(before) == 0 {
		return
	}
	o := before[len(before)-1]
	if o.sides() < 2 || t.from-o.to > mediatedReach {
		return
	}
	if len(t.slots[slotOf])+len(t.slots[slotWhose]) == 0 { // else "under the mediation of C"
		sp, ok := s.span(t.from-1, s.e.c.actor)
		if !ok || t.nominal {
			return
		}
		if _, first := s.leftGroup(sp); !s.after(first, s.e.c.by) {
			return
		}
	}
	for i := o.to; i < t.from; i++ {
		if s.stop(i) || s.comma(i) && !s.amongSpans(i) {
			return
		}
	}
	switch o.kind {
	case parley.Talks, parley.Meet, parley.Accept, parley.Sign, parley.Concede:
	default:
		return
	}
	for _, a := range o.cast {
		if !holds(t.cast, a.Side()) {
			t.add(parley.RoleParty, []parley.Actor{a})
		}
	}
}

// mediated takes from the talks that somebody mediates whoever mediates, who is no party to them:
// "A mediates in the talks". It returns the mediation, nil where there is none.
func (t *trigger) mediated(before []*trigger) *trigger {
	if !t.nominal || t.kind != parley.Talks || len(before) == 0 {
		return nil
	}
	o := before[len(before)-1]
	if o.kind != parley.Mediate || o.nominal || len(t.cast) != t.count(parley.RoleParty) || !sameKeys(t.cast, o.playing(parley.RoleMediator)) {
		return nil
	}
	t.cast = nil
	return o
}
