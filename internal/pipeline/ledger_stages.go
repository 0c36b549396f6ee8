package pipeline

// This file is the one list of the stages that work on the whole ledger. Each loops over
// what is stored, and writes what it made together with its cursor.

import (
	"context"

	"parley"
	"parley/internal/merge"
	"parley/internal/story"
	"parley/internal/track"
)

// stage is one step from the readings to the tracks.
type stage struct {
	name string
	run  func(ctx context.Context, in *inputs, name string, revision int64) error
}

// stages lists the steps in order: each uses what those before it have stored.
func (l *Ledger) stages() []stage {
	return []stage{
		{"story", l.tellStories}, // items → stories, and who copies whom
		{"merge", l.mergeClaims}, // claims → events
		{"track", l.findTracks},  // events → tracks
	}
}

// inputs are what the stages take from all readings, read once for all of them. The texts
// are not kept.
type inputs struct {
	revision int64
	items    []story.Item
	claims   []merge.Input
}

// inputs reads all readings in the order in which the pages came.
func (l *Ledger) inputs(ctx context.Context) (*inputs, error) {
	in := &inputs{}
	var err error
	if in.revision, err = l.store.Revision(ctx); err != nil {
		return nil, err
	}
	for after := int64(0); ; {
		some, last, err := l.store.Readings(ctx, after, batch)
		if err != nil || len(some) == 0 {
			return in, err
		}
		for _, r := range some {
			in.items = append(in.items, story.Items(r)...)
			in.claims = append(in.claims, merge.Inputs(r)...)
		}
		after = last
	}
}

func (l *Ledger) tellStories(ctx context.Context, in *inputs, name string, revision int64) error {
	return l.store.PutStories(ctx, name, revision, story.Stories(in.items))
}

func (l *Ledger) mergeClaims(ctx context.Context, in *inputs, name string, revision int64) error {
	stories, err := l.store.Stories(ctx, 0)
	if err != nil {
		return err
	}
	edits, err := l.store.Edits(ctx)
	if err != nil {
		return err
	}
	events := merge.Events(in.claims, merge.Options{Stories: relate(stories), Names: l.opt.Names, Near: l.opt.Near, Edits: edits})
	return l.store.PutEvents(ctx, name, revision, events)
}

func (l *Ledger) findTracks(ctx context.Context, in *inputs, name string, revision int64) error {
	claims := make(claimsByID, len(in.claims))
	for _, c := range in.claims {
		claims[c.Claim.ID] = c.Claim
	}
	events, err := l.store.Events(ctx, parley.EventFilter{})
	if err != nil {
		return err
	}
	edits, err := l.store.Edits(ctx)
	if err != nil {
		return err
	}
	tracks := track.Tracks(events, claims, track.Options{
		Names: l.opt.Names, Formats: l.opt.Titles, Joint: l.opt.Joint, Negotiable: l.opt.Negotiable, Edits: edits,
		Matters: l.opt.Matters, Blocs: l.opt.Blocs,
	})
	return l.store.PutTracks(ctx, name, revision, tracks)
}

// claimsByID is what the track stage looks claims up in.
type claimsByID map[string]*parley.Claim

// Claim returns the claim with the id, nil where there is none.
func (c claimsByID) Claim(id string) *parley.Claim { return c[id] }

// relation is what the merge stage asks about items.
type relation map[key]belonging

type key struct {
	page string
	item int
}

type belonging struct{ story, origin string }

func relate(stories []parley.Story) relation {
	out := relation{}
	for _, s := range stories {
		for _, it := range s.Items {
			origin := it.ID
			if it.CopyOf != "" {
				origin = string(it.CopyOf)
			}
			out[key{it.Page, it.Item}] = belonging{s.ID, origin}
		}
	}
	return out
}

// Story is the id of the story that tells the item, "" if none.
func (r relation) Story(page string, item int) string { return r[key{page, item}].story }

// Origin is the item that this one copies in the end; itself if none.
func (r relation) Origin(page string, item int) string {
	if b, ok := r[key{page, item}]; ok {
		return b.origin
	}
	return merge.ItemID(page, item)
}
