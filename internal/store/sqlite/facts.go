package sqlite

// This file tells from memory what many events have in common: those of an actor, those of a
// track. It answers as the database does; a test compares them.

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"parley"
)

// postings are the places of the events that have a word, the highest number first:
// all[from[w]:from[w+1]].
type postings struct {
	from []uint32
	all  []int32
}

func (p *postings) of(w uint32) []int32 {
	if int(w)+1 >= len(p.from) {
		return nil
	}
	return p.all[p.from[w]:p.from[w+1]]
}

// posted sorts the words of n events, each counted once an event.
func posted(n, words int, of func(i int) []uint32) (p postings) {
	p.from = make([]uint32, words+1)
	again := func(list []uint32, k int) bool { return slices.Contains(list[:k], list[k]) }
	for i := range n {
		list := of(i)
		for k, w := range list {
			if !again(list, k) {
				p.from[w+1]++
			}
		}
	}
	for w := range words {
		p.from[w+1] += p.from[w]
	}
	next := slices.Clone(p.from)
	p.all = make([]int32, p.from[words])
	for i := range n {
		list := of(i)
		for k, w := range list {
			if !again(list, k) {
				p.all[next[w]] = int32(i)
				next[w]++
			}
		}
	}
	return p
}

// post files the events by actor, by track and by day, and marks those that are meetings.
func (c *columns) post() {
	c.meet()
	c.zones = c.zoned(len(c.n), func(k int) int32 { return int32(k) })
	c.listZones = c.zoned(len(c.order), func(k int) int32 { return c.order[k] })
	c.ofActor = posted(len(c.n), len(c.words), c.actors.of)
	c.ofTrack = posted(len(c.n), len(c.words), func(i int) []uint32 {
		if c.track[i] == 0 {
			return nil
		}
		return c.track[i : i+1]
	})
}

// How many events TrackFacts names.
const (
	factsAgreed = 40
	factsLatest = 20
	factsPlaces = 60
)

const sign, accept = string(parley.Sign), string(parley.Accept)

// TrackFacts tells what the events of a track have in common.
func (db *DB) TrackFacts(ctx context.Context, id string) (f *parley.TrackFacts, err error) {
	defer within(&err, "track facts")
	t := facts{TrackFacts: parley.TrackFacts{Last: parley.DayMin}, places: map[parley.Place]int{}}
	c, err := db.columns(ctx)
	if err != nil {
		return nil, err
	}
	if c == nil {
		err = t.read(ctx, db, id)
	} else {
		t.recall(c, id)
	}
	if err != nil || t.Events == 0 {
		return nil, err
	}
	for p, n := range t.places {
		t.Places = append(t.Places, parley.PlaceCount{Place: p, Count: n})
	}
	slices.SortFunc(t.Places, func(a, b parley.PlaceCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name), cmp.Compare(a.State, b.State))
	})
	t.Places = t.Places[:min(len(t.Places), factsPlaces)]
	return &t.TrackFacts, nil
}

// facts is being gathered.
type facts struct {
	parley.TrackFacts
	places map[parley.Place]int
}

// add counts the next event; the newest come first.
func (t *facts) add(id func() string, kind, status string, day parley.Day, place parley.Place) {
	t.Events++
	occurred := status == string(parley.Occurred)
	if occurred {
		t.Last = max(t.Last, day)
	}
	if place.Name != "" && (happened(status) || status == string(parley.Planned)) {
		t.places[place]++
	}
	if len(t.Latest) < factsLatest {
		t.Latest = append(t.Latest, id())
	}
	if (kind == sign || kind == accept) && occurred && len(t.Agreed) < factsAgreed {
		t.Agreed = append(t.Agreed, id())
	}
}

// recall gathers from memory.
func (t *facts) recall(c *columns, track string) {
	code, ok := c.code(track)
	if !ok {
		return
	}
	items := map[uint64]bool{}
	for _, i := range c.ofTrack.of(code) {
		day := parley.DayMin
		if c.at[i] != noDay {
			day = parley.Day(c.at[i])
		}
		t.add(func() string { return c.id(i) }, c.words[c.kind[i]], c.words[c.status[i]], day, parley.Place{Name: c.words[c.place[i]], State: parley.Maybe(c.words[c.in[i]])})
		for _, item := range c.items.of(int(i)) {
			items[item] = true
		}
	}
	t.Articles = len(items)
}

// read gathers from the database.
func (t *facts) read(ctx context.Context, db *DB, track string) error {
	const q = "SELECT n, kind, status, at, place, place_state FROM events WHERE track = ? AND track <> '' ORDER BY n DESC"
	var numbers []int64 // of the events that are named
	err := db.ready.each(ctx, q, func(rows *sql.Rows) error {
		var n int64
		var kind, status string
		var place parley.Place
		var at sql.NullInt64
		err := rows.Scan(&n, &kind, &status, &at, &place.Name, &place.State)
		day := parley.DayMin
		if at.Valid {
			day = parley.Day(at.Int64)
		}
		t.add(func() string { numbers = append(numbers, n); return strconv.FormatInt(n, 10) }, kind, status, day, place)
		return err
	}, track)
	if err != nil {
		return err
	}
	if err := db.nameAll(ctx, numbers, t.Latest, t.Agreed); err != nil {
		return err
	}
	const items = "SELECT COUNT(*) FROM (SELECT DISTINCT c.page, c.item FROM events e CROSS JOIN event_claims c ON c.n = e.n WHERE e.track = ? AND e.track <> '')"
	return db.ready.row(ctx, items, track).Scan(&t.Articles)
}

// nameAll puts ids in the places of numbers.
func (db *DB) nameAll(ctx context.Context, numbers []int64, lists ...[]string) error {
	list, err := json.Marshal(numbers)
	if err != nil {
		return err
	}
	named := make(map[string]string, len(numbers))
	err = db.ready.each(ctx, "SELECT e.n, e.id FROM json_each(?) j CROSS JOIN events e ON e.n = j.value", func(rows *sql.Rows) error {
		var n, id string
		err := rows.Scan(&n, &id)
		named[n] = id
		return err
	}, string(list))
	for _, l := range lists {
		for i := range l {
			l[i] = named[l[i]]
		}
	}
	return err
}

// Naming is the oldest event of a track in which all the actors take part; those without a
// day come last.
func (db *DB) Naming(ctx context.Context, track string, actors []string) (id string, err error) {
	defer within(&err, "naming")
	if len(actors) == 0 {
		return "", nil
	}
	c, err := db.columns(ctx)
	if err != nil {
		return "", err
	}
	if c != nil {
		if i := c.naming(track, actors); i >= 0 {
			id = c.id(int32(i))
		}
		return id, nil
	}
	list, err := json.Marshal(actors)
	if err != nil {
		return "", err
	}
	const q = `SELECT e.id FROM events e WHERE e.track = ?1 AND e.track <> ''
		AND NOT EXISTS (SELECT 1 FROM json_each(?2) j WHERE NOT EXISTS (SELECT 1 FROM event_actors a WHERE a.n = e.n AND a.actor = j.value))
		ORDER BY e.at IS NULL, e.n LIMIT 1`
	err = db.ready.row(ctx, q, track, string(list)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, err
}

// naming is the place of that event, -1 for none.
func (c *columns) naming(track string, actors []string) int {
	want := c.codes(actors)
	code, ok := c.code(track)
	if !ok || len(want) < len(actors) {
		return -1
	}
	undated := -1
	for _, i := range slices.Backward(c.ofTrack.of(code)) {
		has := c.actors.of(int(i))
		switch {
		case slices.ContainsFunc(want, func(w uint32) bool { return !slices.Contains(has, w) }):
		case c.at[i] != noDay:
			return int(i)
		case undated < 0:
			undated = int(i)
		}
	}
	return undated
}
