package extract

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"parley"
	"parley/internal/pack"
	"parley/internal/rule"
)

// slot is a syntactic place in which an argument of a verb stands.
type slot string

// The slots: the subject before the verb, the object right after it, and what prepositions
// bring. A frame of the pack gives each slot a role.
const (
	slotSubject slot = "subject"
	slotObject  slot = "object"
	slotWith    slot = "with"
	slotTo      slot = "to"
	slotAgainst slot = "against"
	slotOf      slot = "of"    // after a noun: "the strike of Israel"
	slotWhose   slot = "whose" // after a verb: "rejects the offer of Iran"
	slotBy      slot = "by"
	slotBetween slot = "between"
	slotFrom    slot = "from"
	slotIn      slot = "in"
	slotConcern slot = "concern"
	slotNear    slot = "near"   // at whose border: "drills near the border of A"
	slotLeft    slot = "beside" // right beside a noun: "the A-B meeting"
)

// frame says which role the argument in each slot plays.
type frame map[slot]parley.Role

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
			if !ok || !knownRole(parley.Role(r)) || !knownSlot(slot(s)) {
				errs = append(errs, &rule.Error{File: l.Tag + "/words/frames.tsv", Msg: fmt.Sprintf("frame %s: %q is not slot:role", id, p)})
			}
			f[slot(s)] = parley.Role(r)
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

func knownSlot(s slot) bool {
	switch s {
	case slotSubject, slotObject, slotWith, slotTo, slotAgainst, slotOf, slotWhose, slotBy, slotBetween, slotFrom, slotIn, slotConcern, slotNear, slotLeft:
		return true
	}
	return false
}

// assign gives the found slots their roles. In a passive, subject and agent change places.
func (t *trigger) assign(f frame) {
	for _, s := range t.slotOrder() {
		g := t.slots[s]
		role, ok := f[s]
		ok = ok || t.passive && s == slotBy
		if !ok || s == slotSubject && role == parley.RoleParty && (len(t.slots[slotBetween]) > 1 || len(t.slots[slotBetween]) == 1 && t.nominal) {
			continue // "talks between A and B": whoever speaks of them is no party
		}
		if t.passive && s == slotWith && role == parley.RoleTarget || s == slotWhose && t.kind == parley.Mobilize && len(t.subject) > 0 {
			continue // of what somebody else deploys the maker is no doer
		}
		if t.kind == parley.Demand && len(t.caps) == 0 && len(t.slots[slotObject]) > 0 && (s == slotWith || s == slotAgainst || s == slotTo || s == slotWhose) {
			continue // what is demanded of the object, not of whom
		}
		if s != slotSubject && t.ofMeasure(g) {
			continue
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
	if t.kind != parley.Demand || t.about == nil || !againstThird[t.about.kind] {
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
	case t.kind == parley.Sign && len(t.cast) == 1 && t.count(parley.RoleParty) == 1 && t.rule.Attrs["other"] != "yes":
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

// slotOrder lists the found slots, subject first, the rest by name: order of actors is
// then the same for the same words.
func (t *trigger) slotOrder() []slot {
	var out []slot
	for s := range t.slots {
		out = append(out, s)
	}
	sort.Slice(out, func(i, j int) bool {
		if (out[i] == slotSubject) != (out[j] == slotSubject) {
			return out[i] == slotSubject
		}
		return out[i] < out[j]
	})
	return out
}

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
	for _, a := range actors {
		if a.ID == "" || t.has(role, a) {
			continue
		}
		a.Role = role
		t.cast = append(t.cast, a)
	}
}

func (t *trigger) has(role parley.Role, a parley.Actor) bool {
	for _, b := range t.cast {
		if b.ID == a.ID && (b.Role == role || role != parley.RoleHead) {
			return true
		}
		if role == parley.RoleHead || b.Role == parley.RoleHead {
			continue // who leads a delegation stands beside the party that he leads
		}
		if b.Side() == a.Side() && (isState(a) || isState(b)) {
			return true
		}
	}
	return false
}

func isState(a parley.Actor) bool { return strings.HasPrefix(a.ID, "state:") }

// count returns how many actors play the role.
func (t *trigger) count(role parley.Role) int {
	n := 0
	for _, a := range t.cast {
		if a.Role == role {
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
