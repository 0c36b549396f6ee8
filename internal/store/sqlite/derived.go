package sqlite

// This file writes what the stages make: each Put replaces everything its stage made
// before, touching only the rows that changed.

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"parley"
)

// row is one derived thing on its way to its table.
type row struct {
	id   string
	body string
	sum  int64
	put  func(r row) error
}

func newRow(id string, v any, put func(row) error) (row, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return row{}, fmt.Errorf("%s: %w", id, err)
	}
	h := sha256.Sum256(body)
	return row{id: id, body: string(body), sum: int64(binary.LittleEndian.Uint64(h[:8])), put: put}, nil
}

// replace deletes the rows of the table that are not among rows, or differ, and puts the
// new ones.
func replace(ctx context.Context, tx *sql.Tx, table string, rows []row) error {
	old, err := sums(ctx, tx, table)
	if err != nil {
		return err
	}
	var write []row
	for _, r := range rows {
		if sum, ok := old[r.id]; !ok || sum != r.sum {
			write = append(write, r)
			continue
		}
		delete(old, r.id)
	}
	for id := range old {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE id = ?", id); err != nil {
			return err
		}
	}
	for _, r := range write {
		if err := r.put(r); err != nil {
			return fmt.Errorf("%s: %w", r.id, err)
		}
	}
	return nil
}

func sums(ctx context.Context, tx *sql.Tx, table string) (map[string]int64, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, sum FROM "+table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var id string
		var sum int64
		if err := rows.Scan(&id, &sum); err != nil {
			return nil, err
		}
		out[id] = sum
	}
	return out, rows.Err()
}

// PutEvents replaces the events.
func (db *DB) PutEvents(ctx context.Context, stage string, revision int64, all []parley.Event) (err error) {
	defer within(&err, "put events")
	return inTx(ctx, db.write, func(tx *sql.Tx) error {
		p, err := prepareEvents(ctx, tx)
		if err != nil {
			return err
		}
		if p.marks, err = eventMarks(ctx, tx); err != nil {
			return err
		}
		rows := make([]row, len(all))
		for i := range all {
			e := all[i]
			e.Track, e.Round = "", nil // the track stage's
			if rows[i], err = newRow(e.ID, e, func(r row) error { return p.put(ctx, &e, r) }); err != nil {
				return err
			}
		}
		if err := replace(ctx, tx, "events", rows); err != nil {
			return err
		}
		return setCursor(ctx, tx, stage, revision)
	})
}

// eventPuts are the statements that write an event. An event that was there keeps its marks
// until the track stage sets them anew.
type eventPuts struct {
	event, taken, text, actor, claim *sql.Stmt
	marks                            map[string]mark
}

func prepareEvents(ctx context.Context, tx *sql.Tx) (p eventPuts, err error) {
	for _, s := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&p.event, `INSERT INTO events (n, id, kind, object, status, first, last, at, seen, place, place_state, topics, outlets, track, round, sum, body)
			VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULLIF(?,0),?,?)`},
		{&p.taken, "SELECT EXISTS (SELECT 1 FROM events WHERE n = ?)"},
		{&p.text, "INSERT INTO event_text (rowid, words) VALUES (?,?)"},
		{&p.actor, "INSERT OR IGNORE INTO event_actors (actor, role, event) VALUES (?,?,?)"},
		{&p.claim, "INSERT INTO event_claims (claim, event, page, item) VALUES (?,?,?,?)"},
	} {
		if *s.to, err = tx.PrepareContext(ctx, s.sql); err != nil {
			return p, err
		}
	}
	return p, nil
}

func (p eventPuts) put(ctx context.Context, e *parley.Event, r row) error {
	first, last, at := eventDays(e)
	n, err := p.number(ctx, e.ID, at)
	if err != nil {
		return err
	}
	var place parley.Place
	if e.Place != nil {
		place = *e.Place
	}
	m := p.marks[e.ID]
	_, err = p.event.ExecContext(ctx, n, e.ID, string(e.Kind), string(e.Object), string(e.Status), first, last, at, string(e.FirstSeen),
		place.Name, string(place.State), spaced(e.Topics), spaced(outlets(e)), m.track, m.round, r.sum, r.body)
	if err != nil {
		return err
	}
	if _, err := p.text.ExecContext(ctx, n, evidence(e)); err != nil {
		return err
	}
	for _, a := range e.Actors {
		for _, id := range []string{a.ID, a.Key()} {
			if _, err := p.actor.ExecContext(ctx, id, string(a.Role), e.ID); err != nil {
				return err
			}
		}
	}
	for _, c := range e.Claims {
		if _, err := p.claim.ExecContext(ctx, c.ID, e.ID, c.Page, c.Item); err != nil {
			return fmt.Errorf("claim %s: %w", c.ID, err)
		}
	}
	return nil
}

// eventDays are the columns first, last and at.
func eventDays(e *parley.Event) (first, last, at sql.NullInt64) {
	if e.Time != nil {
		if d, ok := days(e.Time.Value); ok {
			first, last, at = num(d.From), num(d.To), num(d.From)
			if d.From == parley.DayMin {
				at = last
			}
			return first, last, at
		}
	}
	if e.Status == parley.Occurred || e.Status == parley.Ongoing {
		if d, ok := days(string(e.FirstSeen)); ok && d.From != parley.DayMin {
			at = num(d.From)
		}
	}
	return first, last, at
}

// days are the days that an EDTF value may mean; false where its year is not known.
func days(value string) (parley.Interval, bool) {
	e, err := parley.ParseEDTF(value)
	if err != nil || e.IsZero() {
		return parley.Interval{}, false
	}
	d := e.Bounds()
	return d, d.From != parley.DayMin || d.To != parley.DayMax
}

func num(d parley.Day) sql.NullInt64 { return sql.NullInt64{Int64: int64(d), Valid: true} }

// PutStories replaces the stories.
func (db *DB) PutStories(ctx context.Context, stage string, revision int64, all []parley.Story) (err error) {
	defer within(&err, "put stories")
	return inTx(ctx, db.write, func(tx *sql.Tx) error {
		rows := make([]row, len(all))
		for i := range all {
			s := all[i]
			s.Events = nil // from the events' claims
			rows[i], err = newRow(s.ID, s, func(r row) error { return putStory(ctx, tx, &s, r) })
			if err != nil {
				return err
			}
		}
		if err := replace(ctx, tx, "stories", rows); err != nil {
			return err
		}
		return setCursor(ctx, tx, stage, revision)
	})
}

func putStory(ctx context.Context, tx *sql.Tx, s *parley.Story, r row) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO stories (id, last, size, sum, body) VALUES (?,?,?,?,?)", s.ID, string(s.Last), len(s.Items), r.sum, r.body)
	if err != nil {
		return err
	}
	for _, it := range s.Items {
		if _, err := tx.ExecContext(ctx, "INSERT INTO story_items (page, item, story) VALUES (?,?,?)", it.Page, it.Item, s.ID); err != nil {
			return fmt.Errorf("item %s: %w", it.ID, err)
		}
	}
	return nil
}

// PutTracks replaces the tracks and marks their events.
func (db *DB) PutTracks(ctx context.Context, stage string, revision int64, all []parley.Track) (err error) {
	defer within(&err, "put tracks")
	return inTx(ctx, db.write, func(tx *sql.Tx) error {
		marks, err := eventMarks(ctx, tx)
		if err != nil {
			return err
		}
		rows := make([]row, len(all))
		for i := range all {
			t := &all[i]
			put := func(r row) error {
				_, err := tx.ExecContext(ctx, "INSERT INTO tracks (id, moved, sum, body) VALUES (?,?,?,?)", t.ID, moved(t, marks), r.sum, r.body)
				return err
			}
			if rows[i], err = newRow(t.ID, t, put); err != nil {
				return err
			}
			rows[i].sum += moved(t, marks).Int64
		}
		if err := replace(ctx, tx, "tracks", rows); err != nil {
			return err
		}
		if err := markEvents(ctx, tx, all, marks); err != nil {
			return err
		}
		return setCursor(ctx, tx, stage, revision)
	})
}

// mark is what the track stage says of an event; at is the event's place in time.
type mark struct {
	track string
	round int64 // 0: none
	at    sql.NullInt64
}

func eventMarks(ctx context.Context, tx *sql.Tx) (map[string]mark, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, track, COALESCE(round, 0), at FROM events")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]mark{}
	for rows.Next() {
		var id string
		var m mark
		if err := rows.Scan(&id, &m.track, &m.round, &m.at); err != nil {
			return nil, err
		}
		out[id] = m
	}
	return out, rows.Err()
}

// moved is the day of the track's latest event.
func moved(t *parley.Track, marks map[string]mark) (day sql.NullInt64) {
	for _, id := range t.Events {
		if at := marks[id].at; at.Valid && (!day.Valid || at.Int64 > day.Int64) {
			day = at
		}
	}
	return day
}

func markEvents(ctx context.Context, tx *sql.Tx, all []parley.Track, old map[string]mark) error {
	want := map[string]mark{}
	for _, t := range all {
		for _, id := range t.Events {
			want[id] = mark{track: t.ID}
		}
		for _, r := range t.Rounds {
			for _, id := range r.Events {
				want[id] = mark{track: t.ID, round: int64(r.Number)}
			}
		}
	}
	for id := range want {
		if _, ok := old[id]; !ok {
			return fmt.Errorf("track %s names event %s that does not exist", want[id].track, id)
		}
	}
	for id, o := range old {
		w := want[id]
		if w.track == o.track && w.round == o.round {
			continue
		}
		_, err := tx.ExecContext(ctx, "UPDATE events SET track = ?, round = NULLIF(?, 0) WHERE id = ?", w.track, w.round, id)
		if err != nil {
			return err
		}
	}
	return nil
}
