package sqlite

// This file answers from what is kept beside nouns for lists and sums: lines of pages and
// tracks, sums.

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// Counts says how much the ledger holds.
func (db *DB) Counts(ctx context.Context) (c parley.Counts, err error) {
	defer within(&err, "counts")
	to := map[string]*int{
		"pages": &c.Pages, "items": &c.Items, "articles": &c.Articles, "claims": &c.Claims,
		"events": &c.Events, "tracks": &c.Tracks, "stories": &c.Stories, "problems": &c.Problems,
	}
	err = db.ready.each(ctx, "SELECT name, n FROM sums", func(rows *sql.Rows) error {
		var name string
		var n int
		err := rows.Scan(&name, &n)
		if p := to[name]; p != nil {
			*p = n
		}
		return err
	})
	return c, err
}

// Pages lists the pages, the latest arrived first.
func (db *DB) Pages(ctx context.Context, limit, offset int) (out []parley.PageInfo, err error) {
	defer within(&err, "pages")
	below, skip := int64(math.MaxInt64), int64(offset)
	if offset >= pageBlock {
		const q = `SELECT COALESCE(MIN((b.block + 1) << 10), 9223372036854775807), COALESCE(SUM(n), 0) FROM
			(SELECT block, n, SUM(n) OVER (ORDER BY block DESC) AS so_far FROM page_blocks) b WHERE so_far <= ?`
		var passed int64
		if err := db.ready.row(ctx, q, offset).Scan(&below, &passed); err != nil {
			return nil, err
		}
		if passed > 0 {
			below -= pageBlock
		}
		skip -= passed
	}
	return list[parley.PageInfo](ctx, db, "SELECT info FROM page_lines WHERE seq < ? ORDER BY seq DESC LIMIT 0+? OFFSET ?", below, noLimit(limit), skip)
}

// pageBlock is of how many numbers of pages it is kept how many pages bear them.
const pageBlock = 1 << 10

// Titles are those of the pages.
func (db *DB) Titles(ctx context.Context, pages []string) (out map[string]string, err error) {
	defer within(&err, "titles")
	ids, err := asJSON(pages)
	if err != nil {
		return nil, err
	}
	out = make(map[string]string, len(pages))
	err = db.ready.each(ctx, "SELECT l.page, l.info ->> '$.title' FROM json_each(?) j CROSS JOIN page_lines l ON l.page = j.value", func(rows *sql.Rows) error {
		var page string
		var title sql.NullString
		err := rows.Scan(&page, &title)
		out[page] = title.String
		return err
	}, ids)
	return out, err
}

// Troubled lists the pages that have problems, the latest arrived first.
func (db *DB) Troubled(ctx context.Context, limit int) (out []parley.PageInfo, err error) {
	defer within(&err, "troubled pages")
	return list[parley.PageInfo](ctx, db, "SELECT info FROM page_lines WHERE troubled > 0 ORDER BY seq DESC LIMIT 0+?", noLimit(limit))
}

// TrackLines lists tracks in short.
func (db *DB) TrackLines(ctx context.Context, f parley.TrackFilter) (out []parley.TrackInfo, err error) {
	defer within(&err, "track lines")
	if f.IDs != nil {
		ids, err := json.Marshal(f.IDs)
		if err != nil {
			return nil, err
		}
		return list[parley.TrackInfo](ctx, db, "SELECT l.info FROM json_each(?) j CROSS JOIN track_lines l ON l.id = j.value ORDER BY j.key", string(ids))
	}
	from, order, args := "track_lines l", "l.rank, l.since DESC, l.id", []any{}
	switch {
	case f.Actor != "":
		from, args = "track_actors a CROSS JOIN track_lines l ON l.id = a.track AND a.actor = ?", append(args, f.Actor)
		if f.Moved {
			order = "a.moved DESC, a.track" // as an index has them: of an actor's many tracks only some are read
		}
	case f.Moved && f.Pinned:
		from, order = "track_lines l CROSS JOIN tracks t ON t.id = l.id", "t.moved DESC, t.id"
	case f.Moved:
		from, order = "tracks t CROSS JOIN track_lines l ON l.id = t.id", "t.moved DESC, t.id"
	}
	if f.Pinned {
		from += " WHERE l.pinned > 0"
	}
	if from == "track_lines l" && f.Offset > 0 { // what is passed over is read in the index alone
		from = "(SELECT id FROM track_lines l ORDER BY " + order + " LIMIT 0+? OFFSET ?) x CROSS JOIN track_lines l ON l.id = x.id"
		return list[parley.TrackInfo](ctx, db, "SELECT l.info FROM "+from+" ORDER BY "+order, noLimit(f.Limit), f.Offset)
	}
	return list[parley.TrackInfo](ctx, db, "SELECT l.info FROM "+from+" ORDER BY "+order+" LIMIT 0+? OFFSET ?", append(args, noLimit(f.Limit), f.Offset)...)
}

// Sides are the actors that take part in most tracks.
func (db *DB) Sides(ctx context.Context, limit int) (out []string, err error) {
	defer within(&err, "sides")
	return column(ctx, db.read, "SELECT actor FROM track_actors GROUP BY actor ORDER BY COUNT(*) DESC, actor LIMIT ?", noLimit(limit))
}

// EventsNamed are the events with the ids.
func (db *DB) EventsNamed(ctx context.Context, ids []string) (out []parley.Event, err error) {
	defer within(&err, "events named")
	c, err := db.columns(ctx)
	if err != nil {
		return nil, err
	}
	if c != nil {
		x := &finder{columns: c, db: db}
		if out, ok, err := x.named(ctx, ids); ok || err != nil {
			return out, err
		}
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	out = make([]parley.Event, 0, len(ids))
	const q = "SELECT e.body, e.track, e.round FROM json_each(?) j CROSS JOIN events e ON e.id = j.value ORDER BY j.key"
	err = db.ready.each(ctx, q, func(rows *sql.Rows) error {
		e, err := db.scanEvent(rows)
		if err == nil {
			out = append(out, *e)
		}
		return err
	}, string(list))
	return out, err
}

// Telling are the ids of the events that the claims are about.
func (db *DB) Telling(ctx context.Context, claims []string) (out []string, err error) {
	defer within(&err, "telling")
	ids, err := json.Marshal(claims)
	if err != nil {
		return nil, err
	}
	const q = `SELECT DISTINCT e.id FROM json_each(?) j CROSS JOIN claims s ON s.id = j.value
		CROSS JOIN event_claims c ON c.page = s.page AND c.item = s.item AND c.claim = s.id CROSS JOIN events e ON e.n = c.n`
	err = db.ready.each(ctx, q, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	}, string(ids))
	return out, err
}

// Fresh lists events by the day on which they were first reported.
func (db *DB) Fresh(ctx context.Context, from, to string, limit int) (out []parley.EventInfo, err error) {
	defer within(&err, "fresh events")
	c, err := db.columns(ctx)
	if err != nil {
		return nil, err
	}
	if c != nil {
		return c.reported(from, to, limit), nil
	}
	out = []parley.EventInfo{}
	const q = "SELECT body, track FROM events WHERE seen >= ? AND seen < ? AND seen GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' ORDER BY seen DESC, n DESC LIMIT 0+?"
	err = db.ready.each(ctx, q, func(rows *sql.Rows) error {
		var packed []byte
		var e told
		var track string
		if err := rows.Scan(&packed, &track); err != nil {
			return err
		}
		body, err := db.unpackNote(packed)
		if err != nil {
			return err
		}
		if err := db.parts.Decode(string(body), &e); err != nil {
			return err
		}
		out = append(out, e.info(track))
		return nil
	}, from, to, noLimit(limit))
	return out, err
}

// placesOf are the places of the events with the ids. Mostly they follow each other by their first report:
// who asks has them from Fresh.
func (c *columns) placesOf(ids []string) iter.Seq[int] {
	return func(yield func(int) bool) {
		after := len(c.fresh) // where the next is to be expected
		for _, id := range ids {
			n, odd := idNumber(id)
			i, ok := 0, !odd && after < len(c.fresh) && c.ids[c.fresh[after]] == n
			if ok {
				i, after = int(c.fresh[after]), after+1
			} else if i, ok = c.placeOf(id); ok {
				k, _ := slices.BinarySearchFunc(c.fresh, int32(i), c.byReport)
				after = k + 1
			}
			if ok && !yield(i) {
				return
			}
		}
	}
}

// EventLines lists events as Events does, in short.
func (db *DB) EventLines(ctx context.Context, f parley.EventFilter) (out []parley.EventInfo, err error) {
	defer within(&err, "event lines")
	x, err := db.finder(ctx, f)
	if err != nil {
		return nil, err
	}
	if x != nil {
		at, err := x.some(ctx, f.Limit, f.Offset)
		return x.infos(at), err
	}
	out = []parley.EventInfo{}
	err = db.eachEvent(ctx, db.read, f, func(e *parley.Event) error {
		out = append(out, infoOf(e))
		return nil
	})
	return out, err
}

// Reach is, for each group, the items that tell events, as PAGE/NUMBER, and the stories of these, each once.
func (db *DB) Reach(ctx context.Context, groups ...[]string) (items, stories [][]string, err error) {
	defer within(&err, "reach of events")
	c, err := db.columns(ctx)
	if err != nil {
		return nil, nil, err
	}
	if c != nil {
		items, stories = c.reach(groups)
		return items, stories, nil
	}
	items, stories = make([][]string, len(groups)), make([][]string, len(groups))
	for g, events := range groups {
		ids, err := json.Marshal(events)
		if err != nil {
			return nil, nil, err
		}
		const q = `SELECT x.page, x.item, COALESCE(i.story, '') FROM (
				SELECT DISTINCT c.page, c.item FROM json_each(?) j CROSS JOIN events e ON e.id = j.value CROSS JOIN event_claims c ON c.n = e.n
			) x LEFT JOIN story_items i ON i.page = x.page AND i.item = x.item`
		err = db.ready.each(ctx, q, func(rows *sql.Rows) error {
			var page, story string
			var item int
			err := rows.Scan(&page, &item, &story)
			items[g] = append(items[g], page+"/"+strconv.Itoa(item))
			if story != "" && !slices.Contains(stories[g], story) {
				stories[g] = append(stories[g], story)
			}
			return err
		}, string(ids))
		if err != nil {
			return nil, nil, err
		}
	}
	return items, stories, nil
}

// reach is Reach from memory.
func (c *columns) reach(groups [][]string) (items, stories [][]string) {
	items, stories = make([][]string, len(groups)), make([][]string, len(groups))
	var told []uint64 // items
	var of []uint32   // stories
	for g, events := range groups {
		told, of = told[:0], of[:0]
		for i := range c.placesOf(events) {
			told = append(told, c.items.of(i)...)
		}
		slices.Sort(told)
		told = slices.Compact(told)
		items[g] = make([]string, len(told))
		for k, item := range told {
			items[g][k] = c.pages.words[item>>16] + "/" + strconv.FormatUint(item&0xffff, 10)
			if story := c.story(item); story != 0 {
				of = append(of, story)
			}
		}
		slices.Sort(of)
		for _, story := range slices.Compact(of) {
			stories[g] = append(stories[g], c.stories.words[story])
		}
	}
	return items, stories
}

// info is the event in short.
func (e *told) info(track string) parley.EventInfo {
	x := parley.EventInfo{
		ID: e.ID, Kind: parley.Kind(e.Kind), Status: e.Status, FirstSeen: e.FirstSeen, Track: parley.Maybe(track), Independent: e.Independent,
		Actors: make([]parley.ActorState, len(e.Actors)),
	}
	if e.Time != nil {
		x.Time = e.Time.Value
	}
	if e.Place != nil {
		x.In = e.Place.State
	}
	for i := range e.Actors {
		x.Actors[i] = parley.ActorState{State: e.state(i), Role: e.Actors[i].Role}
	}
	return x
}

// infoOf is the event in short.
func infoOf(e *parley.Event) parley.EventInfo {
	x := parley.EventInfo{
		ID: e.ID, Kind: e.Kind, Status: e.Status, FirstSeen: e.FirstSeen, Track: e.Track, Independent: e.Independent, Actors: make([]parley.ActorState, len(e.Actors)),
	}
	if e.Time != nil {
		x.Time = e.Time.Value
	}
	if e.Place != nil {
		x.In = e.Place.State
	}
	for i, a := range e.Actors {
		x.Actors[i] = parley.ActorState{State: stateOf(a.ID, a.State), Role: a.Role}
	}
	return x
}

// state is that of an actor of the event.
func (e *told) state(i int) parley.Maybe { return stateOf(e.Actors[i].ID, e.Actors[i].State) }

func stateOf(id string, state parley.Maybe) parley.Maybe {
	if state != "" {
		return state
	}
	own, _ := strings.CutPrefix(id, "state:")
	return parley.Maybe(own)
}

// aDay tells whether it is known on which day something was first reported. What is known roughly
// (2025-05/2025-09) is news of no day.
func aDay(seen string) bool {
	if len(seen) != len("2006-01-02") {
		return false
	}
	for i := range len(seen) {
		if dash := i == 4 || i == 7; dash != (seen[i] == '-') || !dash && (seen[i] < '0' || seen[i] > '9') {
			return false
		}
	}
	return true
}

// reported is Fresh, from memory.
func (c *columns) reported(from, to string, limit int) []parley.EventInfo {
	before := func(day string) int { // how many were first reported on the day or later
		k, _ := slices.BinarySearchFunc(c.fresh, day, func(i int32, day string) int {
			if c.words[c.seen[i]] >= day {
				return -1
			}
			return 1
		})
		return k
	}
	begin := before(to)
	between := c.fresh[begin:max(begin, before(from))]
	var list []int32
	for _, i := range between {
		if limit > 0 && len(list) == limit {
			break
		}
		if aDay(c.words[c.seen[i]]) {
			list = append(list, i)
		}
	}
	return c.infos(list)
}

// infos are the events at places in short.
func (c *columns) infos(list []int32) []parley.EventInfo {
	actors := 0
	for _, i := range list {
		actors += len(c.sides.of(int(i)))
	}
	out, states := make([]parley.EventInfo, len(list)), make([]parley.ActorState, 0, actors)
	for k, i := range list {
		at := len(states)
		for j := c.sides.from[i]; j < c.sides.from[i+1]; j++ {
			states = append(states, parley.ActorState{State: parley.Maybe(c.words[c.sides.all[j]]), Role: parley.Role(c.words[c.targets[j]])})
		}
		out[k] = parley.EventInfo{
			ID: c.id(i), Kind: parley.Kind(c.words[c.kind[i]]), Status: parley.Status(c.words[c.status[i]]), Time: c.words[c.when[i]], FirstSeen: parley.Maybe(c.words[c.seen[i]]),
			In: parley.Maybe(c.words[c.in[i]]), Actors: states[at:len(states):len(states)], Track: parley.Maybe(c.words[c.track[i]]), Independent: int(c.independent[i]),
		}
	}
	return out
}
