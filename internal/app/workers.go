package app

import (
	"context"
	"runtime"

	"parley"
	"parley/internal/source"
)

// outcome is what became of one place: a page with what was made of it, or why it cannot
// be read.
type outcome[T any] struct {
	page *parley.Page
	made T
	err  error
}

// readAll walks the paths, makes something of the pages on all cores and calls yield with every outcome
// in the order of the arguments. At most four pages a core are held at once. It stops at
// the first error of yield.
func readAll[T any](ctx context.Context, read func(*parley.Page) T, paths []string, opt source.Options, date string, yield func(outcome[T]) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cores := runtime.GOMAXPROCS(0)
	type job struct {
		outcome[T]
		done chan struct{}
	}
	todo := make(chan *job)
	order := make(chan *job, 3*cores)
	for range cores {
		go func() {
			for j := range todo {
				j.made = read(j.page)
				close(j.done)
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(todo)
		source.Walk(ctx, paths, opt, func(p *parley.Page, err error) bool {
			j := &job{outcome[T]{page: p, err: err}, make(chan struct{})}
			select {
			case order <- j:
			case <-ctx.Done():
				return false
			}
			if err != nil {
				close(j.done)
				return true
			}
			if p.Published == "" {
				p.Published = date
			}
			select {
			case todo <- j:
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
	for j := range order {
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := yield(j.outcome); err != nil {
			return err
		}
	}
	return ctx.Err()
}
