package web

// This file notes what a screen rests on while it is made, so that a change of the ledger costs
// only the screens that show what it touched.

import (
	"context"
	"slices"
	"strings"
	"sync"

	"parley"
)

// rests gathers the things that a screen rests on, by their hashes; of two that have the same one
// changes for the other too. What asks for more than single things rests on anything.
type rests struct {
	mu       sync.Mutex
	anything bool
	on       map[uint64]bool
}

// restsKey is where a request keeps what its screen rests on.
type restsKey struct{}

// noting is a context in which what is asked is noted.
func noting(ctx context.Context) (context.Context, *rests) {
	n := &rests{on: map[uint64]bool{}}
	return context.WithValue(ctx, restsKey{}, n), n
}

// unnoted is the context of what is read for several screens.
func unnoted(ctx context.Context) context.Context {
	return context.WithValue(ctx, restsKey{}, (*rests)(nil))
}

// restOn notes that the screen being made rests on things of a kind.
func restOn(ctx context.Context, kind string, ids ...string) {
	n, ok := ctx.Value(restsKey{}).(*rests)
	if !ok || n == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, id := range ids {
		n.on[hashed(parley.ThingOf(kind, id))] = true
	}
}

// restAll notes that it rests on anything.
func restAll(ctx context.Context) {
	if n, ok := ctx.Value(restsKey{}).(*rests); ok && n != nil {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.anything = true
	}
}

// list is all of it, nil for anything.
func (n *rests) list() []uint64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.anything || len(n.on) == 0 {
		return nil
	}
	out := make([]uint64, 0, len(n.on))
	for h := range n.on {
		out = append(out, h)
	}
	return out
}

func hashed(t parley.Thing) uint64 {
	h := uint64(fnvBegin)
	for i := range len(t) {
		h = (h ^ uint64(t[i])) * fnvPrime
	}
	return h
}

// noted is a ledger that notes what it is asked. It has each question by name, so that a new one
// must say here what its answer rests on.
type noted struct{ of Ledger }

var _ Ledger = noted{}

func (l noted) State(ctx context.Context) (int64, error) { return l.of.State(ctx) }

func (l noted) Touched(ctx context.Context, since int64) ([]parley.Thing, bool, error) {
	return l.of.Touched(ctx, since)
}

func (l noted) Event(ctx context.Context, id string) (*parley.Event, error) {
	restOn(ctx, parley.ThingEvent, id)
	return l.of.Event(ctx, id)
}

func (l noted) EventsNamed(ctx context.Context, ids []string) ([]parley.Event, error) {
	restOn(ctx, parley.ThingEvent, ids...)
	return l.of.EventsNamed(ctx, ids)
}

// Telling rests on the events found: one that comes to be about a claim is shown with a track
// only, and touches that.
func (l noted) Telling(ctx context.Context, claims []string) ([]string, error) {
	ids, err := l.of.Telling(ctx, claims)
	restOn(ctx, parley.ThingEvent, ids...)
	return ids, err
}

// Said rests on the pages of the claims, which who asks knows.
func (l noted) Said(ctx context.Context, claims []string) (map[string]*parley.Claim, error) {
	return l.of.Said(ctx, claims)
}

// Titles rests on the pages.
func (l noted) Titles(ctx context.Context, pages []string) (map[string]string, error) {
	restOn(ctx, parley.ThingPage, pages...)
	return l.of.Titles(ctx, pages)
}

func (l noted) Forms(ctx context.Context, actor string, pages int) ([]parley.FormCount, int, error) {
	restOn(ctx, parley.ThingNames, actor)
	return l.of.Forms(ctx, actor, pages)
}

// Circle rests on the actor's events, and on the meetings of those it met.
func (l noted) Circle(ctx context.Context, actor string) (*parley.Circle, error) {
	c, err := l.of.Circle(ctx, actor)
	restCircle(ctx, actor, c)
	return c, err
}

func restCircle(ctx context.Context, actor string, c *parley.Circle) {
	restOn(ctx, parley.ThingActor, actor)
	if c == nil {
		return
	}
	for i := range c.Contacts {
		restOn(ctx, parley.ThingMeetings, c.Contacts[i].Actor)
	}
}

func (l noted) Track(ctx context.Context, id string) (*parley.Track, error) {
	t, err := l.of.Track(ctx, id)
	restOn(ctx, parley.ThingTrack, id)
	if t != nil {
		restOn(ctx, parley.ThingTrack, t.ID)
	}
	return t, err
}

func (l noted) TrackFacts(ctx context.Context, id string) (*parley.TrackFacts, error) {
	restOn(ctx, parley.ThingTrack, id)
	return l.of.TrackFacts(ctx, id)
}

func (l noted) Course(ctx context.Context, id string) (*parley.TrackCourse, error) {
	restOn(ctx, parley.ThingTrack, id)
	return l.of.Course(ctx, id)
}

func (l noted) Naming(ctx context.Context, track string, actors []string) (string, error) {
	restOn(ctx, parley.ThingTrack, track)
	return l.of.Naming(ctx, track, actors)
}

func (l noted) TrackLines(ctx context.Context, f parley.TrackFilter) ([]parley.TrackInfo, error) {
	switch {
	case f.IDs != nil:
		restOn(ctx, parley.ThingTrack, f.IDs...)
	case f.Actor != "":
		restOn(ctx, parley.ThingTracks, f.Actor)
	default:
		restAll(ctx)
	}
	return l.of.TrackLines(ctx, f)
}

func (l noted) Story(ctx context.Context, id string) (*parley.Story, error) {
	restOn(ctx, parley.ThingStory, id)
	return l.of.Story(ctx, id)
}

func (l noted) StoriesOf(ctx context.Context, page string) ([]parley.Story, error) {
	all, err := l.of.StoriesOf(ctx, page)
	restOn(ctx, parley.ThingStories, page)
	for i := range all {
		restOn(ctx, parley.ThingStory, all[i].ID)
	}
	return all, err
}

func (l noted) Reading(ctx context.Context, page string) (*parley.Reading, error) {
	restOn(ctx, parley.ThingPage, page)
	return l.of.Reading(ctx, page)
}

func (l noted) Text(ctx context.Context, page string) (*parley.Reading, error) {
	restOn(ctx, parley.ThingPage, page)
	return l.of.Text(ctx, page)
}

// What follows rests on anything.

func (l noted) Counts(ctx context.Context) (parley.Counts, error) {
	restAll(ctx)
	return l.of.Counts(ctx)
}

func (l noted) Events(ctx context.Context, f parley.EventFilter) ([]parley.Event, error) {
	restAll(ctx)
	return l.of.Events(ctx, f)
}

func (l noted) EventLines(ctx context.Context, f parley.EventFilter) ([]parley.EventInfo, error) {
	restAll(ctx)
	return l.of.EventLines(ctx, f)
}

func (l noted) Hits(ctx context.Context, f parley.EventFilter, bound int) (parley.Hits, error) {
	restAll(ctx)
	return l.of.Hits(ctx, f, bound)
}

func (l noted) Tracks(ctx context.Context) ([]parley.Track, error) {
	restAll(ctx)
	return l.of.Tracks(ctx)
}

func (l noted) Fresh(ctx context.Context, from, to string, limit int) ([]parley.EventInfo, error) {
	restAll(ctx)
	return l.of.Fresh(ctx, from, to, limit)
}

func (l noted) Reach(ctx context.Context, groups ...[]string) (items, stories [][]string, err error) {
	restAll(ctx)
	return l.of.Reach(ctx, groups...)
}

func (l noted) Sides(ctx context.Context, limit int) ([]string, error) {
	restAll(ctx)
	return l.of.Sides(ctx, limit)
}

func (l noted) Troubled(ctx context.Context, limit int) ([]parley.PageInfo, error) {
	restAll(ctx)
	return l.of.Troubled(ctx, limit)
}

func (l noted) Stories(ctx context.Context, limit int) ([]parley.Story, error) {
	restAll(ctx)
	return l.of.Stories(ctx, limit)
}

func (l noted) StoryLines(ctx context.Context, limit int) ([]parley.Story, error) {
	restAll(ctx)
	return l.of.StoryLines(ctx, limit)
}

func (l noted) Pages(ctx context.Context, limit, offset int) ([]parley.PageInfo, error) {
	restAll(ctx)
	return l.of.Pages(ctx, limit, offset)
}

func (l noted) Place(ctx context.Context, event string) (int64, error) {
	restAll(ctx)
	return l.of.Place(ctx, event)
}

func (l noted) PagesBefore(ctx context.Context, page string, limit int) ([]parley.PageInfo, error) {
	restAll(ctx)
	return l.of.PagesBefore(ctx, page, limit)
}

func (l noted) Renewals(ctx context.Context, after int64, limit int) ([]parley.Renewal, int64, error) {
	restAll(ctx)
	return l.of.Renewals(ctx, after, limit)
}

func (l noted) Edits(ctx context.Context) ([]parley.Edit, error) {
	restAll(ctx)
	return l.of.Edits(ctx)
}

func (l noted) Searches(ctx context.Context) ([]parley.SavedSearch, error) {
	restAll(ctx)
	return l.of.Searches(ctx)
}

// tags say for single nouns when they were last touched, as far as that was noticed, so that an
// answer of the API keeps its validator while its noun stays as it is.
type tags struct {
	mu    sync.Mutex
	since int64 // the state from which on all that is touched is noted
	seen  int64 // the last state that was noticed
	at    map[parley.Thing]int64
}

// maxTags bounds how many things are remembered.
const maxTags = 50_000

// of is the state since which a thing is as it is.
func (t *tags) of(ctx context.Context, l Ledger, state int64, thing parley.Thing) int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.at == nil || state != t.seen {
		things, all, err := []parley.Thing(nil), t.at == nil, error(nil)
		if !all {
			things, all, err = l.Touched(ctx, t.seen)
		}
		if all || err != nil || len(t.at)+len(things) > maxTags {
			t.since, t.at = state, map[parley.Thing]int64{}
		}
		for _, x := range things {
			t.at[x] = state
		}
		t.seen = state
	}
	return max(t.since, t.at[thing])
}

// tagged are the addresses of the API of single nouns, by what they rest on.
var tagged = map[string]string{
	"/api/v1/events/": parley.ThingEvent, "/api/v1/tracks/": parley.ThingTrack, "/api/v1/stories/": parley.ThingStory, "/api/v1/pages/": parley.ThingPage,
}

// thingAt is the thing that an address of the API shows alone.
func thingAt(path string) (parley.Thing, bool) {
	i := strings.LastIndexByte(path, '/') + 1
	kind, ok := tagged[path[:i]]
	return parley.ThingOf(kind, path[i:]), ok && i < len(path)
}

// touching tells of hashes of things which were touched.
func touching(things []parley.Thing) map[uint64]bool {
	out := make(map[uint64]bool, len(things))
	for _, t := range things {
		out[hashed(t)] = true
	}
	return out
}

// stands tells whether a screen that rests on things outlives a change that touched others.
func stands(on []uint64, touched map[uint64]bool) bool {
	return on != nil && !slices.ContainsFunc(on, func(h uint64) bool { return touched[h] })
}
