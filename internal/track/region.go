package track

// This file says which events must be looked at together. The ledger is cut into regions:
// one for each negotiation known by name, one for each circle of parties. The region of an
// event is told by the event and by what stands beside it in its items, by nothing else; so
// that a page changes few regions, and each can be derived by itself.

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// enoughItems bounds the items by which the region of an event is told: of one that all the
// world tells a few are enough.
const enoughItems = 12

// itemsOf are the items that tell where an event belongs: of its own news, then others; the
// first ones by a number made of their names, so that late ones may be among them.
func itemsOf(t *thing) []string {
	type item struct {
		id   string
		own  bool
		rank uint64
	}
	all := make([]item, 0, len(t.items))
	for _, id := range t.items {
		h := fnv.New64a()
		_, _ = h.Write([]byte(id)) // never fails
		all = append(all, item{id, t.own[id], h.Sum64()})
	}
	slices.SortFunc(all, func(a, b item) int { return cmp.Or(cmpBool(b.own, a.own), cmp.Compare(a.rank, b.rank)) })
	var out []string
	for _, i := range all[:min(len(all), enoughItems)] {
		out = append(out, i.id)
	}
	slices.Sort(out)
	return out
}

// Base is where an event belongs by its items alone.
type Base struct {
	Region string // "": it has to do with no negotiation
	Matter bool   // the region is that of a matter
	Joins  bool   // it is about a matter and yet not of it: it may open no track
}

// Filer finds the regions of events. It is given those that it is asked about, and all that
// have one of their items.
type Filer struct {
	reg    *register
	known  *ground
	byID   map[string]*thing
	in     map[string][]*thing // item → what it tells
	items  map[*thing][]string
	scenes map[string]*scene // by items
	months map[string]parley.Day
}

// scene is what stands beside the events that have the same items.
type scene struct {
	near    []*thing // in order of time, the events among them
	thirds  map[string][]string
	matters map[*thing]*thing   // copies, with the matter that each is about; nil: of none
	circles map[*thing][]string // of those that were asked for
}

// NewFiler returns a filer that has been given nothing.
func NewFiler(opt Options) *Filer {
	return &Filer{opt.register(), opt.ground(), map[string]*thing{}, map[string][]*thing{}, map[*thing][]string{}, map[string]*scene{}, map[string]parley.Day{}}
}

// Add gives the filer an event.
func (f *Filer) Add(event string, b *Brief) {
	t := b.thing(event, f.known, false)
	f.byID[event], f.months[event] = t, b.Month
	clear(f.scenes)
	f.items[t] = itemsOf(t)
	for _, item := range f.items[t] {
		f.in[item] = append(f.in[item], t)
	}
}

// Has tells whether the filer was given the event.
func (f *Filer) Has(event string) bool { return f.byID[event] != nil }

// Items are those by which the event is found.
func (f *Filer) Items(event string) []string { return f.items[f.byID[event]] }

// Envoys are the pairs of persons below ministers who meet in the event.
func (f *Filer) Envoys(event string) []string {
	t := f.byID[event]
	if !t.meeting() {
		return nil
	}
	g := gathering{register: f.reg}
	return g.pairs(t, nil)
}

// Month is that of the event's brief.
func (f *Filer) Month(event string) parley.Day { return f.months[event] }

// Stretch is the month that the event is ordered by, as 2017-05; "" where that is not known.
func (f *Filer) Stretch(event string) string {
	day, ok := f.byID[event].day()
	if !ok || day == parley.DayMin || day == parley.DayMax {
		return ""
	}
	y, m, _ := day.Date()
	return fmt.Sprintf("%04d-%02d", y, m)
}

// Region is where the event belongs by its base, or by who meets: two who negotiate a matter
// elsewhere do so here. meets lists the events of each pair of envoys, bases where they
// belong by their items.
func (f *Filer) Region(event string, bases map[string]Base, meets map[string][]string) string {
	t, b := f.byID[event], bases[event]
	if b.Matter || t.weight == apart && t.e.Kind != parley.Meet {
		return b.Region
	}
	g := gathering{register: f.reg}
	best := ""
	for _, pair := range f.Envoys(event) {
		for _, id := range meets[pair] {
			m, o := f.reg.matter(bases[id]), f.byID[id]
			if m == nil || o == nil || best != "" && m.region() >= best {
				continue
			}
			if slices.Contains(g.pairs(o, m), pair) && m.inTime(t) && f.reg.touch(m, t).strangers == 0 {
				best = m.region()
			}
		}
	}
	if best != "" {
		return best
	}
	return b.Region
}

// matter is that of the base, nil where it is of none.
func (r *register) matter(b Base) *Matter {
	if !b.Matter {
		return nil
	}
	for _, m := range r.all {
		if m.region() == b.Region {
			return m
		}
	}
	return nil
}

// Base says where the event belongs by its items.
func (f *Filer) Base(event string) Base {
	t := f.byID[event]
	s := f.scene(t)
	m, demoted := s.matter(t)
	if m != nil {
		return Base{Region: m.region(), Matter: true}
	}
	mediation := t.e.Kind == parley.Mediate && len(t.parties) == 0
	if t.weight == apart && !mediation {
		return Base{}
	}
	if t.forum != "" {
		return Base{Region: circle(t.parties), Joins: demoted}
	}
	own := f.circleOf(t, s)
	if len(own) > 1 && (len(own) < 3 || t.weight == opens) && telling(t.topics) {
		return Base{Region: circle(own), Joins: demoted}
	}
	if found := f.told(t, own, s); found != "" {
		return Base{Region: found, Joins: demoted}
	}
	if len(own) < 2 {
		own = t.parties
	}
	if len(own) < 2 {
		return Base{}
	}
	return Base{Region: circle(own), Joins: demoted}
}

// told is the circle that the items of t tell of, on topics that tell it from others, and
// that t can be of: with two of its parties, or one where t names no more. Of several it is
// the one that shares a topic, then that with most of t's parties, then that which most is
// told of. A mediation that names nobody is of the one most told of.
func (f *Filer) told(t *thing, own []string, s *scene) string {
	type rank [3]int
	all := map[string]*rank{}
	for _, o := range s.near {
		if o == t || o.weight <= joins {
			continue
		}
		of := f.circleOf(o, s)
		n := shared(of, own)
		if len(of) < 2 || n < min(2, len(own)) || len(own) > 1 && !telling(o.topics) {
			continue
		}
		r := all[circle(of)]
		if r == nil {
			r = &rank{}
			all[circle(of)] = r
		}
		if oneTopic(o.topics, t.topics) {
			r[0] = 1
		}
		r[1], r[2] = n, r[2]+1
	}
	best := ""
	for k, r := range all {
		if c := 1; best != "" {
			if c = slices.Compare(r[:], all[best][:]); c < 0 || c == 0 && k > best {
				continue
			}
		}
		best = k
	}
	return best
}

// telling tells whether one of the topics tells a negotiation from others.
func telling(topics []string) bool {
	return slices.ContainsFunc(topics, func(s string) bool { return !slices.Contains(general, s) })
}

// circleOf are the sides of o, with the one that deals with both of two on its topic.
func (f *Filer) circleOf(o *thing, s *scene) []string {
	sides, known := s.circles[o]
	if known {
		return sides
	}
	sides = f.sides(o, s.thirds)
	if k := f.third(o, sides, s); k != "" {
		sides = add(slices.Clone(sides), k)
	}
	s.circles[o] = sides
	return sides
}

// circle names the region of parties.
func circle(parties []string) string { return strings.Join(parties, " ") }

// region names the region of a matter.
func (m *Matter) region() string { return "matter " + m.ID + " " + strconv.Itoa(int(m.From)) }

// third is who negotiates with both of two sides on a topic of t, where that is told beside
// it: three who deal with each other on one thing are one circle. Of several it is the one
// that most is told of.
func (f *Filer) third(t *thing, sides []string, s *scene) string {
	if len(sides) != 2 || t.weight < carries {
		return ""
	}
	with := map[string][2]int{} // who deals with the one and the other, and how often
	for _, o := range s.near {
		if o == t || o.weight < carries || !beside(o, t) || !oneTopic(o.topics, t.topics) {
			continue
		}
		of := f.sides(o, s.thirds)
		if len(of) != 2 || shared(of, sides) != 1 {
			continue
		}
		for i, k := range sides {
			if other := of[0]; of[1] == k {
				n := with[other]
				n[i]++
				with[other] = n
			} else if of[0] == k {
				n := with[of[1]]
				n[i]++
				with[of[1]] = n
			}
		}
	}
	best, top := "", 0
	for k, n := range with {
		if all := n[0] + n[1]; n[0] > 0 && n[1] > 0 && (all > top || all == top && k < best) {
			best, top = k, all
		}
	}
	return best
}

// oneTopic tells whether a topic that tells tracks of the same parties apart is in both.
func oneTopic(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return !slices.Contains(general, s) && slices.Contains(b, s) })
}

// scene is what the items of t tell.
func (f *Filer) scene(t *thing) *scene {
	key := strings.Join(f.items[t], " ")
	s := f.scenes[key]
	if s != nil && key != "" {
		return s
	}
	s = &scene{circles: map[*thing][]string{}}
	for _, item := range f.items[t] {
		s.near = append(s.near, f.in[item]...)
	}
	slices.SortFunc(s.near, byDay)
	s.near = slices.Compact(s.near)
	s.thirds = thirds(s.near)
	f.gather(s)
	f.scenes[key] = s
	return s
}

// gather finds what is about a negotiation known by name, as far as the items tell.
func (f *Filer) gather(s *scene) {
	if !slices.ContainsFunc(s.near, func(o *thing) bool {
		return slices.ContainsFunc(o.topics, func(topic string) bool { return len(f.reg.byTopic[topic]) > 0 })
	}) {
		return
	}
	s.matters = map[*thing]*thing{}
	copies := make([]*thing, len(s.near))
	for i, o := range s.near {
		c := *o
		copies[i], s.matters[o] = &c, &c
	}
	f.reg.gather(copies)
}

// matter is the negotiation known by name that t is about; or whether it is about one and
// yet not of it.
func (s *scene) matter(t *thing) (m *Matter, demoted bool) {
	c := s.matters[t]
	if c == nil {
		return nil, false
	}
	return c.matter, c.weight < t.weight
}

// sides are the parties of t but for those who mediate or play host in half of its items,
// where two are left or it can open nothing.
func (f *Filer) sides(t *thing, third map[string][]string) []string {
	helps := map[string]int{}
	for _, item := range f.items[t] {
		for _, k := range third[item] {
			helps[k]++
		}
	}
	var out []string
	for _, k := range t.parties {
		if 2*helps[k] < len(f.items[t]) || helps[k] == 0 {
			out = append(out, k)
		}
	}
	if len(out) < 2 && t.weight == opens {
		return t.parties
	}
	return out
}

// Topics are those of an event that opens or carries a negotiation; false for any other.
func (f *Filer) Topics(event string) ([]string, bool) {
	t := f.byID[event]
	return t.topics, t.weight >= carries
}
