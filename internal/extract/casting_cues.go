package extract

// What the model of who takes part notices of an actor.

import (
	"slices"
	"strconv"

	"parley/internal/learn"
)

// The templates of its features.
var (
	castRole, castKindRole, castRuleRole    = learn.Of("role"), learn.Of("kind,role"), learn.Of("rule,role")
	castLacks, castKindLacks                = learn.Of("role,lacks"), learn.Of("kind,role,lacks")
	castShape, castShapeWhere               = learn.Of("shape,role"), learn.Of("shape,where")
	castType, castTypeKind, castNamed       = learn.Of("type,role"), learn.Of("type,kind,role"), learn.Of("named,role")
	castOther, castOtherKind                = learn.Of("other"), learn.Of("other,kind")
	castSame, castNote, castFarNote         = learn.Of("same-kind"), learn.Of("note"), learn.Of("far,note")
	castFar, castFarKind, castFarLacks      = learn.Of("far"), learn.Of("far,kind"), learn.Of("far,lacks")
	castFarNamed, castReach, castWhere      = learn.Of("far,named"), learn.Of("reach"), learn.Of("where")
	castWhereKind, castWhereLacks           = learn.Of("where,kind"), learn.Of("where,kind,lacks")
	castWhereRule, castWhereRuleRole        = learn.Of("where,rule"), learn.Of("where,rule,role")
	castBroken, castBrokenKind              = learn.Of("broken"), learn.Of("broken,kind")
	castPre, castPreKind, castPrePair       = learn.Of("w-1"), learn.Of("w-1,kind"), learn.Of("b-2")
	castPost, castPostKind                  = learn.Of("w+1"), learn.Of("w+1,kind")
	castGap, castNext, castBetween          = learn.Of("gap"), learn.Of("next"), learn.Of("between")
	castTrigger, castForm, castSayer        = learn.Of("trigger"), learn.Of("form"), learn.Of("sayer")
	castFirst, castBeside                   = learn.Of("first"), learn.Of("beside")
	castAlso, castAlsoKind                  = learn.Of("also"), learn.Of("also,kind")
	castEver, castEverKind                  = learn.Of("ever"), learn.Of("ever,kind")
	castVerbs, castVerbsKind                = learn.Of("verbs"), learn.Of("verbs,kind")
	castSub, castThat                       = learn.Of("sub"), learn.Of("that")
	castSides                               = [...]learn.Part{learn.Of("left"), learn.Of("right"), learn.Of("in")}
	castShapes                              = [...]string{"verb", "noun", "passive"}
	castBreaks                              = [...]string{"", "comma", "stop"}
	castRoles, castShapeRoles, castTwoRoles = castParts(CastClasses, nil), castParts(castShapes[:], CastClasses), castParts(CastClasses, CastClasses)
	castRanks, castReaches                  = castParts(castSideNames, castDigits[:4]), castParts(castSideNames, castDigits[:])
	castBroke, castCounts                   = castParts(castSideNames, castBreaks[:]), castParts(castDigits[:], nil)
	castForms, castFars                     = castParts(castDigits[:], nil), castParts(castFarNames(), CastClasses)
	castMissing                             = castParts(castMissingNames(), nil)
	castShapeParts                          = castParts(castShapes[:], nil)
	castPlaces                              = castParts(castSideNames, CastClasses)
)

var (
	castDigits    = [...]string{"0", "1", "2", "3", "4", "5", "6", "7"}
	castSideNames = []string{"left", "right", "in"}
)

// castParts makes a part of every pair of an a and a b: that of a[i] and b[j] is i*len(b)+j.
func castParts(a, b []string) []learn.Part {
	var out []learn.Part
	for _, x := range a {
		if b == nil {
			out = append(out, learn.Of(x))
		}
		for _, y := range b {
			out = append(out, learn.Of(x+"-"+y))
		}
	}
	return out
}

// castFarNames says where else a player was told of, by the bits.
func castFarNames() []string {
	names := [...]string{"cast", "last", "before", "opening", "topic"}
	var out []string
	for bits := range farKinds {
		name := ""
		for i, n := range names {
			if bits&(1<<i) != 0 {
				name += "+" + n
			}
		}
		out = append(out, name)
	}
	return out
}

// castMissingNames names how many sources, targets and parties the rules found.
func castMissingNames() []string {
	var out []string
	for i := range 36 {
		out = append(out, strconv.Itoa(i/12)+strconv.Itoa(i/4%3)+strconv.Itoa(i%4))
	}
	return out
}

// castFrame is what the features of all players of a claim share.
type castFrame struct {
	kind, rule, lacks learn.Part
	shape, named      int
	beside            []deed  // the others of the sentence
	last              *told   // the last of the kind
	before            []*told // those that the item told of before, the newest last
}

// deed is a trigger with the sides that take part.
type deed struct {
	*trigger
	sides sides
}

// castShape counts what the rules found.
func (s *clause) castShape(t *trigger, m *memory) castFrame {
	f := castFrame{kind: learn.Of(string(t.kind)), rule: learn.Of(t.rule.Name)}
	var n [4]int
	for i := range s.w.players {
		p := &s.w.players[i]
		if p.role != fixed {
			n[p.role]++
		}
		if p.from >= 0 {
			f.named++
		}
	}
	f.lacks = castMissing[min(n[roleSource], 2)*12+min(n[roleTarget], 2)*4+min(n[roleParty], 3)]
	f.shape = t.shape()
	near, _ := slices.BinarySearchFunc(s.all, t.from-castWithin, func(o *trigger, from int) int { return o.from - from })
	s.w.beside = s.w.beside[:0]
	for _, o := range s.all[near:] {
		if o.from > t.from+castWithin {
			break
		}
		if o != t {
			s.w.beside = append(s.w.beside, deed{o, sidesOf(o.cast)})
		}
	}
	f.beside = s.w.beside
	f.before = m.all[max(0, len(m.all)-castBack):]
	for i := len(m.all) - 1; i >= 0 && f.last == nil; i-- {
		if o := m.all[i]; o.by != t && o.kind == t.kind {
			f.last = o
		}
	}
	return f
}

// shape is the number of the trigger's form, of castShapes.
func (t *trigger) shape() int {
	switch {
	case t.passive:
		return 2
	case t.nominal:
		return 1
	}
	return 0
}

// castCues notes what tells the role of player i.
func (s *clause) castCues(f *learn.Features, t *trigger, i int, c *castFrame) {
	p := &s.w.players[i]
	role := castRoles[p.role]
	f.Add1(castRole, role)
	f.Add2(castKindRole, c.kind, role)
	f.Add2(castRuleRole, c.rule, role)
	f.Add2(castLacks, role, c.lacks)
	f.Add3(castKindLacks, c.kind, role, c.lacks)
	f.Add2(castShape, castShapeRoles[c.shape*4+p.role], c.kind)
	kind := p.who.Side().Type()
	side := learn.Of(kind)
	f.Add2(castType, side, role)
	f.Add3(castTypeKind, side, c.kind, role)
	f.Add2(castNamed, castCounts[min(c.named, 5)], role)
	if n := len(t.notes); n > 0 {
		note := learn.Of(t.notes[n-1])
		f.Add2(castNote, note, role)
		if p.from < 0 {
			f.Add3(castFarNote, note, c.kind, role)
		}
	}
	castElsewhere(f, p, c)
	castEarlier(f, t, p, c)
	if p.from < 0 {
		far := castFars[int(p.far)*4+p.role]
		f.Add1(castFar, far)
		f.Add2(castFarKind, far, c.kind)
		f.Add3(castFarLacks, far, c.kind, c.lacks)
		f.Add3(castFarNamed, castCounts[min(c.named, 3)], c.kind, role)
		return
	}
	s.castHere(f, t, i, c)
}

// castElsewhere notes what else the player does: in other deeds of the sentence, and in the last of the kind.
func castElsewhere(f *learn.Features, p *player, c *castFrame) {
	for i := range c.beside {
		o := &c.beside[i]
		if o.sides&p.side == 0 {
			continue
		}
		if role := castBy(o.cast, &p.who); role > roleNone {
			both := castTwoRoles[role*4+p.role]
			f.Add1(castOther, both)
			f.Add3(castOtherKind, c.kind, learn.Of(string(o.kind)), both)
		}
	}
	if c.last != nil && c.last.sides&p.side != 0 {
		if role := castBy(c.last.cast, &p.who); role > roleNone {
			f.Add3(castSame, c.kind, castTwoRoles[role*4+p.role], c.lacks)
		}
	}
}

// castBack is how many deeds back a player is looked for.
const castBack = 40

// castEarlier notes what the player did in the newest deed of his that the item told of before.
func castEarlier(f *learn.Features, t *trigger, p *player, c *castFrame) {
	for i := len(c.before) - 1; i >= 0; i-- {
		o := c.before[i]
		if o.sides&p.side == 0 || o.by == t {
			continue
		}
		if role := castBy(o.cast, &p.who); role > roleNone {
			both := castTwoRoles[role*4+p.role]
			f.Add3(castEver, both, c.kind, learn.Of(string(o.kind)))
			f.Add2(castEverKind, both, c.kind)
			return
		}
	}
}

// castReachUnits is how many units between a player and the trigger are noticed.
const castReachUnits = 12

// castHere notes how a player stands to the words that carry the kind.
func (s *clause) castHere(f *learn.Features, t *trigger, i int, c *castFrame) {
	p, w := &s.w.players[i], s.w
	role := castRoles[p.role]
	where, from, to := 2, p.to, p.to // in the trigger
	switch {
	case p.to <= t.from:
		where, from, to = 0, p.to, t.from
	case p.from >= t.to:
		where, from, to = 1, t.to, p.from
	}
	rank := 0
	for j := range w.players {
		o := &w.players[j]
		if j != i && o.from >= 0 && (where == 0 && o.from > p.from && o.to <= t.from || where == 1 && o.from < p.from && o.from >= t.to) {
			rank++
		}
	}
	ranked := castRanks[where*4+min(rank, 3)]
	f.Add2(castReach, castReaches[where*len(castDigits)+reachOf(to-from)], role)
	f.Add2(castWhere, ranked, role)
	f.Add3(castWhereKind, ranked, c.kind, role)
	f.Add3(castWhereLacks, ranked, c.kind, c.lacks)
	f.Add2(castWhereRule, ranked, c.rule)
	f.Add3(castWhereRuleRole, ranked, c.rule, role)
	f.Add3(castShapeWhere, ranked, castShapeRoles[c.shape*4+p.role], c.kind)
	broken := 0
	for j := from; j < to; j++ {
		if s.stop(j) {
			broken = 2
			break
		} else if s.comma(j) {
			broken = 1
		}
	}
	f.Add2(castBroken, castBroke[where*3+broken], role)
	f.Add3(castBrokenKind, castBroke[where*3+broken], role, c.kind)
	placed := castPlaces[where*4+p.role]
	s.castBetweenVerbs(f, t, c, from, to, placed)
	if p.far != 0 {
		far := castFars[int(p.far)*4+p.role]
		f.Add1(castAlso, far)
		f.Add2(castAlsoKind, far, c.kind)
	}
	pre, post := s.unit(p.from, -1), s.unit(p.to-1, 1)
	f.Add2(castPre, pre, placed)
	f.Add3(castPreKind, pre, castSides[where], c.kind)
	f.Add3(castPrePair, s.unit(p.from, -2), pre, castSides[where])
	f.Add2(castPost, post, placed)
	f.Add3(castPostKind, post, castSides[where], c.kind)
	s.wordsBetween(f, from, to, placed)
	if where == 1 {
		f.Add3(castNext, s.unit(t.to-1, 1), c.kind, role)
	}
	f.Add2(castTrigger, s.trail(t.from, t.to), ranked)
	f.Add2(castForm, castForms[s.sent.Refs[s.line.Spans[s.at[p.from]-1].Ref].Form], role)
	for _, y := range s.says {
		if y.span[0] == p.from && y.span[1] > 0 {
			f.Add2(castSayer, placed, c.kind)
			break
		}
	}
	if p.from == 0 {
		f.Add2(castFirst, role, c.kind)
	}
	for j := range w.players {
		o := &w.players[j]
		if j != i && o.role != fixed && o.from >= 0 && (o.to == p.from || p.to == o.from || o.to+1 == p.from || p.to+1 == o.from) {
			f.Add2(castBeside, castTwoRoles[o.role*4+p.role], c.kind)
		}
	}
}

// castBetweenVerbs notes which verbs and openings of clauses part a player from the trigger.
func (s *clause) castBetweenVerbs(f *learn.Features, t *trigger, c *castFrame, from, to int, placed learn.Part) {
	verbs, sub, that := s.verbsBetween(t, from, to)
	f.Add2(castVerbs, verbs, placed)
	f.Add3(castVerbsKind, verbs, placed, c.kind)
	f.Add2(castSub, sub, placed)
	f.Add3(castThat, that, placed, c.kind)
}

// verbsBetween tells how many other deeds begin in tokens [from,to), up to three, and whether words stand there that open
// a clause, and one that is reported.
func (s *clause) verbsBetween(t *trigger, from, to int) (verbs, sub, that learn.Part) {
	n, opens, reports := 0, false, false
	for j := from; j < to; j++ {
		if s.verbAt(j, t) != nil {
			n++
		}
		if !s.inSpan(j) {
			_, is := s.line.Has(j, s.e.c.subord)
			opens = opens || is
			_, is = s.line.Has(j, s.e.c.that)
			reports = reports || is
		}
	}
	return number(min(n, 3)), truth(opens), truth(reports)
}

// wordsBetween notes the words between the trigger and what may belong to it.
func (s *clause) wordsBetween(f *learn.Features, from, to int, placed learn.Part) {
	if from >= to {
		return
	}
	units := s.w.units[s.w.unitAt[from] : s.w.unitAt[to-1]+1]
	switch len(units) {
	case 1:
		f.Add2(castGap, units[0].part, placed)
	case 2:
		f.Add3(castGap, units[0].part, units[1].part, placed)
	}
	for _, u := range units[:min(len(units), castReachUnits)] {
		f.Add2(castBetween, u.part, placed)
	}
}

// reachOf is a number of tokens in steps.
func reachOf(n int) int {
	for step, most := range [...]int{0, 1, 3, 6, 12} {
		if n <= most {
			return step
		}
	}
	return 5
}
