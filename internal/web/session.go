package web

// This file knows who is signed in, and slows down who guesses passwords.

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"parley"
)

// How long a session lasts: without being used, and at all; and how many there are at most.
const (
	sessionIdle = 2 * time.Hour
	sessionLife = 12 * time.Hour
	maxSessions = 200
)

// Sessions keeps who is signed in where a restart does not lose it; see store.Writer.
type Sessions interface {
	PutSession(ctx context.Context, s parley.Session, born, seen int64, most int) error
	Session(ctx context.Context, key string) (*parley.Session, error)
	DropSession(ctx context.Context, key string) error
}

// session is one editor who is signed in. Token stands in every form that changes something;
// it is made of what the browser keeps, so that who reads the ledger cannot make one.
type session struct{ Name, Token string }

// sessions are those in force.
type sessions struct{ keep Sessions }

// seenEvery is how much later a session must have been used for that to be written down.
const seenEvery = time.Minute

// derived makes of what the browser keeps something from which it cannot be got back.
func derived(secret, purpose string) string {
	h := hmac.New(sha256.New, []byte(secret))
	_, _ = h.Write([]byte(purpose)) // never fails
	return hex.EncodeToString(h.Sum(nil))
}

func (k *sessions) put(ctx context.Context, s parley.Session, now time.Time) error {
	return k.keep.PutSession(ctx, s, now.Add(-sessionLife).Unix(), now.Add(-sessionIdle).Unix(), maxSessions)
}

// open makes a session and returns what the browser keeps of it.
func (k *sessions) open(ctx context.Context, name, mark string, now time.Time) (string, error) {
	secret := rand.Text()
	return secret, k.put(ctx, parley.Session{Key: derived(secret, "session"), Name: name, Mark: mark, Born: now.Unix(), Seen: now.Unix()}, now)
}

// find returns the session of a secret, nil for none in force: one that was not used for
// long, or is old, or whose account has another password now or is gone, is over.
func (k *sessions) find(ctx context.Context, secret string, mark func(name string) string, now time.Time) (*session, error) {
	if secret == "" || len(secret) > 100 {
		return nil, nil
	}
	s, err := k.keep.Session(ctx, derived(secret, "session"))
	if err != nil || s == nil {
		return nil, err
	}
	if now.Sub(time.Unix(s.Seen, 0)) > sessionIdle || now.Sub(time.Unix(s.Born, 0)) > sessionLife || mark(s.Name) == "" || mark(s.Name) != s.Mark {
		return nil, k.keep.DropSession(ctx, s.Key)
	}
	if now.Sub(time.Unix(s.Seen, 0)) >= seenEvery {
		s.Seen = now.Unix()
		if err := k.put(ctx, *s, now); err != nil {
			return nil, err
		}
	}
	return &session{s.Name, derived(secret, "form")}, nil
}

func (k *sessions) close(ctx context.Context, secret string) error {
	return k.keep.DropSession(ctx, derived(secret, "session"))
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

// editor is who sends the request, nil for a reader.
func (s *site) editor(r *http.Request) *session {
	if s.editing == nil {
		return nil
	}
	c, err := r.Cookie(s.cookieName(r))
	if err != nil {
		return nil
	}
	e, err := s.sessions.find(r.Context(), c.Value, s.editing.Mark, s.now())
	if err != nil {
		s.log.Error("session", "err", err)
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
func (*guesses) keys(from, name string) map[string]int {
	return map[string]int{"": guessAll, from: guessHost, from + " " + name: guessName}
}

// from is where a request comes from, as far as that can be known: the address that
// connects or, where that is a proxy that we trust, the last address that it and proxies
// before it name which is none of them. Who has one IPv6 address has its whole network.
func (s *site) from(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	from := at.Addr().Unmap()
	chain := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(chain) - 1; i >= 0 && s.trusted(from); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(chain[i]))
		if err != nil {
			break
		}
		from = next.Unmap()
	}
	if net, err := from.WithZone("").Prefix(64); err == nil && from.Is6() {
		return net.String()
	}
	return from.String()
}

func (s *site) trusted(a netip.Addr) bool {
	return slices.ContainsFunc(s.proxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// allowed tells whether one more attempt may be made; where not, after what time.
func (g *guesses) allowed(from, name string, now time.Time) (bool, time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now.Sub(g.since) > guessWhile || len(g.all) > maxGuesses {
		g.since, g.all = now, map[string]int{}
	}
	for key, most := range g.keys(from, name) {
		if g.all[key] >= most {
			return false, guessWhile - now.Sub(g.since)
		}
	}
	return true, 0
}

// count adds n attempts: one before its password is looked at, so that many at once do not
// slip through, and minus one where it was right.
func (g *guesses) count(from, name string, n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for key := range g.keys(from, name) {
		g.all[key] += n
	}
}
