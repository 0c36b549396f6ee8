package sqlite

// This file finds events in columns. It answers as search.go does; a test compares them.

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"sync"
	"unsafe"

	"parley"
)

// passes tells whether the event at a place has a property.
type passes func(i int) bool

// finder finds the events that pass a filter: those that the full-text index gives for
// words, or all, of which tests hold.
type finder struct {
	*columns
	db     *DB
	words  string   // as the full-text index understands them
	worded *wording // the same, nil where only it does
	tests  []passes
	narrow []int32 // where given, only these hold; the highest number first
	after  int32   // what is found may be on that day or later; noDay: whenever
	before int32   // and before that one
	byTime bool    // in the order of their numbers
	below  int64   // numbers from here on are passed over; 0: none
}

// finder understands a filter; nil where it is for the database to answer.
func (db *DB) finder(ctx context.Context, f parley.EventFilter) (*finder, error) {
	c, err := db.columns(ctx)
	if c == nil || err != nil {
		return nil, err
	}
	if _, err := conditions(f); err != nil {
		return nil, err
	}
	x := &finder{columns: c, db: db, byTime: f.Query != nil || f.Past > 0, below: f.Past, after: noDay, before: noDay}
	words, rest := lead(f)
	x.words, x.worded = words, leading(f)
	x.bound(f.After, f.Before)
	// What a column tells is looked at first: lists take several times as long.
	if len(f.Kinds) > 0 {
		x.tests = append(x.tests, c.oneOf(c.kind, strs(f.Kinds)))
	}
	if len(f.Status) > 0 {
		x.tests = append(x.tests, c.oneOf(c.status, strs(f.Status)))
	}
	if f.Track != "" {
		x.tests = append(x.tests, c.oneOf(c.track, []string{f.Track}))
		x.among(&parley.Query{Op: parley.QueryField, Field: "track", Values: []string{f.Track}})
	}
	slices.SortStableFunc(rest, func(a, b *parley.Query) int { return effort(a) - effort(b) })
	for _, q := range rest {
		if x.within(q) {
			continue
		}
		t, err := x.test(ctx, q)
		if err != nil {
			return nil, err
		}
		x.tests = append(x.tests, t)
		x.among(q)
	}
	for _, a := range f.Actors {
		x.tests = append(x.tests, c.hasActor("", []string{a}))
		x.among(&parley.Query{Op: parley.QueryField, Field: "actor", Values: []string{a}})
	}
	if f.Page != "" {
		if err := x.onPage(ctx, f.Page); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// effort tells the tests that are quickly made, of one column, from others.
func effort(q *parley.Query) int {
	if q.Op == parley.QueryField && slices.Contains(columnFields, q.Field) {
		return 0
	}
	return 1
}

// columnFields are the fields of which an event has one value.
var columnFields = []string{"kind", "object", "status", "track", "place", "state", "after", "before"}

// onPage leaves the events that a claim of the page is about.
func (x *finder) onPage(ctx context.Context, page string) error {
	at := []int32{}
	err := x.db.ready.each(ctx, "SELECT DISTINCT n FROM event_claims WHERE page = ? ORDER BY n DESC", func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		if i, ok := x.find(n); ok {
			at = append(at, int32(i))
		}
		return err
	}, page)
	x.tests = append(x.tests, func(i int) bool { _, ok := slices.BinarySearch(at, int32(i)); return ok })
	x.only(at)
	return err
}

// bound notes from which day on and before which all must be that is found, "" for any.
func (x *finder) bound(after, before string) {
	if d, ok := days(after); ok && after != "" {
		x.after = max(x.after, day32(num(d.From)))
	}
	if d, ok := days(before); ok && before != "" {
		if day := day32(num(d.From)); x.before == noDay || day < x.before {
			x.before = day
		}
	}
}

// within is bound for a part of the search that must hold and says so.
func (x *finder) within(q *parley.Query) bool {
	switch {
	case q.Op == parley.QueryField && q.Field == "after":
		x.bound(q.Values[0], "")
	case q.Op == parley.QueryField && q.Field == "before":
		x.bound("", q.Values[0])
	default:
		return false
	}
	return true
}

// among notes that all that is found is of one track or has one actor, where a part of the search
// that must hold says so, or that nothing is, where no event has what it names.
func (x *finder) among(q *parley.Query) {
	if q.Op != parley.QueryField || q.Field == "after" || q.Field == "before" {
		return
	}
	codes := x.codes(q.Values)
	switch {
	case len(codes) == 0:
		x.only([]int32{})
	case len(q.Values) > 1:
	case q.Field == "track":
		x.only(x.ofTrack.of(codes[0]))
	case q.Field == "actor" || slices.Contains(roleFields, q.Field):
		x.only(x.ofActor.of(codes[0]))
	}
}

// only notes that nothing is found but at the places.
func (x *finder) only(list []int32) {
	if x.narrow == nil || len(list) < len(x.narrow) {
		x.narrow = list[:len(list):len(list)]
	}
	if x.narrow == nil {
		x.narrow = []int32{}
	}
}

func strs[S ~string](in []S) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	return out
}

// test is a tree as a test; conditions has looked at it before.
func (x *finder) test(ctx context.Context, q *parley.Query) (passes, error) {
	if words, ok := fullText(q); ok {
		return x.wordTest(ctx, words, worded(q))
	}
	var args []passes
	for _, a := range q.Args {
		t, err := x.test(ctx, a)
		if err != nil {
			return nil, err
		}
		args = append(args, t)
	}
	switch q.Op {
	case parley.QueryAnd:
		return func(i int) bool { return !slices.ContainsFunc(args, func(t passes) bool { return !t(i) }) }, nil
	case parley.QueryOr:
		return func(i int) bool { return slices.ContainsFunc(args, func(t passes) bool { return t(i) }) }, nil
	case parley.QueryNot:
		return func(i int) bool { return !args[0](i) }, nil
	case parley.QueryField:
		return x.fieldTest(q), nil
	}
	return func(int) bool { return true }, nil // words without a letter narrow nothing
}

// wordTest holds for all events whose evidence has the words.
func (x *finder) wordTest(ctx context.Context, words string, as *wording) (passes, error) {
	set := make(placeSet, len(x.n)/64+1)
	err := x.eachMatch(ctx, words, as, func(i int) bool {
		set.add(int32(i))
		return true
	})
	return func(i int) bool { return set.has(int32(i)) }, err
}

func (c *columns) fieldTest(q *parley.Query) passes {
	switch q.Field {
	case "actor":
		return c.hasActor("", q.Values)
	case "source", "target", "party", "mediator":
		return c.hasActor(q.Field, q.Values)
	case "topic":
		return c.hasOne(c.topics, q.Values)
	case "outlet":
		return c.hasOne(c.outlets, q.Values)
	case "lang":
		return c.hasOne(c.langs, q.Values)
	case "after", "before":
		return c.since(q.Field, q.Values[0])
	}
	column := map[string][]uint32{"kind": c.kind, "object": c.object, "status": c.status, "track": c.track, "place": c.place, "state": c.in}[q.Field]
	return c.oneOf(column, q.Values)
}

// codes numbers those of the words that stand in the columns at all.
func (c *columns) codes(words []string) []uint32 {
	var out []uint32
	for _, w := range words {
		if k, ok := c.code(w); ok {
			out = append(out, k)
		}
	}
	return out
}

func (c *columns) oneOf(column []uint32, words []string) passes {
	want := c.codes(words)
	switch len(want) {
	case 0:
		return func(int) bool { return false }
	case 1:
		return func(i int) bool { return column[i] == want[0] }
	}
	return func(i int) bool { return slices.Contains(want, column[i]) }
}

func (c *columns) hasOne(l lists[uint32], words []string) passes {
	want := c.codes(words)
	return func(i int) bool {
		return slices.ContainsFunc(l.of(i), func(w uint32) bool { return slices.Contains(want, w) })
	}
}

// hasActor holds for events with one of the actors, in a role where one is named.
func (c *columns) hasActor(role string, actors []string) passes {
	want := c.codes(actors)
	as, known := c.code(role)
	return func(i int) bool {
		for k := c.actors.from[i]; k < c.actors.from[i+1]; k++ {
			if slices.Contains(want, c.actors.all[k]) && (role == "" || known && c.roles[k] == as) {
				return true
			}
		}
		return false
	}
}

// since holds for what may be on or after the day, or before it.
func (c *columns) since(which, value string) passes {
	d, _ := days(value)
	day := int32(d.From)
	if which == "after" {
		return func(i int) bool { return c.last[i] != noDay && c.last[i] >= day }
	}
	return func(i int) bool { return c.first[i] != noDay && c.first[i] < day }
}

// fewPlaces is how many are rather sorted than looked for among all.
const fewPlaces = 5000

// each calls do with the places of what was found, in the order of the list, until it says
// no.
func (x *finder) each(ctx context.Context, do func(i int) bool) error {
	pass := func(i int) bool {
		if x.after != noDay && x.last[i] < x.after || x.before != noDay && (x.first[i] >= x.before || x.first[i] == noDay) {
			return true
		}
		if x.below > 0 && x.n[i] >= x.below {
			return true
		}
		for _, t := range x.tests {
			if !t(i) {
				return true
			}
		}
		return do(i)
	}
	switch {
	case x.words != "":
		return x.eachMatch(ctx, x.words, x.worded, pass)
	case x.narrow != nil && (x.byTime || len(x.narrow) <= fewPlaces):
		if !x.byTime {
			x.narrow = slices.Clone(x.narrow)
			slices.SortFunc(x.narrow, x.listed)
		}
		for _, i := range x.narrow {
			if !pass(int(i)) {
				return nil
			}
		}
	case x.byTime:
		for from := 0; from < len(x.n); from += zoneSize {
			if x.zones.apart(from/zoneSize, x) {
				continue
			}
			for i := from; i < min(from+zoneSize, len(x.n)); i++ {
				if !pass(i) {
					return nil
				}
			}
		}
	default:
		for from := 0; from < len(x.order); from += zoneSize {
			if x.listZones.apart(from/zoneSize, x) {
				continue
			}
			for _, i := range x.order[from:min(from+zoneSize, len(x.order))] {
				if !pass(int(i)) {
					return nil
				}
			}
		}
	}
	return nil
}

// list is Events, from memory as far as it goes. ok is false where an event is no longer
// there: the ledger has changed.
func (x *finder) list(ctx context.Context, limit, skip int) (out []parley.Event, ok bool, err error) {
	at, err := x.some(ctx, limit, skip)
	if err != nil || len(at) == 0 {
		return []parley.Event{}, true, err
	}
	return x.lend(ctx, at)
}

// some are the places of what was found, at most limit of them (0: all) behind those to be skipped.
func (x *finder) some(ctx context.Context, limit, skip int) (at []int32, err error) {
	err = x.each(ctx, func(i int) bool {
		if skip > 0 {
			skip--
			return true
		}
		at = append(at, int32(i))
		return len(at) < limit || limit <= 0
	})
	return at, err
}

// lend gives the events at places. They are lent to many at a time: nobody writes into them.
// ok is false where one is no longer there.
func (x *finder) lend(ctx context.Context, at []int32) (out []parley.Event, ok bool, err error) {
	bodies, err := x.db.shelf.events.get(ctx, x, at)
	if err != nil {
		return nil, false, err
	}
	out = make([]parley.Event, len(at))
	for k, i := range at {
		if bodies[k] == nil {
			return nil, false, nil
		}
		out[k] = *bodies[k]
		out[k].Track, out[k].Round = parley.Maybe(x.columns.words[x.track[i]]), nil
		if r := int(x.round[i]); r != 0 {
			out[k].Round = &r
		}
	}
	return out, true, nil
}

// named are events by their ids, as EventsNamed has them.
func (x *finder) named(ctx context.Context, ids []string) (out []parley.Event, ok bool, err error) {
	at := make([]int32, 0, len(ids))
	for _, id := range ids {
		if i, ok := x.placeOf(id); ok {
			at = append(at, int32(i))
		}
	}
	return x.lend(ctx, at)
}

// keptBytes bounds what the events that are kept take, about. With more than twice as many the screens of 100,000
// articles take no less of the processor, and the collector has a quarter more to look through.
const keptBytes = 40 << 20

// kept are events read before, by number, as long as their sum is the same.
type kept struct {
	mu    sync.Mutex
	all   map[int64]keptEvent
	bytes int
}

type keptEvent struct {
	sum   int64
	bytes int
	event *parley.Event
}

// get returns the events at places, nil for one that is gone.
func (k *kept) get(ctx context.Context, x *finder, at []int32) ([]*parley.Event, error) {
	out := make([]*parley.Event, len(at))
	var missing []int64
	where := map[int64]int{}
	k.mu.Lock()
	for j, i := range at {
		if e, ok := k.all[x.n[i]]; ok && e.sum == x.sum[i] {
			out[j] = e.event
		} else {
			missing = append(missing, x.n[i])
			where[x.n[i]] = j
		}
	}
	k.mu.Unlock()
	if len(missing) == 0 {
		return out, nil
	}
	list, err := json.Marshal(missing)
	if err != nil {
		return nil, err
	}
	rows, err := x.db.ready.rows(ctx, "SELECT e.n, e.sum, e.body FROM json_each(?) j CROSS JOIN events e ON e.n = j.value", string(list))
	if err != nil {
		return nil, err
	}
	err = k.read(rows, x, func(n int64, e *parley.Event) { out[where[n]] = e })
	if err != nil {
		return nil, err
	}
	return out, nil
}

// read keeps what the rows hold.
func (k *kept) read(rows *sql.Rows, x *finder, found func(int64, *parley.Event)) error {
	defer rows.Close()
	for rows.Next() {
		var n, sum int64
		var packed []byte
		if err := rows.Scan(&n, &sum, &packed); err != nil {
			return err
		}
		i, ok := x.find(n)
		if !ok || x.sum[i] != sum {
			continue
		}
		e := new(parley.Event)
		size, err := x.db.unpackEvent(packed, e)
		if err != nil {
			return err
		}
		found(n, e)
		k.put(n, keptEvent{sum, 2*size + int(unsafe.Sizeof(*e)), e})
	}
	return rows.Err()
}

// put keeps an event, and lets others go where there are too many.
func (k *kept) put(n int64, e keptEvent) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all == nil {
		k.all = map[int64]keptEvent{}
	}
	k.bytes += e.bytes - k.all[n].bytes
	k.all[n] = e
	for other, o := range k.all {
		if k.bytes <= keptBytes {
			break
		}
		delete(k.all, other)
		k.bytes -= o.bytes
	}
}
