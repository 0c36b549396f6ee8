package app

import (
	"strings"
	"testing"
)

// TestSearchNames: what names of the packs stand for in a search, and what is spelt like them.
func TestSearchNames(t *testing.T) {
	p, err := (&env{}).packs()
	if err != nil {
		t.Fatal(err)
	}
	s := newSearchNames(newNames(p))
	for _, c := range []struct{ field, folded, want, why string }{
		{"actor", "nga", "state:RUS", "a name, not the code of Nigeria"},
		{"actor", "usa", "state:USA", "a code that is no other's name"},
		{"source", "my", "state:USA", "a name of one syllable"},
		{"state", "nga", "RUS", "in another field"},
		{"actor", "lien hop quoc", "org:UN", "an organisation"},
		{"kind", "dam phan", "talks", "a kind by its word"},
		{"kind", "talks", "talks", "by its id"},
		{"place", "mat xco va", "Moscow", "a place in old spelling"},
		{"actor", "atlantis", "", "nobody"},
	} {
		if got := strings.Join(s.IDs(c.field, c.folded), " "); got != c.want {
			t.Errorf("%s:%s is %q, want %q: %s", c.field, c.folded, got, c.want, c.why)
		}
	}
	for _, c := range []struct{ field, folded, want, why string }{
		{"actor", "ethiopa", "Ethiopia", "a letter left out"},
		{"actor", "trieu tein", "Triều Tiên", "two letters swapped"},
		{"place", "genva", "Geneva", "a place"},
		{"place", "qatrr", "", "no place is near"},
	} {
		got := s.Near(c.field, c.folded)
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) == 0 || got[0] != c.want) {
			t.Errorf("near %s:%s is %q, want %q first: %s", c.field, c.folded, got, c.want, c.why)
		}
	}
	if got := s.Values("topic"); len(got) < 50 || !strings.Contains(strings.Join(got, " "), " ceasefire ") {
		t.Errorf("topics: %v", got)
	}
}
