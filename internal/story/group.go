package story

// This file decides which story an item goes to.

import (
	"math"
	"slices"
)

const (
	alike    = 0.11 // likeness of an item and a story's members at which they are one
	halfDays = 6.0  // days after which likeness counts half
	posted   = 24   // strongest words by which an item is looked up
	recent   = 12   // members of a story that are compared
)

// group puts the items, which stand in order, into stories: numbers of items in order.
func group(all []*Item, copies []origin) [][]int {
	vs := vectors(all)
	at := map[uint64][]int32{} // word → stories that have it among their strongest
	var out [][]int
	of := make([]int, len(all))
	kin := families(copies)
	for i := range all {
		s := -1
		if kin[i] < i {
			s = of[kin[i]]
		} else {
			s = nearest(all, vs, out, candidates(vs[i], at), i)
		}
		if s < 0 {
			s = len(out)
			out = append(out, nil)
		}
		out[s] = append(out[s], i)
		of[i] = s
		for _, t := range top(vs[i]) {
			if l := at[t.id]; len(l) == 0 || !slices.Contains(l, int32(s)) {
				at[t.id] = append(l, int32(s))
			}
		}
	}
	return out
}

// candidates are the stories that share one of the item's strongest words, in order.
func candidates(v []term, at map[uint64][]int32) []int32 {
	var out []int32
	for _, t := range top(v) {
		out = append(out, at[t.id]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func top(v []term) []term {
	v = slices.Clone(v)
	slices.SortStableFunc(v, func(a, b term) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	return v[:min(len(v), posted)]
}

// nearest is the story most like item i, -1 where none is like it enough.
func nearest(all []*Item, vs [][]term, stories [][]int, among []int32, i int) int {
	best, score := -1, alike
	for _, s := range among {
		if l := likeness(all, vs, stories[s], i); l > score {
			best, score = int(s), l
		}
	}
	return best
}

// likeness is the mean likeness of item i and the story's latest members, each falling
// with the days between.
func likeness(all []*Item, vs [][]term, story []int, i int) float64 {
	members := story[max(0, len(story)-recent):]
	sum := 0.0
	for _, j := range members {
		sum += cosine(vs[i], vs[j]) * decay(all[i], all[j])
	}
	return sum / float64(len(members))
}

func decay(a, b *Item) float64 {
	if !a.dated || !b.dated {
		return 1
	}
	days := math.Abs(float64(a.day - b.day))
	return math.Exp2(-days / halfDays)
}
