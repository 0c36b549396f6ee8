package web

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

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
	Span    int    // how many parties said the same
	days    []parley.Day
}

type stance struct {
	Text     string
	Since    string
	Undated  string // in its place: where no day is known, that of the article
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
	f.rank(issues, cells)
	parties = besideAlike(parties, issues, cells)
	g := &grid{None: f.T("track.positions.none", "n", f.Number(f.facts.Articles))}
	for _, p := range parties {
		g.Parties = append(g.Parties, f.Name(p))
	}
	for i, issue := range issues {
		row := gridRow{Issue: upperFirst(f.issue(issue))}
		for k, p := range parties {
			id := "p-" + strconv.Itoa(i+1) + "-" + strconv.Itoa(k+1)
			cell := f.cell(cells[[2]string{issue, p}], f.all || id == f.opened)
			cell.Party, cell.None, cell.Span, cell.ID = f.Name(p), g.None, 1, id
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

// rank puts the issue of the track first, then those on which most parties spoke, and most often.
func (f *file) rank(issues []string, said map[[2]string][]parley.Position) {
	parties, times := map[string]int{}, map[string]int{}
	for key, all := range said {
		parties[key[0]]++
		times[key[0]] += len(all)
	}
	slices.SortStableFunc(issues, func(a, b string) int {
		if main := f.track.Issue; (a == main) != (b == main) {
			if a == main {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(parties[b], parties[a]), cmp.Compare(times[b], times[a]), strings.Compare(a, b))
	})
}

// besideAlike orders parties so that those stand side by side whose words are most often
// the same: statements of several parties, which one sentence reports.
func besideAlike(parties, issues []string, said map[[2]string][]parley.Position) []string {
	latest := func(party, issue string) string {
		best := -1
		all := said[[2]string{issue, party}]
		for i := range all {
			if best < 0 || earlier(string(all[best].Since), string(all[i].Since)) {
				best = i
			}
		}
		if best < 0 {
			return ""
		}
		return all[best].Stance
	}
	alike := func(a, b string) (n int) {
		for _, issue := range issues {
			if x := latest(a, issue); x != "" && x == latest(b, issue) {
				n++
			}
		}
		return n
	}
	if len(parties) > 2*drawnParties {
		return parties
	}
	out, left := parties[:1:1], slices.Clone(parties[1:])
	for len(left) > 0 {
		best, most := 0, -1
		for i, p := range left {
			if n := alike(out[len(out)-1], p); n > most {
				best, most = i, n
			}
		}
		out, left = append(out, left[best]), slices.Delete(left, best, best+1)
	}
	return out
}

// joined makes one cell of those side by side that say the same, where no history is open.
func (f *file) joined(row []gridCell) []gridCell {
	if slices.ContainsFunc(row, func(c gridCell) bool { return c.Open }) {
		return row
	}
	var out []gridCell
	for _, c := range row {
		last := len(out) - 1
		if last < 0 || c.Latest == nil || out[last].Latest == nil || c.Latest.Text != out[last].Latest.Text {
			out = append(out, c)
			continue
		}
		x := &out[last]
		x.Party += f.T("list.sep") + c.Party
		x.Span++
		if x.More == "" {
			x.More = c.More
		}
		x.History = f.T("track.positions.each")
	}
	return out
}

// shortStance is how much of a statement the table shows where not all of it is asked for, in
// letters.
const shortStance = 180

func (f *file) cell(said []parley.Position, whole bool) gridCell {
	if len(said) == 0 {
		return gridCell{}
	}
	sort.SliceStable(said, func(i, j int) bool { return earlier(string(said[j].Since), string(said[i].Since)) })
	var c gridCell
	for i := range said {
		s := stance{Text: parley.Plain(said[i].Stance)}
		if !whole {
			s.Text = parley.Shorten(s.Text, shortStance)
		}
		if said[i].Since != "" {
			s.Since = f.Date(string(said[i].Since))
		}
		for _, id := range said[i].Claims {
			ref := f.claims[id]
			if ref == nil || len(s.Evidence) == 2 {
				continue
			}
			if q := f.quote(ref); len(s.Evidence) == 0 || s.Evidence[0].Outlet != q.Outlet {
				s.Evidence = append(s.Evidence, q)
			}
		}
		if s.Since == "" {
			s.Undated = f.undated(&s)
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

// undated says of what day the article of a statement is which names none.
func (f *file) undated(s *stance) string {
	for _, q := range s.Evidence {
		if q.Published != "" {
			return f.T("track.positions.undated", "date", q.Published)
		}
	}
	return f.T("date.unknown")
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

// cut leaves of the table what is drawn.
func (g *grid) cut() {
	g.Rows, g.Parties = g.Rows[:min(len(g.Rows), drawnIssues)], g.Parties[:min(len(g.Parties), drawnParties)]
	for i := range g.Rows {
		g.Rows[i].Cells = g.Rows[i].Cells[:len(g.Parties)]
	}
}

// join joins the cells of the table, once the picture is drawn of them.
func (g *grid) join(f *file) {
	for i := range g.Rows {
		g.Rows[i].Cells = f.joined(g.Rows[i].Cells)
	}
}

// stancesSketch draws the grid: each cell leads to its history in the table.
func (f *file) stancesSketch(g *grid) *sketch {
	if g == nil {
		return nil
	}
	p := picture.Stances{None: g.None, Parties: g.Parties[:min(len(g.Parties), drawnParties)]}
	for _, row := range g.Rows[:min(len(g.Rows), drawnIssues)] {
		out := picture.StanceRow{Issue: row.Issue}
		for _, c := range f.joined(row.Cells[:len(p.Parties)]) {
			s := picture.Stance{Days: c.days, Span: c.Span, Party: c.Party}
			if c.Latest != nil {
				s.Text, s.Date = "“"+c.Latest.Text+"”", c.Latest.Since+c.Latest.Undated
				s.Href = f.With("cell", c.ID) + "#" + c.ID
				s.Label = c.Party + ": " + c.History
			}
			out.Cells = append(out.Cells, s)
		}
		p.Rows = append(p.Rows, out)
	}
	return &sketch{"positions", f.T("track.positions.alt"), f.T("track.positions.desc"), func(fr picture.Frame) drawer { q := p; q.Frame = fr; return &q }}
}
