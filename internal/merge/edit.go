package merge

// This file replays what people changed, after the program's own clustering.

import (
	"slices"
	"strings"

	"parley"
)

// replay splits and joins the groups as the edits say, in order.
func replay(groups []*group, edits []parley.Edit) []*group {
	if len(edits) == 0 {
		return groups
	}
	of := map[string]*group{}
	for _, g := range groups {
		for _, m := range g.members {
			of[m.id] = g
		}
	}
	for _, e := range edits {
		if e.Op != parley.EditMerge && e.Op != parley.EditSplit {
			continue
		}
		// A split moves the claims alone, a merge takes with each claim its whole event.
		moved := newGroup()
		for _, id := range e.Claims {
			g := of[id]
			if g == nil || g == moved {
				continue
			}
			take := slices.Clone(g.members)
			if e.Op == parley.EditSplit {
				take = slices.DeleteFunc(take, func(m *mention) bool { return m.id != id })
			}
			for _, m := range take {
				moved.move(m, g)
				of[m.id] = moved
			}
		}
		if len(moved.members) > 0 {
			moved.reasons = append(moved.reasons, string(e.Op)+" by "+e.By+": "+e.Why)
			groups = append(groups, moved)
		}
	}
	return slices.DeleteFunc(groups, func(g *group) bool { return len(g.members) == 0 })
}

func newGroup() *group { return &group{keys: map[string]bool{}} }

// move takes m, with the reason why it had joined, out of the group from.
func (g *group) move(m *mention, from *group) {
	from.members = slices.DeleteFunc(from.members, func(o *mention) bool { return o == m })
	g.members = append(g.members, m)
	from.reasons = slices.DeleteFunc(from.reasons, func(r string) bool {
		mine := strings.HasPrefix(r, m.id+":")
		if mine {
			g.reasons = append(g.reasons, r)
		}
		return mine
	})
}

// correct sets the fields that people corrected and keeps what stood there.
func correct(all []parley.Event, edits []parley.Edit) []parley.Event {
	of := map[string]int{}
	for _, e := range edits {
		if e.Op != parley.EditCorrect || len(e.Claims) == 0 {
			continue
		}
		if len(of) == 0 {
			for i := range all {
				for _, c := range all[i].Claims {
					of[c.ID] = i
				}
			}
		}
		if i, ok := of[e.Claims[0]]; ok {
			set(&all[i], e)
		}
	}
	return all
}

func set(e *parley.Event, by parley.Edit) {
	from := ""
	switch by.Field {
	case "kind":
		from, e.Kind = string(e.Kind), parley.Kind(by.Value)
	case "status":
		from, e.Status = string(e.Status), parley.Status(by.Value)
	case "time":
		if e.Time != nil {
			from = e.Time.Value
		}
		e.Time = &parley.When{Value: by.Value, Basis: parley.BasisGiven, Why: "corrected by " + by.By}
	case "place":
		if e.Place != nil {
			from = e.Place.Name
		}
		e.Place = &parley.Place{Name: by.Value}
	default:
		return
	}
	e.Changes = append(e.Changes, parley.Change{At: by.At, Field: by.Field, From: from, To: by.Value, Why: by.By + ": " + by.Why})
}
