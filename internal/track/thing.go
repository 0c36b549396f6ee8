package track

// This file makes an event comparable.

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// weight says what an event can do for a track.
type weight uint8

const (
	apart   weight = iota // has nothing to do with negotiations
	joins                 // may belong to a track that is there
	carries               // belongs to one and may bring in a party
	opens                 // may open one
)

// thing is an event made comparable.
type thing struct {
	e      *parley.Event
	claims []*parley.Claim
	weight weight

	parties   []string // keys of all sides, sorted: who sits at a table, of a matter all
	all       []string // whoever is named as one
	seats     []string // of these, who sits at a table
	forum     string   // whose own doing it is
	by, to    []string // of a directed event
	mediators []string
	private   []string // of its actors those who speak for no state: persons out of office, companies, the people
	misread   []string // of the event's parties, those that hardly any of its items name: none of the above
	hosts     []string // whose country it is held in, where that is no party
	topics    []string
	items     []string        // that tell it, sorted
	claimed   []int           // how many claims of each of them do
	own       map[string]bool // the items whose own news it is
	held      map[string]bool // of these, those that say that it happened

	timed   bool
	time    parley.Interval // its own
	at      *parley.When    // the same in words; the event's, or with the year that its track gives it
	told    parley.Maybe    // when it was first told
	hasSeen bool
	seen    parley.Day // when it was first told
	words   string     // the sentence that tells it best

	telling []string // the topics that tell one matter from another; nil: not looked at yet

	vaguePlace bool    // of its matter: no town
	matter     *Matter // that it is about, nil: none known by name
}

func newThing(e *parley.Event, claims Claims, known *ground) *thing {
	t := &thing{e: e, at: e.Time, told: e.FirstSeen, topics: e.Topics}
	if e.Time != nil {
		t.time, t.timed = parley.DaysOf(e.Time.Value)
	}
	if d, ok := parley.DaysOf(string(e.FirstSeen)); ok && d.To != parley.DayMax {
		t.seen, t.hasSeen = d.To, true // told by then
	}
	day, dated := t.day()
	for i := range e.Actors {
		a := &e.Actors[i]
		k := a.Key()
		if strings.HasPrefix(k, "person:") {
			continue // of no state: nobody can say whom such a person speaks for
		}
		if unofficial(a) || dated && known.retired(a, day) {
			t.private = add(t.private, a.ID)
			continue
		}
		switch a.Role {
		case parley.RoleParty, parley.RoleSignatory:
			t.parties = add(t.parties, k)
		case parley.RoleSource:
			t.parties, t.by = add(t.parties, k), add(t.by, k)
		case parley.RoleTarget:
			t.parties, t.to = add(t.parties, k), add(t.to, k)
		case parley.RoleMediator:
			t.mediators = add(t.mediators, k)
		case parley.RoleHost:
			t.hosts = add(t.hosts, k)
		}
	}
	if p := e.Place; p != nil && p.State != "" && t.meeting() {
		t.hosts = add(t.hosts, "state:"+string(p.State))
	}
	t.hosts = slices.DeleteFunc(t.hosts, func(k string) bool { return slices.Contains(t.parties, k) })
	recalled := false
	for _, ref := range e.Claims {
		item := t.toldIn(itemID(ref))
		c := claims.Claim(ref.ID)
		if c == nil {
			continue
		}
		t.claims = append(t.claims, c)
		if !c.Background {
			if t.own == nil {
				t.own, t.held = make(map[string]bool, 1), make(map[string]bool, 1)
			}
			t.own[item] = true
			t.held[item] = t.held[item] || c.Status == parley.Occurred || c.Status == parley.Ongoing
		}
		if t.words == "" || !c.Background && recalled {
			t.words, recalled = c.Evidence.Exact, c.Background
		}
	}
	t.retime()
	t.doubt()
	known.seat(t)
	t.weight = t.weigh(known)
	return t
}

// said gives the claims of the thing, each beside the reference that names its item.
func (t *thing) said() iter.Seq2[parley.ClaimRef, *parley.Claim] {
	return func(yield func(parley.ClaimRef, *parley.Claim) bool) {
		of := make(map[string]*parley.Claim, len(t.claims))
		for _, c := range t.claims {
			of[c.ID] = c
		}
		for _, ref := range t.e.Claims {
			if c := of[ref.ID]; c != nil && !yield(ref, c) {
				return
			}
		}
	}
}

// doubt takes from the parties of a meeting that many items tell those that fewer than a quarter of
// these name, where two others are named by half of them: the sentences were misread.
func (t *thing) doubt() {
	const many, quarter, half = 6, 4, 2
	if !t.meeting() || len(t.parties) < 3 || len(t.items) < many {
		return
	}
	items, named := map[string]bool{}, map[string]map[string]bool{}
	for ref, c := range t.said() {
		items[itemID(ref)] = true
		for _, a := range c.Actors {
			k := a.Key()
			if named[k] == nil {
				named[k] = map[string]bool{}
			}
			named[k][itemID(ref)] = true
		}
	}
	sure := 0
	for _, k := range t.parties {
		if half*len(named[k]) >= len(items) {
			sure++
		}
	}
	if sure < 2 || len(items) < many {
		return
	}
	t.parties = slices.DeleteFunc(t.parties, func(k string) bool {
		rare := quarter*len(named[k]) < len(items)
		if rare {
			t.misread = append(t.misread, k)
		}
		return rare
	})
}

// present are the event's actors but for those that it has by misreading, and those who speak for nobody.
func (t *thing) present() []parley.Actor {
	if len(t.misread)+len(t.private) == 0 {
		return t.e.Actors
	}
	return slices.DeleteFunc(slices.Clone(t.e.Actors), func(a parley.Actor) bool {
		return slices.Contains(t.misread, a.Key()) || slices.Contains(t.private, a.ID)
	})
}

// toldIn counts a claim of the item, and gives its name.
func (t *thing) toldIn(item string) string {
	i, known := slices.BinarySearch(t.items, item)
	if !known {
		t.items, t.claimed = slices.Insert(t.items, i, item), slices.Insert(t.claimed, i, 0)
	}
	t.claimed[i]++
	return t.items[i]
}

// in tells whether one of the thing's items is in the set.
func (t *thing) in(set map[string]bool) bool {
	return slices.ContainsFunc(t.items, func(item string) bool { return set[item] })
}

// beside tells whether a and b are told in one item.
func beside(a, b *thing) bool {
	return shared(a.items, b.items) > 0
}

// itemID names the item that a claim stands in.
func itemID(c parley.ClaimRef) string { return c.Page + "/" + strconv.Itoa(c.Item) }

// meeting tells whether people come together in it.
func (t *thing) meeting() bool {
	return slices.Contains([]parley.Kind{parley.Talks, parley.Meet, parley.Conference}, t.e.Kind)
}

// mutual tells whether it is something that several parties do together.
func (t *thing) mutual() bool {
	switch t.e.Kind {
	case parley.Talks, parley.Meet, parley.Conference, parley.Call, parley.Mediate, parley.Accept, parley.Sign:
		return len(t.by) == 0 && len(t.to) == 0 && len(t.parties) > 1
	}
	return false
}

// offers are what a proposal must be about to be one in a negotiation.
var offers = []parley.Kind{
	parley.Talks, parley.Meet, parley.Call, parley.Conference, parley.Mediate, parley.Concede, parley.Sign, parley.Accept,
}

// leastSure is how likely an event of which that is told is at least, surely how likely one must be to open a track
// by itself: of those less likely that were read one by one, hardly one was a negotiation.
const (
	leastSure = 0.01
	surely    = 0.6
)

// doubtful tells whether the event is likely to have been misread; of one of which nobody says how likely it is nobody
// knows.
func doubtful(e *parley.Event) bool { return e.Confidence > 0 && e.Confidence < surely }

func (t *thing) weigh(known *ground) weight {
	if len(t.parties) == 0 {
		return apart
	}
	offer := slices.Contains(offers, parley.Kind(t.e.Object))
	sides := len(t.parties)
	switch t.e.Kind {
	case parley.Talks:
		if (sides > 1 || t.forum != "") && t.e.Status != parley.Denied {
			return opens
		}
	case parley.Mediate:
		if sides > 1 {
			return opens
		}
	case parley.Conference:
		if t.forum != "" && t.e.Status != parley.Denied || sides == 2 && len(t.topics) > 0 { // two who only attend something are no negotiation
			return opens
		}
	case parley.Propose:
		if offer && sides > 1 {
			return opens
		}
		return carries
	case parley.Accept, parley.Reject:
		if offer && sides > 1 && t.e.Kind == parley.Accept && t.e.Status == parley.Occurred {
			return opens
		}
		return carries
	case parley.Demand:
		if offer {
			return carries
		}
	case parley.Call, parley.Meet:
		if sides == 2 && slices.ContainsFunc(t.topics, func(s string) bool { return known != nil && known.open[s] }) {
			return opens
		}
	case parley.Visit, parley.Message, parley.Sign, parley.Concede, parley.Support, parley.Cooperate, parley.Sanction:
	default:
		return apart
	}
	return joins
}

func (t *thing) real() bool { return t.e.Status == parley.Occurred || t.e.Status == parley.Ongoing }

// span is the number of days that the thing's time may mean.
func (t *thing) span() int {
	if t.time.From == parley.DayMin || t.time.To == parley.DayMax {
		return 1 << 30
	}
	return int(t.time.To-t.time.From) + 1
}

// length is the span of what has a time, 0 of all else.
func (t *thing) length() int {
	if !t.timed {
		return 0
	}
	return t.span()
}

// season is the number of days of a quarter: a longer time says less of when a thing was than the day it
// was told on.
const season = 92

// day is the day that the thing is ordered by: its own, else the one it was first told.
func (t *thing) day() (parley.Day, bool) {
	switch {
	case t.timed && t.hasSeen && t.span() > season && t.time.To != parley.DayMax && t.time.From <= t.seen && t.seen <= t.time.To:
		return t.seen, true
	case t.timed && t.time.From != parley.DayMin:
		return t.time.From, true
	case t.timed:
		return t.time.To, true
	}
	return t.seen, t.hasSeen
}

// when is the day that the thing is ordered by, as EDTF.
func (t *thing) when() parley.Maybe {
	if t.at != nil && t.timed {
		return parley.Maybe(t.at.Value)
	}
	return t.told
}

// byDay orders by day, those without one last; what has no time of its own comes after
// what has happened on the day it was told.
func byDay(a, b *thing) int {
	da, oka := a.day()
	db, okb := b.day()
	return cmp.Or(
		cmpBool(okb, oka), cmp.Compare(da, db), cmpBool(b.timed, a.timed), cmp.Compare(a.length(), b.length()),
		cmp.Compare(b.weight, a.weight), strings.Compare(a.e.ID, b.e.ID),
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

// shared is the number of keys in both sorted sets.
func shared(a, b []string) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// meets tells whether the sets have an item in common.
func meets(a, b map[string]bool) bool {
	if len(b) < len(a) {
		a, b = b, a
	}
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}
