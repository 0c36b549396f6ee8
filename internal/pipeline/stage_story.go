package pipeline

// This file keeps the stories level: items are filed by where they stand in time, and
// every segment whose items changed is placed again, with those behind it for as long as
// something moves.

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"parley"
	"parley/internal/store"
	"parley/internal/story"
)

// Segments that are placed, and stories that are told, in one step.
const (
	dueSegments = 64
	dueStories  = 256
)

// fileItems files the items of the pages that changed.
func (l *Ledger) fileItems(ctx context.Context) (bool, error) {
	pages, err := l.store.Due(ctx, store.DuePage, filePages)
	if err != nil || len(pages) == 0 {
		return false, err
	}
	notes, err := l.store.NotesOn(ctx, "story", pages, store.Whole)
	if err != nil {
		return false, err
	}
	f := filing{old: make(map[string]store.Note, len(notes)), change: store.Change{Stage: "story", Tally: map[string]int64{}}, due: map[store.Key]bool{}}
	for _, n := range notes {
		f.old[n.ID] = n
	}
	for _, id := range pages {
		r, err := l.store.Reading(ctx, id)
		if err != nil {
			return false, err
		}
		if r != nil {
			if err := f.come(r); err != nil {
				return false, err
			}
		}
		f.change.Done = append(f.change.Done, store.Key{Queue: store.DuePage, Key: id})
		f.due[store.Key{Queue: store.DueClaims, Key: id}] = true
	}
	if err := f.rest(); err != nil {
		return false, err
	}
	if err := l.rebucket(ctx, &f); err != nil {
		return false, err
	}
	for k := range f.due {
		f.change.Due = append(f.change.Due, k)
	}
	return true, l.store.Commit(ctx, f.change)
}

// filing is one step of filing items.
type filing struct {
	old    map[string]store.Note // of the pages, as they are kept; what is left in the end goes
	change store.Change
	due    map[store.Key]bool
}

// come files the items of a reading; those that are as they were stay as they are.
func (f *filing) come(r *parley.Reading) error {
	items := story.Items(r)
	for i := range items {
		it := &items[i]
		body, err := it.Pack()
		if err != nil {
			return err
		}
		if old, ok := f.old[it.ID]; ok && string(old.Body) == string(body) {
			delete(f.old, it.ID)
			continue
		}
		head, err := json.Marshal(it.Head())
		if err != nil {
			return err
		}
		f.change.Put = append(f.change.Put, store.Note{ID: it.ID, Page: it.Page, Head: head, Body: body, Cells: f.touch(it, 1)})
	}
	return nil
}

// rest takes out the items that are no more, or other ones. Their stories are told anew.
func (f *filing) rest() error {
	for _, n := range f.old {
		it, err := story.Unpack(n.Body)
		if err != nil {
			return fmt.Errorf("item %s: %w", n.ID, err)
		}
		n.Cells = f.touch(it, -1)
		f.change.Gone = append(f.change.Gone, n)
		if n.Group != "" {
			f.due[store.Key{Queue: store.DueStory, Key: n.Group}] = true
		}
	}
	return nil
}

// touch puts the segments of an item, and those that look at them, into the queue, and returns its cells.
func (f *filing) touch(it *story.Item, n int64) (cells []int64) {
	for _, c := range it.Cells() {
		cells = append(cells, int64(c))
		f.due[segmentKey(c)] = true
		for _, later := range c.Later() {
			f.due[segmentKey(later)] = true
		}
		if c.Undated() {
			f.change.Tally[tallyKey(c)] += n
		}
	}
	return cells
}

func segmentKey(c story.Cell) store.Key {
	return store.Key{Queue: store.DueSegment, Key: fmt.Sprintf("%015d", int64(c))} // in order of time
}

func tallyKey(c story.Cell) string { return strconv.FormatInt(c.Language(), 10) }

// rebucket puts all undated items of a language into the queue where there are now more,
// or fewer, buckets for them.
func (l *Ledger) rebucket(ctx context.Context, f *filing) error {
	for key, n := range f.change.Tally {
		language, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			return err
		}
		had, err := l.store.Tally(ctx, "story", key)
		if err != nil {
			return err
		}
		if story.Bits(had) == story.Bits(had+n) {
			continue
		}
		for _, c := range story.Buckets(language, story.Bits(had+n)) {
			f.due[segmentKey(c)] = true
		}
	}
	return nil
}

// filed is an item with its note.
type filed struct {
	item *story.Item
	note store.Note
}

func (f *filed) place() (p story.Place, err error) {
	p.Story = f.note.Group
	if len(f.note.Place) > 0 {
		err = json.Unmarshal(f.note.Place, &p.Copying)
	}
	return p, err
}

// segments are those at hand while one after the other is placed.
type segments struct {
	store Store
	cells map[story.Cell][]*filed
}

// get returns the items of the cells from the one to the other, and forgets those before.
func (s *segments) get(ctx context.Context, from, to story.Cell) ([]*filed, error) {
	for c := range s.cells {
		if c < from || c > to {
			delete(s.cells, c)
		}
	}
	if from.Undated() || to-from > story.Back {
		return s.load(ctx, from, to)
	}
	var out []*filed
	for c := from; c <= to; c++ {
		some, ok := s.cells[c]
		if !ok {
			var err error
			if some, err = s.load(ctx, c, c); err != nil {
				return nil, err
			}
			s.cells[c] = some
		}
		out = append(out, some...)
	}
	return out, nil
}

func (s *segments) load(ctx context.Context, from, to story.Cell) ([]*filed, error) {
	notes, err := s.store.NotesAt(ctx, "story", int64(from), int64(to))
	if err != nil {
		return nil, err
	}
	out := make([]*filed, len(notes))
	for i, n := range notes {
		it, err := story.Unpack(n.Body)
		if err != nil {
			return nil, fmt.Errorf("item %s: %w", n.ID, err)
		}
		n.Body = nil
		out[i] = &filed{it, n}
	}
	return out, nil
}

// placeItems places the segments that are due, in order of time.
func (l *Ledger) placeItems(ctx context.Context) (bool, error) {
	s := segments{l.store, map[story.Cell][]*filed{}}
	did := false
	for {
		due, err := l.dueCells(ctx, dueSegments)
		if err == nil && len(due) > 0 && due[0].Undated() { // a bucket has a cell for each item, all of which are placed at once
			due, err = l.dueCells(ctx, 0)
		}
		if err != nil || len(due) == 0 {
			return did, err
		}
		if err := l.placeSegment(ctx, &s, due); err != nil {
			return did, err
		}
		did = true
	}
}

// dueCells are the cells that are due, in order, most at most (0: all).
func (l *Ledger) dueCells(ctx context.Context, most int) ([]story.Cell, error) {
	keys, err := l.store.Due(ctx, store.DueSegment, most)
	if err != nil {
		return nil, err
	}
	due := make([]story.Cell, len(keys))
	for i, k := range keys {
		n, err := strconv.ParseInt(k, 10, 64)
		if err != nil {
			return nil, err
		}
		due[i] = story.Cell(n)
	}
	return due, nil
}

// placeSegment places the segment of the first of the cells that are due, which stand in
// order; those of the others that are placed with it are done, too.
func (l *Ledger) placeSegment(ctx context.Context, s *segments, due []story.Cell) error {
	c, bits := due[0], 0
	if c.Undated() {
		n, err := l.store.Tally(ctx, "story", tallyKey(c))
		if err != nil {
			return err
		}
		bits = story.Bits(n)
	}
	from, to, before := c.Span(bits)
	all, err := s.get(ctx, before, to)
	if err != nil {
		return err
	}
	var now []*filed
	var old, items []*story.Item
	var placed []story.Place
	for _, f := range all {
		if f.item.Cell() >= from {
			now, items = append(now, f), append(items, f.item)
			continue
		}
		p, err := f.place()
		if err != nil {
			return err
		}
		old, placed = append(old, f.item), append(placed, p)
	}
	change := store.Change{Stage: "story"}
	for _, d := range due {
		if d >= from && d <= to {
			change.Done = append(change.Done, segmentKey(d))
		}
	}
	if len(items) > 0 {
		if err := move(&change, c, now, story.Segment(old, placed, items)); err != nil {
			return err
		}
	}
	return l.store.Commit(ctx, change)
}

// move notes which items have another place than before. What looks at them is due.
func move(change *store.Change, c story.Cell, now []*filed, places []story.Place) error {
	due := map[store.Key]bool{}
	for i, p := range places {
		f := now[i]
		rest, err := json.Marshal(p.Copying)
		if err != nil {
			return err
		}
		if f.note.Group == p.Story && string(f.note.Place) == string(rest) {
			continue
		}
		for _, id := range []string{f.note.Group, p.Story} {
			if id != "" {
				due[store.Key{Queue: store.DueStory, Key: id}] = true
			}
		}
		due[store.Key{Queue: store.DueClaims, Key: f.note.Page}] = true
		for _, seen := range f.item.Cells()[1:] {
			due[segmentKey(seen)] = true
		}
		f.note.Group, f.note.Place = p.Story, rest
		change.Moved = append(change.Moved, f.note)
	}
	if len(due) > 0 {
		for _, later := range c.Later() {
			due[segmentKey(later)] = true
		}
	}
	for k := range due {
		change.Due = append(change.Due, k)
	}
	return nil
}

// tellStories writes the stories whose items changed.
func (l *Ledger) tellStories(ctx context.Context) (bool, error) {
	ids, err := l.store.Due(ctx, store.DueStory, dueStories)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	notes, err := l.store.NotesIn(ctx, "story", ids, store.Heads)
	if err != nil {
		return false, err
	}
	members := map[string][]story.Member{}
	for _, n := range notes {
		f := filed{note: n}
		m := story.Member{}
		if m.Place, err = f.place(); err != nil {
			return false, err
		}
		if err := json.Unmarshal(n.Head, &m.Head); err != nil {
			return false, fmt.Errorf("item %s: %w", n.ID, err)
		}
		members[n.Group] = append(members[n.Group], m)
	}
	change := store.Change{Stage: "story"}
	for _, id := range ids {
		change.Done = append(change.Done, store.Key{Queue: store.DueStory, Key: id})
		if s := story.Tell(id, members[id]); s != nil {
			change.Stories = append(change.Stories, *s)
		} else {
			change.GoneStories = append(change.GoneStories, id)
		}
	}
	return true, l.store.Commit(ctx, change)
}
