package track

// This file gathers what is told of negotiations and crises that are known by name.

import (
	"slices"
	"strings"

	"parley"
)

// Matter is a negotiation or crisis known by its name: what is told of it is one track,
// whoever of those who take part a text names. Keys are those of actors (state:USA); a bloc
// among the sides stands for its members.
type Matter struct {
	ID                string // a topic, which names it
	From, To          parley.Day
	About             []About
	Sides             [][]string
	Mediators, Others []string
}

// About is a topic that tells of a matter: by itself; or only at a place; or only where two
// of its sides, or a side and a mediator, are named together.
type About struct {
	Topic, Place string
	Together     bool
}

// Days that a matter is told of before it begins and after it ended.
const (
	foreseen = 45
	outlived = 90
)

// How surely a thing is about a matter.
const (
	byParties = 1 + iota
	byTopic
	byPlace
)

// part is what an actor is in a matter: the number of its side, or one of these.
const (
	partMediator = -1 - iota
	partOther
	partNone
)

// register finds matters by topic and knows who is what in them.
type register struct {
	all     []*Matter
	byTopic map[string][]*Matter
	parts   map[*Matter]map[string]int
	tables  map[*Matter]map[string]bool // blocs of which members sit on two sides: what they hold, both do
}

// newRegister files the matters. Members of a bloc count for it where they are not named
// themselves.
func newRegister(all []Matter, blocs map[string][]string) *register {
	r := &register{byTopic: map[string][]*Matter{}, parts: map[*Matter]map[string]int{}, tables: map[*Matter]map[string]bool{}}
	for i := range all {
		m := &all[i]
		r.all = append(r.all, m)
		for _, a := range m.About {
			if !slices.Contains(r.byTopic[a.Topic], m) {
				r.byTopic[a.Topic] = append(r.byTopic[a.Topic], m)
			}
		}
		parts := map[string]int{}
		name := func(keys []string, part int) {
			for _, k := range keys {
				parts[k] = part
			}
		}
		for _, of := range []func([]string) []string{func(k []string) []string { return members(k, blocs) }, func(k []string) []string { return k }} {
			name(of(m.Others), partOther)
			name(of(m.Mediators), partMediator)
			for side, keys := range m.Sides {
				name(of(keys), side)
			}
		}
		r.parts[m] = parts
		r.tables[m] = map[string]bool{}
		for _, k := range m.Others {
			sides := map[int]bool{}
			for _, member := range blocs[k] {
				if part, ok := parts[member]; ok && part >= 0 {
					sides[part] = true
				}
			}
			r.tables[m][k] = len(sides) > 1
		}
	}
	return r
}

func members(keys []string, blocs map[string][]string) (out []string) {
	for _, k := range keys {
		out = append(out, blocs[k]...)
	}
	return out
}

// touch is which parts of a matter some actors play.
type touch struct {
	sides     map[int]bool
	mediators int
	strangers int
}

func (r *register) touch(m *Matter, t *thing) touch {
	out := touch{sides: map[int]bool{}}
	for _, k := range t.named() {
		part, ok := r.parts[m][k]
		switch {
		case !ok:
			out.strangers++
		case part >= 0:
			out.sides[part] = true
		case part == partMediator:
			out.mediators++
		}
	}
	for _, k := range t.mediators {
		switch part, ok := r.parts[m][k]; {
		case ok && part == partMediator:
			out.mediators++
		case ok && part >= 0:
			out.sides[part] = true
		}
	}
	return out
}

// opposed tells whether two sides meet, or one and a mediator.
func (x touch) opposed() bool { return len(x.sides) > 1 || len(x.sides) == 1 && x.mediators > 0 }

func (x touch) known() bool { return len(x.sides) > 0 || x.mediators > 0 }

// inTime tells whether the thing can be of the matter by its day; what has none can.
func (m *Matter) inTime(t *thing) bool {
	day, ok := t.day()
	return !ok || day >= m.From-foreseen && (m.To == parley.DayMax || day <= m.To+outlived)
}

// share is the part of the thing's claims that the topic is of, among those that have a
// topic which tells one negotiation from another.
func (t *thing) share(topic string) (of, all int) {
	if len(t.claims) == 0 && slices.Contains(t.topics, topic) {
		return 1, 1
	}
	for _, c := range t.claims {
		if slices.Contains(c.Topics, topic) {
			of, all = of+1, all+1
		} else if !plain(c.Topics) {
			all++
		}
	}
	return of, all
}

// about says how surely t is about m, 0 where it is not; spoken tells of an item whether it
// names two sides of m.
func (r *register) about(m *Matter, t *thing, spoken func(*Matter, *thing) bool) int {
	x := r.touch(m, t)
	best := 0
	for _, a := range m.About {
		of, all := t.share(a.Topic)
		if of == 0 {
			continue
		}
		switch {
		case a.Place != "":
			if t.e.Place != nil && t.e.Place.Name == a.Place && (x.strangers == 0 || len(x.sides) > 0 || t.oneSided()) && (t.weight > apart || t.meeting()) {
				best = max(best, byPlace)
			}
		case 2*of < all:
		case a.Together:
			if x.opposed() && x.strangers == 0 && !r.lone(m, t) && (!slices.Contains(vagueTopics, a.Topic) || vague(t.topics)) {
				best = max(best, byParties)
			}
		case !x.known() && x.strangers == 0 && t.meeting(), len(x.sides) > 1, x.known() && (x.strangers == 0 || spoken(m, t)):
			best = max(best, byTopic)
		}
	}
	return best
}

// lone tells whether one of the sides of m is named in t by a single member of a bloc: it may deal with the other side
// for itself.
func (r *register) lone(m *Matter, t *thing) bool {
	named, speaks := map[int]int{}, map[int]bool{}
	for _, k := range t.named() {
		if part, ok := r.parts[m][k]; ok && part >= 0 {
			named[part]++
			speaks[part] = speaks[part] || named[part] > 1 || slices.Contains(m.Sides[part], k)
		}
	}
	for side := range named {
		if !speaks[side] {
			return true
		}
	}
	return false
}

// oneSided tells whether t is a negotiation of which persons of one side only are named: who
// speaks of it may sit there for somebody else.
func (t *thing) oneSided() bool {
	return len(t.named()) == 1 && (t.e.Kind == parley.Talks || t.e.Kind == parley.Conference) &&
		!slices.ContainsFunc(t.e.Actors, func(a parley.Actor) bool { return !strings.HasPrefix(a.ID, "person:") })
}

// elsewhere tells whether t takes place where another matter on its topics is dealt with.
func (r *register) elsewhere(m *Matter, t *thing) bool {
	if t.e.Place == nil {
		return false
	}
	for _, topic := range t.topics {
		for _, o := range r.byTopic[topic] {
			for _, a := range o.About {
				if o != m && a.Topic == topic && a.Place == t.e.Place.Name {
					return true
				}
			}
		}
	}
	return false
}

// weighIn is what an event can do for the track of a matter.
func (t *thing) weighIn() weight {
	switch t.e.Kind {
	case parley.Talks, parley.Mediate, parley.Conference, parley.Propose:
		return opens
	case parley.Accept, parley.Reject, parley.Demand:
		return carries
	case parley.Call, parley.Meet, parley.Visit, parley.Message, parley.Sign, parley.Concede, parley.Support, parley.Cooperate, parley.Sanction,
		parley.Mobilize, parley.Threaten, parley.Coerce:
		return joins
	}
	return apart
}

// drafts makes of what is about a matter one draft, where it makes a track.
func (r *register) drafts(of map[*Matter][]*thing, broad map[string]bool) (out []*draft) {
	for _, m := range r.all {
		d := &draft{
			matter: m, reg: r, third: map[string]int{}, topics: map[string]int{}, objects: map[string]bool{},
			items: map[string]bool{}, claims: map[string]int{}, broad: broad,
		}
		for _, t := range of[m] {
			d.take(t)
			if d.founder == nil || d.founder.weight < t.weight {
				d.founder = t
			}
		}
		if d.parties, _ = d.sides(); r.stands(m, of[m]) && len(d.parties) > 1 {
			out = append(out, d)
			continue
		}
		for _, t := range of[m] { // may be of another track
			t.give(nil)
		}
	}
	return out
}

// stands tells whether the things make a track: one is a contact, an offer, or something
// that two sides do to each other.
func (r *register) stands(m *Matter, all []*thing) bool {
	return slices.ContainsFunc(all, func(t *thing) bool {
		x := r.touch(m, t)
		return t.weight == opens && t.e.Status != parley.Denied && x.known() || t.weight > apart && len(x.sides) > 1
	})
}

// faces are the sides of the draft's matter that take part in it, in their order, and who
// mediates.
func (d *draft) faces() (sides [][]string, mediators []string) {
	acts, helps := map[string]bool{}, map[string]bool{}
	for _, t := range d.things {
		if len(d.reg.touch(d.matter, t).sides) < 2 && (!t.meeting() || !d.contact(t)) {
			continue
		}
		for _, k := range t.parties {
			acts[k] = true
		}
	}
	for _, t := range d.things {
		for _, k := range slices.Concat(t.mediators, t.parties) {
			helps[k] = true
		}
	}
	for i, side := range d.matter.Sides {
		var present []string
		for _, k := range side {
			bloc := strings.HasPrefix(k, "org:") && slices.ContainsFunc(d.things, func(t *thing) bool {
				return slices.ContainsFunc(t.parties, func(p string) bool { return p != k && d.reg.parts[d.matter][p] == i && strings.HasPrefix(p, "state:") })
			})
			if acts[k] || bloc {
				present = append(present, k)
			}
		}
		if len(present) > 0 {
			sides = append(sides, present)
		}
	}
	for _, k := range d.matter.Mediators {
		if helps[k] {
			mediators = add(mediators, k)
		}
	}
	return sides, mediators
}

// absorb puts drafts of a matter's parties into that of the matter, where their things taken
// together are about its topic, or about nothing else and told beside it; it returns the
// rest.
func (r *register) absorb(all, named []*draft) []*draft {
	return slices.DeleteFunc(all, func(d *draft) bool {
		for _, o := range named {
			if !r.partOf(d, o) {
				continue
			}
			for _, t := range d.things {
				t.give(o.matter)
				o.take(t)
			}
			return true
		}
		return false
	})
}

// mostly tells whether nothing else is told of the draft as often as the topic.
func (d *draft) mostly(topic string) bool {
	n := d.topics[topic]
	for s, k := range d.topics {
		if k > n && !plain([]string{s}) {
			return false
		}
	}
	return n > 0
}

// timely tells whether the time of half of what opens or carries the draft is that of the matter.
func (d *draft) timely(m *Matter) bool {
	in, all := 0, 0
	for _, t := range d.things {
		if t.weight < carries {
			continue
		}
		if all++; m.inTime(t) {
			in++
		}
	}
	return in > 0 && 2*in >= all
}

// partOf tells whether d belongs to the draft o of a matter.
func (r *register) partOf(d, o *draft) bool {
	all := &thing{parties: d.principals()}
	x, lone := r.touch(o.matter, all), r.lone(o.matter, all)
	gap, ok := d.gap(o, true)
	if !ok || !d.dated || gap > near || x.strangers > 0 || !x.known() || !d.timely(o.matter) {
		return false
	}
	if x.opposed() && slices.ContainsFunc(o.matter.About, func(a About) bool {
		return a.Place == "" && !(a.Together && lone) && (d.mostly(a.Topic) || d.issue(nil) == a.Topic)
	}) {
		return true
	}
	beside := 0
	for item := range d.items {
		if o.items[item] {
			beside++
		}
	}
	return !o.wide() && !(x.opposed() && lone) && 2*beside > len(d.items) && d.carried < o.carried && (len(x.sides) > 1 || plain(d.topicList()))
}
