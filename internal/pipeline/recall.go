package pipeline

// This file keeps in memory what was read from notes: what came of the same bytes need not be
// made again.

import "sync"

// recall holds the newest things that were made of notes, up to twice so many. A key names the
// thing and a sum of the bytes it was made of, so that no thing is ever out of date, whoever
// wrote the note since. It is safe for use by several goroutines; what it holds must not change.
type recall[V any] struct {
	most     int
	mu       sync.Mutex
	now, old map[recalled]V
}

type recalled struct {
	id  string
	sum int64
}

func newRecall[V any](most int) *recall[V] { return &recall[V]{most: most, now: map[recalled]V{}} }

func (r *recall[V]) get(id string, sum int64) (v V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	k := recalled{id, sum}
	if v, ok = r.now[k]; ok {
		return v, true
	}
	if v, ok = r.old[k]; ok {
		r.keep(k, v)
	}
	return v, ok
}

func (r *recall[V]) put(id string, sum int64, v V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keep(recalled{id, sum}, v)
}

func (r *recall[V]) keep(k recalled, v V) {
	if len(r.now) >= r.most {
		r.now, r.old = map[recalled]V{}, r.now
	}
	r.now[k] = v
}
