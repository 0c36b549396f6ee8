package pack

// This file tells which places are one for a meeting.

import (
	"math"

	"parley"
)

// How far from each other, in kilometres, two places may lie to be one: rooms of a
// palace; a palace and its town; a region and a town in it.
const (
	nearSite   = 1.5
	nearTown   = 30
	nearRegion = 300
)

// Nearness returns whether two places are one: a building and the town that it stands in,
// or a region and a town of it. Places that the world does not hold are only themselves.
func (w *World) Nearness() func(a, b parley.Place) bool {
	known := map[string]Place{} // by state and English name
	for _, p := range w.Places {
		known[p.State+"/"+p.Name] = p
	}
	return func(a, b parley.Place) bool {
		p, q := known[string(a.State)+"/"+a.Name], known[string(b.State)+"/"+b.Name]
		if a == b || p.ID == "" || q.ID == "" {
			return a == b
		}
		far := kilometres(p, q)
		site := func(p Place) bool { return p.Kind == "site" }
		region := func(p Place) bool { return p.Kind == "region" || p.Kind == "sea" }
		switch {
		case region(p) || region(q):
			return far <= nearRegion
		case site(p) && site(q):
			return far <= nearSite
		case site(p) || site(q):
			return far <= nearTown
		}
		return false
	}
}

// kilometres between two places on a sphere.
func kilometres(p, q Place) float64 {
	const radius, degree = 6371, math.Pi / 180
	a, b := p.Lat*degree, q.Lat*degree
	h := math.Pow(math.Sin((b-a)/2), 2) + math.Cos(a)*math.Cos(b)*math.Pow(math.Sin((q.Lon-p.Lon)*degree/2), 2)
	return 2 * radius * math.Asin(math.Sqrt(min(1, h)))
}
