package extract

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/rule"
)

// This file finds who speaks: whoever says that another did harm accuses him, and whoever
// says that another must do something asks it of him.

// voiceReach is over how many sentences a quotation is still that of who spoke last.
const voiceReach = 2

// voiced gives the role that the rule's attribute `voice` names to whoever says what the
// trigger says. It is left out where he is a side of it himself.
func (s *clause) voiced(t *trigger, m *memory) {
	role := parley.Role(t.says.voice)
	if role == "" || t.count(role) > 0 {
		return
	}
	who := s.speaker(t)
	if len(who) == 0 && s.goesOn() && m.sent-m.spoke <= voiceReach {
		for _, a := range m.voice {
			a.Start, a.End = 0, 0 // named in an earlier sentence
			who = append(who, a)
		}
		t.recalled = len(who) > 0
	}
	if len(who) == 0 || sharesKey(who, t.cast) || !official(who) {
		return
	}
	t.add(role, who)
}

// voicedReach is how many tokens whoever is spoken of may stand before what is said of him.
const voicedReach = 13

// official tells whether one of the actors speaks for a state, an organisation or a group.
func official(who []parley.Actor) bool {
	for _, a := range who {
		if a.State != "" || !strings.HasPrefix(a.ID, "person:") {
			return true
		}
	}
	return false
}

// speaker finds who says the trigger's clause: the subject of the verb of saying before
// it, of the one after a quotation, whom "according to" names, or whom a headline quotes
// ("A: B is …").
func (s *clause) speaker(t *trigger) []parley.Actor {
	for j := len(s.says) - 1; j >= 0; j-- {
		if y := s.says[j]; len(y.who) > 0 && y.to <= t.from {
			return y.who
		}
	}
	if sp, ok := s.span(0, s.e.c.actor); ok && sp.To < t.from && s.line.Exact(sp.To, sp.To+1) == ":" {
		return s.actorsAt(sp)
	}
	for _, y := range s.says {
		if len(y.who) > 0 && y.span[0] >= t.to && (s.quotedBefore(y) || s.apart(y.span[0]) && s.closing(t, y)) {
			return y.who
		}
	}
	if sp, ok := s.accordingTo(); ok && sp.To <= t.from {
		return s.actorsAt(sp)
	}
	return nil
}

// closing tells whether "…, said A" or "…, A said" ends the sentence that the trigger is in.
func (s *clause) closing(t *trigger, y sayer) bool {
	for i := t.to; i < y.from; i++ {
		if s.stop(i) {
			return false
		}
	}
	if y.to >= len(s.line.Tokens) || s.stop(y.to) || s.comma(y.to) {
		return true
	}
	if sp := s.at[y.to]; sp != 0 {
		return s.line.Spans[sp-1].Class == s.e.c.time // "…, A said on Tuesday"
	}
	for _, c := range []rule.Class{s.e.c.in, s.e.c.with, s.e.c.subord} {
		if _, ok := s.line.Has(y.to, c); ok {
			return true // "…, A said at a meeting"
		}
	}
	return false
}

// apart tells whether a comma stands before token i, or before the "an" of "…, an official of
// A said".
func (s *clause) apart(i int) bool {
	if w, ok := s.line.EndsWith(i, s.e.c.det); ok && !s.inSpan(w.From) {
		i = w.From
	}
	return i > 0 && s.comma(i-1)
}

// repeated tells whether a claim that the rule's attribute `once` allows only once was told
// by the sentence already: of the same kind, between the same sides.
func (t *trigger) repeated(before []*trigger) bool {
	if t.says.once != "yes" {
		return false
	}
	for _, o := range before {
		if o.kind == t.kind && t.count(parley.RoleParty) > 1 && sameKeys(o.cast, t.cast) {
			return true
		}
		if o.kind == t.kind && o.sharesSide(t, parley.RoleSource) && (t.count(parley.RoleTarget) == 0 || t.guessed() || o.count(parley.RoleTarget) == 0 || o.sharesSide(t, parley.RoleTarget)) {
			return true
		}
	}
	return false
}

// ahead tells whether a narrower rule reads the same act a few words on: "warns that it stands
// ready to strike back".
func (s *clause) ahead(t *trigger) bool {
	if t.says.once != "yes" || !t.wide {
		return false
	}
	for i := t.to; i <= t.to+aheadReach && i < len(s.begin); i++ {
		if o := s.begin[i]; o != nil && o.kind == t.kind && !o.wide && o.over == nil {
			return true
		}
	}
	return false
}

// aheadReach is how many tokens a warning may stand before the words for what it threatens.
const aheadReach = 5

// guessed tells whether the trigger's other side comes from what the item told before.
func (t *trigger) guessed() bool { return slices.Contains(t.notes, "other-side") }

// sharesSide tells whether both triggers have an actor of the same key in the role.
func (t *trigger) sharesSide(o *trigger, r parley.Role) bool {
	for _, a := range t.cast {
		for _, b := range o.cast {
			if a.Role == r && b.Role == r && a.Key() == b.Key() {
				return true
			}
		}
	}
	return false
}

// goesOn tells whether the sentence begins inside a quotation.
func (s *clause) goesOn() bool {
	switch s.line.Exact(0, 1) {
	case "\"", "\u201c", "\u201d", "'":
		return true
	}
	for i := range s.line.Tokens {
		switch s.line.Exact(i, i+1) {
		case "\u201c":
			return false
		case "\u201d":
			return true
		}
	}
	return false
}

// heard remembers who spoke last.
func (m *memory) heard(s *clause) {
	for j := len(s.says) - 1; j >= 0; j-- {
		if y := s.says[j]; len(y.who) > 0 {
			m.voice, m.spoke = y.who, m.sent
			return
		}
	}
}

// acts tells whether the actor owns what stands before "of" and what does something for
// its owner: "the aircraft of A shot down", "the statement of A condemns"; where somebody
// says it of him, also his deeds: "the policy of A harms".
func (s *clause) acts(sp rule.Mark, t *trigger) bool {
	w, ok := s.line.EndsWith(sp.From, s.e.c.possess)
	if !ok {
		return false
	}
	for i := w.From - 1; i >= 0 && i >= w.From-ownedReach; i-- {
		if s.comma(i) || s.stop(i) || s.inSpan(i) || s.begin[i] != nil && !s.begin[i].nominal {
			return false
		}
		if _, ok := s.line.Has(i, s.e.c.agent); ok {
			return true
		}
		if _, ok := s.line.Has(i, s.e.c.conduct); ok && t.says.voice != "" {
			return true
		}
	}
	return false
}

// ownedReach is how many tokens a thing may stand before the word for its owner.
const ownedReach = 12

// findSayers notes the verbs of saying and their subjects.
func (s *clause) findSayers() {
	for i := range s.line.Tokens {
		w, ok := s.line.Has(i, s.e.c.say)
		if !ok || s.inSpan(i) {
			continue
		}
		if longer, ok := s.line.Has(i, s.e.c.compound); ok && longer.To > w.To {
			continue // "leads to", which begins with a word for "quotes"
		}
		if n := len(s.says); n > 0 && s.says[n-1].to > i {
			continue
		}
		y := sayer{from: i, to: w.To}
		if sp, ok := s.nearestLeft(i, 14); ok {
			y.who, y.span = s.actorsAt(sp), [2]int{sp.From, sp.To}
		}
		s.says = append(s.says, y)
	}
}

// sayerBefore returns who says the clause that opens at token i.
func (s *clause) sayerBefore(i int) []parley.Actor {
	for j := len(s.says) - 1; j >= 0; j-- {
		if s.says[j].from < i && len(s.says[j].who) > 0 {
			return s.says[j].who
		}
	}
	return nil
}
