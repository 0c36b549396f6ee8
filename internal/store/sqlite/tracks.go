package sqlite

// This file writes tracks, what lists show of them, and the marks of their events.

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"parley"
	"parley/internal/store"
)

// mark is what the track stage says of an event.
type mark struct {
	track string
	round int64 // 0: none
}

// commitTracks writes the tracks that changed and marks their events: first those that
// are in none of them any more, as an event may move from one to another.
func commitTracks(ctx context.Context, tx *change, c *store.Change) error {
	rows, write, _, err := fresh(ctx, tx, "tracks", "'', 0", c.Tracks, func(t *parley.Track) string { return t.ID })
	if err != nil {
		return err
	}
	written := map[int]bool{}
	p := newTrackPuts(tx)
	for _, i := range write {
		written[i] = true
		tx.touch(parley.ThingTrack, c.Tracks[i].ID)
		if err := p.put(ctx, &c.Tracks[i], rows[i]); err != nil {
			return fmt.Errorf("%s: %w", c.Tracks[i].ID, err)
		}
	}
	if err := p.flush(ctx); err != nil {
		return err
	}
	want := map[string]mark{}
	touched := slices.Clone(c.GoneTracks)
	for i := range c.Tracks {
		t := &c.Tracks[i]
		if !written[i] {
			if marked, err := marked(ctx, tx, t); err != nil {
				return err
			} else if marked {
				continue
			}
		}
		marksOf(t, want)
		touched = append(touched, t.ID)
	}
	if err := unmark(ctx, tx, touched, want); err != nil {
		return err
	}
	if err := remove(ctx, tx, "tracks", c.GoneTracks); err != nil {
		return err
	}
	if err := setMarks(ctx, tx, want); err != nil {
		return err
	}
	for i := range c.Tracks {
		const moved = "(SELECT MAX(at) AS day FROM events WHERE track = ?1 AND track <> '') AS last"
		if _, err := tx.ExecContext(ctx, "UPDATE tracks SET moved = last.day FROM "+moved+" WHERE id = ?1 AND moved IS NOT last.day", c.Tracks[i].ID); err != nil {
			return err
		}
	}
	return nil
}

// trackPuts gather the rows of tracks and what lists show of them.
type trackPuts struct {
	tx                     *change
	lines, actors, aliases *bulk
}

func newTrackPuts(tx *change) trackPuts {
	return trackPuts{
		tx:      tx,
		lines:   newBulk(tx, "INSERT INTO track_lines (id, rank, since, pinned, info)", 5),
		actors:  newBulk(tx, "INSERT OR IGNORE INTO track_actors (actor, track)", 2),
		aliases: newBulk(tx, "INSERT OR IGNORE INTO track_aliases (alias, track)", 2),
	}
}

// put writes a track that is not there.
func (p *trackPuts) put(ctx context.Context, t *parley.Track, r row) error {
	if _, err := p.tx.ExecContext(ctx, "INSERT INTO tracks (id, rank, sum, body) VALUES (?,?,?,?)", t.ID, t.Standing.Rank(), r.sum, r.body); err != nil {
		return err
	}
	info := parley.TrackInfo{
		ID: t.ID, Title: t.Title, Titles: t.Titles, Parties: t.Parties, Mediators: t.Mediators, Issue: t.Issue, State: t.State, Since: t.Since,
		Standing: t.Standing,
		Rounds:   len(t.Rounds), Contradictions: len(t.Contradictions), Pinned: t.Pinned,
	}
	if len(t.Next) > 0 {
		info.Next = &t.Next[0]
	}
	line, err := json.Marshal(info)
	if err != nil {
		return err
	}
	if err := p.lines.add(ctx, t.ID, t.Standing.Rank(), yearly(string(t.Since)), t.Pinned, string(line)); err != nil {
		return err
	}
	for _, a := range slices.Concat(t.Parties, t.Mediators) {
		if err := p.actors.add(ctx, a, t.ID); err != nil {
			return err
		}
	}
	for _, a := range t.Aliases {
		if err := p.aliases.add(ctx, a, t.ID); err != nil {
			return err
		}
	}
	return nil
}

// yearly is a day of which the year is known, "" for any other.
func yearly(since string) string {
	const year = 4
	if len(since) < year || strings.ContainsFunc(since[:year], func(r rune) bool { return r < '0' || r > '9' }) {
		return ""
	}
	return since
}

func (p *trackPuts) flush(ctx context.Context) error {
	for _, b := range []*bulk{p.lines, p.actors, p.aliases} {
		if err := b.flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// marked tells whether all events of a track that stands as it was are marked still: one that
// was gone meanwhile, and came again, is not.
func marked(ctx context.Context, tx *change, t *parley.Track) (bool, error) {
	var n int
	err := tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM events WHERE track = ? AND track <> ''", t.ID).Scan(&n)
	own := map[string]mark{}
	marksOf(t, own)
	return n == len(own), err
}

// unmark takes the marks of the tracks from the events that are to have none, and out of those that
// are wanted what is there.
func unmark(ctx context.Context, tx *change, tracks []string, want map[string]mark) error {
	for _, id := range tracks {
		gone, err := unwanted(ctx, tx, id, want)
		if err != nil {
			return err
		}
		for _, n := range gone {
			if _, err := tx.ExecContext(ctx, "UPDATE events SET track = '', round = NULL WHERE n = ?", n); err != nil {
				return err
			}
		}
	}
	return nil
}

// unwanted are the numbers of the track's events that are to have no mark.
func unwanted(ctx context.Context, tx *change, track string, want map[string]mark) (gone []int64, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, n, COALESCE(round, 0) FROM events WHERE track = ? AND track <> ''", track)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var n int64
		is := mark{track: track}
		if err := rows.Scan(&id, &n, &is.round); err != nil {
			return nil, err
		}
		switch w, ok := want[id]; {
		case !ok:
			gone = append(gone, n)
			tx.touch(parley.ThingEvent, id)
			tx.touch(parley.ThingTrack, track)
		case w == is:
			delete(want, id)
		}
	}
	return gone, rows.Err()
}

func marksOf(t *parley.Track, want map[string]mark) {
	for _, id := range t.Events {
		want[id] = mark{track: t.ID}
	}
	for _, r := range t.Rounds {
		for _, id := range r.Events {
			want[id] = mark{track: t.ID, round: int64(r.Number)}
		}
	}
}

// setMarks marks events, those alone whose marks are others.
func setMarks(ctx context.Context, tx *change, want map[string]mark) error {
	if len(want) == 0 {
		return nil
	}
	ids := slices.Sorted(maps.Keys(want))
	old, err := stand(ctx, tx, "events", eventMarks, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		w := want[id]
		was, there := old[id]
		if !there {
			return fmt.Errorf("track %s names event %s that does not exist", w.track, id)
		}
		if was.mark == w {
			continue
		}
		tx.touch(parley.ThingEvent, id)
		tx.touch(parley.ThingTrack, was.track, w.track)
		if _, err := tx.ExecContext(ctx, "UPDATE events SET track = ?, round = NULLIF(?, 0) WHERE id = ?", w.track, w.round, id); err != nil {
			return err
		}
	}
	return nil
}
