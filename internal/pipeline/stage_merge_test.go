package pipeline

import (
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/merge"
)

// TestStir: where one of the claims that are tied changes, comes or goes, all of them go and come; others stay.
func TestStir(t *testing.T) {
	kept := func(id, lead string) *merge.Kept {
		return &merge.Kept{Input: merge.Input{Claim: &parley.Claim{ID: id}}, Lead: lead}
	}
	all := func(pairs string) map[string]*merge.Kept { // "b>a": b is led by a
		out := map[string]*merge.Kept{}
		for _, p := range strings.Fields(pairs) {
			id, lead, _ := strings.Cut(p, ">")
			out[id] = kept(id, lead)
		}
		return out
	}
	for _, c := range []struct{ name, old, same, come, want string }{
		{"one that was led changed", "a b>a x>y y", "a x>y y", "b>a", "a b"},
		{"the one that leads changed", "a b>a x>y y", "b>a x>y y", "a", "a b"},
		{"one that was led is no more", "a b>a x>y y", "a x>y y", "", "a"},
		{"one came", "a x>y y", "a x>y y", "b>a", "a b"},
		{"nothing was tied", "a b x", "a x", "b", "b"},
	} {
		old, same := all(c.old), all(c.same)
		var change claimChange
		for _, k := range all(c.come) {
			change.come = append(change.come, k)
		}
		change.stir(old, same)
		var got []string
		for _, k := range change.come {
			if got = append(got, k.Claim.ID); same[k.Claim.ID] != nil {
				t.Errorf("%s: %s comes and stays", c.name, k.Claim.ID)
			}
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q come, not %q", c.name, got, c.want)
		}
	}
}
