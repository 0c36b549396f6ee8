package annotate

// Whom words for two or more mean: "the two countries", "both sides", "the three leaders".

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/rule"
)

// manyIDs is more ids than sentences have.
const manyIDs = 64

// pairUp remembers the parties that a sentence names together: its first two different
// nations (or all of a list), and its first two people of different sides.
func (d *discourse) pairUp(k int) {
	nations, people, seen := d.a.sides[:0], d.a.bearers[:0], d.a.seen
	defer func() { d.a.sides, d.a.bearers = nations, people }()
	if len(seen) > manyIDs {
		seen = map[string]bool{} // to clear a large one costs as much as it can hold
		d.a.seen = seen
	}
	clear(seen)
	for i := range d.mentions[k] {
		m := &d.mentions[k][i]
		if m.anaphor == anaPair || m.anaphor == anaSeveral || m.anaphor == anaPairPeople || d.located(k, m) {
			continue
		}
		for _, a := range m.actors {
			if m.person != nil && !seen[a.ID] {
				people = append(people, a)
			}
			n := d.nationOf(a)
			if n.ID != "" && !seen[n.ID] {
				seen[n.ID] = true
				nations = append(nations, n)
			}
			seen[a.ID] = true
		}
	}
	l := d.longList(k)
	if l.n > 2 {
		d.stack.lists[l.n] = d.listed(k, l)
	}
	if l.n > 2 {
		d.stack.recent, d.stack.recentAt = d.listed(k, l), k
	}
	if l.n > 2 && l.n >= len(d.stack.list) {
		d.stack.list = d.listed(k, l)
	}
	if l.n == 2 && !d.topical(k, l.from) {
		if two := d.listed(k, l); two[0].ID != two[1].ID {
			nations = append(nations[:0], two...) // "A urged B and C": those whom the sentence joins
		}
	}
	if d.has(k, d.a.c.mediating) && (l.n != 2 || d.mediate(k, l)) {
		return // those who mediate are not the two
	}
	if len(nations) >= 2 {
		d.stack.pair, d.stack.pairAt = append(d.stack.pair[:0], nations[:2]...), k
	}
	states := slices.DeleteFunc(nations, func(a parley.Actor) bool { return a.State == "" })
	if len(states) >= 2 {
		d.stack.states = append(d.stack.states[:0], states[:2]...)
	}
	if len(people) >= 2 {
		d.stack.pairPeople = append(d.stack.pairPeople[:0], people[:2]...)
		if leads(people[0]) && leads(people[1]) && people[0].State != people[1].State {
			d.stack.leaders = slices.Clone(people[:2])
		}
	}
}

// leads tells whether the actor holds an office of those who lead a state.
func leads(a parley.Actor) bool {
	_, office, _ := strings.Cut(string(a.Office), "/")
	return slices.Contains(leading, office)
}

// asLeaders tells whether words for two ("the two leaders") mean those who lead two states and were named together, though
// two others of these states, their ministers, were later.
func (d *discourse) asLeaders(k int, m *mention) bool {
	two := d.stack.pairPeople
	if len(two) < 2 || leads(two[0]) || leads(two[1]) {
		return false
	}
	_, led := d.line(k).Has(m.from, d.a.c.pairLeaders)
	of := func(a parley.Actor) bool {
		return slices.ContainsFunc(d.stack.leaders, func(l parley.Actor) bool { return l.State != "" && l.State == a.State })
	}
	return led && of(two[0]) && of(two[1]) && two[0].State != two[1].State
}

// mediate tells whether those of a list of sentence k mediate: "with the mediation of A and B", "A and B mediate".
func (d *discourse) mediate(k int, l list) bool {
	line, last := d.line(k), d.mentions[k][l.first]
	for i := l.first; i < l.first+l.n && i < len(d.mentions[k]); i++ {
		last = d.mentions[k][i]
	}
	if _, ok := line.Has(last.to, d.a.c.mediating); ok {
		return true
	}
	of, ok := line.EndsWith(l.from, d.a.c.of)
	if !ok {
		return false
	}
	_, ok = line.EndsWith(of.From, d.a.c.mediating)
	return ok
}

// two are those whom words for two mean at mention i of sentence k: the first two whom the sentence names before,
// else those who were named together last.
func (d *discourse) two(k, i int, m *mention) []parley.Actor {
	out := d.nationsBefore(k, i, m.states)
	if len(out) == 2 && !d.urged(k, i) {
		return out
	}
	if m.anaphor == anaPair && len(out) == 1 {
		if both := d.withOne(k, i, out[0]); both != nil {
			d.stack.pair, d.stack.pairAt = append(d.stack.pair[:0], both...), k
			d.stack.states = append(d.stack.states[:0], both...)
			return both
		}
	}
	if m.states {
		return d.asMain(slices.Clone(d.stack.states))
	}
	if k-d.stack.pairAt > 1 {
		return d.asMain(slices.Clone(d.stack.pair))
	}
	return slices.Clone(d.stack.pair)
}

// urged tells whether a verb of urging stands right before mention i of sentence k, and nobody between it and those
// who urge: "A and B call on the two sides", who are others.
func (d *discourse) urged(k, i int) bool {
	w, ok := d.line(k).EndsWith(d.mentions[k][i].from, d.a.c.urge)
	if !ok || len(d.stack.pair) < 2 {
		return false
	}
	l := d.longList(k)
	return l.n >= 2 && l.from <= 1 && !slices.ContainsFunc(d.mentions[k][:i], func(m mention) bool { return m.from > w.From }) &&
		i == l.first+l.n
}

// bothHold tells whether the two people who were named together last hold the office that words for two name, "the two
// deputy ministers"; also where these name none.
func (d *discourse) bothHold(k int, m *mention) bool {
	w, ok := d.line(k).Has(m.from+1, d.a.c.title)
	if !ok || w.From >= m.to {
		return true
	}
	for _, a := range d.stack.pairPeople {
		_, office, _ := strings.Cut(string(a.Office), "/")
		parts := strings.Split(office, "-")
		for _, p := range strings.Split(w.ID, "-") {
			if office != "" && !slices.Contains(parts, p) && !hasAlt(d.a.lang.Tables["titles"].Flag(w.ID, "alt"), office) {
				return false
			}
		}
	}
	return true
}

// withOne finds whom a sentence means by "the two countries" that names one of them behind "with", as what it is about,
// where the two who were named together last are others: that one and whoever the sentence before was about.
func (d *discourse) withOne(k, i int, one parley.Actor) []parley.Actor {
	isState := func(a parley.Actor) bool { return a.State != "" && a.ID != one.ID }
	if one.State == "" || slices.ContainsFunc(d.stack.pair, func(a parley.Actor) bool { return a.ID == one.ID }) {
		return nil
	}
	for j := range d.mentions[k][:i] {
		m := &d.mentions[k][j]
		if len(m.actors) == 0 || d.nationOf(m.actors[0]).ID != one.ID {
			continue
		}
		if _, ok := d.line(k).EndsWith(m.from, d.a.c.with); !ok {
			return nil
		}
	}
	a, ok := d.subjectBefore(k, isState)
	if !ok {
		return nil
	}
	return []parley.Actor{a, one}
}

// rivals are those whom "the parties" mean: where a third urges them, the two between whom the item says that
// something is; else those of a list and whom they stand against.
func (d *discourse) rivals(k, i int, list []parley.Actor) []parley.Actor {
	if len(list) > 2 && (d.stack.recent == nil || k-d.stack.recentAt > 1) {
		list = nil // a circle that was named long before is not whom a sentence means by "the parties"
	}
	out := d.withRival(k, i, list)
	if _, ok := d.line(k).EndsWith(d.mentions[k][i].from, d.a.c.urge); !ok {
		return out
	}
	two := d.between()
	first, _ := d.firstNation(k, i, func(parley.Actor) bool { return true })
	in := func(list []parley.Actor, id string) bool {
		return slices.ContainsFunc(list, func(a parley.Actor) bool { return a.ID == id })
	}
	if two == nil && len(list) == 2 && !in(d.main, first.ID) && !in(d.main, list[0].ID) && !in(d.main, list[1].ID) {
		two = d.main // not two whom it names in passing
	}
	if len(two) != 2 || in(two, first.ID) || in(list, two[0].ID) && in(list, two[1].ID) {
		return out
	}
	if few := min(d.mentioned(two[0]), d.mentioned(two[1])); slices.ContainsFunc(list, func(a parley.Actor) bool { return !in(two, a.ID) && d.mentioned(a) > few }) {
		return out // the item tells as much of a circle of states
	}
	return two
}

// mentioned counts the mentions of a state or organisation, and of its people, in the item.
func (d *discourse) mentioned(a parley.Actor) int {
	n := 0
	for k := range d.idx {
		for i := range d.mentions[k] {
			if id := d.mentions[k][i].nation(); id != "" && (id == a.ID || id == string(a.State)) {
				n++
			}
		}
	}
	return n
}

// between finds the two between whom the item says most often that something is.
func (d *discourse) between() []parley.Actor {
	type dyad [2]string
	count, best, most, tie := map[dyad]int{}, dyad{}, 0, false
	for k := range d.idx {
		for i := 1; i < len(d.mentions[k]); i++ {
			a, b := d.mentions[k][i-1].nation(), d.mentions[k][i].nation()
			if a == "" || b == "" || a == b {
				continue
			}
			l := d.line(k)
			if _, ok := l.EndsWith(d.mentions[k][i-1].from, d.a.c.between); !ok {
				continue
			}
			if w, ok := l.EndsWith(d.mentions[k][i].from, d.a.c.and); !ok || w.From != d.mentions[k][i-1].to {
				continue
			}
			if b < a {
				a, b = b, a
			}
			count[dyad{a, b}]++
			switch n := count[dyad{a, b}]; {
			case n > most:
				best, most, tie = dyad{a, b}, n, false
			case n == most && best != dyad{a, b}:
				tie = true
			}
		}
	}
	if most == 0 || tie {
		return nil
	}
	var out []parley.Actor
	for _, id := range best {
		if strings.Contains(id, ":") {
			out = append(out, d.a.orgActor(id))
		} else {
			out = append(out, d.a.stateActor(id))
		}
	}
	return out
}

// nation is the state or organisation that the words of a mention name by themselves, "" where they name none.
func (m *mention) nation() string {
	switch {
	case m.person != nil && m.person.state != "":
		return m.person.state
	case m.anaphor != noAnaphor:
		return ""
	case m.state != "":
		return m.state
	}
	return m.org
}

// has tells whether sentence k has a word of the class.
func (d *discourse) has(k int, c rule.Class) bool {
	l := d.line(k)
	for i := range l.Tokens {
		if _, ok := l.Has(i, c); ok {
			return true
		}
	}
	return false
}

// topical tells whether the words from token from on say what is talked of, or where.
func (d *discourse) topical(k, from int) bool {
	_, about := d.line(k).EndsWith(from, d.a.c.concern)
	_, in := d.line(k).EndsWith(from, d.a.c.in)
	return about || in
}

// sidesOf returns the different sides that sentence k names before its mention i (-1: all), people as
// themselves.
func (d *discourse) sidesOf(k, i int) []parley.Actor {
	if k < 0 {
		return nil
	}
	ms := d.mentions[k]
	if i >= 0 {
		ms = ms[:i]
	}
	ms = ms[max(0, len(ms)-manyIDs):]
	var out []parley.Actor
	for j := range ms {
		if ms[j].form == parley.RefPair || d.located(k, &ms[j]) {
			continue
		}
		for _, a := range ms[j].actors {
			if n := d.nationOf(a); n.ID != "" && !slices.ContainsFunc(out, func(b parley.Actor) bool { return b.Side() == a.Side() }) {
				out = append(out, a)
			}
		}
	}
	return out
}

// nationsBefore returns the first two different nations that sentence k names before its
// mention i, states only where the words ask for them.
func (d *discourse) nationsBefore(k, i int, states bool) []parley.Actor {
	var out []parley.Actor
	for j := 0; j < i && len(out) < 2; j++ {
		m := &d.mentions[k][j]
		if d.located(k, m) {
			continue
		}
		for _, a := range m.actors {
			n := d.nationOf(a)
			if n.ID != "" && (n.State != "" || !states) && len(out) < 2 && (len(out) == 0 || out[0].ID != n.ID) {
				out = append(out, n)
			}
		}
	}
	return out
}

// located tells whether a mention only says where something is.
func (d *discourse) located(k int, m *mention) bool {
	if m.form != parley.RefState {
		return false
	}
	_, in := d.line(k).EndsWith(m.from, d.a.c.in)
	return in
}

// mainTold is in how many sentences an item must name each of the two states that it is about.
const mainTold = 3

// mainOver is how many times as often as a third an item must tell of each of the two whom it is about.
const mainOver = 3

// findMain finds the two states that an item is about: those that its first sentence names, where the item names each
// again and again.
func (d *discourse) findMain() {
	d.told = map[string]int{}
	var first []string
	for k := range d.idx {
		here := d.a.here[:0]
		for i := range d.mentions[k] {
			m := &d.mentions[k][i]
			state := m.state
			if m.person != nil && state == "" {
				state = m.person.state
			}
			if state == "" || d.located(k, m) || slices.Contains(here, state) {
				continue
			}
			here = append(here, state)
			d.told[state]++
		}
		d.a.here = here
		if k == 0 {
			first = slices.Clone(here)
		}
	}
	if len(first) == 2 && d.told[first[0]] >= mainTold && d.told[first[1]] >= mainTold {
		d.main = []parley.Actor{d.a.stateActor(first[0]), d.a.stateActor(first[1])}
	}
}

// asMain returns the two states that the item is about in place of a pair of which one is none of them and is named
// beside the other only once: a third whom they told of it.
func (d *discourse) asMain(pair []parley.Actor) []parley.Actor {
	if len(pair) != 2 || len(d.main) != 2 {
		return pair
	}
	in := func(a parley.Actor) bool { return a.ID == d.main[0].ID || a.ID == d.main[1].ID }
	if in(pair[0]) == in(pair[1]) {
		return pair
	}
	third := pair[0]
	if in(third) {
		third = pair[1]
	}
	often := min(d.told[string(d.main[0].State)], d.told[string(d.main[1].State)])
	if n := d.told[string(third.State)]; n > 1 && n*mainOver > often || third.State == "" && d.stack.count[third.ID] > 2 {
		return pair
	}
	return slices.Clone(d.main)
}

// holders puts who holds an office in place of each of two states: "the prime ministers of the two countries". Whoever
// only leads one stays the state where nobody is known to.
func (d *discourse) holders(m *mention, pair []parley.Actor) {
	for j := range pair {
		if pair[j].State == "" {
			continue
		}
		one := mention{form: parley.RefTitle, state: string(pair[j].State), office: m.office, alts: m.alts}
		if as := d.holder(&one); len(as) == 1 && (m.office != leaderOffice || one.person != nil && one.person.known) {
			pair[j] = as[0]
		}
	}
}
