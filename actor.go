package parley

import "strings"

// Role is the part that an actor plays in an event.
type Role string

// The roles. Mutual events have parties; directed ones a source and a target.
const (
	RoleParty     Role = "party"
	RoleSource    Role = "source"
	RoleTarget    Role = "target"
	RoleMediator  Role = "mediator"
	RoleHost      Role = "host"
	RoleHead      Role = "head" // of a delegation
	RoleSignatory Role = "signatory"
)

// Roles lists them in the order in which readers choose from them.
var Roles = []Role{RoleParty, RoleSource, RoleTarget, RoleMediator, RoleHost, RoleHead, RoleSignatory}

// Actor is who takes part in an event, as one claim says it.
//
// ID is one of state:USA (ISO 3166-1 alpha-3), org:EU, group:hamas,
// office:RUS/foreign-ministry, person:given-family. State is the state the actor belongs
// to at the time of the event, empty for organisations and groups; Office is the office
// held then, as STATE/office.
type Actor struct {
	Role   Role   `json:"role"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	State  Maybe  `json:"state"`
	Office Maybe  `json:"office"`
	// Start and End are where the claim's sentence names the actor; both 0 where the
	// actor was understood from another sentence.
	Start int `json:"start"`
	End   int `json:"end"`
}

// Side is whom an actor acts for, as a value that can be compared: the state where there
// is one; for who holds office in an organisation that organisation; else the actor alone.
type Side struct{ kind, name string } // an id, cut after its colon; all of one without stands in name

// String is the id of the side: state:USA, org:EU, group:hamas, person:given-family.
func (s Side) String() string { return s.kind + s.name }

// Type is what the side is, as its id begins: state:, org:, group: or person:; "" of an id without a colon, which
// ParseActors refuses.
func (s Side) Type() string { return s.kind }

// Side returns whom the actor acts for: two claims must share it for their actors to count
// as one.
func (a *Actor) Side() Side {
	if a.State != "" {
		return Side{"state:", string(a.State)}
	}
	id := a.ID
	if holder, _, ok := strings.Cut(string(a.Office), "/"); ok && holder != "" && strings.HasPrefix(a.ID, "person:") {
		if !strings.Contains(holder, ":") {
			return Side{"org:", holder}
		}
		id = holder // group:hamas
	}
	i := strings.IndexByte(id, ':') + 1
	return Side{id[:i], id[i:]}
}

// SameSide tells whether two actors act for one side, as comparing their sides does.
func (a *Actor) SameSide(b *Actor) bool {
	if a.State != "" && b.State != "" {
		return a.State == b.State
	}
	return a.Side() == b.Side()
}

// Mark is one bit of 64 by the name of the actor's side: actors of one side have the same, of two mostly not.
func (a *Actor) Mark() uint64 {
	const start, prime = 14695981039346656037, 1099511628211 // the 64 bit FNV-1a hash
	h, side := uint64(start), a.Side()
	for i := range len(side.name) {
		h = (h ^ uint64(side.name[i])) * prime
	}
	return 1 << (h >> 58)
}

// Key is the id of the actor's side.
func (a *Actor) Key() string { return a.Side().String() }
