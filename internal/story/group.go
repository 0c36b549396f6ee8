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

// group fills in the places at of the items, which stand in order, but for those that are
// old and have theirs.
func group(all []*Item, copies []origin, at []Place, old func(int) bool) {
	vs := vectors(all)
	posted := map[uint64][]int32{} // word → stories that have it among their strongest
	var stories [][]int            // of each the numbers of its items
	number := map[string]int{}     // of a story
	kin := families(copies)
	for i := range all {
		if !old(i) {
			near := -1
			if kin[i] >= i {
				near = nearest(all, vs, stories, candidates(vs[i], posted), i)
			}
			switch {
			case kin[i] < i:
				at[i].Story = at[kin[i]].Story
			case near >= 0:
				at[i].Story = at[stories[near][0]].Story
			default:
				at[i].Story = StoryID(all[i].ID)
			}
		}
		s, ok := number[at[i].Story]
		if !ok {
			s = len(stories)
			stories = append(stories, nil)
			number[at[i].Story] = s
		}
		stories[s] = append(stories[s], i)
		for _, t := range top(vs[i]) {
			if l := posted[t.id]; len(l) == 0 || !slices.Contains(l, int32(s)) {
				posted[t.id] = append(l, int32(s))
			}
		}
	}
	for i, c := range copies {
		if old(i) || c.of < 0 {
			continue
		}
		at[i].Copying = Copying{CopyOf: all[c.of].ID, Share: c.share, Left: c.left, Passage: c.passage, Credited: c.credit}
		if first := at[c.of].CopyOf; old(c.of) && first != "" {
			at[i].CopyOf = first
		}
	}
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
