package track

// This file lists what was put on the table and what each party answered.

import (
	"cmp"
	"slices"

	"parley"
)

// answerDays is how long after a proposal an answer may come.
const answerDays = 180

// offer is a proposal and the things that make it: told again by the same party within
// weeks, or in the same item, it is the same.
type offer struct {
	things []*thing
	by, to []string
	object parley.Maybe
}

func proposals(d *draft) []parley.Proposal {
	var all []*offer
	unagreed, invited := denials(d), d.invited(d.things)
	for _, t := range d.things {
		switch {
		case d.ultimatum(t):
		case t.e.Kind != parley.Propose || !t.real() && t.e.Status != parley.Planned:
			continue
		case d.matter != nil && !d.offered(t):
			continue
		case t.e.Kind == parley.Propose && t.hostile(): // what is to be done to somebody is not offered to him
			continue
		case !t.likely(): // what is likely misread lies on no table
			continue
		case len(t.by) == 0 || unagreed.holds(t): // nobody offers it, or it is named where nothing was agreed
			continue
		case len(t.to) == 0 && len(t.by) > 1 && shared(t.by, d.parties) == len(d.parties): // all, to nobody
			continue
		}
		i := slices.IndexFunc(all, func(o *offer) bool { return o.again(t) || invited[t] && o.asked(t) })
		if i < 0 {
			all = append(all, &offer{object: t.e.Object})
			i = len(all) - 1
		}
		if invited[t] {
			all[i].object = parley.Maybe(parley.Visit)
		}
		all[i].take(t)
	}
	out := []parley.Proposal{}
	for _, o := range all {
		if slices.ContainsFunc(all, o.turned) {
			continue
		}
		if p := o.proposal(d); (!d.wide() || o.counts(p)) && (o.says() || answered(p)) {
			out = append(out, p)
		}
	}
	return out
}

// hostile tells whether t is about something that is done against those to whom it is.
func (t *thing) hostile() bool { return against(t) && len(t.to) > 0 }

// says tells whether it is told what is offered: that something was proposed at somebody's wish tells a reader nothing.
func (o *offer) says() bool {
	return o.object != "" || slices.ContainsFunc(o.things, func(t *thing) bool { return t.e.ObjectText != "" })
}

// answered tells whether somebody accepted or refused the offer, or set conditions.
func answered(p parley.Proposal) bool {
	return slices.ContainsFunc(p.Answers, func(a parley.Answer) bool { return definite(a.Answer) || a.Answer == parley.AnswerConditional })
}

// counts tells whether an offer in a matter that many tell of is one that lies on the
// table: a demand of one side, an offer to meet or to give way, or one that is answered, but for an invitation; and
// somebody is known to whom it is made.
func (o *offer) counts(p parley.Proposal) bool {
	return o.things[0].e.Kind == parley.Demand || answered(p) && o.object != parley.Maybe(parley.Visit) || len(p.To) > 0 && slices.Contains(offers, parley.Kind(o.object)) && o.told() > 1
}

// turned tells whether o are the demands p read the wrong way round: those who are said to
// make them are more often said to be asked.
func (o *offer) turned(p *offer) bool {
	return o.things[0].e.Kind == parley.Demand && p.things[0].e.Kind == parley.Demand && shared(o.by, p.to) == len(o.by) && shared(o.to, p.by) > 0 && o.told() < p.told()
}

// told is how many independent sources tell the offer.
func (o *offer) told() (n int) {
	for _, t := range o.things {
		n += t.e.Independent
	}
	return n
}

// ultimatum tells whether t is what one side of a matter demands of the other, as several
// tell: it lies on the table like an offer.
func (d *draft) ultimatum(t *thing) bool {
	const several = 2
	if d.matter == nil || t.e.Kind != parley.Demand || !t.real() || t.e.Independent < several || len(t.by) == 0 || len(t.to) == 0 {
		return false
	}
	parts := d.reg.parts[d.matter]
	by, ok := parts[t.by[0]]
	to, found := parts[t.to[0]]
	return ok && found && by >= 0 && to >= 0 && by != to && t.e.Object != parley.Maybe(parley.Talks)
}

// offered tells whether a side or a mediator makes the offer t, to somebody of the matter.
func (d *draft) offered(t *thing) bool {
	seated := func(k string) bool { return slices.Contains(d.parties, k) || slices.Contains(d.matter.Mediators, k) }
	return slices.ContainsFunc(t.by, seated) && (len(t.to) == 0 || slices.ContainsFunc(t.to, seated))
}

func (o *offer) again(t *thing) bool {
	if first := o.things[0]; first.e.Kind == parley.Demand || t.e.Kind == parley.Demand { // the same demands, however told
		return first.e.Kind == t.e.Kind && shared(o.by, t.by) > 0 && shared(o.to, t.to) > 0 && within(first, t, answerDays)
	}
	if shared(o.by, sides(t)) == 0 {
		return false
	}
	if o.object != t.e.Object { // told more fully in one sentence than in another
		bare := o.object == "" || t.e.Object == ""
		return bare && slices.ContainsFunc(o.things, func(p *thing) bool {
			return beside(p, t) && oneAddress(p, t) || len(t.to) > 0 && slices.Equal(p.to, t.to) && coincide(p, t)
		})
	}
	return slices.ContainsFunc(o.things, func(p *thing) bool {
		return beside(p, t) || o.object != "" && within(p, t, near) || p.words == t.words
	})
}

// asked tells whether t invites whom the offer has invited within half a year, however often that is told: it is one
// invitation.
func (o *offer) asked(t *thing) bool {
	return o.object == parley.Maybe(parley.Visit) && shared(o.by, t.by) > 0 && (shared(o.to, t.to) > 0 || len(o.to)+len(t.to) == 0) &&
		slices.ContainsFunc(o.things, func(p *thing) bool { return within(p, t, announced) || within(t, p, announced) })
}

// sentences are places in pages.
type sentences map[sentence]bool

type sentence struct {
	page  string
	start int
}

// denials are the sentences that say that something was not agreed.
func denials(d *draft) sentences {
	out := sentences{}
	for _, t := range d.things {
		if t.e.Kind != parley.Accept && t.e.Kind != parley.Sign {
			continue
		}
		for _, c := range t.e.Claims {
			if c.Status == parley.Denied {
				out[sentence{c.Page, c.Evidence.Start}] = true
			}
		}
	}
	return out
}

// holds tells whether t is told in these sentences alone.
func (s sentences) holds(t *thing) bool {
	return !slices.ContainsFunc(t.e.Claims, func(c parley.ClaimRef) bool { return !s[sentence{c.Page, c.Evidence.Start}] })
}

// within tells whether t comes at most so many days after p, or a week before: weeks are
// the finest that much is dated by.
func within(p, t *thing, days parley.Day) bool {
	a, oka := p.day()
	b, okb := t.day()
	return oka && okb && b >= a-7 && b <= a+days
}

// coincide tells whether the time of one lies within that of the other, both of some weeks at most:
// the day on which a plan was handed over, and "last week".
func coincide(a, b *thing) bool {
	const longest = 31
	return a.timed && b.timed && max(a.span(), b.span()) <= longest && (a.time.Contains(b.time) || b.time.Contains(a.time))
}

// oneAddress tells whether two offers can be to the same: one names nobody whom the other does not.
func oneAddress(a, b *thing) bool {
	return shared(a.to, b.to) == min(len(a.to), len(b.to))
}

func (o *offer) take(t *thing) {
	o.things = append(o.things, t)
	if o.object == "" {
		o.object = t.e.Object
	}
	for _, p := range sides(t) {
		o.by = add(o.by, p)
	}
	for _, p := range t.to {
		o.to = add(o.to, p)
	}
}

// sides are those who act: the source, or all where everyone is a party.
func sides(t *thing) []string {
	if len(t.by) > 0 || len(t.to) > 0 {
		return t.by
	}
	return t.parties
}

func (o *offer) proposal(d *draft) parley.Proposal {
	first := o.best()
	p := parley.Proposal{By: o.by, Content: first.words, Object: o.object, Time: first.at, Event: first.e.ID, Answers: []parley.Answer{}}
	for _, t := range d.things { // who is pressed to accept has been offered it
		if t.e.Kind == parley.Demand && (t.e.Object == parley.Maybe(parley.Accept) || t.e.Object != "" && t.e.Object == o.object) &&
			shared(t.by, o.by) > 0 && o.near(t) {
			for _, k := range t.to {
				o.to = add(o.to, k)
			}
		}
	}
	seated := d.matter == nil && shared(o.to, d.parties) > 0
	o.to = slices.DeleteFunc(o.to, func(k string) bool {
		if seated && !slices.Contains(d.parties, k) { // who is asked beside those who negotiate
			return true
		}
		return slices.Contains(o.by, k) || first.e.Kind == parley.Demand && !slices.Contains(d.parties, k) || d.spokenFor(k, o.to)
	})
	p.To = append([]string{}, o.to...)
	answers := o.answers(d)
	for _, k := range p.To {
		if _, ok := answers[k]; !ok {
			answers[k] = parley.Answer{By: k, Answer: parley.AnswerNone}
		}
	}
	var keys []string
	for k := range answers {
		keys = add(keys, k)
	}
	for _, k := range keys {
		p.Answers = append(p.Answers, answers[k])
	}
	return p
}

// spokenFor tells whether k is a member of a bloc that is a side of the matter and named beside it.
func (d *draft) spokenFor(k string, all []string) bool {
	if d.matter == nil {
		return false
	}
	part, ok := d.reg.parts[d.matter][k]
	if !ok || part < 0 || slices.Contains(d.matter.Sides[part], k) {
		return false
	}
	return slices.ContainsFunc(all, func(o string) bool { return slices.Contains(d.matter.Sides[part], o) })
}

// best is the thing that tells the offer best: of demands the one that most tell; of other offers what
// is told with what it is about, then as news before what is only recalled, then the narrowest time; else the first.
func (o *offer) best() *thing {
	return slices.MinFunc(o.things, func(a, b *thing) int {
		if a.e.Kind == parley.Demand {
			return cmp.Or(cmpBool(b.timed, a.timed), cmp.Compare(b.e.Independent, a.e.Independent))
		}
		return cmp.Or(cmpBool(b.e.Object == o.object, a.e.Object == o.object), cmpBool(len(b.own) > 0, len(a.own) > 0), cmpBool(b.timed, a.timed), cmp.Compare(a.length(), b.length()))
	})
}

func (o *offer) near(t *thing) bool {
	return slices.ContainsFunc(o.things, func(p *thing) bool { return beside(p, t) || within(p, t, answerDays) })
}

// followed tells whether the offer is an invitation and t the visit of the invited: who comes, or is to come, has accepted.
func (o *offer) followed(t *thing) bool {
	return o.object == parley.Maybe(parley.Visit) && t.e.Kind == parley.Visit && (t.real() || t.e.Status == parley.Planned) &&
		shared(t.by, o.to) > 0 && shared(t.to, o.by) > 0 && o.near(t) && !o.before(t)
}

// invites tells whether t is the visit for which the offer is named in its own sentence: "he visits A at the invitation of A".
func (o *offer) invites(t *thing) bool {
	return t.e.Kind == parley.Visit && shared(t.to, o.by) > 0 && o.sentence(t)
}

// before tells whether t was done before the offer was first made, as far as days tell: that answers nothing. A day more
// or less is what a night makes between two places.
func (o *offer) before(t *thing) bool {
	const exact, night = 2, 1
	known := false
	for _, p := range o.things {
		if !p.timed || p.span() > exact {
			continue
		}
		known = true
		if t.time.To+night >= p.time.From {
			return false
		}
	}
	return known && t.timed && t.span() <= exact
}

// answers is the last definite answer of every party, or its last other one.
func (o *offer) answers(d *draft) map[string]parley.Answer {
	out := map[string]parley.Answer{}
	beside := map[string]bool{} // whose answer stands beside the offer
	inside := map[string]bool{} // whose answer stands in its sentence
	for _, t := range d.things {
		said := answerOf(t)
		switch {
		case o.followed(t):
			said = parley.AnswerAccepted
		case said == "" || !o.near(t) || o.before(t) || !o.meant(t, d.wide()):
			continue
		}
		for _, k := range sides(t) {
			if slices.Contains(o.by, k) || !slices.Contains(d.parties, k) && !slices.Contains(o.to, k) {
				continue
			}
			if d.matter != nil && len(o.to) > 0 && !slices.Contains(o.to, k) { // not asked
				continue
			}
			old, ok := out[k]
			if ok && definite(old.Answer) && (!definite(said) || t.mutual()) { // all agreed on something: no answer to this
				continue
			}
			if ok && inside[k] && !o.sentence(t) { // what the offer's own sentence says is surest
				continue
			}
			inside[k] = o.sentence(t)
			if ok && beside[k] && !o.beside(t) && t.e.Object == "" { // what it answers is surer there
				continue
			}
			beside[k] = o.beside(t)
			out[k] = parley.Answer{By: k, Answer: said, Time: t.at, Event: t.e.ID}
		}
	}
	return out
}

// sentence tells whether t is told in a sentence that tells the offer.
func (o *offer) sentence(t *thing) bool {
	return slices.ContainsFunc(o.things, func(p *thing) bool {
		return slices.ContainsFunc(p.e.Claims, func(a parley.ClaimRef) bool {
			return slices.ContainsFunc(t.e.Claims, func(b parley.ClaimRef) bool { return a.Page == b.Page && a.Evidence.Start == b.Evidence.Start })
		})
	})
}

// beside tells whether t is told in an item that tells the offer.
func (o *offer) beside(t *thing) bool {
	return slices.ContainsFunc(o.things, func(p *thing) bool { return beside(p, t) })
}

func definite(answer string) bool {
	return answer == parley.AnswerAccepted || answer == parley.AnswerRejected
}

// meant tells whether t answers this offer: it is about the same, or about nothing named
// and addressed to those who made the offer.
func (o *offer) meant(t *thing, wide bool) bool {
	if len(t.to) > 0 && shared(t.to, o.by) == 0 {
		return false // it answers somebody else
	}
	if o.things[0].e.Kind == parley.Demand { // refusing a charge beside it is no answer to it
		return t.e.Object == parley.Maybe(parley.Demand) || shared(t.to, o.by) > 0 && !t.mutual() && t.timed
	}
	if !t.mutual() && o.sentence(t) {
		return true
	}
	if wide && (!t.timed || !o.beside(t)) && (t.e.Object == "" || !o.beside(t) || t.mutual()) {
		return false // one refusal among many is no answer to this offer
	}
	if t.e.Object == parley.Maybe(parley.Propose) || t.e.Object != "" && t.e.Object == o.object {
		return !t.mutual() || o.beside(t)
	}
	if t.e.Object != "" {
		return false
	}
	return o.beside(t) && !t.mutual() // elsewhere it may answer anything
}

// answerOf is what an acceptance or refusal answers, "" for any other event.
func answerOf(t *thing) string {
	yes, no := parley.AnswerAccepted, parley.AnswerRejected
	switch t.e.Kind {
	case parley.Accept:
	case parley.Reject:
		yes, no = no, yes
	default:
		return ""
	}
	switch t.e.Status {
	case parley.Occurred, parley.Ongoing:
		if conditional(t) && yes == parley.AnswerAccepted {
			return parley.AnswerConditional
		}
		return yes
	case parley.Denied, parley.Cancelled:
		if yes == parley.AnswerRejected {
			return "" // has not refused: says nothing yet
		}
		return no
	}
	if conditional(t) {
		return parley.AnswerConditional
	}
	return parley.AnswerQuestioned
}

func conditional(t *thing) bool {
	return slices.ContainsFunc(t.claims, func(c *parley.Claim) bool { return len(c.Conditions) > 0 })
}
