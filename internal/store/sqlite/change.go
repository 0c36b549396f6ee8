package sqlite

// This file writes: one transaction at a time, with statements that each are understood once.

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// puts are the statements of transactions that write, by their text. One that is met for
// the first time is understood for that transaction alone, and kept from the next one on:
// while a transaction runs it has the only connection.
type puts struct {
	mu  sync.Mutex
	all map[string]*sql.Stmt
	met map[string]bool // not kept yet
}

// learn makes the statements that were met ready.
func (p *puts) learn(ctx context.Context, w *sql.DB) error {
	p.mu.Lock()
	met := p.met
	p.met = map[string]bool{}
	p.mu.Unlock()
	for text := range met {
		s, err := w.PrepareContext(ctx, text)
		if err != nil {
			return err
		}
		p.mu.Lock()
		if p.all == nil {
			p.all = map[string]*sql.Stmt{}
		}
		if p.all[text] == nil {
			p.all[text], s = s, nil
		}
		p.mu.Unlock()
		if s != nil { // another was faster
			_ = s.Close()
		}
	}
	return nil
}

// get is the statement, nil where it is not kept.
func (p *puts) get(text string) *sql.Stmt {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.all[text]
	if s == nil && len(p.all)+len(p.met) < maxReady {
		p.met[text] = true
	}
	return s
}

func (p *puts) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.all {
		_ = s.Close() // the database is being closed
	}
	p.all = nil
}

// change is a transaction that writes.
type change struct {
	*sql.Tx
	puts *puts
	mine map[string]*sql.Stmt
	touches
}

// inChange runs f in a transaction that writes: all of it or nothing.
func (db *DB) inChange(ctx context.Context, f func(*change) error) error {
	if err := db.puts.learn(ctx, db.write); err != nil {
		return err
	}
	defer db.stated.changed()
	return inTx(ctx, db.write, func(tx *sql.Tx) error {
		c := &change{Tx: tx, puts: &db.puts, mine: map[string]*sql.Stmt{}}
		if err := f(c); err != nil {
			return err
		}
		return c.journal(ctx)
	})
}

// PrepareContext gives the statement of a text. It is closed with the transaction.
func (c *change) PrepareContext(ctx context.Context, text string) (s *sql.Stmt, err error) {
	if s := c.mine[text]; s != nil {
		return s, nil
	}
	if kept := c.puts.get(text); kept != nil {
		s = c.StmtContext(ctx, kept)
	} else if s, err = c.Tx.PrepareContext(ctx, text); err != nil {
		return nil, err
	}
	c.mine[text] = s
	return s, nil
}

// ExecContext writes by a statement.
func (c *change) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	s, err := c.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// QueryContext asks by a statement.
func (c *change) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	s, err := c.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext asks for one row.
func (c *change) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	s, err := c.PrepareContext(ctx, text)
	if err != nil {
		return c.Tx.QueryRowContext(ctx, text, args...) // which says what is wrong
	}
	return s.QueryRowContext(ctx, args...)
}

// inTx runs f in a transaction: all of it or nothing.
func inTx(ctx context.Context, w *sql.DB, f func(*sql.Tx) error) error {
	tx, err := w.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
