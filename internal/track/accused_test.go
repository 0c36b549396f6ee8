package track

import (
	"testing"

	"parley"
)

// TestDiffer: what events differ on stands first; denials that share a sentence, or whose accused is the same, are one.
func TestDiffer(t *testing.T) {
	of := func(said, denied string) parley.Contradiction {
		return parley.Contradiction{Field: parley.FieldAccusation, Values: []parley.ContradictVal{
			{Value: "accuse", Claims: []string{said}}, {Value: "reject", Claims: []string{denied}},
		}}
	}
	event := func(id string, kind parley.Kind, by, to string, all ...parley.Contradiction) *thing {
		return &thing{e: &parley.Event{ID: id, Kind: kind, Contradictions: all}, by: []string{by}, to: []string{to}}
	}
	d := &draft{things: []*thing{
		event("e1", parley.Accuse, "state:USA", "state:RUS", of("a1", "r1")),
		event("e2", parley.Accuse, "state:RUS", "state:USA", of("a2", "r2")),
		event("e3", parley.Reject, "state:RUS", "state:FRA", of("a3", "r3")), // whoever accuses it
		event("e4", parley.Talks, "state:RUS", "state:USA", parley.Contradiction{Field: "time"}),
		event("e5", parley.Reject, "state:CAN", "state:RUS", of("a2", "r4")), // of one that the second tells
	}}
	got := d.differ()
	want := []struct {
		field, event string
		said, denied int
	}{{"time", "e4", 0, 0}, {parley.FieldAccusation, "e1", 2, 2}, {parley.FieldAccusation, "e2", 1, 2}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, w := range want {
		if g := got[i]; g.Field != w.field || string(g.Event) != w.event || w.said > 0 && (len(g.Values[0].Claims) != w.said || len(g.Values[1].Claims) != w.denied) {
			t.Errorf("%d: %+v", i, g)
		}
	}
}
