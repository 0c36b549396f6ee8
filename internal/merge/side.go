package merge

// This file compares who takes part on one side of an event.

import (
	"slices"
	"strings"

	"parley"
)

// member is one actor of a side by what two claims must share, with the persons and
// offices that were named for it.
type member struct {
	key     string
	persons []string
	offices []string // stems
	whole   bool     // the state or organisation itself was named
}

// side is the actors of one role, in order of key.
type side []member

func newSide(actors []parley.Actor) side {
	var s side
	for _, a := range actors {
		s = s.with(a)
	}
	return s
}

func (s side) with(a parley.Actor) side {
	key := a.Key()
	i, found := slices.BinarySearchFunc(s, key, func(m member, k string) int { return strings.Compare(m.key, k) })
	if !found {
		s = slices.Insert(s, i, member{key: key})
	}
	m := &s[i]
	switch {
	case strings.HasPrefix(a.ID, "person:"):
		m.persons = add(m.persons, a.ID)
		if a.Office != "" {
			m.offices = add(m.offices, officeStem(string(a.Office)))
		}
	case strings.HasPrefix(a.ID, "office:"):
		m.offices = add(m.offices, officeStem(strings.TrimPrefix(a.ID, "office:")))
	default:
		m.whole = true
	}
	return s
}

// officeStem makes one of an office and the body it heads: the state with the first
// letters of the office's name, without a deputy's prefix.
func officeStem(office string) string {
	const letters = 8
	holder, name, _ := strings.Cut(office, "/")
	name = strings.TrimPrefix(name, "deputy-")
	return holder + "/" + name[:min(letters, len(name))]
}

// add puts s into the sorted set.
func add(set []string, s string) []string {
	i, found := slices.BinarySearch(set, s)
	if found {
		return set
	}
	return slices.Insert(slices.Clip(set), i, s)
}

// union has the actors of both. It may be one of them: sides do not change once they are made.
func union(a, b side) side {
	switch {
	case len(b) == 0 || a.holds(b):
		return a
	case len(a) == 0:
		return b
	}
	out := slices.Clone(a)
	for _, m := range b {
		i, found := slices.BinarySearchFunc(out, m.key, func(x member, k string) int { return strings.Compare(x.key, k) })
		if !found {
			out = slices.Insert(out, i, m)
			continue
		}
		for _, p := range m.persons {
			out[i].persons = add(out[i].persons, p)
		}
		for _, o := range m.offices {
			out[i].offices = add(out[i].offices, o)
		}
		out[i].whole = out[i].whole || m.whole
	}
	return out
}

// holds tells whether all that b names stands in s.
func (s side) holds(b side) bool {
	i := 0
	for _, m := range b {
		for i < len(s) && s[i].key < m.key {
			i++
		}
		if i == len(s) || s[i].key != m.key || m.whole && !s[i].whole || !within(m.persons, s[i].persons) || !within(m.offices, s[i].offices) {
			return false
		}
	}
	return true
}

// within tells whether all of a stand in b.
func within(a, b []string) bool {
	for _, s := range a {
		if !slices.Contains(b, s) {
			return false
		}
	}
	return true
}

func (s side) persons() (n int) {
	for _, m := range s {
		n += min(1, len(m.persons))
	}
	return n
}

// is tells whether both sides have the same actors.
func (s side) is(o side) bool {
	return slices.EqualFunc(s, o, func(a, b member) bool { return a.key == b.key })
}

// match is how two sides compare.
type match struct {
	a, b    int  // members of either
	shared  int  // members of both
	persons int  // members for which both name the same person
	clash   bool // for a shared member both name persons, or offices, and none is the same
}

func (m match) equal() bool { return m.shared == m.a && m.shared == m.b && m.shared > 0 }

func (m match) within() bool { return m.shared > 0 && (m.shared == m.a || m.shared == m.b) }

func compare(a, b side) match {
	m := match{a: len(a), b: len(b)}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i].key, b[j].key); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			m.shared++
			same, clash := a[i].compare(b[j])
			m.clash = m.clash || clash
			if same {
				m.persons++
			}
			i++
			j++
		}
	}
	return m
}

// compare tells whether both name the same person, and whether they name different ones.
func (m member) compare(o member) (same, clash bool) {
	if len(m.persons) > 0 && len(o.persons) > 0 {
		same = common(m.persons, o.persons)
		return same, !same
	}
	if m.whole || o.whole || len(m.offices) == 0 || len(o.offices) == 0 {
		return false, false
	}
	return false, !common(m.offices, o.offices)
}

func common(a, b []string) bool {
	for _, s := range a {
		if slices.Contains(b, s) {
			return true
		}
	}
	return false
}
