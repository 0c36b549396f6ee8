package web

// This file lets editors in and out.

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"parley"
	"parley/internal/desk"
)

// Editing is what the site needs so that people can change what it shows.
type Editing struct {
	Desk *desk.Desk
	// Check tells whether a password is right, in a time that does not tell whether there is
	// such a name; Mark is another text for every account and password, "" for no account.
	Check func(name, password string) bool
	Mark  func(name string) string
	// Sessions keeps who is signed in.
	Sessions Sessions
	// PutSearch and DropSearch save and forget a search.
	PutSearch  func(ctx context.Context, s parley.SavedSearch) error
	DropSearch func(ctx context.Context, id string) error
}

// formBytes is the most that a form may have.
const formBytes = 1 << 16

// loginView is the data of login.html.
type loginView struct{ Name, Next, Wrong string }

// login shows the form.
func (s *site) login(r *request) (*screen, error) {
	if s.editing == nil {
		return nil, errAbsent
	}
	return &screen{Title: r.T("login.title"), Section: "login", Passing: true, Data: &loginView{Next: local(r.URL.Query().Get("next"))}}, nil
}

// local is an address of this site, "" for any other.
func local(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") ||
		strings.ContainsAny(address, "\\\r\n\t") {
		return ""
	}
	return u.String()
}

// enter looks at name and password. A new session takes the place of the one before.
func (s *site) enter(w http.ResponseWriter, r *http.Request) {
	req := &request{r, s.newReader(r)}
	if s.editing == nil {
		s.fail(w, req, http.StatusNotFound)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, formBytes)
	v := &loginView{Name: parley.Plain(parley.Shorten(r.PostFormValue("name"), 40)), Next: local(r.PostFormValue("next"))}
	name, password := r.PostFormValue("name"), r.PostFormValue("password")
	again := func(status int, why string) {
		v.Wrong = why
		s.write(w, req, status, "login", &screen{reader: req.reader, Title: req.T("login.title"), Section: "login", Data: v})
	}
	from := s.from(r)
	ok, after := s.guesses.allowed(from, name, s.now())
	if !ok {
		w.Header().Set("Retry-After", strconv.Itoa(int(after.Seconds())+1))
		again(http.StatusTooManyRequests, req.T("login.slow", "n", strconv.Itoa(int(after.Minutes())+1)))
		return
	}
	s.guesses.count(from, name, 1)
	if !s.right(r, name, password) {
		s.log.Warn("sign-in refused", "name", v.Name, "from", from)
		again(http.StatusForbidden, req.T("login.wrong"))
		return
	}
	s.guesses.count(from, name, -1)
	if err := s.closed(r); err != nil {
		s.failWith(w, req, err)
		return
	}
	secret, err := s.sessions.open(r.Context(), name, s.editing.Mark(name), s.now())
	if err != nil {
		s.failWith(w, req, err)
		return
	}
	http.SetCookie(w, s.cookie(r, secret))
	if v.Next == "" {
		v.Next = req.Link("/")
	}
	http.Redirect(w, r, v.Next, http.StatusSeeOther)
}

// closed ends the session that the request comes with, if any.
func (s *site) closed(r *http.Request) error {
	c, err := r.Cookie(s.cookieName(r))
	if err != nil {
		return nil
	}
	return s.sessions.close(r.Context(), c.Value)
}

// right looks at a password, a few at a time: each takes much memory.
func (s *site) right(r *http.Request, name, password string) bool {
	select {
	case s.guesses.slots <- struct{}{}:
		defer func() { <-s.guesses.slots }()
	case <-r.Context().Done():
		return false
	}
	return s.editing.Check(name, password)
}

// leave ends the session.
func (s *site) leave(w http.ResponseWriter, r *request) error {
	if err := s.closed(r.Request); err != nil {
		return err
	}
	http.SetCookie(w, s.cookie(r.Request, ""))
	http.Redirect(w, r.Request, r.Link("/"), http.StatusSeeOther)
	return nil
}
