package annotate

import (
	"slices"

	"parley"
	"parley/internal/pack"
	"parley/internal/rule"
)

// Annotator reads one language. It holds no state between pages and may be shared.
type Annotator struct {
	world *pack.World
	lang  *pack.Language
	lex   *rule.Lexicon
	c     classes
	dates *Dates
	// calendar holds what happened on which day.
	calendar *calendar
	// horizon is the last year in which the world's facts begin.
	horizon int
	// opens are the classes of the words with which a mention may begin.
	opens rule.Classes
	// abbrev holds the folded abbreviations after which a point ends no sentence.
	abbrev map[string]bool
	// home is the state whose officials have the titles of homeTitles where none is named.
	home       string
	homeTitles map[string]bool
	// opposition is the group that "the rebels" of a state means, by ISO3.
	opposition map[string]string
	// allies is the group that "the allies" of a state means, by ISO3.
	allies map[string]string
	// states are the states of the world as actors, by ISO3.
	states map[string]parley.Actor
}

// New prepares an annotator for a language of the pack.
func New(p *pack.Pack, tag string) *Annotator {
	l := p.Languages[tag]
	x := l.Lex
	a := &Annotator{
		world: p.World, lang: l, lex: x, c: newClasses(x.Class), abbrev: map[string]bool{},
		opposition: map[string]string{}, allies: map[string]string{}, homeTitles: map[string]bool{},
	}
	a.opens = rule.ClassesOf(
		a.c.state, a.c.stateShort, a.c.metonym, a.c.place, a.c.org, a.c.group, a.c.person, a.c.title, a.c.body, a.c.hon, a.c.he,
		a.c.counterpart, a.c.leader, a.c.side, a.c.nation, a.c.thisNation, a.c.hostNation, a.c.thisBody, a.c.pair, a.c.pairPeople, a.c.several,
		a.c.we, a.c.they, a.c.rebels, a.c.allied, a.c.coalition, a.c.former, a.c.newly, a.c.titlePre,
		a.c.kin, a.c.aged, a.c.thisMinistry,
	)
	if f := l.Tables["functions"]; f != nil {
		for _, w := range f.Forms["abbrev"] {
			a.abbrev[rule.Fold(w)] = true
		}
		for _, s := range f.Forms["home"] {
			a.home = s
		}
		for _, w := range f.Forms["home-title"] {
			a.homeTitles[w] = true
		}
	}
	a.states = make(map[string]parley.Actor, len(p.World.States))
	for iso := range p.World.States {
		a.states[iso] = parley.Actor{ID: "state:" + iso, Name: p.World.States[iso].Name, State: parley.Maybe(iso)}
	}
	for id, g := range p.World.Groups {
		if o := a.opposition[g.State]; g.Rebels && (o == "" || id < o) {
			a.opposition[g.State] = id
		}
		if o := a.allies[g.State]; g.Allies && (o == "" || id < o) {
			a.allies[g.State] = id
		}
	}
	var times map[string][]string
	if t := l.Tables["times"]; t != nil {
		times = t.Forms
	}
	a.dates = NewDates(x, times)
	if t := l.Tables["deeds"]; t != nil {
		a.calendar = newCalendar(a, t.Forms)
	}
	a.horizon = horizon(p.World)
	return a
}

// Annotated is what was understood of one page: sentences in text order, and for each
// the line that rules match on.
type Annotated struct {
	Sentences []parley.Sentence
	Lines     []*rule.Line
	Items     []parley.Item // with dates of publication as inferred

	fetched parley.Day // 0 where not known
}

// Worker annotates one page after another in memory that it keeps between them. It is for
// one goroutine.
type Worker struct {
	*Annotator
	cut  *rule.Scanner
	scan *dateScan
	// Of the item that is read: mentions of a sentence, those of earlier sentences, and what its stack and
	// pairUp work with.
	found, mentions         []mention
	nations, sides, bearers []parley.Actor
	people                  []*person
	here, near              []string // ids that sentences name
	room                    []parley.Actor
	seen                    map[string]bool
	cuts                    [][2]int // sentences of a block
	// Of the page, before they are handed out in memory of their own.
	sentences []parley.Sentence
	lines     []*rule.Line
	// Until is asked before each block, and before the names and dates of each item are looked
	// for, by the place where that begins; true ends the reading there, and what was read until
	// then is returned. nil: nothing ends it.
	Until func(place int) bool
	// Lent is what items of other pages say of the days of those of this page, by the number
	// of the item; nil where nothing is lent.
	Lent map[int][]Lent
}

// Worker returns a worker with memory of its own.
func (a *Annotator) Worker() *Worker {
	return &Worker{Annotator: a, cut: a.lex.Scanner(), scan: a.dates.scanner(), seen: map[string]bool{}}
}

// Annotate is Worker.Annotate for a single page.
func (a *Annotator) Annotate(l *parley.Layout, fetched string) *Annotated {
	return a.Worker().Annotate(l, fetched)
}

// Annotate reads the prose blocks of a page that was fetched on the day (EDTF), "" where
// that is not known: no item is younger than it. The lines hold until the next call.
func (a *Worker) Annotate(l *parley.Layout, fetched string) *Annotated {
	a.cut.Reset()
	clear(a.mentions)
	a.mentions = a.mentions[:0]
	out := &Annotated{Items: append([]parley.Item(nil), l.Items...)}
	if v, err := parley.ParseEDTF(fetched); err == nil {
		out.fetched = v.Bounds().To
	}
	offs := parley.NewOffsets(l.Text)
	a.sentences, a.lines = a.sentences[:0], a.lines[:0]
	defer func() { clear(a.sentences) }()
	for _, b := range l.Blocks {
		if !b.Kind.Prose() || b.Item < 0 {
			continue
		}
		if a.ends(b.Start) {
			out.Sentences, out.Lines = slices.Clone(a.sentences), slices.Clone(a.lines)
			return out
		}
		from, to := offs.Byte(b.Start), offs.Byte(b.End)
		a.cuts = a.split(a.cuts[:0], l.Text, from, to)
		for _, s := range a.cuts {
			line := a.cut.Line(l.Text, s[0], s[1])
			if len(line.Tokens) == 0 {
				continue
			}
			a.sentences = append(a.sentences, parley.Sentence{
				Span: offs.Span(s[0], s[1]), Exact: l.Text[s[0]:s[1]], Item: b.Item, Block: b.Kind,
			})
			a.lines = append(a.lines, line)
		}
	}
	out.Sentences, out.Lines = slices.Clone(a.sentences), slices.Clone(a.lines)
	var ds []*discourse
	for item := range out.Items {
		if a.ends(out.Items[item].Start) {
			return out
		}
		if d := a.item(out, offs, item); d != nil {
			ds = append(ds, d)
		}
	}
	contemporaries(ds)
	for _, d := range ds {
		if a.ends(out.Items[d.item].Start) {
			return out
		}
		d.resolve()
		d.finish()
	}
	return out
}

// ends tells whether the reading is to end at a place.
func (a *Worker) ends(place int) bool { return a.Until != nil && a.Until(place) }

// item reads the mentions, names and date of one item. Items never lend each other names
// or antecedents.
func (a *Worker) item(out *Annotated, offs *parley.Offsets, item int) *discourse {
	var idx []int
	for i := range out.Sentences {
		if out.Sentences[i].Item == item {
			idx = append(idx, i)
		}
	}
	if len(idx) == 0 {
		return nil
	}
	d := newDiscourse(a, out, offs, idx)
	d.item, d.given = item, out.Items[item].Published
	d.readMentions()
	d.learnNames()
	d.nationals()
	d.scanDates()
	d.collectFacts()
	d.inferDate()
	return d
}
