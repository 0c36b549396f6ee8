package merge

import (
	"slices"
	"testing"

	"parley"
)

// TestAccused: an accusation that its item denies stands beside the denial, in the events of both.
func TestAccused(t *testing.T) {
	claim := func(id string, c parley.Claim) *mention {
		c.ID = id
		return &mention{facts: &facts{Input: Input{Claim: &c}, id: id}}
	}
	accusation := &casebook{members: []*mention{
		claim("a1", parley.Claim{DeniedBy: []string{"r1"}}), claim("a2", parley.Claim{}), claim("a3", parley.Claim{DeniedBy: []string{"r1", "r3"}}),
	}}
	denial := &casebook{members: []*mention{claim("r1", parley.Claim{Denies: []string{"a1"}}), claim("r2", parley.Claim{})}}
	for _, c := range []struct {
		of           *casebook
		said, denied []string
	}{
		{accusation, []string{"a1", "a3"}, []string{"r1", "r3"}},
		{denial, []string{"a1"}, []string{"r1"}},
	} {
		got := c.of.accused(nil)
		if len(got) != 1 || got[0].Field != parley.FieldAccusation || !slices.Equal(got[0].Values[0].Claims, c.said) || !slices.Equal(got[0].Values[1].Claims, c.denied) {
			t.Errorf("%+v", got)
		}
	}
	if got := (&casebook{members: []*mention{claim("a2", parley.Claim{})}}).accused(nil); got != nil {
		t.Errorf("of an accusation that nobody denies: %+v", got)
	}
}
