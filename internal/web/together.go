package web

// This file tells once what one sentence tells of several: a journey to four countries is four visits, and one line.

import (
	"slices"

	"parley"
)

// together makes one event of those that one sentence tells of the same deed of the same actors at one time; it stands
// where the first of them stood, under its id, and names all to whom it is done.
func together(events []parley.Event) []parley.Event {
	out := make([]parley.Event, 0, len(events))
	for i := range events {
		e := &events[i]
		at := slices.IndexFunc(out, func(o parley.Event) bool { return oneSentence(&o, e) })
		if at < 0 {
			out = append(out, *e)
			continue
		}
		first := &out[at]
		all := slices.Clone(first.Actors)
		for _, a := range e.Actors {
			if !slices.ContainsFunc(all, func(b parley.Actor) bool { return b.ID == a.ID && b.Role == a.Role }) {
				all = append(all, a)
			}
		}
		first.Actors = all
	}
	return out
}

// oneSentence tells whether both events are told by one sentence as the same deed of the same actors.
func oneSentence(a, b *parley.Event) bool {
	x, y := a.Best(), b.Best()
	return x != nil && y != nil && x.Page == y.Page && x.Evidence.Start == y.Evidence.Start && len(a.Claims) == 1 && len(b.Claims) == 1 &&
		a.Kind == b.Kind && a.Object == b.Object && a.Status == b.Status && whenValue(a.Time) == whenValue(b.Time) && slices.Equal(doers(a), doers(b))
}

// doers are the ids of those to whom the deed is not done, sorted.
func doers(e *parley.Event) []string {
	var out []string
	for i := range e.Actors {
		if r := e.Actors[i].Role; r != parley.RoleTarget && r != parley.RoleHost {
			out = append(out, e.Actors[i].ID)
		}
	}
	slices.Sort(out)
	return out
}
