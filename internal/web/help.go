package web

import "parley"

// helpView is the data of help.html.
type helpView struct {
	Keys     []keyView
	Statuses []choice
	States   []choice
	Switch   option
	Search   string // the page of the language
	API      []link // for other programs
}

type keyView struct{ Key, Does string }

func (s *site) help(r *request) (*screen, error) {
	v := &helpView{}
	for _, k := range [][2]string{
		{"/", "slash"},
		{"j  k", "jk"},
		{"J  K", "leap"},
		{"Enter", "enter"},
		{"e", "e"},
		{"c", "c"},
		{"p", "p"},
		{"?", "q"},
	} {
		v.Keys = append(v.Keys, keyView{k[0], r.T("help." + k[1])})
	}
	for _, st := range statuses {
		v.Statuses = append(v.Statuses, choice{Value: string(st), Label: r.word("status", string(st))})
	}
	for _, st := range []parley.TrackState{
		parley.TrackProposed, parley.TrackPreparatory, parley.TrackUnderWay, parley.TrackSuspended,
		parley.TrackAgreed, parley.TrackFailed, parley.TrackDormant,
	} {
		v.States = append(v.States, choice{Value: string(st), Label: r.word("state", string(st))})
	}
	v.Search = r.Link("/search/grammar")
	v.API = []link{{r.T("help.api.document"), "/api/v1/openapi.json"}, {r.T("saved.title"), r.Link("/searches")}, {r.T("edits.title"), r.Link("/edits")}}
	v.Switch = option{Label: r.T("help.off"), Href: r.With("keys", "off")}
	if !r.Keys {
		v.Switch = option{Label: r.T("help.on"), Href: r.With("keys", "")}
	}
	return &screen{Title: r.T("help.title"), Section: "help", Data: v}, nil
}
