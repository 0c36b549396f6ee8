package track

// This file folds drafts of one negotiation together and says in the end who its parties
// are.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// folding is one run over the drafts by one rule.
type folding struct {
	*assigner
	order   func(x, y *draft) int // what may take another in comes after it
	belongs func(d, o *draft) bool
	byItem  map[string][]*draft
}

// fold puts drafts into larger ones that are about the same negotiation: twice, because a
// draft learns from what is folded into it. Then those on one issue between some of the
// parties of a larger circle go to that.
func (a *assigner) fold() {
	for range 2 {
		a.foldBy(bySize, func(d, o *draft) bool { return d.belongs(o, a.onlyTwo(d, o)) })
	}
	a.circles()
}

// circles folds by issue. Who is in a circle and what about is settled before, so that it
// does not grow by what it takes in.
func (a *assigner) circles() {
	issue, circle := map[*draft]string{}, map[*draft][]string{}
	spread := spreads(a.drafts)
	for _, d := range a.drafts {
		issue[d], circle[d] = d.issue(spread), d.principals()
	}
	order := func(x, y *draft) int {
		return cmp.Or(cmp.Compare(len(circle[x]), len(circle[y])), bySize(x, y))
	}
	a.foldBy(order, func(d, o *draft) bool {
		if issue[d] != issue[o] || !d.within(o, issue[d], circle[d], circle[o]) {
			return false
		}
		o.circle = circle[o]
		return true
	})
}

// onlyTwo tells whether d and o are the only drafts of their parties.
func (a *assigner) onlyTwo(d, o *draft) bool {
	mine := d.principals()
	if !slices.Equal(mine, o.principals()) {
		return false
	}
	for _, x := range a.byParty[mine[0]] {
		if x != d && x != o && x.founder != nil && slices.Equal(mine, x.principals()) {
			return false
		}
	}
	return true
}

func (a *assigner) foldBy(order func(x, y *draft) int, belongs func(d, o *draft) bool) {
	f := folding{a, order, belongs, map[string][]*draft{}}
	for _, d := range a.drafts {
		for item := range d.items {
			f.byItem[item] = append(f.byItem[item], d)
		}
	}
	slices.SortFunc(a.drafts, order)
	for _, d := range a.drafts {
		if o := f.host(d); o != nil {
			f.join(d, o)
		}
	}
	a.drafts = slices.DeleteFunc(a.drafts, func(d *draft) bool { return d.founder == nil })
}

// join puts d into o, where it is found by o's parties and items from now on.
func (f *folding) join(d, o *draft) {
	o.swallow(d)
	for _, p := range d.parties {
		if !slices.Contains(f.byParty[p], o) {
			f.byParty[p] = append(f.byParty[p], o)
		}
	}
	for item := range d.items {
		if !slices.Contains(f.byItem[item], o) {
			f.byItem[item] = append(f.byItem[item], o)
		}
	}
	d.founder = nil
}

func bySize(x, y *draft) int {
	return cmp.Or(cmp.Compare(x.carried, y.carried), -byDay(x.founder, y.founder))
}

// host is the largest of the drafts behind d in the order that d belongs to, nil where there is none.
func (f *folding) host(d *draft) *draft {
	var found *draft
	seen := map[*draft]bool{d: true}
	try := func(all []*draft) {
		for _, o := range all {
			if seen[o] || o.founder == nil || f.order(o, d) < 0 {
				continue
			}
			seen[o] = true
			if f.belongs(d, o) && (found == nil || bySize(o, found) > 0) {
				found = o
			}
		}
	}
	for _, p := range d.parties {
		try(f.byParty[p])
	}
	for item := range d.items {
		try(f.byItem[item])
	}
	return found
}

// within tells whether d is the part that some parties of o have in the issue of both: in
// most of what carries either, at the same time, between the same parties or fewer of at
// least three that are no mere occasion.
func (d *draft) within(o *draft, issue string, mine, theirs []string) bool {
	gap, ok := d.gap(o, meets(d.items, o.items))
	if !ok || gap > near || slices.Contains(general, issue) || 2*d.topics[issue] < d.carried || 2*o.topics[issue] < o.carried {
		return false
	}
	n := shared(mine, theirs)
	return n == len(mine) && n > 1 && (n == len(theirs) || len(theirs) > 2 && 2*o.carried >= d.carried)
}

// belongs tells whether d is about the negotiation of o: the same parties on a topic of
// both, or on none that keeps them apart; or told in one item, with no party but o's and
// those that mediate or play host there.
func (d *draft) belongs(o *draft, only bool) bool {
	if d.forum() != o.forum() {
		return false
	}
	if d.forum() != "" {
		return true
	}
	together := meets(d.items, o.items)
	gap, ok := d.gap(o, together)
	if !ok || gap > longest {
		return false
	}
	mine, theirs := d.principals(), o.principals()
	rest := o.strip(mine)
	if !slices.Equal(rest, mine) && !together {
		return false
	}
	n := shared(rest, theirs)
	if n < len(rest) {
		return false
	}
	common := slices.ContainsFunc(o.topicList(), func(s string) bool { return d.topics[s] > 0 && !o.broad[s] && o.core([]string{s}) > 0 })
	free := len(d.topics) == 0 || d.vague() && (only || o.vague())
	if n == len(theirs) {
		return common || free && (together || gap <= 3*near)
	}
	if 4*d.carried > o.carried && d.carried > 3 { // too much to be a part of it
		return false
	}
	return together && (common || free) && (n >= 2 && common || n < len(mine) || n == 1)
}

func (d *draft) topicList() []string {
	out := make([]string, 0, len(d.topics))
	for s := range d.topics {
		out = append(out, s)
	}
	return out
}

// gap is the number of days between the times of two drafts.
func (d *draft) gap(o *draft, together bool) (int, bool) {
	if !d.dated || !o.dated {
		return 0, together || slices.Equal(d.parties, o.parties) && len(d.topics) > 0
	}
	return max(0, int(d.first-o.last), int(o.first-d.last)), true
}

// swallow takes everything of o.
func (d *draft) swallow(o *draft) {
	for k := range o.third {
		if !slices.Contains(d.parties, k) {
			d.third[k] += o.third[k]
		}
	}
	for _, t := range o.things {
		d.take(t)
	}
}

// principals are the parties alone, as of the things that the draft has.
func (d *draft) principals() []string {
	if d.counted != len(d.things) {
		d.main, _ = d.sides()
		d.counted = len(d.things)
	}
	return d.main
}

// sides says who negotiates and who mediates. A party takes part in a third of what is
// done together, or of what one side says to another; who mediates anywhere is none,
// unless it sits at the table as often as not.
func (d *draft) sides() (parties, mediators []string) {
	if d.matter != nil {
		sides, mediators := d.faces()
		for _, k := range slices.Concat(sides...) {
			parties = add(parties, k)
		}
		return parties, mediators
	}
	mutual, directed, mediates := map[string]int{}, map[string]int{}, map[string]int{}
	all, said := 0, 0
	for _, t := range d.things {
		for _, k := range t.mediators {
			mediates[k]++
		}
		switch {
		case t.weight < carries && !t.meeting() || t.e.Status == parley.Denied:
		case t.mutual():
			all++
			for _, k := range t.parties {
				mutual[k]++
			}
		case t.weight >= carries:
			said++
			who := t.parties
			if t.e.Kind == parley.Demand { // who urges from outside is no party
				who = t.addressed()
			}
			for _, k := range who {
				directed[k]++
			}
		}
	}
	for _, k := range d.everyone() {
		sits := mutual[k] > 0 && 3*mutual[k] >= all
		speaks := directed[k] > 1 && 3*directed[k] >= said || all == 0 && directed[k] > 0 && 4*directed[k] >= said
		helps := mediates[k] > 0 || d.helps(k)
		if (sits || speaks) && (!helps || 2*mutual[k] > all) {
			parties = append(parties, k)
		}
	}
	if len(d.circle) > 0 {
		parties = slices.Clone(d.circle)
	}
	if len(parties) < 2 {
		parties = slices.Clone(d.founder.parties)
		if rest := d.strip(parties); len(rest) > 1 {
			parties = rest
		}
	}
	for k := range mediates {
		if !slices.Contains(parties, k) {
			mediators = add(mediators, k)
		}
	}
	return parties, mediators
}

// everyone is all parties of the draft's things, sorted.
func (d *draft) everyone() []string {
	var out []string
	for _, t := range d.things {
		out = append(out, t.parties...)
	}
	slices.SortFunc(out, strings.Compare)
	return slices.Compact(out)
}
