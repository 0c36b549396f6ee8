package extract

// Whether a deed was called off.

import "parley"

// cancelled tells whether a contact was called off: the word before it as its verb, or
// after it in a passive. Another deed is where the word stands right before it.
func (s *clause) cancelled(t *trigger, start int) bool {
	if family(t.kind) != "contact" && t.kind != parley.Visit {
		return !uttered.has(t.kind) && !t.nominal && s.after(start, s.e.c.cancel)
	}
	if s.near(start, 3, s.e.c.cancel) || s.after(start, s.e.c.cancel) {
		return true
	}
	passive := false
	for j := t.to; j < len(s.line.Tokens) && j < t.to+nounReach; j++ {
		if s.inSpan(j) { // "St. Petersburg" ends no sentence
			continue
		}
		if s.comma(j) {
			if s.butOff(j) {
				return true
			}
			break
		}
		if s.stop(j) {
			break
		}
		// "After a year's break the sides met": the break is not the meeting's.
		if w, ok := s.line.Has(j, s.e.c.subord); ok {
			if _, then := s.line.Has(w.To, s.e.c.det); !then {
				return false
			}
		}
		if _, ok := s.line.Has(j, s.e.c.passive); ok {
			passive = true
		}
		if w, ok := s.line.Has(j, s.e.c.cancel); ok {
			return passive || w.To-w.From > 1 && j < t.to+8
		}
	}
	return s.calledOff(t)
}

// calledOff tells whether the predicate of a noun says that it was called off, behind a phrase between commas: "the
// round, planned for Monday in Rome, was put off".
func (s *clause) calledOff(t *trigger) bool {
	if !t.nominal || len(s.all) == 0 || s.all[0] != t {
		return false
	}
	commas := 0
	for j := t.to; j < len(s.line.Tokens) && j < t.to+predicateReach && !s.stop(j); j++ {
		if !s.comma(j) {
			continue
		}
		if commas++; commas < 2 {
			continue
		}
		passive := false
		for k := j + 1; k <= j+3 && k < len(s.line.Tokens); k++ {
			if _, ok := s.line.Has(k, s.e.c.passive); ok {
				passive = true
			}
			if w, ok := s.line.Has(k, s.e.c.cancel); ok {
				return passive || w.To-w.From > 1
			}
		}
	}
	return false
}

// butOff tells whether behind the comma at j nothing but a conjunction and a passive stand before the word that calls off:
// "was to be held this week, but was put off".
func (s *clause) butOff(j int) bool {
	conj, ok := s.line.Has(j+1, s.e.c.conj)
	if !ok {
		return false
	}
	for k := conj.To; k <= conj.To+1 && k < len(s.line.Tokens); k++ {
		if passive, ok := s.line.Has(k, s.e.c.passive); ok {
			_, off := s.line.Has(passive.To, s.e.c.cancel)
			return off
		}
		if w, ok := s.line.Has(k, s.e.c.cancel); ok && w.To-w.From > 1 {
			return true
		}
	}
	return false
}

// nounReach is how many tokens behind a noun the passive of its predicate may stand.
const nounReach = 32

// predicateReach is how many tokens may stand between a noun and its predicate.
const predicateReach = 48
