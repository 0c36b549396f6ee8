package merge

// This file decides when an event happened and how its status came about.

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// time is the most specific of the values with which most sources agree. The day of an
// item is never the time of what it tells.
func (c *casebook) time() *parley.When {
	var best *mention
	votes := 0
	for _, m := range c.members {
		if !m.dated {
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
// each change on the way. What has occurred stays so, unless more sources deny it.
func (c *casebook) history() (parley.Status, []parley.Change) {
	now := c.members[0]
	changes := []parley.Change{}
	for _, m := range c.members[1:] {
		if !follows(now, m) {
			continue
		}
		if now.item != m.item && now.Claim.Status != m.Claim.Status {
			changes = append(changes, parley.Change{
				At: published(m), Field: "status", From: string(now.Claim.Status), To: string(m.Claim.Status), Why: "claim " + m.id,
			})
		}
		now = m
	}
	status := now.Claim.Status
	yesFirst := func(v string) int { return strings.Compare(saysYes, v) }
	if says := c.vote(func(m *mention) string { return yesNo(m.Claim.Status) }, yesFirst); says == saysNo && classOf(status) == real {
		for _, m := range c.members {
			if classOf(m.Claim.Status) == no {
				status = m.Claim.Status
			}
		}
	}
	return status, changes
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

// contradictions lists the fields on which the claims differ, each value with its claims.
func (c *casebook) contradictions() []parley.Contradiction {
	out := []parley.Contradiction{}
	out = c.differ(out, "time", c.times())
	out = c.differ(out, "place", c.places())
	status := c.by(func(m *mention) string {
		if yesNo(m.Claim.Status) == "" {
			return ""
		}
		return string(m.Claim.Status)
	})
	if hasBoth(status) {
		out = c.differ(out, "status", status)
	}
	out = c.differ(out, "round", c.by(func(m *mention) string {
		if m.Claim.Round == nil {
			return ""
		}
		return strconv.Itoa(*m.Claim.Round)
	}))
	out = c.differ(out, "duration", c.by(func(m *mention) string { return string(m.Claim.Duration) }))
	return c.heads(out)
}

func hasBoth(status map[string][]string) bool {
	var yes, not bool
	for s := range status {
		yes, not = yes || yesNo(parley.Status(s)) == saysYes, not || yesNo(parley.Status(s)) == saysNo
	}
	return yes && not
}

// by groups the claims by a value; claims that give "" are left out.
func (c *casebook) by(value func(*mention) string) map[string][]string {
	out := map[string][]string{}
	for _, m := range c.members {
		if v := value(m); v != "" {
			out[v] = append(out[v], m.id)
		}
	}
	return out
}

// exclude tells whether two times cannot both be right: they share no day, or both give
// the days of a meeting and neither holds the other.
func exclude(a, b *mention) bool {
	if !a.time.Overlaps(b.time) {
		return true
	}
	return a.nature == meeting && max(a.span, b.span) <= meetingDays && !a.time.Contains(b.time) && !b.time.Contains(a.time)
}

// times are the days given, if two of them exclude each other.
func (c *casebook) times() map[string][]string {
	apart := false
	for _, m := range c.members {
		for _, o := range c.members {
			apart = apart || m.dated && o.dated && exclude(m, o)
		}
		if apart {
			break
		}
	}
	if !apart {
		return nil
	}
	return c.by(func(m *mention) string {
		if !m.dated || !slices.ContainsFunc(c.members, func(o *mention) bool { return o.dated && exclude(m, o) }) {
			return "" // agrees with every other
		}
		return m.Claim.Time.Value
	})
}

// places are the places given, if two are apart; a country and a town in it do not differ.
func (c *casebook) places() map[string][]string {
	var all []parley.Place
	for _, m := range c.members {
		if p := m.Claim.Place; p != nil && !slices.Contains(all, *p) {
			all = append(all, *p)
		}
	}
	apart := slices.ContainsFunc(all, func(p parley.Place) bool {
		return slices.ContainsFunc(all, func(o parley.Place) bool { return o != p && !c.onePlace(o, p) })
	})
	if !apart {
		return nil
	}
	return c.by(func(m *mention) string {
		p := m.Claim.Place
		if p == nil || c.country(*p) && slices.ContainsFunc(all, func(o parley.Place) bool { return o.State == p.State && o.Name != p.Name }) {
			return ""
		}
		return p.Name
	})
}

func (c *casebook) onePlace(a, b parley.Place) bool {
	return c.near != nil && c.near(a, b) || a.State == b.State && (c.country(a) || c.country(b))
}

// heads are the heads of delegation, party by party.
func (c *casebook) heads(out []parley.Contradiction) []parley.Contradiction {
	byParty := map[string]map[string][]string{}
	var parties []string
	for _, m := range c.members {
		for _, a := range m.Claim.With(parley.RoleHead) {
			k := a.Key()
			if byParty[k] == nil {
				byParty[k] = map[string][]string{}
			}
			byParty[k][a.ID] = append(byParty[k][a.ID], m.id)
			parties = add(parties, k)
		}
	}
	for _, p := range parties {
		out = c.differ(out, "heads", byParty[p])
	}
	return out
}

// differ adds a contradiction where there are two values or more.
func (c *casebook) differ(out []parley.Contradiction, field string, values map[string][]string) []parley.Contradiction {
	if len(values) < 2 {
		return out
	}
	con := parley.Contradiction{Field: field}
	for v, claims := range values {
		slices.Sort(claims)
		con.Values = append(con.Values, parley.ContradictVal{Value: v, Claims: claims})
	}
	slices.SortFunc(con.Values, func(a, b parley.ContradictVal) int { return strings.Compare(a.Value, b.Value) })
	return append(out, con)
}
