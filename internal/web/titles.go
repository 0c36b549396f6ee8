package web

// This file gives the titles of pages of no outlet, by which readers know them: the place where
// somebody kept such a page tells them nothing.

import (
	"context"
	"path"
	"slices"
	"strings"
	"sync"

	"parley"
)

// titles are those of pages of no outlet that a screen quotes, by the page's id. Who reads events for
// the screen looks them up.
type titles struct {
	mu sync.Mutex
	of map[string]string
}

// titlesKey is where a request keeps the titles of its screen.
type titlesKey struct{}

// shortTitle is how much of the title of a page stands where the name of an outlet would, in letters.
const shortTitle = 32

// sourceName is the name of an outlet; of a page of none its title, else the name of its file.
func sourceName(outlet parley.Maybe, source, title string) string {
	if title = parley.Plain(title); outlet == "" && title != "" {
		return parley.Shorten(title, shortTitle)
	}
	return outletName(outlet, source)
}

// title is that of a page of no outlet, "" where none is known.
func (r *reader) title(page string) string {
	if r.titles == nil {
		return ""
	}
	r.titles.mu.Lock()
	defer r.titles.mu.Unlock()
	return r.titles.of[page]
}

// fileName is the name of the file that a page was in, or that it was; without its number there.
func fileName(source string) string {
	name, _, _ := strings.Cut(path.Base(source), "#")
	return parley.Plain(name)
}

// entitle looks up the titles for a screen of the pages of no outlet behind claims.
func (m *memory) entitle(ctx context.Context, claims func(yield func(*parley.ClaimRef) bool)) error {
	book, ok := ctx.Value(titlesKey{}).(*titles)
	if !ok {
		return nil
	}
	var pages []string
	book.mu.Lock()
	for c := range claims {
		if _, known := book.of[c.Page]; c.Outlet == "" && !known {
			book.of[c.Page] = ""
			pages = append(pages, c.Page)
		}
	}
	book.mu.Unlock()
	if len(pages) == 0 {
		return nil
	}
	found, err := m.Titles(ctx, pages)
	book.mu.Lock()
	defer book.mu.Unlock()
	for page, title := range found {
		book.of[page] = title
	}
	return err
}

// entitled looks up the titles for events, of each for the claim by which lists show it.
func (m *memory) entitled(ctx context.Context, events []parley.Event) error {
	return m.entitle(ctx, func(yield func(*parley.ClaimRef) bool) {
		for i := range events {
			if c := events[i].Best(); c != nil && !yield(c) {
				return
			}
		}
	})
}

// EventsNamed are events with the titles of their pages.
func (m *memory) EventsNamed(ctx context.Context, ids []string) ([]parley.Event, error) {
	events, err := m.Ledger.EventsNamed(ctx, ids)
	if err != nil {
		return nil, err
	}
	return events, m.entitled(ctx, events)
}

// Events are events with the titles of their pages.
func (m *memory) Events(ctx context.Context, f parley.EventFilter) ([]parley.Event, error) {
	events, err := m.Ledger.Events(ctx, f)
	if err != nil {
		return nil, err
	}
	return events, m.entitled(ctx, events)
}

// Event is an event with the titles of all its pages.
func (m *memory) Event(ctx context.Context, id string) (*parley.Event, error) {
	e, err := m.Ledger.Event(ctx, id)
	if err != nil || e == nil {
		return e, err
	}
	return e, m.entitle(ctx, func(yield func(*parley.ClaimRef) bool) {
		for i := range e.Claims {
			if !yield(&e.Claims[i]) {
				return
			}
		}
	})
}

// maxTitles bounds how many titles are remembered.
const maxTitles = 5000

// Titles are those of pages, remembered one by one, since many screens quote the same.
func (m *memory) Titles(ctx context.Context, pages []string) (map[string]string, error) {
	state, err := m.State(ctx)
	if err != nil {
		return nil, err
	}
	restOn(ctx, parley.ThingPage, pages...)
	out := make(map[string]string, len(pages))
	m.mu.Lock()
	left := slices.DeleteFunc(slices.Clone(pages), func(page string) bool {
		title, known := m.titles[page]
		if known = known && m.state == state; known {
			out[page] = title
		}
		return known
	})
	m.mu.Unlock()
	if len(left) == 0 {
		return out, nil
	}
	found, err := m.Ledger.Titles(ctx, left)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, page := range left {
		out[page] = found[page]
		if m.state == state && m.titles != nil && len(m.titles) < maxTitles {
			m.titles[page] = found[page]
		}
	}
	return out, nil
}
