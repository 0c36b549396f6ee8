package merge

// This file says what a step has changed, and replays people's edits on it.

import (
	"iter"
	"slices"
)

// outcome makes the events of the clusters that changed.
func (b *book) outcome(left []string) (Outcome, error) {
	var out Outcome
	touched := b.touched()
	if b.err != nil {
		return out, b.err
	}
	was := map[string]bool{}
	for _, id := range left {
		was[id] = true
	}
	groups := make([]*group, 0, len(touched))
	for _, c := range touched {
		g := newGroup()
		for m := range c.each() {
			g.take(m)
			if m.why != "" {
				g.reasons = append(g.reasons, m.why)
			}
			if m.was != nil {
				was[m.was.Event] = true
			}
		}
		groups = append(groups, g)
	}
	out.Events = events(replay(groups, b.opt.Edits), b.opt)
	event := map[string]string{}
	for _, e := range out.Events {
		delete(was, e.ID)
		for _, c := range e.Claims {
			event[c.ID] = e.ID
		}
	}
	for id := range was {
		out.Gone = append(out.Gone, id)
	}
	slices.Sort(out.Gone)
	for _, c := range touched {
		for m := range c.each() {
			k := &Kept{Input: m.Input, Story: m.story, Origin: m.origin, Lead: m.lead, Place: Place{c.all[0].id, event[m.id], m.why}}
			switch {
			case m.was == nil:
				k.made = m.facts // for its cells
				out.Put = append(out.Put, k)
			case *m.was != k.Place:
				out.Moved = append(out.Moved, k)
			}
		}
	}
	return out, nil
}

// each gives all mentions of the cluster, those that are tied together.
func (c *cluster) each() iter.Seq[*mention] {
	return func(yield func(*mention) bool) {
		for _, lead := range c.all {
			for _, m := range lead.unit() {
				m.drawn = m != lead && lead.guessed()
				if !yield(m) {
					return
				}
			}
		}
	}
}

// names tells whether an edit names a claim of the cluster.
func (b *book) names(c *cluster) bool {
	for m := range c.each() {
		if b.edited[m.id] {
			return true
		}
	}
	return false
}

// touched are the clusters with a mention that changed, with all that edits tie to them.
func (b *book) touched() []*cluster {
	tied := b.tied
	set := map[*cluster]bool{}
	for c := range b.changed {
		if len(c.all) > 0 {
			set[c] = true
		}
		tied = tied || b.names(c)
	}
	if tied {
		b.tie(set)
	}
	out := make([]*cluster, 0, len(set))
	for c := range set {
		out = append(out, c)
	}
	slices.SortFunc(out, func(x, y *cluster) int { return order(x.all[0], y.all[0]) })
	return out
}

// tie adds the clusters that edits name, and those that an edit no more in force had tied.
func (b *book) tie(set map[*cluster]bool) {
	claims := sorted(b.edited)
	if b.shelf != nil {
		named, err := b.shelf.With(claims)
		if err != nil {
			b.err = err
			return
		}
		var clusters, events []string
		for _, k := range named {
			clusters, events = append(clusters, k.Cluster), append(events, k.Event)
		}
		b.fetchClusters(clusters, nil)
		tied, err := b.shelf.In(distinctStrings(events))
		if err != nil {
			b.err = err
			return
		}
		clusters = nil
		for _, k := range tied {
			clusters = append(clusters, k.Cluster)
		}
		b.fetchClusters(clusters, nil)
		for _, id := range clusters {
			if c := b.clusters[id]; c != nil && len(c.all) > 0 {
				set[c] = true
			}
		}
	}
	for _, id := range claims {
		if m := b.byID[id]; m != nil {
			set[m.in] = true
		}
	}
}

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func distinctStrings(all []string) []string {
	slices.Sort(all)
	return slices.Compact(all)
}
