package picture

import (
	"math"
	"slices"
	"strconv"
)

// Graph is who meets whom. The first node is the one it is about and stands in the middle;
// the others stand around it, those with strong ties beside each other. The layout follows
// from the data alone: no chance, no forces.
type Graph struct {
	Frame
	Nodes []Node
	Ties  []Tie
}

// Node is one actor. Weight is how often the one in the middle met it.
type Node struct {
	Name, Label, Href string
	Weight            int
}

// Tie joins two nodes by their index; each pair comes once.
type Tie struct{ A, B, Weight int }

// The most nodes of a graph and the most of a phone's; further ones are left out.
const (
	graphNodes      = 30
	graphNodesPhone = 17
)

// SVG draws the graph.
func (p *Graph) SVG() []byte {
	n := min(len(p.Nodes), graphNodes)
	row := 31.0
	if p.phone() {
		n, row = min(n, graphNodesPhone), 34
	}
	if n == 0 {
		return newCanvas(&p.Frame, 1).done()
	}
	order := p.order(n)
	side := (len(order) + 1) / 2
	height := max(float64(side)*row+16, 120)
	c := newCanvas(&p.Frame, int(height))
	x, y := make([]float64, n), make([]float64, n)
	label := min(float64(c.width)*.3, 190)
	rx, ry := float64(c.width)/2-label, height/2-14
	x[0], y[0] = float64(c.width)/2, height/2
	for i, node := range order {
		k, way, rows := i, 1.0, side
		if i >= side { // the left half runs upwards, so that the last stands beside the first
			k, way, rows = len(order)-1-i, -1, len(order)-side
		}
		at := 2*(float64(k)+.5)/float64(rows) - 1
		y[node] = height/2 + at*ry
		x[node] = x[0] + way*rx*math.Sqrt(max(0, 1-at*at*.86))
	}
	p.ties(c, n, x, y)
	most := 1
	for _, node := range p.Nodes[1:n] {
		most = max(most, node.Weight)
	}
	for i := 1; i < n; i++ {
		node := &p.Nodes[i]
		r := 3.5 + 6*math.Sqrt(float64(node.Weight)/float64(most))
		end := c.open("main ring", node.Href, node.Label)
		c.circle("m", x[i], y[i], r)
		count := " " + strconv.Itoa(node.Weight)
		room := x[i] - r - 6 - textWidth(count, 12)
		if x[i] >= x[0] {
			room = float64(c.width) - x[i] - r - 6 - textWidth(count, 12)
			c.text("k", x[i]+r+5, y[i]+4, shorten(node.Name, room, 12)+count)
		} else {
			c.text("ke", x[i]-r-5, y[i]+4, shorten(node.Name, room, 12)+count)
		}
		end()
	}
	end := c.open("warn ring", "", p.Nodes[0].Label)
	c.circle("m", x[0], y[0], 10)
	w := textWidth(p.Nodes[0].Name, 12) + 8
	c.rect("paper", x[0]-w/2, y[0]+13, w, 17)
	c.text("w c", x[0], y[0]+26, p.Nodes[0].Name)
	end()
	return c.done()
}

// ties draws the ties: to the middle straight, among the others bent towards it.
func (p *Graph) ties(c *canvas, n int, x, y []float64) {
	most := 1
	for _, t := range p.Ties {
		most = max(most, t.Weight)
	}
	for _, node := range p.Nodes[1:n] {
		most = max(most, node.Weight)
	}
	wide := func(w int) float64 { return .7 + 5.3*math.Sqrt(float64(w)/float64(most)) }
	var room [80]byte
	for i := 1; i < n; i++ {
		c.shape("path", "tie")
		c.b.text(` stroke-opacity=".35"`)
		c.number(` stroke-width="`, wide(p.Nodes[i].Weight))
		c.along(pair(append(pair(append(room[:0], 'M'), x[0], y[0]), 'L'), x[i], y[i]))
	}
	for _, t := range p.strongest(n) {
		mx, my := (x[t.A]+x[t.B])/2, (y[t.A]+y[t.B])/2
		c.shape("path", "way")
		c.number(` stroke-width="`, wide(t.Weight))
		d := pair(append(pair(append(room[:0], 'M'), x[t.A], y[t.A]), 'Q'), (mx+x[0])/2, (my+y[0])/2)
		c.along(pair(append(d, ' '), x[t.B], y[t.B]))
	}
}

// graphTies is how many ties among the contacts are drawn: more would hide each other.
const graphTies = 40

// strongest are the ties among the first n nodes that are drawn.
func (p *Graph) strongest(n int) []Tie {
	var out []Tie
	for _, t := range p.Ties {
		if t.A >= 1 && t.B >= 1 && t.A < n && t.B < n && t.A != t.B {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b Tie) int { return b.Weight - a.Weight })
	return out[:min(len(out), graphTies)]
}

// order is the nodes around the middle, beginning with the heaviest; each is followed by the
// one that is tied to it most, among equals by the heavier.
func (p *Graph) order(n int) []int {
	tie := make([]int, n*n)
	for _, t := range p.Ties {
		if min(t.A, t.B) >= 0 && max(t.A, t.B) < n {
			tie[t.A*n+t.B] += t.Weight
			tie[t.B*n+t.A] += t.Weight
		}
	}
	left := make([]int, 0, n)
	for i := 1; i < n; i++ {
		left = append(left, i)
	}
	slices.SortStableFunc(left, func(a, b int) int { return p.Nodes[b].Weight - p.Nodes[a].Weight })
	var out []int
	for len(left) > 0 {
		best := 0
		if len(out) > 0 {
			last := out[len(out)-1]
			for i, node := range left {
				if tie[last*n+node] > tie[last*n+left[best]] {
					best = i
				}
			}
		}
		out = append(out, left[best])
		left = slices.Delete(left, best, best+1)
	}
	return out
}

// Matrix is the contacts as a table: the cell of two names is the shade of how often they
// met. Names are numbered, and the numbers stand at the ends of the columns.
type Matrix struct {
	Frame
	Names []string
	Cells map[[2]int]Shade // row below column: [2]int{row, column} with row > column
}

// The most names of a matrix, and the most of a phone's.
const (
	matrixNames      = 16
	matrixNamesPhone = 10
)

// SVG draws the lower half of the table.
func (p *Matrix) SVG() []byte {
	n, cell := min(len(p.Names), matrixNames), 30.0
	if p.phone() {
		n = min(n, matrixNamesPhone)
	}
	gutter := widest(p.Names, 12, float64(p.width())/2.6) + 30
	cell = min(cell, (float64(p.width())-gutter)/float64(max(n, 1)))
	row := min(max(cell, 20), 24)
	c := newCanvas(&p.Frame, int(float64(n)*row)+6)
	most := 0
	for _, s := range p.Cells {
		most = max(most, s.Count)
	}
	var empty []byte
	around := surrounded(cell-2, row-2)
	for i := range n {
		y := float64(i) * row
		c.text("ke", gutter-26, y+row/2+4, shorten(p.Names[i], gutter-30, 12))
		c.text("se", gutter-7, y+row/2+4, strconv.Itoa(i+1))
		for j := range i {
			s, x := p.Cells[[2]int{i, j}], gutter+float64(j)*cell
			if s.Count > 0 {
				c.shade(&s, most, x, y+1, cell-2, row-2)
				continue
			}
			empty = square(empty, x, y+1, around)
		}
		c.text("sc", gutter+(float64(i)+.5)*cell-1, y+row/2+4, strconv.Itoa(i+1))
	}
	c.path("h0", empty)
	return c.done()
}
