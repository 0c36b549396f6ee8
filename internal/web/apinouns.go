package web

// This file answers the questions of the API, one function an operation.

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/internal/query"
)

func (s *site) apiEvents(r *http.Request) (any, error) {
	p, err := paged(r)
	if err != nil {
		return nil, err
	}
	f, unknown := s.newReader(r).filter(r.URL.Query(), nil)
	if len(unknown) > 0 {
		return nil, badRequest("not understood: %s=%s: %s", unknown[0], parley.Plain(r.URL.Query().Get(unknown[0])), takes(unknown[0]))
	}
	return s.eventsPast(r, p, f)
}

// takes says what a parameter that narrows events is written as.
func takes(name string) string {
	switch name {
	case "actor":
		return "an id such as state:EGY, or a state's code such as EGY; /api/v1/actors?name= finds it"
	case "kind":
		return "one of " + strings.Join(kindNames(), ", ")
	case "status":
		return "one of " + strings.Join(texts(parley.Statuses), ", ")
	case "after", "before":
		return "a day of the calendar such as 2025-01-31"
	}
	return "at most 200 bytes"
}

// eventsPast lists the events of a filter from where the cursor says.
func (s *site) eventsPast(r *http.Request, p page, f parley.EventFilter) (any, error) {
	f.Limit, f.Past = p.limit+1, math.MaxInt64
	if !p.first {
		f.Past = max(p.at, 1)
	}
	events, err := s.ledger.Events(r.Context(), f)
	if err != nil {
		return nil, err
	}
	return listOf(p, events, func(last *parley.Event) (string, int64, error) {
		at, err := s.ledger.Place(r.Context(), last.ID)
		return "", at, err
	})
}

// apiSearch answers ?q= as the screen does; what is wrong with it is said with its place.
func (s *site) apiSearch(r *http.Request) (any, error) {
	p, err := paged(r)
	if err != nil {
		return nil, err
	}
	return s.searched(r, p, r.URL.Query().Get("q"))
}

func (s *site) searched(r *http.Request, p page, text string) (any, error) {
	q, err := s.understood(r, text)
	if err != nil {
		return nil, err
	}
	return s.eventsPast(r, p, parley.EventFilter{Query: q})
}

// understood is a search as a tree, or a problem that says, in English as all problems, where it is wrong and what may be meant.
func (s *site) understood(r *http.Request, text string) (*parley.Query, error) {
	q, err := s.parseSearch(text)
	var wrong *query.Error
	if !errors.As(err, &wrong) {
		return q, err
	}
	in := s.newReader(r)
	if s.words["en"] != nil {
		in.catalogue, in.Lang = s.words["en"], "en"
	}
	detail := in.T("search.wrong."+string(wrong.Problem), "n", strconv.Itoa(wrong.At.Start+1), "text", parley.Plain(wrong.Text))
	var meant []string
	for _, x := range s.meant(in, wrong) {
		meant = append(meant, strings.TrimSuffix(x.Value, ":"))
	}
	if len(meant) > 0 {
		detail += " Perhaps: " + strings.Join(meant, ", ") + "."
	}
	return nil, &problem{Type: wrongSearch, Status: http.StatusBadRequest, Detail: detail, At: &wrong.At}
}

// apiFacets counts what a search finds, and what the hits have in common.
func (s *site) apiFacets(r *http.Request) (any, error) {
	q, err := s.understood(r, r.URL.Query().Get("q"))
	if err != nil {
		return nil, err
	}
	h, err := s.ledger.Hits(r.Context(), parley.EventFilter{Query: q}, apiHits)
	if err != nil {
		return nil, err
	}
	reader := s.newReader(r)
	if err := s.nameTracks(r.Context(), reader, &h); err != nil {
		return nil, err
	}
	for _, f := range h.Facets {
		for k := range f.Values {
			if x := &f.Values[k]; x.Name == "" {
				x.Name = reader.facetLabel(f.Field, x.Value)
			}
		}
	}
	return h, nil
}

// searchRequest is what is posted to search.
type searchRequest struct {
	Q      string `json:"q"`
	Limit  int    `json:"limit,omitempty"`
	Cursor string `json:"cursor,omitempty"`
}

// apiSearchBody is the same for searches that are too long for an address.
func (s *site) apiSearchBody(r *http.Request) (any, error) {
	bad := func(why string) error {
		return &problem{Type: wrongBody, Status: http.StatusBadRequest, Detail: why}
	}
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		return nil, &problem{Status: http.StatusUnsupportedMediaType, Detail: "the body is JSON, with Content-Type: application/json"}
	}
	data, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, apiBody))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return nil, &problem{Status: http.StatusRequestEntityTooLarge, Detail: "the body is too large"}
	}
	if err != nil {
		return nil, bad("the body ended early")
	}
	asked := searchRequest{Limit: apiUsual}
	if err := json.Unmarshal(data, &asked); err != nil {
		return nil, bad(`the body is an object such as {"q": "kind:talks", "limit": 20}`)
	}
	p, err := newPage(r.URL.Path+"?"+asked.Q, asked.Limit, asked.Cursor)
	if err != nil {
		return nil, err
	}
	return s.searched(r, p, asked.Q)
}

func (s *site) apiTracks(r *http.Request) (any, error) {
	p, err := paged(r)
	if err != nil {
		return nil, err
	}
	tracks, err := s.ledger.Tracks(r.Context())
	if err != nil {
		return nil, err
	}
	reader := s.newReader(r)
	for i := range tracks {
		tracks[i].Title = reader.trackTitle(&tracks[i])
	}
	return listed(p, tracks, func(t *parley.Track) string { return t.ID })
}

// apiPages goes on from the page that the cursor names.
func (s *site) apiPages(r *http.Request) (any, error) {
	p, err := paged(r)
	if err != nil {
		return nil, err
	}
	var pages []parley.PageInfo
	if p.first {
		pages, err = s.ledger.Pages(r.Context(), p.limit+1, 0)
	} else {
		pages, err = s.ledger.PagesBefore(r.Context(), p.after, p.limit+1)
	}
	if err != nil {
		return nil, err
	}
	return listOf(p, pages, func(last *parley.PageInfo) (string, int64, error) { return last.ID, 0, nil })
}

// storiesRead is how far behind its old place the story that a cursor names is looked for.
const storiesRead = 200

func (s *site) apiStories(r *http.Request) (any, error) {
	p, err := paged(r)
	if err != nil {
		return nil, err
	}
	most := p.limit + 1
	if !p.first {
		most += int(min(p.at, math.MaxInt32)) + storiesRead
	}
	stories, err := s.ledger.Stories(r.Context(), most)
	if err != nil {
		return nil, err
	}
	return listed(p, stories, func(x *parley.Story) string { return x.ID })
}

func (s *site) apiSearches(r *http.Request) (any, error) {
	p, err := paged(r)
	if err != nil {
		return nil, err
	}
	all, err := s.ledger.Searches(r.Context())
	if err != nil {
		return nil, err
	}
	return listed(p, all, func(x *parley.SavedSearch) string { return x.ID })
}

// apiSaved runs a saved search.
func (s *site) apiSaved(r *http.Request) (any, error) {
	p, err := paged(r)
	if err != nil {
		return nil, err
	}
	saved, err := s.saved(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return s.searched(r, p, saved.Q)
}

// apiEdits lists the newest edits first.
func (s *site) apiEdits(r *http.Request) (any, error) {
	p, err := paged(r)
	if err != nil {
		return nil, err
	}
	all, err := s.ledger.Edits(r.Context())
	if err != nil {
		return nil, err
	}
	if !p.first {
		all = slices.DeleteFunc(all, func(e parley.Edit) bool { return e.Seq >= p.at })
	}
	slices.Reverse(all)
	return listOf(p, all[:min(len(all), p.limit+1)], func(last *parley.Edit) (string, int64, error) { return "", last.Seq, nil })
}

func (s *site) apiCounts(r *http.Request) (any, error) {
	c, err := s.ledger.Counts(r.Context())
	return c, err
}

func (s *site) apiEvent(r *http.Request) (any, error) {
	e, err := s.ledger.Event(r.Context(), r.PathValue("id"))
	return found(e, err)
}

func (s *site) apiTrack(r *http.Request) (any, error) {
	t, err := s.ledger.Track(r.Context(), r.PathValue("id"))
	if err != nil || t == nil {
		return found(t, err)
	}
	told := *t
	told.Title = s.newReader(r).trackTitle(t)
	return &told, nil
}

func (s *site) apiPage(r *http.Request) (any, error) {
	p, err := s.ledger.Reading(r.Context(), r.PathValue("id"))
	return found(p, err)
}

func (s *site) apiStory(r *http.Request) (any, error) {
	st, err := s.ledger.Story(r.Context(), r.PathValue("id"))
	return found(st, err)
}

// found makes a nil noun absent.
func found[T any](noun *T, err error) (any, error) {
	if err == nil && noun == nil {
		err = errAbsent
	}
	return noun, err
}
