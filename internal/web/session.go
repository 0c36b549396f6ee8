package web

// This file knows who is signed in, and slows down who guesses passwords.

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"sync"
	"time"
)

// How long a session lasts: without being used, and at all; and how many there are at most.
const (
	sessionIdle = 2 * time.Hour
	sessionLife = 12 * time.Hour
	maxSessions = 200
)

// session is one editor who is signed in. Token stands in every form that changes something.
type session struct {
	Name, Token string
	born, seen  time.Time
}

// sessions are those in force, by the hash of what the browser keeps.
type sessions struct {
	mu  sync.Mutex
	all map[[sha256.Size]byte]*session
}

// open makes a session and returns what the browser keeps of it.
func (k *sessions) open(name string, now time.Time) string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all == nil {
		k.all = map[[sha256.Size]byte]*session{}
	}
	var oldest [sha256.Size]byte
	for key, s := range k.all {
		if s.over(now) {
			delete(k.all, key)
		} else if o := k.all[oldest]; o == nil || s.seen.Before(o.seen) {
			oldest = key
		}
	}
	if len(k.all) >= maxSessions {
		delete(k.all, oldest)
	}
	secret := rand.Text()
	k.all[sha256.Sum256([]byte(secret))] = &session{Name: name, Token: rand.Text(), born: now, seen: now}
	return secret
}

func (s *session) over(now time.Time) bool {
	return now.Sub(s.seen) > sessionIdle || now.Sub(s.born) > sessionLife
}

// find returns the session of a secret, nil for none in force. What it returns is a copy.
func (k *sessions) find(secret string, now time.Time) *session {
	if len(secret) > 100 {
		return nil
	}
	key := sha256.Sum256([]byte(secret))
	k.mu.Lock()
	defer k.mu.Unlock()
	s := k.all[key]
	if s == nil {
		return nil
	}
	if s.over(now) {
		delete(k.all, key)
		return nil
	}
	s.seen = now
	one := *s
	return &one
}

func (k *sessions) close(secret string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.all, sha256.Sum256([]byte(secret)))
}

// secure tells whether the reader's connection is encrypted, here or before a proxy.
func (s *site) secure(r *http.Request) bool { return r.TLS != nil || s.https }

// cookieName is bound to this host where the connection lets it be.
func (s *site) cookieName(r *http.Request) string {
	if s.secure(r) {
		return "__Host-parley"
	}
	return "parley"
}

// cookie is what the browser keeps; no secret takes it away.
func (s *site) cookie(r *http.Request, secret string) *http.Cookie {
	c := &http.Cookie{
		Name: s.cookieName(r), Value: secret, Path: "/", HttpOnly: true, Secure: s.secure(r),
		SameSite: http.SameSiteStrictMode, MaxAge: int(sessionLife / time.Second),
	}
	if secret == "" {
		c.MaxAge = -1
	}
	return c
}

// editor is who sends the request, nil for a reader. An account that was removed is no
// editor any more.
func (s *site) editor(r *http.Request) *session {
	if s.editing == nil {
		return nil
	}
	c, err := r.Cookie(s.cookieName(r))
	if err != nil {
		return nil
	}
	e := s.sessions.find(c.Value, s.now())
	if e != nil && !s.editing.Known(e.Name) {
		s.sessions.close(c.Value)
		return nil
	}
	return e
}

// meant tells whether a form carries the token of its session.
func (e *session) meant(token string) bool {
	return subtle.ConstantTimeCompare([]byte(e.Token), []byte(token)) == 1
}

// How many failed attempts to sign in there may be in a while: with one name from one
// address, from one address, and in all. How many passwords are looked at at a time.
const (
	guessWhile  = 15 * time.Minute
	guessName   = 5
	guessHost   = 20
	guessAll    = 300
	guessAtOnce = 2
	maxGuesses  = 10_000
)

// guesses counts failed attempts by where they came from.
type guesses struct {
	mu    sync.Mutex
	since time.Time
	all   map[string]int
	slots chan struct{}
}

// keys are what an attempt is counted under, with how many there may be.
func (*guesses) keys(r *http.Request, name string) map[string]int {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return map[string]int{"": guessAll, host: guessHost, host + " " + name: guessName}
}

// allowed tells whether one more attempt may be made; where not, after what time.
func (g *guesses) allowed(r *http.Request, name string, now time.Time) (bool, time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now.Sub(g.since) > guessWhile || len(g.all) > maxGuesses {
		g.since, g.all = now, map[string]int{}
	}
	for key, most := range g.keys(r, name) {
		if g.all[key] >= most {
			return false, guessWhile - now.Sub(g.since)
		}
	}
	return true, 0
}

// count adds n attempts: one before its password is looked at, so that many at once do not
// slip through, and minus one where it was right.
func (g *guesses) count(r *http.Request, name string, n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for key := range g.keys(r, name) {
		g.all[key] += n
	}
}
