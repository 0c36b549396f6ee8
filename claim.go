package parley

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// Kind is the type of an event.
type Kind string

// The 23 kinds of the codebook.
const (
	Meet       Kind = "meet"
	Call       Kind = "call"
	Visit      Kind = "visit"
	Talks      Kind = "talks"
	Conference Kind = "conference"
	Mediate    Kind = "mediate"
	Message    Kind = "message"
	Propose    Kind = "propose"
	Accept     Kind = "accept"
	Sign       Kind = "sign"
	Reject     Kind = "reject"
	Demand     Kind = "demand"
	Support    Kind = "support"
	Concede    Kind = "concede"
	Cooperate  Kind = "cooperate"
	Aid        Kind = "aid"
	Accuse     Kind = "accuse"
	Threaten   Kind = "threaten"
	Sanction   Kind = "sanction"
	Mobilize   Kind = "mobilize"
	Coerce     Kind = "coerce"
	Attack     Kind = "attack"
	Protest    Kind = "protest"
)

// Form says which roles the actors of a kind of event play.
type Form uint8

// The forms: everyone a party; source does it to target; a mediator between parties.
const (
	Directed Form = iota
	Mutual
	Mediated
)

// Plover is the type and mode of an event in the PLOVER ontology.
type Plover struct {
	Type string `json:"type"`
	Mode Maybe  `json:"mode"`
}

// KindInfo is what is known of a kind before any claim: its form and how it exports.
type KindInfo struct {
	Kind   Kind
	Form   Form
	Plover Plover
	CAMEO  string
}

// Kinds lists every kind in the order of the codebook.
var Kinds = []KindInfo{
	{Meet, Mutual, Plover{"CONSULT", ""}, "040"},
	{Call, Mutual, Plover{"CONSULT", "phone"}, "041"},
	{Visit, Directed, Plover{"CONSULT", "visit"}, "042"},
	{Talks, Mutual, Plover{"CONSULT", ""}, "046"},
	{Conference, Mutual, Plover{"CONSULT", "multilateral"}, "040"},
	{Mediate, Mediated, Plover{"CONSULT", "third-party"}, "045"},
	{Message, Directed, Plover{"CONSULT", ""}, "040"},
	{Propose, Directed, Plover{"AGREE", ""}, "030"},
	{Accept, Directed, Plover{"AGREE", ""}, "030"},
	{Sign, Mutual, Plover{"SUPPORT", ""}, "057"},
	{Reject, Directed, Plover{"REJECT", ""}, "120"},
	{Demand, Directed, Plover{"REQUEST", ""}, "100"},
	{Support, Directed, Plover{"SUPPORT", ""}, "050"},
	{Concede, Directed, Plover{"CONCEDE", ""}, "080"},
	{Cooperate, Mutual, Plover{"COOPERATE", ""}, "060"},
	{Aid, Directed, Plover{"AID", ""}, "070"},
	{Accuse, Directed, Plover{"ACCUSE", ""}, "110"},
	{Threaten, Directed, Plover{"THREATEN", ""}, "130"},
	{Sanction, Directed, Plover{"SANCTION", ""}, "160"},
	{Mobilize, Directed, Plover{"MOBILIZE", ""}, "150"},
	{Coerce, Directed, Plover{"COERCE", ""}, "170"},
	{Attack, Directed, Plover{"ASSAULT", ""}, "180"},
	{Protest, Directed, Plover{"PROTEST", ""}, "140"},
}

// Info returns what is known of k; ok is false for a kind that does not exist.
func (k Kind) Info() (info KindInfo, ok bool) {
	n := k.Number()
	if n < 0 {
		return KindInfo{}, false
	}
	return Kinds[n], true
}

// Number is the place of k among Kinds, -1 for a kind that does not exist. Every claim asks often, and comparing
// is faster than a map.
func (k Kind) Number() int {
	switch k {
	case Meet:
		return 0
	case Call:
		return 1
	case Visit:
		return 2
	case Talks:
		return 3
	case Conference:
		return 4
	case Mediate:
		return 5
	case Message:
		return 6
	case Propose:
		return 7
	case Accept:
		return 8
	case Sign:
		return 9
	case Reject:
		return 10
	case Demand:
		return 11
	case Support:
		return 12
	case Concede:
		return 13
	case Cooperate:
		return 14
	case Aid:
		return 15
	case Accuse:
		return 16
	case Threaten:
		return 17
	case Sanction:
		return 18
	case Mobilize:
		return 19
	case Coerce:
		return 20
	case Attack:
		return 21
	case Protest:
		return 22
	}
	return -1
}

// Status says whether the event happened.
type Status string

// The statuses of the codebook.
const (
	Occurred  Status = "occurred"
	Ongoing   Status = "ongoing"
	Planned   Status = "planned"
	Possible  Status = "possible"
	Denied    Status = "denied"
	Cancelled Status = "cancelled"
)

// Statuses lists them in the order in which readers choose from them.
var Statuses = []Status{Occurred, Ongoing, Planned, Possible, Denied, Cancelled}

// When is the time of an event as one sentence gives it.
type When struct {
	Value string `json:"value"` // EDTF
	Text  string `json:"text"`  // the words that say it
	Basis Basis  `json:"basis"`
	Why   string `json:"why"`
}

// Place is the town, region or country where something happens.
type Place struct {
	Name  string `json:"name"` // English
	State Maybe  `json:"state"`
}

// Attribution is who says it; the sayer is not an actor of the event.
type Attribution struct {
	ID   Maybe  `json:"id"`
	Text string `json:"text"`
}

// Claim is what one sentence of one item says about one event.
//
// Evidence is the sentence, Trigger the words in it that carry the kind; both are spans of
// the page's text. Rules names what derived the claim, so that it can be explained.
type Claim struct {
	ID          string       `json:"id"`
	Item        int          `json:"item"`
	Kind        Kind         `json:"kind"`
	Object      Maybe        `json:"object"` // the kind that a propose, accept, … is about
	ObjectText  Maybe        `json:"object_text,omitempty"`
	Plover      Plover       `json:"plover"`
	CAMEO       string       `json:"cameo"`
	Status      Status       `json:"status"`
	Background  bool         `json:"background"`
	Evidence    Quote        `json:"evidence"`
	Trigger     Quote        `json:"trigger"`
	Actors      []Actor      `json:"actors"`
	Time        *When        `json:"time"`
	Place       *Place       `json:"place"`
	Duration    Maybe        `json:"duration"` // ISO 8601
	Round       *int         `json:"round"`
	Topics      []string     `json:"topics"`
	Conditions  []string     `json:"conditions"`
	Attribution *Attribution `json:"attribution"`
	Confidence  float64      `json:"confidence"`
	Rules       []string     `json:"rules"`
	Denies      []string     `json:"denies,omitempty"`    // claims of the item: accusations that this one calls false
	DeniedBy    []string     `json:"denied_by,omitempty"` // claims of the item that call this accusation false
}

// ClaimID makes the stable id of a claim from its page and where and what it is.
func ClaimID(page string, kind Kind, trigger Span, n int) string {
	var buf [128]byte
	b := append(append(append(buf[:0], page...), 0), kind...)
	for _, n := range [...]int{trigger.Start, trigger.End, n} {
		b = strconv.AppendInt(append(b, 0), int64(n), 10)
	}
	h := sha256.Sum256(b)
	return string(hex.AppendEncode(append(buf[:0], "c_"...), h[:8]))
}

// Unsure tells whether who met, or that somebody did, is no more than likely: no rule has words
// for the claim ("vi/model.meet"), or its sides are those of another deed of the item.
func (c *Claim) Unsure() bool {
	return slices.ContainsFunc(c.Rules, func(r string) bool { return r == "elsewhere" || strings.Contains(r, "/model.") })
}

// With returns the actors that play the role.
func (c *Claim) With(r Role) []Actor {
	var out []Actor
	for _, a := range c.Actors {
		if a.Role == r {
			out = append(out, a)
		}
	}
	return out
}
