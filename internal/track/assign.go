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
	matter  *Matter // known by name, nil: a track of its parties
	reg     *register
	names   parley.Namer    // nil: ids stand for names
	helped  map[string]bool // item and mediator: it says that it mediates
	chief   string          // the mediator most spoken of
	things  []*thing
	aside   []*thing       // the last of these, of which each says who mediates and no more
	wake    parley.Day     // when it may be told otherwise though nothing came
	parties []string       // of the things that open or carry it, sorted: whom it may be about
	third   map[string]int // who mediates or plays host where its things are told: in how many items
	topics  map[string]int // of the things that open or carry it
	objects map[string]bool
	offers  []*thing        // proposals
	carried int             // things that open or carry it
	broad   map[string]bool // topics that are too common to tell tracks apart
	main    []string        // principals of the first counted things
	counted int
	met     []*held // its meetings, of the first metOf things; nil: not looked for yet
	metOf   int
	seen    int      // the search that looked at it last
	bonds   []Bond   // with drafts that it parted from or was joined with
	circle  []string // of a draft that took others in by issue: its principals before
	items   map[string]bool
	claims  map[string]int // item → claims of it that stand in the track
	first   parley.Day
	last    parley.Day
	dated   bool
}

// assigner finds the draft for each thing.
type assigner struct {
	broad    map[string]bool
	drafts   []*draft
	byParty  map[string][]*draft
	thirds   map[string][]string // item → who mediates or plays host in what it tells
	placed   map[*thing]bool
	searches int
}

// assign makes the tracks: first of what people do together, then of the rest that opens
// or carries one, then with those that only join. Drafts that turn out to be about one
// negotiation are folded together, and what found no place before is tried once more. What
// is about a matter known by name is set apart before.
func assign(things []*thing, broad map[string]bool, reg *register, of map[*Matter][]*thing) []*draft {
	named := reg.drafts(of, broad)
	things = slices.DeleteFunc(slices.Clone(things), func(t *thing) bool { return t.matter != nil })
	a := &assigner{broad: broad, byParty: map[string][]*draft{}, thirds: thirds(things), placed: map[*thing]bool{}}
	for w := opens; w > apart; w-- {
		if w == opens {
			a.pass(things, w, (*thing).mutual)
		}
		a.pass(things, w, func(*thing) bool { return true })
	}
	a.fold()
	for w := carries; w > apart; w-- {
		a.pass(things, w, func(*thing) bool { return true })
	}
	a.mediations(things)
	return append(slices.DeleteFunc(reg.absorb(a.drafts, named), (*draft).doubtful), named...)
}

// doubtful tells whether a few events make the draft, and each that could open it is likely to have been misread.
func (d *draft) doubtful() bool {
	const few = 4
	return len(d.things) <= few && !slices.ContainsFunc(d.things, func(t *thing) bool { return t.weight == opens && !doubtful(t.e) })
}

// thirds lists for every item who mediates or plays host in it.
// A host that sits at a table in the same item is none.
func thirds(things []*thing) map[string][]string {
	out := map[string][]string{}
	sits := map[string]map[string]bool{} // of items that tell of a host
	for _, t := range things {
		for _, item := range t.items {
			for _, k := range t.mediators {
				out[item] = add(out[item], k)
			}
			if len(t.hosts) > 0 && sits[item] == nil {
				sits[item] = map[string]bool{}
			}
		}
	}
	for _, t := range things {
		if len(sits) == 0 || t.e.Kind != parley.Talks || !t.real() {
			continue
		}
		for _, item := range t.items {
			if at := sits[item]; at != nil {
				for _, k := range t.parties {
					at[k] = true
				}
			}
		}
	}
	for _, t := range things {
		for _, item := range t.items {
			for _, k := range t.hosts {
				if !sits[item][k] {
					out[item] = add(out[item], k)
				}
			}
		}
	}
	return out
}

// pass places the things of a weight that are of the sort. What names its topic comes
// first: the rest goes where its item or parties point.
func (a *assigner) pass(things []*thing, w weight, sort func(*thing) bool) {
	for _, named := range []bool{true, false} {
		for _, t := range things {
			if a.placed[t] || t.weight != w || named != (len(t.topics) > 0) || !sort(t) {
				continue
			}
			d := a.best(t)
			if d == nil && w == opens {
				d = a.found(t)
			}
			if d != nil {
				a.put(d, t)
			}
		}
	}
}

// found makes a draft of t. Who mediates in its items is no party, if two parties are left.
func (a *assigner) found(t *thing) *draft {
	d := &draft{
		founder: t, third: map[string]int{}, topics: map[string]int{}, objects: map[string]bool{}, items: map[string]bool{},
		claims: map[string]int{}, broad: a.broad,
	}
	a.learn(d, t)
	d.parties = d.strip(t.parties)
	if len(d.parties) < 2 {
		d.parties = slices.Clone(t.parties)
	}
	for _, k := range d.parties {
		delete(d.third, k)
		a.byParty[k] = append(a.byParty[k], d)
	}
	a.drafts = append(a.drafts, d)
	return d
}

// learn notes who mediates or plays host in the items that tell t.
func (a *assigner) learn(d *draft, t *thing) {
	for _, item := range t.items {
		if d.items[item] {
			continue
		}
		for _, k := range a.thirds[item] {
			if !slices.Contains(d.parties, k) {
				d.third[k]++
			}
		}
	}
}

func (a *assigner) put(d *draft, t *thing) {
	had := d.parties
	if t.weight != joins && t != d.founder {
		a.learn(d, t)
	}
	d.take(t)
	a.placed[t] = true
	for _, p := range d.parties {
		if _, found := slices.BinarySearch(had, p); !found {
			a.byParty[p] = append(a.byParty[p], d)
		}
	}
}

// mediations puts what says only who mediates to the track that most of its item is about.
func (a *assigner) mediations(things []*thing) {
	count := map[string]map[*draft]int{}
	for _, d := range a.drafts {
		for _, t := range d.things {
			for _, item := range t.items {
				if count[item] == nil {
					count[item] = map[*draft]int{}
				}
				count[item][d]++
			}
		}
	}
	for _, t := range things {
		if t.e.Kind != parley.Mediate || len(t.parties) > 0 {
			continue
		}
		var found *draft
		top := 0
		for _, d := range a.drafts {
			n := 0
			for _, item := range t.items {
				n += count[item][d]
			}
			if n > top {
				found, top = d, n
			}
		}
		if found != nil {
			found.things, found.aside = append(found.things, t), append(found.aside, t)
		}
	}
}

// before tells whether d comes before o for t, all else being equal: it tells more of t's
// items.
func (d *draft) before(o *draft, t *thing) bool {
	a, b := 0, 0
	for _, item := range t.items {
		a, b = a+d.claims[item], b+o.claims[item]
	}
	if a != b {
		return a > b
	}
	return strings.Compare(d.founder.e.ID, o.founder.e.ID) < 0
}

// best is the track that agrees best with t, nil where none does.
func (a *assigner) best(t *thing) *draft {
	var found *draft
	top := 0
	a.searches++
	for _, p := range t.parties {
		for _, d := range a.byParty[p] {
			if d.seen == a.searches || d.founder == nil {
				continue
			}
			d.seen = a.searches
			if s := d.agrees(t); s > top || s > 0 && s == top && d.before(found, t) {
				found, top = d, s
			}
		}
	}
	return found
}

// helps tells whether k mediates or plays host in a fifth of the draft's items at least.
func (d *draft) helps(k string) bool { return d.third[k] > 0 && 5*d.third[k] >= len(d.items) }

// strip leaves out those who only mediate or play host.
func (d *draft) strip(parties []string) []string {
	var out []string
	for _, p := range parties {
		if !d.helps(p) {
			out = append(out, p)
		}
	}
	return out
}

// agrees is how well t fits the track: 0 not at all.
func (d *draft) agrees(t *thing) int {
	if t.forum != d.forum() {
		return 0
	}
	if t.forum != "" { // whatever they talk of there, and whenever
		return equalParties
	}
	if far, _ := d.distance(t, true); far > longest { // before their items are compared
		return 0
	}
	together := t.in(d.items)
	distance, ok := d.distance(t, together)
	if !ok || distance > longest {
		return 0
	}
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
// near whatever is told in the same item, and may be of the same parties' track on the
// same topic; of nothing else.
func (d *draft) distance(t *thing, together bool) (int, bool) {
	day, ok := t.day()
	switch {
	case !ok || !d.dated:
		return 0, together || !ok && !d.dated || len(t.topics) > 0 && slices.Equal(d.parties, t.parties)
	case day < d.first:
		return int(d.first - day), true
	case day > d.last:
		return int(day - d.last), true
	}
	return 0, true
}

// equalParties is the score of the same parties on both sides.
const equalParties = 4

// partyScore compares the parties, leaving out who mediates: the same ones; some of the
// track's; more than the track's; or one at least, where t answers what the track offers.
func (d *draft) partyScore(t *thing, together bool, distance int) int {
	parties := d.strip(t.parties)
	n := shared(d.parties, parties)
	room := len(d.parties)+len(parties)-n <= most
	switch {
	case n == len(d.parties) && n == len(parties):
		return equalParties
	case n > 0 && n == len(parties) && (n >= 2 || together):
		return 2
	case n > 0 && n == len(parties) && n < len(t.parties) && distance <= near && d.core(t.topics) > 0: // to who mediates
		return 2
	case n == len(d.parties) && n >= 2 && room && t.weight != joins:
		return 2
	case n >= 1 && room && d.thread(t) && (together || distance <= near && (d.core(t.topics) > 0 || d.untold(t))):
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
		return (o.e.Object == t.e.Object || pressed || t.e.Object == parley.Maybe(parley.Propose)) && (beside(o, t) || within(o, t, answerDays))
	})
}

func (d *draft) topicScore(t *thing, together bool, distance int, equal bool) int {
	if len(t.topics) == 0 || len(d.topics) == 0 {
		switch {
		case together && (t.weight != joins || len(t.parties) > 1):
			return 2
		case equal && distance <= near && t.weight != joins, distance <= near && d.untold(t) && d.thread(t):
			return 1
		}
		return 0
	}
	if n := d.core(t.topics); n > 0 {
		return 2 + min(n, 2)
	}
	if equal && (d.onlyBroad(t.topics) || vague(t.topics) && d.vague()) {
		return 1
	}
	if together && (d.thread(t) || t.weight >= carries && !t.mutual()) {
		return 1
	}
	return 0
}

// untold tells whether neither t nor anything of the track says what it is about.
func (d *draft) untold(t *thing) bool { return len(t.topics) == 0 && len(d.topics) == 0 }

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
	for i, item := range t.items {
		d.claims[item] += t.claimed[i]
	}
	if t.weight == joins {
		return
	}
	d.carried++
	brings := t.parties
	if t.e.Kind == parley.Demand { // who urges from outside is no party
		brings = t.addressed()
	}
	for _, p := range d.strip(brings) {
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
	for _, item := range t.items {
		d.items[item] = true
	}
	if day, ok := t.day(); ok {
		if !d.dated {
			d.first, d.last, d.dated = day, day, true
		}
		d.first, d.last = min(d.first, day), max(d.last, day)
	}
}
