package web

// This file makes screens before they are asked for: when the ledger has changed and nobody
// asks for anything, those that were asked for before, then what readers can get to from the
// front page, link by link.

import (
	"context"
	"html"
	"net/http"
	"slices"
	"strings"
	"time"
)

// How screens are made ahead: up to so many bytes of them, packed, and when no reader has
// been waiting for a while. The first work on a
// state takes half of a core; what is left after that, a tenth.
const (
	aheadBytes  = shownBytes * 3 / 4
	aheadQuiet  = 100 * time.Millisecond
	aheadFirst  = 15 * time.Second
	aheadPause  = 1 // times as long as the work, at first
	aheadLonger = 9
	aheadStep   = 200 * time.Millisecond // the most that one screen counts: what is longer, others took
)

// aheadKey marks requests that no reader made.
type aheadKey struct{}

func ahead(ctx context.Context) bool { return ctx.Value(aheadKey{}) != nil }

// aheadFronts are where readers begin, and aheadNouns what they look at from there; pages and events,
// which are many and quickly made, come last.
var (
	aheadFronts = []string{"/", "/tracks", "/stories", "/events", "/pages", "/diem-tin", "/health"}
	aheadNouns  = []string{"/tracks/", "/stories/", "/actors/"}
	aheadLast   = []string{"/pages/", "/events/"}
)

// makeAhead makes screens of the handler ahead until the context ends.
func (s *site) makeAhead(ctx context.Context, h http.Handler) {
	ctx = context.WithValue(ctx, aheadKey{}, true)
	var made, seen about
	for still := s.pace.orUsual().Still; rest(ctx, still); {
		for s.turns.quiet(aheadQuiet) && s.shown.pack() {
		}
		if s.turns.quiet(aheadQuiet) {
			tidy()
		}
		about, err := s.about(ctx)
		if err != nil || about == made {
			continue
		}
		if about != seen { // it may go on changing
			seen = about
			continue
		}
		w := s.newWalk(about)
		for w.step(ctx, h) {
		}
		if ctx.Err() == nil && w.done {
			made = about
		}
	}
}

// warmTime is how long a server may ask itself before others can.
const warmTime = 300 * time.Millisecond

// warm asks, before anybody can, for the screens that readers begin with and for one of each kind that these lead to:
// the first of a kind takes several times as long as the next, since statements are read and the upper
// levels of the database's trees fetched, and all who ask meanwhile would wait for it.
func (s *site) warm(h http.Handler) {
	ctx, stop := context.WithTimeout(context.WithValue(context.Background(), aheadKey{}, true), warmTime)
	defer stop()
	ask := func(address string) string {
		if ctx.Err() != nil {
			return ""
		}
		return ask(ctx, h, defaultLanguage, address)
	}
	var bodies []string
	for _, path := range append([]string{"/search"}, aheadFronts...) {
		bodies = append(bodies, ask(path))
	}
	for _, start := range slices.Concat([]string{"/search?q="}, aheadNouns, aheadLast) {
		for _, body := range bodies {
			_, rest, found := strings.Cut(body, `href="`+start)
			if href, _, whole := strings.Cut(rest, `"`); found && whole && !strings.ContainsAny(href, "?#/") {
				ask(html.UnescapeString(start + href))
				break
			}
		}
	}
}

// rest waits; it tells whether to go on.
func rest(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// walk is the way through the screens of one state of the ledger.
type walk struct {
	*site
	about  about
	known  map[string]bool
	lines  [4][]string // keys of screens (language and address) to be made, the first line first
	worked time.Duration
	done   bool
}

func (s *site) newWalk(about about) *walk {
	w := &walk{site: s, about: about, known: map[string]bool{}}
	_, hot := s.shown.held()
	for _, key := range hot {
		w.add(0, key)
	}
	for i, lang := range s.aheadLanguages() {
		for _, path := range aheadFronts {
			w.add(min(i, 1), lang+" "+path)
		}
	}
	return w
}

// aheadLanguages are the languages of readers, the usual one first.
func (s *site) aheadLanguages() []string {
	out := []string{defaultLanguage}
	for _, l := range s.languages {
		if l != defaultLanguage {
			out = append(out, l)
		}
	}
	return out
}

func (w *walk) add(line int, key string) {
	if !w.known[key] && len(w.known) < maxShown/2 {
		w.known[key] = true
		w.lines[line] = append(w.lines[line], key)
	}
}

// step makes one screen, when no reader is waiting. It tells whether there is more to do.
func (w *walk) step(ctx context.Context, h http.Handler) bool {
	for !w.turns.quiet(aheadQuiet) {
		if !rest(ctx, aheadQuiet) {
			return false
		}
	}
	now, err := w.site.about(ctx)
	if err != nil || now != w.about {
		return false
	}
	bytes, _ := w.shown.held()
	line := 0
	for line < len(w.lines) && len(w.lines[line]) == 0 {
		line++
	}
	if line == len(w.lines) || bytes > aheadBytes {
		w.done = true
		return false
	}
	key := w.lines[line][0]
	w.lines[line] = w.lines[line][1:]
	began := time.Now()
	lang, address, _ := strings.Cut(key, " ")
	body := ask(ctx, h, lang, address)
	w.follow(lang, body)
	for w.shown.pack() && w.turns.quiet(aheadQuiet) {
	}
	if w.turns.quiet(aheadQuiet) {
		tidy()
	}
	took := min(time.Since(began), aheadStep)
	w.worked += took
	pause := aheadPause
	if w.worked > aheadFirst {
		pause = aheadLonger
	}
	return rest(ctx, time.Duration(pause)*took)
}

// ask asks for a screen as a reader of the language would, and returns it.
func ask(ctx context.Context, h http.Handler, lang, address string) string {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return ""
	}
	r.RequestURI = address
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", lang)
	w := &copied{header: http.Header{}}
	h.ServeHTTP(w, r)
	if w.status != http.StatusOK {
		return ""
	}
	return w.body
}

// copied is an answer that nobody waits for.
type copied struct {
	header http.Header
	status int
	body   string
}

func (c *copied) Header() http.Header { return c.header }

func (c *copied) WriteHeader(status int) { c.status = status }

func (c *copied) Write(b []byte) (int, error) {
	c.body += string(b) // a screen comes in one piece
	return len(b), nil
}

// follow adds the screens that a screen leads to.
func (w *walk) follow(lang, body string) {
	other := 0
	if lang != defaultLanguage {
		other = 1
	}
	for {
		_, rest, found := strings.Cut(body, `href="/`)
		if !found {
			return
		}
		var href string
		if href, body, found = strings.Cut(rest, `"`); !found {
			return
		}
		href, _, _ = strings.Cut("/"+html.UnescapeString(href), "#")
		if line, ok := leads(href); ok {
			w.add(line+other, lang+" "+href)
		}
	}
}

// leads tells in which line the screen of an address is to stand, 0 or 2.
func leads(href string) (line int, ok bool) {
	path, query, _ := strings.Cut(href, "?")
	if query != "" {
		return 0, strings.HasPrefix(query, "offset=") && !strings.Contains(query, "&") && slices.Contains(aheadFronts, path)
	}
	for line, nouns := range map[int][]string{0: aheadNouns, 2: aheadLast} {
		for _, noun := range nouns {
			if id, ok := strings.CutPrefix(path, noun); ok {
				return line, !strings.Contains(id, "/")
			}
		}
	}
	return 0, false
}
