package poll

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"parley"
)

// station is a small web server with a feed, and a record of what it was asked for.
type station struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
	says  map[string]http.HandlerFunc
}

func newStation(t *testing.T) *station {
	s := &station{says: map[string]http.HandlerFunc{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		say := s.says[r.URL.Path]
		s.mu.Unlock()
		if say == nil {
			http.NotFound(w, r)
			return
		}
		say(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// text answers with words, and with 304 to who has them.
func text(words string) http.HandlerFunc {
	tag := fmt.Sprintf("%q", fmt.Sprint(len(words)))
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, words)
	}
}

// entry is an item of a feed with short words or the whole article in it.
func entry(id, link, words string) string {
	return "<item><guid isPermaLink=\"false\">" + id + "</guid><title>Title of " + id + "</title><link>" + link +
		"</link><pubDate>Tue, 03 Jun 2025 08:00:00 GMT</pubDate>" + words + "</item>"
}

func feed(entries ...string) http.HandlerFunc {
	return text(`<?xml version="1.0"?><rss version="2.0"><channel><title>Station</title>` + strings.Join(entries, "") + `</channel></rss>`)
}

// desk is a poller of one source with what it handed on.
type desk struct {
	*Poller
	got []*parley.Page
	had map[string]bool
	now time.Time
}

func newDesk(private bool, address string) *desk {
	d := &desk{had: map[string]bool{}, now: time.Date(2025, 6, 10, 9, 0, 0, 0, time.UTC)}
	d.Poller = New([]Source{{address, 10 * time.Minute}}, Options{
		Private: private, Agent: "parley test", Now: func() time.Time { return d.now },
		Had: func(source string) bool { return d.had[source] },
		Take: func(_ context.Context, pages []*parley.Page) (int, error) {
			d.got = append(d.got, pages...)
			return len(pages), nil
		},
	})
	return d
}

// turn is one visit; it returns what came of it.
func (d *desk) turn(t *testing.T) (pages []*parley.Page, wait time.Duration, st Status) {
	t.Helper()
	d.got = nil
	wait = d.visit(t.Context(), d.sources[0])
	return d.got, wait, d.Status()[0]
}

const (
	summary = "<description>In short.</description>"
	whole   = "<content:encoded>&lt;p&gt;The ministers met in the harbour town on Tuesday.&lt;/p&gt;&lt;p&gt;They will meet again.&lt;/p&gt;</content:encoded>"
)

// TestVisits follows a feed over several visits: a whole entry is taken as it is, of a
// summary the article is fetched, nothing is fetched twice, and what is new is.
func TestVisits(t *testing.T) {
	s := newStation(t)
	article := `<html><body><h1>Title</h1><p>All of the second article.</p></body></html>`
	s.says["/two"] = text(article)
	s.says["/feed"] = feed(entry("one", s.URL+"/one", whole), entry("two", s.URL+"/two", summary))
	d := newDesk(true, s.URL+"/feed")

	got, wait, st := d.turn(t)
	if len(got) != 2 || wait != 10*time.Minute || st.Fault != "" || st.Pages != 2 || st.Good != d.now || st.New != d.now {
		t.Fatalf("first visit: %d pages, then %v, %+v", len(got), wait, st)
	}
	for i, want := range []struct{ source, url, title, bytes string }{
		{s.URL + "/feed#one", s.URL + "/one", "Title of one", "<p>The ministers met in the harbour town on Tuesday.</p><p>They will meet again.</p>"},
		{s.URL + "/feed#two", s.URL + "/two", "Title of two", article},
	} {
		p := got[i]
		if p.Source != want.source || p.URL != want.url || p.Title != want.title || string(p.Bytes) != want.bytes || !strings.HasPrefix(p.Published, "2025-06-03") || p.Fetched != "2025-06-10" {
			t.Errorf("page %d: %s %s %q %s %s\n%s", i, p.Source, p.URL, p.Title, p.Published, p.Fetched, p.Bytes)
		}
	}
	if want := []string{"/feed", "/robots.txt", "/two"}; !slices.Equal(s.asked, want) {
		t.Errorf("asked for %v, not %v", s.asked, want)
	}
	if got, _, st := d.turn(t); len(got) != 0 || st.Failures != 0 || len(s.asked) != 4 {
		t.Errorf("an unchanged feed gives %d pages after %v", len(got), s.asked)
	}
	s.says["/feed"] = feed(entry("one", s.URL+"/one", whole), entry("three", s.URL+"/three", whole))
	if got, _, _ := d.turn(t); len(got) != 1 || got[0].Title != "Title of three" {
		t.Errorf("of a feed with one new entry: %v", got)
	}
	if n := len(d.sources[0].seen); n != 2 {
		t.Errorf("%d entries are remembered of a feed that has two", n)
	}

	again := newDesk(true, s.URL+"/feed") // the program is started again
	again.had[s.URL+"/feed#one"], again.had[s.URL+"/feed#three"] = true, true
	if got, _, _ := again.turn(t); len(got) != 0 {
		t.Errorf("of a feed that the ledger has: %v", got)
	}
}

// TestSummaries lists when the summary has to do.
func TestSummaries(t *testing.T) {
	s := newStation(t)
	other := newStation(t)
	elsewhere := strings.Replace(other.URL, "127.0.0.1", "localhost", 1)
	s.says["/robots.txt"] = text("User-agent: *\nDisallow: /closed\n")
	s.says["/empty"] = text(" ")
	s.says["/open"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/closed/2", http.StatusFound) }
	s.says["/closed/2"] = text("<p>Not for programs.</p>")
	s.says["/away"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere+"/x", http.StatusFound) }
	other.says["/x"] = text("<p>Somebody else's.</p>")
	for _, c := range []struct{ why, link string }{
		{"robots.txt forbids it", s.URL + "/closed/1"},
		{"it leads to where robots.txt forbids it", s.URL + "/open"},
		{"there is none", s.URL + "/gone"},
		{"it is on another site", elsewhere + "/x"},
		{"it leads to another site", s.URL + "/away"},
		{"it is empty", s.URL + "/empty"},
		{"no link", ""},
	} {
		s.says["/feed"] = feed(entry("e", c.link, summary))
		d := newDesk(true, s.URL+"/feed")
		if got, _, st := d.turn(t); len(got) != 1 || string(got[0].Bytes) != "In short." || st.Fault != "" {
			t.Errorf("%s: %v %+v", c.why, got, st)
		}
	}
	if slices.Contains(s.asked, "/closed/1") || len(other.asked) != 1 {
		t.Errorf("asked for %v and %v", s.asked, other.asked)
	}
}

// TestArticleLater asks for an article that does not come a few times, then takes the summary.
func TestArticleLater(t *testing.T) {
	s := newStation(t)
	s.says["/feed"] = feed(entry("e", s.URL+"/a", summary))
	s.says["/a"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }
	d := newDesk(true, s.URL+"/feed")
	for i := range mostTries {
		got, _, _ := d.turn(t)
		if want := i / (mostTries - 1); len(got) != want {
			t.Fatalf("visit %d gives %d pages, not %d", i+1, len(got), want)
		}
	}
	if got, _, _ := d.turn(t); len(got) != 0 {
		t.Error("the summary came twice")
	}
}

// TestManyArticles fetches so many at a visit and the others at the next.
func TestManyArticles(t *testing.T) {
	s := newStation(t)
	var all []string
	for i := range mostArticles + 5 {
		path := fmt.Sprintf("/a%d", i)
		s.says[path] = text("<p>Article " + path + "</p>")
		all = append(all, entry(fmt.Sprint(i), s.URL+path, summary))
	}
	s.says["/feed"] = feed(all...)
	d := newDesk(true, s.URL+"/feed")
	for _, want := range []int{mostArticles, 5, 0} {
		if got, _, _ := d.turn(t); len(got) != want {
			t.Errorf("%d pages, not %d", len(got), want)
		}
	}
}

// TestFaults lists what can go wrong with a source, and when it is asked for again.
func TestFaults(t *testing.T) {
	s := newStation(t)
	s.says["/500"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }
	s.says["/busy"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	s.says["/page"] = text("<html><body><p>A page, no feed.</p></body></html>")
	s.says["/broken"] = text("<rss><channel><item><title>It breaks")
	s.says["/nothing"] = text("")
	s.says["/large"] = func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<rss><channel>"+strings.Repeat("large ", mostBytes/6+1))
	}
	s.says["/round"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) }
	s.says["/file"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/hostname", http.StatusFound)
	}
	s.says["/slow"] = func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	closed := httptest.NewServer(nil)
	closed.Close()
	for _, c := range []struct {
		address string
		public  bool
		fault   Fault
		detail  string
		wait    time.Duration
	}{
		{s.URL + "/gone", false, Refused, "404", 10 * time.Minute},
		{s.URL + "/500", false, Refused, "500", 10 * time.Minute},
		{s.URL + "/busy", false, Busy, "429", 2 * time.Hour},
		{s.URL + "/page", false, NoFeed, "", 10 * time.Minute},
		{s.URL + "/broken", false, NoFeed, "", 10 * time.Minute},
		{s.URL + "/nothing", false, NoFeed, "", 10 * time.Minute},
		{s.URL + "/large", false, Large, "8 MiB", 10 * time.Minute},
		{s.URL + "/round", false, Unreachable, "redirects", 10 * time.Minute},
		{s.URL + "/file", false, Forbidden, "", 10 * time.Minute},
		{s.URL + "/slow", false, Slow, "", 10 * time.Minute},
		{closed.URL + "/feed", false, Unreachable, "refused", 10 * time.Minute},
		{s.URL + "/page", true, Forbidden, "", 10 * time.Minute},
		{"http://localhost:1/feed", true, Forbidden, "", 10 * time.Minute},
		{"ftp://127.0.0.1/feed", false, Forbidden, "", 10 * time.Minute},
	} {
		d := newDesk(!c.public, c.address)
		d.patience = time.Second / 4
		if !strings.HasSuffix(c.address, "/slow") {
			d.patience = time.Minute
		}
		_, wait, st := d.turn(t)
		if st.Fault != c.fault || !strings.Contains(st.Detail, c.detail) || wait != c.wait || st.Failures != 1 || !st.Good.IsZero() || st.Next != d.now.Add(wait) {
			t.Errorf("%s: %s %q, then %v", c.address, st.Fault, st.Detail, wait)
		}
	}
}

// TestBackOff asks a source that fails ever more seldom, and as ever once it answers.
func TestBackOff(t *testing.T) {
	s := newStation(t)
	d := newDesk(true, s.URL+"/feed")
	for _, want := range []time.Duration{10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440} {
		if _, wait, _ := d.turn(t); wait != want*time.Minute {
			t.Errorf("%v, not %v minutes", wait, want)
		}
	}
	s.says["/feed"] = feed()
	if _, wait, st := d.turn(t); wait != 10*time.Minute || st.Failures != 0 || st.Fault != "" {
		t.Errorf("after an answer %v: %+v", wait, st)
	}
}

// TestLedgerFails keeps what could not be stored for the next visit.
func TestLedgerFails(t *testing.T) {
	s := newStation(t)
	s.says["/feed"] = feed(entry("one", s.URL+"/one", whole))
	d := newDesk(true, s.URL+"/feed")
	take := d.opt.Take
	d.opt.Take = func(context.Context, []*parley.Page) (int, error) { return 0, errors.New("disk full") }
	if _, _, st := d.turn(t); st.Fault != Ledger || st.Detail != "disk full" {
		t.Errorf("%+v", st)
	}
	d.opt.Take = take
	if got, _, st := d.turn(t); len(got) != 1 || st.Fault != "" {
		t.Errorf("then %d pages, %+v", len(got), st)
	}
}

// TestPause leaves time between the requests to one host.
func TestPause(t *testing.T) {
	s := newStation(t)
	s.says["/feed"] = feed()
	d := newDesk(true, s.URL+"/feed")
	d.opt.Pause = time.Hour
	before := time.Now()
	d.turn(t)
	for host, at := range d.free {
		if at.Before(before.Add(time.Hour)) {
			t.Errorf("%s may be asked again at %v", host, at)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := d.at(ctx, s.URL+"/feed", "", ""); !errors.Is(err, context.Canceled) || len(s.asked) != 1 {
		t.Errorf("within the pause: %v, asked for %v", err, s.asked)
	}
}

// TestRun visits all sources and ends when it is told to.
func TestRun(t *testing.T) {
	s := newStation(t)
	s.says["/feed"] = feed(entry("one", s.URL+"/one", whole))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	p := New([]Source{{s.URL + "/feed", 0}}, Options{
		Private: true, Had: func(string) bool { return false },
		Take: func(_ context.Context, pages []*parley.Page) (int, error) {
			stop()
			return len(pages), nil
		},
	})
	p.Run(ctx)
	if st := p.Status(); len(st) != 1 || st[0].Pages != 1 || p.sources[0].Every != Often {
		t.Errorf("%+v, every %v", st, p.sources[0].Every)
	}
}
