package web

// This file is the screen of searches: what was found, what the hits have in common, and,
// where nothing was found, what would be.

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/internal/picture"
	"parley/internal/query"
)

// searchRows is how many hits a screen has, hitRows how many are counted; more are said as
// "more than".
const (
	searchRows = 25
	hitRows    = 2000
)

// apiHits is how many hits the API counts.
const apiHits = 5000

// searchView is the data of search.html.
type searchView struct {
	Q                 string
	Wrong             *wrongView
	Count, Sample     string
	Columns           []choice
	Heads             []string
	Table             []tableRow
	Facets            []facetView
	Months            *figure
	MonthRows         []facetValue
	Days              *searchDays // to narrow it by
	Rows              []eventRow
	Drops             []option
	Prev, Next, Shown string
	Forms             []taken
	Taking            string // how many events the forms hold, "" where that is not known
	Examples          []example
	Fields            []facetValue
}

// wrongView points at what cannot be understood. Try is what may be meant.
type wrongView struct {
	Why, Before, Mark, After string
	Try                      []link
}

// facetView is one property of the hits with its values.
type facetView struct {
	Name   string
	Values []facetValue
	Shut   bool // it is unfolded by who wants it
}

// facetValue is a value of a property: how many hits have it, and the search narrowed to it.
type facetValue struct{ Label, Count, Href string }

// example is a search that shows what the language can do.
type example struct{ Q, Href, Text string }

// noNames is what a site knows that was given no names.
type noNames struct{}

func (noNames) IDs(_, folded string) []string { return []string{folded} }
func (noNames) Forms(string) []string         { return nil }

// parseSearch understands what was typed.
func (s *site) parseSearch(text string) (*parley.Query, error) {
	q, err := query.Parse(text)
	if err != nil {
		return nil, err
	}
	return query.Resolve(q, s.lookup)
}

func (s *site) search(r *request) (*screen, error) {
	params := r.URL.Query()
	v := &searchView{Q: searched(params)}
	out := &screen{Title: r.T("search.title"), Section: "search", API: r.Link("/api/v1/search", "q", v.Q), Data: v}
	r.searchHelp(v)
	q, err := s.parseSearch(v.Q)
	var wrong bool
	if v.Wrong, wrong = s.unclear(r.reader, v.Q, err); wrong {
		return out, nil
	}
	if err != nil || q == nil {
		out.API = ""
		return out, err
	}
	out.Title = r.T("search.of", "q", parley.Shorten(parley.Plain(v.Q), 60))
	f := parley.EventFilter{Query: q, Limit: searchRows + 1, Offset: offset(params)}
	events, err := s.ledger.Events(r.Context(), f)
	if err != nil {
		return nil, err
	}
	h, err := s.ledger.Hits(r.Context(), parley.EventFilter{Query: q}, hitRows)
	if err != nil {
		return nil, err
	}
	v.Count = r.found(h)
	v.Taking = r.T("export.these", "events", v.Count)
	if h.Of < h.Count || h.More {
		v.Sample = r.T("search.sample", "n", r.Number(h.Of))
	}
	if err := s.nameTracks(r.Context(), r.reader, &h); err != nil {
		return nil, err
	}
	r.facets(v, h)
	if days := splitDays(v.Q); h.Count > 0 || days.After+days.Before != "" {
		v.Days = &days
	}
	if len(events) > searchRows {
		events = events[:searchRows]
		v.Next = r.With("offset", strconv.Itoa(f.Offset+searchRows))
	}
	if f.Offset > 0 {
		v.Prev = r.With("offset", positive(f.Offset-searchRows))
	}
	if err := s.results(r, v, events); err != nil {
		return nil, err
	}
	if len(events) > 0 {
		v.Shown = r.T("events.shown", "a", r.Number(f.Offset+1), "b", r.Number(f.Offset+len(events)))
		v.Forms = s.forms(r, url.Values{"search": {v.Q}, "lang": params["lang"]})
		out.Feeds = feedsOf(v.Forms)
		return out, nil
	}
	v.Drops, err = s.searchDrops(r.Context(), r, v.Q)
	return out, err
}

// found says how many events were found.
func (r *reader) found(h parley.Hits) string {
	n := r.Count("events", h.Count)
	if h.More {
		n = r.T("search.more", "events", n)
	}
	return n
}

// searchDrops offers the search without one of its parts, with how many events it then has.
func (s *site) searchDrops(ctx context.Context, r *request, text string) ([]option, error) {
	q, err := query.Parse(text)
	if err != nil || q.Op != parley.QueryAnd {
		return nil, nil
	}
	var out []option
	runes := []rune(strings.ToValidUTF8(text, " "))
	for _, a := range q.Args {
		less := strings.Join(strings.Fields(string(runes[:a.At.Start])+" "+string(runes[a.At.End:])), " ")
		tree, err := s.parseSearch(less)
		if err != nil || tree == nil {
			continue
		}
		h, err := s.ledger.Hits(ctx, parley.EventFilter{Query: tree}, hitRows)
		if err != nil {
			return nil, err
		}
		key := "events.drop"
		if h.More {
			key = "events.drop.more"
		}
		dropped := parley.Shorten(parley.Plain(string(runes[a.At.Start:a.At.End])), 60)
		out = append(out, option{Label: r.T(key, "filter", dropped, "events", r.Count("events", h.Count)), Href: r.Link("/search", "q", less)})
	}
	return out, nil
}

// nameTracks gives the tracks among the facets their titles.
func (s *site) nameTracks(ctx context.Context, r *reader, h *parley.Hits) error {
	for i := range h.Facets {
		if h.Facets[i].Field != "track" {
			continue
		}
		var ids []string
		for _, x := range h.Facets[i].Values {
			ids = append(ids, x.Value)
		}
		tracks, err := s.ledger.TrackLines(ctx, parley.TrackFilter{IDs: append([]string{}, ids...)})
		if err != nil {
			return err
		}
		for k := range tracks {
			at := slices.Index(ids, tracks[k].ID)
			h.Facets[i].Values[at].Name = r.lineTitle(&tracks[k])
		}
	}
	return nil
}

// roleFacets say who does something, and to whom; the facet of actors stands for them until
// they are unfolded.
var roleFacets = []string{"party", "source", "target", "mediator"}

// facets fills in what the hits have in common.
func (r *reader) facets(v *searchView, h parley.Hits) {
	q := oneCondition(v.Q)
	for _, f := range h.Facets {
		view := facetView{Name: r.T("search.facet." + f.Field), Shut: slices.Contains(roleFacets, f.Field)}
		for _, x := range f.Values {
			label := x.Name
			if label == "" {
				label = r.facetLabel(f.Field, x.Value)
			}
			view.Values = append(view.Values, facetValue{Label: label, Count: r.Number(x.Count), Href: r.narrowed(q, f.Field, x.Value)})
		}
		if len(view.Values) > 1 {
			v.Facets = append(v.Facets, view)
		}
	}
	r.months(v, q, h)
	if len(h.Months) > 1 {
		v.Months = r.figure(r.monthBars(h.Months, v.MonthRows), "search", v.Q, widePicture)
	}
}

// months fills in the hits by month; q is the search as one condition.
func (r *reader) months(v *searchView, q string, h parley.Hits) {
	for _, m := range h.Months {
		v.MonthRows = append(v.MonthRows, facetValue{
			Label: r.Date(m.Value), Count: r.Number(m.Count),
			Href: r.Link("/search", "q", beside(q, "after:"+m.Value+" before:"+monthAfter(m.Value))),
		})
	}
}

func (r *reader) facetLabel(field, value string) string {
	switch field {
	case "kind", "status":
		return r.word(field, value)
	case "actor", "party", "source", "target", "mediator":
		return parley.Plain(r.Name(value))
	case "place":
		return parley.Plain(r.Name("place:" + value))
	case "topic":
		return parley.Plain(r.topic(value))
	case "lang":
		if c := r.all[value]; c != nil {
			return c.T("lang.name")
		}
	}
	return parley.Plain(value)
}

// narrowed is the search, as one condition, with one more.
func (r *reader) narrowed(q, field, value string) string {
	if strings.ContainsAny(value, " ()\"|,") {
		value = `"` + strings.ReplaceAll(value, `"`, " ") + `"`
	}
	return r.Link("/search", "q", beside(q, field+":"+value))
}

// monthAfter is the month after YYYY-MM.
func monthAfter(m string) string {
	y, err1 := strconv.Atoi(m[:4])
	k, err2 := strconv.Atoi(m[5:])
	if err1 != nil || err2 != nil {
		return m
	}
	if k++; k > 12 {
		y, k = y+1, 1
	}
	return strings.Join([]string{pad(y, 4), pad(k, 2)}, "-")
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

// monthBars draws how many hits each month has, every column leading to its month.
func (r *reader) monthBars(months []parley.FacetCount, rows []facetValue) *sketch {
	var p picture.Brush
	for i, m := range months {
		if i < recent(months) {
			continue
		}
		p.Months = append(p.Months, picture.BrushMonth{
			Number: monthNumber(m.Value), Count: m.Count, Href: rows[i].Href, Label: rows[i].Label + ": " + rows[i].Count,
		})
	}
	return &sketch{"months", r.T("search.months"), "", func(f picture.Frame) drawer { q := p; q.Frame = f; return &q }}
}

// monthNumber counts months, so that their distance is one of time.
func monthNumber(m string) int {
	if len(m) < 7 {
		return 0
	}
	y, err1 := strconv.Atoi(m[:4])
	k, err2 := strconv.Atoi(m[5:7])
	if err1 != nil || err2 != nil {
		return 0
	}
	return y*12 + k - 1
}

// searchHelp explains the language by examples and, where nothing was searched, fields.
func (r *reader) searchHelp(v *searchView) {
	v.Examples = r.examples("example")
	for _, f := range query.Fields {
		v.Fields = append(v.Fields, facetValue{Label: f, Count: r.T("search.field." + f)})
	}
}
