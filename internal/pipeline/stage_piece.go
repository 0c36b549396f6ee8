package pipeline

// This file tells the tracks of some regions that are looked at together: what changed is
// sketched by events in short, piece by piece of its time, and of the tracks those are told of
// which the sketches changed.

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"parley"
	"parley/internal/store"
	"parley/internal/track"
)

// How many events are sketched at once: of circles; where a negotiation known by name is among
// them, of which more is told in less time. What is longer is one track for no more events of
// several pieces than longCircle; a negotiation known by name always is.
const (
	largeCircle = 800
	largeMatter = 4000
	longCircle  = 300
)

// retell brings what was told of the regions under a root level.
func (t *telling) retell(ctx context.Context, root string, d *dirty, was *told) (now told, err error) {
	if now.Regions, err = t.under(ctx, root); err != nil {
		return now, err
	}
	large := t.large(now.Regions)
	pieces, pieceOf, err := t.cut(ctx, now.Regions, large)
	if err != nil {
		return now, err
	}
	old := map[string]*toldPiece{}
	if !d.anew && slices.Equal(was.Regions, now.Regions) {
		for i := range was.Pieces {
			old[was.Pieces[i].Name] = &was.Pieces[i]
		}
	}
	for group := range d.groups {
		delete(old, pieceOf(group))
	}
	for _, name := range slices.Sorted(maps.Keys(pieces)) {
		if p := old[name]; p != nil {
			now.Pieces = append(now.Pieces, *p)
			continue
		}
		p, err := t.sketch(ctx, now.Regions, name, pieces[name])
		if err != nil {
			return now, err
		}
		now.Pieces = append(now.Pieces, p)
	}
	return now, t.link(ctx, root, d.all, large, was, &now)
}

func (l *Ledger) large(regions []string) int {
	switch {
	case l.opt.Large > 0:
		return l.opt.Large
	case slices.ContainsFunc(regions, track.OfMatter):
		return largeMatter
	}
	return largeCircle
}

// cut cuts the regions into pieces of time, each a list of groups: one piece where they are not
// large, else years, and months of a large year. It says of which piece a group is.
func (t *telling) cut(ctx context.Context, regions []string, large int) (pieces map[string][]string, of func(group string) string, err error) {
	held := map[string]bool{} // groups
	years, all := map[string]int{}, 0
	for _, r := range regions {
		some, err := t.store.Tallies(ctx, inStretches, r+stretchMark)
		if err != nil {
			return nil, nil, err
		}
		for group, n := range some {
			held[group] = true
			years[yearOf(group)] += int(n)
			all += int(n)
		}
	}
	of = func(group string) string {
		if all <= large {
			return ""
		}
		year := yearOf(group)
		if _, month := ungroup(group); years[year] > large {
			return month
		}
		return year
	}
	pieces = map[string][]string{}
	for _, group := range slices.Sorted(maps.Keys(held)) {
		name := of(group)
		pieces[name] = append(pieces[name], group)
	}
	return pieces, of, nil
}

// yearOf is the year of the group's stretch, which is "-" where it is not known.
func yearOf(group string) string {
	_, stretch := ungroup(group)
	year, _, _ := strings.Cut(stretch, "-")
	return cmp.Or(year, "-")
}

// sketch says what is negotiated in a piece.
func (t *telling) sketch(ctx context.Context, regions []string, name string, groups []string) (p toldPiece, err error) {
	p.Name = name
	notes, err := t.store.NotesIn(ctx, "track", groups, store.Heads)
	if err != nil {
		return p, err
	}
	opt := t.part(regions)
	short := make([]track.Made, len(notes))
	sums := make(map[string]int64, len(notes))
	for i := range notes {
		n := &notes[i]
		b := &track.Brief{}
		if err := t.plans.Decode(string(n.Head), b); err != nil {
			return p, fmt.Errorf("event %s: %w", n.ID, err)
		}
		place, err := t.placed(n, opt.Part)
		if err != nil {
			return p, err
		}
		short[i], sums[n.ID] = t.tracks.Short(n.ID, b), place.Sum+place.Again
	}
	for _, s := range track.Sketches(short, opt) {
		h := fnv.New64a()
		body, err := json.Marshal(s)
		if err != nil {
			return p, err
		}
		_, _ = h.Write(body) // never fails, as the next ones
		for _, id := range slices.Concat(s.Events, s.Aside) {
			joins := byte(0)
			if opt.Part.Joins[id] {
				joins = 1
			}
			_, _ = h.Write(binary.LittleEndian.AppendUint64([]byte(id+opt.Part.Regions[id]), uint64(sums[id])))
			_, _ = h.Write([]byte{joins, 0})
		}
		if len(s.Bonds) > 0 {
			bonds, err := json.Marshal(s.Bonds)
			if err != nil {
				return p, err
			}
			_, _ = h.Write(bonds)
		}
		p.Sketches = append(p.Sketches, toldSketch{s, int64(h.Sum64())})
	}
	return p, nil
}

// part is what the tracks of the regions are told by, but for their events.
func (t *telling) part(regions []string) track.Options {
	opt := t.kept
	opt.Part = &track.Part{Facts: t.facts, Regions: map[string]string{}, Joins: map[string]bool{}}
	for _, r := range regions {
		if track.OfMatter(r) {
			opt.Part.Matters = append(opt.Part.Matters, r)
		}
	}
	return opt
}

// placed notes where the kept event belongs.
func (t *telling) placed(n *store.Note, part *track.Part) (place filedEvent, err error) {
	if err := t.plans.Decode(string(n.Place), &place); err != nil {
		return place, fmt.Errorf("event %s: %w", n.ID, err)
	}
	part.Regions[n.ID], _ = ungroup(n.Group)
	if place.Joins {
		part.Joins[n.ID] = true
	}
	return place, nil
}

// link makes chains of the sketches, and tells the tracks of those that are others than they
// were, or are to be told otherwise.
func (t *telling) link(ctx context.Context, root string, all bool, large int, was, now *told) error {
	sums := map[*track.Sketch]int64{}
	pieces := make([][]*track.Sketch, len(now.Pieces))
	for i := range now.Pieces {
		for j := range now.Pieces[i].Sketches {
			s := &now.Pieces[i].Sketches[j]
			sums[&s.Sketch] = s.Sum
			pieces[i] = append(pieces[i], &s.Sketch)
		}
	}
	chains := track.Chains(pieces, min(large, longCircle))
	old := map[string]*toldTrack{}
	for i := range was.Tracks {
		old[was.Tracks[i].ID] = &was.Tracks[i]
	}
	now.Tracks = make([]toldTrack, len(chains))
	for i, chain := range chains {
		h := fnv.New64a()
		for _, s := range chain {
			_, _ = h.Write(binary.LittleEndian.AppendUint64(nil, uint64(sums[s]))) // never fails
		}
		now.Tracks[i] = toldTrack{ID: t.tracks.ID(chain), Sum: int64(h.Sum64()), Facts: t.facts.Sum(chain)}
	}
	edits := t.editsOf(root, now.Tracks, chains)
	tracks := make([]*parley.Track, len(chains))
	opt := t.part(now.Regions)
	for i := range chains {
		n := &now.Tracks[i]
		n.Edits = named(edits[n.ID])
		if o := old[n.ID]; o != nil && !all && o.Sum == n.Sum && o.Facts == n.Facts && o.Edits == n.Edits && t.facts.Now < o.Wakes && t.speaks(o) {
			*n = *o
			continue
		}
		if err := t.write(ctx, chains[i], opt, n, &tracks[i]); err != nil {
			return err
		}
	}
	lead := t.leads(chains)
	of := make([]track.Bearing, len(chains))
	for i := range now.Tracks {
		of[i] = now.Tracks[i].Bearing
	}
	for i, mark := range track.Marks(of) {
		n := &now.Tracks[i]
		if tracks[i] == nil && n.Mark == mark {
			continue
		}
		if tracks[i] == nil {
			if err := t.write(ctx, chains[i], opt, n, &tracks[i]); err != nil {
				return err
			}
		}
		n.Mark = mark
		lead.follow(tracks[i])
		track.Entitle(tracks[i], mark, opt)
		for _, e := range edits[n.ID] {
			track.Edit(tracks[i], e)
		}
		t.change.Tracks = append(t.change.Tracks, *tracks[i])
	}
	return nil
}

// speaks tells whether the track is about what it was about, by the facts as they are now.
func (t *telling) speaks(o *toldTrack) bool {
	issue := t.facts.Issue(o.Votes, t.spread)
	return issue == "" || issue == o.Issue
}

// leads are the ids that the tracks of sketches would have by themselves, and those of the
// chains that they are of.
type leads map[string]string

func (t *telling) leads(chains [][]*track.Sketch) leads {
	out := leads{}
	for _, chain := range chains {
		for _, s := range chain[1:] {
			out[t.tracks.ID([]*track.Sketch{s})] = t.tracks.ID(chain)
		}
	}
	return out
}

// follow sets what the track is kin to.
func (l leads) follow(t *parley.Track) {
	for i := range t.Kin {
		if id := l[t.Kin[i].Track]; id != "" {
			t.Kin[i].Track = id
		}
	}
}

// write tells the track of a chain.
func (t *telling) write(ctx context.Context, chain []*track.Sketch, opt track.Options, n *toldTrack, out **parley.Track) error {
	var ids []string
	for _, s := range chain {
		ids = append(append(ids, s.Events...), s.Aside...)
	}
	notes, err := t.store.NotesBy(ctx, "track", ids, store.Whole)
	if err != nil {
		return err
	}
	events := make([]track.Made, 0, len(notes))
	for i := range notes {
		k, err := t.toKeptEvent(&notes[i])
		if err != nil {
			return err
		}
		if _, err := t.placed(&notes[i], opt.Part); err != nil {
			return err
		}
		claims := make(claimsByID, len(k.Claims))
		for _, c := range k.Claims {
			claims[c.ID] = c
		}
		events = append(events, t.tracks.Whole(&k.Event, claims))
	}
	told, err := track.Tell(chain, events, opt)
	if err != nil {
		return err
	}
	n.Bearing, n.Wakes, n.Votes = track.BearingOf(&told.Track), told.Wakes, told.Votes
	*out = &told.Track
	return nil
}
