package sqlite

// This file tells for runs of events on which days they lie, so that who looks for some days passes
// over all others run by run.

import "math"

// zoneSize is how many events a run has.
const zoneSize = 64

// zones are runs of events in some order: the earliest of their first days and the latest of their
// last; those that have none are on no day.
type zones struct{ first, last []int32 }

// zoned cuts n events into runs; at is the event at a place of the order.
func (c *columns) zoned(n int, at func(k int) int32) (z zones) {
	runs := (n + zoneSize - 1) / zoneSize
	z.first, z.last = make([]int32, runs), make([]int32, runs)
	for r := range runs {
		first, last := int32(math.MaxInt32), int32(noDay)
		for k := r * zoneSize; k < min((r+1)*zoneSize, n); k++ {
			i := at(k)
			if c.first[i] != noDay {
				first = min(first, c.first[i])
			}
			last = max(last, c.last[i])
		}
		z.first[r], z.last[r] = first, last
	}
	return z
}

// apart tells whether nothing in a run lies on the days that are looked for.
func (z *zones) apart(run int, x *finder) bool {
	return x.after != noDay && z.last[run] < x.after || x.before != noDay && z.first[run] >= x.before
}
