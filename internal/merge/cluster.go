package merge

// This file brings mentions together. A cluster is found by any of its keys; which keys
// there are decides what can meet at all, so that no mention is compared with every other.

import (
	"slices"
	"strconv"

	"parley"
)

// group is the mentions of one event.
type group struct {
	members []*mention // in the order in which they joined; the first founded it
	reasons []string   // why each member after the first joined

	party, source, target, mediator side
	all                             side

	dated   bool
	time    parley.Interval // what the times of the members share
	span    int
	objects []string
	topics  []string
	places  []spot
	rounds  []int
	classes [4]bool
	keys    map[string]bool // the keys it is found by
	seen    int             // the search that met it last
}

// Limits of the keys: days around a publication, months a time may cover to be indexed by
// month, days within which a bare retelling may be of the same event.
const (
	narrow     = 31 // days; a wider time is no evidence by itself
	pubBucket  = 4  // days
	freshDays  = 7  // news is told within these days of the event
	recallDays = 10 // a passing mention looks back this far
	maxMonths  = 14
	// meetingDays is the longest that one meeting is taken to last: "16-17 July" are its
	// days, "that week" says that it was on one of them.
	meetingDays = 5
)

// index finds clusters by key.
type index struct {
	at     map[string][]*group
	search int
}

// cluster brings the mentions, which stand in order, together.
func cluster(all []*mention) []*group {
	ix := &index{at: map[string][]*group{}}
	var out []*group
	for _, m := range all {
		best, why, score := (*group)(nil), "", 0
		for _, g := range ix.near(m) {
			if s, reason, ok := same(m, g); ok && (best == nil || s > score) {
				best, why, score = g, reason, s
			}
		}
		if best == nil {
			best = newGroup()
			out = append(out, best)
		} else {
			best.reasons = append(best.reasons, why)
		}
		best.take(m)
		ix.put(best, m)
	}
	return out
}

// near returns the clusters that share a key with m, in the order in which they were made.
func (ix *index) near(m *mention) []*group {
	ix.search++
	var out []*group
	for _, k := range lookupKeys(m) {
		for _, g := range ix.at[k] {
			if g.seen != ix.search {
				g.seen = ix.search
				out = append(out, g)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *group) int { return order(a.members[0], b.members[0]) })
	return out
}

func (ix *index) put(g *group, m *mention) {
	for _, k := range keysOf(m) {
		if !g.keys[k] {
			g.keys[k] = true
			ix.at[k] = append(ix.at[k], g)
		}
	}
}

// keysOf are the keys by which a cluster with m is found.
func keysOf(m *mention) []string {
	var out []string
	for _, a := range m.all {
		base := string(m.family) + "|" + a.key + "|"
		out = append(out, base+"i"+m.item)
		if m.story != "" {
			out = append(out, base+"s"+m.story)
		}
		if m.hasPub {
			out = append(out, base+"p"+strconv.Itoa(floor(int(m.pub.From), pubBucket)))
		}
		if m.Claim.Round != nil {
			out = append(out, base+"r"+strconv.Itoa(*m.Claim.Round))
		}
		switch {
		case m.dated && m.span <= narrow:
			out = append(out, months(base+"m", m.time)...)
		case m.dated:
			out = append(out, base+"w")
		}
	}
	return out
}

// lookupKeys are the keys by which m looks for clusters.
func lookupKeys(m *mention) []string {
	var out []string
	for _, a := range m.all {
		base := string(m.family) + "|" + a.key + "|"
		if m.Claim.Round != nil {
			out = append(out, base+"r"+strconv.Itoa(*m.Claim.Round))
		}
		if m.dated {
			if m.span != unbounded {
				out = append(out, months(base+"m", widen(m.time, 1, 1))...)
			}
			if m.span > narrow {
				out = append(out, base+"w")
			}
			continue
		}
		out = append(out, base+"i"+m.item)
		if m.story != "" {
			out = append(out, base+"s"+m.story)
		}
		if !m.hasPub {
			continue
		}
		b := floor(int(m.pub.From), pubBucket)
		for _, k := range []int{b - 1, b, b + 1} {
			out = append(out, base+"p"+strconv.Itoa(k))
		}
		out = append(out, months(base+"m", widen(m.pub, recallDays, 1))...)
	}
	return out
}

func widen(i parley.Interval, before, after parley.Day) parley.Interval {
	return parley.Interval{From: i.From - before, To: i.To + after}
}

func floor(n, by int) int {
	if n < 0 {
		n -= by - 1
	}
	return n / by
}

// months are the keys of the calendar months that i touches.
func months(base string, i parley.Interval) []string {
	y, m, _ := i.From.Date()
	ly, lm, _ := i.To.Date()
	var out []string
	for n := 0; n < maxMonths && (y < ly || y == ly && m <= lm); n++ {
		out = append(out, base+strconv.Itoa(y*12+m))
		if m++; m > 12 {
			y, m = y+1, 1
		}
	}
	return out
}

// take adds m to the cluster.
func (g *group) take(m *mention) {
	g.members = append(g.members, m)
	g.party, g.source, g.target = union(g.party, m.party), union(g.source, m.source), union(g.target, m.target)
	g.mediator, g.all = union(g.mediator, m.mediator), union(g.all, m.all)
	g.classes[m.class] = true
	for _, t := range m.Claim.Topics {
		g.topics = add(g.topics, t)
	}
	if m.Claim.Object != "" {
		g.objects = add(g.objects, string(m.Claim.Object))
	}
	if m.place != nil && !slices.Contains(g.places, *m.place) {
		g.places = append(g.places, *m.place)
	}
	if m.dated {
		if both, ok := g.time.And(m.time); g.dated && ok {
			g.time = both
		} else if !g.dated {
			g.time = m.time
		}
		g.dated, g.span = true, length(g.time)
	}
	if r := m.Claim.Round; r != nil && !slices.Contains(g.rounds, *r) {
		g.rounds = append(g.rounds, *r)
	}
}
