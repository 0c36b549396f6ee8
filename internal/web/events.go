package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// The length of a list, and how far a count of hits goes.
const (
	listRows  = 40
	countRows = 1000
)

// eventsView is the data of events.html.
type eventsView struct {
	Actor, Kind, Status, After, Before, Q, Track, Page string
	Kinds, Statuses                                    []choice
	Known                                              []choice // actors to choose from
	Rows                                               []eventRow
	Active                                             bool
	Unknown                                            []string
	Drops                                              []option
	Prev, Next, Shown, Clear                           string
	Forms                                              []taken
	Taking                                             string
	Months                                             *figure
	MonthRows                                          []facetValue
}

// choice is an entry of a select or a list of suggestions.
type choice struct {
	Value, Label string
	Current      bool
}

func (s *site) events(r *request) (*screen, error) {
	known, err := s.knownActors(r)
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	f, unknown := r.filter(q, known)
	f.Limit, f.Offset = listRows+1, offset(q)
	events, err := s.ledger.Events(r.Context(), f)
	if err != nil {
		return nil, err
	}
	v := r.eventsForm(q, known)
	v.Forms = s.forms(r, q)
	if err := s.brush(r, v, f, q); err != nil {
		return nil, err
	}
	for _, u := range unknown {
		v.Unknown = append(v.Unknown, r.T("events.unknown", "value", parley.Plain(q.Get(u)), "field", r.T("events."+u)))
	}
	if len(events) > listRows {
		events = events[:listRows]
		v.Next = r.With("offset", strconv.Itoa(f.Offset+listRows))
	}
	if f.Offset > 0 {
		v.Prev = r.With("offset", positive(f.Offset-listRows))
	}
	for i := range events {
		v.Rows = append(v.Rows, r.row(&events[i]))
	}
	if len(events) > 0 {
		v.Shown = r.T("events.shown", "a", r.Number(f.Offset+1), "b", r.Number(f.Offset+len(events)))
	} else if v.Active {
		if v.Drops, err = s.drops(r, q, known); err != nil {
			return nil, err
		}
	}
	api := r.Link("/api/v1/events") // the same filter, as the API takes it
	if r.URL.RawQuery != "" {
		api = "/api/v1/events?" + q.Encode()
	}
	return &screen{Title: r.T("events.title"), Section: "events", API: api, Data: v}, nil
}

// filterNames are the parameters that narrow the list, in the order of the form.
var filterNames = []string{"actor", "kind", "status", "after", "before", "q", "track", "page"}

// filter reads the parameters; unknown names those whose value means nothing.
func (r *reader) filter(q url.Values, known []choice) (f parley.EventFilter, unknown []string) {
	for _, name := range filterNames {
		value := strings.TrimSpace(q.Get(name))
		if value == "" {
			continue
		}
		if len(value) > 200 || !narrow(&f, name, value, known) {
			unknown = append(unknown, name)
		}
	}
	return f, unknown
}

func narrow(f *parley.EventFilter, name, value string, known []choice) bool {
	switch name {
	case "actor":
		id := actorID(value, known)
		if strings.Contains(id, ":") {
			f.Actors = []string{id}
		}
		return len(f.Actors) > 0
	case "kind":
		if _, ok := parley.Kind(value).Info(); ok {
			f.Kinds = []parley.Kind{parley.Kind(value)}
		}
		return len(f.Kinds) > 0
	case "status":
		if slices.Contains(statuses, parley.Status(value)) {
			f.Status = []parley.Status{parley.Status(value)}
		}
		return len(f.Status) > 0
	case "after", "before":
		day, ok := parseDay(value)
		if ok && name == "after" {
			f.After = day.Format(dayLayout)
		} else if ok {
			f.Before = day.Format(dayLayout)
		}
		return ok
	case "q":
		f.Text = value
	case "track":
		f.Track = value
	case "page":
		f.Page = value
	}
	return true
}

var statuses = []parley.Status{
	parley.Occurred, parley.Ongoing, parley.Planned, parley.Possible, parley.Denied, parley.Cancelled,
}

// actorID understands an id, a state's code, or a name from the list of suggestions.
func actorID(value string, known []choice) string {
	if strings.Contains(value, ":") {
		return value
	}
	for _, k := range known {
		if strings.EqualFold(k.Label, value) {
			return k.Value
		}
	}
	if len(value) == 3 && strings.Trim(strings.ToUpper(value), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return "state:" + strings.ToUpper(value)
	}
	return value
}

// mostSides is how many actors the form of events suggests.
const mostSides = 200

// knownActors are those that one would look for: the parties of the tracks.
func (s *site) knownActors(r *request) ([]choice, error) {
	sides, err := s.ledger.Sides(r.Context(), mostSides)
	if err != nil {
		return nil, err
	}
	var out []choice
	for _, id := range sides {
		out = append(out, choice{Value: id, Label: parley.Plain(r.Name(id))})
	}
	slices.SortFunc(out, func(a, b choice) int { return strings.Compare(a.Label, b.Label) })
	return out, nil
}

func (r *reader) eventsForm(q url.Values, known []choice) *eventsView {
	v := &eventsView{
		Actor: q.Get("actor"), Kind: q.Get("kind"), Status: q.Get("status"), After: q.Get("after"),
		Before: q.Get("before"), Q: q.Get("q"), Track: q.Get("track"), Page: q.Get("page"),
		Known: known, Clear: r.Link("/events"),
	}
	for _, name := range filterNames {
		v.Active = v.Active || strings.TrimSpace(q.Get(name)) != ""
	}
	for _, k := range parley.Kinds {
		v.Kinds = append(v.Kinds, choice{string(k.Kind), r.word("kind", string(k.Kind)), v.Kind == string(k.Kind)})
	}
	for _, st := range statuses {
		v.Statuses = append(v.Statuses, choice{string(st), r.word("status", string(st)), v.Status == string(st)})
	}
	return v
}

// drops offers the list with one condition less, and says how many events it then has.
func (s *site) drops(r *request, q url.Values, known []choice) ([]option, error) {
	var out []option
	for _, name := range filterNames {
		value := strings.TrimSpace(q.Get(name))
		if value == "" {
			continue
		}
		less, err := url.ParseQuery(q.Encode())
		if err != nil {
			return nil, err
		}
		less.Del(name)
		less.Del("offset")
		f, _ := r.filter(less, known)
		h, err := s.ledger.Hits(r.Context(), f, countRows)
		if err != nil {
			return nil, err
		}
		key := "events.drop"
		if h.Count == countRows {
			key = "events.drop.more"
		}
		label := r.T(key, "filter", parley.Shorten(parley.Plain(value), 60), "events", r.Count("events", h.Count))
		out = append(out, option{Label: label, Href: "/events?" + less.Encode()})
	}
	return out, nil
}

// offset reads ?offset=.
func offset(q url.Values) int {
	n, err := strconv.Atoi(q.Get("offset"))
	if err != nil || n < 0 || n > 10_000_000 {
		return 0
	}
	return n
}

// positive writes n, or nothing where it is not above zero.
func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}
