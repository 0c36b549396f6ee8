package pipeline

// This file tells the tracks of the regions that changed.

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"parley"
	"parley/internal/store"
	"parley/internal/track"
)

// told is what is kept of the tracks of some regions that are looked at together.
type told struct {
	Tracks []string
	Wakes  parley.Day // when they may be told otherwise though nothing came
}

// tellTracks takes one step.
func (l *Ledger) tellTracks(ctx context.Context) (bool, error) {
	keys, err := l.store.Due(ctx, store.DueTrack, dueTold)
	if err != nil || len(keys) == 0 {
		return false, err
	}
	whole, _, err := l.facts(ctx)
	if err != nil {
		return false, err
	}
	change := store.Change{Stage: "group"}
	roots := map[string]bool{}
	for _, k := range keys {
		change.Done = append(change.Done, store.Key{Queue: store.DueTrack, Key: k})
		root, err := l.rootOf(ctx, k)
		if err != nil {
			return false, err
		}
		if _, known := roots[k]; !known {
			roots[k] = false // what is no root any more has no tracks
		}
		roots[root] = true
	}
	edits, err := l.trackEdits(ctx)
	if err != nil {
		return false, err
	}
	gone := map[string]bool{}
	for _, r := range sortedKeys(roots) {
		old, err := l.store.NotesBy(ctx, "group", []string{r}, false)
		if err != nil {
			return false, err
		}
		if err := l.untell(ctx, &change, old, gone); err != nil {
			return false, err
		}
		if !roots[r] {
			continue
		}
		if err := l.tell(ctx, &change, r, whole.Facts, edits[r]); err != nil {
			return false, err
		}
	}
	for i := range change.Tracks {
		delete(gone, change.Tracks[i].ID)
	}
	change.GoneTracks = sortedKeys(gone)
	return true, l.store.Commit(ctx, change)
}

// untell notes as gone what was told of a region, but for what is told of another by now.
func (l *Ledger) untell(ctx context.Context, change *store.Change, old []store.Note, gone map[string]bool) error {
	for i := range old {
		n := &old[i]
		var was told
		if err := json.Unmarshal(n.Head, &was); err != nil {
			return fmt.Errorf("tracks of %s: %w", n.ID, err)
		}
		for _, id := range was.Tracks {
			others, err := l.inCells(ctx, "group", []int64{cellOf(cellTrack, id)})
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(others, func(o store.Note) bool { return o.ID != n.ID }) {
				gone[id] = true
			}
		}
		n.Cells = was.cells()
		change.Gone = append(change.Gone, *n)
	}
	return nil
}

func (t told) cells() (out []int64) {
	for _, id := range t.Tracks {
		out = append(out, cellOf(cellTrack, id))
	}
	if t.Wakes != parley.DayMax {
		out = append(out, cellAt(cellWake, t.Wakes))
	}
	return out
}

// tell derives the tracks of the regions under a root.
func (l *Ledger) tell(ctx context.Context, change *store.Change, root string, facts *track.Facts, edits []parley.Edit) error {
	regions, err := l.under(ctx, root)
	if err != nil {
		return err
	}
	notes, err := l.store.NotesIn(ctx, "track", regions, false)
	if err != nil || len(notes) == 0 {
		return err
	}
	opt := l.tracks
	opt.Edits = edits
	opt.Part = &track.Part{Facts: facts, Regions: map[string]string{}, Joins: map[string]bool{}}
	for _, r := range regions {
		if track.OfMatter(r) {
			opt.Part.Matters = append(opt.Part.Matters, r)
		}
	}
	claims := claimsByID{}
	events := make([]parley.Event, 0, len(notes))
	for i := range notes {
		k, err := l.toKeptEvent(&notes[i])
		if err != nil {
			return err
		}
		var b filedEvent
		if err := l.plans.Decode(string(notes[i].Place), &b); err != nil {
			return fmt.Errorf("event %s: %w", notes[i].ID, err)
		}
		opt.Part.Regions[k.Event.ID] = notes[i].Group
		if b.Joins {
			opt.Part.Joins[k.Event.ID] = true
		}
		for _, c := range k.Claims {
			claims[c.ID] = c
		}
		events = append(events, k.Event)
	}
	tracks := track.Tracks(events, claims, opt)
	change.Tracks = append(change.Tracks, tracks...)
	now := told{Wakes: track.Wakes(events, facts.Now)}
	for i := range tracks {
		now.Tracks = append(now.Tracks, tracks[i].ID)
	}
	if len(tracks) == 0 {
		return nil
	}
	n := store.Note{ID: root, Cells: now.cells()}
	if n.Head, err = json.Marshal(now); err != nil {
		return err
	}
	change.Put = append(change.Put, n)
	return nil
}

// rootOf is the region that is told with all under it, and with them the region r.
func (l *Ledger) rootOf(ctx context.Context, r string) (string, error) {
	for {
		notes, err := l.store.NotesBy(ctx, "region", []string{r}, true)
		if err != nil || len(notes) == 0 || notes[0].Group == "" {
			return r, err
		}
		r = notes[0].Group
	}
}

// under lists the region and those that are looked at together with it.
func (l *Ledger) under(ctx context.Context, root string) ([]string, error) {
	out := []string{root}
	for next := out; len(next) > 0; {
		notes, err := l.store.NotesIn(ctx, "region", next, true)
		if err != nil {
			return nil, err
		}
		next = nil
		for i := range notes {
			next = append(next, notes[i].ID)
		}
		out = append(out, next...)
	}
	slices.Sort(out)
	return out, nil
}

// trackEdits are the edits of tracks that are in force, by the region whose tracks they
// change: that of most of the claims that they name.
func (l *Ledger) trackEdits(ctx context.Context) (map[string][]parley.Edit, error) {
	log, err := l.store.Edits(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string][]parley.Edit{}
	for _, e := range parley.InForce(log) {
		if e.Op != parley.EditRename && e.Op != parley.EditPin {
			continue
		}
		of, err := l.regionsOf(ctx, e.Claims)
		if err != nil {
			return nil, err
		}
		for claim, r := range of {
			if of[claim], err = l.rootOf(ctx, r); err != nil {
				return nil, err
			}
		}
		root := parley.Most(e.Claims, func(claim string) string { return of[claim] })
		out[root] = append(out[root], e)
	}
	return out, nil
}

// regionsOf gives the regions of the events that claims are about.
func (l *Ledger) regionsOf(ctx context.Context, claims []string) (map[string]string, error) {
	notes, err := l.store.NotesBy(ctx, "merge", claims, true)
	if err != nil {
		return nil, err
	}
	event := map[string]string{}
	var events []string
	for i := range notes {
		var p claimPlace
		if err := l.plans.Decode(string(notes[i].Place), &p); err != nil {
			return nil, fmt.Errorf("claim %s: %w", notes[i].ID, err)
		}
		event[notes[i].ID] = p.Event
		events = append(events, p.Event)
	}
	if notes, err = l.store.NotesBy(ctx, "track", events, true); err != nil {
		return nil, err
	}
	region := map[string]string{}
	for i := range notes {
		region[notes[i].ID] = notes[i].Group
	}
	out := map[string]string{}
	for claim, e := range event {
		if region[e] != "" {
			out[claim] = region[e]
		}
	}
	return out, nil
}

// edited makes the tracks due that people changed, or whose change they took back.
func (p *placing) edited(ctx context.Context) error {
	log, err := p.store.Edits(ctx)
	if err != nil {
		return err
	}
	for _, e := range log {
		if e.Op != parley.EditRename && e.Op != parley.EditPin {
			continue
		}
		of, err := p.regionsOf(ctx, e.Claims)
		if err != nil {
			return err
		}
		for _, r := range of {
			p.due[store.Key{Queue: store.DueTrack, Key: r}] = true
		}
	}
	return nil
}
