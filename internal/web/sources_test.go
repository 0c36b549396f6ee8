package web_test

import (
	"context"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/web"
)

// Health counts by source, and a page can be read once more.
func TestHealthBySource(t *testing.T) {
	opt := options()
	opt.Replay = func(_ context.Context, page string) (string, error) {
		if page != "p_1" {
			return "", nil
		}
		return "<script>the tree</script>", nil
	}
	h := web.New(load(t), names(t), opt)
	text := words(t, get(h, "/health", "en").Body.String())
	for _, fact := range []string{"VOV4 Jun 2025234.0stated in full 2none", "Claims per item", "How dates were found"} {
		if !strings.Contains(text, fact) {
			t.Errorf("Health lacks %q:\n%s", fact, text)
		}
	}
	for path, want := range map[string]int{"/pages/p_1/trace": 200, "/pages/p_none/trace": 404} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != want || want == 200 && !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("%s: %d %s", path, w.Code, w.Header().Get("Content-Type"))
		}
	}
}

// A source of which nothing can be read is said on the screens of the day, on Health, and to
// programs; the rest stays as it was.
func TestSourceThatFails(t *testing.T) {
	f := load(t)
	for _, id := range []string{"p_x1", "p_x2", "p_x3"} {
		f.readings = append(f.readings, parley.Reading{ID: id, Source: id, Outlet: "dead.example", Problems: []parley.Problem{{Code: "no-text"}}})
	}
	h := web.New(f, names(t), options())
	for _, c := range []struct{ path, want string }{
		{"/?lang=vi", "trên 6 nguồn có trục trặc: DEAD đọc hỏng, "},
		{"/?lang=en", "of 6 sources failed or went quiet: DEAD cannot be read, "},
		{"/diem-tin?lang=en", "failed or went quiet"},
		{"/health?lang=en", "DEADdate not known cannot be read"},
		{"/health?format=txt", "sources-failing 1"},
		{"/api/v1/sources", `"state": "failing"`},
	} {
		w := get(h, c.path, "")
		text := w.Body.String()
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			text = words(t, text)
		}
		if w.Code != 200 || !strings.Contains(text, c.want) {
			t.Errorf("%s: %d without %q:\n%s", c.path, w.Code, c.want, text)
		}
	}
}

// late is a ledger of which stages have work to do.
type late struct {
	*fake
	stages []string
}

func (l late) Behind(context.Context) ([]string, error) { return slices.Clone(l.stages), nil }

// TestBehind: what is not made of all pages yet is said where one would miss it.
func TestBehind(t *testing.T) {
	for _, c := range []struct {
		stages        []string
		today, health string
	}{
		{[]string{"merge", "track"}, "Behind the newest pages: events and tracks.", "Behind the newest pages: events and tracks."},
		{nil, "", "Events, tracks and stories are made of all pages."},
	} {
		h := web.New(late{load(t), c.stages}, names(t), options())
		body := words(t, get(h, "/?lang=en", "").Body.String())
		if c.today == "" && strings.Contains(body, "Behind the newest") || !strings.Contains(body, c.today) {
			t.Errorf("%v: the front page does not say %q", c.stages, c.today)
		}
		if body := words(t, get(h, "/health?lang=en", "").Body.String()); !strings.Contains(body, c.health) {
			t.Errorf("%v: Health does not say %q", c.stages, c.health)
		}
	}
}
