package web

// This file asks the ledger for what the screen of a track and its pictures show: not for
// all events of the track, of which there may be thousands.

import (
	"context"
	"slices"

	"parley"
)

// file is a track with what its screen asks again and again: those of its events that are
// named somewhere, by id, their claims by id, and the numbered evidence that the screen has
// used so far.
type file struct {
	*reader
	track  *parley.Track
	facts  *parley.TrackFacts
	byID   map[string]*parley.Event
	claims map[string]*parley.ClaimRef
	named  map[string]string // "parties" and "mediators": the event that names them all
	world  World
	today  string // YYYY-MM-DD
	lanes  string // one of laneKinds
	opened string // the cell of positions whose history is open
	all    bool   // rounds and positions are shown whole
	notes  []quote
	noted  map[string]int // address of the sentence → number of its note
}

// How many events of one round are looked at, and claims of one stance or differing value
// are shown.
const (
	roundEvents = 8
	saidClaims  = 4
)

// file asks the ledger about a track.
func (s *site) file(r *request, id string) (*file, error) {
	ctx := r.Context()
	t, err := s.ledger.Track(ctx, id)
	if err != nil {
		return nil, err
	}
	if t == nil {
		return nil, errAbsent
	}
	f := newFile(r.reader, t)
	f.world, f.today = s.world, dayOf(s.now()).Format(dayLayout)
	f.lanes, f.opened = laneKinds[0], r.URL.Query().Get("cell")
	if by := r.URL.Query().Get("lanes"); slices.Contains(laneKinds, by) {
		f.lanes = by
	}
	f.all = r.URL.Query().Get("part") != ""
	facts, err := s.ledger.TrackFacts(ctx, t.ID)
	if err != nil {
		return nil, err
	}
	if facts != nil {
		f.facts = facts
	}
	for side, actors := range map[string][]string{"parties": t.Parties, "mediators": t.Mediators} {
		if f.named[side], err = s.ledger.Naming(ctx, t.ID, actors); err != nil {
			return nil, err
		}
	}
	return f, s.openFile(ctx, f)
}

func newFile(r *reader, t *parley.Track) *file {
	return &file{
		reader: r, track: t, facts: &parley.TrackFacts{Last: parley.DayMin}, noted: map[string]int{}, named: map[string]string{},
		byID: map[string]*parley.Event{}, claims: map[string]*parley.ClaimRef{},
	}
}

// openFile reads the events that the screen names.
func (s *site) openFile(ctx context.Context, f *file) error {
	ids := f.events()
	told, err := s.ledger.Telling(ctx, f.said())
	if err != nil {
		return err
	}
	ids = append(ids, told...)
	slices.Sort(ids)
	events, err := s.ledger.EventsNamed(ctx, slices.Compact(ids))
	if err != nil {
		return err
	}
	f.hold(events)
	return nil
}

// hold files the events of the track among the events, and the sentences of all: of an accusation and its
// denial one may be told of elsewhere.
func (f *file) hold(events []parley.Event) {
	for i := range events {
		e := &events[i]
		if string(e.Track) == f.track.ID {
			f.byID[e.ID] = e
		}
		for j := range e.Claims {
			f.claims[e.Claims[j].ID] = &e.Claims[j]
		}
	}
}

// events are the ids of the events that the track names and the screen shows.
func (f *file) events() []string {
	t := f.track
	ids := slices.Concat([]string{t.Why, f.named["parties"], f.named["mediators"]}, f.agreed(), f.newest())
	for _, s := range t.Stages {
		ids = append(ids, s.Event)
	}
	for _, r := range t.Rounds {
		ids = append(ids, r.Events[:min(len(r.Events), roundEvents)]...)
	}
	for i, p := range t.Proposals {
		if !p.Agreed() && i < len(t.Proposals)-2*proposalRows {
			continue
		}
		ids = append(ids, p.Event)
		for _, a := range p.Answers {
			ids = append(ids, a.Event)
		}
	}
	for _, n := range t.Next[:min(len(t.Next), mostAgreed)] {
		ids = append(ids, n.Event)
	}
	for _, c := range t.Contradictions[:min(len(t.Contradictions), differRows)] {
		ids = append(ids, string(c.Event))
	}
	return ids
}

// said are the claims whose sentences the screen shows.
func (f *file) said() []string {
	var ids []string
	for i, p := range f.track.Positions {
		if next := i + 1; !f.all && f.opened == "" && next < len(f.track.Positions) && f.track.Positions[next].Party == p.Party && f.track.Positions[next].Issue == p.Issue {
			continue // only the latest is shown
		}
		ids = append(ids, p.Claims[:min(len(p.Claims), saidClaims)]...)
	}
	for _, c := range f.track.Contradictions[:min(len(f.track.Contradictions), differRows)] {
		for _, v := range c.Values {
			ids = append(ids, v.Claims[:min(len(v.Claims), saidClaims)]...)
		}
	}
	return ids
}

// lineOf is the track as a line of a list.
func lineOf(t *parley.Track) *parley.TrackInfo {
	out := &parley.TrackInfo{
		ID: t.ID, Title: t.Title, Titles: t.Titles, Parties: t.Parties, Mediators: t.Mediators, Issue: t.Issue,
		State: t.State, Since: t.Since, Standing: t.Standing, Rounds: len(t.Rounds), Contradictions: len(t.Contradictions), Pinned: t.Pinned,
	}
	if len(t.Next) > 0 {
		out.Next = &t.Next[0]
	}
	return out
}
