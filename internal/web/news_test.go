package web

import (
	"strings"
	"testing"

	"parley"
)

// TestAttested: the newest day is one that a page tells itself, or that two articles tell of within
// a week; one article alone whose date is inferred is passed over.
func TestAttested(t *testing.T) {
	for _, c := range []struct{ told, want string }{
		{"2025-06-09 stated a", "2025-06-09"},
		{"2025-06-09 inferred a", ""},
		{"2025-06-09 inferred a, 2025-06-09 inferred a", ""},
		{"2025-06-09 inferred a, 2025-06-03 inferred b", "2025-06-09"},
		{"2025-06-09 inferred a, 2025-06-02 inferred b", ""},
		{"2026-01-30 inferred a, 2025-06-09 inferred b, 2025-06-08 inferred c", "2025-06-09"},
		{"2026-01-30 inferred a, 2025-06-09 markup b", "2025-06-09"},
		{"2025-06-09 inferred a, 2025-06-08 stated b", "2025-06-09"},
		{"2025-06/2025-08 stated a", ""},
		{"XXXX-06-09 unknown a", ""},
	} {
		var events []parley.Event
		for _, one := range strings.Split(c.told, ", ") {
			f := strings.Fields(one)
			events = append(events, parley.Event{Claims: []parley.ClaimRef{{Page: f[2], Published: &parley.Date{Value: f[0], Basis: parley.Basis(f[1])}}}})
		}
		got := ""
		if day, ok := attested(events); ok {
			got = day.String()
		}
		if got != c.want {
			t.Errorf("%s: %q, not %q", c.told, got, c.want)
		}
	}
}
