package web_test

import (
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
