package web_test

// This file is what the ledger in memory knows of order, of what is new and of what people
// keep.

import (
	"context"
	"slices"

	"parley"
)

// kept is what people put into the ledger in memory.
type kept struct {
	turn     int64 // grows when all becomes another ledger
	renewals []parley.Renewal
	edits    []parley.Edit
	searches []parley.SavedSearch
	sessions map[string]parley.Session
}

// Place counts down from the newest event.
func (f *fake) Place(ctx context.Context, id string) (int64, error) {
	all, err := f.Events(ctx, parley.EventFilter{})
	i := slices.IndexFunc(all, func(e parley.Event) bool { return e.ID == id })
	if i < 0 {
		return 0, err
	}
	return int64(len(all) - i), err
}

func (f *fake) past(all []parley.Event, place int64) []parley.Event {
	order, _ := f.Events(context.Background(), parley.EventFilter{})
	return slices.DeleteFunc(all, func(e parley.Event) bool {
		return int64(len(order)-slices.IndexFunc(order, func(o parley.Event) bool { return o.ID == e.ID })) >= place
	})
}

func (f *fake) PagesBefore(ctx context.Context, id string, limit int) ([]parley.PageInfo, error) {
	all, err := f.Pages(ctx, len(f.readings), 0)
	i := slices.IndexFunc(all, func(p parley.PageInfo) bool { return p.ID == id })
	all = all[i+1:]
	return all[:min(limit, len(all))], err
}

func (f *fake) Renewals(_ context.Context, after int64, limit int) (list []parley.Renewal, last int64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.renewals {
		if r.N > after && len(list) < limit {
			list = append(list, r)
		}
		last = r.N
	}
	return list, last, f.err()
}

func (f *fake) Edits(context.Context) ([]parley.Edit, error) { return slices.Clone(f.edits), f.err() }

func (f *fake) Searches(context.Context) ([]parley.SavedSearch, error) {
	return slices.Clone(f.searches), f.err()
}

func (f *fake) PutSession(_ context.Context, s parley.Session, _, _ int64, _ int) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.sessions == nil {
		f.sessions = map[string]parley.Session{}
	}
	f.sessions[s.Key] = s
	return nil
}

func (f *fake) Session(_ context.Context, key string) (*parley.Session, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s, ok := f.sessions[key]
	if !ok {
		return nil, nil
	}
	return &s, nil
}

func (f *fake) DropSession(_ context.Context, key string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.sessions, key)
	return nil
}
