package extract

// What the model of trust notices of who takes part, and of what else the sentence names.

import (
	"slices"

	"parley"
	"parley/internal/learn"
)

// The templates of these features.
var (
	trCast, trCastRule     = learn.Of("cast,kind"), learn.Of("cast,by")
	trSides, trSidesRule   = learn.Of("sides,kind"), learn.Of("sides,by")
	trHere, trHereRule     = learn.Of("here,kind"), learn.Of("here,by")
	trWho, trWhoRule       = learn.Of("who,role,kind"), learn.Of("who,role,by")
	trSide, trSideKind     = learn.Of("side,role"), learn.Of("side,role,kind")
	trOffice, trItself     = learn.Of("office,role,kind"), learn.Of("itself")
	trStates, trStatesKind = learn.Of("states"), learn.Of("states,kind")
	trNames, trDense       = learn.Of("names,kind"), learn.Of("dense")
	trAgain, trAgainRule   = learn.Of("again,kind"), learn.Of("again,by")
	trWhoNames             = castParts([]string{"state:", "org:", "group:", "person:"}, []string{"", "p", "o", "op", "h", "hp", "ho", "hop"})
)

// maxStates is up to how many states of a sentence are told apart.
const maxStates = 4

// castOf notes who takes part in a claim: how many in which role, how many sides they are, which of them the sentence
// names, and what they are. A deed of one side alone is often no affair of states.
func (s *clause) castOf(f *learn.Features, t *trigger, kind, by learn.Part) {
	var n [3]int
	sides, here := 0, 0
	for i := range t.cast {
		a := &t.cast[i]
		role := learn.Of(string(a.Role))
		switch a.Role {
		case parley.RoleSource:
			n[0]++
		case parley.RoleTarget:
			n[1]++
		case parley.RoleParty:
			n[2]++
		}
		sides++
		for j := range i {
			if o := &t.cast[j]; o.SameSide(a) {
				sides--
				if o.Role != a.Role {
					f.Add2(trItself, role, kind)
				}
				break
			}
		}
		if a.End > 0 {
			here++
		}
		who := whoPart(a)
		f.Add3(trWho, who, role, kind)
		f.Add3(trWhoRule, who, role, by)
		side := learn.Of(a.ID)
		if a.State != "" {
			side = learn.Of(string(a.State))
		}
		f.Add2(trSide, side, role)
		f.Add3(trSideKind, side, role, kind)
		if a.Office != "" {
			f.Add3(trOffice, learn.Of(string(a.Office)), role, kind)
		}
	}
	cast := castMissing[min(n[0], 2)*12+min(n[1], 2)*4+min(n[2], 3)]
	f.Add2(trCast, cast, kind)
	f.Add2(trCastRule, cast, by)
	f.Add2(trSides, number(min(sides, 3)), kind)
	f.Add2(trSidesRule, number(min(sides, 3)), by)
	f.Add2(trHere, number(min(here, 3)), kind)
	f.Add2(trHereRule, number(min(here, 3)), by)
}

// whoPart is what an actor is: his side, whether he is a person, has an office, and is named in the sentence.
func whoPart(a *parley.Actor) learn.Part {
	at := 0
	switch a.Side().Type() {
	case "org:":
		at = 8
	case "group:":
		at = 16
	case "person:":
		at = 24
	}
	if isPerson(*a) {
		at++
	}
	if a.Office != "" {
		at += 2
	}
	if a.End > 0 {
		at += 4
	}
	return trWhoNames[at]
}

// namesCues notes how many states and others the sentence names, how much the item told so far, and what the sentence
// told of the kind already.
func (s *clause) namesCues(f *learn.Features, t *trigger, m *memory, kind, by learn.Part) {
	var seen [maxStates]parley.Maybe
	states, names := 0, 0
	for _, sp := range s.line.Spans {
		if sp.Class != s.e.c.actor {
			continue
		}
		names++
		refs := s.sent.Refs[sp.Ref].Actors
		for i := range refs {
			if st := refs[i].State; st != "" && states < maxStates && !slices.Contains(seen[:states], st) {
				seen[states] = st
				states++
			}
		}
	}
	f.Add1(trStates, number(states))
	f.Add2(trStatesKind, number(states), kind)
	f.Add2(trNames, number(min(names, 5)), kind)
	f.Add1(trDense, number(min(3*len(m.all)/(s.nth+1), 6)))
	again, like := 0, alikeTo(t)
	for i := len(m.all) - 1; i >= 0 && m.all[i].sent == m.sent; i-- {
		if o := m.all[i]; o.by != t && o.kind == t.kind {
			again = max(again, 1+min(like.shared(o), 2))
		}
	}
	f.Add2(trAgain, number(again), kind)
	f.Add2(trAgainRule, number(again), by)
}
