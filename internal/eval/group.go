package eval

import "sort"

// By is how figures are broken down.
type By string

// The break-downs.
const (
	ByKind By = "kind"
	ByRole By = "role"
	ByRule By = "rule"
	ByDoc  By = "doc"
)

// Group is one line of a break-down.
type Group struct {
	Name  string
	Ratio Ratio
	Whole int // of the right ones, right in actors and status too
}

// Groups breaks the figures down, the largest group first.
//
// By role, the ratio counts actors of matched claims in that role. By rule, a group is
// the first rule of predicted claims; its gold is what it matched, since gold knows no
// rules.
func Groups(results []Result, by By) []Group {
	m := map[string]*Group{}
	at := func(name string) *Group {
		if m[name] == nil {
			m[name] = &Group{Name: name}
		}
		return m[name]
	}
	for i := range results {
		r := &results[i]
		for _, c := range r.Gold {
			if k := key(by, r.Doc, c); by != ByRule && by != ByRole {
				at(k).Ratio.Gold++
			}
		}
		for _, c := range r.Predicted {
			if k := key(by, r.Doc, c); by != ByRole {
				at(k).Ratio.Predicted++
			}
		}
		for _, p := range r.Pairs {
			if by == ByRole {
				countRoles(p, at)
				continue
			}
			g := at(key(by, r.Doc, p.Predicted))
			g.Ratio.Right++
			if by == ByRule {
				g.Ratio.Gold++
			}
			if p.Gold.Status == p.Predicted.Status && sameActors(p.Gold, p.Predicted) {
				g.Whole++
			}
		}
	}
	return sorted(m)
}

func key(by By, doc string, c *Claim) string {
	switch by {
	case ByDoc:
		return doc
	case ByRule:
		if len(c.Rules) == 0 {
			return "-"
		}
		return c.Rules[0]
	}
	return c.Kind
}

func countRoles(p Pair, at func(string) *Group) {
	role := func(k string) string {
		for i := range k {
			if k[i] == ' ' {
				return k[:i]
			}
		}
		return k
	}
	for k := range p.Gold.Actors {
		g := at(role(k))
		g.Ratio.Gold++
		if p.Predicted.Actors[k] {
			g.Ratio.Right++
		}
	}
	for k := range p.Predicted.Actors {
		at(role(k)).Ratio.Predicted++
	}
}

func sorted(m map[string]*Group) []Group {
	out := make([]Group, 0, len(m))
	for _, g := range m {
		out = append(out, *g)
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := max(out[i].Ratio.Gold, out[i].Ratio.Predicted), max(out[j].Ratio.Gold, out[j].Ratio.Predicted)
		if a != b {
			return a > b
		}
		return out[i].Name < out[j].Name
	})
	return out
}

// Miss is a gold claim that no predicted claim stands for. Near is a predicted claim on
// the same words with another kind, nil where there is none.
type Miss struct {
	Doc   string
	Claim *Claim
	Near  *Claim
}

// Misses lists gold claims without a partner, and Spurious predicted ones.
func Misses(results []Result) (missed, spurious []Miss) {
	for i := range results {
		r := &results[i]
		paired := map[*Claim]bool{}
		for _, p := range r.Pairs {
			paired[p.Gold], paired[p.Predicted] = true, true
		}
		for _, g := range r.Gold {
			if !paired[g] {
				missed = append(missed, Miss{r.Doc, g, near(g, r.Predicted)})
			}
		}
		for _, p := range r.Predicted {
			if !paired[p] {
				spurious = append(spurious, Miss{r.Doc, p, near(p, r.Gold)})
			}
		}
	}
	return missed, spurious
}

// near finds the claim among others that stands in the same sentence on words in common
// with c.
func near(c *Claim, others []*Claim) *Claim {
	for _, o := range others {
		if overlap(c.Span, o.Span) >= .5 && Touches(c.Trigger, o.Trigger) {
			return o
		}
	}
	return nil
}
