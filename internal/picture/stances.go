package picture

import "parley"

// Stances is where each party stands on each issue: a row an issue, a column a party.
type Stances struct {
	Frame
	Parties []string
	Rows    []StanceRow
	None    string // what an empty cell says
}

// StanceRow is an issue with one cell for each party.
type StanceRow struct {
	Issue string
	Cells []Stance
}

// Stance is the latest that a party said: the words, their date as it is written, and the
// days on which it said anything of the issue. No words: nothing was found. Span is how many
// parties side by side said it, 0 for one, and Party their names where it is not one.
type Stance struct {
	Text, Date string
	Span       int
	Party      string
	Days       []parley.Day
	Href       string
	Label      string
}

const (
	stanceRow   = 84
	stanceEmpty = 32 // of what is not known, on a phone
	stanceLines = 3
)

// SVG draws the grid; on a phone the parties of an issue stand below each other.
func (p *Stances) SVG() []byte {
	if len(p.Parties) == 0 {
		return newCanvas(&p.Frame, 1).done()
	}
	if p.phone() {
		return p.upright()
	}
	c := newCanvas(&p.Frame, 26+len(p.Rows)*stanceRow)
	gutter := 130.0
	cell := (float64(c.width) - gutter) / float64(len(p.Parties))
	from, to := p.span()
	for i, name := range p.Parties {
		c.text("w", gutter+float64(i)*cell+8, 15, shorten(name, cell-12, 12))
	}
	for i := range p.Rows {
		y := float64(26 + i*stanceRow)
		c.line("axis", 0, y, float64(c.width), y)
		for k, line := range wrap(p.Rows[i].Issue, gutter-10, 12.5, 4) {
			c.text("w", 0, y+17+float64(k)*15, line)
		}
		column := 0
		for j := range p.Rows[i].Cells {
			s := &p.Rows[i].Cells[j]
			if wide := max(s.Span, 1); column+wide <= len(p.Parties) {
				p.cell(c, s, gutter+float64(column)*cell, y, float64(wide)*cell, from, to)
				column += wide
			}
		}
	}
	return c.done()
}

// upright puts the parties of an issue below each other; what is not known takes less room.
func (p *Stances) upright() []byte {
	height := func(s *Stance) int {
		if s.Text == "" {
			return stanceEmpty
		}
		return stanceRow
	}
	all := 0
	for i := range p.Rows {
		all += 26
		for j := range p.Rows[i].Cells {
			all += 18 + height(&p.Rows[i].Cells[j])
		}
	}
	c := newCanvas(&p.Frame, all+4)
	from, to := p.span()
	y := 0
	for i := range p.Rows {
		c.line("axis", 0, float64(y)+.5, float64(c.width), float64(y)+.5)
		c.text("w", 0, float64(y)+17, shorten(p.Rows[i].Issue, float64(c.width), 12.5))
		y += 26
		column := 0
		for j := range p.Rows[i].Cells {
			s := &p.Rows[i].Cells[j]
			name := s.Party
			if name == "" && column < len(p.Parties) {
				name = p.Parties[column]
			}
			column += max(s.Span, 1)
			c.text("w s", 8, float64(y)+11, shorten(name, float64(c.width)-8, 11))
			p.cell(c, s, 0, float64(y)+14, float64(c.width), from, to)
			y += 18 + height(s)
		}
	}
	return c.done()
}

// cell is the words in up to three lines, their date, and a stroke for each statement on the
// line of time that all cells share.
func (p *Stances) cell(c *canvas, s *Stance, x, y, w float64, from, to parley.Day) {
	end := c.open("k", s.Href, s.Label)
	defer end()
	if s.Text == "" {
		tall := float64(stanceRow)
		if p.phone() {
			tall = stanceEmpty
		}
		c.rect("band", x+2, y+3, w-6, tall-6)
		for i, line := range wrap(p.None, w-20, 11, 2) {
			c.text("s", x+8, y+20+float64(i)*14, line)
		}
		return
	}
	c.rect("reach", x+2, y+2, w-6, stanceRow-4)
	for i, line := range wrap(s.Text, w*.97-18, 12, stanceLines) {
		c.text("", x+8, y+16+float64(i)*15, line)
	}
	c.text("w s", x+8, y+16+stanceLines*15+2, s.Date)
	d := ""
	a := newAxis(from, to, 30, x+8, x+w-12)
	for _, day := range s.Days {
		d += "M" + num(a.x(day)) + " " + num(y+stanceRow-13) + "v8"
	}
	c.line("level", a.left, y+stanceRow-5, a.right, y+stanceRow-5)
	c.el("path", "course", "d", d)
}

func (p *Stances) span() (from, to parley.Day) {
	from, to = parley.DayMax, parley.DayMin
	for i := range p.Rows {
		for _, s := range p.Rows[i].Cells {
			for _, d := range s.Days {
				from, to = min(from, d), max(to, d)
			}
		}
	}
	if from > to {
		return 0, 30
	}
	return from, to
}
