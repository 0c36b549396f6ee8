package annotate

// Chains of title, owner and name: "the new ambassador to STATE, Mr NAME".

import (
	"parley"
	"parley/internal/rule"
)

// apposed tells whether a title between commas or dashes only says who the person before it is:
// "Mr X, adviser to President Y", "Mr X, foreign minister of STATE,". A title with a name
// of its own begins the next of a list.
func (g *grammar) apposed(who, m *mention) bool {
	if who.nameFrom == who.nameTo || who.nameTo != who.to && !who.apposed || m.office == "" || m.from != who.to+1 || !g.sets(who.to) {
		return false
	}
	if p, ok := g.l.Has(who.nameFrom, g.c.person); !(ok && p.To == who.nameTo) && who.nameTo-who.nameFrom > 1 && who.state == "" && who.org == "" && (m.state != "" || m.org != "") && (m.nameFrom == m.nameTo || m.owned) {
		who.state, who.org, who.apposed = m.state, m.org, true // "General X, vice-chairman of the council of STATE"
		return true
	}
	if m.nameFrom == m.nameTo {
		who.apposed = m.to < len(g.l.Tokens) && g.sets(m.to)
		return who.apposed
	}
	return m.owned
}

// sets tells whether token i sets an apposition off: a comma, or a dash with room around it.
func (g *grammar) sets(i int) bool {
	return g.text(i) == "," || g.isDash(i) && !g.l.Tokens[i].Glued
}

// titleAt reads a chain TITLE (of) STATE (,) (Mr) NAME.
func (g *grammar) titleAt(i int) (mention, bool) {
	m := mention{from: i, form: parley.RefTitle}
	j := i
	for {
		w, ok := g.modifier(j)
		if !ok {
			break
		}
		g.mark(&m, j, w)
		j = w
	}
	t, ok := g.l.Has(j, g.c.title)
	if !ok {
		return mention{}, false
	}
	if b, ok := g.l.Has(j, g.c.body); ok && b.To > t.To {
		return mention{}, false // the word for an embassy begins with that for an ambassador
	}
	g.takeTitle(&m, t)
	j = g.chain(&m, t.To)
	m.to = j
	return m, true
}

// modifier reads a word such as "new", "former", "acting" before a title.
func (g *grammar) modifier(j int) (int, bool) {
	for _, c := range []rule.Class{g.c.former, g.c.newly, g.c.titlePre} {
		if w, ok := g.l.Has(j, c); ok {
			if t, ok := g.l.Has(j, g.c.title); ok && t.To > w.To {
				return 0, false // a title of its own: "vice president"
			}
			if _, ok := g.l.Has(w.To, g.c.title); ok {
				return w.To, true
			}
			if _, ok := g.l.Has(w.To, g.c.titlePre); ok {
				return w.To, true
			}
		}
	}
	return 0, false
}

func (g *grammar) mark(m *mention, from, to int) {
	if _, ok := g.l.Has(from, g.c.former); ok {
		m.former = true
	}
	if _, ok := g.l.Has(from, g.c.newly); ok {
		m.newly = true
	}
}

func (g *grammar) takeTitle(m *mention, t rule.Mark) {
	words := g.a.lang.Tables["titles"]
	if m.office == "" {
		m.office = t.ID
		m.alts = words.Flag(t.ID, "alt")
		m.title, m.capital = g.l.Exact(t.From, t.To), g.l.Tokens[t.From].Upper
	}
	if s := words.Flag(t.ID, "state"); len(s) > 0 && m.state == "" {
		m.state = s[0]
	}
}

// chain reads what follows a title: further titles, the owner, modifiers and the name.
// It returns the first token after the phrase.
func (g *grammar) chain(m *mention, j int) int {
	for steps := 0; steps < 12; steps++ {
		if n, ok := g.link(m, j); ok {
			j = n
			continue
		}
		if n, ok := g.tail(m, j); ok {
			j = n
			continue
		}
		break
	}
	return g.nameAfter(m, j)
}

// link reads one of: a title that is stacked or owned, a body, an owner, a modifier.
func (g *grammar) link(m *mention, j int) (int, bool) {
	k := j
	if of, ok := g.l.Has(k, g.c.of); ok {
		k = of.To
	}
	if p, ok := g.l.Has(j, g.c.post); ok && m.office == "ambassador" {
		if o, ok := g.stateAt(p.To); ok {
			m.posted = g.stateOf(o)
			return o.To, true // where the ambassador is posted is not whom he acts for
		}
	}
	if w, ok := g.l.Has(k, g.c.titleMod); ok && k == j {
		if _, e := g.l.Has(k, g.c.elect); e {
			m.elect = true
		}
		return w.To, true
	}
	if t, ok := g.l.Has(k, g.c.title); ok {
		// "envoy [of the] president [of] STATE": the second title owns the first.
		m.owned, m.boss = m.owned || k > j, t.ID
		if s := g.a.lang.Tables["titles"].Flag(t.ID, "state"); len(s) > 0 && m.state == "" {
			m.state = s[0]
		}
		return t.To, true
	}
	if w, ok := g.l.Has(j, g.c.concurrently); ok {
		if t, ok := g.l.Has(w.To, g.c.title); ok {
			m.alts = append([]string{m.office}, m.alts...)
			m.office = t.ID
			return t.To, true
		}
	}
	if b, ok := g.l.Has(k, g.c.body); ok && (m.state == "" && m.org == "") {
		return b.To, true
	}
	if o, ok := g.stateAt(k); ok && m.state == "" && m.org == "" {
		g.own(m, o)
		return g.acronymAfter(o.To), true
	}
	if b, ok := g.l.Has(k, g.c.body); ok && k > j && m.state != "" {
		if o, ok := g.stateAt(b.To); ok && g.stateOf(o) == m.state {
			return o.To, true // "spokesman of the office of the council of STATE"
		}
	}
	if to, ok := g.ofPlace(m, k); ok {
		return to, true
	}
	if to, ok := g.firstOf(m, k); ok {
		return to, true
	}
	if to, ok := g.pointed(m, k); ok {
		return to, true
	}
	if to, ok := g.boss(m, j); ok {
		return to, true
	}
	if j < len(g.l.Tokens) && g.text(j) == "," {
		if t, ok := g.l.Has(j+1, g.c.title); ok && m.nameFrom == 0 && !(m.state != "" && (g.ownerAt(t.To) || g.nextOfList(m, t))) {
			old, alts := m.office, m.alts
			m.office, m.alts = t.ID, append(append([]string{old}, alts...), g.a.lang.Tables["titles"].Flag(t.ID, "alt")...)
			return t.To, true
		}
	}
	return 0, false
}

// pointed reads an owner that is only pointed at: "(the president of) this country".
func (g *grammar) pointed(m *mention, k int) (int, bool) {
	if m.state != "" || m.org != "" || m.owner != noAnaphor {
		return 0, false
	}
	if w, ok := g.l.Has(k, g.c.hostNation); ok {
		m.owner = anaHost
		return w.To, true
	}
	if w, ok := g.l.Has(k, g.c.thisNation); ok {
		m.owner = anaNation
		return w.To, true
	}
	if w, ok := g.l.Has(k, g.c.pairStates); ok && m.anaphor == noAnaphor {
		m.form, m.anaphor, m.states, m.plural = parley.RefPair, anaPair, true, true // "the prime ministers of the two countries"
		return w.To, true
	}
	return 0, false
}

// firstOf reads the first owner of several that a word counts: "(the ministers of) the four countries A, B, C and D".
func (g *grammar) firstOf(m *mention, k int) (int, bool) {
	if m.state != "" || m.org != "" {
		return 0, false
	}
	for _, c := range [...]rule.Class{g.c.several, g.c.pair} {
		if w, ok := g.l.Has(k, c); ok {
			if o, ok := g.stateAt(w.To); ok && g.heads(w.To) {
				g.own(m, o)
				return o.To, true
			}
		}
	}
	return 0, false
}

// nextOfList tells whether a title with a name of its own begins another person, because the
// titles before it are those of whom was named before them: "Mr A, minister of B, General C".
func (g *grammar) nextOfList(m *mention, t rule.Mark) bool {
	if g.named == 0 || m.from != g.named+1 || g.text(g.named) != "," {
		return false
	}
	end, _ := g.nameEnd(t.To)
	return end > t.To
}

// ownerAt tells whether a title that ends before token i has an owner of its own.
func (g *grammar) ownerAt(i int) bool {
	if of, ok := g.l.Has(i, g.c.of); ok {
		i = of.To
	}
	_, ok := g.stateAt(i)
	return ok
}

// nameAfter reads the name that ends a title chain, with a comma and "Mr" in between.
func (g *grammar) nameAfter(m *mention, j int) int {
	k := g.field(m, j)
	comma := k < len(g.l.Tokens) && g.text(k) == ","
	if comma {
		k++
	}
	hon := false
	if h, ok := g.l.Has(k, g.c.hon); ok {
		k, hon = h.To, true
	}
	end, known := g.nameEnd(k)
	if !known && end > k+1 && !hon && g.allCaps(k, end) {
		return g.nameAfter(m, end) // an organisation's short name: "director of AB-CD, Mr X"
	}
	if end == k || comma && !hon && !known || end == k+1 && g.l.Tokens[k].Caps && !known {
		return j
	}
	if comma && !hon && end < len(g.l.Tokens) && g.text(end) != "," && g.text(end) != "." || comma && g.stranger(k, end, m.state) {
		return j
	}
	if end == k+1 && vagueOffice[m.office] && !known && !hon {
		return j // "minister [of] Irrigation" names a field
	}
	m.form = parley.RefPerson
	m.nameFrom, m.nameTo = k, end
	if m.anaphor == anaPair {
		m.anaphor, m.states, m.plural = noAnaphor, false, false
	}
	return end
}

// stranger tells whether all known bearers of a name are of other states: "meeting the minister of
// A, Mr X of B spoke" names two.
func (g *grammar) stranger(from, to int, state string) bool {
	found := false
	for _, w := range g.l.Words[from] {
		if w.Class != g.c.person || w.To != to {
			continue
		}
		if p := g.a.world.People[w.ID]; p.State == "" || p.State == state {
			return false
		}
		found = true
	}
	return found && state != ""
}

// allCaps tells whether the words of tokens [from,to) are all written in capitals.
func (g *grammar) allCaps(from, to int) bool {
	for i := from; i < to; i++ {
		if t := &g.l.Tokens[i]; t.Kind == rule.Word && !t.Caps {
			return false
		}
	}
	return true
}

func (g *grammar) text(i int) string { return g.l.Text[g.l.Tokens[i].Start:g.l.Tokens[i].End] }

// nameEnd returns the token after the proper name that begins at i, or i; known tells
// whether the pack knows the person.
func (g *grammar) nameEnd(i int) (end int, known bool) {
	if i >= len(g.l.Tokens) {
		return i, false
	}
	if p, ok := g.l.Has(i, g.c.person); ok {
		end, known = p.To, true
	}
	if !known && !g.l.Tokens[i].Upper {
		return i, false // a known name may begin with a small particle
	}
	j := i
	for j < len(g.l.Tokens) && j-i < 9 {
		switch {
		case known && j == end && g.fullName(j):
			return end, known // somebody else: "[adviser of] X Y"
		case g.nameWithin(j) > j:
			j = g.nameWithin(j)
		case g.namePart(j, i) && !(known && j == end && g.otherWord(j)):
			j++
		case j > i && j+1 < len(g.l.Tokens) && (g.isDash(j) && g.l.Tokens[j].Glued && g.l.Tokens[j+1].Glued || g.text(j) == "." && g.l.Tokens[j].End-g.l.Tokens[j-1].Start == 2) && g.l.Tokens[j+1].Kind == rule.Word:
			j += 2
		case j > i && g.isParticle(j) && j+1 < len(g.l.Tokens) && (g.l.Tokens[j+1].Upper || g.isDash(j+1)):
			j++
		default:
			if j > end {
				return j, known
			}
			return end, known
		}
	}
	if j > end {
		end = j
	}
	return end, known
}

// fullName tells whether a known name of two words or more begins at j.
func (g *grammar) fullName(j int) bool {
	p, ok := g.l.Has(j, g.c.person)
	return ok && p.To-p.From > 1
}

// nameWithin returns the end of a given name that holds the name of a state, or j.
func (g *grammar) nameWithin(j int) int {
	b, ok := g.l.Has(j, g.c.blocker)
	if !ok {
		return j
	}
	for k := b.From; k < b.To; k++ {
		if !g.l.Tokens[k].Upper {
			return j
		}
	}
	return b.To
}

// otherWord tells whether the word after a known name is a word of grammar with a capital: the
// next sentence, in texts that lost the point between two.
func (g *grammar) otherWord(j int) bool {
	for _, c := range []rule.Class{g.c.det, g.c.past, g.c.future, g.c.say, g.c.passive, g.c.in, g.c.of, g.c.and, g.c.possible, g.c.from, g.c.neg} {
		if _, ok := g.l.Has(j, c); ok {
			return true
		}
	}
	return false
}

func (g *grammar) isParticle(j int) bool {
	_, ok := g.l.Has(j, g.c.particle)
	return ok
}

// namePart tells whether token j continues a name that began at i.
func (g *grammar) namePart(j, i int) bool {
	t := &g.l.Tokens[j]
	if t.Kind != rule.Word || !t.Upper {
		return false
	}
	if p, ok := g.l.Has(j, g.c.person); ok && p.To >= j {
		return true
	}
	for _, m := range g.l.Words[j] {
		switch m.Class {
		case g.c.title, g.c.body, g.c.state, g.c.org, g.c.metonym, g.c.hon, g.c.leader:
			// a state's name inside a longer name.
			return j > i && m.Class == g.c.state && m.To == j+1 && j+1 < len(g.l.Tokens) && g.nameWord(j+1)
		}
	}
	return true
}

// leaderAt reads "leader [of] STATE (NAME)" and "leaders [of] A, B".
func (g *grammar) leaderAt(i int) (mention, bool) {
	w, ok := g.l.Has(i, g.c.leader)
	if !ok {
		return mention{}, false
	}
	j := w.To
	if of, ok := g.l.Has(j, g.c.of); ok {
		j = of.To
	}
	body := false
	for k := 0; k < 2; k++ { // "the head of the intelligence agency of STATE"
		if b, ok := g.l.Has(j, g.c.body); ok {
			j, body = b.To, true
		}
		if of, ok := g.l.Has(j, g.c.of); ok && body {
			j = of.To
		}
	}
	m := mention{from: i, form: parley.RefTitle, office: leaderOffice, alts: leading}
	if o, ok := g.stateAt(j); ok {
		g.own(&m, o)
		j = o.To
	} else if j, ok = g.pointed(&m, j); !ok {
		_, several := g.l.EndsWith(i, g.c.det)
		if one, ok := g.l.Has(i, g.c.theLeader); ok && one.To == w.To && !several && g.verbAt(w.To) {
			return mention{from: i, to: w.To, form: parley.RefPronoun, anaphor: anaPerson}, true // "the leader said"
		}
		return mention{}, false
	}
	if body {
		m.office, m.alts = "director-general", nil
	}
	m.to = g.nameAfter(&m, j)
	return m, true
}

func (g *grammar) honAt(i int) (mention, bool) {
	w, ok := g.l.Has(i, g.c.hon)
	if ok {
		m := mention{from: i, form: parley.RefPerson}
		if end, _ := g.nameEnd(w.To); end > w.To {
			m.nameFrom, m.nameTo, m.to = w.To, end, end
			return m, true
		}
		if t, ok := g.l.Has(w.To, g.c.title); ok {
			n, _ := g.titleAt(t.From)
			n.from = i
			return n, true
		}
	}
	if w, ok = g.l.Has(i, g.c.he); ok {
		return mention{from: i, to: w.To, form: parley.RefPronoun, anaphor: anaPerson}, true
	}
	return mention{}, false
}

// counterpartAt reads "counterpart [of] STATE (NAME)".
func (g *grammar) counterpartAt(i int) (mention, bool) {
	w, ok := g.l.Has(i, g.c.counterpart)
	if !ok {
		return mention{}, false
	}
	m := mention{from: i, form: parley.RefTitle, anaphor: anaCounterpart}
	j := w.To
	if of, ok := g.l.Has(j, g.c.of); ok {
		j = of.To
	}
	if o, ok := g.stateAt(j); ok {
		g.own(&m, o)
		j = o.To
	} else if to, ok := g.pointed(&m, j); ok {
		j = to
	} else if to, ok := g.ofPlace(&m, j); ok {
		j = to
	}
	m.to = g.nameAfter(&m, j)
	return m, true
}
