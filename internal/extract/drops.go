package extract

import "parley"

// onlyPurpose tells whether the trigger is only what something else is for or about: "in
// order to lift sanctions", "talks about a ceasefire". Contacts are still claims.
func (s *clause) onlyPurpose(t *trigger) bool {
	switch t.kind {
	case parley.Concede, parley.Cooperate, parley.Attack, parley.Sanction, parley.Aid, parley.Coerce, parley.Mobilize, parley.Support, parley.Accept:
	default:
		return false
	}
	if t.says.status != "" || t.recalled {
		return false
	}
	i := t.from
	if t.nominal {
		if len(t.slots[slotOf])+len(t.slots[slotBy])+len(t.slots[slotAgainst]) > 0 {
			return false
		}
		i = s.verbStart(i)
		_, about := s.line.EndsWith(i, s.e.c.concern)
		return about && t.kind == parley.Concede
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if s.stop(j) || s.comma(j) || s.inSpan(j) {
			return false
		}
		if _, ok := s.line.Has(j, s.e.c.purpose); ok {
			t.aim = true
			return true
		}
	}
	t.aim = t.kind != parley.Accept && t.kind != parley.Mobilize && s.listedAim(t, i)
	return t.aim
}

// listedAim tells whether a verb that begins at token i goes on with what the verb before it is for: "in
// order to strengthen A and to help B".
func (s *clause) listedAim(t *trigger, i int) bool {
	w, ok := s.line.EndsWith(i, s.e.c.and)
	if !ok || t.nominal || s.inSpan(w.From) {
		return false
	}
	for k := len(s.all) - 1; k >= 0; k-- {
		if o := s.all[k]; o.to <= w.From {
			return o.aim && s.unbroken(o.to, w.From)
		}
	}
	return false
}

// termsReach is how many tokens the word for "include" may stand behind that for demands.
const termsReach = 12

// termed tells whether a deed is only one of the things that somebody's terms ask for: "the
// demands include that A cut its ties with B".
func (s *clause) termed(t *trigger) bool {
	switch t.kind {
	case parley.Concede, parley.Attack, parley.Sanction, parley.Aid, parley.Coerce, parley.Mobilize:
	default:
		return false
	}
	return s.included() < t.from
}

// included is the token of the word for "include" behind one for demands, the length of the sentence
// where there is none.
func (s *clause) included() int {
	if s.include > 0 {
		return s.include - 1
	}
	n, named := len(s.line.Tokens), -1
	s.include = n + 1
	for i := range n {
		if s.stop(i) {
			named = -1
		} else if w, ok := s.line.Has(i, s.e.c.terms); ok {
			named = w.To
		} else if _, ok := s.line.Has(i, s.e.c.comprise); ok && named >= 0 && i-named <= termsReach {
			s.include = i + 1
			break
		}
	}
	return s.include - 1
}

// allegedReach is how many tokens a deed may stand behind the word that charges somebody with it.
const allegedReach = 22

// alleged tells whether a deed is only what the same clause charges its doer with: "A accuses B
// of working with C". Of the two only the charge is known to have happened.
func (s *clause) alleged(t *trigger, before []*trigger) bool {
	switch t.kind {
	case parley.Attack, parley.Coerce, parley.Cooperate, parley.Aid, parley.Mobilize, parley.Support, parley.Sanction:
	default:
		return false
	}
	if t.nominal {
		return false
	}
	for i := len(before) - 1; i >= 0; i-- {
		o := before[i]
		if o.kind == parley.Accuse && !o.nominal && t.from > o.to && t.from-o.to <= allegedReach && s.inside(o, s.e.c.allege) {
			return s.sameClause(o, t)
		}
	}
	return false
}

// echoes tells whether a word such as "discussed" only says what went on at a contact
// that the same sentence tells; one that recalls an earlier contact takes its kind.
func (s *clause) echoes(t *trigger, before []*trigger) bool {
	if t.says.echo != "yes" {
		return false
	}
	for _, o := range s.all {
		if o != t && o.over == nil && family(o.kind) == "contact" && (sharesKey(o.cast, t.cast) || o.from > t.from && len(o.cast) == 0) {
			return true
		}
	}
	return false
}

// blowReach is how many tokens may lie between the words for those killed and the blow.
const blowReach = 12

// outcome tells whether a killing is only what came of a blow that the same clause tells: "an
// air strike killed three", "were killed in the shelling". Both are one event, which hit those
// who were killed.
func (s *clause) outcome(t *trigger, before []*trigger) bool {
	if t.kind != parley.Attack || !s.inside(t, s.e.c.kill) {
		return false
	}
	for i := len(before) - 1; i >= 0; i-- {
		o := before[i]
		if o.kind == parley.Attack && !s.inside(o, s.e.c.kill) && t.from-o.to <= blowReach && t.from >= o.to && s.unbroken(o.to, t.from) {
			if o.count(parley.RoleTarget) == 0 {
				o.take(t, parley.RoleTarget)
			}
			return true
		}
	}
	for _, o := range s.all {
		if o.kind == parley.Attack && o.nominal && !s.inside(o, s.e.c.kill) && o.from >= t.to && o.from-t.to <= blowReach && s.unbroken(t.to, o.from) {
			return true
		}
	}
	return false
}

// take adds what another trigger has in a role.
func (t *trigger) take(o *trigger, r parley.Role) {
	for _, a := range o.cast {
		if a.Role == r {
			t.add(r, []parley.Actor{a})
		}
	}
}

// unbroken tells whether neither a stop nor a comma stands among the tokens [from,to).
func (s *clause) unbroken(from, to int) bool {
	for i := from; i < to; i++ {
		if s.stop(i) || s.comma(i) {
			return false
		}
	}
	return true
}

// adds tells whether a betterment of ties (rules with the attribute `alone`) only goes on with what its
// sentence told before: "agreed to open a line and to deepen relations", "visits B, to deepen
// relations". What is agreed on is no deed of its own either.
func (s *clause) adds(t *trigger) bool {
	if t.kind != parley.Cooperate {
		return false
	}
	var last *trigger
	for _, o := range s.all {
		if o.from >= t.from {
			break
		}
		last = o
		if t.says.alone == "yes" && (family(o.kind) == "contact" || worded.has(o.kind)) {
			return true
		}
	}
	return last != nil && last.kind == parley.Accept && !last.nominal && s.unstopped(last.to, t.from)
}

// worded are the kinds of what sides say to each other about their ties.
var worded = kindsOf(
	parley.Cooperate, parley.Accept, parley.Support, parley.Demand, parley.Propose, parley.Sign, parley.Visit,
)

// unstopped tells whether no stop stands among the tokens [from,to).
func (s *clause) unstopped(from, to int) bool {
	for i := from; i < to; i++ {
		if s.stop(i) {
			return false
		}
	}
	return true
}
