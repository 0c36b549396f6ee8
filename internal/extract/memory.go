package extract

import (
	"strings"

	"parley"
)

// memory is what an item told so far: the last claim of each family of kinds, so that "in
// the phone call" means the call that was told before.
type memory struct {
	last    [manyKinds]*told // by number of the kind
	contact *told
	claims  int
	dyads   []dyad // directed pairs, as told
	actors  []counted
	places  map[parley.Side]int // of each side in actors
	topic   int                 // of the one that is told most about
	head    []told              // the claims of the first sentences that make any
	heads   int                 // how many sentences head is from
	visits  []told              // as told, the last maxVisits
	things  map[string]*told    // by the attribute same: the last that was told under each name
	sent    int
	all     []*told // every deed with its sides, in text order
	// waiting are the claims whose sides nothing has told yet.
	waiting []waiting
	// halves are those with one side, for the other of which nothing has told yet.
	halves []waiting
	// several are the triggers that tell one meeting for each of several times.
	several []several
	// doubted are the claims that are too unlikely, by id.
	doubted map[string]bool
	voice   []parley.Actor // who spoke last
	spoke   int            // in which sentence
}

// told is one event as the item last told it.
type told struct {
	kind   parley.Kind
	cast   []parley.Actor
	status parley.Status
	sent   int
	by     *trigger
	family int
	sides  sides // of the cast
}

// names tells whether the trigger has the actor in any role.
func (t *trigger) names(a parley.Actor) bool {
	return acts(t.cast, &a)
}

// topicActor is the actor that the item has told most about, if it told of him twice.
func (m *memory) topicActor() (parley.Actor, bool) {
	if len(m.actors) == 0 || m.actors[m.topic].n < 2 {
		return parley.Actor{}, false
	}
	return m.actors[m.topic].actor, true
}

// counted is an actor with how many claims of the item name him.
type counted struct {
	actor parley.Actor
	n     int
}

func (m *memory) count(a *parley.Actor) {
	side := a.Side()
	i, ok := m.places[side]
	if !ok {
		if i = len(m.actors); i == 0 {
			m.places = map[parley.Side]int{}
		}
		m.places[side] = i
		m.actors = append(m.actors, counted{actor: *a})
	}
	m.actors[i].n++
	if n, most := m.actors[i].n, m.actors[m.topic].n; n > most || n == most && i < m.topic {
		m.topic = i
	}
}

// family groups kinds whose nouns refer to each other's events: a call may later be "the
// conversation", a meeting "the talks".
func family(k parley.Kind) string {
	switch k {
	case parley.Meet, parley.Call, parley.Talks, parley.Conference:
		return "contact"
	}
	return string(k)
}

// fill completes a trigger that names too few actors from what was told before, or from
// the sentence's own subject.
func (m *memory) fill(s *clause, t *trigger) {
	if m.sameThing(t) {
		return
	}
	m.sameContact(s, t)
	info, _ := t.kind.Info()
	switch {
	case info.Form == parley.Directed, t.kind == parley.Sign && t.count(parley.RoleSource) > 0:
		m.fillDirected(s, t)
	case info.Form == parley.Mutual:
		m.fillMutual(s, t)
	}
	m.answer(t)
	m.resolved(s, t)
	m.fillOther(t)
	if old := m.contact; old != nil && t.says.echo == "yes" && sharesKey(old.cast, t.cast) && old.status == parley.Occurred {
		t.kind = old.kind
	}
}

// answer takes whom an acceptance or refusal answers from the offer that was told before.
func (m *memory) answer(t *trigger) {
	if t.unworded || t.kind != parley.Accept && t.kind != parley.Reject || t.count(parley.RoleSource) == 0 || t.count(parley.RoleTarget) > 0 {
		return
	}
	for _, kind := range []parley.Kind{parley.Propose, parley.Demand} {
		old := m.last[kind.Number()]
		if old == nil || m.sent-old.sent > 1 {
			continue
		}
		for _, a := range old.cast {
			if a.Role == parley.RoleSource && !t.names(a) {
				a.Start, a.End = 0, 0
				t.add(parley.RoleTarget, []parley.Actor{a})
				if old.sent == m.sent && old.by.count(parley.RoleTarget) == 0 {
					for _, asked := range t.playing(parley.RoleSource) { // whoever answers was asked
						asked.Start, asked.End = 0, 0
						old.by.add(parley.RoleTarget, []parley.Actor{asked})
					}
				}
				return
			}
		}
	}
}

func (m *memory) fillMutual(s *clause, t *trigger) {
	if old := m.last[t.kind.Number()]; old != nil && t.nominal && len(t.cast) > 1 && sameKeys(t.cast, old.cast) {
		t.inherits = old.status // the same event told again
	}
	if t.kind == parley.Conference && t.nominal && len(t.cast) > 0 {
		m.host(t)
	}
	if t.says.frame == "directed" || len(t.cast)-t.count(parley.RoleHead) >= 2 || t.kind == parley.Conference && len(t.cast) > 0 {
		return
	}
	if s.spokenTo(t) {
		return
	}
	if m.partner(t) || t.kind == parley.Sign && !t.nominal && len(t.cast) > 0 {
		return // a verb of signing tells of a paper of its own
	}
	old := m.recall(t)
	if last := m.pointed(s, t); last != nil {
		old = last
	}
	if len(t.cast) == 1 && (old == nil || !sharesKey(t.cast, old.cast)) && (t.kind == parley.Meet || t.kind == parley.Call) && len(t.slots[slotWith])+len(t.slots[slotTo]) > 0 {
		if a, ok := m.topicActor(); ok && !t.names(a) {
			a.Start, a.End = 0, 0
			t.add(parley.RoleParty, []parley.Actor{a})
			t.recalled = true
			t.notes = append(t.notes, "topic")
			return
		}
	}
	if old == nil {
		return
	}
	if len(t.cast) == 0 || sharesKey(t.cast, old.cast) {
		for _, a := range old.cast {
			if a.Role != parley.RoleHead || t.says.head == "yes" {
				a.Start, a.End = 0, 0
				t.add(a.Role, []parley.Actor{a})
			}
		}
		t.recalled = true
		if old.kind == t.kind {
			t.inherits = old.status
		}
		t.notes = append(t.notes, "recall")
	}
}

// spokenTo gives a meeting or call that names one side, or nobody, both whom the sentence tells to
// have spoken there: "at the meeting on Monday A urged his counterpart of B to …". It tells
// whether it did.
func (s *clause) spokenTo(t *trigger) bool {
	if !t.nominal || t.kind != parley.Meet && t.kind != parley.Call || !s.inPhrase(t) {
		return false
	}
	for _, o := range s.all {
		if o.from < t.to || o.nominal || o.passive || len(o.subject) != 1 || family(o.kind) == "contact" || !voicedViews.has(o.kind) && o.kind != parley.Propose {
			continue
		}
		g := o.slots[slotObject]
		if len(g) != 1 || g[0].Office == "" || g[0].State == "" || g[0].State == o.subject[0].State || o.subject[0].Office == "" && !isPerson(o.subject[0]) {
			continue
		}
		both := []parley.Actor{o.subject[0], g[0]}
		for _, a := range t.cast {
			if !holds(both, a.Side()) {
				return false
			}
		}
		t.add(parley.RoleParty, both)
		return true
	}
	return false
}

func isPerson(a parley.Actor) bool { return strings.HasPrefix(a.ID, "person:") }

// host adds to a conference that names only who attends, or some of those who met, the body that
// holds the conference of the item, or all who met.
func (m *memory) host(t *trigger) {
	old := m.last[parley.Conference.Number()]
	if old == nil || m.sent-old.sent > dyadReach || len(t.slots[slotBetween])+len(t.slots[slotWith]) > 0 {
		return
	}
	for _, a := range t.cast {
		if a.State == "" || len(t.cast) > 1 && !holds(old.cast, a.Side()) {
			return // a body of its own
		}
	}
	shared := sharesKey(t.cast, old.cast)
	for _, a := range old.cast {
		if (shared || a.State == "") && !t.names(a) {
			a.Start, a.End = 0, 0
			t.add(a.Role, []parley.Actor{a})
			t.recalled = true
		}
	}
}

// sameThing makes a noun the event that the item told last under the same name (attribute
// `same`), whatever its kind: "the drill" of an item about a joint drill is the joint one. It
// tells whether it did; a noun with a doer of its own is another event.
func (m *memory) sameThing(t *trigger) bool {
	old := m.things[t.says.same]
	if old == nil || t.says.same == "contact" || t.says.noun != "yes" || old.kind == t.kind {
		return false
	}
	if len(t.slots[slotOf])+len(t.slots[slotBy])+len(t.slots[slotWith])+len(t.slots[slotBetween]) > 0 {
		return false
	}
	for _, a := range t.cast {
		if !sharesKey(old.cast, []parley.Actor{a}) {
			return false
		}
	}
	t.kind, t.cast, t.recalled, t.inherits = old.kind, nil, true, old.status
	for _, a := range old.cast {
		a.Start, a.End = 0, 0
		t.add(a.Role, []parley.Actor{a})
	}
	t.notes = append(t.notes, "recall")
	return true
}

// sameContact makes a word that may be a meeting, a call or a session ("the conversation", "the
// session"; attribute `same contact`) the meeting or call that the item told last, where it names
// nobody who took no part in that.
func (m *memory) sameContact(s *clause, t *trigger) {
	old := m.contact
	if t.says.same != "contact" || old == nil || old.kind == t.kind || old.kind != parley.Meet && old.kind != parley.Call || s.unknown(t) {
		return
	}
	for _, a := range t.cast {
		if !holds(old.cast, a.Side()) {
			return
		}
	}
	t.kind = old.kind
}

// partner gives one side that wishes for ties with somebody unnamed (attribute `other yes`)
// the other side of what the item told last of it, and tells whether it did.
func (m *memory) partner(t *trigger) bool {
	if t.says.other != "yes" || len(t.cast) != 1 || t.nominal {
		return false
	}
	other := m.opposite(t.cast[0], false, dyadReach)
	if old := m.last[t.kind.Number()]; old != nil && t.kind == parley.Sign && sharesKey(t.cast, old.cast) {
		other = old.cast // the paper that was told before
	}
	if t.kind == parley.Sign && len(other) > 2 {
		return false // a paper between many says who they are
	}
	for _, a := range other {
		if t.names(a) {
			continue
		}
		a.Start, a.End = 0, 0
		t.add(parley.RoleParty, []parley.Actor{a})
	}
	if len(other) == 0 {
		return false
	}
	t.recalled = true
	t.notes = append(t.notes, "other-side")
	return true
}

// recall finds the event that a noun in passing refers to.
func (m *memory) recall(t *trigger) *told {
	if old := m.last[t.kind.Number()]; old != nil {
		return old
	}
	if family(t.kind) == "contact" && t.nominal {
		return m.contact
	}
	return nil
}

func (m *memory) fillDirected(s *clause, t *trigger) {
	if old := m.sameVisit(t); t.kind == parley.Visit && t.nominal && old != nil {
		t.inherits = old.status // the same journey told again
	}
	if t.count(parley.RoleSource) > 0 && t.count(parley.RoleTarget) > 0 || m.sameJourney(s, t) {
		return
	}
	if t.nominal && s.unknown(t) || t.mutual {
		return
	}
	old := m.last[t.kind.Number()]
	if last := m.pointed(s, t); last != nil {
		old = last
	}
	if old == nil || !t.nominal && !(t.passive && m.sent-old.sent <= 3) && t.kind != parley.Sign {
		return
	}
	match := len(t.cast) == 0
	for _, a := range t.cast {
		for _, b := range old.cast {
			match = match || a.Side() == b.Side() && a.Role == b.Role
		}
	}
	if !match {
		return
	}
	all := old.several() // the role that all who play it take part in
	if t.count(all) > 0 {
		all = ""
	}
	for _, b := range old.cast {
		if b.Role == all || t.count(b.Role) == 0 {
			b.Start, b.End = 0, 0
			t.add(b.Role, []parley.Actor{b})
			t.recalled = true
			t.inherits = old.status
		}
	}
}

// pointedReach is over how many sentences "this deployment" points back.
const pointedReach = 3

// pointed is the deed that a noun with "this" behind it points back to: the newest of its kind that was told, also
// where it was only recalled.
func (m *memory) pointed(s *clause, t *trigger) *told {
	if _, this := s.line.Has(t.to, s.e.c.this); !t.nominal || !this {
		return nil
	}
	for i := len(m.all) - 1; i >= 0 && m.sent-m.all[i].sent <= pointedReach; i-- {
		if o := m.all[i]; o.by != t && o.kind == t.kind && len(o.cast) > 0 {
			return o
		}
	}
	return nil
}

// unknown tells whether a noun is told as new: "an attack" is not the one that was told.
func (s *clause) unknown(t *trigger) bool {
	if w, in := s.line.Has(t.from, s.e.c.indef); in && w.From == t.from {
		return !s.after(t.from, s.e.c.copula) // "this is an attack" is
	}
	w, ok := s.line.EndsWith(t.from, s.e.c.indef)
	return ok && !s.after(w.From, s.e.c.copula)
}

func sharesKey(a, b []parley.Actor) bool {
	for i := range a {
		if acts(b, &a[i]) {
			return true
		}
	}
	return false
}

// add remembers a claim.
func (m *memory) add(s *clause, t *trigger) {
	m.claims++
	for i := range t.cast {
		m.count(&t.cast[i])
	}
	if from, to := s.w.playingOf(t, parley.RoleSource), s.w.playingOf(t, parley.RoleTarget); len(from) > 0 && len(to) > 0 && len(from) <= maxSides && len(to) <= maxSides {
		m.dyads = append(m.dyads, dyad{from, to, m.sent, t.kind, false})
	} else if len(t.cast) == 2 && t.count(parley.RoleParty) == 2 {
		m.dyads = append(m.dyads, dyad{t.cast[:1], t.cast[1:], m.sent, t.kind, family(t.kind) == "contact"})
	}
	w := s.w.told(told{t.kind, t.cast, t.status, m.sent, t, familyNumber(t.kind), sidesOf(t.cast)})
	m.all = append(m.all, w)
	if name := t.says.same; name != "" && (!t.background || m.things[name] == nil) {
		if m.things == nil {
			m.things = map[string]*told{}
		}
		m.things[name] = w
	}
	info, _ := t.kind.Info()
	if info.Form == parley.Mutual && len(t.cast) < 2 {
		if t.kind == parley.Conference && t.cast[0].State == "" && (!t.background || m.last[t.kind.Number()] == nil) {
			m.last[t.kind.Number()] = w // the body is known
		}
		return
	}
	if t.background && m.last[t.kind.Number()] != nil {
		return // what is only recalled does not become what the item is about
	}
	m.last[t.kind.Number()] = w
	if t.kind == parley.Visit && len(t.cast) > 1 && len(m.visits) < maxVisits {
		m.visits = append(m.visits, *w)
	}
	if family(t.kind) == "contact" {
		m.contact = w
	}
}

// headSentences is how many sentences with claims tell what an item is about.
const headSentences = 2

// apart tells whether a claim is of another kind, or of other actors, than all that the
// head of the item tells.
func (m *memory) apart(t *trigger) bool {
	if m.heads < headSentences || len(t.cast) == 0 {
		return false
	}
	like := alikeTo(t)
	for i := range m.head {
		if shared := like.shared(&m.head[i]); shared > 1 || shared == 1 && m.head[i].kind == t.kind {
			return false
		}
	}
	return true
}

// endSentence closes a sentence; the first ones with claims become the head of the item.
func (m *memory) endSentence(claims []*trigger) {
	m.sent++
	if len(claims) == 0 || m.heads == headSentences {
		return
	}
	m.heads++
	for _, t := range claims {
		m.head = append(m.head, told{kind: t.kind, cast: t.cast, sides: sidesOf(t.cast)})
	}
}

// sameKeys tells whether two casts are the same sides.
func sameKeys(a, b []parley.Actor) bool {
	for i := range a {
		if !acts(b, &a[i]) {
			return false
		}
	}
	for i := range b {
		if !acts(a, &b[i]) {
			return false
		}
	}
	return true
}
