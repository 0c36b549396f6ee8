package extract

// Whether a deed is still to come by the words of another clause: what somebody will travel for,
// and what "will be the first time that …".

import (
	"parley"
)

// laterReach is how many tokens may lie between a verb and the words that put it off.
const laterReach = 12

// later is the status that a verb has from "this will be the first time that A meets B" or "A
// will travel to C to meet B", "" where it has none.
func (s *clause) later(t *trigger, start int) parley.Status {
	if st := s.willBe(start); st != "" {
		return st
	}
	if family(t.kind) != "contact" {
		return ""
	}
	w, ok := s.line.EndsWith(start, s.e.c.purpose)
	if !ok || s.inSpan(w.From) {
		return s.onVisit(start)
	}
	for i := len(s.all) - 1; i >= 0; i-- {
		o := s.all[i]
		if o.to > w.From || o.nominal || o.status == "" {
			continue
		}
		if w.From-o.to > laterReach || !s.unbroken(o.to, w.From) || family(o.kind) != "contact" && o.kind != parley.Visit {
			return ""
		}
		if o.status == parley.Occurred || o.status == parley.Ongoing {
			return ""
		}
		return o.status
	}
	return ""
}

// onVisit is the status of a journey that is to come, or may be, for what is done at its end: "will lead the delegation
// to TOWN, talk with B". Only where it goes stands between the two verbs.
func (s *clause) onVisit(start int) parley.Status {
	if start > 0 && s.at[start-1] > 0 {
		i := s.at[start-1]
		if to, ok := s.line.EndsWith(s.line.Spans[i-1].From, s.e.c.to); ok && s.near(to.From, journeyReach, s.e.c.future) && !s.pastBetween(to.From, journeyReach) {
			return parley.Planned
		}
	}
	i := start
	for i > 0 && s.inSpan(i-1) {
		i--
	}
	if o := s.end[i]; o != nil && o.kind == parley.Visit && !o.nominal && (o.status == parley.Planned || o.status == parley.Possible) {
		return o.status
	}
	return ""
}

// journeyReach is how many words may stand between "will" and where a journey goes.
const journeyReach = 4

// aimed tells whether a deed is only what somebody else is to be brought to: "presses B so that B gives up".
func (s *clause) aimed(t *trigger, start int) bool {
	if t.nominal || t.passive || uttered.has(t.kind) || family(t.kind) == "contact" || t.kind == parley.Visit || t.kind == parley.Sanction {
		return false
	}
	i := start
	for w, ok := s.tenseBefore(i); ok; w, ok = s.tenseBefore(i) {
		i = w.From
	}
	sp, ok := s.span(i-1, s.e.c.actor)
	return ok && sp.To == i && s.after(sp.From, s.e.c.purpose) && s.after(sp.From, s.e.c.subord)
}

// mayReach is how many tokens behind a noun its predicate may begin.
const mayReach = 6

// mayBe tells whether the predicate of a contact says that it may take place: "a summit can only take place when …".
func (s *clause) mayBe(t *trigger) bool {
	if !t.nominal || family(t.kind) != "contact" {
		return false
	}
	for j := t.to; j < len(s.line.Tokens) && j < t.to+mayReach && !s.stop(j) && !s.comma(j); j++ {
		if s.inSpan(j) {
			continue
		}
		if o := s.verbAt(j, t); o != nil && !o.nominal {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.subord); ok {
			return false
		}
		if w, ok := s.line.Has(j, s.e.c.may); ok {
			_, held := s.line.Has(w.To, s.e.c.held)
			return held && w.To < len(s.line.Tokens)
		}
	}
	return false
}

// willBe is the status that "will be" and "may be" before the clause of a verb give it.
func (s *clause) willBe(start int) parley.Status {
	c := &s.e.c
	for j := start - 1; j > 0 && j >= start-laterReach && !s.stop(j) && !s.comma(j); j-- {
		if s.inSpan(j) {
			continue
		}
		if _, ok := s.line.Has(j, c.past); ok {
			return ""
		}
		if w, ok := s.line.Has(j, c.copula); !ok || w.To >= start {
			continue
		}
		switch {
		case s.near(j, 2, c.possible):
			return parley.Possible // also "may be going to be"
		case s.after(j, c.future):
			return parley.Planned
		}
		return ""
	}
	return ""
}
