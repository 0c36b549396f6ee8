package extract

import "parley"

// Who takes part in a deed, and who only stands beside it: whoever speaks of harm that another does, and who
// does something else while a body meets.

// blamed makes whoever says the words that the model of kinds takes for a charge the one who charges, and
// the subject of those words the one charged: "A holds that B speeds up its programme".
func (s *clause) blamed(t *trigger) {
	if t.kind != parley.Accuse || t.count(parley.RoleSource) == 0 {
		return
	}
	who := s.speaker(t)
	if len(who) == 0 || !official(who) || sharesKey(who, t.cast) {
		return
	}
	doers := t.playing(parley.RoleSource)
	t.cast = nil
	t.add(parley.RoleSource, who)
	t.add(parley.RoleTarget, doers)
}

// aside leaves those out who only do something else while a body meets: "on the sidelines of the summit of
// BODY, A and B agreed".
func (s *clause) aside(t *trigger) {
	if t.kind != parley.Conference || !t.nominal || len(t.cast) < 2 {
		return
	}
	body := false
	for _, a := range t.cast {
		body = body || a.State == "" && !isPerson(a)
	}
	w, ok := s.line.EndsWith(s.verbStart(t.from), s.e.c.aside)
	if !body || !ok || s.inSpan(w.From) {
		return
	}
	kept := t.cast[:0:0]
	for _, a := range t.cast {
		if a.State == "" && !isPerson(a) || t.owns(a) || !holds(t.subject, a.Side()) && !holds(t.bystander, a.Side()) {
			kept = append(kept, a)
		}
	}
	t.cast = kept
}

// owns tells whether the words of a noun name an actor as one of those whose it is: "the summit of A and B".
func (t *trigger) owns(a parley.Actor) bool {
	for _, o := range [...]slot{slotLeft, slotOf, slotBetween, slotWith} {
		if holds(t.slots[o], a.Side()) {
			return true
		}
	}
	return false
}
