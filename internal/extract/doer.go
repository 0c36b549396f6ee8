package extract

// Subjects that stand elsewhere than before their verb or are only a common noun, who does something to
// each other, and who is named beside a verb without a part in it.

import (
	"slices"

	"parley"
	"parley/internal/rule"
)

// maker returns the actors that end with the span where a word for "by" before them and the verb right
// behind say that they are its subject: "the plan that by A was put forward". nil where they are not.
func (s *clause) maker(sp rule.Mark, from int, t *trigger) []parley.Actor {
	if t.nominal || t.passive || !s.reaches(sp.To, from) {
		return nil
	}
	g, first := s.leftGroup(sp)
	w, ok := s.line.EndsWith(first, s.e.c.by)
	if !ok || s.inSpan(w.From) {
		return nil
	}
	_, cause := s.line.Has(w.From, s.e.c.cause)
	if _, passive := s.line.Has(w.From, s.e.c.passive); passive || !cause {
		return nil
	}
	if made, ok := s.span(w.From-1, s.e.c.actor); ok && len(t.slots[slotObject]) == 0 {
		t.put(slotObject, s.actorsAt(made)) // "the rebels whom A backs"
	}
	return g
}

// unnamed tells whether the subject right before a verb is a word for states or people that nobody has
// named: "the countries [that] cut ties with B". Where the verb names nobody else either, whoever was named
// before stays.
func (s *clause) unnamed(from int, t *trigger) bool {
	if t.nominal || t.passive || t.filled == 0 {
		return false
	}
	i := from
	for steps := 0; steps < 3; steps++ {
		w, ok := s.tenseBefore(i)
		if !ok {
			break
		}
		i = w.From
	}
	w, ok := s.line.EndsWith(i, s.e.c.unnamed)
	if !ok || s.inSpan(w.From) || s.preposition(w.From) != 0 {
		return false
	}
	for j := w.From - 1; j >= 0 && j >= w.From-4; j-- {
		if s.dash(j) {
			return false // "A and B - leaders of the states [that] mediate"
		}
	}
	return true
}

// tenses are the classes of words of tense and mood.
func (c *classes) tenses() [5]rule.Class {
	return [...]rule.Class{c.past, c.ongoing, c.future, c.possible, c.adverb}
}

// tenseBefore is the word of tense or mood that ends before token i.
func (s *clause) tenseBefore(i int) (rule.Mark, bool) {
	for _, c := range s.e.c.tenses() {
		if w, ok := s.line.EndsWith(i, c); ok && !s.inSpan(w.From) && w.From < i {
			return w, true
		}
	}
	return rule.Mark{}, false
}

// answers are the kinds that answer what somebody else has put forward.
var answers = kindsOf(parley.Reject, parley.Accept, parley.Support, parley.Accuse)

// issued tells whether the word for "by" at token i only says who made what stands before it: "the list
// by A drawn up".
func (s *clause) issued(i int) bool {
	w, ok := s.line.Has(i, s.e.c.by)
	if !ok {
		return false
	}
	sp, ok := s.span(w.To, s.e.c.actor)
	if !ok || sp.From != w.To {
		return false
	}
	_, end := s.group(sp)
	for _, c := range [...]rule.Class{s.e.c.light, s.e.c.announce, s.e.c.say} {
		if _, ok := s.line.Has(end, c); ok && end < len(s.line.Tokens) {
			return true
		}
	}
	return s.begin[end] != nil && s.begin[end].kind == parley.Propose
}

// reaches tells whether nothing but words of tense stands among the tokens [i,from).
func (s *clause) reaches(i, from int) bool {
	for i < from {
		w, ok := s.tense(i)
		if !ok {
			return false
		}
		i = w.To
	}
	return i == from
}

// tense is the word of tense or mood that begins at token i.
func (s *clause) tense(i int) (rule.Mark, bool) {
	for _, c := range s.e.c.tenses() {
		if w, ok := s.line.Has(i, c); ok && !s.inSpan(i) {
			return w, true
		}
	}
	return rule.Mark{}, false
}

// sharesMain tells whether the verb stands, but for words of tense, right behind the word that opens its
// clause: then its subject is that of the main clause, "A annoys B when selling to C".
func (s *clause) sharesMain(t *trigger) bool {
	if t.nominal || t.passive {
		return false
	}
	i := s.verbStart(t.from)
	for steps := 0; steps < 3 && !s.after(i, s.e.c.subord); steps++ {
		w, ok := s.tenseBefore(i)
		if !ok {
			break
		}
		i = w.From
	}
	return s.after(i, s.e.c.subord) && !s.after(i, s.e.c.purpose) && !s.after(i, s.e.c.cond) && !s.after(i, s.e.c.cause)
}

// eachOtherReach is how many tokens behind a verb the word for "each other" may stand.
const eachOtherReach = 3

// eachOther makes those who do something to each other both doers and those it is done to; where that is
// force or an invitation, parties: "A and B accuse each other".
func (s *clause) eachOther(t *trigger) {
	info, _ := t.kind.Info()
	if info.Form != parley.Directed || t.distinct(parley.RoleSource) < 2 || t.passive {
		return
	}
	found := s.inside(t, s.e.c.each)
	for i := t.to; i < len(s.line.Tokens) && i < t.to+eachOtherReach && !found && !s.stop(i) && !s.comma(i); i++ {
		_, found = s.line.Has(i, s.e.c.each)
	}
	if !found {
		return
	}
	t.cast = slices.DeleteFunc(t.cast, func(a parley.Actor) bool { return a.Role != parley.RoleSource })
	for i, n := 0, len(t.cast); i < n; i++ {
		if t.kind == parley.Attack || t.kind == parley.Propose {
			t.cast[i].Role = parley.RoleParty
			continue
		}
		a := t.cast[i]
		a.Role = parley.RoleTarget
		t.cast = append(t.cast, a)
	}
}

// distant tells whether words of its own stand between a verb and the preposition of the actor.
func (s *clause) distant(t *trigger, sp rule.Mark) bool {
	from := sp.From
	for _, c := range [...]rule.Class{s.e.c.against, s.e.c.to} {
		if w, ok := s.line.EndsWith(sp.From, c); ok {
			from = min(from, w.From)
		}
	}
	return from > t.to
}

// onlyTold tells whether what is refused is only something that is told: then those whom it is about
// have nothing refused.
func (s *clause) onlyTold(t *trigger) bool {
	if s.inside(t, s.e.c.report) {
		return true
	}
	for i, steps := t.to, 0; i < len(s.line.Tokens) && steps < 3; steps++ {
		if _, ok := s.line.Has(i, s.e.c.report); ok {
			return true
		}
		w, ok := s.line.Has(i, s.e.c.det)
		if !ok {
			return false
		}
		i = w.To
	}
	return false
}

// notHimself makes whoever speaks the one who asks somebody for something, or speaks of him, where the words nearest
// before name just him: "A answered that B has no right to … and called on B to …".
func (s *clause) notHimself(t *trigger) {
	g := t.slots[slotObject]
	if !voicedViews.has(t.kind) || t.nominal || t.passive || len(g) != 1 || len(t.subject) != 1 || g[0].Side() != t.subject[0].Side() {
		return
	}
	for i := 0; i < t.from && !s.stop(i); i++ {
		sp, ok := s.span(i, s.e.c.actor)
		if !ok {
			continue
		}
		if as := s.actorsAt(sp); len(as) == 1 && as[0].Side() != g[0].Side() && s.preposition(sp.From) == 0 {
			t.subject = as
		}
		return
	}
}
