package sqlite

// This file asks the full-text index for the events that have words.

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// matchChunk is how many matches of words are read at once.
const matchChunk = 2100

// eachMatch calls each with the places of the events whose evidence has the words, the
// newest first, until it says no; not with those that cannot be found for their days, or for what else narrows.
// What was read for others before is not read again. The index itself gives the newest, which are
// enough for most; then its lists are read whole.
func (x *finder) eachMatch(ctx context.Context, words string, as *wording, each func(i int) bool) error {
	m, key := x.found.get(words), words
	from, to := x.span()
	if few := x.key(); m.below != 0 && few != "" {
		key = words + few
		m = x.found.get(key)
	} else if m.below != 0 && from > 0 {
		if key = words + "\x01" + strconv.Itoa(from); from < len(x.n) {
			m = x.found.get(key)
			m.below = min(m.below, x.n[from]+1)
		}
	}
	for next := from; ; {
		k, _ := slices.BinarySearch(m.places, int32(next))
		for _, i := range m.places[k:] {
			if int(i) > to || !each(int(i)) {
				return nil
			}
			next = int(i) + 1
		}
		if m.below == 0 || next > to {
			return nil
		}
		var err error
		if as == nil {
			m, err = x.matched(ctx, words, m)
		} else {
			must, whole := len(m.places) > 0 || x.key() != "" || as.goesOn(), false
			if m, whole, err = x.matchedWhole(ctx, words, as, must, m); whole && x.key() == "" {
				key = words
			}
		}
		if err != nil {
			return err
		}
		x.found.put(key, m)
	}
}

// span is from which place on and up to which all is that can be found.
func (x *finder) span() (from, to int) {
	runs := len(x.zones.first)
	first, last := 0, runs-1
	for first < runs && x.zones.apart(first, x) {
		first++
	}
	for last >= first && x.zones.apart(last, x) {
		last--
	}
	from, to = first*zoneSize, (last+1)*zoneSize-1
	if n := len(x.narrow); x.narrow != nil && n == 0 {
		return len(x.n), -1
	} else if n > 0 {
		from, to = max(from, int(x.narrow[0])), min(to, int(x.narrow[n-1]))
	}
	return from, to
}

// key tells the few places at which alone something is found from others, "" for any place.
func (x *finder) key() string {
	if x.narrow == nil || len(x.narrow) > len(x.n)/8 {
		return ""
	}
	h := fnv.New64a()
	for _, i := range x.narrow {
		_, _ = h.Write([]byte{byte(i), byte(i >> 8), byte(i >> 16), byte(i >> 24)}) // never fails
	}
	return "\x00" + strconv.FormatUint(h.Sum64(), 36)
}

// matchedWhole reads all matches, if it must or that is no more work than to ask the index for the newest; else, or
// where it has another format than is known, it is asked for more.
func (x *finder) matchedWhole(ctx context.Context, words string, as *wording, must bool, m matches) (out matches, whole bool, err error) {
	err = x.lexicon(ctx, func(t *lexicon) error {
		if !must && !t.light(as) {
			return errHeavy
		}
		if x.key() != "" {
			t.among = t.none()
			for _, i := range x.narrow {
				t.among.add(i)
			}
		}
		set, err := t.look(ctx, as)
		out.places = set.list()
		return err
	})
	if errors.Is(err, errLexicon) || errors.Is(err, errHeavy) {
		out, err = x.matched(ctx, words, m)
		return out, false, err
	}
	return out, err == nil, err
}

var errHeavy = errors.New("too many leaves")

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
// screen asks for them to list and to count them. Tallies and gatherings are lent to who counts.
type found struct {
	mu      sync.Mutex
	all     map[string]matches
	places  int
	tallies sync.Pool // *tally
	spare   sync.Pool // *wherever

	gatherings sync.Pool // *gathering

	structure []byte // of the full-text index as it was last looked into, and its segments
	segments  []segment
}

// maxFound bounds how many are kept, and how many places in all.
const (
	maxFound  = 64
	maxPlaces = 1 << 21
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
