package picture

import (
	"cmp"
	"slices"

	"parley"
)

// Lanes is the rounds of a negotiation over time, each in the lane of its venue, its channel
// or its level, joined in their order.
type Lanes struct {
	Frame
	Lanes []string
	Marks []LaneMark // in order of time
	Dates Dates
}

// LaneMark is a round: To is its last day.
type LaneMark struct {
	Mark
	Lane int // index of Lanes
	To   parley.Day
}

const laneRow = 32

// SVG draws the lanes.
func (p *Lanes) SVG() []byte {
	if len(p.Marks) == 0 || len(p.Lanes) == 0 {
		return newCanvas(&p.Frame, 1).done()
	}
	bottom := float64(len(p.Lanes)*laneRow + 6)
	c := newCanvas(&p.Frame, int(bottom)+26)
	gutter := widest(p.Lanes, 12, float64(c.width)/3) + 18
	from, to := p.Marks[0].Day, p.Marks[0].Day
	for _, m := range p.Marks {
		from, to = min(from, m.Day), max(to, m.Day, m.To)
	}
	a := newAxis(from, to, 14, gutter+10, float64(c.width)-14)
	for i, name := range p.Lanes {
		if i%2 == 0 {
			c.rect("band", 0, float64(i*laneRow), float64(c.width), laneRow)
		}
		c.text("ke", gutter-8, p.y(i)+4, shorten(name, gutter-8, 12))
	}
	a.draw(c, bottom, p.Dates)
	marks := p.gathered(a)
	at := places(marks, a)
	way := ""
	for i, m := range marks {
		verb := "L"
		if i == 0 {
			verb = "M"
		}
		way += verb + num(at[i]) + " " + num(p.y(m.Lane))
	}
	c.el("path", "way", "d", way)
	for i := range marks {
		m := &marks[i]
		if end := a.x(m.To); end > at[i]+10 {
			c.el("path", "last "+m.Tone, "d", "M"+num(at[i])+" "+num(p.y(m.Lane))+"H"+num(end))
		}
		c.badge(&m.Mark, at[i], p.y(m.Lane), 9.5)
	}
	return c.done()
}

func (p *Lanes) y(lane int) float64 {
	return float64(min(max(lane, 0), len(p.Lanes)-1)*laneRow) + laneRow/2
}

// gathered is the marks, those of a crowded lane gathered.
func (p *Lanes) gathered(a axis) []LaneMark {
	by := make([][]Mark, len(p.Lanes))
	for i := range p.Marks {
		if lane := p.Marks[i].Lane; lane >= 0 && lane < len(by) {
			by[lane] = append(by[lane], p.Marks[i].Mark)
		}
	}
	if !slices.ContainsFunc(by, func(row []Mark) bool { return len(row) > crowd }) {
		return p.Marks
	}
	var out []LaneMark
	for lane, row := range by {
		for _, m := range crowded(row, a) {
			out = append(out, LaneMark{Mark: m, Lane: lane})
		}
	}
	slices.SortStableFunc(out, func(a, b LaneMark) int { return cmp.Compare(a.Day, b.Day) })
	return out
}

// places is where the marks stand: on their days, but no two of a lane on each other.
func places(marks []LaneMark, a axis) []float64 {
	out := make([]float64, len(marks))
	free := map[int]float64{}
	for i, m := range marks {
		x := a.x(m.Day)
		if f, ok := free[m.Lane]; ok {
			x = max(x, f)
		}
		out[i] = min(x, a.right)
		free[m.Lane] = out[i] + 15
	}
	return out
}
