package track

// This file replays what people changed of tracks: titles, and which stand on top.

import "parley"

// edit applies the edits that are in force. The claims that an edit names tell which track
// it is about, so that it finds the track again when its id has become another.
func edit(all []parley.Track, events []parley.Event, log []parley.Edit) {
	log = parley.InForce(log)
	if len(log) == 0 {
		return
	}
	byID, of := make(map[string]*parley.Track, len(all)), map[string]string{}
	for i := range all {
		byID[all[i].ID] = &all[i]
		for _, e := range all[i].Events {
			of[e] = all[i].ID
		}
	}
	claims := map[string]string{} // claim → track
	for i := range events {
		for _, c := range events[i].Claims {
			claims[c.ID] = of[events[i].ID]
		}
	}
	for _, e := range log {
		t := byID[parley.Most(e.Claims, func(claim string) string { return claims[claim] })]
		if t != nil {
			Edit(t, e)
		}
	}
}

// keep finds the events that people keep apart or together.
func (o *Options) keep(events []parley.Event) {
	of := map[string]string{} // claim → event
	for i := range events {
		for _, c := range events[i].Claims {
			of[c.ID] = events[i].ID
		}
	}
	for _, e := range parley.InForce(o.Edits) {
		o.Keep(e, of)
	}
}

// Keep notes what an edit keeps apart or together, by the events that its claims tell.
func (o *Options) Keep(e parley.Edit, eventOf map[string]string) {
	if e.Op != parley.EditApart && e.Op != parley.EditTogether {
		return
	}
	var events []string
	for _, c := range e.Claims {
		if id := eventOf[c]; id != "" {
			events = append(events, id)
		}
	}
	if e.Op == parley.EditApart {
		o.Apart = append(o.Apart, events)
	} else {
		o.Together = append(o.Together, events)
	}
}

// Edit applies an edit to the track that it is about.
func Edit(t *parley.Track, e parley.Edit) {
	if e.Valid() != nil {
		return
	}
	switch e.Op {
	case parley.EditRename:
		rename(t, e)
	case parley.EditPin:
		if !t.Pinned {
			t.Pinned = true
			t.Changes = append(t.Changes, change(e, "pinned", "", "yes"))
		}
	}
}

// rename sets the title of one language; the plain title follows where it was the same.
func rename(t *parley.Track, e parley.Edit) {
	from := t.Titles[e.Field]
	if t.Title == from || t.Title == "" || e.Field == "en" {
		t.Title = e.Value
	}
	t.Titles[e.Field] = e.Value
	t.Changes = append(t.Changes, change(e, "title", from, e.Value))
}

func change(by parley.Edit, field, from, to string) parley.Change {
	return parley.Change{At: by.At, Field: field, From: from, To: to, Why: by.Why, By: parley.Maybe(by.By), Edit: by.Seq}
}
