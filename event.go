package parley

import "strings"

// Event is the thing in the world that one or more claims are about.
//
// Articles counts items that tell it; Independent counts sources that do not copy each
// other. Fields on which claims differ stand in Contradictions, value by value; the
// field itself then holds the value that most independent sources give.
type Event struct {
	ID             string          `json:"id"`
	Kind           Kind            `json:"kind"`
	Object         Maybe           `json:"object"`
	ObjectText     Maybe           `json:"object_text,omitempty"` // the words that say it, of the claim that most sources share
	Status         Status          `json:"status"`
	Actors         []Actor         `json:"actors"`
	Time           *When           `json:"time"`
	Place          *Place          `json:"place"`
	Duration       Maybe           `json:"duration"`
	Topics         []string        `json:"topics"`
	FirstSeen      Maybe           `json:"first_seen"` // EDTF date of the earliest item that tells it
	Claims         []ClaimRef      `json:"claims"`
	Articles       int             `json:"articles"`
	Independent    int             `json:"independent"`
	Contradictions []Contradiction `json:"contradictions"`
	Changes        []Change        `json:"changes"`
	Track          Maybe           `json:"track"`
	Round          *int            `json:"round"`
	Confidence     float64         `json:"confidence"`
	// Reasons says why each claim after the first was joined: one line a join, as ParseJoin
	// reads it.
	Reasons []string `json:"reasons"`
}

// fragment is how many words behind a verb, at most, say nothing by themselves where it is not known what
// kind of act they are about: "in secret", "made known just now".
const fragment = 4

// SaysWhat tells whether an event names what it is about, so that a reader understands it without its
// sentence: a kind of act, or words enough.
func (e *Event) SaysWhat() bool {
	return e.Object != "" || len(strings.Fields(string(e.ObjectText))) > fragment
}

// Best is the claim that shows the event best: the first of its own kind and status, else the
// first; nil for an event without any.
func (e *Event) Best() *ClaimRef {
	for i := range e.Claims {
		if c := &e.Claims[i]; c.Kind == e.Kind && c.Status == e.Status {
			return c
		}
	}
	if len(e.Claims) == 0 {
		return nil
	}
	return &e.Claims[0]
}

// Join is why a claim was taken to be about an event: what the two have in common. Claim is
// empty where a person joined or parted several. As a line it is
// "c_12ab: day=2025-04-08; actors; words=40".
type Join struct {
	Claim string
	Why   []Because
}

// Because is one thing in common. The codes: object, round, actors, actors-shared (how
// many), persons, item, story, day, days (of which that is one), day-apart, days-apart, time,
// times-agree, told-near, recalled, place, country, kind, kinds (two), status, trigger,
// words (percent of those around), and of people merge and split (by whom) with why.
type Because struct{ Code, Value string }

// inLine keeps a value from ending its reason.
var inLine = strings.NewReplacer(";", ",", "\n", " ")

// String writes the line.
func (j Join) String() string {
	parts := make([]string, len(j.Why))
	for i, w := range j.Why {
		if parts[i] = w.Code; w.Value != "" {
			parts[i] += "=" + inLine.Replace(w.Value)
		}
	}
	line := strings.Join(parts, "; ")
	if j.Claim != "" {
		line = j.Claim + ": " + line
	}
	return line
}

// ParseJoin reads the line. What is not written as such a line has its parts as codes.
func ParseJoin(line string) Join {
	var j Join
	if id, rest, ok := strings.Cut(line, ": "); ok && strings.HasPrefix(id, "c_") && !strings.Contains(id, " ") {
		j.Claim, line = id, rest
	}
	for _, part := range strings.Split(line, "; ") {
		code, value, _ := strings.Cut(part, "=")
		j.Why = append(j.Why, Because{code, value})
	}
	return j
}

// ClaimRef is a claim as seen from an event: where it stands and what it says.
type ClaimRef struct {
	ID        string `json:"id"`
	Page      string `json:"page"` // id of the page
	Item      int    `json:"item"`
	Source    string `json:"source"`
	Outlet    Maybe  `json:"outlet"`
	Published *Date  `json:"published"`
	Kind      Kind   `json:"kind"`
	Status    Status `json:"status"`
	Evidence  Quote  `json:"evidence"`
	CAMEO     string `json:"cameo,omitempty"` // where its words say more than its kind
}

// FieldAccusation is the field of a contradiction between an accusation and what the accused say: its values
// are two kinds, accuse and reject. The claims of one of them are those of other events.
const FieldAccusation = "accusation"

// Contradiction is a field of an event on which claims differ.
type Contradiction struct {
	Field  string          `json:"field"` // time, place, actors, status, duration, …, or FieldAccusation
	Values []ContradictVal `json:"values"`
	Event  Maybe           `json:"event,omitempty"` // set where it is listed outside its event
}

// ContradictVal is one of the differing values, with the claims that give it.
type ContradictVal struct {
	Value  string   `json:"value"`
	Claims []string `json:"claims"`
}

// Change is one entry of an event's history: by the program (why is a Join of
// claim, the claim that says so, and corrects, an older one of the same source) or by a person.
type Change struct {
	At    string `json:"at"`
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
	Why   string `json:"why"`
	By    Maybe  `json:"by,omitempty"`   // the person; empty for the program
	Edit  int64  `json:"edit,omitempty"` // number of the person's edit
}
