package web

// This file remembers the answers that most screens ask for, until the ledger changes.

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"parley"
)

// memory is a ledger whose counts, tracks, newest events and the like are read once for
// each state of it. Who asks while they are read waits for the same answer. What it
// returns is the caller's to sort, not to write into.
type memory struct {
	Ledger
	mu     sync.Mutex
	state  int64
	known  map[string]*answer
	days   []string // keys of days, the first asked for first
	lines  map[string]parley.TrackInfo
	ways   map[string]*way   // of tracks
	titles map[string]string // of pages
}

// answer is something read once.
type answer struct {
	once  sync.Once
	value any
	err   error
}

// stateKey is where a request keeps the state of the ledger as it was when it came.
type stateKey struct{}

// State is asked once for a request.
func (m *memory) State(ctx context.Context) (int64, error) {
	if state, ok := ctx.Value(stateKey{}).(int64); ok {
		return state, nil
	}
	return m.Ledger.State(ctx)
}

// settled is the request with the state of the ledger; without where that cannot be read.
func (s *site) settled(r *http.Request) *http.Request {
	state, err := s.ledger.State(r.Context())
	if err != nil {
		return r
	}
	return r.WithContext(context.WithValue(r.Context(), stateKey{}, state))
}

// maxAnswers bounds what is remembered of one state.
const maxAnswers = 2000

// slot is where the answer of a key stands, or is to stand.
func (m *memory) slot(ctx context.Context, key string) (*answer, error) {
	state, err := m.State(ctx)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if state != m.state || m.known == nil || len(m.known) > maxAnswers {
		m.state, m.known, m.days, m.lines, m.titles, m.ways = state, map[string]*answer{}, nil, map[string]parley.TrackInfo{}, map[string]string{}, map[string]*way{}
	}
	a := m.known[key]
	if a == nil {
		a = &answer{}
		m.known[key] = a
	}
	return a, nil
}

// recall is the answer of a key, read where it is not known; screens rest on anything by it.
func recall[T any](ctx context.Context, m *memory, key string, read func(context.Context) (T, error)) (T, error) {
	restAll(ctx)
	return recallNoted(ctx, m, key, read)
}

// recallNoted is recall, of what the screen rests on by it the caller notes. A reader who went away
// while it was read for others too must not spoil it for them; what failed is asked again.
func recallNoted[T any](ctx context.Context, m *memory, key string, read func(context.Context) (T, error)) (T, error) {
	var none T
	a, err := m.slot(ctx, key)
	if err != nil {
		return none, err
	}
	a.once.Do(func() { a.value, a.err = read(unnoted(context.WithoutCancel(ctx))) })
	if a.err != nil {
		m.mu.Lock()
		if m.known[key] == a {
			delete(m.known, key)
		}
		m.mu.Unlock()
		return none, a.err
	}
	return a.value.(T), nil
}

// Counts says how much the ledger holds.
func (m *memory) Counts(ctx context.Context) (parley.Counts, error) {
	return recall(ctx, m, "counts", m.Ledger.Counts)
}

// Tracks lists the tracks, for the API.
func (m *memory) Tracks(ctx context.Context) ([]parley.Track, error) {
	t, err := recall(ctx, m, "tracks", m.Ledger.Tracks)
	return slices.Clone(t), err
}

// Pinned are the tracks that editors put on top.
func (m *memory) Pinned(ctx context.Context) ([]parley.TrackInfo, error) {
	return recall(ctx, m, "pinned", func(ctx context.Context) ([]parley.TrackInfo, error) {
		return m.TrackLines(ctx, parley.TrackFilter{Pinned: true, Moved: true, Limit: maxPinned})
	})
}

// maxLines bounds how many tracks are remembered in short.
const maxLines = 2000

// TrackLines lists tracks in short; those that are asked for by their ids are remembered one by one,
// since many screens show the same.
func (m *memory) TrackLines(ctx context.Context, f parley.TrackFilter) ([]parley.TrackInfo, error) {
	state, err := m.State(ctx)
	if err != nil || f.IDs == nil {
		return m.Ledger.TrackLines(ctx, f)
	}
	restOn(ctx, parley.ThingTrack, f.IDs...)
	out := make([]parley.TrackInfo, 0, len(f.IDs))
	m.mu.Lock()
	for _, id := range f.IDs {
		if t, known := m.lines[id]; known && m.state == state {
			out = append(out, t)
		}
	}
	m.mu.Unlock()
	if len(out) == len(f.IDs) {
		return out, nil
	}
	if out, err = m.Ledger.TrackLines(ctx, f); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.state == state && m.lines != nil && len(m.lines)+len(out) <= maxLines {
		for i := range out {
			m.lines[out[i].ID] = out[i]
		}
	}
	return out, nil
}

// way is what became of a track when: its stages that have days, and since when; the days on which its rounds
// that took place began, in order.
type way struct {
	stages []parley.Stage
	since  []parley.Day
	held   []parley.Day
}

// way is that of a track, nil for none; remembered, since many days show the same tracks.
func (m *memory) way(ctx context.Context, id string) (*way, error) {
	restOn(ctx, parley.ThingTrack, id)
	state, err := m.State(ctx)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	c, known := m.ways[id]
	known = known && m.state == state
	m.mu.Unlock()
	if known {
		return c, nil
	}
	t, err := m.Ledger.Course(ctx, id)
	if t == nil || err != nil {
		return nil, err
	}
	c = &way{}
	for _, stage := range t.Stages {
		if in, ok := parley.DaysOf(string(stage.Since)); ok {
			c.stages, c.since = append(c.stages, stage), append(c.since, in.From)
		}
	}
	for _, time := range t.Held {
		if in, ok := parley.DaysOf(time); ok {
			c.held = append(c.held, in.From)
		}
	}
	slices.Sort(c.held)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.state == state && m.ways != nil && len(m.ways) < maxLines {
		m.ways[id] = c
	}
	return c, nil
}

// Sides are those that take part in most tracks.
func (m *memory) Sides(ctx context.Context, limit int) ([]string, error) {
	return recall(ctx, m, "sides "+strconv.Itoa(limit), func(ctx context.Context) ([]string, error) { return m.Ledger.Sides(ctx, limit) })
}

// freshDays is of how many days what was first reported is remembered, and who told it.
const freshDays = 2 * 45

// Fresh is the events first reported in the days from one to another, exclusive, the latest
// days first, until there are most of them; shared by all who ask. Days are remembered one
// by one, since what is asked for overlaps.
func (m *memory) Fresh(ctx context.Context, from, to time.Time, most int) (out []*parley.EventInfo, err error) {
	for day := to.AddDate(0, 0, -1); !day.Before(from) && len(out) < most; day = day.AddDate(0, 0, -1) {
		key := "fresh " + day.Format(dayLayout)
		m.forget(key)
		events, err := recall(ctx, m, key, func(ctx context.Context) ([]parley.EventInfo, error) {
			return m.Ledger.Fresh(ctx, day.Format(dayLayout), day.AddDate(0, 0, 1).Format(dayLayout), newsEvents)
		})
		if err != nil {
			return nil, err
		}
		events = events[:min(len(events), most-len(out))]
		out = slices.Grow(out, len(events))
		for i := range events {
			out = append(out, &events[i])
		}
	}
	return out, nil
}

// reach is how many items and stories tell what was first reported in the days up to one. It is
// remembered day by day, as what was reported is; what is not known is asked for at once.
func (m *memory) reach(ctx context.Context, n *news) (items, stories int, err error) {
	type reach struct{ items, stories []string }
	var keys []string
	var days [][]*parley.EventInfo
	for rest := n.Fresh; len(rest) > 0; {
		day, next := rest[0].FirstSeen, 1
		for next < len(rest) && rest[next].FirstSeen == day {
			next++
		}
		keys, days = append(keys, "reach "+string(day)+" "+strconv.Itoa(next)), append(days, rest[:next]) // the oldest day may be cut
		rest = rest[next:]
	}
	unknown, err := m.unknown(ctx, keys)
	if err != nil {
		return 0, 0, err
	}
	groups := make([][]string, len(unknown))
	for g, k := range unknown {
		for _, e := range days[k] {
			groups[g] = append(groups[g], e.ID)
		}
	}
	found := map[string]reach{}
	if len(groups) > 0 {
		items, stories, err := m.Ledger.Reach(ctx, groups...)
		if err != nil {
			return 0, 0, err
		}
		for g, k := range unknown {
			found[keys[k]] = reach{items[g], stories[g]}
		}
	}
	told, of := map[string]bool{}, map[string]bool{}
	for k, key := range keys {
		m.forget(key)
		got, err := recall(ctx, m, key, func(ctx context.Context) (reach, error) {
			if r, known := found[key]; known {
				return r, nil
			}
			var ids []string // it was forgotten meanwhile
			for _, e := range days[k] {
				ids = append(ids, e.ID)
			}
			items, stories, err := m.Ledger.Reach(ctx, ids)
			if err != nil {
				return reach{}, err
			}
			return reach{items[0], stories[0]}, nil
		})
		if err != nil {
			return 0, 0, err
		}
		for _, x := range got.items {
			told[x] = true
		}
		for _, x := range got.stories {
			of[x] = true
		}
	}
	return len(told), len(of), nil
}

// unknown are the places of the keys of which no answer is known or being read.
func (m *memory) unknown(ctx context.Context, keys []string) (out []int, err error) {
	state, err := m.State(ctx)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for k, key := range keys {
		if state != m.state || m.known[key] == nil {
			out = append(out, k)
		}
	}
	return out, nil
}

// Present is the day of the newest news up to a day, and the last of the days that are passed over for
// it (see present).
func (m *memory) Present(ctx context.Context, day time.Time) (newest, over parley.Day, err error) {
	to := day.AddDate(0, 0, 1).Format(dayLayout)
	days, err := recall(ctx, m, "present "+to, func(ctx context.Context) ([2]parley.Day, error) {
		newest, over, err := m.present(ctx, to)
		return [2]parley.Day{newest, over}, err
	})
	return days[0], days[1], err
}

// presentEvents is how many events, the latest reported, may be looked at for the newest news.
const presentEvents = 300

// present is the newest day of which the week before it has news that a page dates itself, or that
// two articles tell; a page whose date is inferred may be of another year, and alone it is not what
// all others are old beside. Where there is no such day, it is the newest. over is the last of the
// days that were passed over, DayMin for none; so is newest where there is no news.
func (m *memory) present(ctx context.Context, to string) (newest, over parley.Day, err error) {
	for _, most := range []int{1, presentEvents} {
		infos, err := m.Ledger.Fresh(ctx, "0", to, most)
		if err != nil || len(infos) == 0 {
			return parley.DayMin, parley.DayMin, err
		}
		ids := make([]string, len(infos))
		for i := range infos {
			ids[i] = infos[i].ID
		}
		events, err := m.Ledger.EventsNamed(ctx, ids)
		if err != nil {
			return parley.DayMin, parley.DayMin, err
		}
		last, _ := parley.DaysOf(string(infos[0].FirstSeen))
		if day, ok := attested(events); ok && day < last.From {
			return day, last.From, nil
		} else if ok || most > 1 {
			return last.From, parley.DayMin, nil
		}
	}
	return parley.DayMin, parley.DayMin, nil
}

// attested is the newest day on which one of the events was first reported that is not told by one
// article alone whose date is inferred, nor is the week before it.
func attested(events []parley.Event) (day parley.Day, ok bool) {
	type telling struct {
		day     parley.Day
		article string
		firm    bool
	}
	var all []telling
	for i := range events {
		for _, c := range events[i].Claims {
			if c.Published == nil || c.Published.Lent != "" || c.Published.Basis == parley.BasisUnknown {
				continue
			}
			if days, ok := parley.DaysOf(c.Published.Value); ok && days.From == days.To {
				all = append(all, telling{days.From, c.Page + "/" + strconv.Itoa(c.Item), c.Published.Basis != parley.BasisInferred})
			}
		}
	}
	slices.SortFunc(all, func(a, b telling) int { return cmp.Compare(b.day, a.day) })
	for i, x := range all {
		for _, y := range all[i:] {
			if x.day-y.day >= 7 {
				break
			}
			if y.firm || y.article != x.article {
				return x.day, true
			}
		}
	}
	return 0, false
}

// forget makes room for another day where there are too many.
func (m *memory) forget(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known[key] != nil {
		return
	}
	m.days = append(m.days, key)
	if len(m.days) > freshDays {
		delete(m.known, m.days[0])
		m.days = m.days[1:]
	}
}

// Due is what is planned, possible or cancelled between two days, in short; shared by all who ask.
func (m *memory) Due(ctx context.Context, after, before string) ([]parley.EventInfo, error) {
	return recall(ctx, m, "due "+after+" "+before, func(ctx context.Context) ([]parley.EventInfo, error) {
		return m.Ledger.EventLines(ctx, parley.EventFilter{
			Status: []parley.Status{parley.Planned, parley.Possible, parley.Cancelled}, After: after, Before: before, Limit: 200,
		})
	})
}

// StoryLines lists the latest.
func (m *memory) StoryLines(ctx context.Context, limit int) ([]parley.Story, error) {
	return recall(ctx, m, "story lines "+strconv.Itoa(limit), func(ctx context.Context) ([]parley.Story, error) { return m.Ledger.StoryLines(ctx, limit) })
}

// Stories lists the latest.
func (m *memory) Stories(ctx context.Context, limit int) ([]parley.Story, error) {
	s, err := recall(ctx, m, "stories "+strconv.Itoa(limit), func(ctx context.Context) ([]parley.Story, error) { return m.Ledger.Stories(ctx, limit) })
	return slices.Clone(s), err
}

// Surveyed is the pages by which sources are judged.
func (m *memory) Surveyed(ctx context.Context) ([]parley.PageInfo, error) {
	return recall(ctx, m, "surveyed", func(ctx context.Context) ([]parley.PageInfo, error) { return m.Pages(ctx, sourcePages, 0) })
}
