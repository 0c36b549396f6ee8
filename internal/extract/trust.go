package extract

// How likely it is that a sentence tells of a deed of the kind that a rule read there, as a model sees it. That is the
// claim's confidence, and what is unlikely is no claim.

import (
	"math"

	"parley"
	"parley/internal/learn"
)

// TrustModel is the name of the model in the pack, packs/LANG/models/trust.txt.
const TrustModel = "trust"

// TrustClasses are its classes.
var TrustClasses = []string{"misread", "told"}

// The templates of features of the model of trust, beside those of the models of background and of status.
var (
	trRule, trRuleStatus  = learn.Of("by"), learn.Of("by,status")
	trLeft, trRight       = learn.Of("w-1,by"), learn.Of("w+1,by")
	trLeft2, trRight2     = learn.Of("w-2,by"), learn.Of("w+2,by")
	trWordLeft            = learn.Of("l,kind")
	trWordRight           = learn.Of("r,kind")
	trShape, trShapeRule  = learn.Of("shape,kind"), learn.Of("shape,by")
	trNote                = learn.Of("note,by")
	trObject              = learn.Of("object,kind")
	trBeside, trBesideAll = learn.Of("beside,kind"), learn.Of("besides")
	trFirst               = learn.Of("first,kind")
	trPlace               = learn.Of("place,kind")
)

// least is the likelihood below which a claim is none: people who read news would rather miss one than be told
// a wrong one, and what is read wrongly harms events and tracks. Of contacts and visits, which make the rounds of
// negotiations, only what no time is told of and is hardly possible is left out.
const (
	least        = 0.47
	leastContact = 0.2
)

// maxBeside is how many deeds of a sentence are noticed beside a claim: who lists more says little by each.
const maxBeside = 16

// trust lets the model say how likely a claim is, by its scores.
func (s *clause) trust(t *trigger, scores []float64) {
	t.confidence, t.trusted = likelihood(scores[1]-scores[0]), true
	if s.w.traced {
		t.whyTrusted = s.e.trust.Why(&s.w.cues, 1, reasons)
	}
}

// likelihood is the probability of log odds, to two places.
func likelihood(odds float64) float64 {
	return math.Round(100/(1+math.Exp(-odds))) / 100
}

// trustCues notes what tells a deed from words that only look like one, after statusCues.
func (s *clause) trustCues(f *learn.Features, t *trigger, m *memory) {
	kind, by, last := learn.Of(string(t.kind)), learn.Of(t.rule.Name), t.to-1
	f.Add1(trRule, by)
	f.Add2(trRuleStatus, by, learn.Of(string(t.status)))
	f.Add2(trLeft, s.unit(t.from, -1), by)
	f.Add2(trLeft2, s.unit(t.from, -2), by)
	f.Add2(trRight, s.unit(last, 1), by)
	f.Add2(trRight2, s.unit(last, 2), by)
	for n := 1; n <= newsReach; n++ {
		f.Add2(trWordLeft, s.unit(t.from, -n), kind)
		f.Add2(trWordRight, s.unit(last, n), kind)
	}
	shape := castShapeParts[t.shape()]
	f.Add2(trShape, shape, kind)
	f.Add2(trShapeRule, shape, by)
	for _, note := range t.notes {
		f.Add2(trNote, learn.Of(note), by)
	}
	f.Add2(trObject, learn.Of(t.object), kind)
	n := 0
	for _, o := range s.all[:min(len(s.all), maxBeside)] {
		if o != t && o.over == nil {
			f.Add2(trBeside, learn.Of(string(o.kind)), kind)
			n++
		}
	}
	f.Add1(trBesideAll, number(n))
	f.Add2(trFirst, s.unit(0, 0), kind)
	f.Add2(trPlace, number(min(s.nth, 3)), kind)
	s.castOf(f, t, kind, by)
	s.namesCues(f, t, m, kind, by)
}

// doubtful tells whether a claim is too unlikely to be one.
func (t *trigger) doubtful() bool {
	if deems(t.kind) {
		return t.trusted && t.confidence < least
	}
	return t.trusted && t.confidence < leastContact && t.when == nil
}

// doubt notes that a claim is too unlikely to stay; later sentences may still speak of it.
func (m *memory) doubt(id string) {
	if m.doubted == nil {
		m.doubted = map[string]bool{}
	}
	m.doubted[id] = true
}

// credible takes out the claims from the first on that are too unlikely.
func (m *memory) credible(begin int, out []parley.Claim) []parley.Claim {
	if len(m.doubted) == 0 {
		return out
	}
	kept := out[:begin]
	for _, c := range out[begin:] {
		if !m.doubted[c.ID] {
			kept = append(kept, c)
		}
	}
	return kept
}
