package web

// This file judges the sources: which of them are read as ever, which have gone quiet, and
// of which the last pages could not be read.

import (
	"context"
	"net/http"
	"slices"
	"sort"

	"parley"
)

// sourcePages is how many of the newest pages sources are judged by.
const sourcePages = 5000

// The states of a source.
const (
	sourceWell    = "well"
	sourceQuiet   = "quiet"   // its newest article is much older than the newest of all
	sourceFailing = "failing" // its last pages held nothing that could be read
)

// source is what was read of one outlet; pages of none are counted together.
type source struct {
	Outlet   parley.Maybe   `json:"outlet"`
	State    string         `json:"state"`
	Pages    int            `json:"pages"`
	Items    int            `json:"items"`
	Claims   int            `json:"claims"`
	Last     parley.Maybe   `json:"last"` // EDTF day of its newest article
	LastPage parley.Maybe   `json:"last_page"`
	Unread   int            `json:"unread"`   // of its latest pages, how many in a row held nothing
	Dated    map[string]int `json:"dated"`    // articles by how their day was found
	Problems map[string]int `json:"problems"` // pages by code of what was wrong

	ended bool         // the row of unread pages
	days  []parley.Day // of its articles
}

// unreadable are the problems of pages of which nothing came.
var unreadable = []string{"no-text", "page-too-slow", "program-fault"}

// unread tells whether nothing came of a page.
func unread(p *parley.PageInfo) bool {
	return p.Items == 0 || slices.ContainsFunc(p.Problems, func(x parley.Problem) bool { return slices.Contains(unreadable, x.Code) })
}

// sources sums pages up by outlet, the one with the most pages first. They come as the
// ledger lists them, the latest arrived first.
func sources(pages []parley.PageInfo) []*source {
	byName := map[parley.Maybe]*source{}
	out := []*source{}
	for i := range pages {
		p := &pages[i]
		s := byName[p.Outlet]
		if s == nil {
			s = &source{Outlet: p.Outlet, State: sourceWell, Dated: map[string]int{}, Problems: map[string]int{}}
			byName[p.Outlet] = s
			out = append(out, s)
		}
		s.add(p)
	}
	end := parley.DayMin
	for _, s := range out {
		slices.Sort(s.days)
		s.days = slices.Compact(s.days)
		if n := len(s.days); n > 0 {
			end = max(end, s.days[n-1])
		}
	}
	for _, s := range out {
		s.judge(end)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Pages > out[j].Pages })
	return out
}

func (s *source) add(p *parley.PageInfo) {
	s.Pages, s.Items, s.Claims = s.Pages+1, s.Items+p.Items, s.Claims+p.Claims
	if p.Dated != "" {
		s.Dated[string(p.Dated)]++
	}
	for _, f := range p.Problems {
		s.Problems[f.Code]++
	}
	if s.ended = s.ended || !unread(p); !s.ended {
		s.Unread++
	}
	day := string(p.Published)
	if !settled(day) {
		return
	}
	if s.Last == "" || earlier(string(s.Last), day) {
		s.Last, s.LastPage = p.Published, parley.Maybe(p.ID)
	}
	if d, ok := parley.DaysOf(day); ok && d.From == d.To {
		s.days = append(s.days, d.From)
	}
}

// A source fails where failingPages of its latest pages in a row held nothing, or all that
// it has. It is quiet where nothing came of it for quietGaps times as long as it usually
// leaves between two days with articles, a quietLeast at least; one that is hardly known, for
// quietUnknown.
const (
	failingPages = 3
	quietGaps    = 4
	quietLeast   = 3  // days
	quietUnknown = 14 // days
)

// judge says how the source is on the day of the newest article of all.
func (s *source) judge(end parley.Day) {
	if s.Unread >= failingPages || s.Unread == s.Pages {
		s.State = sourceFailing
		return
	}
	n := len(s.days)
	if n == 0 || s.Outlet == "" {
		return
	}
	patience := quietUnknown
	if n > 3 {
		gaps := make([]int, 0, n-1)
		for i := 1; i < n; i++ {
			gaps = append(gaps, int(s.days[i]-s.days[i-1]))
		}
		slices.Sort(gaps)
		patience = max(quietLeast, quietGaps*gaps[len(gaps)*3/4])
	}
	if int(end-s.days[n-1]) > patience {
		s.State = sourceQuiet
	}
}

// settled tells whether a value is of a known year.
func settled(value string) bool {
	_, _, ok := bounds(value)
	return ok
}

// judged is the sources as they stand, none that is not known by a name among them.
func (s *site) judged(ctx context.Context) ([]*source, error) {
	return recall(ctx, s.ledger, "sources", func(ctx context.Context) ([]*source, error) {
		pages, err := s.ledger.Surveyed(ctx)
		return sources(pages), err
	})
}

// named leaves out the pages of no outlet: they are no source that could fail.
func named(all []*source) []*source {
	return slices.DeleteFunc(slices.Clone(all), func(x *source) bool { return x.Outlet == "" })
}

// trouble is the sources that one cannot count on.
func trouble(all []*source) []*source {
	return slices.DeleteFunc(named(all), func(x *source) bool { return x.State == sourceWell })
}

// troubleNamed is how many of them a note names.
const troubleNamed = 4

// sourceNote says which sources have failed or gone quiet, nil where all are well.
func (s *site) sourceNote(r *request) (*link, error) {
	all, err := s.judged(r.Context())
	if err != nil {
		return nil, err
	}
	bad := trouble(all)
	polled := s.pollTrouble(r.reader)
	if len(bad) == 0 {
		if polled != "" {
			return &link{polled, r.Link("/health", "#", "polls")}, nil
		}
		return nil, nil
	}
	var names []string
	for _, x := range bad {
		since := ""
		if x.Last != "" {
			since = r.Date(string(x.Last))
		}
		names = append(names, r.T("source."+x.State, "name", outletName(x.Outlet, ""), "since", since))
	}
	text := r.T("source.trouble", "n", r.Number(len(bad)), "all", r.Number(len(named(all))), "names", r.join(names, troubleNamed))
	if polled != "" {
		text += " " + polled
	}
	return &link{text, r.Link("/health", "#", "sources")}, nil
}

// apiSources lists the sources as Health does.
func (s *site) apiSources(r *http.Request) (any, error) {
	p, err := paged(r)
	if err != nil {
		return nil, err
	}
	all, err := s.judged(r.Context())
	if err != nil {
		return nil, err
	}
	out := make([]source, len(all))
	for i := range all {
		out[i] = *all[i]
	}
	return listed(p, out, func(x *source) string { return string(x.Outlet) })
}
