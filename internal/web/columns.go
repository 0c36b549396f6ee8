package web

// This file shows what a search finds as a table, in the columns that the reader chooses.

import (
	"slices"
	"strconv"
	"strings"

	"parley"
)

// columnNames are what can be chosen, in the order in which the table has them. The event
// itself always stands first.
var columnNames = []string{"time", "kind", "status", "party", "source", "target", "mediator", "place", "track", "round", "articles", "independent", "seen", "sentence"}

// tableRow is an event as a line of the table: its cells stand under Heads.
type tableRow struct {
	Line, Href string
	Cells      []tableCell
}

type tableCell struct {
	Head, Text, Href string
	Number, Quote    bool
}

// columns reads ?cols=, which a form repeats and a link may list by commas.
func columns(asked []string) []string {
	want := map[string]bool{}
	for _, list := range asked[:min(len(asked), len(columnNames))] {
		for _, name := range strings.Split(list[:min(len(list), 400)], ",") {
			want[name] = true
		}
	}
	var out []string
	for _, name := range columnNames {
		if want[name] {
			out = append(out, name)
		}
	}
	return out
}

// results fills in what was found: as a list, or as a table where columns are chosen.
func (s *site) results(r *request, v *searchView, events []parley.Event) error {
	chosen := columns(r.URL.Query()["cols"])
	for _, name := range columnNames {
		v.Columns = append(v.Columns, choice{name, r.T("search.col." + name), slices.Contains(chosen, name)})
	}
	if len(chosen) == 0 {
		for i := range events {
			v.Rows = append(v.Rows, r.row(&events[i]))
		}
		return nil
	}
	for _, name := range chosen {
		v.Heads = append(v.Heads, r.T("search.col."+name))
	}
	tracks := map[string]*parley.TrackInfo{}
	if slices.Contains(chosen, "track") {
		ids := []string{}
		for i := range events {
			if id := string(events[i].Track); id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		lines, err := s.ledger.TrackLines(r.Context(), parley.TrackFilter{IDs: ids})
		if err != nil {
			return err
		}
		for i := range lines {
			tracks[lines[i].ID] = &lines[i]
		}
	}
	for i := range events {
		v.Table = append(v.Table, r.tableRow(&events[i], chosen, tracks))
	}
	return nil
}

// tableRow is an event in the chosen columns; tracks are those of all rows.
func (r *reader) tableRow(e *parley.Event, chosen []string, tracks map[string]*parley.TrackInfo) tableRow {
	row := r.row(e)
	out := tableRow{Line: row.Line, Href: row.Href}
	for _, name := range chosen {
		c := tableCell{Head: r.T("search.col." + name)}
		switch name {
		case "time":
			c.Text = r.When(e.Time)
		case "kind":
			c.Text = row.Kind
		case "status":
			c.Text = row.Status
		case "party", "source", "target", "mediator":
			c.Text = r.played(e, parley.Role(name))
		case "place":
			c.Text = row.Place
		case "track":
			if t := tracks[string(e.Track)]; t != nil {
				c.Text, c.Href = r.lineTitle(t), r.To("tracks", t.ID)
			}
		case "round":
			if e.Round != nil {
				c.Text, c.Number = strconv.Itoa(*e.Round), true
			}
		case "articles":
			c.Text, c.Number = r.Number(e.Articles), true
		case "independent":
			c.Text, c.Number = r.Number(e.Independent), true
		case "seen":
			if seen := firstSeen(e); seen != "" {
				c.Text = r.Date(seen)
			}
		case "sentence":
			if row.Quote != nil {
				c.Text, c.Href, c.Quote = row.Quote.Text, row.Quote.Href, true
			}
		}
		out.Cells = append(out.Cells, c)
	}
	return out
}

// played names those who have a role.
func (r *reader) played(e *parley.Event, role parley.Role) string {
	var names []string
	for _, a := range e.Actors {
		if a.Role == role {
			names = append(names, parley.Plain(r.ActorName(a)))
		}
	}
	return strings.Join(names, r.T("list.sep"))
}
