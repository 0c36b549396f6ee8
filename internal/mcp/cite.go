package mcp

// This file finds the sentence behind each statement about a negotiation, and who says it.

import (
	"context"
	"slices"

	"parley"
)

// The most events of a negotiation that are looked through, and the days after a round in
// which what is agreed counts to it, where no other round comes before.
const (
	bookEvents = 2000
	afterRound = 21
)

// book is the events of a negotiation with the sentences that tell them.
type book struct {
	*server
	lang   string
	order  []parley.Event
	events map[string]*parley.Event
	claims map[string]*parley.ClaimRef
	pages  map[string]*parley.Reading
}

func (s *server) bookOf(ctx context.Context, t *parley.Track, lang string) (*book, error) {
	all, err := s.ledger.Events(ctx, parley.EventFilter{Track: t.ID, Limit: bookEvents})
	if err != nil {
		return nil, err
	}
	b := &book{server: s, lang: lang, order: all, events: map[string]*parley.Event{}, claims: map[string]*parley.ClaimRef{}, pages: map[string]*parley.Reading{}}
	for i := range all {
		b.events[all[i].ID] = &all[i]
		for k := range all[i].Claims {
			b.claims[all[i].Claims[k].ID] = &all[i].Claims[k]
		}
	}
	return b, nil
}

// cite is the sentence of the events that has the words, else the one that tells the first
// of them best; nil for events without any.
func (b *book) cite(ctx context.Context, words string, events ...string) (*quote, error) {
	var best *parley.ClaimRef
	for _, id := range events {
		e := b.events[id]
		if e == nil {
			continue
		}
		if i := slices.IndexFunc(e.Claims, func(c parley.ClaimRef) bool { return words != "" && c.Evidence.Exact == words }); i >= 0 {
			return b.said(ctx, &e.Claims[i])
		}
		if best == nil {
			best = e.Best()
		}
	}
	if words != "" { // an outcome may stand in an event beside those of its round
		for i := range b.order {
			for k := range b.order[i].Claims {
				if c := &b.order[i].Claims[k]; c.Evidence.Exact == words {
					return b.said(ctx, c)
				}
			}
		}
	}
	if best == nil {
		return nil, nil
	}
	return b.said(ctx, best)
}

// said is a sentence with whom it names as its source.
func (b *book) said(ctx context.Context, c *parley.ClaimRef) (*quote, error) {
	p, ok := b.pages[c.Page]
	if !ok {
		var err error
		if p, err = b.ledger.Reading(ctx, c.Page); err != nil {
			return nil, err
		}
		b.pages[c.Page] = p
	}
	q := quoteOf(c)
	q.Voice = b.voice(p, c.ID)
	return &q, nil
}

// attribute adds to the sentences of events whom they name as their source.
func (b *book) attribute(ctx context.Context, all []event) error {
	for i := range all {
		c := all[i].best
		if c == nil {
			continue
		}
		q, err := b.said(ctx, c)
		if err != nil {
			return err
		}
		all[i].Evidence = q
	}
	return nil
}

// voice is to whom the page attributes the claim, "" where the page says it itself.
func (s *server) voice(p *parley.Reading, claim string) *voice {
	if p == nil {
		return nil
	}
	for i := range p.Claims {
		if a := p.Claims[i].Attribution; p.Claims[i].ID == claim && a != nil {
			return &voice{ID: string(a.ID), Words: parley.Plain(a.Text)}
		}
	}
	return nil
}

// voice is whom a sentence names as its source.
type voice struct {
	ID    string `json:"id"`
	Words string `json:"words"`
}

// roundSaid is a round with the sentence that tells its outcome.
type roundSaid struct {
	parley.Round
	OutcomeSaid *quote `json:"outcome_evidence"`
}

func (b *book) rounds(ctx context.Context, t *parley.Track) ([]roundSaid, error) {
	out := make([]roundSaid, len(t.Rounds))
	for i := range t.Rounds {
		r := &t.Rounds[i]
		out[i].Round = *r
		if r.Outcome == "" {
			continue
		}
		var err error
		if out[i].OutcomeSaid, err = b.cite(ctx, string(r.Outcome), r.Events...); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// offer is a proposal with the sentences of it and of each answer.
type offer struct {
	parley.Proposal
	Said        *quote   `json:"evidence"`
	AnswersSaid []*quote `json:"answers_evidence"` // beside answers
}

func (b *book) offers(ctx context.Context, t *parley.Track) ([]offer, error) {
	out := make([]offer, len(t.Proposals))
	for i := range t.Proposals {
		p := &t.Proposals[i]
		o := offer{Proposal: *p, AnswersSaid: []*quote{}}
		var err error
		if o.Said, err = b.cite(ctx, p.Content, p.Event); err != nil {
			return nil, err
		}
		for _, a := range p.Answers {
			q, err := b.cite(ctx, "", a.Event)
			if err != nil {
				return nil, err
			}
			o.AnswersSaid = append(o.AnswersSaid, q)
		}
		out[i] = o
	}
	return out, nil
}

// step is what is planned, with its sentence.
type step struct {
	parley.Next
	Said *quote `json:"evidence"`
}

func (b *book) steps(ctx context.Context, t *parley.Track) ([]step, error) {
	out := make([]step, len(t.Next))
	for i := range t.Next {
		q, err := b.cite(ctx, t.Next[i].What, t.Next[i].Event)
		if err != nil {
			return nil, err
		}
		out[i] = step{t.Next[i], q}
	}
	return out, nil
}

// stance is a position with the sentences that state it.
type stance struct {
	parley.Position
	Name string   `json:"party_name"`
	Said []*quote `json:"evidence"`
}

// stanceQuotes is how many sentences of a position are quoted.
const stanceQuotes = 3

func (b *book) stances(ctx context.Context, all []parley.Position) ([]stance, error) {
	out := make([]stance, len(all))
	for i, p := range all {
		out[i] = stance{Position: p, Name: parley.Plain(b.Names.Name(language(b.lang), p.Party)), Said: []*quote{}}
		for _, id := range p.Claims[:min(len(p.Claims), stanceQuotes)] {
			c := b.claims[id]
			if c == nil {
				continue
			}
			q, err := b.said(ctx, c)
			if err != nil {
				return nil, err
			}
			out[i].Said = append(out[i].Said, q)
		}
	}
	return out, nil
}

// around is what was agreed, refused and put forward from the first day of a round until
// the next one, or for some days after it.
func (b *book) around(t *parley.Track, at int) (agreed, refused, offered []event) {
	agreed, refused, offered = []event{}, []event{}, []event{}
	days, ok := daysOf(t.Rounds[at].Time)
	if !ok {
		return agreed, refused, offered
	}
	last := days.To + afterRound
	for i := range t.Rounds {
		if next, ok := daysOf(t.Rounds[i].Time); ok && i != at && t.Rounds[i].Number > 0 && next.From > days.To {
			last = min(last, next.From-1)
		}
	}
	for i := range b.order {
		e := &b.order[i]
		on, ok := daysOf(e.Time)
		if !ok || on.To-on.From > afterRound { // "this year" says nothing of when it was agreed
			on, ok = parley.DaysOf(string(e.FirstSeen))
		}
		if !ok || e.Status != parley.Occurred || on.From < days.From || on.From > last {
			continue
		}
		switch e.Kind {
		case parley.Accept, parley.Sign, parley.Concede:
			agreed = append(agreed, b.event(e, b.lang))
		case parley.Reject:
			refused = append(refused, b.event(e, b.lang))
		case parley.Propose, parley.Demand:
			offered = append(offered, b.event(e, b.lang))
		}
	}
	return agreed, refused, offered
}

func daysOf(w *parley.When) (parley.Interval, bool) {
	if w == nil {
		return parley.Interval{}, false
	}
	d, ok := parley.DaysOf(w.Value)
	return d, ok && d.From != parley.DayMin && d.To != parley.DayMax
}
