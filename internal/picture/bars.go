package picture

import "parley"

// Bars is who held which office when: a row an office (or a person), a bar a term. Days are
// days of the ledger, drawn as a rug of strokes below, so that one sees which term they fall
// in.
type Bars struct {
	Frame
	Rows     []string
	Bars     []Bar
	From, To parley.Day // what is shown; terms may begin before and end after
	Row      string     // the name of the row of Days
	Days     []parley.Day
	Dates    Dates
}

// Bar is one term. DayMin and DayMax are open ends.
type Bar struct {
	Row               int
	From, To          parley.Day
	Text, Label, Href string
	Tone              string
}

const barRow = 26

// SVG draws the bars.
func (p *Bars) SVG() []byte {
	if len(p.Rows) == 0 || p.From >= p.To {
		return newCanvas(&p.Frame, 1).done()
	}
	height := len(p.Rows)*barRow + 4
	if len(p.Days) > 0 {
		height += 20
	}
	c := newCanvas(&p.Frame, height+26)
	names := append([]string{p.Row}, p.Rows...)
	share := 3.2
	if p.phone() {
		share = 2.6
	}
	gutter := widest(names, 12, float64(c.width)/share) + 12
	a := newAxis(p.From, p.To, 30, gutter+8, float64(c.width)-10)
	for i, name := range p.Rows {
		y := float64(i * barRow)
		if i%2 == 0 {
			c.rect("band", 0, y, float64(c.width), barRow)
		}
		c.text("k", 4, y+17, shorten(name, gutter-10, 12))
	}
	a.draw(c, float64(height), p.Dates)
	for i := range p.Bars {
		p.bar(c, a, &p.Bars[i])
	}
	p.rug(c, a, float64(height))
	return c.done()
}

func (p *Bars) bar(c *canvas, a axis, b *Bar) {
	if b.Row < 0 || b.Row >= len(p.Rows) || b.To < p.From || b.From > p.To || b.From > b.To {
		return
	}
	y := float64(b.Row*barRow) + 4
	x := a.x(b.From)
	w := max(a.x(b.To)-x-1, 2)
	end := c.open(orElse(b.Tone, "main"), b.Href, b.Label)
	c.rect("m", x, y, w, barRow-8)
	if b.From < p.From {
		c.arrow(x, y, -1)
	}
	if b.To > p.To {
		c.arrow(x+w, y, 1)
	}
	if text := shorten(b.Text, w-8, 11); textWidth(text, 11) > 18 {
		c.start("text", "in", "x", x+w/2, "y", y+13)
		c.b.text(`>` + escape(text) + `</text>`)
	}
	end()
}

// arrow says that a bar goes on beyond the picture.
func (c *canvas) arrow(x, y, way float64) {
	c.el("path", "m", "d", "M"+num(x)+" "+num(y)+"l"+num(way*7)+" "+num((barRow-8)/2)+"l"+num(-way*7)+" "+num((barRow-8)/2)+"z")
}

// rug is a stroke for each day, all in one path.
func (p *Bars) rug(c *canvas, a axis, bottom float64) {
	if len(p.Days) == 0 {
		return
	}
	c.text("k", 4, bottom-4, shorten(p.Row, a.left-10, 12))
	var d []byte
	last := -1.0
	for _, day := range p.Days {
		if day < p.From || day > p.To {
			continue
		}
		if x := a.x(day); x > last+.9 {
			d = appendNum(append(d, 'M'), x)
			d = append(appendNum(append(d, ' '), bottom-14), "v13"...)
			last = x
		}
	}
	c.path("axis", d)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
