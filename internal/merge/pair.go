package merge

// This file says what is noticed of two claims when a model judges whether they are about
// one event: how their kinds, sides, times, places, objects, words and items stand to each
// other. Nothing noticed is a word of a language.

import (
	"slices"
	"strings"

	"parley/internal/learn"
)

// The templates of features.
var (
	pairBias, pairKind, pairKinds         = learn.Of("bias"), learn.Of("kind"), learn.Of("same-kind")
	pairFar, pairNature, pairNatureFar    = learn.Of("far"), learn.Of("nature"), learn.Of("nature,far")
	pairAll, pairParty                    = learn.Of("all"), learn.Of("party")
	pairSource, pairTarget, pairSides     = learn.Of("source"), learn.Of("target"), learn.Of("source,target")
	pairPersons, pairTurned               = learn.Of("persons"), learn.Of("turned")
	pairSpelled, pairSpelledAll           = learn.Of("spelled"), learn.Of("spelled,all")
	pairTime, pairPlace, pairObject       = learn.Of("time"), learn.Of("place"), learn.Of("object")
	pairClass, pairStatus, pairBackground = learn.Of("class"), learn.Of("same-status"), learn.Of("background")
	pairTrigger, pairNear, pairToldWith   = learn.Of("trigger"), learn.Of("near"), learn.Of("trigger,near")
	pairTwos, pairText                    = learn.Of("twos"), learn.Of("text")
	pairGap, pairHeads, pairVoice         = learn.Of("gap"), learn.Of("heads"), learn.Of("voice")
	pairTopic, pairRound                  = learn.Of("topic"), learn.Of("round")
	pairRule, pairRules, pairRuleFar      = learn.Of("same-rule"), learn.Of("rules"), learn.Of("rule,far")
)

// The values of features.
var (
	partYes, partNo                = learn.Of("yes"), learn.Of("no")
	partNone, partOne, partOther   = learn.Of("none"), learn.Of("one"), learn.Of("other")
	partSame, partWithin, partSome = learn.Of("same"), learn.Of("within"), learn.Of("some")
	partPersons, partClash         = learn.Of("same-persons"), learn.Of("clash")
	partMembers                    = learn.Of("members")
	partItem, partStory, partApart = learn.Of("item"), learn.Of("story"), learn.Of("apart")
	partDay, partWide, partOverlap = learn.Of("day"), learn.Of("wide"), learn.Of("overlap")
	partNext, partWeek             = learn.Of("next"), learn.Of("week")
	partCountry, partSentence      = learn.Of("country"), learn.Of("sentence")
	partNear, partMiddle, partLong = learn.Of("near"), learn.Of("middle"), learn.Of("long")
	partNatures                    = [...]learn.Part{learn.Of("meeting"), learn.Of("statement"), learn.Of("deed")}
	partDigits                     = [...]learn.Part{
		learn.Of("0"), learn.Of("1"), learn.Of("2"), learn.Of("3"), learn.Of("4"),
		learn.Of("5"), learn.Of("6"), learn.Of("7"), learn.Of("8"), learn.Of("9"),
	}
)

// pair notes features of two claims.
type pair struct {
	*learn.Features
	far, nature learn.Part
}

// notice notes all that is noticed of m and o, of which o comes first in the order.
func notice(f *learn.Features, m, o *mention) {
	p := pair{f, farness(m, o), partNatures[m.nature]}
	f.Add(pairBias)
	f.Add1(pairFar, p.far)
	f.Add1(pairNature, p.nature)
	f.Add2(pairNatureFar, p.nature, p.far)
	f.Add1(pairKind, learn.Of(string(m.Claim.Kind)))
	f.Add1(pairKinds, is(m.Claim.Kind == o.Claim.Kind))
	p.actors(m, o)
	p.circumstances(m, o)
	p.words(m, o)
	p.telling(m, o)
}

// cross notes a value, and that value for items that stand so to each other and for claims
// of this nature.
func (p pair) cross(template, value learn.Part) {
	p.Add1(template, value)
	p.Add2(template, value, p.far)
	p.Add2(template, value, p.nature)
}

func (p pair) actors(m, o *mention) {
	source, target := sidesPart(m.source, o.source), sidesPart(m.target, o.target)
	p.cross(pairAll, sidesPart(m.all, o.all))
	p.cross(pairParty, sidesPart(m.party, o.party))
	p.spelled(m, o)
	p.cross(pairSource, source)
	p.cross(pairTarget, target)
	p.Add2(pairSides, source, target)
	p.Add1(pairPersons, digit(min(compare(m.all, o.all).persons, 2)))
	p.Add1(pairTurned, is(compare(m.source, o.target).shared+compare(m.target, o.source).shared > 0))
}

// spelled are the sides that the sentences themselves name: what a claim has from elsewhere in its
// item is more often misread.
func (p pair) spelled(m, o *mention) {
	spelled := sidesPart(m.spelled, o.spelled)
	p.cross(pairSpelled, spelled)
	p.Add2(pairSpelledAll, spelled, sidesPart(m.all, o.all))
}

// circumstances are time, place, object, status and what else a claim says of its event.
func (p pair) circumstances(m, o *mention) {
	p.cross(pairTime, timePart(m, o))
	p.cross(pairPlace, placePart(m, o))
	p.cross(pairObject, valuePart(string(m.Claim.Object), string(o.Claim.Object)))
	p.Add2(pairClass, digit(int(min(m.class, o.class))), digit(int(max(m.class, o.class))))
	p.Add1(pairStatus, is(m.Claim.Status == o.Claim.Status))
	p.cross(pairBackground, both(m.Claim.Background, o.Claim.Background))
	p.Add1(pairTopic, topicPart(m.Claim.Topics, o.Claim.Topics))
	if a, b := m.Claim.Round, o.Claim.Round; a != nil && b != nil {
		p.Add1(pairRound, is(*a == *b))
	}
}

func (p pair) words(m, o *mention) {
	a, b := &m.wording, &o.wording
	trigger, near := triggerPart(a.trigger, b.trigger), share(a.near, b.near)
	p.cross(pairTrigger, trigger)
	p.cross(pairNear, near)
	p.Add2(pairToldWith, trigger, near)
	p.cross(pairTwos, share(a.twos, b.twos))
	p.cross(pairText, share(a.text, b.text))
}

// telling is where and how the claims are told.
func (p pair) telling(m, o *mention) {
	if m.item == o.item {
		p.cross(pairGap, gapPart(m, o))
	}
	p.cross(pairHeads, both(m.Headline, o.Headline))
	p.cross(pairVoice, valuePart(voice(m), voice(o)))
	a, b := ruleOf(m), ruleOf(o)
	p.Add1(pairRule, is(a != "" && a == b))
	a, b = sort2(tail(a), tail(b))
	p.Add2(pairRules, learn.Of(a), learn.Of(b))
	p.Add2(pairRuleFar, learn.Of(a), p.far)
	p.Add2(pairRuleFar, learn.Of(b), p.far)
}

func is(yes bool) learn.Part {
	if yes {
		return partYes
	}
	return partNo
}

func digit(n int) learn.Part { return partDigits[n] }

// both counts what is so.
func both(a, b bool) learn.Part {
	n := 0
	for _, yes := range [...]bool{a, b} {
		if yes {
			n++
		}
	}
	return digit(n)
}

// share is the share of common words in tenths.
func share(a, b []uint32) learn.Part { return digit(min(9, int(alike(a, b)*10))) }

func farness(m, o *mention) learn.Part {
	switch {
	case m.item == o.item:
		return partItem
	case m.story != "" && m.story == o.story:
		return partStory
	}
	return partApart
}

func sidesPart(a, b side) learn.Part {
	c := compare(a, b)
	switch {
	case len(a) == 0 && len(b) == 0:
		return partNone
	case len(a) == 0 || len(b) == 0:
		return partOne
	case c.clash:
		return partClash
	case c.equal() && c.persons > 0:
		return partPersons
	case c.equal():
		return partSame
	case c.within():
		return partWithin
	case c.shared > 0:
		return partSome
	case collective(a, b), collective(b, a):
		return partMembers
	}
	return partOther
}

// collective tells whether a names a group where b names several states: it may stand for them.
func collective(a, b side) bool {
	states := 0
	for _, m := range b {
		if strings.HasPrefix(m.key, "state:") {
			states++
		}
	}
	return states > 1 && slices.ContainsFunc(a, func(m member) bool { return strings.HasPrefix(m.key, "group:") || strings.HasPrefix(m.key, "org:") })
}

func timePart(m, o *mention) learn.Part {
	switch {
	case !m.dated && !o.dated:
		return partNone
	case !m.dated || !o.dated:
		return partOne
	case m.time == o.time && m.span == 1:
		return partDay
	case m.time == o.time:
		return partSame
	case m.time.Overlaps(o.time) && max(m.span, o.span) > narrow:
		return partWide
	case m.time.Overlaps(o.time):
		return partOverlap
	}
	switch apart := max(m.time.From-o.time.To, o.time.From-m.time.To); {
	case apart <= 1:
		return partNext
	case apart <= 7:
		return partWeek
	}
	return partApart
}

func placePart(m, o *mention) learn.Part {
	a, b := m.place, o.place
	switch {
	case a == nil && b == nil:
		return partNone
	case a == nil || b == nil:
		return partOne
	case strings.EqualFold(a.Name, b.Name):
		return partSame
	case a.State != "" && a.State == b.State:
		return partCountry
	}
	return partOther
}

func valuePart(a, b string) learn.Part {
	switch {
	case a == "" && b == "":
		return partNone
	case a == "" || b == "":
		return partOne
	case a == b:
		return partSame
	}
	return partOther
}

func topicPart(a, b []string) learn.Part {
	switch {
	case len(a) == 0 && len(b) == 0:
		return partNone
	case len(a) == 0 || len(b) == 0:
		return partOne
	case common(a, b):
		return partSame
	}
	return partOther
}

func triggerPart(a, b []uint32) learn.Part {
	switch s := alike(a, b); {
	case slices.Equal(a, b):
		return partSame
	case s == 1:
		return partWithin
	case s > 0:
		return partSome
	}
	return partNone
}

// gapPart is how far two claims of an item stand from each other.
func gapPart(m, o *mention) learn.Part {
	const next, near, middle = 3, 300, 1000 // code points between the sentences
	a, b := m.Claim.Evidence.Span, o.Claim.Evidence.Span
	if a == b {
		return partSentence
	}
	switch gap := max(a.Start-b.End, b.Start-a.End); {
	case gap <= next:
		return partNext
	case gap <= near:
		return partNear
	case gap <= middle:
		return partMiddle
	}
	return partLong
}

// voice is who says it.
func voice(m *mention) string {
	switch a := m.Claim.Attribution; {
	case a == nil:
		return ""
	case a.ID != "":
		return string(a.ID)
	default:
		return a.Text
	}
}

// ruleOf is the rule that found the claim.
func ruleOf(m *mention) string {
	if len(m.Claim.Rules) == 0 {
		return ""
	}
	return m.Claim.Rules[0]
}

// tail is what a rule is called within its file: "noun" or "passive", in any language.
func tail(rule string) string {
	_, name, _ := strings.Cut(rule, ".")
	return strings.ReplaceAll(name, " ", "")
}

func sort2(a, b string) (string, string) {
	if b < a {
		return b, a
	}
	return a, b
}
