package track

// This file holds an event as its track is told by it: what a track is made of, and no more,
// in a fraction of what the event and its claims take.

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// Tale is an event by which its track is told. Who takes part, when, where and on what is listed
// once for the event and all its claims, those of the event first; places in these lists count
// from 1.
type Tale struct {
	Kind        parley.Kind            `json:"k"`
	Object      string                 `json:"o,omitempty"`
	Status      parley.Status          `json:"s"`
	Seen        string                 `json:"f,omitempty"` // EDTF
	Independent int                    `json:"i,omitempty"`
	Actors      [][4]string            `json:"a,omitempty"` // role, id, state, office
	Own         int                    `json:"n,omitempty"` // how many actors are the event's
	Times       []parley.When          `json:"t,omitempty"`
	Timed       bool                   `json:"d,omitempty"` // the first of the times is the event's
	Places      []parley.Place         `json:"p,omitempty"`
	Placed      bool                   `json:"w,omitempty"` // the first of the places is the event's
	Topics      []string               `json:"x,omitempty"`
	About       int                    `json:"b,omitempty"` // how many topics are the event's
	Content     int                    `json:"g,omitempty"` // how many words say what it is about, few as they may be
	Claims      []taleClaim            `json:"c"`
	Doubt       bool                   `json:"l,omitempty"` // it is likely to have been misread
	Differ      []parley.Contradiction `json:"v,omitempty"`
}

// taleClaim is a claim of a tale. What only says how it was read, and the words of its trigger, are left out.
type taleClaim struct {
	ID        string        `json:"d"`
	Page      string        `json:"p"`
	Item      int           `json:"i,omitempty"`
	Source    string        `json:"r"`
	Published string        `json:"u,omitempty"` // EDTF
	Status    parley.Status `json:"s"`           // as the event names it
	Start     int           `json:"b,omitempty"` // of the sentence
	Lost      bool          `json:"l,omitempty"` // nothing more is known
	Own       bool          `json:"o,omitempty"` // it is the item's own news
	Says      parley.Status `json:"y,omitempty"` // its status, where that is another
	Words     string        `json:"w,omitempty"` // the sentence
	Actors    []int         `json:"a,omitempty"` // below 0: the sentence does not name it
	Time      int           `json:"t,omitempty"`
	Place     int           `json:"e,omitempty"`
	Round     int           `json:"n,omitempty"`
	Rounds    bool          `json:"m,omitempty"` // it gives a round
	Topics    []int         `json:"x,omitempty"`
	If        bool          `json:"c,omitempty"` // on conditions
	Phone     bool          `json:"h,omitempty"`
	Unsure    bool          `json:"q,omitempty"`
	Guessed   bool          `json:"g,omitempty"` // its item is dated by facts alone
	Unlikely  bool          `json:"z,omitempty"` // less likely than what is taken for a statement
	Clause    int           `json:"v,omitempty"` // of a statement: where in its sentence it is told
}

// phone is the mode of a claim of a call; unsure a rule by which a claim is no more than likely; content stands
// for each word that says what an event is about, as far as they are counted.
const (
	content     = "… "
	mostContent = 9
	phone       = "phone"
	unsure      = "elsewhere"
)

// at gives the place of v in a list from 1, where it is put if it is not there.
func at[T comparable](list *[]T, v T) int {
	i := slices.Index(*list, v)
	if i < 0 {
		i, *list = len(*list), append(*list, v)
	}
	return i + 1
}

func taleActor(a *parley.Actor) [4]string {
	return [4]string{string(a.Role), a.ID, string(a.State), string(a.Office)}
}

// NewTale makes the tale of an event.
func NewTale(e *parley.Event, claims Claims) *Tale {
	t := &Tale{
		Kind: e.Kind, Object: string(e.Object), Status: e.Status, Seen: string(e.FirstSeen), Independent: e.Independent,
		Own: len(e.Actors), Topics: slices.Clone(e.Topics), About: len(e.Topics), Differ: e.Contradictions, Doubt: doubtful(e),
		Content: min(mostContent, len(strings.Fields(string(e.ObjectText)))),
	}
	for i := range e.Actors {
		t.Actors = append(t.Actors, taleActor(&e.Actors[i]))
	}
	if e.Time != nil {
		t.Timed = at(&t.Times, *e.Time) > 0
	}
	if e.Place != nil {
		t.Placed = at(&t.Places, *e.Place) > 0
	}
	for i := range e.Claims {
		ref := &e.Claims[i]
		c := taleClaim{ID: ref.ID, Page: ref.Page, Item: ref.Item, Source: ref.Source, Status: ref.Status, Start: ref.Evidence.Start, Lost: true}
		if ref.Published != nil {
			c.Published, c.Guessed = ref.Published.Value, guessed(ref.Published.Basis)
		}
		if full := claims.Claim(ref.ID); full != nil {
			t.tell(&c, full)
		}
		t.Claims = append(t.Claims, c)
	}
	return t
}

// tell fills in what a claim says.
func (t *Tale) tell(c *taleClaim, full *parley.Claim) {
	c.Lost, c.Own, c.Words = false, !full.Background, full.Evidence.Exact
	if full.Status != c.Status {
		c.Says = full.Status
	}
	for i := range full.Actors {
		n := at(&t.Actors, taleActor(&full.Actors[i]))
		if full.Actors[i].End == 0 {
			n = -n
		}
		c.Actors = append(c.Actors, n)
	}
	if full.Time != nil {
		c.Time = at(&t.Times, *full.Time)
	}
	if full.Place != nil {
		c.Place = at(&t.Places, *full.Place)
	}
	if full.Round != nil {
		c.Round, c.Rounds = *full.Round, true
	}
	for _, topic := range full.Topics {
		c.Topics = append(c.Topics, at(&t.Topics, topic))
	}
	c.If, c.Phone, c.Unsure = len(full.Conditions) > 0, full.Plover.Mode == phone, full.Unsure()
	if slices.Contains(stances, t.Kind) {
		c.Unlikely, c.Clause = full.Confidence < likelyStance, clause(full)
	}
}

// Full is the event with the id, and its claims, as far as the tale tells of them. Both share what the
// tale lists.
func (t *Tale) Full(id string) (*parley.Event, Claims) {
	actors := make([]parley.Actor, len(t.Actors))
	for i, a := range t.Actors {
		actors[i] = parley.Actor{Role: parley.Role(a[0]), ID: a[1], State: parley.Maybe(a[2]), Office: parley.Maybe(a[3])}
	}
	e := &parley.Event{
		ID: id, Kind: t.Kind, Object: parley.Maybe(t.Object), Status: t.Status, FirstSeen: parley.Maybe(t.Seen), Independent: t.Independent,
		Actors: actors[:t.Own:t.Own], Topics: t.Topics[:t.About:t.About], Claims: make([]parley.ClaimRef, len(t.Claims)), Contradictions: t.Differ,
	}
	e.ObjectText = parley.Maybe(strings.Repeat(content, t.Content))
	if t.Doubt {
		e.Confidence = leastSure
	}
	if t.Timed {
		e.Time = &t.Times[0]
	}
	if t.Placed {
		e.Place = &t.Places[0]
	}
	claims := make(talesClaims, len(t.Claims))
	for i := range t.Claims {
		c := &t.Claims[i]
		ref := parley.ClaimRef{ID: c.ID, Page: c.Page, Item: c.Item, Source: c.Source, Status: c.Status, Evidence: parley.Quote{Span: parley.Span{Start: c.Start}}}
		if c.Published != "" {
			ref.Published = &parley.Date{Value: c.Published}
			if c.Guessed {
				ref.Published.Basis = parley.BasisInferred
			}
		}
		if e.Claims[i] = ref; !c.Lost {
			claims[i] = t.claim(c, actors)
		}
	}
	return e, claims
}

// claim is the claim as far as the tale tells of it.
func (t *Tale) claim(c *taleClaim, actors []parley.Actor) *parley.Claim {
	out := &parley.Claim{
		ID: c.ID, Item: c.Item, Kind: t.Kind, Status: cmp.Or(c.Says, c.Status), Background: !c.Own, Evidence: parley.Quote{Span: parley.Span{Start: c.Start}, Exact: c.Words},
		Actors: make([]parley.Actor, len(c.Actors)), Topics: make([]string, len(c.Topics)),
	}
	for i, n := range c.Actors {
		out.Actors[i] = actors[max(n, -n)-1]
		if n > 0 {
			out.Actors[i].Start, out.Actors[i].End = c.Start+c.Clause, c.Start+c.Clause+1
		}
	}
	out.Trigger.Start = c.Start + c.Clause
	if !c.Unlikely {
		out.Confidence = 1
	}
	for i, n := range c.Topics {
		out.Topics[i] = t.Topics[n-1]
	}
	if c.Time > 0 {
		out.Time = &t.Times[c.Time-1]
	}
	if c.Place > 0 {
		out.Place = &t.Places[c.Place-1]
	}
	if c.Rounds {
		out.Round = &c.Round
	}
	if c.If {
		out.Conditions = []string{""}
	}
	if c.Phone {
		out.Plover.Mode = phone
	}
	if c.Unsure {
		out.Rules = []string{unsure}
	}
	return out
}

// talesClaims are claims in the order in which their event names them.
type talesClaims []*parley.Claim

// Claim returns the claim with the id, nil where there is none.
func (t talesClaims) Claim(id string) *parley.Claim {
	for _, c := range t {
		if c != nil && c.ID == id {
			return c
		}
	}
	return nil
}
