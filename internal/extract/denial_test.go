package extract

import (
	"slices"
	"testing"

	"parley"
)

// TestDenials: a denial is tied to the accusation told last before it, by whoever is accused.
func TestDenials(t *testing.T) {
	side := func(role parley.Role, state string, named bool) parley.Actor {
		a := parley.Actor{Role: role, ID: "state:" + state, State: parley.Maybe(state)}
		if named {
			a.End = 1
		}
		return a
	}
	at := func(id string, kind parley.Kind, object parley.Maybe, sentence, trigger int, actors ...parley.Actor) parley.Claim {
		return parley.Claim{
			ID: id, Kind: kind, Object: object, Status: parley.Occurred, Actors: actors,
			Evidence: parley.Quote{Span: parley.Span{Start: sentence, End: sentence + 99}}, Trigger: parley.Quote{Span: parley.Span{Start: trigger, End: trigger + 5}},
		}
	}
	const source, target, accuse = parley.RoleSource, parley.RoleTarget, parley.Maybe(parley.Accuse)
	four := []parley.Actor{side(source, "QAT", true), side(target, "SAU", false), side(target, "BHR", false)}
	said := at("said", parley.Accuse, "", 0, 20, side(source, "SAU", true), side(source, "BHR", true), side(target, "QAT", true))
	for _, c := range []struct {
		why  string
		no   parley.Claim
		want bool
	}{
		{"in the next sentence", at("no", parley.Reject, accuse, 100, 110, side(source, "QAT", true)), true},
		{"its target is who accuses", at("no", parley.Reject, accuse, 100, 110, side(source, "QAT", true), side(target, "SAU", true)), true},
		{"its target is only guessed", at("no", parley.Reject, accuse, 100, 110, side(source, "QAT", true), side(target, "EGY", false)), true},
		{"in the sentence itself, of no named object", at("no", parley.Reject, "", 0, 70, side(source, "QAT", true)), true},
		{"another's accusation", at("no", parley.Reject, accuse, 100, 110, side(source, "QAT", true), side(target, "EGY", true)), false},
		{"by somebody else", at("no", parley.Reject, accuse, 100, 110, side(source, "IRN", true)), false},
		{"a paragraph on, of those who accuse together", at("no", parley.Reject, accuse, 500, 510, four...), true},
		{"before it, naming two who accuse", at("no", parley.Reject, accuse, -120, -110, side(source, "QAT", true), side(target, "SAU", true), side(target, "BHR", true)), true},
		{"before it, naming one", at("no", parley.Reject, accuse, -120, -110, side(source, "QAT", true), side(target, "SAU", true)), false},
		{"farther away", at("no", parley.Reject, accuse, 800, 810, four...), false},
		{"far away", at("no", parley.Reject, accuse, 400, 410, side(source, "QAT", true)), false},
		{"a refusal of what the next sentence does not say", at("no", parley.Reject, "", 100, 110, side(source, "QAT", true)), false},
		{"a refused demand", at("no", parley.Reject, parley.Maybe(parley.Demand), 0, 70, side(source, "QAT", true)), false},
		{"a refusal before the accusation", at("no", parley.Reject, "", 0, 10, side(source, "QAT", true)), false},
	} {
		claims := []parley.Claim{said, c.no}
		denials(claims)
		if got := slices.Equal(claims[1].Denies, []string{"said"}) && slices.Equal(claims[0].DeniedBy, []string{"no"}); got != c.want {
			t.Errorf("%s: %v %v", c.why, claims[1].Denies, claims[0].DeniedBy)
		}
	}
}

// TestDenialsOfNobody: what one is accused of by nobody in particular is denied in the next sentence only.
func TestDenialsOfNobody(t *testing.T) {
	for next, want := range map[int]bool{51: true, 80: false} {
		claims := []parley.Claim{
			{ID: "said", Kind: parley.Accuse, Status: parley.Occurred, Actors: []parley.Actor{{Role: parley.RoleTarget, ID: "state:RUS"}}, Evidence: parley.Quote{Span: parley.Span{End: 50}}},
			{
				ID: "no", Kind: parley.Reject, Object: parley.Maybe(parley.Accuse), Status: parley.Occurred, Actors: []parley.Actor{{Role: parley.RoleSource, ID: "state:RUS"}},
				Evidence: parley.Quote{Span: parley.Span{Start: next, End: next + 40}},
			},
		}
		denials(claims)
		if got := len(claims[0].DeniedBy) == 1; got != want {
			t.Errorf("%d behind: %v", next, claims[0].DeniedBy)
		}
	}
}

// TestDenialsOfTheLast: of two accusations the later one is denied.
func TestDenialsOfTheLast(t *testing.T) {
	actors := []parley.Actor{{Role: parley.RoleSource, ID: "state:USA"}, {Role: parley.RoleTarget, ID: "state:RUS"}}
	claims := []parley.Claim{
		{ID: "first", Kind: parley.Accuse, Status: parley.Occurred, Actors: actors, Evidence: parley.Quote{Span: parley.Span{End: 50}}, Trigger: parley.Quote{Span: parley.Span{Start: 10}}},
		{ID: "second", Kind: parley.Accuse, Status: parley.Occurred, Actors: actors, Evidence: parley.Quote{Span: parley.Span{End: 50}}, Trigger: parley.Quote{Span: parley.Span{Start: 30}}},
		{ID: "no", Kind: parley.Reject, Object: parley.Maybe(parley.Accuse), Status: parley.Occurred, Actors: []parley.Actor{{Role: parley.RoleSource, ID: "state:RUS"}}, Evidence: parley.Quote{Span: parley.Span{Start: 51, End: 90}}},
	}
	denials(claims)
	if claims[0].DeniedBy != nil || !slices.Equal(claims[2].Denies, []string{"second"}) {
		t.Errorf("%v %v", claims[0].DeniedBy, claims[2].Denies)
	}
}
