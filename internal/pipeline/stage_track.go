package pipeline

// This file keeps the tracks level, first half: every event that changed is put into its
// region, and so is what stands beside it, which may belong elsewhere now.

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/internal/store"
	"parley/internal/track"
)

// dueEvents is how many events are placed in one step.
const dueEvents = 4096

// Sorts of cells of the track stage: the upper bits of their numbers.
const (
	cellItem  = 1 << 59
	cellPair  = 2 << 59
	cellTopic = 4 << 59
	cellWake  = 5 << 59
	cellTrack = 6 << 59
)

func cellOf(sort int64, name string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	return sort | int64(h.Sum64()>>5)
}

func cellAt(sort int64, day parley.Day) int64 { return sort | (int64(day) + 1<<40) }

// The track stage keeps an event three times: in short (a track.Brief), by which regions are
// told; with its place; and as tracks are told by it, which is read when they are told.

// filedEvent is where an event belongs by its items, and its topics where it opens or carries a
// negotiation. Sum is that of its body, Again how often it came as it was: it may have been gone
// meanwhile.
type filedEvent struct {
	track.Base
	Opens  bool     `json:",omitempty"`
	Topics []string `json:",omitempty"`
	Sum    int64
	Again  int64 `json:",omitempty"`
}

// The notes of events are grouped by region and stretch of time. What a region holds is tallied
// by stretch, and how many of it open or carry a negotiation, and of which topics, by region.
const (
	stretchMark  = " @"
	inStretches  = "events of stretches"
	aboutTopics  = "topics of regions"
	carriesTopic = "\t" // between region and topic; behind it nothing for all that carry
)

// groupOf is where an event of the region and stretch is grouped; "" for one of no region.
func groupOf(region, stretch string) string {
	if region == "" {
		return ""
	}
	return region + stretchMark + cmp.Or(stretch, "-")
}

// ungroup is the region and stretch of a group.
func ungroup(group string) (region, stretch string) {
	region, stretch, _ = strings.Cut(group, stretchMark)
	return region, stretch
}

// sumOf is a number by which two bodies are told apart.
func sumOf(body []byte) int64 {
	h := fnv.New64a()
	_, _ = h.Write(body) // never fails
	return int64(h.Sum64())
}

// changedEvent is an event that came or changed, with its claims.
type changedEvent struct {
	Event  parley.Event
	Claims []*parley.Claim
}

// Claim returns the claim with the id, nil where there is none.
func (k *changedEvent) Claim(id string) *parley.Claim {
	for _, c := range k.Claims {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// placing is one step of placing events.
type placing struct {
	*Ledger
	filer  *track.Filer
	was    *track.Filer             // of the events that changed, as they were
	now    map[string]*changedEvent // the events that changed, those that are gone left out
	briefs map[string]*track.Brief  // of these
	notes  map[string]*store.Note   // by event, as they are kept, without their bodies
	bases  map[string]track.Base
	places map[string]filedEvent // as they are kept
	meets  map[string][]string   // pair of envoys → events
	paired map[string]bool       // pairs that have been fetched
	change store.Change
	due    map[store.Key]bool
}

// placeEvents places all events that are due, step by step in order of time.
func (l *Ledger) placeEvents(ctx context.Context) (bool, error) {
	keys, err := l.store.Due(ctx, store.DueEvent, 0)
	if err != nil || len(keys) == 0 {
		return false, err
	}
	for some := range slices.Chunk(keys, dueEvents) {
		if err := l.placeSome(ctx, some); err != nil {
			return false, err
		}
	}
	return true, nil
}

// placeSome takes one step.
func (l *Ledger) placeSome(ctx context.Context, keys []string) error {
	p := &placing{
		Ledger: l, filer: track.NewFiler(l.tracks), was: track.NewFiler(l.tracks), now: map[string]*changedEvent{}, briefs: map[string]*track.Brief{},
		notes: map[string]*store.Note{}, bases: map[string]track.Base{}, places: map[string]filedEvent{}, meets: map[string][]string{}, paired: map[string]bool{},
		change: store.Change{
			Stage: "track", Tally: map[string]int64{}, Counts: map[string]map[string]int64{inStretches: {}, aboutTopics: {}},
		},
		due: map[store.Key]bool{},
	}
	var ids []string
	for _, k := range keys {
		p.change.Done = append(p.change.Done, store.Key{Queue: store.DueEvent, Key: k})
		if k != store.DueEdit {
			ids = append(ids, k)
			continue
		}
		if err := p.edited(ctx); err != nil {
			return err
		}
	}
	if err := p.place(ctx, ids); err != nil {
		return err
	}
	for k := range p.due {
		p.change.Due = append(p.change.Due, k)
	}
	return l.store.Commit(ctx, p.change)
}

// touch notes that what an event tells of its group changed.
func (p *placing) touch(group string) {
	if group != "" {
		region, _ := ungroup(group)
		p.due[store.Key{Queue: store.DueRegion, Key: region}] = true
		p.due[store.Key{Queue: store.DueTrack, Key: group}] = true
	}
}

// tally counts an event that came to its group or left it.
func (p *placing) tally(group string, place filedEvent, by int64) {
	if group == "" {
		return
	}
	p.change.Counts[inStretches][group] += by
	if place.Opens {
		region, _ := ungroup(group)
		for _, topic := range append([]string{""}, place.Topics...) {
			p.change.Counts[aboutTopics][region+carriesTopic+topic] += by
		}
	}
}

func (p *placing) place(ctx context.Context, ids []string) error {
	if err := p.load(ctx, ids); err != nil {
		return err
	}
	var items []string
	for _, id := range ids {
		if p.notes[id] != nil {
			items = append(items, p.was.Items(id)...)
		}
		if p.now[id] != nil {
			items = append(items, p.filer.Items(id)...)
		}
	}
	beside, err := p.fetch(ctx, itemCells(items)) // whose place may be another one now
	if err != nil {
		return err
	}
	items = items[:0]
	for _, id := range beside {
		items = append(items, p.filer.Items(id)...)
	}
	if _, err := p.fetch(ctx, itemCells(items)); err != nil { // what their places are told by
		return err
	}
	wanted := beside
	for _, id := range ids {
		if p.now[id] != nil {
			wanted = append(wanted, id)
		}
	}
	moved := ids
	for _, id := range wanted {
		b := p.filer.Base(id)
		if b != p.bases[id] {
			moved = append(moved, id)
		}
		p.bases[id] = b
	}
	others, err := p.envoys(ctx, moved, wanted)
	if err != nil {
		return err
	}
	return p.write(ids, append(wanted, others...))
}

// load brings the events that changed to hand, as they were and as they are.
func (p *placing) load(ctx context.Context, ids []string) error {
	notes, err := p.store.NotesBy(ctx, "track", ids, store.Heads)
	if err != nil {
		return err
	}
	for i := range notes {
		if err := p.known(&notes[i], p.was); err != nil {
			return err
		}
	}
	events, err := p.store.EventsBy(ctx, ids)
	if err != nil {
		return err
	}
	claims, err := p.claimsBehind(ctx, events)
	if err != nil {
		return err
	}
	for i := range events {
		k := &changedEvent{Event: events[i]}
		for _, ref := range k.Event.Claims {
			if c := claims[ref.ID]; c != nil {
				k.Claims = append(k.Claims, c)
			}
		}
		id := k.Event.ID
		p.now[id], p.briefs[id] = k, track.NewBrief(&k.Event, k)
		p.filer.Add(id, p.briefs[id])
	}
	return nil
}

// known takes a kept event in, as it is kept.
func (p *placing) known(n *store.Note, filer *track.Filer) error {
	var place filedEvent
	if err := p.plans.Decode(string(n.Place), &place); err != nil {
		return fmt.Errorf("event %s: %w", n.ID, err)
	}
	b := &track.Brief{}
	if err := p.plans.Decode(string(n.Head), b); err != nil {
		return fmt.Errorf("event %s: %w", n.ID, err)
	}
	n.Head = nil
	p.notes[n.ID], p.bases[n.ID], p.places[n.ID] = n, place.Base, place
	filer.Add(n.ID, b)
	return nil
}

func itemCells(items []string) (out []int64) {
	slices.Sort(items)
	for _, item := range slices.Compact(items) {
		out = append(out, cellOf(cellItem, item))
	}
	return out
}

// fetch brings what is kept in the cells to hand, but for what has changed. It returns what
// was not there before.
func (p *placing) fetch(ctx context.Context, cells []int64) (ids []string, err error) {
	notes, err := p.inCells(ctx, "track", cells)
	if err != nil {
		return nil, err
	}
	for i := range notes {
		n := &notes[i]
		if p.notes[n.ID] != nil {
			continue
		}
		if err := p.known(n, p.filer); err != nil {
			return nil, err
		}
		ids = append(ids, n.ID)
	}
	return ids, nil
}

// inCells gives the notes of a stage in any of the cells, without their bodies.
func (l *Ledger) inCells(ctx context.Context, stage string, cells []int64) ([]store.Note, error) {
	if len(cells) == 0 {
		return nil, nil
	}
	numbers, err := l.store.Numbers(ctx, stage, cells, []string{})
	if err != nil {
		return nil, err
	}
	return l.store.NotesNumbered(ctx, numbers, store.Heads)
}

// envoys brings the meetings of the same persons to hand. It returns those beside the wanted
// that may belong elsewhere since the moved ones do.
func (p *placing) envoys(ctx context.Context, moved, wanted []string) (others []string, err error) {
	known := map[string]bool{}
	for _, id := range wanted {
		known[id] = true
	}
	var pairs []string
	for _, id := range moved {
		if p.filer.Has(id) {
			pairs = append(pairs, p.filer.Envoys(id)...)
		}
		if p.changed(id) && p.notes[id] != nil {
			pairs = append(pairs, p.was.Envoys(id)...)
		}
	}
	touched, err := p.meeting(ctx, pairs)
	if err != nil {
		return nil, err
	}
	pairs = pairs[:0]
	for _, id := range touched {
		if !known[id] {
			known[id] = true
			others = append(others, id)
		}
	}
	for id := range known {
		pairs = append(pairs, p.filer.Envoys(id)...)
	}
	_, err = p.meeting(ctx, pairs)
	for id := range known {
		if p.now[id] != nil {
			for _, pair := range p.filer.Envoys(id) {
				p.meets[pair] = append(p.meets[pair], id)
			}
		}
	}
	return others, err
}

// changed tells whether the event is one of those that came, changed or went.
func (p *placing) changed(id string) bool { return p.now[id] != nil || p.was.Has(id) }

// meeting fetches the kept meetings of the pairs.
func (p *placing) meeting(ctx context.Context, pairs []string) (ids []string, err error) {
	var cells []int64
	slices.Sort(pairs)
	for _, pair := range slices.Compact(pairs) {
		if !p.paired[pair] {
			p.paired[pair] = true
			cells = append(cells, cellOf(cellPair, pair))
		}
	}
	if _, err := p.fetch(ctx, cells); err != nil {
		return nil, err
	}
	notes, err := p.inCells(ctx, "track", cells)
	if err != nil {
		return nil, err
	}
	for i := range notes {
		id := notes[i].ID
		if p.changed(id) {
			continue // as it is now, or gone
		}
		ids = append(ids, id)
		for _, pair := range p.filer.Envoys(id) {
			if !slices.Contains(p.meets[pair], id) {
				p.meets[pair] = append(p.meets[pair], id)
			}
		}
	}
	return ids, nil
}

// write notes where the wanted events belong. What lies in a region that changed is told
// anew.
func (p *placing) write(ids, wanted []string) error {
	for _, id := range ids {
		n := p.notes[id]
		if n == nil {
			continue
		}
		n.Cells = p.cells(p.was, id)
		p.count(p.was, id, -1)
		p.tally(n.Group, p.places[id], -1)
		p.change.Gone = append(p.change.Gone, *n)
		p.touch(n.Group)
	}
	for _, id := range wanted {
		if err := p.writeOne(id); err != nil {
			return fmt.Errorf("event %s: %w", id, err)
		}
	}
	return nil
}

func (p *placing) writeOne(id string) (err error) {
	group := groupOf(p.filer.Region(id, p.bases, p.meets), p.filer.Stretch(id))
	was := p.places[id]
	place := filedEvent{Base: p.bases[id], Sum: was.Sum, Again: was.Again}
	if topics, opens := p.filer.Topics(id); opens {
		place.Opens, place.Topics = true, topics
	}
	if k := p.now[id]; k != nil {
		n := store.Note{ID: id, Group: group, Cells: p.cells(p.filer, id)}
		if n.Head, err = json.Marshal(p.briefs[id]); err != nil {
			return err
		}
		if n.Body, err = json.Marshal(track.NewTale(&k.Event, k)); err != nil {
			return err
		}
		if place.Sum = sumOf(n.Body); place.Sum == was.Sum {
			place.Again++
		}
		if n.Place, err = json.Marshal(place); err != nil {
			return err
		}
		p.count(p.filer, id, 1)
		p.tally(group, place, 1)
		p.change.Put = append(p.change.Put, n)
		p.touch(group)
		return nil
	}
	n := p.notes[id]
	if n.Group == group && was.Base == place.Base && was.Opens == place.Opens && slices.Equal(was.Topics, place.Topics) {
		return nil
	}
	p.tally(n.Group, was, -1)
	p.tally(group, place, 1)
	p.touch(n.Group)
	p.touch(group)
	n.Group = group
	n.Place, err = json.Marshal(place)
	p.change.Moved = append(p.change.Moved, *n)
	return err
}

// count counts the events of each month.
func (p *placing) count(f *track.Filer, id string, by int64) {
	if day := f.Month(id); day != parley.DayMin {
		p.change.Tally[strconv.Itoa(int(day))] += by
	}
}

// cells are where the event is kept: by item and by pair of envoys.
func (p *placing) cells(f *track.Filer, id string) []int64 {
	out := itemCells(slices.Clone(f.Items(id)))
	for _, pair := range f.Envoys(id) {
		out = append(out, cellOf(cellPair, pair))
	}
	return out
}
