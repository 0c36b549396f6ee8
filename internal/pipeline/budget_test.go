package pipeline

import (
	"strings"
	"testing"
	"time"

	"parley"
)

// TestPageHasItsTime reads a page with a clock that goes on by a millisecond whenever it is
// looked at: the page is cut off inside a stage, and the place is said.
func TestPageHasItsTime(t *testing.T) {
	const said = "Ngoại trưởng Nga gặp Ngoại trưởng Mỹ tại Geneva. "
	text := strings.Repeat(said, 40)
	markup := "<html><body><h1>Nga gặp Mỹ tại Geneva hôm nay</h1>" + strings.Repeat("<p>"+strings.Repeat(said, 30)+"</p>", 200) + "</body></html>"
	for _, c := range []struct {
		why      string
		page     *parley.Page
		limit    time.Duration
		problem  string // what is said
		claims   int    // at most; 0 for none
		isWhole  bool
		hasClaim bool
	}{
		{"enough time", &parley.Page{Media: parley.MediaText, Bytes: []byte(text)}, time.Second, "", 1000, true, true},
		{"over before the names", &parley.Page{Media: parley.MediaText, Bytes: []byte(text)}, time.Millisecond, "not read within 1ms: sentences, mentions, dates and claims", 0, false, false},
		{"over amid the claims", &parley.Page{Media: parley.MediaText, Bytes: []byte(text)}, 20 * time.Millisecond, "not read within 20ms: claims from character ", 39, false, true},
		{"over amid the markup", &parley.Page{Media: parley.MediaHTML, Bytes: []byte(markup)}, 3 * time.Millisecond, "the markup was read up to byte ", 0, false, false},
	} {
		r := shippedReader(t)
		now := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
		r.now = func() time.Time { now = now.Add(time.Millisecond); return now }
		r.Within(c.limit)
		out := r.Read(c.page)
		said := ""
		for _, p := range out.Problems {
			if p.Code == "page-too-slow" {
				said += p.Detail + "; "
			}
		}
		if !strings.HasPrefix(said, c.problem) || (said == "") != c.isWhole {
			t.Errorf("%s: it says %q", c.why, said)
		}
		if n := len(out.Claims); n > c.claims || (n > 0) != c.hasClaim {
			t.Errorf("%s: %d claims", c.why, n)
		}
	}
}
