package web

// World is what is known before any page is read: who held which office when, by which
// words actors are called, where places lie. An id that it does not know has none of these.
type World interface {
	// Terms are the offices of a person in order of time, or who held the highest offices
	// of a state or organisation, office by office.
	Terms(actor string) []Term
	// Forms are the words by which pages of a language call an actor.
	Forms(language, actor string) []Form
	// ReadBy says which table reads words of a page as an actor.
	ReadBy(language, actor, words string) Form
	// Home is the side that a person belongs to by birth, as state:XXX; "" for none.
	Home(person string) string
	// Coordinates are the degrees of a place by its English name.
	Coordinates(place string) (lat, lon float64, ok bool)
}

// Term is an office held: Person and Office are ids (person:…, office:RUS/president), From
// and To EDTF days, months or years; To is "" while it lasts.
type Term struct{ Person, Office, From, To string }

// Form is words for an actor. How is name, metonym, title, part or context; Rule is the table
// or stage that reads them, as a path in packs/.
type Form struct{ Text, How, Rule string }

// noWorld knows nothing.
type noWorld struct{}

func (noWorld) Terms(string) []Term                       { return nil }
func (noWorld) Forms(_, _ string) []Form                  { return nil }
func (noWorld) ReadBy(_, _, words string) Form            { return Form{Text: words} }
func (noWorld) Home(string) string                        { return "" }
func (noWorld) Coordinates(string) (_, _ float64, _ bool) { return 0, 0, false }
