package parley

// EventFilter narrows a list of events. Zero fields do not narrow.
type EventFilter struct {
	Actors []string // actor ids or "state:XXX"; an event must have all of them
	Kinds  []Kind
	Status []Status
	Track  string
	Page   string // events that a claim of this page is about
	After  string // EDTF day, inclusive, on the event's time
	Before string // EDTF day, exclusive
	Text   string // words, or beginnings of words, that must stand in an evidence sentence
	Query  *Query // a search; with one the newest hits come first
	Limit  int    // 0: no limit
	Offset int
	// Past keeps only events whose place (store.Reader.Place) is below it, and orders all by
	// place, the newest first: a list can be gone on with although it has grown.
	Past int64
}

// Counts says how much a ledger holds.
type Counts struct {
	Pages    int `json:"pages"`
	Items    int `json:"items"`
	Articles int `json:"articles"`
	Claims   int `json:"claims"`
	Events   int `json:"events"`
	Tracks   int `json:"tracks"`
	Stories  int `json:"stories"`
	Problems int `json:"problems"` // pages that could not be read well
}

// PageInfo is one line of a list of pages.
type PageInfo struct {
	ID       string    `json:"id"`
	Source   string    `json:"source"`
	Outlet   Maybe     `json:"outlet"`
	Kind     PageKind  `json:"page"`
	Title    string    `json:"title"`
	Items    int       `json:"items"`
	Claims   int       `json:"claims"`
	Problems []Problem `json:"problems"`
	// Of the first article, where there is one: its day, and how that was found.
	Published Maybe `json:"published"`
	Dated     Basis `json:"dated,omitempty"`
}

// EventInfo is an event in short, for who looks at very many.
type EventInfo struct {
	ID          string
	Kind        Kind
	Status      Status
	Time        string // EDTF, "" for none
	FirstSeen   Maybe
	In          Maybe        // the state in which it takes place
	Actors      []ActorState // in the order of the event's
	Track       Maybe
	Independent int
}

// ActorState is the state that an actor belongs to, "" for none, and its part.
type ActorState struct {
	State Maybe
	Role  Role
}

// TrackInfo is one line of a list of tracks.
type TrackInfo struct {
	ID             string            `json:"id"`
	Title          string            `json:"title"`
	Titles         map[string]string `json:"titles"`
	Parties        []string          `json:"parties"`
	Mediators      []string          `json:"mediators"`
	Issue          string            `json:"issue"`
	State          TrackState        `json:"state"`
	Since          Maybe             `json:"since"`
	Standing       Standing          `json:"standing"`
	Rounds         int               `json:"rounds"`
	Next           *Next             `json:"next"`           // the first of the track's
	Contradictions int               `json:"contradictions"` // how many
	Pinned         bool              `json:"pinned"`
}

// TrackFilter narrows a list of tracks. Zero fields do not narrow.
type TrackFilter struct {
	Actor  string   // a party or mediator
	IDs    []string // only these, in this order
	Pinned bool
	Moved  bool // the most recently moved first; else by standing, of one those whose state is the newest
	Limit  int  // 0: no limit
	Offset int
}

// TrackFacts is what the events of a track have in common.
type TrackFacts struct {
	Events   int
	Articles int          // items that tell them
	Last     Day          // the latest day on which one of them occurred, DayMin for none
	Places   []PlaceCount // of those that occurred, are going on or planned, the most frequent first
	Agreed   []string     // ids of signatures and consents that occurred, the newest first, some
	Latest   []string     // ids, the newest first, some
}

// TrackCourse is how a track came to its state, the oldest first, and when its rounds took place (EDTF values).
type TrackCourse struct {
	Stages []Stage
	Held   []string
}

// PlaceCount is how many events a place has.
type PlaceCount struct {
	Place
	Count int
}

// FormCount is words by which pages call an actor, how often in how many of its newest
// pages, and a place where they stand: Start is where a sentence with a claim begins, -1 for
// none; Source is that of the page where it has no Outlet.
type FormCount struct {
	Words, Language string
	Count           int
	Page            string
	Start           int
	Outlet          Maybe
	Source          string
}

// Namer gives the name by which a reader of the language knows an actor, an office, a
// kind or a topic; it returns the id itself where it knows none.
type Namer interface {
	Name(language, id string) string
}
