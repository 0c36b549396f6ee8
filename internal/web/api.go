package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"parley"
	"parley/internal/query"
)

// apiRows is the most nouns that one answer of the API holds.
const apiRows = 500

// badRequest is what an API handler returns for parameters that mean nothing.
type badRequest struct{ why string }

func (b badRequest) Error() string { return b.why }

// list is the shape of every answer with several nouns; Next is the offset of the rest,
// null where there is none.
type list struct {
	Items  any  `json:"items"`
	Count  int  `json:"count"`
	Offset int  `json:"offset"`
	Next   *int `json:"next"`
}

// apiError is the shape of every failure.
type apiError struct {
	Error struct {
		Status int    `json:"status"`
		Text   string `json:"text"`
	} `json:"error"`
}

// api wraps a handler: what it returns is printed as JSON.
func (s *site) api(h func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		status := http.StatusOK
		body, err := h(r)
		var bad badRequest
		switch {
		case errors.Is(err, errAbsent):
			status, body = http.StatusNotFound, failed(http.StatusNotFound, errAbsent.Error())
		case errors.As(err, &bad):
			status, body = http.StatusBadRequest, failed(http.StatusBadRequest, bad.why)
		case err != nil:
			s.log.Error("api failed", "path", r.URL.Path, "err", err)
			status, body = http.StatusInternalServerError, failed(http.StatusInternalServerError, "the ledger could not be read")
		}
		data, err := json.MarshalIndent(body, "", "  ")
		if err != nil {
			s.log.Error("api failed", "path", r.URL.Path, "err", err)
			http.Error(w, "{}", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Cache-Control", "no-cache")
		w.WriteHeader(status)
		_, _ = w.Write(append(data, '\n')) // the reader has gone: nothing to do
	}
}

func failed(status int, text string) apiError {
	var e apiError
	e.Error.Status, e.Error.Text = status, text
	return e
}

// window reads ?limit= and ?offset=.
func window(q url.Values) (limit, from int, err error) {
	limit = 100
	for _, p := range []struct {
		name string
		to   *int
		max  int
	}{{"limit", &limit, apiRows}, {"offset", &from, 10_000_000}} {
		text := q.Get(p.name)
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > p.max {
			return 0, 0, badRequest{fmt.Sprintf("%s must be a number from 0 to %d", p.name, p.max)}
		}
		*p.to = n
	}
	return max(limit, 1), from, nil
}

// listOf cuts to limit what was asked for with one more than limit.
func listOf[T any](all []T, limit, from int) list {
	out := list{Offset: from}
	if len(all) > limit {
		all = all[:limit]
		next := from + limit
		out.Next = &next
	}
	if all == nil {
		all = []T{}
	}
	out.Items, out.Count = all, len(all)
	return out
}

func (s *site) apiEvents(r *http.Request) (any, error) {
	q := r.URL.Query()
	limit, from, err := window(q)
	if err != nil {
		return nil, err
	}
	f, unknown := s.newReader(r).filter(q, nil)
	if len(unknown) > 0 {
		return nil, badRequest{"not understood: " + unknown[0]}
	}
	f.Limit, f.Offset = limit+1, from
	events, err := s.ledger.Events(r.Context(), f)
	if err != nil {
		return nil, err
	}
	return listOf(events, limit, from), nil
}

// apiSearch answers ?q= as the screen does; what is wrong with it is said with its place.
func (s *site) apiSearch(r *http.Request) (any, error) {
	limit, from, err := window(r.URL.Query())
	if err != nil {
		return nil, err
	}
	q, err := s.parseSearch(r.URL.Query().Get("q"))
	var wrong *query.Error
	if errors.As(err, &wrong) {
		return nil, badRequest{wrong.Error()}
	}
	if err != nil {
		return nil, err
	}
	events, err := s.ledger.Events(r.Context(), parley.EventFilter{Query: q, Limit: limit + 1, Offset: from})
	if err != nil {
		return nil, err
	}
	return listOf(events, limit, from), nil
}

func (s *site) apiTracks(r *http.Request) (any, error) {
	limit, from, err := window(r.URL.Query())
	if err != nil {
		return nil, err
	}
	tracks, err := s.ledger.Tracks(r.Context())
	if err != nil {
		return nil, err
	}
	tracks = append([]parley.Track(nil), tracks[min(from, len(tracks)):]...)
	reader := s.newReader(r)
	for i := range tracks {
		tracks[i].Title = reader.trackTitle(&tracks[i])
	}
	return listOf(tracks, limit, from), nil
}

func (s *site) apiPages(r *http.Request) (any, error) {
	limit, from, err := window(r.URL.Query())
	if err != nil {
		return nil, err
	}
	pages, err := s.ledger.Pages(r.Context(), limit+1, from)
	if err != nil {
		return nil, err
	}
	return listOf(pages, limit, from), nil
}

func (s *site) apiStories(r *http.Request) (any, error) {
	limit, from, err := window(r.URL.Query())
	if err != nil {
		return nil, err
	}
	stories, err := s.ledger.Stories(r.Context(), from+limit+1)
	if err != nil {
		return nil, err
	}
	return listOf(stories[min(from, len(stories)):], limit, from), nil
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
