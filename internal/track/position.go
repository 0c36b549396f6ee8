package track

// This file says where the parties of a track stand: what each said on the issue, and on what else it is about,
// the latest last.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// stances are the kinds by which a party takes a position.
var stances = []parley.Kind{parley.Demand, parley.Propose, parley.Reject, parley.Accept, parley.Support}

const (
	likelyStance = .6 // how likely a claim must be to be taken for a statement
	stanceStory  = 4  // statements kept of one party on one issue
	sideStances  = 2  // sentences by which what is not the track's issue has a line of its own
	smallTrack   = 12 // statements of a track of which none is left out
)

// positions lists for each party and issue what it demanded, offered, refused or backed, those whose day nobody
// knows before the others. A statement on the track's issue stands there, and under what else it names; one
// that names only what is spoken of everywhere stands under one of these names. What has no topic is about
// the track's issue.
func positions(d *draft, issue string) []parley.Position {
	said := map[stanceKey]*history{}
	things := slices.Clone(d.things)
	slices.SortStableFunc(things, func(a, b *thing) int {
		da, oka := a.news()
		db, okb := b.news()
		return cmp.Or(cmpBool(okb, oka), cmp.Compare(da, db))
	})
	for _, t := range things {
		c := d.stance(t)
		if c == nil {
			continue
		}
		p := parley.Position{Stance: excerpt(c), Since: t.when()}
		day, dated := t.news()
		if t.timed && day < t.time.From { // what is asked for or offered is of then
			p.Since = t.told
		}
		for i := range t.e.Claims {
			p.Claims = append(p.Claims, t.e.Claims[i].ID)
		}
		if i := slices.Index(p.Claims, c.ID); i > 0 { // the one that is quoted first
			p.Claims = slices.Insert(slices.Delete(p.Claims, i, i+1), 0, c.ID)
		}
		for _, k := range sides(t) {
			if !slices.Contains(d.parties, k) {
				continue
			}
			for _, topic := range d.speaksOf(t, issue) {
				key := stanceKey{k, topic}
				if said[key] == nil {
					said[key] = &history{}
				}
				p.Party, p.Issue = k, topic
				said[key].take(p, dated)
			}
		}
	}
	return listed(said, issue)
}

type stanceKey struct{ party, issue string }

// history is what a party said on an issue.
type history struct{ undated, dated []parley.Position }

// take adds a statement that comes after those before it; one told in the same words is the same.
func (h *history) take(p parley.Position, dated bool) {
	same := func(o parley.Position) bool { return o.Stance == p.Stance }
	to := &h.dated
	if !dated {
		if to = &h.undated; slices.ContainsFunc(h.dated, same) {
			return
		}
	}
	if i := slices.IndexFunc(*to, same); i >= 0 {
		(*to)[i].Claims = append((*to)[i].Claims, p.Claims...)
		return
	}
	*to = append(*to, p)
}

// latest are the last statements, those of no known day before the others.
func (h *history) latest() []parley.Position {
	all := slices.Concat(h.undated, h.dated)
	return all[max(0, len(all)-stanceStory):]
}

// listed sorts the statements. Of a track of which much is said, another issue than its own is left out where hardly
// a sentence speaks of it alone.
func listed(said map[stanceKey]*history, issue string) []parley.Position {
	main, words, all := map[string]bool{}, map[string]map[string]bool{}, 0
	for k, h := range said {
		if words[k.issue] == nil {
			words[k.issue] = map[string]bool{}
		}
		for _, p := range slices.Concat(h.undated, h.dated) {
			words[k.issue][p.Stance] = true
			all++
			if k.issue == issue {
				main[p.Stance] = true
			}
		}
	}
	alone := func(issue string) (n int) {
		for w := range words[issue] {
			if !main[w] {
				n++
			}
		}
		return n
	}
	out := make([]parley.Position, 0, len(said))
	for k, h := range said {
		if k.issue == issue || all <= smallTrack || alone(k.issue) >= sideStances {
			out = append(out, h.latest()...)
		}
	}
	slices.SortStableFunc(out, func(a, b parley.Position) int {
		return cmp.Or(strings.Compare(a.Party, b.Party), strings.Compare(a.Issue, b.Issue))
	})
	return out
}

// stance is the claim by which t is a statement of a party, nil where it is none: of those likely enough the one
// that is its item's own news before one that is recalled. Whom somebody backs must be said.
func (d *draft) stance(t *thing) (best *parley.Claim) {
	answer := t.e.Kind == parley.Accept || t.e.Kind == parley.Reject
	if !slices.Contains(stances, t.e.Kind) || t.e.Status == parley.Denied || t.e.Status == parley.Possible && !answer {
		return nil
	}
	if t.e.Kind == parley.Support && t.e.Object == "" && t.e.ObjectText == "" && shared(t.to, d.parties) == 0 {
		return nil
	}
	for _, c := range t.claims {
		if c.Status == t.e.Status && c.Confidence >= likelyStance && (best == nil || best.Background && !c.Background) {
			best = c
		}
	}
	return best
}

// speaksOf are the issues under which a statement stands.
func (d *draft) speaksOf(t *thing, issue string) []string {
	var own, broad []string
	main := len(t.topics) == 0
	for _, topic := range t.topics {
		switch {
		case topic == issue || d.matter != nil && d.matter.speaks(topic):
			main = true
		case d.broad[topic]:
			broad = append(broad, topic)
		default:
			own = append(own, topic)
		}
	}
	if main {
		own = append(own, issue)
	}
	if len(own) == 0 {
		return broad[:1]
	}
	return own
}

// longStance is the length of a sentence, in letters, that is quoted whole.
const longStance = 120

// excerpt is the sentence of a claim, a long one from the clause on in which it is told.
func excerpt(c *parley.Claim) string {
	from := clause(c)
	if from == 0 {
		return c.Evidence.Exact
	}
	return "…" + strings.TrimSpace(string([]rune(c.Evidence.Exact)[from:]))
}

// clause is where in a long sentence the clause begins in which somebody is said to do what the claim tells: behind
// the last mark before both.
func clause(c *parley.Claim) int {
	words := []rune(c.Evidence.Exact)
	if len(words) <= longStance {
		return 0
	}
	first := c.Trigger.Start
	for i := range c.Actors {
		a := &c.Actors[i]
		if a.End > 0 && a.Start >= c.Evidence.Start && (a.Role == parley.RoleSource || a.Role == parley.RoleParty) {
			first = min(first, a.Start)
		}
	}
	first -= c.Evidence.Start
	if first <= 0 || first >= len(words) {
		return 0
	}
	for i := first; i > 1; i-- {
		if words[i-1] == ' ' && strings.ContainsRune(",;:", words[i-2]) {
			return i
		}
	}
	return 0
}
