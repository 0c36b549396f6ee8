package merge

// This file lists accusations beside their denials: who is accused says that it is not so.

import (
	"slices"

	"parley"
)

// accused adds what the event says or denies of what somebody is accused of: the accusations, and what
// their items say against them. Both are claims of other events, too: each pair stands side by side, the
// first of the accusations with the first of the denials.
func (c *casebook) accused(out []parley.Contradiction) []parley.Contradiction {
	var said, denied []string
	pair := func(accusation, denial string) {
		said, denied = once(said, accusation), once(denied, denial)
	}
	for _, m := range c.members {
		for _, id := range m.Claim.DeniedBy {
			pair(m.id, id)
		}
		for _, id := range m.Claim.Denies {
			pair(id, m.id)
		}
	}
	if len(said) == 0 {
		return out
	}
	return append(out, parley.Contradiction{Field: parley.FieldAccusation, Values: []parley.ContradictVal{
		{Value: string(parley.Accuse), Claims: slices.Clip(said)},
		{Value: string(parley.Reject), Claims: slices.Clip(denied)},
	}})
}

// once appends s to the list, where it is not in it.
func once(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
