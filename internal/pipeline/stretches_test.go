package pipeline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestStretches: how the time of a region that is large is cut.
func TestStretches(t *testing.T) {
	const jan = 12 * 2016
	for _, c := range []struct {
		events map[int]int
		want   string
	}{
		{map[int]int{jan: 6, jan + 1: 3, jan + 2: 5, jan + 8: 4}, "2016-01+2 2016-03+2 2016-09+8"},
		{map[int]int{jan: 50, jan + 1: 1}, "2016-01+1 2016-02+1"},
		{map[int]int{undated: 30, jan: 1}, "- 0000-01+131072"},
		{map[int]int{undated: 3, jan - 1: 8, jan: 8}, "- 2005-05+128 2016-01+128"},
	} {
		var got []string
		for _, s := range stretches(c.events, 10) {
			got = append(got, s.name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v: %q, not %s", c.events, got, c.want)
		}
	}
}

// TestStretchesHold: every month is of one stretch, none of several months is large, names stand in order
// of time, and what comes in one stretch that stays small changes no other.
func TestStretchesHold(t *testing.T) {
	const large = 20
	r := rand.New(rand.NewPCG(7, 7))
	events := map[int]int{}
	for range 300 {
		events[12*2010+r.IntN(120)] += 1 + r.IntN(8)
	}
	all := stretches(events, large)
	if len(all) < 20 || !slices.IsSortedFunc(all, func(a, b stretch) int { return strings.Compare(a.name, b.name) }) {
		t.Fatalf("%+v", all)
	}
	held := 0
	for i, s := range all {
		n := 0
		for m := s.from; m < s.to; m++ {
			if _, there := events[m]; there {
				held++
				n += events[m]
			}
		}
		if n > large && s.to > s.from+1 || i > 0 && all[i-1].to > s.from {
			t.Errorf("%+v holds %d", s, n)
		}
		if n == large || s.to == s.from+1 {
			continue
		}
		events[s.from]++
		if now := stretches(events, large); fmt.Sprint(now) != fmt.Sprint(all) {
			t.Errorf("one more in %+v made %+v of %+v", s, now, all)
		}
		if events[s.from]--; events[s.from] == 0 {
			delete(events, s.from)
		}
	}
	if held != len(events) {
		t.Errorf("%d months of %d", held, len(events))
	}
}
