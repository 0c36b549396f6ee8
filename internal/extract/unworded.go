package extract

// Claims whose words no rule knows, as a model of whole sentences sees them: which kinds a sentence
// tells of. It is asked only for kinds that rules leave untold there; the words that weigh most for
// a kind are its trigger, and who takes part is found as for a rule.

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/internal/learn"
	"parley/internal/pack"
	"parley/internal/rule"
)

// KindsModel is the name of the model in the pack, packs/LANG/models/kinds.txt. Its classes are kinds,
// each judged for itself: a sentence may tell of several.
const KindsModel = "kinds"

// kindsTable is the table that gives each kind the attributes of a rule.
const kindsTable = "unworded"

// gramsPrefix begins the names of the rules by which such claims are known.
const gramsPrefix = "/model."

// The templates of features of the model of kinds: one word, two, three.
var (
	kindBias            = learn.Of("bias")
	gram1, gram2, gram3 = learn.Of("1"), learn.Of("2"), learn.Of("3")
	gramName            = learn.Of("@name")
	gramNumber          = learn.Of("@number")
)

// KindSample is what the model of kinds notices of one sentence, for training.
type KindSample struct {
	Sentence parley.Quote
	Features []string
}

// kinds is the model of kinds with a rule for each.
type kinds struct {
	model *learn.Model
	rules []*rule.Rule // by class; nil where the pack tells nothing of the kind
}

// gram is a run of words that the model may know.
type gram struct{ from, to int } // tokens

// readKinds gives the model of kinds of a language; its model is nil where there is none.
func (e *Extractor) readKinds(l *pack.Language) (kinds, []error) {
	k := kinds{model: l.Models[KindsModel]}
	if k.model == nil {
		return k, nil
	}
	var errs []error
	table := l.Tables[kindsTable]
	for _, class := range k.model.Classes {
		bad := func(format string, args ...any) {
			errs = append(errs, &rule.Error{File: l.Tag + "/words/" + kindsTable + ".tsv", Msg: class + ": " + fmt.Sprintf(format, args...)})
		}
		if _, ok := parley.Kind(class).Info(); !ok {
			bad("the model of kinds has a class that is no kind")
		}
		if table == nil || table.Forms[class] == nil {
			k.rules = append(k.rules, nil)
			continue
		}
		r := &rule.Rule{Name: l.Tag + gramsPrefix + class, Order: len(l.Rules.Rules) + len(k.rules), Attrs: map[string]string{"kind": class}}
		for _, f := range table.Forms[class] {
			name, value, ok := strings.Cut(f, ":")
			if !ok || name != "frame" && name != "needs" {
				bad("%q is not frame:ID or needs:WHO", f)
			}
			r.Attrs[name] = value
		}
		if _, ok := e.frames[r.Attrs["frame"]]; !ok {
			bad("unknown frame %q", r.Attrs["frame"])
		}
		k.rules = append(k.rules, r)
	}
	return k, errs
}

// unworded adds the claims of kinds that the model sees in a sentence and that no rule gave.
func (s *clause) unworded(m *memory, told []*trigger) []*trigger {
	k, w := &s.e.kinds, s.w
	if k.model == nil && w.learnKinds == nil {
		return told
	}
	w.cues.Named = w.learnKinds != nil || w.traced
	s.cutGrams()
	if w.learnKinds != nil {
		w.learnKinds(KindSample{Sentence: parley.Quote{Span: s.sent.Span, Exact: s.sent.Exact}, Features: slices.Clone(w.cues.Names())})
		return told
	}
	w.scores = zeros(w.scores, len(k.model.Classes))
	k.model.Scores(&w.cues, w.scores)
	var seen []*trigger
	for class, score := range w.scores {
		if score < certain || k.rules[class] == nil {
			continue
		}
		r := k.rules[class]
		if s.tells(told, s.e.sense(r).kind) {
			continue
		}
		if t := s.words(class, r); t != nil {
			if w.traced {
				t.seen = k.model.Why(&w.cues, class, reasons)
			}
			seen = append(seen, t)
		}
	}
	if len(seen) == 0 {
		return told
	}
	n := len(told)
	for _, t := range seen {
		s.sidesUnworded(t, m, told[:n])
		if !t.waits && !s.stands(t) {
			continue
		}
		s.all = append(s.all, t)
		s.decideBackground(t, m)
		s.standing(t, m)
		if t.waits {
			s.waiting = append(s.waiting, t)
			continue
		}
		t.confidence = confidence(t)
		told = append(told, t)
	}
	byPlace := func(a, b *trigger) int { return cmp.Compare(a.from, b.from) }
	slices.SortStableFunc(told, byPlace)
	slices.SortStableFunc(s.all, byPlace)
	return told
}

// sidesUnworded finds who takes part, when and where, and whether it happened.
func (s *clause) sidesUnworded(t *trigger, m *memory, before []*trigger) {
	s.findSlots(t)
	s.sides(t, m, before)
	s.blamed(t)
	if !s.stands(t) {
		s.nearest(t)
	}
	if !s.stands(t) {
		m.elsewhere(t)
	}
	s.decideWhere(t)
	s.decideStatus(t)
}

// askedReach is how many tokens what is asked for may stand behind the words that ask.
const askedReach = 30

// asked tells whether token i belongs to what a claim of the sentence demands, offers, refuses or threatens:
// it is that claim's object, and none of its own.
func (s *clause) asked(i int) bool {
	for j := i - 1; j >= 0 && j > i-askedReach; j-- {
		if s.stop(j) {
			return false
		}
		if o := s.end[j+1]; o != nil && objectful.has(o.kind) {
			return true
		}
	}
	return false
}

// nearest gives a claim without the sides that it needs those that stand nearest to its words: before
// them who does it, behind them whom it is done to; in what several do together, all.
func (s *clause) nearest(t *trigger) {
	info, _ := t.kind.Info()
	before, after, n := -1, -1, len(t.cast)
	for i, sp := range s.line.Spans {
		switch {
		case sp.Class != s.e.c.actor:
		case sp.To <= t.from:
			before = i
		case after < 0 && sp.From >= t.to:
			after = i
		}
	}
	roles := [2]parley.Role{parley.RoleSource, parley.RoleTarget}
	if info.Form == parley.Mutual {
		roles = [2]parley.Role{parley.RoleParty, parley.RoleParty}
	}
	for side, i := range [2]int{before, after} {
		if i < 0 || t.count(roles[side]) > 0 && roles[side] != parley.RoleParty {
			continue
		}
		for _, a := range s.actorsAt(s.line.Spans[i]) {
			if !t.names(a) {
				t.add(roles[side], []parley.Actor{a})
			}
		}
	}
	if len(t.cast) > n {
		t.notes = append(t.notes, "nearest")
	}
}

// begins tells whether a word of the class begins at token i.
func (s *clause) begins(i int, c rule.Class) bool {
	_, ok := s.line.Has(i, c)
	return ok
}

// tells tells whether the sentence has a claim of the kind, or one that waits.
func (s *clause) tells(told []*trigger, kind parley.Kind) bool {
	is := func(t *trigger) bool { return t.kind == kind }
	return slices.ContainsFunc(told, is) || slices.ContainsFunc(s.waiting, is)
}

// words finds the words that a claim of the class stands on: those of a rule of its kind that gave none,
// or those that weigh most. It returns nil where there are none.
func (s *clause) words(class int, r *rule.Rule) *trigger {
	at, ok := gram{}, false
	for _, t := range s.all {
		if t.kind != s.e.sense(r).kind || t.unworded {
			continue
		}
		if t.over != nil {
			return nil // told as what another claim is about
		}
		if !ok {
			at, ok = gram{t.from, t.to}, true
		}
	}
	if !ok {
		if at, ok = s.heaviest(class); !ok {
			return nil
		}
	}
	if s.asked(at.from) {
		return nil
	}
	t := s.newTrigger(rule.Match{Rule: r, From: at.from, To: at.to, Trigger: [2]int{at.from, at.to}})
	t.wide, t.unworded = true, true
	return t
}

// certain is the logarithm of the odds from which a kind becomes a claim: about two to one, since people
// who read news would rather miss a claim than be told a wrong one.
const certain = 0.7

// maxGrams limits the words of a sentence that are noticed: nobody writes longer ones.
const maxGrams = 400

// cutGrams notes the runs of one to three words of the sentence. Names are one word, and alike.
func (s *clause) cutGrams() {
	w := s.w
	w.cues.Reset()
	w.cues.Add(kindBias)
	w.grams, w.words, w.wordAt = w.grams[:0], w.words[:0], w.wordAt[:0]
	for i, t := range s.line.Tokens {
		if len(w.words) == maxGrams {
			break
		}
		p, at := learn.Part{}, gram{i, i + 1}
		switch {
		case t.Kind == rule.Number:
			p = gramNumber
		case t.Kind == rule.Punct:
			if x := s.line.Exact(i, i+1); t.Quote || x == "?" || x == "!" || x == ":" || x == "," {
				p = s.trail(i, i+1)
			}
		case i > 0 && t.Upper:
			if n := len(w.words); n > 0 && w.words[n-1] == gramName {
				w.wordAt[n-1].to = i + 1
				continue
			}
			p = gramName
		default:
			p = s.trail(i, i+1)
		}
		if p != (learn.Part{}) {
			w.words, w.wordAt = append(w.words, p), append(w.wordAt, at)
		}
	}
	for i := range w.words {
		w.cues.Add1(gram1, w.words[i])
		w.grams = append(w.grams, gram{i, i + 1})
		if i+1 < len(w.words) {
			w.cues.Add2(gram2, w.words[i], w.words[i+1])
			w.grams = append(w.grams, gram{i, i + 2})
		}
		if i+2 < len(w.words) {
			w.cues.Add3(gram3, w.words[i], w.words[i+1], w.words[i+2])
			w.grams = append(w.grams, gram{i, i + 3})
		}
	}
}

// heaviest finds the words that weigh most for a class: one, two or three that the model knows as a run
// and that are no name, number or mark, nor part of another trigger or of an actor, time or place.
// A run weighs what it does itself and what its parts do.
func (s *clause) heaviest(class int) (gram, bool) {
	w := s.w
	w.weighs = zeros(w.weighs, 3*len(w.words)) // by its first word and how many more it has
	s.e.kinds.model.Each(&w.cues, class, func(i int, weight float64) {
		if i > 0 { // behind the bias
			g := w.grams[i-1]
			w.weighs[3*g.from+g.to-g.from-1] += weight
		}
	})
	best, at := 0.0, gram{}
	for _, g := range w.grams {
		own := w.weighs[3*g.from+g.to-g.from-1]
		if own <= 0 || !s.free(g) {
			continue
		}
		sum := 0.0
		for i := g.from; i < g.to; i++ {
			for n := range g.to - i {
				sum += w.weighs[3*i+n]
			}
		}
		if sum > best {
			best, at = sum, gram{w.wordAt[g.from].from, w.wordAt[g.to-1].to}
		}
	}
	return at, best > 0
}

// grammatical tells whether a word of grammar stands at token i, alone or with others: no deed.
func (s *clause) grammatical(i int) bool {
	for j := max(0, i-2); j <= i; j++ {
		for _, w := range s.line.Words[j] {
			if c := int(w.Class); j+(w.To-w.From) > i && c < len(s.e.cueClass) && s.e.cueClass[c] != (learn.Part{}) {
				return true
			}
		}
	}
	return false
}

// free tells whether a run of words may be a trigger: words beside each other, of which one is no word of
// grammar.
func (s *clause) free(g gram) bool {
	w, tells := s.w, false
	for j := g.from; j < g.to; j++ {
		i := w.wordAt[j].from
		if w.words[j] == gramName || s.line.Tokens[i].Kind != rule.Word || s.inSpan(i) || w.taken[i] != nil || i-w.wordAt[g.from].from != j-g.from {
			return false
		}
		tells = tells || !s.grammatical(i)
	}
	return tells
}
