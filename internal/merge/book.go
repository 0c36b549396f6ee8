package merge

// This file brings mentions together, those that come with those that are kept, so that in
// the end they stand as if all had been taken at once in their order.
//
// A mention is placed by the clusters that stand when its turn comes: by mentions that
// come before it in the order, however late they were read. So where a mention comes, goes
// or changes its place, those behind it that can see the clusters it left or joined take
// their turn again, in order, and so on until nothing changes any more. Who can see what is
// told by keys, and what has to be fetched for it by cells. Claims that are tied (bond.go) take
// one turn and one place: in the book stands the one that leads them.

import (
	"container/heap"
	"slices"

	"parley"
	"parley/internal/learn"
)

// Kept is a claim that the stage keeps: what it is compared by, and where it went.
type Kept struct {
	Input
	Story  string // of its item
	Origin string // the item that its item copies in the end; itself if none
	Lead   string // the claim of its item that it is placed with (Bind); "": itself
	Place
	made *facts // once for many steps; nil: made for each
}

// NewKept returns the claim as it is kept before it has a place.
func NewKept(in Input, stories Stories) *Kept {
	c := in.Claim
	return &Kept{Input: in, Story: stories.Story(in.Page, c.Item), Origin: stories.Origin(in.Page, c.Item)}
}

// Prepare makes the claim comparable once for many steps. It must not change afterwards.
func (k *Kept) Prepare(opt Options) {
	k.made = k.facts(opt)
	k.made.index()
}

// At is the claim in another place.
func (k *Kept) At(p Place) *Kept {
	out := *k
	out.Place = p
	return &out
}

// Cells are where the claim is to be found.
func (k *Kept) Cells() []Cell { return k.facts(Options{}).cells() }

func (k *Kept) facts(opt Options) *facts {
	if k.made != nil {
		return k.made
	}
	opt.Stories = apart{}
	m := newFacts(k.Input, opt)
	m.story, m.origin = k.Story, k.Origin
	return m
}

func (k *Kept) mention(opt Options) *mention {
	return &mention{facts: k.facts(opt), standing: standing{lead: k.Lead}}
}

// Place is how a claim came into its cluster.
type Place struct {
	Cluster string // the claim that founded it
	Event   string // the event that it became part of
	Why     string `json:",omitempty"` // "" for the founder
}

// Shelf gives what is kept. What it has given once it need not give again.
type Shelf interface {
	At(cells []Cell) ([]*Kept, error)      // all in one of the cells
	Of(clusters []string) ([]*Kept, error) // all of the clusters
	In(events []string) ([]*Kept, error)   // all of the events
	With(claims []string) ([]*Kept, error) // those with the ids
}

// Outcome is what a step has changed.
type Outcome struct {
	Put    []*Kept // new or other than before: with cells to be filed under
	Moved  []*Kept // only their place is another
	Events []parley.Event
	Gone   []string // events that are no more
}

// book is the mentions at hand.
type book struct {
	shelf    Shelf
	opt      Options
	byID     map[string]*mention   // the one that leads it
	put      map[uint64][]*mention // key → mentions that are found by it
	look     map[uint64][]*mention // key → mentions that look there
	fetched  map[Cell]bool
	clusters map[string]*cluster // by founder, as they are kept
	changed  map[*cluster]bool
	edited   map[string]bool // claims that people's edits name, those undone too
	tied     bool            // one of these goes
	queue    turns
	search   int
	features learn.Features // working memory of the judge
	err      error
}

// cluster is a group in the making: all its mentions in order, of those that are tied the one that leads them, and
// the group of those of them whose turn has been.
type cluster struct {
	all   []*mention
	group *group
	taken int
	whole bool // all its mentions are at hand
	seen  int
	told  map[uint64]*mention // its keys, with the mention behind which all that look there were called
}

// standing is what a mention knows of its own place.
type standing struct {
	in      *cluster
	lead    string               // the id of the mention that it is tied to
	fellows []*mention           // tied to it
	whole   []*mention           // it and these, once it is asked
	judged  map[*mention]float64 // what the model said of it and others before it
	why     string
	drawn   bool   // the model alone joined the one that it is tied to
	was     *Place // as it is kept; nil: new
	queued  bool
	called  []*cluster // those that changed, while its turn waits
	gone    bool
	opened  bool     // all that may look at it is at hand
	found   []uint64 // the keys of it and its fellows
	looks   []uint64 // their lookups
}

// turns are mentions whose turn has to come, the first in order on top.
type turns []*mention

func (q turns) Len() int           { return len(q) }
func (q turns) Less(i, j int) bool { return order(q[i], q[j]) < 0 }
func (q turns) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *turns) Push(m any)        { *q = append(*q, m.(*mention)) }
func (q *turns) Pop() any {
	old := *q
	m := old[len(old)-1]
	*q = old[:len(old)-1]
	return m
}

// Step takes claims out and in and returns what came of it. What is to go is given as it
// was kept; a claim that changed is given in both, and so are all that it is or was tied to. All
// is as if the claims that are there in the end had been taken at once.
func Step(shelf Shelf, gone, come []*Kept, opt Options) (Outcome, error) {
	b := &book{
		shelf: shelf, opt: opt, byID: map[string]*mention{}, put: map[uint64][]*mention{}, look: map[uint64][]*mention{},
		fetched: map[Cell]bool{}, clusters: map[string]*cluster{}, changed: map[*cluster]bool{}, edited: map[string]bool{}, tied: opt.Edited,
	}
	for _, e := range opt.Edits {
		for _, id := range e.Claims {
			b.edited[id] = true
		}
	}
	b.opt.Edits = parley.InForce(opt.Edits)
	old := b.leave(gone)
	b.enter(come)
	for b.err == nil && len(b.queue) > 0 {
		m := heap.Pop(&b.queue).(*mention)
		called := m.called
		m.queued, m.called = false, nil
		if b.concerned(m, called) {
			b.turn(m)
		}
	}
	if b.err != nil {
		return Outcome{}, b.err
	}
	return b.outcome(old)
}

// leave takes out what goes. Whoever could see it takes his turn again.
func (b *book) leave(gone []*Kept) (events []string) {
	var clusters []string
	for _, k := range gone {
		clusters = append(clusters, k.Cluster)
	}
	b.fetchClusters(clusters, gone)
	var left []*mention
	for _, k := range gone {
		events = append(events, k.Event)
		b.tied = b.tied || b.edited[k.Claim.ID]
		if m := b.byID[k.Claim.ID]; m != nil && !m.gone {
			m.gone = true
			left = append(left, m)
		}
	}
	slices.SortFunc(left, order)
	for _, m := range left {
		b.disturb(m, m.in)
	}
	for _, m := range left {
		m.in.drop(m)
		b.forget(m)
	}
	return events
}

func (b *book) enter(come []*Kept) {
	var cells []Cell
	for _, m := range b.unknown(come) {
		b.add(m)
		b.call(m)
		for _, o := range m.unit() {
			cells = append(cells, o.sees()...)
			cells = append(cells, o.seenIn()...) // wherever it goes, these are asked for then
		}
	}
	b.fetch(cells)
}

// unknown makes mentions of those claims that the book has not, each of which leads what is tied to it.
func (b *book) unknown(all []*Kept) []*mention {
	given := map[string]bool{}
	var out []*mention
	for _, k := range all {
		if b.byID[k.Claim.ID] != nil || given[k.Claim.ID] {
			continue
		}
		given[k.Claim.ID] = true
		m := k.mention(b.opt)
		if m.why = k.Why; k.Cluster != "" {
			was := k.Place
			m.was = &was
		}
		out = append(out, m)
	}
	return tied(out)
}

func (b *book) call(m *mention) {
	if !m.queued && !m.gone {
		m.queued = true
		heap.Push(&b.queue, m)
	}
}

// add makes the mention, and what is tied to it, known under its keys.
func (b *book) add(m *mention) {
	m.index()
	m.found, m.looks = m.keys, m.lookups
	for _, o := range m.fellows {
		o.index()
		m.found, m.looks = slices.Concat(m.found, o.keys), slices.Concat(m.looks, o.lookups)
	}
	if len(m.fellows) > 0 {
		slices.Sort(m.found)
		slices.Sort(m.looks)
		m.found, m.looks = slices.Compact(m.found), slices.Compact(m.looks)
	}
	for _, o := range m.unit() {
		b.byID[o.id] = m
	}
	for _, k := range m.found {
		b.put[k] = append(b.put[k], m)
	}
	for _, k := range m.looks {
		b.look[k] = append(b.look[k], m)
	}
}

func (b *book) forget(m *mention) {
	for _, o := range m.unit() {
		delete(b.byID, o.id)
	}
	is := func(o *mention) bool { return o == m }
	for _, k := range m.found {
		b.put[k] = slices.DeleteFunc(b.put[k], is)
	}
	for _, k := range m.looks {
		b.look[k] = slices.DeleteFunc(b.look[k], is)
	}
}

// keep makes kept claims known, in their clusters, which are given whole: so all that are tied are at hand.
func (b *book) keep(all []*Kept) {
	for _, m := range b.unknown(all) {
		c := b.clusters[m.was.Cluster]
		if c == nil {
			c = newCluster()
			b.clusters[m.was.Cluster] = c
		}
		m.in = c
		b.add(m)
		c.insert(m)
	}
}

// fetch brings what is kept in the cells to hand, with the whole of every cluster met.
func (b *book) fetch(cells []Cell) {
	if b.shelf == nil || b.err != nil {
		return
	}
	var want []Cell
	for _, c := range cells {
		if !b.fetched[c] {
			b.fetched[c] = true
			want = append(want, c)
		}
	}
	if len(want) == 0 {
		return
	}
	all, err := b.shelf.At(want)
	if err != nil {
		b.err = err
		return
	}
	clusters := make([]string, 0, len(all))
	for _, k := range all {
		clusters = append(clusters, k.Cluster)
	}
	b.fetchClusters(clusters, all)
}

// fetchClusters brings the whole of the clusters to hand; some of it is given.
func (b *book) fetchClusters(ids []string, given []*Kept) {
	if b.err != nil {
		return
	}
	defer func() { b.keep(given) }()
	if b.shelf == nil {
		return
	}
	var want []string
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if c := b.clusters[id]; c == nil || !c.whole {
			want = append(want, id)
		}
	}
	if len(want) == 0 {
		return
	}
	all, err := b.shelf.Of(want)
	if err != nil {
		b.err = err
		return
	}
	given = append(slices.Clip(given), all...)
	for _, id := range want {
		if b.clusters[id] == nil {
			b.clusters[id] = newCluster()
		}
		b.clusters[id].whole = true
	}
}

// concerned tells whether m, called since some clusters changed, may be placed otherwise by them: it
// is new, is in one of them, or may join one. What it could not join now, and is not in, it has nothing
// to do with, however that was; so most need not look at all that they can see.
func (b *book) concerned(m *mention, called []*cluster) bool {
	if m.in == nil {
		return true
	}
	for _, c := range called {
		if c == m.in {
			return true
		}
		if c.advance(m); c.taken > 0 {
			if v := b.opt.Judge.judge(m, c.group, &b.features); v.ok {
				return true
			}
		}
	}
	return false
}

// turn places m anew. Where its place is another, those who see it are called.
func (b *book) turn(m *mention) {
	for _, o := range m.unit() {
		b.fetch(o.sees())
	}
	best, why, said := (*cluster)(nil), "", verdict{}
	for _, c := range b.near(m) {
		if v := b.opt.Judge.judge(m, c.group, &b.features); v.ok && (best == nil || v.score > said.score) {
			best, said = c, v
		}
	}
	if best != nil {
		why = said.why(m, best.group)
	}
	was := m.in
	if best == nil && was != nil && was.all[0] == m {
		best = was // it founds its cluster still
	}
	if best != nil && best == was {
		if m.why != why {
			m.why = why
			b.changed[was] = true
		}
		return
	}
	if best == nil {
		best = newCluster()
	}
	if was != nil {
		b.disturb(m, was)
		was.drop(m)
	}
	m.in, m.why = best, why
	best.insert(m)
	b.disturb(m, best)
}

// disturb calls all behind m that can see the cluster, and marks it as changed. Turns are
// taken in order: who was called from a place before m and stands behind it waits still.
func (b *book) disturb(m *mention, c *cluster) {
	b.changed[c] = true
	var cells []Cell
	for _, o := range c.all {
		if o.opened {
			continue
		}
		o.opened = true
		for _, u := range o.unit() {
			cells = append(cells, u.seenIn()...)
		}
	}
	b.fetch(cells)
	for k, from := range c.told {
		if from != nil && order(from, m) <= 0 {
			continue
		}
		c.told[k] = m
		for _, z := range b.look[k] {
			if order(m, z) < 0 {
				b.call(z)
				if !slices.Contains(z.called, c) {
					z.called = append(z.called, c)
				}
			}
		}
	}
}

func newCluster() *cluster { return &cluster{group: newGroup(), told: map[uint64]*mention{}} }

// near returns the clusters that m can see, as they stand at its turn, in the order in
// which they were founded.
func (b *book) near(m *mention) []*cluster {
	b.search++
	var out []*cluster
	for _, k := range m.looks {
		for _, o := range b.put[k] {
			if o.in == nil || o.in.seen == b.search || o == m || order(o, m) > 0 {
				continue
			}
			o.in.seen = b.search
			o.in.advance(m)
			out = append(out, o.in)
		}
	}
	slices.SortFunc(out, func(x, y *cluster) int { return order(x.all[0], y.all[0]) })
	return out
}
