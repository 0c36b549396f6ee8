package merge

// This file makes a claim comparable.

import (
	"cmp"
	"strings"

	"parley"
)

// family are the kinds that may be one event.
type family string

// meetings are the family of what is held, and makes the rounds of a negotiation.
const meetings family = "meeting"

// nature says what, besides actors and time, makes two claims of a kind one event.
type nature uint8

const (
	meeting   nature = iota // parties and time are enough
	statement               // words must agree too: one can say several things in a day
	deed                    // so must they for deeds told without a time
)

func classify(k parley.Kind) (family, nature) {
	switch k {
	case parley.Meet, parley.Talks, parley.Conference:
		return meetings, meeting
	case parley.Call, parley.Visit, parley.Mediate, parley.Sign:
		return family(k), meeting
	case parley.Message, parley.Propose, parley.Accept, parley.Reject, parley.Demand, parley.Support,
		parley.Accuse, parley.Threaten, parley.Concede:
		return family(k), statement
	}
	return family(k), deed
}

// class is what a status says of reality.
type class uint8

const (
	real class = iota
	future
	maybe
	no
)

func classOf(s parley.Status) class {
	switch s {
	case parley.Planned:
		return future
	case parley.Possible:
		return maybe
	case parley.Denied, parley.Cancelled:
		return no
	}
	return real
}

// mention is a claim made comparable, and where it stands.
type mention struct {
	*facts
	standing
}

// facts are what a claim is compared by. They do not change: several steps may share them.
type facts struct {
	Input
	id     string
	family family
	nature nature
	class  class

	party, source, target, mediator side
	all                             side   // of all these roles
	who                             string // the parties, where there are any, else all of these, as a name

	dated    bool
	time     parley.Interval
	span     int // days; unbounded for an open time
	month    int // of a time without its year; 0 for any other
	monthDay int
	item     string
	story    string
	origin   string
	hasPub   bool
	pub      parley.Interval
	wording  wording
	spelled  side // of all these actors those that the sentence itself names
	place    *spot
	rank     int // among those of its time

	keys    []uint64 // by which it is found, once they are made
	lookups []uint64 // and those under which it looks for others
}

// spot is a place, and whether it is a whole state.
type spot struct {
	parley.Place
	whole bool
}

func country(names parley.Namer, p parley.Place) bool {
	return names != nil && p.State != "" && names.Name("en", "state:"+string(p.State)) == p.Name
}

// unbounded is the length of an open time.
const unbounded = 1 << 30

func newFacts(in Input, opt Options) *facts {
	c := in.Claim
	m := &facts{Input: in, id: c.ID, class: classOf(c.Status)}
	m.family, m.nature = classify(c.Kind)
	m.party = newSide(append(c.With(parley.RoleParty), c.With(parley.RoleSignatory)...))
	m.source, m.target = newSide(c.With(parley.RoleSource)), newSide(c.With(parley.RoleTarget))
	m.mediator = newSide(c.With(parley.RoleMediator))
	m.all = union(union(m.party, m.source), m.target)
	if len(m.all) == 0 { // a mediation of nobody known, or a head alone
		m.all = union(m.mediator, newSide(c.With(parley.RoleHead)))
	}
	for _, a := range c.Actors {
		if a.End > 0 && a.Role != parley.RoleHead && a.Role != parley.RoleHost {
			m.spelled = m.spelled.with(a)
		}
	}
	who := m.party
	if len(who) == 0 {
		who = m.all
	}
	for _, a := range who {
		m.who += a.key + " "
	}
	if c.Time != nil {
		m.setTime(c.Time.Value)
	}
	m.item = ItemID(in.Page, c.Item)
	m.story, m.origin = opt.Stories.Story(in.Page, c.Item), opt.Stories.Origin(in.Page, c.Item)
	if in.Published != nil {
		m.pub, m.hasPub = parley.DaysOf(in.Published.Value)
		m.hasPub = m.hasPub && m.pub.From != parley.DayMin && m.pub.To != parley.DayMax
	}
	m.wording = newWording(c)
	if c.Place != nil {
		m.place = &spot{*c.Place, country(opt.Names, *c.Place)}
	}
	m.rank = m.rankOf()
	return m
}

func (m *facts) setTime(value string) {
	e, err := parley.ParseEDTF(value)
	if err != nil || e.IsZero() {
		return
	}
	if month, day, ok := e.MonthDay(); ok && e.Precision() == parley.PrecisionNoYear {
		m.month, m.monthDay = month, day
		return
	}
	m.time, m.dated = parley.DaysOf(value)
	m.span = length(m.time)
}

func length(i parley.Interval) int {
	if i.From == parley.DayMin || i.To == parley.DayMax {
		return unbounded
	}
	return int(i.To-i.From) + 1
}

// order puts dated mentions first, the narrowest time before wider ones, then those with
// the most persons and actors, the item's own news before what it recalls, what names its
// topic before what may be about any.
func order(a, b *mention) int {
	if a.dated != b.dated {
		return -cmpBool(a.dated, b.dated)
	}
	if c := cmp.Or(cmp.Compare(a.span, b.span), cmp.Compare(a.time.From, b.time.From)); c != 0 {
		return c
	}
	if c := cmp.Compare(a.rank, b.rank); c != 0 {
		return c
	}
	return strings.Compare(a.id, b.id)
}

// rankOf is the place of m among those of its time: what has less is of less.
func (m *facts) rankOf() int {
	const many = 1 << 10
	rank := 0
	for _, has := range []struct{ n, most int }{
		{cmpBool(m.Claim.Background, false), 1},
		{many - 1 - min(m.all.persons(), many-1), many - 1},
		{many - 1 - min(len(m.all), many-1), many - 1},
		{cmpBool(len(m.Claim.Topics) == 0, false), 1},
		{cmpBool(m.Claim.Place == nil, false), 1},
	} {
		rank = rank*(has.most+1) + has.n
	}
	return rank
}

func cmpBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
