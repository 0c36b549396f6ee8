package eval_test

import (
	"strings"
	"testing"

	"parley"
	"parley/internal/eval"
)

// A gold line and what was read from the text: pairs, and figures over them.
func TestCompare(t *testing.T) {
	text := "Aland met Bland in Rome on Monday. Aland accused Bland."
	gold, err := eval.ReadGold(strings.NewReader(`{"doc":"a.txt","claims":[{"sentence":"Aland met Bland in Rome on Monday.","trigger":"met","kind":"meet","status":"occurred","actors":[{"role":"party","state":"AAA"},{"role":"host","state":"BBB"}],"time":"2025-01-01","time_text":"on Monday","place":{"name":"Rome"}},{"sentence":"Aland accused Bland.","trigger":"accused","kind":"accuse","status":"occurred","actors":[{"role":"source","state":"AAA"}]}]}`),
		func(string) (string, error) { return text, nil })
	if err != nil {
		t.Fatal(err)
	}
	read := &parley.Reading{Claims: []parley.Claim{
		{
			Kind: parley.Meet, Status: parley.Planned, Evidence: parley.Quote{Span: parley.Span{Start: 0, End: 34}, Exact: text[:34]},
			Trigger: parley.Quote{Exact: "met"}, Time: &parley.When{Value: "2025-01-01"}, Place: &parley.Place{Name: "rome"},
			Actors: []parley.Actor{{Role: parley.RoleParty, State: "AAA"}, {Role: parley.RoleParty, State: "BBB"}}, Rules: []string{"xx/meet"},
		},
		{
			Kind: parley.Threaten, Status: parley.Occurred, Evidence: parley.Quote{Span: parley.Span{Start: 35, End: 55}, Exact: text[35:]},
			Trigger: parley.Quote{Exact: "accused"}, Rules: []string{"xx/threat"},
		},
	}}
	r := eval.Compare("a.txt", gold[0].Claims, eval.Predicted(gold[0], read))
	f := eval.Count([]eval.Result{r})
	if f.Claim != (eval.Ratio{Right: 1, Gold: 2, Predicted: 2}) || f.Actors != (eval.Ratio{Right: 2, Gold: 2, Predicted: 2}) {
		t.Errorf("claims %+v, actors %+v", f.Claim, f.Actors)
	}
	if f.Whole.Right != 0 || f.Status.Right != 0 || f.Time != (eval.Share{Right: 1, Of: 1}) || f.Place != (eval.Share{Right: 1, Of: 1}) {
		t.Errorf("whole %+v, status %+v, time %+v, place %+v", f.Whole, f.Status, f.Time, f.Place)
	}
	missed, spurious := eval.Misses([]eval.Result{r})
	if len(missed) != 1 || missed[0].Near == nil || missed[0].Near.Kind != "threaten" || len(spurious) != 1 {
		t.Errorf("missed %+v, spurious %+v", missed, spurious)
	}
	for _, g := range eval.Groups([]eval.Result{r}, eval.ByRule) {
		if g.Name == "xx/meet" && g.Ratio.Right != 1 || g.Name == "xx/threat" && g.Ratio.Right != 0 {
			t.Errorf("%+v", g)
		}
	}
}
