package web

// This file keeps screens as they were shown, until the ledger changes.

import (
	"context"
	"net/http"
	"strconv"
	"sync"
)

// shownBytes bounds what the screens that are kept take.
const shownBytes = 64 << 20

// shown are screens as bytes, by everything that they are made from: the state of the
// ledger, the day, the language and the address. Who asks for one that is being made waits
// for it.
type shown struct {
	mu    sync.Mutex
	about string // state and day that all are of
	all   map[string]*sheet
	bytes int
}

// sheet is one screen; body is nil where it is not to be kept.
type sheet struct {
	key  string
	once sync.Once
	body []byte
}

// maxShown bounds how many addresses are known.
const maxShown = 20_000

// about names the state of the ledger, the day, and which feeds fail.
func (s *site) about(ctx context.Context) (string, error) {
	state, err := s.ledger.State(ctx)
	about := strconv.FormatInt(state, 10) + " " + s.now().Format(dayLayout)
	if s.polls != nil {
		about += " " + strconv.FormatInt(s.polls.Turn(), 10)
	}
	return about, err
}

// sheet is the place of a screen, nil where it is not to be kept: for who is signed in, and
// where the ledger cannot say its state.
func (s *site) sheet(r *http.Request, lang string) *sheet {
	if r.Method != http.MethodGet || r.Header.Get("Cookie") != "" || len(r.RequestURI) > 1000 {
		return nil
	}
	about, err := s.about(r.Context())
	if err != nil {
		return nil
	}
	k := &s.shown
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.about != about || k.all == nil || len(k.all) > maxShown {
		k.about, k.all, k.bytes = about, map[string]*sheet{}, 0
	}
	key := lang + " " + r.URL.RequestURI()
	x := k.all[key]
	if x == nil {
		x = &sheet{key: key}
		k.all[key] = x
	}
	return x
}

// keep counts a screen that was made, and lets others go where there are too many; one that
// failed is forgotten.
func (s *site) keep(x *sheet) {
	k := &s.shown
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all[x.key] != x { // the ledger has changed meanwhile
		return
	}
	if x.body == nil {
		delete(k.all, x.key)
		return
	}
	k.bytes += len(x.body)
	for key, other := range k.all {
		if k.bytes <= shownBytes {
			break
		}
		if other != x {
			delete(k.all, key)
			k.bytes -= len(other.body)
		}
	}
}
