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
