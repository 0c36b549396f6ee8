package merge

// This file gives what the model of judge.go learns from.

import (
	"slices"

	"parley/internal/learn"
)

// Samples are the pairs of claims of one family of which both have an event, as event tells
// of their ids ("" for none). A pair of events of many claims counts less: measures of
// clusterings count claims, not pairs.
func Samples(kept []*Kept, event func(claim string) string) []learn.Sample {
	var all []*mention
	size := map[string]int{}
	for _, k := range kept {
		if e := event(k.Claim.ID); e != "" {
			all = append(all, k.mention(Options{}))
			size[e]++
		}
	}
	slices.SortFunc(all, order)
	var out []learn.Sample
	for i, m := range all {
		for _, o := range all[:i] {
			if o.family != m.family {
				continue
			}
			const usual = 4 // claims of an event of which a pair counts once
			f, a, b := learn.Features{Named: true}, event(m.id), event(o.id)
			notice(&f, m, o)
			s := learn.Sample{Features: f.Names(), Weight: usual / float64(max(size[a], size[b]))}
			if a == b {
				s.Class = 1
			}
			out = append(out, s)
		}
	}
	return out
}
