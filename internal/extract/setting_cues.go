package extract

// What the models of when and where notice of a time or place.

import (
	"cmp"

	"parley"
	"parley/internal/learn"
)

// The templates of their features.
var (
	setBias, setRuled, setRuledKind, setRuledRule       = learn.Of("bias"), learn.Of("ruled"), learn.Of("ruled,kind"), learn.Of("ruled,by")
	setRank, setRankKind, setRankRule                   = learn.Of("rank"), learn.Of("rank,kind"), learn.Of("rank,by")
	setReach, setReachKind, setReachShape               = learn.Of("reach"), learn.Of("reach,kind"), learn.Of("reach,shape")
	setBroken, setBrokenKind, setAmong                  = learn.Of("broken"), learn.Of("broken,kind"), learn.Of("among")
	setVerbs, setVerbsKind, setSub                      = learn.Of("verbs"), learn.Of("verbs,kind"), learn.Of("sub")
	setPre, setPreKind, setPrePair                      = learn.Of("w-1"), learn.Of("w-1,kind"), learn.Of("w-2,w-1")
	setPost, setPostKind, setPrePost                    = learn.Of("w+1"), learn.Of("w+1,kind"), learn.Of("w-1,w+1")
	setNear, setNearKind                                = learn.Of("near"), learn.Of("near,kind")
	setTrigger, setOpens, setFirst, setTitle, setStatus = learn.Of("trigger"), learn.Of("opens"), learn.Of("first"), learn.Of("title"), learn.Of("status")
	setWord, setWordKind, setCue, setCueKind            = learn.Of("says"), learn.Of("says,kind"), learn.Of("cue"), learn.Of("cue,kind")
	setStands, setStandsKind, setStandsStatus           = learn.Of("stands"), learn.Of("stands,kind"), learn.Of("stands,status")
	setWhose, setWhoseKind, setSlot, setSlotKind        = learn.Of("whose"), learn.Of("whose,kind"), learn.Of("slot"), learn.Of("slot,kind")
	setPlace, setPlaceKind                              = learn.Of("place"), learn.Of("place,kind")
	setBefore, setTaken                                 = learn.Of("back"), learn.Of("taken")
	setReported, setForeign, setNamesYear               = learn.Of("reported"), learn.Of("foreign"), learn.Of("names-year")
	setPosted, setCountry, setCapital, setTown          = learn.Of("posted"), learn.Of("country"), learn.Of("capital"), learn.Of("town")
	setFar, setFarKind, setFarShape                     = learn.Of("far"), learn.Of("far,kind"), learn.Of("far,shape")
	setNobody                                           = learn.Of("nobody")
	setCloser, setCloserKind, setCloserShape            = learn.Of("closer"), learn.Of("closer,kind"), learn.Of("closer,shape")
	castBreaksParts                                     = castParts(castBreaks[:], nil)
)

// setFrame is what the features of all options of a claim share.
type setFrame struct{ kind, by, status, shape, trigger learn.Part }

// setFrame is that of a claim.
func (s *clause) setFrame(t *trigger) setFrame {
	return setFrame{
		kind: learn.Of(string(t.kind)), by: learn.Of(t.rule.Name), status: learn.Of(string(t.status)),
		shape: castShapeParts[t.shape()], trigger: s.trail(t.from, t.to),
	}
}

// settingCues notes what tells whether option i is the claim's own.
func (s *clause) settingCues(f *learn.Features, t *trigger, c *setFrame, options []option, i int) {
	o := &options[i]
	sp := o.span
	kind, by, ruled := c.kind, c.by, truth(o.ruled)
	f.Add(setBias)
	f.Add1(setRuled, ruled)
	f.Add2(setRuledKind, ruled, kind)
	f.Add2(setRuledRule, ruled, by)
	where, from, to := 2, sp.To, sp.To // in the trigger
	switch {
	case sp.To <= t.from:
		where, from, to = 0, sp.To, t.from
	case sp.From >= t.to:
		where, from, to = 1, t.to, sp.From
	}
	ranked := castRanks[where*4+min(i, 3)]
	f.Add2(setRank, ranked, ruled)
	f.Add2(setRankKind, ranked, kind)
	f.Add2(setRankRule, ranked, by)
	f.Add2(setAmong, number(len(options)), ranked)
	reach := castReaches[where*len(castDigits)+reachOf(to-from)]
	f.Add2(setReach, reach, ruled)
	f.Add2(setReachKind, reach, kind)
	f.Add2(setReachShape, reach, c.shape)
	far := castReaches[where*len(castDigits)+farOf(o.cost)]
	f.Add2(setFar, far, ruled)
	f.Add2(setFarKind, far, kind)
	f.Add2(setFarShape, far, c.shape)
	s.settingGap(f, t, c, where, from, to)
	pre, post := s.unit(sp.From, -1), s.unit(sp.To-1, 1)
	side := castSides[where]
	f.Add2(setPre, pre, side)
	f.Add3(setPreKind, pre, side, kind)
	f.Add3(setPrePair, s.unit(sp.From, -2), pre, side)
	f.Add2(setPost, post, side)
	f.Add3(setPostKind, post, side, kind)
	f.Add3(setPrePost, pre, post, side)
	f.Add2(setTrigger, c.trigger, ranked)
	f.Add2(setStatus, c.status, ranked)
	if s.nth == 0 {
		f.Add1(setTitle, side)
	}
	s.rivals(f, t, c, o, side)
	if o.place != nil {
		s.whereCues(f, t, c, o, side)
	} else {
		s.whenCues(f, t, c, o, side)
	}
}

// settingGap notes what stands between an option and the words that carry the kind.
func (s *clause) settingGap(f *learn.Features, t *trigger, c *setFrame, where, from, to int) {
	broken := 0
	for j := from; j < to; j++ {
		if s.stop(j) {
			broken = 2
		} else if s.comma(j) && !s.namesComma(j) {
			broken = max(broken, 1)
		}
	}
	verbs, sub, _ := s.verbsBetween(t, from, to)
	side := castSides[where]
	f.Add1(setBroken, castBroke[where*3+broken])
	f.Add2(setBrokenKind, castBroke[where*3+broken], c.kind)
	f.Add2(setVerbs, verbs, side)
	f.Add3(setVerbsKind, verbs, side, c.kind)
	f.Add2(setSub, sub, side)
	if where == 0 && from > 0 && s.w.unitAt[from-1] == 0 {
		f.Add3(setFirst, c.kind, c.shape, verbs)
		f.Add3(setOpens, c.shape, verbs, castBreaksParts[broken])
	}
	s.wordsBetween(f, from, to, side)
}

// namesComma tells whether the comma at j only parts names: "in the palace, Paris".
func (s *clause) namesComma(j int) bool {
	return j > 0 && j+1 < len(s.at) && s.at[j-1] != 0 && s.at[j+1] != 0
}

// rivals notes which other deeds of the sentence stand nearest to an option, before it and behind it.
func (s *clause) rivals(f *learn.Features, t *trigger, c *setFrame, o *option, side learn.Part) {
	var before, after *trigger
	for _, x := range s.all {
		if x.over != nil && len(x.cast) == 0 {
			continue
		}
		if x.to <= o.span.From {
			before = x
		} else if after == nil && x.from >= o.span.To {
			after = x
		}
	}
	name := func(x *trigger) learn.Part {
		switch x {
		case nil:
			return setNobody
		case t:
			return valueYes
		}
		return learn.Of(string(x.kind))
	}
	f.Add3(setNear, name(before), name(after), side)
	f.Add3(setNearKind, truth(before == t), truth(after == t), c.kind)
	mine, other := t.distance(o.span.From, o.span.To), -1
	for _, x := range [...]*trigger{before, after} {
		if x != nil && x != t {
			if d := x.distance(o.span.From, o.span.To); other < 0 || d < other {
				other = d
			}
		}
	}
	closer := 3
	if other >= 0 {
		closer = cmp.Compare(mine, other) + 1
	}
	f.Add2(setCloser, number(closer), side)
	f.Add3(setCloserKind, number(closer), side, c.kind)
	f.Add3(setCloserShape, number(closer), side, c.shape)
}

// whenCues notes what a time says.
func (s *clause) whenCues(f *learn.Features, t *trigger, c *setFrame, o *option, side learn.Part) {
	tr := &s.sent.Times[o.ref]
	stands := s.whenPart(&tr.When)
	f.Add2(setStands, stands, side)
	f.Add2(setStandsKind, stands, c.kind)
	f.Add2(setStandsStatus, stands, c.status)
	word := s.trail(o.span.From, o.span.From+1)
	f.Add2(setWord, word, side)
	f.Add2(setWordKind, word, c.kind)
	for _, cue := range [...]struct {
		part learn.Part
		is   bool
	}{
		{setReported, s.reported(o.span, t)},
		{setForeign, tr.Value != "" && s.foreign(o.span, t)},
		{setNamesYear, tr.Value != "" && s.namesYear(o.span, t)},
	} {
		if cue.is {
			f.Add2(setCue, cue.part, side)
			f.Add2(setCueKind, cue.part, c.kind)
		}
	}
	if t.background {
		f.Add2(setBefore, stands, side)
	}
}

// whereCues notes what a place is to the claim.
func (s *clause) whereCues(f *learn.Features, t *trigger, c *setFrame, o *option, side learn.Part) {
	sort := setTown
	if o.span.Class == s.e.c.actor {
		sort = setCountry
		if s.sent.Refs[o.span.Ref].Place != "" {
			sort = setCapital
		}
	}
	whose := setNobody
	for i := range t.cast {
		if a := &t.cast[i]; o.place.State != "" && a.State == o.place.State {
			whose = learn.Of(string(a.Role))
		}
	}
	slot := number(int(o.slot))
	f.Add2(setWhose, whose, sort)
	f.Add3(setWhoseKind, whose, sort, c.kind)
	f.Add3(setSlot, slot, sort, side)
	f.Add3(setSlotKind, slot, sort, c.kind)
	f.Add1(setPlace, learn.Of(o.place.Name))
	f.Add2(setPlaceKind, learn.Of(o.place.Name), c.kind)
	if s.posted(o.span) {
		f.Add2(setCue, setPosted, side)
	}
	if t.kind == parley.Visit {
		f.Add2(setTaken, whose, side)
	}
}

// farOf is how far the rules think an option is, in steps.
func farOf(cost int) int {
	for step, most := range [...]int{2, 6, 12, 20, 40, 80, 120} {
		if cost <= most {
			return step
		}
	}
	return 7
}
