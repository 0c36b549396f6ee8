package parley

// QueryOp says what a node of a search is.
type QueryOp uint8

// The nodes of a search.
const (
	QueryAnd   QueryOp = iota // all of Args
	QueryOr                   // one of Args
	QueryNot                  // not Args[0]
	QueryWords                // Words stand side by side in an evidence sentence
	QueryField                // Field has one of Values
)

// Query is a search for events: a tree of data, made by package query and answered by the
// store. At is where the node stands in what was typed.
type Query struct {
	Op    QueryOp
	Args  []*Query
	Words []string // as typed; matched without regard to case and marks
	Begin bool     // the last of Words may go on: "negotia*"
	// Field is one of actor, source, target, party, mediator, kind, object, status, topic,
	// track, place, state, outlet, lang, after, before. Values are ids, names of places, or
	// an EDTF day, as the ledger has them; Value is what was typed.
	Field  string
	Value  string
	Values []string
	At     Span
}

// Facet counts the hits of a search by one property; Values has the most frequent first.
type Facet struct {
	Field  string       `json:"field"`
	Values []FacetCount `json:"values"`
}

// FacetCount is how many hits have the value.
type FacetCount struct {
	Value string `json:"value"`
	Name  string `json:"name,omitempty"` // for readers, where Value is an id that says nothing
	Count int    `json:"count"`
}

// Hits is what a search found: how many events, counted up to a bound, and what they have.
// More is set where there are more than were counted. Facets and months are those of the
// newest Of hits; a facet of a role (source, target, party, mediator) counts who has it.
type Hits struct {
	Count  int          `json:"count"`
	More   bool         `json:"more"`
	Of     int          `json:"of"`
	Facets []Facet      `json:"facets"`
	Months []FacetCount `json:"months"` // by month, YYYY-MM, oldest first; undated hits are not among them
}
