package annotate

// Lists of states, and whom "these countries", "the three leaders" mean.

import (
	"slices"

	"parley"
)

// list is a list "A, B, C and D" of states in a sentence: its first mention, how many states it names,
// and the token that it begins with.
type list struct{ first, n, from int }

// longList returns the longest list of sentence k.
func (d *discourse) longList(k int) (best list) {
	var run list
	l := d.line(k)
	last := -2
	for i := range d.mentions[k] {
		m := &d.mentions[k][i]
		if !m.listed() {
			continue
		}
		joined := m.from == last+1 && l.Exact(last, last+1) == ","
		if w, ok := l.EndsWith(m.from, d.a.c.and); ok && (w.From == last || w.From == last+1) {
			joined = true
		}
		if !joined {
			run = list{first: i, from: m.from}
		}
		if run.n++; run.n > best.n {
			best = run
		}
		last = m.to
	}
	return best
}

// listed tells whether a mention may be one of a list.
func (m *mention) listed() bool { return m.form == parley.RefState && m.state != "" }

// listed returns the states of a list of sentence k.
func (d *discourse) listed(k int, l list) []parley.Actor {
	out := make([]parley.Actor, 0, l.n)
	for i := l.first; len(out) < l.n; i++ {
		if m := &d.mentions[k][i]; m.listed() {
			out = append(out, d.a.stateActor(m.state))
		}
	}
	return out
}

// listReach is over how many sentences "these countries" points back to a list.
const listReach = 3

// several are those whom "the three leaders", "these countries" mean: as many sides as the words
// say, of this sentence or the one before, else the list named last, or, where a headline is before it, the item's longest.
func (d *discourse) several(k, i, n int) []parley.Actor {
	if n > 2 && len(d.stack.list) != n {
		for _, at := range [][2]int{{k, i}, {k - 1, -1}} {
			if out := d.sidesOf(at[0], at[1]); len(out) == n {
				return out
			}
		}
		if out := d.stack.lists[n]; out != nil {
			return slices.Clone(out)
		}
	}
	if n == 0 && len(d.stack.list) == 0 {
		return append([]parley.Actor(nil), d.stack.pair...) // "the parties" of an item with two
	}
	if n == 0 && d.stack.recent != nil {
		if k-d.stack.recentAt > listReach {
			return nil
		}
		return slices.Clone(d.stack.recent)
	}
	return append([]parley.Actor(nil), d.stack.list...)
}

// withRival adds to a list of states that stand together whom the item names most beside them, but for
// who opens the sentence: "A calls on the parties" means both sides.
func (d *discourse) withRival(k, i int, list []parley.Actor) []parley.Actor {
	if len(list) < 3 {
		return list
	}
	first, _ := d.firstNation(k, i, func(parley.Actor) bool { return true })
	if first.ID == "" {
		return list // "the parties have agreed"
	}
	best, most := parley.Actor{}, 1
	for _, a := range d.stack.nations {
		in := slices.ContainsFunc(list, func(b parley.Actor) bool { return b.ID == a.ID })
		if n := d.stack.count[a.ID]; n > most && !in && a.ID != first.ID {
			best, most = a, n
		}
	}
	if best.ID == "" {
		return list
	}
	return append(list, best)
}
