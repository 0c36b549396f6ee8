package mcp

// This file is the tools, one function each.

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"parley"
	"parley/internal/export"
)

type searchIn struct {
	Query string `json:"query" jsonschema:"the search, e.g. kind:talks actor:Russia after:2025-01 ceasefire"`
	Limit int    `json:"limit,omitempty" jsonschema:"most events, 1 to 100, usually 20"`
	Lang  string `json:"lang,omitempty" jsonschema:"language of names: en or vi"`
}

func (s *server) search(ctx context.Context, in searchIn) (*Answer, error) {
	q, err := s.parse(in.Query)
	if err != nil {
		return nil, err
	}
	a, err := s.find(ctx, parley.EventFilter{Query: q, Limit: in.Limit}, in.Lang)
	if err != nil {
		return nil, err
	}
	a.Search, a.Lang = in.Query, language(in.Lang)
	return a, nil
}

type listTracksIn struct {
	Actor string `json:"actor,omitempty" jsonschema:"only those with this party or mediator: a name, a state's code or an id"`
	State string `json:"state,omitempty" jsonschema:"only in this state: proposed, preparatory, under-way, suspended, agreed, failed, dormant"`
	Limit int    `json:"limit,omitempty" jsonschema:"most tracks, usually 20"`
	Lang  string `json:"lang,omitempty" jsonschema:"language of titles: en or vi"`
}

func (s *server) listTracks(ctx context.Context, in listTracksIn) (*Answer, error) {
	id := ""
	if in.Actor != "" {
		var err error
		if id, err = s.actorID(in.Actor); err != nil {
			return nil, err
		}
	}
	all, err := s.ledger.Tracks(ctx)
	if err != nil {
		return nil, err
	}
	limit := in.Limit
	if limit <= 0 {
		limit = usual
	}
	lines, fit := []line{}, 0
	for i := range all {
		t := &all[i]
		if id != "" && !slices.Contains(t.Parties, id) && !slices.Contains(t.Mediators, id) || in.State != "" && string(t.State) != in.State {
			continue
		}
		if fit++; len(lines) < min(limit, mostEvents) {
			lines = append(lines, lineOf(t, in.Lang))
		}
	}
	a, err := s.answer(ctx, lines, fmt.Sprintf("%d tracks that fit too", fit-len(lines)))
	if err != nil {
		return nil, err
	}
	a.Total, a.Shown = fit, len(lines)
	return a, nil
}

type trackIn struct {
	ID   string `json:"id" jsonschema:"id of the track, t_…"`
	Lang string `json:"lang,omitempty" jsonschema:"language of names: en or vi"`
}

// whole is a track in full, with the events behind it.
type whole struct {
	line
	Why            string                 `json:"why"`
	Stages         []parley.Stage         `json:"stages"`
	Rounds         []roundSaid            `json:"rounds"`
	Proposals      []offer                `json:"proposals"`
	Next           []step                 `json:"next_steps"`
	Contradictions []parley.Contradiction `json:"contradictions"`
	Events         []event                `json:"latest_events"`
	Kin            []parley.Kin           `json:"kin,omitempty"`
}

func (s *server) getTrack(ctx context.Context, in trackIn) (*Answer, error) {
	t, err := s.track(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	f := parley.EventFilter{Track: t.ID, Limit: usual}
	a, err := s.find(ctx, f, in.Lang)
	if err != nil {
		return nil, err
	}
	latest, _ := a.Data.([]event)
	b, err := s.bookOf(ctx, t, in.Lang)
	if err != nil {
		return nil, err
	}
	v := whole{line: lineOf(t, in.Lang), Why: t.Why, Stages: t.Stages, Contradictions: t.Contradictions, Events: latest, Kin: t.Kin}
	if v.Rounds, err = b.rounds(ctx, t); err != nil {
		return nil, err
	}
	if v.Proposals, err = b.offers(ctx, t); err != nil {
		return nil, err
	}
	if v.Next, err = b.steps(ctx, t); err != nil {
		return nil, err
	}
	a.Data = v
	a.Leaves = strings.Replace(a.Leaves, "narrow the question", "search track:"+t.ID, 1) + "; positions are a tool of their own"
	return a, nil
}

type roundIn struct {
	Track  string `json:"track" jsonschema:"id of the track, t_…"`
	Number int    `json:"number" jsonschema:"number of the round as the ledger counts"`
	Lang   string `json:"lang,omitempty" jsonschema:"language of names: en or vi"`
}

// roundTold is a round with what tells it and what came of it.
type roundTold struct {
	Round   roundSaid `json:"round"`
	Events  []event   `json:"told_by"`
	Agreed  []event   `json:"agreed"`
	Refused []event   `json:"refused"`
	Offered []event   `json:"put_forward"`
}

func (s *server) getRound(ctx context.Context, in roundIn) (*Answer, error) {
	t, err := s.track(ctx, in.Track)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(t.Rounds, func(r parley.Round) bool { return r.Number == in.Number && in.Number > 0 })
	if at < 0 {
		return nil, fmt.Errorf("round %d of %s: %w; it has %d rounds", in.Number, t.ID, errNone, len(t.Rounds))
	}
	b, err := s.bookOf(ctx, t, in.Lang)
	if err != nil {
		return nil, err
	}
	rounds, err := b.rounds(ctx, t)
	if err != nil {
		return nil, err
	}
	v := roundTold{Round: rounds[at]}
	if v.Events, err = s.told(ctx, t.Rounds[at].Events, in.Lang, mostEvents); err != nil {
		return nil, err
	}
	v.Agreed, v.Refused, v.Offered = b.around(t, at)
	for _, list := range [][]event{v.Events, v.Agreed, v.Refused, v.Offered} {
		if err := b.attribute(ctx, list); err != nil {
			return nil, err
		}
	}
	n := len(v.Events) + len(v.Agreed) + len(v.Refused) + len(v.Offered)
	a, err := s.answer(ctx, v, fmt.Sprintf("the rest of the negotiation; agreed, refused and put_forward are what was told to happen from the round's first day until the next one, %d days at most after it: "+
		"that it was part of the round is not said; one sentence each, evidence has all of an event", afterRound))
	if err != nil {
		return nil, err
	}
	a.Total, a.Shown = n, n
	return a, nil
}

type positionsIn struct {
	Track string `json:"track" jsonschema:"id of the track, t_…"`
	Party string `json:"party,omitempty" jsonschema:"only of this party: a name, a state's code or an id"`
	Lang  string `json:"lang,omitempty" jsonschema:"language of names: en or vi"`
}

func (s *server) positions(ctx context.Context, in positionsIn) (*Answer, error) {
	t, err := s.track(ctx, in.Track)
	if err != nil {
		return nil, err
	}
	id := ""
	if in.Party != "" {
		if id, err = s.actorID(in.Party); err != nil {
			return nil, err
		}
	}
	all := []parley.Position{}
	for _, p := range t.Positions {
		if id == "" || p.Party == id {
			all = append(all, p)
		}
	}
	b, err := s.bookOf(ctx, t, in.Lang)
	if err != nil {
		return nil, err
	}
	out, err := b.stances(ctx, all)
	if err != nil {
		return nil, err
	}
	a, err := s.answer(ctx, out, fmt.Sprintf("positions that no sentence states: a party that is not here said nothing that was read; more than %d sentences of a position", stanceQuotes))
	if err != nil {
		return nil, err
	}
	a.Total, a.Shown = len(out), len(out)
	return a, nil
}

type betweenIn struct {
	A      string `json:"a" jsonschema:"one actor: a name, a state's code or an id"`
	B      string `json:"b" jsonschema:"the other actor"`
	After  string `json:"after,omitempty" jsonschema:"on or after this day, YYYY-MM-DD"`
	Before string `json:"before,omitempty" jsonschema:"before this day"`
	Limit  int    `json:"limit,omitempty" jsonschema:"most events, usually 20"`
	Lang   string `json:"lang,omitempty" jsonschema:"language of names: en or vi"`
}

func (s *server) eventsBetween(ctx context.Context, in betweenIn) (*Answer, error) {
	f := parley.EventFilter{After: in.After, Before: in.Before, Limit: in.Limit}
	for _, name := range []string{in.A, in.B} {
		id, err := s.actorID(name)
		if err != nil {
			return nil, err
		}
		f.Actors = append(f.Actors, id)
	}
	return s.find(ctx, f, in.Lang)
}

type actorIn struct {
	Name string `json:"name" jsonschema:"a name in any language, a state's code or an id such as person:sergei-lavrov"`
	Lang string `json:"lang,omitempty" jsonschema:"language of names: en or vi"`
}

func (s *server) actor(ctx context.Context, in actorIn) (*Answer, error) {
	id, err := s.actorID(in.Name)
	if err != nil {
		return nil, err
	}
	f := parley.EventFilter{Actors: []string{id}}
	a, err := s.find(ctx, f, in.Lang)
	if err != nil {
		return nil, err
	}
	h, err := s.ledger.Hits(ctx, f, counted)
	if err != nil {
		return nil, err
	}
	a.Data = struct {
		ID     string              `json:"id"`
		Name   string              `json:"name"`
		Facets []parley.Facet      `json:"has"`
		Months []parley.FacetCount `json:"events_by_month"`
		Latest any                 `json:"latest_events"`
	}{id, parley.Plain(s.Names.Name(language(in.Lang), id)), h.Facets, h.Months, a.Data}
	return a, nil
}

type upcomingIn struct {
	From  string `json:"from,omitempty" jsonschema:"from this day on, YYYY-MM-DD; usually today. A ledger of older news needs it"`
	Actor string `json:"actor,omitempty" jsonschema:"only with this actor: a name, a state's code or an id"`
	Limit int    `json:"limit,omitempty" jsonschema:"most events, usually 20"`
	Lang  string `json:"lang,omitempty" jsonschema:"language of names: en or vi"`
}

func (s *server) upcoming(ctx context.Context, in upcomingIn) (*Answer, error) {
	f := parley.EventFilter{Status: []parley.Status{parley.Planned}, After: cmp.Or(in.From, s.Today())}
	if in.Actor != "" {
		id, err := s.actorID(in.Actor)
		if err != nil {
			return nil, err
		}
		f.Actors = []string{id}
	}
	limit := in.Limit
	if limit <= 0 {
		limit = usual
	}
	shown, total, err := s.soonest(ctx, f, min(limit, mostEvents))
	if err != nil {
		return nil, err
	}
	a, err := s.answer(ctx, s.events(shown, in.Lang), fmt.Sprintf("%d later events; what is planned without a day", total-len(shown)))
	if err != nil {
		return nil, err
	}
	a.Total, a.Shown = total, len(shown)
	return a, nil
}

// soonest are the events of a filter whose time begins first, at most so many, and how many there
// are in all. No more of them than that are held.
func (s *server) soonest(ctx context.Context, f parley.EventFilter, most int) (first []parley.Event, total int, err error) {
	count := func(n int) error {
		total = n
		return nil
	}
	err = s.ledger.EachEvent(ctx, f, count, func(e *parley.Event) error {
		day := from(e)
		at := len(first) // behind those of the same day: they came first
		for at > 0 && from(&first[at-1]) > day {
			at--
		}
		if at == most {
			return nil
		}
		first = slices.Insert(first[:min(len(first), most-1)], at, *e)
		return nil
	})
	return first, total, err
}

// from is the first day that an event's time may mean, the last of one that only has an end.
func from(e *parley.Event) parley.Day {
	if e.Time == nil {
		return parley.DayMax
	}
	d, ok := parley.DaysOf(e.Time.Value)
	if !ok {
		return parley.DayMax
	}
	if d.From == parley.DayMin {
		return d.To
	}
	return d.From
}

type evidenceIn struct {
	Event string `json:"event" jsonschema:"id of the event, e_…"`
	Lang  string `json:"lang,omitempty" jsonschema:"language of names and reasons: en or vi"`
}

func (s *server) evidence(ctx context.Context, in evidenceIn) (*Answer, error) {
	e, err := s.ledger.Event(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	if e == nil {
		return nil, fmt.Errorf("event %q: %w; search finds events", in.Event, errNone)
	}
	quotes, joins := []*quote{}, s.Joins(language(in.Lang), e)
	b := &book{server: s, pages: map[string]*parley.Reading{}}
	for i := range e.Claims[:min(len(e.Claims), mostEvents)] {
		q, err := b.said(ctx, &e.Claims[i])
		if err != nil {
			return nil, err
		}
		q.Joined = joins[e.Claims[i].ID]
		quotes = append(quotes, q)
	}
	a, err := s.answer(ctx, struct {
		Event event    `json:"event"`
		Said  []*quote `json:"said_by"`
	}{s.event(e, in.Lang), quotes}, fmt.Sprintf("%d further sentences", len(e.Claims)-len(quotes)))
	if err != nil {
		return nil, err
	}
	a.Total, a.Shown = len(e.Claims), len(quotes)
	return a, nil
}

type exportIn struct {
	Format string `json:"format" jsonschema:"csv, jsonl, plover, gdelt, ics, atom, jsonfeed, jsonld, graphml, or markdown with a track"`
	Query  string `json:"query,omitempty" jsonschema:"only what this search finds"`
	Track  string `json:"track,omitempty" jsonschema:"only this track"`
	Limit  int    `json:"limit,omitempty" jsonschema:"most events"`
	Lang   string `json:"lang,omitempty" jsonschema:"language of names: en or vi"`
}

func (s *server) export(ctx context.Context, in exportIn) (*Answer, error) {
	f, ok := export.Find(in.Format)
	if !ok || f.Name == "parquet" || f.Name == "docx" {
		return nil, fmt.Errorf("format %q is not text that can be answered; parley export writes all formats to files", in.Format)
	}
	q, err := s.parse(in.Query)
	if err != nil {
		return nil, err
	}
	b := beginning{most: mostText + 1} // one byte more tells where the last character ends
	total, err := f.Write(ctx, &b, s.ledger, export.Options{
		Filter: parley.EventFilter{Query: q, Track: in.Track, Limit: in.Limit}, Search: in.Query, Track: in.Track,
		Language: language(in.Lang), Names: s.Names, Version: s.Version, Made: s.Made(), Title: "parley", Newest: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	text, leaves := string(b.kept), total.String()
	if len(text) > mostText {
		cut := mostText
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		leaves += fmt.Sprintf("; cut off after %d of %d bytes: set limit, narrow the query, or use parley export", cut, b.all)
		text = text[:cut]
	}
	a, err := s.answer(ctx, struct {
		Text     string `json:"text"`
		Codebook string `json:"codebook"`
	}{text, f.Codebook()}, leaves)
	if err != nil {
		return nil, err
	}
	a.Total, a.Shown = total.Events, total.Events
	return a, nil
}

// beginning keeps the first bytes of what is written to it and counts all: an export is as large as
// the ledger, the answer of a tool is not.
type beginning struct {
	most, all int
	kept      []byte
}

func (b *beginning) Write(p []byte) (int, error) {
	b.all += len(p)
	b.kept = append(b.kept, p[:min(len(p), b.most-len(b.kept))]...)
	return len(p), nil
}
