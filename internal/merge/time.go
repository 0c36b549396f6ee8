package merge

// This file decides when an event happened and how its status came about.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// time is the most specific of the values with which most sources agree. The day of an
// item is never the time of what it tells.
func (c *casebook) time() *parley.When {
	var best *mention
	votes := 0
	for _, m := range c.members {
		if !m.dated || c.old[oldValue{"time", m.id}] {
			continue
		}
		v := c.agreeing(m)
		if best == nil || cmp.Or(cmp.Compare(v, votes), cmp.Compare(best.span, m.span)) > 0 {
			best, votes = m, v
		}
	}
	if best == nil {
		return c.undated()
	}
	w := *c.allDays(best).Claim.Time
	return &w
}

// someDays is the share of the sources of a day that must give more days for people who only met to have met on all of
// them: they may be those of the journey.
const someDays = 3

// allDays is the time that gives every day of a meeting where best names only one of them,
// its last as a rule: of these times the one that most sources give.
func (c *casebook) allDays(best *mention) *mention {
	if best.nature != meeting || best.span > meetingDays {
		return best
	}
	found, votes := best, 0
	for _, m := range c.members {
		if !m.dated || m.span < 2 || m.span > meetingDays || !m.time.Contains(best.time) {
			continue
		}
		if v := c.giving(m); v > votes || v == votes && m.span > found.span {
			found, votes = m, v
		}
	}
	if found != best && c.kind() == parley.Meet && votes*someDays < c.giving(best) {
		return best
	}
	return found
}

// giving is the number of independent sources that give m's time.
func (c *casebook) giving(m *mention) int {
	found := map[int]bool{}
	for _, o := range c.members {
		if o.dated && o.time == m.time {
			found[c.source[o.item]] = true
		}
	}
	return len(found)
}

// agreeing is the number of independent sources whose time shares a day with m's.
func (c *casebook) agreeing(m *mention) int {
	found := map[int]bool{}
	for _, o := range c.members {
		if o.dated && o.time.Overlaps(m.time) {
			found[c.source[o.item]] = true
		}
	}
	return len(found)
}

// undated is the first time that has a value, though its year is not known, or only words.
func (c *casebook) undated() *parley.When {
	var best *parley.When
	for _, m := range c.members {
		if t := m.Claim.Time; t != nil && (best == nil || best.Value == "" && t.Value != "") {
			w := *t
			best = &w
		}
	}
	return best
}

// rank is how far a status is from a mere possibility.
func rank(s parley.Status) int {
	return slices.Index([]parley.Status{
		parley.Possible, parley.Planned, parley.Cancelled, parley.Denied, parley.Ongoing, parley.Occurred,
	}, s)
}

// history walks from the earliest item to the latest: the status that holds in the end, and
// each change on the way. What has occurred stays so, unless more sources deny it; nobody
// tells before its day that it has.
func (c *casebook) history(at *parley.When) (parley.Status, []parley.Change) {
	now := c.members[0]
	changes := []parley.Change{}
	for i, m := range c.members {
		if i == 0 || foretold(m, at) && !foretold(now, at) {
			continue
		}
		if foretold(now, at) && !foretold(m, at) {
			now = m
			continue
		}
		if !follows(now, m) {
			continue
		}
		if now.item != m.item && now.Claim.Status != m.Claim.Status {
			changes = append(changes, parley.Change{
				At: published(m), Field: "status", From: string(now.Claim.Status), To: string(m.Claim.Status), Why: parley.Join{Why: []parley.Because{{Code: "claim", Value: m.id}}}.String(),
			})
		}
		now = m
	}
	status := now.Claim.Status
	yesFirst := func(v string) int { return strings.Compare(saysYes, v) }
	seen := c.seen(at)
	if says := c.vote(func(m *mention) string {
		if seen && m.class == no && m.hasPub && m.pub.To < dayOf(at) {
			return "" // who told it held saw more
		}
		return yesNo(m.Claim.Status)
	}, yesFirst); says == saysNo && classOf(status) == real {
		for _, m := range c.members {
			if classOf(m.Claim.Status) == no {
				status = m.Claim.Status
			}
		}
	}
	return status, changes
}

// seen tells whether somebody tells on the event's day or later that it took place.
func (c *casebook) seen(at *parley.When) bool {
	return dayOf(at) != parley.DayMin && slices.ContainsFunc(c.members, func(m *mention) bool { return m.class == real && m.hasPub && m.pub.From >= dayOf(at) })
}

// dayOf is the first day of a time that tells a meeting, DayMin of all else.
func dayOf(at *parley.When) parley.Day {
	if at == nil {
		return parley.DayMin
	}
	if on, ok := parley.DaysOf(at.Value); ok && length(on) <= meetingDays {
		return on.From
	}
	return parley.DayMin
}

// foretold tells whether m, which gives no day itself, tells as held what is to be on a day
// that came after m was published, or in a month, a season or a year that came well after it.
func foretold(m *mention, at *parley.When) bool {
	if m.class != real || m.dated || !m.hasPub {
		return false
	}
	begin := beginOf(at)
	return m.pub.To < dayOf(at) || begin > parley.DayMin && m.pub.To < begin-wellAfter
}

// wellAfter is how many days after an item a month, season or year must begin so that the item cannot tell
// what was done in it: items are now and then dated some days early.
const wellAfter = 45

// beginOf is the first day of a time, DayMin where none is known.
func beginOf(at *parley.When) parley.Day {
	if at == nil {
		return parley.DayMin
	}
	if on, ok := parley.DaysOf(at.Value); ok {
		return on.From
	}
	return parley.DayMin
}

func published(m *mention) string {
	if m.Published == nil {
		return ""
	}
	return m.Published.Value
}

// follows tells whether m's status takes the place of now's: a later item's does, but for
// what has happened; within a day, or where no day is known, the more real one.
func follows(now, m *mention) bool {
	if classOf(now.Claim.Status) == real && classOf(m.Claim.Status) != real {
		return false
	}
	if now.hasPub && m.hasPub && m.pub.From > now.pub.To && m.class != maybe {
		return rank(now.Claim.Status) != rank(parley.Occurred)
	}
	return rank(m.Claim.Status) > rank(now.Claim.Status)
}

const (
	saysYes = "yes"
	saysNo  = "no"
)

func yesNo(s parley.Status) string {
	switch classOf(s) {
	case real:
		return saysYes
	case no:
		return saysNo
	}
	return ""
}
