package sqlite

// This file keeps columns level with the ledger: they are read once, then only what changed.

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// shelf lends the columns of the present state, or of one shortly before. Until they are there for
// the first time, answers come from the database itself.
type shelf struct {
	mu     sync.Mutex // of all but work
	have   *columns
	stored upTo      // of the columns that are packed in the ledger
	next   time.Time // before that they are not made level again
	busy   bool      // they are read for the first time, or packed
	done   sync.WaitGroup
	cancel context.CancelFunc
	work   sync.Mutex // who has it makes them level
	events kept
	always bool // tests: what is lent is level
}

func (s *shelf) lent() (c *columns, rests bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.have, !s.always && time.Now().Before(s.next)
}

// Keep makes the ledger answer searches and lists from memory as far as it can. Columns that are
// packed in the ledger are there when it returns; else they are read beside all else.
func (db *DB) Keep(ctx context.Context) {
	s := &shelf{cancel: func() {}}
	db.shelf = s
	if c, err := db.unpackColumns(ctx); err == nil && c != nil {
		s.have, s.stored = c, c.upTo
		if _, err := db.State(ctx); err == nil { // which makes them level
			db.openLexicon(ctx)
			return
		}
		s.have = nil
	}
	s.beside(ctx, db.firstColumns)
}

// openLexicon reads what lists of words there are, for which the first who searches would wait.
func (db *DB) openLexicon(ctx context.Context) {
	c, _ := db.shelf.lent()
	x := &finder{columns: c, db: db}
	_ = x.lexicon(ctx, func(*lexicon) error { return nil }) // who searches is told what is wrong
}

// beside does something while answers are given, one thing at a time.
func (s *shelf) beside(ctx context.Context, do func(context.Context)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy {
		return
	}
	s.busy = true
	var own context.Context
	own, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
	s.done.Go(func() {
		do(own)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.busy = false
		s.cancel()
	})
}

// columns are those that are lent, nil where there are none yet.
func (db *DB) columns(ctx context.Context) (*columns, error) {
	s := db.shelf
	if s == nil {
		return nil, nil
	}
	if _, err := db.State(ctx); err != nil {
		return nil, err
	}
	c, _ := s.lent()
	return c, nil
}

// lentState is the state of the columns that are lent, which are made level with that of the
// ledger where it is another one: not while somebody does so already, and of a ledger that changes
// all the time for a quarter of the time at most. Until then answers are those of shortly before.
func (db *DB) lentState(ctx context.Context, state int64) (int64, error) {
	s := db.shelf
	c, rests := s.lent()
	switch {
	case c == nil && !s.always, c != nil && c.state == state:
		return state, nil
	case rests || !s.always && !s.work.TryLock():
		return c.state, nil
	case s.always:
		s.work.Lock()
	}
	defer s.work.Unlock()
	return db.level(context.WithoutCancel(ctx))
}

// level makes the columns those of the present state, which it returns. Who calls it has the work.
func (db *DB) level(ctx context.Context) (int64, error) {
	s := db.shelf
	began := time.Now()
	was, _ := s.lent()
	c, err := db.newer(ctx, was)
	if err != nil {
		return 0, err
	}
	s.mu.Lock()
	s.have, s.next = c, time.Now().Add(3*time.Since(began))
	far := s.far() && !s.always
	s.mu.Unlock()
	if far {
		s.beside(ctx, func(ctx context.Context) { db.store(ctx, c) })
	}
	return c.state, nil
}

// Level makes what is kept in memory that of the present state, for who has just changed it.
func (db *DB) Level(ctx context.Context) (err error) {
	defer within(&err, "level")
	s := db.shelf
	if s == nil {
		return nil
	}
	s.work.Lock()
	defer s.work.Unlock()
	if c, _ := s.lent(); c != nil {
		_, err = db.level(ctx)
	}
	return err
}

// firstColumns reads the columns for the first time, and packs them.
func (db *DB) firstColumns(ctx context.Context) {
	c, err := db.readColumns(ctx)
	if err != nil { // the database goes on to answer, and says what is wrong with it
		return
	}
	db.shelf.mu.Lock()
	db.shelf.have = c
	db.shelf.mu.Unlock()
	db.store(ctx, c)
}

// Pack packs the columns for the next server, after a program that has added so many pages: where
// there are none that is done for many pages only, since all events are read for it; else where those
// that are packed are far behind, or of another schema.
func (db *DB) Pack(ctx context.Context, added int) (err error) {
	defer within(&err, "pack")
	all, err := db.Counts(ctx)
	if err != nil || all.Events < packedLeast {
		return err
	}
	s := &shelf{cancel: func() {}}
	c, err := db.unpackColumns(ctx)
	switch {
	case err == nil && c != nil:
		s.stored = c.upTo
	case added*packedShare < all.Pages:
		var had bool
		if err := db.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM packed_columns)").Scan(&had); err != nil || !had {
			return err
		}
	}
	if s.have, err = db.newer(ctx, c); err != nil || !s.far() {
		return err
	}
	db.store(ctx, s.have)
	return nil
}

// close waits until nothing is read any more.
func (s *shelf) close() {
	if s == nil {
		return
	}
	s.mu.Lock()
	s.cancel()
	s.mu.Unlock()
	s.done.Wait()
}

// newer are columns of the present state, made of others.
func (db *DB) newer(ctx context.Context, c *columns) (out *columns, err error) {
	if c == nil {
		return db.readColumns(ctx)
	}
	again := false
	err = inTx(ctx, db.read, func(tx *sql.Tx) error {
		state, now, err := db.standing(ctx, tx)
		if err != nil {
			return err
		}
		if again = now.relabelled != c.upTo.relabelled || now.renewal < c.upTo.renewal || now.move < c.upTo.move; again {
			return nil
		}
		same := *c
		if out, same.state = &same, state; now == c.upTo { // something else has changed
			return nil
		}
		if out, err = db.renewed(ctx, tx, c, now); err != nil {
			return err
		}
		out.state = state
		var all int
		if err := tx.QueryRowContext(ctx, "SELECT n FROM sums WHERE name = 'events'").Scan(&all); err != nil {
			return err
		}
		again = all != len(out.n)
		return nil
	})
	if err == nil && again {
		return db.readColumns(ctx)
	}
	return out, err
}

// renewed are columns with what has changed since, up to now.
func (db *DB) renewed(ctx context.Context, tx *sql.Tx, c *columns, now upTo) (*columns, error) {
	same, book := *c, c.books.further()
	out := &same
	if now.renewal != c.upTo.renewal {
		changed, err := column(ctx, tx, "SELECT id FROM renewals WHERE n > ? AND +noun = 'event'", c.upTo.renewal)
		if err != nil {
			return nil, err
		}
		list, err := asJSON(changed)
		if err != nil {
			return nil, err
		}
		lines, err := db.linesOf(ctx, tx, &book, toldEvents+"json_each(?) j CROSS JOIN events e ON e.id = j.value", list)
		if err != nil {
			return nil, err
		}
		out = c.patched(book, changed, lines)
		out.tales = c.tales
	}
	if now.move != c.upTo.move {
		moved, err := talesOf(ctx, tx, &book, "SELECT m.page, i.item, i.story FROM story_moves m LEFT JOIN story_items i ON i.page = m.page WHERE m.n > ? ORDER BY m.page, i.item", c.upTo.move)
		if err != nil {
			return nil, err
		}
		out.tales = retold(&c.tales, moved, len(book.pages.words))
	}
	out.books, out.upTo = book, now
	return out, nil
}

// standing is the state of the ledger, and up to what columns of it are made.
func (db *DB) standing(ctx context.Context, tx *sql.Tx) (state int64, now upTo, err error) {
	const q = "SELECT (SELECT COALESCE(MAX(n), 0) FROM renewals), (SELECT COALESCE(MAX(n), 0) FROM story_moves), (SELECT COALESCE(SUM(n), 0) FROM relabelled), " + stateNow
	var at int64
	if err = tx.QueryRowContext(ctx, q).Scan(&now.renewal, &now.move, &now.relabelled, &state, &at); err == nil {
		state += at
		db.positions.note(state, at)
	}
	return state, now, err
}

// columnsAtOnce is how many events are read at once.
const columnsAtOnce = 10_000

// readColumns reads all events.
func (db *DB) readColumns(ctx context.Context) (c *columns, err error) {
	err = inTx(ctx, db.read, func(tx *sql.Tx) error {
		state, now, err := db.standing(ctx, tx)
		if err != nil {
			return err
		}
		c = newColumns(newBooks(), 0)
		c.state, c.upTo = state, now
		for below := int64(1<<63 - 1); ; {
			lines, err := db.linesOf(ctx, tx, &c.books, toldEvents+"events e WHERE e.n < ? ORDER BY e.n DESC LIMIT ?", below, columnsAtOnce)
			if err != nil {
				return err
			}
			for i := range lines {
				c.add(&lines[i])
				below = lines[i].n
			}
			if len(lines) < columnsAtOnce {
				break
			}
		}
		tales, err := talesOf(ctx, tx, &c.books, "SELECT page, item, story FROM story_items ORDER BY page, item")
		c.tales = retold(&lists[uint64]{}, tales, len(c.pages.words))
		return err
	})
	if err != nil {
		return nil, err
	}
	c.file()
	return c, nil
}

// file puts the events in their orders.
func (c *columns) file() {
	all := make([]int32, len(c.n))
	for i := range all {
		all[i] = int32(i)
	}
	c.books = c.books.further()
	c.order, c.byID, c.fresh = merged(nil, nil, all, c.listed), merged(nil, nil, all, c.byNumber), merged(nil, nil, all, c.byReport)
	c.post()
}
