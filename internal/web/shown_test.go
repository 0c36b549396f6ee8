package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"parley"
	"parley/internal/web"
)

// without is a screen without the nonce, which no two answers share.
func without(w *httptest.ResponseRecorder) string {
	_, policy, _ := strings.Cut(w.Header().Get("Content-Security-Policy"), "'nonce-")
	nonce, _, _ := strings.Cut(policy, "'")
	return strings.ReplaceAll(w.Body.String(), nonce, "")
}

// A screen is made once for each state of the ledger, language and address, and anew for
// whoever sends a cookie.
func TestShownAgain(t *testing.T) {
	l := load(t)
	h := web.New(l, names(t), options())
	const path = "/events?kind=talks"
	first := without(get(h, path, "en"))
	asked := l.asked
	if again := without(get(h, path, "en")); again != first || l.asked != asked {
		t.Errorf("the same screen again asks the ledger %d times", l.asked-asked)
	}
	if vi := get(h, path, "vi").Body.String(); vi == first {
		t.Error("another language shows the same screen")
	}
	asked = l.asked
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Language", "en")
	r.Header.Set("Cookie", "a=b")
	h.ServeHTTP(httptest.NewRecorder(), r)
	if l.asked == asked {
		t.Error("who sends a cookie is shown a screen made for others")
	}
	e := l.events[0]
	e.ID, e.Kind = "e_new", parley.Talks
	l.events = append(l.events, e)
	if now := get(h, path, "en").Body.String(); !strings.Contains(now, "e_new") {
		t.Error("the ledger has changed and the screen has not")
	}
}

// Nobody is shown the screen of who is signed in, and who is signed in is shown no other's.
func TestShownToEditors(t *testing.T) {
	o := options()
	f := load(t)
	o.Editing = &web.Editing{Check: func(string, string) bool { return true }, Mark: func(string) string { return "1" }, Sessions: f}
	h := web.New(f, names(t), o)
	enter := func(name string) string {
		cookie, _, _ := strings.Cut(form(h, "/login", "", "name", name, "password", "x").Header().Get("Set-Cookie"), ";")
		return cookie
	}
	cookies := map[string]string{"ann": enter("ann"), "bob": enter("bob")}
	for _, path := range []string{"/", "/tracks", "/events", "/search?q=kind:talks", "/health", "/edits"} {
		for range 2 { // the second time after all have seen it
			for name, cookie := range cookies {
				w := ask(h, http.MethodGet, path, "", "Cookie", cookie, "Accept", "text/html")
				body := w.Body.String()
				for other := range cookies {
					if strings.Contains(body, ">"+other+"<") != (other == name) {
						t.Errorf("%s: %s is on the screen of %s: %v", path, other, name, other != name)
					}
				}
				if w.Header().Get("Cache-Control") != "private, no-store" {
					t.Errorf("%s of an editor: %s", path, w.Header().Get("Cache-Control"))
				}
			}
			body := get(h, path, "").Body.String()
			if strings.Contains(body, "/logout") || strings.Contains(body, ">ann<") || strings.Contains(body, ">bob<") {
				t.Errorf("%s: a reader is shown an editor's screen", path)
			}
		}
	}
}

// Every answer carries the headers that keep browsers from harm, and every request is bounded.
func TestEveryRouteIsSecured(t *testing.T) {
	o := options()
	var body int64
	var deadline bool
	o.Tools = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ = io.Copy(io.Discard, r.Body)
		_, deadline = r.Context().Deadline()
	})
	f := load(t)
	h := web.New(f, names(t), o)
	for _, path := range []string{
		"/", "/diem-tin", "/tracks", "/tracks/" + f.tracks[0].ID, "/events/" + f.events[0].ID, "/actors/state:RUS", "/stories/" + f.stories[0].ID,
		"/pages/" + f.readings[0].ID, "/pages/" + f.readings[0].ID + "/trace", "/search?q=a", "/health", "/health?format=txt", "/help", "/login", "/edits", "/searches",
		"/assets/style.css", "/assets/none", "/export/csv", "/export/svg", "/api/v1/events", "/api/v1/none", "/api/v1/openapi.json", "/mcp", "/none", "/" + strings.Repeat("a", 9000),
	} {
		w := get(h, path, "")
		for header, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": "camera=()",
		} {
			if !strings.HasPrefix(w.Header().Get(header), want) {
				t.Errorf("%.40s: %s is %q", path, header, w.Header().Get(header))
			}
		}
	}
	if w := ask(h, http.MethodPost, "/mcp", strings.Repeat("a", 2<<20)); w.Code != http.StatusOK || body != 1<<20 || !deadline {
		t.Errorf("a call of tools: %d, %d bytes read, bounded in time: %v", w.Code, body, deadline)
	}
	if w := ask(h, http.MethodPost, "/mcp", "{}", "Origin", "https://evil.example"); w.Code != http.StatusForbidden {
		t.Errorf("a page of another site calls tools: %d", w.Code)
	}
}
