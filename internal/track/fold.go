package track

// This file folds drafts of one negotiation together and says in the end who its parties
// are.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// fold puts each draft into the largest one that is about the same negotiation. The
// smallest go first; twice, because a draft learns from what is folded into it.
func (a *assigner) fold() {
	for range 2 {
		byItem := map[string][]*draft{}
		for _, d := range a.drafts {
			for item := range d.items {
				byItem[item] = append(byItem[item], d)
			}
		}
		slices.SortFunc(a.drafts, bySize)
		for _, d := range a.drafts {
			if into := a.host(d, byItem); into != nil {
				into.swallow(d)
				for _, p := range into.parties {
					if !slices.Contains(a.byParty[p], into) {
						a.byParty[p] = append(a.byParty[p], into)
					}
				}
				for item := range into.items {
					if !slices.Contains(byItem[item], into) {
						byItem[item] = append(byItem[item], into)
					}
				}
				d.founder = nil
			}
		}
		a.drafts = slices.DeleteFunc(a.drafts, func(d *draft) bool { return d.founder == nil })
	}
}

func bySize(x, y *draft) int {
	return cmp.Or(cmp.Compare(x.carried, y.carried), -byDay(x.founder, y.founder))
}

// host is the largest draft that d belongs to, nil where there is none.
func (a *assigner) host(d *draft, byItem map[string][]*draft) *draft {
	var found *draft
	seen := map[*draft]bool{d: true}
	try := func(all []*draft) {
		for _, o := range all {
			if seen[o] || o.founder == nil || bySize(o, d) < 0 {
				continue
			}
			seen[o] = true
			if d.belongs(o) && (found == nil || bySize(o, found) > 0) {
				found = o
			}
		}
	}
	for _, p := range d.parties {
		try(a.byParty[p])
	}
	for item := range d.items {
		try(byItem[item])
	}
	return found
}

// belongs tells whether d is about the negotiation of o: the same parties on a topic of
// both, or on none that keeps them apart; or told in one item, with no party but o's and
// those that mediate or play host there.
func (d *draft) belongs(o *draft) bool {
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
	free := len(d.topics) == 0 || d.vague() || len(o.topics) > 0 && o.vague()
	if n == len(theirs) {
		return common || free && (together || gap <= 3*near)
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
			d.third[k] = true
		}
	}
	for _, t := range o.things {
		d.take(t)
	}
}

// principals are the parties alone.
func (d *draft) principals() []string {
	out, _ := d.sides()
	return out
}

// sides says who negotiates and who mediates. A party takes part in a third of what is
// done together, or of what one side says to another; who mediates anywhere is none,
// unless it sits at the table as often as not.
func (d *draft) sides() (parties, mediators []string) {
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
				who = t.to
			}
			for _, k := range who {
				directed[k]++
			}
		}
	}
	for _, k := range d.everyone() {
		sits := mutual[k] > 0 && 3*mutual[k] >= all
		speaks := directed[k] > 1 && 3*directed[k] >= said || all == 0 && directed[k] > 0 && 4*directed[k] >= said
		helps := mediates[k] > 0 || d.third[k]
		if (sits || speaks) && (!helps || 2*mutual[k] > all) {
			parties = append(parties, k)
		}
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
