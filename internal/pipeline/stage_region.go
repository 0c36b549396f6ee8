package pipeline

// This file keeps the tracks level, second half: regions are summed up and linked, what is
// known of the whole ledger is brought level, and the tracks of the regions that changed are
// told.

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/internal/store"
	"parley/internal/track"
)

// Regions in one step that are to be summed up, and how much of what is due of tracks: all of a root, though it be more.
// Each step writes anew the pages of the file on which what is short of all tracks stands.
const (
	dueRegions = 256
	dueTold    = 2048
)

// linking is one step of summing regions up and linking them.
type linking struct {
	*Ledger
	links  track.Links
	notes  map[string]*store.Note // regions at hand as they are kept; one whose Head is nil is gone
	sums   map[string]track.Summary
	parent map[string]string // as it was
	cells  map[int64]bool    // fetched
	change store.Change
	due    map[store.Key]bool
}

// linkRegions takes one step.
func (l *Ledger) linkRegions(ctx context.Context) (bool, error) {
	keys, err := l.store.Due(ctx, store.DueRegion, dueRegions)
	if err != nil || len(keys) == 0 {
		return false, err
	}
	k := &linking{
		Ledger: l, links: track.NewLinks(l.tracks), notes: map[string]*store.Note{}, sums: map[string]track.Summary{},
		parent: map[string]string{}, cells: map[int64]bool{},
		change: store.Change{Stage: "region", Tally: map[string]int64{}}, due: map[store.Key]bool{},
	}
	old, err := l.store.NotesBy(ctx, "region", keys, store.Whole)
	if err != nil {
		return false, err
	}
	if err := k.keep(old); err != nil {
		return false, err
	}
	var look []int64 // where those are whose links may be others now
	for _, r := range keys {
		k.change.Done = append(k.change.Done, store.Key{Queue: store.DueRegion, Key: r})
		cells, err := k.sumUp(ctx, r)
		if err != nil {
			return false, err
		}
		look = append(look, cells...)
	}
	near, err := k.fetch(ctx, look)
	if err != nil {
		return false, err
	}
	if err := k.link(ctx, append(near, keys...)); err != nil {
		return false, err
	}
	for d := range k.due {
		k.change.Due = append(k.change.Due, d)
	}
	return true, l.store.Commit(ctx, k.change)
}

func (k *linking) keep(notes []store.Note) error {
	for i := range notes {
		n := &notes[i]
		if k.notes[n.ID] != nil {
			continue
		}
		var s track.Summary
		if err := json.Unmarshal(n.Head, &s); err != nil {
			return fmt.Errorf("region %s: %w", n.ID, err)
		}
		k.notes[n.ID], k.sums[n.ID], k.parent[n.ID] = n, s, n.Group
	}
	return nil
}

// fetch brings the regions in the cells to hand and returns all of them.
func (k *linking) fetch(ctx context.Context, cells []int64) (ids []string, err error) {
	notes, err := k.inCells(ctx, "region", cells)
	if err != nil {
		return nil, err
	}
	for i := range notes {
		ids = append(ids, notes[i].ID)
	}
	return ids, k.keep(notes)
}

// sumUp sums a region up, and returns the cells of the regions that may be linked otherwise.
func (k *linking) sumUp(ctx context.Context, r string) (look []int64, err error) {
	held, err := k.store.Tallies(ctx, inStretches, r+stretchMark)
	if err != nil {
		return nil, err
	}
	about, err := k.store.Tallies(ctx, aboutTopics, r+carriesTopic)
	if err != nil {
		return nil, err
	}
	s := track.Summary{Carried: int(about[r+carriesTopic])}
	for key, n := range about {
		if topic := strings.TrimPrefix(key, r+carriesTopic); topic != "" {
			s.Add(topic, int(n))
		}
	}
	s.Close()
	old, was := k.notes[r], k.sums[r]
	if old != nil {
		look = append(look, k.linkCells(r, was)...)
		old.Cells = k.regionCells(r, was)
		k.change.Gone = append(k.change.Gone, *old)
		k.tally(was, -1)
	}
	if (old == nil) != (len(held) == 0) { // what looks for a matter looks for its topic
		for _, topic := range k.links.Topics(r) {
			look = append(look, cellOf(cellTopic, topic))
		}
	}
	if len(held) == 0 {
		for _, d := range []string{r, k.parent[r]} { // has no tracks any more; is told without r
			k.dueLook(d)
		}
		delete(k.sums, r)
		k.notes[r] = &store.Note{ID: r}
		return look, nil
	}
	look = append(look, k.linkCells(r, s)...)
	n := store.Note{ID: r, Group: k.parent[r], Cells: k.regionCells(r, s)}
	if n.Head, err = json.Marshal(s); err != nil {
		return nil, err
	}
	k.notes[r], k.sums[r] = &n, s
	k.tally(s, 1)
	return look, nil
}

// dueLook lets the tracks of a region be looked at.
func (k *linking) dueLook(r string) {
	if r != "" {
		k.due[store.Key{Queue: store.DueTrack, Key: r + lookMark}] = true
	}
}

// tally counts regions and those in which each topic is told of.
func (k *linking) tally(s track.Summary, by int64) {
	k.change.Tally[""] += by
	for topic := range s.Topics {
		k.change.Tally[topic] += by
	}
}

// linkCells are where regions on one issue with two parties in common stand.
func (k *linking) linkCells(r string, s track.Summary) (out []int64) {
	if s.Issue != "" {
		for _, pair := range track.Pairs(r) {
			out = append(out, cellOf(cellPair, pair+" "+s.Issue))
		}
	}
	return out
}

func (k *linking) regionCells(r string, s track.Summary) []int64 {
	out := k.linkCells(r, s)
	for topic := range s.Topics {
		out = append(out, cellOf(cellTopic, topic))
	}
	return out
}

// link finds for each of the regions the one with which it is looked at: of a matter, else
// the one that most is told of.
func (k *linking) link(ctx context.Context, regions []string) error {
	slices.Sort(regions)
	regions = slices.Compact(regions)
	var cells []int64
	var matters []string
	for _, r := range regions {
		cells = append(cells, k.linkCells(r, k.sums[r])...)
		matters = append(matters, k.links.Matters(k.sums[r].Most)...)
	}
	near, err := k.fetch(ctx, cells)
	if err != nil {
		return err
	}
	slices.Sort(matters)
	named, err := k.store.NotesBy(ctx, "region", slices.Compact(matters), store.Whole)
	if err != nil {
		return err
	}
	if err := k.keep(named); err != nil {
		return err
	}
	near = append(append(near, matters...), regions...)
	slices.Sort(near)
	on := map[string][]string{} // issue → regions, in order of name
	for _, r := range slices.Compact(near) {
		if issue := k.sums[r].Issue; issue != "" {
			on[issue] = append(on[issue], r)
		}
	}
	fresh := map[string]bool{}
	for _, d := range k.change.Done {
		fresh[d.Key] = true
	}
	for _, r := range regions {
		n := k.notes[r]
		if n == nil || n.Head == nil {
			continue
		}
		n.Group = k.host(r, slices.Concat(slices.Sorted(slices.Values(k.links.Matters(k.sums[r].Most))), on[k.sums[r].Issue]))
		if n.Group != k.parent[r] {
			for _, d := range []string{r, n.Group, k.parent[r]} {
				k.dueLook(d)
			}
		}
		if fresh[r] {
			k.change.Put = append(k.change.Put, *n)
		} else if n.Group != k.parent[r] {
			k.change.Moved = append(k.change.Moved, *n)
		}
	}
	return nil
}

// host is the region that r is looked at together with: that of a matter, else the one of which
// most is told, of equal ones the first by name.
func (k *linking) host(r string, near []string) (best string) {
	var top []int
	for _, b := range near { // in order of name
		to, there := k.sums[b]
		if b == r || !there || !k.links.Join(r, b, k.sums[r], to) {
			continue
		}
		rank := []int{0, to.Carried}
		if track.OfMatter(b) {
			rank[0] = 1
		}
		if best == "" || slices.Compare(rank, top) > 0 {
			best, top = b, rank
		}
	}
	return best
}

// wholeLedger is what is kept of the facts of the whole ledger.
type wholeLedger struct {
	Facts   *track.Facts
	Version string // under which the events were placed
}

const wholeNote = "the whole ledger" // the id of its note

// facts returns those of the whole ledger as the tracks were last told by.
func (l *Ledger) facts(ctx context.Context) (w wholeLedger, n *store.Note, err error) {
	notes, err := l.store.NotesBy(ctx, "group", []string{wholeNote}, store.Whole)
	if err != nil || len(notes) == 0 {
		return w, nil, err
	}
	return w, &notes[0], json.Unmarshal(notes[0].Head, &w)
}

// renew places all events anew where they were placed by other packs: what is known by name,
// and the names, may be others.
func (l *Ledger) renew(ctx context.Context) (bool, error) {
	was, n, err := l.facts(ctx)
	if err != nil || n == nil || was.Version == l.opt.Version {
		return false, err
	}
	change := store.Change{Stage: "group", Gone: []store.Note{*n}, All: map[string]string{"track": store.DueEvent, "region": store.DueRegion, "group": store.DueTrack}}
	was.Version = l.opt.Version
	head, err := json.Marshal(was)
	if err != nil {
		return false, err
	}
	change.Put = []store.Note{{ID: wholeNote, Head: head}}
	return false, l.store.Commit(ctx, change)
}

// level brings the facts of the whole ledger level: the last month that it tells of, and how much
// each topic is told of. Regions that are told by what changed are told anew.
func (l *Ledger) level(ctx context.Context) (bool, error) {
	was, n, err := l.facts(ctx)
	if err != nil {
		return false, err
	}
	now, err := l.measure(ctx)
	if err != nil {
		return false, err
	}
	change := store.Change{Stage: "group"}
	due := map[string]bool{}
	if n != nil && was.Facts.Equal(now) {
		return false, nil
	}
	if n != nil {
		change.Gone = append(change.Gone, *n)
		cells := map[string][]int64{}
		for _, topic := range was.Facts.Differ(now) {
			mark := lookMark
			if was.Facts.Broad[topic] != now.Broad[topic] {
				mark = sketchMark
			}
			cells[mark] = append(cells[mark], cellOf(cellTopic, topic))
		}
		for mark, of := range cells {
			told, err := l.inCells(ctx, "region", of)
			if err != nil {
				return false, err
			}
			for i := range told {
				due[told[i].ID+mark] = true
			}
		}
		woken, err := l.store.NotesAt(ctx, "group", cellAt(cellWake, was.Facts.Now+1), cellAt(cellWake, now.Now))
		if err != nil {
			return false, err
		}
		for i := range woken {
			due[woken[i].ID+lookMark] = true
		}
		if now.Now < was.Facts.Now { // what slept may not sleep yet
			change.All = map[string]string{"group": store.DueTrack}
		}
	}
	head, err := json.Marshal(wholeLedger{now, l.opt.Version})
	if err != nil {
		return false, err
	}
	change.Put = append(change.Put, store.Note{ID: wholeNote, Head: head})
	for _, r := range sortedKeys(due) {
		change.Due = append(change.Due, store.Key{Queue: store.DueTrack, Key: r})
	}
	return false, l.store.Commit(ctx, change)
}

func (l *Ledger) measure(ctx context.Context) (*track.Facts, error) {
	tallies, err := l.store.Tallies(ctx, "region", "")
	if err != nil {
		return nil, err
	}
	regions := int(tallies[""])
	delete(tallies, "")
	spread := make(map[string]int, len(tallies))
	for topic, n := range tallies {
		spread[topic] = int(n)
	}
	told, err := l.store.Tallies(ctx, "track", "")
	if err != nil {
		return nil, err
	}
	months := make(map[parley.Day]int, len(told))
	for key, n := range told {
		day, err := strconv.Atoi(key)
		if err != nil {
			return nil, err
		}
		months[parley.Day(day)] = int(n)
	}
	return track.NewFacts(months, spread, regions), nil
}

func sortedKeys(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
