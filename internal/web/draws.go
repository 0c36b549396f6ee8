package web

// This file hands out pictures as files: the same drawings as on the screens.

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/internal/picture"
)

// Pictures are what can be drawn, by the noun that it is drawn of: track, actor, story, and
// search for the events that a search finds.
var Pictures = map[string][]string{
	"track":  {"course", "rounds", "positions", "venues"},
	"actor":  {"offices", "contacts", "matrix", "months", "days"},
	"story":  {"lineage", "passages", "sentences"},
	"search": {"months"},
}

// ErrNoPicture is returned where there is no such picture, or nothing to draw in it.
var ErrNoPicture = errors.New("no such picture")

// Sheet says which picture is wanted: its name, of what (a key of Pictures) and its id, or
// the text of a search. Lanes lays rounds out by venue, channel or level; Year is that of
// the days; Width is in pixels, 0 the usual one; Base is the address of the server that
// links lead to, "" for no links.
type Sheet struct {
	Picture, Of, ID string
	Language        string
	Lanes, Year     string
	Width           int
	Base            string
}

// Draw makes one picture as a file of its own.
func Draw(ctx context.Context, l Ledger, names parley.Namer, opt Options, p Sheet) ([]byte, error) {
	s := newSite(l, names, opt)
	q := url.Values{"lang": {p.Language}, "lanes": {p.Lanes}, "year": {p.Year}}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "/?"+q.Encode(), nil)
	if err != nil {
		return nil, err
	}
	x, err := s.sketch(&request{r, s.newReader(r)}, p.Of, p.ID, p.Picture)
	if errors.Is(err, errAbsent) {
		return nil, ErrNoPicture
	}
	if err != nil {
		return nil, err
	}
	f := picture.Frame{Title: x.Title, Desc: x.Desc, Width: p.Width, Alone: true, Base: strings.TrimRight(p.Base, "/")}
	return x.draw(f).SVG(), nil
}

// sketch finds the picture of a noun.
func (s *site) sketch(r *request, of, id, name string) (*sketch, error) {
	if !slices.Contains(Pictures[of], name) {
		return nil, ErrNoPicture
	}
	var all []*sketch
	switch of {
	case "track":
		f, err := s.file(r, id)
		if err != nil {
			return nil, err
		}
		all = []*sketch{f.courseSketch(), f.lanesSketch(), f.stancesSketch(f.positions()), f.mapSketch()}
	case "actor":
		d, err := s.dossier(r, id)
		if err != nil {
			return nil, err
		}
		all = d.sketches()
	case "story":
		t, err := s.tale(r, id)
		if err != nil {
			return nil, err
		}
		k, err := s.kin(r.Context(), t)
		if err != nil {
			return nil, err
		}
		all = []*sketch{t.lineage(), t.passages(k), t.grid()}
	case "search":
		x, err := s.searchMonths(r, id)
		if err != nil {
			return nil, err
		}
		all = []*sketch{x}
	}
	for _, x := range all {
		if x != nil && x.Name == name {
			return x, nil
		}
	}
	return nil, ErrNoPicture
}

// sketches are all pictures of an actor.
func (d *dossier) sketches() []*sketch {
	sides, _ := d.apart()
	years, months, days := d.yearCounts()
	out := []*sketch{d.offices(d.terms()), d.graph(sides), d.matrix(sides)}
	if len(years) > 0 {
		out = append(out, d.monthHeat(years, months), d.dayHeat(d.shownYear(years, months), days))
	}
	return out
}

// drawn serves GET /export/svg?picture=NAME&track=ID (or actor, story, search).
func (s *site) drawn(w http.ResponseWriter, r *http.Request) {
	req := &request{r, s.newReader(r)}
	q := r.URL.Query()
	var x *sketch
	err := ErrNoPicture
	for of := range Pictures {
		if id := q.Get(of); id != "" {
			x, err = s.sketch(req, of, id, q.Get("picture"))
			break
		}
	}
	switch {
	case errors.Is(err, ErrNoPicture), errors.Is(err, errAbsent):
		s.fail(w, req, http.StatusNotFound)
		return
	case err != nil:
		s.log.Error("picture failed", "path", r.URL.Path, "err", err)
		s.fail(w, req, http.StatusInternalServerError)
		return
	}
	f := picture.Frame{Title: x.Title, Desc: x.Desc, Alone: true, Base: s.base(r)}
	if f.Width = offsetOf(q.Get("width"), 4000); f.Width > 0 {
		f.Width = max(f.Width, 240)
	}
	svg := x.draw(f).SVG()
	h := w.Header()
	h.Set("Content-Type", "image/svg+xml; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="parley-`+x.Name+`.svg"`)
	h.Set("Content-Length", strconv.Itoa(len(svg)))
	h.Set("Cache-Control", "no-cache")
	_, _ = w.Write(svg) // the reader has gone: nothing to do
}

// searchMonths is the events that a search finds, by month.
func (s *site) searchMonths(r *request, text string) (*sketch, error) {
	q, err := s.parseSearch(text)
	if err != nil || q == nil {
		return nil, ErrNoPicture
	}
	h, err := s.ledger.Hits(r.Context(), parley.EventFilter{Query: q}, hitRows)
	if err != nil {
		return nil, err
	}
	v := &searchView{Q: text}
	r.months(v, oneCondition(v.Q), h)
	if len(h.Months) < 2 {
		return nil, nil
	}
	return r.monthBars(h.Months, v.MonthRows), nil
}
