package extract

import (
	"math/bits"

	"parley"
	"parley/internal/rule"
)

// maxReach is how many tokens an argument may stand from its verb.
const maxReach = 45

// span returns the span that covers token i, if it is of the class.
func (s *clause) span(i int, c rule.Class) (rule.Mark, bool) {
	if i < 0 || i >= len(s.at) || s.at[i] == 0 {
		return rule.Mark{}, false
	}
	m := s.line.Spans[s.at[i]-1]
	return m, m.Class == c
}

func (s *clause) actorsAt(m rule.Mark) []parley.Actor { return s.sent.Refs[m.Ref].Actors }

func (s *clause) inSpan(i int) bool { return s.at[i] != 0 }

// stop tells whether token i ends a sentence part for good.
func (s *clause) stop(i int) bool {
	t := s.line.Tokens[i]
	if t.Kind != rule.Punct {
		return false
	}
	switch s.line.Text[t.Start] {
	case ';', '.', '!', '?', '[', ']':
		return !t.Glued || t.Start+1 >= len(s.line.Text) || t.End-t.Start != 1 || s.line.Text[t.Start] != '.' || i+1 >= len(s.line.Tokens) || !s.line.Tokens[i+1].Glued
	}
	return false
}

func (s *clause) comma(i int) bool {
	return s.line.Tokens[i].Kind == rule.Punct && (s.line.Text[s.line.Tokens[i].Start] == ',' || s.line.Text[s.line.Tokens[i].Start] == ':')
}

// listComma is a comma that may join a list: a colon does not.
func (s *clause) listComma(i int) bool { return s.comma(i) && s.line.Exact(i, i+1) == "," }

// preposition returns the slot whose preposition ends just before token i, 0 where none does.
func (s *clause) preposition(i int) slot { return s.governor(i, 0) }

func (s *clause) governor(i, depth int) slot {
	c := &s.e.c
	if !s.line.Ends(i).MayMeet(&s.e.governs) {
		return 0
	}
	for _, p := range [...]struct {
		class rule.Class
		slot  slot
	}{
		{c.between, slotBetween},
		{c.near, slotNear},
		{c.against, slotAgainst},
		{c.with, slotWith},
		{c.of, slotOf},
		{c.from, slotFrom},
		{c.in, slotIn},
		{c.concern, slotConcern},
		{c.to, slotTo},
		{c.by, slotBy},
	} {
		w, ok := s.line.EndsWith(i, p.class)
		if !ok || s.inSpan(w.From) {
			continue
		}
		if p.slot == slotAgainst {
			if wi, ok := s.line.EndsWith(i, c.with); ok && wi.From <= w.From {
				return slotWith
			}
			if wi, ok := s.line.EndsWith(i, c.in); ok && wi.From <= w.From {
				return slotIn
			}
		}
		if p.slot == slotWith && depth < maxTogether {
			// "A together with B has …": a word that also means "and" joins B to A.
			prev, joined := s.span(w.From-1, c.actor)
			if and, also := s.line.EndsWith(i, c.and); joined && also && and.From == w.From {
				return s.governor(prev.From, depth+1)
			}
		}
		return p.slot
	}
	return 0
}

// maxTogether is how many actors may be joined by words for "together with".
const maxTogether = 4

// after tells whether a word of the class ends right before token i.
func (s *clause) after(i int, c rule.Class) bool {
	w, ok := s.line.EndsWith(i, c)
	return ok && !s.inSpan(w.From)
}

// findSlots fills the slots of a trigger.
func (s *clause) findSlots(t *trigger) {
	t.nominal = t.says.noun == "yes" || s.determined(t.from) || t.unworded && s.begins(t.from, s.e.c.det) || t.kind == parley.Propose && s.after(t.from, s.e.c.copula)
	s.passiveOf(t)
	if who := s.issuer(t); who != nil {
		t.nominal = true
		t.put(slotBy, who)
	}
	t.denies = t.kind == parley.Reject && s.onlyTold(t)
	s.right(t)
	if t.says.noun != "only" {
		s.left(t)
	}
}

// determined tells whether a determiner makes the trigger a noun: not one that belongs to an
// adverb behind a subject or a word of tense, "A has three times rejected …".
func (s *clause) determined(from int) bool {
	w, ok := s.line.EndsWith(from, s.e.c.det)
	if !ok || s.inSpan(w.From) {
		return false
	}
	a, ok := s.line.EndsWith(from, s.e.c.adverb)
	if !ok || a.From > w.From {
		return true
	}
	_, subject := s.span(a.From-1, s.e.c.actor)
	return !subject && !s.after(a.From, s.e.c.past) && !s.after(a.From, s.e.c.future) && !s.after(a.From, s.e.c.ongoing)
}

// amongSpans tells whether both neighbours of token i are actors, as those of a comma in a list.
func (s *clause) amongSpans(i int) bool {
	_, before := s.span(i-1, s.e.c.actor)
	_, after := s.span(i+1, s.e.c.actor)
	return before && after
}

// right walks from the trigger to the end of its clause and files what it finds.
func (s *clause) right(t *trigger) {
	gap := 0
	for i := t.to; i < len(s.line.Tokens) && i < t.to+maxReach; {
		if s.stop(i) || s.clauseEnds(t, i) {
			return
		}
		if sp, ok := s.span(i, s.e.c.actor); ok {
			p := s.preposition(sp.From)
			if p == 0 && i > t.to && s.comma(i-1) && s.ownVerb(i) && !t.hosted() {
				return // the subject of the next clause
			}
			g, end := s.group(sp)
			if p == slotOf && s.mediates(end) && (t.kind != parley.Concede || s.quarrel(t)) {
				i, gap = end, gap+1
				continue
			}
			if _, other := s.line.EndsWith(sp.From, s.e.c.passive); p == slotBy && other && !t.nominal && !t.passive {
				return // the agent of a verb that follows
			}
			s.file(t, p, g, gap, sp)
			if p == 0 && t.slots[slotObject] == nil && gap > 3 && !t.nominal && s.comma(i-1) {
				return
			}
			i, gap = end, gap+1
			continue
		}
		if sp, ok := s.span(i, s.e.c.place); ok && t.kind == parley.Visit && len(t.slots[slotTo])+len(t.slots[slotObject]) == 0 && gap <= 9 {
			if st := s.sent.Places[sp.Ref].State; st != "" {
				info := s.e.world.States[string(st)]
				t.put(slotTo, []parley.Actor{{ID: "state:" + string(st), Name: info.Name, State: st}})
			}
			i, gap = sp.To, gap+1
			continue
		}
		if o := s.verbAt(i, t); o != nil && !o.nominal && i-t.to > 1 {
			return
		}
		i++
		gap++
	}
}

// hosted tells whether the trigger is a visit of which nothing has told yet where it goes: whoever acts right
// behind it mostly is its host, "before the visit of A, B …".
func (t *trigger) hosted() bool {
	return t.kind == parley.Visit && t.nominal && len(t.slots[slotTo])+len(t.slots[slotIn])+len(t.slots[slotLeft])+len(t.slots[slotObject]) == 0
}

// file puts a group into a slot. Without a preposition it is the object if it stands near.
func (s *clause) file(t *trigger, p slot, g []parley.Actor, gap int, sp rule.Mark) {
	if p == 0 {
		switch {
		case gap == 0 && t.nominal:
			p = slotLeft
		case gap <= 4, gap <= 6 && t.kind == parley.Attack && !t.nominal, gap <= 8 && s.sent.Refs[sp.Ref].Form == parley.RefBody && bits.OnesCount32(t.filled) < 2:
			p = slotObject
		default:
			return
		}
	}
	if p == slotOf && s.townOf(sp) || p == slotBetween && gap > pairBetween && s.sent.Refs[sp.Ref].Form == parley.RefPair {
		return
	}
	if p == slotOf && !t.nominal {
		p = slotWhose
	}
	if t.kind == parley.Demand && !t.nominal && (p == slotAgainst || p == slotTo) && s.distant(t, sp) {
		return // "calls for measures against B": what is asked for, not who is asked
	}
	if t.kind == parley.Mobilize && p == slotAgainst && gap > 5 {
		return
	}
	if t.kind == parley.Accuse && p == slotAgainst && !t.nominal && s.deedBetween(t, sp.From) {
		return // "condemns the attacks on B"
	}
	if t.denies && p != slotWhose && p != slotBy {
		return // "denies the report that B …"
	}
	if p == slotWith && len(t.slots[slotBetween]) == 1 {
		t.put(slotBetween, append(t.slots[slotBetween], g...)) // "between A with B"
		return
	}
	if p == slotOf && gap > 12 || p == slotWhose && gap > 18 || p == slotTo && gap > 14 {
		return
	}
	if len(t.slots[p]) == 0 {
		t.put(p, g)
	}
}

// deedBetween tells whether a noun for violence stands between the trigger and token i.
func (s *clause) deedBetween(t *trigger, i int) bool {
	for j := t.to; j < i; j++ {
		if o := s.verbAt(j, t); o != nil && o.nominal && (o.kind == parley.Attack || o.kind == parley.Coerce) {
			return true
		}
	}
	return false
}

// pairBetween is how many words may stand before "between the two countries" that says whose a deed is: farther off it
// belongs to a noun of its own, as in "talked about the relations between the two countries".
const pairBetween = 5

// clauseEnds tells whether the clause of t ends before token i.
func (s *clause) clauseEnds(t *trigger, i int) bool {
	c := &s.e.c
	if _, ok := s.line.Has(i, c.that); ok && !s.inSpan(i) {
		return true
	}
	if i > t.to && !s.inSpan(i) {
		_, by := s.line.Has(i, c.according)
		_, why := s.line.Has(i, c.cause)
		if by || why && !(answers.has(t.kind) && s.issued(i)) {
			return true
		}
	}
	if w, ok := s.line.Has(i, c.subord); ok && !s.inSpan(i) && i > t.to && !s.longerPreposition(w) {
		_, actorNext := s.span(w.To, c.actor)
		if s.preposition(w.To) == 0 || !actorNext {
			return true
		}
	}
	if s.comma(i) {
		// A comma ends the clause unless a list or an apposition goes on.
		if i+1 >= len(s.line.Tokens) {
			return true
		}
		_, listed := s.span(i+1, c.actor)
		return !(listed && i > 0 && s.at[i-1] != 0) || t.kind == parley.Conference && s.ownVerb(i+1)
	}
	if w, ok := s.line.Has(i, c.conj); ok && !s.inSpan(i) {
		if _, ok := s.span(w.To, c.actor); ok {
			return s.ownVerb(w.To)
		}
		return s.verbNear(w.To)
	}
	return false
}

// longerPreposition tells whether a subordinator is only the beginning of a preposition:
// "aimed at" begins with "in order to".
func (s *clause) longerPreposition(w rule.Mark) bool {
	p, ok := s.line.Has(w.From, s.e.c.against)
	return ok && p.To > w.To
}

// ownVerb tells whether the actor at token i is the subject of a verb of its own.
func (s *clause) ownVerb(i int) bool {
	sp, ok := s.span(i, s.e.c.actor)
	return ok && s.verbNear(sp.To)
}

// verbNear tells whether a verb stands within a few words of token i, before any actor.
func (s *clause) verbNear(i int) bool {
	for j := i; j < len(s.line.Tokens) && j < i+4; j++ {
		if s.inSpan(j) || s.comma(j) || s.stop(j) {
			return false
		}
		for _, c := range []rule.Class{s.e.c.say, s.e.c.future, s.e.c.past, s.e.c.passive, s.e.c.ongoing} {
			if _, ok := s.line.Has(j, c); ok {
				return true
			}
		}
		if o := s.begin[j]; o != nil && !o.wide && !s.determined(j) {
			return true
		}
	}
	return false
}

// verbAt returns the other trigger that begins at token i.
func (s *clause) verbAt(i int, t *trigger) *trigger {
	o := s.begin[i]
	if o == nil || o == t || o.wide {
		return nil
	}
	o.nominal = o.nominal || o.says.noun == "yes" || s.determined(o.from)
	return o
}
