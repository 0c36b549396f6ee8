package pack

import (
	"testing"

	"parley/packs"
)

// The tables of places that are shipped hold no place twice, none off the globe and none of a kind that nothing
// reads; what a language calls a place is the name of no other.
func TestPlacesAreTold(t *testing.T) {
	p, errs := Load(packs.FS)
	if len(errs) > 0 {
		t.Fatal(errs[0])
	}
	names := map[string]string{}
	for id, pl := range p.World.Places {
		if other := names[pl.Name]; other != "" {
			t.Errorf("%s and %s are both %s", id, other, pl.Name)
		}
		names[pl.Name] = id
		if pl.Lat < -90 || pl.Lat > 90 || pl.Lon <= -180 || pl.Lon > 180 {
			t.Errorf("%s lies at %v, %v", id, pl.Lat, pl.Lon)
		}
		switch pl.Kind {
		case "capital", "city", "region", "sea", "site":
		default:
			t.Errorf("%s is a %q", id, pl.Kind)
		}
	}
	for tag, l := range p.Languages {
		words, of := l.Tables["places"], map[string]string{}
		if words == nil {
			continue
		}
		for id, forms := range words.Forms {
			for _, f := range forms {
				if other, ok := of[f]; ok {
					t.Errorf("%s: %q is %s and %s", tag, f, other, id)
				}
				of[f] = id
			}
		}
	}
}
