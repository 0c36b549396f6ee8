package extract

// This file finds verbs in the passive.

// passiveReach is how many words a passive marker may stand before its verb; an actor is one.
const passiveReach = 8

// passiveOf notes a passive marker before the verb and the agent between them: "was by A
// put on the list".
func (s *clause) passiveOf(t *trigger) {
	if t.nominal {
		return
	}
	words := 0
	for j := t.from - 1; j >= 0 && words < passiveReach; j-- {
		if s.comma(j) && !s.amongSpans(j) || s.stop(j) {
			return
		}
		if sp, ok := s.span(j, s.e.c.actor); !ok || j == sp.From {
			words++
		}
		if _, ok := s.line.Has(j, s.e.c.passive); ok && !s.inSpan(j) {
			if _, ok := s.line.Has(j, s.e.c.deem); ok {
				return // "is said to have done": the subject did it
			}
			t.passive, t.passiveAt = true, j
			for k := j + 1; k < t.from; k++ {
				if sp, ok := s.span(k, s.e.c.actor); ok {
					g, end := s.group(sp)
					t.put(slotBy, append(t.slots[slotBy], g...))
					k = end
				}
			}
			return
		}
	}
}
