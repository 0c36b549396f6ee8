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
		return t.keeps("accept") || s.fixed(t)
	case parley.Reject, parley.Sign:
		return t.keeps("yes") || t.nominal && (t.kind == parley.Sanction || t.kind == parley.Attack)
	case parley.Threaten: // "warned that the talks would fail" tells of the talks
		return t.keeps("yes") || t.nominal && t.over.wide && !s.unknown(t)
	}
	return t.keeps("yes")
}

// fixed tells whether what is agreed on is a contact or truce of which the sentence says when it will be, or
// that it is the next: "agreed to hold a round in early December".
func (s *clause) fixed(t *trigger) bool {
	switch t.kind {
	case parley.Talks, parley.Meet, parley.Call:
		if t.nominal && s.inside(t, s.e.c.will) {
			return true
		}
	default:
		if !t.keeps("dated") {
			return false
		}
	}
	for i := t.to; i < len(s.line.Tokens) && i < t.to+fixedReach && !s.stop(i) && !s.comma(i); i++ {
		if o := s.verbAt(i, t); o != nil && !o.nominal {
			return false
		}
		sp, ok := s.span(i, s.e.c.time)
		if !ok || sp.From != i {
			continue
		}
		w := &s.sent.Times[sp.Ref]
		switch {
		case w.Value == "" || w.Duration != "":
			return false
		case s.saysAhead(sp):
			return true
		case w.Value[0] == 'X' || s.day.IsZero():
			return false
		}
		v, err := s.w.edtf(w.Value)
		return err == nil && v.Bounds().From > s.day.Bounds().To
	}
	return false
}

// fixedReach is how many tokens behind a contact the time may stand that was agreed on.
const fixedReach = 20

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
