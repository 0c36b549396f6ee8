package extract

// When and where a claim happened, as models see it: which of the times and places that its sentence names are its
// own, and whether any is. What the rules chose is among what they notice.

import (
	"cmp"
	"slices"

	"parley"
	"parley/internal/learn"
	"parley/internal/rule"
)

// WhenModel and WhereModel are the names of the models in the pack, packs/LANG/models/when.txt and where.txt.
const (
	WhenModel  = "when"
	WhereModel = "where"
)

// SettingClasses are their classes.
var SettingClasses = []string{"other", "own"}

// SettingSample is what a model notices of one time or place that may be a claim's, for training.
type SettingSample struct {
	Trigger  parley.Span
	Kind     parley.Kind
	Place    bool         // it is a place, not a time
	Said     parley.Quote // its words
	Value    string       // a time as EDTF, a place by its name in English
	Features []string
}

// option is a time or place that may be a claim's.
type option struct {
	span  rule.Mark
	ref   int           // of a time, in the sentence
	place *parley.Place // of a place
	slot  slot          // likewise: what stands before it
	cost  int           // how far the rules think it is
	ruled bool          // the rules chose it
}

// maxOptions is how many times, and how many places, of a sentence are looked at for a claim: those nearest to it.
const maxOptions = 8

// ruledOdds is what the word of the rules adds to the odds of a time, contactOdds what it adds to those of contacts and
// visits, which make the rounds of negotiations. Of places rules know too little.
const ruledOdds, contactOdds = 0.5, 1

// optionReach is how far, in tokens, a place may stand from the claim.
const optionReach = 60

// setting gives a claim the time and the place that the models take for its own. Times and places of sentences that
// stand alone are left to the rules.
func (s *clause) setting(t *trigger) {
	w := s.w
	if s.of < 2 || s.e.when == nil && s.e.where == nil && w.learnSetting == nil {
		return
	}
	w.cues.Named = w.learnSetting != nil || w.traced
	s.cutUnits()
	shared := s.setFrame(t)
	if best, asked := s.choose(t, &shared, s.timeOptions(t), s.e.when); asked {
		if best == nil {
			t.when = nil
		} else if when := s.sent.Times[best.ref].When; !best.ruled && (when.Value != "" || t.when != nil) {
			t.when, t.whenAt, t.aheadTold = &when, best.span.From, s.saysAhead(best.span)
		}
	}
	if best, asked := s.choose(t, &shared, s.placeOptions(t), s.e.where); asked {
		t.place = nil
		if best != nil {
			t.place = best.place
		}
	}
}

// choose is the option that a model finds likeliest, nil where each is more likely another's. asked is false where
// there is nothing to decide, or nobody who does.
func (s *clause) choose(t *trigger, shared *setFrame, options []option, model *learn.Model) (best *option, asked bool) {
	w, top := s.w, 0.0
	if len(options) == 0 || model == nil && w.learnSetting == nil {
		return nil, false
	}
	for i := range options {
		o := &options[i]
		w.cues.Reset()
		s.settingCues(&w.cues, t, shared, options, i)
		if w.learnSetting != nil {
			said := s.quote(o.span.From, o.span.To)
			sample := SettingSample{Trigger: s.quote(t.from, t.to).Span, Kind: t.kind, Place: o.place != nil, Said: said, Features: slices.Clone(w.cues.Names())}
			if o.place != nil {
				sample.Value = o.place.Name
			} else {
				sample.Value = s.sent.Times[o.ref].Value
			}
			w.learnSetting(sample)
			continue
		}
		var scores [2]float64
		model.Scores(&w.cues, scores[:])
		odds := scores[1] - scores[0]
		if o.ruled && o.place == nil {
			odds += ruledOdds
			if !deems(t.kind) {
				odds += contactOdds
			}
		}
		if odds > top {
			best, top = o, odds
		}
	}
	if w.traced && model != nil {
		s.reset(t, shared, options, best, model)
	}
	return best, w.learnSetting == nil
}

// reset notes what the model says of the options that it takes otherwise than the rules.
func (s *clause) reset(t *trigger, shared *setFrame, options []option, best *option, model *learn.Model) {
	for i := range options {
		o := &options[i]
		own := o == best
		if own == o.ruled {
			continue
		}
		s.w.cues.Reset()
		s.settingCues(&s.w.cues, t, shared, options, i)
		t.resets = append(t.resets, Reset{Place: o.place != nil, Words: s.quote(o.span.From, o.span.To).Exact, Own: own, Why: model.Why(&s.w.cues, 1, reasons)})
	}
}

// timeOptions lists the times of the sentence, the nearest to the claim.
func (s *clause) timeOptions(t *trigger) []option {
	list := s.w.options[:0]
	for _, sp := range s.spans(t.from-timeReach, t.to+timeReach) {
		if sp.Class == s.e.c.time && s.sent.Times[sp.Ref].Duration == "" {
			list = append(list, option{span: sp, ref: sp.Ref, cost: s.distance(sp, t), ruled: t.when != nil && sp.From == t.whenAt})
		}
	}
	return s.nearestOptions(t, list)
}

// placeOptions lists the places of the sentence, the nearest to the claim: towns and regions, and states where
// something is said to be in or to go there.
func (s *clause) placeOptions(t *trigger) []option {
	list := s.w.options[:0]
	for _, sp := range s.spans(t.from-optionReach, t.to+optionReach) {
		p, in := s.placeOf(sp)
		if p == nil {
			continue
		}
		list = append(list, option{span: sp, place: p, cost: s.distance(sp, t), slot: s.preposition(sp.From), ruled: in && t.place != nil && *t.place == *p})
	}
	return s.nearestOptions(t, list)
}

// nearestOptions orders options by how far they are, and keeps the first.
func (s *clause) nearestOptions(t *trigger, list []option) []option {
	s.w.options = list
	slices.SortStableFunc(list, func(a, b option) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(t.distance(a.span.From, a.span.To), t.distance(b.span.From, b.span.To)))
	})
	return list[:min(len(list), maxOptions)]
}
