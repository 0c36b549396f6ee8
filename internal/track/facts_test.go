package track

import (
	"fmt"
	"slices"
	"testing"

	"parley"
)

// TestFactsOfGrowth: while a ledger grows and the shares of topics stay what they are, none becomes
// broad or ceases to be: everything that speaks of it would have to be told anew.
func TestFactsOfGrowth(t *testing.T) {
	one := func(regions int) *Facts {
		spread := map[string]int{}
		for i, share := range []float64{.3, .15, .1, .07, .03} {
			spread[fmt.Sprint(i)] = int(share * float64(regions))
		}
		return NewFacts(map[parley.Day]int{0: 1}, spread, regions)
	}
	for regions := 64; regions < 10000; regions += 7 {
		var broad []string
		for topic := range one(regions).Broad {
			broad = append(broad, topic)
		}
		slices.Sort(broad)
		if !slices.Equal(broad, []string{"0", "1", "2"}) {
			t.Fatalf("of %d regions: %v", regions, broad)
		}
	}
	if small := one(40); len(small.Broad) > 0 {
		t.Errorf("of a few regions: %v", small.Broad)
	}
}

// TestIssueByVotes: which topic names an issue changes with how many regions tell of it, and is told by
// the votes alone.
func TestIssueByVotes(t *testing.T) {
	votes := map[string]int{"fish": 6, "dam": 5, "trade": 12}
	for _, c := range []struct {
		spread map[string]int
		broad  map[string]bool
		want   string
	}{
		{nil, nil, "fish"},
		{map[string]int{"fish": 8}, nil, "dam"},
		{map[string]int{"fish": 8, "dam": 8}, nil, "trade"},
		{nil, map[string]bool{"fish": true}, "dam"},
	} {
		f := &Facts{Spread: c.spread, Broad: c.broad}
		if got := f.Issue(votes, Options{}.Spread(f)); got != c.want {
			t.Errorf("%v, %v: %s, not %s", c.spread, c.broad, got, c.want)
		}
	}
	if got := (&Facts{}).Issue(nil, nil); got != "" {
		t.Errorf("%s without votes", got)
	}
}
