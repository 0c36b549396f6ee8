// Package track finds negotiations among events.
//
// Input is every event with its claims. Each becomes a thing: its parties as states,
// organisations and groups (persons and offices count as their state), who addresses whom,
// its topics, the day it is ordered by, and the items that tell it.
//
// A track is its parties and what it is about. Some events open one (talks, a proposal,
// mediation), some only carry one on and may bring in a party (an answer, a demand to
// answer), the rest join one that is there. Things are taken in order of time; each goes
// to the track that agrees best in parties, topic and time. Who mediates or plays host
// where a track is told counts for no party; drafts that prove to be about one negotiation
// are folded together, and in the end the parties are those that sit at most of its tables.
// Negotiations and crises that are known by name (Matter) are set apart before: what is told
// of one is one track, whichever of its parties a text names.
// From the things of a track come its rounds, proposals and their answers, positions, what
// is planned, and its state.
//
// Nothing here knows a language: names come from a parley.Namer, the shape of a title from
// a format such as "{parties}: {issue}". Nothing looks at the clock: "now" is the latest day
// that the ledger knows of.
//
// Files: track.go the entry; thing.go an event made comparable; assign.go which track it
// goes to; matter.go, gather.go, contact.go what is known by name and its rounds;
// evidence.go how well a meeting is told; forum.go who
// sits at a table and who is the table; region.go, link.go the parts of a ledger that can
// be looked at by themselves, brief.go an event as far as these are told by it, tale.go as far as its
// track is; fold.go which drafts are one, and who its parties are; kin.go, part.go which join
// or part by their rounds; sketch.go the two steps by which parts of a ledger are told; topic.go
// what a track is about; year.go
// years that the track decides; round.go, undated.go, again.go, promise.go, outcome.go, proposal.go, position.go,
// newest.go, state.go what becomes of a track; edit.go what people changed.
package track

import (
	"crypto/sha256"
	"encoding/hex"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// Claims gives the claims behind the events.
type Claims interface {
	// Claim returns the claim with the id, nil where there is none.
	Claim(id string) *parley.Claim
}

// Options are what the stage needs to know besides events and claims.
type Options struct {
	Names parley.Namer // nil: ids stand for names
	// Formats gives for each language how a title is made of {parties} and {issue}.
	Formats map[string]string
	// Joint stands between the names of parties.
	Joint string
	// Many gives for each language the title of a negotiation known by name of more parties than a title names, made of
	// {issue} and {n}; Rest how those of another are named, of {first} and how many {n} are left. Without them all are.
	Many, Rest map[string]string
	// Negotiable are the topics about which a call or meeting opens a track by itself.
	Negotiable map[string]bool
	Edits      []parley.Edit // what people changed, those undone too
	// Matters are the negotiations and crises known by name; Blocs the members of the
	// organisations among their parties, as keys of actors.
	Matters []Matter
	Blocs   map[string][]string
	// Apart and Together are the events that people keep so, for each of their edits: of tracks
	// that are never joined, of one that never parts. Tracks finds them by Edits.
	Apart, Together [][]string
	// Forums are the organisations at which others meet, as keys of actors, with who sits there; none: whoever comes.
	// Vague are actors that cannot sit at a table: groups that name nobody, treaties.
	Forums map[string][]string
	Vague  map[string]bool
	// Terms are the times for which persons, by id, held an office: who held one and holds none speaks for nobody.
	Terms map[string][]parley.Interval
	// Part is the part of the ledger that the events are; nil: they are all.
	Part *Part

	reg   *register // of the matters, once it was made
	known *ground   // once it was made
}

// Ready is the options with what can be made of them once for many parts.
func (o Options) Ready() Options {
	o.reg, o.known = o.register(), o.ground()
	return o
}

func (o *Options) register() *register {
	if o.reg != nil {
		return o.reg
	}
	return newRegister(o.Matters, o.Blocs)
}

// Part is some regions of the ledger that are looked at together.
type Part struct {
	*Facts
	Matters []string          // those of the regions that are of matters
	Regions map[string]string // of the events
	Joins   map[string]bool   // events that may open no track
	// Before are events of the piece of time before, which are sketched there: by them is told what the
	// others go on with.
	Before map[string]bool
}

// Facts are what the tracks of a part of the ledger are told by besides its events. They seldom change:
// the first two are rough, and how large a share of the regions tells of a topic stays much the same.
type Facts struct {
	Now    parley.Day      // the first of the last month of which much is told
	Spread map[string]int  // in how many regions each topic is told of, as a power of two
	Broad  map[string]bool // topics that a twelfth of the regions tells of, or more
}

// NewFacts makes facts of how many events were told last in each month, in how many regions
// each topic is told of, and how many regions there are.
func NewFacts(months map[parley.Day]int, spread map[string]int, regions int) *Facts {
	const enough, share = 64, 12
	f := &Facts{Now: lastMonth(months), Spread: map[string]int{}, Broad: map[string]bool{}}
	for topic, n := range spread {
		f.Spread[topic] = power(n)
		if regions >= enough && share*n >= regions {
			f.Broad[topic] = true
		}
	}
	return f
}

// lastMonth is the last month of which, with the one before, much is told: a fiftieth of all
// events, two hundred at most. A few of which the day was misjudged do not make all that
// rests look long past.
func lastMonth(months map[parley.Day]int) parley.Day {
	const most, share = 200, 50
	total := 0
	days := make([]parley.Day, 0, len(months))
	for day, n := range months {
		total += n
		days = append(days, day)
	}
	slices.Sort(days)
	for _, day := range slices.Backward(days) {
		if months[day]+months[month(day-1)] >= min(most, 1+total/share) {
			return day
		}
	}
	return parley.DayMin
}

// month is the first day of the month of a day.
func month(day parley.Day) parley.Day {
	if day == parley.DayMin || day == parley.DayMax {
		return day
	}
	_, _, n := day.Date()
	return day - parley.Day(n-1)
}

// Equal tells whether both are the same.
func (f *Facts) Equal(o *Facts) bool { return f.Now == o.Now && len(f.Differ(o)) == 0 }

// Differ lists the topics of which the facts are others.
func (f *Facts) Differ(o *Facts) (out []string) {
	for topic, n := range f.Spread {
		if o.Spread[topic] != n || o.Broad[topic] != f.Broad[topic] {
			out = append(out, topic)
		}
	}
	for topic := range o.Spread {
		if f.Spread[topic] == 0 {
			out = append(out, topic)
		}
	}
	return out
}

// power is the greatest power of two that is not above n; 0 for 0.
func power(n int) int {
	if n <= 0 {
		return 0
	}
	return 1 << (bits.Len(uint(n)) - 1)
}

// Tracks returns the negotiations that the events belong to, in order of their ids.
func Tracks(events []parley.Event, claims Claims, opt Options) []parley.Track {
	things := make([]*thing, 0, len(events))
	known := opt.ground()
	for i := range events {
		things = append(things, newThing(&events[i], claims, known))
	}
	slices.SortFunc(things, byDay)
	reg := opt.register()
	f, of := &Facts{}, map[*Matter][]*thing(nil)
	if opt.Part == nil {
		f.Now, f.Broad = latest(things), broadTopics(topicCounts(things), len(things))
		of = reg.gather(things)
	} else {
		f, of = opt.Part.Facts, reg.given(things, opt.Part)
	}
	var out []parley.Track
	drafts := assign(things, f.Broad, reg, of)
	spread := f.Spread
	if spread == nil {
		spread = spreads(drafts)
	}
	spread = opt.spread(spread)
	opt.keep(events)
	for _, d := range kin(drafts, reg, spread, opt) {
		out = append(out, d.track(opt, f.Now, spread))
	}
	slices.SortFunc(out, func(a, b parley.Track) int { return strings.Compare(a.ID, b.ID) })
	tellApart(out, opt)
	edit(out, events, opt.Edits)
	return out
}

// everywhere stands for a topic that tells nothing of a single track.
const everywhere = 1 << 20

// topicCounts says of how many events each topic is one.
func topicCounts(all []*thing) map[string]int {
	out := map[string]int{}
	for _, t := range all {
		for _, topic := range t.topics {
			out[topic]++
		}
	}
	return out
}

// latest is the last day of which much is told: a hundredth of all items, twenty at most,
// came out within a month up to it. A few items of which the day was misjudged do not make
// all that rests look long past. What has no day of publication counts by what happened.
func latest(all []*thing) parley.Day {
	const month, most = 31, 20
	told := map[string]parley.Day{}
	for _, t := range all {
		for _, ref := range t.e.Claims {
			day := parley.DayMin
			if ref.Published != nil && certain(ref.Published.Value) {
				if in, ok := parley.DaysOf(ref.Published.Value); ok && in.To != parley.DayMax {
					day = in.To
				}
			}
			if day == parley.DayMin && t.timed && t.real() && t.time.To != parley.DayMax {
				day = t.time.To
			}
			if was, known := told[itemID(ref)]; !known || day > was {
				told[itemID(ref)] = day
			}
		}
	}
	days := make([]parley.Day, 0, len(told))
	for _, day := range told {
		if day != parley.DayMin {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	enough := min(most, 1+len(days)/100)
	for i := len(days) - 1; i >= 0; i-- {
		if from, _ := slices.BinarySearch(days, days[i]-month); i-from+1 >= enough {
			return days[i]
		}
	}
	return parley.DayMin
}

// broadTopics are those of so many events that they tell no track from another. In a small
// ledger none is.
func broadTopics(counts map[string]int, events int) map[string]bool {
	const enough, share = 300, 0.05
	out := map[string]bool{}
	for topic, n := range counts {
		if events >= enough && float64(n) > share*float64(events) {
			out[topic] = true
		}
	}
	return out
}

// wakes notes a day on which the track may be told otherwise.
func (d *draft) wakes(day, now parley.Day) {
	if day > now {
		d.wake = min(d.wake, day)
	}
}

func (d *draft) track(opt Options, now parley.Day, spread map[string]int) parley.Track {
	d.names, d.wake = opt.Names, parley.DayMax
	d.settle()
	d.strays()
	for _, t := range d.things {
		t.vaguePlace = d.matter != nil && t.e.Place != nil && !d.town(t.e.Place)
	}
	slices.SortFunc(d.things, byDay)
	var mediators []string
	d.parties, mediators = d.sides()
	t := parley.Track{
		ID: trackID(d.matter, d.founder.e.ID), Titles: map[string]string{}, Parties: d.parties, Mediators: append([]string{}, mediators...),
		Issue: d.issue(spread), Contradictions: d.differ(), Events: []string{}, Sources: []string{},
	}
	for _, th := range d.things {
		t.Events = append(t.Events, th.e.ID)
		for _, c := range th.e.Claims {
			t.Sources = add(t.Sources, c.Source)
		}
	}
	t.Rounds = rounds(d)
	t.Proposals = proposals(d)
	t.Positions = positions(d, t.Issue)
	t.Next = next(d, now, t.Rounds)
	t.Newest, t.Agreed = d.newest(), d.agreed()
	state(d, &t, now)
	titles(d, &t, opt)
	d.kinOf(&t, opt)
	return t
}

// trackID is made of the earliest event that opened the track.
func trackID(m *Matter, founder string) string {
	name := founder
	if m != nil { // the same whatever is told of it first
		name = m.ID + "\x00" + strconv.Itoa(int(m.From))
	}
	h := sha256.Sum256([]byte("track\x00" + name))
	return "t_" + hex.EncodeToString(h[:])[:16]
}

// tellApart adds to titles that several tracks bear what tells them apart.
func tellApart(all []parley.Track, opt Options) {
	of := make([]Bearing, len(all))
	for i := range all {
		of[i] = opt.BearingOf(&all[i])
	}
	for i, mark := range Marks(of) {
		Entitle(&all[i], mark, opt)
	}
}

// year is that of the first thing known of the track.
func year(t *parley.Track) string {
	y, _, _ := began(t)
	return y
}

// yearMonth is the month of the first thing known of the track, as 2/2017; its year where no more is known.
func yearMonth(t *parley.Track) string {
	y, m, ok := began(t)
	if !ok {
		return y
	}
	return m + "/" + y
}

// began gives the year of the first thing known of the track, and its month where that is known.
func began(t *parley.Track) (y, m string, ok bool) {
	const year, month = 4, 7
	for _, s := range t.Stages {
		v := strings.TrimLeft(string(s.Since), "[{")
		if len(v) < year || v[0] == '.' || v[0] == 'X' {
			continue
		}
		if len(v) >= month && v[year] == '-' {
			n, err := strconv.Atoi(v[year+1 : month])
			m, ok = strconv.Itoa(n), err == nil && n > 0 && n <= 12 // others are quarters and the like
		}
		return v[:year], m, ok
	}
	return "", "", false
}

// facing names the parties: those of one side behind commas where there are several sides.
func facing(opt Options, lang string, sides [][]string) string {
	if len(sides) == 1 {
		return named(opt, lang, sides[0])
	}
	var out []string
	for _, side := range sides {
		var names []string
		for _, k := range side {
			names = append(names, named(opt, lang, []string{k}))
		}
		out = append(out, strings.Join(names, ", "))
	}
	joint := strings.TrimSpace(opt.Joint)
	return strings.Join(out, " "+joint+" ")
}

func named(opt Options, lang string, ids []string) string {
	var out []string
	for _, id := range ids {
		if opt.Names != nil {
			id = opt.Names.Name(lang, id)
		}
		out = append(out, id)
	}
	return strings.Join(out, opt.Joint)
}

// A title names so many parties at most; of more the first of them.
const (
	mostTitled  = 6
	firstTitled = 3
)

// titles fills in the title of every language. Sides of a matter stand in their order,
// several of one side behind commas.
func titles(d *draft, t *parley.Track, opt Options) {
	sides := [][]string{slices.Clone(t.Parties)}
	slices.SortStableFunc(sides[0], func(a, b string) int { // a state before who fights it
		return cmpBool(strings.HasPrefix(a, "group:"), strings.HasPrefix(b, "group:"))
	})
	if d.matter != nil {
		sides, _ = d.faces()
	}
	langs := make([]string, 0, len(opt.Formats))
	for lang := range opt.Formats {
		langs = add(langs, lang)
	}
	all := slices.Concat(sides...)
	for _, lang := range langs {
		issue, format := named(opt, lang, []string{t.Issue}), opt.Formats[lang]
		parties, n := "", ""
		switch many := len(all) > mostTitled; {
		case many && d.matter != nil && opt.Many[lang] != "":
			format, n = opt.Many[lang], strconv.Itoa(len(all))
		case many && d.matter == nil && opt.Rest[lang] != "":
			parties = strings.NewReplacer("{first}", named(opt, lang, all[:firstTitled]), "{n}", strconv.Itoa(len(all)-firstTitled)).Replace(opt.Rest[lang])
		default:
			parties = facing(opt, lang, sides)
		}
		t.Titles[lang] = strings.NewReplacer("{parties}", parties, "{issue}", issue, "{n}", n).Replace(format)
		if t.Title == "" || lang == "en" {
			t.Title = t.Titles[lang]
		}
	}
}

// add puts s into the sorted set.
func add(set []string, s string) []string {
	i, found := slices.BinarySearch(set, s)
	if found {
		return set
	}
	return slices.Insert(slices.Clip(set), i, s)
}
