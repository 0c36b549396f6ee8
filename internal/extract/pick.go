package extract

import (
	"cmp"
	"slices"

	"parley"
	"parley/internal/rule"
)

// pick chooses among overlapping matches: the longest trigger, then the rule that stands
// first; rules with the attribute `wide` come after all others, those with `wide last` last
// of all. A match of kind "-" only takes the place of others.
func (s *clause) pick(ms []rule.Match) []*trigger {
	order := s.w.order[:0]
	for i := range ms {
		order = append(order, i)
	}
	s.w.order = order
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &ms[a], &ms[b]
		return cmp.Or(
			cmp.Compare(s.e.sense(x.Rule).wide, s.e.sense(y.Rule).wide),
			cmp.Compare(y.Trigger[1]-y.Trigger[0], x.Trigger[1]-x.Trigger[0]),
			cmp.Compare(y.To-y.From, x.To-x.From),
			cmp.Compare(x.Rule.Order, y.Rule.Order),
		)
	})
	s.w.taken = zeros(s.w.taken, len(s.line.Tokens))
	taken := s.w.taken
	idiom := &s.w.idiom
	out := s.w.picked[:0]
	for _, i := range order {
		m := ms[i]
		var holder *trigger // who has words of the match
		named := true       // the trigger is part of a person's name
		for j := m.Trigger[0]; j < m.Trigger[1]; j++ {
			if taken[j] != nil && holder == nil {
				holder = taken[j]
			}
			named = named && s.person(j)
		}
		if named || holder == idiom {
			continue
		}
		if holder != nil {
			if s.e.sense(m.Rule).wide > 0 {
				holder.others = append(holder.others, m)
			}
			continue
		}
		t := idiom
		if s.e.sense(m.Rule).kind != "-" {
			t = s.newTrigger(m)
			out = append(out, t)
		}
		for j := m.Trigger[0]; j < m.Trigger[1]; j++ {
			taken[j] = t
		}
	}
	slices.SortFunc(out, func(a, b *trigger) int { return cmp.Compare(a.from, b.from) })
	s.w.picked = out
	return out
}

func (s *clause) newTrigger(m rule.Match) *trigger {
	t, says := s.w.blank(), s.e.sense(m.Rule)
	*t = trigger{
		rule: m.Rule, says: says, kind: says.kind, from: m.Trigger[0], to: m.Trigger[1],
		outer: [2]int{m.From, m.To}, caps: m.Captures, object: says.object,
		wide: says.wide > 0,
	}
	return t
}

// another tries the wide rules that matched words of a trigger which gave no claim, or one that
// waits for its sides; nil where none knows more.
func (s *clause) another(t *trigger, m *memory, before []*trigger) *trigger {
	var waits *trigger
	for _, o := range t.others {
		w := s.newTrigger(o)
		s.findSlots(w)
		switch ok := s.settle(w, m, before); {
		case ok && !w.waits:
			return w
		case ok && waits == nil && !t.waits:
			waits = w
		}
	}
	return waits
}

// fuller gives a claim that has a doer, and nobody whom he did it to, the targets that a wide
// rule of the same kind knows in the same words, where that means the same doer.
func (s *clause) fuller(t *trigger, m *memory, before []*trigger) {
	if t.over != nil || t.about != nil || t.count(parley.RoleSource) == 0 || t.count(parley.RoleTarget) > 0 || t.count(parley.RoleParty) > 0 {
		return
	}
	for _, o := range t.others {
		if s.e.sense(o.Rule).kind != t.kind {
			continue
		}
		w := s.newTrigger(o)
		s.findSlots(w)
		if s.settle(w, m, before) && !w.waits && w.count(parley.RoleTarget) > 0 && w.sameDoer(t) {
			t.take(w, parley.RoleTarget)
			return
		}
	}
}

// sameDoer says whether both triggers have the same sources, in whatever order.
func (t *trigger) sameDoer(o *trigger) bool {
	if t.count(parley.RoleSource) != o.count(parley.RoleSource) {
		return false
	}
	for i := range t.cast {
		a := &t.cast[i]
		same := func(b parley.Actor) bool { return b.Role == a.Role && b.Key() == a.Key() }
		if a.Role == parley.RoleSource && !slices.ContainsFunc(o.cast, same) {
			return false
		}
	}
	return true
}
