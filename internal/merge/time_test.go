package merge

import (
	"fmt"
	"testing"

	"parley"
)

// TestForetold: talks of which an item speaks as if they were there, days before they open,
// are planned; an item of the day itself says that they took place.
func TestForetold(t *testing.T) {
	for day, want := range map[string]parley.Status{"2017-02-05": parley.Planned, "2017-02-20": parley.Occurred} {
		in, rel := inputs(t, "@ p1/0 "+day+` a.vn
a1 talks planned SYR group:syrian-opposition t:2017-02-20 place:Geneva:CHE | The talks in Geneva between both sides open on 20 February.
a2 talks occurred SYR group:syrian-opposition place:Geneva:CHE | The talks in Geneva between both sides are his work.`)
		for i := range in {
			in[i].Claim.Trigger.Exact = "talks"
		}
		got := Events(in, Options{Stories: rel})
		if len(got) != 1 || got[0].Status != want {
			t.Errorf("told on %s: %d events, %s, want %s", day, len(got), got[0].Status, want)
		}
	}
}

// TestForetoldByYears: what is to be in a season of another year has not been done by an item of today; an
// item of that season may tell that it has.
func TestForetoldByYears(t *testing.T) {
	for day, want := range map[string]parley.Status{"2017-06-08": parley.Planned, "2018-10-02": parley.Occurred} {
		in, rel := inputs(t, "@ p1/0 "+day+` a.vn
a1 talks planned SYR group:syrian-opposition t:2018-23 place:Geneva:CHE | The talks in Geneva between both sides open in the autumn of 2018.
a2 talks occurred SYR group:syrian-opposition place:Geneva:CHE | The talks in Geneva between both sides are his work.`)
		for i := range in {
			in[i].Claim.Trigger.Exact = "talks"
		}
		got := Events(in, Options{Stories: rel})
		if len(got) != 1 || got[0].Status != want {
			t.Errorf("told on %s: %d events, %s, want %s", day, len(got), got[0].Status, want)
		}
	}
}

// TestCalledOffBefore: two who wrote before the day that talks are off knew less than one who saw them;
// after it, two know more than one.
func TestCalledOffBefore(t *testing.T) {
	for day, want := range map[string]parley.Status{"2017-02-18": parley.Occurred, "2017-02-22": parley.Cancelled} {
		said := ""
		for i, outlet := range []string{"b", "c"} {
			said += fmt.Sprintf("\n@ p%d/0 %s %s.vn\n%s1 talks cancelled SYR group:syrian-opposition t:2017-02-20 place:Geneva:CHE | The talks in Geneva on 20 February are off, says %s.", i+2, day, outlet, outlet, outlet)
		}
		in, rel := inputs(t, "@ p1/0 2017-02-21 a.vn\na1 talks occurred SYR group:syrian-opposition t:2017-02-20 place:Geneva:CHE | They met in Geneva on 20 February."+said)
		got := Events(in, Options{Stories: rel})
		if len(got) != 1 || got[0].Status != want {
			t.Errorf("called off on %s: %d events, %s, want %s", day, len(got), got[0].Status, want)
		}
	}
}
