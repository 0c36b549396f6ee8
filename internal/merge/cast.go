package merge

// Of an event that many claims tell some claims are misread: this file says what hardly any of them names.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// Of many claims one in rareShare is too few to believe what the others do not say. An office of which fewer than one in
// officeShare of those speak that name its state in the role does not stand for it, nor, but for meetings, does a person.
const (
	manyClaims  = 12
	rareShare   = 25
	officeShare = 3
	personShare = 8 // of those who name him whom most name of a side, to be told beside him
)

// rare tells whether n of the event's claims are too few to say what the others do not.
func (c *casebook) rare(n int) bool {
	return len(c.members) >= manyClaims && n*rareShare < len(c.members)
}

// part is in which role somebody is named: that of a party is any where the event is one between parties.
type part struct {
	role parley.Role
	key  string
}

func partOf(a parley.Actor, mutual bool) part {
	role := a.Role
	if mutual && (role == parley.RoleSource || role == parley.RoleTarget) {
		role = parley.RoleParty
	}
	return part{role, a.Key()}
}

// truth orders what is so behind what is not.
func truth(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// trusted are the actors of the event without those whom hardly any of its many claims names, of each side whom most
// name first; a state stands where it is mostly named itself.
func (c *casebook) trusted(all []parley.Actor, mutual bool) []parley.Actor {
	sides, own := map[part]int{}, map[string]int{}
	for _, m := range c.members {
		told := map[part]bool{}
		for _, a := range m.Claim.Actors {
			told[partOf(a, mutual)] = true
			own[a.ID]++
		}
		for s := range told {
			sides[s]++
		}
	}
	chief := map[part]string{} // of each side who is named most
	for _, a := range all {
		if was, s := chief[partOf(a, mutual)], partOf(a, mutual); own[a.ID] > own[was] || own[a.ID] == own[was] && (was == "" || a.ID < was) {
			chief[s] = a.ID
		}
	}
	given := slices.Clone(all)
	all = slices.DeleteFunc(all, func(a parley.Actor) bool {
		n := sides[partOf(a, mutual)]
		if first := chief[partOf(a, mutual)]; len(c.members) >= manyClaims && strings.HasPrefix(a.ID, "person:") && a.ID != first && own[a.ID]*personShare < own[first] {
			return true
		}
		speaks := strings.HasPrefix(a.ID, "office:") || strings.HasPrefix(a.ID, "person:") && c.members[0].nature != meeting
		return c.rare(n) || speaks && own[a.ID]*officeShare < n && slices.ContainsFunc(given, func(o parley.Actor) bool {
			return o.Role == a.Role && o.ID == a.Key()
		})
	})
	slices.SortFunc(all, func(a, b parley.Actor) int {
		return cmp.Or(
			cmp.Compare(roleRank(a.Role), roleRank(b.Role)), -truth(chief[partOf(a, mutual)] == a.ID, chief[partOf(b, mutual)] == b.ID),
			cmp.Compare(sides[partOf(b, mutual)], sides[partOf(a, mutual)]),
			strings.Compare(a.Key(), b.Key()), cmp.Compare(own[b.ID], own[a.ID]), strings.Compare(a.ID, b.ID),
		)
	})
	return all
}
