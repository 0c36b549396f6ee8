package picture

import (
	"strconv"

	"parley"
)

// Heat is counts by year and month: a row a year, a column a month.
type Heat struct {
	Frame
	Years  []int       // in the order of the rows
	Months [12]string  // short names
	Cells  [][12]Shade // one for each year
}

// Shade is a count that is drawn as a shade; a Label says it in words.
type Shade struct {
	Count       int
	Label, Href string
	Chosen      bool
}

// level is the shade of a count from 0 to 4, by share of the greatest.
func level(n, most int) int {
	switch {
	case n <= 0:
		return 0
	case n*4 > most*3:
		return 4
	case n*2 > most:
		return 3
	case n*5 > most:
		return 2
	}
	return 1
}

// shades are the classes of the levels.
var shades = [...]string{"h0", "h1", "h2", "h3", "h4"}

// square is a path around a cell; around is what surrounded says of its size.
func square(d []byte, x, y float64, around string) []byte {
	d = appendNum(append(d, 'M'), x)
	d = appendNum(append(d, ' '), y)
	return append(d, around...)
}

func surrounded(w, h float64) string { return "h" + num(w) + "v" + num(h) + "h-" + num(w) }

// shade draws a cell with its count, where there is room for it.
func (c *canvas) shade(s *Shade, most int, x, y, w, h float64) {
	l := level(s.Count, most)
	class := shades[l]
	end := func() {}
	if s.Label != "" || s.Href != "" {
		end = c.open("", s.Href, s.Label)
	}
	c.rect(class, x, y, w, h)
	if s.Chosen {
		c.line("course", x+2, y+h-1.5, x+w-2, y+h-1.5)
	}
	if text := strconv.Itoa(s.Count); s.Count > 0 && textWidth(text, 11) < w-2 && h >= 14 {
		ink := "ino"
		if l > 2 {
			ink = "in"
		}
		c.text(ink, x+w/2, y+h/2+4, text)
	}
	end()
}

// SVG draws the months.
func (p *Heat) SVG() []byte {
	const left, top, row = 44, 20, 24
	c := newCanvas(&p.Frame, top+len(p.Years)*row+2)
	cell := (float64(c.width) - left) / 12
	most := 0
	for _, y := range p.Cells {
		for _, s := range y {
			most = max(most, s.Count)
		}
	}
	for m, name := range p.Months {
		if textWidth(name, 11) > cell-2 {
			name = strconv.Itoa(m + 1)
		}
		c.text("sc", left+(float64(m)+.5)*cell, 13, name)
	}
	around := surrounded(cell-2, row-2)
	var empty []byte
	for i, year := range p.Years {
		y := float64(top + i*row)
		c.text("ke", left-8, y+16, strconv.Itoa(year))
		for m := range 12 {
			x := left + float64(m)*cell
			if i < len(p.Cells) && p.Cells[i][m].Count > 0 {
				c.shade(&p.Cells[i][m], most, x, y, cell-2, row-2)
				continue
			}
			empty = square(empty, x, y, around)
		}
	}
	c.path("h0", empty)
	return c.done()
}

// Calendar is counts by day of one year: a column a week with Monday on top; on a phone a row
// a week, half a year beside the other.
type Calendar struct {
	Frame
	Year     int
	Weekdays [7]string  // short names from Monday on
	Months   [12]string // short names
	Days     map[parley.Day]Shade
}

// emptyRoom is about how many bytes the path around all days of a year takes.
const emptyRoom = 12 << 10

// SVG draws the days.
func (p *Calendar) SVG() []byte {
	begin, ok := parley.NewDay(p.Year, 1, 1)
	if !ok {
		return newCanvas(&p.Frame, 1).done()
	}
	end := first(p.Year+1, 1) - 1
	if p.Year == 9999 {
		end = begin + 364
	}
	most := 0
	for _, s := range p.Days {
		most = max(most, s.Count)
	}
	weeks := int(end-begin.Monday())/7 + 1
	if p.phone() {
		return p.upright(begin, end, weeks, most)
	}
	const left, top = 34, 20
	cell := (float64(p.width()) - left) / float64(weeks)
	c := newCanvas(&p.Frame, int(top+7*cell)+2)
	for i, name := range p.Weekdays {
		if i%2 == 0 {
			c.text("se", left-6, top+(float64(i)+.72)*cell, name)
		}
	}
	days := p.squares(c, cell-2, most)
	p.each(begin, end, func(d parley.Day, week, weekday int, newMonth string) {
		x, y := left+float64(week)*cell, top+float64(weekday)*cell
		c.text("s", x, 13, newMonth)
		days.draw(d, x, y)
	})
	c.path("h0", days.empty)
	return c.done()
}

// upright is the picture for a phone.
func (p *Calendar) upright(begin, end parley.Day, weeks, most int) []byte {
	const left, top = 44, 20
	half := (weeks + 1) / 2
	side := float64(p.width()) / 2
	cell := (side - left - 4) / 7
	c := newCanvas(&p.Frame, int(top+float64(half)*cell)+2)
	for part := range 2 {
		for i, name := range p.Weekdays {
			if textWidth(name, 11) > cell {
				name = initial(name)
			}
			c.text("sc", float64(part)*side+left+(float64(i)+.45)*cell, 13, name)
		}
	}
	days := p.squares(c, cell-2, most)
	p.each(begin, end, func(d parley.Day, week, weekday int, newMonth string) {
		x, y := left+float64(weekday)*cell, float64(week)
		if week >= half {
			x, y = x+side, float64(week-half)
		}
		y = top + y*cell
		c.text("se", x-float64(weekday)*cell-6, y+cell*.72, newMonth)
		days.draw(d, x, y)
	})
	c.path("h0", days.empty)
	return c.done()
}

// each goes through the days; newMonth is the name of a month on its first day.
func (p *Calendar) each(begin, end parley.Day, one func(d parley.Day, week, weekday int, newMonth string)) {
	zero := begin.Monday()
	for d := begin; d <= end; d++ {
		name := ""
		if _, m, n := d.Date(); n == 1 && m > 0 {
			name = p.Months[m-1]
		}
		one(d, int(d-zero)/7, d.Weekday()-1, name)
	}
}

// squares draw days. Those of days without a count gather in empty, since all of them are one path.
type squares struct {
	*canvas
	days   map[parley.Day]Shade
	most   int // the highest count
	size   float64
	around string // what surrounded says of the size
	empty  []byte
}

func (p *Calendar) squares(c *canvas, size float64, most int) *squares {
	return &squares{c, p.Days, most, size, surrounded(size, size), make([]byte, 0, emptyRoom)}
}

func (q *squares) draw(d parley.Day, x, y float64) {
	if s, ok := q.days[d]; ok {
		q.shade(&s, q.most, x, y, q.size, q.size)
		return
	}
	q.empty = square(q.empty, x, y, q.around)
}
