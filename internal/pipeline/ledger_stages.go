package pipeline

// This file is the one list of the stages that work on the whole ledger. Each takes from
// its queue, reads what the things there may have to do with, and writes what came of it
// together with the emptied queue.

import (
	"context"

	"parley"
	"parley/internal/store"
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
		{"date", steps{l.fileDates, l.lendDates, l.readAgain}},                         // what dates items may borrow from each other
		{"story", steps{l.fileItems, l.placeItems, l.tellStories}},                     // items → stories, and who copies whom
		{"merge", steps{l.mergeClaims}},                                                // claims → events
		{"track", steps{l.renew, l.placeEvents, l.linkRegions, l.level, l.tellTracks}}, // events → tracks
	}
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
		notes, err := l.store.NotesBy(ctx, "merge", ids, store.Whole)
		if err != nil {
			return err
		}
		for i := range notes {
			k, err := l.toKept(&notes[i])
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
