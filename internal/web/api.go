package web

// This file is what all answers of the API have in common: the list of operations, from
// which routes and the OpenAPI document are made, failures, validators and cursors. The
// handlers are in apinouns.go, the document in openapi.go, what is pushed in stream.go.

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// The most nouns that one answer of the API holds, how many it holds where nobody says, and
// the most bytes of a request's body.
const (
	apiRows  = 500
	apiUsual = 100
	apiBody  = 1 << 16
)

// operation is one thing that the API can be asked. Its words are in apidoc.tsv under its id.
type operation struct {
	id, method, path string
	params           []string     // names of parameters, each described in apidoc.tsv
	body             reflect.Type // of the request; nil for none
	answer           reflect.Type // nil: the media type says all
	list             bool         // the answer is a list of answer
	media            string       // "" is JSON
	answers          func(*http.Request) (any, error)
	serves           http.HandlerFunc // instead of answers
}

// operations is the one list of what the API can be asked.
func (s *site) operations() []operation {
	typ := func(v any) reflect.Type { return reflect.TypeOf(v) }
	lists := []string{"limit", "cursor"}
	event, track, found := typ(parley.Event{}), typ(parley.Track{}), append([]string{"q"}, lists...)
	return []operation{
		{id: "listEvents", method: "GET", path: "/api/v1/events", params: append(slices.Clone(filterNames), lists...), answer: event, list: true, answers: s.apiEvents},
		{id: "getEvent", method: "GET", path: "/api/v1/events/{id}", params: []string{"id"}, answer: event, answers: s.apiEvent},
		{id: "search", method: "GET", path: "/api/v1/search", params: found, answer: event, list: true, answers: s.apiSearch},
		{id: "searchByBody", method: "POST", path: "/api/v1/search", body: typ(searchRequest{}), answer: event, list: true, answers: s.apiSearchBody},
		{id: "searchFacets", method: "GET", path: "/api/v1/search/facets", params: []string{"q", "lang"}, answer: typ(parley.Hits{}), answers: s.apiFacets},
		{id: "listTracks", method: "GET", path: "/api/v1/tracks", params: append([]string{"lang"}, lists...), answer: track, list: true, answers: s.apiTracks},
		{id: "getTrack", method: "GET", path: "/api/v1/tracks/{id}", params: []string{"id", "lang"}, answer: track, answers: s.apiTrack},
		{id: "listActors", method: "GET", path: "/api/v1/actors", params: append([]string{"name", "lang"}, lists...), answer: typ(actorLine{}), list: true, answers: s.apiActors},
		{id: "getActor", method: "GET", path: "/api/v1/actors/{id}", params: []string{"id", "lang"}, answer: typ(actorNoun{}), answers: s.apiActor},
		{id: "listStories", method: "GET", path: "/api/v1/stories", params: lists, answer: typ(parley.Story{}), list: true, answers: s.apiStories},
		{id: "getStory", method: "GET", path: "/api/v1/stories/{id}", params: []string{"id"}, answer: typ(parley.Story{}), answers: s.apiStory},
		{id: "listPages", method: "GET", path: "/api/v1/pages", params: lists, answer: typ(parley.PageInfo{}), list: true, answers: s.apiPages},
		{id: "getPage", method: "GET", path: "/api/v1/pages/{id}", params: []string{"id"}, answer: typ(parley.Reading{}), answers: s.apiPage},
		{id: "listSources", method: "GET", path: "/api/v1/sources", params: lists, answer: typ(source{}), list: true, answers: s.apiSources},
		{id: "listSearches", method: "GET", path: "/api/v1/searches", params: lists, answer: typ(parley.SavedSearch{}), list: true, answers: s.apiSearches},
		{id: "runSearch", method: "GET", path: "/api/v1/searches/{id}/events", params: append([]string{"id"}, lists...), answer: event, list: true, answers: s.apiSaved},
		{id: "listEdits", method: "GET", path: "/api/v1/edits", params: lists, answer: typ(parley.Edit{}), list: true, answers: s.apiEdits},
		{id: "getCounts", method: "GET", path: "/api/v1/counts", answer: typ(parley.Counts{}), answers: s.apiCounts},
		{id: "follow", method: "GET", path: "/api/v1/stream", params: []string{"q", "since", "Last-Event-ID"}, answer: typ(renewed{}), media: "text/event-stream", serves: s.stream},
		{id: "getDocument", method: "GET", path: "/api/v1/openapi.json", serves: s.document},
	}
}

// apiMethods are the methods that the API answers itself, be it only that they are not taken.
var apiMethods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}

// apiRoutes adds the operations to the routes, and what answers all other addresses and
// methods below /api/.
func (s *site) apiRoutes(mux *http.ServeMux) {
	methods := map[string][]string{}
	for _, o := range s.operations() {
		h := o.serves
		if h == nil {
			h = s.api(o.answers)
		}
		mux.HandleFunc(o.method+" "+o.path, s.knowing(o.takes(), h))
		methods[o.path] = append(methods[o.path], o.method)
	}
	for _, m := range apiMethods {
		for path, taken := range methods {
			if slices.Contains(taken, m) {
				continue
			}
			mux.HandleFunc(m+" "+path, func(w http.ResponseWriter, _ *http.Request) {
				allowed := strings.Join(taken, ", ")
				w.Header().Set("Allow", allowed)
				s.fault(w, &problem{Status: http.StatusMethodNotAllowed, Detail: "this address takes " + allowed})
			})
		}
		mux.HandleFunc(m+" /api/", func(w http.ResponseWriter, _ *http.Request) {
			s.fault(w, &problem{Status: http.StatusNotFound, Detail: "/api/v1/openapi.json lists what can be asked"})
		})
	}
}

// takes are the parameters that an address of the operation can have. All take a language: links
// of screens carry the reader's along.
func (o *operation) takes() []string {
	out := []string{"lang"}
	for _, name := range o.params {
		if name != "id" && name != "Last-Event-ID" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// knowing refuses parameters that are not taken. One that is misspelt and passed over would give
// an answer to another question.
func (s *site) knowing(taken []string, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "" {
			for _, name := range slices.Sorted(maps.Keys(r.URL.Query())) {
				if !slices.Contains(taken, name) {
					s.refuse(w, r, badRequest("no parameter %s: this address takes %s", parley.Plain(name), strings.Join(taken, ", ")))
					return
				}
			}
		}
		h(w, r)
	}
}

// problem is the shape of every failure (RFC 9457).
type problem struct {
	Type   string       `json:"type"`
	Title  string       `json:"title"`
	Status int          `json:"status"`
	Detail string       `json:"detail,omitempty"`
	At     *parley.Span `json:"at,omitempty"` // of a search that is not understood: where in it
}

func (p *problem) Error() string { return p.Detail }

// The types of problems that the status alone does not tell; others are about:blank.
const (
	wrongParameter = "urn:parley:problem:parameter"
	wrongSearch    = "urn:parley:problem:search"
	wrongCursor    = "urn:parley:problem:cursor"
	wrongBody      = "urn:parley:problem:body"
)

// badRequest is a parameter that means nothing.
func badRequest(format string, args ...any) error {
	return &problem{Type: wrongParameter, Status: http.StatusBadRequest, Detail: fmt.Sprintf(format, args...)}
}

// fault answers with a problem.
func (s *site) fault(w http.ResponseWriter, p *problem) {
	told := *p
	told.Title = http.StatusText(p.Status)
	if told.Type == "" {
		told.Type = "about:blank"
	}
	data, err := json.Marshal(told)
	if err != nil {
		s.log.Error("api failed", "err", err)
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	h.Del("ETag")
	w.WriteHeader(p.Status)
	_, _ = w.Write(append(data, '\n')) // the reader has gone: nothing to do
}

// refuse answers with what went wrong: in words where the reader can do something about it.
func (s *site) refuse(w http.ResponseWriter, r *http.Request, err error) {
	var known *problem
	switch {
	case errors.As(err, &known):
		s.fault(w, known)
	case errors.Is(err, errAbsent):
		s.fault(w, &problem{Status: http.StatusNotFound, Detail: errAbsent.Error()})
	case r.Context().Err() != nil:
		s.fault(w, &problem{Status: http.StatusServiceUnavailable, Detail: "this took too long"})
	default:
		s.log.Error("api failed", "path", r.URL.Path, "err", err)
		s.fault(w, &problem{Status: http.StatusInternalServerError, Detail: "the ledger could not be read"})
	}
}

// api wraps a handler: what it returns is printed as JSON, unless the reader has it.
func (s *site) api(h func(*http.Request) (any, error)) http.HandlerFunc {
	return timed(func(w http.ResponseWriter, r *http.Request) {
		tag, err := s.tag(r)
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		w.Header().Set("Vary", "Accept-Language")
		w.Header().Set("Cache-Control", "no-cache")
		if tag != "" {
			w.Header().Set("ETag", tag)
		}
		if has(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		body, data, err := s.answer(r, h)
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		if l, ok := body.(list); ok && l.Next != nil && r.Method == http.MethodGet {
			q := r.URL.Query()
			q.Set("cursor", *l.Next)
			w.Header().Set("Link", "<"+r.URL.Path+"?"+q.Encode()+`>; rel="next"`)
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(append(data, '\n')) // the reader has gone: nothing to do
	})
}

// answer makes an answer, in its turn, and prints it.
func (s *site) answer(r *http.Request, h func(*http.Request) (any, error)) (body any, data []byte, err error) {
	done, err := s.turns.take(r.Context())
	if err != nil {
		return nil, nil, err
	}
	defer done()
	if body, err = h(r); err != nil {
		return nil, nil, err
	}
	data, err = json.MarshalIndent(body, "", "  ")
	return body, data, err
}

// tag is the validator of an answer: another one when the ledger is in another state (of a single
// noun, when it was touched since), in another language and of another program. Searches and posts have none: what is saved is
// not part of the ledger's state.
func (s *site) tag(r *http.Request) (string, error) {
	if r.Method == http.MethodPost || strings.HasPrefix(r.URL.Path, "/api/v1/searches") {
		return "", nil
	}
	state, err := s.ledger.State(r.Context())
	if thing, alone := thingAt(r.URL.Path); alone && err == nil {
		state = s.tags.of(r.Context(), s.under, state, thing)
	}
	return fmt.Sprintf(`W/"%s-%s-%s-%d"`, s.version, s.born, s.newReader(r).Lang, state), err
}

// has tells whether a list of validators, as If-None-Match has it, has this one.
func has(header, tag string) bool {
	if tag == "" || len(header) > 4000 {
		return false
	}
	for _, one := range strings.Split(header, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// list is the shape of every answer with several nouns; Next is the cursor of the rest,
// null where there is none.
type list struct {
	Items any     `json:"items"`
	Count int     `json:"count"`
	Next  *string `json:"next"`
}

// page is how much of which list is asked for.
type page struct {
	limit int
	list  string // what the list is of: a cursor goes on with its own list only
	after string // of the cursor: what the last answer ended with
	at    int64  // of the cursor: where that stood
	first bool   // there is no cursor
}

// paged reads ?limit= and ?cursor=; all other parameters say which list it is.
func paged(r *http.Request) (page, error) {
	q := r.URL.Query()
	text, cursor := q.Get("limit"), q.Get("cursor")
	q.Del("limit")
	q.Del("cursor")
	limit := apiUsual
	if text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return page{}, badRequest("limit must be a number from 1 to %d", apiRows)
		}
		limit = n
	}
	return newPage(r.URL.Path+"?"+q.Encode(), limit, cursor)
}

func newPage(list string, limit int, cursor string) (page, error) {
	p := page{limit: limit, list: list, first: cursor == ""}
	if limit < 1 || limit > apiRows {
		return p, badRequest("limit must be a number from 1 to %d", apiRows)
	}
	if p.first {
		return p, nil
	}
	bad := &problem{Type: wrongCursor, Status: http.StatusBadRequest, Detail: "the cursor is not one of this list: ask without it"}
	if len(cursor) > 400 {
		return p, bad
	}
	data, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return p, bad
	}
	q, err := url.ParseQuery(string(data))
	if err != nil || q.Get("l") != p.sum() {
		return p, bad
	}
	p.after = q.Get("a")
	if p.at, err = strconv.ParseInt(q.Get("n"), 10, 64); err != nil || p.at < 0 {
		return p, bad
	}
	return p, nil
}

// sum tells lists apart in cursors.
func (p *page) sum() string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(p.list)) // never fails
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// cursor leads to what comes after the noun that stands at the place.
func (p *page) cursor(after string, at int64) *string {
	q := url.Values{"l": {p.sum()}, "a": {after}, "n": {strconv.FormatInt(at, 10)}}
	text := base64.RawURLEncoding.EncodeToString([]byte(q.Encode()))
	return &text
}

// listOf cuts to the limit what was asked for with one more. place tells where the last of
// them stands.
func listOf[T any](p page, all []T, place func(last *T) (id string, at int64, err error)) (any, error) {
	out := list{}
	if len(all) > p.limit {
		all = all[:p.limit]
		id, at, err := place(&all[p.limit-1])
		if err != nil {
			return nil, err
		}
		out.Next = p.cursor(id, at)
	}
	if all == nil {
		all = []T{}
	}
	out.Items, out.Count = all, len(all)
	return out, nil
}

// listed is the list of nouns that are all in memory: what comes after the one that the
// cursor names, wherever that has moved to; after its old place where it is gone.
func listed[T any](p page, all []T, id func(*T) string) (any, error) {
	from := 0
	if !p.first {
		from = int(min(p.at, int64(len(all))))
		if i := slices.IndexFunc(all, func(x T) bool { return id(&x) == p.after }); i >= 0 {
			from = i + 1
		}
	}
	rest := all[from:]
	return listOf(p, rest[:min(len(rest), p.limit+1)], func(last *T) (string, int64, error) { return id(last), int64(from + p.limit), nil })
}
