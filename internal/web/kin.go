package web

// This file says which tracks one parted from, which parted from it, which were joined with it, and
// what people say of that.

import (
	"context"
	"slices"
	"strings"

	"parley"
)

// kinView is a track that one is kin to: "Parted on 20 May 2031 from", its title, why, and the
// rounds that show it.
type kinView struct {
	Before, Title, Href, Why string
	Rounds                   []link
}

func (f *file) kin() (out []kinView) {
	for i := range f.track.Kin {
		k := &f.track.Kin[i]
		issues := make([]string, len(k.Issues))
		for j, id := range k.Issues {
			issues[j] = f.topic(id)
		}
		v := kinView{
			Before: f.T("track.kin."+k.How, "date", f.Date(string(k.At))), Title: parley.Plain(k.Titles[f.Lang]),
			Why: f.T("track.kin.why."+k.How, "rounds", f.Count("rounds", len(k.Events)), "issues", strings.Join(issues, f.T("list.sep"))),
		}
		if v.Title == "" {
			v.Title = parley.Plain(k.Titles["en"])
		}
		if k.How != parley.KinJoined {
			v.Href = f.To("tracks", k.Track)
		}
		for _, id := range k.Events {
			if e := f.byID[id]; e != nil {
				v.Rounds = append(v.Rounds, link{f.When(e.Time), f.To("events", id)})
			}
		}
		out = append(out, v)
	}
	return out
}

// keptKin is an edit in force that keeps tracks apart or together, and the events that it names.
type keptKin struct {
	edit   parley.Edit
	events []string
}

// keptKin are all such edits.
func (s *site) keptKin(ctx context.Context) ([]keptKin, error) {
	restOn(ctx, parley.ThingEdits, "log")
	return recallNoted(ctx, s.ledger, "kept kin", func(ctx context.Context) (out []keptKin, err error) {
		log, err := s.ledger.Edits(ctx)
		for _, e := range parley.InForce(log) {
			if e.Op != parley.EditApart && e.Op != parley.EditTogether {
				continue
			}
			k := keptKin{edit: e}
			if k.events, err = s.ledger.Telling(ctx, e.Claims); err != nil {
				return nil, err
			}
			out = append(out, k)
		}
		return out, err
	})
}

// kept are those that name an event of the track, as changes of it.
func (s *site) kept(ctx context.Context, t *parley.Track) (out []parley.Change, err error) {
	all, err := s.keptKin(ctx)
	for _, k := range all {
		if slices.ContainsFunc(k.events, func(id string) bool { return slices.Contains(t.Events, id) }) {
			out = append(out, parley.Change{At: k.edit.At, Field: string(k.edit.Op), Why: k.edit.Why, By: parley.Maybe(k.edit.By), Edit: k.edit.Seq})
		}
	}
	return out, err
}
