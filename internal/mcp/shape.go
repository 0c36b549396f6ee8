package mcp

// This file gives events and tracks the shape in which they are answered: short, with the
// sentence beside the statement.

import (
	"context"

	"parley"
)

// quote is a sentence of a page.
type quote struct {
	Text      string `json:"quotation"`
	Source    string `json:"source"`
	Outlet    string `json:"outlet"`
	Published string `json:"published"` // EDTF, "" where not known
	Page      string `json:"page"`
	Start     int    `json:"start"` // code points of the page's text
	End       int    `json:"end"`
	Voice     *voice `json:"attributed_to,omitempty"`  // whom the sentence names as its source
	Joined    string `json:"why_same_event,omitempty"` // beside the others that tell the event
}

func quoteOf(c *parley.ClaimRef) quote {
	q := quote{
		Text: parley.Plain(c.Evidence.Exact), Source: c.Source, Outlet: string(c.Outlet), Page: c.Page, Start: c.Evidence.Start, End: c.Evidence.End,
	}
	if c.Published != nil {
		q.Published = c.Published.Value
	}
	return q
}

// who is an actor of an event.
type who struct {
	Role   string `json:"role"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	Office string `json:"office,omitempty"`
}

// when is a time with how it is known.
type when struct {
	Value string `json:"value"` // EDTF
	Basis string `json:"basis"`
	Why   string `json:"why"`
}

func whenOf(t *parley.When) *when {
	if t == nil {
		return nil
	}
	return &when{t.Value, string(t.Basis), parley.Plain(t.Why)}
}

// event is one event with its first sentence.
type event struct {
	ID          string                 `json:"id"`
	Kind        string                 `json:"kind"`
	Object      string                 `json:"object,omitempty"`
	Status      string                 `json:"status"`
	Actors      []who                  `json:"actors"`
	Time        *when                  `json:"time"`
	Place       string                 `json:"place,omitempty"`
	Articles    int                    `json:"articles"`
	Independent int                    `json:"independent_sources"`
	Differ      []parley.Contradiction `json:"sources_differ,omitempty"`
	Track       string                 `json:"track,omitempty"`
	Evidence    *quote                 `json:"evidence"`
	best        *parley.ClaimRef       // that Evidence quotes
}

func (s *server) events(all []parley.Event, lang string) []event {
	out := make([]event, len(all))
	for i := range all {
		out[i] = s.event(&all[i], lang)
	}
	return out
}

func (s *server) event(e *parley.Event, lang string) event {
	lang = language(lang)
	v := event{
		ID: e.ID, Kind: string(e.Kind), Object: string(e.Object), Status: string(e.Status), Time: whenOf(e.Time),
		Articles: e.Articles, Independent: e.Independent, Differ: e.Contradictions, Track: string(e.Track), Actors: []who{},
	}
	for i := range e.Actors {
		a := &e.Actors[i]
		w := who{Role: string(a.Role), ID: a.ID, Name: parley.Plain(s.Names.Name(lang, a.ID))}
		if a.Office != "" {
			w.Office = parley.Plain(s.Names.Name(lang, "office:"+string(a.Office)))
		}
		v.Actors = append(v.Actors, w)
	}
	if e.Place != nil {
		v.Place = s.Names.Name(lang, "place:"+e.Place.Name)
	}
	if c := e.Best(); c != nil {
		q := quoteOf(c)
		v.Evidence, v.best = &q, c
	}
	return v
}

// told are the events of the ids, as far as the ledger has them.
func (s *server) told(ctx context.Context, ids []string, lang string, most int) ([]event, error) {
	out := []event{}
	for _, id := range ids {
		if len(out) == most {
			break
		}
		e, err := s.ledger.Event(ctx, id)
		if err != nil {
			return nil, err
		}
		if e != nil {
			out = append(out, s.event(e, lang))
		}
	}
	return out, nil
}

// line is a track in a list.
type line struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	State     string   `json:"state"`
	Since     string   `json:"since"`
	Standing  string   `json:"standing"` // runs, rests, thin
	Parties   []string `json:"parties"`
	Mediators []string `json:"mediators"`
	Issue     string   `json:"issue"`
	Rounds    int      `json:"rounds"`
	Events    int      `json:"events"`
	Next      *when    `json:"next"`
}

func lineOf(t *parley.Track, lang string) line {
	title := t.Titles[language(lang)]
	if title == "" {
		title = t.Title
	}
	l := line{
		ID: t.ID, Title: parley.Plain(title), State: string(t.State), Since: string(t.Since), Standing: string(t.Standing), Parties: t.Parties, Mediators: t.Mediators,
		Issue: t.Issue, Rounds: len(t.Rounds), Events: len(t.Events),
	}
	if len(t.Next) > 0 {
		l.Next = whenOf(t.Next[0].Time)
	}
	return l
}
