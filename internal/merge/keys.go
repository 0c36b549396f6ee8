package merge

// This file says which mentions can meet at all. A mention is found by its keys and looks
// under others: both are of one family of kinds; and of one item, or of the same actors and a
// time, or of one actor and a story, a day, or a long time that both give. Other actors agree in nothing but these (same.go). Cells are
// coarser: by them what may meet is fetched from where it is kept.

import (
	"slices"
	"strconv"

	"parley"
)

// Cell is a place where kept mentions are looked for; its upper half is its place in time, or says in
// which item or story it is.
type Cell int64

// Limits of the keys: the days of one key, of one cell and of one wide cell.
const (
	keyDays  = 8
	cellDays = 16
	wideDays = 128
	// A time of more keys than this is looked for at its first ones alone.
	maxKeys = 55
	// roundDays is how long the number of a round tells which one is meant.
	roundDays = 90
)

// anyone stands for the actors of a key that says nothing of them.
const anyone = "*"

// Sorts of keys and cells.
const (
	byItem  = iota + 1 // of anyone
	byStory            // of one actor, as the next two
	byDay              // a time of one day
	byEnds             // a time of more than narrow days, by its first and last day
	byPub              // of the same actors, as the rest
	byTime
	byWide // a time of more than narrow days, by the days it covers
	byRound
)

// hash of m's family, one actor or all of them ("" for any), a sort of key and what it is about.
func (m *facts) hash(actor string, sort byte, about string, n int) uint64 {
	return m.family.hash(actor, sort, about, n)
}

func (f family) hash(actor string, sort byte, about string, n int) uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	write := func(s string) {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * prime
		}
		h = (h ^ 0xff) * prime
	}
	write(string(f))
	write(actor)
	h = (h ^ uint64(sort)) * prime
	write(about)
	for range 4 {
		h = (h ^ uint64(n&0xff)) * prime
		n >>= 8
	}
	return h ^ h>>29
}

// spans are the numbers of the stretches of so many days that i touches.
func spans(i parley.Interval, days int) []int {
	from, to := floor(int(i.From), days), floor(int(i.To), days)
	to = min(to, from+maxKeys-1)
	out := make([]int, 0, to-from+1)
	for n := from; n <= to; n++ {
		out = append(out, n)
	}
	return out
}

func (m *facts) isNarrow() bool { return m.dated && m.span <= narrow }

func (m *facts) isWide() bool { return m.dated && m.span > narrow }

// around is the time at which dated mentions may agree with m.
func (m *facts) around() parley.Interval {
	if m.Claim.Round != nil {
		return widen(m.time, meetingDays, meetingDays)
	}
	return widen(m.time, 1, 1)
}

// recent is the time of what an undated mention may be about, and of items that tell it.
func (m *facts) recent() parley.Interval { return widen(m.pub, recallDays, 2*pubBucket) }

// alone tells whether m, of a wide time, can be of nothing but what has that time: a meeting in a
// year is not the one on some day of it.
func (m *facts) alone() bool { return m.nature == meeting && m.family != family(parley.Sign) }

// ends are the first and last day of m, as a name.
func (m *facts) ends() string {
	return strconv.Itoa(int(m.time.From)) + " " + strconv.Itoa(int(m.time.To))
}

// hashes gathers keys.
type hashes struct {
	of  *facts
	out []uint64
}

func (h *hashes) add(actor string, sort byte, about string, n int) {
	if actor == "" {
		return // what nobody takes part in meets nothing
	}
	h.out = append(h.out, h.of.hash(actor, sort, about, n))
}

// during adds the keys of the sort for a time.
func (h *hashes) during(sort byte, i parley.Interval) {
	for _, n := range spans(i, keyDays) {
		h.add(h.of.who, sort, "", n)
	}
}

// rounds adds the keys of m's number for a time.
func (h *hashes) rounds(i parley.Interval) {
	if r := h.of.Claim.Round; r != nil {
		for _, n := range spans(i, keyDays) {
			h.add(h.of.who, byRound, "", n<<10|*r&1023)
		}
	}
}

// each adds the keys of the item, and of the story and the day for every actor.
func (h *hashes) each() {
	m := h.of
	if m.who != "" {
		h.add(anyone, byItem, m.item, 0)
		if m.story != "" {
			h.add(anyone, byStory, m.story, 0)
		}
	}
	for _, a := range m.all {
		if m.story != "" {
			h.add(a.key, byStory, m.story, 0)
		}
		if m.dated && m.span == 1 {
			h.add(a.key, byDay, "", int(m.time.From))
		}
	}
}

func (h *hashes) sorted() []uint64 {
	slices.Sort(h.out)
	return slices.Compact(h.out)
}

// index makes the keys of m, once.
func (m *facts) index() {
	if m.keys == nil {
		m.keys, m.lookups = m.makeKeys(), m.makeLookups()
	}
}

// makeKeys gives those by which m is found.
func (m *facts) makeKeys() []uint64 {
	h := hashes{of: m}
	h.each()
	if m.hasPub {
		h.add(m.who, byPub, "", floor(int(m.pub.From), pubBucket))
	}
	switch {
	case m.isNarrow():
		h.during(byTime, m.time)
		h.rounds(m.time)
	case m.isWide():
		for _, a := range m.all {
			h.add(a.key, byEnds, m.ends(), 0)
		}
		if m.span != unbounded {
			h.during(byWide, m.time)
		}
	}
	return h.sorted()
}

// makeLookups gives the keys under which m looks for others.
func (m *facts) makeLookups() []uint64 {
	h := hashes{of: m}
	if !m.isWide() {
		h.each()
	}
	switch {
	case m.isNarrow():
		h.during(byTime, m.around())
	case m.isWide():
		for _, a := range m.all {
			h.add(a.key, byEnds, m.ends(), 0)
		}
		if m.span != unbounded && !m.alone() {
			h.during(byTime, m.around())
			h.during(byWide, m.around())
		}
	case m.hasPub:
		b := floor(int(m.pub.From), pubBucket)
		for _, n := range []int{b - 1, b, b + 1} {
			h.add(m.who, byPub, "", n)
		}
		h.during(byTime, widen(m.pub, recallDays, 1))
		h.rounds(widen(m.pub, roundDays, roundDays))
	}
	return h.sorted()
}

// cell of a sort at a place in time.
func (m *facts) cell(actor string, sort byte, about string, n, days int) Cell {
	when := Cell(int32(n * days)) // the day: cells stand in order of time
	return when<<32 | Cell(uint32(m.hash(actor, sort, about, n)))
}

// cellIn is the cell of an item or a story. Those of all families stand together: an article comes with
// several.
func (m *facts) cellIn(sort byte, name string) Cell {
	of := Cell(int32(family("").hash("", sort, name, 0)))
	return of<<32 | Cell(uint32(m.hash("", sort, name, 0)))
}

// places gathers cells.
type places struct {
	of  *facts
	out []Cell
}

// during adds the cells of the sort for a time, each of so many days.
func (p *places) during(sort byte, i parley.Interval, days int) {
	if p.of.who == "" {
		return
	}
	for _, n := range spans(i, days) {
		p.out = append(p.out, p.of.cell(p.of.who, sort, "", n, days))
	}
}

func (p *places) sorted() []Cell {
	slices.Sort(p.out)
	return slices.Compact(p.out)
}

// covered is the part of a wide time that has keys, and a day more at both ends.
func (m *facts) covered() parley.Interval {
	return parley.Interval{From: m.time.From - 1, To: min(m.time.To, m.time.From+maxKeys*keyDays) + 1}
}

// cells are where m is kept.
func (m *facts) cells() []Cell { return m.kept().sorted() }

func (m *facts) kept() *places {
	p := &places{of: m}
	if m.dated && m.hasPub {
		p.during(byTime, parley.Interval{From: m.pub.From, To: m.pub.From}, cellDays)
	}
	switch {
	case m.isNarrow():
		p.during(byTime, m.around(), cellDays)
		for _, a := range m.all {
			if m.span == 1 {
				p.out = append(p.out, m.cell(a.key, byDay, "", int(m.time.From), 1))
			}
		}
	case m.isWide():
		for _, a := range m.all {
			p.out = append(p.out, m.cell(a.key, byEnds, m.ends(), int(m.time.From), 1))
		}
		if m.span != unbounded {
			p.during(byWide, m.covered(), wideDays)
		}
	case m.hasPub:
		p.during(byTime, m.recent(), cellDays)
		if m.Claim.Round != nil {
			p.during(byRound, widen(m.pub, roundDays, roundDays), wideDays)
		}
	}
	p.out = append(p.out, m.cellIn(byItem, m.item)) // items and stories are no places in time
	if m.story != "" {
		p.out = append(p.out, m.cellIn(byStory, m.story))
	}
	return p
}

// sees are the cells of what m may look at.
func (m *facts) sees() []Cell {
	p := m.kept()
	switch {
	case m.isWide() && m.span != unbounded && !m.alone():
		p.during(byTime, m.covered(), cellDays)
	case !m.dated && m.hasPub && m.Claim.Round != nil:
		p.during(byTime, widen(m.pub, roundDays, roundDays), cellDays)
	}
	return p.sorted()
}

// seenIn are the cells of what may look at m.
func (m *facts) seenIn() []Cell {
	p := m.kept()
	if m.isNarrow() {
		p.during(byWide, m.around(), wideDays)
		if m.Claim.Round != nil {
			p.during(byRound, m.around(), wideDays)
		}
	}
	return p.sorted()
}

func widen(i parley.Interval, before, after parley.Day) parley.Interval {
	return parley.Interval{From: i.From - before, To: i.To + after}
}

func floor(n, by int) int {
	if n < 0 {
		n -= by - 1
	}
	return n / by
}
