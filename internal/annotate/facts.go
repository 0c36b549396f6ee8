package annotate

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"parley"
	"parley/internal/pack"
	"parley/internal/rule"
)

// newlyDays is for how long after taking office somebody is called new in it.
const newlyDays = 250

// outgoingDays is for how long before leaving office somebody is called outgoing.
const outgoingDays = 120

// scheduledSlack is how long before it happens an announced event is already named.
const scheduledSlack = 550

// scanDates finds the date expressions of every sentence; those inside the name of an
// actor ("G20", a title) are left out. A state in the name of a time zone is no actor.
func (d *discourse) scanDates() {
	for k := range d.idx {
		for _, e := range d.a.scan.read(d.line(k)) {
			ms := d.mentions[k]
			i := sort.Search(len(ms), func(i int) bool { return ms[i].from > e.From })
			j := i
			for j < len(ms) && ms[j].to <= e.To {
				j++
			}
			if j > i {
				d.mentions[k] = slices.Delete(ms, i, j)
			}
			if !d.insideMention(k, e.From, e.To) {
				d.exprs[k] = append(d.exprs[k], e)
			}
		}
	}
}

func (d *discourse) insideMention(k, from, to int) bool {
	ms := d.mentions[k]
	i := sort.Search(len(ms), func(i int) bool { return ms[i].to > from })
	return i < len(ms) && ms[i].from < to
}

// inferDate finds the item's day from what the page gives, its own dates and the facts.
func (d *discourse) inferDate() {
	it := &d.out.Items[d.item]
	ev := ItemEvidence{Facts: d.facts, Given: d.given, NotAfter: d.out.fetched, Horizon: d.a.horizon, Lent: d.a.Lent[d.item]}
	n := 0
	for k := range d.idx {
		n += len(d.exprs[k])
	}
	ev.Exprs = make([]Located, 0, n)
	for k := range d.idx {
		for _, e := range d.exprs[k] {
			ev.Exprs = append(ev.Exprs, Located{DateExpr: e, Tense: d.a.dates.Tense(d.line(k), e), Sentence: k, Reporting: d.reporting(k, e)})
		}
	}
	inferred := d.a.dates.InferItem(ev)
	if inferred == nil || len(inferred.Value) < len("2025-04-08") {
		if own := d.fullDate(ev); own != nil {
			inferred = own
		}
	}
	if inferred != nil {
		it.Published = inferred
	}
	if it.Published == nil {
		return
	}
	v, err := parley.ParseEDTF(it.Published.Value)
	if err != nil || strings.HasPrefix(it.Published.Value, "XXXX") {
		return
	}
	if b := v.Bounds(); b.To-b.From <= 400 {
		d.day = (b.From + (b.To-b.From)/2).String()
	}
}

// leadSentences is how many sentences tell the news of an item itself.
const leadSentences = 3

// fullDate dates an item whose first sentences give a past day with its year, where every
// office that it names was held on that day.
func (d *discourse) fullDate(ev ItemEvidence) *parley.Date {
	var best parley.EDTF
	text := ""
	for _, x := range ev.Exprs {
		v, ok := statedValue(x.DateExpr)
		if _, day := v.Day(); !ok || !day || x.Sentence >= leadSentences || x.Tense == TenseFuture || x.Form != FormPoint && (x.Form != FormRange || x.Tense != TensePast) {
			continue // of a journey that was made it is the last day
		}
		if best.IsZero() || best.Compare(v) < 0 {
			best, text = v, x.Text
		}
	}
	if best.IsZero() {
		return nil
	}
	strong := 0
	for _, f := range d.facts {
		if !f.Strong {
			continue
		}
		held := false
		for _, in := range f.Alternatives {
			held = held || in.Overlaps(best.Bounds())
		}
		if !held {
			return nil
		}
		strong++
	}
	if strong == 0 {
		return nil
	}
	return &parley.Date{Value: best.String(), Basis: parley.BasisInferred, Why: text + "; the offices that it names were held then"}
}

// reporting tells whether a verb of saying stands right beside the expression, or behind the name of the speaker that
// follows it: "on 9 January, A said".
func (d *discourse) reporting(k int, e DateExpr) bool {
	l := d.line(k)
	end := e.To
	for i := range d.mentions[k] {
		if m := &d.mentions[k][i]; m.from == e.To || m.from == e.To+1 && l.Tokens[e.To].Kind == rule.Punct {
			end = m.to
		}
	}
	for j := end; j < end+2 && j < len(l.Tokens); j++ {
		if _, ok := l.Has(j, d.a.c.say); ok {
			return true
		}
	}
	_, ok := l.EndsWith(e.From, d.a.c.say)
	return ok
}

// collectFacts turns office-holders and landmarks named in the item into bounds on its day.
func (d *discourse) collectFacts() {
	seen := map[string]bool{}
	var latest *Fact
	for k := range d.idx {
		office := "" // of who was named last
		for i := range d.mentions[k] {
			m := d.mentions[k][i]
			if m.anaphor == anaCounterpart && m.office == "" && office != "" {
				d.likeOffice(&m, office)
			} else if m.person != nil {
				office = m.office
			}
			m.outgoing = d.outgoing(k, &m)
			if f, ok := d.officeFact(&m); ok && (m.outgoing || !seen[f.Why]) {
				seen[f.Why] = true
				d.facts = append(d.facts, f)
			}
		}
		l := d.line(k)
		for j := range l.Words {
			w, ok := l.Has(j, d.a.c.landmark)
			if !ok || seen[w.ID] {
				continue
			}
			seen[w.ID] = true
			if f, ok := d.landmarkFact(w); ok {
				d.facts = append(d.facts, f)
				if o, ok := d.occasion(w); ok {
					d.facts = append(d.facts, o)
				}
				if a, ok := d.anniversary(k, w); ok {
					d.facts = append(d.facts, a)
				}
				if latest == nil || f.Alternatives[0].From > latest.Alternatives[0].From {
					latest = &f
				}
			}
		}
		d.documentFacts(l)
	}
	if latest != nil && d.out.Items[d.item].Kind != parley.ItemArticle {
		d.facts = append(d.facts, recent(*latest))
	}
	d.newlyFacts()
	d.calendarFacts()
	d.seasonFacts()
}

// newlyFacts reads "the first … since taking office": whoever is named with an office in
// that sentence or the one before took it within the last year.
func (d *discourse) newlyFacts() {
	for k := range d.idx {
		if !d.hasClass(k, d.a.c.sinceOffice) {
			continue
		}
		for _, j := range []int{k - 1, k} {
			if j < 0 {
				continue
			}
			for i := range d.mentions[j] {
				m := d.mentions[j][i]
				m.newly = true
				if f, ok := d.officeFact(&m); ok && !m.former {
					f.Strong, f.Weight, f.Why = false, 3, f.Why+", newly"
					d.facts = append(d.facts, f)
				}
			}
		}
	}
}

// outgoing tells whether a mention's own words say that its bearer is about to leave office.
func (d *discourse) outgoing(k int, m *mention) bool {
	for i := m.from; i < m.to; i++ {
		if _, ok := d.line(k).Has(i, d.a.c.outgoing); ok {
			return true
		}
	}
	return false
}

func (d *discourse) hasClass(k int, c rule.Class) bool {
	l := d.line(k)
	for i := range l.Words {
		if _, ok := l.Has(i, c); ok {
			return true
		}
	}
	return false
}

// anniversary reads "one year after the signing of …": the landmark and the years that the
// sentence counts give the day to within two weeks.
func (d *discourse) anniversary(k int, w rule.Mark) (Fact, bool) {
	lm := d.a.world.Landmarks[w.ID]
	in, ok := interval(lm.From, lm.From)
	if !ok {
		return Fact{}, false
	}
	for _, e := range d.exprs[k] {
		if e.Form != FormAnniversary || e.Count == 0 {
			continue
		}
		y, m, day := in.From.Date()
		on, ok := parley.NewDay(y+e.Count, m, day)
		if !ok {
			continue
		}
		return Fact{
			Alternatives: []parley.Interval{{From: on - 7, To: on + 7}}, Weight: 6,
			Why: fmt.Sprintf("%d years after %s (%s)", e.Count, lm.Name, lm.From),
		}, true
	}
	return Fact{}, false
}

// recentDays is for how long after a landmark a text that names it is most likely of it.
const recentDays = 60

// recent makes of the latest landmark that a teaser or entry names the fact that it is of
// its time: such lines tell what is news, they do not look back.
func recent(f Fact) Fact {
	in := f.Alternatives[0]
	if in.To == parley.DayMax {
		in.To = in.From
	}
	in.To += recentDays
	return Fact{Alternatives: []parley.Interval{in}, Why: f.Why, Weight: 4}
}

// documentFacts reads numbers of acts such as 331/2025/ND-CP: the text is of that year or
// later, and most likely of it.
func (d *discourse) documentFacts(l *rule.Line) {
	for i := 0; i+4 < len(l.Tokens); i++ {
		t := l.Tokens
		if t[i].Kind != rule.Number || t[i+2].Kind != rule.Number || t[i+4].Kind != rule.Word || !t[i+4].Caps && !t[i+4].Upper ||
			t[i+2].End-t[i+2].Start != 4 || l.Exact(i+1, i+2) != "/" || l.Exact(i+3, i+4) != "/" {
			continue
		}
		in, ok := interval(l.Exact(i+2, i+3), l.Exact(i+2, i+3))
		if y, _, _ := in.From.Date(); !ok || y > d.a.horizon+20 {
			continue
		}
		why := "it quotes the act " + l.Text[t[i].Start:t[i+4].End]
		d.facts = append(d.facts, Fact{Alternatives: []parley.Interval{in}, Why: why, LowerOnly: true},
			Fact{Alternatives: []parley.Interval{in}, Why: why, Weight: 4})
	}
}

// officeFact says when the person of a mention held the office that the words give.
func (d *discourse) officeFact(m *mention) (Fact, bool) {
	if m.person == nil || !m.person.known || m.office == "" {
		return Fact{}, false
	}
	p := d.a.world.People[strings.TrimPrefix(m.person.id, "person:")]
	f := Fact{Strong: true}
	for _, t := range d.a.world.Terms[p.ID] {
		office := m.office
		if m.elect {
			office = "president-elect"
		}
		if t.Office != office && (m.elect || !hasAlt(m.alts, t.Office)) {
			continue
		}
		in, ok := interval(t.From, t.To)
		if !ok {
			continue
		}
		switch {
		case m.former:
			f.LowerOnly, f.Strong = true, false
			in = parley.Interval{From: in.To, To: in.To}
			if t.To == "" {
				continue
			}
		case m.outgoing && t.To != "":
			in.From = max(in.From, in.To-outgoingDays)
		case m.newly:
			in.To = min(in.To, in.From+newlyDays)
		}
		f.Alternatives = append(f.Alternatives, in)
		f.Why = join(f.Why, d.a.termWords(p, t, m.former))
	}
	if m.former && len(f.Alternatives) > 1 {
		f.Alternatives = f.Alternatives[:1]
	}
	return f, len(f.Alternatives) > 0
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " or " + b
}

// termWords says a term in English: "Steve Witkoff, envoy of USA since 2025-01-20".
func (a *Annotator) termWords(p pack.Person, t pack.Term, former bool) string {
	name := a.world.Offices[t.Office].Name
	if name == "" {
		name = t.Office
	}
	switch {
	case former:
		return p.Name + " left office as " + name + " of " + t.Holder + " in " + t.To
	case t.To == "":
		return p.Name + " is " + name + " of " + t.Holder + " since " + t.From
	}
	return p.Name + " was " + name + " of " + t.Holder + " from " + t.From + " to " + t.To
}

// landmarkFact says that a text which names a landmark is not older than it.
func (d *discourse) landmarkFact(w rule.Mark) (Fact, bool) {
	lm := d.a.world.Landmarks[w.ID]
	in, ok := interval(lm.From, lm.To)
	if !ok {
		return Fact{}, false
	}
	f := Fact{LowerOnly: true, Why: fmt.Sprintf("the text names %s (%s)", lm.Name, lm.From)}
	for _, flag := range d.a.lang.Tables["landmarks"].Flags[w.ID] {
		if flag == "scheduled" {
			in.From -= scheduledSlack
			f.Brief = true
		}
	}
	f.Alternatives = []parley.Interval{in}
	return f, true
}

// The days around an event on which news that names it is likely to be of.
const (
	occasionBefore = 7
	occasionAfter  = 7
	occasionComing = 21  // before one that was announced
	occasionDays   = 30  // how long an event may last
	occasionWeight = 2.5 // too little to date an item alone
)

// occasion says that an item whose day of the year falls on the days of a landmark that it
// names is likely to be of that year.
func (d *discourse) occasion(w rule.Mark) (Fact, bool) {
	lm := d.a.world.Landmarks[w.ID]
	in, ok := interval(lm.From, lm.To)
	if !ok || in.To-in.From > occasionDays || in.From == in.To {
		return Fact{}, false
	}
	before := parley.Day(occasionBefore)
	if slices.Contains(d.a.lang.Tables["landmarks"].Flags[w.ID], "scheduled") {
		before = occasionComing
	}
	in.From, in.To = in.From-before, in.To+occasionAfter
	return Fact{
		Alternatives: []parley.Interval{in}, Weight: occasionWeight,
		Why: fmt.Sprintf("the text names %s (%s)", lm.Name, lm.From),
	}, true
}

// interval reads two EDTF dates as the days that they enclose; an empty to is open.
func interval(from, to string) (parley.Interval, bool) {
	a, err := parley.ParseEDTF(from)
	if err != nil {
		return parley.Interval{}, false
	}
	in := parley.Interval{From: a.Bounds().From, To: parley.DayMax}
	if to != "" {
		b, err := parley.ParseEDTF(to)
		if err != nil {
			return in, false
		}
		in.To = b.Bounds().To
	}
	return in, true
}

// finishTimes resolves the date expressions of sentence k and writes them into it.
func (d *discourse) finishTimes(k int) {
	if len(d.exprs[k]) == 0 {
		return
	}
	i := d.idx[k]
	s, l := &d.out.Sentences[i], d.out.Lines[i]
	ctx := NewDateContext(d.out.Items[s.Item].Published)
	ctx.Prev = d.prev
	for _, e := range d.exprs[k] {
		t := parley.TimeRef{Span: d.offs.Span(l.Tokens[e.From].Start, l.Tokens[e.To-1].End)}
		t.Text = e.Text
		if e.Form == FormDuration {
			t.Duration = parley.Maybe(e.Duration)
		} else {
			ctx.Tense = d.a.dates.Tense(l, e)
			t.Value, t.Basis, t.Why = d.a.dates.Resolve(e, ctx)
			if v, err := parley.ParseEDTF(t.Value); err == nil && v.Precision() == parley.PrecisionDay {
				ctx.Prev, d.prev = v, v
			}
		}
		l.Spans = append(l.Spans, rule.Mark{From: e.From, To: e.To, Class: d.a.c.time, Ref: len(s.Times)})
		s.Times = append(s.Times, t)
	}
}
