package track

// This file lists the rounds of a track: who met when, where, at what level, with what
// outcome.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// rounds are the meetings of the track's parties in order of time. Meetings of one day are
// one round. What is told only as going on, or as several over a long time, is none.
func rounds(d *draft) []parley.Round {
	var met []*thing
	for _, t := range d.things {
		if t.isRound() && shared(t.parties, d.parties) >= min(2, len(d.parties)) {
			met = append(met, t)
		}
	}
	slices.SortStableFunc(met, func(a, b *thing) int {
		return cmp.Or(cmpBool(a.openPlan(), b.openPlan()), byDay(a, b))
	})
	out := []parley.Round{}
	for i := 0; i < len(met); {
		n := i + 1
		for n < len(met) && sameRound(met[i], met[n]) {
			n++
		}
		out = append(out, d.round(len(out)+1, met[i:n]))
		i = n
	}
	return out
}

// isRound tells whether t is one meeting that has been or is to be.
func (t *thing) isRound() bool {
	const longestRound = 31 // days that the time of one round may mean
	switch t.e.Kind {
	case parley.Talks, parley.Meet, parley.Conference, parley.Call:
	default:
		return false
	}
	switch {
	case t.timed:
		return t.span() <= longestRound && (t.real() || t.e.Status == parley.Planned)
	case t.e.Status == parley.Occurred:
		return len(t.own) > 0 || t.e.Place != nil
	}
	return t.e.Status == parley.Planned
}

// openPlan tells whether t is planned for no stated time: it comes after all others.
func (t *thing) openPlan() bool { return !t.timed && t.e.Status == parley.Planned }

func sameRound(a, b *thing) bool {
	return a.timed && b.timed && a.span() == 1 && a.time == b.time && (a.e.Kind == parley.Call) == (b.e.Kind == parley.Call) &&
		shared(a.parties, b.parties) >= 2
}

func (d *draft) round(number int, met []*thing) parley.Round {
	first := met[0]
	r := parley.Round{
		Number: number, Time: first.e.Time, Status: first.e.Status, Channel: channel(first),
		Heads: map[string]string{}, Mediators: []string{}, Events: []string{},
	}
	var actors []parley.Actor
	for _, t := range met {
		r.Events = append(r.Events, t.e.ID)
		for _, m := range t.mediators {
			r.Mediators = add(r.Mediators, m)
		}
		if r.Place == nil {
			r.Place = t.e.Place
		}
		for _, c := range t.claims {
			if r.Reported == nil {
				r.Reported = c.Round
			}
		}
		actors = append(actors, t.e.Actors...)
	}
	var heads []parley.Actor
	for _, a := range actors {
		if a.Role == parley.RoleHead {
			heads = append(heads, a)
			if _, ok := r.Heads[a.Key()]; !ok {
				r.Heads[a.Key()] = a.ID
			}
		}
	}
	if r.Level = level(heads); r.Level == "" {
		r.Level = level(actors)
	}
	r.Outcome = d.outcome(met)
	return r
}

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
	{"experts", []string{"expert", "delegation"}},
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

// outcome is the sentence that says what a round came to: something accepted, signed,
// rejected or denied by its parties on its days, or told without a time in an item whose
// own news the round is.
func (d *draft) outcome(met []*thing) parley.Maybe {
	for _, t := range d.things {
		switch t.e.Kind {
		case parley.Accept, parley.Sign, parley.Reject:
		default:
			continue
		}
		if t.e.Status != parley.Occurred && t.e.Status != parley.Denied {
			continue
		}
		for _, r := range met {
			if shared(t.parties, r.parties) > 0 && follows(t, r) {
				return parley.Maybe(t.words)
			}
		}
	}
	return ""
}

// follows tells whether t came of the round r.
func follows(t, r *thing) bool {
	const days = 2 // until which an outcome is announced
	if !r.real() {
		return false
	}
	if t.timed && r.timed {
		return t.span() <= 7 && r.time.From <= t.time.To && t.time.From <= r.time.To+days
	}
	return !t.timed && meets(t.own, r.own)
}

// next lists what is planned and not past, as far as the track knows.
func next(d *draft) []parley.Next {
	last := parley.DayMin
	for _, t := range d.things {
		if t.hasSeen {
			last = max(last, t.seen)
		}
	}
	out := []parley.Next{}
	for _, t := range d.things {
		if t.e.Status != parley.Planned || t.timed && t.time.To < last {
			continue
		}
		out = append(out, parley.Next{What: t.words, Time: t.e.Time, Place: t.e.Place, Event: t.e.ID})
	}
	return out
}
