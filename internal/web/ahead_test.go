package web_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parley"
	"parley/internal/web"
)

// watched is a ledger that counts who asks for tracks.
type watched struct {
	*fake
	tracks atomic.Int64
}

func (w *watched) Track(ctx context.Context, id string) (*parley.Track, error) {
	w.tracks.Add(1)
	return w.fake.Track(ctx, id)
}

// TestAhead: what readers can get to from the front page is made before they ask, as they
// would see it; when the ledger has changed they see nothing of before, and it is made again.
func TestAhead(t *testing.T) {
	l := &watched{fake: load(t)}
	var work func(context.Context)
	o := options()
	o.Pace.Still = time.Millisecond
	o.Ahead = func(w func(context.Context)) { work = w }
	h := web.New(l, names(t), o)
	// make runs the work until so many tracks were asked for, and waits for its end.
	make := func(n int) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		var done sync.WaitGroup
		done.Go(func() { work(ctx) })
		for from := l.tracks.Load(); l.tracks.Load() < from+int64(n) && t.Context().Err() == nil; {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(50 * time.Millisecond) // the last is being put away
		stop()
		done.Wait()
	}
	path := "/tracks/" + l.fake.tracks[0].ID
	slow := web.New(load(t), names(t), options())
	both := 2 * len(l.fake.tracks) // in two languages
	asked := l.tracks.Load()
	if asked == 0 {
		t.Error("no track was asked for before readers can")
	}
	make(both - int(asked))
	asked = l.tracks.Load()
	for _, lang := range []string{"vi", "en"} {
		if w := get(h, path, lang); w.Code != http.StatusOK || without(w) != without(get(slow, path, lang)) {
			t.Errorf("%s: made ahead it is another screen", lang)
		}
	}
	if n := l.tracks.Load() - asked; n != 0 {
		t.Errorf("a screen that was made ahead asks the ledger %d times", n)
	}
	l.fake.tracks[0].Title, l.fake.tracks[0].Titles = "Talks on something else", nil
	l.fake.turn++
	if w := get(h, path, "en"); !strings.Contains(w.Body.String(), "Talks on something else") {
		t.Error("the ledger has changed and the screen has not")
	}
	make(both - 1) // all but that one
	asked = l.tracks.Load()
	if w := get(h, path, "vi"); !strings.Contains(w.Body.String(), "Talks on something else") || l.tracks.Load() != asked {
		t.Error("after a change it was not made again")
	}
}

// TestAheadGivesWay: while readers wait for screens that have to be made, none is made ahead.
func TestAheadGivesWay(t *testing.T) {
	asked, free := make(chan struct{}), make(chan struct{})
	l := &slow{watched: watched{fake: load(t)}, asked: asked, free: free}
	var work func(context.Context)
	o := options()
	o.Pace.Still = time.Millisecond
	o.Ahead = func(w func(context.Context)) { work = w }
	h := web.New(l, names(t), o)
	var all sync.WaitGroup
	l.armed.Store(true) // the server has asked itself for what it keeps ready
	before := l.tracks.Load()
	all.Go(func() { get(h, "/stories/"+l.fake.stories[0].ID, "en") })
	<-asked
	ctx, stop := context.WithCancel(t.Context())
	all.Go(func() { work(ctx) })
	time.Sleep(300 * time.Millisecond)
	if n := l.tracks.Load() - before; n != 0 {
		t.Errorf("%d tracks were made ahead while a reader waited", n)
	}
	close(free)
	for l.tracks.Load() == before && t.Context().Err() == nil {
		time.Sleep(time.Millisecond)
	}
	stop()
	all.Wait()
}

// slow is a ledger whose first story is long in coming, once it is armed.
type slow struct {
	watched
	armed       atomic.Bool
	once        sync.Once
	asked, free chan struct{}
}

func (s *slow) Story(ctx context.Context, id string) (*parley.Story, error) {
	if !s.armed.Load() {
		return s.fake.Story(ctx, id)
	}
	s.once.Do(func() {
		close(s.asked)
		<-s.free
	})
	return s.fake.Story(ctx, id)
}
