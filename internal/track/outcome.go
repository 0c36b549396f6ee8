package track

// This file says how a round was held, what came of it, and what is to come next.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

func channel(t *thing) parley.Maybe {
	switch {
	case t.e.Kind == parley.Call:
		return "phone"
	case len(t.mediators) > 0:
		return "indirect"
	case t.e.Kind == parley.Meet:
		return "in person"
	}
	for _, c := range t.claims {
		if c.Plover.Mode == "phone" {
			return "phone"
		}
	}
	if t.e.Place != nil {
		return "in person"
	}
	return ""
}

// experts is the level below all offices.
const experts = "experts"

// levels from the highest down, with the offices that make them: the whole name of an
// office, or its end where the entry begins with *, or its beginning where it ends with *.
var levels = []struct {
	name    parley.Maybe
	offices []string
}{
	{"leaders", []string{
		"president", "prime-minister", "chancellor", "king", "emir", "sultan", "supreme-leader", "leader", "party-chief", "presidency",
		"crown-prince", "general-secretary", "chief-executive", "council-president", "commission-president", "state-president",
	}},
	{"deputies", []string{"deputy-*", "assistant-*", "vice-foreign-minister"}},
	{"ministers", []string{"*-minister", "minister", "high-representative", "state-councillor", "secretary-of-state"}},
	{"envoys", []string{"ambassador*", "envoy*", "special-envoy", "chief-negotiator"}},
	{experts, []string{"expert"}},
}

// level is the highest level at which one of the actors holds office.
func level(actors []parley.Actor) parley.Maybe {
	for _, l := range levels {
		for _, a := range actors {
			_, office, _ := strings.Cut(string(a.Office), "/")
			if office != "" && holds(office, l.offices) {
				return l.name
			}
		}
	}
	return ""
}

func holds(office string, patterns []string) bool {
	for _, p := range patterns {
		switch {
		case strings.HasPrefix(p, "*"):
			if strings.HasSuffix(office, p[1:]) && !strings.HasPrefix(office, "deputy-") && !strings.HasPrefix(office, "assistant-") {
				return true
			}
		case strings.HasSuffix(p, "*"):
			if strings.HasPrefix(office, p[:len(p)-1]) {
				return true
			}
		case office == p:
			return true
		}
	}
	return false
}

// outcomes are the sentences that say what the rounds came to: what all accepted or signed on
// their days, or told without a time in an item whose own news the round is; else what was
// not agreed; else what one side accepted or refused. What may have come of several is that of the one it fits best; what
// is told without a time beside several as much is that of none.
func (d *draft) outcomes(all []*session) map[*session]parley.Maybe {
	words, top := map[*session]parley.Maybe{}, map[*session]int{}
	for _, t := range d.things {
		n := d.settles(t)
		if n == 0 {
			continue
		}
		lone := n < 3 && d.matter == nil && shared(t.parties, d.parties) < 2 // on whatever
		var best *session
		fit, doubt := [3]int{}, false
		for _, s := range all {
			f := d.fits(t, s, lone)
			if f[0] > 0 && slices.Compare(f[:], fit[:]) > 0 {
				doubt, best, fit = best != nil && !t.timed && f[1] == fit[1], s, f
			} else {
				doubt = doubt || f[0] > 0 && !t.timed && f[1] == fit[1]
			}
		}
		if best != nil && !doubt && n > top[best] {
			words[best], top[best] = parley.Maybe(t.words), n
		}
	}
	return words
}

// settles is how much t says of what a round came to, 0: nothing.
func (d *draft) settles(t *thing) (n int) {
	switch {
	case t.e.Status == parley.Denied && t.e.Kind != parley.Reject && (t.e.Kind == parley.Accept || t.e.Kind == parley.Sign):
		n = 3
	case t.e.Status != parley.Occurred:
	case (t.e.Kind == parley.Accept || t.e.Kind == parley.Sign) && d.whole(t) && t.mutual():
		n = 4
	case t.e.Kind == parley.Accept || t.e.Kind == parley.Sign:
		n = 2
	case t.e.Kind == parley.Reject && t.e.Object != "": // what is refused is said
		n = 1
	}
	if n < 3 && against(t) { // what one does to the other alone came of something else
		n = 0
	}
	if n > 0 && d.matter != nil && (!d.jointly(t) || t.e.Status != parley.Denied && t.e.Kind != parley.Sign && !t.mutual()) {
		n = 0
	}
	return n
}

// fits is how well t can be what the session came to: not at all where none of it may have brought it about, or other
// persons agreed than sat there; better on its own days than told behind them, and in its items.
func (d *draft) fits(t *thing, s *session, lone bool) (fit [3]int) {
	for _, r := range s.things {
		if !d.sameTable(t, r) || !follows(t, r) || lone && !meets(t.own, r.held) {
			continue
		}
		at := [3]int{1, 0, 0}
		if t.timed && r.timed && t.time.Overlaps(r.time) {
			at[0] = 2
		}
		for item := range t.own {
			if r.held[item] {
				at[1]++
			}
		}
		at[2] = len(r.items)
		if slices.Compare(at[:], fit[:]) > 0 {
			fit = at
		}
	}
	if fit[0] > 0 && d.others(t, s) {
		return [3]int{}
	}
	return fit
}

// against tells whether t is about something that is done against somebody: sanctions that a parliament passes.
func against(t *thing) bool {
	switch parley.Kind(t.e.Object) {
	case parley.Sanction, parley.Mobilize, parley.Coerce, parley.Attack, parley.Threaten, parley.Accuse:
		return true
	}
	return false
}

// sameTable tells whether those who agree on t sat in the round r: two of them, or all where
// either names fewer; of a matter all its sides, or two who mediate.
func (d *draft) sameTable(t, r *thing) bool {
	n := shared(t.parties, r.parties)
	if d.matter == nil {
		return n > 0
	}
	return d.whole(t) || d.reg.touch(d.matter, t).mediators > 1 || n >= min(2, len(t.parties), len(r.parties))
}

// jointly tells whether two sides of a matter, or two who mediate, do t.
func (d *draft) jointly(t *thing) bool {
	x := d.reg.touch(d.matter, t)
	return len(x.sides)+x.mediators > 1
}

// follows tells whether t came of the round r.
func follows(t, r *thing) bool {
	const days = 2 // until which an outcome is announced
	if !r.real() {
		return false
	}
	if t.timed && r.timed && t.span() <= longestRound {
		return t.span() <= 7 && r.time.From <= t.time.To && t.time.From <= r.time.To+days
	}
	return (!t.timed || t.span() > longestRound) && meets(t.own, r.held)
}

// step tells whether what is planned is a step of the negotiation: two of those who take part
// come together or sign, or one of them is to answer, speak or give way on a stated day.
func (d *draft) step(t *thing) bool {
	sides := shared(t.parties, d.parties)
	if d.matter != nil {
		x := d.reg.touch(d.matter, t)
		sides = len(x.sides) + min(1, x.mediators)
	}
	switch t.e.Kind {
	case parley.Talks, parley.Meet, parley.Conference, parley.Call, parley.Visit, parley.Sign, parley.Mediate:
		return sides > 1
	case parley.Accept, parley.Reject, parley.Propose, parley.Concede, parley.Demand:
		return t.timed && sides > 0
	}
	return false
}

// next lists what is planned and not past, as far as the track knows: nothing where the
// track has slept for long. Rounds come first.
func next(d *draft, now parley.Day, rounds []parley.Round) []parley.Next {
	const fresh = 14 // days: what was to be soon is done by then
	last := parley.DayMin
	for _, t := range d.things {
		if t.hasSeen {
			last = max(last, t.seen)
		}
	}
	of := map[string]*parley.Round{}
	for i := range rounds {
		for _, id := range rounds[i].Events {
			of[id] = &rounds[i]
		}
	}
	out := []parley.Next{}
	told := map[*parley.Round]bool{}
	for _, t := range d.things {
		r := of[t.e.ID]
		switch {
		case t.e.Status != parley.Planned || t.timed && (t.time.To < last || t.time.To == parley.DayMax && t.time.From < last) || told[r] && r != nil:
			continue
		case r != nil && r.Status != parley.Planned:
			continue
		}
		until := last
		if t.timed {
			until = t.time.To
		}
		if until != parley.DayMin && until != parley.DayMax {
			d.wakes(until+dormantDays+1, now)
		}
		switch {
		case t.timed && now-t.time.To > dormantDays:
			continue
		case !t.timed && (last == parley.DayMin || now-last > dormantDays):
			continue
		case r == nil && !d.step(t), !t.timed && r == nil && (t.meeting() || t.e.Kind == parley.Mediate):
			continue
		case !t.timed && (!t.hasSeen || last-t.seen > fresh || d.since(t)), doubtful(t.e), d.elsewhere(t):
			continue
		}
		told[r] = true
		if r == nil && slices.ContainsFunc(out, func(n parley.Next) bool { return n.What == t.words && sameTime(n.Time, t.at) }) {
			continue // one sentence tells two deeds of one day
		}
		out = append(out, parley.Next{What: t.words, Time: t.at, Place: t.e.Place, Event: t.e.ID})
	}
	dated := func(n parley.Next) bool { return n.Time != nil && n.Time.Value != "" }
	slices.SortStableFunc(out, func(a, b parley.Next) int {
		return cmp.Or(cmpBool(of[b.Event] != nil, of[a.Event] != nil), cmpBool(dated(b), dated(a)))
	})
	return out
}

// since tells whether, once the plan t of no known day was told, somebody was told to have done what it plans.
func (d *draft) since(t *thing) bool {
	return slices.ContainsFunc(d.things, func(o *thing) bool {
		after := o.hasSeen && o.seen > t.seen
		if o.timed {
			after = o.time.From > t.seen
		}
		return after && o.real() && (o.e.Kind == t.e.Kind || o.meeting() && t.meeting()) && len(t.parties) > 0 && shared(o.parties, t.parties) == len(t.parties)
	})
}

// elsewhere tells whether a conference is that of another body than the one of which the track tells.
func (d *draft) elsewhere(t *thing) bool {
	if d.matter != nil || len(d.parties) != 1 || t.e.Kind != parley.Conference {
		return false
	}
	return slices.ContainsFunc(t.all, func(k string) bool { return strings.HasPrefix(k, "org:") && !slices.Contains(d.parties, k) })
}

// sameTime tells whether both give the same days, or none.
func sameTime(a, b *parley.When) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Value == b.Value
}
