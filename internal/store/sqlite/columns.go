package sqlite

// This file keeps the properties of all events by which they are found in memory, column
// by column, for a server that is asked again and again.

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"parley"
)

// columns are the events of one state of the ledger, the highest number first; never
// written once made. Words (kinds, ids, names) stand as their place in words. About a
// hundred bytes an event.
type columns struct {
	state                                  int64
	n, sum                                 []int64
	ids                                    []uint64         // of e_ and 16 digits
	odd                                    map[int32]string // other ids
	byID                                   []int32          // places in order of id
	first, last, at                        []int32          // days; noDay where there is none
	round                                  []int32          // 0: none
	kind, object, status, place, in, track []uint32
	topics, outlets, langs, actors, items  lists    // items are numbers of their own
	roles                                  []uint32 // beside actors.all
	ofActor, ofTrack                       postings
	order                                  []int32 // the events as lists without a search have them
	words                                  []string
	code                                   map[string]uint32
	found                                  *found
}

// addID keeps the id of the next event.
func (c *columns) addID(id string) {
	digits, ok := strings.CutPrefix(id, "e_")
	n, err := strconv.ParseUint(digits, 16, 64)
	if !ok || err != nil || fmt.Sprintf("e_%016x", n) != id {
		c.odd[int32(len(c.ids))] = id
	}
	c.ids = append(c.ids, n)
}

// id is that of the event at a place.
func (c *columns) id(i int32) string {
	if id, odd := c.odd[i]; odd {
		return id
	}
	return fmt.Sprintf("e_%016x", c.ids[i])
}

// sortIDs makes ids be found.
func (c *columns) sortIDs() {
	c.byID = make([]int32, len(c.ids))
	for i := range c.byID {
		c.byID[i] = int32(i)
	}
	slices.SortFunc(c.byID, func(a, b int32) int { return cmp.Compare(c.ids[a], c.ids[b]) })
}

// placeOf is the place of the event with the id.
func (c *columns) placeOf(id string) (int, bool) {
	digits, _ := strings.CutPrefix(id, "e_")
	n, _ := strconv.ParseUint(digits, 16, 64) // 0 for an odd id, as addID has it
	k, _ := slices.BinarySearchFunc(c.byID, n, func(i int32, n uint64) int { return cmp.Compare(c.ids[i], n) })
	for ; k < len(c.byID) && c.ids[c.byID[k]] == n; k++ {
		if i := c.byID[k]; c.id(i) == id {
			return int(i), true
		}
	}
	return 0, false
}

// lists is a list of words for each event: all[from[i]:from[i+1]].
type lists struct {
	from []uint32
	all  []uint32
}

func (l lists) of(i int) []uint32 { return l.all[l.from[i]:l.from[i+1]] }

// noDay stands for no day at all.
const noDay = math.MinInt32

func day32(d sql.NullInt64) int32 {
	if !d.Valid {
		return noDay
	}
	return int32(min(max(d.Int64, noDay+1), math.MaxInt32))
}

// word numbers a word; the empty one is 0.
func (c *columns) word(s string) uint32 {
	if k, ok := c.code[s]; ok {
		return k
	}
	k := uint32(len(c.words))
	s = strings.Clone(s)
	c.words, c.code[s] = append(c.words, s), k
	return k
}

// shelf lends the columns of the present state, and reads them anew, beside all else, where
// the ledger has changed. Until then answers come from the database itself.
type shelf struct {
	mu      sync.Mutex
	have    *columns
	loading bool
	next    time.Time // no new reading before
	done    sync.WaitGroup
	cancel  context.CancelFunc
	events  kept
	wait    bool // tests: who asks waits for the columns
}

// Keep makes the ledger answer searches and lists from memory as far as it can.
func (db *DB) Keep() { db.shelf = &shelf{cancel: func() {}} }

// columns are those of the present state, nil where there are none yet.
func (db *DB) columns(ctx context.Context) (*columns, error) {
	if db.shelf == nil {
		return nil, nil
	}
	state, err := db.State(ctx)
	if err != nil {
		return nil, err
	}
	s := db.shelf
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.have != nil && s.have.state == state {
		return s.have, nil
	}
	if !s.loading && time.Now().After(s.next) {
		if s.wait {
			s.have, err = db.loadColumns(ctx)
			return s.have, err
		}
		s.loading = true
		var own context.Context
		own, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
		s.done.Go(func() { db.shelve(own) })
	}
	return nil, nil
}

// shelve reads the columns. A ledger that changes all the time is read anew for a quarter
// of the time at most.
func (db *DB) shelve(ctx context.Context) {
	began := time.Now()
	c, err := db.loadColumns(ctx)
	s := db.shelf
	s.mu.Lock()
	defer s.mu.Unlock()
	s.loading, s.next = false, time.Now().Add(3*time.Since(began))
	s.cancel()
	if err == nil { // else the database goes on to answer, and says what is wrong with it
		s.have = c
	}
}

// close waits until nothing is read any more.
func (s *shelf) close() {
	if s == nil {
		return
	}
	s.mu.Lock()
	s.cancel()
	s.mu.Unlock()
	s.done.Wait()
}

func (db *DB) loadColumns(ctx context.Context) (*columns, error) {
	c := &columns{code: map[string]uint32{"": 0}, words: []string{""}, odd: map[int32]string{}, found: &found{}}
	err := inTx(ctx, db.read, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT COALESCE(SUM(at), 0) FROM cursors").Scan(&c.state); err != nil {
			return err
		}
		at, err := c.loadEvents(ctx, tx)
		if err != nil {
			return err
		}
		if err := c.loadActors(ctx, tx, at); err != nil {
			return err
		}
		if err := c.loadClaims(ctx, tx, at); err != nil {
			return err
		}
		return c.loadOrder(ctx, tx)
	})
	c.post()
	c.sortIDs()
	return c, err
}

// loadEvents reads what stands in the table of events; it returns the place of each number.
func (c *columns) loadEvents(ctx context.Context, tx *sql.Tx) (map[int64]int32, error) {
	at := map[int64]int32{}
	err := eachRow(ctx, tx, `SELECT n, id, kind, object, status, first, last, at, place, place_state, topics, outlets, track, COALESCE(round, 0), sum
		FROM events ORDER BY n DESC`, func(rows *sql.Rows) error {
		var n, sum, round int64
		var id string
		var kind, object, status, place, in, topics, outlets, track sql.RawBytes
		var first, last, day sql.NullInt64
		if err := rows.Scan(&n, &id, &kind, &object, &status, &first, &last, &day, &place, &in, &topics, &outlets, &track, &round, &sum); err != nil {
			return err
		}
		at[n] = int32(len(c.n))
		c.addID(id)
		c.n, c.sum, c.round = append(c.n, n), append(c.sum, sum), append(c.round, int32(round))
		c.first, c.last, c.at = append(c.first, day32(first)), append(c.last, day32(last)), append(c.at, day32(day))
		for _, x := range []struct {
			to   *[]uint32
			word sql.RawBytes
		}{{&c.kind, kind}, {&c.object, object}, {&c.status, status}, {&c.place, place}, {&c.in, in}, {&c.track, track}} {
			*x.to = append(*x.to, c.word(string(x.word)))
		}
		c.topics.add(c, string(topics))
		c.outlets.add(c, string(outlets))
		return nil
	})
	c.topics.from, c.outlets.from = append(c.topics.from, uint32(len(c.topics.all))), append(c.outlets.from, uint32(len(c.outlets.all)))
	return at, err
}

// add appends the words of the next event.
func (l *lists) add(c *columns, spaced string) {
	l.from = append(l.from, uint32(len(l.all)))
	for w := range strings.FieldsSeq(spaced) {
		l.all = append(l.all, c.word(w))
	}
}

// pair is a word of an event, with one beside it.
type pair struct {
	at         int32
	word, with uint32
}

// listed sorts pairs into lists of n events; with is beside them.
func listed(pairs []pair, n int) (l lists, with []uint32) {
	l.from = make([]uint32, n+1)
	for _, p := range pairs {
		l.from[p.at+1]++
	}
	for i := range n {
		l.from[i+1] += l.from[i]
	}
	next := slices.Clone(l.from)
	l.all, with = make([]uint32, len(pairs)), make([]uint32, len(pairs))
	for _, p := range pairs {
		l.all[next[p.at]], with[next[p.at]] = p.word, p.with
		next[p.at]++
	}
	return l, with
}

func (c *columns) loadActors(ctx context.Context, tx *sql.Tx, at map[int64]int32) error {
	var pairs []pair
	err := eachRow(ctx, tx, "SELECT actor, role, n FROM event_actors", func(rows *sql.Rows) error {
		var actor, role sql.RawBytes
		var n int64
		if err := rows.Scan(&actor, &role, &n); err != nil {
			return err
		}
		if i, ok := at[n]; ok {
			pairs = append(pairs, pair{i, c.word(string(actor)), c.word(string(role))})
		}
		return nil
	})
	c.actors, c.roles = listed(pairs, len(c.n))
	return err
}

// loadClaims reads in which languages and items events are told. Items are numbered as they come,
// so that the claims need not be put in order first.
func (c *columns) loadClaims(ctx context.Context, tx *sql.Tx, at map[int64]int32) error {
	type page struct{ number, language uint32 }
	pages := map[string]page{}
	err := eachRow(ctx, tx, "SELECT page, language FROM page_languages", func(rows *sql.Rows) error {
		var id, language string
		err := rows.Scan(&id, &language)
		pages[id] = page{uint32(len(pages)), c.word(language)}
		return err
	})
	if err != nil {
		return err
	}
	var pairs, items []pair
	numbers := map[[2]int64]uint32{} // by number of the page and item
	err = eachRow(ctx, tx, "SELECT n, page, item FROM event_claims", func(rows *sql.Rows) error {
		var id sql.RawBytes
		var n, item int64
		if err := rows.Scan(&n, &id, &item); err != nil {
			return err
		}
		i, ok := at[n]
		if !ok {
			return nil
		}
		p, ok := pages[string(id)]
		if !ok {
			p = page{uint32(len(pages)), 0}
			pages[string(id)] = p
		}
		key := [2]int64{int64(p.number), item}
		number, ok := numbers[key]
		if !ok {
			number = uint32(len(numbers))
			numbers[key] = number
		}
		items = append(items, pair{i, number, 0})
		if p.language != 0 {
			pairs = append(pairs, pair{i, p.language, 0})
		}
		return nil
	})
	c.langs, _ = listed(pairs, len(c.n))
	c.items, _ = listed(items, len(c.n))
	return err
}

func (c *columns) loadOrder(ctx context.Context, tx *sql.Tx) error {
	c.order = make([]int32, 0, len(c.n))
	return eachRow(ctx, tx, "SELECT n FROM events ORDER BY at DESC NULLS LAST, seen DESC, id", func(rows *sql.Rows) error {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return err
		}
		if i, ok := c.find(n); ok {
			c.order = append(c.order, int32(i))
		}
		return nil
	})
}

// find is the place of the event of a number.
func (c *columns) find(n int64) (int, bool) {
	return slices.BinarySearchFunc(c.n, n, func(a, b int64) int {
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
}

// month is YYYY-MM of a month that is counted from that of the year 0.
func month(n int32) string {
	d, _ := parley.NewDay(int(n)/12, int(n)%12+1, 1)
	return d.String()[:7]
}

func eachRow(ctx context.Context, tx querier, query string, each func(*sql.Rows) error, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
