package picture

import (
	"strconv"
)

// Brush is counts by month as a row of columns; each leads to a list narrowed to its month.
// Months without a count may be left out of it: it stands by its number.
type Brush struct {
	Frame
	Months []BrushMonth // in order of time
}

// BrushMonth is one month: Number counts months since the year 0, so that their distance is
// one of time. Chosen ones are those that the list shows.
type BrushMonth struct {
	Number      int
	Count       int
	Label, Href string
	Chosen      bool
}

// SVG draws the columns with a date below the first, the last and each new year between.
func (p *Brush) SVG() []byte {
	const base, top, height = 62, 12, 84
	c := newCanvas(&p.Frame, height)
	if len(p.Months) == 0 {
		return c.done()
	}
	from, to := p.Months[0].Number, p.Months[len(p.Months)-1].Number
	if lack := 11 - (to - from); lack > 0 {
		to += lack
	}
	most, chosen := 1, false
	for _, m := range p.Months {
		most, chosen = max(most, m.Count), chosen || m.Chosen
	}
	cell := float64(c.width) / float64(to-from+1)
	w := max(min(cell-1, 40), 1)
	c.text("s", 0, 9, strconv.Itoa(most))
	c.line("fine", textWidth(strconv.Itoa(most), 11)+4, top, float64(c.width), top)
	for i := range p.Months {
		m := &p.Months[i]
		x := float64(m.Number-from) * cell
		h := max(2, float64(m.Count)/float64(most)*(base-top))
		class := "main"
		if chosen && !m.Chosen {
			class = "dim"
		}
		end := c.open(class, m.Href, m.Label)
		if c.frame.href(m.Href) != "" {
			c.rect("reach", x, 0, max(cell, 1), base)
		}
		c.rect("m", x, base-h, w, h)
		end()
	}
	c.line("axis", 0, base, float64(c.width), base)
	p.years(c, from, to, cell, base)
	return c.done()
}

// years writes the year below each January, as close as their room allows.
func (p *Brush) years(c *canvas, from, to int, cell, base float64) {
	gap := 1
	for float64(gap)*12*cell < 40 {
		gap++
	}
	if gap > 2 {
		gap = (gap + 4) / 5 * 5
	}
	shown := false
	for n := from; n <= to; n++ {
		if n%12 != 0 || n/12%gap != 0 {
			continue
		}
		x := float64(n-from) * cell
		c.line("axis", x, base, x, base+4)
		if x < float64(c.width)-30 {
			c.text("s", x+2, base+16, strconv.Itoa(n/12))
			shown = shown || x < 40
		}
	}
	if !shown {
		c.text("s", 0, base+16, strconv.Itoa(from/12))
	}
}
