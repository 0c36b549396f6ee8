package track

// This file holds an event in short: what the regions of a ledger are told by, so that what
// stands beside an event can be looked at without its sentences.

import (
	"slices"
	"strconv"

	"parley"
)

// Brief is an event by which regions are told: without its words, reasons and
// contradictions, and of its claims what each is about and where it stands.
type Brief struct {
	Kind   parley.Kind   `json:"k"`
	Object string        `json:"o,omitempty"`
	Status parley.Status `json:"s"`
	Actors [][4]string   `json:"a,omitempty"` // role, id, state, office
	Time   string        `json:"t,omitempty"` // EDTF
	Seen   string        `json:"f,omitempty"` // EDTF
	Place  []string      `json:"p,omitempty"` // name, state
	Topics []string      `json:"x,omitempty"`
	Doubt  bool          `json:"d,omitempty"` // it is likely to have been misread
	Month  parley.Day    `json:"m"`           // the first of the month in which it was told last, or happened, where that is all that is known; parley.DayMin where neither is
	Claims []briefClaim  `json:"c"`
}

// briefClaim is a claim of a brief.
type briefClaim struct {
	Page   string   `json:"p"`
	Item   int      `json:"i,omitempty"`
	Own    bool     `json:"o,omitempty"` // it is the item's own news
	Topics []string `json:"x,omitempty"`
	Lost   bool     `json:"l,omitempty"` // nothing but its place is known
}

// NewBrief puts the event in short.
func NewBrief(e *parley.Event, claims Claims) *Brief {
	b := &Brief{
		Kind: e.Kind, Object: string(e.Object), Status: e.Status, Seen: string(e.FirstSeen), Topics: e.Topics, Doubt: doubtful(e),
		Month: month(latest([]*thing{newThing(e, claims, nil)})),
	}
	for _, a := range e.Actors {
		b.Actors = append(b.Actors, [4]string{string(a.Role), a.ID, string(a.State), string(a.Office)})
	}
	if e.Time != nil {
		b.Time = e.Time.Value
	}
	if e.Place != nil {
		b.Place = []string{e.Place.Name, string(e.Place.State)}
	}
	for _, ref := range e.Claims {
		c := briefClaim{Page: ref.Page, Item: ref.Item, Lost: true}
		if full := claims.Claim(ref.ID); full != nil {
			c.Own, c.Topics, c.Lost = !full.Background, full.Topics, false
		}
		b.Claims = append(b.Claims, c)
	}
	return b
}

// thing makes the event with the id comparable, as far as regions are told by it; what is to be sketched
// need not know whose own news it is.
func (b *Brief) thing(id string, known *ground, sketched bool) *thing {
	e := &parley.Event{
		ID: id, Kind: b.Kind, Object: parley.Maybe(b.Object), Status: b.Status, FirstSeen: parley.Maybe(b.Seen), Topics: b.Topics,
		Actors: make([]parley.Actor, len(b.Actors)), Claims: make([]parley.ClaimRef, len(b.Claims)),
	}
	for i, a := range b.Actors {
		e.Actors[i] = parley.Actor{Role: parley.Role(a[0]), ID: a[1], State: parley.Maybe(a[2]), Office: parley.Maybe(a[3])}
	}
	if b.Doubt {
		e.Confidence = leastSure
	}
	if b.Time != "" {
		e.Time = &parley.When{Value: b.Time}
	}
	if len(b.Place) == 2 {
		e.Place = &parley.Place{Name: b.Place[0], State: parley.Maybe(b.Place[1])}
	}
	claims := make(numbered, len(b.Claims))
	var last *parley.Claim // most say the same of themselves
	for i, c := range b.Claims {
		e.Claims[i] = parley.ClaimRef{ID: strconv.Itoa(i), Page: c.Page, Item: c.Item}
		if c.Lost {
			continue
		}
		if own := c.Own && !sketched; last == nil || last.Background == own || !slices.Equal(last.Topics, c.Topics) {
			last = &parley.Claim{Background: !own, Topics: c.Topics}
		}
		claims[i] = last
	}
	return newThing(e, claims, known)
}

// numbered are claims whose ids are their places.
type numbered []*parley.Claim

// Claim returns the claim at the place.
func (n numbered) Claim(id string) *parley.Claim {
	i, err := strconv.Atoi(id)
	if err != nil || i < 0 || i >= len(n) {
		return nil
	}
	return n[i]
}
