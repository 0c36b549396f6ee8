package sqlite

// This file keeps a journal of what changes touched, written in the same transaction, so that
// who keeps answers forgets those alone that rest on it.

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"parley"
)

// The bounds of the journal: how many changes it holds, how many things of one change (of more,
// anything was touched), how many nouns one may write that are looked at, and of how many states
// it is known where they stand in it.
const (
	touchedChanges = 2000
	touchedMost    = 3000
	touchedNouns   = 400
	touchedStates  = 64
)

// touches are the things that a change touches. Until it says that it names them all, that may
// be anything.
type touches struct {
	named bool
	all   map[parley.Thing]bool
}

// only says that the change names all that it touches.
func (t *touches) only() { t.named, t.all = true, map[parley.Thing]bool{} }

// anything says that it does not.
func (t *touches) anything() { t.named, t.all = false, nil }

// touch names things.
func (t *touches) touch(kind string, ids ...string) {
	if !t.named {
		return
	}
	for _, id := range ids {
		if id != "" {
			t.all[parley.ThingOf(kind, id)] = true
		}
	}
	if len(t.all) > touchedMost {
		t.anything()
	}
}

// of are the ids of the things of a kind.
func (t *touches) of(kind string) (ids []string) {
	for x := range t.all {
		if id, ok := strings.CutPrefix(string(x), kind+" "); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// touchEach touches things of a kind whose ids a query finds by a list of ids.
func (c *change) touchEach(ctx context.Context, kind, query string, ids []string) error {
	if !c.named || len(ids) == 0 {
		return nil
	}
	list, err := asJSON(ids)
	if err != nil {
		return err
	}
	found, err := column(ctx, c, query, list)
	c.touch(kind, found...)
	return err
}

// touchRows touches what rests on rows of a table as they stand.
func (c *change) touchRows(ctx context.Context, table string, ids []string) error {
	switch {
	case !c.named || len(ids) == 0:
		return nil
	case len(ids) > touchedNouns:
		c.anything()
		return nil
	}
	switch table {
	case "events":
		return c.touchEvents(ctx, ids)
	case "tracks":
		c.touch(parley.ThingTrack, ids...)
		return c.touchKin(ctx, ids)
	case "stories":
		c.touch(parley.ThingStory, ids...)
		return c.touchEach(ctx, parley.ThingStories, "SELECT DISTINCT i.page FROM json_each(?) j CROSS JOIN story_items i ON i.story = j.value", ids)
	}
	return fmt.Errorf("nobody knows what rests on %s", table)
}

// touchEvents touches what rests on events as they stand.
func (c *change) touchEvents(ctx context.Context, ids []string) error {
	const from = " FROM json_each(?) j CROSS JOIN events e ON e.id = j.value "
	const acts = from + "CROSS JOIN event_actors a ON a.n = e.n "
	c.touch(parley.ThingEvent, ids...)
	for _, x := range []struct{ kind, query string }{
		{parley.ThingTrack, "SELECT DISTINCT e.track" + from},
		{parley.ThingActor, "SELECT DISTINCT a.actor" + acts},
		{parley.ThingMeetings, "SELECT DISTINCT a.actor" + acts + "WHERE " + aMeeting},
		{parley.ThingStory, "SELECT DISTINCT i.story" + from + "CROSS JOIN event_claims c ON c.n = e.n CROSS JOIN story_items i ON i.page = c.page"},
	} {
		if err := c.touchEach(ctx, x.kind, x.query, ids); err != nil {
			return err
		}
	}
	return nil
}

// aMeeting tells of an event e whether people met in it.
const aMeeting = "e.kind IN ('meet', 'call', 'visit', 'talks', 'conference', 'mediate') AND e.status IN ('occurred', 'ongoing')"

// touchKin touches what lists and other names show of tracks.
func (c *change) touchKin(ctx context.Context, tracks []string) error {
	err := c.touchEach(ctx, parley.ThingTracks, "SELECT DISTINCT a.actor FROM json_each(?) j CROSS JOIN track_actors a ON a.track = j.value", tracks)
	if err != nil {
		return err
	}
	return c.touchEach(ctx, parley.ThingTrack, "SELECT a.alias FROM json_each(?) j CROSS JOIN track_aliases a ON a.track = j.value", tracks)
}

// touchPage touches what rests on a page as it stands.
func (c *change) touchPage(ctx context.Context, page string) error {
	c.touch(parley.ThingPage, page)
	return c.touchEach(ctx, parley.ThingNames,
		"SELECT DISTINCT f.actor FROM json_each(?) j CROSS JOIN page_lines l ON l.page = j.value CROSS JOIN page_forms f ON f.seq = l.seq", []string{page})
}

// journal writes down what the change touched, at its end.
func (c *change) journal(ctx context.Context) error {
	if c.named && len(c.all) == 0 {
		return nil
	}
	if err := c.touchKin(ctx, c.of(parley.ThingTrack)); err != nil { // an event that comes or goes moves its track
		return err
	}
	things := ""
	if c.named {
		list, err := asJSON(slices.Sorted(maps.Keys(c.all)))
		if err != nil {
			return err
		}
		things = list
	}
	res, err := c.ExecContext(ctx, "INSERT INTO touched (things) VALUES (?)", things)
	if err != nil {
		return err
	}
	n, err := res.LastInsertId()
	if err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, "DELETE FROM touched WHERE n <= ?", n-touchedChanges)
	return err
}

// positions tell for states how far the journal was written when the first answers of that state
// could be given.
type positions struct {
	mu    sync.Mutex
	at    map[int64]int64
	order []int64
}

// note notes that the state was there when the journal was written so far. Where that is known,
// the earlier of both stands.
func (p *positions) note(state, at int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	was, known := p.at[state]
	switch {
	case known:
		p.at[state] = min(was, at)
		return
	case p.at == nil:
		p.at = map[int64]int64{}
	case len(p.order) == touchedStates:
		delete(p.at, p.order[0])
		p.order = p.order[1:]
	}
	p.at[state], p.order = at, append(p.order, state)
}

func (p *positions) of(state int64) (at int64, known bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, known = p.at[state]
	return at, known
}

// Touched names what was touched since the first answers of a state that State has told; all
// tells that it may be anything.
func (db *DB) Touched(ctx context.Context, since int64) (things []parley.Thing, all bool, err error) {
	defer within(&err, "touched")
	at, known := db.positions.of(since)
	if !known {
		return nil, true, nil
	}
	next := at + 1
	err = db.ready.each(ctx, "SELECT n, things FROM touched WHERE n > ? ORDER BY n", func(rows *sql.Rows) error {
		var n int64
		var text string
		if err := rows.Scan(&n, &text); err != nil {
			return err
		}
		if all = all || n != next || text == "" || len(things) > 10*touchedMost; all { // n: those before are gone
			return nil
		}
		next++
		var named []parley.Thing
		err := json.Unmarshal([]byte(text), &named)
		things = append(things, named...)
		return err
	}, at)
	if all {
		things = nil
	}
	return things, all, err
}
