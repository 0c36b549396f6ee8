package web_test

import (
	"cmp"
	"context"
	"slices"

	"parley"
)

// Circle counts over all events of the fake ledger, as a store does over the newest ones.
func (f *fake) Circle(_ context.Context, actor string) (*parley.Circle, error) {
	c := &parley.Circle{}
	at := map[string]int{}
	for i := range f.events {
		e := &f.events[i]
		who := map[string]bool{}
		for j := range e.Actors {
			who[e.Actors[j].ID], who[e.Actors[j].Key()] = true, true
		}
		if !who[actor] {
			continue
		}
		c.Events++
		c.Newest = append(c.Newest, e.ID)
		if e.Status == parley.Planned {
			c.Planned = append(c.Planned, e.ID)
		}
		days, dated := parley.DaysOf(string(e.FirstSeen))
		if e.Time != nil {
			days, dated = parley.DaysOf(e.Time.Value)
		}
		if e.Status != parley.Occurred {
			continue
		}
		if dated {
			c.Days = append(c.Days, parley.DayCount{Day: days.From, Count: 1})
		}
		if !slices.Contains(parley.ContactKinds, e.Kind) {
			continue
		}
		for id := range who {
			if id == actor {
				continue
			}
			n, known := at[id]
			if !known {
				n = len(c.Contacts)
				at[id] = n
				c.Contacts = append(c.Contacts, parley.Contact{Actor: id, First: days.From, Last: days.From, Ends: [2]parley.Day{days.From, days.From}, Event: e.ID, Kinds: []parley.FacetCount{{Value: string(e.Kind), Count: 1}}})
			}
			c.Contacts[n].Count++
		}
	}
	if c.Events == 0 {
		return nil, f.err()
	}
	slices.SortFunc(c.Days, func(a, b parley.DayCount) int { return cmp.Compare(a.Day, b.Day) })
	slices.SortFunc(c.Contacts, func(a, b parley.Contact) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Actor, b.Actor))
	})
	for i, a := range c.Contacts {
		for _, b := range c.Contacts[i+1:] {
			c.Ties = append(c.Ties, parley.Tie{A: a.Actor, B: b.Actor, Count: 1})
		}
	}
	return c, f.err()
}
