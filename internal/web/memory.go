package web

// This file remembers the answers that most screens ask for, until the ledger changes.

import (
	"context"
	"slices"
	"sync"

	"parley"
)

// memory is a ledger whose counts, tracks and newest events are read once for each state
// of it. Who asks while they are read waits for the same answer. What it returns is the
// caller's to sort, not to write into.
type memory struct {
	Ledger
	mu              sync.Mutex
	state           int64
	counts          *parley.Counts
	tracks          []parley.Track
	newest, planned []parley.Event
}

// forget drops what is remembered where the ledger has changed. The caller has locked.
func (m *memory) forget(ctx context.Context) error {
	state, err := m.State(ctx)
	if err != nil || state != m.state {
		m.counts, m.tracks, m.newest, m.planned = nil, nil, nil, nil
	}
	m.state = state
	return err
}

// Counts says how much the ledger holds.
func (m *memory) Counts(ctx context.Context) (parley.Counts, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.forget(ctx); err != nil {
		return parley.Counts{}, err
	}
	if m.counts == nil {
		c, err := m.Ledger.Counts(ctx)
		if err != nil {
			return c, err
		}
		m.counts = &c
	}
	return *m.counts, nil
}

// Tracks lists the tracks.
func (m *memory) Tracks(ctx context.Context) ([]parley.Track, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.forget(ctx); err != nil {
		return nil, err
	}
	if m.tracks == nil {
		t, err := m.Ledger.Tracks(ctx)
		if err != nil {
			return nil, err
		}
		m.tracks = t
	}
	return slices.Clone(m.tracks), nil
}

// Newest is the events that the front page looks at.
func (m *memory) Newest(ctx context.Context) ([]parley.Event, error) {
	return m.list(ctx, &m.newest, parley.EventFilter{Limit: newsEvents})
}

// Planned is the newest of what is planned.
func (m *memory) Planned(ctx context.Context) ([]parley.Event, error) {
	return m.list(ctx, &m.planned, parley.EventFilter{Status: []parley.Status{parley.Planned}, Limit: newsEvents})
}

func (m *memory) list(ctx context.Context, kept *[]parley.Event, f parley.EventFilter) ([]parley.Event, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.forget(ctx); err != nil {
		return nil, err
	}
	if *kept == nil {
		e, err := m.Events(ctx, f)
		if err != nil {
			return nil, err
		}
		*kept = e
	}
	return slices.Clone(*kept), nil
}
