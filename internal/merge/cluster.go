package merge

// This file holds what the mentions of one event have in common, and keeps it as they come and go.

import (
	"slices"

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
}

// Limits in days.
const (
	narrow     = 31 // a wider time is no evidence by itself
	pubBucket  = 4  // items of so many days are looked at together
	freshDays  = 7  // news is told within these days of the event
	newsDays   = 14 // so far from its founder a claim without a time can join an event
	recallDays = 10 // a passing mention looks back this far
	// meetingDays is the longest that one meeting is taken to last: "16-17 July" are its
	// days, "that week" says that it was on one of them.
	meetingDays = 5
)

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

// advance takes into the group all mentions before m.
func (c *cluster) advance(m *mention) {
	for c.taken < len(c.all) && order(c.all[c.taken], m) < 0 {
		for _, o := range c.all[c.taken].unit() {
			c.group.take(o)
		}
		c.taken++
	}
}

func (c *cluster) insert(m *mention) {
	i, found := slices.BinarySearchFunc(c.all, m, order)
	if found {
		return
	}
	c.all = slices.Insert(c.all, i, m)
	for _, k := range m.found {
		if _, known := c.told[k]; !known {
			c.told[k] = nil
		}
	}
	c.stale(i)
}

func (c *cluster) drop(m *mention) {
	if i := slices.Index(c.all, m); i >= 0 {
		c.all = slices.Delete(c.all, i, i+1)
		c.stale(i)
	}
}

// stale begins the group anew where a mention in it came or went.
func (c *cluster) stale(i int) {
	if i < c.taken {
		c.group, c.taken = newGroup(), 0
	}
}
