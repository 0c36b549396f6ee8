package merge

import (
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
