package extract

// Which refusals of an item deny what another claim of it says somebody is accused of.

import (
	"slices"

	"parley"
)

// How far behind the sentence of an accusation, in code points, the one of its denial begins: the next
// sentence, or the one after a short other one; a paragraph where several accuse together and it is aimed at
// them. One that does not say that it is an accusation that is denied may refuse anything else by then; so it
// stands in the sentence of the accusation.
const (
	denialReach   = 200
	togetherReach = 600
)

// denials ties the denials among the claims of an item to what they deny: the accusation told last
// before, of which the accused is who denies.
func denials(claims []parley.Claim) {
	for i := range claims {
		no := &claims[i]
		if no.Kind != parley.Reject || !happened(no) || no.Object != "" && no.Object != parley.Maybe(parley.Accuse) {
			continue
		}
		var last *parley.Claim
		for j := range claims {
			if c := &claims[j]; accuses(c, no) && (last == nil || c.Trigger.Start >= last.Trigger.Start) {
				last = c
			}
		}
		if last != nil {
			no.Denies, last.DeniedBy = append(no.Denies, last.ID), append(last.DeniedBy, no.ID)
		}
	}
}

// accuses tells whether c is the accusation that the claim may deny.
func accuses(c, no *parley.Claim) bool {
	if c.Kind != parley.Accuse || !happened(c) || c.Evidence.Start > no.Evidence.Start {
		return false
	}
	if no.Object == "" && (c.Evidence.Start < no.Evidence.Start || c.Trigger.Start > no.Trigger.Start) {
		return false
	}
	by, denier := c.With(parley.RoleSource), no.With(parley.RoleSource)
	if len(by) == 0 || !anySide(c.With(parley.RoleTarget), denier) || anySide(by, denier) {
		return false
	}
	named, reach := no.With(parley.RoleTarget), denialReach
	if common(by, named) > 1 {
		reach = togetherReach
	}
	if no.Evidence.Start-c.Evidence.End > reach {
		return false
	}
	named = slices.DeleteFunc(named, func(a parley.Actor) bool { return a.End == 0 }) // guessed from what was told before
	return len(named) == 0 || anySide(named, by)
}

func happened(c *parley.Claim) bool { return c.Status == parley.Occurred || c.Status == parley.Ongoing }

// anySide tells whether some actor of a acts for the side of one of b.
func anySide(a, b []parley.Actor) bool {
	return common(a, b) > 0
}

// common is how many of a act for the side of one of b.
func common(a, b []parley.Actor) (n int) {
	for i := range a {
		if acts(b, &a[i]) {
			n++
		}
	}
	return n
}
