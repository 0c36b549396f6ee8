package extract

// Which refusals of an item deny what another claim of it says somebody is accused of.

import (
	"slices"

	"parley"
)

// How far from the sentence of an accusation, in code points, that of its denial may stand.
const (
	denialNext     = 3   // in the next sentence, where nobody is said to accuse
	denialReach    = 200 // there, or behind a short other one
	denialTogether = 600 // a paragraph on, where several accuse and it is aimed at them
)

// denials ties the denials among the claims of an item to what they deny: the accusation told last
// before, of which the accused is who denies. News may begin with a denial that names who accuse; then it
// is of the first accusation told behind it.
func denials(claims []parley.Claim) {
	var told []*parley.Claim // accusations
	for i := range claims {
		if c := &claims[i]; c.Kind == parley.Accuse && happened(c) {
			told = append(told, c)
		}
	}
	for i := range claims {
		no := &claims[i]
		if no.Kind != parley.Reject || !happened(no) || no.Object != "" && no.Object != parley.Maybe(parley.Accuse) {
			continue
		}
		var last, next *parley.Claim
		for _, c := range told {
			switch {
			case !accuses(c, no):
			case c.Evidence.Start > no.Evidence.Start:
				if next == nil || c.Trigger.Start < next.Trigger.Start {
					next = c
				}
			case last == nil || c.Trigger.Start >= last.Trigger.Start:
				last = c
			}
		}
		if last == nil {
			last = next
		}
		if last != nil {
			no.Denies, last.DeniedBy = append(no.Denies, last.ID), append(last.DeniedBy, no.ID)
		}
	}
}

// accuses tells whether the accusation c is one that the claim may deny. A claim that does not say that it is an
// accusation that is denied may refuse anything; so it must stand behind one in its sentence.
func accuses(c, no *parley.Claim) bool {
	by, denier := c.With(parley.RoleSource), no.With(parley.RoleSource)
	if common(c.With(parley.RoleTarget), denier) == 0 || common(by, denier) > 0 {
		return false
	}
	if no.Object == "" {
		return len(by) > 0 && c.Evidence.Start == no.Evidence.Start && c.Trigger.Start <= no.Trigger.Start && fits(no, by)
	}
	whom := no.With(parley.RoleTarget)
	if c.Evidence.Start > no.Evidence.Start {
		return common(by, named(whom)) > 1 && c.Evidence.Start-no.Evidence.End <= denialTogether
	}
	reach := denialReach
	switch {
	case len(by) == 0:
		reach = denialNext
	case common(by, whom) > 1:
		reach = denialTogether
	}
	return no.Evidence.Start-c.Evidence.End <= reach && (len(by) == 0 || fits(no, by))
}

// fits tells whether the denial may be aimed at those who accuse: it names one of them, or nobody.
func fits(no *parley.Claim, by []parley.Actor) bool {
	whom := named(no.With(parley.RoleTarget))
	return len(whom) == 0 || common(whom, by) > 0
}

// named are the actors that the sentence names: the others are guessed from what was told before.
func named(list []parley.Actor) []parley.Actor {
	return slices.DeleteFunc(list, func(a parley.Actor) bool { return a.End == 0 })
}

func happened(c *parley.Claim) bool { return c.Status == parley.Occurred || c.Status == parley.Ongoing }

// common is how many of a act for the side of one of b.
func common(a, b []parley.Actor) (n int) {
	for i := range a {
		if acts(b, &a[i]) {
			n++
		}
	}
	return n
}
