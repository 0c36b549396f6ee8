package extract

// Whose a deed is that a sentence tells without saying so, as the item tells it before or after:
// headlines leave out what the body says.

import (
	"slices"
	"strings"

	"parley"
)

// waiting is a claim that nobody is known to have done yet.
type waiting struct {
	by *trigger
	at int // its place among the claims
}

// elsewhere gives a trigger without the sides that it needs those of the item's first deed of its
// kind. Where none was told yet it waits for one.
func (m *memory) elsewhere(t *trigger) {
	if t.says.other == "no" || t.says.voice != "" {
		return // what is said is whose voice it is, not whose it was elsewhere
	}
	if old := m.first(t); old != nil {
		t.playIn(old)
		return
	}
	t.waits = true
}

// playIn takes the sides of a deed that the item tells elsewhere.
func (t *trigger) playIn(old *told) {
	for _, a := range old.cast {
		if t.names(a) {
			continue
		}
		a.Start, a.End = 0, 0
		if t.mutual {
			a.Role = parley.RoleParty
		}
		t.add(a.Role, []parley.Actor{a})
	}
	if t.nominal && !t.mutual { // a rift goes on when what began it is done
		t.inherits = old.status
	}
	t.recalled = true
	t.notes = append(t.notes, "elsewhere")
}

// toldReach is how many deeds, from the beginning of the item or back from a sentence, are asked for
// the sides of another: so long items cost no more than their length.
const toldReach = 256

// first finds the first deed of the item, in another sentence, that is of the trigger's kind and fits
// whom it names: what an item tells first it is about.
func (m *memory) first(t *trigger) *told {
	for _, old := range m.all[:min(toldReach, len(m.all))] {
		if old.kind == t.kind && old.sent != m.sent && old.fits(t) {
			return old
		}
	}
	return nil
}

// twoSided are the kinds of which texts hardly ever mean one side only: told with one, the other is
// that of another deed of the kind in the item which fits.
var twoSided = map[parley.Kind][]parley.Role{
	parley.Sanction: {parley.RoleSource, parley.RoleTarget},
	parley.Attack:   {parley.RoleTarget},
	parley.Coerce:   {parley.RoleSource, parley.RoleTarget},
	parley.Visit:    {parley.RoleTarget},
	parley.Aid:      {parley.RoleTarget},
	parley.Accuse:   {parley.RoleTarget},
	parley.Demand:   {parley.RoleTarget},
	parley.Concede:  {parley.RoleSource, parley.RoleTarget},
	parley.Support:  {parley.RoleTarget},
	parley.Propose:  {parley.RoleTarget},
}

// otherHalf gives a trigger that names one side the other one of the nearest deed of its kind before it
// that fits.
func (m *memory) otherHalf(t *trigger) {
	role, ok := t.lacks()
	if !ok {
		return
	}
	for i := len(m.all) - 1; i >= max(0, len(m.all)-toldReach); i-- {
		if t.takeHalf(m.all[i], role) {
			return
		}
	}
}

// struckReach is how many tokens behind its verb the place may stand that an attack is aimed at.
const struckReach = 12

// hostile are the kinds that set two sides against each other.
var hostile = kindsOf(
	parley.Attack, parley.Accuse, parley.Threaten, parley.Sanction, parley.Coerce, parley.Reject,
)

// struck gives an attack of one state on a place of another that state for its target where the item has told what sets
// the two against each other: a town is mostly hit for whoever holds it, who need not be its state.
func (m *memory) struck(s *clause, t *trigger) {
	if t.kind != parley.Attack || t.nominal || t.lone() || t.count(parley.RoleTarget)+t.count(parley.RoleParty) > 0 || t.distinct(parley.RoleSource) != 1 || t.cast[0].State == "" {
		return
	}
	for _, sp := range s.spans(t.from, t.to+struckReach) {
		if sp.Class != s.e.c.place || sp.From < t.from {
			continue
		}
		st := s.sent.Places[sp.Ref].State
		if st == "" || st == t.cast[0].State {
			return
		}
		a := parley.Actor{ID: "state:" + string(st), Name: s.e.world.States[string(st)].Name, State: st}
		if s.namesBehind(sp.To, st) && !m.armed() {
			t.add(parley.RoleTarget, []parley.Actor{a})
			return
		}
		for i := len(m.all) - 1; i >= max(0, len(m.all)-toldReach); i-- {
			if old := m.all[i]; hostile.has(old.kind) && holds(old.cast, a.Side()) && holds(old.cast, t.cast[0].Side()) {
				t.add(parley.RoleTarget, []parley.Actor{a})
				return
			}
		}
		return
	}
}

// armed tells whether the item has told of a group that fights.
func (m *memory) armed() bool {
	return slices.ContainsFunc(m.all[max(0, len(m.all)-toldReach):], func(o *told) bool {
		return o.kind == parley.Attack && slices.ContainsFunc(o.cast, func(a parley.Actor) bool { return strings.HasPrefix(a.ID, "group:") })
	})
}

// namesBehind tells whether the words right behind token i name the state: "the town of X, in the west of A".
func (s *clause) namesBehind(i int, state parley.Maybe) bool {
	const reach = 5
	for _, sp := range s.spans(i, i+reach) {
		if sp.Class == s.e.c.actor && sp.From >= i && sp.From < i+reach {
			g := s.actorsAt(sp)
			return len(g) == 1 && isState(&g[0]) && g[0].State == state
		}
	}
	return false
}

// lone tells whether a rule means a deed of one side: it has no other (attribute `other no`), or only
// that of the same deed told elsewhere (`other deed`).
func (t *trigger) lone() bool {
	other := t.says.other
	return other == "no" || other == "deed"
}

// lacks is the role that a trigger of a kind with two sides has nobody for.
func (t *trigger) lacks() (parley.Role, bool) {
	if t.lone() || t.count(parley.RoleParty) > 0 || len(t.cast) == 0 {
		return "", false
	}
	for _, r := range twoSided[t.kind] {
		if t.count(r) == 0 && t.count(parley.RoleSource)+t.count(parley.RoleTarget) > 0 {
			return r, true
		}
	}
	return "", false
}

// takeHalf takes those who play the role in another deed of the same kind that fits, and tells whether
// there are any.
func (t *trigger) takeHalf(old *told, role parley.Role) bool {
	if old.kind != t.kind || old.by == t || !old.fits(t) {
		return false
	}
	n := len(t.cast)
	for _, a := range old.cast {
		if a.Role == role && !t.names(a) {
			a.Start, a.End = 0, 0
			t.add(role, []parley.Actor{a})
		}
	}
	if len(t.cast) == n {
		return false
	}
	t.recalled = true
	t.notes = append(t.notes, "half")
	return true
}

// fits tells whether the deed is one in which all whom the trigger names play the same role; in what
// two sides have with each other, any role.
func (o *told) fits(t *trigger) bool {
	for _, a := range t.cast {
		found := false
		for _, b := range o.cast {
			found = found || (a.Role == b.Role || t.mutual) && a.Side() == b.Side()
		}
		if !found {
			return false
		}
	}
	return len(o.cast) > 1 || len(o.cast) > 0 && !t.mutual
}

// laterHalf are the kinds of which a headline or first sentence often names one side only, and what
// follows the other.
var laterHalf = kindsOf(
	parley.Sanction, parley.Coerce, parley.Concede, parley.Accuse, parley.Aid, parley.Propose,
)

// completeHalves gives claims that name one side the other one of the first deed of their kind that fits.
func (m *memory) completeHalves(out []parley.Claim) {
	for _, x := range m.halves[:min(toldReach, len(m.halves))] {
		role, ok := x.by.lacks()
		if !ok {
			continue
		}
		for _, old := range m.all[:min(toldReach, len(m.all))] {
			if x.by.takeHalf(old, role) {
				x.by.notes[len(x.by.notes)-1] = "later"
				c := &out[x.at]
				c.Actors, c.Confidence, c.Rules = x.by.actors(), confidence(x.by), append(c.Rules[:1:1], x.by.notes...)
				break
			}
		}
	}
}

// complete gives the claims of an item that wait the sides that it told later, and takes out those
// for which it told none.
func (w *Worker) complete(m *memory, begin int, out []parley.Claim) []parley.Claim {
	m.sent = -1 // no sentence is its own any more
	m.completeHalves(out)
	for _, x := range m.waiting {
		t, c := x.by, &out[x.at]
		if old := m.first(t); old != nil {
			t.playIn(old)
		}
		if !w.s.stands(t) {
			continue
		}
		c.Actors, c.Confidence, c.Rules = t.actors(), confidence(t), append(c.Rules[:1:1], t.notes...)
		t.waits = false
	}
	if len(m.waiting) == 0 {
		return out
	}
	kept, next, judged := out[:m.waiting[0].at], 0, len(w.judged) == len(out)-begin
	for i := len(kept); i < len(out); i++ {
		if next < len(m.waiting) && m.waiting[next].at == i {
			next++
			if m.waiting[next-1].by.waits {
				continue
			}
		}
		if judged {
			w.judged[len(kept)-begin] = w.judged[i-begin]
		}
		kept = append(kept, out[i])
	}
	if judged {
		w.judged = w.judged[:len(kept)-begin]
	}
	return kept
}

// inOrder merges two lists of triggers, each in text order.
func inOrder(a, b []*trigger) []*trigger {
	if len(b) == 0 {
		return a
	}
	all := append(slices.Clone(a), b...)
	slices.SortStableFunc(all, func(x, y *trigger) int { return x.from - y.from })
	return all
}
