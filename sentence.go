package parley

// Sentence is one sentence, headline or caption of an item: the unit of evidence. Refs
// and Times say which actors and times its words mean.
type Sentence struct {
	Span
	Exact  string
	Item   int       // index into the items of the page
	Block  BlockKind // of the block that it stands in
	Refs   []Ref
	Times  []TimeRef
	Places []PlaceRef
}

// RefForm says how words refer to an actor.
type RefForm uint8

// The forms of reference, from a name to a word that only points back.
const (
	RefState   RefForm = iota // the name of a state, or a metonym for it
	RefOrg                    // an organisation, group or bloc
	RefBody                   // an office as a body: ministry, army, parliament
	RefTitle                  // an office-holder by title, without a name
	RefPerson                 // a person by name
	RefPronoun                // a word that points back to a person or state
	RefPair                   // a word that points back to two parties or more
)

// Ref is a place in a sentence where actors are meant. Actors holds whom (their roles are
// empty): several for words such as "both sides", none where nothing decides.
type Ref struct {
	Span
	Form   RefForm
	Actors []Actor
	// Place is the id of the place that the same words name, "" if none: a capital may be
	// a metonym for the state or the town itself.
	Place string
}

// TimeRef is a time that a sentence says, resolved as far as anything decides.
type TimeRef struct {
	Span
	When
	Duration Maybe // ISO 8601; set instead of a value where the words say how long
}

// PlaceRef is a town, region or country named as a place.
type PlaceRef struct {
	Span
	Place
}

// Mention is a place in the text where an actor is meant.
type Mention struct {
	Span
	Actor string `json:"actor"` // actor id
}

// Time is a place in the text where a time is said, with its value.
type Time struct {
	Span
	Value Maybe  `json:"value"` // EDTF, or null where nothing decides
	Basis Basis  `json:"basis"`
	Why   string `json:"why"`
}
