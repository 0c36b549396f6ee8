package web

import (
	"sort"

	"parley"
)

// grid is the positions: one row an issue, one column a party.
type grid struct {
	Parties []string
	Rows    []gridRow
	None    string // what an empty cell says
}

type gridRow struct {
	Issue string
	Cells []gridCell
}

// gridCell is the latest stance of a party on an issue, and the earlier ones behind it.
type gridCell struct {
	Party   string
	Latest  *stance
	Earlier []stance
	History string // "3 statements"
	None    string
}

type stance struct {
	Text     string
	Since    string
	Evidence []quote
}

// positions builds the grid; nil where no position is recorded.
func (f *file) positions() *grid {
	if len(f.track.Positions) == 0 {
		return nil
	}
	parties := append([]string(nil), f.track.Parties...)
	cells := map[[2]string][]parley.Position{}
	var issues []string
	known := map[string]bool{}
	for _, p := range parties {
		known["party "+p] = true
	}
	for _, p := range f.track.Positions {
		if !known["party "+p.Party] {
			known["party "+p.Party] = true
			parties = append(parties, p.Party)
		}
		if !known["issue "+p.Issue] {
			known["issue "+p.Issue] = true
			issues = append(issues, p.Issue)
		}
		key := [2]string{p.Issue, p.Party}
		cells[key] = append(cells[key], p)
	}
	g := &grid{None: f.T("track.positions.none", "n", f.Number(f.articles))}
	for _, p := range parties {
		g.Parties = append(g.Parties, f.Name(p))
	}
	for _, issue := range issues {
		row := gridRow{Issue: upperFirst(f.issue(issue))}
		for _, p := range parties {
			cell := f.cell(cells[[2]string{issue, p}])
			cell.Party, cell.None = f.Name(p), g.None
			row.Cells = append(row.Cells, cell)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (f *file) cell(said []parley.Position) gridCell {
	if len(said) == 0 {
		return gridCell{}
	}
	sort.SliceStable(said, func(i, j int) bool { return earlier(string(said[j].Since), string(said[i].Since)) })
	var c gridCell
	for i := range said {
		s := stance{Text: parley.Plain(said[i].Stance)}
		if said[i].Since != "" {
			s.Since = f.Date(string(said[i].Since))
		}
		for _, id := range said[i].Claims {
			if ref := f.claims[id]; ref != nil && len(s.Evidence) < 3 {
				s.Evidence = append(s.Evidence, f.quote(ref))
			}
		}
		if i == 0 {
			c.Latest = &s
		} else {
			c.Earlier = append(c.Earlier, s)
		}
	}
	c.History = f.T("track.positions.history", "n", f.Number(len(said)))
	return c
}

// issue names what a position is about: a topic or a kind of event.
func (r *reader) issue(id string) string {
	if text, ok := r.texts["object."+id]; ok {
		return text
	}
	return parley.Plain(r.topic(id))
}
