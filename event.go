package parley

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
	// Reasons says why each claim after the first was joined: one line a join.
	Reasons []string `json:"reasons"`
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
}

// Contradiction is a field of an event on which claims differ.
type Contradiction struct {
	Field  string          `json:"field"` // time, place, actors, status, duration, …
	Values []ContradictVal `json:"values"`
	Event  Maybe           `json:"event,omitempty"` // set where it is listed outside its event
}

// ContradictVal is one of the differing values, with the claims that give it.
type ContradictVal struct {
	Value  string   `json:"value"`
	Claims []string `json:"claims"`
}

// Change is one entry of an event's history: by the program (why names the claim) or by a person.
type Change struct {
	At    string `json:"at"`
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
	Why   string `json:"why"`
	By    Maybe  `json:"by,omitempty"`   // the person; empty for the program
	Edit  int64  `json:"edit,omitempty"` // number of the person's edit
}
