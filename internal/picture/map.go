package picture

import (
	"bytes"
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Map is where things happened: dots on the outline of the land. No border is drawn.
type Map struct {
	Frame
	Venues []Venue
}

// Venue is a place in degrees, with how often something happened there.
type Venue struct {
	Name, Label, Href string
	Lat, Lon          float64
	Count             int
}

//go:embed land.txt
var landText string

// window is the part of the world that is shown, in degrees, and the pixels of a degree.
// Degrees of longitude are as wide as they are at the middle latitude.
type window struct {
	west, east, south, north float64
	scaleX, scaleY           float64
}

// The least that is shown around venues, in degrees, and the margin beside them.
const (
	mapLeast  = 34.0
	mapMargin = 7.0
)

// view chooses the window for the venues.
func (p *Map) view(width float64) window {
	w := window{west: 180, east: -180, south: 90, north: -90}
	for _, v := range p.Venues {
		w.west, w.east = min(w.west, v.Lon), max(w.east, v.Lon)
		w.south, w.north = min(w.south, v.Lat), max(w.north, v.Lat)
	}
	w.west, w.east, w.south, w.north = w.west-mapMargin, w.east+mapMargin, w.south-mapMargin, w.north+mapMargin
	if lack := mapLeast - (w.north - w.south); lack > 0 {
		w.south, w.north = w.south-lack/2, w.north+lack/2
	}
	shrink := math.Cos((w.north + w.south) / 2 * math.Pi / 180)
	wide := 2.0 // width to height
	if width < phoneWidth {
		wide = 1.25
	}
	if lack := (w.north-w.south)*wide/shrink - (w.east - w.west); lack > 0 {
		w.west, w.east = w.west-lack/2, w.east+lack/2
	}
	if w.east-w.west > 300 || w.west < -180 || w.east > 180 {
		w.west, w.east = max(w.west, -180), min(w.east, 180)
	}
	if lack := (w.east-w.west)*shrink/wide - (w.north - w.south); lack > 0 {
		w.south, w.north = w.south-lack/2, w.north+lack/2
	}
	w.south, w.north = max(w.south, -58), min(w.north, 84)
	w.scaleX = width / (w.east - w.west)
	w.scaleY = w.scaleX / shrink
	return w
}

func (w *window) x(lon float64) float64 { return (lon - w.west) * w.scaleX }
func (w *window) y(lat float64) float64 { return (w.north - lat) * w.scaleY }

// SVG draws the map; nothing without venues. What lies beyond its edge stands on it.
func (p *Map) SVG() []byte {
	if len(p.Venues) == 0 {
		return newCanvas(&p.Frame, 1).done()
	}
	p.Venues = slices.Clone(p.Venues)
	for i := range p.Venues {
		v := &p.Venues[i]
		v.Lat, v.Lon = min(max(v.Lat, -58), 84), min(max(v.Lon, -180), 180)
	}
	w := p.view(float64(p.width()))
	c := newCanvas(&p.Frame, int((w.north-w.south)*w.scaleY))
	p.graticule(c, &w)
	var d []byte
	for _, x := range land() {
		d = w.outline(d, &x)
	}
	c.path("land", d)
	p.dots(c, &w)
	return c.done()
}

// graticule is the lines of degrees, each ten or thirty.
func (p *Map) graticule(c *canvas, w *window) {
	step, d := 10.0, ""
	if w.east-w.west > 140 {
		step = 30
	}
	for lon := math.Ceil(w.west/step) * step; lon <= w.east; lon += step {
		d += "M" + num(w.x(lon)) + " 0V" + strconv.Itoa(c.height)
	}
	for lat := math.Ceil(w.south/step) * step; lat <= w.north; lat += step {
		d += "M0 " + num(w.y(lat)) + "H" + strconv.Itoa(c.width)
	}
	c.el("path", "fine", "d", d)
}

type spot struct{ x, y float64 }

// shore is one ring of the land with its ends.
type shore struct {
	ring                     []spot
	west, east, south, north float64
}

// land is the outline of the land, read once.
var land = sync.OnceValue(func() (all []shore) {
	for line := range strings.SplitSeq(landText, "\n") {
		if line != "" && line[0] != '#' {
			all = append(all, readShore(line))
		}
	}
	return all
})

func readShore(line string) shore {
	s := shore{make([]spot, 0, len(line)/8), 180, -180, 180, -180}
	for line != "" {
		var x, y float64
		if x, y, line = degrees(line); x != x {
			continue
		}
		s.ring = append(s.ring, spot{x, y})
		s.west, s.east, s.south, s.north = min(s.west, x), max(s.east, x), min(s.south, y), max(s.north, y)
	}
	return s
}

// outline adds one ring of the land as a path, cut at the window; nothing of one outside.
func (w *window) outline(d []byte, land *shore) []byte {
	const over = .5 // degrees beyond the window, so that its edge is not drawn as a coast
	if land.east < w.west-over || land.west > w.east+over || land.north < w.south-over || land.south > w.north+over {
		return d
	}
	ring := land.ring
	for _, side := range []func(s spot) float64{
		func(s spot) float64 { return s.x - w.west + over },
		func(s spot) float64 { return w.east + over - s.x },
		func(s spot) float64 { return s.y - w.south + over },
		func(s spot) float64 { return w.north + over - s.y },
	} {
		ring = clip(ring, side)
	}
	if len(ring) < 3 {
		return d
	}
	lastX, lastY := 0, 0
	for i, s := range ring {
		x, y := int(math.Round(w.x(s.x))), int(math.Round(w.y(s.y)))
		switch {
		case i == 0:
			d = append(appendPair(append(d, 'M'), x, y), 'l')
		case x == lastX && y == lastY:
			continue
		default:
			d = append(appendPair(d, x-lastX, y-lastY), ' ')
		}
		lastX, lastY = x, y
	}
	return append(bytes.TrimRight(d, " l"), 'z')
}

func appendPair(d []byte, x, y int) []byte {
	return strconv.AppendInt(append(strconv.AppendInt(d, int64(x), 10), ' '), int64(y), 10)
}

// degrees reads the first "lon,lat" of a line, in tenths of degrees, and returns what is
// behind it; lon is no number where that is no pair.
func degrees(line string) (lon, lat float64, rest string) {
	pair, rest, _ := strings.Cut(line, " ")
	a, b, _ := strings.Cut(pair, ",")
	x, err1 := strconv.Atoi(a)
	y, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil {
		return math.NaN(), 0, rest
	}
	return float64(x) / 10, float64(y) / 10, rest
}

// clip keeps what of a ring lies where side is not negative (the way of Sutherland and
// Hodgman).
func clip(ring []spot, side func(spot) float64) []spot {
	if len(ring) == 0 {
		return nil
	}
	out := make([]spot, 0, len(ring)+2)
	a := ring[len(ring)-1]
	da := side(a)
	for _, b := range ring {
		db := side(b)
		if (da < 0) != (db < 0) {
			t := da / (da - db)
			out = append(out, spot{a.x + t*(b.x-a.x), a.y + t*(b.y-a.y)})
		}
		if db >= 0 {
			out = append(out, b)
		}
		a, da = b, db
	}
	return out
}

// box is the room that something takes.
type box struct{ x, y, w, h float64 }

func (b box) meets(o box) bool {
	return b.x < o.x+o.w && o.x < b.x+b.w && b.y < o.y+o.h && o.y < b.y+b.h
}

// dots draws the venues, the most frequent first, and names those for whose name there is
// room.
func (p *Map) dots(c *canvas, w *window) {
	venues := slices.Clone(p.Venues)
	slices.SortStableFunc(venues, func(a, b Venue) int { return b.Count - a.Count })
	var taken []box
	most := 1
	for _, v := range venues {
		most = max(most, v.Count)
	}
	radius := func(n int) float64 { return 4 + 8*math.Sqrt(float64(max(n, 1))/float64(most)) }
	for _, v := range venues {
		r := radius(v.Count)
		taken = append(taken, box{w.x(v.Lon) - r, w.y(v.Lat) - r, 2 * r, 2 * r})
	}
	for i := range venues {
		v := &venues[i]
		x, y, r := w.x(v.Lon), w.y(v.Lat), radius(v.Count)
		end := c.open("bad ring", v.Href, v.Label)
		if c.frame.href(v.Href) != "" && r < 11 {
			c.circle("reach", x, y, 12)
		}
		c.circle("m", x, y, r)
		wide := textWidth(v.Name, 12)
		for _, at := range []struct {
			dx, dy float64
			class  string
			left   float64
		}{
			{r + 4, 4, "w", 0},
			{-r - 4, 4, "w e", -wide},
			{0, -r - 5, "w c", -wide / 2},
			{0, r + 14, "w c", -wide / 2},
		} {
			b := box{x + at.dx + at.left, y + at.dy - 11, wide, 14}
			if b.x < 0 || b.x+b.w > float64(c.width) || b.y < 0 || b.y+b.h > float64(c.height) ||
				slices.ContainsFunc(taken, b.meets) {
				continue
			}
			taken = append(taken, b)
			c.text(at.class, x+at.dx, y+at.dy, v.Name)
			break
		}
		end()
	}
}
