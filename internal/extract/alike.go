package extract

// What a claim has in common with what the item told before. That is asked of many deeds for each claim, most of which
// are others': numbers and bits tell that in one step.

import "parley"

// sides is a set of sides that may have members too many: it says “surely not” at once.
type sides uint64

func sidesOf(cast []parley.Actor) sides {
	var s uint64
	for i := range cast {
		s |= cast[i].Mark()
	}
	return sides(s)
}

// familyNumber is the number of a kind's family: that of the kind, and one for all contacts.
func familyNumber(k parley.Kind) int {
	if family(k) == "contact" {
		k = parley.Meet
	}
	return k.Number()
}

// alike is a claim that is compared with many deeds.
type alike struct {
	t      *trigger
	family int
	sides  sides
}

func alikeTo(t *trigger) alike { return alike{t, familyNumber(t.kind), sidesOf(t.cast)} }

// likeness says how much a claim has in common with one that the item told: twice the sides, of which two count,
// and one more where both are of one family.
func (a *alike) likeness(old *told) int {
	n := 2 * min(a.shared(old), 2)
	if a.family == old.family {
		n++
	}
	return n
}

// shared counts the actors that act for a side among those of a deed.
func (a *alike) shared(old *told) int {
	if a.sides&old.sides == 0 {
		return 0
	}
	n := 0
	for i := range a.t.cast {
		if acts(old.cast, &a.t.cast[i]) {
			n++
		}
	}
	return n
}
