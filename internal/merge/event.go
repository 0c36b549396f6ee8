package merge

// This file makes an event of each cluster.

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strings"

	"parley"
)

// events makes the events of the groups, in order of their ids.
func events(groups []*group, opt Options) []parley.Event {
	out := make([]parley.Event, 0, len(groups))
	for _, g := range groups {
		out = append(out, newCase(g, opt).event(g.reasons))
	}
	out = tell(out, opt.Edits)
	slices.SortFunc(out, func(a, b parley.Event) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// casebook is a cluster as evidence: its members from the earliest published on, and which
// of them are independent of each other.
type casebook struct {
	members []*mention
	source  map[string]int // item → number of the independent source it counts to
	sources int
	names   parley.Namer
	near    func(a, b parley.Place) bool
	old     map[oldValue]bool // what its own source corrected
	news    map[string]bool   // the items whose news it is
}

func newCase(g *group, opt Options) *casebook {
	c := &casebook{members: slices.Clone(g.members), names: opt.Names, near: opt.Near, old: map[oldValue]bool{}, news: map[string]bool{}}
	slices.SortFunc(c.members, byPublication)
	c.source, c.sources = independent(c.members)
	for _, m := range c.members {
		if !m.Claim.Background && m.class == real {
			c.news[m.item] = true
		}
	}
	return c
}

// byPublication orders by day of publication, undated items last, then item by item as
// the text runs.
func byPublication(a, b *mention) int {
	return cmp.Or(
		-cmpBool(a.hasPub, b.hasPub),
		cmp.Compare(a.pub.From, b.pub.From),
		strings.Compare(a.item, b.item),
		cmp.Compare(a.Claim.Evidence.Start, b.Claim.Evidence.Start),
		strings.Compare(a.id, b.id),
	)
}

// independent numbers the sources of the items: items that copy one another, and items of
// one outlet, are one source.
func independent(members []*mention) (source map[string]int, n int) {
	parent := map[string]string{}
	var find func(string) string
	find = func(s string) string {
		if p, ok := parent[s]; ok && p != s {
			parent[s] = find(p)
			return parent[s]
		}
		parent[s] = s
		return s
	}
	for _, m := range members {
		parent[find(m.item)] = find(m.origin)
		if m.Outlet != "" {
			parent[find(m.item)] = find("outlet:" + string(m.Outlet))
		}
	}
	source = map[string]int{}
	number := map[string]int{}
	for _, m := range members {
		root := find(m.item)
		if _, ok := number[root]; !ok {
			number[root] = len(number)
		}
		source[m.item] = number[root]
	}
	return source, len(number)
}

func (c *casebook) event(reasons []string) parley.Event {
	first := c.members[0]
	ruled := c.ruled()
	corrected := ruled.superseded()
	e := parley.Event{
		ID:          EventID(first.id),
		Kind:        c.kind(),
		Object:      parley.Maybe(c.vote(func(m *mention) string { return string(m.Claim.Object) }, nil)),
		ObjectText:  parley.Maybe(c.vote(func(m *mention) string { return string(m.Claim.ObjectText) }, nil)),
		Actors:      c.actors(),
		Time:        c.time(),
		Place:       c.place(),
		Duration:    c.duration(),
		Topics:      []string{},
		Claims:      make([]parley.ClaimRef, 0, len(c.members)),
		Articles:    len(c.source),
		Independent: c.sources,
		Confidence:  c.confidence(),
		Reasons:     append([]string{}, reasons...),
	}
	e.Status, e.Changes = c.history(e.Time)
	e.Changes = append(e.Changes, corrected...)
	e.Contradictions = ruled.contradictions()
	e.FirstSeen = c.firstSeen()
	topics := map[string]int{}
	for _, m := range c.members {
		for _, t := range m.Claim.Topics {
			topics[t]++
			e.Topics = add(e.Topics, t)
		}
		finer := m.Claim.CAMEO
		if info, _ := m.Claim.Kind.Info(); finer == info.CAMEO {
			finer = ""
		}
		e.Claims = append(e.Claims, parley.ClaimRef{
			ID: m.id, Page: m.Page, Item: m.Claim.Item, Source: m.Source, Outlet: m.Outlet, Published: m.Published,
			Kind: m.Claim.Kind, Status: m.Claim.Status, Evidence: m.Claim.Evidence, CAMEO: finer,
		})
	}
	e.Topics = slices.DeleteFunc(e.Topics, func(t string) bool { return c.rare(topics[t]) })
	return e
}

// firstSeen is the day of the earliest item whose day is known, where none is of one of several days or of a day
// without its year.
func (c *casebook) firstSeen() parley.Maybe {
	var found parley.Maybe
	for _, m := range c.members {
		if m.Published == nil {
			continue
		}
		v := parley.Maybe(m.Published.Value)
		if !strings.HasPrefix(m.Published.Value, "[") && !strings.HasPrefix(m.Published.Value, "XXXX") {
			return v
		}
		if found == "" {
			found = v
		}
	}
	return found
}

// EventID makes the id of an event from the claim that founds it: of those about it, the
// earliest published.
func EventID(claim string) string {
	h := sha256.Sum256([]byte(claim))
	return "e_" + hex.EncodeToString(h[:])[:16]
}

// vote returns the value that most independent sources give, of equal ones the one that
// most claims give, then that of the smallest rank, then the first by name. Claims that
// give "" do not vote.
func (c *casebook) vote(value func(*mention) string, rank func(string) int) string {
	sources, claims := map[string]map[int]bool{}, map[string]int{}
	for _, m := range c.members {
		v := value(m)
		if v == "" {
			continue
		}
		if sources[v] == nil {
			sources[v] = map[int]bool{}
		}
		sources[v][c.source[m.item]] = true
		claims[v]++
	}
	best := ""
	for v := range sources {
		order := 1
		if best != "" {
			order = cmp.Or(
				cmp.Compare(len(sources[v]), len(sources[best])),
				cmp.Compare(claims[v], claims[best]),
			)
			if order == 0 && rank != nil {
				order = cmp.Compare(rank(best), rank(v))
			}
			if order == 0 {
				order = strings.Compare(best, v)
			}
		}
		if order > 0 {
			best = v
		}
	}
	return best
}

// kind is that of most sources.
func (c *casebook) kind() parley.Kind {
	return parley.Kind(c.vote(func(m *mention) string { return string(m.Claim.Kind) }, kindRank))
}

// kindRank prefers the more telling kind of a family: talks, conference, then meet.
func kindRank(kind string) int {
	return slices.Index([]parley.Kind{parley.Talks, parley.Conference, parley.Meet}, parley.Kind(kind))
}

// duration is the length that most sources give, where not hardly any of many claims gives one.
func (c *casebook) duration() parley.Maybe {
	n := 0
	v := c.vote(func(m *mention) string {
		if m.Claim.Duration != "" {
			n++
		}
		return string(m.Claim.Duration)
	}, nil)
	if c.rare(n) {
		return ""
	}
	return parley.Maybe(v)
}

// place is the place that most sources give; a town before the country it lies in.
func (c *casebook) place() *parley.Place {
	var all []parley.Place
	for _, m := range c.members {
		if p := m.Claim.Place; p != nil && !slices.Contains(all, *p) {
			all = append(all, *p)
		}
	}
	votes := 0
	name := c.vote(func(m *mention) string {
		p := m.Claim.Place
		if p == nil || c.old[oldValue{"place", m.id}] {
			return ""
		}
		votes++
		return c.town(*p, all)
	}, nil)
	if c.rare(votes) {
		return nil
	}
	for _, p := range all {
		if p.Name == name {
			return &p
		}
	}
	return nil
}

// town is the name under which a place votes: that of the one town among all that lies in
// it where the place is a whole country.
func (c *casebook) town(p parley.Place, all []parley.Place) string {
	if !c.country(p) {
		return p.Name
	}
	name := p.Name
	for _, o := range all {
		if o.State == p.State && !c.country(o) {
			if name != p.Name && name != o.Name {
				return p.Name
			}
			name = o.Name
		}
	}
	return name
}

// country tells whether the place is a whole state.
func (c *casebook) country(p parley.Place) bool {
	return country(c.names, p)
}

// actors are all actors of all claims, each role and id once; a state whose person or
// office is named in the same role does not stand beside them. Where some claims tell the
// event between parties and others from source to target, the more common form is kept.
func (c *casebook) actors() []parley.Actor {
	mutual := 0
	for _, m := range c.members {
		switch {
		case len(m.party) > 0:
			mutual++
		case len(m.source)+len(m.target) > 0:
			mutual--
		}
	}
	var out []parley.Actor
	for _, m := range c.members {
		for _, a := range m.Claim.Actors {
			if directed := a.Role == parley.RoleSource || a.Role == parley.RoleTarget; a.Role == parley.RoleParty && mutual < 0 || directed && mutual >= 0 {
				if hasKey(c, a, mutual >= 0) {
					continue
				}
			}
			out = addActor(out, a)
		}
	}
	many := len(c.members) >= manyClaims
	if many {
		out = c.trusted(out, mutual >= 0)
	}
	out = slices.DeleteFunc(out, func(a parley.Actor) bool {
		return strings.HasPrefix(a.ID, "state:") && slices.ContainsFunc(out, func(o parley.Actor) bool {
			return o.Role == a.Role && o.ID != a.ID && o.Key() == a.Key()
		})
	})
	if many {
		return out // those first whom most name
	}
	slices.SortFunc(out, func(a, b parley.Actor) int {
		return cmp.Or(cmp.Compare(roleRank(a.Role), roleRank(b.Role)), strings.Compare(a.Key(), b.Key()), strings.Compare(a.ID, b.ID))
	})
	return out
}

// hasKey tells whether an actor stands in the roles of the form that is kept.
func hasKey(c *casebook, a parley.Actor, mutual bool) bool {
	return slices.ContainsFunc(c.members, func(m *mention) bool {
		if mutual {
			return compare(m.party, newSide([]parley.Actor{a})).shared > 0
		}
		return compare(union(m.source, m.target), newSide([]parley.Actor{a})).shared > 0
	})
}

func addActor(out []parley.Actor, a parley.Actor) []parley.Actor {
	a.Start, a.End = 0, 0
	for i := range out {
		if out[i].Role == a.Role && out[i].ID == a.ID {
			if out[i].State == "" {
				out[i].State = a.State
			}
			if out[i].Office == "" {
				out[i].Office = a.Office
			}
			return out
		}
	}
	return append(out, a)
}

func roleRank(r parley.Role) int {
	return slices.Index([]parley.Role{
		parley.RoleMediator, parley.RoleParty, parley.RoleSource, parley.RoleTarget,
		parley.RoleSignatory, parley.RoleHead, parley.RoleHost,
	}, r)
}

// confidence grows with independent sources, each as sure as its surest claim.
func (c *casebook) confidence() float64 {
	best := make([]float64, c.sources)
	for _, m := range c.members {
		i := c.source[m.item]
		best[i] = max(best[i], m.Claim.Confidence)
	}
	doubt := 1.0
	for _, b := range best {
		doubt *= 1 - min(b, 0.99)
	}
	return math.Round((1-doubt)*1000) / 1000
}
