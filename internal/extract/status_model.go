package extract

// Whether a deed was done, goes on, is to come, may be or is not, as a model sees it: what the rules of
// status.go say is among what it notices.

import (
	"slices"

	"parley"
	"parley/internal/learn"
)

// StatusModel is the name of the model in the pack, packs/LANG/models/status.txt.
const StatusModel = "status"

// StatusClasses are its classes.
var StatusClasses = []string{
	string(parley.Occurred), string(parley.Ongoing), string(parley.Planned),
	string(parley.Possible), string(parley.Denied), string(parley.Cancelled),
}

// The templates of features of the model of status, beside those of the model of background.
var (
	stRule, stRuleKind                   = learn.Of("ruled"), learn.Of("ruled,kind")
	stTrigger, stTriggerRule             = learn.Of("trigger,kind"), learn.Of("trigger,ruled")
	stLeft, stLeft2, stRight             = learn.Of("w-1,kind"), learn.Of("w-2,kind"), learn.Of("w+1,kind")
	stLeftRule, stLeft2Rule, stRightRule = learn.Of("w-1,ruled"), learn.Of("w-2,ruled"), learn.Of("w+1,ruled")
	stWhen, stWhenRule                   = learn.Of("when,kind"), learn.Of("when,ruled")
	stName                               = learn.Of("name,ruled")
	stGrammar                            = [...]learn.Part{learn.Of("f-,kind"), learn.Of("f-,ruled"), learn.Of("f+,kind"), learn.Of("f+,ruled")}
	stFar, stBeside, stTold              = learn.Of("far,kind"), learn.Of("beside"), learn.Of("told")
	stNext, stBlock, stForm              = learn.Of("next"), learn.Of("block,kind"), learn.Of("form,ruled")
)

// statusDoubt is by how much another status must be likelier, as logarithm of odds, than what the rules say.
const statusDoubt = 0.5

// deems tells whether the model looks at claims of the kind: contacts and visits are left to the rules, which know
// their days.
func deems(k parley.Kind) bool { return family(k) != "contact" && k != parley.Visit }

// deem lets the model say what status a claim has, by its scores; what later sentences recall is what the rules found.
func (s *clause) deem(t *trigger, scores []float64) {
	ruled := slices.Index(StatusClasses, string(t.status))
	if ruled < 0 || !deems(t.kind) || t.status == parley.Cancelled && t.over == nil && s.after(s.verbStart(t.from), s.e.c.cancel) {
		return // what its own verb calls off is off
	}
	best := ruled
	for i, score := range scores[:len(StatusClasses)] {
		if i != ruled && score > scores[ruled]+statusDoubt && (best == ruled || score > scores[best]) {
			best = i
		}
	}
	if best == ruled {
		return
	}
	t.deemed = parley.Status(StatusClasses[best])
	if s.w.traced {
		t.whyDeemed = s.e.status.Why(&s.w.cues, best, reasons)
	}
}

// statusCues notes what tells a claim's status, after newsCues.
func (s *clause) statusCues(f *learn.Features, t *trigger, m *memory) {
	kind, ruled := learn.Of(string(t.kind)), learn.Of(string(t.status))
	last := t.to - 1
	f.Add1(stRule, ruled)
	f.Add2(stRuleKind, ruled, kind)
	f.Add2(stName, learn.Of(t.rule.Name), ruled)
	words := s.trail(t.from, t.to)
	f.Add2(stTrigger, words, kind)
	f.Add2(stTriggerRule, words, ruled)
	left, left2, right := s.unit(t.from, -1), s.unit(t.from, -2), s.unit(last, 1)
	f.Add2(stLeft, left, kind)
	f.Add2(stLeft2, left2, kind)
	f.Add2(stRight, right, kind)
	f.Add2(stLeftRule, left, ruled)
	f.Add2(stLeft2Rule, left2, ruled)
	f.Add2(stRightRule, right, ruled)
	when := s.whenPart(t.when)
	f.Add2(stWhen, when, kind)
	f.Add2(stWhenRule, when, ruled)
	s.crossedCues(f, stGrammar[:2], t.from-newsReach, t.from, kind, ruled)
	s.crossedCues(f, stGrammar[2:], t.to, t.to+newsReach, kind, ruled)
	s.crossedCues(f, []learn.Part{stFar}, t.from-3*newsReach, t.from-newsReach, kind, ruled)
	var before, after *trigger
	for _, o := range s.all {
		if o.from < t.from && (before == nil || o.from > before.from) {
			before = o
		}
		if o.from > t.from && (after == nil || o.from < after.from) {
			after = o
		}
	}
	if before != nil && before.status != "" {
		f.Add3(stBeside, learn.Of(string(before.status)), learn.Of(family(before.kind)), kind)
	}
	if after != nil {
		f.Add2(stNext, learn.Of(string(after.kind)), kind)
	}
	like := alikeTo(t)
	for i := len(m.all) - 1; i >= 0 && i >= len(m.all)-lookBack; i-- {
		if o := m.all[i]; o.family == like.family && o.by != t && o.sent < m.sent && o.kind == t.kind && like.shared(o) > 0 {
			f.Add2(stTold, learn.Of(string(o.status)), kind)
			break
		}
	}
	f.Add2(stBlock, learn.Of(string(s.sent.Block)), kind)
	f.Add3(stForm, castShapeParts[t.shape()], truth(t.unworded), ruled)
}

// crossedCues notes the classes of grammatical words at tokens [from,to), each with the first value under the
// first template, with the second under the second.
func (s *clause) crossedCues(f *learn.Features, templates []learn.Part, from, to int, values ...learn.Part) {
	for j := max(from, 0); j < min(to, len(s.line.Tokens)); j++ {
		if s.inSpan(j) {
			continue
		}
		for _, w := range s.line.Words[j] {
			if c := int(w.Class); c < len(s.e.cueClass) && s.e.cueClass[c] != (learn.Part{}) {
				for i, template := range templates {
					f.Add2(template, s.e.cueClass[c], values[i])
				}
			}
		}
	}
}
