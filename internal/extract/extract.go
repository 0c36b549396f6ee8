package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"parley"
	"parley/internal/learn"
	"parley/internal/pack"
	"parley/internal/rule"
)

// Extractor reads one language. It holds no state between pages and may be shared.
type Extractor struct {
	world  *pack.World
	lang   *pack.Language
	frames map[string]frame
	senses []sense // by the order of rules, those of the model of kinds last
	c      classes
	// governs are the classes of prepositions that bring arguments.
	governs rule.Classes

	background *learn.Model // nil where the language has none
	around     *learn.Model // likewise
	rungs      *rungs       // around, for what decides
	status     *learn.Model // likewise
	trust      *learn.Model // likewise
	standing   *learn.Model // background, status and trust as one
	cast       *learn.Model // likewise
	when       *learn.Model // likewise
	where      *learn.Model // likewise
	kinds      kinds
	cueClass   []learn.Part // by class of the lexicon: as a part, where models notice it
}

// New prepares an extractor for a language of the pack. The error says what is wrong with
// the rules' attributes.
func New(p *pack.Pack, tag string) (*Extractor, []error) {
	l := p.Languages[tag]
	e := &Extractor{world: p.World, lang: l, c: newClasses(l.Lex.Class)}
	e.governs = rule.ClassesOf(e.c.between, e.c.near, e.c.against, e.c.with, e.c.of, e.c.from, e.c.in, e.c.concern, e.c.to, e.c.by)
	var errs []error
	e.frames, errs = readFrames(l)
	for _, m := range []struct {
		into    **learn.Model
		name    string
		classes []string
	}{
		{&e.background, BackgroundModel, BackgroundClasses},
		{&e.around, AroundModel, BackgroundClasses},
		{&e.status, StatusModel, StatusClasses},
		{&e.trust, TrustModel, TrustClasses},
		{&e.cast, CastModel, CastClasses},
		{&e.when, WhenModel, SettingClasses},
		{&e.where, WhereModel, SettingClasses},
	} {
		var err error
		if *m.into, err = readModel(l, m.name, m.classes); err != nil {
			errs = append(errs, err)
		}
	}
	var err error
	e.rungs = rungsOf(e.around)
	if e.standing, err = learn.Join(e.background, e.status, e.trust); err != nil {
		errs = append(errs, err)
	}
	kinds, more := e.readKinds(l)
	e.kinds, errs = kinds, append(errs, more...)
	for _, r := range slices.Concat(l.Rules.Rules, e.kinds.rules) {
		e.senses = append(e.senses, e.senseOf(r))
	}
	e.nameCues(l.Lex)
	return e, append(errs, e.checkRules()...)
}

// Input is one page as annotate left it.
type Input struct {
	PageID    string
	Sentences []parley.Sentence
	Lines     []*rule.Line
	Items     []parley.Item
	Learn     func(Sample) // told of every claim as the models of background, status and trust see it, which then decide nothing; nil: nobody asks
	// LearnKinds is told of every sentence as the model of kinds sees it, which then decides nothing;
	// nil: nobody asks.
	LearnKinds func(KindSample)
	// LearnCast is told of every actor who may take part in a claim as the model of who takes part sees
	// him, which then decides nothing; nil: nobody asks.
	LearnCast func(CastSample)
	// LearnSetting is told of every time and place that may be a claim's as the models of when and where see it, which
	// then decide nothing; nil: nobody asks.
	LearnSetting func(SettingSample)
	Trace        func(Step) // told what became of every match; nil: nobody asks
	// Until is asked before each sentence, by the place where that begins; true ends the reading
	// there. nil: nothing ends it.
	Until func(place int) bool
}

// Worker reads one page after another in memory that it keeps between them. It is for one
// goroutine.
type Worker struct {
	*Extractor
	match *rule.Matcher
	s     clause
	items [][]int    // by item: its sentences
	order []int      // matches by length
	taken []*trigger // by token: the trigger that it belongs to
	idiom trigger    // the one of matches that only take the place of others
	// The triggers of a sentence; those of the item, and how many of them are used; the claims of the page.
	date     parsed // the date that was read last
	memory   memory // of the item
	picked   []*trigger
	read     []*trigger     // of a sentence, those that are claims
	tolds    []told         // room for what items tell
	playing  []parley.Actor // of the item: who plays the same role in a deed
	places   []parley.Place // room for places
	blanks   [][]trigger
	triggers int
	claims   []parley.Claim

	// Of the model.
	learn        func(Sample)
	learnKinds   func(KindSample)
	learnCast    func(CastSample)
	learnSetting func(SettingSample)
	traced       bool // somebody asks for reasons
	cues         learn.Features
	units        []unit // of the sentence
	unitAt       []int  // by token: its unit
	quotes       []bool // by token: whether a quotation is open before it
	folded       []byte
	words        []learn.Part // of the sentence, for the model of kinds
	wordAt       []gram       // by word: its tokens
	grams        []gram       // by feature but the first: its words
	weighs       []float64    // by word: what it weighs for a kind
	scores       []float64    // by kind
	standing     [standingClasses]float64
	players      []player         // of a claim
	options      []option         // likewise
	beside       []deed           // of a claim: the others of its sentence
	judged       []Judged         // by claim of the item, where the model of background judged
	amid         [][]learn.Reason // by claim of the item, where somebody asks: what those around it weigh
}

// parsed is a date with what reading it gave.
type parsed struct {
	text  string
	value parley.EDTF
	err   error
}

// Worker returns a worker with memory of its own.
func (e *Extractor) Worker() *Worker {
	return &Worker{Extractor: e, match: e.lang.Rules.Matcher()}
}

// Extract is Worker.Extract for a single page.
func (e *Extractor) Extract(in *Input) []parley.Claim { return e.Worker().Extract(in) }

// Extract returns the claims of a page in text order.
func (w *Worker) Extract(in *Input) []parley.Claim {
	out := w.claims[:0]
	w.learn, w.traced = in.Learn, in.Trace != nil
	w.learnKinds, w.learnCast, w.learnSetting = in.LearnKinds, in.LearnCast, in.LearnSetting
	for item, sentences := range w.byItem(in) {
		var cut bool
		if out, cut = w.readItem(in, item, sentences, out); cut {
			break
		}
	}
	if in.Trace != nil { // whom somebody may still look at
		w.claims = nil
		return out
	}
	made := append([]parley.Claim(nil), out...)
	clear(out)
	w.claims = out
	return made
}

// readItem adds the claims of one item to out. cut tells that Until ended the reading.
func (w *Worker) readItem(in *Input, item int, sentences []int, out []parley.Claim) (all []parley.Claim, cut bool) {
	m, begin := &w.memory, len(out)
	defer w.spent()
	w.judged, w.amid = w.judged[:0], w.amid[:0]
	var day parley.EDTF
	if p := in.Items[item].Published; p != nil {
		day, _ = parley.ParseEDTF(p.Value)
	}
	var steps []Step
	for nth, i := range sentences {
		if cut = in.Until != nil && in.Until(in.Sentences[i].Start); cut {
			break
		}
		s := w.clause(&in.Sentences[i], in.Lines[i])
		s.day, s.nth, s.of = day, nth, len(sentences)
		first, read := len(out), s.read(m)
		for _, t := range inOrder(read, s.waiting) {
			one, doubtful := t, t.doubtful()
			if !doubtful || w.traced { // of what is not told nobody asks who, when and where
				one = s.casting(t, m)
				s.setting(one)
				t.resets = one.resets
			}
			c := s.claim(one)
			c.Item = item
			if t.deemed != "" {
				c.Status, c.Rules = t.deemed, append(c.Rules, StatusModel)
			}
			c.ID = parley.ClaimID(in.PageID, c.Kind, c.Trigger.Span, countSame(out[first:], c))
			if doubtful {
				m.doubt(c.ID)
			}
			if t.waits {
				m.waiting = append(m.waiting, waiting{t, len(out)})
			} else if _, half := t.lacks(); half && laterHalf.has(t.kind) && one == t {
				m.halves = append(m.halves, waiting{t, len(out)})
			}
			if t.scored {
				w.judged = append(w.judged, Judged{t.score, c.Kind, s.sent.Start})
			}
			if other := s.timesListed(t); len(other) > 0 {
				m.several = append(m.several, several{c.Kind, c.Trigger.Span, other})
			}
			out = append(out, c)
		}
		if in.Trace != nil {
			steps = append(steps, s.explain(i, read)...)
		}
		m.endSentence(read)
	}
	out = w.complete(m, begin, out)
	w.around(out[begin:])
	out = m.unfold(in.PageID, begin, out)
	if in.Trace != nil { // which keeps the claims
		in.trace(steps, slices.Clone(out[begin:]), w.amid, m.doubted)
	}
	out = m.credible(begin, out)
	denials(out[begin:])
	return out, cut
}

// edtf is parley.ParseEDTF, which reads a value once where it is asked for several times in a row.
func (w *Worker) edtf(value string) (parley.EDTF, error) {
	if value == "" || value != w.date.text {
		w.date.text = value
		w.date.value, w.date.err = parley.ParseEDTF(value)
	}
	return w.date.value, w.date.err
}

// byItem lists the sentences of each item.
func (w *Worker) byItem(in *Input) [][]int {
	for len(w.items) < len(in.Items) {
		w.items = append(w.items, nil)
	}
	items := w.items[:len(in.Items)]
	for i := range items {
		items[i] = items[i][:0]
	}
	for i := range in.Sentences {
		if n := in.Sentences[i].Item; n >= 0 && n < len(items) {
			items[n] = append(items[n], i)
		}
	}
	return items
}

// countSame numbers claims of the same kind on the same trigger, for their ids: they follow
// each other.
func countSame(out []parley.Claim, c parley.Claim) int {
	n := 0
	for i := len(out) - 1; i >= 0 && out[i].Trigger.Span == c.Trigger.Span; i-- {
		if out[i].Kind == c.Kind {
			n++
		}
	}
	return n
}

// checkRules reports attributes that nothing interprets.
func (e *Extractor) checkRules() []error {
	var errs []error
	for _, r := range e.lang.Rules.Rules {
		bad := func(msg string) {
			errs = append(errs, &rule.Error{File: r.File, Line: r.Line, Msg: "rule " + r.Name + ": " + msg})
		}
		for k := range r.Attrs {
			if !slices.Contains(attributes, k) {
				bad("unknown attribute " + k)
			}
		}
		k := r.Attrs["kind"]
		if k == "" {
			bad("has no kind")
		}
		if _, ok := parley.Kind(k).Info(); k != "-" && k != "" && !ok {
			bad("unknown kind " + k)
		}
		if k != "-" {
			if _, ok := e.frames[r.Attrs["frame"]]; !ok {
				bad("unknown frame " + r.Attrs["frame"])
			}
		}
		if len(r.Yes) == 0 {
			bad("has no example that it must match")
		}
	}
	return errs
}

// claim turns a read trigger into the record.
func (s *clause) claim(t *trigger) parley.Claim {
	info, _ := t.kind.Info()
	if s.notYet(t) {
		t.when = nil
	}
	c := parley.Claim{
		Kind: t.kind, Object: parley.Maybe(t.object), ObjectText: parley.Maybe(t.objectText), Plover: info.Plover, CAMEO: s.act(t, info.CAMEO),
		Status: t.status, Background: t.background,
		Evidence: parley.Quote{Span: s.sent.Span, Exact: s.sent.Exact},
		Trigger:  s.quote(t.from, t.to),
		Actors:   t.actors(), Time: t.when, Place: t.place, Duration: parley.Maybe(t.duration), Round: t.round,
		Topics: s.topics(), Conditions: s.conditions(t), Attribution: s.attribution(t),
		Confidence: t.confidence, Rules: append([]string{t.rule.Name}, t.notes...),
	}
	return c
}

// quote returns the tokens [from,to) as a span of the page.
func (s *clause) quote(from, to int) parley.Quote {
	a := s.line.Tokens[from].Start - s.line.Tokens[0].Start
	b := s.line.Tokens[to-1].End - s.line.Tokens[0].Start
	base := strings.Index(s.sent.Exact, s.line.Exact(0, 1))
	if base+a < s.counted[0] {
		s.counted = [2]int{}
	}
	s.counted = [2]int{base + a, s.counted[1] + utf8.RuneCountInString(s.sent.Exact[s.counted[0]:base+a])}
	start := s.sent.Start + s.counted[1]
	exact := s.sent.Exact[base+a : base+b]
	return parley.Quote{Span: parley.Span{Start: start, End: start + utf8.RuneCountInString(exact)}, Exact: exact}
}
