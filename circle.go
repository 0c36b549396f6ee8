package parley

// ContactKinds are the kinds of event in which people of different sides meet or speak.
var ContactKinds = []Kind{Meet, Call, Visit, Talks, Conference, Mediate}

// Circle is whom an actor met and when, in its newest events and its newest meetings, of
// which a store reads a bounded number.
type Circle struct {
	Events   int        `json:"events"`   // of how many events this is made
	More     bool       `json:"more"`     // there are older ones
	Days     []DayCount `json:"days"`     // events that are said to have happened, oldest first
	Contacts []Contact  `json:"contacts"` // the most frequent first
	Ties     []Tie      `json:"ties"`     // among the first of Contacts
	Newest   []string   `json:"newest"`   // ids of events, the newest first
	Planned  []string   `json:"planned"`  // ids of events that are planned, the latest day first
	Until    []Day      `json:"-"`        // beside Planned: the last day of each, DayMax where it is open
}

// DayCount is how many events fall on a day.
type DayCount struct {
	Day   Day `json:"day"`
	Count int `json:"count"`
}

// Contact is another actor that took part in contacts that happened: a person, or a side
// (state, organisation, group). First and Last are days, DayMin where none is known.
type Contact struct {
	Actor string       `json:"actor"`
	Count int          `json:"count"`
	Kinds []FacetCount `json:"kinds"` // the most frequent first
	First Day          `json:"first"`
	Last  Day          `json:"last"`
	Ends  [2]Day       `json:"-"`     // the last days that the first and the latest of them may have been on, DayMax where it is open
	Event string       `json:"event"` // the latest of them
}

// At notes that a meeting was on a day, or on one from it to end; the newest come first.
func (c *Contact) At(day, end Day) {
	c.First, c.Ends[0] = day, max(day, end)
	if c.First > c.Last || c.Last == DayMin {
		c.Last, c.Ends[1] = c.First, c.Ends[0]
	}
}

// Tie is how often two of the contacts met, in the newest meetings of both.
type Tie struct {
	A     string `json:"a"` // who is the more frequent contact
	B     string `json:"b"`
	Count int    `json:"count"`
}
