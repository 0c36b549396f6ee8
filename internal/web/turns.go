package web

// This file lets as many answers be made at a time as there are cores, one after the other:
// sixteen at once would all be as late as the last.

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// turnTime is usually for how long an answer that is being made keeps others waiting: one that takes
// longer goes on beside them.
const turnTime = 25 * time.Millisecond

// turns are given in the order in which they are asked for. What is kept ready needs none.
type turns struct {
	long time.Duration // for how long one that is being made keeps others waiting
	mu   sync.Mutex
	free int
	line []chan struct{}
	last atomic.Int64 // when a reader last had one, in Unix nanoseconds
	busy atomic.Int64 // readers who have or wait for one
}

func newTurns() *turns { return &turns{free: runtime.GOMAXPROCS(0), long: turnTime} }

// take waits for a turn; done must be called when the answer is made.
func (t *turns) take(ctx context.Context) (done func(), err error) {
	if !ahead(ctx) {
		t.busy.Add(1)
		defer func() {
			if err != nil {
				t.busy.Add(-1)
			}
		}()
	}
	if err := t.wait(ctx); err != nil {
		return nil, err
	}
	// Where turns are handed on without a pause the scheduler looks for those who have just come every ten
	// milliseconds only: they would get into the line by chance, some of them last of all.
	runtime.Gosched()
	var once sync.Once
	give := func() { once.Do(t.give) }
	long := time.AfterFunc(t.long, give)
	return func() {
		long.Stop()
		give()
		if !ahead(ctx) {
			t.last.Store(time.Now().UnixNano())
			t.busy.Add(-1)
		}
	}, nil
}

func (t *turns) wait(ctx context.Context) error {
	t.mu.Lock()
	if t.free > 0 {
		t.free--
		t.mu.Unlock()
		return nil
	}
	mine := make(chan struct{})
	t.line = append(t.line, mine)
	t.mu.Unlock()
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.Index(t.line, mine); i >= 0 {
		t.line = slices.Delete(t.line, i, i+1)
		return ctx.Err()
	}
	t.next() // it was given meanwhile
	return ctx.Err()
}

// give hands a turn on.
func (t *turns) give() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next()
}

func (t *turns) next() {
	if len(t.line) == 0 {
		t.free++
		return
	}
	close(t.line[0])
	t.line = t.line[1:]
}

// quiet tells whether no reader has asked for anything that had to be made for a while.
func (t *turns) quiet(while time.Duration) bool {
	return t.busy.Load() == 0 && time.Since(time.Unix(0, t.last.Load())) > while
}
