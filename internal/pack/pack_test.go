package pack

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"parley/packs"
)

// The tables and rules that are shipped must lint without an error.
func TestShippedPacksAreClean(t *testing.T) {
	_, errs := Load(packs.FS)
	for i, err := range errs {
		if i == 40 {
			t.Fatalf("… and %d more", len(errs)-40)
		}
		t.Error(err)
	}
}

// What is loaded for pages alone is what all that is loaded holds for them.
func TestLoadPages(t *testing.T) {
	all, _ := Load(packs.FS)
	some, errs := LoadPages(packs.FS)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	if !slices.Equal(some.Tags(), all.Tags()) || !reflect.DeepEqual(some.Calendar, all.Calendar) || !reflect.DeepEqual(some.Sites, all.Sites) {
		t.Errorf("languages %v, not %v, or another calendar, or other sites", some.Tags(), all.Tags())
	}
	for tag, l := range some.Languages {
		if got := slices.Collect(maps.Keys(l.Tables)); !slices.Equal(got, []string{"page"}) || !reflect.DeepEqual(l.Tables["page"], all.Languages[tag].Tables["page"]) {
			t.Errorf("%s: tables %v, or other words of pages", tag, got)
		}
		if l.Ruled != (len(all.Languages[tag].Rules.Rules) > 0) || l.Ruled != all.Languages[tag].Ruled {
			t.Errorf("%s: rules %v", tag, l.Ruled)
		}
	}
}

// A building is told as the town that it stands in, a town as itself.
func TestVenue(t *testing.T) {
	change := map[string]string{
		"world/places.tsv": "geneva\tGeneva\t-\t46.2\t6.1\tcity\nkremlin\tKremlin\tRUS\t55.8\t37.6\tsite\nmoscow\tMoscow\tRUS\t55.8\t37.6\tcapital\n",
		"world/sites.tsv":  "kremlin\tmoscow\n",
	}
	p, errs := Load(files(change))
	for _, err := range errs {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"kremlin": "Moscow", "moscow": "Moscow", "geneva": "Geneva", "atlantis": ""} {
		if got, ok := p.World.Venue(id); got.Name != want || ok != (want != "") {
			t.Errorf("%s: %q, %v, want %q", id, got.Name, ok, want)
		}
	}
}
