package web_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

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
