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

	"parley/internal/export"
)

// feedEntries is how many entries a feed holds; it says how many there are.
const feedEntries = 100

// Exporter writes the ledger in a format. It adds to the options what only it knows: names,
// version, time.
type Exporter func(ctx context.Context, w io.Writer, f export.Format, o export.Options) (export.Total, error)

// exported writes what the filter of the address picks, in the format of the address. An
// export that fails on its way is cut off, so that no reader takes it for whole.
func (s *site) exported(w http.ResponseWriter, r *http.Request) {
	req := &request{r, s.newReader(r)}
	f, ok := export.Find(r.PathValue("format"))
	if !ok || s.export == nil {
		s.fail(w, req, http.StatusNotFound)
		return
	}
	q := r.URL.Query()
	filter, unknown := req.filter(q, nil)
	tree, err := s.parseSearch(q.Get("search"))
	if filter.Query = tree; err != nil || len(unknown) > 0 || f.Track && filter.Track == "" {
		s.fail(w, req, http.StatusNotFound)
		return
	}
	o := export.Options{Filter: filter, Search: q.Get("search"), Track: filter.Track, Language: req.Lang, Title: req.T("export.feed"), Link: base(r)}
	title, err := s.exportTitle(req, filter.Track)
	if errors.Is(err, errAbsent) {
		s.fail(w, req, http.StatusNotFound)
		return
	}
	if title != "" {
		o.Title = title
	}
	if f.Name == "atom" || f.Name == "jsonfeed" {
		o.Newest = feedEntries
	} else {
		w.Header().Set("Content-Disposition", `attachment; filename="parley`+f.Ext+`"`)
	}
	w.Header().Set("Content-Type", f.Media)
	w.Header().Set("Cache-Control", "no-cache")
	if err == nil {
		_, err = s.export(r.Context(), w, f, o)
	}
	if err != nil {
		s.log.Error("export failed", "path", r.URL.Path, "err", err)
		panic(http.ErrAbortHandler)
	}
}

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
func base(r *http.Request) string {
	if r.Host == "" || strings.ContainsAny(r.Host, " /\\\"'<>@?#") {
		return ""
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// taken is one form in which a screen can be taken along.
type taken struct{ Label, Href string }

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
		out = append(out, taken{r.T("export." + f.Name), href})
	}
	return out
}
