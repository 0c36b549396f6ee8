package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/internal/web"
)

const formMedia = "application/x-www-form-urlencoded"

// form sends a form with the cookie of an editor.
func form(h http.Handler, path, cookie string, pairs ...string) *httptest.ResponseRecorder {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return ask(h, http.MethodPost, path, v.Encode(), "Content-Type", formMedia, "Cookie", cookie)
}

var tokens = regexp.MustCompile(`name="token" value="([^"]+)"`)

func tokenOf(t *testing.T, h http.Handler, cookie string) string {
	t.Helper()
	m := tokens.FindStringSubmatch(ask(h, http.MethodGet, "/edits", "", "Cookie", cookie).Body.String())
	if m == nil {
		t.Fatal("no form")
	}
	return m[1]
}

// TestSession: what the browser keeps is bound to this site and out of reach of scripts; a
// new sign-in takes the place of the one before; it ends by itself.
func TestSession(t *testing.T) {
	f := load(t)
	h, first := armed(t, f)
	w := form(h, "/login", first, "name", "ann", "password", "right", "next", "//evil.example/x")
	set := w.Header().Get("Set-Cookie")
	for _, part := range []string{"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"} {
		if !strings.Contains(set, part) {
			t.Errorf("cookie without %s: %s", part, set)
		}
	}
	if strings.Contains(set, "Secure") || !strings.HasPrefix(set, "parley=") || w.Header().Get("Location") != "/" {
		t.Errorf("%s, leads to %s", set, w.Header().Get("Location"))
	}
	second, _, _ := strings.Cut(set, ";")
	if second == first {
		t.Error("the session is not a new one")
	}
	for cookie, signedIn := range map[string]bool{first: false, second: true, "parley=guess": false, "": false} {
		if got := strings.Contains(ask(h, http.MethodGet, "/edits", "", "Cookie", cookie).Body.String(), "/logout"); got != signedIn {
			t.Errorf("with %q signed in: %v", cookie, got)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "https://parley.example/login", strings.NewReader("name=ann&password=right"))
	r.Header.Set("Content-Type", formMedia)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	if set := rec.Header().Get("Set-Cookie"); !strings.HasPrefix(set, "__Host-parley=") || !strings.Contains(set, "Secure") || rec.Header().Get("Strict-Transport-Security") == "" {
		t.Errorf("over an encrypted connection: %s", set)
	}
}

func TestSessionEnds(t *testing.T) {
	now := time.Date(2025, 6, 10, 9, 0, 0, 0, time.UTC)
	o := options()
	o.Now = func() time.Time { return now }
	f, mark := load(t), "1"
	o.Editing = &web.Editing{Check: func(string, string) bool { return true }, Mark: func(string) string { return mark }, Sessions: f}
	h := web.New(f, names(t), o)
	enter := func() string {
		cookie, _, _ := strings.Cut(form(h, "/login", "", "name", "ann", "password", "x").Header().Get("Set-Cookie"), ";")
		return cookie
	}
	in := func(cookie string) bool {
		return strings.Contains(ask(h, http.MethodGet, "/edits", "", "Cookie", cookie).Body.String(), "/logout")
	}
	cookie := enter()
	for range 11 { // used every hour, it lasts twelve
		now = now.Add(time.Hour)
		if !in(cookie) {
			t.Fatal("it ends although it is used")
		}
	}
	if now = now.Add(61 * time.Minute); in(cookie) {
		t.Error("it lasts for ever")
	}
	cookie = enter()
	if now = now.Add(121 * time.Minute); in(cookie) {
		t.Error("it lasts without being used")
	}
	cookie = enter()
	if h = web.New(f, names(t), o); !in(cookie) {
		t.Error("it ends with the program")
	}
	if mark = "2"; in(cookie) {
		t.Error("it outlives its password")
	}
	cookie = enter()
	if mark = ""; in(cookie) {
		t.Error("it outlives its account")
	}
	for key := range f.sessions {
		if strings.Contains(cookie, key) || strings.Contains(key, strings.TrimPrefix(cookie, "parley=")) {
			t.Error("what is stored is what the browser keeps")
		}
	}
}

// TestForms: a form changes something only with a session, its token, and from this site.
func TestForms(t *testing.T) {
	f := load(t)
	h, cookie := armed(t, f)
	token := tokenOf(t, h, cookie)
	event := f.events[0].ID
	for _, c := range []struct {
		why    string
		w      *httptest.ResponseRecorder
		code   int
		logged int
	}{
		{"a reader", form(h, "/events/"+event+"/correct", "", "token", token, "place", "Geneva@CHE", "why", "x"), http.StatusSeeOther, 0},
		{"no token", form(h, "/events/"+event+"/correct", cookie, "place", "Geneva@CHE", "why", "x"), http.StatusForbidden, 0},
		{"a wrong token", form(h, "/events/"+event+"/correct", cookie, "token", token+"x", "place", "Geneva@CHE", "why", "x"), http.StatusForbidden, 0},
		{"no reason", form(h, "/events/"+event+"/correct", cookie, "token", token, "place", "Geneva@CHE"), http.StatusUnprocessableEntity, 0},
		{"one field right, one wrong", form(h, "/events/"+event+"/correct", cookie, "token", token, "place", "Geneva@CHE", "time", "May", "why", "x"), http.StatusUnprocessableEntity, 0},
		{"no such event", form(h, "/events/e_none/correct", cookie, "token", token, "place", "Geneva@CHE", "why", "x"), http.StatusNotFound, 0},
		{"too large", form(h, "/events/"+event+"/correct", cookie, "token", token, "why", strings.Repeat("x", 80_000)), http.StatusBadRequest, 0},
		{"nothing changed", form(h, "/events/"+event+"/correct", cookie, "token", token, "kind", string(f.events[0].Kind), "why", "x"), http.StatusSeeOther, 0},
		{"a search that is none", form(h, "/searches", cookie, "token", token, "name", "x", "q", "knd:x"), http.StatusUnprocessableEntity, 0},
		{"all is well", form(h, "/events/"+event+"/correct", cookie, "token", token, "place", "Geneva@CHE", "why", "the host said so"), http.StatusSeeOther, 1},
	} {
		if c.w.Code != c.code {
			t.Errorf("%s: %d, not %d", c.why, c.w.Code, c.code)
		}
	}
	if len(f.edits) != 1 || f.edits[0].By != "ann" || f.edits[0].Why != "the host said so" || f.edits[0].Value != "Geneva@CHE" {
		t.Errorf("the log is %+v", f.edits)
	}
	w := ask(h, http.MethodPost, "/edits/1/undo", "token="+token, "Content-Type", formMedia, "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
	if w.Code != http.StatusForbidden || len(f.edits) != 1 {
		t.Errorf("a form of another site: %d", w.Code)
	}
	w = ask(h, http.MethodPost, "/edits/1/undo", "token="+token, "Content-Type", formMedia, "Cookie", cookie, "Origin", "http://evil.example")
	if w.Code != http.StatusForbidden || len(f.edits) != 1 {
		t.Errorf("a form of another origin: %d", w.Code)
	}
}

// TestKinForms: what was joined can be kept apart, what parted together; both stand in the log, with
// who and why, and are taken back by one click.
func TestKinForms(t *testing.T) {
	f := load(t)
	h, cookie := armed(t, f)
	token := tokenOf(t, h, cookie)
	track := &f.tracks[0]
	screen := func(cookie string) string {
		return ask(h, http.MethodGet, "/tracks/"+track.ID, "", "Cookie", cookie).Body.String()
	}
	const apart, together = "/apart\"", "/together\""
	if got := screen(cookie); strings.Contains(got, apart) || strings.Contains(got, together) {
		t.Error("a track without kin can be parted or joined")
	}
	if w := form(h, "/tracks/"+track.ID+"/apart", cookie, "token", token, "why", "x"); w.Code != http.StatusUnprocessableEntity || len(f.edits) != 0 {
		t.Errorf("without kin: %d, %d edits", w.Code, len(f.edits))
	}
	own := track.Events[len(track.Events)-1]
	for _, c := range []struct {
		how, path, absent string
		op                parley.EditOp
	}{
		{parley.KinJoined, "apart", together, parley.EditApart},
		{parley.KinParted, "together", apart, parley.EditTogether},
		{parley.KinPart, "together", apart, parley.EditTogether},
	} {
		track.Kin = []parley.Kin{{How: c.how, Track: "t_other", At: "2025-05-01", Own: []string{own}}}
		f.edits, f.turn = nil, f.turn+1
		if got := screen(cookie); !strings.Contains(got, "/"+c.path+"\"") || strings.Contains(got, c.absent) {
			t.Errorf("%s: the screen offers something else", c.how)
		}
		if got := screen(""); strings.Contains(got, "/"+c.path+"\"") {
			t.Errorf("%s: readers are offered it", c.how)
		}
		address := "/tracks/" + track.ID + "/" + c.path
		for why, w := range map[string]*httptest.ResponseRecorder{
			"without a session": form(h, address, "", "token", token, "why", "x"),
			"without a token":   form(h, address, cookie, "why", "x"),
			"without a reason":  form(h, address, cookie, "token", token),
			"of no track":       form(h, "/tracks/t_none/"+c.path, cookie, "token", token, "why", "x"),
		} {
			if len(f.edits) != 0 || w.Code == http.StatusOK {
				t.Errorf("%s, %s: %d, %d edits", c.how, why, w.Code, len(f.edits))
			}
		}
		w := form(h, address, cookie, "token", token, "why", "two matters")
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/tracks/"+track.ID {
			t.Fatalf("%s: %d, to %s", c.how, w.Code, w.Header().Get("Location"))
		}
		if len(f.edits) != 1 || f.edits[0].Op != c.op || f.edits[0].By != "ann" || f.edits[0].Why != "two matters" || f.edits[0].Track != track.ID {
			t.Fatalf("%s: the log is %+v", c.how, f.edits)
		}
		log := ask(h, http.MethodGet, "/edits", "", "Cookie", cookie).Body.String()
		if !strings.Contains(log, "/edits/1/undo") || !strings.Contains(log, "two matters") {
			t.Errorf("%s: the log does not show it", c.how)
		}
		if w := form(h, "/edits/1/undo", cookie, "token", token); w.Code != http.StatusSeeOther || len(f.edits) != 2 || f.edits[1].Undoes != 1 {
			t.Errorf("%s: undone: %d, %+v", c.how, w.Code, f.edits)
		}
	}
}

// TestGuesses: after some wrong passwords one waits, with the right one too; others do not.
func TestGuesses(t *testing.T) {
	now := time.Date(2025, 6, 10, 9, 0, 0, 0, time.UTC)
	o := options()
	o.Now = func() time.Time { return now }
	o.Editing = &web.Editing{Check: func(_, password string) bool { return password == "right" }, Mark: func(string) string { return "1" }, Sessions: load(t)}
	h := web.New(load(t), names(t), o)
	try := func(from, name, password string) int {
		r := httptest.NewRequest(http.MethodPost, "/login", strings.NewReader(url.Values{"name": {name}, "password": {password}}.Encode()))
		r.Header.Set("Content-Type", formMedia)
		r.RemoteAddr = from
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code == http.StatusTooManyRequests && w.Header().Get("Retry-After") == "" {
			t.Error("nobody says how long to wait")
		}
		return w.Code
	}
	for range 5 {
		if got := try("192.0.2.1:1", "ann", "wrong"); got != http.StatusForbidden {
			t.Fatalf("a wrong password: %d", got)
		}
	}
	if got := try("192.0.2.1:2", "ann", "right"); got != http.StatusTooManyRequests {
		t.Errorf("the sixth: %d", got)
	}
	if got := try("192.0.2.2:1", "ann", "right"); got != http.StatusSeeOther {
		t.Errorf("from elsewhere: %d", got)
	}
	for i := range 15 {
		try("192.0.2.1:1", strings.Repeat("x", i+1), "wrong")
	}
	if got := try("192.0.2.1:1", "bob", "right"); got != http.StatusTooManyRequests {
		t.Errorf("with other names from the same address: %d", got)
	}
	if now = now.Add(16 * time.Minute); try("192.0.2.1:1", "ann", "right") != http.StatusSeeOther {
		t.Error("nobody is let in again")
	}
}

// TestNoEditing: a site that is for reading only has no way in.
func TestNoEditing(t *testing.T) {
	h := site(t)
	for _, path := range []string{"/login", "/logout", "/edits/1/undo", "/events/e_ist1/correct", "/tracks/t_istanbul/pin", "/tracks/t_istanbul/apart", "/tracks/t_istanbul/together", "/searches"} {
		if w := form(h, path, "parley=x", "token", "x"); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := get(h, "/login", "en"); w.Code != http.StatusNotFound || strings.Contains(get(h, "/", "en").Body.String(), "/login") {
		t.Errorf("there is a door: %d", w.Code)
	}
}

// TestBounds: requests have a measure, and script needs the nonce of its answer.
func TestBounds(t *testing.T) {
	h := site(t)
	if w := get(h, "/events?q="+strings.Repeat("x", 9000), ""); w.Code != http.StatusRequestURITooLong {
		t.Errorf("a long address: %d", w.Code)
	}
	one, two := get(h, "/tracks", "en"), get(h, "/tracks", "en")
	nonce := regexp.MustCompile(`script-src 'nonce-([A-Z2-7]{26})'`)
	a, b := nonce.FindStringSubmatch(one.Header().Get("Content-Security-Policy")), nonce.FindStringSubmatch(two.Header().Get("Content-Security-Policy"))
	if a == nil || b == nil || a[1] == b[1] || !strings.Contains(one.Body.String(), `nonce="`+a[1]+`"`) || !strings.Contains(two.Body.String(), `nonce="`+b[1]+`"`) {
		t.Errorf("nonces %v and %v", a, b)
	}
	for _, want := range []string{"require-trusted-types-for 'script'", "trusted-types 'none'", "base-uri 'none'", "frame-ancestors 'none'"} {
		if !strings.Contains(one.Header().Get("Content-Security-Policy"), want) {
			t.Errorf("the policy lacks %s", want)
		}
	}
}

// TestHosts: a page of another site whose name leads here is refused.
func TestHosts(t *testing.T) {
	h := web.Hosts(site(t), "localhost", "127.0.0.1", "::1", "parley.example")
	for host, code := range map[string]int{
		"localhost:8140": 200, "LOCALHOST.": 200, "127.0.0.1:8140": 200, "[::1]:8140": 200, "[::1]": 200, "parley.example": 200,
		"evil.example": 421, "evil.example:8140": 421, "": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:80": 421,
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != code {
			t.Errorf("%q: %d, not %d", host, w.Code, code)
		}
	}
}

// TestProxies: behind a proxy that is trusted each reader has guesses of their own; what
// anybody else says of where they come from counts for nothing.
func TestProxies(t *testing.T) {
	for _, c := range []struct {
		proxies string // networks that are trusted
		from    string
		chain   []string // X-Forwarded-For of one attempt after the other
		refused bool     // the sixth
		why     string
	}{
		{"", "10.0.0.5:1", []string{"198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4", "198.51.100.5", "198.51.100.6"}, true, "nobody is trusted: all come from the proxy"},
		{"10.0.0.0/8", "10.0.0.5:1", []string{"198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4", "198.51.100.5", "198.51.100.6"}, false, "each from elsewhere"},
		{"10.0.0.0/8", "10.0.0.5:1", []string{"1.1.1.1, 198.51.100.1", "2.2.2.2, 198.51.100.1", "3.3.3.3, 198.51.100.1", "198.51.100.1", "198.51.100.1", "198.51.100.1"}, true, "what stands before the last is the reader's own word"},
		{"10.0.0.0/8", "10.0.0.5:1", []string{"198.51.100.1, 10.1.1.1", "198.51.100.1", "198.51.100.1", "198.51.100.1", "198.51.100.1", "198.51.100.1"}, true, "a second proxy of ours is passed over"},
		{"10.0.0.0/8", "192.0.2.1:1", []string{"198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4", "198.51.100.5", "198.51.100.6"}, true, "somebody who is no proxy"},
		{"", "[2001:db8::1]:1", nil, true, "an IPv6 network is one reader"},
	} {
		o := options()
		o.Editing = &web.Editing{Check: func(string, string) bool { return false }, Mark: func(string) string { return "1" }, Sessions: load(t)}
		if c.proxies != "" {
			o.Proxies = []netip.Prefix{netip.MustParsePrefix(c.proxies)}
		}
		h := web.New(load(t), names(t), o)
		last := 0
		for i := range 6 {
			r := httptest.NewRequest(http.MethodPost, "/login", strings.NewReader("name=ann&password=x"))
			r.Header.Set("Content-Type", formMedia)
			if r.RemoteAddr = c.from; c.chain == nil {
				r.RemoteAddr = fmt.Sprintf("[2001:db8::%d]:1", i+1)
			} else {
				r.Header.Set("X-Forwarded-For", c.chain[i])
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			last = w.Code
		}
		if refused := last == http.StatusTooManyRequests; refused != c.refused {
			t.Errorf("the sixth attempt: %d: %s", last, c.why)
		}
	}
}
