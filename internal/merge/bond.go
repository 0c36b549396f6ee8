package merge

// This file ties claims of one item together before they look at any others. An item tells its events
// in its own words and order, and all that it says is at hand: which of its claims are about one event
// is judged with all of them in sight, the surest first, and not by which came first. What is tied
// goes through the book (book.go) as one.

import (
	"cmp"
	"slices"

	"parley"
	"parley/internal/learn"
)

// bound is the number of claims of one item and family that are tied at most: those of long lists stay apart.
const bound = 48

// Bind ties the claims of one item that are about one event: each is told the one that leads it, and why. All
// claims of a page are given together, and where one of those tied changes, all of them go and come (Step).
// Without a judge nothing is tied, nor are meetings ever: an item tells of several rounds in the same words, and what
// has no day must not take a round to another.
func Bind(all []*Kept, opt Options) {
	if opt.Judge == nil {
		return
	}
	type place struct {
		item string
		family
	}
	at := map[place][]*mention{}
	kept := make(map[string]*Kept, len(all))
	for _, k := range all {
		k.Lead = ""
		m := k.mention(opt)
		k.made = m.facts
		kept[k.Claim.ID] = k
		at[place{m.item, m.family}] = append(at[place{m.item, m.family}], m)
	}
	for _, some := range at {
		if len(some) < 2 || some[0].family == meetings {
			continue
		}
		slices.SortFunc(some, order)
		for _, unit := range newBinding(some[:min(len(some), bound)], opt.Judge).units() {
			lead(unit, kept, opt.Judge)
		}
	}
}

// lead tells the claims of the unit who leads them.
func lead(unit []*mention, kept map[string]*Kept, j *Judge) {
	var f learn.Features
	g := newGroup()
	g.take(unit[0])
	for _, m := range unit[1:] {
		var why []parley.Because
		if _, ruled := same(m, g); ruled {
			why = reasons(m, g)
		} else {
			why = resemblance(m, g, j.odds([]*mention{m}, g, &f))
		}
		k := kept[m.id]
		k.Lead, k.Why = unit[0].id, parley.Join{Claim: m.id, Why: why}.String()
		g.take(m)
	}
}

// binding is claims of one item and family on their way into units.
type binding struct {
	all   []*mention
	odds  [][]float64 // of two claims
	apart [][]bool    // these two are never one
	group [][]int     // the units so far, the first in order first
	links [][]float64 // of two units
}

func newBinding(all []*mention, j *Judge) *binding {
	b := &binding{all: all, odds: square[float64](len(all)), apart: square[bool](len(all)), links: square[float64](len(all))}
	var f learn.Features
	for i, m := range all {
		b.group = append(b.group, []int{i})
		for k, o := range all[:i] {
			g := newGroup()
			g.take(o)
			_, ruled := same(m, g)
			b.apart[i][k] = !ruled && excluded(m, g)
			b.odds[i][k] = j.pair(m, o, &f)
			if ruled {
				b.odds[i][k] += ruledSame
			}
			b.apart[k][i], b.odds[k][i] = b.apart[i][k], b.odds[i][k]
		}
	}
	for i := range all {
		b.relink(i)
	}
	return b
}

func square[T any](n int) [][]T {
	out := make([][]T, n)
	for i := range out {
		out[i] = make([]T, n)
	}
	return out
}

// units joins the two likeliest units until none is likely, and returns those of several claims.
func (b *binding) units() (out [][]*mention) {
	for {
		x, y, best := 0, 0, float64(likelier)
		for i := range b.group {
			for k := range b.group[:i] {
				if len(b.group[i]) > 0 && len(b.group[k]) > 0 && b.links[i][k] > best {
					x, y, best = i, k, b.links[i][k]
				}
			}
		}
		if x == y {
			break
		}
		b.group[y] = append(b.group[y], b.group[x]...)
		b.group[x] = nil
		b.relink(y)
	}
	for _, g := range b.group {
		if len(g) < 2 {
			continue
		}
		slices.Sort(g)
		unit := make([]*mention, 0, len(g))
		for _, i := range g {
			unit = append(unit, b.all[i])
		}
		out = append(out, unit)
	}
	return out
}

// relink weighs the unit x against all others.
func (b *binding) relink(x int) {
	var all []float64
	for y := range b.group {
		if y == x || len(b.group[y]) == 0 {
			continue
		}
		all = all[:0]
		barred := false
		for _, i := range b.group[x] {
			for _, k := range b.group[y] {
				barred = barred || b.apart[i][k]
				all = append(all, b.odds[i][k])
			}
		}
		v := likeliest(all)
		if barred {
			v = likelier
		}
		b.links[x][y], b.links[y][x] = v, v
	}
}

// likeliest is the mean of the likelier half: one pair alone could draw together what has nothing to do
// with each other, and few sentences tell all. It sorts odds.
func likeliest(odds []float64) float64 {
	slices.SortFunc(odds, func(a, b float64) int { return cmp.Compare(b, a) })
	odds = odds[:(len(odds)+1)/2]
	sum := 0.0
	for _, o := range odds {
		sum += o
	}
	return sum / float64(len(odds))
}

// unit is m with those it leads, m first.
func (m *mention) unit() []*mention {
	if len(m.whole) == 0 {
		m.whole = append([]*mention{m}, m.fellows...)
	}
	return m.whole
}

// tied is the leads of the claims, each with those of them that it leads, in order; whose lead is not among
// them leads itself.
func tied(all []*mention) (leads []*mention) {
	byID := make(map[string]*mention, len(all))
	for _, m := range all {
		byID[m.id] = m
	}
	for _, m := range all {
		if to := byID[m.lead]; to != nil && to != m && to.lead == "" {
			to.fellows, to.whole = append(to.fellows, m), nil
		} else {
			leads = append(leads, m)
		}
	}
	for _, m := range leads {
		slices.SortFunc(m.fellows, order)
		m.whole = nil
	}
	return leads
}
