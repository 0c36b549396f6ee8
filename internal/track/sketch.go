package track

// This file tells tracks in two steps. The first sees events in short and says which of them are one negotiation: a Sketch,
// which can be kept. The second reads the events of the sketches that changed, and makes their tracks. A large region is
// sketched piece by piece of its time, each with the events of the piece before at hand; sketches of several pieces that
// go on with each other are one chain.

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// Sketch is one negotiation in one piece of the time of a region: its events, and what tells
// of it without them.
type Sketch struct {
	Matter  string   `json:",omitempty"` // the region of its matter, "" where it is of none
	Founder string   // event
	Events  []string // in the order in which they were taken
	Aside   []string `json:",omitempty"` // events that say who mediates, no more
	Circle  []string `json:",omitempty"` // see draft
	Third   map[string]int
	Bonds   []Bond `json:",omitempty"`

	// By what sketches of several pieces are linked: who negotiates, the topics, those of them
	// that are its own, whether these are vague ones alone, how much carries it, and when.
	Main, Topics, Own []string
	Spoken            []string // topics of all its events, where these are several
	Vague             bool
	Carried           int
	Dated             bool
	First, Last       parley.Day
	Before            []string `json:",omitempty"` // events of the piece before, of the same negotiation: some of the last
}

// enoughBefore is by how many events a sketch is linked with one of the piece before, at most.
const enoughBefore = 8

// Made is an event made comparable: by its brief, to be sketched; or whole, to be told. It never
// changes.
type Made struct{ thing *thing }

// Short makes an event comparable by its brief.
func (o Options) Short(id string, b *Brief) Made {
	t := b.thing(id, o.ground(), true)
	t.e.Claims = nil // what is told of it is counted; no sketch asks for more
	return Made{t}
}

// Whole makes an event comparable. Neither it nor its claims may change afterwards.
func (o Options) Whole(e *parley.Event, claims Claims) Made {
	return Made{newThing(e, claims, o.ground())}
}

// ID is that of the event.
func (m Made) ID() string { return m.thing.e.ID }

// copies are things of the events, as each piece and track notes on them what is its own.
func copies(events []Made) []*thing {
	all, out := make([]thing, len(events)), make([]*thing, len(events))
	for i, e := range events {
		all[i] = *e.thing
		out[i] = &all[i]
	}
	return out
}

// Sketches says what is negotiated in the events of some regions, opt.Part: the largest first.
// No event is in two of them, and none of opt.Part.Before in any. The events are those that Short made.
func Sketches(events []Made, opt Options) []Sketch {
	reg, things := opt.register(), copies(events)
	slices.SortFunc(things, byDay)
	of := reg.given(things, opt.Part)
	var out []Sketch
	helpers := map[string][]string(nil)
	if len(opt.Part.Before) > 0 {
		helpers = thirds(things)
	}
	for _, d := range kin(assign(things, opt.Part.Broad, reg, of), reg, opt.spread(opt.Part.Spread), opt) {
		if s := d.sketch(opt.Part.Before); len(s.Events) > 0 {
			if len(s.Before) > 0 {
				s.alone(d, opt.Part.Before, helpers)
			}
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Sketch) int {
		return cmp.Or(cmp.Compare(b.Carried, a.Carried), strings.Compare(a.Founder, b.Founder))
	})
	return out
}

func (d *draft) sketch(before map[string]bool) Sketch {
	s := Sketch{
		Founder: d.founder.e.ID, Circle: d.circle, Third: d.third, Bonds: d.bonds, Vague: d.vague(), Carried: d.carried,
		Dated: d.dated, First: d.first, Last: d.last, Topics: d.topicList(),
	}
	slices.Sort(s.Topics)
	for _, topic := range s.Topics {
		if d.core([]string{topic}) > 0 {
			s.Own = append(s.Own, topic)
		}
	}
	if d.matter != nil {
		s.Matter = d.matter.region()
	} else {
		s.Main = d.principals()
	}
	var old []*thing
	for _, t := range d.taken() {
		if before[t.e.ID] {
			old = append(old, t)
		} else {
			s.Events = append(s.Events, t.e.ID)
		}
	}
	for _, t := range d.aside {
		if !before[t.e.ID] {
			s.Aside = append(s.Aside, t.e.ID)
		}
	}
	slices.SortFunc(old, byDay)
	for _, t := range old[max(0, len(old)-enoughBefore):] {
		s.Before = append(s.Before, t.e.ID)
	}
	s.Spoken = d.spoken()
	return s
}

// alone leaves of the sketch of d what is of its own piece of time alone, who helps among it; where d was
// founded before, the first that opens anything stands for its founder.
func (s *Sketch) alone(d *draft, before map[string]bool, helpers map[string][]string) {
	items, first := map[string]bool{}, (*thing)(nil)
	for _, t := range d.taken() {
		if before[t.e.ID] {
			continue
		}
		if first == nil || cmp.Or(cmpBool(first.weight == opens, t.weight == opens), byDay(t, first)) < 0 {
			first = t
		}
		if t.weight != joins {
			for _, item := range t.items {
				items[item] = true
			}
		}
	}
	if before[s.Founder] {
		s.Founder = first.e.ID
	}
	s.Third = map[string]int{}
	for item := range items {
		for _, k := range helpers[item] {
			if d.third[k] > 0 {
				s.Third[k]++
			}
		}
	}
}

// spoken are the topics by which the issue is told, none where there is no choice.
func (d *draft) spoken() []string {
	set := map[string]bool{}
	for _, t := range d.things {
		for _, topic := range t.topics {
			set[topic] = true
		}
		for _, c := range t.claims {
			for _, topic := range c.Topics {
				set[topic] = true
			}
		}
	}
	if d.matter != nil || len(set) < 2 {
		return nil
	}
	return slices.Sorted(maps.Keys(set))
}

// Sum is a number that changes where the track of the chain may be told otherwise by the facts, but for
// its issue: see Told.
func (f *Facts) Sum(chain []*Sketch) int64 {
	h := fnv.New64a()
	for _, s := range chain {
		for _, topic := range slices.Concat(s.Spoken, s.Topics) {
			_, _ = fmt.Fprint(h, topic, " ", f.Broad[topic], "\n") // never fails
		}
	}
	return int64(h.Sum64())
}

// Issue is what a track is about of which so many claims speak of each topic, "" where none does. spread
// is that of the facts, with what Spread adds.
func (f *Facts) Issue(votes, spread map[string]int) string { return issueOf(votes, spread, f.Broad) }

// Spread is in how many regions each topic is told of, as tracks are told by it.
func (o Options) Spread(f *Facts) map[string]int { return o.spread(f.Spread) }

// Chains links the sketches of pieces, which stand in order of time: those of one matter; and
// each of a circle with that of the piece before which has most of the events that it goes on from, else
// with the largest one before it that it goes on with, while the chain has fewer than most events. The
// first of a chain is the earliest.
func Chains(pieces [][]*Sketch, most int) (out [][]*Sketch) {
	at, size := map[*Sketch]int{}, []int{}
	before := map[string][]*Sketch{} // parties or matter → sketches of the pieces before
	var last map[string]*Sketch      // event → sketch, of the piece before
	for _, piece := range pieces {
		for _, s := range piece {
			i := len(out)
			fits := func(a *Sketch) bool { return s.Matter != "" || size[at[a]]+len(s.Events) <= most }
			a := s.goneOnFrom(last)
			if a == nil {
				a = s.goesOnWith(before[s.key()], fits)
			}
			if a != nil && fits(a) {
				i = at[a]
			} else {
				out, size = append(out, nil), append(size, 0)
			}
			at[s], out[i], size[i] = i, append(out[i], s), size[i]+len(s.Events)
		}
		last = map[string]*Sketch{}
		for _, s := range piece {
			before[s.key()] = append(before[s.key()], s)
			for _, e := range s.Events {
				last[e] = s
			}
		}
	}
	return out
}

// goneOnFrom is the sketch that has most of the events that s goes on from, of several the first by its
// founder; nil for none.
func (s *Sketch) goneOnFrom(of map[string]*Sketch) (best *Sketch) {
	count := map[*Sketch]int{}
	for _, e := range s.Before {
		if a := of[e]; a != nil && a.Matter == s.Matter {
			count[a]++
		}
	}
	for a, n := range count {
		if best == nil || cmp.Or(cmp.Compare(n, count[best]), strings.Compare(best.Founder, a.Founder)) > 0 {
			best = a
		}
	}
	return best
}

// key is what sketches that go on with each other have in common.
func (s *Sketch) key() string { return cmp.Or(s.Matter, strings.Join(s.Main, " ")) }

// goesOnWith is the largest of the sketches that s goes on with, nil for none: of the same
// matter; or of the same parties, within the time that a negotiation may rest, on a topic that
// was its own, or on none that keeps them apart.
func (s *Sketch) goesOnWith(before []*Sketch, fits func(*Sketch) bool) (best *Sketch) {
	for _, a := range before {
		if s.Matter == "" && len(s.Main) > 1 && (!s.Dated || !a.Dated || max(int(s.First-a.Last), int(a.First-s.Last)) > longest) {
			continue
		}
		if best != nil && cmp.Or(cmp.Compare(a.Carried, best.Carried), strings.Compare(best.Founder, a.Founder)) < 0 || !fits(a) {
			continue
		}
		if s.Matter != "" || len(s.Main) == 1 { // a matter or a forum
			return a
		}
		common := slices.ContainsFunc(a.Own, func(topic string) bool { return slices.Contains(s.Topics, topic) })
		if common || s.Vague && a.Vague && max(int(s.First-a.Last), int(a.First-s.Last)) <= 3*near {
			best = a
		}
	}
	return best
}

// ID is that of the track of the chain.
func (o Options) ID(chain []*Sketch) string {
	return trackID(o.register().called(chain[0].Matter), chain[0].Founder)
}

// called is the matter of the region, nil for none.
func (r *register) called(region string) *Matter {
	for _, m := range r.all {
		if region != "" && m.region() == region {
			return m
		}
	}
	return nil
}

// Told is a track with what it may be told otherwise by though nothing came.
type Told struct {
	Track parley.Track
	Wakes parley.Day     // the day after now on which it may; parley.DayMax for none
	Votes map[string]int // by which topics its issue was chosen; none of a matter
}

// Tell makes the track of a chain of opt.Part from its events, which Whole made.
func Tell(chain []*Sketch, events []Made, opt Options) (t Told, err error) {
	reg, things := opt.register(), copies(events)
	byID := make(map[string]*thing, len(things))
	for _, t := range things {
		byID[t.e.ID] = t
	}
	reg.weigh(things, opt.Part)
	var d *draft
	var aside []*thing
	for _, s := range chain {
		next, err := s.draft(byID, reg, opt.Part.Broad)
		if err != nil {
			return t, err
		}
		if d == nil {
			d = next
		} else {
			d.swallow(next)
			d.bonds = append(d.bonds, next.bonds...)
		}
		aside = append(aside, next.aside...)
	}
	d.things = append(d.things, aside...)
	spread := opt.spread(opt.Part.Spread)
	t.Track = d.track(opt, opt.Part.Now, spread)
	if t.Wakes = d.wake; d.matter == nil && d.forum() == "" {
		t.Votes = d.votes(spread)
	}
	return t, nil
}

// draft is the draft that s is the sketch of, without what only says who mediates.
func (s *Sketch) draft(byID map[string]*thing, reg *register, broad map[string]bool) (*draft, error) {
	third := maps.Clone(s.Third)
	if third == nil {
		third = map[string]int{}
	}
	d := &draft{
		matter: reg.called(s.Matter), reg: reg, broad: broad, third: third, circle: s.Circle, bonds: slices.Clone(s.Bonds),
		topics: map[string]int{}, objects: map[string]bool{}, items: map[string]bool{}, claims: map[string]int{},
	}
	if d.founder = byID[s.Founder]; d.founder == nil {
		return nil, fmt.Errorf("event %s, which founded a track, is not there", s.Founder)
	}
	for _, id := range s.Events {
		t := byID[id]
		if t == nil {
			return nil, fmt.Errorf("event %s of a track is not there", id)
		}
		t.give(d.matter)
		d.take(t)
	}
	for _, id := range s.Aside {
		if t := byID[id]; t != nil {
			d.aside = append(d.aside, t)
		}
	}
	return d, nil
}

// weigh gives events the weight that they have in their regions.
func (r *register) weigh(things []*thing, part *Part) {
	for _, t := range things {
		if part.Joins[t.e.ID] {
			t.weight = min(t.weight, joins)
		}
		if ofMatter(part.Regions[t.e.ID]) {
			t.weight = t.weighIn()
		}
	}
}

// spread is in how many regions or drafts each topic is told of: what names a matter names no
// other track where anything else does.
func (o Options) spread(of map[string]int) map[string]int {
	out := make(map[string]int, len(of)+len(o.Matters))
	for topic, n := range of {
		out[topic] = n
	}
	for i := range o.Matters {
		out[o.Matters[i].ID] += everywhere
	}
	return out
}

// Bearing is by what tracks that bear the same title are told apart.
type Bearing struct {
	Parties []string
	Issue   string
	Year    string   // in which it began, "" where that is not known
	By      []string // who mediates
	Named   bool     `json:",omitempty"` // it is one of several known by its name, each at its time
}

// BearingOf is the one of a track.
func (o Options) BearingOf(t *parley.Track) Bearing {
	return Bearing{Parties: t.Parties, Issue: t.Issue, Year: year(t), By: t.Mediators, Named: o.namesake(t) != nil}
}

// namesake is the matter that the track is of, where several are known by its name; nil for any other.
func (o Options) namesake(t *parley.Track) (m *Matter) {
	n := 0
	for i := range o.Matters {
		if o.Matters[i].ID != t.Issue {
			continue
		}
		if n++; trackID(&o.Matters[i], "") == t.ID {
			m = &o.Matters[i]
		}
	}
	if n < 2 {
		return nil
	}
	return m
}

// years are those from which to which a matter lasted, as 2014–2022; "" while it lasts.
func (m *Matter) years() string {
	if m == nil || m.To == parley.DayMax {
		return ""
	}
	from, _, _ := m.From.Date()
	to, _, _ := m.To.Date()
	if from == to {
		return strconv.Itoa(from)
	}
	return strconv.Itoa(from) + "–" + strconv.Itoa(to)
}

// What is added to a title.
const (
	MarkNone  = ""
	MarkYear  = "year"
	MarkMonth = "month"
	MarkYears = "years"
	MarkBy    = "by"
)

// Marks says what is added to the titles of tracks that several bear: the year in which each
// began, or the month where that is the same; of those known by a name at several times from when to when; who mediates, where that tells them apart and the year does not.
func Marks(all []Bearing) []string {
	same := map[string][]int{}
	for i, b := range all {
		key := strings.Join(b.Parties, " ") + "\x00" + b.Issue
		same[key] = append(same[key], i)
	}
	out := make([]string, len(all))
	for i, b := range all {
		if b.Named {
			out[i] = MarkYears
		}
	}
	for _, some := range same {
		if len(some) < 2 {
			continue
		}
		years, by := map[string]int{}, map[string]bool{}
		for _, i := range some {
			years[all[i].Year]++
			by[strings.Join(all[i].By, " ")] = true
		}
		for _, i := range some {
			switch {
			case all[i].Named:
			case len(years) < len(some) && len(by) == len(some):
				out[i] = MarkBy
			case years[all[i].Year] > 1:
				out[i] = MarkMonth
			default:
				out[i] = MarkYear
			}
		}
	}
	return out
}

// Entitle adds the mark to the titles.
func Entitle(t *parley.Track, mark string, opt Options) {
	for lang, title := range t.Titles {
		more := ""
		switch mark {
		case MarkYear:
			more = year(t)
		case MarkMonth:
			more = yearMonth(t)
		case MarkYears:
			more = opt.namesake(t).years()
		case MarkBy:
			more = named(opt, lang, t.Mediators)
		}
		if more != "" {
			t.Titles[lang] = title + " (" + more + ")"
		}
		if title == t.Title {
			t.Title = t.Titles[lang]
		}
	}
}
