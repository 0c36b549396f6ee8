//go:build ignore

// Mkland makes land.txt: it reads the land of Natural Earth at 1:110 million as TopoJSON and
// prints its outlines, simplified and in tenths of a degree.
//
//	npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//	go run mkland.go < package/land-110m.json > land.txt
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"
)

// tolerance is how far, in degrees, an outline may leave the original.
const tolerance = .3

type point struct{ x, y float64 }

func main() {
	var t struct {
		Objects struct {
			Land struct {
				Geometries []struct{ Arcs [][][]int }
			}
		}
		Arcs      [][][2]float64
		Transform struct{ Scale, Translate [2]float64 }
	}
	if err := json.NewDecoder(os.Stdin).Decode(&t); err != nil {
		log.Fatal(err)
	}
	arcs := make([][]point, len(t.Arcs))
	for i, a := range t.Arcs {
		x, y := 0.0, 0.0
		for _, d := range a {
			x, y = x+d[0], y+d[1]
			arcs[i] = append(arcs[i], point{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]})
		}
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprintln(out, "# The outline of the land, without borders: longitude and latitude in tenths of a degree, one ring a line.")
	fmt.Fprintln(out, "# Made by mkland.go from Natural Earth (naturalearthdata.com), 1:110m land, which is in the public domain.")
	for _, g := range t.Objects.Land.Geometries {
		for _, polygon := range g.Arcs {
			for _, ring := range polygon {
				write(out, join(arcs, ring))
			}
		}
	}
}

// join puts the arcs of a ring one behind the other; a negative number is an arc backwards.
func join(arcs [][]point, ring []int) []point {
	var out []point
	for _, n := range ring {
		a := arcs[max(n, ^n)]
		for i := range a {
			p := a[i]
			if n < 0 {
				p = a[len(a)-1-i]
			}
			if i > 0 || len(out) == 0 {
				out = append(out, p)
			}
		}
	}
	return out
}

func write(out *bufio.Writer, ring []point) {
	south := 90.0
	for _, p := range ring {
		south = math.Min(south, p.y)
	}
	if south < -60 {
		return // nobody negotiates in Antarctica
	}
	half := len(ring) / 2
	kept := append(simplify(ring[:half+1]), simplify(ring[half:])[1:]...)
	if len(kept) < 5 {
		return
	}
	for i, p := range kept[:len(kept)-1] {
		if i > 0 {
			fmt.Fprint(out, " ")
		}
		fmt.Fprintf(out, "%.0f,%.0f", p.x*10, p.y*10)
	}
	fmt.Fprintln(out)
}

// simplify is the way of Douglas and Peucker: the point farthest from the straight line is
// kept, and so on on both sides of it.
func simplify(p []point) []point {
	a, b := p[0], p[len(p)-1]
	far, at := 0.0, 0
	for i := 1; i < len(p)-1; i++ {
		if d := distance(p[i], a, b); d > far {
			far, at = d, i
		}
	}
	if far < tolerance {
		return []point{a, b}
	}
	return append(simplify(p[:at+1]), simplify(p[at:])[1:]...)
}

func distance(p, a, b point) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	if dx == 0 && dy == 0 {
		return math.Hypot(p.x-a.x, p.y-a.y)
	}
	return math.Abs(dx*(p.y-a.y)-dy*(p.x-a.x)) / math.Hypot(dx, dy)
}
