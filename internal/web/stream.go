package web

// This file pushes what is new to whoever listens: server-sent events, numbered so that a
// listener who was away goes on where he was.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"parley"
)

// The bounds of a stream: how many listen at a time, how many nouns are read at once, how
// long one write may take.
const (
	streamClients = 64
	streamBatch   = 100
	streamWrite   = 20 * time.Second
)

// Pace says how often a stream looks for what is new, and after how long a silence it says
// that it is still there; and for how long the ledger has not changed before screens are made
// ahead. Zero is two seconds, fifteen, and one.
type Pace struct{ Look, Beat, Still time.Duration }

func (p Pace) orUsual() Pace {
	if p.Look <= 0 {
		p.Look = 2 * time.Second
	}
	if p.Beat <= 0 {
		p.Beat = 15 * time.Second
	}
	if p.Still <= 0 {
		p.Still = time.Second
	}
	return p
}

// renewed is the data of one event of the stream. One of Event and Track is there, unless
// the noun is gone.
type renewed struct {
	Change string        `json:"change"` // new, changed, gone
	ID     string        `json:"id"`
	Event  *parley.Event `json:"event,omitempty"`
	Track  *parley.Track `json:"track,omitempty"`
}

// stream sends events named event and track from the number that Last-Event-ID or ?since=
// names, else from now on.
func (s *site) stream(w http.ResponseWriter, r *http.Request) {
	select {
	case s.listeners <- struct{}{}:
		defer func() { <-s.listeners }()
	default:
		w.Header().Set("Retry-After", "30")
		s.fault(w, &problem{Status: http.StatusServiceUnavailable, Detail: fmt.Sprintf("%d listen already", streamClients)})
		return
	}
	l := &listener{site: s, r: r, w: w, out: http.NewResponseController(w)}
	if text := r.URL.Query().Get("q"); text != "" {
		q, err := s.understood(r, text)
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		l.query = q
	}
	if err := l.begin(); err != nil {
		s.refuse(w, r, err)
		return
	}
	pace := s.pace.orUsual()
	look, beat := time.NewTicker(pace.Look), time.NewTicker(pace.Beat)
	defer look.Stop()
	defer beat.Stop()
	for {
		sent, err := l.news()
		if err != nil {
			return // the reader has gone, or the ledger cannot be read: he comes back
		}
		if sent {
			beat.Reset(pace.Beat)
			continue
		}
		select {
		case <-look.C:
		case <-beat.C:
			if l.write(": still here\n\n") != nil {
				return
			}
		case <-r.Context().Done():
			return
		case <-s.stop:
			return
		}
	}
}

// listener is one open stream and how far it has come.
type listener struct {
	site *site
	r    *http.Request
	w    http.ResponseWriter
	out  *http.ResponseController
	at   int64
	// query is what events must be found by to be sent; nil: all are, and tracks too.
	query *parley.Query
}

// begin finds out from where on, and answers with the head.
func (l *listener) begin() error {
	_, last, err := l.site.ledger.Renewals(l.r.Context(), 0, 1)
	if err != nil {
		return err
	}
	l.at = last
	since := l.r.Header.Get("Last-Event-ID")
	if since == "" {
		since = l.r.URL.Query().Get("since")
	}
	if since != "" {
		n, err := strconv.ParseInt(since, 10, 64)
		if err != nil || n < 0 {
			return badRequest("since and Last-Event-ID are numbers that the stream gave")
		}
		// A number from before the ledger was made anew says nothing: begin from now.
		l.at = min(n, last)
	}
	h := l.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	return l.write("retry: 5000\n\n")
}

// news sends what came since, a batch of it, and tells whether there was any.
func (l *listener) news() (bool, error) {
	list, _, err := l.site.ledger.Renewals(l.r.Context(), l.at, streamBatch)
	if err != nil {
		return false, err
	}
	from := l.at
	for _, n := range list {
		if wanted, err := l.wants(&n); err != nil {
			return true, err
		} else if !wanted {
			l.at = n.N
			continue
		}
		x, err := l.noun(&n, from)
		if err != nil {
			return true, err
		}
		data, err := json.Marshal(x)
		if err != nil {
			return true, err
		}
		if err := l.write(fmt.Sprintf("id: %d\nevent: %s\ndata: %s\n\n", n.N, n.Noun, data)); err != nil {
			return true, err
		}
		l.at = n.N
	}
	return len(list) > 0, nil
}

// wants tells whether the reader asked for it: of a search only events are sent that it finds.
func (l *listener) wants(n *parley.Renewal) (bool, error) {
	if l.query == nil {
		return true, nil
	}
	if n.Gone || n.Noun != "event" {
		return false, nil
	}
	at, err := l.site.ledger.Place(l.r.Context(), n.ID)
	if err != nil || at == 0 {
		return false, err
	}
	found, err := l.site.ledger.Events(l.r.Context(), parley.EventFilter{Query: l.query, Past: at + 1, Limit: 1})
	return err == nil && len(found) == 1 && found[0].ID == n.ID, err
}

// noun reads what is new as it is now.
func (l *listener) noun(n *parley.Renewal, from int64) (x renewed, err error) {
	x = renewed{Change: "changed", ID: n.ID}
	if n.First > from {
		x.Change = "new"
	}
	if !n.Gone && n.Noun == "event" {
		x.Event, err = l.site.ledger.Event(l.r.Context(), n.ID)
	} else if !n.Gone {
		x.Track, err = l.site.ledger.Track(l.r.Context(), n.ID)
	}
	if x.Event == nil && x.Track == nil {
		x.Change = "gone"
	}
	return x, err
}

// write sends at once; a reader too slow to take it is let go.
func (l *listener) write(text string) error {
	// Not every writer knows of deadlines: those of tests do not.
	_ = l.out.SetWriteDeadline(time.Now().Add(streamWrite))
	if _, err := l.w.Write([]byte(text)); err != nil {
		return err
	}
	return l.out.Flush()
}
