package web

// This file answers the questions of the API about actors: who there is, and what the screen of
// one shows.

import (
	"net/http"
	"strings"

	"parley"
	"parley/internal/query"
)

// actorLine is an actor of a list.
type actorLine struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// actorNoun is an actor as its screen shows it.
type actorNoun struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Side     parley.Maybe   `json:"side"`   // whom a person or an office acts for
	Events   int            `json:"events"` // of how many events, the newest, days, contacts and ties are made
	More     bool           `json:"more"`   // there are older ones
	Offices  []officeNoun   `json:"offices"`
	Contacts []contactNoun  `json:"contacts"` // the most frequent first
	Ties     []parley.Tie   `json:"ties"`     // how often two of the contacts met
	Days     []dayNoun      `json:"days"`     // events that are said to have happened, oldest first
	Names    []nameNoun     `json:"names"`    // words by which pages call it, as far as the packs know
	Tracks   []string       `json:"tracks"`   // ids, those that moved last first
	Planned  []string       `json:"planned"`  // ids of events, the latest day first
	Newest   []parley.Event `json:"newest"`
}

// officeNoun is a term of office; To is null while it lasts.
type officeNoun struct {
	Person string       `json:"person"`
	Office string       `json:"office"`
	From   parley.Maybe `json:"from"`
	To     parley.Maybe `json:"to"`
}

// contactNoun is whom the actor met; First and Last are null where no day is known.
type contactNoun struct {
	Actor string              `json:"actor"`
	Name  string              `json:"name"`
	Count int                 `json:"count"`
	Kinds []parley.FacetCount `json:"kinds"`
	First parley.Maybe        `json:"first"`
	Last  parley.Maybe        `json:"last"`
	Event string              `json:"event"` // the latest of them
}

// dayNoun is how many events fall on a day.
type dayNoun struct {
	Day   string `json:"day"`
	Count int    `json:"count"`
}

// nameNoun is words for an actor, how they name it, and the table that reads them.
type nameNoun struct {
	Language string `json:"language"`
	Text     string `json:"text"`
	How      string `json:"how"`
	Rule     string `json:"rule"`
}

// apiActors lists those that take part in most tracks, or those that a name may stand for.
func (s *site) apiActors(r *http.Request) (any, error) {
	p, err := paged(r)
	if err != nil {
		return nil, err
	}
	var ids []string
	if name := strings.TrimSpace(r.URL.Query().Get("name")); name != "" {
		ids = s.lookup.IDs("actor", query.Fold(name))
	} else if ids, err = s.ledger.Sides(r.Context(), mostActors); err != nil {
		return nil, err
	}
	reader := s.newReader(r)
	all := make([]actorLine, 0, len(ids))
	for _, id := range ids {
		all = append(all, actorLine{id, parley.Plain(reader.Name(id))})
	}
	return listed(p, all, func(a *actorLine) string { return a.ID })
}

// The most actors that are listed, and tracks of one.
const (
	mostActors   = 2000
	mostOfTracks = 100
)

// apiActor is one actor, whom he met and when.
func (s *site) apiActor(r *http.Request) (any, error) {
	d, err := s.dossier(&request{r, s.newReader(r)}, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	a := &actorNoun{
		ID: d.id, Name: parley.Plain(d.name()), Events: d.circle.Events, More: d.circle.More, Offices: []officeNoun{}, Contacts: []contactNoun{},
		Ties: d.circle.Ties, Days: []dayNoun{}, Names: []nameNoun{}, Tracks: []string{}, Planned: d.circle.Planned, Newest: d.newest,
	}
	if side := d.side(); side != d.id {
		a.Side = parley.Maybe(side)
	}
	for _, t := range s.world.Terms(d.id) {
		a.Offices = append(a.Offices, officeNoun{t.Person, t.Office, parley.Maybe(t.From), parley.Maybe(t.To)})
	}
	for i := range d.circle.Contacts {
		c := &d.circle.Contacts[i]
		a.Contacts = append(a.Contacts, contactNoun{c.Actor, parley.Plain(d.Name(c.Actor)), c.Count, c.Kinds, dayOrNone(c.First), dayOrNone(c.Last), c.Event})
	}
	for _, x := range d.circle.Days {
		a.Days = append(a.Days, dayNoun{x.Day.String(), x.Count})
	}
	for _, language := range s.languages {
		for _, f := range s.world.Forms(language, d.id) {
			a.Names = append(a.Names, nameNoun{language, f.Text, f.How, f.Rule})
		}
	}
	tracks, err := s.ledger.TrackLines(r.Context(), parley.TrackFilter{Actor: d.id, Moved: true, Limit: mostOfTracks})
	for i := range tracks {
		a.Tracks = append(a.Tracks, tracks[i].ID)
	}
	if a.Ties == nil {
		a.Ties = []parley.Tie{}
	}
	if a.Planned == nil {
		a.Planned = []string{}
	}
	if a.Newest == nil {
		a.Newest = []parley.Event{}
	}
	return a, err
}

// dayOrNone is a day as EDTF, nothing where none is known.
func dayOrNone(d parley.Day) parley.Maybe {
	if d == parley.DayMin || d == parley.DayMax {
		return ""
	}
	return parley.Maybe(d.String())
}
