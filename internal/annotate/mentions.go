package annotate

import (
	"strconv"
	"strings"

	"parley"
	"parley/internal/rule"
)

// grammar reads the noun phrases of one line, left to right, the longest reading first.
type grammar struct {
	a *Annotator
	c *classes
	l *rule.Line
	// named is the token after the last mention that ends with a name.
	named int
}

// read appends the mentions of the line to out.
func (g *grammar) read(out []mention) []mention {
	for i := 0; i < len(g.l.Tokens); {
		m, ok := g.at(i)
		if !ok {
			i = g.skip(i)
			continue
		}
		if m.plural && g.heads(m.to) {
			i = m.to
			continue
		}
		m.to = g.acronymAfter(m.to)
		if n := len(out); n > 0 && g.apposed(&out[n-1], &m) {
			out[n-1].to = m.to
			i = m.to
			continue
		}
		if n := len(out); n > 0 && g.sameTown(&out[n-1], &m) {
			out[n-1].to, out[n-1].state, out[n-1].org = m.to, m.state, ""
			i = g.acronymAfter(m.to)
			continue
		}
		out = append(out, m)
		if i = m.to; m.nameTo == m.to {
			g.named = m.to
		}
	}
	return out
}

// heads tells whether a word for several that ends before token i only heads a list of them: "the two countries A and
// B", "the two gentlemen X and Y".
func (g *grammar) heads(i int) bool {
	for n := range 2 {
		if i >= len(g.l.Tokens) {
			return false
		}
		m, ok := g.at(i)
		if !ok || m.anaphor != noAnaphor || m.plural || m.nameFrom == m.nameTo && m.form != parley.RefState {
			return false
		}
		if i = m.to; n == 1 {
			return true
		}
		if i >= len(g.l.Tokens) {
			return false
		}
		if and, ok := g.l.Has(i, g.c.and); ok {
			i = and.To
		} else if g.text(i) == "," || g.isDash(i) {
			i++
		} else {
			return false
		}
	}
	return false
}

// acronymAfter passes over a short name in brackets: "European Union (EU)".
func (g *grammar) acronymAfter(i int) int {
	if i+2 >= len(g.l.Tokens) || g.text(i) != "(" {
		return i
	}
	for j := i + 1; j < len(g.l.Tokens) && j <= i+4; j++ {
		if g.text(j) == ")" && j > i+1 {
			return j + 1
		}
		if t := &g.l.Tokens[j]; t.Kind == rule.Word && !t.Caps {
			if w, ok := g.l.Has(j, g.c.photoSide); ok && j == i+1 && w.To < len(g.l.Tokens) && g.text(w.To) == ")" {
				return w.To + 1
			}
			return i
		}
	}
	return i
}

// sameTown tells whether m is only the state of the town before it: "New York, USA",
// "Warsaw (Poland)".
func (g *grammar) sameTown(town, m *mention) bool {
	if town.place == "" || m.form != parley.RefState || m.place != "" || m.state == "" || g.a.world.Places[town.place].State != m.state {
		return false
	}
	if m.from != town.to+1 {
		return false
	}
	t := g.text(town.to)
	return t == "," || t == "("
}

// skip passes over a phrase that only looks like an actor, or one token.
func (g *grammar) skip(i int) int {
	if m, ok := g.l.Has(i, g.c.blocker); ok {
		return m.To
	}
	return i + 1
}

// at tries every kind of noun phrase that may begin at token i.
func (g *grammar) at(i int) (mention, bool) {
	if !g.l.Begins(i).MayMeet(&g.a.opens) {
		return mention{}, false
	}
	if b, ok := g.l.Has(i, g.c.blocker); ok && !g.longer(i, b.To) {
		return g.onlyPlace(b)
	}
	if g.longName(i) {
		if m, ok := g.entityAt(i); ok {
			return g.headOf(m), true
		}
	}
	for _, try := range [...]func(*grammar, int) (mention, bool){
		(*grammar).anaphorAt, (*grammar).counterpartAt, (*grammar).kinAt, (*grammar).titleAt, (*grammar).agedAt, (*grammar).leaderAt, (*grammar).honAt,
		(*grammar).bodyAt, (*grammar).personAt, (*grammar).sideAt, (*grammar).entityAt,
	} {
		if m, ok := try(g, i); ok {
			return m, true
		}
	}
	return mention{}, false
}

// longName tells whether the name of a state, organisation or group of four words or more begins
// at i: it goes before titles and bodies inside it (the long name of the Emirates begins with a title,
// that of a coalition with a word for forces).
func (g *grammar) longName(i int) bool {
	for _, m := range g.l.Words[i] {
		if (m.Class == g.c.state || m.Class == g.c.org || m.Class == g.c.group) && m.To-m.From >= 4 {
			return true
		}
	}
	return false
}

// longer tells whether a name of an actor at i reaches beyond end.
func (g *grammar) longer(i, end int) bool {
	for _, m := range g.l.Words[i] {
		switch m.Class {
		case g.c.state, g.c.org, g.c.group, g.c.metonym, g.c.title, g.c.person, g.c.place:
			if m.To > end {
				return true
			}
		}
	}
	return false
}

// onlyPlace reads a phrase that holds the name of a state without meaning it where it is the name of a place: the
// South China Sea.
func (g *grammar) onlyPlace(phrase rule.Mark) (mention, bool) {
	for _, w := range g.l.Words[phrase.From] {
		if w.Class == g.c.place && w.To == phrase.To {
			return mention{from: w.From, to: w.To, place: w.ID}, true
		}
	}
	return mention{}, false
}

func (g *grammar) anaphorAt(i int) (mention, bool) {
	for _, p := range []struct {
		class rule.Class
		kind  anaphor
		form  parley.RefForm
	}{
		{g.c.thisNation, anaNation, parley.RefPronoun},
		{g.c.hostNation, anaHost, parley.RefPronoun},
		{g.c.thisBody, anaBody, parley.RefPronoun},
		{g.c.thisMinistry, anaMinistry, parley.RefPronoun},
		{g.c.we, anaSpeaker, parley.RefPronoun},
		{g.c.they, anaThey, parley.RefPronoun},
		{g.c.rebels, anaRebels, parley.RefOrg},
		{g.c.allied, anaAllies, parley.RefOrg},
		{g.c.coalition, anaCoalition, parley.RefOrg},
		{g.c.pairPeople, anaPairPeople, parley.RefPair},
		{g.c.pair, anaPair, parley.RefPair},
		{g.c.several, anaSeveral, parley.RefPair},
	} {
		w, ok := g.l.Has(i, p.class)
		if !ok {
			continue
		}
		if p.kind == anaCoalition && g.owned(w.To) {
			continue
		}
		if p.kind == anaAllies {
			if m, ok := g.alliesAt(w); ok {
				return m, true
			}
			continue
		}
		m := mention{from: i, to: w.To, form: p.form, anaphor: p.kind, plural: p.kind == anaPair || p.kind == anaPairPeople || p.kind == anaSeveral}
		if p.kind == anaPair {
			_, m.states = g.l.Has(i, g.c.pairStates)
		}
		if p.kind == anaSeveral {
			m.count = g.countIn(w)
			_, m.parties = g.l.Has(i, g.c.parties)
		}
		if ms := g.states(w.To); p.kind == anaPairPeople && len(ms) >= 1 {
			// "the two leaders A-B": the states stand beside it.
			m.to = ms[len(ms)-1].To
			m.anaphor = noAnaphor
			for _, s := range ms {
				m.actors = append(m.actors, g.a.stateActor(g.stateOf(s)))
			}
			return m, len(ms) > 1
		}
		return m, true
	}
	return mention{}, false
}

// alliesAt reads "(A and its) allies" and "the allies of A": of whom nothing says whose they are, and of
// allies that are named, it reads nothing.
func (g *grammar) alliesAt(w rule.Mark) (mention, bool) {
	m := mention{from: w.From, to: w.To, form: parley.RefOrg, anaphor: anaAllies}
	if of, ok := g.l.Has(w.To, g.c.of); ok {
		if o, ok := g.stateAt(of.To); ok && g.stateOf(o) != "" {
			m.state, m.to = g.stateOf(o), o.To
			return m, g.a.allies[m.state] != ""
		}
	}
	if _, named := g.stateAt(w.To); named {
		return m, false
	}
	_, joined := g.l.EndsWith(w.From, g.c.and)
	return m, joined
}

// owned tells whether the words that end before token i are followed by whose they are, a word between
// them at most: "the coalition of A", "the coalition [led] by A".
func (g *grammar) owned(i int) bool {
	for j := i; j <= i+1; j++ {
		if _, ok := g.stateAt(j); ok {
			return true
		}
	}
	return false
}

// countIn is the number that a phrase tells by a numeral or number word, 0 where it has none.
func (g *grammar) countIn(w rule.Mark) int {
	for i := w.From; i < w.To; i++ {
		if g.l.Tokens[i].Kind == rule.Number {
			n, _ := strconv.Atoi(g.text(i))
			return n
		}
		for _, m := range g.l.Words[i] {
			if v, ok := strings.CutPrefix(m.ID, "number-"); ok && m.To <= w.To {
				n, _ := strconv.Atoi(v)
				return n
			}
		}
	}
	return 0
}

// states reads "A", "A-B", "A and B", "A, B" of states from token i on.
func (g *grammar) states(i int) []rule.Mark {
	var out []rule.Mark
	for {
		m, ok := g.stateAt(i)
		if !ok {
			return out
		}
		out = append(out, m)
		j := m.To
		if j < len(g.l.Tokens) && g.isDash(j) {
			j++
		} else if w, ok := g.l.Has(j, g.c.and); ok {
			j = w.To
		} else {
			return out
		}
		i = j
	}
}

func (g *grammar) isDash(i int) bool {
	t := g.l.Text[g.l.Tokens[i].Start:g.l.Tokens[i].End]
	return t == "-" || t == "\u2013" || t == "\u2014"
}

// stateAt reads the name of a state or organisation that may own an office: short forms
// count only beside a dash.
func (g *grammar) stateAt(i int) (rule.Mark, bool) {
	if i >= len(g.l.Tokens) {
		return rule.Mark{}, false
	}
	if b, ok := g.l.Has(i, g.c.blocker); ok && !g.longer(i, b.To) || g.inAddress(i) {
		return rule.Mark{}, false
	}
	if n, ok := g.l.Has(i, g.c.nation); ok {
		if m, ok := g.stateAt(n.To); ok && m.From == n.To {
			m.From = i
			return m, true
		}
	}
	for _, m := range g.l.Words[i] {
		switch m.Class {
		case g.c.state, g.c.metonym, g.c.org, g.c.group:
			if !g.insideName(m.From, m.To) {
				return m, true
			}
		}
	}
	if m, ok := g.l.Has(i, g.c.stateShort); ok {
		return m, true
	}
	return rule.Mark{}, false
}

// inAddress tells whether token i is capitals joined by a dot to the word before: "VOV.VN" is an outlet.
func (g *grammar) inAddress(i int) bool {
	return i > 1 && g.text(i-1) == "." && g.l.Tokens[i].Caps && g.l.Tokens[i].Glued && g.l.Tokens[i-1].Glued && g.l.Tokens[i-2].Kind == rule.Word
}

// insideName tells whether a one-word state name is part of a person's name: a capital
// word that is no known word stands glued before or after it.
func (g *grammar) insideName(from, to int) bool {
	if to-from > 1 {
		return false
	}
	if from > 0 && g.nameWord(from-1) && !g.sentenceStart(from-1) && !g.title(from-1) && !g.l.Tokens[from-1].Caps {
		return g.l.Text[g.l.Tokens[from-1].End:g.l.Tokens[from].Start] == " "
	}
	return false
}

// nameWord tells whether token i looks like part of a proper name that no pack knows.
func (g *grammar) nameWord(i int) bool {
	if i < 0 || i >= len(g.l.Tokens) {
		return false
	}
	t := &g.l.Tokens[i]
	return t.Kind == rule.Word && t.Upper && len(g.l.Words[i]) == 0 && !g.covered(i)
}

// covered tells whether a longer phrase that began before token i holds it.
func (g *grammar) covered(i int) bool {
	for j := i - 1; j >= 0 && j >= i-5; j-- {
		for _, m := range g.l.Words[j] {
			if m.To > i && m.Class != g.c.person {
				return true
			}
		}
	}
	return false
}

func (g *grammar) sentenceStart(i int) bool {
	return i == 0 || g.l.Tokens[i-1].Kind == rule.Punct
}

func (g *grammar) title(i int) bool {
	_, ok := g.l.EndsWith(i+1, g.c.title)
	return ok
}

func (g *grammar) stateOf(m rule.Mark) string {
	if m.Class == g.c.state || m.Class == g.c.stateShort || m.Class == g.c.metonym {
		if _, ok := g.a.world.States[m.ID]; ok {
			return m.ID
		}
	}
	return ""
}

// own records which state, organisation or group a mention belongs to.
func (g *grammar) own(m *mention, o rule.Mark) {
	if s := g.stateOf(o); s != "" {
		m.state = s
		return
	}
	switch {
	case o.Class == g.c.group:
		m.org = "group:" + o.ID
	default:
		m.org = "org:" + o.ID
	}
}

// entityAt reads the name of a state, organisation, group, metonym or place.
func (g *grammar) entityAt(i int) (mention, bool) {
	var best rule.Mark
	m := mention{from: i}
	for _, w := range g.l.Words[i] {
		if w.To < best.To {
			continue
		}
		switch w.Class {
		case g.c.state, g.c.metonym, g.c.org, g.c.group:
			best = w
			m.form = parley.RefState
			if w.Class == g.c.org || w.Class == g.c.group {
				m.form = parley.RefOrg
			}
			m.state, m.org = "", ""
			g.own(&m, w)
		case g.c.place:
			if w.To > best.To {
				best, m.state, m.org = w, "", ""
			}
			m.place = w.ID
		case g.c.stateShort:
			if best.To == 0 && g.shortOK(w) {
				best, m.form = w, parley.RefState
				g.own(&m, w)
			}
		}
	}
	if best.To == 0 || g.insideName(best.From, best.To) || g.inAddress(best.From) {
		return mention{}, false
	}
	if _, named := g.l.EndsWith(best.From, g.c.treaty); named && m.place != "" {
		return mention{}, false // "the Paris agreement" is not France
	}
	if best.To < len(g.l.Tokens) && best.To-best.From == 1 && m.place == "" && g.partOfLongName(best) {
		return mention{}, false
	}
	m.to = best.To
	return m, true
}

// shortOK tells whether a short form, as headlines use it, stands for a state: beside a dash or
// in a list with another state.
func (g *grammar) shortOK(w rule.Mark) bool {
	n := len(g.l.Tokens)
	near := func(i int) bool {
		if i < 0 || i >= n {
			return false
		}
		for _, m := range g.l.Words[i] {
			if m.Class == g.c.state || m.Class == g.c.stateShort || m.Class == g.c.metonym {
				return true
			}
		}
		return false
	}
	if next := w.To; w.From == 0 && next < n {
		for _, c := range []rule.Class{g.c.future, g.c.past, g.c.say, g.c.possible, g.c.ongoing, g.c.neg} {
			if _, ok := g.l.Has(next, c); ok {
				return true // a headline: the short form and its verb
			}
		}
	}
	sep := func(i int) bool {
		if i < 0 || i >= n {
			return false
		}
		_, and := g.l.Has(i, g.c.and)
		return g.isDash(i) || and || g.text(i) == ","
	}
	return sep(w.From-1) && near(w.From-2) || sep(w.To) && near(w.To+1)
}

// partOfLongName tells whether a one-word name begins a longer proper name that no pack
// knows, as many given names do: the next word is capital, unknown and no acronym.
func (g *grammar) partOfLongName(w rule.Mark) bool {
	j := w.To
	if !g.nameWord(j) || g.l.Tokens[j].Caps || g.l.Tokens[j].Glued {
		return false
	}
	syllable := g.text(w.From)
	return !strings.ContainsAny(syllable, "0123456789") && len([]rune(syllable)) <= 4 && !g.nameWord(j+1)
}
