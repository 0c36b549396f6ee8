package extract

import (
	"strings"

	"parley"
	"parley/internal/rule"
)

// word looks for a word of the class among the n tokens before token i, in the same
// clause; at is where it stands.
func (s *clause) word(i, n int, c rule.Class) (at int, ok bool) {
	for j := i - 1; j >= 0 && n > 0; j-- {
		if s.stop(j) {
			return 0, false
		}
		n--
		if k := s.at[j]; k != 0 {
			j = s.line.Spans[k-1].From // a whole phrase counts as one word
			continue
		}
		if _, ok := s.line.Has(j, c); ok {
			return j, true
		}
	}
	return 0, false
}

// uttered are the kinds that have happened once they are said.
var uttered = kindsOf(
	parley.Propose, parley.Demand, parley.Accept, parley.Reject,
	parley.Accuse, parley.Threaten, parley.Support,
)

// vowed are the kinds that one does by saying that one will.
var vowed = kindsOf(parley.Support, parley.Reject, parley.Accuse, parley.Threaten)

// decideStatus reads negation, modality and aspect around the trigger.
func (s *clause) decideStatus(t *trigger) {
	if st := t.says.status; st != "" {
		t.status = parley.Status(st)
		if t.status != parley.Occurred || s.plain(t) {
			return
		}
	}
	c := &s.e.c
	start := s.verbStart(t.from)
	if t.passive && !t.nominal && t.passiveAt < start && start-t.passiveAt < 12 && !s.near(start, 3, c.neg) {
		start = s.verbStart(t.passiveAt) // the agent stands between: "has not yet been adopted by …"
	}
	future, possible := 4, 5
	if t.nominal && family(t.kind) != "contact" && t.kind != parley.Visit {
		future, possible = 2, 2
	}
	joined, later := s.joinedTo(start), s.later(t, start)
	hangs := t.nominal && s.inPhrase(t) // "at the meeting": what is said there says nothing of it
	switch {
	case t.unworded && uttered.has(t.kind):
		t.status = parley.Occurred // the words that a model finds heaviest may stand anywhere in what is said
	case s.inside(t, c.future) && (!uttered.has(t.kind) || t.kind == parley.Demand || t.kind == parley.Propose):
		t.status = parley.Planned
	case s.inside(t, c.possible) && !uttered.has(t.kind):
		t.status = parley.Possible
	case uttered.has(t.kind) && (s.inside(t, c.prepare) || s.near(start, 3, c.prepare)):
		t.status = parley.Planned
	case s.drafted(t):
		t.status = parley.Possible
	case s.cancelled(t, start):
		t.status = parley.Cancelled
	case !hangs && s.negated(start) && !s.anothers(t, start):
		t.status = parley.Denied
	case t.nominal && family(t.kind) == "contact" && !s.unknown(t) && s.after(start, c.awaited):
		t.status = parley.Planned // what somebody looks forward to is fixed
	case !uttered.has(t.kind) && s.hedged(start, future):
		t.status = parley.Possible
	case t.kind == parley.Visit && s.near(t.from, 2, c.started):
		t.status = parley.Ongoing
	case s.near(start, future, c.future) && !s.pastBetween(start, future):
		t.status = parley.Planned
		if s.announces(t, start) || vowed.has(t.kind) {
			t.status = parley.Occurred
		}
	case !hangs && s.near(start, possible, c.possible) && !(uttered.has(t.kind) && !s.near(start, 2, c.possible)) && !s.pastBetween(start, possible):
		t.status = parley.Possible
		if s.noWish(start, possible) {
			t.status = parley.Denied
		}
	case t.outer[0] < t.from && s.near(t.outer[0], 2, c.future):
		t.status = parley.Planned
	case s.near(start, 3, c.ongoing) && !t.recalled && t.says.point != "yes" && (!uttered.has(t.kind) || t.kind == parley.Support),
		t.kind == parley.Demand && s.inside(t, c.ongoing): // "is urging"
		t.status = parley.Ongoing
	case !uttered.has(t.kind) && s.plannedBy(t, start):
		t.status = parley.Planned
		if _, said := s.line.EndsWith(start, c.announce); said && (t.kind == parley.Sanction || t.kind == parley.Concede) {
			t.status = parley.Occurred // "announced a plan to tighten": that is the measure
		}
	case s.afterFuture(t), t.nominal && t.inherits != parley.Occurred && s.toCome(t, start), hangs && s.clauseToCome(t):
		t.status = parley.Planned
	case s.mayBe(t):
		t.status = parley.Possible
	case later != "":
		t.status = later
	case joined != "" && !uttered.has(t.kind):
		t.status = joined
	case s.partOf(t, start):
		t.status = parley.Planned
	case s.aimed(t, start):
		t.status = parley.Possible
	case t.inherits != "" && t.nominal && s.tookPlace(t):
		t.status = parley.Occurred
	case (t.inherits == parley.Planned || t.inherits == parley.Possible) && hangs && (s.over(t) || s.spokeThere(t)):
		t.status = parley.Occurred
	case t.inherits != "" && t.inherits != parley.Denied && (t.nominal || t.says.head == "yes") && !s.near(start, 3, c.past):
		t.status = t.inherits
	case t.says.usual != "" && !s.near(start, 3, c.past) && !(t.says.point == "past" && s.told(t, c.past)) && !(t.kind == parley.Talks && s.states(t, start)):
		t.status = parley.Status(t.says.usual)
	case t.kind == parley.Mediate && !s.near(start, 3, c.past):
		t.status = parley.Ongoing // mediation is told while it goes on
	default:
		t.status = parley.Occurred
	}
	s.datedStatus(t)
	s.summitStatus(t)
	if uttered.has(t.kind) && t.status == parley.Occurred && s.toBe(t) {
		t.when, t.aheadTold = nil, false // "agreed to meet next month": the time of what was agreed
	}
}

// toBe tells whether the time of a trigger lies after the item's day.
func (s *clause) toBe(t *trigger) bool {
	if t.when == nil || t.aheadTold {
		return t.aheadTold
	}
	v, err := s.w.edtf(t.when.Value)
	if err != nil || s.day.IsZero() || s.day.Precision() != parley.PrecisionDay || v.Precision() == parley.PrecisionNoYear {
		return false
	}
	return v.Bounds().From > s.day.Bounds().To
}

// summitReach is for how many days before a known summit a bare mention means it.
const summitReach = 45

// summitStatus decides by the calendar whether a summit that an organisation is known to hold
// is to come, goes on or is over on the item's day.
func (s *clause) summitStatus(t *trigger) {
	day, known := s.day.Day()
	if t.kind != parley.Conference || !known || t.status != parley.Occurred && t.status != parley.Planned && t.status != parley.Ongoing {
		return
	}
	for i := range t.cast {
		id, ok := strings.CutPrefix(t.cast[i].ID, "org:")
		if !ok {
			continue
		}
		in, ok := s.e.world.Summit(id, day, summitReach)
		if !ok || t.when != nil && !s.within(t.when, in) {
			continue
		}
		switch {
		case day < in.From:
			t.status = parley.Planned
		case day < in.To && !s.begun(t) && !s.onlyPast():
			t.status = parley.Ongoing
		default:
			t.status = parley.Occurred
		}
		return
	}
}

// begun tells whether words beside a noun say that it began or ended: that has happened.
func (s *clause) begun(t *trigger) bool {
	if s.near(t.from, 3, s.e.c.begun) {
		return true
	}
	for j := t.to; j < len(s.line.Tokens) && j < t.to+12 && !s.stop(j) && !s.comma(j); j++ {
		if _, ok := s.line.Has(j, s.e.c.begun); ok {
			return true
		}
	}
	return false
}

// within tells whether a time may be that of a known event.
func (s *clause) within(w *parley.When, in parley.Interval) bool {
	v, err := s.w.edtf(w.Value)
	return err == nil && v.Bounds().Overlaps(in)
}

// datedStatus lets the event's own day decide between past and future where both it and
// the item's day are known.
func (s *clause) datedStatus(t *trigger) {
	if t.when == nil {
		return
	}
	if t.aheadTold && (t.status == parley.Occurred || t.status == parley.Possible && t.nominal) && (family(t.kind) == "contact" || t.kind == parley.Visit) {
		t.status = parley.Planned
		return
	}
	if s.day.IsZero() {
		return
	}
	v, err := s.w.edtf(t.when.Value)
	if err != nil || v.Precision() == parley.PrecisionSet || s.day.Precision() == parley.PrecisionSet || t.when.Value[0] == 'X' {
		return
	}
	item, b := s.day.Bounds(), v.Bounds()
	switch {
	case t.status == parley.Occurred && !uttered.has(t.kind) && s.farAhead(t) && (s.near(t.from, purposeReach, s.e.c.purpose) || s.near(t.whenAt, timeAheadReach, s.e.c.future)):
		t.status = parley.Planned // "so that the members ratify it by March 2019"
	case b.To < item.From && t.status == parley.Planned && !uttered.has(t.kind) && (t.kind == parley.Sanction || !s.inside(t, s.e.c.will) && !s.after(t.from, s.e.c.will)):
		t.status = parley.Occurred
	case b.From > item.To && (t.status == parley.Occurred || t.status == parley.Possible && t.nominal) && (family(t.kind) == "contact" || t.kind == parley.Visit):
		t.status = parley.Planned
	}
}

// purposeReach is how many words may stand between "so that" and what is to be done.
const purposeReach = 8

// timeAheadReach is how many words may stand between "is expected" and the time of which it is said.
const timeAheadReach = 4

// draftReach is how many words may stand between a bill and the measure that it is for.
const draftReach = 8

// drafted tells whether a measure is only that of a bill or draft, which is not in force.
func (s *clause) drafted(t *trigger) bool {
	return t.kind == parley.Sanction && s.near(t.from, draftReach, s.e.c.draft)
}

// joinedTo is the status that a verb shares with the verb before it in "will A and B", ""
// where it is not joined to one.
func (s *clause) joinedTo(start int) parley.Status {
	w, ok := s.line.EndsWith(start, s.e.c.conj)
	if !ok || s.inSpan(w.From) {
		return ""
	}
	for j := w.From - 1; j >= 0 && j >= w.From-16; j-- {
		if s.stop(j) || s.comma(j) {
			return ""
		}
		if s.inSpan(j) {
			continue
		}
		if _, ok := s.line.Has(j, s.e.c.past); ok {
			return ""
		}
		if _, ok := s.line.Has(j, s.e.c.future); ok {
			return parley.Planned
		}
		if _, ok := s.line.Has(j, s.e.c.possible); ok {
			return parley.Possible
		}
	}
	return ""
}

// announces tells whether the sentence itself is the announcement of a measure: "declared that
// it will cease fire" has been done by saying it.
func (s *clause) announces(t *trigger, start int) bool {
	if t.kind != parley.Concede && t.kind != parley.Sanction {
		return false
	}
	at, ok := s.word(start, 4, s.e.c.future)
	if !ok || at == 0 {
		return false
	}
	if s.comma(at - 1) {
		at-- // "announced, it will"
	}
	if sp, ok := s.span(at-1, s.e.c.actor); ok && sp.To == at {
		at = sp.From // "announced that A will"
		if w, ok := s.line.EndsWith(at, s.e.c.that); ok && !s.inSpan(w.From) {
			at = w.From
		}
	}
	_, said := s.line.EndsWith(at, s.e.c.announce)
	return said
}

// toCome tells whether a visit or meeting is still ahead because something happens before
// it: "before the visit".
func (s *clause) toCome(t *trigger, start int) bool {
	if family(t.kind) != "contact" && t.kind != parley.Visit || t.kind == parley.Conference {
		return false
	}
	w, ok := s.line.EndsWith(start, s.e.c.before)
	return ok && !s.inSpan(w.From)
}

// recalledKinds are the kinds that, told further down about other actors than the head of
// the item, are mostly what happened before: the war, the sanctions, the vote that it is
// about. Contacts and statements further down are mostly the item's own news.
var recalledKinds = kindsOf(
	parley.Attack, parley.Coerce, parley.Sanction, parley.Sign, parley.Reject,
	parley.Accuse, parley.Conference, parley.Propose, parley.Mobilize, parley.Concede,
)

// inside tells whether a word of the class stands within the trigger's own words.
func (s *clause) inside(t *trigger, c rule.Class) bool {
	for i := t.from; i < t.to; i++ {
		if w, ok := s.line.Has(i, c); ok && w.To <= t.to {
			return true
		}
	}
	return false
}

// plain tells whether a fixed status stands without further words that change it.
func (s *clause) plain(t *trigger) bool {
	return !s.near(t.from, 3, s.e.c.neg) && !s.inside(t, s.e.c.will)
}

// verbStart steps left over the light verb and determiners that belong to a nominal
// trigger: "will have a meeting" is planned because of what stands before "have".
func (s *clause) verbStart(i int) int {
	for steps := 0; steps < 4; steps++ {
		moved := false
		for _, c := range []rule.Class{s.e.c.det, s.e.c.light, s.e.c.passive} {
			if w, ok := s.line.EndsWith(i, c); ok && !s.inSpan(w.From) && w.From < i {
				i, moved = w.From, true
			}
		}
		if i > 1 && s.line.Tokens[i-1].Kind == rule.Number && !s.inSpan(i-1) {
			i, moved = i-1, true // "held five rounds"
		}
		if !moved {
			break
		}
	}
	return i
}

func (s *clause) near(i, n int, c rule.Class) bool {
	at, ok := s.word(i, n, c)
	if !ok {
		return false
	}
	for j := at; j < i; j++ {
		if s.comma(j) {
			return false
		}
	}
	return true
}

// pastBetween tells whether a word for the past stands nearer to the verb.
func (s *clause) pastBetween(i, n int) bool {
	p, ok := s.word(i, n, s.e.c.past)
	if !ok {
		return false
	}
	for _, c := range []rule.Class{s.e.c.future, s.e.c.possible} {
		if at, ok := s.word(i, n, c); ok && at > p {
			return false
		}
	}
	_, may := s.line.EndsWith(p, s.e.c.may)
	return !may // "may have done" is open
}

// afterFuture tells whether a nominal trigger is said to be still to come by the words
// after it: "the meeting will take place", "the next round".
func (s *clause) afterFuture(t *trigger) bool {
	if !t.nominal && len(t.slots[slotSubject]) > 0 {
		return false
	}
	for j := t.to; j < len(s.line.Tokens) && j < t.to+10; j++ {
		if s.stop(j) || s.comma(j) {
			return false
		}
		if s.inSpan(j) {
			continue
		}
		if o := s.verbAt(j, t); o != nil && !o.nominal {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.past); ok {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.will); ok {
			return true
		}
	}
	return false
}

// lastAfter tells whether a noun is said to be an earlier one: "the latest round".
func (s *clause) lastAfter(t *trigger) bool {
	if !t.nominal {
		return false
	}
	_, ok := s.line.Has(t.to, s.e.c.lastTime)
	return ok
}

// decideBackground tells whether the item only recalls the event.
func (s *clause) decideBackground(t *trigger, m *memory) {
	switch t.says.background {
	case "yes":
		t.background = true
		return
	case "no": // what somebody says now of what others do
		return
	}
	if _, ok := s.word(t.from, 3, s.e.c.lastTime); (ok || s.inside(t, s.e.c.lastTime) || s.lastAfter(t)) && t.status == parley.Occurred {
		t.background = true
	}
	if t.when != nil && t.when.Value != "" && s.surelyOlder(t) {
		t.background = true
	}
	if (t.status == parley.Occurred || t.status == parley.Denied) && recalledKinds.has(t.kind) && m.apart(t) {
		t.background = true
	}
	passing := t.status == parley.Occurred || t.kind == parley.Conference && t.status == parley.Ongoing
	if t.nominal && passing && s.near(s.verbStart(t.from), 2, s.e.c.bgLeft) && !t.recalled {
		t.background = true
	}
}

// recalls marks what the words around a claim show to be recalled, where it remains what the
// sentences after it may refer to.
func (s *clause) recalls(t *trigger, m *memory) {
	if t.kind == parley.Conference && t.status == parley.Ongoing && m.apart(t) || t.when != nil && t.when.Value != "" && s.olderThanItem(t) {
		t.background = true
	}
	if (t.status == parley.Occurred || t.status == parley.Denied) && s.looksBack(t) {
		t.background = true
	}
}

// looksBack tells whether the sentence opens with "before that" or with a time long before the
// item: then all that has happened in it is recalled, but for what is of the item's own days.
func (s *clause) looksBack(t *trigger) bool {
	if t.when != nil {
		if v, err := s.w.edtf(t.when.Value); err == nil && t.when.Value[0] != 'X' && s.day.Precision() == parley.PrecisionDay && v.Precision() == parley.PrecisionDay && !s.longAgo(v) {
			return false
		}
	}
	for i := 0; i < 2 && i < len(s.line.Tokens); i++ {
		if _, ok := s.line.Has(i, s.e.c.lookBack); ok {
			return true
		}
	}
	for _, sp := range s.line.Spans {
		if sp.From > 1 {
			break
		}
		if sp.Class != s.e.c.time {
			continue
		}
		v, err := s.w.edtf(s.sent.Times[sp.Ref].Value)
		return err == nil && s.longAgo(v)
	}
	return false
}
