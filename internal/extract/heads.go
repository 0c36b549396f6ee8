package extract

// Who leads a delegation, as a phrase behind it says: "the delegation of A, led by X".

import (
	"parley"
	"parley/internal/rule"
)

// ledFrom reads the phrase that begins at token i and says who leads whoever stands before it; end is the token behind.
func (s *clause) ledFrom(i int) (leader rule.Mark, end int, ok bool) {
	by, ok := s.line.Has(i, s.e.c.by)
	if !ok || i >= len(s.line.Tokens) || s.inSpan(i) {
		return leader, i, false
	}
	leader, ok = s.span(by.To, s.e.c.actor)
	if !ok || leader.From != by.To {
		return leader, i, false
	}
	led, ok := s.line.Has(leader.To, s.e.c.led)
	return leader, led.To, ok
}

// ledBefore returns whom the phrase that ends before token i says somebody to lead.
func (s *clause) ledBefore(i int) (rule.Mark, bool) {
	led, ok := s.line.EndsWith(i, s.e.c.led)
	if !ok {
		return rule.Mark{}, false
	}
	leader, ok := s.span(led.From-1, s.e.c.actor)
	if !ok || leader.To != led.From || !s.leadsOne(leader) {
		return rule.Mark{}, false
	}
	by, _ := s.line.EndsWith(leader.From, s.e.c.by)
	sp, ok := s.span(by.From-1, s.e.c.actor)
	return sp, ok && sp.To == by.From
}

// leadsOne tells whether an actor is told as the leader of whoever stands before him.
func (s *clause) leadsOne(sp rule.Mark) bool {
	by, ok := s.line.EndsWith(sp.From, s.e.c.by)
	if !ok || s.inSpan(by.From) {
		return false
	}
	_, ok = s.line.Has(sp.To, s.e.c.led)
	return ok
}

// headed gives those who meet the heads whom the sentence tells of their delegations.
func (s *clause) headed(t *trigger) {
	if t.kind != parley.Conference && (t.nominal || t.kind != parley.Talks && t.kind != parley.Meet) || t.waits {
		return
	}
	for _, d := range s.delegations() {
		if !sharesKey(s.actorsAt(d.sent), t.slots[slotSubject]) {
			continue
		}
		for _, a := range s.actorsAt(d.leader) {
			if isPerson(a) && holds(t.cast, a.Side()) {
				t.add(parley.RoleHead, []parley.Actor{a})
			}
		}
	}
}

// delegation is who was sent, and by whom they are led.
type delegation struct{ sent, leader rule.Mark }

// delegations are those of the sentence, looked for once: it may have as many verbs as actors.
func (s *clause) delegations() []delegation {
	if s.ledKnown {
		return s.led
	}
	s.led, s.ledKnown = s.led[:0], true
	for _, sp := range s.line.Spans {
		if sp.Class != s.e.c.actor {
			continue
		}
		if leader, _, ok := s.ledFrom(sp.To); ok {
			s.led = append(s.led, delegation{sp, leader})
		}
	}
	return s.led
}
