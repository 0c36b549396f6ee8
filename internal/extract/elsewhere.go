package extract

// Whose a deed is that a sentence tells without saying so, as the item tells it before or after:
// headlines leave out what the body says.

import (
	"slices"

	"parley"
)

// waiting is a claim that nobody is known to have done yet.
type waiting struct {
	by *trigger
	at int // its place among the claims
}

// elsewhere gives a trigger without the sides that it needs those of the item's first deed of its
// kind. Where none was told yet it waits for one.
func (m *memory) elsewhere(t *trigger) {
	if t.rule.Attrs["other"] == "no" || t.rule.Attrs["voice"] != "" {
		return // what is said is whose voice it is, not whose it was elsewhere
	}
	if old := m.first(t); old != nil {
		t.playIn(old)
		return
	}
	t.waits = true
}

// playIn takes the sides of a deed that the item tells elsewhere.
func (t *trigger) playIn(old *told) {
	for _, a := range old.cast {
		if t.names(a) {
			continue
		}
		a.Start, a.End = 0, 0
		if t.mutual {
			a.Role = parley.RoleParty
		}
		t.add(a.Role, []parley.Actor{a})
	}
	if t.nominal && !t.mutual { // a rift goes on when what began it is done
		t.inherits = old.status
	}
	t.recalled = true
	t.notes = append(t.notes, "elsewhere")
}

// first finds the first deed of the item, in another sentence, that is of the trigger's kind and fits
// whom it names: what an item tells first it is about.
func (m *memory) first(t *trigger) *told {
	for _, old := range m.all {
		if old.kind == t.kind && old.sent != m.sent && old.fits(t) {
			return old
		}
	}
	return nil
}

// fits tells whether the deed is one in which all whom the trigger names play the same role; in what
// two sides have with each other, any role.
func (o *told) fits(t *trigger) bool {
	for _, a := range t.cast {
		found := false
		for _, b := range o.cast {
			found = found || (a.Role == b.Role || t.mutual) && a.Side() == b.Side()
		}
		if !found {
			return false
		}
	}
	return len(o.cast) > 1 || len(o.cast) > 0 && !t.mutual
}

// complete gives the claims of an item that wait the sides that it told later, and takes out those
// for which it told none.
func (w *Worker) complete(m *memory, out []parley.Claim) []parley.Claim {
	m.sent = -1 // no sentence is its own any more
	for _, x := range m.waiting {
		t, c := x.by, &out[x.at]
		if old := m.first(t); old != nil {
			t.playIn(old)
		}
		if !w.s.stands(t) {
			continue
		}
		c.Actors, c.Confidence, c.Rules = t.actors(), confidence(t), append(c.Rules[:1:1], t.notes...)
		t.waits = false
	}
	if len(m.waiting) == 0 {
		return out
	}
	kept, next := out[:m.waiting[0].at], 0
	for i := len(kept); i < len(out); i++ {
		if next < len(m.waiting) && m.waiting[next].at == i {
			next++
			if m.waiting[next-1].by.waits {
				continue
			}
		}
		kept = append(kept, out[i])
	}
	return kept
}

// inOrder merges two lists of triggers, each in text order.
func inOrder(a, b []*trigger) []*trigger {
	if len(b) == 0 {
		return a
	}
	all := append(slices.Clone(a), b...)
	slices.SortStableFunc(all, func(x, y *trigger) int { return x.from - y.from })
	return all
}
