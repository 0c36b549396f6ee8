package track

// This file lists what was put on the table and what each party answered.

import (
	"slices"

	"parley"
)

// The answers to a proposal, from none to a definite one.
const (
	answerNone        = "none"
	answerQuestioned  = "questioned"
	answerConditional = "conditional"
	answerAccepted    = "accepted"
	answerRejected    = "rejected"
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
	unagreed := denials(d)
	for _, t := range d.things {
		switch {
		case t.e.Kind != parley.Propose || !t.real() && t.e.Status != parley.Planned:
			continue
		case len(t.by) == 0 || unagreed.holds(t): // nobody offers it, or it is named where nothing was agreed
			continue
		case len(t.to) == 0 && len(t.by) > 1 && shared(t.by, d.parties) == len(d.parties): // all, to nobody
			continue
		}
		i := slices.IndexFunc(all, func(o *offer) bool { return o.again(t) })
		if i < 0 {
			all = append(all, &offer{object: t.e.Object})
			i = len(all) - 1
		}
		all[i].take(t)
	}
	out := []parley.Proposal{}
	for _, o := range all {
		out = append(out, o.proposal(d))
	}
	return out
}

func (o *offer) again(t *thing) bool {
	if shared(o.by, sides(t)) == 0 {
		return false
	}
	if o.object != t.e.Object { // told more fully in one sentence than in another
		bare := o.object == "" || t.e.Object == ""
		return bare && slices.ContainsFunc(o.things, func(p *thing) bool { return meets(p.items, t.items) && oneAddress(p, t) })
	}
	return slices.ContainsFunc(o.things, func(p *thing) bool { return meets(p.items, t.items) || o.object != "" && within(p, t, near) })
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

// oneAddress tells whether two offers can be to the same: one names none, or both the same.
func oneAddress(a, b *thing) bool {
	return len(a.to) == 0 || len(b.to) == 0 || slices.Equal(a.to, b.to)
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
	first := o.things[0]
	p := parley.Proposal{By: o.by, Content: first.words, Object: o.object, Time: first.e.Time, Event: first.e.ID, Answers: []parley.Answer{}}
	for _, t := range d.things { // who is pressed to accept has been offered it
		if t.e.Kind == parley.Demand && (t.e.Object == parley.Maybe(parley.Accept) || t.e.Object != "" && t.e.Object == o.object) &&
			shared(t.by, o.by) > 0 && o.near(t) {
			for _, k := range t.to {
				o.to = add(o.to, k)
			}
		}
	}
	o.to = slices.DeleteFunc(o.to, func(k string) bool { return slices.Contains(o.by, k) })
	p.To = append([]string{}, o.to...)
	answers := o.answers(d)
	for _, k := range p.To {
		if _, ok := answers[k]; !ok {
			answers[k] = parley.Answer{By: k, Answer: answerNone}
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

func (o *offer) near(t *thing) bool {
	return slices.ContainsFunc(o.things, func(p *thing) bool { return meets(p.items, t.items) || within(p, t, answerDays) })
}

// answers is the last definite answer of every party, or its last other one.
func (o *offer) answers(d *draft) map[string]parley.Answer {
	out := map[string]parley.Answer{}
	beside := map[string]bool{} // whose answer stands beside the offer
	for _, t := range d.things {
		said := answerOf(t)
		if said == "" || !o.near(t) || !o.meant(t) {
			continue
		}
		for _, k := range sides(t) {
			if slices.Contains(o.by, k) || !slices.Contains(d.parties, k) && !slices.Contains(o.to, k) {
				continue
			}
			old, ok := out[k]
			if ok && definite(old.Answer) && (!definite(said) || t.mutual()) { // all agreed on something: no answer to this
				continue
			}
			if ok && beside[k] && !o.beside(t) && t.e.Object == "" { // what it answers is surer there
				continue
			}
			beside[k] = o.beside(t)
			out[k] = parley.Answer{By: k, Answer: said, Time: t.e.Time, Event: t.e.ID}
		}
	}
	return out
}

// beside tells whether t is told in an item that tells the offer.
func (o *offer) beside(t *thing) bool {
	return slices.ContainsFunc(o.things, func(p *thing) bool { return meets(p.items, t.items) })
}

func definite(answer string) bool { return answer == answerAccepted || answer == answerRejected }

// meant tells whether t answers this offer: it is about the same, or about nothing named
// and addressed to those who made the offer.
func (o *offer) meant(t *thing) bool {
	if len(t.to) > 0 && shared(t.to, o.by) == 0 {
		return false // it answers somebody else
	}
	if t.e.Object == parley.Maybe(parley.Propose) || t.e.Object != "" && t.e.Object == o.object {
		return !t.mutual() || o.beside(t)
	}
	if t.e.Object != "" {
		return false
	}
	if o.beside(t) {
		return !t.mutual()
	}
	return shared(t.to, o.by) > 0 && slices.ContainsFunc(o.things, func(p *thing) bool { return within(p, t, near) })
}

// answerOf is what an acceptance or refusal answers, "" for any other event.
func answerOf(t *thing) string {
	yes, no := answerAccepted, answerRejected
	switch t.e.Kind {
	case parley.Accept:
	case parley.Reject:
		yes, no = no, yes
	default:
		return ""
	}
	switch t.e.Status {
	case parley.Occurred, parley.Ongoing:
		if conditional(t) && yes == answerAccepted {
			return answerConditional
		}
		return yes
	case parley.Denied, parley.Cancelled:
		if yes == answerRejected {
			return "" // has not refused: says nothing yet
		}
		return no
	}
	if conditional(t) {
		return answerConditional
	}
	return answerQuestioned
}

func conditional(t *thing) bool {
	return slices.ContainsFunc(t.claims, func(c *parley.Claim) bool { return len(c.Conditions) > 0 })
}
