package pipeline

// This file keeps the events level: the claims of the pages that changed, or whose items
// moved to another story, are taken out and in again.

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"parley/internal/merge"
	"parley/internal/store"
)

// claimPages is how many pages' claims are placed in one step: what one has to do with is fetched once for all of
// them, and of what they tell together each event is written once.
const claimPages = 1024

// claimPlace is the place of a claim as it is kept beside its cluster, and the sum of its body.
type claimPlace struct {
	Event string
	Why   string `json:",omitempty"`
	Sum   int64
}

// keptClaims is how many claims stay in memory as they are compared, twice so many at most: more than a step asks for,
// else each would be forgotten before it is asked for again.
const keptClaims = 20000

// keptBody is a claim as it is kept. Where the version of the packs is another, it is placed
// anew though it says the same: it may be judged otherwise.
type keptBody struct {
	merge.Input
	Story, Origin string
	Lead          string `json:",omitempty"`
	Version       string `json:",omitempty"`
}

func (l *Ledger) toNote(k *merge.Kept) (n store.Note, err error) {
	n = store.Note{ID: k.Claim.ID, Page: k.Page, Group: k.Cluster}
	if n.Body, err = json.Marshal(keptBody{k.Input, k.Story, k.Origin, k.Lead, l.opt.Version}); err != nil {
		return n, err
	}
	n.Place, err = placeOf(k, sumOf(n.Body))
	return n, err
}

func placeOf(k *merge.Kept, sum int64) ([]byte, error) {
	return json.Marshal(claimPlace{k.Event, k.Why, sum})
}

func cellsOf(k *merge.Kept) (out []int64) {
	for _, c := range k.Cells() {
		out = append(out, int64(c))
	}
	return out
}

func (l *Ledger) toKept(n *store.Note) (*merge.Kept, error) {
	var b keptBody
	var p claimPlace
	if err := l.plans.Decode(string(n.Body), &b); err != nil {
		return nil, fmt.Errorf("claim %s: %w", n.ID, err)
	}
	if err := l.plans.Decode(string(n.Place), &p); err != nil {
		return nil, fmt.Errorf("claim %s: %w", n.ID, err)
	}
	return &merge.Kept{Input: b.Input, Story: b.Story, Origin: b.Origin, Lead: b.Lead, Place: merge.Place{Cluster: n.Group, Event: p.Event, Why: p.Why}}, nil
}

// shelf is what the merge stage asks of what is kept. Nothing is given twice.
type shelf struct {
	*Ledger
	ctx   context.Context
	given map[int64]bool   // numbers of notes
	sums  map[string]int64 // of the bodies of those that were given
}

func (s shelf) At(cells []merge.Cell) ([]*merge.Kept, error) {
	at := make([]int64, len(cells))
	for i, c := range cells {
		at[i] = int64(c)
	}
	return s.find(at, nil)
}

func (s shelf) Of(clusters []string) ([]*merge.Kept, error) { return s.find([]int64{}, clusters) }

func (s shelf) find(cells []int64, groups []string) ([]*merge.Kept, error) {
	all, err := s.store.Numbers(s.ctx, "merge", cells, groups)
	if err != nil {
		return nil, err
	}
	fresh := slices.DeleteFunc(all, func(n int64) bool { return s.given[n] })
	for _, n := range fresh {
		s.given[n] = true
	}
	notes, err := s.store.NotesNumbered(s.ctx, fresh, store.Places)
	if err != nil {
		return nil, err
	}
	return s.recall(notes)
}

// recall gives the claims of notes without bodies.
func (s shelf) recall(notes []store.Note) (out []*merge.Kept, err error) {
	var missing []int64
	for i := range notes {
		n := &notes[i]
		var p claimPlace
		if err := s.plans.Decode(string(n.Place), &p); err != nil {
			return nil, fmt.Errorf("claim %s: %w", n.ID, err)
		}
		s.sums[n.ID] = p.Sum
		if k, ok := s.claims.get(n.ID, p.Sum); ok {
			out = append(out, k.At(merge.Place{Cluster: n.Group, Event: p.Event, Why: p.Why}))
		} else {
			missing = append(missing, n.N)
		}
	}
	if notes, err = s.store.NotesNumbered(s.ctx, missing, store.Whole); err != nil {
		return nil, err
	}
	fresh, err := s.kept(notes)
	if err != nil {
		return nil, err
	}
	for _, k := range fresh {
		k.Prepare(merge.Options{Names: s.opt.Names})
		s.claims.put(k.Claim.ID, s.sums[k.Claim.ID], k)
	}
	return append(out, fresh...), nil
}

func (s shelf) In(events []string) ([]*merge.Kept, error) {
	var ids []string
	for _, id := range events {
		e, err := s.store.Event(s.ctx, id)
		if err != nil {
			return nil, err
		}
		if e == nil {
			continue
		}
		for _, c := range e.Claims {
			ids = append(ids, c.ID)
		}
	}
	return s.With(ids)
}

func (s shelf) With(claims []string) ([]*merge.Kept, error) {
	notes, err := s.store.NotesBy(s.ctx, "merge", claims, store.Places)
	if err != nil {
		return nil, err
	}
	return s.recall(notes)
}

func (l *Ledger) kept(notes []store.Note) (out []*merge.Kept, err error) {
	for i := range notes {
		k, err := l.toKept(&notes[i])
		if err != nil {
			return nil, err
		}
		out = append(out, k)
	}
	return out, nil
}

// mergeClaims places the claims of all pages that are due, step by step in order of time, so
// that what a step has to do with was placed in it or in the one before.
func (l *Ledger) mergeClaims(ctx context.Context) (bool, error) {
	keys, err := l.store.Due(ctx, store.DueClaims, 0)
	if err != nil || len(keys) == 0 {
		return false, err
	}
	for some := range slices.Chunk(keys, claimPages) {
		if err := l.mergeSome(ctx, some); err != nil {
			return false, err
		}
	}
	return true, nil
}

// mergeSome takes one step.
func (l *Ledger) mergeSome(ctx context.Context, keys []string) error {
	edits, err := l.store.Edits(ctx)
	if err != nil {
		return err
	}
	opt := merge.Options{Names: l.opt.Names, Near: l.opt.Near, Judge: l.opt.Judge, Edits: edits}
	change := store.Change{Stage: "merge"}
	var pages []string
	for _, k := range keys {
		change.Done = append(change.Done, store.Key{Queue: store.DueClaims, Key: k})
		if k == store.DueEdit {
			opt.Edited = true
			continue
		}
		pages = append(pages, k)
	}
	c, err := l.claimsOf(ctx, pages)
	if err != nil {
		return err
	}
	s := shelf{l, ctx, map[int64]bool{}, map[string]int64{}}
	out, err := merge.Step(s, c.gone, c.come, opt)
	if err != nil {
		return err
	}
	if err := l.record(&change, c.gone, out, s.sums); err != nil {
		return err
	}
	return l.store.Commit(ctx, change)
}

// claimChange is what changed among the claims of some pages.
type claimChange struct{ gone, come []*merge.Kept }

func (l *Ledger) claimsOf(ctx context.Context, pages []string) (c claimChange, err error) {
	notes, err := l.store.NotesOn(ctx, "merge", pages, store.Whole)
	if err != nil {
		return c, err
	}
	old := make(map[string]*merge.Kept, len(notes))
	same := map[string]*merge.Kept{} // those that are kept as they are
	bodies := make(map[string]string, len(notes))
	for i := range notes {
		if old[notes[i].ID], err = l.toKept(&notes[i]); err != nil {
			return c, err
		}
		bodies[notes[i].ID] = string(notes[i].Body)
	}
	items, err := l.relate(ctx, pages)
	if err != nil {
		return c, err
	}
	for _, id := range pages {
		r, err := l.store.Reading(ctx, id)
		if err != nil {
			return c, err
		}
		if r == nil {
			continue
		}
		var all []*merge.Kept
		for _, in := range merge.Inputs(r) {
			all = append(all, merge.NewKept(in, items))
		}
		merge.Bind(all, merge.Options{Names: l.opt.Names, Judge: l.opt.Judge})
		for _, k := range all {
			if old[k.Claim.ID] != nil {
				n, err := l.toNote(k)
				if err != nil {
					return c, err
				}
				if bodies[n.ID] == string(n.Body) {
					same[n.ID] = k
					continue
				}
			}
			c.come = append(c.come, k)
		}
	}
	c.stir(old, same)
	for i := range notes { // in order of id
		if same[notes[i].ID] == nil {
			c.gone = append(c.gone, old[notes[i].ID])
		}
	}
	return c, nil
}

// stir makes those go and come too that are as they were, but tied to one that changed.
func (c *claimChange) stir(old, same map[string]*merge.Kept) {
	leads := map[string]bool{}
	lead := func(k *merge.Kept) string { return cmp.Or(k.Lead, k.Claim.ID) }
	for _, k := range c.come {
		leads[lead(k)] = true
	}
	for id, k := range old {
		if same[id] == nil {
			leads[lead(k)] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(same)) {
		if k := same[id]; leads[lead(k)] {
			delete(same, id)
			c.come = append(c.come, k)
		}
	}
}

// record writes down what a step changed; sums are those of the bodies that were given.
func (l *Ledger) record(change *store.Change, gone []*merge.Kept, out merge.Outcome, sums map[string]int64) error {
	for _, k := range gone {
		change.Gone = append(change.Gone, store.Note{ID: k.Claim.ID, Cells: cellsOf(k)})
	}
	for _, k := range out.Put {
		n, err := l.toNote(k)
		if err != nil {
			return err
		}
		n.Cells = cellsOf(k)
		change.Put = append(change.Put, n)
	}
	for _, k := range out.Moved {
		place, err := placeOf(k, sums[k.Claim.ID])
		if err != nil {
			return err
		}
		change.Moved = append(change.Moved, store.Note{ID: k.Claim.ID, Group: k.Cluster, Place: place})
	}
	change.Events, change.GoneEvents = out.Events, out.Gone
	ids := slices.Clone(out.Gone)
	for i := range out.Events {
		ids = append(ids, out.Events[i].ID)
	}
	for _, id := range ids {
		change.Due = append(change.Due, store.Key{Queue: store.DueEvent, Key: id})
	}
	return nil
}

// relation is what the merge stage asks about items.
type relation map[string]filedPlace

type filedPlace struct{ story, origin string }

// relate gives the stories of the items on the pages.
func (l *Ledger) relate(ctx context.Context, pages []string) (relation, error) {
	notes, err := l.store.NotesOn(ctx, "story", pages, store.Places)
	if err != nil {
		return nil, err
	}
	out := make(relation, len(notes))
	for _, n := range notes {
		f := filed{note: n}
		p, err := f.place()
		if err != nil {
			return nil, err
		}
		out[n.ID] = filedPlace{p.Story, p.CopyOf}
	}
	return out, nil
}

// Story is the id of the story that tells the item, "" if none.
func (r relation) Story(page string, item int) string { return r[merge.ItemID(page, item)].story }

// Origin is the item that this one copies in the end; itself if none.
func (r relation) Origin(page string, item int) string {
	id := merge.ItemID(page, item)
	if o := r[id].origin; o != "" {
		return o
	}
	return id
}
