package merge

// This file says when a claim is about the event of a cluster: every function here is one
// thing that must agree. All give points; the sum chooses among clusters that agree.

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// agreement is what has been found in common so far.
type agreement struct {
	score   int
	worded  bool // the reasons are to be told
	why     []parley.Because
	equal   bool // the same actors on both sides, none missing
	persons int  // actors for which both name the same person
	timed   bool // both say when, and it agrees
	sameDay bool
	place   bool    // both say where, and it agrees
	round   bool    // both give the same number of a round
	item    bool    // the same item
	story   bool    // items of the same story
	trigger bool    // the words that carry the kind are the same
	fresh   bool    // told by items of the same days
	near    float64 // share of the words around that are
}

// add gives points for a reason; value says with what, where that matters.
func (a *agreement) add(points int, code string, value ...string) {
	a.score += points
	if !a.worded {
		return
	}
	a.why = append(a.why, parley.Because{Code: code, Value: strings.Join(value, ",")})
}

// addDay gives points for a reason with a day.
func (a *agreement) addDay(points int, code string, day parley.Day) {
	if a.worded {
		a.add(points, code, day.String())
		return
	}
	a.add(points, code)
}

// compared bounds the members of a group that a mention is compared with one by one.
const compared = 24

// same tells whether m is about the event of g, and how well they agree.
func same(m *mention, g *group) (score int, ok bool) {
	a := agreement{}
	ok = a.of(m, g)
	return a.score, ok
}

// reasons are why m, which is about the event of g, is.
func reasons(m *mention, g *group) []parley.Because {
	a := agreement{worded: true}
	a.of(m, g)
	return a.why
}

// of finds what m and g have in common, until something that must be is not.
func (a *agreement) of(m *mention, g *group) bool {
	for _, must := range []func(*mention, *group, *agreement) bool{
		sameObject, sameRound, sameActors, sameWhere, compareWords, sameTime, samePlace, sameTopic, sameKind, sameReality, sameWords,
	} {
		if !must(m, g, a) {
			return false
		}
	}
	return true
}

func sameObject(m *mention, g *group, a *agreement) bool {
	o := string(m.Claim.Object)
	if o == "" || len(g.objects) == 0 {
		return true
	}
	if !slices.Contains(g.objects, o) {
		return false
	}
	a.add(2, "object", o)
	return true
}

// sameRound lets outlets count the rounds of a negotiation differently where day and place
// leave no doubt that they tell of one.
func sameRound(m *mention, g *group, a *agreement) bool {
	if m.Claim.Round == nil || len(g.rounds) == 0 {
		return true
	}
	if slices.Contains(g.rounds, *m.Claim.Round) {
		a.round = true
		a.add(3, "round", strconv.Itoa(*m.Claim.Round))
		return true
	}
	return m.dated && g.dated && max(m.span, g.span) <= meetingDays && m.time.Overlaps(g.time) && samePlaceName(m, g)
}

// samePlaceName tells whether both name the same place.
func samePlaceName(m *mention, g *group) bool {
	p := m.Claim.Place
	return p != nil && slices.ContainsFunc(g.places, func(o spot) bool { return strings.EqualFold(o.Name, p.Name) })
}

// sameActors compares side by side; where one claim has parties and the other a source
// and a target, all of them together.
func sameActors(m *mention, g *group, a *agreement) bool {
	var got match
	switch {
	case (len(m.party) > 0) != (len(g.party) > 0):
		got = compare(m.all, g.all)
		if got.shared < 2 {
			return false
		}
	case len(m.party) > 0:
		got = compare(m.party, g.party)
		if med := compare(m.mediator, g.mediator); med.clash || (med.a > 0 && med.b > 0 && med.shared == 0) {
			return false
		}
	default:
		return sameSides(m, g, a)
	}
	if got.clash || !got.within() {
		return false
	}
	a.actors(got, likeMember(m, g))
	if m.all.persons() == 0 && g.members[0].all.persons() == 0 {
		a.score++ // both name no person
	}
	return true
}

func sameSides(m *mention, g *group, a *agreement) bool {
	s, t := compare(m.source, g.source), compare(m.target, g.target)
	if s.clash || t.clash {
		return false
	}
	for _, side := range []match{s, t} {
		if side.a > 0 && side.b > 0 && !side.within() {
			return false
		}
	}
	if s.shared == 0 && t.shared == 0 {
		return false
	}
	got := match{a: s.a + t.a, b: s.b + t.b, shared: s.shared + t.shared, persons: s.persons + t.persons}
	a.actors(got, likeMember(m, g))
	return true
}

// likeMember tells whether a member of g names the same sides as m: what others add to
// them takes nothing from that.
func likeMember(m *mention, g *group) bool {
	for _, o := range g.members[:min(len(g.members), compared)] {
		if o.party.is(m.party) && o.source.is(m.source) && o.target.is(m.target) {
			return true
		}
	}
	return false
}

func (a *agreement) actors(m match, like bool) {
	a.equal = m.equal() || like
	a.persons = m.persons
	if a.equal {
		a.add(3, "actors")
	} else {
		a.add(1, "actors-shared", strconv.Itoa(m.shared))
	}
	if m.persons > 0 {
		a.add(2*m.persons, "persons")
	}
}

// sameWhere finds how the items stand to each other. Two items of one page are as far
// from each other as two strangers: only the date joins them.
func sameWhere(m *mention, g *group, a *agreement) bool {
	for _, o := range g.members {
		a.item = a.item || o.item == m.item
		a.story = a.story || m.story != "" && o.story == m.story
	}
	for _, o := range g.members {
		if o.Page == m.Page && o.item != m.item && (!m.dated || !o.dated) {
			if !a.item {
				return false
			}
		}
	}
	if a.item {
		a.add(4, "item")
	} else if a.story {
		a.add(2, "story")
	}
	return true
}

func sameTime(m *mention, g *group, a *agreement) bool {
	switch {
	case m.dated && g.dated:
		return bothDated(m, g, a)
	case m.month != 0 && g.dated && g.span <= narrow && !falls(g.time, m.month, m.monthDay):
		return false
	}
	return untimed(m, g, a)
}

func bothDated(m *mention, g *group, a *agreement) bool {
	both, overlap := m.time.And(g.time)
	switch {
	case !overlap:
		return dayApart(m, g, a) || roundApart(m, g, a)
	case m.span > narrow || g.span > narrow:
		return wideTime(m, g, a)
	case m.time == g.time && m.span == 1:
		a.sameDay = true
		a.addDay(5, "day", m.time.From)
	default:
		a.addDay(3, "days", both.From)
	}
	a.timed = true
	return a.equal || a.item || a.story || a.sameDay
}

// dayApart lets outlets of one story differ by a day on what the same people did.
func dayApart(m *mention, g *group, a *agreement) bool {
	gap := max(int(m.time.From-g.time.To), int(g.time.From-m.time.To))
	if gap > 1 || m.span > 1 || g.span > 1 || !a.story || a.item || !a.equal || a.persons == 0 || m.nature != meeting {
		return false
	}
	a.add(0, "day-apart")
	return true
}

// roundApart lets sources differ by days on a round that they number alike.
func roundApart(m *mention, g *group, a *agreement) bool {
	gap := max(int(m.time.From-g.time.To), int(g.time.From-m.time.To))
	if !a.round || !a.equal || gap > meetingDays || max(m.span, g.span) > meetingDays || m.class != real || !g.classes[real] {
		return false
	}
	a.add(0, "days-apart")
	return true
}

// wideTime compares times of which one is long or open: they must be the same words of
// time, or one a passing mention of a thing that happens once.
func wideTime(m *mention, g *group, a *agreement) bool {
	if m.time == g.time && (a.item || a.story || a.equal) {
		a.add(3, "time", m.Claim.Time.Value)
		a.timed = true
		return true
	}
	if m.span == unbounded || g.span == unbounded || m.nature == meeting && m.family != family(parley.Sign) {
		return false
	}
	if !a.equal || !m.time.Contains(g.time) && !g.time.Contains(m.time) || !m.Claim.Background && !a.story {
		return false
	}
	a.add(1, "times-agree")
	return true
}

// falls tells whether a day without a year can lie in i.
func falls(i parley.Interval, month, day int) bool {
	for d := i.From; d <= i.To; d++ {
		if _, m, n := d.Date(); m == month && (day == 0 || n == day) {
			return true
		}
	}
	return false
}

// untimed compares where one at least says no time: the items must tie them together.
func untimed(m *mention, g *group, a *agreement) bool {
	retelling := a.trigger && (m.nature == meeting || a.near >= retold)
	switch {
	case a.round && a.equal && len(m.all) > 1 && roundNear(m, g):
		return true
	case a.item && m.nature == meeting && m.class == real && g.only(real) && g.dated && samePlaceName(m, g):
		return true // "after two days of talks in Djibouti" beside the day of these talks
	case a.item:
		return recalled(m, g, true) || retelling
	case a.story:
		return (recalled(m, g, false) || retelling) && plausible(m, g) && (len(m.all) > 1 || a.trigger || a.near >= similar)
	case !m.hasPub || !a.equal || len(m.all) < 2 && a.near < retold:
		return false
	case a.near >= repeated && pubNear(m, g) && plausible(m, g):
		a.fresh = true
		a.add(1, "told-near")
		return true
	case m.Claim.Background:
		return lookBack(m, g, a)
	case !toldNear(m, g) || !plausible(m, g):
		return false
	}
	a.fresh = true
	a.add(1, "told-near")
	return true
}

// pubNear tells whether m's item came out within days of one that tells of g.
func pubNear(m *mention, g *group) bool {
	const days = 2
	return slices.ContainsFunc(g.members, func(o *mention) bool { return o.hasPub && m.pub.Overlaps(widen(o.pub, days, days)) })
}

// roundNear tells whether m's item came out while a round of g's number was in the news.
func roundNear(m *mention, g *group) bool {
	const days = 90
	if m.item == g.members[0].item || !g.dated || !m.hasPub {
		return m.item == g.members[0].item
	}
	return m.pub.Overlaps(widen(g.time, days, days))
}

// recalled tells whether g has a member that is, like m, the item's own news or a passing
// mention; in the item itself where own is set.
func recalled(m *mention, g *group, own bool) bool {
	for _, o := range g.members {
		if o.Claim.Background == m.Claim.Background && (!own || o.item == m.item) {
			return true
		}
	}
	return false
}

// lookBack joins a passing mention with the event of the days before that the same persons
// took part in.
func lookBack(m *mention, g *group, a *agreement) bool {
	if !g.dated || g.span > narrow || a.persons < len(m.all) || m.class != real {
		return false
	}
	if g.time.To > m.pub.To || g.time.From < m.pub.From-recallDays {
		return false
	}
	a.add(1, "recalled")
	return true
}

// toldNear tells whether m's item came out within days of the cluster's founder.
func toldNear(m *mention, g *group) bool {
	const days = 2
	o := g.members[0]
	return o.hasPub && !o.Claim.Background && m.pub.Overlaps(widen(o.pub, days, days))
}

// plausible tells whether an item of m's day would tell g as news: not before it happened
// nor long after; and announce it before it happens.
func plausible(m *mention, g *group) bool {
	if !g.dated || !m.hasPub {
		return true
	}
	if m.class == future {
		return g.time.To >= m.pub.From-1
	}
	return g.time.From <= m.pub.To+1 && g.time.To >= m.pub.From-freshDays
}

// samePlace lets places differ only where day and persons leave no doubt. A town lies in
// its country.
func samePlace(m *mention, g *group, a *agreement) bool {
	p := m.place
	if p == nil || len(g.places) == 0 {
		return true
	}
	for _, o := range g.places {
		if strings.EqualFold(o.Name, p.Name) {
			a.place = true
			a.add(2, "place", p.Name)
			return true
		}
	}
	for _, o := range g.places {
		if o.State != "" && o.State == p.State {
			a.add(1, "country")
			return m.nature == meeting || p.whole || o.whole
		}
	}
	return m.nature == meeting && a.sameDay && a.equal && a.persons > 1
}

// sameTopic keeps meetings apart that are about different things where neither day, place
// nor number makes them one: an item may tell of two talks that are to come.
func sameTopic(m *mention, g *group, a *agreement) bool {
	if m.nature != meeting || a.timed || a.place || a.round || a.persons > 1 || len(m.Claim.Topics) == 0 || len(g.topics) == 0 {
		return true
	}
	return slices.ContainsFunc(m.Claim.Topics, func(t string) bool { return slices.Contains(g.topics, t) })
}

// sameKind lets kinds of one family differ where time and parties agree.
func sameKind(m *mention, g *group, a *agreement) bool {
	for _, o := range g.members {
		if o.Claim.Kind == m.Claim.Kind {
			a.add(1, "kind", string(m.Claim.Kind))
			return true
		}
	}
	a.add(0, "kinds", string(m.Claim.Kind), string(g.members[0].Claim.Kind))
	return a.equal && (a.timed && (a.sameDay || a.item) || a.item && (a.place || a.persons > 1))
}

// sameReality compares what the statuses say: a plan becomes what it planned at the same
// time; what is only possible, or denied, is another event unless parties and time agree.
func sameReality(m *mention, g *group, a *agreement) bool {
	if g.classes[m.class] {
		calledOff := m.nature == meeting && g.classes[no] && !a.timed // it was not held: only its day says that it was
		if m.class == real && !calledOff || g.only(m.class) {
			return true
		}
	}
	switch {
	case a.timed && a.equal:
	case a.item && a.trigger && a.near >= similar && m.class != no && !g.classes[no]:
	case m.nature == meeting && (a.story || a.fresh && a.persons > 1) && !a.item && a.equal && len(m.all) > 1 && m.class <= future && !g.classes[maybe] && !g.classes[no]:
	default:
		return false
	}
	for c, has := range g.classes {
		if has && class(c) != m.class {
			a.add(-1, "status", string(m.Claim.Status))
			return true
		}
	}
	return true
}

func (g *group) only(c class) bool {
	for o, has := range g.classes {
		if has && class(o) != c {
			return false
		}
	}
	return true
}

// compareWords compares the words of m with those of the members of g.
func compareWords(m *mention, g *group, a *agreement) bool {
	for _, o := range g.members[:min(len(g.members), compared)] {
		a.trigger = a.trigger || o.wording.sameTrigger(m.wording)
		a.near = max(a.near, alike(o.wording.near, m.wording.near))
	}
	return true
}

// Shares of the words around two triggers.
const (
	repeated = 0.8 // from here on it is the same sentence again
	retold   = 0.4 // from here on it is told again
	similar  = 0.2 // the same where the words that carry it are the same
)

// sameWords keeps two statements or deeds of the same actors apart where neither time nor
// object joins them and they are told with other words.
func sameWords(m *mention, g *group, a *agreement) bool {
	if a.trigger {
		a.add(2, "trigger")
	}
	if m.nature == meeting {
		return true
	}
	for _, o := range g.members {
		if m.nature == statement && o.item == m.item && o.Claim.Evidence.Span == m.Claim.Evidence.Span {
			return false // one sentence tells it once
		}
	}
	a.add(int(a.near*3), "words", strconv.Itoa(int(math.Round(a.near*100))))
	named := m.Claim.Object != "" && slices.Contains(g.objects, string(m.Claim.Object))
	switch {
	case a.near >= retold, named && (a.item || a.timed):
		return true
	case m.nature == statement:
		return a.near >= similar && a.trigger
	}
	return a.sameDay && a.equal || a.trigger && (a.near >= similar || a.equal) || a.equal && len(m.source) > 0 && len(m.target) > 0
}
