package annotate

import (
	"cmp"
	"slices"

	"parley"
	"parley/internal/pack"
	"parley/internal/rule"
)

// discourse is the state of reading one item: what its sentences mention, who bears which
// name, and what was mentioned last.
type discourse struct {
	a    *Worker
	out  *Annotated
	offs *parley.Offsets
	item int   // index of the item
	idx  []int // sentences of the item
	// mentions by position in idx, in order, not overlapping.
	mentions  [][]mention
	exprs     [][]DateExpr
	names     map[string]*person // by folded name or part of a name
	world     map[string]*person // by id of the pack: people that the item names
	day       string             // the item's day, or the middle of its span, as YYYY-MM-DD; "" unknown
	facts     []Fact
	coincided []*pack.Happening // what the calendar tells of the item on its own days
	given     *parley.Date      // the item's date as the page gives it
	prev      parley.EDTF       // the day spoken of last
	stack     stack
	main      []parley.Actor // the two states that the item is about, nil where nothing says so
	told      map[string]int // in how many sentences a state is named
}

// mention is one noun phrase that means an actor or a place.
type mention struct {
	from, to int // tokens
	form     parley.RefForm
	state    string // ISO3, "" unknown
	org      string // org:… or group:… id
	office   string // office id without holder
	boss     string // office of whose title stands behind the first: "adviser of the President"
	posted   string // ISO3 of where an ambassador serves
	alts     []string
	person   *person
	place    string // place id that the same words name
	title    string // words of the title
	capital  bool   // the title is written with a capital
	nameFrom int    // first token of the name, 0 if none
	nameTo   int
	anaphor  anaphor
	owner    anaphor // of a title whose state is only pointed at: "the president of this country"
	former   bool
	elect    bool
	newly    bool
	outgoing bool // about to leave office
	owned    bool // a title that belongs to the bearer of another: "adviser to the President"
	apposed  bool // other titles of the person follow the name
	plural   bool
	parties  bool           // of words for several that means all who stand against each other
	states   bool           // of words for two that means states only: "the two countries"
	count    int            // of those whom words such as "the three leaders" mean, 0 where they do not say
	actors   []parley.Actor // as resolved
}

// anaphor says what kind of antecedent a mention wants.
type anaphor uint8

const (
	noAnaphor anaphor = iota
	anaPerson
	anaNation
	anaPair
	anaPairPeople
	anaSeveral
	anaCounterpart
	anaBody    // the organisation or body spoken of
	anaSpeaker // I, we: whoever speaks
	anaThey
	anaRebels    // the armed opposition of the state spoken of
	anaAllies    // the allies of the state named right before
	anaHost      // the country where it happens
	anaMinistry  // the ministry spoken of
	anaCoalition // the coalition that the item names
)

// person is somebody named in the item or known to the world.
type person struct {
	id, name string
	state    string
	office   string
	org      string
	known    bool
}

func newDiscourse(a *Worker, out *Annotated, offs *parley.Offsets, idx []int) *discourse {
	return &discourse{
		a: a, out: out, offs: offs, idx: idx,
		mentions: make([][]mention, len(idx)), exprs: make([][]DateExpr, len(idx)),
		names: map[string]*person{}, world: map[string]*person{},
	}
}

func (d *discourse) line(k int) *rule.Line { return d.out.Lines[d.idx[k]] }

func (d *discourse) readMentions() {
	for k := range d.idx {
		g := grammar{a: d.a.Annotator, c: &d.a.c, l: d.line(k)}
		d.a.found = g.read(d.a.found[:0])
		d.mentions[k] = d.a.keep(d.a.found)
	}
}

// mentionsAtOnce is for how many mentions memory is made ready.
const mentionsAtOnce = 64

// keep copies the mentions of a sentence to where they stay until the next page.
func (a *Worker) keep(found []mention) []mention {
	n := len(a.mentions)
	if n+len(found) > cap(a.mentions) {
		n, a.mentions = 0, make([]mention, 0, max(2*cap(a.mentions), len(found), mentionsAtOnce)) // those kept stay where they are
	}
	a.mentions = append(a.mentions, found...)
	return a.mentions[n:len(a.mentions):len(a.mentions)]
}

// finish writes the resolved mentions, times and places into the sentences and lines.
func (d *discourse) finish() {
	for k, i := range d.idx {
		s, l := &d.out.Sentences[i], d.out.Lines[i]
		if n := d.countActors(k); n > 0 {
			s.Refs = make([]parley.Ref, 0, n)
		}
		for i := range d.mentions[k] {
			m := &d.mentions[k][i]
			span := d.offs.Span(l.Tokens[m.from].Start, l.Tokens[m.to-1].End)
			if len(m.actors) == 0 && m.place != "" {
				p, _ := d.a.world.Venue(m.place)
				l.Spans = append(l.Spans, rule.Mark{From: m.from, To: m.to, Class: d.a.c.placeSpan, Ref: len(s.Places)})
				s.Places = append(s.Places, parley.PlaceRef{Span: span, Place: parley.Place{Name: p.Name, State: parley.Maybe(p.State)}})
				continue
			}
			l.Spans = append(l.Spans, rule.Mark{From: m.from, To: m.to, Class: d.a.c.actor, Ref: len(s.Refs)})
			for j := range m.actors {
				m.actors[j].Start, m.actors[j].End = span.Start, span.End
			}
			s.Refs = append(s.Refs, parley.Ref{Span: span, Form: m.form, Actors: m.actors, Place: m.place})
		}
		d.finishTimes(k)
		sortSpans(l.Spans)
	}
}

// countActors is how many mentions of sentence k are more than places.
func (d *discourse) countActors(k int) int {
	n := 0
	for i := range d.mentions[k] {
		if m := &d.mentions[k][i]; len(m.actors) > 0 || m.place == "" {
			n++
		}
	}
	return n
}

func sortSpans(ms []rule.Mark) {
	slices.SortStableFunc(ms, func(a, b rule.Mark) int { return cmp.Compare(a.From, b.From) })
}
