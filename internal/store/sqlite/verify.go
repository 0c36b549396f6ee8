package sqlite

// This file proves a ledger whole and copies it.

import (
	"context"
	"fmt"
	"os"

	"parley"
	"parley/internal/store"
)

// checks are queries that return one line of text for every fault.
var checks = []string{
	"SELECT 'page ' || id || ' has no reading' FROM pages WHERE id NOT IN (SELECT page FROM readings)",
	"SELECT 'reading of page ' || id || ' has no body' FROM pages WHERE seq NOT IN (SELECT seq FROM reading_bodies)",
	"SELECT 'reading of page ' || page || ' has no page' FROM readings WHERE page NOT IN (SELECT id FROM pages)",
	`SELECT 'page ' || page || ' counts ' || claims || ' claims and has ' || (SELECT COUNT(*) FROM claims c WHERE c.page = r.page)
		FROM readings r WHERE claims <> (SELECT COUNT(*) FROM claims c WHERE c.page = r.page)`,
	"SELECT 'event ' || id || ' has no claim' FROM events WHERE n NOT IN (SELECT n FROM event_claims)",
	"SELECT 'claim ' || claim || ' is in several events' FROM event_claims GROUP BY claim HAVING COUNT(*) > 1",
	"SELECT 'event ' || id || ' cannot be searched' FROM events WHERE n NOT IN (SELECT rowid FROM event_text)",
	"SELECT 'a note that does not exist has cell ' || cell FROM note_cells WHERE note NOT IN (SELECT n FROM notes)",
	"SELECT 'stage ' || stage || ' is ahead of the ledger' FROM cursors WHERE at > (SELECT at FROM cursors WHERE stage = '')",
}

// whenDone are checks that hold only when a stage has dealt with everything: until then
// what it made may still speak of what is gone.
var whenDone = []struct{ stage, query string }{
	{"story", "SELECT 'story ' || id || ' has no item' FROM stories WHERE id NOT IN (SELECT story FROM story_items)"},
	{"story", "SELECT 'story ' || story || ' names page ' || page || ' that does not exist' FROM story_items WHERE page NOT IN (SELECT id FROM pages)"},
	{"merge", "SELECT 'claim ' || id || ' is in no event' FROM claims WHERE id NOT IN (SELECT claim FROM event_claims)"},
	{"merge", "SELECT 'event ' || e.id || ' names claim ' || claim || ' that does not exist' FROM event_claims c JOIN events e ON e.n = c.n WHERE claim NOT IN (SELECT id FROM claims)"},
	{"track", "SELECT 'track ' || id || ' has no event' FROM tracks WHERE id NOT IN (SELECT track FROM events)"},
	{"track", `SELECT 'event ' || id || ' names track ' || track || ' that does not exist' FROM events
		WHERE track <> '' AND track NOT IN (SELECT id FROM tracks)`},
	{"track", "SELECT 'track ' || t.id || ' moved, ' || a.actor || ' does not say when' FROM tracks t JOIN track_actors a ON a.track = t.id WHERE a.moved IS NOT t.moved"},
	{"track", "SELECT 'track ' || t.id || ' has another rank in lists' FROM tracks t JOIN track_lines l ON l.id = t.id WHERE l.rank <> t.rank"},
}

// Verify proves the file sound, every derived row's references good, every page's bytes
// and reading whole.
func (db *DB) Verify(ctx context.Context) (r store.Report, err error) {
	defer within(&err, "verify")
	r.Faults, err = column(ctx, db.read, "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'")
	if err != nil {
		return r, err
	}
	queries := checks
	at, err := db.Revision(ctx)
	if err != nil {
		return r, err
	}
	for _, d := range whenDone {
		c, err := db.Cursor(ctx, d.stage)
		if err != nil {
			return r, err
		}
		r.Behind = r.Behind || c < at
		if c == at && at > 0 {
			queries = append(queries[:len(queries):len(queries)], d.query)
		}
	}
	for _, q := range queries {
		found, err := column(ctx, db.read, q)
		if err != nil {
			return r, err
		}
		r.Faults = append(r.Faults, found...)
	}
	if err := db.verifyPages(ctx, &r); err != nil {
		return r, err
	}
	waiting, err := column(ctx, db.read, "SELECT key FROM due LIMIT 1")
	if err != nil {
		return r, err
	}
	r.Behind = r.Behind || len(waiting) > 0
	r.Counts, err = db.Counts(ctx)
	return r, err
}

// verifyPages unpacks every page and reading and compares the hash and the claims.
func (db *DB) verifyPages(ctx context.Context, r *store.Report) error {
	rows, err := db.read.QueryContext(ctx, `SELECT p.id, p.hash, p.source, p.url, p.title, p.lead, p.published, p.bytes, b.body, r.claims
		FROM pages p JOIN reading_bodies b ON b.seq = p.seq JOIN readings r ON r.page = p.id ORDER BY p.seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, hash string
		var p parley.Page
		var packed, body []byte
		var claims int
		if err := rows.Scan(&id, &hash, &p.Source, &p.URL, &p.Title, &p.Lead, &p.Published, &packed, &body, &claims); err != nil {
			return err
		}
		if fault := db.verifyPage(&p, id, hash, packed, body, claims); fault != "" {
			r.Faults = append(r.Faults, fmt.Sprintf("page %s: %s", id, fault))
		}
	}
	return rows.Err()
}

func (db *DB) verifyPage(p *parley.Page, id, hash string, packed, body []byte, claims int) string {
	var err error
	if p.Bytes, err = db.unpack(packed); err != nil {
		return "bytes: " + err.Error()
	}
	if p.ID() != id || p.Hash() != hash {
		return "bytes do not have the hash they came with"
	}
	reading, err := db.reading(body)
	if err != nil {
		return "reading: " + err.Error()
	}
	if reading.ID != id || len(reading.Claims) != claims {
		return "reading does not belong to it"
	}
	return ""
}

// Backup writes a copy to a file that must not exist. Writers go on meanwhile.
func (db *DB) Backup(ctx context.Context, file string) (err error) {
	defer within(&err, "backup")
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s exists", file)
	}
	part := file + ".part"
	if err := os.Remove(part); err != nil && !os.IsNotExist(err) {
		return err
	}
	conn, err := db.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "PRAGMA query_only = 0"); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "VACUUM INTO ?", part)
	if _, back := conn.ExecContext(ctx, "PRAGMA query_only = 1"); err == nil {
		err = back
	}
	if err != nil {
		return err
	}
	return settle(part, file)
}

// settle makes the finished part durable and gives it its name.
func settle(part, file string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	err = f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(part, file)
}
