package sqlite

// This file keeps the statements of questions that are asked all the time, so that each is
// understood once. Their limits are written 0+?: of a bare parameter there SQLite looks at the
// value when it plans, and plans anew whenever another one is bound.
//
// Each of them is short, so none is cut off while it runs: for a context that can end, the driver starts
// goroutines for every question, which take several times as long as a short one. Who has gone is noticed before
// a question and between its rows.

import (
	"cmp"
	"context"
	"database/sql"
	"sync"
)

// ready are statements by their text. Texts are those of this package, not of readers: there
// are few.
type ready struct {
	pool *sql.DB
	mu   sync.RWMutex
	all  map[string]*sql.Stmt
}

// maxReady bounds how many are kept.
const maxReady = 200

// stmt is the statement of a text, nil where it cannot be kept: then it is asked as it is.
func (r *ready) stmt(ctx context.Context, query string) *sql.Stmt {
	r.mu.RLock()
	s := r.all[query]
	r.mu.RUnlock()
	if s != nil {
		return s
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.all[query]; s != nil || len(r.all) == maxReady {
		return s
	}
	s, err := r.pool.PrepareContext(ctx, query)
	if err != nil {
		return nil // asking will say what is wrong
	}
	if r.all == nil {
		r.all = map[string]*sql.Stmt{}
	}
	r.all[query] = s
	return s
}

// row asks for one row.
func (r *ready) row(ctx context.Context, query string, args ...any) *sql.Row {
	if ctx.Err() == nil {
		ctx = context.WithoutCancel(ctx)
	}
	if s := r.stmt(ctx, query); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return r.pool.QueryRowContext(ctx, query, args...)
}

// rows asks for several.
func (r *ready) rows(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx)
	if s := r.stmt(ctx, query); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return r.pool.QueryContext(ctx, query, args...)
}

// each asks for rows and calls do with every one.
func (r *ready) each(ctx context.Context, query string, do func(*sql.Rows) error, args ...any) error {
	rows, err := r.rows(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := cmp.Or(ctx.Err(), do(rows)); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r *ready) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.all {
		_ = s.Close() // the database is being closed
	}
	r.all = nil
}
