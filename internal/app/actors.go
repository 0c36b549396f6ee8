package app

import (
	"sort"
	"strconv"
	"strings"

	"parley"
)

// actorsCmd lists who takes part in events.
type actorsCmd struct {
	listing
	Limit     int  `placeholder:"N" help:"At most N (default: all)."`
	Suggested bool `help:"Offices and spellings that texts tell and the packs lack, with their evidence and lines for the packs; changes nothing."`
	Least     int  `placeholder:"K" default:"3" help:"With --suggested: what at least K independent items say (copies count once)."`
}

// actorCount is one actor of the list.
type actorCount struct {
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	State  parley.Maybe   `json:"state"`
	Events int            `json:"events"`
	Kinds  map[string]int `json:"kinds"`
}

// Run counts the actors of all events; a state counts for its officials too.
func (c *actorsCmd) Run(e *env) error {
	db, p, err := e.asked()
	if err != nil {
		return err
	}
	if c.Suggested {
		return c.suggest(e, db, p)
	}
	events, err := db.Events(e.ctx, parley.EventFilter{})
	if err != nil {
		return err
	}
	n, lang := newNames(p), c.language()
	all := countActors(events)
	for i := range all {
		a := &all[i]
		if name := n.Name(lang, a.ID); !strings.HasPrefix(a.ID, "person:") || a.Name == "" || name != title(a.ID[7:]) {
			a.Name = name
		}
	}
	if c.Limit > 0 && len(all) > c.Limit {
		all = all[:c.Limit]
	}
	return write(&c.listing, e.out, all, []string{"id", "name", "state", "events", "kinds"}, func(a *actorCount) []string {
		return []string{a.ID, a.Name, string(a.State), strconv.Itoa(a.Events), topKinds(n, lang, a.Kinds)}
	})
}

// countActors counts events by actor, the busiest first.
func countActors(events []parley.Event) []actorCount {
	m := map[string]*actorCount{}
	for i := range events {
		seen := map[string]bool{}
		count := func(id, name string, state parley.Maybe) {
			if seen[id] {
				return
			}
			seen[id] = true
			if m[id] == nil {
				m[id] = &actorCount{ID: id, Name: name, State: state, Kinds: map[string]int{}}
			}
			m[id].Events++
			m[id].Kinds[string(events[i].Kind)]++
		}
		for _, a := range events[i].Actors {
			count(a.ID, a.Name, a.State)
			count(a.Key(), "", a.State)
		}
	}
	out := make([]actorCount, 0, len(m))
	for _, a := range m {
		out = append(out, *a)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Events != out[j].Events {
			return out[i].Events > out[j].Events
		}
		return out[i].ID < out[j].ID
	})
	return out
}

// topKinds names the three commonest kinds with their counts.
func topKinds(n *names, lang string, kinds map[string]int) string {
	ids := sortedKeys(kinds)
	sort.SliceStable(ids, func(i, j int) bool { return kinds[ids[i]] > kinds[ids[j]] })
	var out []string
	for _, id := range ids[:min(3, len(ids))] {
		out = append(out, n.word(lang, "kind:"+id)+" "+strconv.Itoa(kinds[id]))
	}
	return strings.Join(out, "; ")
}
