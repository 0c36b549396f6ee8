package sqlite

// This file tells whom an actor met, from memory; circle.go asks the database the same.

import (
	"cmp"
	"math/bits"
	"slices"

	"parley"
)

// gathering is room to count whom an actor met, lent to one after the other.
type gathering struct {
	at     []int32 // by word: the place of a contact among those found, and one; 0 for none
	found  []acquaintance
	order  []int32  // of those found
	who    []uint32 // by event: who of the sides took part, a bit each
	listed []int32  // events of which who is not 0
	met    []int32
}

// acquaintance is a contact while it is counted: its word, the event of which it is first read, and the number of
// meetings of each kind.
type acquaintance struct {
	parley.Contact
	word  uint32
	event int32
	kinds [8]int32
}

func (k *columns) gathering() *gathering {
	g, ok := k.found.gatherings.Get().(*gathering)
	if !ok {
		g = &gathering{at: make([]int32, len(k.words)), who: make([]uint32, len(k.n))}
	}
	return g
}

// circle is Circle; c is empty yet.
func (k *columns) circle(c *parley.Circle, actor string) *parley.Circle {
	code, ok := k.code(actor)
	if !ok || len(k.ofActor.of(code)) == 0 {
		return nil
	}
	events := k.ofActor.of(code)
	k.circleDays(c, events)
	g := k.gathering()
	defer k.found.gatherings.Put(g)
	g.met = k.met(g.met[:0], events, circleMeetings)
	k.circleContacts(c, g, code)
	var sides []string
	for _, x := range c.Contacts {
		if !side(x.Actor) || len(sides) == circleTied {
			continue
		}
		g.met = k.met(g.met[:0], k.ofActor.of(k.number(x.Actor)), circleOfEach)
		for _, i := range g.met {
			if g.who[i] == 0 {
				g.listed = append(g.listed, i)
			}
			g.who[i] |= 1 << len(sides)
		}
		sides = append(sides, x.Actor)
	}
	var tied [circleTied][circleTied]int
	for _, i := range g.listed {
		who := g.who[i]
		for g.who[i] = 0; who != 0; who &= who - 1 {
			a := bits.TrailingZeros32(who)
			for rest := who & (who - 1); rest != 0; rest &= rest - 1 {
				tied[a][bits.TrailingZeros32(rest)]++
			}
		}
	}
	g.listed = g.listed[:0]
	for a := range sides {
		for b := a + 1; b < len(sides); b++ {
			if n := tied[a][b]; n > 0 {
				c.Ties = append(c.Ties, parley.Tie{A: sides[a], B: sides[b], Count: n})
			}
		}
	}
	return c
}

func (k *columns) circleDays(c *parley.Circle, events []int32) {
	c.More = len(events) > circleEvents
	planned, occurred, ongoing := k.number(string(parley.Planned)), k.number(string(parley.Occurred)), k.number(string(parley.Ongoing))
	events = events[:min(len(events), circleEvents)]
	c.Events = len(events)
	for _, i := range events {
		if len(c.Newest) < circleNamed {
			c.Newest = append(c.Newest, k.id(i))
		}
		if k.at[i] == noDay {
			continue
		}
		status, day := k.status[i], parley.Day(k.at[i])
		if status == planned && len(c.Planned) < circleNamed {
			c.Planned, c.Until = append(c.Planned, k.id(i)), append(c.Until, parley.Day(k.last[i]))
		}
		if status != occurred && status != ongoing {
			continue
		}
		if last := len(c.Days) - 1; last >= 0 && c.Days[last].Day == day {
			c.Days[last].Count++
		} else {
			c.Days = append(c.Days, parley.DayCount{Day: day, Count: 1})
		}
	}
	slices.Reverse(c.Days)
}

// meet marks the events in which people met.
func (k *columns) meet() {
	kinds, statuses := k.codes(strs(parley.ContactKinds)), k.codes([]string{string(parley.Occurred), string(parley.Ongoing)})
	is := make([]bool, len(k.words))
	for _, w := range kinds {
		is[w] = true
	}
	k.meets = make([]bool, len(k.n))
	for i := range k.meets {
		k.meets[i] = is[k.kind[i]] && slices.Contains(statuses, k.status[i])
	}
}

// met appends the newest meetings among the events.
func (k *columns) met(out, events []int32, most int) []int32 {
	for _, i := range events {
		if len(out) == most {
			break
		}
		if k.meets[i] {
			out = append(out, i)
		}
	}
	return out
}

// circleContacts counts who else took part in the meetings.
func (k *columns) circleContacts(c *parley.Circle, g *gathering, actor uint32) {
	kinds := k.codes(strs(parley.ContactKinds)) // no more than an acquaintance has room for
	g.found = g.found[:0]
	for _, i := range g.met {
		kind := slices.Index(kinds, k.kind[i])
		list := k.actors.of(int(i))
		for j, w := range list {
			if w == actor || slices.Contains(list[:j], w) {
				continue // in another role
			}
			n := g.at[w] - 1
			if n < 0 {
				n = int32(len(g.found))
				g.at[w] = n + 1
				g.found = append(g.found, acquaintance{Contact: parley.Contact{First: parley.DayMin, Last: parley.DayMin}, word: w, event: i})
			}
			x := &g.found[n]
			x.Count++
			if k.at[i] != noDay {
				x.At(parley.Day(k.at[i]), parley.Day(k.last[i]))
			}
			x.kinds[kind]++
		}
	}
	g.order = g.order[:0]
	for n := range g.found {
		g.at[g.found[n].word] = 0
		g.order = append(g.order, int32(n))
	}
	slices.SortFunc(g.order, func(a, b int32) int {
		x, y := &g.found[a], &g.found[b]
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(k.words[x.word], k.words[y.word]))
	})
	for _, n := range g.order[:min(len(g.order), circleContacts)] {
		x := &g.found[n]
		x.Actor, x.Event = k.words[x.word], k.id(x.event)
		for kind, count := range x.kinds {
			if count > 0 {
				x.Kinds = append(x.Kinds, parley.FacetCount{Value: k.words[kinds[kind]], Count: int(count)})
			}
		}
		slices.SortFunc(x.Kinds, func(a, b parley.FacetCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
		c.Contacts = append(c.Contacts, x.Contact)
	}
	clear(g.found) // of what is lent out with the circle
}
