package merge

// This file makes a claim comparable.

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"parley"
)

// family are the kinds that may be one event.
type family string

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
		return "meeting", meeting
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

// mention is a claim made comparable.
type mention struct {
	Input
	id     string
	family family
	nature nature
	class  class

	party, source, target, mediator side
	all                             side // of all these roles

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
	words    []uint32 // of the evidence without the actors' names, hashed, sorted
}

// unbounded is the length of an open time.
const unbounded = 1 << 30

// mentions returns the claims made comparable, in the order in which they are taken. A
// claim that is given twice counts once.
func mentions(in []Input, stories Stories) []*mention {
	out := make([]*mention, 0, len(in))
	seen := make(map[string]bool, len(in))
	for _, i := range in {
		if !seen[i.Claim.ID] {
			seen[i.Claim.ID] = true
			out = append(out, newMention(i, stories))
		}
	}
	slices.SortFunc(out, order)
	dropCommon(out)
	return out
}

// dropCommon takes away the words that stand in so many sentences that they say nothing.
func dropCommon(all []*mention) {
	const enough, share = 200, 0.03
	if len(all) < enough {
		return
	}
	count := map[uint32]int{}
	for _, m := range all {
		for _, w := range m.words {
			count[w]++
		}
	}
	most := int(share * float64(len(all)))
	for _, m := range all {
		m.words = slices.DeleteFunc(m.words, func(w uint32) bool { return count[w] > most })
	}
}

func newMention(in Input, stories Stories) *mention {
	c := in.Claim
	m := &mention{Input: in, id: c.ID, class: classOf(c.Status)}
	m.family, m.nature = classify(c.Kind)
	m.party = newSide(append(c.With(parley.RoleParty), c.With(parley.RoleSignatory)...))
	m.source, m.target = newSide(c.With(parley.RoleSource)), newSide(c.With(parley.RoleTarget))
	m.mediator = newSide(c.With(parley.RoleMediator))
	m.all = union(union(m.party, m.source), m.target)
	if len(m.all) == 0 { // a mediation of nobody known, or a head alone
		m.all = union(m.mediator, newSide(c.With(parley.RoleHead)))
	}
	if c.Time != nil {
		m.setTime(c.Time.Value)
	}
	m.item = ItemID(in.Page, c.Item)
	m.story, m.origin = stories.Story(in.Page, c.Item), stories.Origin(in.Page, c.Item)
	if in.Published != nil {
		m.pub, m.hasPub = parley.DaysOf(in.Published.Value)
		m.hasPub = m.hasPub && m.pub.From != parley.DayMin && m.pub.To != parley.DayMax
	}
	m.words = contentWords(c)
	return m
}

func (m *mention) setTime(value string) {
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
	return cmp.Or(
		-cmpBool(a.dated, b.dated),
		cmp.Compare(a.span, b.span),
		cmp.Compare(a.time.From, b.time.From),
		cmpBool(a.Claim.Background, b.Claim.Background),
		-cmp.Compare(a.all.persons(), b.all.persons()),
		-cmp.Compare(len(a.all), len(b.all)),
		-cmpBool(len(a.Claim.Topics) > 0, len(b.Claim.Topics) > 0),
		-cmpBool(a.Claim.Place != nil, b.Claim.Place != nil),
		strings.Compare(a.id, b.id),
	)
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

// contentWords are the words of the evidence that name no actor.
func contentWords(c *parley.Claim) []uint32 {
	names := map[uint32]bool{}
	for _, a := range c.Actors {
		for _, w := range tokens(a.Name) {
			names[w] = true
		}
	}
	words := slices.DeleteFunc(tokens(c.Evidence.Exact), func(w uint32) bool { return names[w] })
	slices.Sort(words)
	return slices.Compact(words)
}

// tokens are the hashes of the lower-cased runs of letters and digits.
func tokens(s string) []uint32 {
	var out []uint32
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		h := fnv.New32a()
		h.Write([]byte(w))
		out = append(out, h.Sum32())
	}
	return out
}

// alike is the share of the shorter sentence's words that stand in the other.
func alike(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return float64(n) / float64(min(len(a), len(b)))
}
