package sqlite

// This file tells whom an actor met, from memory; circle.go asks the database the same.

import (
	"cmp"
	"math/bits"
	"slices"

	"parley"
)

// circle is Circle; c is empty yet.
func (k *columns) circle(c *parley.Circle, actor string) *parley.Circle {
	code, ok := k.code(actor)
	if !ok || len(k.ofActor.of(code)) == 0 {
		return nil
	}
	events := k.ofActor.of(code)
	k.circleDays(c, events)
	k.circleContacts(c, k.met(events, circleMeetings), code)
	var sides []string
	in := map[int32]uint64{} // a meeting → who of sides took part
	for _, x := range c.Contacts {
		if !side(x.Actor) || len(sides) == circleTied {
			continue
		}
		for _, i := range k.met(k.ofActor.of(k.number(x.Actor)), circleOfEach) {
			in[i] |= 1 << len(sides)
		}
		sides = append(sides, x.Actor)
	}
	var tied [circleTied][circleTied]int
	for _, who := range in {
		for ; who != 0; who &= who - 1 {
			a := bits.TrailingZeros64(who)
			for rest := who & (who - 1); rest != 0; rest &= rest - 1 {
				tied[a][bits.TrailingZeros64(rest)]++
			}
		}
	}
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

// met are the newest meetings among the events.
func (k *columns) met(events []int32, most int) []int32 {
	var out []int32
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
func (k *columns) circleContacts(c *parley.Circle, meetings []int32, actor uint32) {
	at := map[uint32]int{}
	kinds := map[uint64]int{} // kind of the meetings with a contact
	for _, i := range meetings {
		list := k.actors.of(int(i))
		for j, w := range list {
			if w == actor || slices.Contains(list[:j], w) {
				continue // in another role
			}
			n, known := at[w]
			if !known {
				n = len(c.Contacts)
				at[w] = n
				c.Contacts = append(c.Contacts, parley.Contact{Actor: k.words[w], First: parley.DayMin, Last: parley.DayMin, Event: k.id(i)})
			}
			x := &c.Contacts[n]
			x.Count++
			if k.at[i] != noDay {
				x.At(parley.Day(k.at[i]), parley.Day(k.last[i]))
			}
			kinds[uint64(w)<<32|uint64(k.kind[i])]++
		}
	}
	rankContacts(c)
	of := make(map[uint32][]parley.FacetCount, len(at))
	for w, n := range kinds {
		of[uint32(w>>32)] = append(of[uint32(w>>32)], parley.FacetCount{Value: k.words[uint32(w)], Count: n})
	}
	for n := range c.Contacts {
		x := &c.Contacts[n]
		x.Kinds = of[k.number(x.Actor)]
		slices.SortFunc(x.Kinds, func(a, b parley.FacetCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
	}
}
