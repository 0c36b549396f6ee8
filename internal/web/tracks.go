package web

import (
	"sort"
	"strconv"
	"strings"

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
}

// tracksView is the data of tracks.html.
type tracksView struct {
	Rows              []trackRow
	Prev, Next, Shown string
}

// trackRows is how many tracks a screen lists.
const trackRows = 100

func (s *site) tracks(r *request) (*screen, error) {
	tracks, err := s.ledger.Tracks(r.Context())
	if err != nil {
		return nil, err
	}
	sort.SliceStable(tracks, func(i, j int) bool {
		return earlier(string(tracks[j].Since), string(tracks[i].Since))
	})
	v := &tracksView{}
	at := min(offset(r.URL.Query()), len(tracks))
	if tracks = tracks[at:]; len(tracks) > trackRows {
		tracks = tracks[:trackRows]
		v.Next = r.With("offset", strconv.Itoa(at+trackRows))
	}
	if at > 0 {
		v.Prev = r.With("offset", positive(at-trackRows))
	}
	v.Shown = r.T("events.shown", "a", r.Number(at+1), "b", r.Number(at+len(tracks)))
	for i := range tracks {
		v.Rows = append(v.Rows, r.trackRow(&tracks[i]))
	}
	return &screen{Title: r.T("tracks.title"), Section: "tracks", API: r.Link("/api/v1/tracks"), Data: v}, nil
}

func (r *reader) trackRow(t *parley.Track) trackRow {
	row := trackRow{
		Title: r.trackTitle(t), Href: r.To("tracks", t.ID), State: r.word("state", string(t.State)),
		StateID: string(t.State), Parties: r.Names(t.Parties), Rounds: r.Count("rounds", len(t.Rounds)),
		Contradiction: len(t.Contradictions) > 0,
	}
	if t.Since != "" {
		row.Since = r.Date(strings.TrimSuffix(string(t.Since), "/..")) // the screen says "since"
	}
	if t.Issue != "" {
		row.Issue = r.topic(t.Issue)
	}
	if len(t.Next) > 0 {
		row.Next = r.nextWords(&t.Next[0])
	}
	return row
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

// nextWords is a next step as one phrase: what, when, where.
func (r *reader) nextWords(n *parley.Next) string {
	text := upperFirst(parley.Plain(r.word("kind", n.What)))
	if when := whenValue(n.Time); when != "" {
		text += ", " + r.Date(when)
	}
	if place := r.Place(n.Place); place != "" {
		text += ", " + place
	}
	return text
}

// moved lists the tracks that have events in the news, the most events first.
func (r *reader) moved(tracks []parley.Track, n *news) []trackRow {
	fresh := map[string][]parley.Event{}
	for _, e := range n.Fresh {
		if e.Track != "" {
			fresh[string(e.Track)] = append(fresh[string(e.Track)], e)
		}
	}
	var moved []*parley.Track
	for i := range tracks {
		if len(fresh[tracks[i].ID]) > 0 {
			moved = append(moved, &tracks[i])
		}
	}
	sort.SliceStable(moved, func(i, j int) bool { return len(fresh[moved[i].ID]) > len(fresh[moved[j].ID]) })
	var rows []trackRow
	for _, t := range moved {
		row := r.trackRow(t)
		row.News = r.Count("new", len(fresh[t.ID]))
		events := fresh[t.ID]
		byTime(events)
		last := r.row(&events[0])
		for i := range events { // what happened tells more than what is planned
			if events[i].Status == parley.Occurred {
				last = r.row(&events[i])
				break
			}
		}
		row.Last = &last
		rows = append(rows, row)
	}
	return rows
}
