package pack_test

import (
	"testing"

	"parley"
	"parley/internal/pack"
	"parley/packs"
)

// A palace is one with its town, a town with its region; two towns and two palaces are two.
func TestNearness(t *testing.T) {
	p, _ := pack.Load(packs.FS)
	near := p.World.Nearness()
	for _, tt := range []struct {
		a, b string
		in   parley.Maybe
		want bool
	}{
		{"White House", "Washington", "USA", true},
		{"White House", "Oval Office", "USA", true},
		{"Versailles", "Paris", "FRA", true},
		{"United Nations Headquarters", "Washington", "USA", false},
		{"Moscow", "Saint Petersburg", "RUS", false},
		{"Kremlin", "Kremlin", "RUS", true},
		{"Nowhere", "Moscow", "RUS", false},
	} {
		a, b := parley.Place{Name: tt.a, State: tt.in}, parley.Place{Name: tt.b, State: tt.in}
		if near(a, b) != tt.want || near(b, a) != tt.want {
			t.Errorf("%s and %s: %v", tt.a, tt.b, !tt.want)
		}
	}
}
