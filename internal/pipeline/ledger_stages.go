package pipeline

// This file is the one list of the stages that work on the whole ledger. Each takes from
// its queue, reads what the things there may have to do with, and writes what came of it
// together with the emptied queue.

import (
	"context"

	"parley"
	"parley/internal/store"
	"parley/internal/track"
)

// stage is one step from the readings to the tracks. step deals with some of what is due
// and tells whether there was anything; notes names the stage in the store.
type stage struct {
	name string
	step []func(ctx context.Context) (bool, error)
}

// stages lists the steps in order: each uses what those before it have stored.
func (l *Ledger) stages() []stage {
	type steps = []func(ctx context.Context) (bool, error)
	return []stage{
		{"story", steps{l.fileItems, l.placeItems, l.tellStories}}, // items → stories, and who copies whom
		{"merge", steps{l.mergeClaims}},                            // claims → events
		{"track", steps{l.findTracks}},                             // events → tracks
	}
}

// findTracks derives the tracks of the whole ledger anew from its events: what a thing is
// worth to a negotiation depends on all that is told of its parties, for years.
func (l *Ledger) findTracks(ctx context.Context) (bool, error) {
	due, err := l.store.Due(ctx, store.DueEvent, 0)
	if err != nil || len(due) == 0 {
		return false, err
	}
	events, err := l.store.Events(ctx, parley.EventFilter{})
	if err != nil {
		return false, err
	}
	edits, err := l.store.Edits(ctx)
	if err != nil {
		return false, err
	}
	claims, err := l.claimsBehind(ctx, events)
	if err != nil {
		return false, err
	}
	tracks := track.Tracks(events, claims, track.Options{
		Names: l.opt.Names, Formats: l.opt.Titles, Joint: l.opt.Joint, Negotiable: l.opt.Negotiable, Edits: edits,
		Matters: l.opt.Matters, Blocs: l.opt.Blocs,
	})
	old, err := l.store.Tracks(ctx)
	if err != nil {
		return false, err
	}
	change := store.Change{Stage: "track", Tracks: tracks}
	now := map[string]bool{}
	for i := range tracks {
		now[tracks[i].ID] = true
	}
	for i := range old {
		if !now[old[i].ID] {
			change.GoneTracks = append(change.GoneTracks, old[i].ID)
		}
	}
	for _, k := range due {
		change.Done = append(change.Done, store.Key{Queue: store.DueEvent, Key: k})
	}
	return true, l.store.Commit(ctx, change)
}

// claimsByID is what the track stage looks claims up in.
type claimsByID map[string]*parley.Claim

// Claim returns the claim with the id, nil where there is none.
func (c claimsByID) Claim(id string) *parley.Claim { return c[id] }

// claimsBehind gives the claims of the events.
func (l *Ledger) claimsBehind(ctx context.Context, events []parley.Event) (claimsByID, error) {
	const atOnce = 2000
	out := claimsByID{}
	var ids []string
	fetch := func() error {
		notes, err := l.store.NotesBy(ctx, "merge", ids, false)
		if err != nil {
			return err
		}
		for i := range notes {
			k, err := toKept(&notes[i])
			if err != nil {
				return err
			}
			out[k.Claim.ID] = k.Claim
		}
		ids = ids[:0]
		return nil
	}
	for i := range events {
		for _, c := range events[i].Claims {
			ids = append(ids, c.ID)
		}
		if len(ids) >= atOnce {
			if err := fetch(); err != nil {
				return nil, err
			}
		}
	}
	return out, fetch()
}
