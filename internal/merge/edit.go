package merge

// This file replays what people changed, after the program's own clustering.

import (
	"slices"
	"strings"

	"parley"
)

// replay splits and joins the groups as the edits say, in order. They are those in force.
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
			moved.reasons = append(moved.reasons, parley.Join{Why: []parley.Because{{Code: string(e.Op), Value: e.By}, {Code: "why", Value: e.Why}}}.String())
			groups = append(groups, moved)
		}
	}
	return slices.DeleteFunc(groups, func(g *group) bool { return len(g.members) == 0 })
}

func newGroup() *group { return &group{} }

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

// tell puts into the history of each event what people changed of it: the fields they
// corrected, and the merges and splits that made it.
func tell(all []parley.Event, edits []parley.Edit) []parley.Event {
	if len(edits) == 0 {
		return all
	}
	byID, of := make(map[string]*parley.Event, len(all)), map[string]string{}
	for i := range all {
		byID[all[i].ID] = &all[i]
		for _, c := range all[i].Claims {
			of[c.ID] = all[i].ID
		}
	}
	for _, e := range edits {
		// Of an event that has grown, or lost a claim, most claims still tell where it is.
		about := byID[parley.Most(e.Claims, func(claim string) string { return of[claim] })]
		if about == nil {
			continue
		}
		switch e.Op {
		case parley.EditCorrect:
			set(about, e)
		case parley.EditMerge, parley.EditSplit:
			about.Changes = append(about.Changes, change(e, string(e.Op), "", e.Event))
		}
	}
	return all
}

func change(by parley.Edit, field, from, to string) parley.Change {
	return parley.Change{At: by.At, Field: field, From: from, To: to, Why: by.Why, By: parley.Maybe(by.By), Edit: by.Seq}
}

// set corrects one field and keeps what stood there. What is wrong in itself is passed over.
func set(e *parley.Event, by parley.Edit) {
	if by.Valid() != nil {
		return
	}
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
		e.Time = nil
		if by.Value != "" {
			e.Time = &parley.When{Value: by.Value, Basis: parley.BasisGiven, Why: "corrected by " + by.By}
		}
	case "place":
		from, e.Place = parley.PlaceText(e.Place), parley.ParsePlace(by.Value)
	case "actors":
		from, e.Actors = parley.ActorsText(e.Actors), people(e.Actors, by.Value)
	}
	e.Changes = append(e.Changes, change(by, by.Field, from, by.Value))
}

// people reads corrected actors; of those who were there before, name and office stay.
func people(before []parley.Actor, value string) []parley.Actor {
	out, err := parley.ParseActors(value)
	if err != nil {
		return before
	}
	for i := range out {
		for _, b := range before {
			if b.ID != out[i].ID {
				continue
			}
			out[i].Name, out[i].Office = b.Name, b.Office
			if out[i].State == "" {
				out[i].State = b.State
			}
		}
	}
	return out
}
