package sqlite

// This file keeps what the stages go on from: queues, notes and tallies.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/internal/store"
)

// stageNumbers name the stages in the tables of notes.
var stageNumbers = map[string]int{"story": 1, "merge": 2, "track": 3, "region": 4, "group": 5, "date": 6}

func stageNumber(stage string) (int, error) {
	n := stageNumbers[stage]
	if n == 0 {
		return 0, fmt.Errorf("no stage %q keeps notes", stage)
	}
	return n, nil
}

// dueInTime asks for the keys of queues that stand in order of time.
var dueInTime = map[string]string{
	store.DueClaims: "SELECT d.key FROM due d LEFT JOIN page_lines l ON l.page = d.key WHERE d.queue = ? ORDER BY l.info ->> '$.published', l.seq, d.key LIMIT ?",
	store.DueEvent:  "SELECT d.key FROM due d LEFT JOIN events e ON e.id = d.key WHERE d.queue = ? ORDER BY e.seen, e.n, d.key LIMIT ?",
}

// Due returns the first keys of a queue.
func (db *DB) Due(ctx context.Context, queue string, limit int) (out []string, err error) {
	defer within(&err, "due")
	query, ok := dueInTime[queue]
	if !ok {
		query = "SELECT key FROM due WHERE queue = ? ORDER BY key LIMIT ?"
	}
	err = db.own.each(ctx, query, func(rows *sql.Rows) error {
		var key string
		err := rows.Scan(&key)
		out = append(out, key)
		return err
	}, queue, noLimit(limit))
	return out, err
}

// column gives the texts that a query of one column finds.
func column(ctx context.Context, q querier, query string, args ...any) (out []string, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// Tally is how many of a kind the stage has filed.
func (db *DB) Tally(ctx context.Context, stage, key string) (n int64, err error) {
	defer within(&err, "tally")
	err = db.own.row(ctx, "SELECT n FROM tallies WHERE stage = ? AND key = ?", stage, key).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// Tallies are those of a stage of which the keys begin so.
func (db *DB) Tallies(ctx context.Context, stage, prefix string) (out map[string]int64, err error) {
	defer within(&err, "tallies")
	out = map[string]int64{}
	err = db.own.each(ctx, "SELECT key, n FROM tallies WHERE stage = ? AND key >= ? AND key < ? AND n <> 0", func(rows *sql.Rows) error {
		var key string
		var n int64
		err := rows.Scan(&key, &n)
		out[key] = n
		return err
	}, stage, prefix, prefix+"\U0010ffff")
	return out, err
}

// EventsBy gives the events with the ids.
func (db *DB) EventsBy(ctx context.Context, ids []string) (out []parley.Event, err error) {
	defer within(&err, "events by id")
	named, err := asJSON(ids)
	if err != nil {
		return nil, err
	}
	out = []parley.Event{}
	err = db.own.each(ctx, "SELECT e.body FROM json_each(?) j CROSS JOIN events e ON e.id = j.value ORDER BY e.id", func(rows *sql.Rows) error {
		var packed []byte
		if err := rows.Scan(&packed); err != nil {
			return err
		}
		var e parley.Event
		_, err := db.unpackEvent(packed, &e)
		out = append(out, e)
		return err
	}, named)
	return out, err
}

// columnsOf are the columns of so much of notes.
func columnsOf(parts store.Parts) string {
	const places = "n.n, n.id, n.page, n.grp, n.place" // every column costs, though it be empty
	switch parts {
	case store.Places:
		return places
	case store.Heads:
		return places + ", n.head"
	case store.Bodies:
		return places + ", x'', n.body"
	}
	return places + ", n.head, n.body"
}

// NotesAt returns the notes in the cells from the one to the other.
func (db *DB) NotesAt(ctx context.Context, stage string, from, to int64) (out []store.Note, err error) {
	defer within(&err, "notes at")
	s, err := stageNumber(stage)
	if err != nil {
		return nil, err
	}
	query := "SELECT " + columnsOf(store.Whole) + ` FROM notes n WHERE n.n IN
		(SELECT note FROM note_cells WHERE stage = ? AND cell BETWEEN ? AND ?) ORDER BY n.id`
	return db.notes(ctx, query, s, from, to)
}

// NotesIn returns the notes of the groups.
func (db *DB) NotesIn(ctx context.Context, stage string, groups []string, parts store.Parts) (out []store.Note, err error) {
	defer within(&err, "notes in")
	return db.notesBy(ctx, "grp", stage, groups, parts)
}

// NotesOn returns the notes of the pages: of items by their ids, which begin with the page, of all else by the tree of pages,
// which holds no others.
func (db *DB) NotesOn(ctx context.Context, stage string, pages []string, parts store.Parts) (out []store.Note, err error) {
	defer within(&err, "notes on")
	if stage == "merge" {
		return db.notesWhere(ctx, "n.page = j.value AND n.stage = 2 AND n.stage", stage, pages, parts)
	}
	return db.notesWhere(ctx, "n.id > j.value || '/' AND n.id < j.value || '0' AND n.stage", stage, pages, parts)
}

// NotesBy returns the notes with the ids.
func (db *DB) NotesBy(ctx context.Context, stage string, ids []string, parts store.Parts) (out []store.Note, err error) {
	defer within(&err, "notes by id")
	return db.notesBy(ctx, "id", stage, ids, parts)
}

// Numbers are those of the notes in any of the cells or groups.
func (db *DB) Numbers(ctx context.Context, stage string, cells []int64, groups []string) (out []int64, err error) {
	defer within(&err, "numbers of notes")
	s, err := stageNumber(stage)
	if err != nil {
		return nil, err
	}
	at, err1 := json.Marshal(cells)
	in, err2 := json.Marshal(groups)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	rows, err := db.own.rows(ctx, `SELECT c.note FROM json_each(?1) j CROSS JOIN note_cells c ON c.stage = ?2 AND c.cell = j.value
		UNION SELECT n.n FROM json_each(?3) j CROSS JOIN notes n ON n.grp = j.value AND n.stage = ?2`, string(at), s, string(in))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// Crowd counts the notes in each of the cells, up to bound.
func (db *DB) Crowd(ctx context.Context, stage string, cells []int64, bound int) (out map[int64]int, err error) {
	defer within(&err, "crowd of cells")
	out = map[int64]int{}
	s, err := stageNumber(stage)
	if err != nil || len(cells) == 0 {
		return out, err
	}
	at, err := json.Marshal(cells)
	if err != nil {
		return out, err
	}
	query := `SELECT j.value, (SELECT COUNT(*) FROM (SELECT 1 FROM note_cells c WHERE c.stage = ?2 AND c.cell = j.value LIMIT ?3)) FROM json_each(?1) j`
	err = db.own.each(ctx, query, func(rows *sql.Rows) error {
		var cell int64
		var n int
		err := rows.Scan(&cell, &n)
		if n > 0 {
			out[cell] = n
		}
		return err
	}, string(at), s, bound)
	return out, err
}

// NotesNumbered returns the notes that bear the numbers.
func (db *DB) NotesNumbered(ctx context.Context, numbers []int64, parts store.Parts) (out []store.Note, err error) {
	defer within(&err, "notes by number")
	if len(numbers) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	return db.notes(ctx, "SELECT "+columnsOf(parts)+" FROM json_each(?) j CROSS JOIN notes n ON n.n = j.value", string(list))
}

func (db *DB) notesBy(ctx context.Context, by, stage string, values []string, parts store.Parts) ([]store.Note, error) {
	return db.notesWhere(ctx, "n."+by+" = j.value AND n.stage", stage, values, parts)
}

// notesWhere returns the notes of which that holds for one of the values j, the number of the stage behind it.
func (db *DB) notesWhere(ctx context.Context, where, stage string, values []string, parts store.Parts) (out []store.Note, err error) {
	s, err := stageNumber(stage)
	if err != nil || len(values) == 0 {
		return nil, err
	}
	list, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	query := "SELECT " + columnsOf(parts) + " FROM json_each(?) j CROSS JOIN notes n ON " + where + " = ?"
	if out, err = db.notes(ctx, query, string(list), s); err != nil {
		return nil, err
	}
	slices.SortFunc(out, func(a, b store.Note) int { return strings.Compare(a.ID, b.ID) }) // for less than it costs SQLite
	return out, nil
}

func (db *DB) notes(ctx context.Context, query string, args ...any) (out []store.Note, err error) {
	rows, err := db.own.rows(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var n store.Note
	var head, body sql.RawBytes
	into := []any{&n.N, &n.ID, &n.Page, &n.Group, &n.Place, &head, &body}
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	into = into[:len(names)]
	for rows.Next() {
		n = store.Note{}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		for _, part := range []struct {
			to   *[]byte
			from []byte
		}{{&n.Head, head}, {&n.Body, body}} {
			if *part.to, err = db.unpackNote(part.from); err != nil {
				return nil, fmt.Errorf("note %s: %w", n.ID, err)
			}
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// commitNotes writes what a step changes among the notes, queues and tallies.
func (db *DB) commitNotes(ctx context.Context, tx *change, c *store.Change) error {
	if len(c.Gone)+len(c.Put)+len(c.Moved) > 0 {
		s, err := stageNumber(c.Stage)
		if err != nil {
			return err
		}
		if err := db.writeNotes(ctx, tx, s, c); err != nil {
			return err
		}
	}
	if err := unqueue(ctx, tx, c.Done); err != nil {
		return err
	}
	due := newBulk(tx, "INSERT OR IGNORE INTO due", 2)
	for _, k := range c.Due {
		if err := due.add(ctx, k.Queue, k.Key); err != nil {
			return err
		}
	}
	if err := due.flush(ctx); err != nil {
		return err
	}
	for stage, name := range c.All {
		s, err := stageNumber(stage)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO due SELECT ?, id FROM notes WHERE stage = ?", name, s); err != nil {
			return err
		}
	}
	if err := addTallies(ctx, tx, c.Stage, c.Tally); err != nil {
		return err
	}
	for name, counts := range c.Counts {
		if err := addTallies(ctx, tx, name, counts); err != nil {
			return err
		}
	}
	return nil
}

func addTallies(ctx context.Context, tx *change, name string, counts map[string]int64) error {
	for key, n := range counts {
		if n == 0 {
			continue
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO tallies VALUES (?,?,?) ON CONFLICT (stage, key) DO UPDATE SET n = n + excluded.n", name, key, n)
		if err != nil {
			return err
		}
	}
	return nil
}

func queue(ctx context.Context, tx *change, name, key string) error {
	_, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO due VALUES (?,?)", name, key)
	return err
}

// unqueue takes keys out of their queues.
func unqueue(ctx context.Context, tx *change, done []store.Key) error {
	of := map[string][]string{}
	for _, k := range done {
		of[k.Queue] = append(of[k.Queue], k.Key)
	}
	for name, keys := range of {
		list, err := asJSON(keys)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM due WHERE queue = ? AND key IN (SELECT value FROM json_each(?))", name, list); err != nil {
			return err
		}
	}
	return nil
}

// Statements that write notes.
const (
	putNote  = "INSERT INTO notes (stage, id, page, grp, place, head, body) VALUES (?,?,?,?,?,?,?)"
	moveNote = "UPDATE notes SET grp = ?, place = ? WHERE id = ? AND stage = ?"
	renote   = "UPDATE notes SET page = ?, grp = ?, place = ?, head = ?, body = ? WHERE n = ?"
)

func (db *DB) writeNotes(ctx context.Context, tx *change, stage int, c *store.Change) error {
	numbers, err := leave(ctx, tx, stage, c)
	if err != nil {
		return err
	}
	cells := newBulk(tx, "INSERT OR IGNORE INTO note_cells", 3)
	for i := range c.Put {
		n := &c.Put[i]
		at, known := numbers[n.ID]
		if known { // it changed
			_, err = tx.ExecContext(ctx, renote, n.Page, n.Group, some(n.Place), db.packNote(n.Head), db.packNote(n.Body), at)
		} else {
			var res sql.Result
			if res, err = tx.ExecContext(ctx, putNote, stage, n.ID, n.Page, n.Group, some(n.Place), db.packNote(n.Head), db.packNote(n.Body)); err == nil {
				at, err = res.LastInsertId()
			}
		}
		if err != nil {
			return fmt.Errorf("note %s: %w", n.ID, err)
		}
		for _, cell := range n.Cells {
			if err := cells.add(ctx, stage, cell, at); err != nil {
				return err
			}
		}
	}
	for _, n := range c.Moved {
		if _, err := tx.ExecContext(ctx, moveNote, n.Group, some(n.Place), n.ID, stage); err != nil {
			return fmt.Errorf("note %s: %w", n.ID, err)
		}
	}
	return cells.flush(ctx)
}

// leave takes out the notes that go, and the cells of those that change, of which it
// returns the numbers.
func leave(ctx context.Context, tx *change, stage int, c *store.Change) (numbers map[string]int64, err error) {
	if len(c.Gone) == 0 {
		return nil, nil
	}
	ids := make([]string, len(c.Gone))
	for i := range c.Gone {
		ids[i] = c.Gone[i].ID
	}
	if numbers, err = numbersOf(ctx, tx, stage, ids); err != nil {
		return nil, err
	}
	stay := make(map[string]bool, len(c.Put))
	for i := range c.Put {
		stay[c.Put[i].ID] = true
	}
	var cells [][2]int64
	var drop []int64
	for i := range c.Gone {
		n := &c.Gone[i]
		at, there := numbers[n.ID]
		if !there {
			return nil, fmt.Errorf("note %s is to go and is not there", n.ID)
		}
		for _, cell := range n.Cells {
			cells = append(cells, [2]int64{cell, at})
		}
		if !stay[n.ID] {
			drop = append(drop, at)
			delete(numbers, n.ID)
		}
	}
	for _, of := range []struct {
		from string
		list any
	}{
		{"note_cells WHERE (stage, cell, note) IN (SELECT ?1, value->>0, value->>1 FROM json_each(?2))", cells},
		{"notes WHERE n IN (SELECT value FROM json_each(?2)) AND ?1 = stage", drop},
	} {
		list, err := json.Marshal(of.list)
		if err != nil {
			return nil, err
		}
		if _, err = tx.ExecContext(ctx, "DELETE FROM "+of.from, stage, string(list)); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

// numbersOf gives the numbers of the notes with the ids; those that are not there are left
// out.
func numbersOf(ctx context.Context, tx *change, stage int, ids []string) (map[string]int64, error) {
	list, err := asJSON(ids)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT n.id, n.n FROM json_each(?) j CROSS JOIN notes n ON n.id = j.value AND n.stage = ?", list, stage)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[string]int64, len(ids))
	for rows.Next() {
		var id string
		var n int64
		if err := rows.Scan(&id, &n); err != nil {
			return nil, err
		}
		out[id] = n
	}
	return out, rows.Err()
}

// some is b, empty instead of null.
func some(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
