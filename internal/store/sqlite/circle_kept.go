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
	at     []int32    // by word: the place of a contact among those found, and one; 0 for none
	kinds  [][]uint32 // beside contacts: how many meetings of each of the kinds
	who    []uint32   // by event: who of the sides took part, a bit each
	listed []int32    // events of which who is not 0
	met    []int32
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
	events = events[:min(len(events), circleEvents)]
	c.Events = len(events)
	for _, i := range events {
		if len(c.Newest) < circleNamed {
			c.Newest = append(c.Newest, k.id(i))
		}
		if k.at[i] == noDay {
			continue
		}
		status, day := k.words[k.status[i]], parley.Day(k.at[i])
		if status == string(parley.Planned) && len(c.Planned) < circleNamed {
			c.Planned, c.Until = append(c.Planned, k.id(i)), append(c.Until, parley.Day(k.last[i]))
		}
		if !happened(status) {
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
	kinds := k.codes(strs(parley.ContactKinds))
	var found []uint32 // words of contacts
	for _, i := range g.met {
		kind := slices.Index(kinds, k.kind[i])
		list := k.actors.of(int(i))
		for j, w := range list {
			if w == actor || slices.Contains(list[:j], w) {
				continue // in another role
			}
			n := g.at[w] - 1
			if n < 0 {
				n = int32(len(c.Contacts))
				g.at[w] = n + 1
				found = append(found, w)
				c.Contacts = append(c.Contacts, parley.Contact{Actor: k.words[w], First: parley.DayMin, Last: parley.DayMin, Event: k.id(i)})
				if int(n) == len(g.kinds) {
					g.kinds = append(g.kinds, nil)
				}
				g.kinds[n] = append(g.kinds[n][:0], make([]uint32, len(kinds))...)
			}
			x := &c.Contacts[n]
			x.Count++
			if k.at[i] != noDay {
				x.At(parley.Day(k.at[i]), parley.Day(k.last[i]))
			}
			g.kinds[n][kind]++
		}
	}
	rankContacts(c)
	for n := range c.Contacts {
		x := &c.Contacts[n]
		for kind, count := range g.kinds[g.at[k.number(x.Actor)]-1] {
			if count > 0 {
				x.Kinds = append(x.Kinds, parley.FacetCount{Value: k.words[kinds[kind]], Count: int(count)})
			}
		}
		slices.SortFunc(x.Kinds, func(a, b parley.FacetCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
	}
	for _, w := range found {
		g.at[w] = 0
	}
}
