package export

import (
	"strings"
	"testing"

	"parley"
)

// TestBriefing: what was signed is told in the words of a source, parties that say the same stand
// together, every statement has its source, and no source is numbered that nothing names.
func TestBriefing(t *testing.T) {
	l := small()
	l.events = append(
		l.events,
		parley.Event{ID: "e_sign", Kind: parley.Sign, Status: parley.Occurred, Track: "t_1", Time: &parley.When{Value: "2025-06-04"}, Claims: []parley.ClaimRef{claim("c_9", "They signed in Istanbul.")}},
		parley.Event{ID: "e_vague", Kind: parley.Accept, Status: parley.Occurred, Track: "t_1", Claims: []parley.ClaimRef{claim("c_10", "They agreed to nothing in particular.")}},
	)
	for i := range 5 {
		id := "e_more" + string(rune('a'+i))
		l.events = append(l.events, parley.Event{ID: id, Kind: parley.Talks, Claims: []parley.ClaimRef{claim("c_"+id, "Sentence "+id+".")}})
		l.track.Rounds[0].Events = append(l.track.Rounds[0].Events, id)
	}
	l.track.Positions = []parley.Position{
		{Party: "state:RUS", Issue: "ceasefire", Stance: "first the causes", Claims: []string{"c_2"}},
		{Party: "state:UKR", Issue: "ceasefire", Stance: "at once", Claims: []string{"c_9"}},
		{Party: "state:TUR", Issue: "ceasefire", Stance: "at once", Claims: []string{"c_9"}},
	}
	data, _ := written(t, "markdown", l, options())
	text := string(data)
	for _, want := range []string{
		`**paper:agreed:** “They signed in Istanbul.”, 2025-06-04 \[4\]`,
		"| ceasefire | TUR, UKR | “at once” \\[4\\] |",
		"| ceasefire | RUS | “first the causes” \\[6\\] |",
		"\n3. “Sentence e\\_moreb.”",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, not := range []string{"nothing in particular", "morec", "moree"} {
		if strings.Contains(text, not) {
			t.Errorf("%q is named", not)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}
