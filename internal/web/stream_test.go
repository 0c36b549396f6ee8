package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/internal/web"
)

// listen opens the stream and returns its lines, one at a time; "" ends a message.
func listen(t *testing.T, server, query, last string) (next func() string, leave func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server+"/api/v1/stream"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("%s", res.Status)
	}
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	return func() string {
			if !lines.Scan() {
				return "end"
			}
			return lines.Text()
		}, func() {
			cancel()
			_ = res.Body.Close() // it is being left
		}
}

// message reads up to the next one that is not a comment: id, name, data.
func message(t *testing.T, next func() string) (m [3]string) {
	t.Helper()
	for range 100 {
		line := next()
		name, value, _ := strings.Cut(line, ": ")
		switch name {
		case "id":
			m[0] = value
		case "event":
			m[1] = value
		case "data":
			m[2] = value
		case "":
			if m[2] != "" {
				return m
			}
		}
	}
	t.Fatal("nothing comes")
	return m
}

func TestStream(t *testing.T) {
	f := load(t)
	o := options()
	stop := make(chan struct{})
	o.Stop, o.Pace = stop, web.Pace{Look: time.Millisecond, Beat: 20 * time.Millisecond}
	srv := httptest.NewServer(web.New(f, names(t), o))
	defer srv.Close()
	tell := func(r parley.Renewal) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.renewals = append(f.renewals, r)
	}
	tell(parley.Renewal{N: 5, Noun: "event", ID: "e_ist1", First: 5})
	next, leave := listen(t, srv.URL, "", "")
	if got := next(); got != "retry: 5000" {
		t.Errorf("begins with %q", got)
	}
	for range 3 {
		next()
	}
	tell(parley.Renewal{N: 6, Noun: "track", ID: "t_istanbul", First: 2})
	tell(parley.Renewal{N: 7, Noun: "event", ID: "e_gone", First: 1, Gone: true})
	m := message(t, next)
	var x struct {
		Change, ID string
		Track      *parley.Track
	}
	if err := json.Unmarshal([]byte(m[2]), &x); err != nil || m[0] != "6" || m[1] != "track" || x.Change != "changed" || x.Track == nil || x.Track.ID != "t_istanbul" {
		t.Errorf("%v: %v, %+v", m[:2], err, x)
	}
	if m = message(t, next); m != [3]string{"7", "event", `{"change":"gone","id":"e_gone"}`} {
		t.Errorf("%v", m)
	}
	leave()

	// Who comes back goes on where he was; to him what came since he left is new.
	next, leave = listen(t, srv.URL, "", "4")
	if m = message(t, next); m[0] != "5" || !strings.HasPrefix(m[2], `{"change":"new","id":"e_ist1","event":{`) {
		t.Errorf("after 4 comes %.80v", m)
	}
	leave()
	next, leave = listen(t, srv.URL, "?since=6", "")
	if m = message(t, next); m[0] != "7" {
		t.Errorf("after 6 comes %v", m)
	}
	for got := next(); !strings.HasPrefix(got, ":"); got = next() {
		if got == "end" {
			t.Fatal("the stream ends by itself")
		}
	}
	close(stop)
	for got := next(); got != "end"; got = next() {
	}
	leave()
}

// TestStreamOfSearch: of a search only events come that it finds.
func TestStreamOfSearch(t *testing.T) {
	f := load(t)
	o := options()
	o.Pace = web.Pace{Look: time.Millisecond, Beat: time.Hour}
	srv := httptest.NewServer(web.New(f, names(t), o))
	defer srv.Close()
	talks, other := "", ""
	for _, e := range f.events {
		if e.Kind == parley.Talks {
			talks = e.ID
		} else {
			other = e.ID
		}
	}
	f.renewals = []parley.Renewal{
		{N: 1, Noun: "event", ID: other, First: 1},
		{N: 2, Noun: "track", ID: "t_istanbul", First: 2},
		{N: 3, Noun: "event", ID: "e_gone", First: 1, Gone: true},
		{N: 4, Noun: "event", ID: talks, First: 4},
		{N: 5, Noun: "event", ID: other, First: 5},
		{N: 6, Noun: "event", ID: talks, First: 4},
	}
	next, leave := listen(t, srv.URL, "?q=kind:talks", "0")
	defer leave()
	for _, want := range []string{"4", "6"} {
		if m := message(t, next); m[0] != want || m[1] != "event" || !strings.Contains(m[2], `"id":"`+talks+`"`) {
			t.Errorf("not %s comes but %.80v", want, m)
		}
	}
	res, err := http.Get(srv.URL + "/api/v1/stream?q=knd:talks")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusBadRequest {
		t.Errorf("a search that is not understood: %s", res.Status)
	}
}

// TestStreamBounded: so many listen, the next is told to come later.
func TestStreamBounded(t *testing.T) {
	srv := httptest.NewServer(web.New(load(t), names(t), options()))
	defer srv.Close()
	for range 64 {
		_, leave := listen(t, srv.URL, "", "")
		defer leave()
	}
	res, err := http.Get(srv.URL + "/api/v1/stream")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("the 65th: %s", res.Status)
	}
}
