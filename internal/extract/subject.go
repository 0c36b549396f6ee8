package extract

import (
	"parley"
	"parley/internal/rule"
)

// nearestLeft finds the nearest actor before token i that no preposition governs.
func (s *clause) nearestLeft(i, reach int) (rule.Mark, bool) {
	for j := i - 1; j >= 0 && j >= i-reach; j-- {
		if s.stop(j) {
			return rule.Mark{}, false
		}
		sp, ok := s.span(j, s.e.c.actor)
		if !ok {
			continue
		}
		if s.preposition(sp.From) == 0 || s.speaksFor(sp) {
			return sp, true
		}
		j = sp.From
	}
	return rule.Mark{}, false
}

// speaksFor tells whether the actor is the owner of a word right before that speaks or acts for
// him: "the statement of A says", "a note from A".
func (s *clause) speaksFor(sp rule.Mark) bool {
	w, ok := s.line.EndsWith(sp.From, s.e.c.possess)
	if !ok {
		w, ok = s.line.EndsWith(sp.From, s.e.c.from)
	}
	if !ok {
		return false
	}
	for i := w.From; i > 0 && i >= w.From-agentReach; i-- {
		if a, ok := s.line.EndsWith(i, s.e.c.agent); ok {
			return !s.inSpan(a.From)
		}
		if s.stop(i-1) || s.comma(i-1) || s.inSpan(i-1) || s.governor(i, 0) != 0 || s.begin[i-1] != nil {
			return false
		}
	}
	return false
}

// agentReach is how many words may stand between one who acts for another and "of": "the brigade 47 of A".
const agentReach = 3

// left finds the subject of a trigger.
func (s *clause) left(t *trigger) {
	from := t.from
	if t.passive {
		from = t.passiveAt // what stands between is the agent
	}
	t.subject = s.subjectOf(from, t)
	if t.nominal && !s.takesSubject(t) {
		t.bystander, t.subject = t.subject, nil
	}
	if t.nominal && (len(t.subject) == 0 || s.inPhrase(t) && t.from < 12) && !(s.ofBody(t) && !s.attended(t)) {
		if main := s.mainSubject(t); len(main) > 0 {
			t.subject = main
		}
	}
	if t.nominal && s.inPhrase(t) && family(t.kind) == "contact" && t.filled == 0 && len(t.subject) < 2 {
		if both := s.pairAhead(t); both != nil {
			t.subject = both
		}
	}
	if t.says.voice == "" { // whoever says of another what the trigger says comes last, too
		s.subjectAfter(t)
	}
	s.notHimself(t)
	if len(t.subject) > 0 {
		t.put(slotSubject, t.subject)
	}
}

// subjectAfter finds the subject of a trigger, where none was found, in the clause that follows.
func (s *clause) subjectAfter(t *trigger) {
	if len(t.subject) == 0 && !t.nominal && !t.passive && t.from <= 3 {
		t.subject = s.mainSubject(t) // "Calling B a threat, A said …"
	}
	if len(t.subject) == 0 && !t.nominal && !t.passive && s.opens(t) {
		t.subject = s.followed(t) // "After arriving in B, A …"
	}
	if len(t.subject) == 0 && t.passive && !t.nominal && t.found(slotBy) && s.opensPassive(t) {
		t.subject = s.followed(t) // "After being blamed by B, A …"
	}
	if len(t.subject) == 0 && uttered.has(t.kind) {
		t.subject = s.quotedSpeaker(t)
	}
}

// opens tells whether the verb stands right behind the word that opens its clause.
func (s *clause) opens(t *trigger) bool {
	i := s.verbStart(t.from)
	return s.after(i, s.e.c.subord) && !s.after(i, s.e.c.purpose)
}

// opensPassive tells whether the marker of the passive opens its sentence, or stands right behind the word that opens
// its clause.
func (s *clause) opensPassive(t *trigger) bool {
	i := s.verbStart(t.passiveAt)
	return i == 0 || s.after(i, s.e.c.subord) && !s.after(i, s.e.c.purpose)
}

// followed is the subject of the clause after the next comma.
func (s *clause) followed(t *trigger) []parley.Actor {
	for i := t.to; i+1 < len(s.line.Tokens) && i < t.to+fronted && !s.stop(i); i++ {
		if !s.comma(i) {
			continue
		}
		if sp, ok := s.span(i+1, s.e.c.actor); ok && sp.From == i+1 {
			g, end := s.group(sp)
			if _, place := s.placeOf(sp); !place && s.verbNear(end) {
				return g
			}
		}
	}
	return nil
}

// fronted is how many tokens a clause before its subject's may have.
const fronted = 25

// quotedSpeaker finds who says a quotation that holds the trigger and stands before its
// verb of saying.
func (s *clause) quotedSpeaker(t *trigger) []parley.Actor {
	for _, y := range s.says {
		if y.from > t.to && len(y.who) > 0 && y.span[0] > t.to && s.quotedBefore(y) {
			return y.who
		}
	}
	return nil
}

// takesSubject tells whether a noun has the sentence's subject for an argument: through a
// light verb ("A had a meeting"), or because nothing else says whose it is.
func (s *clause) takesSubject(t *trigger) bool {
	f := &t.says.roles
	owned := len(t.slots[slotBetween]) > 1
	for _, o := range []slot{slotOf, slotBy, slotLeft} {
		owned = owned || len(t.slots[o]) > 0 && f[o] == f[slotSubject] && !(len(t.slots[o]) == 1 && t.slots[o][0].State == "" && s.attended(t))
	}
	if info, _ := t.kind.Info(); !owned && info.Form == parley.Directed && s.inPhrase(t) && t.kind != parley.Visit {
		return false
	}
	if !owned {
		return true
	}
	i := t.from
	for k := 0; k < 3; k++ {
		if w, ok := s.line.EndsWith(i, s.e.c.light); ok {
			return w.From > 0 && len(t.slots[slotOf])+len(t.slots[slotBy]) == 0
		}
		w, ok := s.line.EndsWith(i, s.e.c.det)
		if !ok {
			break
		}
		i = w.From
	}
	return false
}

// attended tells whether a summit is one that the sentence's subject takes part in: "attends the
// summit", "told the summit of the EU", but not "on the margins of the summit", nor "met B at the
// summit", which only says where.
func (s *clause) attended(t *trigger) bool {
	if t.kind != parley.Conference {
		return false
	}
	if _, ok := s.line.EndsWith(t.from, s.e.c.light); ok {
		return true
	}
	i := s.verbStart(t.from)
	if s.after(i, s.e.c.subord) && !s.after(i, s.e.c.before) {
		return true
	}
	for _, o := range s.all {
		if o != t && (o.kind == parley.Meet || o.kind == parley.Call) {
			return false
		}
	}
	return s.after(i, s.e.c.in)
}

// ofBody tells whether a conference is that of an organisation named beside it.
func (s *clause) ofBody(t *trigger) bool {
	if t.kind != parley.Conference {
		return false
	}
	for _, o := range []slot{slotOf, slotBy, slotLeft} {
		if g := t.slots[o]; len(g) == 1 && g[0].State == "" {
			return true
		}
	}
	return false
}

// inPhrase tells whether a noun hangs on a preposition or conjunction: "after the test".
func (s *clause) inPhrase(t *trigger) bool {
	i := s.verbStart(t.from)
	for _, c := range []rule.Class{s.e.c.in, s.e.c.with, s.e.c.concern, s.e.c.subord, s.e.c.cause, s.e.c.bgLeft, s.e.c.against, s.e.c.from} {
		if w, ok := s.line.EndsWith(i, c); ok && !s.inSpan(w.From) {
			return true
		}
	}
	return false
}

// mainSubject finds the subject of the main clause that follows a fronted phrase: "At
// the meeting with A, B said": B took part.
func (s *clause) mainSubject(t *trigger) []parley.Actor {
	_, told := s.accordingTo()
	if len(t.slots[slotWith]) == 0 && len(t.slots[slotOf]) == 0 && t.from > 6 && !told && !s.fronts(t) {
		return nil
	}
	reach := mainReach
	if t.kind == parley.Visit || s.inPhrase(t) {
		reach += mainReach / 2
	}
	for i := t.to; i < len(s.line.Tokens) && i < t.to+reach; i++ {
		if s.stop(i) {
			return nil
		}
		if !s.comma(i) {
			continue
		}
		open := i + 1
		if day, ok := s.span(open, s.e.c.time); ok && day.From == open {
			open = day.To // "…, on Monday A said"
		}
		if sp, ok := s.span(open, s.e.c.actor); ok && sp.From == open {
			g, end := s.group(sp)
			if _, place := s.placeOf(sp); !place && end < len(s.line.Tokens) && !s.comma(end) {
				return g
			}
		}
	}
	return nil
}

// mainReach is how many tokens behind a deed the main clause may begin; behind a phrase or a
// journey half as many more.
const mainReach = 20

// fronts tells whether a contact with one side beside it stands in a phrase of its own between
// commas: "…, at the reception of B, A said".
func (s *clause) fronts(t *trigger) bool {
	if len(t.slots[slotLeft]) != 1 || t.kind != parley.Meet && t.kind != parley.Call {
		return false
	}
	in, ok := s.line.EndsWith(s.verbStart(t.from), s.e.c.in)
	return ok && in.From > 0 && s.comma(in.From-1)
}

// pairAhead finds two sides that do something together right behind a phrase with a contact: "in the
// meeting in C, A and B voiced …": it is theirs.
func (s *clause) pairAhead(t *trigger) []parley.Actor {
	for i := t.to; i+1 < len(s.line.Tokens) && i < t.to+fronted && !s.stop(i); i++ {
		if o := s.verbAt(i, t); o != nil && !o.nominal {
			return nil
		}
		if !s.comma(i) {
			continue
		}
		sp, ok := s.span(i+1, s.e.c.actor)
		if !ok || sp.From != i+1 {
			return nil
		}
		g, end := s.group(sp)
		if len(g) == 2 && g[0].Side() != g[1].Side() && s.verbNear(end) {
			return g
		}
		return nil
	}
	return nil
}

// subjectOf walks left from a verb to its subject.
//
// An actor that a preposition governs is passed over. Across a conjunction or a comma the
// object of the verb before is passed over too, and that verb's subject taken: in "A
// called on B and proposed …" it is A who proposed. At a word that opens a reported clause
// the sayer is the subject where nothing else was found.
func (s *clause) subjectOf(from int, t *trigger) []parley.Actor {
	// "on the charge that …" says why the verb before was done: its subject is meant, not its object.
	_, crossed := s.line.EndsWith(from, s.e.c.with)
	crossed = crossed || s.sharesMain(t)
	reach, voiced := maxReach, t.says.voice != ""
	if voiced {
		reach = voicedReach
	}
	if s.unnamed(from, t) {
		return nil
	}
	info, _ := t.kind.Info()
	told := t.nominal && info.Form == parley.Directed // whoever speaks of a deed has not done it
	joins := s.joinedVerb(from)                       // "A called it great and welcomed …"
	var second []parley.Actor                         // whom nothing makes a subject
	for i := from - 1; i >= 0 && i > from-reach; i-- {
		if w, ok := s.line.EndsWith(i+1, s.e.c.spouse); ok {
			i = w.From
			continue // "A and his wife"
		}
		if s.stop(i) {
			if s.line.Exact(i, i+1) != ";" {
				return second
			}
			crossed = true
			continue
		}
		if sp, ok := s.span(i, s.e.c.actor); ok {
			if t.nominal && crossed && len(t.slots[slotWith]) == 0 && s.informs(sp) {
				return nil // "according to A, the talks with B": there A is the other side
			}
			if p := s.preposition(sp.From); p != 0 && !(t.nominal && p == slotBy) && !(p == slotOf && (t.harmed() || s.acts(sp, t))) {
				if g := s.maker(sp, from, t); g != nil {
					return g
				}
				i = s.skipGoverned(sp)
				continue
			}
			if prev := s.objectOf(sp, t); prev != nil && crossed {
				t.follows = prev
				return prev.subject
			}
			g, first := s.leftGroup(sp)
			if p := s.preposition(first); p != 0 && first != sp.From {
				if g := s.maker(sp, from, t); g != nil {
					return g
				}
				i = first
				continue
			}
			if crossed && !s.leads(sp) {
				if len(second) == 0 {
					second = g
				}
				i = first
				continue
			}
			return g
		}
		if s.inSpan(i) {
			continue
		}
		if s.comma(i) {
			if voiced {
				return nil
			}
			crossed = true
		}
		if _, ok := s.line.Has(i, s.e.c.conj); ok {
			crossed = true
		}
		if _, ok := s.line.Has(i, s.e.c.resume); ok && voicedViews.has(t.kind) && !voiced && !t.nominal {
			if who := s.sayerBefore(i); len(who) > 0 {
				return who // "A said that B …, and at the same time accuses C"
			}
		}
		if _, ok := s.line.Has(i, s.e.c.that); ok && !voiced {
			if told {
				return nil
			}
			_, is := s.line.Has(i, s.e.c.copula)
			if is && joins && s.deems(i) {
				continue
			}
			is = is && t.kind != parley.Mobilize && !s.after(i+1, s.e.c.deem)
			if who := s.sayerBefore(i); len(who) > 0 || t.nominal || !is || from-i > copulaReach || s.line.Tokens[i+1].Kind == rule.Punct {
				return who
			}
			crossed = false
		}
		if o := s.endsAt(i+1, t); o != nil && !o.nominal && len(o.subject) > 0 {
			if told && voicedViews.has(o.kind) {
				return nil // "A condemns the attack"
			}
			if crossed && s.near(t.from, 2, s.e.c.past) {
				if d := s.asks(o); d != nil {
					o = d // "A asks B to withdraw and has imposed …": A has imposed it
				}
			}
			t.follows = o
			return o.subject
		}
	}
	return second
}

// joinedVerb tells whether "and" stands before a verb, or before the words of tense and of saying that bring it:
// "and says to have drafted …".
func (s *clause) joinedVerb(from int) bool {
	i := s.verbStart(from)
	for steps := 0; steps < 2; steps++ {
		w, ok := s.tenseBefore(i)
		if !ok {
			break
		}
		i = w.From
	}
	if w, ok := s.line.EndsWith(i, s.e.c.say); ok && !s.inSpan(w.From) {
		i = w.From
	}
	return s.after(i, s.e.c.and)
}

// deems tells whether "is" at token i belongs to a verb of calling in its clause: "called the meeting great".
func (s *clause) deems(i int) bool {
	for j := i - 1; j >= 0 && j >= i-deemReach && !s.stop(j) && !s.comma(j); j-- {
		if _, ok := s.line.Has(j, s.e.c.call); ok && !s.inSpan(j) {
			return true
		}
	}
	return false
}

// deemReach is how many tokens what is called something may have.
const deemReach = 10

// voicedViews are the kinds of what a speaker goes on to say of others.
var voicedViews = kindsOf(
	parley.Accuse, parley.Support, parley.Demand, parley.Reject, parley.Threaten,
)

// copulaReach is how many tokens a verb may stand behind "is": "A is the country that helps B".
// A drill behind it is mostly a noun, and what somebody deems something is no deed.
const copulaReach = 9

// leads tells whether a verb follows the actor, or nothing that he could belong to stands
// before him.
func (s *clause) leads(sp rule.Mark) bool {
	i, c := sp.From-1, &s.e.c
	_, joined := s.line.Has(sp.To, c.conj)
	_, sub := s.line.Has(sp.To, c.subord)
	if i < 0 || s.inSpan(i) || s.line.Tokens[i].Kind != rule.Word || !joined && !sub && s.verbNear(sp.To) {
		return true
	}
	for _, k := range []rule.Class{c.conj, c.and, c.that, c.subord, c.cause, c.purpose, c.relative, c.say} {
		if s.after(sp.From, k) {
			return true
		}
	}
	return false
}

// informs tells whether the actor is the source that "according to" names: who tells of a
// meeting did not take part in it for that.
func (s *clause) informs(sp rule.Mark) bool {
	by, ok := s.accordingTo()
	return ok && by.From == sp.From
}

// harmed tells whether the owner of what a passive is done to suffers it: "a base of A was
// attacked" harms A.
func (t *trigger) harmed() bool {
	return t.passive && (t.kind == parley.Attack || t.kind == parley.Coerce)
}

// skipGoverned returns the token before a governed span and the list that it ends.
func (s *clause) skipGoverned(sp rule.Mark) int {
	_, first := s.leftGroup(sp)
	return first
}

// objectOf returns the verb whose object the span is: a verbal trigger or none that ends
// shortly before it.
func (s *clause) objectOf(sp rule.Mark, t *trigger) *trigger {
	for i := sp.From; i >= 0 && i >= sp.From-3; i-- {
		if o := s.end[i]; o != nil && o != t && !o.nominal && len(o.subject) > 0 && !o.wide {
			return o
		}
	}
	return nil
}

// asks returns the first offer or demand of the clause, no more than maxReach tokens before, in whose complement
// the verb stands. It looks back once: a sentence may be a thousand verbs.
func (s *clause) asks(o *trigger) (first *trigger) {
	for i := o.from; i > 0 && i > o.from-maxReach; i-- {
		if d := s.end[i]; d != nil && d.from < o.from && objectful.has(d.kind) && !d.nominal && len(d.subject) > 0 {
			first = d
		}
		if s.parts(i-1, o) {
			break
		}
	}
	return first
}

func (s *clause) endsAt(i int, t *trigger) *trigger {
	if o := s.end[i]; o != nil && o != t && o.from < t.from && !o.wide {
		return o
	}
	return nil
}
