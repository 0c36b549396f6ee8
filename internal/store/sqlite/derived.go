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
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // a step is short; watching the context costs as much as a row
	return db.inChange(ctx, func(tx *change) error {
		tx.only()
		for _, write := range []func(context.Context, *change, *store.Change) error{
			db.commitReadings, db.commitNotes, commitStories, db.commitEvents, commitTracks,
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

// commitReadings writes pages that were read again. One that went in between is left out.
func (db *DB) commitReadings(ctx context.Context, tx *change, c *store.Change) error {
	for _, r := range c.Readings {
		if err := db.replaceReading(ctx, tx, c.Version, r); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("%s: %w", r.Source, err)
		}
	}
	return nil
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

// stood is what stands in a table of a thing that is to be written.
type stood struct {
	sum int64
	mark
}

// eventMarks are the columns of the marks of an event.
const eventMarks = "t.track, COALESCE(t.round, 0)"

// stand gives what stands of the things in the table, by id; what is not there is left out.
func stand(ctx context.Context, tx *change, table, marks string, ids []string) (map[string]stood, error) {
	list, err := asJSON(ids)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT t.id, t.sum, "+marks+" FROM json_each(?) j CROSS JOIN "+table+" t ON t.id = j.value", list)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[string]stood, len(ids))
	for rows.Next() {
		var id string
		var k stood
		if err := rows.Scan(&id, &k.sum, &k.track, &k.round); err != nil {
			return nil, err
		}
		out[id] = k
	}
	return out, rows.Err()
}

// fresh makes the rows of the things and takes what is to be written out of the table, as
// its parts may move from one to another. What stands there as it is is left alone.
func fresh[T any](ctx context.Context, tx *change, table, marks string, all []T, id func(*T) string) (rows []row, write []int, old map[string]stood, err error) {
	rows = make([]row, len(all))
	ids := make([]string, len(all))
	seen := make(map[string]bool, len(all))
	for i := range all {
		ids[i] = id(&all[i])
		if seen[ids[i]] {
			return nil, nil, nil, fmt.Errorf("%s twice", ids[i])
		}
		seen[ids[i]] = true
		if rows[i], err = newRow(ids[i], &all[i]); err != nil {
			return nil, nil, nil, err
		}
	}
	if old, err = stand(ctx, tx, table, marks, ids); err != nil {
		return nil, nil, nil, err
	}
	var gone []string
	for i, id := range ids {
		was, there := old[id]
		if there && was.sum == rows[i].sum {
			continue
		}
		if write = append(write, i); there {
			gone = append(gone, id)
		}
	}
	return rows, write, old, remove(ctx, tx, table, gone)
}

// commitEvents writes the events that changed. One that was there keeps its marks until
// the track stage sets them anew.
func (db *DB) commitEvents(ctx context.Context, tx *change, c *store.Change) error {
	if err := remove(ctx, tx, "events", c.GoneEvents); err != nil || len(c.Events) == 0 {
		return err
	}
	all := slices.Clone(c.Events)
	for i := range all {
		all[i].Track, all[i].Round = "", nil // the track stage's
	}
	rows, write, old, err := fresh(ctx, tx, "events", eventMarks, all, func(e *parley.Event) string { return e.ID })
	if err != nil {
		return err
	}
	p := newEventPuts(tx)
	numbers := make([]int64, len(write))
	for j, i := range write {
		if numbers[j], err = db.putEvent(ctx, tx, &all[i], rows[i], old[all[i].ID].mark); err != nil {
			return fmt.Errorf("%s: %w", all[i].ID, err)
		}
	}
	ids := make([]string, len(write))
	for j, i := range write {
		if err := p.parts(ctx, &all[i], numbers[j]); err != nil {
			return fmt.Errorf("%s: %w", all[i].ID, err)
		}
		ids[j] = all[i].ID
	}
	if err := p.flush(ctx); err != nil {
		return err
	}
	return tx.touchRows(ctx, "events", ids)
}

// eventPuts gather the rows of events and their parts.
type eventPuts struct{ text, role, actor, claims *bulk }

func newEventPuts(tx *change) eventPuts {
	return eventPuts{
		text:   newBulk(tx, "INSERT INTO event_text (rowid, words)", 2),
		role:   newBulk(tx, "INSERT OR IGNORE INTO event_actors (n, actor, role)", 3),
		actor:  newBulk(tx, "INSERT OR IGNORE INTO actor_events (actor, n, event, kind, status, at)", 6),
		claims: newBulk(tx, "INSERT INTO event_claims (claim, n, page, item)", 4),
	}
}

const insertEvent = `INSERT INTO events (n, id, kind, object, status, first, last, at, seen, place, place_state, topics, outlets, track, round, sum, body)
	VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULLIF(?,0),?,?)`

// putEvent writes the event itself and returns its number.
func (db *DB) putEvent(ctx context.Context, tx *change, e *parley.Event, r row, m mark) (int64, error) {
	first, last, at := eventDays(e)
	n, err := number(ctx, tx, e.ID, at)
	if err != nil {
		return 0, err
	}
	var place parley.Place
	if e.Place != nil {
		place = *e.Place
	}
	_, err = tx.ExecContext(ctx, insertEvent, n, e.ID, string(e.Kind), string(e.Object), string(e.Status), first, last, at, string(e.FirstSeen),
		place.Name, string(place.State), spaced(e.Topics), spaced(outlets(e)), m.track, m.round, r.sum, db.packNote([]byte(r.body)))
	return n, err
}

// parts writes what stands of the event in other tables.
func (p *eventPuts) parts(ctx context.Context, e *parley.Event, n int64) error {
	if err := p.text.add(ctx, n, evidence(e)); err != nil {
		return err
	}
	_, _, at := eventDays(e)
	for _, a := range e.Actors {
		ids := []string{a.ID, a.Key()}
		for _, id := range slices.Compact(ids) {
			if err := p.role.add(ctx, n, id, string(a.Role)); err != nil {
				return err
			}
			if err := p.actor.add(ctx, id, n, e.ID, string(e.Kind), string(e.Status), at); err != nil {
				return err
			}
		}
	}
	for _, c := range e.Claims {
		if err := p.claims.add(ctx, c.ID, n, c.Page, c.Item); err != nil {
			return fmt.Errorf("claim %s: %w", c.ID, err)
		}
	}
	return nil
}

func (p *eventPuts) flush(ctx context.Context) error {
	for _, b := range []*bulk{p.text, p.role, p.actor, p.claims} {
		if err := b.flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// eventDays are the columns first, last and at. What has no end goes on as far as it is told.
// What is told as done before it could have been stands where it was told: the day is another's.
func eventDays(e *parley.Event) (first, last, at sql.NullInt64) {
	done := e.Status == parley.Occurred || e.Status == parley.Ongoing
	seen, told := days(string(e.FirstSeen))
	if e.Time != nil {
		if d, ok := days(e.Time.Value); ok {
			first, last, at = num(d.From), num(d.To), num(d.From)
			if d.To == parley.DayMax && told && seen.To != parley.DayMax {
				last = num(max(d.From, seen.To))
			} else if d.To == parley.DayMax {
				last = first
			}
			if d.From == parley.DayMin {
				at = last
			}
			if done && told && seen.To != parley.DayMax && at.Int64 > int64(seen.To) {
				at = num(seen.To)
			}
			return first, last, at
		}
	}
	if done && told && seen.From != parley.DayMin {
		at = num(seen.From)
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

// commitStories writes the stories that changed. An item that moved may stand for a while in one
// that is to be told again.
func commitStories(ctx context.Context, tx *change, c *store.Change) error {
	told, rows, err := otherStories(ctx, tx, c.Stories)
	if err != nil {
		return err
	}
	if err := remove(ctx, tx, "stories", c.GoneStories); err != nil {
		return err
	}
	var ids, pages []string
	for i := range told {
		ids = append(ids, told[i].ID)
		for _, it := range told[i].Items {
			pages = append(pages, it.Page)
		}
	}
	if err := tx.touchRows(ctx, "stories", ids); err != nil {
		return err
	}
	stories := newBulk(tx, "INSERT INTO stories (id, last, size, sum, body)", 5)
	stories.tail = " ON CONFLICT (id) DO UPDATE SET last = excluded.last, size = excluded.size, sum = excluded.sum, body = excluded.body"
	for i := range told {
		s := &told[i]
		if err := stories.add(ctx, s.ID, string(s.Last), len(s.Items), rows[i].sum, rows[i].body); err != nil {
			return fmt.Errorf("%s: %w", s.ID, err)
		}
	}
	if err := stories.flush(ctx); err != nil {
		return err
	}
	tx.touch(parley.ThingStories, pages...)
	const had = "SELECT DISTINCT i.story FROM json_each(?) j CROSS JOIN story_items i ON i.page = j.value"
	if err := tx.touchEach(ctx, parley.ThingStory, had, pages); err != nil {
		return err
	}
	return moveItems(ctx, tx, told, ids)
}

// moveItems lets the stories with the ids hold the items that they are told with, and writes no more than what moves.
func moveItems(ctx context.Context, tx *change, told []parley.Story, ids []string) error {
	type place struct {
		page string
		item int
	}
	list, err := asJSON(ids)
	if err != nil {
		return err
	}
	held := map[place]string{}
	err = eachRow(ctx, tx.Tx, "SELECT i.page, i.item, i.story FROM json_each(?) j CROSS JOIN story_items i ON i.story = j.value", func(rows *sql.Rows) error {
		var p place
		var story string
		err := rows.Scan(&p.page, &p.item, &story)
		held[p] = story
		return err
	}, list)
	if err != nil {
		return err
	}
	in := newBulk(tx, "INSERT OR REPLACE INTO story_items (page, item, story)", 3)
	for i := range told {
		for _, it := range told[i].Items {
			p := place{it.Page, it.Item}
			stays := held[p] == told[i].ID
			delete(held, p) // what is left has gone out of them
			if stays {
				continue
			}
			if err := in.add(ctx, it.Page, it.Item, told[i].ID); err != nil {
				return fmt.Errorf("item %s: %w", it.ID, err)
			}
		}
	}
	if err := in.flush(ctx); err != nil {
		return err
	}
	for p := range held {
		if _, err := tx.ExecContext(ctx, "DELETE FROM story_items WHERE page = ? AND item = ?", p.page, p.item); err != nil {
			return err
		}
	}
	return nil
}

// otherStories are those that do not stand as they are told, with all their items, and their rows.
func otherStories(ctx context.Context, tx *change, all []parley.Story) (out []parley.Story, rows []row, err error) {
	if len(all) == 0 {
		return nil, nil, nil
	}
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	const items = "'', (SELECT COUNT(*) FROM story_items i WHERE i.story = t.id)"
	old, err := stand(ctx, tx, "stories", items, ids)
	if err != nil {
		return nil, nil, err
	}
	for i := range all {
		s := all[i]
		s.Events = nil // from the events' claims
		r, err := newRow(s.ID, &s)
		if err != nil {
			return nil, nil, err
		}
		if was, there := old[s.ID]; there && was.sum == r.sum && was.round == int64(len(s.Items)) {
			continue
		}
		out, rows = append(out, s), append(rows, r)
	}
	return out, rows, nil
}
