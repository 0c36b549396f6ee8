package extract

// What stands around a word of modality and changes what it says: "may will", "if … will",
// "the plan of", and words that only look like one.

import (
	"parley"
	"parley/internal/rule"
)

// negated tells whether a negation stands before token i. A word inside the words of another
// trigger negates nothing beyond them, where it is not the whole of that trigger.
func (s *clause) negated(i int) bool {
	at, ok := s.word(i, 3, s.e.c.neg)
	if w, ends := s.line.EndsWith(i, s.e.c.neg); ends && !s.inSpan(w.From) {
		at, ok = w.From, true // "has no intention of" is longer
	}
	if !ok {
		return false
	}
	for j := max(at-2, 0); j <= at; j++ {
		if not, ok := s.line.Has(j, s.e.c.notNeg); ok && not.To > at {
			return false // "not only", "does not refuse"
		}
	}
	for j := at; j < i; j++ {
		if s.comma(j) {
			return false
		}
	}
	if t := s.w.taken[at]; t != nil && t.rule != nil {
		if w, ok := s.line.Has(at, s.e.c.neg); ok && w.To-w.From < t.to-t.from && i >= t.to {
			return false
		}
	}
	return true
}

// anothers tells whether the negation before a noun is that of a verb which the noun is the object of:
// "does not break the sanctions" denies no sanctions.
func (s *clause) anothers(t *trigger, start int) bool {
	if !t.nominal || family(t.kind) == "contact" || t.kind == parley.Visit {
		return false
	}
	noun := t.from
	for steps := 0; steps < 3 && s.after(noun, s.e.c.det); steps++ {
		d, _ := s.line.EndsWith(noun, s.e.c.det)
		noun = d.From
	}
	at, ok := s.word(start, 3, s.e.c.neg)
	if !ok || s.after(noun, s.e.c.light) {
		return false // "has not carried out an attack"
	}
	w, _ := s.line.Has(at, s.e.c.neg)
	return w.To-w.From == 1 && w.To < start // a negation of two words says "there is no"
}

// noWish tells whether the word of possibility among the n tokens before token i is itself denied: "has
// no intention of".
func (s *clause) noWish(i, n int) bool {
	at, ok := s.word(i, n, s.e.c.possible)
	if !ok {
		return false
	}
	w, ok := s.line.EndsWith(at, s.e.c.neg)
	return ok && !s.inSpan(w.From)
}

// tookPlace tells whether the words behind a noun say that it happened: "the meeting took place", with
// nothing that leaves it ahead.
func (s *clause) tookPlace(t *trigger) bool {
	for j := t.to; j < len(s.line.Tokens) && j < t.to+8 && !s.stop(j) && !s.comma(j); j++ {
		if s.inSpan(j) {
			continue
		}
		if _, ok := s.line.Has(j, s.e.c.future); ok {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.happen); ok {
			return true
		}
	}
	return false
}

// hedgeReach is how many words before a word of the future one may stand that leaves it open.
const hedgeReach = 5

// hedged tells whether a word of the future among the n tokens before token i is left open by what
// stands before it: "may well", "hopes that B will", "if A …, B will".
func (s *clause) hedged(i int, n int) bool {
	at, ok := s.word(i, n, s.e.c.future)
	if !ok {
		return false
	}
	if j, ok := s.word(at, 2, s.e.c.possible); ok && s.wordEnd(j) == at {
		return true
	}
	if _, ok := s.word(at, hedgeReach, s.e.c.hope); ok {
		return true
	}
	for j := at - 1; j >= 0 && j >= at-condReach && !s.stop(j); j-- {
		if _, ok := s.line.Has(j, s.e.c.cond); ok && !s.inSpan(j) {
			return true
		}
	}
	return false
}

// condReach is how many tokens before the consequence its condition may begin.
const condReach = 24

// wordEnd is the token after the word of possibility that begins at token i.
func (s *clause) wordEnd(i int) int {
	if w, ok := s.line.Has(i, s.e.c.possible); ok {
		return w.To
	}
	return i + 1
}

// plannedBy tells whether a determiner of the trigger is itself a word of the future: "the plan
// to resume aid".
func (s *clause) plannedBy(t *trigger, start int) bool {
	for j := start; j < t.from; j++ {
		if _, ok := s.line.Has(j, s.e.c.future); ok && !s.inSpan(j) {
			return true
		}
	}
	return false
}

// told tells whether a word of the class stands among all that the rule of a trigger matched, from its own
// words on.
func (s *clause) told(t *trigger, c rule.Class) bool {
	for i := t.from; i < t.outer[1]; i++ {
		if _, ok := s.line.Has(i, c); ok && !s.inSpan(i) {
			return true
		}
	}
	return false
}

// over tells whether a contact that the item told as still to come is past by now: the sentence
// has a word of the past and none of the future.
func (s *clause) over(t *trigger) bool { return t.kind != parley.Conference && s.onlyPast() }

// onlyPast tells whether the sentence has words for the past and none for what will be.
func (s *clause) onlyPast() bool {
	past := false
	for j := range s.line.Tokens {
		if s.inSpan(j) {
			continue
		}
		if _, ok := s.line.Has(j, s.e.c.will); ok {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.past); ok {
			past = true
		}
	}
	return past
}

// spokeThere tells whether somebody speaks behind a phrase with a meeting or call, not only will: "in the
// meeting A said that …".
func (s *clause) spokeThere(t *trigger) bool {
	if t.kind != parley.Meet && t.kind != parley.Call {
		return false
	}
	in, ok := s.line.EndsWith(s.verbStart(t.from), s.e.c.in)
	if !ok || s.inSpan(in.From) {
		return false
	}
	for _, y := range s.says {
		if y.from >= t.to && len(y.who) > 0 && !s.near(y.from, 3, s.e.c.future) {
			return true
		}
	}
	for _, o := range s.all {
		if o.from >= t.to && !o.nominal && uttered.has(o.kind) && len(o.subject) > 0 && !s.near(o.from, 3, s.e.c.future) {
			return true
		}
	}
	return false
}

// clauseToCome tells whether the verb that a noun of contact hangs on is one of the future, and
// nothing in the clause is past: "will answer questions at the press conference".
func (s *clause) clauseToCome(t *trigger) bool {
	if family(t.kind) != "contact" {
		return false
	}
	will := false
	for j := t.from - 1; j >= 0 && !s.stop(j); j-- {
		if s.inSpan(j) {
			continue
		}
		if _, ok := s.line.Has(j, s.e.c.past); ok {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.will); ok {
			will = true
		}
	}
	return will
}

// partOf tells whether a journey or contact, told by a verb in a lesser clause, is part of what is to come:
// "will speak with B when he visits A".
func (s *clause) partOf(t *trigger, start int) bool {
	if t.nominal || t.recalled || family(t.kind) != "contact" && t.kind != parley.Visit {
		return false
	}
	sub := false
	for j := start - 1; j >= 0 && j >= start-condReach && !s.stop(j); j-- {
		if s.inSpan(j) {
			continue
		}
		if _, ok := s.line.Has(j, s.e.c.past); ok {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.that); ok {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.subord); ok {
			sub = true
		}
		if _, ok := s.line.Has(j, s.e.c.will); ok {
			return sub
		}
	}
	return false
}

// states tells whether a verb is what its clause says, right behind its subject or a light verb ("A and B
// negotiate", "hold talks"), what came of a deed that is past, or of an event that was told before.
func (s *clause) states(t *trigger, start int) bool {
	_, done := s.word(start, copulaReach, s.e.c.past)
	return done || t.recalled || start < t.from || start > 0 && (s.inSpan(start-1) || s.comma(start-1))
}
