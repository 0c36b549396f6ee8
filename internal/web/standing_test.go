package web_test

import (
	"strings"
	"testing"

	"parley"
	"parley/internal/web"
)

// TestStandings: the list of tracks says where those of which little is told begin, and of each that it is one.
func TestStandings(t *testing.T) {
	f := load(t)
	f.tracks = append(f.tracks[:0:0], f.tracks...)
	if body := get(web.New(f, names(t), options()), "/tracks", "en").Body.String(); strings.Contains(body, "hinly evidenced") {
		t.Error("all run, and some are called thinly evidenced")
	}
	last := len(f.tracks) - 1
	f.tracks[last].Standing = parley.StandingThin
	body := get(web.New(f, names(t), options()), "/tracks", "en").Body.String()
	head, row := strings.Index(body, "Thinly evidenced: "), strings.LastIndex(body, "thinly evidenced")
	if head < 0 || row < head || strings.LastIndex(body[:row], f.tracks[last].ID) < head {
		t.Errorf("the thin one is not told so: %d, %d", head, row)
	}
	if own := get(web.New(f, names(t), options()), "/tracks/"+f.tracks[last].ID, "en").Body.String(); !strings.Contains(own, "thinly evidenced") {
		t.Error("its own screen does not say so")
	}
	if n := strings.Count(body, "data-row"); n != len(f.tracks) {
		t.Errorf("%d rows of %d tracks", n, len(f.tracks))
	}
}
