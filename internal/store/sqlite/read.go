package sqlite

// This file answers the questions of screens and exports.

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"parley"
)

// stateNow asks for the sum of all cursors and for the last change of the journal. Each grows in
// one transaction with what it stands for.
const stateNow = "(SELECT COALESCE(SUM(at), 0) FROM cursors), (SELECT COALESCE(MAX(n), 0) FROM touched)"

// State is the sum of both. A server, which asks for it several times for a screen, asks the file at most once
// in stateTime, and after each change of its own; while columns of a state shortly before are lent,
// it is that one.
func (db *DB) State(ctx context.Context) (n int64, err error) {
	defer within(&err, "state")
	if n, err = db.present(ctx); err != nil || db.shelf == nil {
		return n, err
	}
	return db.lentState(ctx, n)
}

// present is the state of the ledger as it is.
func (db *DB) present(ctx context.Context) (n int64, err error) {
	known, changes := db.stated.get()
	if known != nil && db.shelf != nil && !db.shelf.always {
		return *known, nil
	}
	var at int64
	if err := db.ready.row(ctx, "SELECT "+stateNow).Scan(&n, &at); err != nil {
		return 0, err
	}
	n += at
	db.positions.note(n, at)
	db.stated.put(n, changes)
	return n, nil
}

// stateTime is how late a server may notice what another program has changed.
const stateTime = 5 * time.Millisecond

// stated is the state as it was last read.
type stated struct {
	mu      sync.Mutex
	state   int64
	at      time.Time
	changes int // of our own
}

func (s *stated) get() (state *int64, changes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.at) > stateTime {
		return nil, s.changes
	}
	n := s.state
	return &n, s.changes
}

// put notes what was read after so many changes.
func (s *stated) put(state int64, changes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if changes == s.changes {
		s.state, s.at = state, time.Now()
	}
}

func (s *stated) changed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = time.Time{}
	s.changes++
}

type scanner interface{ Scan(...any) error }

// unpackEvent reads the body of an event into what e points to; it returns its length.
func (db *DB) unpackEvent(packed []byte, e any) (int, error) {
	body, err := db.unpackNote(packed)
	if err != nil {
		return 0, err
	}
	return len(body), db.plans.Decode(string(body), e)
}

func (db *DB) scanEvent(s scanner) (*parley.Event, error) {
	var packed []byte
	var track string
	var round sql.NullInt64
	if err := s.Scan(&packed, &track, &round); err != nil {
		return nil, err
	}
	e := &parley.Event{}
	if _, err := db.unpackEvent(packed, e); err != nil {
		return nil, err
	}
	e.Track = parley.Maybe(track)
	if round.Valid {
		n := int(round.Int64)
		e.Round = &n
	}
	return e, nil
}

// Event returns one event, nil where there is none.
func (db *DB) Event(ctx context.Context, id string) (e *parley.Event, err error) {
	defer within(&err, "event")
	e, err = db.scanEvent(db.ready.row(ctx, "SELECT body, track, round FROM events WHERE id = ?", id))
	return none(e, err)
}

// none turns "no rows" into nil.
func none[T any](v *T, err error) (*T, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

// list reads a column of JSON bodies.
func list[T any](ctx context.Context, db *DB, query string, args ...any) ([]T, error) {
	rows, err := db.ready.rows(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		v, err := scanJSON[T](db, rows)
		if err != nil {
			return nil, err
		}
		out = append(out, *v)
	}
	return out, rows.Err()
}

func scanJSON[T any](db *DB, s scanner) (*T, error) {
	var body string
	if err := s.Scan(&body); err != nil {
		return nil, err
	}
	v := new(T)
	return v, db.plans.Decode(body, v)
}

// Tracks lists the tracks by standing, of one the most recently moved first.
func (db *DB) Tracks(ctx context.Context) (out []parley.Track, err error) {
	defer within(&err, "tracks")
	return list[parley.Track](ctx, db, "SELECT body FROM tracks ORDER BY rank, moved DESC, id")
}

// Track returns one track, by its id or that of one that was joined with it; nil where there is none.
func (db *DB) Track(ctx context.Context, id string) (t *parley.Track, err error) {
	defer within(&err, "track")
	t, err = none(scanJSON[parley.Track](db, db.ready.row(ctx, "SELECT body FROM tracks WHERE id = ?", id)))
	if t != nil || err != nil {
		return t, err
	}
	return none(scanJSON[parley.Track](db, db.ready.row(ctx, "SELECT t.body FROM track_aliases a JOIN tracks t ON t.id = a.track WHERE a.alias = ? ORDER BY t.id LIMIT 1", id)))
}

// Course tells what became of a track when. Its text is read no further than that.
func (db *DB) Course(ctx context.Context, id string) (c *parley.TrackCourse, err error) {
	defer within(&err, "course of a track")
	var body string
	if err := db.ready.row(ctx, "SELECT body FROM tracks WHERE id = ?", id).Scan(&body); err != nil {
		return none[parley.TrackCourse](nil, err)
	}
	var x struct {
		Stages []parley.Stage `json:"stages"`
		Rounds []struct {
			Time *struct {
				Value string `json:"value"`
			} `json:"time"`
			Status parley.Status `json:"status"`
		} `json:"rounds"`
	}
	if err := db.parts.Decode(body, &x); err != nil {
		return nil, err
	}
	c = &parley.TrackCourse{Stages: x.Stages}
	for _, r := range x.Rounds {
		if r.Time != nil && r.Status == parley.Occurred {
			c.Held = append(c.Held, strings.Clone(r.Time.Value))
		}
	}
	for i := range c.Stages { // they lie in a text that may be long
		s := &c.Stages[i]
		*s = parley.Stage{State: parley.TrackState(strings.Clone(string(s.State))), Since: parley.Maybe(strings.Clone(string(s.Since))), Event: strings.Clone(s.Event)}
	}
	return c, nil
}

// Stories lists the stories, the latest first.
func (db *DB) Stories(ctx context.Context, limit int) (out []parley.Story, err error) {
	defer within(&err, "stories")
	if out, err = db.StoryLines(ctx, limit); err != nil {
		return nil, err
	}
	for i := range out {
		if err := db.storyEvents(ctx, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// StoryLines lists them without their events.
func (db *DB) StoryLines(ctx context.Context, limit int) (out []parley.Story, err error) {
	defer within(&err, "story lines")
	return list[parley.Story](ctx, db, "SELECT body FROM stories ORDER BY last DESC, size DESC, id LIMIT 0+?", noLimit(limit))
}

// Story returns one story, nil where there is none.
func (db *DB) Story(ctx context.Context, id string) (s *parley.Story, err error) {
	defer within(&err, "story")
	s, err = none(scanJSON[parley.Story](db, db.ready.row(ctx, "SELECT body FROM stories WHERE id = ?", id)))
	if err != nil || s == nil {
		return nil, err
	}
	return s, db.storyEvents(ctx, s)
}

// StoriesOf returns the stories that items of the page belong to.
func (db *DB) StoriesOf(ctx context.Context, page string) (out []parley.Story, err error) {
	defer within(&err, "stories of a page")
	return list[parley.Story](ctx, db, "SELECT body FROM stories WHERE id IN (SELECT story FROM story_items WHERE page = ?) ORDER BY id", page)
}

// storyEvents fills in the events that the story's items tell.
func (db *DB) storyEvents(ctx context.Context, s *parley.Story) error {
	if c, err := db.columns(ctx); err != nil {
		return err
	} else if c != nil {
		whole, err := db.storyPlaces(ctx, c, s)
		if whole || err != nil {
			return err
		}
	}
	rows, err := db.ready.rows(ctx, `SELECT DISTINCT e.id FROM story_items i JOIN event_claims c ON c.page = i.page AND c.item = i.item
		JOIN events e ON e.n = c.n WHERE i.story = ? ORDER BY e.id`, s.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	s.Events = []string{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return err
		}
		s.Events = append(s.Events, id)
	}
	return rows.Err()
}

// storyPlaces is storyEvents with the ids from memory; false where the ledger has changed.
func (db *DB) storyPlaces(ctx context.Context, c *columns, s *parley.Story) (whole bool, err error) {
	s.Events, whole = []string{}, true
	const q = "SELECT DISTINCT c.n FROM story_items i CROSS JOIN event_claims c ON c.page = i.page AND c.item = i.item WHERE i.story = ?"
	err = db.ready.each(ctx, q, func(rows *sql.Rows) error {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return err
		}
		i, ok := c.find(n)
		if whole = whole && ok; whole {
			s.Events = append(s.Events, c.id(int32(i)))
		}
		return nil
	}, s.ID)
	slices.Sort(s.Events)
	return whole, err
}

const bodyOf = "SELECT b.body FROM pages p JOIN reading_bodies b ON b.seq = p.seq WHERE p.id = ?"

// Text returns the text of a page with its blocks, nil where there is none.
func (db *DB) Text(ctx context.Context, pageID string) (r *parley.Reading, err error) {
	defer within(&err, "text")
	var packed []byte
	err = db.ready.row(ctx, bodyOf, pageID).Scan(&packed)
	if err != nil {
		return none[parley.Reading](nil, err)
	}
	body, err := db.unpack(packed)
	if err != nil {
		return nil, err
	}
	var x struct {
		ID     string         `json:"id"`
		Text   string         `json:"text"`
		Blocks []parley.Block `json:"blocks"`
	}
	err = db.parts.Decode(string(body), &x)
	return &parley.Reading{ID: x.ID, Text: x.Text, Blocks: x.Blocks}, err
}

// Reading returns what was read from a page, nil where there is none.
func (db *DB) Reading(ctx context.Context, pageID string) (r *parley.Reading, err error) {
	defer within(&err, "reading")
	var packed []byte
	err = db.ready.row(ctx, bodyOf, pageID).Scan(&packed)
	if err != nil {
		return none[parley.Reading](nil, err)
	}
	return db.reading(packed)
}
