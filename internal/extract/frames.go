package extract

import (
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/internal/pack"
	"parley/internal/rule"
)

// slot is a syntactic place in which an argument of a verb stands; 0 is none.
type slot uint8

// The slots: the subject before the verb, the object right after it, and what prepositions
// bring. A frame of the pack gives each slot a role. The subject comes first, the rest by name: order of
// actors is then the same for the same words.
const (
	slotSubject slot = iota + 1
	slotAgainst
	slotLeft // right beside a noun: "the A-B meeting"
	slotBetween
	slotBy
	slotConcern
	slotFrom
	slotIn
	slotNear // at whose border: "drills near the border of A"
	slotObject
	slotOf // after a noun: "the strike of Israel"
	slotTo
	slotWhose // after a verb: "rejects the offer of Iran"
	slotWith
	slotsEnd
)

// slotNames are the names of slots in packs.
var slotNames = [slotsEnd]string{
	slotSubject: "subject", slotAgainst: "against", slotLeft: "beside", slotBetween: "between", slotBy: "by", slotConcern: "concern", slotFrom: "from",
	slotIn: "in", slotNear: "near", slotObject: "object", slotOf: "of", slotTo: "to", slotWhose: "whose", slotWith: "with",
}

// frame says which role the argument in each slot plays, "" where it has no use for it.
type frame [slotsEnd]parley.Role

// readFrames reads words/frames.tsv: frame id, then slot:role pairs.
func readFrames(l *pack.Language) (map[string]frame, []error) {
	out := map[string]frame{}
	t := l.Tables["frames"]
	if t == nil {
		return out, []error{fmt.Errorf("%s/words/frames.tsv is missing", l.Tag)}
	}
	var errs []error
	for id, pairs := range t.Forms {
		f := frame{}
		for _, p := range pairs {
			s, r, ok := strings.Cut(p, ":")
			at := slices.Index(slotNames[1:], s) + 1
			if !ok || !knownRole(parley.Role(r)) || at == 0 {
				errs = append(errs, &rule.Error{File: l.Tag + "/words/frames.tsv", Msg: fmt.Sprintf("frame %s: %q is not slot:role", id, p)})
			}
			f[at] = parley.Role(r)
		}
		out[id] = f
	}
	return out, errs
}

func knownRole(r parley.Role) bool {
	switch r {
	case parley.RoleParty, parley.RoleSource, parley.RoleTarget, parley.RoleMediator, parley.RoleHost, parley.RoleHead, parley.RoleSignatory:
		return true
	}
	return false
}

// assign gives the found slots their roles. In a passive, subject and agent change places.
func (t *trigger) assign(f *frame) {
	for s := slotSubject; s < slotsEnd; s++ {
		if !t.found(s) {
			continue
		}
		g, role := t.slots[s], f[s]
		if role == "" && !(t.passive && s == slotBy) || s == slotSubject && role == parley.RoleParty && (len(t.slots[slotBetween]) > 1 || len(t.slots[slotBetween]) == 1 && t.nominal) {
			continue // "talks between A and B": whoever speaks of them is no party
		}
		if t.passive && s == slotWith && role == parley.RoleTarget || s == slotWhose && t.kind == parley.Mobilize && len(t.subject) > 0 {
			continue // of what somebody else deploys the maker is no doer
		}
		if t.kind == parley.Demand && len(t.caps) == 0 && len(t.slots[slotObject]) > 0 && (s == slotWith || s == slotAgainst || s == slotTo || s == slotWhose) {
			continue // what is demanded of the object, not of whom
		}
		if s == slotWhose && t.kind == parley.Message && t.found(slotTo) {
			continue // "handed the letter of A to B"
		}
		if s != slotSubject && t.ofMeasure(g) || t.kind == parley.Aid && s == slotAgainst && len(t.slots[slotObject]) > 0 && !t.nominal {
			continue // "helps A against B"
		}
		if t.passive {
			switch s {
			case slotSubject:
				if t.kind == parley.Mobilize && len(t.slots[slotBy]) == 0 && g[0].Office != "" {
					break // forces that are sent are the sender's
				}
				role = other(role)
			case slotBy:
				role = parley.RoleSource
				if f[slotSubject] == parley.RoleParty {
					role = parley.RoleParty
				}
			}
		}
		t.add(role, g)
	}
}

// ofMeasure tells whether those who stand behind a demand are whom the measures are aimed at that it is
// about: "calls for sanctions against B" asks others.
func (t *trigger) ofMeasure(g []parley.Actor) bool {
	if t.kind != parley.Demand || t.about == nil || !againstThird.has(t.about.kind) {
		return false
	}
	for _, o := range []slot{slotObject, slotAgainst, slotTo, slotWith, slotLeft} {
		if sharesKey(g, t.about.slots[o]) {
			return true
		}
	}
	return false
}

// jointly turns the sources of an agreement into parties where several agree without a
// counterpart, and a lone party to a vote into its source; a paper that is signed has two.
func (t *trigger) jointly(w *pack.World) {
	if t.kind != parley.Accept && t.kind != parley.Sign {
		return
	}
	from, to := parley.RoleSource, parley.RoleParty
	if t.kind == parley.Accept && t.distinct(parley.RoleSource) > 1 && len(t.slots[slotSubject]) > 1 && len(t.slots[slotObject]) == 0 {
		// "A and B agreed to … with C": they agree with each other, C is what it is about.
		t.cast = slices.DeleteFunc(t.cast, func(a parley.Actor) bool { return a.Role == parley.RoleTarget })
	}
	switch {
	case t.count(parley.RoleTarget) == 0 && (t.distinct(parley.RoleSource) > 1 || t.forum(w)):
	case t.kind == parley.Sign && len(t.cast) == 1 && t.count(parley.RoleParty) == 1 && t.says.other != "yes":
		from, to = to, from
	default:
		return
	}
	for i := range t.cast {
		if t.cast[i].Role == from {
			t.cast[i].Role = to
		}
	}
}

// forum tells whether the only source is a circle of states: in it each agrees with the rest.
func (t *trigger) forum(w *pack.World) bool {
	if t.count(parley.RoleSource) != 1 || len(t.cast) != 1 {
		return false
	}
	id, ok := strings.CutPrefix(t.cast[0].ID, "org:")
	return ok && w.Organisations[id].Kind == "forum"
}

// distinct counts the different keys among the actors of a role.
func (t *trigger) distinct(role parley.Role) int {
	seen := map[parley.Side]bool{}
	for _, a := range t.cast {
		if a.Role == role {
			seen[a.Side()] = true
		}
	}
	return len(seen)
}

// put files actors in a slot.
func (t *trigger) put(s slot, actors []parley.Actor) {
	t.slots[s] = actors
	t.filled |= 1 << s
}

// found tells whether something was filed in the slot.
func (t *trigger) found(s slot) bool { return t.filled&(1<<s) != 0 }

func other(r parley.Role) parley.Role {
	switch r {
	case parley.RoleSource:
		return parley.RoleTarget
	case parley.RoleTarget:
		return parley.RoleSource
	}
	return r
}

// add gives actors a role unless they play one already. A state does not join beside its
// own officials in the same role.
func (t *trigger) add(role parley.Role, actors []parley.Actor) {
	for i := range actors {
		if actors[i].ID == "" || t.has(role, &actors[i]) {
			continue
		}
		if t.cast == nil {
			t.cast = make([]parley.Actor, 0, 2) // most deeds have two sides
		}
		t.cast = append(t.cast, actors[i])
		t.cast[len(t.cast)-1].Role = role
	}
}

func (t *trigger) has(role parley.Role, a *parley.Actor) bool {
	for i := range t.cast {
		b := &t.cast[i]
		if b.ID == a.ID && (b.Role == role || role != parley.RoleHead) {
			return true
		}
		if role == parley.RoleHead || b.Role == parley.RoleHead {
			continue // who leads a delegation stands beside the party that he leads
		}
		if (isState(a) || isState(b)) && b.SameSide(a) {
			return true
		}
	}
	return false
}

func isState(a *parley.Actor) bool { return strings.HasPrefix(a.ID, "state:") }

// count returns how many actors play the role.
func (t *trigger) count(role parley.Role) int {
	n := 0
	for i := range t.cast {
		if t.cast[i].Role == role {
			n++
		}
	}
	return n
}

func (t *trigger) actors() []parley.Actor {
	if t.cast == nil {
		return []parley.Actor{}
	}
	return t.cast
}
