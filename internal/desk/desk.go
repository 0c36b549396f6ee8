package desk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
)

// Ledger is what the desk asks of the store.
type Ledger interface {
	Event(ctx context.Context, id string) (*parley.Event, error)
	Events(ctx context.Context, f parley.EventFilter) ([]parley.Event, error)
	Track(ctx context.Context, id string) (*parley.Track, error)
	Edits(ctx context.Context) ([]parley.Edit, error)
	AddEdit(ctx context.Context, e parley.Edit) (int64, error)
}

// Desk makes edits of one ledger. It is safe for use by several goroutines.
type Desk struct {
	ledger Ledger
	now    func() time.Time
	level  *leveller
}

// New returns the desk of a ledger. update brings the stages level with the log; it runs
// apart from whoever asks, until ctx ends. now is the clock.
func New(ctx context.Context, l Ledger, update func(context.Context) error, now func() time.Time) *Desk {
	return &Desk{ledger: l, now: now, level: &leveller{ctx: ctx, update: update}}
}

// Author is who makes an edit and why.
type Author struct{ By, Why string }

// Correct sets a field of an event.
func (d *Desk) Correct(ctx context.Context, a Author, event, field, value string) (parley.Edit, error) {
	e, err := d.event(ctx, event)
	if err != nil {
		return parley.Edit{}, err
	}
	return d.log(ctx, a, parley.Edit{Op: parley.EditCorrect, Claims: parley.ClaimIDs(e), Field: field, Value: strings.TrimSpace(value), Event: e.ID})
}

// Merge makes one event of several.
func (d *Desk) Merge(ctx context.Context, a Author, events ...string) (parley.Edit, error) {
	slices.Sort(events)
	events = slices.Compact(events)
	if len(events) < 2 {
		return parley.Edit{}, parley.WrongEdit("merge-two")
	}
	var all []*parley.Event
	for _, id := range events {
		e, err := d.event(ctx, id)
		if err != nil {
			return parley.Edit{}, err
		}
		all = append(all, e)
	}
	return d.log(ctx, a, parley.Edit{Op: parley.EditMerge, Claims: parley.ClaimIDs(all...), Event: strings.Join(events, " ")})
}

// Split makes an event of its own of some claims of an event.
func (d *Desk) Split(ctx context.Context, a Author, event string, claims ...string) (parley.Edit, error) {
	e, err := d.event(ctx, event)
	if err != nil {
		return parley.Edit{}, err
	}
	for _, id := range claims {
		if !slices.ContainsFunc(e.Claims, func(c parley.ClaimRef) bool { return c.ID == id }) {
			return parley.Edit{}, parley.WrongEdit("no-claim", "event", e.ID, "value", id)
		}
	}
	slices.Sort(claims)
	claims = slices.Compact(claims)
	if len(claims) == 0 || len(claims) == len(e.Claims) {
		return parley.Edit{}, parley.WrongEdit("split-some", "n", strconv.Itoa(len(e.Claims)))
	}
	return d.log(ctx, a, parley.Edit{Op: parley.EditSplit, Claims: claims, Event: e.ID})
}

// Rename gives a track a title in a language.
func (d *Desk) Rename(ctx context.Context, a Author, track, language, title string) (parley.Edit, error) {
	return d.ofTrack(ctx, a, track, parley.Edit{Op: parley.EditRename, Field: language, Value: parley.Plain(title)})
}

// Pin puts a track on top of the front page.
func (d *Desk) Pin(ctx context.Context, a Author, track string) (parley.Edit, error) {
	return d.ofTrack(ctx, a, track, parley.Edit{Op: parley.EditPin})
}

// Apart keeps what was joined into a track apart from it again.
func (d *Desk) Apart(ctx context.Context, a Author, track string) (parley.Edit, error) {
	return d.ofKin(ctx, a, track, parley.EditApart, parley.KinJoined)
}

// Together keeps a track and those that parted from it, or that it parted from, one.
func (d *Desk) Together(ctx context.Context, a Author, track string) (parley.Edit, error) {
	return d.ofKin(ctx, a, track, parley.EditTogether, parley.KinParted, parley.KinPart)
}

// ofKin names claims of a track and of those that it is so kin to, as many of each.
func (d *Desk) ofKin(ctx context.Context, a Author, id string, op parley.EditOp, how ...string) (parley.Edit, error) {
	e := parley.Edit{Op: op, Track: id}
	t, err := d.ledger.Track(ctx, id)
	if err != nil {
		return e, err
	}
	if t == nil {
		return e, parley.WrongEdit("no-track", "value", id)
	}
	var theirs []string
	shared := map[string]bool{}
	for _, k := range t.Kin {
		if !slices.Contains(how, k.How) {
			continue
		}
		theirs = append(theirs, k.Own...)
		for _, id := range slices.Concat(k.Own, k.Events) {
			shared[id] = true
		}
		if len(k.Own) == 0 {
			o, err := d.ledger.Track(ctx, k.Track)
			if err != nil {
				return e, err
			}
			if o != nil {
				theirs = append(theirs, o.Events...)
			}
		}
	}
	mine := slices.DeleteFunc(slices.Clone(t.Events), func(id string) bool { return shared[id] })
	if len(theirs) == 0 || len(mine) == 0 {
		return e, parley.WrongEdit("no-kin", "value", id)
	}
	var all []*parley.Event
	for i := 0; i < max(len(mine), len(theirs)) && len(all) < kinEvents; i++ {
		for _, of := range [][]string{mine, theirs} {
			if i >= len(of) {
				continue
			}
			x, err := d.ledger.Event(ctx, of[i])
			if err != nil {
				return e, err
			}
			if x != nil {
				all = append(all, x)
			}
		}
	}
	e.Claims = parley.ClaimIDs(all...)
	return d.log(ctx, a, e)
}

// kinEvents is how many events of tracks an edit of what they are to each other names.
const kinEvents = 80

// Unpin undoes every pin of the track that is in force.
func (d *Desk) Unpin(ctx context.Context, a Author, track string) (e parley.Edit, err error) {
	t, err := d.ledger.Track(ctx, track)
	if err != nil {
		return e, err
	}
	if t == nil {
		return e, parley.WrongEdit("no-track", "value", track)
	}
	for _, c := range t.Changes {
		if c.Field != "pinned" {
			continue
		}
		if e, err = d.Undo(ctx, a, c.Edit); err != nil {
			return e, err
		}
	}
	if e.Op == "" {
		return e, parley.WrongEdit("not-pinned", "value", track)
	}
	return e, nil
}

// Undo makes an edit as if it had not been made.
func (d *Desk) Undo(ctx context.Context, a Author, seq int64) (parley.Edit, error) {
	log, err := d.ledger.Edits(ctx)
	if err != nil {
		return parley.Edit{}, err
	}
	i := slices.IndexFunc(log, func(e parley.Edit) bool { return e.Seq == seq })
	if i < 0 {
		return parley.Edit{}, parley.WrongEdit("no-edit", "value", strconv.FormatInt(seq, 10))
	}
	if !Counts(log)[seq] {
		return parley.Edit{}, parley.WrongEdit("undone", "value", strconv.FormatInt(seq, 10))
	}
	return d.log(ctx, a, parley.Edit{Op: parley.EditUndo, Undoes: seq, Event: log[i].Event, Track: log[i].Track})
}

// Log is every edit, the oldest first.
func (d *Desk) Log(ctx context.Context) ([]parley.Edit, error) { return d.ledger.Edits(ctx) }

// Counts tells of every edit whether it counts: those undone do not, and an undo that was
// undone does not either.
func Counts(log []parley.Edit) map[int64]bool {
	out := map[int64]bool{}
	undone := map[int64]bool{}
	for _, e := range slices.Backward(log) {
		out[e.Seq] = !undone[e.Seq]
		if e.Op == parley.EditUndo && !undone[e.Seq] {
			undone[e.Undoes] = true
		}
	}
	return out
}

func (d *Desk) event(ctx context.Context, id string) (*parley.Event, error) {
	e, err := d.ledger.Event(ctx, id)
	if err == nil && e == nil {
		err = parley.WrongEdit("no-event", "value", id)
	}
	return e, err
}

// ofTrack names the claims of the track's events.
func (d *Desk) ofTrack(ctx context.Context, a Author, id string, e parley.Edit) (parley.Edit, error) {
	t, err := d.ledger.Track(ctx, id)
	if err != nil {
		return e, err
	}
	if t == nil {
		return e, parley.WrongEdit("no-track", "value", id)
	}
	events, err := d.ledger.Events(ctx, parley.EventFilter{Track: id, Limit: parley.EditClaims})
	if err != nil {
		return e, err
	}
	of := make([]*parley.Event, len(events))
	for i := range events {
		of[i] = &events[i]
	}
	e.Claims, e.Track = parley.ClaimIDs(of...), id
	return d.log(ctx, a, e)
}

// log stamps the edit and puts it at the end of the log.
func (d *Desk) log(ctx context.Context, a Author, e parley.Edit) (parley.Edit, error) {
	e.By, e.Why = parley.Plain(a.By), parley.Plain(strings.TrimSpace(a.Why))
	e.At = d.now().UTC().Format(time.RFC3339)
	if err := e.Valid(); err != nil {
		return e, err
	}
	seq, err := d.ledger.AddEdit(ctx, e)
	e.Seq = seq
	if err == nil {
		d.level.want()
	}
	return e, err
}

// Level waits until the ledger is level with every edit logged before, at most so long; it
// tells whether it is.
func (d *Desk) Level(ctx context.Context, most time.Duration) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	err := d.level.wait(ctx)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return false, nil
	}
	return err == nil, err
}
