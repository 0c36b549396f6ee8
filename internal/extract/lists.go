package extract

// Who stands in one list: "A, B and C", seen from its first member or its last.

import (
	"slices"

	"parley"
	"parley/internal/rule"
)

// maxListed is how many actors a list has at most: that of the members of the African Union is shorter, and
// what names more is no sentence.
const maxListed = 64

// group returns the actors coordinated with the span at token i going right: "A, B and C".
// end is the token after them.
func (s *clause) group(sp rule.Mark) (actors []parley.Actor, end int) {
	if actors = slices.Clip(s.actorsAt(sp)); len(actors) == 0 { // nobody changes those of a slot
		actors = nil
	}
	end = sp.To
	for len(actors) < maxListed {
		j := end
		if j >= len(s.line.Tokens) {
			return actors, end
		}
		if g := s.glossEnd(j); g > j {
			if j = g; j >= len(s.line.Tokens) { // nothing stands behind the gloss
				return actors, end
			}
		}
		at := j
		if s.listComma(j) || s.dash(j) {
			j++
		}
		w, and := s.line.Has(j, s.e.c.and)
		if and && j < len(s.line.Tokens) {
			j = w.To
		}
		next, ok := s.span(j, s.e.c.actor)
		if !ok || j == end && !s.adjacent(end) || next.From != j {
			return actors, end
		}
		if s.comma(at) && !s.listGoesOn(next) && !(and && at > sp.To && !s.ownVerb(j)) {
			return actors, end
		}
		actors = append(actors, s.actorsAt(next)...)
		end = next.To
	}
	return actors, end
}

// maxGloss is how many tokens a gloss in brackets may have.
const maxGloss = 12

// glossEnd returns the token after the brackets that open at token i and only explain the actor before them,
// or i: "A (of the party X) and B".
func (s *clause) glossEnd(i int) int {
	if _, end, ok := s.ledFrom(i); ok {
		return end
	}
	if w, ok := s.line.Has(i, s.e.c.spouse); ok && i < len(s.line.Tokens) {
		return w.To
	}
	if i >= len(s.line.Tokens) || s.line.Exact(i, i+1) != "(" {
		return i
	}
	for j := i + 1; j < len(s.line.Tokens) && j <= i+maxGloss; j++ {
		if s.line.Exact(j, j+1) == ")" {
			return j + 1
		}
	}
	return i
}

// listGoesOn tells whether a comma before the span joins a list rather than clauses: the
// span is followed by another comma, a conjunction or the verb, not by its own verb phrase.
func (s *clause) listGoesOn(sp rule.Mark) bool {
	if sp.To >= len(s.line.Tokens) {
		return true
	}
	if s.comma(sp.To) {
		i := sp.To + 1
		if w, ok := s.line.Has(i, s.e.c.and); ok && i < len(s.line.Tokens) {
			i = w.To // "A, B, and C"
		}
		_, ok := s.span(i, s.e.c.actor)
		return ok
	}
	_, and := s.line.Has(sp.To, s.e.c.and)
	_, isState := s.span(sp.From, s.e.c.actor)
	return and || isState && sp.From >= 2 && s.headlineList(sp)
}

// headlineList: "Leaders of A, B phone": nothing but the list stands before.
func (s *clause) headlineList(sp rule.Mark) bool {
	prev, ok := s.span(sp.From-2, s.e.c.actor)
	return ok && prev.From == 0
}

func (s *clause) adjacent(i int) bool { return i < len(s.line.Tokens) }

func (s *clause) dash(i int) bool {
	t := s.line.Exact(i, i+1)
	return t == "-" || t == "\u2013" || t == "/"
}

// leftGroup returns the actors coordinated with the span going left: "A, B and C" from C.
func (s *clause) leftGroup(sp rule.Mark) (actors []parley.Actor, start int) {
	start = sp.From
	first := sp
	for range maxListed {
		j := start - 1
		if w, ok := s.line.EndsWith(start, s.e.c.and); ok && !s.inSpan(w.From) {
			if j = w.From - 1; j > 0 && s.comma(j) && s.apposed(j) {
				j-- // "the envoy of A, Mr X, and B"
			}
		} else if j >= 0 && (s.listComma(j) || s.dash(j)) {
			if s.comma(j) && !s.listLeft(first, j) && !(start != sp.From && s.peers(first, j)) {
				break
			}
			j--
		} else {
			break
		}
		prev, ok := s.span(j, s.e.c.actor)
		if !ok {
			prev, ok = s.ledBefore(j + 1)
		} else {
			ok = prev.To == j+1
		}
		if !ok {
			break
		}
		first, start = prev, prev.From
	}
	actors, _ = s.group(first)
	if start != sp.From {
		// group may stop early at a comma; make sure that sp itself is there.
		actors = s.between(start, sp.To)
	}
	return actors, start
}

// listLeft tells whether the comma at j joins a list: the span after it was reached
// through a conjunction or another comma, or both sides are plain state names.
func (s *clause) listLeft(sp rule.Mark, j int) bool {
	prev, ok := s.span(j-1, s.e.c.actor)
	if !ok || (s.preposition(prev.From) != 0 || s.after(prev.From, s.e.c.subord)) && !s.inList(sp) {
		return false
	}
	a, b := s.sent.Refs[prev.Ref].Form, s.sent.Refs[sp.Ref].Form
	if s.colleagues(prev, sp) {
		return true
	}
	return a == b && (a == parley.RefState || a == parley.RefOrg) || prev.From == 0 || s.stop(prev.From-1) || s.comma(prev.From-1) && !s.listComma(prev.From-1)
}

// colleagues tells whether two people who are named with a comma between them act together: of one state, both with
// their offices, at the beginning of a clause, and a verb follows: "…, General Secretary A, President B sent …".
func (s *clause) colleagues(prev, sp rule.Mark) bool {
	a, b := s.actorsAt(prev), s.actorsAt(sp)
	if len(a) != 1 || len(b) != 1 || !isPerson(a[0]) || !isPerson(b[0]) || a[0].ID == b[0].ID || a[0].State != b[0].State || a[0].Office == "" || b[0].Office == "" {
		return false
	}
	return (prev.From == 0 || s.comma(prev.From-1) || s.stop(prev.From-1)) && s.verbNear(sp.To)
}

// apposed tells whether the comma at j closes an apposition: the actor before it has a comma of its own.
func (s *clause) apposed(j int) bool {
	prev, ok := s.span(j-1, s.e.c.actor)
	for i := prev.From; ok && prev.To == j && i < prev.To; i++ {
		if s.comma(i) {
			return true
		}
	}
	return false
}

// peers tells whether the comma at j joins the first span of a list that has its "and" already
// with another of its members: people of different sides, or a title and further states that it
// goes with, as in "the kings of A, B and C".
func (s *clause) peers(first rule.Mark, j int) bool {
	prev, ok := s.span(j-1, s.e.c.actor)
	if !ok || prev.To != j || s.preposition(prev.From) != 0 {
		return false
	}
	a, b := &s.sent.Refs[prev.Ref], &s.sent.Refs[first.Ref]
	if len(a.Actors) != 1 || len(b.Actors) != 1 || a.Actors[0].Side() == b.Actors[0].Side() {
		return false
	}
	title := a.Form == parley.RefTitle || a.Form == parley.RefBody
	person := title || a.Form == parley.RefPerson
	return person && (b.Form == parley.RefPerson || b.Form == parley.RefTitle || b.Form == parley.RefBody) || title && b.Form == parley.RefState
}

// inList tells whether the span is joined to what follows it.
func (s *clause) inList(sp rule.Mark) bool {
	_, and := s.line.Has(sp.To, s.e.c.and)
	return and || sp.To < len(s.line.Tokens) && s.comma(sp.To)
}

// between returns the actors of all spans in tokens [from,to).
func (s *clause) between(from, to int) []parley.Actor {
	var out []parley.Actor
	for _, sp := range s.spans(from, to) {
		if sp.Class == s.e.c.actor && sp.From >= from && sp.To <= to && !s.leadsOne(sp) {
			out = append(out, s.actorsAt(sp)...)
		}
	}
	return out
}
