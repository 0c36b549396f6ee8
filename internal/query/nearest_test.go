package query

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	among := strings.Fields("actor source target party mediator kind state status place outlet after before")
	for _, c := range []struct{ word, want, why string }{
		{"actr", "actor", "a letter left out"},
		{"actoor", "actor", "a letter too many"},
		{"knid", "kind", "two letters swapped"},
		{"tarket", "target", "a letter changed"},
		{"staet", "state", "swapped, too"},
		{"stats", "state status", "two as near as each other, in order"},
		{"mediatro", "mediator", "a long word"},
		{"colour", "", "nothing like it"},
		{"x", "", "too short to be like anything"},
		{"actor", "actor", "itself"},
		{"otc", "", "half of it differs"},
	} {
		if got := strings.Join(Nearest(c.word, among), " "); got != c.want {
			t.Errorf("%s: %q, want %q: %s", c.word, got, c.want, c.why)
		}
	}
}
