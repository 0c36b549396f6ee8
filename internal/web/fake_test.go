package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"parley"
	"parley/internal/query"
	"parley/internal/web"
)

// fake is a ledger in memory, read from testdata/ledger.json. There a page is its blocks
// and a span is its words; load finds the places.
type fake struct {
	readings []parley.Reading
	events   []parley.Event
	tracks   []parley.Track
	stories  []parley.Story
	broken   bool
	touched  []parley.Thing // by the last change; nil: anything
	asked    int            // how often for events
	mu       sync.Mutex     // of what is kept
	kept
}

var errBroken = errors.New("disk on fire")

type fakePage struct {
	parley.Reading
	Blocks   [][3]any    `json:"blocks"`
	Mentions [][2]string `json:"mentions"`
	Times    []struct {
		Words string       `json:"words"`
		Value parley.Maybe `json:"value"`
		Basis parley.Basis `json:"basis"`
		Why   string       `json:"why"`
	} `json:"times"`
	Claims []struct {
		parley.Claim
		Trigger struct {
			Exact string `json:"exact"`
			At    string `json:"at"` // words that begin where the trigger stands or before it
		} `json:"trigger"`
	} `json:"claims"`
}

func load(t testing.TB) *fake {
	t.Helper()
	data, err := os.ReadFile("testdata/ledger.json")
	if err != nil {
		t.Fatal(err)
	}
	var raw struct {
		Pages  []fakePage `json:"pages"`
		Events []struct {
			parley.Event
			Claims []string `json:"claims"`
		} `json:"events"`
		Tracks  []parley.Track `json:"tracks"`
		Stories []parley.Story `json:"stories"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatal(err)
	}
	f := &fake{tracks: raw.Tracks, stories: raw.Stories}
	refs := map[string]parley.ClaimRef{}
	for i := range raw.Pages {
		r := place(t, &raw.Pages[i])
		f.readings = append(f.readings, r)
		for _, c := range r.Claims {
			refs[c.ID] = parley.ClaimRef{
				ID: c.ID, Page: r.ID, Item: c.Item, Source: r.Source, Outlet: r.Outlet,
				Published: r.Items[c.Item].Published, Kind: c.Kind, Status: c.Status, Evidence: c.Evidence,
			}
		}
	}
	for _, e := range raw.Events {
		for _, id := range e.Claims {
			ref, ok := refs[id]
			if !ok {
				t.Fatalf("event %s: no claim %s", e.ID, id)
			}
			e.Event.Claims = append(e.Event.Claims, ref)
		}
		f.events = append(f.events, e.Event)
	}
	return f
}

// place joins the blocks and finds every span in the text.
func place(t testing.TB, p *fakePage) parley.Reading {
	t.Helper()
	r := p.Reading
	for _, b := range p.Blocks {
		if r.Text != "" {
			r.Text += "\n"
		}
		start := utf8.RuneCountInString(r.Text)
		r.Text += b[2].(string)
		r.Blocks = append(r.Blocks, parley.Block{
			Kind: parley.BlockKind(b[0].(string)), Item: int(b[1].(float64)),
			Span: parley.Span{Start: start, End: utf8.RuneCountInString(r.Text)},
		})
	}
	find := func(words string, from int) parley.Span {
		i := strings.Index(r.Text[from:], words)
		if i < 0 {
			t.Fatalf("%s: no %q", r.ID, words)
		}
		start := utf8.RuneCountInString(r.Text[:from+i])
		return parley.Span{Start: start, End: start + utf8.RuneCountInString(words)}
	}
	for _, m := range p.Mentions {
		for from := 0; strings.Contains(r.Text[from:], m[0]); {
			r.Mentions = append(r.Mentions, parley.Mention{Span: find(m[0], from), Actor: m[1]})
			from += strings.Index(r.Text[from:], m[0]) + len(m[0])
		}
	}
	for _, x := range p.Times {
		r.Times = append(r.Times, parley.Time{Span: find(x.Words, 0), Value: x.Value, Basis: x.Basis, Why: x.Why})
	}
	for _, c := range p.Claims {
		c.Evidence.Span = find(c.Evidence.Exact, 0)
		at := strings.Index(r.Text, c.Evidence.Exact)
		if c.Trigger.At != "" {
			at = strings.Index(r.Text, c.Trigger.At)
		}
		c.Claim.Trigger = parley.Quote{Exact: c.Trigger.Exact, Span: find(c.Trigger.Exact, at)}
		r.Claims = append(r.Claims, c.Claim)
	}
	return r
}

func (f *fake) err() error {
	if f.broken {
		return errBroken
	}
	return nil
}

// State changes when the disk breaks, so that nothing remembered hides it.
func (f *fake) State(context.Context) (int64, error) {
	return int64(len(f.events)) + f.turn<<20, f.err()
}

// Touched tells nothing, unless a test says what its change touched.
func (f *fake) Touched(context.Context, int64) ([]parley.Thing, bool, error) {
	return f.touched, f.touched == nil, f.err()
}

func (f *fake) Counts(context.Context) (parley.Counts, error) {
	c := parley.Counts{Pages: len(f.readings), Events: len(f.events), Tracks: len(f.tracks), Stories: len(f.stories)}
	for _, r := range f.readings {
		c.Items += len(r.Items)
		c.Claims += len(r.Claims)
		for _, i := range r.Items {
			if i.Kind == parley.ItemArticle {
				c.Articles++
			}
		}
		if len(r.Problems) > 0 {
			c.Problems++
		}
	}
	return c, f.err()
}

func (f *fake) Events(_ context.Context, q parley.EventFilter) ([]parley.Event, error) {
	f.asked++
	var out []parley.Event
	for _, e := range f.events {
		if matches(&e, q) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b parley.Event) int { return strings.Compare(string(b.FirstSeen), string(a.FirstSeen)) })
	if q.Past > 0 {
		out = f.past(out, q.Past)
	}
	out = out[min(q.Offset, len(out)):]
	if q.Limit > 0 {
		out = out[:min(q.Limit, len(out))]
	}
	return out, f.err()
}

// Hits counts kinds, which is enough to see that a screen shows facets.
func (f *fake) Hits(ctx context.Context, q parley.EventFilter, bound int) (parley.Hits, error) {
	all, err := f.Events(ctx, q)
	h := parley.Hits{Count: min(len(all), bound), Of: min(len(all), bound), More: len(all) > bound}
	kinds, months := map[string]int{}, map[string]int{}
	for _, e := range all {
		kinds[string(e.Kind)]++
		if e.Time != nil && len(e.Time.Value) >= 7 && e.Time.Value[0] == '2' {
			months[e.Time.Value[:7]]++
		}
	}
	h.Facets, h.Months = []parley.Facet{{Field: "kind", Values: counted(kinds)}}, counted(months)
	return h, err
}

func counted(m map[string]int) []parley.FacetCount {
	var out []parley.FacetCount
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, parley.FacetCount{Value: k, Count: m[k]})
	}
	return out
}

// found tells whether an event is what a search asks for; of fields it knows kind.
func found(e *parley.Event, q *parley.Query) bool {
	is := func(a *parley.Query) bool { return found(e, a) }
	switch q.Op {
	case parley.QueryAnd:
		return !slices.ContainsFunc(q.Args, func(a *parley.Query) bool { return !found(e, a) })
	case parley.QueryOr:
		return slices.ContainsFunc(q.Args, is)
	case parley.QueryNot:
		return !found(e, q.Args[0])
	case parley.QueryField:
		return q.Field == "kind" && slices.Contains(q.Values, string(e.Kind))
	}
	return slices.ContainsFunc(e.Claims, func(c parley.ClaimRef) bool {
		return strings.Contains(query.Fold(c.Evidence.Exact), query.Fold(strings.Join(q.Words, " ")))
	})
}

func matches(e *parley.Event, q parley.EventFilter) bool {
	for _, id := range q.Actors {
		if !slices.ContainsFunc(e.Actors, func(a parley.Actor) bool { return a.ID == id || a.Key() == id }) {
			return false
		}
	}
	when := ""
	if e.Time != nil {
		when = e.Time.Value
	}
	first, last, isRange := strings.Cut(when, "/")
	if !isRange {
		last = first
	}
	says := func(c parley.ClaimRef) bool { return strings.Contains(c.Evidence.Exact, q.Text) }
	return (len(q.Kinds) == 0 || slices.Contains(q.Kinds, e.Kind)) &&
		(len(q.Status) == 0 || slices.Contains(q.Status, e.Status)) &&
		(q.Track == "" || q.Track == string(e.Track)) &&
		(q.Page == "" || slices.ContainsFunc(e.Claims, func(c parley.ClaimRef) bool { return c.Page == q.Page })) &&
		(q.After == "" || when != "" && last >= q.After) && (q.Before == "" || when != "" && first < q.Before) &&
		(q.Query == nil || found(e, q.Query)) && (q.Text == "" || slices.ContainsFunc(e.Claims, says))
}

func pick[T any](list []T, err error, is func(*T) bool) (*T, error) {
	for i := range list {
		if is(&list[i]) {
			one := list[i]
			return &one, err
		}
	}
	return nil, err
}

func (f *fake) Event(_ context.Context, id string) (*parley.Event, error) {
	return pick(f.events, f.err(), func(e *parley.Event) bool { return e.ID == id })
}

func (f *fake) Tracks(context.Context) ([]parley.Track, error) {
	return slices.Clone(f.tracks), f.err()
}

func (f *fake) Track(_ context.Context, id string) (*parley.Track, error) {
	return pick(f.tracks, f.err(), func(t *parley.Track) bool { return t.ID == id })
}

func (f *fake) Course(ctx context.Context, id string) (*parley.TrackCourse, error) {
	t, err := f.Track(ctx, id)
	if t == nil {
		return nil, err
	}
	c := &parley.TrackCourse{Stages: t.Stages}
	for _, r := range t.Rounds {
		if r.Status == parley.Occurred && r.Time != nil {
			c.Held = append(c.Held, r.Time.Value)
		}
	}
	return c, err
}

func (f *fake) Stories(_ context.Context, limit int) ([]parley.Story, error) {
	return f.stories[:min(limit, len(f.stories))], f.err()
}

func (f *fake) StoryLines(ctx context.Context, limit int) ([]parley.Story, error) {
	return f.Stories(ctx, limit)
}

func (f *fake) Story(_ context.Context, id string) (*parley.Story, error) {
	return pick(f.stories, f.err(), func(s *parley.Story) bool { return s.ID == id })
}

func (f *fake) StoriesOf(_ context.Context, page string) (out []parley.Story, err error) {
	for _, s := range f.stories {
		if slices.ContainsFunc(s.Items, func(i parley.StoryItem) bool { return i.Page == page }) {
			out = append(out, s)
		}
	}
	return out, f.err()
}

func (f *fake) Reading(_ context.Context, id string) (*parley.Reading, error) {
	return pick(f.readings, f.err(), func(r *parley.Reading) bool { return r.ID == id })
}

func (f *fake) Text(ctx context.Context, id string) (*parley.Reading, error) {
	return f.Reading(ctx, id)
}

func (f *fake) Titles(ctx context.Context, pages []string) (map[string]string, error) {
	all, err := f.Pages(ctx, len(f.readings), 0)
	out := map[string]string{}
	for _, p := range all {
		if slices.Contains(pages, p.ID) {
			out[p.ID] = p.Title
		}
	}
	return out, err
}

func (f *fake) Pages(_ context.Context, limit, offset int) ([]parley.PageInfo, error) {
	var out []parley.PageInfo
	for _, r := range f.readings {
		p := parley.PageInfo{
			ID: r.ID, Source: r.Source, Outlet: r.Outlet, Kind: r.Kind, Items: len(r.Items),
			Claims: len(r.Claims), Problems: r.Problems,
		}
		if len(r.Items) > 0 {
			p.Title = string(r.Items[0].Title)
			if d := r.Items[0].Published; d != nil {
				p.Published, p.Dated = parley.Maybe(d.Value), d.Basis
			}
		}
		out = append(out, p)
	}
	out = out[min(offset, len(out)):]
	return out[:min(limit, len(out))], f.err()
}

// namer reads testdata/names.tsv: id, Vietnamese, English.
type namer map[string][2]string

func (n namer) Name(language, id string) string {
	names, ok := n[id]
	switch {
	case !ok:
		return id
	case language == "en":
		return names[1]
	}
	return names[0]
}

func names(t testing.TB) namer {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "names.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	n := namer{}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.Split(line, "\t")
		n[f[0]] = [2]string{f[1], f[2]}
	}
	return n
}

var regions = map[string]string{
	"RUS": "Europe", "UKR": "Europe", "DEU": "Europe", "ITA": "Europe", "IRN": "Middle East", "OMN": "Middle East",
	"TUR": "Middle East", "KOR": "Asia", "PRK": "Asia", "USA": "Americas", "CAN": "Americas",
}

func options() web.Options {
	return web.Options{
		Now:    func() time.Time { return time.Date(2025, 6, 10, 9, 0, 0, 0, time.UTC) },
		Region: func(state string) string { return regions[state] },
	}
}
