package picture

import "strconv"

// Grid is which sentence stands in which outlet: a row a sentence, a column an outlet.
type Grid struct {
	Frame
	Columns []string
	Rows    []GridRow
}

// GridRow is a sentence and what each outlet has of it. Head, where it is set, stands above
// the row and those below it.
type GridRow struct {
	Head, Text, Label string
	Cells             []GridCell // one for each column
}

// GridCell says how an outlet tells it.
type GridCell struct {
	Have        Have
	Label, Href string
}

// Have is how much of a sentence an outlet has.
type Have uint8

// The degrees: nothing of it, the same thing in other words, the same words.
const (
	Absent Have = iota
	Other
	Same
)

const gridRow = 24

// SVG draws the grid. Columns are numbered; their names stand above, each over its column on
// a stair of lines, so that long names are read without turning the head.
func (p *Grid) SVG() []byte {
	n := len(p.Columns)
	top := n*15 + 14
	height := top
	for i := range p.Rows {
		height += gridRow
		if p.Rows[i].Head != "" {
			height += 20
		}
	}
	c := newCanvas(&p.Frame, height+4)
	if n == 0 {
		return c.done()
	}
	cell := min(34, float64(c.width)*.55/float64(n))
	gutter := float64(c.width) - cell*float64(n)
	for i, name := range p.Columns {
		x, y := gutter+(float64(i)+.5)*cell, float64(11+i*15)
		c.text("ke", x-5, y, shorten(name, x-8, 12))
		c.el("path", "level", "d", "M"+num(x-3)+" "+num(y-4)+"H"+num(x)+"V"+strconv.Itoa(height))
	}
	y := float64(top)
	for i := range p.Rows {
		row := &p.Rows[i]
		if row.Head != "" {
			c.text("w", 0, y+13, shorten(row.Head, gutter-8, 12.5))
			y += 20
		}
		c.line("level", 0, y, float64(c.width), y)
		end := c.open("k", "", row.Label)
		c.text("", 8, y+16, shorten(row.Text, gutter-16, 12))
		end()
		for j := range row.Cells {
			if j >= n || row.Cells[j].Have == Absent {
				continue
			}
			class := "main ring"
			if row.Cells[j].Have == Other {
				class = "main hollow"
			}
			c.dot(class, gutter+(float64(j)+.5)*cell, y+gridRow/2, 5.5, row.Cells[j].Href, row.Cells[j].Label)
		}
		y += gridRow
	}
	return c.done()
}
