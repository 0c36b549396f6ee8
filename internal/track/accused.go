package track

// This file gathers what the sources of a track differ on.

import (
	"slices"

	"parley"
)

// denied are accusations of a track with their denials, and who is accused.
type denied struct {
	parley.Contradiction
	accused []string // keys of actors, sorted
}

// differ are the contradictions of the events, and behind them the accusations with their denials: one for
// whoever is accused, however many events tell of it.
func (d *draft) differ() []parley.Contradiction {
	out := []parley.Contradiction{}
	var denials []denied
	for _, th := range d.things {
		for _, c := range th.e.Contradictions {
			c.Event = parley.Maybe(th.e.ID)
			if c.Field != parley.FieldAccusation {
				out = append(out, c)
				continue
			}
			accused := th.to
			if th.e.Kind == parley.Reject {
				accused = th.by
			}
			denials = withDenial(denials, denied{c, accused})
		}
	}
	for _, c := range denials {
		out = append(out, c.Contradiction)
	}
	return out
}

// withDenial adds c to the list, as one with all of the same accused or that share a sentence with it.
func withDenial(list []denied, c denied) []denied {
	var rest, same []denied
	for _, o := range list {
		if shared(o.accused, c.accused) > 0 || o.shares(c) {
			same = append(same, o)
		} else {
			rest = append(rest, o)
		}
	}
	if len(same) == 0 {
		return append(rest, c)
	}
	one := denied{Contradiction: parley.Contradiction{Field: c.Field, Event: same[0].Event}}
	same = append(same, c)
	for i := range c.Values {
		v := parley.ContradictVal{Value: c.Values[i].Value}
		for _, o := range same {
			for _, id := range o.Values[i].Claims { // in their order: what is answered beside the answer
				if !slices.Contains(v.Claims, id) {
					v.Claims = append(v.Claims, id)
				}
			}
		}
		one.Values = append(one.Values, v)
	}
	for _, o := range same {
		for _, k := range o.accused {
			one.accused = add(one.accused, k)
		}
	}
	return append(rest, one)
}

// shares tells whether both have a sentence in common.
func (d denied) shares(o denied) bool {
	for i := range d.Values {
		if slices.ContainsFunc(d.Values[i].Claims, func(id string) bool { return slices.Contains(o.Values[i].Claims, id) }) {
			return true
		}
	}
	return false
}
