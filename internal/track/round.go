package track

// This file lists the rounds of a track: who met when, where, at what level, with what
// outcome.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// Days: that the time of one round may mean; between a plan and the round that came of it;
// that one meeting may last;
// after a plan without a day within which the next round is the one it announced.
const (
	longestRound = 31
	slipped      = 3
	oneMeeting   = 7
	announced    = 183
)

// session is a round in the making: the things that tell it. Its time and place are the
// first thing's that has them.
type session struct {
	things   []*thing
	time     parley.Interval
	timed    bool
	real     bool
	place    *parley.Place
	vague    bool // the place is no town
	free     bool // of a matter: meetings of all kinds tell it
	reported map[int]bool
}

// rounds are the meetings of the track's parties in order of time: negotiations and
// conferences of two parties at least, other meetings of all of them. A thing that only
// retells or announces a round belongs to it; what cannot be placed is none.
func rounds(d *draft) []parley.Round {
	var dated, undated, aside []*thing
	for _, t := range d.things {
		switch {
		case !t.meeting() && !d.calls(t) || !t.real() && t.e.Status != parley.Planned && t.e.Status != parley.Cancelled:
		case t.timed && t.span() > longestRound:
		case t.timed && !t.fixed(), t.spoken(): // a day of something else
		case !d.table(t):
			aside = append(aside, t)
		case t.timed:
			dated = append(dated, t)
		default:
			undated = append(undated, t)
		}
	}
	all := d.sift(slices.DeleteFunc(sessions(dated), (*session).guessed))
	plans := placeUndated(d, &all, undated)
	for _, t := range aside {
		if i := slices.IndexFunc(all, func(s *session) bool { return s.about(t) && d.known(t) }); i >= 0 {
			all[i].take(t)
		}
	}
	if d.matter != nil {
		all = between(byDayAlone(d.oneNumber(all)))
	} else {
		all = d.once(all)
	}
	if d.forum() != "" {
		all = outshone(all)
		plans = slices.DeleteFunc(plans, func(s *session) bool { return !d.town(s.place) }) // whatever is to be dealt with there some day
	}
	all = append(all, plans...)
	out := []parley.Round{}
	held, came := 0, d.outcomes(all)
	for _, s := range all {
		r := d.round(s)
		r.Outcome = came[s]
		if r.Status != parley.Cancelled {
			held++
			r.Number = held
		}
		out = append(out, r)
	}
	promises(d, out, all)
	return out
}

// table tells whether the track's parties sit at t: two of them in a negotiation or
// conference, all in any other meeting.
func (d *draft) table(t *thing) bool {
	if d.matter != nil {
		return d.contact(t)
	}
	n := shared(t.parties, d.parties)
	if d.lopsided(t) {
		return false
	}
	if t.e.Kind == parley.Meet {
		return n == len(d.parties) && n == len(d.strip(t.parties))
	}
	return n >= min(2, len(d.parties))
}

// known tells whether one party of the track at least is named in t, and with it only
// those that mediate or play host.
func (d *draft) known(t *thing) bool {
	if d.matter != nil {
		x := d.reg.touch(d.matter, t)
		return x.known() && x.strangers == 0
	}
	n := shared(t.parties, d.parties)
	return n > 0 && n == len(d.strip(t.parties))
}

// sessions groups dated things; what has happened founds a session before plans join it.
func sessions(dated []*thing) []*session {
	slices.SortStableFunc(dated, func(a, b *thing) int {
		return cmp.Or(cmpBool(b.real(), a.real()), cmp.Compare(a.span(), b.span()), byDay(a, b))
	})
	var all []*session
	for _, t := range dated {
		i := slices.IndexFunc(all, func(s *session) bool { return s.same(t) })
		if i < 0 {
			all = append(all, &session{reported: map[int]bool{}})
			i = len(all) - 1
		}
		all[i].take(t)
	}
	for _, s := range all {
		s.pin()
	}
	slices.SortStableFunc(all, func(a, b *session) int { return byDay(a.things[0], b.things[0]) })
	return all
}

func (s *session) take(t *thing) {
	s.things = append(s.things, t)
	if !s.timed && t.timed {
		s.time, s.timed = t.time, true
	}
	s.real = s.real || t.real()
	if t.e.Place != nil && (s.place == nil || s.vague && !t.vaguePlace) {
		s.place, s.vague = t.e.Place, t.vaguePlace
	}
	for n := range t.reported() {
		s.reported[n] = true
	}
}

// pin gives a session of which only the month is known as held the days of that month that most
// claims had planned for its place.
func (s *session) pin() {
	if !s.real || !s.timed || s.time.To-s.time.From <= oneMeeting || s.status() != parley.Occurred {
		return
	}
	votes, best := map[parley.Interval]int{}, s.time
	for _, t := range s.things {
		if !t.timed || t.span() > oneMeeting || !s.time.Contains(t.time) || t.e.Status != parley.Planned || s.place == nil || t.e.Place == nil || *s.place != *t.e.Place {
			continue
		}
		votes[t.time] += len(t.e.Claims)
		if v, most := votes[t.time], votes[best]; v > most || v == most && t.time.From < best.From {
			best = t.time
		}
	}
	s.time = best
}

// reported are the numbers of a round that the claims of t give; where it was held, not that
// of the next one, which is announced beside it.
func (t *thing) reported() map[int]bool {
	out := map[int]bool{}
	for _, c := range t.claims {
		if c.Round != nil && !(t.real() && c.Status == parley.Planned && !t.daysIt(c)) {
			out[*c.Round] = true
		}
	}
	return out
}

func (s *session) days(t *thing) bool { return s.timed && s.time.Overlaps(t.time) }

// same tells whether the dated t tells of the session: on one of its days, or planned for
// days beside them.
func (s *session) same(t *thing) bool {
	if !t.real() && s.others(t) {
		return false
	}
	if s.days(t) {
		return s.near(t) || t.span() < 7
	}
	gap := max(int(t.time.From-s.time.To), int(s.time.From-t.time.To))
	return s.real && !t.real() && gap <= slipped && s.near(t)
}

// others tells whether t names persons of two parties, and the session such persons too, none of them the same: a meeting of
// ministers that is planned or called off is not that of their leaders.
func (s *session) others(t *thing) bool {
	if s.free {
		return false
	}
	here := map[string]bool{}
	for _, a := range t.e.Actors {
		if strings.HasPrefix(a.ID, "person:") {
			if s.seats(a.ID) {
				return false
			}
			here[a.Key()] = true
		}
	}
	if len(here) < 2 {
		return false
	}
	there := map[string]bool{}
	for _, o := range s.things {
		for _, a := range o.e.Actors {
			if strings.HasPrefix(a.ID, "person:") {
				there[a.Key()] = true
			}
		}
	}
	return len(there) > 1
}

// about tells whether a thing that names one party only may tell of the session: what
// else happens beside it does not.
func (s *session) about(t *thing) bool {
	if !t.timed || !s.days(t) {
		return false
	}
	return t.e.Kind != parley.Meet || !t.real() && s.place != nil && t.e.Place != nil && *s.place == *t.e.Place
}

// near tells whether the places do not exclude each other.
func (s *session) near(t *thing) bool {
	if s.place == nil || t.e.Place == nil || *s.place == *t.e.Place {
		return true
	}
	return s.vague || t.vaguePlace
}

// counted tells whether both give the same number; other where they give different ones.
func (s *session) counted(t *thing) (same, other bool) {
	for n := range t.reported() {
		same = same || s.reported[n]
		other = true
	}
	return same, other && !same && len(s.reported) > 0
}

func (d *draft) round(s *session) parley.Round {
	met := s.things
	first := d.foremost(s)
	r := parley.Round{
		Time: d.when(s), Status: s.status(), Channel: channel(first),
		Heads: map[string]string{}, Mediators: []string{}, Events: []string{},
	}
	var actors []parley.Actor
	close := closest(met)
	for _, t := range met {
		r.Events = append(r.Events, t.e.ID)
		if d.matter != nil && !slices.Contains(close, t) {
			continue
		}
		for _, m := range slices.Concat(d.goBetween(t), d.comes(t)) {
			if !slices.Contains(d.parties, m) {
				r.Mediators = add(r.Mediators, m)
			}
		}
		if d.table(t) && (t.real() || !s.real) { // who is to meet some day did not
			actors = append(actors, t.present()...)
		}
	}
	r.Reported = s.said(d.numbered(s, first))
	r.Place = d.where(s)
	d.mediatedBy(&r, s, close)
	led := d.heads(&r, actors, first.present())
	if d.matter != nil && len(led) == 0 {
		led = d.led(&r, s)
	}
	if r.Level = level(led); r.Level == "" && d.matter != nil {
		r.Level = s.level()
	}
	if r.Level == "" {
		r.Level = level(actors)
	}
	if r.Level == "" && s.private() {
		r.Level = experts
	}
	return r
}

// comes lists who mediates in a matter and comes to one of its sides by t.
func (d *draft) comes(t *thing) (out []string) {
	if d.matter == nil || !t.real() || !d.contact(t) {
		return nil
	}
	for _, k := range t.parties {
		if d.reg.parts[d.matter][k] == partMediator {
			out = append(out, k)
		}
	}
	return out
}

// mediatedBy adds who is said to mediate on the days of the round, or where it is told. Of a
// matter many speak of mediating: who is not known to did so on these days.
func (d *draft) mediatedBy(r *parley.Round, s *session, met []*thing) {
	for _, t := range d.things {
		if t.e.Kind != parley.Mediate || !t.real() && (t.e.Status != parley.Planned || d.matter != nil) {
			continue
		}
		for _, m := range met {
			if t.timed != m.timed && len(t.own) > 0 && meets(t.own, m.own) || t.timed && m.timed && t.span() < 7 && t.time.Overlaps(m.time) && (d.matter == nil || t.time.Overlaps(s.time)) {
				for _, k := range d.goBetween(t) {
					if d.matter != nil && !(t.timed && m.timed) && d.reg.parts[d.matter][k] != partMediator {
						continue
					}
					if !slices.Contains(d.parties, k) {
						r.Mediators = add(r.Mediators, k)
					}
				}
			}
		}
	}
}

// spokesperson is how the offices of those end who speak for others.
const spokesperson = "spokesperson"

// heads fills in who led each party: whom a text calls its head, else the one person that
// the round itself names for it. It returns the actors that lead by the text.
func (d *draft) heads(r *parley.Round, actors, own []parley.Actor) (led []parley.Actor) {
	for _, a := range actors {
		if a.Role != parley.RoleHead || !slices.Contains(d.parties, a.Key()) {
			continue
		}
		led = append(led, a)
		if r.Heads[a.Key()] == "" {
			r.Heads[a.Key()] = a.ID
		}
	}
	if len(led) > 0 || d.matter != nil {
		return led
	}
	persons := map[string][]string{}
	for _, a := range own {
		if strings.HasPrefix(a.ID, "person:") && a.Role == parley.RoleParty && slices.Contains(d.parties, a.Key()) && !strings.HasSuffix(string(a.Office), spokesperson) {
			persons[a.Key()] = add(persons[a.Key()], a.ID)
		}
	}
	for k, ids := range persons {
		if len(ids) == 1 && len(persons) == len(d.parties) {
			r.Heads[k] = ids[0]
		}
	}
	return nil
}
