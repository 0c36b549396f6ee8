package track

// This file picks what a reader of a track asks for first: what was told last, and what was agreed.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

const (
	mostNewest = 10 // events told last
	mostAgreed = 12
	saysDeal   = 3 // words from which on it is said what was agreed
)

// news is the day of what is told of t: its own, of what is to come or may be the one on which it was told.
func (t *thing) news() (parley.Day, bool) {
	day, ok := t.day()
	switch {
	case t.hasSeen && t.seen < day:
		return t.seen, true
	case !t.timed && ok: // of an item of some day in two months the first says as much
		if in, one := parley.DaysOf(string(t.told)); one && in.From != parley.DayMin {
			return in.From, true
		}
	}
	return day, ok
}

// newest are of what was told last that which more tell, or which moves a negotiation, the latest first; one for each
// sentence that tells several. What is recalled on no known day is old.
func (d *draft) newest() []string {
	const pool = 3 // times as many
	last := latestOf(d.things, pool*mostNewest, func(t *thing) bool {
		return t.e.Status != parley.Denied && t.e.Status != parley.Possible && (t.timed || len(t.own) > 0) && t.sure() && t.likely()
	})
	slices.SortStableFunc(last, func(a, b *thing) int { return cmp.Compare(b.moment(), a.moment()) })
	return ids(byNews(last[:min(len(last), mostNewest)]))
}

// moment is how much a reader of the track wants to know of t: how many tell it, and what it can do.
func (t *thing) moment() int {
	const most = 4
	n := 2*min(t.e.Independent, most) + int(t.weight)
	if t.timed && len(t.own) > 0 {
		n += 2
	}
	return n
}

// agreed are the events by which something was agreed, the latest first: what is signed by two who take part, or
// agreed to by both sides in words enough to be understood; to come together is none.
func (d *draft) agreed() []string {
	return ids(latestOf(d.things, mostAgreed, func(t *thing) bool {
		if t.e.Status != parley.Occurred || !t.sure() || !t.likely() || !d.both(t) {
			return false
		}
		words := len(strings.Fields(string(t.e.ObjectText)))
		switch t.e.Kind {
		case parley.Sign:
			return t.timed || words >= saysDeal
		case parley.Accept:
			return words >= saysDeal && !gathers(parley.Kind(t.e.Object))
		}
		return false
	}))
}

// gathers tells whether somebody meets somebody by the deed.
func gathers(k parley.Kind) bool {
	switch k {
	case parley.Talks, parley.Meet, parley.Conference, parley.Call, parley.Visit:
		return true
	}
	return false
}

// likely tells whether a claim of t is likely enough to be taken for a statement.
func (t *thing) likely() bool {
	return len(t.claims) == 0 || slices.ContainsFunc(t.claims, func(c *parley.Claim) bool { return c.Status == t.e.Status && c.Confidence >= likelyStance })
}

// both tells whether two of those who negotiate do t: two sides of a matter, or of those who mediate in it or a side
// and one of these where it is what they talk of; else two parties. Whom a deed is only directed at does not do it: who
// passes a plan on somebody, or gives way to him, has agreed on nothing with him.
func (d *draft) both(t *thing) bool {
	doers := sides(t)
	if d.matter == nil {
		return shared(doers, d.parties) > 1
	}
	of, mediators := map[int]bool{}, 0
	for _, k := range doers {
		switch part, ok := d.reg.parts[d.matter][k]; {
		case ok && part >= 0:
			of[part] = true
		case ok && part == partMediator:
			mediators++
		}
	}
	return len(of) > 1 || len(of)+mediators > 1 && !business(parley.Kind(t.e.Object)) && slices.ContainsFunc(t.topics, d.matter.names)
}

// business tells whether what is agreed is what a side and one who mediates may do for each other beside the matter.
func business(k parley.Kind) bool {
	return k == parley.Aid || k == parley.Cooperate || k == parley.Support
}

// byNews sorts things, the latest first, those of no known day last.
func byNews(list []*thing) []*thing {
	slices.SortStableFunc(list, func(a, b *thing) int {
		da, oka := a.news()
		db, okb := b.news()
		return cmp.Or(cmpBool(okb, oka), cmp.Compare(db, da), cmp.Compare(b.e.Independent, a.e.Independent), strings.Compare(a.e.ID, b.e.ID))
	})
	return list
}

// latestOf are the last things for which ok holds, each sentence once.
func latestOf(all []*thing, most int, ok func(*thing) bool) (out []*thing) {
	said := map[string]bool{}
	for _, t := range byNews(slices.DeleteFunc(slices.Clone(all), func(t *thing) bool { return !ok(t) })) {
		if len(out) == most {
			break
		}
		if t.words == "" || !said[t.words] {
			said[t.words] = true
			out = append(out, t)
		}
	}
	return out
}

func ids(things []*thing) []string {
	out := make([]string, 0, len(things))
	for _, t := range things {
		out = append(out, t.e.ID)
	}
	return out
}
