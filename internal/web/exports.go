package web

// This file hands out the ledger in other forms: downloads, feeds, calendars.

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"parley"
	"parley/internal/export"
)

// maxExports is how many exports are written at a time.
const maxExports = 8

// feedEntries is how many entries a feed holds; it says how many there are.
const feedEntries = 100

// Exporter writes the ledger in a format. It adds to the options what only it knows: names,
// version, time.
type Exporter func(ctx context.Context, w io.Writer, f export.Format, o export.Options) (export.Total, error)

// exported writes what the filter of the address picks, in the format of the address.
func (s *site) exported(w http.ResponseWriter, r *http.Request) {
	req := &request{r, s.newReader(r)}
	q := r.URL.Query()
	filter, unknown := req.filter(q, nil)
	if len(unknown) > 0 {
		s.fail(w, req, http.StatusNotFound)
		return
	}
	s.exportOf(w, req, export.Options{Filter: filter, Search: q.Get("search")})
}

// savedExport writes what a saved search finds.
func (s *site) savedExport(w http.ResponseWriter, r *http.Request) {
	req := &request{r, s.newReader(r)}
	saved, err := s.saved(r.Context(), r.PathValue("id"))
	if err != nil {
		s.failWith(w, req, err)
		return
	}
	s.exportOf(w, req, export.Options{Search: saved.Q, Title: parley.Plain(saved.Name)})
}

// nounExport writes the events of one track or actor.
func (s *site) nounExport(noun string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		req := &request{r, s.newReader(r)}
		filter, unknown := req.filter(url.Values{noun: {r.PathValue("id")}}, nil)
		if len(unknown) > 0 {
			s.fail(w, req, http.StatusNotFound)
			return
		}
		o := export.Options{Filter: filter}
		if noun == "actor" {
			o.Title = parley.Plain(req.Name(filter.Actors[0]))
		}
		s.exportOf(w, req, o)
	}
}

// failWith answers with what went wrong.
func (s *site) failWith(w http.ResponseWriter, r *request, err error) {
	if errors.Is(err, errAbsent) {
		s.fail(w, r, http.StatusNotFound)
		return
	}
	s.log.Error("export failed", "path", r.URL.Path, "err", err)
	s.fail(w, r, http.StatusInternalServerError)
}

// exportOf writes in the format of the address what the options pick. An export that fails
// on its way is cut off, so that no reader takes it for whole.
func (s *site) exportOf(w http.ResponseWriter, r *request, o export.Options) {
	f, ok := export.Find(r.PathValue("format"))
	tree, err := s.parseSearch(o.Search)
	o.Filter.Query, o.Track = tree, o.Filter.Track
	if !ok || s.export == nil || err != nil || f.Track && o.Track == "" {
		s.fail(w, r, http.StatusNotFound)
		return
	}
	select {
	case s.exports <- struct{}{}:
		defer func() { <-s.exports }()
	default:
		w.Header().Set("Retry-After", "10")
		http.Error(w, "too many exports are being written at once: try again in a moment", http.StatusServiceUnavailable)
		return
	}
	title, err := s.exportTitle(r, o.Track)
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	o.Language, o.Link = r.Lang, s.base(r.Request)
	if title != "" {
		o.Title = title
	}
	if o.Title == "" {
		o.Title = r.T("export.feed")
	}
	if f.Name == "atom" || f.Name == "jsonfeed" {
		o.Newest = feedEntries
		if o.Link != "" {
			o.Self = o.Link + r.URL.RequestURI()
		}
	} else {
		w.Header().Set("Content-Disposition", `attachment; filename="parley`+f.Ext+`"`)
	}
	w.Header().Set("Content-Type", f.Media)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Trailer", totalTrailer)
	total, err := s.export(r.Context(), newPatient(w), f, o)
	if err != nil {
		s.log.Error("export failed", "path", r.URL.Path, "err", err)
		panic(http.ErrAbortHandler)
	}
	w.Header().Set(totalTrailer, total.String())
}

// totalTrailer says behind an export what it held: a program that reads it knows that it has
// all.
const totalTrailer = "Parley-Total"

// exportTitle is the title of the track that is exported, "" for none.
func (s *site) exportTitle(r *request, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	t, err := s.ledger.Track(r.Context(), id)
	if err != nil {
		return "", err
	}
	if t == nil {
		return "", errAbsent
	}
	return r.trackTitle(t), nil
}

// codebook tells what a format holds.
func (s *site) codebook(w http.ResponseWriter, r *http.Request) {
	f, ok := export.Find(r.PathValue("format"))
	if !ok {
		s.fail(w, &request{r, s.newReader(r)}, http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/markdown; charset=utf-8")
	_, _ = io.WriteString(w, f.Codebook()) // the reader has gone: nothing to do
}

// base is the address under which the reader sees this site.
func (s *site) base(r *http.Request) string {
	if s.url != "" {
		return s.url
	}
	if r.Host == "" || strings.ContainsAny(r.Host, " /\\\"'<>@?#") {
		return ""
	}
	scheme := "http"
	if s.secure(r) {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// taken is one form in which a screen can be taken along.
type taken struct{ Label, Href, Media string }

// forms are the links of a screen to its exports: all formats for events, those that make
// sense for one track where it shows one.
func (s *site) forms(r *request, q url.Values) []taken {
	if s.export == nil {
		return nil
	}
	only := url.Values{}
	for _, name := range append(slices.Clone(filterNames), "search", "lang") {
		if v := q.Get(name); v != "" {
			only.Set(name, v)
		}
	}
	var out []taken
	for _, f := range export.Formats() {
		if f.Track && only.Get("track") == "" {
			continue
		}
		href := "/export/" + f.Name
		if len(only) > 0 {
			href += "?" + only.Encode()
		}
		out = append(out, taken{r.T("export." + f.Name), href, f.Media})
	}
	return out
}
