package pipeline

import (
	"strings"
	"testing"
	"time"

	"parley"
)

// A page on which the program panics is reported with the line at fault, and the next one is read as ever.
func TestFaultOfTheProgram(t *testing.T) {
	text := &parley.Page{Source: "a.txt", Media: parley.MediaText, Bytes: []byte("Ngoại trưởng Nga gặp Ngoại trưởng Mỹ tại Geneva.")}
	for calls := range 3 { // the clock is asked before the page is read, before the rules are loaded, and after
		r := shippedReader(t)
		r.now = func() time.Time {
			if calls--; calls < 0 {
				panic("the clock stopped")
			}
			return time.Time{}
		}
		out := r.Read(text)
		if len(out.Problems) != 1 || out.Problems[0].Code != ProgramFault || out.ID != text.ID() || out.Source != "a.txt" ||
			!strings.HasPrefix(out.Problems[0].Detail, "the clock stopped (parley/internal/pipeline.TestFaultOfTheProgram") {
			t.Errorf("%+v", out)
		}
		r.now = time.Now
		if out := r.Read(text); len(out.Problems) != 0 || len(out.Claims) != 1 {
			t.Errorf("the next page: %+v", out)
		}
	}
}
