package desk

import (
	"context"
	"sync"
)

// leveller runs update after edits, one run at a time. Edits that come while one runs are
// dealt with together by the next.
type leveller struct {
	ctx    context.Context
	update func(context.Context) error

	mu      sync.Mutex
	running bool
	next    *run // what the next run will have done, nil where nobody wants one
	last    *run // the one that runs, or ran last
}

// run is one call of update: done is closed at its end.
type run struct {
	done chan struct{}
	err  error
}

// want asks for a run that begins after now.
func (l *leveller) want() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.next == nil {
		l.next = &run{done: make(chan struct{})}
	}
	if !l.running {
		l.running = true
		go l.work()
	}
}

func (l *leveller) work() {
	for {
		l.mu.Lock()
		r := l.next
		l.next, l.running = nil, r != nil
		if r != nil {
			l.last = r
		}
		l.mu.Unlock()
		if r == nil {
			return
		}
		r.err = l.update(l.ctx)
		close(r.done)
	}
}

// wait returns when the last run that was asked for has ended, with its error.
func (l *leveller) wait(ctx context.Context) error {
	l.mu.Lock()
	r := l.next
	if r == nil {
		r = l.last
	}
	l.mu.Unlock()
	if r == nil {
		return nil
	}
	select {
	case <-r.done:
		return r.err
	case <-ctx.Done():
		return ctx.Err()
	}
}
