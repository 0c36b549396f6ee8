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
// knows before the others. A statement on the track's issue stands there, and under what else its own sentence names; one
// that names only what is spoken of everywhere stands under one of these names. What names nothing stands under
// an issue as wide as it (unspoken). To invite somebody is to take no position.
func positions(d *draft, issue string) []parley.Position {
	said := map[stanceKey]*history{}
	things := slices.Clone(d.things)
	slices.SortStableFunc(things, func(a, b *thing) int {
		da, oka := a.news()
		db, okb := b.news()
		return cmp.Or(cmpBool(okb, oka), cmp.Compare(da, db))
	})
	invited := d.invited(things)
	for _, t := range things {
		if !d.takesStance(t) || invited[t] {
			continue
		}
		day, dated := t.news()
		since := t.when()
		if t.timed && day < t.time.From { // what is asked for or offered is of then
			since = t.told
		}
		for _, topic := range d.speaksOf(t, t.topics, issue) {
			for _, k := range sides(t) {
				if !slices.Contains(d.parties, k) {
					continue
				}
				c := d.stance(t, k, topic, issue)
				if c == nil {
					continue
				}
				key := stanceKey{k, topic}
				if said[key] == nil {
					said[key] = &history{}
				}
				said[key].take(parley.Position{Party: k, Issue: topic, Stance: excerpt(c), Since: since, Claims: t.claimIDs(c)}, dated)
			}
		}
	}
	return listed(said, issue)
}

// claimIDs are the ids of the claims of t, that of the one which is quoted first.
func (t *thing) claimIDs(quoted *parley.Claim) []string {
	out := []string{quoted.ID}
	for i := range t.e.Claims {
		if id := t.e.Claims[i].ID; id != quoted.ID {
			out = append(out, id)
		}
	}
	return out
}

// invited are the things by which somebody is asked to come, or says that he will: proposals of a visit, also those whose
// own sentence tells the visit, and consent to one.
func (d *draft) invited(things []*thing) map[*thing]bool {
	out := map[*thing]bool{}
	visits := map[sentence][]*thing{}
	for _, t := range things {
		if t.e.Kind != parley.Visit {
			continue
		}
		for _, c := range t.e.Claims {
			at := sentence{c.Page, c.Evidence.Start}
			visits[at] = append(visits[at], t)
		}
	}
	for _, t := range things {
		switch {
		case t.e.Kind != parley.Propose && t.e.Kind != parley.Accept:
		case t.e.Object == parley.Maybe(parley.Visit):
			out[t] = true
		case t.e.Kind == parley.Propose && t.e.Object == "":
			o := &offer{things: []*thing{t}, by: t.by, to: t.to}
			for _, c := range t.e.Claims {
				if slices.ContainsFunc(visits[sentence{c.Page, c.Evidence.Start}], o.invites) {
					out[t] = true
				}
			}
		}
	}
	return out
}

type stanceKey struct{ party, issue string }

// history is what a party said on an issue.
type history struct{ undated, dated statements }

// statements are such that no two tell the same, each with the words of its sentence.
type statements struct {
	said  []parley.Position
	words [][]string
}

// take adds a statement that comes after those before it; one told in the same words is the same.
func (h *history) take(p parley.Position, dated bool) {
	words := strings.Fields(strings.Trim(p.Stance, "…"))
	to := &h.dated
	if !dated {
		if to = &h.undated; h.dated.find(p.Stance, words) >= 0 {
			return
		}
	}
	if i := to.find(p.Stance, words); i >= 0 {
		to.said[i].Claims = append(to.said[i].Claims, p.Claims...)
		return
	}
	to.said, to.words = append(to.said, p), append(to.words, words)
}

// find is the place of the first statement that the sentence tells, -1 for none.
func (s *statements) find(sentence string, words []string) int {
	for i := range s.said {
		if s.said[i].Stance == sentence || alike(s.words[i], words) {
			return i
		}
	}
	return -1
}

// alike tells whether two sentences are one, told by two outlets: of the words of the shorter all but a few stand in the other.
func alike(x, y []string) bool {
	const least, few = 8, 6 // words; one in so many
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < least || 2*len(x) < len(y) {
		return false
	}
	other := 0
	for _, w := range x {
		if !slices.Contains(y, w) {
			other++
		}
	}
	return few*other <= len(x)
}

// latest are the last statements, those of no known day before the others.
func (h *history) latest() []parley.Position {
	all := slices.Concat(h.undated.said, h.dated.said)
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
		for _, p := range slices.Concat(h.undated.said, h.dated.said) {
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

// takesStance tells whether t is a statement of a party. Whom somebody backs must be said.
func (d *draft) takesStance(t *thing) bool {
	answer := t.e.Kind == parley.Accept || t.e.Kind == parley.Reject
	if !slices.Contains(stances, t.e.Kind) || t.e.Status == parley.Denied || t.e.Status == parley.Possible && !answer {
		return false
	}
	return t.e.Kind != parley.Support || t.e.Object != "" || t.e.ObjectText != "" || shared(t.to, d.parties) > 0
}

// stance is the claim by which t is a statement of the party on the topic, nil where none of its sentences is likely to be
// one: of those that tell it of this party and speak of the topic the one that is its item's own news before one that is recalled.
func (d *draft) stance(t *thing, party, topic, issue string) (best *parley.Claim) {
	by := func(a parley.Actor) bool {
		return a.Key() == party && (a.Role == parley.RoleSource || a.Role == parley.RoleParty || a.Role == parley.RoleSignatory)
	}
	for _, c := range t.claims {
		if slices.ContainsFunc(c.Actors, by) && c.Status == t.e.Status && c.Confidence >= likelyStance && (best == nil || best.Background && !c.Background) &&
			(len(t.topics) == 0 || slices.Contains(d.speaksOf(t, c.Topics, issue), topic)) {
			best = c
		}
	}
	return best
}

// speaksOf are the issues under which a statement on these topics stands.
func (d *draft) speaksOf(t *thing, topics []string, issue string) []string {
	var own, broad []string
	main := len(topics) == 0 && d.unspoken(t, issue)
	for _, topic := range topics {
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
		return broad[:min(1, len(broad))]
	}
	return own
}

// unspoken tells whether a statement that names no topic is about the issue: made to somebody who takes part, or by several,
// where it is about something of which negotiations are made, or the issue is as wide as all that two have to do with each other, or
// known by name, so that all that its sides say to each other is told of it.
func (d *draft) unspoken(t *thing, issue string) bool {
	if shared(t.to, d.parties) == 0 && !t.mutual() {
		return false
	}
	return d.matter != nil || slices.Contains(vagueTopics, issue) || slices.Contains(offers, parley.Kind(t.e.Object))
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
