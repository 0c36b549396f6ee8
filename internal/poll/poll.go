package poll

// This file visits the sources, each in its time.

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/publicsuffix"

	"parley"
	"parley/internal/source"
)

// Poller asks all sources. It is made for one Run; Status may be called at any time.
type Poller struct {
	opt      Options
	client   *http.Client
	patience time.Duration
	sources  []*visited
	slots    chan struct{}
	turn     atomic.Int64

	mu     sync.Mutex
	free   map[string]time.Time // by host: when the next request may begin
	robots map[string]*robots   // by scheme and host
}

// visited is a source and what is remembered of it.
type visited struct {
	Source
	status    Status // under Poller.mu
	tag, date string
	seen      map[string]string // entries that were dealt with: Page.Source → Page.Hash
	tries     map[string]int    // articles that did not come, by Page.Source
}

// mostTries is how often an article is asked for before its summary has to do.
const mostTries = 3

// New makes a poller of the sources. Times between visits are kept within Often and Seldom.
func New(sources []Source, opt Options) *Poller {
	p := &Poller{
		opt: opt, client: client(opt.Private), patience: patience, slots: make(chan struct{}, atOnce),
		free: map[string]time.Time{}, robots: map[string]*robots{},
	}
	for _, s := range sources[:min(len(sources), MostSources)] {
		s.Every = min(max(s.Every, Often), Seldom)
		p.sources = append(p.sources, &visited{Source: s, status: Status{URL: s.URL}, seen: map[string]string{}, tries: map[string]int{}})
	}
	return p
}

func (p *Poller) now() time.Time {
	if p.opt.Now != nil {
		return p.opt.Now()
	}
	return time.Now()
}

// Status tells how it went, in the order of the sources.
func (p *Poller) Status() []Status {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make([]Status, len(p.sources))
	for i, s := range p.sources {
		out[i] = s.status
	}
	return out
}

// Turn is another number whenever a source began to fail, fails otherwise, or is well again.
func (p *Poller) Turn() int64 { return p.turn.Load() }

// Run visits the sources until ctx is done, and returns when the last visit has ended.
func (p *Poller) Run(ctx context.Context) {
	var wg sync.WaitGroup
	for i, s := range p.sources {
		wg.Go(func() {
			wait := time.Duration(i) * time.Second / 4 // not all at the first moment
			for sleep(ctx, wait) {
				select {
				case p.slots <- struct{}{}:
				case <-ctx.Done():
					return
				}
				wait = p.visit(ctx, s)
				<-p.slots
			}
		})
	}
	wg.Wait()
	p.client.CloseIdleConnections()
}

// sleep waits; false when ctx is done.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(max(d, 0))
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// visit asks a source once, notes how it went, and says how long to wait for the next visit.
func (p *Poller) visit(ctx context.Context, s *visited) time.Duration {
	added, err := p.ask(ctx, s)
	now := p.now()
	p.mu.Lock()
	defer p.mu.Unlock()
	st := &s.status
	before := st.Fault
	st.Asked, st.Pages = now, st.Pages+added
	wait := s.Every
	if added > 0 {
		st.New = now
	}
	if err == nil {
		st.Good, st.Failures, st.Fault, st.Detail = now, 0, "", ""
	} else if ctx.Err() == nil {
		st.Failures++
		f := &fault{why: Ledger, detail: err.Error()}
		errors.As(err, &f)
		st.Fault, st.Detail = f.why, parley.Shorten(parley.Plain(f.detail), 200)
		wait = max(s.Every<<min(st.Failures-1, 12), f.after)
	}
	wait = min(wait, Seldom)
	st.Next = now.Add(wait)
	if st.Fault != before {
		p.turn.Add(1)
		if p.opt.Tell != nil && ctx.Err() == nil {
			p.opt.Tell(*st)
		}
	}
	return wait
}

// ask fetches the feed and hands on what is new in it.
func (p *Poller) ask(ctx context.Context, s *visited) (added int, err error) {
	a, err := p.at(ctx, s.URL, s.tag, s.date)
	if err != nil || a.unchanged {
		return 0, err
	}
	entries, err := p.entries(ctx, s, a)
	if err != nil {
		return 0, err
	}
	var pages []*parley.Page
	dealt := map[string]string{}
	fetched := 0
	for _, e := range entries {
		hash := e.Hash()
		if s.seen[e.Source] == hash {
			continue
		}
		if _, known := s.seen[e.Source]; !known && p.opt.Had(e.Source) { // before this program was started
			dealt[e.Source] = hash
			continue
		}
		if ctx.Err() != nil {
			return 0, ctx.Err() // the next start finds them again
		}
		if p.summed(s, e) {
			if fetched == mostArticles {
				continue
			}
			fetched++
			whole, later := p.article(ctx, e)
			if later && s.tries[e.Source] < mostTries-1 {
				s.tries[e.Source]++
				continue
			}
			if whole != nil {
				e = whole
			}
		}
		dealt[e.Source] = hash
		pages = append(pages, e)
	}
	if len(pages) > 0 {
		if added, err = p.opt.Take(ctx, pages); err != nil {
			return added, err
		}
	}
	s.remember(entries, dealt)
	if len(s.seen) == len(entries) { // else there is more to do, and an unchanged feed must come again
		s.tag, s.date = a.tag, a.date
	} else {
		s.tag, s.date = "", ""
	}
	return added, ctx.Err()
}

// remember keeps what was dealt with of the entries that the feed has now, and no other.
func (s *visited) remember(entries []*parley.Page, dealt map[string]string) {
	seen, tries := map[string]string{}, map[string]int{}
	for _, e := range entries {
		hash, ok := dealt[e.Source]
		if !ok {
			hash, ok = s.seen[e.Source]
		}
		if ok {
			seen[e.Source] = hash
		} else if n := s.tries[e.Source]; n > 0 {
			tries[e.Source] = n
		}
	}
	s.seen, s.tries = seen, tries
}

// entries reads a feed. One of which nothing can be read is a fault; a broken entry is not.
func (p *Poller) entries(ctx context.Context, s *visited, a *answer) ([]*parley.Page, error) {
	var out []*parley.Page
	had := map[string]bool{}
	var first error
	opt := source.Options{MaxPage: mostBytes, MaxEntries: mostEntries, Charsets: p.opt.Charsets, Fetched: p.now().UTC().Format(time.DateOnly)}
	source.Feed(ctx, s.URL, a.charset, bytes.NewReader(a.body), opt, func(e *parley.Page, err error) bool {
		if err != nil {
			if first == nil {
				first = err
			}
		} else if !had[e.Source] {
			had[e.Source] = true
			out = append(out, e)
		}
		return true
	})
	var reason *source.Error
	if len(out) > 0 || errors.As(first, &reason) && reason.Reason == source.Empty && len(a.body) > 0 && reason.Place == s.URL {
		return out, ctx.Err() // a feed may have no entries for a while
	}
	if first != nil {
		return nil, &fault{why: NoFeed, detail: cause(first).Error()}
	}
	return nil, ctx.Err()
}

// summed tells whether the feed gives only a summary of an entry whose article is on its site.
func (p *Poller) summed(s *visited, e *parley.Page) bool {
	return e.Media == parley.MediaText && e.URL != "" && site(e.URL) != "" && site(e.URL) == site(s.URL)
}

// site is the registrable host of an address, or the host where it has none.
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if own, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return own
	}
	return host
}

// article fetches the article of an entry; nil where there is none to be had. Later says that
// it may come another time.
func (p *Poller) article(ctx context.Context, e *parley.Page) (whole *parley.Page, later bool) {
	if !p.permitted(ctx, e.URL) {
		return nil, false
	}
	a, err := p.at(ctx, e.URL, "", "")
	if err != nil {
		var f *fault
		return nil, ctx.Err() != nil || errors.As(err, &f) && (f.why == Busy || f.why == Slow || f.why == Unreachable)
	}
	if site(a.url) != site(e.URL) || len(bytes.TrimSpace(a.body)) == 0 {
		return nil, false
	}
	if a.url != e.URL && !p.permitted(ctx, a.url) { // where a redirect led to
		return nil, ctx.Err() != nil
	}
	page := *e
	page.Bytes, page.Media, page.Charset, page.Lead = a.body, parley.MediaUnknown, a.charset, ""
	return &page, false
}

// at fetches an address when its host may be asked again.
func (p *Poller) at(ctx context.Context, address, tag, date string) (*answer, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, &fault{why: Forbidden, detail: errForbidden.Error()}
	}
	host := strings.ToLower(u.Host)
	p.mu.Lock()
	now := time.Now() // pauses are of the machine's time
	begin := p.free[host]
	if begin.Before(now) {
		begin = now
	}
	if len(p.free) > MostSources*4 {
		clear(p.free)
	}
	p.free[host] = begin.Add(p.opt.Pause)
	p.mu.Unlock()
	if !sleep(ctx, begin.Sub(now)) {
		return nil, ctx.Err()
	}
	return p.fetch(ctx, address, tag, date)
}
