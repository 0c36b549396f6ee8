package sqlite

// This file asks the full-text index for the events that have words.

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// matchChunk is how many matches of words are read at once.
const matchChunk = 2100

// eachMatch calls each with the places of the events whose evidence has the words, the
// newest first, until it says no. What was read for others before is not read again.
func (x *finder) eachMatch(ctx context.Context, words string, each func(i int) bool) error {
	m := x.found.get(words)
	for done := 0; ; {
		for _, i := range m.places[done:] {
			if !each(int(i)) {
				return nil
			}
		}
		if done = len(m.places); m.below == 0 {
			return nil
		}
		var err error
		if m, err = x.matched(ctx, words, m); err != nil {
			return err
		}
		x.found.put(words, m)
	}
}

// matches are the newest places that the full-text index gives; below is the number that
// those behind them are below, 0 for none.
type matches struct {
	places []int32
	below  int64
}

// matched asks the full-text index for more.
func (x *finder) matched(ctx context.Context, words string, m matches) (matches, error) {
	var all sql.NullString
	const q = `SELECT group_concat(rowid, ' ') FROM (SELECT rowid FROM event_text WHERE event_text MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT 0+?)`
	if err := x.db.ready.row(ctx, q, words, m.below, matchChunk).Scan(&all); err != nil {
		return m, err
	}
	places := slices.Clip(m.places)
	m.below = 0
	count, at := 0, 0
	if len(places) > 0 {
		at = int(places[len(places)-1])
	}
	for text := range strings.FieldsSeq(all.String) {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return m, err
		}
		if count++; count == matchChunk {
			m.below = n
		}
		if at = x.findFrom(at, n); at < len(x.n) && x.n[at] == n {
			places = append(places, int32(at))
		}
	}
	m.places = places
	return m, nil
}

// findFrom is the place of the event of a number, or where it would be, at a place or behind it.
func (c *columns) findFrom(at int, n int64) int {
	step := 1
	for at+step < len(c.n) && c.n[at+step] >= n {
		at, step = at+step, 2*step
	}
	k, _ := slices.BinarySearchFunc(c.n[at:min(at+step+1, len(c.n))], n, func(a, b int64) int { return cmp.Compare(b, a) })
	return at + k
}

// found are matches of words that were asked for, of one state of the ledger: a
// screen asks for them to list and to count them. Tallies are lent to who counts.
type found struct {
	mu      sync.Mutex
	all     map[string]matches
	places  int
	tallies sync.Pool // *tally
}

// maxFound bounds how many are kept, and how many places in all.
const (
	maxFound  = 64
	maxPlaces = 1 << 20
)

func (f *found) get(words string) matches {
	f.mu.Lock()
	defer f.mu.Unlock()
	if m, ok := f.all[words]; ok {
		return m
	}
	return matches{below: math.MaxInt64}
}

func (f *found) put(words string, m matches) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all == nil || len(f.all) >= maxFound || f.places > maxPlaces {
		f.all, f.places = map[string]matches{}, 0
	}
	f.places += len(m.places) - len(f.all[words].places)
	f.all[words] = m
}
