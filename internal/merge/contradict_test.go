package merge

import (
	"strings"
	"testing"

	"parley"
)

// TestBeside: a day is that of the deed only in its clause, a few words away at most.
func TestBeside(t *testing.T) {
	for _, c := range []struct {
		sentence, trigger string
		want              bool
	}{
		{"They met on 7 July in Hamburg.", "met", true},
		{"On 7 July they met in Hamburg.", "met", true},
		{"On 7 July, a day before he met them, he spoke.", "met", false},
		{"They met in Hamburg, and on 7 July he spoke.", "met", false},
		{"They met the heads of many states and governments on 7 July.", "met", false},
		{"They met in July.", "met", false},
	} {
		at := strings.Index(c.sentence, c.trigger)
		claim := &parley.Claim{
			Evidence: parley.Quote{Span: parley.Span{Start: 100, End: 100 + len(c.sentence)}, Exact: c.sentence},
			Trigger:  parley.Quote{Span: parley.Span{Start: 100 + at, End: 100 + at + len(c.trigger)}, Exact: c.trigger},
		}
		if got := beside(claim, "7 July"); got != c.want {
			t.Errorf("%q: %v", c.sentence, got)
		}
	}
}
