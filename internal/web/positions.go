package web

import (
	"sort"
	"strconv"

	"parley"
	"parley/internal/picture"
)

// grid is the positions: one row an issue, one column a party.
type grid struct {
	Picture *figure
	Parties []string
	Rows    []gridRow
	None    string // what an empty cell says
	Open    bool   // the address asks for one of the cells
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
	More    string // where the history is open
	None    string
	ID      string // its place on the screen
	Open    bool   // the address asks for its history
	days    []parley.Day
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
	g := &grid{None: f.T("track.positions.none", "n", f.Number(f.facts.Articles))}
	for _, p := range parties {
		g.Parties = append(g.Parties, f.Name(p))
	}
	for i, issue := range issues {
		row := gridRow{Issue: upperFirst(f.issue(issue))}
		for k, p := range parties {
			cell := f.cell(cells[[2]string{issue, p}])
			cell.Party, cell.None = f.Name(p), g.None
			cell.ID = "p-" + strconv.Itoa(i+1) + "-" + strconv.Itoa(k+1)
			if cell.Open = cell.ID == f.opened; !cell.Open && len(cell.Earlier) > 0 {
				cell.More, cell.Earlier = f.With("cell", cell.ID)+"#"+cell.ID, nil // a long history is shown when it is asked for
			}
			g.Open = g.Open || cell.Open
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
			if ref := f.claims[id]; ref != nil && len(s.Evidence) < 2 {
				s.Evidence = append(s.Evidence, f.quote(ref))
			}
		}
		if d, ok := parley.DaysOf(string(said[i].Since)); ok && d.From != parley.DayMin {
			c.days = append(c.days, d.From)
		}
		if i == 0 {
			c.Latest = &s
		} else if i <= stanceRows {
			c.Earlier = append(c.Earlier, s)
		}
	}
	c.History = f.Count("statements", len(said))
	return c
}

// issue names what a position is about: a topic or a kind of event.
func (r *reader) issue(id string) string {
	if text, ok := r.texts["object."+id]; ok {
		return text
	}
	return parley.Plain(r.topic(id))
}

// The most of the grid that is drawn; the table has all.
const (
	drawnIssues  = 8
	drawnParties = 5
)

// cut leaves of the table what is drawn, and tells whether anything was left out.
func (g *grid) cut() bool {
	more := len(g.Rows) > drawnIssues || len(g.Parties) > drawnParties
	g.Rows, g.Parties = g.Rows[:min(len(g.Rows), drawnIssues)], g.Parties[:min(len(g.Parties), drawnParties)]
	for i := range g.Rows {
		g.Rows[i].Cells = g.Rows[i].Cells[:len(g.Parties)]
	}
	return more
}

// stancesSketch draws the grid: each cell leads to its history in the table.
func (f *file) stancesSketch(g *grid) *sketch {
	if g == nil {
		return nil
	}
	p := picture.Stances{None: g.None, Parties: g.Parties[:min(len(g.Parties), drawnParties)]}
	for _, row := range g.Rows[:min(len(g.Rows), drawnIssues)] {
		out := picture.StanceRow{Issue: row.Issue}
		for _, c := range row.Cells[:len(p.Parties)] {
			s := picture.Stance{Days: c.days}
			if c.Latest != nil {
				s.Text, s.Date = "“"+c.Latest.Text+"”", c.Latest.Since
				s.Href = f.With("cell", c.ID) + "#" + c.ID
				s.Label = c.Party + ": " + c.History
			}
			out.Cells = append(out.Cells, s)
		}
		p.Rows = append(p.Rows, out)
	}
	return &sketch{"positions", f.T("track.positions.alt"), f.T("track.positions.desc"), func(fr picture.Frame) drawer { q := p; q.Frame = fr; return &q }}
}
