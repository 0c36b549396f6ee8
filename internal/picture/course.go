package picture

import (
	"math"

	"parley"
)

// Course is the stages of a negotiation over time, as a line that climbs and falls back.
// Levels are the names of the stages, the farthest first; Steps are in order of time.
type Course struct {
	Frame
	Levels []string
	Steps  []CourseStep
	Last   parley.Day // until when something is known
	Ahead  *Mark      // what is planned next
	Row    string     // the name of the row of Rounds
	Rounds []Mark     // drawn below the stages
	Dates  Dates
}

// CourseStep is the day on which the level became another.
type CourseStep struct {
	Day         parley.Day
	Level       int // index of Levels
	Label, Href string
}

// Mark is something on a day. Text, one or two letters, stands in it. Tone is a class of the
// style: good, warn, bad, plan, dim, main. A hollow one has not happened.
type Mark struct {
	Day                     parley.Day
	Text, Label, Href, Tone string
	Hollow                  bool
}

func (m *Mark) class() string {
	if m.Hollow {
		return m.Tone + " hollow"
	}
	return m.Tone
}

// The measures of the picture in pixels.
const (
	courseTop = 16
	courseRow = 27
)

// SVG draws the line; nothing without steps.
func (p *Course) SVG() []byte {
	if len(p.Steps) == 0 || len(p.Levels) == 0 {
		return newCanvas(&p.Frame, 1).done()
	}
	bottom := float64(courseTop + (len(p.Levels)-1)*courseRow + 16)
	if len(p.Rounds) > 0 {
		bottom += 30
	}
	c := newCanvas(&p.Frame, int(bottom)+26)
	gutter := widest(append([]string{p.Row}, p.Levels...), 12, float64(c.width)/3) + 14
	to := p.Last
	for _, s := range p.Steps {
		to = max(to, s.Day)
	}
	last := to
	if p.Ahead != nil {
		to = max(to, p.Ahead.Day)
	}
	a := newAxis(p.Steps[0].Day, to, 14, gutter, float64(c.width)-14)
	for i, name := range p.Levels {
		y := p.y(i)
		c.line("level", a.left, y, a.right, y)
		c.text("e", a.left-9, y+4, shorten(name, gutter, 12))
	}
	p.rounds(c, a, bottom)
	a.draw(c, bottom, p.Dates)
	p.way(c, a, last)
	return c.done()
}

// y is the height of a level.
func (p *Course) y(level int) float64 {
	return float64(courseTop + min(max(level, 0), len(p.Levels)-1)*courseRow)
}

// rounds is a row of its own, with the round of each day below the stage it belongs to.
func (p *Course) rounds(c *canvas, a axis, bottom float64) {
	if len(p.Rounds) == 0 {
		return
	}
	y := bottom - 18
	c.text("e", a.left-13, y+4, shorten(p.Row, a.left, 12))
	line := -1.0
	rounds := crowded(p.Rounds, a)
	for i := range rounds {
		m := &rounds[i]
		x := max(a.x(m.Day), line+13) // rounds of one week stand side by side
		line = x
		c.badge(m, min(x, a.right), y, 8)
	}
}

// badge is a mark with its text in it.
func (c *canvas) badge(m *Mark, x, y, r float64) {
	end := c.open(m.class(), m.Href, m.Label)
	if c.frame.href(m.Href) != "" && r < 11 {
		c.circle("reach", x, y, 12)
	}
	c.circle("m", x, y, r)
	c.text("in", x, y+3.8, m.Text)
	end()
}

// way is the line itself: what falls back is drawn in the colour of warning.
func (p *Course) way(c *canvas, a axis, last parley.Day) {
	path, back := "", ""
	for i, s := range p.Steps {
		x, y := a.x(s.Day), p.y(s.Level)
		until := last
		if i+1 < len(p.Steps) {
			until = p.Steps[i+1].Day
		}
		if i > 0 {
			before := p.y(p.Steps[i-1].Level)
			d := "M" + num(x) + " " + num(before) + "V" + num(y)
			if y > before {
				back += d
			} else {
				path += d
			}
		}
		path += "M" + num(x) + " " + num(y) + "H" + num(a.x(until))
	}
	c.el("path", "course", "d", path)
	if back != "" {
		c.el("path", "back", "d", back)
	}
	drawn := math.Inf(-1)
	for i, s := range p.Steps {
		if len(p.Steps) > crowd && a.x(s.Day) < drawn+markRoom {
			continue // the line itself shows it
		}
		drawn = a.x(s.Day)
		tone := "main ring"
		if i > 0 && p.y(s.Level) > p.y(p.Steps[i-1].Level) {
			tone = "warn ring"
		}
		c.dot(tone, a.x(s.Day), p.y(s.Level), 5, s.Href, s.Label)
	}
	if p.Ahead != nil && p.Ahead.Day > last {
		y := p.y(p.Steps[len(p.Steps)-1].Level)
		c.line("ahead", a.x(last), y, a.x(p.Ahead.Day), y)
		c.dot("plan hollow", a.x(p.Ahead.Day), y, 5, p.Ahead.Href, p.Ahead.Label)
	}
}
