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
	"sort"
	"strconv"
	"strings"

	"parley"
	"parley/internal/store"
	"parley/internal/track"
)

// How many events are sketched at once, beside the last ones of the piece before: of circles; where a
// negotiation known by name is among them, of which more is told in less time. What is longer is one
// track for no more events of several pieces than longCircle; a negotiation known by name always is.
// Each article costs as much as the pieces that it speaks of, and the tracks of these, are long.
const (
	largeCircle = 200
	largeMatter = 4000
	longCircle  = 400
)

// retell brings what was told of the regions under a root level.
func (t *telling) retell(ctx context.Context, root string, d *dirty, was *told) (now told, err error) {
	if now.Regions, err = t.under(ctx, root); err != nil {
		return now, err
	}
	large := t.large(now.Regions)
	if same := !d.anew && slices.Equal(was.Regions, now.Regions); same && len(d.groups) == 0 {
		now.Pieces = was.Pieces
	} else if now.Pieces, err = t.resketch(ctx, now.Regions, d.groups, large, was.Pieces, same); err != nil {
		return now, err
	}
	return now, t.link(ctx, root, d.all, was, &now)
}

// resketch gives the pieces of the regions: those that were, where they are the same regions, but for
// those of which a group changed, or one of those before by which they are sketched.
func (t *telling) resketch(ctx context.Context, regions []string, groups map[string]bool, large int, was []toldPiece, same bool) (now []toldPiece, err error) {
	held, err := t.held(ctx, regions)
	if err != nil {
		return nil, err
	}
	pieces, pieceOf := cut(held, large)
	old := map[string]*toldPiece{}
	for i := range was {
		if same {
			old[was[i].Name] = &was[i]
		}
	}
	for group := range groups {
		delete(old, pieceOf(group))
	}
	var before []string // the last groups of the piece before
	for _, name := range slices.Sorted(maps.Keys(pieces)) {
		after := strings.Join(before, "\n")
		p := old[name]
		if p == nil || p.After != after || slices.ContainsFunc(before, func(group string) bool { return groups[group] }) {
			fresh, err := t.sketch(ctx, regions, name, pieces[name], before)
			if err != nil {
				return nil, err
			}
			fresh.After, p = after, &fresh
		}
		now = append(now, *p)
		if before = nil; name != wholePiece && name != undatedPiece && !slices.ContainsFunc(regions, track.OfMatter) {
			before = last(pieces[name], held)
		}
	}
	return now, nil
}

// last are those of the groups that are of the last months, of as many as hold enough events to go on from.
func last(groups []string, held map[string]int) []string {
	const enough = 64
	groups = slices.Clone(groups)
	slices.SortFunc(groups, func(a, b string) int {
		return cmp.Or(cmp.Compare(monthOf(b), monthOf(a)), strings.Compare(a, b))
	})
	n := 0
	for i, group := range groups {
		if n >= enough && monthOf(group) != monthOf(groups[i-1]) {
			return groups[:i]
		}
		n += held[group]
	}
	return groups
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

// held says how many events each group of the regions holds.
func (t *telling) held(ctx context.Context, regions []string) (map[string]int, error) {
	out := map[string]int{}
	for _, r := range regions {
		some, err := t.store.Tallies(ctx, inStretches, r+stretchMark)
		if err != nil {
			return nil, err
		}
		for group, n := range some {
			out[group] = int(n)
		}
	}
	return out, nil
}

// cut cuts regions into pieces of time, each a list of groups: one piece where they are not large; else
// what has no day, and the longest stretches of 1, 2, 4, 8 … months, each from a month on that it divides,
// that are not large. It says of which piece a group is.
func cut(held map[string]int, large int) (pieces map[string][]string, of func(group string) string) {
	months, all := map[int]int{}, 0
	for group, n := range held {
		months[monthOf(group)] += n
		all += n
	}
	var cuts []stretch
	if all > large {
		cuts = stretches(months, large)
	}
	of = func(group string) string {
		m := monthOf(group)
		if i := sort.Search(len(cuts), func(i int) bool { return cuts[i].from > m }); i > 0 && m < cuts[i-1].to {
			return cuts[i-1].name
		}
		return wholePiece
	}
	pieces = map[string][]string{}
	for _, group := range slices.Sorted(maps.Keys(held)) {
		name := of(group)
		pieces[name] = append(pieces[name], group)
	}
	return pieces, of
}

// Names of pieces that are no stretch of time.
const (
	wholePiece   = ""
	undatedPiece = "-"
)

// undated is what monthOf gives for a group of no month.
const undated = -1

// monthOf is the month of the group's stretch, counted from the year 0.
func monthOf(group string) int {
	_, in := ungroup(group)
	y, m, _ := strings.Cut(in, "-")
	year, err1 := strconv.Atoi(y)
	month, err2 := strconv.Atoi(m)
	if err1 != nil || err2 != nil {
		return undated
	}
	return 12*year + month - 1
}

// stretch is a piece of some months. Names of later ones are greater.
type stretch struct {
	from, to int // to is the first month behind it
	name     string
}

// stretches cuts the months, of which each has so many events.
func stretches(events map[int]int, large int) (out []stretch) {
	months := slices.Sorted(maps.Keys(events))
	if len(months) > 0 && months[0] == undated {
		out = append(out, stretch{undated, undated + 1, undatedPiece})
		months = months[1:]
	}
	const most = 1 << 17 // months: the last year is 9999
	var split func(months []int, length int)
	split = func(months []int, length int) {
		if len(months) == 0 {
			return
		}
		n := 0
		for _, m := range months {
			n += events[m]
		}
		first := months[0] / length * length
		if n <= large || length == 1 {
			out = append(out, stretch{first, first + length, fmt.Sprintf("%04d-%02d+%d", first/12, first%12+1, length)})
			return
		}
		half, _ := slices.BinarySearch(months, first+length/2)
		split(months[:half], length/2)
		split(months[half:], length/2)
	}
	split(months, most)
	return out
}

// sketch says what is negotiated in a piece, by what is told of it and of the piece before.
func (t *telling) sketch(ctx context.Context, regions []string, name string, groups, before []string) (p toldPiece, err error) {
	p.Name = name
	notes, err := t.store.NotesIn(ctx, "track", slices.Concat(groups, before), store.Heads)
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
		if len(before) > 0 && slices.Contains(before, n.Group) {
			opt.Part.Before[n.ID] = true
		}
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
	opt.Part = &track.Part{Facts: t.facts, Regions: map[string]string{}, Joins: map[string]bool{}, Before: map[string]bool{}}
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
func (t *telling) link(ctx context.Context, root string, all bool, was, now *told) error {
	sums := map[*track.Sketch]int64{}
	pieces := make([][]*track.Sketch, len(now.Pieces))
	for i := range now.Pieces {
		for j := range now.Pieces[i].Sketches {
			s := &now.Pieces[i].Sketches[j]
			sums[&s.Sketch] = s.Sum
			pieces[i] = append(pieces[i], &s.Sketch)
		}
	}
	chains := track.Chains(pieces, longCircle)
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

// leads are the tracks of which events are that founded what a chain is kin to, by the ids that the
// tracks of these events would have.
type leads map[string]string

func (t *telling) leads(chains [][]*track.Sketch) leads {
	out, founders := leads{}, map[string]bool{}
	for _, chain := range chains {
		for _, s := range chain {
			for _, b := range s.Bonds {
				founders[b.Founder] = true
			}
		}
	}
	if len(founders) == 0 {
		return out
	}
	for _, chain := range chains {
		for _, s := range chain {
			for _, e := range s.Events {
				if founders[e] {
					out[t.tracks.ID([]*track.Sketch{{Founder: e}})] = t.tracks.ID(chain)
				}
			}
		}
	}
	return out
}

// follow sets what the track is kin to, each once. It is no part of itself; but what was joined with
// it is told of by the id that it had, though its events are the track's now.
func (l leads) follow(t *parley.Track) {
	to := func(k *parley.Kin) string {
		if id := cmp.Or(l[k.Track], k.Track); id != t.ID || k.How != parley.KinJoined {
			return id
		}
		return k.Track
	}
	known := map[[2]string]bool{{parley.KinJoined, t.ID}: true, {parley.KinParted, t.ID}: true, {parley.KinPart, t.ID}: true}
	t.Kin = slices.DeleteFunc(t.Kin, func(k parley.Kin) bool {
		key := [2]string{k.How, to(&k)}
		was := known[key]
		known[key] = true
		return was
	})
	for i := range t.Kin {
		t.Kin[i].Track = to(&t.Kin[i])
	}
}

// write tells the track of a chain.
func (t *telling) write(ctx context.Context, chain []*track.Sketch, opt track.Options, n *toldTrack, out **parley.Track) error {
	var ids []string
	for _, s := range chain {
		ids = append(append(ids, s.Events...), s.Aside...)
	}
	notes, err := t.store.NotesBy(ctx, "track", ids, store.Bodies)
	if err != nil {
		return err
	}
	events := make([]track.Made, 0, len(notes))
	for i := range notes {
		var tale track.Tale
		if err := t.plans.Decode(string(notes[i].Body), &tale); err != nil {
			return fmt.Errorf("event %s: %w", notes[i].ID, err)
		}
		if _, err := t.placed(&notes[i], opt.Part); err != nil {
			return err
		}
		events = append(events, t.tracks.Whole(tale.Full(notes[i].ID)))
	}
	told, err := track.Tell(chain, events, opt)
	if err != nil {
		return err
	}
	n.Bearing, n.Wakes, n.Votes = t.tracks.BearingOf(&told.Track), told.Wakes, told.Votes
	*out = &told.Track
	return nil
}
