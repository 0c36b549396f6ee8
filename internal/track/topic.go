package track

// This file says what topics tell of a track.

import (
	"math"
	"slices"
)

// general are topics that qualify a negotiation more than they name it: almost any two
// neighbours talk about border, trade, security or peace. An issue is named by another
// topic where there is one.
var general = []string{"border", "cooperation", "energy", "nuclear", "peace", "security", "summit", "trade"}

// occasion is the topic that tells on what occasion something was dealt with, and least of what.
const occasion = "summit"

// vagueTopics are those of the general ones that do not even keep two tracks of the same
// parties apart.
var vagueTopics = []string{"border", "cooperation", "energy", "peace", "security"}

func vague(topics []string) bool {
	return !slices.ContainsFunc(topics, func(s string) bool { return !slices.Contains(vagueTopics, s) })
}

// vague tells whether all topics that are the track's own are.
func (d *draft) vague() bool {
	for s := range d.topics {
		if !slices.Contains(vagueTopics, s) && d.core([]string{s}) > 0 {
			return false
		}
	}
	return true
}

// issue is the topic that says most of the track: that of many of its claims, and of few
// other negotiations. Where no event has a topic it is what the first proposal is about,
// else the kind of the first event.
func (d *draft) issue(spread map[string]int) string {
	if d.matter != nil {
		return d.matter.ID
	}
	if d.forum() != "" {
		return meetings
	}
	if best := issueOf(d.votes(spread), spread, d.broad); best != "" {
		return best
	}
	for _, t := range d.things {
		if t.e.Object != "" {
			return string(t.e.Object)
		}
	}
	return string(d.founder.e.Kind)
}

// votes are how many claims speak of each topic that may be the issue.
func (d *draft) votes(spread map[string]int) map[string]int {
	out := map[string]int{}
	for _, t := range d.things {
		if t.weight == apart {
			continue
		}
		for _, c := range t.claims {
			for _, s := range c.Topics {
				out[s]++
			}
		}
		if len(t.claims) == 0 {
			for _, s := range t.topics {
				out[s]++
			}
		}
	}
	for s := range out {
		if spread[s] >= everywhere && !d.between(s) {
			delete(out, s)
		}
	}
	return out
}

// issueOf is the topic with the most votes, of which those count for less that are told of in many
// regions, or tell little of a negotiation; "" where there are none.
func issueOf(votes, spread map[string]int, broad map[string]bool) (best string) {
	const least = 4 // a quarter of what is spoken of most: less is told in passing
	most, top := 0.0, 0
	for _, n := range votes {
		top = max(top, n)
	}
	for s, votes := range votes {
		if least*votes < top {
			continue
		}
		n := float64(votes) / (1 + math.Log(float64(max(1, spread[s]))))
		switch {
		case s == occasion:
			n /= 5
		case slices.Contains(general, s) || broad[s]:
			n /= 3
		}
		if n > most || n == most && s < best {
			best, most = s, n
		}
	}
	return best
}

// between tells whether the draft is one of two sides of a matter that the topic names: of
// others its words, which may be no more than the name of a state, tell nothing.
func (d *draft) between(topic string) bool {
	if d.reg == nil {
		return true
	}
	t := &thing{parties: d.principals()}
	return slices.ContainsFunc(d.reg.byTopic[topic], func(m *Matter) bool { return m.ID == topic && d.reg.touch(m, t).opposed() })
}

// spreads says in how many drafts each topic is spoken of.
func spreads(all []*draft) map[string]int {
	out := map[string]int{}
	for _, d := range all {
		for s := range d.topics {
			out[s]++
		}
	}
	return out
}
