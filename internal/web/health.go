package web

import (
	"fmt"
	"net/http"
	"sort"
	"strings"

	"parley"
)

// healthView is the data of health.html.
type healthView struct {
	Held     []string
	Backlog  string
	Trouble  *link // sources that have failed or gone quiet
	Sources  []sourceRow
	Left     string // sources that are not listed
	Polls    []pollRow
	PollLeft string // feeds that are not listed
	Codes    []codeCount
	Troubled []pageRow
	Scan     string
	Problems string
	All      string
}

type codeCount struct{ Code, N string }

// health answers a browser with a screen, anything else with a few plain lines.
func (s *site) health(w http.ResponseWriter, r *http.Request) {
	if strings.Contains(r.Header.Get("Accept"), "text/html") && r.URL.Query().Get("format") != "txt" {
		s.screen("health", s.healthScreen)(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	c, err := s.ledger.Counts(r.Context())
	if err != nil {
		s.log.Error("health", "err", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "ledger unreadable")
		return
	}
	all, err := s.judged(r.Context())
	if err != nil {
		s.log.Error("health", "err", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "ledger unreadable")
		return
	}
	in := map[string]int{}
	for _, x := range named(all) {
		in[x.State]++
	}
	fmt.Fprintf(w, "ok\npages %d\narticles %d\nclaims %d\nevents %d\ntracks %d\nstories %d\nproblems %d\nsources %d\nsources-failing %d\nsources-quiet %d\n",
		c.Pages, c.Articles, c.Claims, c.Events, c.Tracks, c.Stories, c.Problems, len(named(all)), in[sourceFailing], in[sourceQuiet])
	if s.polls != nil {
		failing := 0
		feeds := s.polls.Polled()
		for _, p := range feeds {
			if p.Fault != "" {
				failing++
			}
		}
		fmt.Fprintf(w, "feeds %d\nfeeds-failing %d\n", len(feeds), failing)
	}
}

func (s *site) healthScreen(r *request) (*screen, error) {
	c, err := s.ledger.Counts(r.Context())
	if err != nil {
		return nil, err
	}
	v := &healthView{
		Held: []string{
			r.Count("pages", c.Pages), r.Count("items", c.Items), r.Count("articles", c.Articles), r.Count("claims", c.Claims),
			r.Count("events", c.Events), r.Count("tracks", c.Tracks), r.Count("stories", c.Stories),
		},
		Problems: r.Count("problems", c.Problems), All: r.Link("/pages", "problems", "1"),
	}
	pages, err := s.ledger.Surveyed(r.Context())
	if err != nil {
		return nil, err
	}
	all, err := s.judged(r.Context())
	if err != nil {
		return nil, err
	}
	if v.Trouble, err = s.sourceNote(r); err != nil {
		return nil, err
	}
	if v.Backlog, err = s.backlog(r); err != nil {
		return nil, err
	}
	left := 0
	if v.Sources, left = r.sourceRows(all); left > 0 {
		v.Left = r.T("health.left", "n", r.Number(left))
	}
	if v.Polls, left = s.pollRows(r.reader); left > 0 {
		v.PollLeft = r.T("poll.left", "n", r.Number(left))
	}
	v.Codes = r.codes(pages)
	if v.Troubled, err = s.troubled(r, problemRows); err != nil {
		return nil, err
	}
	if len(pages) == sourcePages {
		v.Scan = r.T("pages.scan", "n", r.Number(sourcePages))
	}
	return &screen{Title: r.T("health.title"), Section: "health", Passing: s.polls != nil, Data: v}, nil
}

// codes counts pages by kind of problem.
func (r *reader) codes(pages []parley.PageInfo) []codeCount {
	counts := map[string]int{}
	for _, p := range pages {
		seen := map[string]bool{}
		for _, problem := range p.Problems {
			if !seen[problem.Code] {
				seen[problem.Code] = true
				counts[problem.Code]++
			}
		}
	}
	var codes []string
	for code := range counts {
		codes = append(codes, code)
	}
	sort.Slice(codes, func(i, j int) bool {
		if counts[codes[i]] != counts[codes[j]] {
			return counts[codes[i]] > counts[codes[j]]
		}
		return codes[i] < codes[j]
	})
	var out []codeCount
	for _, code := range codes {
		out = append(out, codeCount{parley.Plain(r.word("problem", code)), r.Number(counts[code])})
	}
	return out
}
