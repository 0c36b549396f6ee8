package sqlite

// This file makes columns: of all events, or of other columns and the events that have changed
// since.

import (
	"cmp"
	"maps"
	"slices"
)

// line is an event as columns hold it, its words numbered.
type line struct {
	n, sum                                             int64
	id                                                 uint64
	odd                                                string
	first, last, at, round, independent                int32
	kind, object, status, place, in, track, seen, when uint32
	topics, outlets, langs                             []uint32
	actors, roles, sides, targets                      []uint32
	items                                              []uint64
}

// line is the event at a place. Its lists lie in the columns.
func (c *columns) line(i int) line {
	return line{
		c.n[i], c.sum[i], c.ids[i], c.odd[int32(i)],
		c.first[i], c.last[i], c.at[i], c.round[i], c.independent[i],
		c.kind[i], c.object[i], c.status[i], c.place[i], c.in[i], c.track[i], c.seen[i], c.when[i],
		c.topics.of(i), c.outlets.of(i), c.langs.of(i),
		c.actors.of(i), c.roles[c.actors.from[i]:c.actors.from[i+1]], c.sides.of(i), c.targets[c.sides.from[i]:c.sides.from[i+1]],
		c.items.of(i),
	}
}

// add appends an event.
func (c *columns) add(x *line) {
	if x.odd != "" {
		c.odd[int32(len(c.n))] = x.odd
	}
	c.n, c.sum, c.ids = append(c.n, x.n), append(c.sum, x.sum), append(c.ids, x.id)
	c.first, c.last, c.at = append(c.first, x.first), append(c.last, x.last), append(c.at, x.at)
	c.round, c.independent = append(c.round, x.round), append(c.independent, x.independent)
	c.kind, c.object, c.status = append(c.kind, x.kind), append(c.object, x.object), append(c.status, x.status)
	c.place, c.in, c.track = append(c.place, x.place), append(c.in, x.in), append(c.track, x.track)
	c.seen, c.when = append(c.seen, x.seen), append(c.when, x.when)
	c.topics.add(x.topics)
	c.outlets.add(x.outlets)
	c.langs.add(x.langs)
	c.actors.add(x.actors)
	c.sides.add(x.sides)
	c.items.add(x.items)
	c.roles, c.targets = append(c.roles, x.roles...), append(c.targets, x.targets...)
}

// run appends the events from one place to another of other columns, whose words stand in the book.
func (c *columns) run(of *columns, from, to int) {
	if from == to {
		return
	}
	to32, from32 := c.numbers(), of.numbers()
	for k := range to32 {
		*to32[k] = append(*to32[k], (*from32[k])[from:to]...)
	}
	for i, id := range of.odd {
		if int(i) >= from && int(i) < to {
			c.odd[i-int32(from)+int32(len(c.n))] = id
		}
	}
	c.n, c.sum, c.ids = append(c.n, of.n[from:to]...), append(c.sum, of.sum[from:to]...), append(c.ids, of.ids[from:to]...)
	for k, p := range [][]int32{of.first, of.last, of.at, of.round, of.independent} {
		days := []*[]int32{&c.first, &c.last, &c.at, &c.round, &c.independent}[k]
		*days = append(*days, p[from:to]...)
	}
	c.roles = append(c.roles, of.roles[of.actors.from[from]:of.actors.from[to]]...)
	c.targets = append(c.targets, of.targets[of.sides.from[from]:of.sides.from[to]]...)
	c.topics.run(&of.topics, from, to)
	c.outlets.run(&of.outlets, from, to)
	c.langs.run(&of.langs, from, to)
	c.actors.run(&of.actors, from, to)
	c.sides.run(&of.sides, from, to)
	c.items.run(&of.items, from, to)
}

// numbers are the columns of one word an event.
func (c *columns) numbers() [8]*[]uint32 {
	return [...]*[]uint32{&c.kind, &c.object, &c.status, &c.place, &c.in, &c.track, &c.seen, &c.when}
}

// newColumns have room for so many events.
func newColumns(book books, room int) *columns {
	c := &columns{books: book, odd: map[int32]string{}, found: &found{}}
	words := c.numbers()
	for _, p := range append(words[:], &c.topics.from, &c.outlets.from, &c.langs.from, &c.actors.from, &c.sides.from, &c.items.from) {
		*p = make([]uint32, 0, room+1)
	}
	for _, p := range []*[]int32{&c.first, &c.last, &c.at, &c.round, &c.independent} {
		*p = make([]int32, 0, room)
	}
	c.n, c.sum, c.ids = make([]int64, 0, room), make([]int64, 0, room), make([]uint64, 0, room)
	return c
}

// patched is columns with other events in the place of some: those with the ids go, the lines
// come. Their words stand in the book, which is that of the columns and what was added.
func (c *columns) patched(book books, gone []string, lines []line) *columns {
	slices.SortFunc(lines, func(a, b line) int { return cmp.Compare(b.n, a.n) })
	leave := make(map[int]bool, len(gone))
	for _, id := range gone {
		if i, ok := c.placeOf(id); ok {
			leave[i] = true
		}
	}
	out := newColumns(book, len(c.n)+len(lines)-len(leave))
	out.actors.all = make([]uint32, 0, len(c.actors.all)+len(c.actors.all)/16)
	out.items.all = make([]uint64, 0, len(c.items.all)+len(c.items.all)/16)
	moved := make([]int32, len(c.n)) // old place → new place, -1 for those that go
	var added []int32
	from := 0
	take := func(to int) { // those from one to another stay
		for i := from; i < to; i++ {
			moved[i] = int32(len(out.n) + i - from)
		}
		out.run(c, from, to)
		from = to
	}
	put := func(before int64) {
		for len(lines) > 0 && lines[0].n > before {
			at, _ := c.find(lines[0].n)
			take(max(from, at))
			added = append(added, int32(len(out.n)))
			out.add(&lines[0])
			lines = lines[1:]
		}
	}
	for _, i := range slices.Sorted(maps.Keys(leave)) {
		put(c.n[i])
		take(i)
		moved[i], from = -1, i+1
	}
	put(-1 << 63)
	take(len(c.n))
	out.order = merged(c.order, moved, added, out.listed)
	out.byID = merged(c.byID, moved, added, out.byNumber)
	out.fresh = merged(c.fresh, moved, added, out.byReport)
	out.post()
	return out
}

// retold is the tales of so many pages, those of some in the place of what was told of them.
func retold(was *lists[uint64], now map[uint32][]uint64, pages int) (out lists[uint64]) {
	out.from, out.all = make([]uint32, 0, pages+1), make([]uint64, 0, len(was.all)+len(now))
	for page := range pages {
		if list, ok := now[uint32(page)]; ok {
			out.add(list)
		} else if page+1 < len(was.from) {
			out.add(was.of(page))
		} else {
			out.add(nil)
		}
	}
	return out
}

// story is the word of the story of an item, 0 where it stands in none.
func (c *columns) story(item uint64) uint32 {
	page := int(item >> 16)
	if page+1 >= len(c.tales.from) { // it has come since, and nothing of it stands in a story
		return 0
	}
	for _, tale := range c.tales.of(page) {
		if (tale^item)&0xffff == 0 {
			return uint32(tale >> 16)
		}
	}
	return 0
}

// The orders of events: as lists have them, by number of the id, by the first report.
func (c *columns) listed(a, b int32) int {
	return cmp.Or(cmp.Compare(c.at[b], c.at[a]), cmp.Compare(c.words[c.seen[b]], c.words[c.seen[a]]), c.byName(a, b))
}

func (c *columns) byName(a, b int32) int {
	if len(c.odd) == 0 {
		return cmp.Compare(c.ids[a], c.ids[b])
	}
	return cmp.Compare(c.id(a), c.id(b))
}

func (c *columns) byNumber(a, b int32) int {
	return cmp.Or(cmp.Compare(c.ids[a], c.ids[b]), cmp.Compare(a, b))
}

func (c *columns) byReport(a, b int32) int {
	return cmp.Or(cmp.Compare(c.words[c.seen[b]], c.words[c.seen[a]]), cmp.Compare(a, b))
}

// merged is an order of old places, as they are now, with new ones among them.
func merged(old, moved, added []int32, order func(a, b int32) int) []int32 {
	added = slices.Clone(added)
	slices.SortFunc(added, order)
	stay := make([]int32, 0, len(old))
	for _, i := range old {
		if i = moved[i]; i >= 0 {
			stay = append(stay, i)
		}
	}
	if len(added) == 0 || len(stay) == 0 {
		return append(stay, added...)
	}
	out := make([]int32, 0, len(stay)+len(added))
	for _, x := range added {
		k, _ := slices.BinarySearchFunc(stay, x, order)
		out = append(append(out, stay[:k]...), x)
		stay = stay[k:]
	}
	return append(out, stay...)
}
