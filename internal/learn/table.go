package learn

import (
	"cmp"
	"errors"
	"math/bits"
	"slices"
)

// table finds features by their hashes. Each stands at the only place where it is looked for: the buckets into
// which hashes fall by their first bits have each a number that scatters theirs to places of their own
// (Belazzougui, Botelho and Dietzfelbinger, "Hash, displace, and compress", 2009).
type table struct {
	hashes   []uint64 // by place, 0 where nothing stands
	scatters []uint16 // by bucket
	shift    uint     // of a hash, to its bucket
}

// find gives the place at which a feature stands if it stands anywhere: there its hash is found.
func (t *table) find(hash uint64) uint64 {
	return place(hash, t.scatters[hash>>(t.shift&63)], uint64(len(t.hashes)))
}

// place is a number below n, for each scatter another.
func place(hash uint64, scatter uint16, n uint64) uint64 {
	const odd = 0x9E3779B97F4A7C15 // 2^64 divided by the golden ratio
	return (hash ^ uint64(scatter)) * odd >> 32 * n >> 32
}

// newTable makes a table of hashes that all differ.
func newTable(hashes []uint64) (*table, error) {
	const keys = 4 // of a bucket, at most half of that on average
	log := max(1, bits.Len(uint(len(hashes)/keys)))
	t := &table{hashes: make([]uint64, len(hashes)*5/4+1), scatters: make([]uint16, 1<<log), shift: uint(64 - log)}
	sorted := slices.Clone(hashes)
	slices.Sort(sorted)
	buckets := make([][]uint64, 0, min(1<<log, len(hashes)))
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && sorted[n]>>t.shift == sorted[0]>>t.shift {
			if sorted[n] == sorted[n-1] {
				return nil, errors.New("two features cannot be told apart")
			}
			n++
		}
		buckets = append(buckets, sorted[:n])
		sorted = sorted[n:]
	}
	// The fullest first, while there is room.
	slices.SortStableFunc(buckets, func(a, b []uint64) int { return cmp.Compare(len(b), len(a)) })
	for _, b := range buckets {
		if !t.scatter(b) {
			return nil, errors.New("features find no places")
		}
	}
	return t, nil
}

// scatter finds the number of a bucket.
func (t *table) scatter(bucket []uint64) bool {
	n := uint64(len(t.hashes))
	for s := range 1 << 16 {
		done := 0
		for ; done < len(bucket); done++ {
			at := place(bucket[done], uint16(s), n)
			if t.hashes[at] != 0 {
				break
			}
			t.hashes[at] = bucket[done]
		}
		if done == len(bucket) {
			t.scatters[bucket[0]>>t.shift] = uint16(s)
			return true
		}
		for _, h := range bucket[:done] {
			t.hashes[place(h, uint16(s), n)] = 0
		}
	}
	return false
}
