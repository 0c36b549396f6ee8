package sqlite

// This file says what is new: the place of events in time, which events and tracks came or
// changed, and the searches that people saved to be told.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"parley"
)

// Place is the number of the event, which grows with its day; 0 for none such.
func (db *DB) Place(ctx context.Context, event string) (n int64, err error) {
	defer within(&err, "place")
	err = db.read.QueryRowContext(ctx, "SELECT n FROM events WHERE id = ?", event).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// PagesBefore lists the pages that came before one.
func (db *DB) PagesBefore(ctx context.Context, page string, limit int) (out []parley.PageInfo, err error) {
	defer within(&err, "pages before")
	return list[parley.PageInfo](ctx, db, "SELECT info FROM page_lines WHERE seq < (SELECT seq FROM pages WHERE id = ?) ORDER BY seq DESC LIMIT ?", page, noLimit(limit))
}

// Renewals lists what came or changed after the number.
func (db *DB) Renewals(ctx context.Context, after int64, limit int) (out []parley.Renewal, last int64, err error) {
	defer within(&err, "renewals")
	rows, err := db.read.QueryContext(ctx, "SELECT n, noun, id, first, gone FROM renewals WHERE n > ? ORDER BY n LIMIT ?", after, noLimit(limit))
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var r parley.Renewal
		if err := rows.Scan(&r.N, &r.Noun, &r.ID, &r.First, &r.Gone); err != nil {
			return nil, 0, err
		}
		out = append(out, r)
	}
	if err := rows.Err(); err != nil {
		return nil, 0, err
	}
	err = db.read.QueryRowContext(ctx, "SELECT COALESCE(MAX(n), 0) FROM renewals").Scan(&last)
	return out, last, err
}

// Searches lists the saved searches by name.
func (db *DB) Searches(ctx context.Context) (out []parley.SavedSearch, err error) {
	defer within(&err, "searches")
	return list[parley.SavedSearch](ctx, db, "SELECT body FROM searches ORDER BY name, id")
}

// PutSearch saves a search.
func (db *DB) PutSearch(ctx context.Context, s parley.SavedSearch) (err error) {
	defer within(&err, "put search")
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = db.write.ExecContext(ctx, `INSERT INTO searches (id, name, body) VALUES (?,?,?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body`, s.ID, s.Name, string(body))
	return err
}

// DropSearch forgets a saved search.
func (db *DB) DropSearch(ctx context.Context, id string) (err error) {
	defer within(&err, "drop search")
	_, err = db.write.ExecContext(ctx, "DELETE FROM searches WHERE id = ?", id)
	return err
}
