package merge

// This file says which mentions can meet at all. A mention is found by its keys and looks
// under others: both are of one family of kinds, one actor, and one item, story, number of
// a round, or time. Cells are coarser: by them what may meet is fetched from where it is
// kept.

import (
	"slices"

	"parley"
)

// Cell is a place where kept mentions are looked for; its upper half is its place in time.
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

// Sorts of keys and cells.
const (
	byItem = iota + 1
	byStory
	byPub
	byTime
	byWide  // a time of more than narrow days, by the days it covers
	byValue // the same, by the value as it is written
	byRound
)

// hash of a family, an actor ("" for any), a sort of key and what it is about.
func (m *mention) hash(actor string, sort byte, about string, n int) uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	write := func(s string) {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * prime
		}
		h = (h ^ 0xff) * prime
	}
	write(string(m.family))
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

func (m *mention) isNarrow() bool { return m.dated && m.span <= narrow }

func (m *mention) isWide() bool { return m.dated && m.span > narrow }

// around is the time at which dated mentions may agree with m.
func (m *mention) around() parley.Interval {
	if m.Claim.Round != nil {
		return widen(m.time, meetingDays, meetingDays)
	}
	return widen(m.time, 1, 1)
}

// recent is the time of what an undated mention may be about, and of items that tell it.
func (m *mention) recent() parley.Interval { return widen(m.pub, recallDays, 2*pubBucket) }

// keys are those by which m is found.
func (m *mention) keys() []uint64 {
	var out []uint64
	for _, a := range m.all {
		add := func(sort byte, about string, n int) { out = append(out, m.hash(a.key, sort, about, n)) }
		add(byItem, m.item, 0)
		if m.story != "" {
			add(byStory, m.story, 0)
		}
		if m.hasPub {
			add(byPub, "", floor(int(m.pub.From), pubBucket))
		}
		switch {
		case m.isNarrow():
			for _, n := range spans(m.time, keyDays) {
				add(byTime, "", n)
				if m.Claim.Round != nil {
					out = append(out, m.hash(a.key, byRound, "", n<<10|*m.Claim.Round&1023))
				}
			}
		case m.isWide():
			add(byValue, m.Claim.Time.Value, 0)
			if m.span != unbounded {
				for _, n := range spans(m.time, keyDays) {
					add(byWide, "", n)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// lookups are the keys under which m looks for others.
func (m *mention) lookups() []uint64 {
	var out []uint64
	for _, a := range m.all {
		add := func(sort byte, about string, n int) { out = append(out, m.hash(a.key, sort, about, n)) }
		switch {
		case m.isNarrow():
			for _, n := range spans(m.around(), keyDays) {
				add(byTime, "", n)
			}
			continue
		case m.isWide():
			add(byValue, m.Claim.Time.Value, 0)
			if m.span != unbounded {
				for _, n := range spans(m.around(), keyDays) {
					add(byTime, "", n)
					add(byWide, "", n)
				}
			}
			continue
		}
		add(byItem, m.item, 0)
		if m.story != "" {
			add(byStory, m.story, 0)
		}
		if !m.hasPub {
			continue
		}
		b := floor(int(m.pub.From), pubBucket)
		for _, n := range []int{b - 1, b, b + 1} {
			add(byPub, "", n)
		}
		for _, n := range spans(widen(m.pub, recallDays, 1), keyDays) {
			add(byTime, "", n)
		}
		if m.Claim.Round != nil {
			for _, n := range spans(widen(m.pub, roundDays, roundDays), keyDays) {
				add(byRound, "", n<<10|*m.Claim.Round&1023)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// cell of a sort at a place in time.
func (m *mention) cell(actor string, sort byte, about string, n, days int) Cell {
	when := Cell(int32(n * days)) // the day: cells of all sorts stand in order of time
	return when<<32 | Cell(uint32(m.hash(actor, sort, about, n)))
}

// Cells are where m is kept.
func (m *mention) cells() []Cell {
	var out []Cell
	for _, a := range m.all {
		times := func(i parley.Interval) {
			for _, n := range spans(i, cellDays) {
				out = append(out, m.cell(a.key, byTime, "", n, cellDays))
			}
		}
		switch {
		case m.isNarrow():
			times(m.around())
			if m.hasPub {
				times(parley.Interval{From: m.pub.From, To: m.pub.From})
			}
		case m.isWide():
			out = append(out, m.cell(a.key, byValue, m.Claim.Time.Value, 0, 0))
			if m.hasPub {
				times(parley.Interval{From: m.pub.From, To: m.pub.From})
			}
			if m.span != unbounded {
				for _, n := range spans(parley.Interval{From: m.time.From - 1, To: min(m.time.To, m.time.From+maxKeys*keyDays) + 1}, wideDays) {
					out = append(out, m.cell(a.key, byWide, "", n, wideDays))
				}
			}
		case m.hasPub:
			times(m.recent())
			if m.Claim.Round != nil {
				for _, n := range spans(widen(m.pub, roundDays, roundDays), wideDays) {
					out = append(out, m.cell(a.key, byRound, "", n, wideDays))
				}
			}
		}
	}
	out = append(out, m.cell("", byItem, m.item, m.era(), 0))
	if m.story != "" {
		out = append(out, m.cell("", byStory, m.story, m.era(), 0))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// era is 0: items and stories are no places in time.
func (m *mention) era() int { return 0 }

// sees are the cells of what m may look at.
func (m *mention) sees() []Cell {
	out := m.cells()
	for _, a := range m.all {
		switch {
		case m.isWide() && m.span != unbounded:
			for _, n := range spans(parley.Interval{From: m.time.From - 1, To: min(m.time.To, m.time.From+maxKeys*keyDays) + 1}, cellDays) {
				out = append(out, m.cell(a.key, byTime, "", n, cellDays))
			}
		case !m.dated && m.hasPub && m.Claim.Round != nil:
			for _, n := range spans(widen(m.pub, roundDays, roundDays), cellDays) {
				out = append(out, m.cell(a.key, byTime, "", n, cellDays))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// seenIn are the cells of what may look at m.
func (m *mention) seenIn() []Cell {
	out := m.cells()
	if !m.isNarrow() {
		return out
	}
	for _, a := range m.all {
		for _, n := range spans(m.around(), wideDays) {
			out = append(out, m.cell(a.key, byWide, "", n, wideDays))
			if m.Claim.Round != nil {
				out = append(out, m.cell(a.key, byRound, "", n, wideDays))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
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
