package merge

// This file lists where the claims of an event differ. What is listed must be the event's
// own, said of the same thing in both places: a value that a sentence merely stands beside
// is no contradiction.

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// aspect is a field that claims may differ in: what a claim gives ("" nothing), and
// whether two claims that give something cannot both be right.
type aspect struct {
	field string
	value func(*mention) string
	apart func(a, b *mention) bool
	loose bool // it differs between claims of the event that are not told alike, too
	// retold tells of which claims it counts though they are no news of their items; nil: of none
	retold func(m *mention) bool
	same   func(a, b *mention) bool // whether two claims tell the same of the event; nil: comparable
	// lone tells of which claims among all that give a value it is more likely misread; nil: of none
	lone func(m *mention, all []*mention) bool
}

// aspects are the fields of which each source has one value.
func (c *casebook) aspects() []aspect {
	return append([]aspect{
		{field: "time", value: c.timeOf, apart: exclude, retold: c.newsOfItem},
		{field: "place", value: c.placeOf, retold: c.newsOfItem, lone: c.alonePlace, apart: func(a, b *mention) bool { return !c.onePlace(a.place.Place, b.place.Place) }},
		{field: "round", value: roundOf, apart: func(a, b *mention) bool { return *a.Claim.Round != *b.Claim.Round }, loose: true},
		{field: "duration", value: durationOf, apart: unlikeDurations, loose: true},
	}, c.figures()...)
}

// newsOfItem tells whether the event is news of the item of m, though the sentence of m may only look back on it.
func (c *casebook) newsOfItem(m *mention) bool { return c.news[m.item] }

// ruled is the casebook without the claims that the model alone joined: whatever makes them
// differ may be what was misread.
func (c *casebook) ruled() *casebook {
	out := *c
	out.members = slices.DeleteFunc(slices.Clone(c.members), (*mention).guessed)
	return &out
}

// superseded finds the values that their own source corrected later: an outlet's item
// gives another value than its item of an earlier day. They count no more; the change says
// what became of them.
func (c *casebook) superseded() []parley.Change {
	var out []parley.Change
	aspects := c.aspects()
	last := map[string][]*mention{} // outlet → its members so far, the earliest first
	for _, m := range c.members {
		if m.Outlet == "" || !m.hasPub {
			continue
		}
		outlet := string(m.Outlet)
		for _, a := range aspects {
			if a.value(m) == "" || m.Claim.Background {
				continue
			}
			for _, o := range last[outlet] {
				if o.pub.To >= m.pub.From || a.value(o) == "" || c.old[oldValue{a.field, o.id}] || !a.differ(o, m) {
					continue
				}
				c.old[oldValue{a.field, o.id}] = true
				out = append(out, parley.Change{
					At: published(m), Field: a.field, From: a.value(o), To: a.value(m),
					Why: parley.Join{Why: []parley.Because{{Code: "claim", Value: m.id}, {Code: "corrects", Value: o.id}}}.String(),
				})
			}
		}
		last[outlet] = append(last[outlet], m)
	}
	return out
}

// oldValue is a claim's value of a field that its source has corrected.
type oldValue struct{ field, claim string }

// contradictions lists the fields on which the claims differ, each value with its claims.
func (c *casebook) contradictions() []parley.Contradiction {
	out := []parley.Contradiction{}
	for _, a := range c.aspects() {
		out = c.differ(out, a.field, c.apart(a))
	}
	out = c.differ(out, "status", c.denials())
	return c.accused(c.heads(out))
}

// apart groups the claims by their value of the aspect, those left out that agree with
// every other.
func (c *casebook) apart(a aspect) map[string][]string {
	var all []*mention
	for _, m := range c.members {
		if a.value(m) != "" && !c.old[oldValue{a.field, m.id}] {
			all = append(all, m)
		}
	}
	out := map[string][]string{}
	for _, m := range all {
		if a.lone != nil && a.lone(m, all) {
			continue
		}
		if slices.ContainsFunc(all, func(o *mention) bool { return c.source[o.item] != c.source[m.item] && a.differ(o, m) }) {
			out[a.value(m)] = append(out[a.value(m)], m.id)
		}
	}
	return out
}

// differ tells whether the claims, each its item's own news, give values that cannot both
// be right.
func (s aspect) differ(a, b *mention) bool {
	recalled := func(m *mention) bool { return m.Claim.Background && (s.retold == nil || !s.retold(m)) }
	if recalled(a) || recalled(b) || a.family != b.family || compare(a.all, b.all).clash {
		return false
	}
	same := s.same
	if same == nil {
		same = comparable
	}
	return (s.loose || same(a, b)) && s.apart(a, b)
}

// comparable tells whether two claims of an event tell the same of it, so that a difference
// is one: with the same actors and persons, and at a common time or in words alike.
func comparable(a, b *mention) bool {
	if !samePeople(a.all, b.all) {
		return false
	}
	return toldAlike(a, b)
}

// toldAlike tells whether two claims are of a common time, or in words alike.
func toldAlike(a, b *mention) bool {
	return a.dated && b.dated && a.time.Overlaps(b.time) || a.wording.sameTrigger(b.wording) || alike(a.wording.near, b.wording.near) >= similar
}

// samePeople tells whether both sides have the same actors and name no other persons.
func samePeople(a, b side) bool {
	return slices.EqualFunc(a, b, func(x, y member) bool {
		return x.key == y.key && (len(x.persons) == 0 || len(y.persons) == 0 || slices.Equal(x.persons, y.persons))
	})
}

// manySources are so many that one who says that what all of them tell did not happen was
// more likely misread.
const manySources = 8

// denials are the claims that it happened, and those that say it did not: that two met on
// a day, by whoever knows the day; a deed, by who is said to have done it. Other refusals,
// plans that came to nothing and what will not be are no contradiction of it.
func (c *casebook) denials() map[string][]string {
	out := map[string][]string{}
	many := c.sources > manySources
	for _, m := range c.members {
		if m.Claim.Status == parley.Denied && slices.ContainsFunc(c.members, func(o *mention) bool {
			return o.class == real && c.source[o.item] != c.source[m.item] && (c.bySource(m) || !many && sameMeeting(m, o))
		}) {
			out[string(m.Claim.Status)] = append(out[string(m.Claim.Status)], m.id)
		}
	}
	if len(out) == 0 {
		return nil
	}
	for _, m := range c.members {
		if m.class == real {
			out[string(m.Claim.Status)] = append(out[string(m.Claim.Status)], m.id)
		}
	}
	return out
}

func sameMeeting(m, o *mention) bool {
	return m.nature == meeting && m.dated && o.dated && m.span == 1 && m.time == o.time && len(m.all) > 1
}

// bySource tells whether a claim of a deed is made by its source.
func (c *casebook) bySource(m *mention) bool {
	says := m.Claim.Attribution
	if m.nature != deed || says == nil {
		return false
	}
	by := newSide([]parley.Actor{{ID: string(says.ID), State: c.stateOf(string(says.ID))}})
	return compare(by, m.source).shared > 0
}

// stateOf is the state of an actor of the event, by id.
func (c *casebook) stateOf(id string) parley.Maybe {
	for _, m := range c.members {
		for _, a := range m.Claim.Actors {
			if a.ID == id {
				return a.State
			}
		}
	}
	return ""
}

// timeOf is the time that a claim gives in figures, beside the words that carry it, for an
// event of a few days. Words such as "the same day" are resolved by each item's own date
// and may be off by one; a day that stands further away may be that of something else; the
// days of a visit or conference are told beside those of much else.
func (c *casebook) timeOf(m *mention) string {
	if !m.dated || m.span > meetingDays || m.Claim.Kind == parley.Visit || m.Claim.Kind == parley.Conference {
		return ""
	}
	if t := m.Claim.Time.Text; t != "" && !(strings.ContainsFunc(t, unicode.IsDigit) && beside(m.Claim, t, m.nature == statement)) {
		return ""
	}
	return m.Claim.Time.Value
}

// beside tells whether words stand within a few others of the trigger, in its clause; those behind what somebody says are
// of what he speaks of: "condemned the strike of 18 May".
func beside(c *parley.Claim, words string, said bool) bool {
	const away = 30 // code points
	ahead, _, found := strings.Cut(c.Evidence.Exact, words)
	if !found {
		return false
	}
	from := c.Evidence.Start + utf8.RuneCountInString(ahead)
	to := from + utf8.RuneCountInString(words)
	text, start := []rune(c.Evidence.Exact), c.Evidence.Start
	between := func(a, b int) string {
		return string(text[min(max(a-start, 0), len(text)):min(max(a, b)-start, len(text))])
	}
	if strings.ContainsAny(between(to, c.Trigger.Start)+between(c.Trigger.End, from), ",;:") { // another clause's
		return false
	}
	if said && from >= c.Trigger.End {
		return false
	}
	return from-c.Trigger.End <= away && c.Trigger.Start-to <= away
}

// exclude tells whether two times cannot both be right: they share no day, or both give
// the days of a meeting and neither holds the other.
func exclude(a, b *mention) bool {
	if putOff(a, b) || putOff(b, a) {
		return false
	}
	if !a.time.Overlaps(b.time) {
		return true
	}
	return a.nature == meeting && max(a.span, b.span) <= meetingDays && !a.time.Contains(b.time) && !b.time.Contains(a.time)
}

// putOff tells whether it happened on a later day than was planned, which is no contradiction. What is read as a plan
// for a day that was there when it was told may be none; so the item must say its own day.
func putOff(plan, done *mention) bool {
	return plan.class == future && done.class == real && done.time.From > plan.time.From &&
		plan.hasPub && plan.Published.Basis != parley.BasisInferred && plan.time.From > plan.pub.To
}

// placeOf is the town or building that a claim names; a whole country is too wide to
// differ from another, so is what lies in none: a missile is launched from a town and falls into a sea.
// Plans for a place are told beside those for others.
func (c *casebook) placeOf(m *mention) string {
	if m.place == nil || m.place.whole || m.place.State == "" || m.class != real || !m.dated || m.span > meetingDays ||
		m.Claim.Kind == parley.Visit || m.Claim.Kind == parley.Conference {
		return ""
	}
	return m.place.Name
}

// alonePlace tells whether one source alone tells of the place and many others of one that it excludes: it has
// read the name of a government, or where something else took place.
func (c *casebook) alonePlace(m *mention, all []*mention) bool {
	others := map[int]bool{}
	for _, o := range all {
		if c.source[o.item] == c.source[m.item] {
			continue
		}
		if c.onePlace(o.place.Place, m.place.Place) {
			return false
		}
		others[c.source[o.item]] = true
	}
	return len(others) >= manySources
}

func (c *casebook) onePlace(a, b parley.Place) bool {
	return a == b || c.near != nil && c.near(a, b) || a.State == b.State && (c.country(a) || c.country(b))
}

func roundOf(m *mention) string {
	if m.Claim.Round == nil {
		return ""
	}
	return strconv.Itoa(*m.Claim.Round)
}

// durationOf is how long a meeting lasted, of claims that are about one.
func durationOf(m *mention) string {
	if m.nature != meeting || m.Claim.Kind == parley.Conference || minutes(string(m.Claim.Duration)) == 0 {
		return ""
	}
	return string(m.Claim.Duration)
}

// unlikeDurations lets "more than two hours" and "two hours and a quarter" agree; what lasted
// a small part of the other was a part of it.
func unlikeDurations(a, b *mention) bool {
	const (
		tenths = 12 // the longer is at least so many tenths of the shorter
		part   = 3
	)
	x, y := minutes(string(a.Claim.Duration)), minutes(string(b.Claim.Duration))
	return max(x, y)*10 > min(x, y)*tenths && max(x, y) < part*min(x, y)
}

// minutes are those of an ISO 8601 duration of days, hours and minutes, 0 where it is none.
func minutes(d string) int {
	total, n := 0, 0
	for _, r := range strings.TrimPrefix(strings.TrimPrefix(d, "P"), "T") {
		switch {
		case r >= '0' && r <= '9':
			if n = n*10 + int(r-'0'); n > 1e6 {
				return 0
			}
			continue
		case r == 'D':
			total += n * 24 * 60
		case r == 'H':
			total += n * 60
		case r == 'M':
			total += n
		case r != 'T':
			return 0
		}
		n = 0
	}
	return total
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
