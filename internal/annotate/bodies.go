package annotate

import (
	"parley"
	"parley/internal/rule"
)

// bodyAt reads a body of a state, "ministry (of) STATE", with further bodies between as in
// "forces missile STATE".
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
		m.to = g.postedAt(&m, o.To)
		if m.office == people {
			g.citizen(&m)
		}
		return m, true
	}
	if t, ok := g.l.Has(j, g.c.title); ok && j > b.To-1 {
		n, _ := g.titleAt(t.From)
		n.from = i
		return n, true
	}
	for _, try := range []func(int) (mention, bool){g.honAt, g.personAt} {
		if n, ok := try(j); ok && j > b.To && n.nameFrom < n.nameTo {
			n.from = i // "the government of Mr Kim"
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
		m.anaphor = anaNation // "the House": of the state spoken of
		return m, true
	}
	if w, ok := g.l.Has(i, g.c.bareBody); ok && w.To >= b.To && g.verbAt(w.To) {
		m.to = w.To
		m.anaphor = anaNation // "the army has …": of the state spoken of
		return m, true
	}
	return mention{}, false
}

// people is the body of a state's citizens.
const people = "people"

// citizen reads the name behind "a student of STATE": who is called so is of that state, and no body.
func (g *grammar) citizen(m *mention) {
	if m.state == "" || !g.nameFollows(m, m.to) {
		return
	}
	m.to, m.office = g.nameAfter(m, m.to), ""
}

// postedAt passes over where a mission is posted, which is neither whom it acts for nor where it acts: "the embassy of A
// in B". A town may be where something happens to it.
func (g *grammar) postedAt(m *mention, i int) int {
	if m.office != "embassy" && m.office != "consulate" && m.office != "diplomatic-mission" {
		return i
	}
	if p, ok := g.l.Has(i, g.c.post); ok {
		for _, c := range [...]rule.Class{g.c.state, g.c.org} {
			if o, ok := g.l.Has(p.To, c); ok {
				return o.To
			}
		}
	}
	return i
}

// verbAt tells whether token i begins what only a verb has: a word of tense, negation or saying.
func (g *grammar) verbAt(i int) bool {
	for _, c := range []rule.Class{g.c.future, g.c.past, g.c.say, g.c.possible, g.c.ongoing, g.c.neg, g.c.passive} {
		if _, ok := g.l.Has(i, c); ok {
			return true
		}
	}
	return false
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

// sideAt reads "the side of STATE", "the country STATE".
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
