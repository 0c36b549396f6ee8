package sqlite

// This file tells whom an actor met. All of it is bounded: only the newest events of an
// actor are read, in the order of an index.

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"parley"
)

// The bounds of a circle: events of the actor, its meetings, newest and planned events that
// are named, contacts listed, contacts whose ties are told, meetings of each of these.
const (
	circleEvents   = 1500
	circleMeetings = 600
	circleNamed    = 20
	circleContacts = 200
	circleTied     = 29
	circleOfEach   = 150
)

// Circle tells whom the actor met and when, in its newest events; nil for an actor without
// any.
func (db *DB) Circle(ctx context.Context, actor string) (c *parley.Circle, err error) {
	defer within(&err, "circle")
	c = &parley.Circle{Days: []parley.DayCount{}, Contacts: []parley.Contact{}, Ties: []parley.Tie{}, Newest: []string{}, Planned: []string{}}
	kept, err := db.columns(ctx)
	if err != nil {
		return nil, err
	}
	if kept != nil {
		return kept.circle(c, actor), nil
	}
	err = inTx(ctx, db.read, func(tx *sql.Tx) error {
		if err := circleDays(ctx, tx, c, actor); err != nil {
			return err
		}
		if err := circleContactsOf(ctx, tx, c, actor); err != nil {
			return err
		}
		return circleTies(ctx, tx, c)
	})
	if err != nil || c.Events == 0 {
		return nil, err
	}
	return c, nil
}

// happened tells whether a status says that something is so.
func happened(status string) bool {
	return status == string(parley.Occurred) || status == string(parley.Ongoing)
}

// circleDays reads the newest events of an actor: their days, the newest of them, what is
// planned.
func circleDays(ctx context.Context, tx *sql.Tx, c *parley.Circle, actor string) error {
	rows, err := tx.QueryContext(ctx, `SELECT event, status, at, CASE status WHEN 'planned' THEN (SELECT last FROM events e WHERE e.n = a.n) END
		FROM actor_events a WHERE actor = ? ORDER BY n DESC LIMIT ?`, actor, circleEvents+1)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var event, status string
		var at, last sql.NullInt64
		if err := rows.Scan(&event, &status, &at, &last); err != nil {
			return err
		}
		if c.Events == circleEvents {
			c.More = true
			break
		}
		c.Events++
		if len(c.Newest) < circleNamed {
			c.Newest = append(c.Newest, event)
		}
		if status == string(parley.Planned) && len(c.Planned) < circleNamed && at.Valid {
			c.Planned, c.Until = append(c.Planned, event), append(c.Until, parley.Day(day32(last)))
		}
		if !happened(status) || !at.Valid {
			continue
		}
		day := parley.Day(at.Int64)
		if last := len(c.Days) - 1; last >= 0 && c.Days[last].Day == day {
			c.Days[last].Count++
		} else {
			c.Days = append(c.Days, parley.DayCount{Day: day, Count: 1})
		}
	}
	slices.Reverse(c.Days)
	return rows.Err()
}

// meetings are the conditions of the index actor_meetings, word for word.
const meetings = "kind IN ('meet', 'call', 'visit', 'talks', 'conference', 'mediate') AND status IN ('occurred', 'ongoing')"

// circleContactsOf counts who else took part in the meetings.
func circleContactsOf(ctx context.Context, tx *sql.Tx, c *parley.Circle, actor string) error {
	rows, err := tx.QueryContext(ctx, `SELECT m.n, m.event, m.kind, m.at, m.last, b.actor
		FROM (SELECT n, event, kind, at, (SELECT last FROM events e WHERE e.n = actor_events.n) AS last FROM actor_events WHERE actor = ? AND `+meetings+` ORDER BY n DESC LIMIT ?) m
		CROSS JOIN event_actors b ON b.n = m.n WHERE b.actor <> ? ORDER BY m.n DESC`, actor, circleMeetings, actor)
	if err != nil {
		return err
	}
	defer rows.Close()
	at, last := map[string]int{}, map[string]int64{}
	kinds := counts{}
	for rows.Next() {
		var n int64
		var event, kind, id string
		var day, end sql.NullInt64
		if err := rows.Scan(&n, &event, &kind, &day, &end, &id); err != nil {
			return err
		}
		if last[id] == n {
			continue // in another role
		}
		last[id] = n
		i, known := at[id]
		if !known {
			i = len(c.Contacts)
			at[id] = i
			c.Contacts = append(c.Contacts, parley.Contact{Actor: id, First: parley.DayMin, Last: parley.DayMin, Event: event})
		}
		x := &c.Contacts[i]
		x.Count++
		if !end.Valid {
			end = day
		}
		if day.Valid {
			x.At(parley.Day(day.Int64), parley.Day(end.Int64))
		}
		kinds.add(id, kind, 1)
	}
	rankContacts(c)
	for i := range c.Contacts {
		c.Contacts[i].Kinds = kinds.most(c.Contacts[i].Actor, 0)
	}
	return rows.Err()
}

// rankContacts leaves the most frequent ones.
func rankContacts(c *parley.Circle) {
	slices.SortFunc(c.Contacts, func(a, b parley.Contact) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Actor, b.Actor))
	})
	c.Contacts = c.Contacts[:min(len(c.Contacts), circleContacts)]
}

// circleTies counts in how many of the newest meetings of both the first sides among the
// contacts met each other.
func circleTies(ctx context.Context, tx *sql.Tx, c *parley.Circle) error {
	of, err := tx.PrepareContext(ctx, "SELECT n FROM actor_events WHERE actor = ? AND "+meetings+" ORDER BY n DESC LIMIT ?")
	if err != nil {
		return err
	}
	defer of.Close()
	var sides []string
	in := map[int64][]int{} // number of a meeting → who of sides took part
	for _, x := range c.Contacts {
		if !side(x.Actor) || len(sides) == circleTied {
			continue
		}
		if err := numbers(ctx, of, func(n int64) { in[n] = append(in[n], len(sides)) }, x.Actor, circleOfEach); err != nil {
			return err
		}
		sides = append(sides, x.Actor)
	}
	tie(c, sides, in)
	return nil
}

// tie counts who of the sides met whom; in has those who took part in a meeting.
func tie[K comparable](c *parley.Circle, sides []string, in map[K][]int) {
	tied := map[[2]int]int{}
	for _, who := range in {
		for i, a := range who {
			for _, b := range who[i+1:] {
				tied[[2]int{a, b}]++
			}
		}
	}
	for a := range sides {
		for b := a + 1; b < len(sides); b++ {
			if k := tied[[2]int{a, b}]; k > 0 {
				c.Ties = append(c.Ties, parley.Tie{A: sides[a], B: sides[b], Count: k})
			}
		}
	}
}

// numbers reads a column of numbers.
func numbers(ctx context.Context, s *sql.Stmt, each func(int64), args ...any) error {
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return err
		}
		each(n)
	}
	return rows.Err()
}

// side tells whether an id is one that others act for.
func side(id string) bool {
	return strings.HasPrefix(id, "state:") || strings.HasPrefix(id, "org:") || strings.HasPrefix(id, "group:")
}
