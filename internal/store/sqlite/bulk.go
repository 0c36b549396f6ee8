package sqlite

// This file writes many rows of a table by few statements: what a statement costs by itself
// is many times what a row does.

import (
	"context"
	"encoding/json"
	"strings"
)

// bulkRows is how many rows one statement writes.
const bulkRows = 64

// bulk gathers rows for one INSERT and writes them a statement at a time.
type bulk struct {
	tx    *change
	head  string // all before VALUES
	tail  string // all behind them
	width int    // columns
	rows  []any
}

func newBulk(tx *change, head string, width int) *bulk {
	return &bulk{tx: tx, head: head, width: width}
}

// add puts a row behind those that wait. The values must stay as they are until flush.
func (b *bulk) add(ctx context.Context, row ...any) error {
	if b.rows = append(b.rows, row...); len(b.rows) < bulkRows*b.width {
		return nil
	}
	return b.flush(ctx)
}

// flush writes what waits, by statements of so many rows that there are few of them.
func (b *bulk) flush(ctx context.Context) error {
	left := b.rows
	for n := bulkRows; n > 0; n /= 2 {
		for len(left) >= n*b.width {
			if _, err := b.tx.ExecContext(ctx, b.text(n), left[:n*b.width]...); err != nil {
				return err
			}
			left = left[n*b.width:]
		}
	}
	b.rows = b.rows[:0]
	return nil
}

func (b *bulk) text(rows int) string {
	row := "(?" + strings.Repeat(",?", b.width-1) + ")"
	return b.head + " VALUES " + row + strings.Repeat(","+row, rows-1) + b.tail
}

// asJSON is the texts as a JSON array, for json_each.
func asJSON[T any](all []T) (string, error) {
	b, err := json.Marshal(all)
	return string(b), err
}

// remove deletes rows of a table by their ids, and touches what rests on them.
func remove(ctx context.Context, tx *change, table string, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	if err := tx.touchRows(ctx, table, ids); err != nil {
		return err
	}
	list, err := asJSON(ids)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE id IN (SELECT value FROM json_each(?))", list)
	return err
}
