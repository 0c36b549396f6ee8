package track

// This file says how far a track has come.

import (
	"slices"
	"strings"

	"parley"
)

// dormantDays is how long nothing must have moved for a track to be dormant.
const dormantDays = 365

// state walks through the things in order of time; each may move the track on.
func state(d *draft, t *parley.Track, now parley.Day) {
	t.Stages = []parley.Stage{}
	current := parley.TrackState("")
	last, invited := parley.DayMin, d.invited(d.things)
	var lastThing, settled, moved *thing // settled: what was agreed last
	for _, th := range d.things {
		if day, ok := th.day(); ok && day >= last && (th.real() || !th.timed) && (d.matter == nil || !th.timed || th.span() <= longestRound) {
			last, lastThing = day, th
		}
		if !th.timed && (len(th.own) == 0 && len(th.claims) > 0 || !th.hasSeen && d.dated) { // a passing mention, or nobody knows of when
			continue
		}
		if d.matter != nil && !d.moves(th) || th.around(moved) || doubtful(th.e) || th.sometime() || planOf(moved, th) || invited[th] || d.elsewhere(th) {
			continue
		}
		to := move(current, th, d)
		if to == "" || to == current || current == parley.TrackAgreed && (th.meeting() || th.e.Kind == parley.Call) && madeThere(settled, th) {
			continue
		}
		current, moved = to, th
		if to == parley.TrackAgreed {
			settled = th
		}
		t.Stages = append(t.Stages, parley.Stage{State: to, Since: th.since(t.Stages), Event: th.e.ID})
	}
	if current == "" {
		by := d.broached(invited)
		t.Stages = append(t.Stages, parley.Stage{State: parley.TrackProposed, Since: by.since(nil), Event: by.e.ID})
		current = parley.TrackProposed
	}
	closed := current == parley.TrackAgreed || current == parley.TrackFailed
	if !closed && lastThing != nil && d.quiet(last, now) {
		since := lastThing.when()
		if !lastThing.timed && strings.Contains(string(since), "/") {
			since = parley.Maybe(parley.OnDay(last).String())
		}
		t.Stages = append(t.Stages, parley.Stage{State: parley.TrackDormant, Since: since, Event: lastThing.e.ID})
	}
	t.Standing = parley.StandingRuns
	if lastThing != nil && d.quiet(last, now) {
		t.Standing = parley.StandingRests
	}
	if thin(t) {
		t.Standing = parley.StandingThin
	}
	end := t.Stages[len(t.Stages)-1]
	t.State, t.Since, t.Why = end.State, end.Since, end.Event
}

// broached is the thing by which a track that nothing has moved was proposed: the first likely offer, else the first likely
// plan to meet or demand to, else what opened it.
func (d *draft) broached(invited map[*thing]bool) *thing {
	best, rank := d.founder, 0
	for _, t := range d.things {
		is := 0
		switch meets := gathers(parley.Kind(t.e.Object)); {
		case doubtful(t.e) || t.sometime() || len(t.own) == 0 && len(t.claims) > 0:
		case t.e.Kind == parley.Propose && t.real() && !invited[t]:
			is = 2
		case (t.meeting() || t.e.Kind == parley.Call) && (t.e.Status == parley.Planned || t.e.Status == parley.Possible), t.e.Kind == parley.Demand && meets:
			is = 1
		}
		if is > rank {
			best, rank = t, is
		}
	}
	return best
}

// sometime tells whether so little is known of when t was that no state can be dated by it: it has begun, or ended, at
// some time more than half a year before it was told, or nobody knows in which season it was told. What still goes on may have
// begun at any time.
func (t *thing) sometime() bool {
	if t.timed {
		return t.e.Status != parley.Ongoing && (t.time.From == parley.DayMin || t.time.To == parley.DayMax && (!t.hasSeen || t.seen-t.time.From > 2*season))
	}
	in, ok := parley.DaysOf(string(t.told))
	return ok && in.To-in.From > season
}

// planOf tells whether t is the consent to the meeting whose calling off, told in the same item, put a track into its
// state: it came before.
func planOf(off, t *thing) bool {
	return off != nil && off.e.Status == parley.Cancelled && t.e.Kind == parley.Accept && gathers(parley.Kind(t.e.Object)) && !t.timed && beside(off, t)
}

// quiet tells whether nothing has moved the draft for long since the day.
func (d *draft) quiet(last, now parley.Day) bool {
	d.wakes(last+dormantDays+1, now)
	return now-last > dormantDays
}

// thin tells whether so little is told of the track that it may be none: a few events, of which none is a round,
// answers an offer or is fixed for a day to come, fewer where several sources tell them; or one, or two that one source tells.
func thin(t *parley.Track) bool {
	const two, few, several = 2, 3, 5
	most := few
	if len(t.Sources) == 1 {
		most = several
	}
	if len(t.Events) < two || len(t.Events) == two && len(t.Sources) == 1 {
		return true
	}
	answered := slices.ContainsFunc(t.Proposals, func(p parley.Proposal) bool {
		return slices.ContainsFunc(p.Answers, func(a parley.Answer) bool { return a.Answer != parley.AnswerNone })
	})
	dated := slices.ContainsFunc(t.Next, func(n parley.Next) bool { return n.Time != nil && n.Time.Value != "" })
	return len(t.Events) <= most && len(t.Rounds) == 0 && !answered && !dated
}

// since is from when t puts a track into a state: of what is to come, or may be, from when it was told, and not before
// the state that was.
func (t *thing) since(before []parley.Stage) parley.Maybe {
	if t.real() && !t.timed {
		return t.done()
	}
	on, told := t.fixedOn()
	if t.e.Status != parley.Planned && t.e.Status != parley.Possible || !t.timed || on == "" || told >= t.time.From {
		return t.when()
	}
	if n := len(before); n > 0 {
		if in, ok := parley.DaysOf(string(before[n-1].Since)); ok && in.From > told {
			return before[n-1].Since
		}
	}
	return on
}

// done is when it was first told that t, of no known day, had happened: what is told of it before is a plan.
func (t *thing) done() parley.Maybe {
	out, first := t.told, parley.DayMax
	for ref, c := range t.said() {
		if ref.Published == nil || c.Status != parley.Occurred && c.Status != parley.Ongoing {
			continue
		}
		if in, ok := parley.DaysOf(ref.Published.Value); ok && in.From != parley.DayMin && in.To-in.From < season && in.From < first {
			out, first = parley.Maybe(ref.Published.Value), in.From
		}
	}
	return out
}

// fixedOn is when it was first told on which days t is to be, as far as that is known; "" where it is not.
func (t *thing) fixedOn() (on parley.Maybe, told parley.Day) {
	const week = 7
	told = parley.DayMax
	for ref, c := range t.said() {
		out := t.told
		if ref.Published != nil {
			out = parley.Maybe(ref.Published.Value)
		}
		if !t.daysIt(c) {
			continue
		}
		if own, ok := parley.DaysOf(c.Time.Value); !ok || int(own.To-own.From) >= max(week, t.span()) {
			continue
		}
		if in, ok := parley.DaysOf(string(out)); ok && in.From != parley.DayMin && in.To-in.From < season && in.From < told {
			on, told = out, in.From
		}
	}
	return on, told
}

// around tells whether t was at some time of a season or longer in which the thing o lies: nobody knows
// which of both came first.
func (t *thing) around(o *thing) bool {
	if o == nil || !t.timed || t.span() <= season || o.timed && o.span() >= t.span() {
		return false
	}
	day, ok := o.day()
	return ok && t.time.From <= day && day <= t.time.To
}

// madeThere tells whether the meeting or call t was held in the days of the agreement, or, of no known day, told in the
// weeks after it: it was made there.
func madeThere(agreed, t *thing) bool {
	days := parley.Day(4)
	if !t.timed {
		days = longestRound
	}
	a, oka := agreed.day()
	b, okb := t.day()
	return oka && okb && b <= a+days
}

// moves tells whether t says on which day a matter moved: among many who speak of it, what
// is told in passing moves nothing.
func (d *draft) moves(t *thing) bool {
	if day, ok := t.day(); ok && (day < d.matter.From || d.matter.To != parley.DayMax && day > d.matter.To+outlived) || t.real() && t.foretold() {
		return false
	}
	if !t.meeting() && !slices.ContainsFunc(t.topics, d.matter.names) && len(d.reg.touch(d.matter, t).sides) < 2 {
		return false // of two who take part, on something else
	}
	switch t.e.Kind {
	case parley.Talks, parley.Meet, parley.Conference, parley.Mediate, parley.Call, parley.Visit:
		alone := &session{things: []*thing{t}, time: t.time, timed: t.timed, place: t.e.Place}
		return t.timed && (t.span() <= longestRound || !d.dated) && d.contact(t) && t.sure() && !d.weak(alone) && (!d.wide() || !t.meeting() || d.attested(alone))
	case parley.Accept, parley.Sign:
		return t.timed && t.span() <= longestRound
	}
	return t.timed || t.e.Kind == parley.Propose && len(t.own) > 0
}

// names tells whether the topic is one that tells of the matter by itself.
func (m *Matter) names(topic string) bool {
	return slices.ContainsFunc(m.About, func(a About) bool { return a.Topic == topic && !a.Together })
}

// speaks tells whether the topic is one of those by which the matter is known.
func (m *Matter) speaks(topic string) bool {
	return slices.ContainsFunc(m.About, func(a About) bool { return a.Topic == topic })
}

// foretold tells whether all that tells t was published before its day.
func (t *thing) foretold() bool {
	return t.timed && len(t.e.Claims) > 0 && !slices.ContainsFunc(t.e.Claims, func(ref parley.ClaimRef) bool {
		return ref.Published == nil || !before(ref.Published, t, t.time.From)
	})
}

// whole tells whether all parties take part in t: of a matter known by name, of two sides
// all who are named first in them.
func (d *draft) whole(t *thing) bool {
	if d.matter == nil {
		return shared(t.parties, d.parties) == len(d.parties)
	}
	return len(d.reg.touch(d.matter, t).sides) == len(d.matter.Sides)
}

// agreedIn is how many items say in one sentence that all sides of the matter agreed.
func (d *draft) agreedIn(t *thing) int {
	items := map[string]bool{}
	for _, ref := range t.e.Claims {
		i := slices.IndexFunc(t.claims, func(c *parley.Claim) bool { return c.ID == ref.ID })
		if i >= 0 && !t.claims[i].Unsure() && d.whole(t.spelled(t.claims[i])) {
			items[itemID(ref)] = true
		}
	}
	return len(items)
}

// move is the state to which t takes a track from where it is, "" where it moves nothing.
func move(from parley.TrackState, t *thing, d *draft) parley.TrackState {
	met := from == parley.TrackUnderWay || from == parley.TrackAgreed
	if d.matter == nil && (t.meeting() || t.e.Kind == parley.Call) && len(t.parties) > 0 && shared(t.parties, d.parties) < min(2, len(d.parties)) {
		return "" // one of them with somebody else
	}
	if d.matter == nil && t.e.Kind == parley.Mediate && shared(t.parties, d.parties) < min(2, len(d.parties)) {
		return "" // they mediate for others
	}
	switch t.e.Kind {
	case parley.Call:
		if t.weight == opens { // a call about something else moves nothing
			return moveByMeeting(from, t)
		}
	case parley.Talks, parley.Meet, parley.Conference, parley.Mediate:
		return moveByMeeting(from, t)
	case parley.Visit:
		if d.calls(t) {
			return moveByMeeting(from, t)
		}
	case parley.Propose:
		if from == "" && t.real() && t.length() <= season { // who will offer something has not
			return parley.TrackProposed
		}
	case parley.Accept, parley.Sign:
		return moveByDeal(from, t, d)
	case parley.Reject:
		if t.e.Status == parley.Occurred && !met && shared(t.parties, d.parties) > 0 && slices.Contains(offers, parley.Kind(t.e.Object)) && d.asked(t) {
			return parley.TrackFailed
		}
	}
	return ""
}

// asked tells whether a refusal answers something of the track: an offer or demand of the same, by another, told before it or
// with it; to refuse to talk needs none.
func (d *draft) asked(t *thing) bool {
	if t.e.Object == parley.Maybe(parley.Talks) || t.e.Object == parley.Maybe(parley.Meet) {
		return true
	}
	return slices.ContainsFunc(d.things, func(o *thing) bool {
		return (o.e.Kind == parley.Propose || o.e.Kind == parley.Demand) && o.e.Object == t.e.Object && shared(o.by, t.by) < len(o.by) && (beside(o, t) || within(o, t, answerDays))
	})
}

func moveByMeeting(from parley.TrackState, t *thing) parley.TrackState {
	switch t.e.Status {
	case parley.Occurred, parley.Ongoing:
		return parley.TrackUnderWay
	case parley.Cancelled:
		return parley.TrackSuspended
	case parley.Planned:
		if from != parley.TrackUnderWay {
			return parley.TrackPreparatory
		}
	case parley.Possible:
		if from == "" {
			return parley.TrackProposed
		}
	}
	return ""
}

// moveByDeal: an agreement of all parties settles a track; agreeing to meet prepares it;
// one party's yes alone changes nothing but that.
func moveByDeal(from parley.TrackState, t *thing, d *draft) parley.TrackState {
	if t.e.Status != parley.Occurred {
		return ""
	}
	switch parley.Kind(t.e.Object) {
	case parley.Talks, parley.Meet, parley.Call, parley.Conference, parley.Mediate, parley.Visit:
		if from == "" || from == parley.TrackProposed || from == parley.TrackSuspended {
			return parley.TrackPreparatory
		}
		return ""
	}
	all := len(t.by) == 0 && d.whole(t)
	if d.matter != nil && (!t.mutual() || t.e.Kind == parley.Accept && (t.e.Independent < 2 || d.agreedIn(t) < min(2, len(t.items)))) {
		all = false
	}
	if d.matter == nil && t.e.Kind == parley.Accept && len(t.topics) == 0 && t.forum == "" && len(d.parties) > 1 {
		return "" // it says of nothing that the track is about that they agree on it
	}
	sure := t.e.Kind == parley.Sign || t.e.Object != "" || t.e.Independent > 1 // two may agree on no more than to go on
	if all && sure {
		return parley.TrackAgreed
	}
	if from == "" && (t.mutual() || slices.Contains(offers, parley.Kind(t.e.Object))) {
		return parley.TrackProposed
	}
	return ""
}
