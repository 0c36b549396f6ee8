package sqlite

// This file writes what the stages make.

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"parley"
	"parley/internal/store"
)

// Commit writes one step of a stage; see store.Change.
func (db *DB) Commit(ctx context.Context, c store.Change) (err error) {
	defer within(&err, "commit "+c.Stage)
	return inTx(ctx, db.write, func(tx *sql.Tx) error {
		for _, write := range []func(context.Context, *sql.Tx, *store.Change) error{
			db.commitNotes, commitStories, commitEvents, commitTracks,
		} {
			if err := write(ctx, tx, &c); err != nil {
				return err
			}
		}
		if c.Revision == 0 {
			return nil
		}
		return setCursor(ctx, tx, c.Stage, c.Revision)
	})
}

// row is one derived thing on its way to its table.
type row struct {
	body string
	sum  int64
}

func newRow(id string, v any) (row, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return row{}, fmt.Errorf("%s: %w", id, err)
	}
	h := sha256.Sum256(body)
	return row{body: string(body), sum: int64(binary.LittleEndian.Uint64(h[:8]))}, nil
}

// remove deletes rows of a table by their ids.
func remove(ctx context.Context, tx *sql.Tx, table string, ids ...string) error {
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// fresh makes the rows of the things and leaves out those that stand in the table as they
// are. What is to be written is deleted first, as its parts may move from one to another.
func fresh[T any](ctx context.Context, tx *sql.Tx, table string, all []T, id func(*T) string) (rows []row, write []int, err error) {
	rows = make([]row, len(all))
	seen := make(map[string]bool, len(all))
	for i := range all {
		name := id(&all[i])
		if seen[name] {
			return nil, nil, fmt.Errorf("%s twice", name)
		}
		seen[name] = true
		if rows[i], err = newRow(name, &all[i]); err != nil {
			return nil, nil, err
		}
		var sum int64
		err := tx.QueryRowContext(ctx, "SELECT sum FROM "+table+" WHERE id = ?", name).Scan(&sum)
		switch {
		case err == nil && sum == rows[i].sum:
			continue
		case err == nil, errors.Is(err, sql.ErrNoRows):
		default:
			return nil, nil, err
		}
		write = append(write, i)
	}
	return rows, write, nil
}

// commitEvents writes the events that changed. One that was there keeps its marks until
// the track stage sets them anew.
func commitEvents(ctx context.Context, tx *sql.Tx, c *store.Change) error {
	if err := remove(ctx, tx, "events", c.GoneEvents...); err != nil || len(c.Events) == 0 {
		return err
	}
	p, err := prepareEvents(ctx, tx)
	if err != nil {
		return err
	}
	all := slices.Clone(c.Events)
	for i := range all {
		all[i].Track, all[i].Round = "", nil // the track stage's
	}
	rows, write, err := fresh(ctx, tx, "events", all, func(e *parley.Event) string { return e.ID })
	if err != nil {
		return err
	}
	marks := make([]mark, len(all))
	for _, i := range write {
		id := all[i].ID
		err := tx.QueryRowContext(ctx, "SELECT track, COALESCE(round, 0) FROM events WHERE id = ?", id).Scan(&marks[i].track, &marks[i].round)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := remove(ctx, tx, "events", id); err != nil {
			return err
		}
	}
	for _, i := range write {
		if err := p.put(ctx, &all[i], rows[i], marks[i]); err != nil {
			return fmt.Errorf("%s: %w", all[i].ID, err)
		}
	}
	return nil
}

// eventPuts are the statements that write an event.
type eventPuts struct {
	event, taken, text, actor, claim *sql.Stmt
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

func (p eventPuts) put(ctx context.Context, e *parley.Event, r row, m mark) error {
	first, last, at := eventDays(e)
	n, err := p.number(ctx, e.ID, at)
	if err != nil {
		return err
	}
	var place parley.Place
	if e.Place != nil {
		place = *e.Place
	}
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

// commitStories writes stories. An item that moved may stand for a while in one that is
// to be told again.
func commitStories(ctx context.Context, tx *sql.Tx, c *store.Change) error {
	if err := remove(ctx, tx, "stories", c.GoneStories...); err != nil {
		return err
	}
	for i := range c.Stories {
		s := c.Stories[i]
		s.Events = nil // from the events' claims
		r, err := newRow(s.ID, &s)
		if err != nil {
			return err
		}
		if err := remove(ctx, tx, "stories", s.ID); err != nil {
			return err
		}
		if err := putStory(ctx, tx, &s, r); err != nil {
			return fmt.Errorf("%s: %w", s.ID, err)
		}
	}
	return nil
}

func putStory(ctx context.Context, tx *sql.Tx, s *parley.Story, r row) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO stories (id, last, size, sum, body) VALUES (?,?,?,?,?)", s.ID, string(s.Last), len(s.Items), r.sum, r.body)
	if err != nil {
		return err
	}
	for _, it := range s.Items {
		if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO story_items (page, item, story) VALUES (?,?,?)", it.Page, it.Item, s.ID); err != nil {
			return fmt.Errorf("item %s: %w", it.ID, err)
		}
	}
	return nil
}

// mark is what the track stage says of an event.
type mark struct {
	track string
	round int64 // 0: none
}

// commitTracks writes the tracks that changed and marks their events: first those that
// are in none of them any more, as an event may move from one to another.
func commitTracks(ctx context.Context, tx *sql.Tx, c *store.Change) error {
	want := map[string]mark{}
	for i := range c.Tracks {
		marksOf(&c.Tracks[i], want)
	}
	touched := slices.Clone(c.GoneTracks)
	for i := range c.Tracks {
		touched = append(touched, c.Tracks[i].ID)
	}
	for _, id := range touched {
		old, err := column(ctx, tx, "SELECT id FROM events WHERE track = ? AND track <> ''", id)
		if err != nil {
			return err
		}
		for _, e := range old {
			if _, ok := want[e]; ok {
				continue
			}
			if _, err := tx.ExecContext(ctx, "UPDATE events SET track = '', round = NULL WHERE id = ?", e); err != nil {
				return err
			}
		}
	}
	if err := remove(ctx, tx, "tracks", c.GoneTracks...); err != nil {
		return err
	}
	rows, write, err := fresh(ctx, tx, "tracks", c.Tracks, func(t *parley.Track) string { return t.ID })
	if err != nil {
		return err
	}
	for _, i := range write {
		id := c.Tracks[i].ID
		if err := remove(ctx, tx, "tracks", id); err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, "INSERT INTO tracks (id, sum, body) VALUES (?,?,?)", id, rows[i].sum, rows[i].body); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
	}
	if err := setMarks(ctx, tx, want); err != nil {
		return err
	}
	for i := range c.Tracks {
		id := c.Tracks[i].ID
		_, err := tx.ExecContext(ctx, "UPDATE tracks SET moved = (SELECT MAX(at) FROM events WHERE track = ?1 AND track <> '') WHERE id = ?1", id)
		if err != nil {
			return err
		}
	}
	return nil
}

func marksOf(t *parley.Track, want map[string]mark) {
	for _, id := range t.Events {
		want[id] = mark{track: t.ID}
	}
	for _, r := range t.Rounds {
		for _, id := range r.Events {
			want[id] = mark{track: t.ID, round: int64(r.Number)}
		}
	}
}

// setMarks marks events, those alone whose marks are others.
func setMarks(ctx context.Context, tx *sql.Tx, want map[string]mark) error {
	for id, w := range want {
		var m mark
		err := tx.QueryRowContext(ctx, "SELECT track, COALESCE(round, 0) FROM events WHERE id = ?", id).Scan(&m.track, &m.round)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("track %s names event %s that does not exist", w.track, id)
		}
		if err != nil {
			return err
		}
		if m == w {
			continue
		}
		if _, err := tx.ExecContext(ctx, "UPDATE events SET track = ?, round = NULLIF(?, 0) WHERE id = ?", w.track, w.round, id); err != nil {
			return err
		}
	}
	return nil
}
