package extract

import (
	"slices"

	"parley"
)

// keepsOwn tells whether a trigger that is another's object is a claim too: only where the
// sentence fixes it ("agreed that they will meet"), or recalls it ("demanded … after the annexation").
func (s *clause) keepsOwn(t *trigger) bool {
	if s.offered(t) {
		return false
	}
	switch t.over.kind {
	case parley.Accept:
		switch t.kind { // what is promised of these is no more than the promise
		case parley.Cooperate, parley.Aid:
		default:
			if _, ok := s.word(t.from, 4, s.e.c.future); ok {
				return true
			}
		}
		return t.keeps("accept")
	case parley.Reject, parley.Sign:
		return t.keeps("yes") || t.nominal && (t.kind == parley.Sanction || t.kind == parley.Attack)
	case parley.Threaten: // "warned that the talks would fail" tells of the talks
		return t.keeps("yes") || t.nominal && t.over.wide && !s.unknown(t)
	}
	return t.keeps("yes")
}

// keeps tells whether the rule's attribute keep lists the word.
func (t *trigger) keeps(word string) bool {
	return slices.Contains(t.says.keep, word)
}

// offered tells whether a noun is the very thing that an offer or a demand is about: "proposes a
// summit of A and B".
func (s *clause) offered(t *trigger) bool {
	if !t.nominal || t.over.nominal || t.over.kind != parley.Propose && t.over.kind != parley.Demand {
		return false
	}
	return s.verbStart(t.from) <= t.over.to
}
