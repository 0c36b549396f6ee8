package parley

import "testing"

// Whoever is written as no id should be is a side of its own: of no type, and never that of an id.
func TestSideOfNoID(t *testing.T) {
	for _, id := range []string{"", "USA", ":", "state:"} {
		a := Actor{ID: id}
		if s := a.Side(); s.String() != id || a.Key() != id || !a.SameSide(&a) || a.Mark() == 0 {
			t.Errorf("%q: side %q", id, s)
		}
		for _, other := range []Actor{{ID: "state:USA", State: "USA"}, {ID: "org:USA"}, {ID: "person:a-b", Office: "USA/envoy"}} {
			if a.SameSide(&other) || a.Side() == other.Side() {
				t.Errorf("%q is of the side %q", id, other.Side())
			}
		}
	}
	if s := (&Actor{ID: "USA"}).Side(); s.Type() != "" {
		t.Errorf("type %q", s.Type())
	}
	if _, err := ParseActors("party:USA"); err == nil {
		t.Error("ParseActors takes an id without a colon")
	}
}
