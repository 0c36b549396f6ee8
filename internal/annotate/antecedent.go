package annotate

// Whom words that only point back mean: "he", "this country", "they", "we".

import (
	"slices"
	"strings"

	"parley"
)

// antecedent finds whom "he" means: the last person of this sentence if it begins a new
// clause after him, else the first person of the sentence before.
func (d *discourse) antecedent(k, i int, here []*person) *person {
	if len(here) > 0 {
		return here[0]
	}
	if len(d.stack.prevPeople) > 0 {
		return d.stack.prevPeople[0]
	}
	if n := len(d.stack.people); n > 0 {
		return d.stack.people[n-1]
	}
	return nil
}

// lastOf returns the person of a state who was named last: "this diplomat of STATE".
func (d *discourse) lastOf(state string) *person {
	for i := len(d.stack.people) - 1; i >= 0; i-- {
		if p := d.stack.people[i]; p.state == state {
			return p
		}
	}
	return nil
}

// lastNation returns the nation mentioned last; of those the last that is no state where
// an organisation is meant.
func (d *discourse) lastNation(org bool) (parley.Actor, bool) {
	for i := len(d.stack.nations) - 1; i >= 0; i-- {
		if a := d.stack.nations[i]; !org || a.State == "" {
			return a, true
		}
	}
	return parley.Actor{}, false
}

// rebels finds the armed opposition of the state that was spoken of last and has one.
func (d *discourse) rebels() (parley.Actor, bool) {
	for i := len(d.stack.nations) - 1; i >= 0; i-- {
		if id := d.a.opposition[string(d.stack.nations[i].State)]; id != "" {
			return d.a.orgActor("group:" + id), true
		}
	}
	for k := range d.mentions { // a headline names them before their state
		for i := range d.mentions[k] {
			if id := d.a.opposition[d.mentions[k][i].state]; id != "" {
				return d.a.orgActor("group:" + id), true
			}
		}
	}
	return parley.Actor{}, false
}

// allies finds the allies of the state that the mention names, else of that named right before it: those
// whom the item lists with it, else the group of its allies.
func (d *discourse) allies(k, i int, m *mention) []parley.Actor {
	state := m.state
	if state == "" && i > 0 {
		for _, a := range d.mentions[k][i-1].actors {
			state = string(a.State)
		}
	}
	with := slices.DeleteFunc(slices.Clone(d.stack.list), func(a parley.Actor) bool { return string(a.State) == state })
	if state != "" && len(d.stack.list) > 2 && len(with) < len(d.stack.list) {
		return with
	}
	if id := d.a.allies[state]; state != "" && id != "" {
		return d.a.alone(d.a.orgActor("group:" + id))
	}
	return nil
}

// ministryReach is over how many sentences a ministry stays in mind.
const ministryReach = 3

// ministry finds the ministry that was named last, or whose spokesperson was: "this ministry".
func (d *discourse) ministry(k, i int) (parley.Actor, bool) {
	for n := 0; n < ministryReach && k >= 0; n++ {
		for j := min(i, len(d.mentions[k])) - 1; j >= 0; j-- {
			m := &d.mentions[k][j]
			if len(m.actors) != 1 || m.actors[0].State == "" {
				continue
			}
			of, speaks := strings.CutSuffix(m.office, "-spokesperson")
			if strings.HasSuffix(of, "ministry") && (m.form == parley.RefBody || speaks) {
				return d.a.bodyActor(string(m.actors[0].State), of), true
			}
		}
		if k--; k >= 0 {
			i = len(d.mentions[k])
		}
	}
	return parley.Actor{}, false
}

// coalitionReach is over how many mentions of nations a coalition stays in mind, headlines in how many of
// the first sentences one may be named after it was meant.
const (
	coalitionReach = 64
	headlines      = 8
)

// coalition finds the coalition that the item named last, before or, for a headline, at all.
func (d *discourse) coalition() []parley.Actor {
	n := len(d.stack.nations)
	for i := n - 1; i >= max(0, n-coalitionReach); i-- {
		if id, ok := strings.CutPrefix(d.stack.nations[i].ID, "group:"); ok && d.a.world.Groups[id].Coalition {
			return []parley.Actor{d.stack.nations[i]}
		}
	}
	for k := range d.mentions[:min(headlines, len(d.mentions))] {
		for i := range d.mentions[k] {
			if id, ok := strings.CutPrefix(d.mentions[k][i].org, "group:"); ok && d.a.world.Groups[id].Coalition {
				return d.a.alone(d.a.orgActor("group:" + id))
			}
		}
	}
	return nil
}

func (d *discourse) lastState() (parley.Actor, bool) {
	for i := len(d.stack.nations) - 1; i >= 0; i-- {
		if a := d.stack.nations[i]; a.State != "" {
			return a, true
		}
	}
	return parley.Actor{}, false
}

// speaker finds who says "we" in sentence k: whoever a verb of saying follows there, else
// the person of the sentence before.
func (d *discourse) speaker(k, i int) (parley.Actor, bool) {
	l := d.line(k)
	for j := range d.mentions[k] {
		m := &d.mentions[k][j]
		if j == i || m.anaphor == anaSpeaker || m.to >= len(l.Tokens) {
			continue
		}
		for t := m.to; t < m.to+4 && t < len(l.Tokens); t++ {
			if _, ok := l.Has(t, d.a.c.say); !ok {
				continue
			}
			if len(m.actors) == 0 {
				m.actors = d.actors(k, j, m, nil)
			}
			if len(m.actors) > 0 {
				return m.actors[0], true
			}
		}
	}
	for j := 0; j < i; j++ {
		// "A, who visits B, said: we …": whoever speaks is named first.
		m := &d.mentions[k][j]
		if len(m.actors) == 1 && m.anaphor != anaSpeaker && !d.located(k, m) && d.saysBetween(k, m.to, d.mentions[k][i].from) {
			return m.actors[0], true
		}
	}
	if len(d.stack.prevPeople) > 0 {
		return d.personActor(d.stack.prevPeople[0], &mention{}), true
	}
	return parley.Actor{}, false
}

// saysBetween tells whether a verb of saying stands among tokens [from,to) of sentence k.
func (d *discourse) saysBetween(k, from, to int) bool {
	l := d.line(k)
	for t := from; t < to; t++ {
		if _, ok := l.Has(t, d.a.c.say); ok {
			return true
		}
	}
	return false
}

// thisNation finds which state "this country" means: the one that the sentence named last
// before it, else the subject of the sentence before.
func (d *discourse) thisNation(k, i int) (parley.Actor, bool) {
	isState := func(a parley.Actor) bool { return a.State != "" }
	for j := min(i, len(d.mentions[k])) - 1; j >= 0; j-- {
		m := &d.mentions[k][j]
		if m.form == parley.RefPair {
			continue
		}
		for _, a := range m.actors {
			if n := d.nationOf(a); n.ID != "" && isState(n) {
				return n, true
			}
		}
	}
	if a, ok := d.subjectBefore(k, isState); ok {
		return a, true
	}
	return d.lastState()
}

// they finds whom "they" means: the subject of the sentence, else that of the one before.
func (d *discourse) they(k, i int) (parley.Actor, bool) {
	anybody := func(parley.Actor) bool { return true }
	if a, ok := d.firstNation(k, i, anybody); ok {
		return a, true
	}
	if a, ok := d.subjectBefore(k, anybody); ok {
		return a, true
	}
	return d.lastNation(false)
}

// host finds which state "the host country" means: the place that the sentence named last
// before it, else the last place of the sentence before.
func (d *discourse) host(k, i int) (parley.Actor, bool) {
	for n := 0; n < 2 && k >= 0; n++ {
		for j := min(i, len(d.mentions[k])) - 1; j >= 0; j-- {
			if iso := d.whereState(k, &d.mentions[k][j]); iso != "" {
				return d.a.stateActor(iso), true
			}
		}
		if k--; k >= 0 {
			i = len(d.mentions[k])
		}
	}
	return parley.Actor{}, false
}

// whereState is the state in which something happens or to which somebody travels, if the
// mention says that.
func (d *discourse) whereState(k int, m *mention) string {
	l := d.line(k)
	_, in := l.EndsWith(m.from, d.a.c.in)
	_, to := l.EndsWith(m.from, d.a.c.travel)
	switch {
	case !in && !to:
		return ""
	case m.place != "":
		return d.a.world.Places[m.place].State
	case m.form == parley.RefState:
		return m.state
	}
	return ""
}

// subjectBefore returns the first nation of the sentence before sentence k that ok allows.
func (d *discourse) subjectBefore(k int, ok func(parley.Actor) bool) (parley.Actor, bool) {
	if k == 0 {
		return parley.Actor{}, false
	}
	return d.firstNation(k-1, len(d.mentions[k-1]), ok)
}

// firstNation returns the first nation that sentence k names before its mention i and that
// ok allows; neither where something is nor words for two count.
func (d *discourse) firstNation(k, i int, ok func(parley.Actor) bool) (parley.Actor, bool) {
	for j := 0; j < i && j < len(d.mentions[k]); j++ {
		m := &d.mentions[k][j]
		if m.form == parley.RefPair || d.located(k, m) {
			continue
		}
		for _, a := range m.actors {
			if n := d.nationOf(a); n.ID != "" && ok(n) {
				return n, true
			}
		}
	}
	return parley.Actor{}, false
}

// settleOwner finds the state of "the president of this country", "the king of the host
// country", and gives it to a person who is not known otherwise.
func (d *discourse) settleOwner(k, i int, m *mention) {
	a, ok := d.thisNation(k, i)
	if m.owner == anaHost {
		a, ok = d.host(k, i)
	}
	if !ok {
		return
	}
	m.state = string(a.State)
	if p := m.person; p != nil && !p.known && p.state == "" {
		p.state = m.state
	}
}

// firstBearer is the first person whom the item named with the office of a title that names nobody.
func (d *discourse) firstBearer(m *mention) *person {
	for _, p := range d.stack.people {
		if p.office != "" && (p.office == m.office || hasAlt(m.alts, p.office)) {
			return p
		}
	}
	return nil
}

// onlyBearer is the one person whom the item introduces, also further down, with the office of
// a title that names nobody.
func (d *discourse) onlyBearer(m *mention) *person {
	var found *person
	for _, p := range d.names {
		switch {
		case p.office != m.office || p.office == "" || p == found:
		case found != nil:
			return nil
		default:
			found = p
		}
	}
	return found
}
