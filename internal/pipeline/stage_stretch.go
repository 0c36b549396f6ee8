package pipeline

// This file brings to hand what the events of regions are sketched and told by. What was made of it
// stays in memory, stretch by stretch and event by event, under sums that change whenever it
// does: of a circle with a long past only what changed is read.

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"

	"parley/internal/store"
	"parley/internal/track"
)

// How many events stay in memory: as regions are sketched by them; as tracks are told; and of how
// many what was told.
const (
	keptShort = 10000
	keptWhole = 3000
	keptTold  = 30000
)

// member is an event of a stretch of a region.
type member struct {
	track.Made
	group string
	body  int64 // the sum of its body
	sum   int64 // that, and how often it came
	joins bool
}

// sumsOfStretches tallies for each group a number that is another whenever one of its events is.
const sumsOfStretches = "sums of stretches"

// weight is what an event adds to the sum of its group. A million of a stretch are no more than a
// tally can hold.
func (f *filedEvent) weight(id string) int64 {
	const bits = 43
	h := fnv.New64a()
	b := binary.LittleEndian.AppendUint64([]byte(id), uint64(f.Sum))
	b = binary.LittleEndian.AppendUint64(b, uint64(f.Again))
	if f.Joins {
		b = append(b, 1)
	}
	_, _ = h.Write(b) // never fails
	return int64(h.Sum64() >> (64 - bits))
}

// members gives the events of groups, of which sums are those that are tallied.
func (l *Ledger) members(ctx context.Context, groups []string, sums map[string]int64) (map[string][]member, error) {
	out := make(map[string][]member, len(groups))
	var missing []string
	for _, g := range groups {
		if m, ok := l.stretches.get(g, sums[g]); ok {
			out[g] = m
		} else {
			missing = append(missing, g)
		}
	}
	notes, err := l.store.NotesIn(ctx, "track", missing, store.Heads)
	if err != nil {
		return nil, err
	}
	for i := range notes {
		n := &notes[i]
		b := &track.Brief{}
		if err := l.plans.Decode(string(n.Head), b); err != nil {
			return nil, fmt.Errorf("event %s: %w", n.ID, err)
		}
		m, err := l.member(n)
		if err != nil {
			return nil, err
		}
		m.Made = l.tracks.Short(n.ID, b)
		out[n.Group] = append(out[n.Group], m)
	}
	for _, g := range missing {
		l.stretches.put(g, sums[g], out[g])
	}
	return out, nil
}

// member is the kept event, but for what it is made of.
func (l *Ledger) member(n *store.Note) (m member, err error) {
	var place filedEvent
	if err := l.plans.Decode(string(n.Place), &place); err != nil {
		return m, fmt.Errorf("event %s: %w", n.ID, err)
	}
	return member{group: n.Group, body: place.Sum, sum: place.Sum + place.Again, joins: place.Joins}, nil
}

// whole gives the events with the ids as tracks are told by them, and notes where they belong.
func (t *telling) whole(ctx context.Context, ids []string, part *track.Part) ([]track.Made, error) {
	var far []string
	for _, id := range ids {
		if _, known := t.at[id]; !known {
			far = append(far, id)
		}
	}
	notes, err := t.store.NotesBy(ctx, "track", far, store.Places)
	if err != nil {
		return nil, err
	}
	for i := range notes {
		m, err := t.member(&notes[i])
		if err != nil {
			return nil, err
		}
		t.at[notes[i].ID] = m
	}
	out := make([]track.Made, 0, len(ids))
	var missing []string
	for _, id := range ids {
		at := t.at[id]
		at.note(id, part)
		if m, ok := t.events.get(id, at.body); ok {
			out = append(out, m)
		} else {
			missing = append(missing, id)
		}
	}
	if notes, err = t.store.NotesBy(ctx, "track", missing, store.Whole); err != nil {
		return nil, err
	}
	for i := range notes {
		k, err := t.toKeptEvent(&notes[i])
		if err != nil {
			return nil, err
		}
		claims := make(claimsByID, len(k.Claims))
		for _, c := range k.Claims {
			claims[c.ID] = c
		}
		m := t.tracks.Whole(&k.Event, claims)
		t.events.put(k.Event.ID, t.at[k.Event.ID].body, m)
		out = append(out, m)
	}
	return out, nil
}

// note notes where the event with the id belongs.
func (m member) note(id string, part *track.Part) {
	part.Regions[id], _ = ungroup(m.group)
	if m.joins {
		part.Joins[id] = true
	}
}

// recallTold gives what was told of a root, by its note.
func (l *Ledger) recallTold(root string, body []byte) (*told, error) {
	sum := sumOf(body)
	if t, ok := l.told.get(root, sum); ok {
		return t, nil
	}
	t := &told{}
	if err := l.plans.Decode(string(body), t); err != nil {
		return nil, err
	}
	l.told.put(root, sum, t)
	return t, nil
}

// size is how many events it is about, and how many sketches.
func (t *told) size() (n int) {
	for i := range t.Pieces {
		for j := range t.Pieces[i].Sketches {
			n += 1 + len(t.Pieces[i].Sketches[j].Events)
		}
	}
	return n
}
