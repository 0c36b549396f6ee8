package sqlite

// This file stores and returns what the ledger derives everything else from.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"parley"
	"parley/internal/store"
)

// Known tells whether the page is stored with the same content.
func (db *DB) Known(ctx context.Context, p *parley.Page) (known bool, err error) {
	defer within(&err, "known page")
	var hash string
	err = db.ready.row(ctx, "SELECT hash FROM pages WHERE id = ?", p.ID()).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return hash == p.Hash(), err
}

// AddPages stores pages with their readings; see store.Writer.
func (db *DB) AddPages(ctx context.Context, version string, pages []*parley.Page, readings []*parley.Reading) (added int, err error) {
	defer within(&err, "add pages")
	if len(pages) != len(readings) {
		return 0, fmt.Errorf("%d pages with %d readings", len(pages), len(readings))
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	ctx = context.WithoutCancel(ctx) // watching it costs as much as a row
	err = db.inChange(ctx, func(tx *change) error {
		tx.only()
		added = 0
		for i, p := range pages {
			seq, err := db.addPage(ctx, tx, p)
			if err != nil {
				return fmt.Errorf("%s: %w", p.Source, err)
			}
			if seq == 0 {
				continue
			}
			if err := db.putReading(ctx, tx, version, p.ID(), seq, readings[i]); err != nil {
				return fmt.Errorf("%s: %w", p.Source, err)
			}
			if err := queue(ctx, tx, store.DueDate, p.ID()); err != nil {
				return err
			}
			added++
		}
		if added == 0 {
			return nil
		}
		return grow(ctx, tx)
	})
	return added, err
}

// addPage stores a page and gives its number; 0 where it is stored as it is.
func (db *DB) addPage(ctx context.Context, tx *change, p *parley.Page) (seq int64, err error) {
	id, hash := p.ID(), p.Hash()
	var old string
	err = tx.QueryRowContext(ctx, "SELECT hash FROM pages WHERE id = ?", id).Scan(&old)
	switch {
	case err == nil && old == hash:
		return 0, nil
	case err == nil:
		if err = tx.touchPage(ctx, id); err == nil {
			_, err = tx.ExecContext(ctx, "DELETE FROM pages WHERE id = ?", id)
		}
	case errors.Is(err, sql.ErrNoRows):
		err = nil
	}
	if err != nil {
		return 0, err
	}
	problems, err := json.Marshal(p.Problems)
	if err != nil {
		return 0, err
	}
	authors, err := json.Marshal(p.Authors)
	if err != nil {
		return 0, err
	}
	added, err := tx.ExecContext(ctx, `INSERT INTO pages (id, hash, source, media, charset, url, outlet, title, lead, published, authors, fetched, problems, bytes)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		id, hash, p.Source, p.Media, p.Charset, p.URL, p.Outlet, p.Title, p.Lead, p.Published, string(authors), p.Fetched, string(problems), db.pack(p.Bytes))
	if err != nil {
		return 0, err
	}
	return added.LastInsertId()
}

// putReading stores what was read from the page of that number; nothing is stored of it.
func (db *DB) putReading(ctx context.Context, tx *change, version, page string, seq int64, r *parley.Reading) error {
	if r.ID != page {
		return fmt.Errorf("reading of page %s offered for page %s", r.ID, page)
	}
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	info := pageInfo(r)
	line, err := json.Marshal(info)
	if err != nil {
		return err
	}
	articles := 0
	for _, it := range r.Items {
		if it.Kind == parley.ItemArticle {
			articles++
		}
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO readings (page, version, items, articles, claims, problems) VALUES (?,?,?,?,?,?)",
		page, version, info.Items, articles, info.Claims, len(info.Problems))
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO reading_bodies (seq, body) VALUES (?,?)", seq, db.pack(body)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO page_lines (seq, page, outlet, troubled, info) VALUES (?,?,?,?,?)", seq, page, string(info.Outlet), len(info.Problems), string(line)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO page_languages (page, language) VALUES (?,?)", page, r.Language); err != nil {
		return err
	}
	if err := queue(ctx, tx, store.DuePage, page); err != nil {
		return err
	}
	if err := putClaims(ctx, tx, page, r); err != nil {
		return err
	}
	if err := putForms(ctx, tx, r); err != nil {
		return err
	}
	return tx.touchPage(ctx, page)
}

func pageInfo(r *parley.Reading) parley.PageInfo {
	info := parley.PageInfo{
		ID: r.ID, Source: r.Source, Outlet: r.Outlet, Kind: r.Kind,
		Items: len(r.Items), Claims: len(r.Claims), Problems: r.Problems,
	}
	for _, it := range r.Items {
		if info.Title == "" || it.Kind == parley.ItemArticle {
			info.Title = string(it.Title)
		}
		if it.Kind == parley.ItemArticle {
			info.Dated = parley.BasisUnknown
			if it.Published != nil {
				info.Published, info.Dated = parley.Maybe(it.Published.Value), it.Published.Basis
			}
			break
		}
	}
	return info
}

// ReplaceReadings puts new readings in the place of those of the same pages.
func (db *DB) ReplaceReadings(ctx context.Context, version string, readings []*parley.Reading) (err error) {
	defer within(&err, "replace readings")
	return db.inChange(ctx, func(tx *change) error {
		tx.only()
		for _, r := range readings {
			if err := db.replaceReading(ctx, tx, version, r); err != nil {
				return fmt.Errorf("%s: %w", r.Source, err)
			}
			if err := queue(ctx, tx, store.DueDate, r.ID); err != nil {
				return err
			}
		}
		return grow(ctx, tx)
	})
}

// replaceReading puts a new reading in the place of that of its page; sql.ErrNoRows where there is no such page.
func (db *DB) replaceReading(ctx context.Context, tx *change, version string, r *parley.Reading) error {
	var seq int64
	if err := tx.QueryRowContext(ctx, "SELECT seq FROM pages WHERE id = ?", r.ID).Scan(&seq); err != nil {
		return err
	}
	if err := tx.touchPage(ctx, r.ID); err != nil { // what rested on it as it was
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM readings WHERE page = ?", r.ID); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM reading_bodies WHERE seq = ?", seq); err != nil {
		return err
	}
	return db.putReading(ctx, tx, version, r.ID, seq, r)
}

// DeletePages takes pages out, with what was read from them.
func (db *DB) DeletePages(ctx context.Context, ids []string) (err error) {
	defer within(&err, "delete pages")
	return db.inChange(ctx, func(tx *change) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, "DELETE FROM pages WHERE id = ?", id); err != nil {
				return err
			}
			for _, name := range []string{store.DueDate, store.DuePage} {
				if err := queue(ctx, tx, name, id); err != nil {
					return err
				}
			}
		}
		return grow(ctx, tx)
	})
}

// StoredPages returns pages in the order in which they came.
func (db *DB) StoredPages(ctx context.Context, after int64, limit int) (pages []*parley.Page, last int64, err error) {
	defer within(&err, "stored pages")
	rows, err := db.read.QueryContext(ctx, `SELECT seq, source, media, charset, url, outlet, title, lead, published, authors, fetched, problems, bytes
		FROM pages WHERE seq > ? ORDER BY seq LIMIT ?`, after, limit)
	if err != nil {
		return nil, after, err
	}
	defer rows.Close()
	last = after
	for rows.Next() {
		p, authors, problems, packed := &parley.Page{}, "", "", []byte(nil)
		err := rows.Scan(&last, &p.Source, &p.Media, &p.Charset, &p.URL, &p.Outlet, &p.Title, &p.Lead, &p.Published, &authors, &p.Fetched, &problems, &packed)
		if err != nil {
			return nil, after, err
		}
		if p.Bytes, err = db.unpack(packed); err != nil {
			return nil, after, fmt.Errorf("%s: bytes: %w", p.Source, err)
		}
		if err := json.Unmarshal([]byte(problems), &p.Problems); err != nil {
			return nil, after, fmt.Errorf("%s: problems: %w", p.Source, err)
		}
		if err := json.Unmarshal([]byte(authors), &p.Authors); err != nil {
			return nil, after, fmt.Errorf("%s: authors: %w", p.Source, err)
		}
		pages = append(pages, p)
	}
	return pages, last, rows.Err()
}

// StoredPage returns one page, nil where there is none.
func (db *DB) StoredPage(ctx context.Context, id string) (p *parley.Page, err error) {
	defer within(&err, "stored page")
	var seq int64
	if err := db.read.QueryRowContext(ctx, "SELECT seq FROM pages WHERE id = ?", id).Scan(&seq); err != nil {
		return none[parley.Page](nil, err)
	}
	pages, _, err := db.StoredPages(ctx, seq-1, 1)
	if err != nil || len(pages) == 0 {
		return nil, err
	}
	return pages[0], nil
}

// behindNow asks which stages are behind the newest pages, or have something due.
const behindNow = `SELECT stage FROM cursors WHERE stage <> '' AND at < (SELECT at FROM cursors WHERE stage = '')
	UNION SELECT 'merge' WHERE EXISTS (SELECT 1 FROM due WHERE queue IN ('date','loan','again','page','claims','event'))
	UNION SELECT 'story' WHERE EXISTS (SELECT 1 FROM due WHERE queue IN ('date','loan','again','page','segment','story'))
	UNION SELECT 'track' WHERE EXISTS (SELECT 1 FROM due WHERE queue <> 'edit')
	ORDER BY 1`

// Behind names the stages that have not dealt with the newest pages yet, or have work to do anew.
func (db *DB) Behind(ctx context.Context) (stages []string, err error) {
	defer within(&err, "behind")
	err = eachRow(ctx, db.read, behindNow, func(rows *sql.Rows) error {
		var s string
		err := rows.Scan(&s)
		stages = append(stages, s)
		return err
	})
	return stages, err
}

// Readings returns readings in the order in which their pages came.
func (db *DB) Readings(ctx context.Context, after int64, limit int) (out []*parley.Reading, last int64, err error) {
	defer within(&err, "readings")
	rows, err := db.read.QueryContext(ctx, "SELECT seq, body FROM reading_bodies WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)
	if err != nil {
		return nil, after, err
	}
	defer rows.Close()
	last = after
	for rows.Next() {
		var packed []byte
		if err := rows.Scan(&last, &packed); err != nil {
			return nil, after, err
		}
		r, err := db.reading(packed)
		if err != nil {
			return nil, after, err
		}
		out = append(out, r)
	}
	return out, last, rows.Err()
}

func (db *DB) reading(packed []byte) (*parley.Reading, error) {
	body, err := db.unpack(packed)
	if err != nil {
		return nil, err
	}
	r := &parley.Reading{}
	return r, db.plans.Decode(string(body), r)
}

// AddEdit appends to the log of what people changed.
func (db *DB) AddEdit(ctx context.Context, e parley.Edit) (seq int64, err error) {
	defer within(&err, "add edit")
	err = db.inChange(ctx, func(tx *change) error {
		tx.only()
		tx.touch(parley.ThingEdits, "log") // all else when a stage deals with it
		body, err := json.Marshal(e)
		if err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, "INSERT INTO edits (body) VALUES (?)", string(body))
		if err != nil {
			return err
		}
		if seq, err = res.LastInsertId(); err != nil {
			return err
		}
		for _, q := range []string{store.DueClaims, store.DueEvent} {
			if err := queue(ctx, tx, q, store.DueEdit); err != nil {
				return err
			}
		}
		return grow(ctx, tx)
	})
	return seq, err
}

// Edits returns the log of what people changed, in order.
func (db *DB) Edits(ctx context.Context) (out []parley.Edit, err error) {
	defer within(&err, "edits")
	rows, err := db.read.QueryContext(ctx, "SELECT seq, body FROM edits ORDER BY seq")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var body string
		var e parley.Edit
		if err := rows.Scan(&seq, &body); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(body), &e); err != nil {
			return nil, fmt.Errorf("edit %d: %w", seq, err)
		}
		e.Seq = seq
		out = append(out, e)
	}
	return out, rows.Err()
}

// Revision is the ledger's revision.
func (db *DB) Revision(ctx context.Context) (int64, error) { return db.Cursor(ctx, "") }

// Cursor is the revision that the stage has dealt with, 0 where it has done nothing.
func (db *DB) Cursor(ctx context.Context, stage string) (at int64, err error) {
	defer within(&err, "cursor")
	err = db.ready.row(ctx, "SELECT at FROM cursors WHERE stage = ?", stage).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return at, err
}

// grow makes the ledger's revision grow by one.
func grow(ctx context.Context, tx *change) error {
	_, err := tx.ExecContext(ctx, "UPDATE cursors SET at = at + 1 WHERE stage = ''")
	return err
}

func setCursor(ctx context.Context, tx *change, stage string, at int64) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO cursors VALUES (?, ?) ON CONFLICT (stage) DO UPDATE SET at = excluded.at", stage, at)
	return err
}
