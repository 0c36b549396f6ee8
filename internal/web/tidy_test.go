package web

import "testing"

// Memory is looked through early where much was made, not where little was, nor where the collector is about to.
func TestUntidy(t *testing.T) {
	for _, x := range []struct {
		live, taken, goal uint64
		want              bool
	}{
		{100, 100, 300, false}, {100, 170, 300, false}, {100, 190, 300, true}, {100, 299, 300, true}, {100, 90, 300, false}, {0, 0, 0, false}, {300, 400, 200, false},
	} {
		if got := untidy(x.live, x.taken, x.goal); got != x.want {
			t.Errorf("%d bytes in use, %d taken, %d the goal: %v", x.live, x.taken, x.goal, got)
		}
	}
}
