package web

import (
	"net/url"
	"slices"
	"strings"

	"parley"
)

// The most of a track that its screen shows; each says how much is left and where it is.
const (
	timelineRows = 6
	proposalRows = 6
	roundRows    = 8 // rounds, the latest
	stepRows     = 6 // changes of state, the latest
	stanceRows   = 4 // earlier statements of one party on one issue
	differRows   = 6
	sourceNames  = 20
)

// trackView is the data of track.html.
type trackView struct {
	Row            trackRow
	State          string // "suspended since 12 May 2025"
	Part           string // "stages", "rounds" or "positions": only these, all of them
	Whole          string // the address of the whole screen, of a part
	RoundsLeft     *link
	StepsLeft      *link
	PositionsLeft  *link
	Why            *eventRow
	WhyText        string
	Articles       string
	NArticles      string // how many articles were looked at
	Lines          []minuteLine
	Notes          []quote
	Forms          []taken
	Course         course
	Lanes          *figure
	LaneOptions    []option
	Map            *figure
	Venues         []venueRow
	Follow         []taken
	Rounds         []roundView
	RoundColumns   roundColumns
	Proposals      []proposalView
	Positions      *grid
	Contradictions []contradictionView
	DifferLeft     string
	ProposalsLeft  *link
	Sources        []string
	Events         []eventRow
	EventsLeft     string
	EventsAll      string
	Updated        string
	Changes        []changeView // by people
	Kin            []kinView    // tracks that it parted from or was joined with
	Form           *trackForm   // of editors
}

func (s *site) track(r *request) (*screen, error) {
	f, err := s.file(r, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	v := f.view()
	if part := r.URL.Query().Get("part"); part == "rounds" || part == "positions" || part == "stages" {
		v.Part, v.Whole = part, r.To("tracks", f.track.ID)
	}
	kept, err := s.kept(r.Context(), f.track)
	if err != nil {
		return nil, err
	}
	for _, c := range slices.Concat(f.track.Changes, kept) {
		v.Changes = append(v.Changes, r.changeRow(&c, r.To("tracks", f.track.ID)))
	}
	v.Form = r.trackForm(f.track)
	v.Forms = s.forms(r, url.Values{"track": {f.track.ID}, "lang": r.URL.Query()["lang"]})
	for _, x := range v.Forms {
		if slices.ContainsFunc([]string{"/export/atom", "/export/ics", "/export/markdown", "/export/docx"}, func(p string) bool { return strings.HasPrefix(x.Href, p) }) {
			v.Follow = append(v.Follow, x)
		}
	}
	return &screen{Title: v.Row.Title, Section: "tracks", API: r.To("api/v1/tracks", f.track.ID), Feeds: feedsOf(v.Forms), Data: v}, nil
}

func (f *file) view() *trackView {
	t := f.track
	v := &trackView{Row: f.trackRow(lineOf(t))}
	v.State = upperFirst(v.Row.State)
	if v.Row.Since != "" {
		v.State = upperFirst(f.T("track.since", "state", v.Row.State, "date", v.Row.Since))
	}
	if e := f.byID[t.Why]; e != nil {
		row := f.row(e)
		v.Why = &row
	} else {
		v.WhyText = parley.Plain(t.Why)
	}
	v.Lines = f.minute()
	v.Kin = f.kin()
	v.Notes = f.notes
	v.Course = f.course()
	if left := len(v.Course.Steps) - stepRows; left > 0 && !f.all {
		v.Course.Steps = v.Course.Steps[left:]
		v.StepsLeft = &link{f.T("track.stage.left", "n", f.Number(left)), f.To("tracks", t.ID, "part", "stages")}
	}
	v.Lanes = f.figure(f.lanesSketch(), "track", t.ID, widePicture)
	v.LaneOptions = f.laneOptions()
	v.Map, v.Venues = f.figure(f.mapSketch(), "track", t.ID, leadPicture), f.venueRows()
	v.Rounds = f.rounds()
	if left := len(v.Rounds) - roundRows; left > 0 && !f.all {
		v.Rounds = v.Rounds[left:]
		v.RoundsLeft = &link{f.T("track.rounds.left", "n", f.Number(left)), f.To("tracks", t.ID, "part", "rounds")}
	}
	v.RoundColumns = f.roundColumns(v.Rounds)
	v.Proposals = f.proposals()
	if v.Positions = f.positions(); v.Positions != nil {
		v.Positions.Picture = f.figure(f.stancesSketch(v.Positions), "track", t.ID, widePicture)
		if !f.all && !v.Positions.Open {
			v.Positions.cut()
			v.PositionsLeft = &link{f.T("track.positions.left"), f.To("tracks", t.ID, "part", "positions")}
		}
		v.Positions.join(f)
	}
	v.Contradictions = f.contradictions()
	if left := len(t.Contradictions) - len(v.Contradictions); left > 0 {
		v.DifferLeft = f.T("track.contradictions.left", "n", f.Number(left))
	}
	if left := len(t.Proposals) - len(v.Proposals); left > 0 {
		v.ProposalsLeft = &link{f.T("track.proposals.left", "n", f.Number(left)), f.narrowed("track:"+t.ID, "kind", string(parley.Propose))}
	}
	f.timeline(v)
	v.Sources = f.sourceNames(t.Sources)
	v.NArticles = f.Number(f.facts.Articles)
	v.Articles = f.articlesOf(f.facts.Articles, t.Sources)
	return v
}

// articlesOf says how many articles there are, and of how many outlets as far as these are known.
func (r *reader) articlesOf(n int, sources []string) string {
	named := 0
	for _, s := range sources {
		if !isFile(s) {
			named++
		}
	}
	if named == 0 && len(sources) > 0 {
		return r.T("track.sources.files", "articles", r.Count("articles", n))
	}
	return r.T("track.sources.articles", "articles", r.Count("articles", n), "sources", r.Count("sources", named))
}

// isFile tells whether a source is the place where somebody kept a page of no outlet.
func isFile(source string) bool { return strings.ContainsAny(source, "/\\#") }

// sourceNames are the outlets, and how many pages are of none: those are named by the place
// where somebody kept them, which tells a reader nothing.
func (f *file) sourceNames(sources []string) []string {
	var out []string
	left, files := 0, 0
	for _, s := range sources {
		switch {
		case isFile(s):
			files++
		case len(out) == sourceNames:
			left++
		default:
			out = append(out, parley.Plain(s))
		}
	}
	if left > 0 {
		out = append(out, f.T("track.sources.left", "n", f.Number(left)))
	}
	if files > 0 {
		out = append(out, f.T("track.sources.files", "articles", f.Count("pages", files)))
	}
	return out
}

// newest are the events told last; of a track of an older ledger those of the last days.
func (f *file) newest() []string {
	if f.track.Newest == nil {
		return f.facts.Latest
	}
	return f.track.Newest
}

// oneDay tells whether an EDTF date gives days of a month at most.
func oneDay(value string) bool {
	const month = 31
	in, ok := parley.DaysOf(value)
	return ok && in.From != parley.DayMin && in.To-in.From < month
}

// timeline lists the newest events.
func (f *file) timeline(v *trackView) {
	for _, id := range f.newest() {
		e := f.byID[id]
		if e == nil {
			continue
		}
		if v.Updated == "" && e.Status == parley.Occurred && oneDay(whenValue(e.Time)) {
			v.Updated = f.T("track.updated", "date", f.When(e.Time))
		}
		if len(v.Events) < timelineRows {
			v.Events = append(v.Events, f.row(e))
		}
	}
	if left := f.facts.Events - len(v.Events); left > 0 {
		v.EventsLeft = f.T("track.events.left", "n", f.Number(left))
	}
	v.EventsAll = f.Link("/events", "track", f.track.ID)
}

// note gives the number under which the event's evidence stands below the five lines; 0
// where the ledger has none. One sentence has one number, whatever it is evidence for.
func (f *file) note(event string) int {
	q := f.evidence(event)
	if q == nil {
		return 0
	}
	if n := f.noted[q.Href]; n > 0 {
		return n
	}
	q.N = len(f.notes) + 1
	f.notes = append(f.notes, *q)
	f.noted[q.Href] = q.N
	return q.N
}

// evidence is the sentence behind an event of this track, or nil.
func (f *file) evidence(event string) *quote {
	e := f.byID[event]
	if e == nil {
		return nil
	}
	c := e.Best()
	if c == nil {
		return nil
	}
	q := f.quote(c)
	return &q
}

// eventLink is the address of an event of this track, "" for one that is not there.
func (f *file) eventLink(id string) string {
	if f.byID[id] == nil {
		return ""
	}
	return f.To("events", id)
}

// contradictionView is a field on which sources differ, its values side by side.
type contradictionView struct {
	Field  string
	Event  *link
	Values []differing
}

// differing is one of the values with who gives it.
type differing struct {
	Value  string
	Count  int
	Quotes []quote
}

func (f *file) contradictions() []contradictionView {
	var out []contradictionView
	for _, c := range f.track.Contradictions[:min(len(f.track.Contradictions), differRows)] {
		v := f.contradiction(c, f.claims)
		if e := f.byID[string(c.Event)]; e != nil {
			v.Event = &link{f.line(deedOf(e)), f.To("events", e.ID)}
		}
		out = append(out, v)
	}
	return out
}

func (r *reader) contradiction(c parley.Contradiction, claims map[string]*parley.ClaimRef) contradictionView {
	v := contradictionView{Field: upperFirst(r.word("field", c.Field))}
	for _, val := range c.Values {
		d := differing{Value: r.fieldValue(c.Field, val.Value), Count: len(val.Claims)}
		for _, id := range val.Claims {
			if ref := claims[id]; ref != nil && len(d.Quotes) < 2 {
				d.Quotes = append(d.Quotes, r.quote(ref))
			}
		}
		v.Values = append(v.Values, d)
	}
	return v
}

// roles names actors with what each does.
func (r *reader) roles(all []parley.Actor) string {
	var out []string
	for _, a := range all {
		out = append(out, r.word("role", string(a.Role))+" "+r.ActorName(a))
	}
	return strings.Join(out, r.T("list.sep"))
}

// fieldValue writes a value of a field of an event as the reader reads it.
func (r *reader) fieldValue(field, value string) string {
	switch field {
	case "time", "first_seen":
		return r.Date(value)
	case "duration":
		return r.Duration(value)
	case "status", "kind", "object":
		return r.word(field, value)
	case parley.FieldAccusation:
		return r.word("kind", value)
	case "actors", "track":
		if actors, err := parley.ParseActors(value); err == nil && field == "actors" {
			return r.roles(actors)
		}
		return r.ids(value)
	case "place":
		return r.Place(parley.ParsePlace(value))
	}
	return parley.Plain(value)
}

// actorLinks are the actors by name, each that is known leading to its screen.
func (r *reader) actorLinks(ids []string) []link {
	var out []link
	for _, id := range ids {
		x := link{Text: parley.Plain(r.Name(id))}
		if _, ok := r.known(id); ok {
			x.Href = r.To("actors", id)
		}
		out = append(out, x)
	}
	return out
}
