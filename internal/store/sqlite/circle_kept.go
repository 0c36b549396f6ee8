package sqlite

// This file tells whom an actor met, from memory; circle.go asks the database the same.

import (
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
	m := k.meetings()
	k.circleContacts(c, k.met(events, m, circleMeetings), code)
	var sides []string
	in := map[int32][]int{} // a meeting → who of sides took part
	for _, x := range c.Contacts {
		if !side(x.Actor) || len(sides) == circleTied {
			continue
		}
		for _, i := range k.met(k.ofActor.of(k.number(x.Actor)), m, circleOfEach) {
			in[i] = append(in[i], len(sides))
		}
		sides = append(sides, x.Actor)
	}
	tie(c, sides, in)
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
			c.Planned = append(c.Planned, k.id(i))
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

// meeting is the kinds in which people meet, and the statuses of what happened, by number.
type meeting struct{ kinds, statuses []uint32 }

func (k *columns) meetings() meeting {
	return meeting{k.codes(strs(parley.ContactKinds)), k.codes([]string{string(parley.Occurred), string(parley.Ongoing)})}
}

// met are the newest meetings among the events.
func (k *columns) met(events []int32, m meeting, most int) []int32 {
	var out []int32
	for _, i := range events {
		if len(out) == most {
			break
		}
		if slices.Contains(m.kinds, k.kind[i]) && slices.Contains(m.statuses, k.status[i]) {
			out = append(out, i)
		}
	}
	return out
}

// circleContacts counts who else took part in the meetings.
func (k *columns) circleContacts(c *parley.Circle, meetings []int32, actor uint32) {
	at := map[uint32]int{}
	kinds := map[[2]uint32]int{}
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
				x.First = parley.Day(k.at[i]) // the newest come first
				x.Last = max(x.Last, x.First)
			}
			kinds[[2]uint32{w, k.kind[i]}]++
		}
	}
	rankContacts(c)
	names := counts{}
	for w, n := range kinds {
		names.add(k.words[w[0]], k.words[w[1]], n)
	}
	for n := range c.Contacts {
		c.Contacts[n].Kinds = names.most(c.Contacts[n].Actor, 0)
	}
}
