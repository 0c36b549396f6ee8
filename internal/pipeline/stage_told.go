package pipeline

// This file tells the tracks of the regions that changed.

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"parley"
	"parley/internal/store"
	"parley/internal/track"
)

// told is what is kept of the tracks of some regions that are looked at together: what is
// negotiated in them, piece by piece of their time, and what was told of that.
type told struct {
	Regions []string
	Pieces  []toldPiece
	Tracks  []toldTrack
}

// toldPiece is a stretch of time; of a region that is not large the whole.
type toldPiece struct {
	Name     string // "": the whole; "-": of what has no day; else the first month, + and how many
	After    string `json:",omitempty"` // groups of the piece before, by which it was sketched, too
	Sketches []toldSketch
}

// toldSketch is a negotiation in a piece, with a sum over its events.
type toldSketch struct {
	track.Sketch
	Sum int64
}

// toldTrack is a track with what it was told by.
type toldTrack struct {
	ID         string
	Sum, Facts int64 // over its sketches, and over what else it is told by
	track.Bearing
	Mark  string         `json:",omitempty"`
	Edits string         `json:",omitempty"`
	Wakes parley.Day     // when it may be told otherwise though nothing came
	Votes map[string]int `json:",omitempty"` // by which topics its issue was chosen
}

// dirty says what of some regions is to be looked at: all tracks told, as names may be others;
// all pieces sketched anew; or those of some groups.
type dirty struct {
	all, anew bool
	groups    map[string]bool
}

// What the queue of tracks names besides groups: a region of which all is to be told anew, and
// with these at its end one to be sketched anew, or looked at.
const (
	sketchMark = stretchMark + "*"
	lookMark   = stretchMark
)

// telling is one step of telling tracks.
type telling struct {
	*Ledger
	facts   *track.Facts
	spread  map[string]int           // of topics, as tracks are told by it
	edits   map[string][]parley.Edit // by root
	eventOf map[string]string        // of the claims that edits name
	kept    track.Options            // the tracks' options with what people keep apart or together
	change  store.Change
	gone    map[string]bool // tracks
}

// tellTracks tells all tracks that are due, step by step. All that is due of a root is told in one step: what is
// kept of the rest of its time would name events that are gone.
func (l *Ledger) tellTracks(ctx context.Context) (bool, error) {
	keys, err := l.store.Due(ctx, store.DueTrack, 0)
	if err != nil || len(keys) == 0 {
		return false, err
	}
	whole, _, err := l.facts(ctx)
	if err != nil {
		return false, err
	}
	due, rootOf := map[string][]string{}, map[string]string{}
	for _, key := range keys {
		region, _ := ungroup(key)
		root, known := rootOf[region]
		if !known {
			if root, err = l.rootOf(ctx, region); err != nil {
				return false, err
			}
			rootOf[region] = root
		}
		due[root] = append(due[root], key)
	}
	var some []string // roots
	n := 0
	for i, root := range slices.Sorted(maps.Keys(due)) {
		some = append(some, root)
		if n += len(due[root]); n < cmp.Or(l.opt.Step, dueTold) && i < len(due)-1 {
			continue
		}
		if err := l.tellSome(ctx, whole.Facts, some, due); err != nil {
			return false, err
		}
		some, n = nil, 0
	}
	return true, nil
}

// tellSome takes one step: it tells what is due of some roots.
func (l *Ledger) tellSome(ctx context.Context, facts *track.Facts, some []string, due map[string][]string) error {
	t := &telling{Ledger: l, facts: facts, spread: l.tracks.Spread(facts), change: store.Change{Stage: "group"}, gone: map[string]bool{}}
	roots := map[string]*dirty{}
	for _, root := range some {
		for _, key := range due[root] {
			t.change.Done = append(t.change.Done, store.Key{Queue: store.DueTrack, Key: key})
			find(roots, root, key)
		}
	}
	if err := t.trackEdits(ctx); err != nil {
		return err
	}
	for _, r := range slices.Sorted(maps.Keys(roots)) {
		if err := t.tell(ctx, r, roots[r]); err != nil {
			return fmt.Errorf("tracks of %s: %w", r, err)
		}
	}
	for i := range t.change.Tracks {
		delete(t.gone, t.change.Tracks[i].ID)
	}
	t.change.GoneTracks = sortedKeys(t.gone)
	return l.store.Commit(ctx, t.change)
}

// find notes what of the root the key of the queue is about. What is no root any more is nil.
func find(roots map[string]*dirty, root, key string) {
	region, _ := ungroup(key)
	if key == wholeNote {
		return
	}
	if _, known := roots[region]; !known && region != root {
		roots[region] = nil
	}
	if roots[root] == nil {
		roots[root] = &dirty{groups: map[string]bool{}}
	}
	d := roots[root]
	switch key {
	case region:
		d.all, d.anew = true, true
	case region + sketchMark:
		d.anew = true
	case region + lookMark:
	default:
		d.groups[key] = true
	}
}

// tell brings the tracks of the regions under a root level; d nil: it is none any more.
func (t *telling) tell(ctx context.Context, root string, d *dirty) error {
	notes, err := t.store.NotesBy(ctx, "group", []string{root}, store.Whole)
	if err != nil {
		return err
	}
	var was, now told
	if len(notes) > 0 {
		if err := t.plans.Decode(string(notes[0].Body), &was); err != nil {
			return err
		}
	}
	if d != nil {
		if now, err = t.retell(ctx, root, d, &was); err != nil {
			return err
		}
	}
	if err := t.drop(ctx, root, &was, &now); err != nil {
		return err
	}
	var body []byte
	if len(now.Tracks) > 0 {
		if body, err = json.Marshal(now); err != nil {
			return err
		}
	}
	var before string
	if len(notes) > 0 {
		before = string(notes[0].Body)
	}
	if string(body) == before {
		return nil
	}
	if len(notes) > 0 {
		t.change.Gone = append(t.change.Gone, store.Note{ID: root, Cells: without(was.cells(), now.cells())})
	}
	if body != nil {
		t.change.Put = append(t.change.Put, store.Note{ID: root, Body: body, Cells: without(now.cells(), was.cells())})
	}
	return nil
}

// without are the cells that are not among the others.
func without(cells, others []int64) (out []int64) {
	in := make(map[int64]bool, len(others))
	for _, c := range others {
		in[c] = true
	}
	for _, c := range cells {
		if !in[c] {
			out = append(out, c)
		}
	}
	return out
}

// drop notes as gone what was told and is no more, but for what is told of another root by now.
func (t *telling) drop(ctx context.Context, root string, was, now *told) error {
	stay := map[string]bool{}
	for i := range now.Tracks {
		stay[now.Tracks[i].ID] = true
	}
	for i := range was.Tracks {
		id := was.Tracks[i].ID
		if stay[id] {
			continue
		}
		others, err := t.inCells(ctx, "group", []int64{cellOf(cellTrack, id)})
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(others, func(o store.Note) bool { return o.ID != root }) {
			t.gone[id] = true
		}
	}
	return nil
}

// cells are those of the tracks, and of the day on which the first of them may be told
// otherwise.
func (t *told) cells() (out []int64) {
	wakes := parley.DayMax
	for i := range t.Tracks {
		out = append(out, cellOf(cellTrack, t.Tracks[i].ID))
		wakes = min(wakes, t.Tracks[i].Wakes)
	}
	if wakes != parley.DayMax {
		out = append(out, cellAt(cellWake, wakes))
	}
	return out
}

// rootOf is the region that is told with all under it, and with them the region r.
func (l *Ledger) rootOf(ctx context.Context, r string) (string, error) {
	for {
		notes, err := l.store.NotesBy(ctx, "region", []string{r}, store.Heads)
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
		notes, err := l.store.NotesIn(ctx, "region", next, store.Heads)
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

// trackEdits finds the edits of tracks that are in force, by the region whose tracks they
// change: that of most of the claims that they name.
func (t *telling) trackEdits(ctx context.Context) error {
	log, err := t.store.Edits(ctx)
	if err != nil {
		return err
	}
	t.edits, t.eventOf, t.kept = map[string][]parley.Edit{}, map[string]string{}, t.tracks
	for _, e := range parley.InForce(log) {
		if !e.Op.OfTrack() {
			continue
		}
		of, event, err := t.regionsOf(ctx, e.Claims)
		if err != nil {
			return err
		}
		maps.Copy(t.eventOf, event)
		t.kept.Keep(e, event)
		for claim, r := range of {
			if of[claim], err = t.rootOf(ctx, r); err != nil {
				return err
			}
		}
		root := parley.Most(e.Claims, func(claim string) string { return of[claim] })
		t.edits[root] = append(t.edits[root], e)
	}
	return nil
}

// editsOf are the edits of the root by the track that they are about: that of most of the claims
// that they name.
func (t *telling) editsOf(root string, tracks []toldTrack, chains [][]*track.Sketch) map[string][]parley.Edit {
	if len(t.edits[root]) == 0 {
		return nil
	}
	of := map[string]string{} // event → track
	for i, chain := range chains {
		for _, s := range chain {
			for _, e := range slices.Concat(s.Events, s.Aside) {
				of[e] = tracks[i].ID
			}
		}
	}
	out := map[string][]parley.Edit{}
	for _, e := range t.edits[root] {
		if id := parley.Most(e.Claims, func(claim string) string { return of[t.eventOf[claim]] }); id != "" {
			out[id] = append(out[id], e)
		}
	}
	return out
}

// named are the numbers of the edits.
func named(edits []parley.Edit) (out string) {
	for _, e := range edits {
		out += strconv.FormatInt(e.Seq, 10) + " "
	}
	return out
}

// regionsOf gives the regions of the events that claims are about, and these events.
func (l *Ledger) regionsOf(ctx context.Context, claims []string) (regions, event map[string]string, err error) {
	notes, err := l.store.NotesBy(ctx, "merge", claims, store.Places)
	if err != nil {
		return nil, nil, err
	}
	event = map[string]string{}
	var events []string
	for i := range notes {
		var p claimPlace
		if err := l.plans.Decode(string(notes[i].Place), &p); err != nil {
			return nil, nil, fmt.Errorf("claim %s: %w", notes[i].ID, err)
		}
		event[notes[i].ID] = p.Event
		events = append(events, p.Event)
	}
	if notes, err = l.store.NotesBy(ctx, "track", events, store.Places); err != nil {
		return nil, nil, err
	}
	region := map[string]string{}
	for i := range notes {
		region[notes[i].ID], _ = ungroup(notes[i].Group)
	}
	regions = map[string]string{}
	for claim, e := range event {
		if region[e] != "" {
			regions[claim] = region[e]
		}
	}
	return regions, event, nil
}

// edited makes the tracks due that people changed, or whose change they took back.
func (p *placing) edited(ctx context.Context) error {
	log, err := p.store.Edits(ctx)
	if err != nil {
		return err
	}
	for _, e := range log {
		if !e.Op.OfTrack() {
			continue
		}
		of, _, err := p.regionsOf(ctx, e.Claims)
		if err != nil {
			return err
		}
		for _, r := range of {
			p.due[store.Key{Queue: store.DueTrack, Key: r + lookMark}] = true
		}
	}
	return nil
}
