package story

// This file finds which items copy which.

import (
	"math"
	"slices"
)

const (
	shingle    = 4    // words
	common     = 24   // items; a shingle of more is a phrase that everyone uses
	fewest     = 8    // rare shingles that an item must have to be compared
	copied     = 0.5  // share of an item's rare shingles that makes it a copy
	sameAgency = 0.25 // the same, of items that credit one agency
)

// origin says which item one copies (-1: none) and with what share of its shingles.
type origin struct {
	of    int
	share float64
}

// findCopies says for every item which earlier one it copies. A copy of a copy is a copy
// of the first.
func findCopies(all []*Item) []origin {
	sets, at := rareShingles(all)
	out := make([]origin, len(all))
	count := make([]int, len(all))
	for i := range all {
		out[i].of = -1
		var touched []int
		for _, s := range sets[i] {
			for _, j := range at[s] {
				if int(j) >= i {
					break
				}
				if count[j] == 0 {
					touched = append(touched, int(j))
				}
				count[j]++
			}
		}
		slices.Sort(touched)
		for _, j := range touched {
			if share, ok := isCopy(all[i], all[j], len(sets[i]), count[j]); ok && share > out[i].share {
				out[i] = origin{j, share}
			}
			count[j] = 0
		}
		if of := out[i].of; of >= 0 && out[of].of >= 0 {
			out[i].of = out[of].of
		}
	}
	return out
}

func isCopy(a, b *Item, size, shared int) (share float64, ok bool) {
	if size < fewest {
		return 0, false
	}
	share = math.Round(float64(shared)/float64(size)*1000) / 1000
	return share, share >= copied || a.Agency != "" && a.Agency == b.Agency && share >= sameAgency
}

// rareShingles are the shingles of every item that few items share, and where each stands.
func rareShingles(all []*Item) (sets [][]uint64, at map[uint64][]int32) {
	sets = make([][]uint64, len(all))
	at = map[uint64][]int32{}
	for i, it := range all {
		var set []uint64
		for _, part := range [][]uint32{it.lead, it.body} {
			for j := 0; j+shingle <= len(part); j++ {
				set = append(set, mix(part[j:j+shingle]))
			}
		}
		slices.Sort(set)
		sets[i] = slices.Compact(set)
		for _, s := range sets[i] {
			at[s] = append(at[s], int32(i))
		}
	}
	for i, set := range sets {
		sets[i] = slices.DeleteFunc(set, func(s uint64) bool { return len(at[s]) > common })
	}
	return sets, at
}

// mix hashes a run of words.
func mix(run []uint32) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range run {
		h = (h ^ uint64(w)) * 1099511628211
		h ^= h >> 29
	}
	return h
}
