package sqlite

// This file counts from memory what hits have in common.

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"parley"
)

// tally counts words by their numbers.
type tally struct {
	*columns
	kinds, states, places, tracks, outletN, actorN, langN counter
	months                                                map[int32]int // by number of the month
	roleN                                                 []counter     // beside roleCodes
	roleCodes                                             []uint32
}

// counter counts words: of each how many, and which were counted. A counter that is lent on has
// zeros only.
type counter struct {
	n      []int32
	listed []uint32
}

func (k *counter) add(w uint32) {
	if k.n[w]++; k.n[w] == 1 {
		k.listed = append(k.listed, w)
	}
}

// clear makes it fit for who counts next.
func (k *counter) clear() {
	for _, w := range k.listed {
		k.n[w] = 0
	}
	k.listed = k.listed[:0]
}

// hits is Hits, from memory.
func (x *finder) hits(ctx context.Context, bound int) (h parley.Hits, err error) {
	t, ok := x.found.tallies.Get().(*tally)
	if !ok {
		t = newTally(x.columns)
	}
	err = x.each(ctx, func(i int) bool {
		if h.Count == bound {
			h.More = true
			return false
		}
		if h.Count++; h.Count <= facetRows {
			t.add(i)
		}
		return true
	})
	if err != nil {
		return h, err
	}
	h.Of = min(h.Count, facetRows)
	t.into(&h)
	t.clear()
	x.found.tallies.Put(t)
	return h, nil
}

func newTally(c *columns) *tally {
	t := &tally{columns: c, months: map[int32]int{}}
	for _, role := range roleFields {
		if k, ok := c.code(role); ok {
			t.roleCodes, t.roleN = append(t.roleCodes, k), append(t.roleN, counter{})
		}
	}
	for _, k := range t.counters() {
		k.n = make([]int32, len(c.words))
	}
	return t
}

// counters are all of them.
func (t *tally) counters() []*counter {
	all := []*counter{&t.kinds, &t.states, &t.places, &t.tracks, &t.outletN, &t.actorN, &t.langN}
	for i := range t.roleN {
		all = append(all, &t.roleN[i])
	}
	return all
}

func (t *tally) clear() {
	for _, k := range t.counters() {
		k.clear()
	}
	clear(t.months)
}

func (t *tally) add(i int) {
	t.kinds.add(t.kind[i])
	t.states.add(t.status[i])
	t.places.add(t.place[i])
	t.tracks.add(t.track[i])
	t.outletN.once(t.outlets.of(i))
	t.langN.once(t.langs.of(i))
	t.actorN.once(t.actors.of(i))
	t.role(i)
	if y, m, _ := parley.Day(t.at[i]).Date(); t.at[i] != noDay && y > 0 {
		t.months[int32(12*y+m-1)]++
	}
}

// once counts the words of an event once: it has an actor in two roles, and a language for
// each claim.
func (k *counter) once(words []uint32) {
	for i, w := range words {
		if !slices.Contains(words[:i], w) {
			k.add(w)
		}
	}
}

// role counts who has which role in the event, each once.
func (t *tally) role(i int) {
	from, to := t.actors.from[i], t.actors.from[i+1]
	for k := from; k < to; k++ {
		again := false
		for j := from; j < k && !again; j++ {
			again = t.actors.all[j] == t.actors.all[k] && t.roles[j] == t.roles[k]
		}
		if at := slices.Index(t.roleCodes, t.roles[k]); at >= 0 && !again {
			t.roleN[at].add(t.actors.all[k])
		}
	}
}

// into writes what was counted as facets and months, as counts.into does.
func (t *tally) into(h *parley.Hits) {
	facet := func(field string, k *counter, limit int) {
		h.Facets = append(h.Facets, parley.Facet{Field: field, Values: t.most(k, limit)})
	}
	facet("kind", &t.kinds, facetValues)
	facet("actor", &t.actorN, facetValues)
	for _, role := range parley.Roles {
		if !slices.Contains(roleFields, string(role)) {
			continue
		}
		k := &counter{}
		if at := slices.Index(t.roleCodes, t.number(string(role))); at >= 0 {
			k = &t.roleN[at]
		}
		facet(string(role), k, roleValues)
	}
	facet("status", &t.states, facetValues)
	facet("place", &t.places, facetValues)
	facet("track", &t.tracks, facetValues)
	facet("outlet", &t.outletN, facetValues)
	facet("lang", &t.langN, facetValues)
	h.Months = make([]parley.FacetCount, 0, len(t.months))
	for m, n := range t.months {
		h.Months = append(h.Months, parley.FacetCount{Value: month(m), Count: n})
	}
	slices.SortFunc(h.Months, func(a, b parley.FacetCount) int { return strings.Compare(a.Value, b.Value) })
}

// most are the most frequent words, at most limit of them.
func (t *tally) most(k *counter, limit int) []parley.FacetCount {
	best := make([]parley.FacetCount, 0, limit+1)
	order := func(a, b parley.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	}
	for _, w := range k.listed {
		n := int(k.n[w])
		if w == 0 || len(best) == limit && n < best[limit-1].Count {
			continue
		}
		x := parley.FacetCount{Value: t.words[w], Count: n}
		at, _ := slices.BinarySearchFunc(best, x, order)
		if best = slices.Insert(best, at, x); len(best) > limit {
			best = best[:limit]
		}
	}
	return best
}
