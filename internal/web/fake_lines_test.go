package web_test

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// This file answers what a store keeps beside its nouns, from the nouns.

func (f *fake) EventsNamed(_ context.Context, ids []string) ([]parley.Event, error) {
	var out []parley.Event
	for _, id := range ids {
		for _, e := range f.events {
			if e.ID == id {
				out = append(out, e)
			}
		}
	}
	return out, f.err()
}

func (f *fake) Telling(_ context.Context, claims []string) ([]string, error) {
	var out []string
	for _, e := range f.events {
		if slices.ContainsFunc(e.Claims, func(c parley.ClaimRef) bool { return slices.Contains(claims, c.ID) }) {
			out = append(out, e.ID)
		}
	}
	return out, f.err()
}

func (f *fake) Reach(_ context.Context, groups ...[]string) (items, stories [][]string, err error) {
	items, stories = make([][]string, len(groups)), make([][]string, len(groups))
	for g, events := range groups {
		for _, e := range f.events {
			for _, c := range e.Claims {
				if item := c.Page + "/" + strconv.Itoa(c.Item); slices.Contains(events, e.ID) && !slices.Contains(items[g], item) {
					items[g] = append(items[g], item)
				}
			}
		}
		for _, st := range f.stories {
			if slices.ContainsFunc(st.Items, func(i parley.StoryItem) bool { return slices.Contains(items[g], i.ID) }) {
				stories[g] = append(stories[g], st.ID)
			}
		}
	}
	return items, stories, f.err()
}

func (f *fake) EventLines(ctx context.Context, q parley.EventFilter) (out []parley.EventInfo, err error) {
	all, err := f.Events(ctx, q)
	for i := range all {
		out = append(out, infoOf(&all[i]))
	}
	return out, err
}

func infoOf(e *parley.Event) parley.EventInfo {
	x := parley.EventInfo{ID: e.ID, Kind: e.Kind, Status: e.Status, FirstSeen: e.FirstSeen, Track: e.Track, Independent: e.Independent}
	if e.Time != nil {
		x.Time = e.Time.Value
	}
	if e.Place != nil {
		x.In = e.Place.State
	}
	for _, a := range e.Actors {
		state := a.State
		if id, ok := strings.CutPrefix(a.ID, "state:"); ok && state == "" {
			state = parley.Maybe(id)
		}
		x.Actors = append(x.Actors, parley.ActorState{State: state, Role: a.Role})
	}
	return x
}

func (f *fake) Fresh(_ context.Context, from, to string, limit int) ([]parley.EventInfo, error) {
	var out []parley.EventInfo
	for _, e := range f.events {
		if seen := string(e.FirstSeen); seen >= from && seen < to {
			out = append(out, infoOf(&e))
		}
	}
	slices.SortStableFunc(out, func(a, b parley.EventInfo) int { return cmp.Compare(b.FirstSeen, a.FirstSeen) })
	return out[:min(len(out), limit)], f.err()
}

// Said keeps nothing apart, as a ledger of an earlier version.
func (f *fake) Said(context.Context, []string) (map[string]*parley.Claim, error) {
	return map[string]*parley.Claim{}, f.err()
}

func (f *fake) Forms(context.Context, string, int) ([]parley.FormCount, int, error) {
	return nil, 0, f.err()
}

func (f *fake) TrackLines(_ context.Context, q parley.TrackFilter) ([]parley.TrackInfo, error) {
	var out []parley.TrackInfo
	for _, t := range f.tracks {
		x := parley.TrackInfo{
			ID: t.ID, Title: t.Title, Titles: t.Titles, Parties: t.Parties, Mediators: t.Mediators, Issue: t.Issue,
			State: t.State, Since: t.Since, Standing: t.Standing, Rounds: len(t.Rounds), Contradictions: len(t.Contradictions), Pinned: t.Pinned,
		}
		if len(t.Next) > 0 {
			x.Next = &t.Next[0]
		}
		takes := slices.Contains(t.Parties, q.Actor) || slices.Contains(t.Mediators, q.Actor)
		if (q.Actor == "" || takes) && (q.IDs == nil || slices.Contains(q.IDs, t.ID)) && (!q.Pinned || t.Pinned) {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b parley.TrackInfo) int {
		if q.IDs != nil {
			return cmp.Compare(slices.Index(q.IDs, a.ID), slices.Index(q.IDs, b.ID))
		}
		return cmp.Or(cmp.Compare(a.Standing.Rank(), b.Standing.Rank()), strings.Compare(string(b.Since), string(a.Since)))
	})
	out = out[min(q.Offset, len(out)):]
	if q.Limit > 0 {
		out = out[:min(len(out), q.Limit)]
	}
	return out, f.err()
}

func (f *fake) TrackFacts(_ context.Context, id string) (*parley.TrackFacts, error) {
	facts := &parley.TrackFacts{Last: parley.DayMin}
	var of []parley.Event
	for _, e := range f.events {
		if string(e.Track) == id {
			of = append(of, e)
		}
	}
	when := func(e *parley.Event) string {
		if e.Time == nil {
			return ""
		}
		return e.Time.Value
	}
	slices.SortStableFunc(of, func(a, b parley.Event) int { return cmp.Compare(when(&b), when(&a)) })
	items := map[parley.ClaimRef]bool{}
	for i := range of {
		e := &of[i]
		facts.Events++
		facts.Latest = append(facts.Latest, e.ID)
		if d, ok := parley.DaysOf(when(e)); ok && e.Status == parley.Occurred {
			facts.Last = max(facts.Last, d.From)
		}
		if e.Status == parley.Occurred && (e.Kind == parley.Sign || e.Kind == parley.Accept) {
			facts.Agreed = append(facts.Agreed, e.ID)
		}
		if e.Place != nil && e.Place.Name != "" {
			facts.Places = append(facts.Places, parley.PlaceCount{Place: *e.Place, Count: 1})
		}
		for _, c := range e.Claims {
			items[parley.ClaimRef{Page: c.Page, Item: c.Item}] = true
		}
	}
	facts.Articles = len(items)
	return facts, f.err()
}

func (f *fake) Naming(_ context.Context, track string, actors []string) (string, error) {
	for _, e := range slices.Backward(f.events) {
		has := func(id string) bool {
			return slices.ContainsFunc(e.Actors, func(a parley.Actor) bool { return a.ID == id || a.Key() == id })
		}
		if string(e.Track) == track && len(actors) > 0 && !slices.ContainsFunc(actors, func(id string) bool { return !has(id) }) {
			return e.ID, f.err()
		}
	}
	return "", f.err()
}

func (f *fake) Sides(_ context.Context, limit int) ([]string, error) {
	var out []string
	for _, t := range f.tracks {
		for _, id := range slices.Concat(t.Parties, t.Mediators) {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out[:min(len(out), limit)], f.err()
}

func (f *fake) Troubled(ctx context.Context, limit int) ([]parley.PageInfo, error) {
	all, err := f.Pages(ctx, len(f.readings), 0)
	out := slices.DeleteFunc(all, func(p parley.PageInfo) bool { return len(p.Problems) == 0 })
	return out[:min(len(out), limit)], err
}
