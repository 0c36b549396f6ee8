package extract

// Who stands on the other side of a deed that names one side only, as the item told of both before.

import (
	"slices"
	"strings"

	"parley"
)

// dyad is who did something to whom in an earlier sentence.
type dyad struct {
	source, target []parley.Actor // at most maxSides each
	sent           int
	kind           parley.Kind
	contact        bool // they met or talked
}

// maxSides is how many may do something together and still be understood as the other side.
const maxSides = 8

// against returns who stands on the other side of the dyad than a, nil where a is in neither.
func (d *dyad) against(a parley.Actor) []parley.Actor {
	switch side := a.Side(); {
	case holds(d.source, side):
		return d.target
	case holds(d.target, side):
		return d.source
	}
	return nil
}

func holds(list []parley.Actor, side parley.Side) bool {
	for i := range list {
		if list[i].Side() == side {
			return true
		}
	}
	return false
}

// acts tells whether somebody in the list acts for the side of a.
func acts(list []parley.Actor, a *parley.Actor) bool {
	for i := range list {
		if list[i].SameSide(a) {
			return true
		}
	}
	return false
}

// opposite finds the other side of a claim that names one side only: the last counterpart
// of that actor in the item, within as many sentences as reach says.
//
// Whom one met or spoke with is no victim for that: for a forcible act only acts count.
func (m *memory) opposite(a parley.Actor, forcible bool, reach int) []parley.Actor {
	return m.oppositeBefore(a, forcible, reach, len(m.dyads))
}

// oppositeBefore is opposite among the first n pairs.
func (m *memory) oppositeBefore(a parley.Actor, forcible bool, reach, n int) []parley.Actor {
	for i := n - 1; i >= 0 && m.sent-m.dyads[i].sent <= reach; i-- {
		d := &m.dyads[i]
		if d.contact && (forcible || d.sent == m.sent) {
			continue // whom one speaks to in the same sentence is not whom one speaks of
		}
		if other := d.against(a); other != nil {
			return other
		}
	}
	return nil
}

// dyadReach is over how many sentences the other side is still understood.
const dyadReach = 4

// needsOther are the kinds that are always aimed at somebody, with over how many sentences the
// other side is understood from what was told where the sentence does not name it. Guessed from
// an earlier sentence, the side of a demand, refusal, visit or seizure is wrong more often
// than right: there it is taken from the same sentence only.
var needsOther = map[parley.Kind]int{
	parley.Accuse: dyadReach, parley.Sanction: dyadReach, parley.Threaten: dyadReach, parley.Message: dyadReach, parley.Support: dyadReach,
	parley.Reject: 0, parley.Demand: 0, parley.Visit: 0, parley.Coerce: 0, parley.Attack: dyadReach,
}

func (m *memory) fillOther(t *trigger) {
	reach, ok := needsOther[t.kind]
	if !ok || t.lone() || t.kind == parley.Sign && t.says.frame != "vote" {
		return
	}
	if t.kind == parley.Reject && t.object == string(parley.Accuse) {
		t.dropSelf() // "A rejects charges that A …"
	}
	src, tgt := t.count(parley.RoleSource), t.count(parley.RoleTarget)
	var a parley.Actor
	role := parley.RoleTarget
	switch {
	case src >= 1 && tgt == 0:
		a = t.cast[0]
		if t.kind == parley.Attack && t.says.needs != "both" {
			reach = 0 // whom the forces of an item fight changes from one attack to the next
		}
	case t.kind == parley.Attack && src+tgt == 0 && len(t.cast) == 1 && t.follows == nil:
		a, role = t.cast[0], parley.RoleParty // of a fight there are two sides
	default:
		return
	}
	n := len(m.dyads)
	for role == parley.RoleParty && n > 0 && m.dyads[n-1].sent == m.sent {
		n-- // the other deeds of the sentence are no sides of the fight
	}
	other := m.oppositeBefore(a, t.kind == parley.Attack || t.kind == parley.Coerce, reach, n)
	if t.kind == parley.Reject && t.object != "" {
		if by := m.refuted(a, parley.Kind(t.object)); by != nil {
			other = by
		}
	}
	for _, asked := range [...]parley.Kind{parley.Demand, parley.Propose, parley.Accuse} {
		if len(other) == 0 && t.kind == parley.Reject && !t.denies {
			other = m.refuted(a, asked)
		}
	}
	if len(other) == 0 && t.kind == parley.Reject {
		other = m.rival(a)
	}
	for _, b := range other {
		if t.names(b) {
			continue
		}
		b.Start, b.End = 0, 0
		t.add(role, []parley.Actor{b})
		if !t.recalled {
			t.notes = append(t.notes, "other-side")
		}
		t.recalled = true
	}
}

// measures are the kinds by which a body of states acts against one: a resolution that it passes is aimed at whom they
// were aimed at.
var measures = kindsOf(parley.Sanction, parley.Sign, parley.Accuse)

// resolved gives what a body of states passes, without saying against whom, whom another deed of the sentence is against
// that it sanctions, else whom the item told last that the body acts against.
func (m *memory) resolved(s *clause, t *trigger) {
	if t.kind != parley.Sign || len(t.cast) != 1 || t.cast[0].Role != parley.RoleSource || !s.e.body(&t.cast[0]) {
		return
	}
	give := func(list []parley.Actor) bool {
		for _, b := range list {
			if b.State != "" && !t.names(b) {
				b.Start, b.End = 0, 0
				t.add(parley.RoleTarget, []parley.Actor{b})
			}
		}
		if len(t.cast) > 1 {
			t.notes = append(t.notes, "other-side")
		}
		return len(t.cast) > 1
	}
	for _, o := range s.all {
		if o.kind != parley.Sanction || o == t {
			continue
		}
		for _, p := range [...]slot{slotAgainst, slotObject, slotTo, slotWith, slotLeft} {
			if give(o.slots[p]) {
				return
			}
		}
	}
	for i := len(m.dyads) - 1; i >= 0 && i >= len(m.dyads)-lookBack; i-- {
		if d := &m.dyads[i]; measures.has(d.kind) && holds(d.source, t.cast[0].Side()) && give(d.target) {
			return
		}
	}
}

// body tells whether an actor is a body of states that passes resolutions, of no state and no union.
func (e *Extractor) body(a *parley.Actor) bool {
	id, ok := strings.CutPrefix(a.ID, "org:")
	return ok && e.world.Organisations[id].Kind == "body"
}

// rival is the one side that all deeds of the item so far which name a were between.
func (m *memory) rival(a parley.Actor) []parley.Actor {
	var found []parley.Actor
	n := 0
	for i := range m.dyads {
		b := m.dyads[i].against(a)
		if len(b) == 0 || m.dyads[i].contact {
			continue
		}
		if n++; n == 1 {
			found = b
		} else if !sameKeys(found, b) {
			return nil
		}
	}
	if n < rivalDeeds {
		return nil
	}
	return found
}

// rivalDeeds is from how many deeds on a side is known as the only rival of another.
const rivalDeeds = 2

// dropSelf takes out targets that are the source's own side.
func (t *trigger) dropSelf() {
	own := t.playing(parley.RoleSource)
	t.cast = slices.DeleteFunc(t.cast, func(a parley.Actor) bool { return a.Role == parley.RoleTarget && holds(own, a.Side()) })
}

// refuted is who did to a, as the item told last, what a refusal is about: "rejects the charges"
// is aimed at those who charged him.
func (m *memory) refuted(a parley.Actor, what parley.Kind) []parley.Actor {
	for i := len(m.dyads) - 1; i >= 0 && i >= len(m.dyads)-lookBack; i-- {
		if d := &m.dyads[i]; d.kind == what && holds(d.target, a.Side()) && !holds(d.source, a.Side()) {
			return d.source
		}
	}
	return nil
}

// lookBack is over how many deeds who is answered is looked for.
const lookBack = 64

// playing lists the actors of a role, each side once.
func (t *trigger) playing(r parley.Role) []parley.Actor { return t.appendPlaying(nil, r) }

func (t *trigger) appendPlaying(out []parley.Actor, r parley.Role) []parley.Actor {
	from := len(out)
	for _, a := range t.cast {
		if a.Role == r && len(out)-from <= maxSides && !holds(out[from:], a.Side()) {
			out = append(out, a)
		}
	}
	return out
}
