package picture

import (
	"math"
	"strconv"

	"parley"
)

// Lineage is the articles of a story: who was first, who copied whom. A row an article, from
// left to right its day, a line from the one that it copies.
type Lineage struct {
	Frame
	Items []LineageItem // in the order of the rows: a copy below what it copies
	Dates Dates
}

// LineageItem is an article. Parent is the index of the one that it copies, -1 for none;
// Share of its text, 0 to 1, stands there, and it left out Left of that one. Clock is its time of day in minutes, -1 unknown.
// Day is DayMin where it is not known.
type LineageItem struct {
	Name, Label, Href string
	Parent            int
	Share             float64
	Day               parley.Day
	Clock             int
	First             bool
	Left              float64
}

const lineageRow = 26

// SVG draws the tree.
func (p *Lineage) SVG() []byte {
	height := len(p.Items) * lineageRow
	c := newCanvas(&p.Frame, height+30)
	if len(p.Items) == 0 {
		return c.done()
	}
	names := make([]string, 0, len(p.Items))
	from, to := parley.DayMax, parley.DayMin
	for _, it := range p.Items {
		names = append(names, it.Name)
		if it.Day != parley.DayMin {
			from, to = min(from, it.Day), max(to, it.Day)
		}
	}
	if from > to {
		from, to = 0, 0
	}
	gutter := widest(names, 12, float64(c.width)/3) + 16
	a := newAxis(from, to+1, 1, gutter+8, float64(c.width)-48)
	for i := range p.Items {
		y := float64(i * lineageRow)
		if i%2 == 0 {
			c.rect("band", 0, y, float64(c.width), lineageRow)
		}
		c.text("k", 4, y+17, shorten(p.Items[i].Name, gutter-8, 12))
	}
	a.draw(c, float64(height)+2, p.Dates)
	for i := range p.Items {
		p.branch(c, a, i)
	}
	for i := range p.Items {
		it := &p.Items[i]
		class := "main ring"
		switch {
		case it.Parent >= 0:
			class = "main hollow"
		case it.First:
			class = "good ring"
		}
		c.dot(class, p.x(a, i), p.y(i), 5.5, it.Href, it.Label)
	}
	return c.done()
}

func (p *Lineage) y(i int) float64 { return float64(i*lineageRow) + lineageRow/2 }

// x is the day and the time of day; where neither is known the left end.
func (p *Lineage) x(a axis, i int) float64 {
	it := &p.Items[i]
	if it.Day == parley.DayMin {
		return a.left - 6
	}
	x := a.x(it.Day)
	if it.Clock > 0 {
		x += float64(it.Clock) / 1440 * (a.right - a.left) / float64(max(a.to-a.from, 1))
	}
	return math.Min(x, a.right)
}

// branch is the line to the article that is copied, the thicker the more of it is copied,
// with the share beside it.
func (p *Lineage) branch(c *canvas, a axis, i int) {
	it := &p.Items[i]
	if it.Parent < 0 || it.Parent >= len(p.Items) || it.Parent == i {
		return
	}
	x, y, px, py := p.x(a, i), p.y(i), p.x(a, it.Parent), p.y(it.Parent)
	turn := math.Min(px, x)
	d := "M" + num(px) + " " + num(py)
	if px > turn+1 || x-turn < 14 { // the copy is dated as early as what it copies: go around
		turn -= 9
		d += "H" + num(turn)
	}
	d += "V" + num(y) + "H" + num(x)
	c.el("path", "tie", "stroke-width", .8+2.4*it.Share, "stroke-opacity", ".6", "d", d)
	share := strconv.Itoa(int(math.Round(it.Share*100))) + "%"
	if it.Left >= .005 {
		share += " −" + strconv.Itoa(int(math.Round(it.Left*100))) + "%"
	}
	if end := x + 9 + textWidth(share, 11); end > float64(c.width) {
		c.text("se", x-9, y+4, share)
		return
	}
	c.text("s", x+9, y+4, share)
}
