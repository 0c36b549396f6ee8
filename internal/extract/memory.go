package extract

import (
	"parley"
)

// memory is what an item told so far: the last claim of each family of kinds, so that "in
// the phone call" means the call that was told before.
type memory struct {
	last    map[string]*told
	claims  int
	started map[string]bool // key of kind and actors already told as the item's own news
	sent    int
}

// told is one event as the item last told it.
type told struct {
	kind   parley.Kind
	cast   []parley.Actor
	status parley.Status
	sent   int
}

// family groups kinds whose nouns refer to each other's events: a call may later be "the
// conversation", a meeting "the talks".
func family(k parley.Kind) string {
	switch k {
	case parley.Meet, parley.Call, parley.Talks, parley.Conference:
		return "contact"
	}
	return string(k)
}

// fill completes a trigger that names too few actors from what was told before, or from
// the sentence's own subject.
func (m *memory) fill(s *clause, t *trigger) {
	info, _ := t.kind.Info()
	switch info.Form {
	case parley.Mutual:
		m.fillMutual(s, t)
	case parley.Directed:
		m.fillDirected(s, t)
	}
	m.answer(t)
	if old := m.last["contact"]; old != nil && t.rule.Attrs["echo"] == "yes" && sharesKey(old.cast, t.cast) && old.status == parley.Occurred {
		t.kind = old.kind
	}
}

// answer takes whom an acceptance or refusal answers from the offer that was told before.
func (m *memory) answer(t *trigger) {
	if t.kind != parley.Accept && t.kind != parley.Reject || t.count(parley.RoleSource) != 1 || t.count(parley.RoleTarget) > 0 {
		return
	}
	for _, kind := range []parley.Kind{parley.Propose, parley.Demand} {
		old := m.last[string(kind)]
		if old == nil || m.sent-old.sent > 1 {
			continue
		}
		for _, a := range old.cast {
			if a.Role == parley.RoleSource && a.Key() != t.cast[0].Key() {
				a.Start, a.End = 0, 0
				t.add(parley.RoleTarget, []parley.Actor{a})
				return
			}
		}
	}
}

func (m *memory) fillMutual(s *clause, t *trigger) {
	if t.rule.Attrs["frame"] == "directed" || len(t.cast) >= 2 {
		return
	}
	old := m.recall(t)
	if old == nil {
		return
	}
	if len(t.cast) == 0 || sharesKey(t.cast, old.cast) {
		for _, a := range old.cast {
			if a.Role != parley.RoleHead || t.rule.Attrs["head"] == "yes" {
				a.Start, a.End = 0, 0
				t.add(a.Role, []parley.Actor{a})
			}
		}
		t.recalled = true
		if old.kind == t.kind {
			t.inherits = old.status
		}
		t.notes = append(t.notes, "recall")
	}
}

// recall finds the event that a noun in passing refers to.
func (m *memory) recall(t *trigger) *told {
	if old := m.last[string(t.kind)]; old != nil {
		return old
	}
	if family(t.kind) == "contact" && t.nominal {
		return m.last["contact"]
	}
	return nil
}

func (m *memory) fillDirected(s *clause, t *trigger) {
	if t.count(parley.RoleSource) > 0 && t.count(parley.RoleTarget) > 0 {
		return
	}
	old := m.last[string(t.kind)]
	if old == nil || !t.nominal && !(t.passive && m.sent-old.sent <= 3) {
		return
	}
	match := len(t.cast) == 0
	for _, a := range t.cast {
		for _, b := range old.cast {
			match = match || a.Key() == b.Key() && a.Role == b.Role
		}
	}
	if !match {
		return
	}
	for _, b := range old.cast {
		if t.count(b.Role) == 0 {
			b.Start, b.End = 0, 0
			t.add(b.Role, []parley.Actor{b})
			t.recalled = true
			t.inherits = old.status
		}
	}
}

func sharesKey(a, b []parley.Actor) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Key() == y.Key() {
				return true
			}
		}
	}
	return false
}

// add remembers a claim.
func (m *memory) add(s *clause, t *trigger) {
	if m.last == nil {
		m.last = map[string]*told{}
	}
	m.claims++
	info, _ := t.kind.Info()
	if info.Form == parley.Mutual && len(t.cast) < 2 {
		return
	}
	w := &told{t.kind, t.cast, t.status, m.sent}
	m.last[string(t.kind)] = w
	if family(t.kind) == "contact" {
		m.last["contact"] = w
	}
}

func (m *memory) endSentence(*clause) { m.sent++ }
