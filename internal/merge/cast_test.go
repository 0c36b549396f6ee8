package merge

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyClaims: of an event that many tell, what one sentence alone says of its sides, place and length is misread;
// its sides stand in the order in which most name them, and a state of which most speak is not its ministry.
func TestManyClaims(t *testing.T) {
	in, rel := inputs(t, manyTold(30))
	got := Events(in, Options{Stories: rel})
	if len(got) != 1 {
		t.Fatalf("%d events, want 1: %v", len(got), got[len(got)-1].Claims)
	}
	e := got[0]
	var sides []string
	for _, a := range e.Actors {
		sides = append(sides, string(a.Role)+" "+a.ID)
	}
	if s, want := strings.Join(sides, ", "), "source state:SAU, source state:BHR, target state:QAT"; s != want {
		t.Errorf("sides %s, want %s", s, want)
	}
	if e.Place != nil || e.Duration != "" {
		t.Errorf("place %v, length %q of one sentence in %d", e.Place, e.Duration, len(e.Claims))
	}
	if e.FirstSeen != "2017-06-06" {
		t.Errorf("first told on %s", e.FirstSeen)
	}
}

// TestFewClaims: where few tell an event each word counts.
func TestFewClaims(t *testing.T) {
	in, rel := inputs(t, manyTold(3))
	e := Events(in, Options{Stories: rel})[0]
	if len(e.Actors) != 5 || e.Place == nil {
		t.Errorf("sides %v, place %v", e.Actors, e.Place)
	}
}

// manyTold is a break that n items tell, the first of them with more than the others.
func manyTold(n int) string {
	said := "@ p0/0 2017-06-06 a0.vn\nc0 sanction occurred BHR SAU LBY > QAT IRN t:2017-06-05 place:Tripoli:LBY dur:P2W | They broke with Qatar and Iran on 5 June."
	for i := 1; i < n; i++ {
		who := "BHR SAU > QAT"
		switch {
		case i == 1:
			who = "BHR SAU > office:QAT/foreign-ministry"
		case i%3 == 0:
			who = "SAU > QAT"
		}
		said += fmt.Sprintf("\n@ p%d/0 2017-06-06 a%d.vn\nc%d sanction occurred %s t:2017-06-05 | They broke with Qatar on 5 June, says number %d.", i, i, i, who, i)
	}
	return said
}

// TestManyMet: of two who met, as many tell, those are named first whom most name of each side, and nobody whom hardly any
// does; it was on the day that most give, not on those of the journey, unless a third of them give these too.
func TestManyMet(t *testing.T) {
	for _, c := range []struct {
		journey int
		want    string
	}{{2, "2017-07-07"}, {9, "2017-07-07/2017-07-08"}} {
		said := ""
		for i := range 24 {
			who, on := "person:a-chief:USA:president person:b-chief:RUS:president", "2017-07-07"
			switch {
			case i == 0:
				who += " person:a-aide:USA:spokesperson"
			case i%4 == 0:
				who += " person:b-minister:RUS:foreign-minister"
			}
			if i < c.journey {
				on = "2017-07-07/2017-07-08"
			}
			said += fmt.Sprintf("\n@ p%d/0 2017-07-08 a%d.vn\nc%d meet occurred %s t:%s place:Hamburg:DEU | They met in Hamburg, says number %d.", i, i, i, who, on, i)
		}
		in, rel := inputs(t, strings.TrimSpace(said))
		got := Events(in, Options{Stories: rel})
		if len(got) != 1 {
			t.Fatalf("%d events", len(got))
		}
		var sides []string
		for _, a := range got[0].Actors {
			sides = append(sides, strings.TrimPrefix(a.ID, "person:"))
		}
		if s, want := strings.Join(sides, ", "), "b-chief, a-chief, b-minister"; s != want {
			t.Errorf("sides %s, want %s", s, want)
		}
		if got[0].Time == nil || got[0].Time.Value != c.want {
			t.Errorf("%d of 24 give both days: %v, want %s", c.journey, got[0].Time, c.want)
		}
	}
}
