package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"parley"
	"parley/internal/query"
)

// Ledger is what the screens ask of the store. A noun that does not exist is nil without
// an error. Events come with the latest first seen first, Pages with the latest read
// first; a limit of 0 is none.
type Ledger interface {
	// State is another number whenever the answers to all else may have changed.
	State(ctx context.Context) (int64, error)
	// Touched names what changes since the first answers of that state touched; all: it may be
	// anything.
	Touched(ctx context.Context, since int64) (things []parley.Thing, all bool, err error)
	Counts(ctx context.Context) (parley.Counts, error)
	Events(ctx context.Context, f parley.EventFilter) ([]parley.Event, error)
	EventLines(ctx context.Context, f parley.EventFilter) ([]parley.EventInfo, error)
	Hits(ctx context.Context, f parley.EventFilter, bound int) (parley.Hits, error)
	Event(ctx context.Context, id string) (*parley.Event, error)
	Tracks(ctx context.Context) ([]parley.Track, error)
	Track(ctx context.Context, id string) (*parley.Track, error)
	// What is kept beside the nouns for screens; see store.Reader.
	EventsNamed(ctx context.Context, ids []string) ([]parley.Event, error)
	Telling(ctx context.Context, claims []string) ([]string, error)
	Fresh(ctx context.Context, from, to string, limit int) ([]parley.EventInfo, error)
	Reach(ctx context.Context, groups ...[]string) (items, stories [][]string, err error)
	Said(ctx context.Context, claims []string) (map[string]*parley.Claim, error)
	Forms(ctx context.Context, actor string, pages int) ([]parley.FormCount, int, error)
	TrackLines(ctx context.Context, f parley.TrackFilter) ([]parley.TrackInfo, error)
	TrackFacts(ctx context.Context, id string) (*parley.TrackFacts, error)
	Course(ctx context.Context, id string) (*parley.TrackCourse, error)
	Naming(ctx context.Context, track string, actors []string) (string, error)
	Sides(ctx context.Context, limit int) ([]string, error)
	Troubled(ctx context.Context, limit int) ([]parley.PageInfo, error)
	Circle(ctx context.Context, actor string) (*parley.Circle, error)
	Stories(ctx context.Context, limit int) ([]parley.Story, error)
	StoryLines(ctx context.Context, limit int) ([]parley.Story, error)
	Story(ctx context.Context, id string) (*parley.Story, error)
	StoriesOf(ctx context.Context, page string) ([]parley.Story, error)
	Reading(ctx context.Context, pageID string) (*parley.Reading, error)
	Text(ctx context.Context, pageID string) (*parley.Reading, error)
	Pages(ctx context.Context, limit, offset int) ([]parley.PageInfo, error)
	Titles(ctx context.Context, pages []string) (map[string]string, error)
	// Place, PagesBefore and Renewals say where a list goes on and what is new; see
	// store.Reader.
	Place(ctx context.Context, event string) (int64, error)
	PagesBefore(ctx context.Context, page string, limit int) ([]parley.PageInfo, error)
	Renewals(ctx context.Context, after int64, limit int) ([]parley.Renewal, int64, error)
	Edits(ctx context.Context) ([]parley.Edit, error)
	Searches(ctx context.Context) ([]parley.SavedSearch, error)
}

// Options are what may be left out: the clock, the region that a state (USA) lies in as a
// region id without its prefix (Europe), and where failures are logged.
type Options struct {
	Now    func() time.Time
	Region func(state string) string
	Log    *slog.Logger
	// Reason says the reason for a date in a language; nil leaves it as it is stored.
	Reason func(lang, why string) string
	// Replay reads a page once more and tells how, as plain text; "" where there is no such
	// page, nil offers none.
	Replay func(ctx context.Context, page string) (string, error)
	// Search looks up names in searches; nil knows none.
	Search query.Names
	// Export writes the ledger in another form; nil offers none.
	Export Exporter
	// Polls are the feeds that are asked for new pages; nil: none are.
	Polls Polls
	// Tools answers programs at /mcp; nil: nothing is there.
	Tools http.Handler
	// Editing lets people change what the site shows; nil does not. URL is the address under
	// which readers see the site, "" where it is that of their requests.
	Editing *Editing
	URL     string
	// Proxies are the networks of proxies whose word on where a reader comes from is taken,
	// for the limits of guesses.
	Proxies []netip.Prefix
	// Stop ends the streams when it is closed; nil lets them run.
	Stop <-chan struct{}
	Pace Pace
	// Ahead runs what makes screens before they are asked for, which ends with the context
	// that it is given; nil: none are.
	Ahead func(work func(context.Context))
	// World tells offices, words and places; nil knows none.
	World World
}

//go:embed locale templates assets apidoc.tsv
var files embed.FS

// site is everything that lasts longer than one request.
type site struct {
	ledger    *memory
	under     Ledger // as it was given
	names     parley.Namer
	now       func() time.Time
	region    func(state string) string
	log       *slog.Logger
	lookup    query.Names
	export    Exporter
	world     World
	words     map[string]*catalogue
	languages []string
	prints    map[string]map[string]printing // by language and screen
	assets    map[string]asset
	version   string // of the assets, for their URLs
	shown     shown
	tags      tags
	sheets    sync.Pool // *[]byte: room to print on
	turns     *turns
	replay    func(ctx context.Context, page string) (string, error)
	mark      string // stands in screens for the nonce of the answer that they are sent with
	born      string // this run of the program: its validators are no other's
	polls     Polls
	apidoc    map[string]string
	spec      []byte // the OpenAPI document
	editing   *Editing
	sessions  sessions
	proxies   []netip.Prefix
	guesses   guesses
	https     bool   // readers come over an encrypted connection, whatever ours is
	url       string // under which readers see the site, "" for that of the request
	stop      <-chan struct{}
	pace      Pace
	listeners chan struct{}
	exports   chan struct{}
	lastGood  atomic.Int64 // Unix seconds of the last screen shown whole
}

// errAbsent is what a handler returns for a noun that the ledger does not hold.
var errAbsent = errors.New("not in the ledger")

// New returns the whole interface. It panics when the embedded files are broken, which
// the tests of the package exclude.
func New(l Ledger, names parley.Namer, opt Options) http.Handler {
	s := newSite(l, names, opt)
	routes := s.routes()
	if opt.Ahead != nil {
		s.shown.later = true
		s.ready()
		s.warm(routes)
		opt.Ahead(func(ctx context.Context) { s.makeAhead(ctx, routes) })
	}
	return s.secured(withTools(opt.Tools, routes))
}

// ready reads, before anybody asks, what all screens of a kind share: a first reader would wait for it, and so
// would all who ask meanwhile.
func (s *site) ready() {
	ctx := context.Background()
	state, err := s.ledger.State(ctx)
	if err != nil {
		return // who asks is told
	}
	ctx = context.WithValue(ctx, stateKey{}, state)
	_, err1 := s.judged(ctx)
	_, err2 := s.ledger.Sides(ctx, mostSides)
	_, _, err3 := s.ledger.Present(ctx, dayOf(s.now()))
	if err := errors.Join(err1, err2, err3); err != nil {
		s.log.Error("what screens share", "err", err) // it is asked for again
	}
}

// newSite is the site without its addresses.
func newSite(l Ledger, names parley.Namer, opt Options) *site {
	s := &site{
		// What was given.
		ledger: &memory{Ledger: noted{l}}, under: l, names: names,
		now: opt.Now, region: opt.Region, log: opt.Log, lookup: opt.Search, world: opt.World,
		export: opt.Export, replay: opt.Replay, polls: opt.Polls, editing: opt.Editing,
		url: strings.TrimRight(opt.URL, "/"), https: strings.HasPrefix(opt.URL, "https://"), proxies: opt.Proxies,
		stop: opt.Stop, pace: opt.Pace,
		// What it works with.
		sheets: sync.Pool{New: func() any { room := make([]byte, 0, 64<<10); return &room }},
		turns:  newTurns(), mark: rand.Text(), born: strconv.FormatInt(time.Now().UnixNano(), 36),
		guesses:   guesses{slots: make(chan struct{}, guessAtOnce)},
		listeners: make(chan struct{}, streamClients), exports: make(chan struct{}, maxExports),
	}
	if opt.Editing != nil {
		s.sessions.keep = opt.Editing.Sessions
	}
	if s.lookup == nil {
		s.lookup = noNames{}
	}
	if s.world == nil {
		s.world = noWorld{}
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.region == nil {
		s.region = func(string) string { return "" }
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if err := s.load(); err != nil {
		panic(fmt.Sprintf("web: embedded files: %v", err))
	}
	for language, c := range s.words {
		if opt.Reason != nil {
			c.reason = func(why string) string { return opt.Reason(language, why) }
		}
	}
	return s
}

func (s *site) load() (err error) {
	if s.words, s.languages, err = loadCatalogues(files); err != nil {
		return err
	}
	if err := s.shown.open(); err != nil {
		return err
	}
	if s.assets, s.version, err = loadAssets(files); err != nil {
		return err
	}
	s.prints = map[string]map[string]printing{}
	for language, words := range s.words {
		if s.prints[language], err = loadTemplates(files, words); err != nil {
			return err
		}
	}
	words, err := fs.ReadFile(files, "apidoc.tsv")
	if err != nil {
		return err
	}
	doc, err := parseCatalogue("apidoc.tsv", string(words))
	if err != nil {
		return err
	}
	s.apidoc = doc.texts
	s.spec, err = s.openapi()
	return err
}

// routes is the one list of addresses.
func (s *site) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.screen("today", s.today))
	mux.HandleFunc("GET /diem-tin", s.briefOrText)
	mux.HandleFunc("GET /tracks", s.screen("tracks", s.tracks))
	mux.HandleFunc("GET /tracks/{id}", s.screen("track", s.track))
	mux.HandleFunc("GET /events", s.screen("events", s.events))
	mux.HandleFunc("GET /events/{id}", s.screen("event", s.event))
	mux.HandleFunc("GET /actors/{id}", s.screen("actor", s.actor))
	mux.HandleFunc("GET /search", s.screen("search", s.search))
	mux.HandleFunc("GET /search/grammar", s.screen("grammar", s.grammar))
	mux.HandleFunc("GET /stories", s.screen("stories", s.stories))
	mux.HandleFunc("GET /stories/{id}", s.screen("story", s.story))
	mux.HandleFunc("GET /pages", s.screen("pages", s.pages))
	mux.HandleFunc("GET /pages/{id}", s.screen("reading", s.reading))
	mux.HandleFunc("GET /pages/{id}/trace", s.trace)
	mux.HandleFunc("GET /health", s.health)
	mux.HandleFunc("GET /help", s.screen("help", s.help))
	mux.HandleFunc("GET /export/svg", s.drawn)
	mux.HandleFunc("GET /export/{format}", s.exported)
	mux.HandleFunc("GET /export/{format}/codebook", s.codebook)
	mux.HandleFunc("GET /assets/{name}", s.asset)
	s.editRoutes(mux)
	s.apiRoutes(mux)
	mux.HandleFunc("GET /", s.screen("", func(*request) (*screen, error) { return nil, errAbsent }))
	return mux
}

// editRoutes are the addresses of what people change and keep.
func (s *site) editRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /login", s.screen("login", s.login))
	mux.HandleFunc("POST /login", s.enter)
	mux.HandleFunc("POST /logout", s.changing(s.leave))
	mux.HandleFunc("GET /edits", s.screen("edits", s.edits))
	mux.HandleFunc("POST /edits/{seq}/undo", s.changing(s.undo))
	mux.HandleFunc("POST /events/{id}/correct", s.changing(s.correctEvent))
	mux.HandleFunc("POST /events/{id}/split", s.changing(s.splitEvent))
	mux.HandleFunc("POST /events/{id}/merge", s.changing(s.mergeEvent))
	mux.HandleFunc("POST /tracks/{id}/rename", s.changing(s.renameTrack))
	mux.HandleFunc("POST /tracks/{id}/pin", s.changing(s.pinTrack))
	mux.HandleFunc("POST /tracks/{id}/apart", s.changing(s.apartTrack))
	mux.HandleFunc("POST /tracks/{id}/together", s.changing(s.togetherTrack))
	mux.HandleFunc("GET /searches", s.screen("searches", s.searches))
	mux.HandleFunc("POST /searches", s.changing(s.saveSearch))
	mux.HandleFunc("POST /searches/{id}/drop", s.changing(s.dropSearch))
	mux.HandleFunc("GET /searches/{id}/{format}", s.savedExport)
	mux.HandleFunc("GET /tracks/{id}/{format}", s.nounExport("track"))
	mux.HandleFunc("GET /actors/{id}/{format}", s.nounExport("actor"))
}

// request is one visit: the HTTP request and the reader behind it.
type request struct {
	*http.Request
	*reader
}

// screen is what base.html prints: the reader's means, the frame, and the data of the
// template of that name.
type screen struct {
	*reader
	Title   string
	Section string  // which entry of the navigation is the present one
	API     string  // the same as JSON, or ""
	Feeds   []taken // what follows the screen's events: Atom, JSON Feed, calendar
	Passing bool    // shows more than the ledger's state, the day and the address decide
	Data    any
}

// screen wraps a handler: language in, template out, failures as pages in the language. A
// screen that was shown before is shown again as it was while nothing has changed.
func (s *site) screen(name string, h func(*request) (*screen, error)) http.HandlerFunc {
	return timed(func(w http.ResponseWriter, r *http.Request) {
		r = s.settled(r)
		r = r.WithContext(context.WithValue(r.Context(), titlesKey{}, &titles{of: map[string]string{}}))
		req := &request{r, s.newReader(r)}
		status, body := http.StatusOK, []byte(nil)
		x := s.sheet(r, req.Lang)
		if x != nil {
			x.once.Do(func() {
				var kept []byte
				var took time.Duration
				defer func() { s.shown.keep(x, kept, took) }()
				var again bool
				ctx, rests := noting(r.Context())
				if status, body, took, again = s.show(&request{r.WithContext(ctx), req.reader}, name, h); again {
					kept, x.on = body, rests.list()
				}
			})
			if body == nil {
				body = s.shown.text(x)
			}
		}
		if body == nil {
			status, body, _, _ = s.show(req, name, h)
		}
		s.send(w, req, status, body)
	})
}

// show makes a screen, in its turn, which took a time; again tells whether it is whole and may be shown again.
func (s *site) show(req *request, name string, h func(*request) (*screen, error)) (status int, body []byte, took time.Duration, again bool) {
	done, err := s.turns.take(req.Context())
	if err != nil {
		return http.StatusInternalServerError, s.failed(req, http.StatusInternalServerError), 0, false
	}
	defer done()
	began := time.Now()
	view, err := h(req)
	switch {
	case errors.Is(err, errAbsent):
		return http.StatusNotFound, s.failed(req, http.StatusNotFound), 0, false
	case err != nil:
		if !ahead(req.Context()) || req.Context().Err() == nil {
			s.log.Error("screen failed", "path", req.URL.Path, "err", err)
		}
		return http.StatusInternalServerError, s.failed(req, http.StatusInternalServerError), 0, false
	}
	view.reader = req.reader
	if body = s.print(req, name, view); body == nil {
		return http.StatusInternalServerError, s.failed(req, http.StatusInternalServerError), 0, false
	}
	s.lastGood.Store(s.now().Unix())
	return http.StatusOK, body, time.Since(began), !view.Passing
}

// failure is the data of error.html.
type failure struct {
	Title, Text, Last string
	Absent            bool
	Retry             string
}

func (s *site) fail(w http.ResponseWriter, r *request, status int) {
	s.send(w, r, status, s.failed(r, status))
}

// failed is the screen that says so.
func (s *site) failed(r *request, status int) []byte {
	key := fmt.Sprintf("error.%d", status)
	f := failure{Title: r.T(key + ".title"), Text: r.T(key + ".text"), Absent: status == http.StatusNotFound}
	if !f.Absent {
		f.Retry = r.URL.RequestURI()
		f.Last = r.T("error.500.never")
		if at := s.lastGood.Load(); at != 0 {
			f.Last = r.T("error.500.last", "time", time.Unix(at, 0).UTC().Format("2006-01-02 15:04 UTC"))
		}
	}
	return s.print(r, "error", &screen{reader: r.reader, Title: f.Title, Data: f})
}

// write prints the screen whole and sends it.
func (s *site) write(w http.ResponseWriter, r *request, status int, name string, view *screen) {
	s.send(w, r, status, s.print(r, name, view))
}

// print is the screen as bytes, nil where its template fails.
func (s *site) print(r *request, name string, view *screen) []byte {
	out := s.sheets.Get().(*[]byte)
	defer s.sheets.Put(out)
	body, err := s.prints[r.Lang][name]((*out)[:0], view)
	if err != nil {
		s.log.Error("template failed", "screen", name, "err", err)
		return nil
	}
	*out = body
	return bytes.Clone(body)
}

// send sends a screen, nil where there is none, and writes the nonce of the answer into it.
func (s *site) send(w http.ResponseWriter, r *request, status int, body []byte) {
	if body == nil {
		http.Error(w, "template failed", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", r.Lang)
	h.Set("Cache-Control", "no-cache")
	if r.Editor != nil {
		h.Set("Cache-Control", "private, no-store")
	}
	h.Set("Vary", "Accept-Language, Cookie")
	out := s.sheets.Get().(*[]byte)
	defer s.sheets.Put(out)
	*out = replaced((*out)[:0], body, s.mark, nonce(r.Request))
	h.Set("Content-Length", strconv.Itoa(len(*out)))
	w.WriteHeader(status)
	_, _ = w.Write(*out) // the reader has gone: nothing to do
}

// replaced appends a text with a mark in it replaced.
func replaced(out, text []byte, mark, by string) []byte {
	for {
		i := bytes.Index(text, []byte(mark))
		if i < 0 {
			return append(out, text...)
		}
		out = append(append(out, text[:i]...), by...)
		text = text[i+len(mark):]
	}
}
