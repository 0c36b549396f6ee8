package extract

// Journeys that an item tells again: whose they are, and where they go, as it told them before.

import (
	"math/bits"

	"parley"
)

// maxVisits is how many visits of an item are kept in mind.
const maxVisits = 16

// sameVisit is the visit of these people to this state that was told last; that of the host
// to them is another.
func (m *memory) sameVisit(t *trigger) *told {
	for i := len(m.visits) - 1; i >= 0; i-- {
		if old := &m.visits[i]; sameKeys(old.cast, t.cast) && !turned(old.cast, t.cast) {
			return old
		}
	}
	return nil
}

// turned tells whether a side plays one role among the first actors and another among the
// second.
func turned(a, b []parley.Actor) bool {
	for i := range a {
		for j := range b {
			if a[i].Role != b[j].Role && a[i].Side() == b[j].Side() {
				return true
			}
		}
	}
	return false
}

// sameJourney makes a noun of a visit that has only the subject of its sentence the visit that was told last,
// where that subject is both sides of it or its host: "in the visit both sides agreed", "B hopes that the
// visit will …". It tells whether it did.
func (m *memory) sameJourney(s *clause, t *trigger) bool {
	if t.kind != parley.Visit || !t.nominal || len(t.cast) == 0 || t.count(parley.RoleSource) < len(t.cast) || bits.OnesCount32(t.filled) > 1 || s.unknown(t) {
		return false
	}
	if len(t.cast) == 1 && (t.from < hostFrom || s.inPhrase(t)) {
		return false // "in the visit A said": he may travel
	}
	for i := len(m.visits) - 1; i >= 0; i-- {
		old := &m.visits[i]
		if host, ok := old.roleOf(t.cast[0]); !ok || len(t.cast) == 1 && host != parley.RoleTarget {
			if ok {
				return false // his own journey
			}
			continue
		}
		for _, a := range t.cast {
			if !holds(old.cast, a.Side()) {
				return false
			}
		}
		t.cast, t.recalled, t.inherits = nil, true, old.status
		for _, a := range old.cast {
			a.Start, a.End = 0, 0
			t.add(a.Role, []parley.Actor{a})
		}
		t.notes = append(t.notes, "recall")
		return true
	}
	return false
}

// hostFrom is from which token on the one who speaks of a visit may be named before it.
const hostFrom = 3

// roleOf is the role that the side of a plays.
func (o *told) roleOf(a parley.Actor) (parley.Role, bool) {
	for _, b := range o.cast {
		if b.Side() == a.Side() {
			return b.Role, true
		}
	}
	return "", false
}

// maxHosts is how many hosts a journey has that is told again as one.
const maxHosts = 2

// several is the role in which several took part together: the hosts of one journey, those who imposed
// sanctions on one state. "" where none is.
func (o *told) several() parley.Role {
	targets := 0
	for _, a := range o.cast {
		if a.Role == parley.RoleTarget {
			targets++
		}
	}
	switch {
	case o.kind == parley.Visit && targets <= maxHosts:
		return parley.RoleTarget
	case (o.kind == parley.Sanction || o.kind == parley.Demand) && targets == 1:
		return parley.RoleSource
	}
	return ""
}
