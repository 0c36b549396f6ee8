package web

import (
	"context"
	"slices"
	"strings"

	"parley"
)

// The most that the screen of an actor shows of each.
const (
	actorEvents   = 6
	actorPlanned  = 6
	actorTracks   = 10
	actorContacts = 30
	actorPeople   = 10
	actorTies     = 30
	actorPages    = 20 // pages whose names for the actor are counted
	actorRead     = 4  // pages that are read for them, where they are not kept
	actorForms    = 10
	actorTerms    = 20 // terms of office, the latest
)

// actorView is the data of actor.html.
type actorView struct {
	Name, Kind  string
	Side        *link // whom a person acts for
	Then        *thenView
	Figures     string
	Offices     *figure
	Terms       []termRow
	TermsLeft   *link // where all stand
	TermsBasis  bool  // they are known in more than one way
	Graph       *figure
	Matrix      *figure
	Contacts    []contactRow
	People      []contactRow
	Ties        []tieRow
	ContactsOf  string // of how many meetings
	Months      *figure
	MonthRows   []monthRow
	Days        *figure
	DayRows     []facetValue
	Year        string
	Forms       []formRow
	FormsOf     string
	Other       string // further forms that the packs know
	Planned     []eventRow
	Since       string // the day from which on they are ahead, where that is not today
	Tracks      []trackRow
	Latest      []eventRow
	All         string
	Take        []taken
	Event, Mask string
}

// thenView says what the actor was on a day.
type thenView struct {
	Day     string
	Words   string
	Ask     string // what the button says
	Offices []link
}

// dossier is an actor with what its screen and its pictures ask of the ledger.
type dossier struct {
	*reader
	world  World
	id     string
	circle *parley.Circle
	newest []parley.Event
	today  parley.Day
	now    parley.Day // today, or the day of the newest event where the ledger ends before
	at     parley.Day // the day that is asked for ("who was he then"), else that of the newest event
	year   int        // the year whose days are shown, 0 for the latest
}

func (s *site) actor(r *request) (*screen, error) {
	d, err := s.dossier(r, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	v, err := s.actorView(r, d)
	if err != nil {
		return nil, err
	}
	return &screen{Title: v.Name, Section: "actors", API: r.To("api/v1/actors", d.id), Feeds: feedsOf(v.Take), Data: v}, nil
}

// dossier asks the ledger about an actor; one that neither the ledger nor the packs know is
// absent.
func (s *site) dossier(r *request, id string) (*dossier, error) {
	if !strings.Contains(id, ":") || len(id) > 200 {
		return nil, errAbsent
	}
	d := &dossier{reader: r.reader, world: s.world, id: id, today: civil(s.now())}
	d.year = offsetOf(r.URL.Query().Get("year"), 9999)
	circle, err := s.circle(r.Context(), id)
	if err != nil {
		return nil, err
	}
	if d.circle = circle; circle == nil {
		if _, known := r.known(id); !known {
			return nil, errAbsent
		}
		d.circle = &parley.Circle{}
	}
	d.at = d.today
	if n := len(d.circle.Days); n > 0 {
		d.at = min(d.at, d.circle.Days[n-1].Day)
	}
	d.now = d.at
	if day, ok := parseDay(r.URL.Query().Get("at")); ok {
		d.at = civil(day)
	}
	newest := d.circle.Newest
	if !d.person() { // of a person they tell offices and the side too
		newest = newest[:min(len(newest), 2*actorEvents)]
	}
	d.newest, err = s.ledger.EventsNamed(r.Context(), newest)
	return d, err
}

// circle is whom the actor met and when; remembered where a reader asks, who may go on to
// another year of it.
func (s *site) circle(ctx context.Context, id string) (*parley.Circle, error) {
	if ahead(ctx) {
		return s.ledger.Circle(ctx, id)
	}
	c, err := recallNoted(ctx, s.ledger, "circle "+id, func(ctx context.Context) (*parley.Circle, error) { return s.ledger.Circle(ctx, id) })
	restCircle(ctx, id, c)
	return c, err
}

func (s *site) actorView(r *request, d *dossier) (*actorView, error) {
	v := &actorView{Name: parley.Plain(d.name()), All: d.Link("/events", "actor", d.id)}
	prefix, _, _ := strings.Cut(d.id, ":")
	v.Kind = d.word("actor.kind", prefix)
	if side := d.side(); side != d.id && side != "" {
		v.Side = &link{d.Name(side), d.To("actors", side)}
	}
	key := "actor.figures"
	if d.circle.More {
		key = "actor.figures.more"
	}
	v.Figures = d.T(key, "events", d.Count("events", d.circle.Events))
	terms := d.terms()
	v.Then = d.then(terms)
	v.Terms = d.termRows(terms)
	v.TermsBasis = slices.ContainsFunc(v.Terms, func(t termRow) bool { return t.BasisHref != "" })
	if left := len(v.Terms) - actorTerms; left > 0 && r.URL.Query().Get("terms") != "all" {
		v.Terms = v.Terms[left:]
		v.TermsLeft = &link{d.T("actor.terms.left", "n", d.Number(left)), d.With("terms", "all")}
	}
	v.Offices = d.figure(d.offices(terms), "actor", d.id, leadPicture)
	d.contacts(v)
	d.calendar(v)
	if err := s.formsOf(r.Context(), d, v); err != nil {
		return nil, err
	}
	for i := range d.newest[:min(len(d.newest), actorEvents)] {
		v.Latest = append(v.Latest, d.row(&d.newest[i]))
	}
	if err := s.actorPlanned(r.Context(), d, v); err != nil {
		return nil, err
	}
	if err := s.actorTracks(r.Context(), d, v); err != nil {
		return nil, err
	}
	v.Take = s.forms(r, map[string][]string{"actor": {d.id}, "lang": r.URL.Query()["lang"]})
	return v, nil
}

// name is what a reader calls the actor: as the packs know, else as a page writes it.
func (d *dossier) name() string {
	if name, ok := d.known(d.id); ok {
		return name
	}
	for i := range d.newest {
		for _, a := range d.newest[i].Actors {
			if a.ID == d.id && a.Name != "" {
				return d.ActorName(a)
			}
		}
	}
	return d.Name(d.id)
}

// side is whom the actor acts for: the state of an office or a person, as of the newest
// event, else by birth.
func (d *dossier) side() string {
	if rest, ok := strings.CutPrefix(d.id, "office:"); ok {
		holder, _, _ := strings.Cut(rest, "/")
		if len(holder) == 3 {
			return "state:" + holder
		}
		return "org:" + holder
	}
	if !strings.HasPrefix(d.id, "person:") {
		return d.id
	}
	for i := range d.newest {
		for j := range d.newest[i].Actors {
			if a := &d.newest[i].Actors[j]; a.ID == d.id && a.Key() != d.id {
				return a.Key()
			}
		}
	}
	return d.world.Home(d.id)
}

func (s *site) actorPlanned(ctx context.Context, d *dossier, v *actorView) error {
	var ids []string // of what is not over
	if d.now < d.today {
		v.Since = d.dayWords(d.now)
	}
	for i, id := range d.circle.Planned {
		if i >= len(d.circle.Until) || d.circle.Until[i] >= d.now {
			ids = append(ids, id)
		}
	}
	events, err := s.ledger.EventsNamed(ctx, ids)
	if err != nil {
		return err
	}
	for i := len(events) - 1; i >= 0 && len(v.Planned) < actorPlanned; i-- {
		e := &events[i]
		if days, ok := parley.DaysOf(whenValue(e.Time)); ok && (days.From >= d.now || days.To != parley.DayMax && days.To >= d.now) {
			v.Planned = append(v.Planned, d.row(e))
		}
	}
	return nil
}

// actorTracks lists the negotiations in which the actor is a party or mediates, and those
// that its newest events belong to.
func (s *site) actorTracks(ctx context.Context, d *dossier, v *actorView) error {
	tracks, err := s.ledger.TrackLines(ctx, parley.TrackFilter{Actor: d.id, Moved: true, Limit: actorTracks})
	if err != nil {
		return err
	}
	in := []string{}
	for i := range d.newest {
		id := string(d.newest[i].Track)
		known := slices.ContainsFunc(tracks, func(t parley.TrackInfo) bool { return t.ID == id })
		if id != "" && !known && !slices.Contains(in, id) && len(tracks)+len(in) < actorTracks {
			in = append(in, id)
		}
	}
	more, err := s.ledger.TrackLines(ctx, parley.TrackFilter{IDs: in})
	for _, t := range append(tracks, more...) {
		v.Tracks = append(v.Tracks, d.trackRow(&t))
	}
	return err
}

// offsetOf reads a number from 1 to most, 0 for anything else.
func offsetOf(text string, most int) int {
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' || n > most {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	if n > most {
		return 0
	}
	return n
}
