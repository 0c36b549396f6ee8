package extract

import (
	"slices"
	"sort"

	"parley"
	"parley/internal/learn"
	"parley/internal/rule"
)

// Outcome says what became of a match of a rule.
type Outcome string

// The outcomes. Only a claim stands; the others say why a match gives none.
const (
	Stood     Outcome = "claim"
	Blocked   Outcome = "blocks"    // a rule of kind "-": keeps its words from others
	Overlaps  Outcome = "overlap"   // a longer or earlier match has the words
	IsObject  Outcome = "object"    // it is what another claim is about
	NoActors  Outcome = "no-actors" // nobody was found that could have done it, or too few
	Unclaimed Outcome = "dropped"   // found, and dropped later
	Doubtful  Outcome = "doubtful"  // a claim too unlikely to be told
)

// Step is one match of a rule in a sentence and what became of it.
type Step struct {
	Sentence int // index into Input.Sentences
	Rule     *rule.Rule
	Trigger  parley.Quote
	Outcome  Outcome
	By       *rule.Rule     // the rule that took the words or is about it, where there is one
	Slots    []SlotStep     // where arguments were found
	Claim    *parley.Claim  // as told, or as it would be if it were likelier
	Standing []learn.Reason // what weighed most for its being background (above 0) or against it
	Status   []learn.Reason // where the model of status overruled the rules: what weighed most for it
	Recasts  []Recast       // whom the model of who takes part gave another role than the rules
	Resets   []Reset        // times and places of which the models of when and where say something else than the rules
	Around   []learn.Reason // and what the claims around it weighed, and itself among them
	Trust    []learn.Reason // what weighed most for its being a deed of the kind (above 0) or against it
	Seen     []learn.Reason // where a model saw it: what weighed most for its kind (above 0) or against it
}

// Reset is a time or place that a model took for a claim's own, or not, against what the rules say.
type Reset struct {
	Place bool // not a time
	Words string
	Own   bool
	Why   []learn.Reason
}

// Recast is an actor whom a model gave a role, or took out.
type Recast struct {
	Actor, Role string // the role "none" takes him out
	Why         []learn.Reason
}

// SlotStep is one syntactic place with the actors in it and the role of that place in the
// rule's frame ("" where the frame has no use for it).
type SlotStep struct {
	Slot   string
	Role   parley.Role
	Actors []parley.Actor
}

// explain lists what became of every match of a rule in the sentence, in text order. The claims of
// those that stand are found later, by their triggers: read are the triggers that stand so far.
func (s *clause) explain(sentence int, read []*trigger) []Step {
	var steps []Step
	ms := s.e.lang.Rules.Matches(s.line)
	for i := range ms {
		if st, lost := s.lost(ms, i); lost {
			steps = append(steps, st)
		}
	}
	for _, t := range s.all {
		st := Step{Rule: t.rule, Trigger: s.quote(t.from, t.to), Outcome: Unclaimed, Slots: s.slotSteps(t), Standing: t.why, Status: t.whyDeemed, Seen: t.seen, Trust: t.whyTrusted, Recasts: t.recasts, Resets: t.resets}
		switch {
		case slices.Contains(read, t):
			st.Outcome = Stood
		case t.over != nil && len(t.cast) == 0:
			st.Outcome, st.By = IsObject, t.over.rule
		case t.waits || !s.stands(t):
			st.Outcome = NoActors
		}
		steps = append(steps, st)
	}
	sort.SliceStable(steps, func(a, b int) bool { return steps[a].Trigger.Start < steps[b].Trigger.Start })
	for i := range steps {
		steps[i].Sentence = sentence
	}
	return steps
}

// trace tells in.Trace of the steps of an item, each with the claim that it became and what those around
// it weighed, by claim; doubted are those too unlikely to be told, by id.
func (in *Input) trace(steps []Step, claims []parley.Claim, around [][]learn.Reason, doubted map[string]bool) {
	for _, st := range steps {
		for i := range claims {
			c := &claims[i]
			if st.Claim == nil && (st.Outcome == Stood || st.Outcome == NoActors) && c.Trigger.Span == st.Trigger.Span && c.Rules[0] == st.Rule.Name {
				st.Outcome, st.Claim = Stood, c
				if doubted[c.ID] {
					st.Outcome = Doubtful
				}
				if i < len(around) {
					st.Around = around[i]
				}
			}
		}
		in.Trace(st)
	}
}

// lost tells whether match i became no trigger, and which rule has its words.
func (s *clause) lost(ms []rule.Match, i int) (Step, bool) {
	m := ms[i]
	st := Step{Rule: m.Rule, Trigger: s.quote(m.Trigger[0], m.Trigger[1]), Outcome: Overlaps}
	for _, t := range s.all {
		if t.rule == m.Rule && t.from == m.Trigger[0] && t.to == m.Trigger[1] {
			return st, false
		}
		if t.from < m.Trigger[1] && m.Trigger[0] < t.to {
			st.By = t.rule
		}
	}
	if st.By == nil && m.Rule.Attrs["kind"] == "-" {
		st.Outcome = Blocked
		return st, true
	}
	for _, o := range ms {
		if st.By == nil && o.Rule.Attrs["kind"] == "-" && o.Trigger[0] < m.Trigger[1] && m.Trigger[0] < o.Trigger[1] {
			st.By = o.Rule
		}
	}
	return st, true
}

// slotSteps lists the slots of a trigger with the roles that its frame gives them.
func (s *clause) slotSteps(t *trigger) []SlotStep {
	f := &t.says.roles
	var out []SlotStep
	for n := slotSubject; n < slotsEnd; n++ {
		if t.found(n) {
			out = append(out, SlotStep{slotNames[n], f[n], t.slots[n]})
		}
	}
	return out
}
