package track

// This file decides which track a thing goes to.

import (
	"slices"
	"strings"

	"parley"
)

// Days between two things of one track, at most; and days within which the same parties
// are taken to go on about the same, though no topic says so.
const (
	longest = 548
	near    = 60
)

// most is how many parties a track may come to have by answers and larger meetings.
const most = 5

// draft is a track in the making.
type draft struct {
	founder *thing
	things  []*thing
	parties []string       // of the things that open or carry it, sorted
	topics  map[string]int // of the things that open or carry it
	objects map[string]bool
	offers  []*thing        // proposals
	carried int             // things that open or carry it
	broad   map[string]bool // topics that are too common to tell tracks apart
	items   map[string]bool
	first   parley.Day
	last    parley.Day
	dated   bool
}

// assign makes the tracks: first of the things that open or carry one, then with those
// that only join.
func assign(things []*thing, broad map[string]bool) []*draft {
	var out []*draft
	byParty := map[string][]*draft{}
	put := func(d *draft, t *thing) {
		had := d.parties
		d.take(t)
		for _, p := range d.parties {
			if _, found := slices.BinarySearch(had, p); !found {
				byParty[p] = append(byParty[p], d)
			}
		}
	}
	// What opens comes before what carries: an answer may be told without a day. What
	// names its topic comes first of each: the rest goes where its item or parties point.
	for pass := range 2 * (int(opens) + 1) {
		w, named := opens-weight(pass/2), pass%2 == 0
		for _, t := range things {
			if t.weight != w || w == apart || named != (len(t.topics) > 0) {
				continue
			}
			d := best(t, byParty)
			if d == nil && w == opens {
				d = &draft{founder: t, topics: map[string]int{}, objects: map[string]bool{}, items: map[string]bool{}, broad: broad}
				out = append(out, d)
			}
			if d != nil {
				put(d, t)
			}
		}
	}
	return out
}

// best is the track that agrees best with t, nil where none does; of equal ones the one
// that was there first.
func best(t *thing, byParty map[string][]*draft) *draft {
	var found *draft
	top := 0
	seen := map[*draft]bool{}
	for _, p := range t.parties {
		for _, d := range byParty[p] {
			if seen[d] {
				continue
			}
			seen[d] = true
			if s := d.agrees(t); s > top || s > 0 && s == top && strings.Compare(d.founder.e.ID, found.founder.e.ID) < 0 {
				found, top = d, s
			}
		}
	}
	return found
}

// agrees is how well t fits the track: 0 not at all.
func (d *draft) agrees(t *thing) int {
	distance, ok := d.distance(t)
	if !ok || distance > longest {
		return 0
	}
	together := meets(d.items, t.items)
	party := d.partyScore(t, together, distance)
	if party == 0 {
		return 0
	}
	topic := d.topicScore(t, together, distance, party == equalParties)
	if topic == 0 {
		return 0
	}
	score := party + topic
	if distance <= near {
		score++
	}
	if together {
		score++
	}
	if d.thread(t) {
		score += 3
	}
	return score
}

// distance is the number of days from the track's time to t's. What has no day at all is
// near whatever is told in the same item, and nothing else.
func (d *draft) distance(t *thing) (int, bool) {
	day, ok := t.day()
	switch {
	case !ok || !d.dated:
		return 0, meets(d.items, t.items) || !ok && !d.dated
	case day < d.first:
		return int(d.first - day), true
	case day > d.last:
		return int(day - d.last), true
	}
	return 0, true
}

// equalParties is the score of the same parties on both sides.
const equalParties = 4

// partyScore compares the parties: the same ones; some of the track's; more than the
// track's; or one at least, where t answers what the track offers.
func (d *draft) partyScore(t *thing, together bool, distance int) int {
	n := shared(d.parties, t.parties)
	room := len(d.parties)+len(t.parties)-n <= most
	switch {
	case n == len(d.parties) && n == len(t.parties):
		return equalParties
	case n == len(t.parties) && (n >= 2 || together):
		return 2
	case n == len(d.parties) && n >= 2 && room && t.weight != joins:
		return 2
	case n >= 1 && room && d.thread(t) && (together || distance <= near && d.core(t.topics) > 0):
		return 1
	}
	return 0
}

// thread tells whether t is a proposal like one of the track, or an answer to one, or a
// demand for an answer.
func (d *draft) thread(t *thing) bool {
	switch t.e.Kind {
	case parley.Propose:
		return d.objects[string(t.e.Object)]
	case parley.Accept, parley.Reject, parley.Demand:
	default:
		return false
	}
	pressed := t.e.Kind == parley.Demand && t.e.Object == parley.Maybe(parley.Accept)
	return slices.ContainsFunc(d.offers, func(o *thing) bool {
		return (o.e.Object == t.e.Object || pressed) && (meets(o.items, t.items) || within(o, t, answerDays))
	})
}

func (d *draft) topicScore(t *thing, together bool, distance int, equal bool) int {
	if len(t.topics) == 0 || len(d.topics) == 0 {
		switch {
		case together && (t.weight != joins || len(t.parties) > 1):
			return 2
		case equal && distance <= near && t.weight != joins:
			return 1
		}
		return 0
	}
	if n := d.core(t.topics); n > 0 {
		return 2 + min(n, 2)
	}
	if equal && d.onlyBroad(t.topics) || together && d.thread(t) {
		return 1
	}
	return 0
}

// onlyBroad tells whether t and the track share a topic, though one of many.
func (d *draft) onlyBroad(topics []string) bool {
	return slices.ContainsFunc(topics, func(s string) bool { return d.broad[s] && d.topics[s] > 0 })
}

// core is how many of the topics are the track's own: of its founder, or of a third of
// the things that carry it, and of two at least.
func (d *draft) core(topics []string) (n int) {
	for _, s := range topics {
		count := d.topics[s]
		if d.broad[s] {
			continue
		}
		if slices.Contains(d.founder.topics, s) || count >= 2 && count*3 >= d.carried {
			n++
		}
	}
	return n
}

func (d *draft) take(t *thing) {
	d.things = append(d.things, t)
	if t.weight == joins {
		return
	}
	d.carried++
	brings := t.parties
	if t.e.Kind == parley.Demand { // who urges from outside is no party
		brings = t.to
	}
	for _, p := range brings {
		d.parties = add(slices.Clone(d.parties), p)
	}
	for _, s := range t.topics {
		d.topics[s]++
	}
	if t.e.Object != "" {
		d.objects[string(t.e.Object)] = true
	}
	if t.e.Kind == parley.Propose {
		d.offers = append(d.offers, t)
	}
	for item := range t.items {
		d.items[item] = true
	}
	if day, ok := t.day(); ok {
		if !d.dated {
			d.first, d.last, d.dated = day, day, true
		}
		d.first, d.last = min(d.first, day), max(d.last, day)
	}
}
