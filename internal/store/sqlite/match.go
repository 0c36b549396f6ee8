package sqlite

// This file asks the full-text index for the events that have words.

import (
	"context"
	"database/sql"
	"math"
	"strconv"
	"strings"
	"sync"
)

// matchChunk is how many matches of words are read at once.
const matchChunk = 5100

// eachMatch calls each with the places of the events whose evidence has the words, the
// newest first, until it says no.
func (x *finder) eachMatch(ctx context.Context, words string, each func(i int) bool) error {
	below := int64(math.MaxInt64)
	for first := true; ; first = false {
		m, known := matches{}, false
		if first {
			m, known = x.found.get(words)
		}
		if !known {
			var err error
			if m, err = x.matched(ctx, words, below); err != nil {
				return err
			}
			if first {
				x.found.put(words, m)
			}
		}
		for _, i := range m.places {
			if !each(int(i)) {
				return nil
			}
		}
		if below = m.below; below == 0 {
			return nil
		}
	}
}

// matches are the newest places that the full-text index gives; below is the number that
// those behind them are below, 0 for none.
type matches struct {
	places []int32
	below  int64
}

// matched asks the full-text index.
func (x *finder) matched(ctx context.Context, words string, below int64) (m matches, err error) {
	var all sql.NullString
	const q = `SELECT group_concat(rowid, ' ') FROM (SELECT rowid FROM event_text WHERE event_text MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT 0+?)`
	if err := x.db.ready.row(ctx, q, words, below, matchChunk).Scan(&all); err != nil {
		return m, err
	}
	count := 0
	for text := range strings.FieldsSeq(all.String) {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return m, err
		}
		count, below = count+1, n
		if i, ok := x.find(n); ok {
			m.places = append(m.places, int32(i))
		}
	}
	if count == matchChunk {
		m.below = below
	}
	return m, nil
}

// found are the first matches of words that were asked for, of one state of the ledger: a
// screen asks for them to list and to count them. Tallies are lent to who counts.
type found struct {
	mu      sync.Mutex
	all     map[string]matches
	tallies sync.Pool // *tally
}

// maxFound bounds how many are kept.
const maxFound = 64

func (f *found) get(words string) (matches, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m, ok := f.all[words]
	return m, ok
}

func (f *found) put(words string, m matches) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all == nil || len(f.all) >= maxFound {
		f.all = map[string]matches{}
	}
	f.all[words] = m
}
