package extract

// Who takes part in a claim, as a model sees it: what the rules found is among what it notices of each
// actor that the sentence names or that the item told of just before.

import (
	"slices"

	"parley"
)

// CastModel is the name of the model in the pack, packs/LANG/models/cast.txt.
const CastModel = "cast"

// CastClasses are its classes: the roles that it tells apart. Mediators, hosts, heads of delegations and
// signatories are left to the rules.
var CastClasses = []string{"none", string(parley.RoleSource), string(parley.RoleTarget), string(parley.RoleParty)}

// CastSample is what the model notices of one actor who may take part in a claim, for training.
type CastSample struct {
	Trigger  parley.Span
	Kind     parley.Kind
	Side     parley.Side
	Role     int // that the rules gave him, of CastClasses
	Features []string
}

// player is an actor that may take part in a claim.
type player struct {
	who      parley.Actor
	side     sides // his
	role     int   // by the rules: of CastClasses, or fixed
	from, to int   // tokens of the mention nearest to the trigger; from is -1 where another sentence names him
	far      uint8 // where else he is told of: bits of farCast and so on
	seen     int   // by the model
}

// fixed is the role of a player whom the model leaves to the rules.
const fixed = -1

// Where a player was told of besides the sentence.
const (
	farCast   = 1 << iota // the rules took him from elsewhere
	farLast               // in the deed told last
	farBefore             // in the one before that
	farFirst              // in the item's first deed
	farTopic              // most of all in the item
	farKinds              // how many values there are
)

// maxPlayers limits the players of a claim: a sentence that names more is a list of them.
const maxPlayers = 24

// castWithin is how many tokens from a claim actors and other deeds of its sentence are looked at: more than
// sentences have, so that what has no end costs no more than its length.
const castWithin = 256

// castDoubt is by how much another role must be likelier, as logarithm of odds, than what the rules say.
const castDoubt = 0.3

// casting gives a claim those who take part as the model sees them, where it is sure and the claim still
// stands; what later sentences recall is what the rules found.
func (s *clause) casting(t *trigger, m *memory) *trigger {
	w := s.w
	if s.e.cast == nil && w.learnCast == nil || t.waits {
		return t
	}
	w.cues.Named = w.learnCast != nil || w.traced
	s.cutUnits()
	s.findPlayers(t, m)
	shape := s.castShape(t, m)
	var one *trigger
	var why []Recast
	for i := range w.players {
		p := &w.players[i]
		if p.role == fixed {
			continue
		}
		w.cues.Reset()
		s.castCues(&w.cues, t, i, &shape)
		if w.learnCast != nil {
			w.learnCast(CastSample{s.quote(t.from, t.to).Span, t.kind, p.who.Side(), p.role, slices.Clone(w.cues.Names())})
			continue
		}
		p.seen = s.castRole(t, p)
		if w.traced && p.seen != p.role {
			why = append(why, Recast{p.who.ID, CastClasses[p.seen], s.e.cast.Why(&w.cues, p.seen, reasons)})
		}
	}
	for i := range w.players {
		p := &w.players[i]
		role := p.seen
		if p.role == fixed || role == p.role || w.learnCast != nil || w.parts(t, i) {
			continue
		}
		if one == nil {
			one = w.blank()
			*one = *t
			one.cast = slices.Clone(t.cast)
		}
		seen := p.who.ID // as the model saw him
		if p.role == roleNone {
			p.who = s.notWhoSays(t, p)
		}
		one.recast(p, role)
		for _, r := range why {
			if r.Actor == seen {
				t.recasts = append(t.recasts, r)
			}
		}
	}
	if one == nil || !s.stands(one) || one.count(parley.RoleParty) > 0 && one.sides() < 2 && t.sides() > 1 {
		return t // no party is left alone with nobody
	}
	one.notes = append(slices.Clip(t.notes), "cast")
	return one
}

// parts tells whether to follow the model about a player would part him from whoever plays his role by the same word, as
// those whom "the two sides" means, or as the other side of a mediation.
func (w *Worker) parts(t *trigger, i int) bool {
	p := &w.players[i]
	if p.role == roleNone {
		return false
	}
	for j := range w.players {
		q := &w.players[j]
		word := p.from >= 0 && q.from == p.from && q.to == p.to
		if j != i && q.role == p.role && q.seen != p.seen && (word && t.kind == parley.Demand || t.kind == parley.Mediate && p.role == roleParty) {
			return true
		}
	}
	return false
}

// castRole is the role that the model gives a player, in a deed that several do together one of theirs or none.
func (s *clause) castRole(t *trigger, p *player) int {
	info, _ := t.kind.Info()
	var scores [4]float64
	s.e.cast.Scores(&s.w.cues, scores[:])
	best := p.role
	if sp, ok := s.span(p.from, s.e.c.actor); ok && t.kind == parley.Demand && best == roleTarget && sp.From == t.to && s.sent.Refs[sp.Ref].Form == parley.RefPair {
		return best // "calls on the two sides"
	}
	if t.passive && best == roleTarget && p.from >= 0 && p.to == t.passiveAt && s.preposition(p.from) == 0 {
		return best // "A was accused by B"
	}
	if best == roleTarget && p.from >= t.to && s.after(p.from, s.e.c.relative) {
		return best // "accepted the list that B had drawn up"
	}
	for role, score := range scores {
		if info.Form == parley.Mutual && (role == roleSource || role == roleTarget) {
			continue
		}
		if role == roleParty && p.role == roleNone && info.Form == parley.Mutual && s.beyond(t, p) {
			continue
		}
		if p.role == roleNone && role != roleNone && s.outside(t, p, role) {
			continue
		}
		if role != p.role && score > scores[p.role]+castDoubt && (best == p.role || score > scores[best]) {
			best = role
		}
	}
	return best
}

// outside tells whether somebody whom the rules gave no role is none of those who play one: a second doer beside the one
// who stands right before his verb, a second host of one journey, a witness.
func (s *clause) outside(t *trigger, p *player, role int) bool {
	switch {
	case role == roleSource && s.ownSubject(t):
		return true
	case role == roleTarget && t.kind == parley.Visit && !t.nominal && t.count(parley.RoleTarget) > 0:
		return true
	}
	return p.from >= 0 && s.after(p.from, s.e.c.witness)
}

// ownSubject tells whether whoever does it stands right before its verb, as the rules have it.
func (s *clause) ownSubject(t *trigger) bool {
	if t.nominal || t.passive || t.unworded || len(t.subject) != 1 || t.count(parley.RoleSource) != 1 || !holds(t.cast, t.subject[0].Side()) {
		return false
	}
	sp, ok := s.span(s.verbStart(t.from)-1, s.e.c.actor)
	return ok && len(s.actorsAt(sp)) == 1 && s.actorsAt(sp)[0].Side() == t.subject[0].Side() && (s.preposition(sp.From) == 0 && !s.after(sp.From, s.e.c.and))
}

// beyond tells whether somebody is named only behind another verb of the same subject, which a comma parts from the
// deed: "is ready to talk, but rejects troops of B".
func (s *clause) beyond(t *trigger, p *player) bool {
	if p.from < t.to || t.nominal || t.kind != parley.Talks {
		return false
	}
	parted := false
	for i := t.to; i < p.from && i < len(s.line.Tokens); i++ {
		parted = parted || s.comma(i) || s.stop(i)
		if o := s.verbAt(i, t); parted && o != nil && !o.nominal && o.to <= p.from && sameActors(t.subject, o.subject) {
			return true
		}
	}
	return false
}

// notWhoSays is who plays for a player's side where he is named only as who tells of it: another of that side in the
// sentence, else his state. Who says it is no actor of the event.
func (s *clause) notWhoSays(t *trigger, p *player) parley.Actor {
	says := s.attribution(t)
	if says == nil || string(says.ID) != p.who.ID || p.who.State == "" {
		return p.who
	}
	for _, sp := range s.spans(t.from-castWithin, t.to+castWithin) {
		if sp.Class != s.e.c.actor {
			continue
		}
		for _, a := range s.actorsAt(sp) {
			if a.ID != p.who.ID && a.SameSide(&p.who) {
				return a
			}
		}
	}
	return parley.Actor{ID: "state:" + string(p.who.State), Name: s.e.world.States[string(p.who.State)].Name, State: p.who.State}
}

// The numbers of CastClasses.
const (
	roleNone = iota
	roleSource
	roleTarget
	roleParty
)

// recast gives all actors of a player's side another role, or takes them out.
func (t *trigger) recast(p *player, role int) {
	side := p.who.Side()
	if role == roleNone {
		t.cast = slices.DeleteFunc(t.cast, func(a parley.Actor) bool { return a.Side() == side })
		return
	}
	if p.role == roleNone {
		a := p.who
		a.Role = parley.Role(CastClasses[role])
		t.cast = append(t.cast, a)
		return
	}
	for i := range t.cast {
		if t.cast[i].Side() == side {
			t.cast[i].Role = parley.Role(CastClasses[role])
		}
	}
}

// findPlayers lists who may take part in a claim: those whom the sentence names, those whom the rules
// found elsewhere, and those of the deeds told before.
func (s *clause) findPlayers(t *trigger, m *memory) {
	w := s.w
	w.players = w.players[:0]
	for _, sp := range s.spans(t.from-castWithin, t.to+castWithin) {
		if sp.Class != s.e.c.actor {
			continue
		}
		for _, a := range s.actorsAt(sp) {
			if p := w.player(&a); p == nil {
				w.addPlayer(player{who: a, from: sp.From, to: sp.To})
			} else if t.distance(sp.From, sp.To) < t.distance(p.from, p.to) {
				p.from, p.to = sp.From, sp.To
			}
		}
	}
	w.farPlayers(t.cast, farCast)
	bit := uint8(farLast)
	for i := len(m.all) - 1; i >= 0 && bit <= farBefore; i-- {
		if m.all[i].by != t {
			w.farPlayers(m.all[i].cast, bit)
			bit <<= 1
		}
	}
	if len(m.all) > 0 {
		w.farPlayers(m.all[0].cast, farFirst)
	}
	if a, ok := m.topicActor(); ok {
		w.farPlayers([]parley.Actor{a}, farTopic)
	}
	for i := range w.players {
		p := &w.players[i]
		p.role = castBy(t.cast, &p.who)
	}
}

// castBy is the role that somebody's side plays in a deed, as a number of CastClasses; fixed also where it plays two,
// as in a quarrel.
func castBy(cast []parley.Actor, who *parley.Actor) int {
	role := roleNone
	for i := range cast {
		if !cast[i].SameSide(who) {
			continue
		}
		r := slices.Index(CastClasses, string(cast[i].Role))
		if r < 0 || role != roleNone && r != role {
			return fixed
		}
		role = r
	}
	return role
}

// player returns the player of an actor's side, nil where there is none.
func (w *Worker) player(a *parley.Actor) *player {
	side := sides(a.Mark())
	for i := range w.players {
		if p := &w.players[i]; p.side == side && p.who.SameSide(a) {
			return p
		}
	}
	return nil
}

func (w *Worker) addPlayer(p player) {
	if len(w.players) < maxPlayers && p.who.ID != "" {
		p.side = sides(p.who.Mark())
		w.players = append(w.players, p)
	}
}

func (w *Worker) farPlayers(list []parley.Actor, bit uint8) {
	for i := range list {
		if p := w.player(&list[i]); p != nil {
			p.far |= bit
			continue
		}
		a := list[i]
		a.Start, a.End = 0, 0
		w.addPlayer(player{who: a, from: -1, far: bit})
	}
}

// distance is how many tokens lie between the trigger and tokens [from,to).
func (t *trigger) distance(from, to int) int {
	return max(t.from-to, from-t.to, 0)
}
