package parley

import (
	"slices"
	"strings"
	"testing"
)

func TestInForce(t *testing.T) {
	all := []Edit{
		{Seq: 1, Op: EditMerge},
		{Seq: 2, Op: EditSplit},
		{Seq: 3, Op: EditUndo, Undoes: 1},
		{Seq: 4, Op: EditUndo, Undoes: 2},
		{Seq: 5, Op: EditUndo, Undoes: 4},
		{Seq: 6, Op: EditPin},
	}
	var got []int64
	for _, e := range InForce(all) {
		got = append(got, e.Seq)
	}
	if !slices.Equal(got, []int64{2, 6}) {
		t.Errorf("in force are %v: 1 is undone, the undoing of 2 is undone itself", got)
	}
}

func TestEditValid(t *testing.T) {
	for _, c := range []struct {
		field, value, wrong string
	}{
		{"kind", "talks", ""},
		{"kind", "chat", "no kind"},
		{"status", "planned", ""},
		{"status", "maybe", "no status"},
		{"time", "2025-04-08/2025-04-10", ""},
		{"time", "", ""},
		{"time", "April", "no date"},
		{"place", "Istanbul@TUR", ""},
		{"actors", "party:state:USA mediator:person:jane-doe@OMN", ""},
		{"actors", "friend:state:USA", "no role"},
		{"actors", "party:USA", "an actor is"},
		{"confidence", "1", "cannot be corrected"},
	} {
		e := Edit{By: "lan", Op: EditCorrect, Claims: []string{"c_1"}, Field: c.field, Value: c.value, Why: "the ministry says so"}
		err := e.Valid()
		if (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s = %q: %v, not %q", c.field, c.value, err, c.wrong)
		}
	}
	for why, e := range map[string]Edit{
		"nobody":        {Op: EditPin, Claims: []string{"c_1"}},
		"no claim":      {By: "lan", Op: EditMerge, Why: "x"},
		"no reason":     {By: "lan", Op: EditMerge, Claims: []string{"c_1"}, Why: " "},
		"no number":     {By: "lan", Op: EditUndo},
		"no title":      {By: "lan", Op: EditRename, Claims: []string{"c_1"}, Field: "vi", Value: " ", Why: "x"},
		"no such edit":  {By: "lan", Op: "burn", Claims: []string{"c_1"}, Why: "x"},
		"a long reason": {By: "lan", Op: EditMerge, Claims: []string{"c_1"}, Why: strings.Repeat("x", 501)},
	} {
		if e.Valid() == nil {
			t.Errorf("%s: taken", why)
		}
	}
}

func TestActorsText(t *testing.T) {
	const text = "party:state:USA mediator:person:jane-doe@OMN host:org:EU"
	all, err := ParseActors(text)
	if err != nil || len(all) != 3 || all[0].State != "USA" || all[1].State != "OMN" {
		t.Fatalf("%+v, %v", all, err)
	}
	if got := ActorsText(all); got != text {
		t.Errorf("%q, not %q", got, text)
	}
	if p := ParsePlace("Istanbul@tur"); PlaceText(p) != "Istanbul@TUR" || PlaceText(ParsePlace("")) != "" {
		t.Errorf("%+v", p)
	}
}
