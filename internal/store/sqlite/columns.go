package sqlite

// This file keeps the properties of all events by which they are found in memory, column
// by column, for a server that is asked again and again.

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// columns are the events of one state of the ledger, the highest number first; never
// written once made. Words (kinds, ids, names) stand as their place in words. About two
// hundred bytes an event.
type columns struct {
	state                                  int64
	upTo                                   upTo
	n, sum                                 []int64
	ids                                    []uint64         // of e_ and 16 digits
	odd                                    map[int32]string // other ids
	byID                                   []int32          // places in order of id
	first, last, at                        []int32          // days; noDay where there is none
	round                                  []int32          // 0: none
	independent                            []int32
	kind, object, status, place, in, track []uint32
	seen, when                             []uint32 // the day of the first report, the time as it is written
	topics, outlets, langs, actors, sides  lists[uint32]
	items                                  lists[uint64] // word of the page in pages, and item
	tales                                  lists[uint64] // by word of the page: word of the story in stories, and item
	roles, targets                         []uint32      // beside actors.all and sides.all
	ofActor, ofTrack                       postings
	meets                                  []bool  // people met
	order, fresh                           []int32 // the events as lists without a search have them, and by the first report
	zones, listZones                       zones   // of the events, and of order
	books
	found *found
}

// upTo says of what columns were made: all renewals and moves between stories up to these numbers, and
// so many changes of the languages of pages.
type upTo struct{ renewal, move, relabelled int64 }

// books are the words of all columns, and the ids of pages and stories, of which there are so many that
// they are numbered apart: who counts words has a counter for each.
type books struct {
	codebook
	pages, stories codebook
}

func newBooks() books { return books{newCodebook(), newCodebook(), newCodebook()} }

// further are books to which words can be added while others read these.
func (b *books) further() books {
	return books{b.codebook.further(), b.pages.further(), b.stories.further()}
}

// codebook numbers words. Words are only added, so that several columns may share their list.
type codebook struct {
	words      []string
	most, late map[string]uint32 // late are those that came since most was made
}

func newCodebook() codebook {
	return codebook{words: []string{""}, most: map[string]uint32{"": 0}, late: map[string]uint32{}}
}

// further is a book to which words can be added while others read this one, which need not be filed.
func (b *codebook) further() codebook {
	if len(b.late)*4 < len(b.most) {
		return codebook{b.words, b.most, maps.Clone(b.late)}
	}
	most := make(map[string]uint32, len(b.words))
	for k, w := range b.words {
		most[w] = uint32(k)
	}
	return codebook{b.words, most, map[string]uint32{}}
}

// code is the number of a word that stands in the book.
func (b *codebook) code(s string) (uint32, bool) {
	k, ok := b.most[s]
	if !ok {
		k, ok = b.late[s]
	}
	return k, ok
}

// number is that of a word, the empty one's where it does not stand in the book.
func (b *codebook) number(s string) uint32 {
	k, _ := b.code(s)
	return k
}

// word numbers a word; the empty one is 0.
func (b *codebook) word(s string) uint32 {
	if k, ok := b.code(s); ok {
		return k
	}
	k := uint32(len(b.words))
	s = strings.Clone(s)
	b.words, b.late[s] = append(b.words, s), k
	return k
}

// idNumber is the number of an id of e_ and 16 digits, the digits' of another, if any.
func idNumber(id string) (n uint64, odd bool) {
	digits, ok := strings.CutPrefix(id, "e_")
	n, err := strconv.ParseUint(digits, 16, 64)
	return n, !ok || err != nil || len(digits) != 16 || strings.ToLower(digits) != digits
}

// id is that of the event at a place.
func (c *columns) id(i int32) string {
	if id, odd := c.odd[i]; odd {
		return id
	}
	const digits = "0123456789abcdef"
	var b [18]byte
	b[0], b[1] = 'e', '_'
	for k, n := 17, c.ids[i]; k > 1; k, n = k-1, n>>4 {
		b[k] = digits[n&15]
	}
	return string(b[:])
}

// placeOf is the place of the event with the id.
func (c *columns) placeOf(id string) (int, bool) {
	n, _ := idNumber(id)
	for k := c.rank(n); k < len(c.byID) && c.ids[c.byID[k]] == n; k++ {
		if i := c.byID[k]; c.id(i) == id {
			return int(i), true
		}
	}
	return 0, false
}

// rank is how many events have ids of lower numbers. Numbers are hashes, spread evenly: it is looked for
// where it is to be expected, which is close.
func (c *columns) rank(n uint64) int {
	low, high := 0, len(c.byID) // those before low are lower, those from high on are not
	high64, _ := bits.Mul64(n, uint64(high))
	for at, step := int(high64), 1; low < high; step *= 2 {
		at = min(max(at, low), high-1)
		if c.ids[c.byID[at]] < n {
			low = at + 1
			at += step
		} else {
			high = at
			at -= step
		}
		if step > 64 {
			k, _ := slices.BinarySearchFunc(c.byID[low:high], n, func(i int32, n uint64) int { return cmp.Compare(c.ids[i], n) })
			return low + k
		}
	}
	return low
}

// lists is a list of words or numbers for each event: all[from[i]:from[i+1]].
type lists[T uint32 | uint64] struct {
	from []uint32
	all  []T
}

func (l *lists[T]) of(i int) []T { return l.all[l.from[i]:l.from[i+1]] }

// add appends the list of the next event.
func (l *lists[T]) add(list []T) {
	if len(l.from) == 0 {
		l.from = append(l.from, 0)
	}
	l.all = append(l.all, list...)
	l.from = append(l.from, uint32(len(l.all)))
}

// run appends the lists from one place to another of others.
func (l *lists[T]) run(of *lists[T], from, to int) {
	if len(l.from) == 0 {
		l.from = append(l.from, 0)
	}
	shift := uint32(len(l.all)) - of.from[from]
	for _, at := range of.from[from+1 : to+1] {
		l.from = append(l.from, at+shift)
	}
	l.all = append(l.all, of.all[of.from[from]:of.from[to]]...)
}

// noDay stands for no day at all.
const noDay = math.MinInt32

func day32(d sql.NullInt64) int32 {
	if !d.Valid {
		return noDay
	}
	return int32(min(max(d.Int64, noDay+1), math.MaxInt32))
}

// find is the place of the event of a number.
func (c *columns) find(n int64) (int, bool) {
	return slices.BinarySearchFunc(c.n, n, func(a, b int64) int { return cmp.Compare(b, a) })
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
