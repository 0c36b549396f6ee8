package sqlite

// This file keeps who is signed in.

import (
	"context"
	"database/sql"
	"errors"

	"parley"
)

// PutSession keeps a session and forgets those that are over.
func (db *DB) PutSession(ctx context.Context, s parley.Session, born, seen int64, most int) (err error) {
	defer within(&err, "put session")
	return db.inChange(ctx, func(tx *change) error {
		tx.only()
		if _, err := tx.ExecContext(ctx, "DELETE FROM sessions WHERE born < ? OR seen < ?", born, seen); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO sessions (key, name, mark, born, seen) VALUES (?,?,?,?,?)", s.Key, s.Name, s.Mark, s.Born, s.Seen); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM sessions WHERE key IN (SELECT key FROM sessions ORDER BY seen DESC, key LIMIT -1 OFFSET ?)", most)
		return err
	})
}

// Session returns the session of a key, nil where there is none.
func (db *DB) Session(ctx context.Context, key string) (_ *parley.Session, err error) {
	defer within(&err, "session")
	s := parley.Session{Key: key}
	err = db.read.QueryRowContext(ctx, "SELECT name, mark, born, seen FROM sessions WHERE key = ?", key).Scan(&s.Name, &s.Mark, &s.Born, &s.Seen)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &s, nil
}

// DropSession ends a session.
func (db *DB) DropSession(ctx context.Context, key string) (err error) {
	defer within(&err, "drop session")
	_, err = db.write.ExecContext(ctx, "DELETE FROM sessions WHERE key = ?", key)
	return err
}
