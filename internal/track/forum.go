package track

// This file says who of those that an event names sits at the table, and who is the table: the leaders of
// the G20 meet at the G20, not with it.

import (
	"maps"
	"slices"
	"strings"

	"parley"
)

// ground is what is known of those who may negotiate, whatever they do.
type ground struct {
	open   map[string]bool            // topics about which a call or meeting opens a track by itself
	forums map[string]map[string]bool // those at which others meet, with who sits there; nil: whoever comes
	blocs  map[string]map[string]bool // their members
	vague  map[string]bool
	terms  map[string][]parley.Interval // of persons, by id
}

// ground gathers what the options say of it.
func (o *Options) ground() *ground {
	if o.known != nil {
		return o.known
	}
	g := &ground{open: maps.Clone(o.Negotiable), forums: map[string]map[string]bool{}, blocs: map[string]map[string]bool{}, vague: o.Vague, terms: o.Terms}
	for i := range o.Matters { // what names a matter opens that alone: its words may be no more than the name of a state
		delete(g.open, o.Matters[i].ID)
	}
	for k, who := range o.Forums {
		g.forums[k] = nil
		if len(who) > 0 {
			g.forums[k] = setOf(who)
		}
	}
	for k, who := range o.Blocs {
		g.blocs[k] = setOf(who)
	}
	return g
}

// unofficial tells whether the actor is of a state and speaks for itself alone: its companies sign contracts, and its
// experts judge, whatever its government does.
func unofficial(a *parley.Actor) bool {
	_, office, _ := strings.Cut(string(a.Office), "/")
	switch office {
	case "company", "people", "expert", "state-media":
		return true
	}
	return false
}

// retired tells whether the actor is a person who held an office before the day and holds none on it, as far as the text and
// what is known of him say. Of who led a state or government all terms are known.
func (g *ground) retired(a *parley.Actor, day parley.Day) bool {
	if g == nil || a.Office != "" && level([]parley.Actor{*a}) != levels[0].name {
		return false
	}
	held := false
	for _, in := range g.terms[a.ID] {
		if in.From <= day && day <= in.To {
			return false
		}
		held = held || in.To < day
	}
	return held
}

func setOf(keys []string) map[string]bool {
	out := make(map[string]bool, len(keys))
	for _, k := range keys {
		out[k] = true
	}
	return out
}

// seat finds those of the parties that can be one of a negotiation. Whom nobody could name (the world's leaders) is
// none. A forum is none with those who sit there: what one of them does at it, and its own conferences, are the
// forum's; what several of them do there is theirs alone. At a conference of any other organisation its members are
// not beside it.
func (g *ground) seat(t *thing) {
	t.all = t.parties
	defer func() { t.seats = t.parties }()
	if g == nil {
		return
	}
	var forums, rest []string
	for _, k := range t.parties {
		if _, is := g.forums[k]; is {
			forums = append(forums, k)
		} else if !g.vague[k] {
			rest = append(rest, k)
		}
	}
	switch {
	case len(forums) == 1:
		t.parties, t.forum = g.at(forums[0], rest, t.e.Kind)
	case len(forums) > 1: // of two at once nobody knows which
		t.parties = rest
	case t.e.Kind == parley.Conference:
		t.parties = slices.DeleteFunc(rest, func(k string) bool {
			return slices.ContainsFunc(t.all, func(o string) bool { return g.blocs[o][k] })
		})
	default:
		t.parties = rest
	}
}

// at says who negotiates where the rest are named with a forum.
func (g *ground) at(forum string, rest []string, kind parley.Kind) (parties []string, alone string) {
	who := g.forums[forum]
	outside := slices.DeleteFunc(slices.Clone(rest), func(k string) bool { return who == nil || who[k] })
	switch {
	case kind == parley.Conference, len(outside) == 0 && len(rest) < 2:
		return []string{forum}, forum
	case len(outside) == 0:
		return rest, ""
	}
	return add(outside, forum), ""
}

// addressed are those of the parties to whom the event is directed.
func (t *thing) addressed() []string {
	return slices.DeleteFunc(slices.Clone(t.to), func(k string) bool { return !slices.Contains(t.parties, k) })
}

// named are all whom the event names on a side, whoever of them sits at a table.
func (t *thing) named() []string {
	if t.all != nil {
		return t.all
	}
	return t.parties
}

// give gives t to a matter, of which who takes part is known by name; or to none.
func (t *thing) give(m *Matter) {
	if t.matter = m; m != nil {
		t.parties = t.all
	} else {
		t.parties = t.seats
	}
}

// forum is the one whose meetings the draft is of, "" for a negotiation of several parties.
func (d *draft) forum() string {
	if d.matter != nil || d.founder == nil {
		return ""
	}
	return d.founder.forum
}

// meetings is the issue of a forum: whatever those who sit there talk of.
const meetings = "meetings"

// outshone puts meetings of a forum that few tell of to the one within weeks that many times as many do: a summit is told
// of for days before and after, and its day is misread then. What is planned for other days is another; what was planned
// for the month in which one was held is that.
func outshone(all []*session) []*session {
	const weeks, times = 14, 4
	told := func(s *session) int {
		items := map[string]bool{}
		for _, t := range s.things {
			for _, item := range t.items {
				items[item] = true
			}
		}
		return len(items)
	}
	size := make(map[*session]int, len(all))
	for _, s := range all {
		size[s] = told(s)
	}
	return slices.DeleteFunc(slices.Clone(all), func(s *session) bool {
		var best *session
		for _, o := range all {
			if s == o || !s.timed || !o.timed || o.time.To-o.time.From >= oneMeeting || best != nil && size[o] <= size[best] {
				continue
			}
			misread := s.real && max(o.time.From-s.time.To, s.time.From-o.time.To) <= weeks && size[o] >= times*size[s]
			if came := !s.real && o.real && s.time.Contains(o.time); misread || came {
				best = o
			}
		}
		if best != nil {
			for _, t := range s.things {
				best.take(t)
			}
		}
		return best != nil
	})
}
