package annotate

// Whose somebody is: "the adviser of President X, Mr Y", "the son-in-law of President X, Y".

import (
	"strings"

	"parley"
	"parley/internal/rule"
)

// boss reads the name of whose office a title belongs to: in "adviser of President X Y" X holds the office of the second
// title, and Y is the adviser. Where nothing but the order of two titles says so, a name must follow.
func (g *grammar) boss(m *mention, j int) (int, bool) {
	if m.boss == "" || j >= len(g.l.Tokens) || m.org != "" {
		return 0, false
	}
	best := rule.Mark{}
	for _, w := range g.l.Words[j] {
		if w.Class == g.c.person && w.To > best.To && g.held(w.ID, m.boss) {
			best = w
		}
	}
	state := g.a.world.People[best.ID].State
	if best.To == 0 || state == "" || m.state != "" && m.state != state {
		return 0, false
	}
	of := *m
	of.state = state
	if !m.owned && !g.nameFollows(&of, best.To) {
		return 0, false
	}
	m.state, m.boss = state, ""
	return best.To, true
}

// held tells whether a known person ever held an office, or one that its title may mean.
func (g *grammar) held(id, office string) bool {
	alts := g.a.lang.Tables["titles"].Flag(office, "alt")
	for _, t := range g.a.world.Terms[id] {
		if t.Office == office || hasAlt(alts, t.Office) {
			return true
		}
	}
	return false
}

// nameFollows tells whether a name of two words or more, or a known one, follows at token j.
func (g *grammar) nameFollows(m *mention, j int) bool {
	k := g.field(m, j)
	if k < len(g.l.Tokens) && g.text(k) == "," {
		k++
	}
	h, hon := g.l.Has(k, g.c.hon)
	if hon {
		k = h.To
	} else if k > 0 && g.text(k-1) == "," {
		return false
	}
	return g.wholeName(k) > k
}

// kinAt reads "the son-in-law of President X (, Mr) Y". Without a name of his own nobody is meant: not X.
func (g *grammar) kinAt(i int) (mention, bool) {
	w, ok := g.l.Has(i, g.c.kin)
	if !ok {
		return mention{}, false
	}
	j := w.To
	if of, ok := g.l.Has(j, g.c.of); ok {
		j = of.To
	}
	m := mention{from: i, form: parley.RefPerson, owned: true}
	if j, ok = g.whose(&m, j); !ok {
		return mention{}, false
	}
	m.to = j
	k := j
	if k < len(g.l.Tokens) && g.text(k) == "," {
		k++
	}
	h, hon := g.l.Has(k, g.c.hon)
	if hon {
		k = h.To
	}
	end := g.wholeName(k)
	if end == k || k > j && !hon {
		m.state = ""
		return m, true
	}
	m.nameFrom, m.nameTo, m.to = k, end, end
	return m, true
}

// whose reads whom a relative belongs to, with a title, "Mr" or a known name, and gives his state to the mention.
func (g *grammar) whose(m *mention, j int) (int, bool) {
	from := j
	for _, c := range [...]rule.Class{g.c.former, g.c.newly, g.c.hon} {
		if w, ok := g.l.Has(j, c); ok {
			j = w.To
		}
	}
	if t, ok := g.l.Has(j, g.c.title); ok {
		j = t.To
		if o, ok := g.stateAt(j); ok {
			m.state, j = g.stateOf(o), o.To
		}
	}
	best := rule.Mark{}
	if j < len(g.l.Tokens) {
		for _, w := range g.l.Words[j] {
			if w.Class == g.c.person && w.To > best.To {
				best = w
			}
		}
	}
	if best.To > 0 {
		if m.state == "" {
			m.state = g.a.world.People[best.ID].State
		}
		return best.To, true
	}
	end, _ := g.nameEnd(j)
	return end, j > from && (end > j || m.state != "")
}

// bearer finds the name of a known person who holds the office of a mention behind the field of it: "high representative
// of the Union for foreign policy X", "head of the department for Asia X".
func (g *grammar) bearer(m *mention, j int) (int, bool) {
	for k := j; k < len(g.l.Tokens) && k <= j+bearerReach; k++ {
		if g.l.Tokens[k].Kind == rule.Punct && !g.isDash(k) || g.verbAt(k) {
			break
		}
		if _, ok := g.l.Has(k, g.c.hon); ok {
			break
		}
		if _, ok := g.l.Has(k, g.c.title); ok && k > j {
			break
		}
		for _, w := range g.l.Words[k] {
			if w.Class == g.c.person && w.To-w.From > 1 && g.bears(w.ID, m) {
				return k, true
			}
		}
	}
	return 0, false
}

// bears tells whether a known person ever held the office of a mention for whom it names, if it names anybody.
func (g *grammar) bears(id string, m *mention) bool {
	for _, t := range g.a.world.Terms[id] {
		if t.Office != m.office && !hasAlt(m.alts, t.Office) {
			continue
		}
		if m.state == "" && m.org == "" || t.Holder == m.state || m.org != "" && t.Holder == strings.TrimPrefix(m.org, "org:") {
			return true
		}
	}
	return false
}

// bearerReach is how many words may stand between an office and the name of a known person who holds it.
const bearerReach = 9

// agedAt reads "the leader, 79 years old" and "this diplomat of STATE".
func (g *grammar) agedAt(i int) (mention, bool) {
	w, ok := g.l.Has(i, g.c.aged)
	if !ok {
		return mention{}, false
	}
	if o, ok := g.stateAt(w.To); ok && g.stateOf(o) != "" {
		if this, ok := g.l.Has(o.To, g.c.this); ok {
			return mention{from: i, to: this.To, form: parley.RefPronoun, anaphor: anaPerson, state: g.stateOf(o)}, true
		}
	}
	if w.To+1 >= len(g.l.Tokens) || g.l.Tokens[w.To].Kind != rule.Number {
		return mention{}, false
	}
	age, ok := g.l.Has(w.To+1, g.c.age)
	if !ok {
		return mention{}, false
	}
	if _, one := g.l.EndsWith(i, g.c.indef); one {
		return mention{}, false // "a politician of 40"
	}
	if end := g.wholeName(age.To); end > age.To {
		return mention{from: i, to: end, form: parley.RefPerson, nameFrom: age.To, nameTo: end}, true
	}
	return mention{from: i, to: age.To, form: parley.RefPronoun, anaphor: anaPerson}, true
}

// ofPlace reads a place that owns an office and has no state of its own, before the bearer's name: "governor of PLACE X Y".
func (g *grammar) ofPlace(m *mention, k int) (int, bool) {
	if m.state != "" || m.org != "" || k >= len(g.l.Tokens) {
		return 0, false
	}
	w, ok := g.l.Has(k, g.c.place)
	if !ok || g.a.world.Places[w.ID].State == "" || g.wholeName(w.To) == w.To {
		return 0, false
	}
	if p, ok := g.l.Has(k, g.c.person); ok && p.To > w.To {
		return 0, false // the name of somebody begins like that of a place
	}
	m.state = g.a.world.Places[w.ID].State
	return w.To, true
}

// headOf makes of an organisation that is called by the title of who heads it, and has a known name behind, this person:
// "the High Commissioner of UN for refugees X Y".
func (g *grammar) headOf(m mention) mention {
	if _, title := g.l.Has(m.from, g.c.title); !title || m.org == "" || !g.fullName(m.to) {
		return m
	}
	m.form = parley.RefPerson
	m.nameFrom = m.to
	m.to, _ = g.nameEnd(m.to)
	m.nameTo = m.to
	return m
}
