package desk_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parley"
	"parley/internal/desk"
)

// ledger holds three events, the first two in a track, and a log.
type ledger struct {
	mu  sync.Mutex
	log []parley.Edit
}

func event(n int) parley.Event {
	e := parley.Event{ID: fmt.Sprintf("e_%d", n)}
	for k := range 3 {
		e.Claims = append(e.Claims, parley.ClaimRef{ID: fmt.Sprintf("c_%d%d", n, k)})
	}
	return e
}

func (l *ledger) Event(_ context.Context, id string) (*parley.Event, error) {
	for n := range 3 {
		if e := event(n); e.ID == id {
			return &e, nil
		}
	}
	return nil, nil
}

func (l *ledger) Events(context.Context, parley.EventFilter) ([]parley.Event, error) {
	return []parley.Event{event(0), event(1)}, nil
}

func (l *ledger) Track(_ context.Context, id string) (*parley.Track, error) {
	if id != "t_a" {
		return nil, nil
	}
	t := &parley.Track{ID: id}
	for _, e := range parley.InForce(l.log) {
		if e.Op == parley.EditPin {
			t.Changes = append(t.Changes, parley.Change{Field: "pinned", Edit: e.Seq})
		}
	}
	return t, nil
}

func (l *ledger) Edits(context.Context) ([]parley.Edit, error) { return l.log, nil }

func (l *ledger) AddEdit(_ context.Context, e parley.Edit) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e.Seq = int64(len(l.log) + 1)
	l.log = append(l.log, e)
	return e.Seq, nil
}

func clock() time.Time { return time.Date(2025, 6, 10, 9, 0, 0, 0, time.UTC) }

func still(context.Context) error { return nil }

var ann = desk.Author{By: "ann", Why: "the ministry says so"}

func TestEdits(t *testing.T) {
	ctx := t.Context()
	l := &ledger{}
	d := desk.New(ctx, l, still, clock)
	for why, c := range map[string]struct {
		do   func() (parley.Edit, error)
		want string
	}{
		"a correction names all claims of its event": {func() (parley.Edit, error) { return d.Correct(ctx, ann, "e_0", "kind", "talks") }, "correct e_0 [c_00 c_01 c_02]"},
		"a merge takes turns":                        {func() (parley.Edit, error) { return d.Merge(ctx, ann, "e_1", "e_0", "e_1") }, "merge e_0 e_1 [c_00 c_10 c_01 c_11 c_02 c_12]"},
		"a split names its claims":                   {func() (parley.Edit, error) { return d.Split(ctx, ann, "e_0", "c_02", "c_02") }, "split e_0 [c_02]"},
		"a title names the claims of the track":      {func() (parley.Edit, error) { return d.Rename(ctx, ann, "t_a", "vi", "A\u202e b") }, "rename  [c_00 c_10 c_01 c_11 c_02 c_12]"},
	} {
		e, err := c.do()
		if got := fmt.Sprint(e.Op, " ", e.Event, " ", e.Claims); err != nil || got != c.want {
			t.Errorf("%s: %s, %v", why, got, err)
		}
		if e.At != "2025-06-10T09:00:00Z" || e.By != "ann" || e.Why == "" || e.Seq == 0 {
			t.Errorf("%s: %+v", why, e)
		}
	}
}

func TestWrong(t *testing.T) {
	ctx := t.Context()
	d := desk.New(ctx, &ledger{}, still, clock)
	for why, do := range map[string]func() (parley.Edit, error){
		"no such event":         func() (parley.Edit, error) { return d.Correct(ctx, ann, "e_9", "kind", "talks") },
		"no such kind":          func() (parley.Edit, error) { return d.Correct(ctx, ann, "e_0", "kind", "chat") },
		"a merge of one":        func() (parley.Edit, error) { return d.Merge(ctx, ann, "e_0", "e_0") },
		"a claim of another":    func() (parley.Edit, error) { return d.Split(ctx, ann, "e_0", "c_10") },
		"a split of everything": func() (parley.Edit, error) { return d.Split(ctx, ann, "e_0", "c_00", "c_01", "c_02") },
		"no reason":             func() (parley.Edit, error) { return d.Merge(ctx, desk.Author{By: "ann"}, "e_0", "e_1") },
		"no such track":         func() (parley.Edit, error) { return d.Pin(ctx, ann, "t_z") },
		"no pin":                func() (parley.Edit, error) { return d.Unpin(ctx, ann, "t_a") },
		"no such edit":          func() (parley.Edit, error) { return d.Undo(ctx, ann, 4) },
	} {
		var w *parley.EditWrong
		if _, err := do(); !errors.As(err, &w) {
			t.Errorf("%s: %v", why, err)
		}
	}
}

func TestUndo(t *testing.T) {
	ctx := t.Context()
	l := &ledger{}
	d := desk.New(ctx, l, still, clock)
	pin, err := d.Pin(ctx, desk.Author{By: "ann"}, "t_a")
	if err != nil {
		t.Fatal(err)
	}
	undo, err := d.Unpin(ctx, desk.Author{By: "bob"}, "t_a")
	if err != nil || undo.Undoes != pin.Seq || undo.Track != "t_a" {
		t.Fatalf("%+v, %v", undo, err)
	}
	if _, err := d.Undo(ctx, ann, pin.Seq); err == nil {
		t.Error("what is undone is undone again")
	}
	if _, err := d.Undo(ctx, ann, undo.Seq); err != nil {
		t.Error("the undoing cannot be undone")
	}
	if got := desk.Counts(l.log); !got[1] || got[2] || !got[3] {
		t.Errorf("what counts: %v", got)
	}
}

// TestLevel: many edits at once are dealt with by few runs, one at a time, and who waits
// sees a run that began after his edit.
func TestLevel(t *testing.T) {
	ctx := t.Context()
	l := &ledger{}
	var running, runs, seen atomic.Int64
	d := desk.New(ctx, l, func(context.Context) error {
		if running.Add(1) > 1 {
			t.Error("two runs at a time")
		}
		l.mu.Lock()
		seen.Store(int64(len(l.log)))
		l.mu.Unlock()
		runs.Add(1)
		running.Add(-1)
		return nil
	}, clock)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			e, err := d.Correct(ctx, ann, "e_0", "kind", "talks")
			if err != nil {
				t.Error(err)
			}
			if ok, err := d.Level(ctx, time.Minute); !ok || err != nil || seen.Load() < e.Seq {
				t.Errorf("edit %d: level %v, %v, seen %d", e.Seq, ok, err, seen.Load())
			}
		})
	}
	wg.Wait()
	if runs.Load() > 20 {
		t.Errorf("%d runs", runs.Load())
	}
	slow := desk.New(ctx, l, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }, clock)
	if _, err := slow.Correct(ctx, ann, "e_0", "kind", "talks"); err != nil {
		t.Fatal(err)
	}
	if ok, err := slow.Level(ctx, time.Millisecond); ok || err != nil {
		t.Errorf("who does not wait to the end is told so: %v, %v", ok, err)
	}
}
