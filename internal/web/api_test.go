package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/web"
)

// ask sends a request to the API.
func ask(h http.Handler, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAPI(t *testing.T) {
	h := site(t)
	for _, c := range []struct {
		path string
		want string
	}{
		{"/api/v1/events?actor=state:IRN&kind=talks&limit=2", `"count": 2`},
		{"/api/v1/events/e_ist1", `"independent": 2`},
		{"/api/v1/tracks?lang=en", "the Istanbul talks"},
		{"/api/v1/tracks/t_istanbul?lang=en", `"title": "Russia – Ukraine: the Istanbul talks"`},
		{"/api/v1/pages/p_vov0516", `"schema"`},
		{"/api/v1/stories", `"copy_of": "p_vov0516/0"`},
		{"/api/v1/search?q=kind:talks", `"kind": "talks"`},
		{"/api/v1/search/facets?q=kind:talks&lang=en", `"name": "talks"`},
		{"/api/v1/counts", `"tracks": `},
		{"/api/v1/actors?lang=en", `"name": "Russia"`},
		{"/api/v1/actors/state:RUS?lang=en", `"actor": "state:USA"`},
		{"/api/v1/actors/state:RUS?lang=vi", `"name": "Nga"`},
		{"/api/v1/searches", `"count": 0`},
		{"/api/v1/edits", `"items": []`},
	} {
		w := get(h, c.path, "")
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), c.want) || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: %d without %s", c.path, w.Code, c.want)
		}
	}
}

// TestProblems: whatever goes wrong is said as RFC 9457 has it.
func TestProblems(t *testing.T) {
	f := load(t)
	h := web.New(f, names(t), options())
	const asJSON = "application/json"
	for _, c := range []struct {
		method, path, media, body string
		code                      int
		kind, detail              string
	}{
		{"GET", "/api/v1/events?kind=nonsense", "", "", 400, "parameter", "not understood: kind=nonsense: one of "},
		{"GET", "/api/v1/events?after=2025-02-30", "", "", 400, "parameter", "not understood: after=2025-02-30: a day of the calendar such as"},
		{"GET", "/api/v1/events?actor=Egpt", "", "", 400, "parameter", "/api/v1/actors?name= finds it"},
		{"GET", "/api/v1/search?lang=vi&q=knd:talks", "", "", 400, "search", "Character 1: there is no field “knd”. Perhaps: kind."},
		{"GET", "/api/v1/search?q=after:2025-02-30", "", "", 400, "search", "“2025-02-30” means nothing here. Perhaps: 2025, 2025-01, 2025-01-31."},
		{"GET", "/api/v1/events?knd=talks", "", "", 400, "parameter", "no parameter knd: this address takes actor, "},
		{"GET", "/api/v1/counts?q=talks", "", "", 400, "parameter", "this address takes lang"},
		{"GET", "/api/v1/stream?query=talks", "", "", 400, "parameter", "no parameter query"},
		{"GET", "/api/v1/events?limit=x", "", "", 400, "parameter", "limit must be"},
		{"GET", "/api/v1/events?limit=501", "", "", 400, "parameter", "from 1 to 500"},
		{"GET", "/api/v1/events?limit=0", "", "", 400, "parameter", "from 1 to 500"},
		{"GET", "/api/v1/events?cursor=x", "", "", 400, "cursor", "ask without it"},
		{"GET", "/api/v1/tracks?cursor=bD0x", "", "", 400, "cursor", "ask without it"},
		{"GET", "/api/v1/search?q=knd:talks", "", "", 400, "search", "knd"},
		{"GET", "/api/v1/events/nope", "", "", 404, "", "not in the ledger"},
		{"GET", "/api/v1/search/facets?q=knd:talks", "", "", 400, "search", "knd"},
		{"GET", "/api/v1/searches/nope/events", "", "", 404, "", "not in the ledger"},
		{"GET", "/api/v1/nope", "", "", 404, "", "openapi.json"},
		{"GET", "/api/v1/stream?since=x", "", "", 400, "parameter", "numbers"},
		{"POST", "/api/v1/events", "", "", 405, "", "takes GET"},
		{"DELETE", "/api/v1/search", "", "", 405, "", "takes GET, POST"},
		{"POST", "/api/v1/nope", "", "", 404, "", "openapi.json"},
		{"POST", "/api/v1/search", "text/plain", "{}", 415, "", "JSON"},
		{"POST", "/api/v1/search", asJSON, "[", 400, "body", "object"},
		{"POST", "/api/v1/search", asJSON, `{"q":"kind:"}`, 400, "search", ""},
		{"POST", "/api/v1/search", asJSON, `{"q":"kind:talks","limit":1000}`, 400, "parameter", "limit"},
		{"POST", "/api/v1/search", asJSON, `{"q":"` + strings.Repeat("x", 70_000) + `"}`, 413, "", "too large"},
	} {
		w := ask(h, c.method, c.path, c.body, "Content-Type", c.media)
		var p struct {
			Type, Title, Detail string
			Status              int
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: %v: %s", c.method, c.path, err, w.Body)
			continue
		}
		kind := "about:blank"
		if c.kind != "" {
			kind = "urn:parley:problem:" + c.kind
		}
		if w.Code != c.code || p.Status != c.code || p.Type != kind || p.Title != http.StatusText(c.code) || !strings.Contains(p.Detail, c.detail) {
			t.Errorf("%s %s: %d %+v", c.method, c.path, w.Code, p)
		}
		if c.code == http.StatusMethodNotAllowed && w.Header().Get("Allow") == "" {
			t.Errorf("%s %s: does not say what is allowed", c.method, c.path)
		}
	}
	if w := ask(h, "GET", "/api/v1/search?q=knd:talks", ""); !strings.Contains(w.Body.String(), `"at":{"start":0,"end":3}`) {
		t.Errorf("a search that is not understood says where: %s", w.Body)
	}
	f.broken = true
	if w := ask(h, "GET", "/api/v1/events", ""); w.Code != 500 || strings.Contains(w.Body.String(), "fire") {
		t.Errorf("a broken ledger: %d %s", w.Code, w.Body)
	}
}

type answer struct {
	Items []struct {
		ID string `json:"id"`
	} `json:"items"`
	Count int     `json:"count"`
	Next  *string `json:"next"`
}

func asked(t *testing.T, h http.Handler, path string) answer {
	t.Helper()
	w := ask(h, "GET", path, "")
	var a answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d, %v: %s", path, w.Code, err, w.Body)
	}
	return a
}

// wholeList is what makes an address one of a part of a list.
var wholeList = regexp.MustCompile(`[?&]limit=\d+`)

// TestCursors walks every list in small steps and sees each noun once, also where newer
// ones come meanwhile.
func TestCursors(t *testing.T) {
	for _, list := range []string{"events?limit=2", "events?kind=talks&limit=1", "search?q=kind:talks&limit=1", "tracks?limit=1", "stories?limit=1", "pages?limit=2", "edits?limit=1"} {
		f := load(t)
		for i := range 3 {
			f.edits = append(f.edits, parley.Edit{Seq: int64(i + 1), Op: parley.EditPin, By: "ann"})
		}
		h := web.New(f, names(t), options())
		name, _, _ := strings.Cut(list, "?")
		var want, got []string
		for _, x := range asked(t, h, "/api/v1/"+wholeList.ReplaceAllString(list, "")).Items {
			want = append(want, x.ID)
		}
		next := ""
		for steps := 0; ; steps++ {
			a := asked(t, h, "/api/v1/"+list+next)
			for _, x := range a.Items {
				got = append(got, x.ID)
			}
			if a.Next == nil || steps > 100 {
				break
			}
			next = "&cursor=" + *a.Next
			if steps == 0 {
				grow(f, name)
			}
		}
		if !slices.Equal(want, got) || len(got) < 2 {
			t.Errorf("%s: %v, not %v", list, got, want)
		}
	}
}

// grow puts something new on top of a list. Places of the ledger in memory are counted from
// its oldest event, so that they stay.
func grow(f *fake, list string) {
	switch list {
	case "events", "search":
		e := f.events[0]
		e.ID, e.FirstSeen = "e_new", "2031-01-01"
		f.events = append(f.events, e)
	case "tracks":
		tr := f.tracks[0]
		tr.ID = "t_new"
		f.tracks = append([]parley.Track{tr}, f.tracks...)
	case "stories":
		s := f.stories[0]
		s.ID = "s_new"
		f.stories = append([]parley.Story{s}, f.stories...)
	case "edits":
		f.edits = append(f.edits, parley.Edit{Seq: 99, Op: parley.EditPin, By: "bob"})
	}
}

// TestCursorOfAnother: a cursor goes on with its own list only.
func TestCursorOfAnother(t *testing.T) {
	h := site(t)
	next := asked(t, h, "/api/v1/events?limit=1&kind=talks").Next
	if next == nil {
		t.Fatal("no cursor")
	}
	if w := ask(h, "GET", "/api/v1/events?limit=1&cursor="+*next, ""); w.Code != http.StatusBadRequest {
		t.Errorf("it is taken for another list: %d", w.Code)
	}
	w := ask(h, "GET", "/api/v1/events?limit=1&kind=talks", "")
	if link := w.Header().Get("Link"); !strings.HasPrefix(link, "</api/v1/events?cursor=") || !strings.HasSuffix(link, `>; rel="next"`) {
		t.Errorf("Link: %s", link)
	}
}

// TestValidators: who has an answer already is told so, until the ledger changes.
func TestValidators(t *testing.T) {
	f := load(t)
	h := web.New(f, names(t), options())
	for _, path := range []string{"/api/v1/events", "/api/v1/tracks/t_istanbul", "/api/v1/openapi.json"} {
		tag := ask(h, "GET", path, "").Header().Get("ETag")
		if tag == "" {
			t.Fatalf("%s: no ETag", path)
		}
		for _, c := range []struct {
			have string
			code int
		}{{tag, 304}, {`"other", ` + tag, 304}, {strings.TrimPrefix(tag, "W/"), 304}, {"*", 304}, {`"other"`, 200}, {"", 200}} {
			if w := ask(h, "GET", path, "", "If-None-Match", c.have); w.Code != c.code || c.code == 304 && w.Body.Len() > 0 {
				t.Errorf("%s with %q: %d", path, c.have, w.Code)
			}
		}
	}
	tag := ask(h, "GET", "/api/v1/tracks", "", "Accept-Language", "vi").Header().Get("ETag")
	if w := ask(h, "GET", "/api/v1/tracks", "", "Accept-Language", "en", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Error("one language is taken for the other")
	}
	if ask(web.New(f, names(t), options()), "GET", "/api/v1/tracks", "", "Accept-Language", "vi").Header().Get("ETag") == tag {
		t.Error("another run has the same validators")
	}
	grow(f, "events")
	if w := ask(h, "GET", "/api/v1/tracks", "", "Accept-Language", "vi", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Error("the ledger changed and nobody is told")
	}
}

func TestPostSearch(t *testing.T) {
	h := site(t)
	var first, all answer
	for _, c := range []struct {
		body string
		to   *answer
	}{{`{"q":"kind:talks","limit":1}`, &first}, {`{"q":"kind:talks"}`, &all}} {
		w := ask(h, "POST", "/api/v1/search", c.body, "Content-Type", "application/json; charset=utf-8")
		if err := json.Unmarshal(w.Body.Bytes(), c.to); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", c.body, w.Code, w.Body)
		}
	}
	if first.Count != 1 || first.Next == nil || all.Count < 2 {
		t.Fatalf("%+v, %+v", first, all)
	}
	w := ask(h, "POST", "/api/v1/search", fmt.Sprintf(`{"q":"kind:talks","limit":1,"cursor":%q}`, *first.Next), "Content-Type", "application/json")
	if !strings.Contains(w.Body.String(), all.Items[1].ID) {
		t.Errorf("the second is %s", w.Body)
	}
}
