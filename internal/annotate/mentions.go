package annotate

import (
	"strings"

	"parley"
	"parley/internal/rule"
)

// grammar reads the noun phrases of one line, left to right, the longest reading first.
type grammar struct {
	a *Annotator
	c *classes
	l *rule.Line
}

func (g *grammar) read() []mention {
	var out []mention
	for i := 0; i < len(g.l.Tokens); {
		m, ok := g.at(i, out)
		if !ok {
			i = g.skip(i)
			continue
		}
		m.to = g.acronymAfter(m.to)
		if n := len(out); n > 0 && g.apposed(&out[n-1], &m) {
			out[n-1].to = m.to
			i = m.to
			continue
		}
		if n := len(out); n > 0 && g.sameTown(&out[n-1], &m) {
			out[n-1].to = m.to
			i = g.acronymAfter(m.to)
			continue
		}
		out = append(out, m)
		i = m.to
	}
	return out
}

// acronymAfter passes over a short name in brackets: "Liên minh châu Âu (EU)".
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

// apposed tells whether a title between commas only says who the person before it is:
// "ông X, cố vấn của Tổng thống Y", "ông Lavrov, Ngoại trưởng Nga,". A title with a name
// of its own begins the next of a list.
func (g *grammar) apposed(who, m *mention) bool {
	if who.nameFrom == who.nameTo || who.nameTo != who.to || m.office == "" || m.from != who.to+1 || g.text(who.to) != "," {
		return false
	}
	if m.nameFrom == m.nameTo {
		return m.to < len(g.l.Tokens) && g.text(m.to) == ","
	}
	return m.owned
}

// sameTown tells whether m is only the state of the town before it: "New York, Mỹ",
// "Warsaw (Ba Lan)".
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
func (g *grammar) at(i int, before []mention) (mention, bool) {
	if b, ok := g.l.Has(i, g.c.blocker); ok && !g.longer(i, b.To) {
		return mention{}, false
	}
	if g.longName(i) {
		if m, ok := g.entityAt(i); ok {
			return m, true
		}
	}
	for _, try := range []func(int) (mention, bool){g.anaphorAt, g.counterpartAt, g.titleAt, g.leaderAt, g.honAt, g.bodyAt, g.personAt, g.sideAt, g.entityAt} {
		if m, ok := try(i); ok {
			return m, true
		}
	}
	return mention{}, false
}

// longName tells whether the name of a state or organisation of four words or more begins
// at i: it goes before titles inside it ("Các Tiểu vương quốc Arab Thống nhất").
func (g *grammar) longName(i int) bool {
	for _, m := range g.l.Words[i] {
		if (m.Class == g.c.state || m.Class == g.c.org) && m.To-m.From >= 4 {
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

func (g *grammar) anaphorAt(i int) (mention, bool) {
	for _, p := range []struct {
		class rule.Class
		kind  anaphor
		form  parley.RefForm
	}{
		{g.c.thisNation, anaNation, parley.RefPronoun},
		{g.c.thisBody, anaBody, parley.RefPronoun},
		{g.c.we, anaSpeaker, parley.RefPronoun},
		{g.c.they, anaThey, parley.RefPronoun},
		{g.c.rebels, anaRebels, parley.RefOrg},
		{g.c.pairPeople, anaPairPeople, parley.RefPair},
		{g.c.pair, anaPair, parley.RefPair},
		{g.c.several, anaSeveral, parley.RefPair},
	} {
		w, ok := g.l.Has(i, p.class)
		if !ok {
			continue
		}
		m := mention{from: i, to: w.To, form: p.form, anaphor: p.kind, plural: p.kind == anaPair || p.kind == anaPairPeople || p.kind == anaSeveral}
		if ms := g.states(w.To); p.kind == anaPairPeople && len(ms) >= 1 {
			// "hai nhà lãnh đạo Mỹ-Nga": the states stand beside it.
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

// states reads "A", "A-B", "A và B", "A, B" of states from token i on.
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
	if b, ok := g.l.Has(i, g.c.blocker); ok && !g.longer(i, b.To) {
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
	g.takeTitle(&m, t)
	j = g.chain(&m, t.To)
	m.to = j
	return m, true
}

// modifier reads a word such as "new", "former", "acting" before a title.
func (g *grammar) modifier(j int) (int, bool) {
	for _, c := range []rule.Class{g.c.former, g.c.newly, g.c.titlePre} {
		if w, ok := g.l.Has(j, c); ok {
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
		m.title = g.l.Exact(t.From, t.To)
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
		// "Đặc phái viên Tổng thống Mỹ": the second title owns the first.
		m.owned = m.owned || k > j
		if s := g.a.lang.Tables["titles"].Flag(t.ID, "state"); len(s) > 0 && m.state == "" {
			m.state = s[0]
		}
		return t.To, true
	}
	if b, ok := g.l.Has(k, g.c.body); ok && (m.state == "" && m.org == "") {
		return b.To, true
	}
	if o, ok := g.stateAt(k); ok && m.state == "" && m.org == "" {
		g.own(m, o)
		return o.To, true
	}
	if j < len(g.l.Tokens) && g.text(j) == "," {
		if t, ok := g.l.Has(j+1, g.c.title); ok && m.nameFrom == 0 {
			old, alts := m.office, m.alts
			m.office, m.alts = t.ID, append(append([]string{old}, alts...), g.a.lang.Tables["titles"].Flag(t.ID, "alt")...)
			return t.To, true
		}
	}
	return 0, false
}

// tail reads "phụ trách Brexit của" between a title and its owner: at most six words that
// end in an owner.
func (g *grammar) tail(m *mention, j int) (int, bool) {
	_, tail := g.l.Has(j, g.c.titleTail)
	if m.state != "" || m.org != "" || !tail && !vagueOffice[m.office] {
		return 0, false
	}
	reach := 9
	if !tail {
		reach = 5 // "Bộ trưởng Phát triển Quốc tế của Anh"
	}
	for k := j; k < len(g.l.Tokens) && k <= j+reach; k++ {
		if g.l.Tokens[k].Kind == rule.Punct && !g.isDash(k) {
			return 0, false
		}
		of, ok := g.l.Has(k, g.c.of)
		if !ok {
			continue
		}
		if o, ok := g.stateAt(of.To); ok {
			g.own(m, o)
			return o.To, true
		}
	}
	return 0, false
}

// vagueOffice are the offices whose field is named after the title.
var vagueOffice = map[string]bool{
	"minister": true, "deputy-minister": true, "commissioner": true, "adviser": true,
	"director-general": true, "general": true, "chairman": true, "vice-chairman": true,
}

// nameAfter reads the name that ends a title chain, with ", ông" in between.
func (g *grammar) nameAfter(m *mention, j int) int {
	k := j
	comma := k < len(g.l.Tokens) && g.text(k) == ","
	if comma {
		k++
	}
	hon := false
	if h, ok := g.l.Has(k, g.c.hon); ok {
		k, hon = h.To, true
	}
	end, known := g.nameEnd(k)
	if end == k || comma && !hon && !known || end == k+1 && g.l.Tokens[k].Caps && !known {
		return j
	}
	if comma && !hon && end < len(g.l.Tokens) && g.text(end) != "," && g.text(end) != "." {
		return j
	}
	if end == k+1 && vagueOffice[m.office] && !known && !hon {
		return j // "Bộ trưởng Thủy lợi" names a field
	}
	m.form = parley.RefPerson
	m.nameFrom, m.nameTo = k, end
	return end
}

func (g *grammar) text(i int) string { return g.l.Text[g.l.Tokens[i].Start:g.l.Tokens[i].End] }

// nameEnd returns the token after the proper name that begins at i, or i; known tells
// whether the pack knows the person.
func (g *grammar) nameEnd(i int) (end int, known bool) {
	if i >= len(g.l.Tokens) || !g.l.Tokens[i].Upper {
		return i, false
	}
	if p, ok := g.l.Has(i, g.c.person); ok {
		end, known = p.To, true
	}
	j := i
	for j < len(g.l.Tokens) && j-i < 9 {
		switch {
		case g.namePart(j, i):
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
			// "Phạm Trường Long", "Anh Đức": a state's name inside a longer name.
			return j > i && m.Class == g.c.state && m.To == j+1 && j+1 < len(g.l.Tokens) && g.nameWord(j+1)
		}
	}
	return true
}

// leaderAt reads "nhà lãnh đạo STATE (NAME)" and "lãnh đạo A, B".
func (g *grammar) leaderAt(i int) (mention, bool) {
	w, ok := g.l.Has(i, g.c.leader)
	if !ok {
		return mention{}, false
	}
	j := w.To
	if of, ok := g.l.Has(j, g.c.of); ok {
		j = of.To
	}
	o, ok := g.stateAt(j)
	if !ok {
		return mention{}, false
	}
	m := mention{from: i, form: parley.RefTitle, office: "leader", alts: []string{"president", "prime-minister", "chancellor", "supreme-leader", "party-chief", "king", "emir"}}
	g.own(&m, o)
	m.to = g.nameAfter(&m, o.To)
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

// counterpartAt reads "người đồng cấp STATE (NAME)".
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
	}
	m.to = g.nameAfter(&m, j)
	return m, true
}

// bodyAt reads "Bộ Ngoại giao (của) STATE", with words between as in "lực lượng tên lửa Nga".
func (g *grammar) bodyAt(i int) (mention, bool) {
	b, ok := g.l.Has(i, g.c.body)
	if !ok {
		return mention{}, false
	}
	m := mention{from: i, to: b.To, form: parley.RefBody, office: b.ID}
	j := b.To
	for k := 0; k < 3; k++ {
		if of, ok := g.l.Has(j, g.c.of); ok {
			j = of.To
		}
		if n, ok := g.l.Has(j, g.c.body); ok {
			j = n.To
			continue
		}
		break
	}
	if o, ok := g.stateAt(j); ok {
		g.own(&m, o)
		m.to = o.To
		return m, true
	}
	if t, ok := g.l.Has(j, g.c.title); ok && j > b.To-1 {
		n, _ := g.titleAt(t.From)
		n.from = i
		return n, true
	}
	for _, try := range []func(int) (mention, bool){g.honAt, g.personAt} {
		if n, ok := try(j); ok && j > b.To && n.nameFrom < n.nameTo {
			n.from = i // "chính quyền của ông Kim Jong Un"
			return n, true
		}
	}
	if p, ok := g.l.Has(j, g.c.pair); ok {
		m.to, m.anaphor, m.plural = p.To, anaPair, true
		return m, true
	}
	if p, ok := g.l.Has(j, g.c.thisNation); ok {
		m.to, m.anaphor = p.To, anaNation
		return m, true
	}
	if nationalBody[m.office] && g.l.Tokens[i].Upper {
		m.anaphor = anaNation // "Hạ viện": of the state spoken of
		return m, true
	}
	return mention{}, false
}

// nationalBody are the bodies of which a state has one, so that a bare name means its own.
var nationalBody = map[string]bool{
	"parliament": true, "foreign-ministry": true, "defence-ministry": true, "presidency": true,
}

func (g *grammar) personAt(i int) (mention, bool) {
	if _, ok := g.l.Has(i, g.c.person); !ok || !g.l.Tokens[i].Upper {
		return mention{}, false
	}
	if i > 0 && g.nameWord(i-1) && !g.sentenceStart(i-1) {
		return mention{}, false // "Melania Trump" is not Trump
	}
	end, _ := g.nameEnd(i)
	if end == i+1 && g.alsoPlace(i) {
		return mention{}, false // "Muscat", "Paris": a bare word is the town
	}
	return mention{from: i, to: end, form: parley.RefPerson, nameFrom: i, nameTo: end}, true
}

func (g *grammar) alsoPlace(i int) bool {
	for _, m := range g.l.Words[i] {
		switch m.Class {
		case g.c.place, g.c.metonym, g.c.state:
			return true
		}
	}
	return false
}

// sideAt reads "phía STATE", "nước STATE".
func (g *grammar) sideAt(i int) (mention, bool) {
	for _, c := range []rule.Class{g.c.side, g.c.nation} {
		w, ok := g.l.Has(i, c)
		if !ok {
			continue
		}
		if o, ok := g.stateAt(w.To); ok {
			m := mention{from: i, to: o.To, form: parley.RefState}
			g.own(&m, o)
			return m, true
		}
	}
	return mention{}, false
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
	if best.To == 0 || g.insideName(best.From, best.To) {
		return mention{}, false
	}
	if _, named := g.l.EndsWith(best.From, g.c.treaty); named && m.place != "" {
		return mention{}, false // "Hiệp định Paris" is not France
	}
	if best.To < len(g.l.Tokens) && best.To-best.From == 1 && m.place == "" && g.partOfLongName(best) {
		return mention{}, false
	}
	m.to = best.To
	return m, true
}

// shortOK tells whether a short form ("Thổ", "Triều") stands for a state: beside a dash or
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
				return true // a headline: "Nhật muốn …"
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
// knows ("Anh Đào", "Pháp Hoa"): the next word is capital, unknown and no acronym.
func (g *grammar) partOfLongName(w rule.Mark) bool {
	j := w.To
	if !g.nameWord(j) || g.l.Tokens[j].Caps || g.l.Tokens[j].Glued {
		return false
	}
	syllable := g.text(w.From)
	return !strings.ContainsAny(syllable, "0123456789") && len([]rune(syllable)) <= 4 && !g.nameWord(j+1)
}
