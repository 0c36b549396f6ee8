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
	kinds, states, places, tracks, outletN, actorN, langN map[uint32]int
	months                                                map[int32]int // by number of the month
	roleN                                                 map[uint32]map[uint32]int
}

// hits is Hits, from memory.
func (x *finder) hits(ctx context.Context, bound int) (h parley.Hits, err error) {
	t := newTally(x.columns)
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
	return h, nil
}

func newTally(c *columns) *tally {
	t := &tally{columns: c, months: map[int32]int{}, roleN: map[uint32]map[uint32]int{}}
	for _, m := range []*map[uint32]int{&t.kinds, &t.states, &t.places, &t.tracks, &t.outletN, &t.actorN, &t.langN} {
		*m = map[uint32]int{}
	}
	for _, role := range roleFields {
		if k, ok := c.code[role]; ok {
			t.roleN[k] = map[uint32]int{}
		}
	}
	return t
}

func (t *tally) add(i int) {
	t.kinds[t.kind[i]]++
	t.states[t.status[i]]++
	t.places[t.place[i]]++
	t.tracks[t.track[i]]++
	once(t.outletN, t.outlets.of(i))
	once(t.langN, t.langs.of(i))
	once(t.actorN, t.actors.of(i))
	t.role(i)
	if y, m, _ := parley.Day(t.at[i]).Date(); t.at[i] != noDay && y > 0 {
		t.months[int32(12*y+m-1)]++
	}
}

// once counts the words of an event once: it has an actor in two roles, and a language for
// each claim.
func once(m map[uint32]int, words []uint32) {
	for k, w := range words {
		if !slices.Contains(words[:k], w) {
			m[w]++
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
		if m := t.roleN[t.roles[k]]; m != nil && !again {
			m[t.actors.all[k]]++
		}
	}
}

// into writes what was counted as facets and months, as counts.into does.
func (t *tally) into(h *parley.Hits) {
	facet := func(field string, m map[uint32]int, limit int) {
		h.Facets = append(h.Facets, parley.Facet{Field: field, Values: t.most(m, limit)})
	}
	facet("kind", t.kinds, facetValues)
	facet("actor", t.actorN, facetValues)
	for _, role := range parley.Roles {
		if slices.Contains(roleFields, string(role)) {
			facet(string(role), t.roleN[t.code[string(role)]], roleValues)
		}
	}
	facet("status", t.states, facetValues)
	facet("place", t.places, facetValues)
	facet("track", t.tracks, facetValues)
	facet("outlet", t.outletN, facetValues)
	facet("lang", t.langN, facetValues)
	h.Months = make([]parley.FacetCount, 0, len(t.months))
	for m, n := range t.months {
		h.Months = append(h.Months, parley.FacetCount{Value: month(m), Count: n})
	}
	slices.SortFunc(h.Months, func(a, b parley.FacetCount) int { return strings.Compare(a.Value, b.Value) })
}

// most are the most frequent words, at most limit of them.
func (t *tally) most(m map[uint32]int, limit int) []parley.FacetCount {
	best := make([]parley.FacetCount, 0, limit+1)
	order := func(a, b parley.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	}
	for w, n := range m {
		if w == 0 || len(best) == limit && n < best[limit-1].Count {
			continue
		}
		x := parley.FacetCount{Value: t.words[w], Count: n}
		k, _ := slices.BinarySearchFunc(best, x, order)
		if best = slices.Insert(best, k, x); len(best) > limit {
			best = best[:limit]
		}
	}
	return best
}
