package extract

import (
	"slices"
	"sort"

	"parley"
	"parley/internal/rule"
)

// objectful are the kinds that are about another act.
var objectful = kindsOf(parley.Propose, parley.Accept, parley.Reject, parley.Demand, parley.Sign, parley.Threaten)

// tieObjects makes a trigger that stands in the complement of an offer, demand, answer or
// threat its object: "A asks B to resume talks" is a demand about talks.
func (s *clause) tieObjects() {
	for i, t := range s.all {
		if !objectful.has(t.kind) || t.object != "" && t.says.object == "" {
			continue
		}
		var last *trigger // of those that are tied
		for _, o := range s.all[i+1:] {
			if o.from-t.to > 22 || !s.sameClause(t, o) {
				if last == nil && !s.asksTwo(t, o) || last != nil && (!listful.has(t.kind) || t.kind == parley.Demand && len(t.slots[slotObject]) == 0 || !s.listed(last, o)) {
					break
				}
			}
			if objectful.has(o.kind) && !o.wide && !o.nominal && o.kind != parley.Accept && o.kind != parley.Sign {
				break
			}
			if s.occasion(o) {
				continue
			}
			o.over = t
			if o.wide {
				continue
			}
			last = o
			if t.about == nil {
				t.about = o
			}
			if t.object == "" {
				t.object, t.objectText = s.aboutWhat(t, o)
			}
		}
		if t.object == "" {
			s.nounObject(t)
		}
		if t.objectText == "" && t.to < len(s.line.Tokens) {
			t.objectText = s.complement(t)
		}
	}
}

// releases are the kinds of what is told by itself where the demand, offer or answer that it would be about
// is told by nobody. Of other kinds more was wrong than right, or who took part was.
var releases = kindsOf(parley.Coerce, parley.Threaten)

// release lets go what would be about a deed that is not told.
func (t *trigger) release() {
	if t.over != nil && t.over.void && releases.has(t.kind) {
		t.over = nil
	}
}

// asksTwo tells whether o is the second of two deeds that t asks of somebody, of which no rule knows the first: "asks B to
// finish the review and sign".
func (s *clause) asksTwo(t, o *trigger) bool {
	return t.kind == parley.Demand && len(t.slots[slotObject]) > 0 && !o.nominal && s.listed(t, o)
}

// aboutWhat is the kind and the words of an act o in the complement of t, or those of a word for what
// becomes of it that o is part of: who refuses to break off talks does not refuse talks.
func (s *clause) aboutWhat(t, o *trigger) (kind, text string) {
	const ahead = 3 // tokens that such a word begins before o at most
	for i := max(t.to, o.from-ahead); i < o.from; i++ {
		if w, ok := s.line.Has(i, s.e.c.object); ok && w.To > o.from && w.ID != string(t.kind) {
			return w.ID, s.line.Exact(w.From, max(w.To, o.to))
		}
	}
	return string(o.kind), s.line.Exact(o.from, o.to)
}

// occasion tells whether a contact is named only as where or when something else is done: "agreed
// at the meeting to …". It is not what was agreed on.
func (s *clause) occasion(t *trigger) bool {
	if !t.nominal || family(t.kind) != "contact" {
		return false
	}
	i := s.verbStart(t.from)
	if w, ok := s.line.EndsWith(i, s.e.c.indef); ok && !s.inSpan(w.From) {
		i = w.From
	}
	_, ok := s.line.EndsWith(i, s.e.c.occasion)
	return ok
}

// listful are the kinds whose complement may be a list of acts: "demands that B stop the
// tests, free the prisoners and close the site".
var listful = kindsOf(parley.Demand, parley.Propose, parley.Threaten)

// listed tells whether a verb goes on with the list that the verb before it is in: a comma or
// "and" stands between them, and nothing that begins a clause of its own.
func (s *clause) listed(last, o *trigger) bool {
	if o.from-last.to > 14 {
		return false
	}
	joined := -1
	for i := last.to; i < o.from; i++ {
		if s.stop(i) {
			return false
		}
		if s.inSpan(i) {
			if joined >= 0 {
				return false
			}
			continue
		}
		w, and := s.line.Has(i, s.e.c.and)
		if !and && !s.comma(i) {
			if s.marked(i) {
				return false
			}
			continue
		}
		joined = i
		if and {
			joined = w.To - 1
		}
	}
	return joined >= 0 && o.from-joined <= 2
}

// marked tells whether token i begins a clause, or says of its verb that it is told.
func (s *clause) marked(i int) bool {
	c := &s.e.c
	for _, k := range []rule.Class{c.say, c.past, c.future, c.subord, c.conj, c.that} {
		if _, ok := s.line.Has(i, k); ok {
			return true
		}
	}
	return false
}

// nounObject takes the object from a noun in the complement that no rule reads as an act
// of its own: "proposed a ceasefire".
func (s *clause) nounObject(t *trigger) {
	for i := t.to; i < len(s.line.Tokens) && i < t.to+16; i++ {
		if s.stop(i) || s.comma(i) {
			return
		}
		if s.inSpan(i) {
			continue
		}
		if w, ok := s.line.Has(i, s.e.c.object); ok && w.ID != string(t.kind) {
			t.object, t.objectText = w.ID, s.line.Exact(w.From, w.To)
			return
		}
	}
}

// sameClause tells whether no clause boundary stands between two triggers.
func (s *clause) sameClause(t, o *trigger) bool {
	for i := t.to; i < o.from; i++ {
		if s.parts(i, o) {
			return false
		}
	}
	return true
}

// parts tells whether token i parts the trigger o, which stands behind it, from what stands before it.
func (s *clause) parts(i int, o *trigger) bool {
	if s.stop(i) || s.comma(i) {
		return true
	}
	if s.inSpan(i) {
		return false
	}
	if _, ok := s.line.Has(i, s.e.c.subord); ok && !s.purpose(i) {
		return true
	}
	w, ok := s.line.Has(i, s.e.c.conj)
	return ok && !s.joins(w) && (s.ownVerb(w.To) || s.verbNear(w.To) && o.from <= w.To+4 && !o.nominal)
}

// joins tells whether a conjunction stands between two actors of a list.
func (s *clause) joins(w rule.Mark) bool {
	_, after := s.span(w.To, s.e.c.actor)
	_, before := s.span(w.From-1, s.e.c.actor)
	_, and := s.line.Has(w.From, s.e.c.and)
	return and && before && after
}

// purpose tells whether the subordinator at i also means "in order to", which goes on with
// the same act.
func (s *clause) purpose(i int) bool {
	_, ok := s.line.Has(i, s.e.c.possible)
	return ok
}

// complement is the words after a trigger up to the end of its clause, at most 24, from where they say what
// it is about: names, times and the prepositions before these are told elsewhere. "" where nothing else is there.
func (s *clause) complement(t *trigger) string {
	end := t.to
	for end < len(s.line.Tokens) && end < t.to+24 && !s.stop(end) && !s.comma(end) {
		end++
	}
	from := s.content(t.to, end)
	if quoted := s.mark(from - 1); from > t.to && quoted && end > from && s.mark(end-1) {
		end-- // both marks of a quotation
	}
	if w, ok := s.line.Has(from, s.e.c.governing); ok && w.To < end {
		from = w.To
	}
	if end > from && s.mark(end-1) && !s.closes(from, end-1) {
		end-- // of a quotation that began before
	}
	if end-from < 2 || s.begins(from, s.e.c.circumstance) {
		return "" // where, when, by whom: what the deed is about does not begin so
	}
	return s.line.Exact(from, end)
}

// content is the first of the tokens [i,end) that is no name, time or place, no preposition before one, and no mark.
func (s *clause) content(i, end int) int {
	c := &s.e.c
	for i < end {
		if s.inSpan(i) {
			i = s.line.Spans[s.at[i]-1].To
			continue
		}
		if s.mark(i) && s.closes(i+1, end-1) {
			break // "the "divorce" from A": both marks stay
		}
		if s.line.Tokens[i].Kind == rule.Punct {
			i++
			continue
		}
		next := i
		for _, class := range [...]rule.Class{c.with, c.of, c.to, c.in, c.between, c.and} {
			if w, ok := s.line.Has(i, class); ok && w.From == i && w.To > next && (w.To >= end || s.inSpan(w.To)) {
				next = w.To
			}
		}
		if next == i {
			break
		}
		i = next
	}
	return min(i, end)
}

// closes tells whether a quotation mark stands among the tokens [i,end).
func (s *clause) closes(i, end int) bool {
	for ; i < end; i++ {
		if s.mark(i) {
			return true
		}
	}
	return false
}

// mark tells whether token i is a quotation mark.
func (s *clause) mark(i int) bool {
	switch s.line.Exact(i, i+1) {
	case "\"", "“", "”", "'", "‘", "’":
		return true
	}
	return false
}

// topics lists what the sentence is about, in order of first mention.
func (s *clause) topics() []string {
	s.survey()
	return s.about
}

// maxConditions is how many if-clauses of one sentence are noted: more are no prose.
const maxConditions = 32

// survey finds once what all claims of the sentence share: its topics and conditions.
func (s *clause) survey() {
	if s.about != nil {
		return
	}
	s.about = []string{}
	for i := range s.line.Tokens {
		if w, ok := s.line.Has(i, s.e.c.topic); ok && !slices.Contains(s.about, w.ID) {
			s.about = append(s.about, w.ID)
		}
		w, ok := s.line.Has(i, s.e.c.subord)
		if !ok || w.ID != "subord" || !s.isIf(i) || len(s.ifs) == maxConditions {
			continue
		}
		end := w.To
		for end < len(s.line.Tokens) && !s.stop(end) && !s.comma(end) {
			end++
		}
		s.ifs = append(s.ifs, condition{i, end})
	}
	s.about = slices.Clip(s.about)
}

// conditions returns the if-clauses of the sentence that qualify the trigger.
func (s *clause) conditions(t *trigger) []string {
	s.survey()
	out := []string{}
	for _, c := range s.ifs {
		if t.from < c.from || t.from >= c.to {
			out = append(out, s.line.Exact(c.from, c.to))
		}
	}
	return out
}

func (s *clause) isIf(i int) bool {
	_, ok := s.line.Has(i, s.e.c.cond)
	return ok
}

// attribution returns who says what the trigger says, unless he is the actor himself.
func (s *clause) attribution(t *trigger) *parley.Attribution {
	last := len(s.says)
	if last > 0 && !s.quotedBefore(s.says[last-1]) {
		last = sort.Search(last, func(i int) bool { return s.says[i].from > t.from })
	}
	for j := last - 1; j >= 0; j-- {
		y := s.says[j]
		if len(y.who) == 0 || y.from > t.from && !s.quotedBefore(y) {
			continue
		}
		if y.from < t.from && y.to > t.from {
			continue
		}
		for _, a := range t.cast {
			if a.ID == y.who[0].ID {
				return nil
			}
		}
		return &parley.Attribution{ID: parley.Maybe(y.who[0].ID), Text: s.line.Exact(y.span[0], y.span[1])}
	}
	if sp, ok := s.accordingTo(); ok {
		a := s.actorsAt(sp)
		return &parley.Attribution{ID: parley.Maybe(a[0].ID), Text: s.line.Exact(sp.From, sp.To)}
	}
	return nil
}

// borrowTarget takes the counterpart of an offer or threat from its object: "threatens to
// sanction B" threatens B.
func (s *clause) borrowTarget(t *trigger) {
	if t.kind == parley.Demand && t.about != nil && againstThird.has(t.about.kind) {
		return
	}
	if t.about == nil || !objectful.has(t.kind) || t.count(parley.RoleTarget) > 0 || t.count(parley.RoleSource) != 1 {
		return
	}
	for _, p := range []slot{slotWith, slotTo, slotAgainst, slotObject, slotLeft, slotFrom} {
		if g := t.about.slots[p]; len(g) > 0 {
			t.add(parley.RoleTarget, g)
			return
		}
	}
	if t.about.kind == parley.Sanction {
		t.add(parley.RoleTarget, s.farFrom(t.about, t.cast)) // "adopts a bill on sanctions against the trade of B"
	}
}

// againstThird are the kinds whose counterpart is not whom one asks for them.
var againstThird = kindsOf(parley.Sanction, parley.Attack, parley.Coerce, parley.Accuse)

// spelledOut gives a vote the target of the measure that the same sentence spells out: "adopts a
// resolution, adding ten companies of B to the list".
func (t *trigger) spelledOut(measure *trigger) {
	if t.kind != parley.Sign || measure.kind != parley.Sanction || t.count(parley.RoleSource) != 1 || t.count(parley.RoleTarget) > 0 || !t.sharesSide(measure, parley.RoleSource) {
		return
	}
	t.take(measure, parley.RoleTarget)
}

// addressed makes the subject of the sentence the one to whom a word of somebody else is said: "A
// arrives at the invitation of B", "A does not fear the threats of B".
func (s *clause) addressed(t *trigger) {
	switch t.kind {
	case parley.Propose, parley.Demand, parley.Accuse, parley.Threaten, parley.Message:
	default:
		return
	}
	if !t.nominal || t.count(parley.RoleTarget) > 0 || t.count(parley.RoleSource) == 0 {
		return
	}
	who := s.doerBefore(t)
	if !sharesKey(who, t.cast) {
		t.add(parley.RoleTarget, who)
	}
}

// far finds whom a forcible act or a word of support is aimed at behind a long noun: "fires warning
// shots at something that may be an aircraft of B".
func (s *clause) far(t *trigger) {
	switch t.kind {
	case parley.Sanction, parley.Attack, parley.Coerce, parley.Support, parley.Message, parley.Threaten:
	default:
		return
	}
	if t.count(parley.RoleTarget) == 0 && t.count(parley.RoleSource) > 0 && !t.nominal && !t.passive {
		t.add(parley.RoleTarget, s.farFrom(t, t.cast))
	}
}

// farFrom is who stands behind a preposition to the right of a verb, in its clause, and is not of
// those who do it.
func (s *clause) farFrom(t *trigger, doers []parley.Actor) []parley.Actor {
	for i := t.to; i < len(s.line.Tokens) && i < t.to+farReach && !s.stop(i); i++ {
		if s.comma(i) && (i+1 == len(s.line.Tokens) || s.inSpan(i+1) || s.marked(i+1) || s.verbNear(i+1) || !s.listComma(i)) {
			return nil
		}
		if o := s.verbAt(i, t); o != nil && !o.nominal && i > t.to+1 {
			return nil
		}
		if !s.inSpan(i) {
			w, sub := s.line.Has(i, s.e.c.subord)
			_, why := s.line.Has(i, s.e.c.cause)
			if why || sub && !s.longerPreposition(w) {
				return nil
			}
		}
		sp, ok := s.span(i, s.e.c.actor)
		if !ok || sp.From != i {
			continue
		}
		switch s.preposition(i) {
		case 0, slotIn, slotBy, slotConcern:
			continue // the subject of something else, or where it is
		}
		g, end := s.group(sp)
		if s.verbNear(end) || len(g) == 0 {
			return nil
		}
		if !sharesKey(g, doers) {
			return g
		}
	}
	return nil
}

// farReach is how many tokens a counterpart with a preposition may stand behind the verb.
const farReach = 25

// doerBefore is the subject of the verb before a noun, or what stands before the noun as the subject
// of a verb that no rule reads.
func (s *clause) doerBefore(t *trigger) []parley.Actor {
	for i := t.from - 1; i >= 0 && i > t.from-maxReach && !s.stop(i); i-- {
		if o := s.endsAt(i+1, t); o != nil && len(o.subject) > 0 {
			return o.subject
		}
	}
	if len(t.bystander) > 0 {
		return t.bystander
	}
	return t.subject
}

// shareTarget takes the counterpart of a second verb of saying from the first: "A asks B to
// stop and offers a summit".
func (t *trigger) shareTarget() {
	o := t.follows
	if o == nil || o.about == t || !objectful.has(t.kind) && t.kind != parley.Accuse || !objectful.has(o.kind) && o.kind != parley.Accuse || t.count(parley.RoleTarget) > 0 || t.count(parley.RoleSource) != 1 {
		return
	}
	for i := range o.cast {
		if o.cast[i].Role == parley.RoleTarget && !t.names(o.cast[i]) {
			t.add(parley.RoleTarget, o.cast[i:i+1])
		}
	}
}

// bilateral tells a summit of two from a conference, where the rule says so.
func (t *trigger) bilateral() {
	k := t.says.bilateral
	if k == "" || t.recalled || t.distinct(parley.RoleParty) != 2 {
		return
	}
	for _, a := range t.cast {
		if a.State == "" {
			return
		}
	}
	t.kind = parley.Kind(k)
}
