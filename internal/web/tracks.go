package web

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"parley"
)

// trackRow is a negotiation as one line of a list.
type trackRow struct {
	Title, Href   string
	State         string
	StateID       string
	Since         string
	Parties       string
	Issue         string
	Rounds        string
	News          string // "3 new events", on the front page
	Last          *eventRow
	Next          string
	Contradiction bool
	Thin          bool   // little is told of it
	Group         string // what those from here on have in common, where those before it had something else
}

// tracksView is the data of tracks.html.
type tracksView struct {
	Rows              []trackRow
	Prev, Next, Shown string
}

// trackRows is how many tracks a screen lists.
const trackRows = 50

func (s *site) tracks(r *request) (*screen, error) {
	v := &tracksView{}
	at := offset(r.URL.Query())
	tracks, err := s.ledger.TrackLines(r.Context(), parley.TrackFilter{Limit: trackRows + 1, Offset: at})
	if err != nil {
		return nil, err
	}
	if len(tracks) > trackRows {
		tracks = tracks[:trackRows]
		v.Next = r.With("offset", strconv.Itoa(at+trackRows))
	}
	if at > 0 {
		v.Prev = r.With("offset", positive(at-trackRows))
	}
	v.Shown = r.T("events.shown", "a", r.Number(at+1), "b", r.Number(at+len(tracks)))
	if v.Rows, err = s.trackList(r, tracks); err != nil {
		return nil, err
	}
	for i := range v.Rows {
		if k := tracks[i].Standing.Rank(); k > 0 && (i == 0 || k != tracks[i-1].Standing.Rank()) {
			v.Rows[i].Group = r.T("tracks." + string(tracks[i].Standing))
		}
	}
	return &screen{Title: r.T("tracks.title"), Section: "tracks", API: r.Link("/api/v1/tracks"), Data: v}, nil
}

func (r *reader) trackRow(t *parley.TrackInfo) trackRow {
	row := trackRow{
		Title: r.lineTitle(t), Href: r.To("tracks", t.ID), State: r.word("state", string(t.State)),
		StateID: string(t.State), Parties: r.Names(t.Parties), Rounds: r.Count("rounds", t.Rounds),
		Contradiction: t.Contradictions > 0, Thin: t.Standing == parley.StandingThin,
	}
	if t.Since != "" {
		row.Since = r.Date(strings.TrimSuffix(string(t.Since), "/..")) // the screen says "since"
	}
	if t.Issue != "" {
		row.Issue = r.topic(t.Issue)
	}
	if t.Next != nil {
		row.Next = r.nextWords(t.Next, nil)
	}
	if row.Issue != "" && strings.Contains(row.Title, ": "+row.Issue) {
		row.Issue, row.Parties = "", "" // the title says it
	}
	if t.Rounds == 0 {
		row.Rounds = ""
	}
	return row
}

// trackList is the tracks as lines, each with its next step as an event.
func (s *site) trackList(r *request, tracks []parley.TrackInfo) ([]trackRow, error) {
	var ids []string
	for i := range tracks {
		if n := tracks[i].Next; n != nil && n.Event != "" {
			ids = append(ids, n.Event)
		}
	}
	events, err := s.ledger.EventsNamed(r.Context(), ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*parley.Event, len(events))
	for i := range events {
		byID[events[i].ID] = &events[i]
	}
	out := make([]trackRow, len(tracks))
	for i := range tracks {
		out[i] = r.trackRow(&tracks[i])
		if n := tracks[i].Next; n != nil {
			out[i].Next = r.nextWords(n, byID[n.Event])
		}
	}
	return out, nil
}

// topic names a topic whether its id has the prefix or not.
func (r *reader) topic(id string) string {
	if name, ok := r.known(id); ok {
		return name
	}
	if name, ok := r.known("topic:" + id); ok {
		return name
	}
	return r.Name(id)
}

// nextWords is a next step as one phrase: what, when, where. What is its event as a line,
// where that is known, else the beginning of the words of the source.
func (r *reader) nextWords(n *parley.Next, e *parley.Event) string {
	text := upperFirst(parley.Shorten(strings.TrimRight(parley.Plain(r.word("kind", n.What)), ". "), shortQuote))
	if e != nil {
		text = r.line(deedOf(e))
	}
	if when := whenValue(n.Time); when != "" {
		text += ", " + r.Date(when)
	}
	if place := r.Place(n.Place); place != "" {
		text += ", " + place
	}
	return text
}

// moved lists the tracks that have most events in the news, behind the others those of which little is told.
func (s *site) moved(r *request, v *todayView, n *news) error {
	fresh := map[string][]*parley.EventInfo{}
	var ids []string
	for _, e := range n.Fresh {
		if id := string(e.Track); id != "" {
			if fresh[id] == nil {
				ids = append(ids, id)
			}
			fresh[id] = append(fresh[id], e)
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int { return len(fresh[b]) - len(fresh[a]) })
	if left := len(ids) - movedRows; left > 0 {
		v.MovedLeft = r.T("today.moved.left", "n", r.Number(left))
	}
	const enough = 4 * movedRows // of which some are thin
	tracks, err := s.ledger.TrackLines(r.Context(), parley.TrackFilter{IDs: append([]string{}, ids[:min(len(ids), enough)]...)})
	if err != nil {
		return err
	}
	rank := func(t parley.TrackInfo) int { return max(0, t.Standing.Rank()-parley.StandingRests.Rank()) }
	slices.SortStableFunc(tracks, func(a, b parley.TrackInfo) int { return rank(a) - rank(b) })
	tracks = tracks[:min(len(tracks), movedRows)]
	if n.Asked {
		if err := s.asOf(r, tracks, civil(n.Day)); err != nil {
			return err
		}
	}
	var last []string
	for i := range tracks {
		last = append(last, newestOf(fresh[tracks[i].ID]).ID)
	}
	events, err := s.ledger.EventsNamed(r.Context(), last)
	if err != nil {
		return err
	}
	rows, err := s.trackList(r, tracks)
	for i, row := range rows {
		row.News = r.Count("new", len(fresh[tracks[i].ID]))
		if k := slices.IndexFunc(events, func(e parley.Event) bool { return e.ID == last[i] }); k >= 0 {
			x := r.row(&events[k])
			row.Last = &x
		}
		v.Moved = append(v.Moved, row)
	}
	return err
}

// asOf makes of the lines what they would have said on a day: in which state each track was since when, and how many
// rounds it had. What was next then nobody knows by now.
func (s *site) asOf(r *request, tracks []parley.TrackInfo, day parley.Day) error {
	for i := range tracks {
		c, err := s.ledger.way(r.Context(), tracks[i].ID)
		if err != nil {
			return err
		}
		if c == nil {
			continue
		}
		x := &tracks[i]
		x.Next, x.State, x.Since = nil, "", ""
		for k, stage := range c.stages {
			if c.since[k] <= day {
				x.State, x.Since = stage.State, stage.Since
			}
		}
		x.Rounds = sort.Search(len(c.held), func(k int) bool { return c.held[k] > day })
	}
	return nil
}

// newestOf is the latest event, of those that occurred where there are any: what happened
// tells more than what is planned.
func newestOf(events []*parley.EventInfo) *parley.EventInfo {
	best, at := events[0], time.Time{}
	for _, e := range events {
		day, _, _ := bounds(e.Time)
		a, b := e.Status == parley.Occurred, best.Status == parley.Occurred
		if a && !b || a == b && day.After(at) {
			best, at = e, day
		}
	}
	return best
}
