package track

// This file finds what is told of each matter.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// gather gives every thing that is about a matter that matter: by what it says; then, where
// it says nothing else, by what its item is about; then by the envoys who meet. What is
// about a matter and yet not of it may open no track of its own.
func (r *register) gather(things []*thing) map[*Matter][]*thing {
	if len(r.all) == 0 {
		return nil
	}
	g := &gathering{register: r, items: map[string]map[*Matter]int{}, sides: map[string]map[*Matter]map[int]bool{}, days: map[string][]parley.Day{}, topical: map[string]int{}, size: map[*Matter]int{}}
	for _, t := range things {
		g.note(t)
		g.learn(t)
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
			t.give(t.matter)
			t.weight = t.weighIn()
			of[t.matter] = append(of[t.matter], t)
		}
	}
	return of
}

// gathering is one run of gather.
type gathering struct {
	*register
	items   map[string]map[*Matter]int          // how much of an item is about a matter
	sides   map[string]map[*Matter]map[int]bool // which of its sides an item names
	days    map[string][]parley.Day             // of the dated things of an item
	topical map[string]int                      // things of an item that have a topic of their own
	size    map[*Matter]int                     // things placed
}

// note learns which sides of the matters that it may be about a thing names.
func (g *gathering) note(t *thing) {
	for _, m := range g.candidates(t) {
		x := g.touch(m, t)
		for _, item := range t.items {
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
			if m.inTime(t) && g.timely(m, t) && !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// learn notes the days of the dated things of an item, and how many have a topic.
func (g *gathering) learn(t *thing) {
	for _, item := range t.items {
		if !plain(t.topics) && t.weighIn() > apart {
			g.topical[item]++
		}
		if !t.timed || t.span() > longestRound {
			continue
		}
		g.days[item] = append(g.days[item], t.time.From)
	}
}

// timely tells whether what has no day stands in an item that tells of days of the matter,
// or of none.
func (g *gathering) timely(m *Matter, t *thing) bool {
	if _, ok := t.day(); ok {
		return true
	}
	told := false
	for _, item := range t.items {
		for _, day := range g.days[item] {
			if day >= m.From-foreseen && (m.To == parley.DayMax || day <= m.To+outlived) {
				return true
			}
			told = true
		}
	}
	return !told
}

// unsure tells whether nothing dates t, and m is one of several of its name.
func (g *gathering) unsure(m *Matter, t *thing) bool {
	if _, ok := t.day(); ok {
		return false
	}
	for _, item := range t.items {
		if len(g.days[item]) > 0 {
			return false
		}
	}
	return slices.ContainsFunc(g.all, func(o *Matter) bool { return o != m && o.ID == m.ID })
}

// pointed is how many things with a topic of their own the items of t tell.
func (g *gathering) pointed(t *thing) (n int) {
	for _, item := range t.items {
		n += g.topical[item]
	}
	return n
}

// spoken tells whether an item of t names two sides of m.
func (g *gathering) spoken(m *Matter, t *thing) bool {
	for _, item := range t.items {
		if len(g.sides[item][m]) > 1 {
			return true
		}
	}
	return false
}

// place gives t the matter it is most surely about; of several those that its items are
// about come first, then those that more is told of, then the latest.
func (g *gathering) place(t *thing) {
	var best *Matter
	top := [4]int{}
	for _, m := range g.candidates(t) {
		s := g.about(m, t, g.spoken)
		if s == byParties && g.unsure(m, t) {
			s = 0
		}
		if s == 0 || s < byPlace && g.elsewhere(m, t) {
			if s == 0 && len(t.parties) > 0 && (g.touch(m, t).known() || g.spoken(m, t)) && g.own(m, t) {
				t.weight = min(t.weight, joins)
			}
			continue
		}
		score := [4]int{s, g.told(t, m), g.size[m], int(m.From)}
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
	for _, item := range t.items {
		if g.items[item] == nil {
			g.items[item] = map[*Matter]int{}
		}
		g.items[item][m]++
	}
}

// told is how much the items of t tell of m.
func (g *gathering) told(t *thing, m *Matter) (n int) {
	for _, item := range t.items {
		n += g.items[item][m]
	}
	return n
}

// inherit gives t the matter that its items are about, where t names nobody but those who
// take part in that, one side at least, and no topic of something else.
func (g *gathering) inherit(t *thing) {
	if t.weighIn() == apart || !plain(t.topics) {
		return
	}
	found := map[*Matter]bool{}
	for _, item := range t.items {
		for m := range g.items[item] {
			found[m] = true
		}
	}
	var best *Matter
	top := 1 // one mention is no subject
	for m := range found {
		x := g.touch(m, t)
		if x.strangers > 0 || len(x.sides) == 0 || x.opposed() && g.lone(m, t) || !m.inTime(t) || g.elsewhere(m, t) || g.unsure(m, t) || 2*g.told(t, m) <= g.pointed(t) {
			continue
		}
		if n := g.told(t, m); n > top || n == top && best != nil && cmp.Or(strings.Compare(m.ID, best.ID), cmp.Compare(m.From, best.From)) < 0 {
			best, top = m, n
		}
	}
	t.matter = best
}

// plain tells whether the topics tell nothing of what it is about: leaders may meet on
// anything.
func plain(topics []string) bool {
	return !slices.ContainsFunc(topics, func(s string) bool { return s != "summit" && !slices.Contains(vagueTopics, s) })
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
