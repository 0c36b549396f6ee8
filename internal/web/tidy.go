package web

// This file has memory looked through while nobody asks. Left to itself the collector begins when so much
// has been made that a reader's screen is just being made, and sixteen that wait for each other all take
// twice as long.

import (
	"runtime"
	"runtime/metrics"
)

// tidyShare is the part of what may be made until memory is looked through, from which on that is done when nobody asks.
const tidyShare = .4

// tidy looks through memory where enough has been made since that was last done.
func tidy() {
	m := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/goal:bytes"}}
	metrics.Read(m)
	for i := range m {
		if m[i].Value.Kind() != metrics.KindUint64 {
			return // not a thing that this Go tells
		}
	}
	if untidy(m[0].Value.Uint64(), m[1].Value.Uint64(), m[2].Value.Uint64()) {
		runtime.GC()
	}
}

// untidy tells it from the bytes that were in use when memory was last looked through, those that are taken now, and
// those at which the collector begins by itself.
func untidy(live, taken, goal uint64) bool {
	return goal > live && taken > live && float64(taken-live) > tidyShare*float64(goal-live)
}
