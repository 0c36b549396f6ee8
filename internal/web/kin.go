package web

// This file says which tracks one parted from, which parted from it, which were joined with it.

import (
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
