package track

// This file gathers what is told of negotiations and crises that are known by name.

import (
	"cmp"
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
}

// newRegister files the matters. Members of a bloc count for it where they are not named
// themselves.
func newRegister(all []Matter, blocs map[string][]string) *register {
	r := &register{byTopic: map[string][]*Matter{}, parts: map[*Matter]map[string]int{}}
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
	for _, k := range t.parties {
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
		} else if !vague(c.Topics) {
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
			if t.e.Place != nil && t.e.Place.Name == a.Place && (x.strangers == 0 || len(x.sides) > 0) && (t.weight > apart || t.meeting()) {
				best = max(best, byPlace)
			}
		case 2*of < all:
		case a.Together:
			if x.opposed() && x.strangers == 0 && (!slices.Contains(vagueTopics, a.Topic) || vague(t.topics)) {
				best = max(best, byParties)
			}
		case len(t.parties) == 0 && t.meeting(), len(x.sides) > 1, x.known() && (x.strangers == 0 || spoken(m, t)):
			best = max(best, byTopic)
		}
	}
	return best
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

// gather gives every thing that is about a matter that matter: by what it says; then, where
// it says nothing else, by what its item is about; then by the envoys who meet. What is
// about a matter and yet not of it may open no track of its own.
func (r *register) gather(things []*thing) map[*Matter][]*thing {
	if len(r.all) == 0 {
		return nil
	}
	g := &gathering{register: r, items: map[string]map[*Matter]int{}, sides: map[string]map[*Matter]map[int]bool{}, size: map[*Matter]int{}}
	for _, t := range things {
		g.note(t)
	}
	for _, dated := range []bool{true, false} {
		for _, t := range things {
			if _, ok := t.day(); ok == dated && t.matter == nil {
				g.place(t)
			}
		}
	}
	for _, t := range things {
		if t.matter == nil {
			g.inherit(t)
		}
	}
	g.envoys(things)
	of := map[*Matter][]*thing{}
	for _, t := range things {
		if t.matter != nil {
			t.weight = t.weighIn()
			of[t.matter] = append(of[t.matter], t)
		}
	}
	return of
}

// gathering is one run of gather.
type gathering struct {
	*register
	items map[string]map[*Matter]int          // how much of an item is about a matter
	sides map[string]map[*Matter]map[int]bool // which of its sides an item names
	size  map[*Matter]int                     // things placed
}

// note learns which sides of the matters that it may be about a thing names.
func (g *gathering) note(t *thing) {
	for _, m := range g.candidates(t) {
		x := g.touch(m, t)
		for item := range t.items {
			if g.sides[item] == nil {
				g.sides[item] = map[*Matter]map[int]bool{}
			}
			if g.sides[item][m] == nil {
				g.sides[item][m] = map[int]bool{}
			}
			for side := range x.sides {
				g.sides[item][m][side] = true
			}
		}
	}
}

func (g *gathering) candidates(t *thing) (out []*Matter) {
	for _, topic := range t.topics {
		for _, m := range g.byTopic[topic] {
			if m.inTime(t) && !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// spoken tells whether an item of t names two sides of m.
func (g *gathering) spoken(m *Matter, t *thing) bool {
	for item := range t.items {
		if len(g.sides[item][m]) > 1 {
			return true
		}
	}
	return false
}

// place gives t the matter it is most surely about; of several those that its items are
// about come first, then those that more is told of.
func (g *gathering) place(t *thing) {
	var best *Matter
	top := [3]int{}
	for _, m := range g.candidates(t) {
		s := g.about(m, t, g.spoken)
		if s == 0 || s < byPlace && g.elsewhere(m, t) {
			if s == 0 && len(t.parties) > 0 && g.touch(m, t).known() && g.own(m, t) {
				t.weight = min(t.weight, joins)
			}
			continue
		}
		score := [3]int{s, g.told(t, m), g.size[m]}
		if best == nil || slices.Compare(score[:], top[:]) > 0 {
			best, top = m, score
		}
	}
	if best != nil {
		g.give(t, best)
	}
}

// own tells whether t is about a topic that is the matter's alone.
func (g *gathering) own(m *Matter, t *thing) bool {
	return slices.ContainsFunc(m.About, func(a About) bool {
		of, all := t.share(a.Topic)
		return !a.Together && a.Place == "" && of > 0 && 2*of >= all
	})
}

func (g *gathering) give(t *thing, m *Matter) {
	t.matter = m
	g.size[m]++
	for item := range t.items {
		if g.items[item] == nil {
			g.items[item] = map[*Matter]int{}
		}
		g.items[item][m]++
	}
}

// told is how much the items of t tell of m.
func (g *gathering) told(t *thing, m *Matter) (n int) {
	for item := range t.items {
		n += g.items[item][m]
	}
	return n
}

// inherit gives t the matter that its items are about, where t names nobody but those who
// take part in that, one side at least, and no topic of something else.
func (g *gathering) inherit(t *thing) {
	if t.weighIn() == apart || !vague(t.topics) {
		return
	}
	found := map[*Matter]bool{}
	for item := range t.items {
		for m := range g.items[item] {
			found[m] = true
		}
	}
	var best *Matter
	top := 1 // one mention is no subject
	for m := range found {
		x := g.touch(m, t)
		if x.strangers > 0 || len(x.sides) == 0 || !m.inTime(t) || g.elsewhere(m, t) {
			continue
		}
		if n := g.told(t, m); n > top || n == top && best != nil && cmp.Or(strings.Compare(m.ID, best.ID), cmp.Compare(m.From, best.From)) < 0 {
			best, top = m, n
		}
	}
	t.matter = best
}

// envoys gives meetings of two who negotiate a matter to it: persons of two sides, below
// ministers, whom another meeting on the matter names.
func (g *gathering) envoys(things []*thing) {
	known := map[string]*Matter{}
	for _, t := range things {
		if t.matter != nil && t.meeting() {
			for _, pair := range g.pairs(t, t.matter) {
				known[pair] = t.matter
			}
		}
	}
	for _, t := range things {
		if t.matter != nil || !t.meeting() || t.weight == apart && t.e.Kind != parley.Meet {
			continue
		}
		for _, pair := range g.pairs(t, nil) {
			if m := known[pair]; m != nil && m.inTime(t) && g.touch(m, t).strangers == 0 {
				t.matter = m
			}
		}
	}
}

// pairs are the pairs of persons of two states in t that lead no government and no
// ministry; of two sides of m, where there is one.
func (g *gathering) pairs(t *thing, m *Matter) (out []string) {
	for i, a := range t.e.Actors {
		for _, b := range t.e.Actors[i+1:] {
			if !strings.HasPrefix(a.ID, "person:") || !strings.HasPrefix(b.ID, "person:") || a.Key() == b.Key() || !envoy(a) || !envoy(b) {
				continue
			}
			if m != nil && g.parts[m][a.Key()] == g.parts[m][b.Key()] {
				continue
			}
			out = append(out, min(a.ID, b.ID)+" "+max(a.ID, b.ID))
		}
	}
	return out
}

// envoy tells whether a is known to hold an office, and none of a leader or minister.
func envoy(a parley.Actor) bool {
	_, office, _ := strings.Cut(string(a.Office), "/")
	return office != "" && !holds(office, levels[0].offices) && !holds(office, levels[2].offices)
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
			t.matter = nil
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
		for _, k := range t.parties {
			acts[k] = true
		}
		for _, k := range t.mediators {
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
		if acts[k] || helps[k] {
			mediators = add(mediators, k)
		}
	}
	return sides, mediators
}

// contact tells whether t is one of a matter's rounds: where it is dealt with, or its sides
// at one table, or a mediator with one of them; or most of one side by themselves.
func (d *draft) contact(t *thing) bool {
	x := d.reg.touch(d.matter, t)
	venue := t.e.Place != nil && slices.ContainsFunc(d.matter.About, func(a About) bool { return a.Place != "" && a.Place == t.e.Place.Name })
	switch {
	case x.strangers > 0 && (t.e.Kind == parley.Meet || len(x.sides) < 2):
		return false
	case venue:
		return true
	case x.opposed():
		return true
	}
	return len(x.sides) == 1 && len(t.parties) > 2
}
