package web_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestAsOf: on a day of before a track stands as it did then: in the state that it had, with the rounds until then
// and without the step that was only fixed later.
func TestAsOf(t *testing.T) {
	h := site(t)
	for _, c := range []struct {
		path        string
		state, next bool
		rounds      string
	}{
		{"/?day=2025-05-24", false, false, "2 rounds"},
		{"/", true, true, "3 rounds"},
	} {
		body := get(h, c.path, "en").Body.String()
		moved := regexp.MustCompile(`(?s)<article class="moved".*?</article>`).FindAllString(body, -1)
		found := false
		for _, m := range moved {
			if !strings.Contains(m, "/tracks/t_iran") {
				continue
			}
			found = true
			if strings.Contains(m, "t-preparatory") != c.state || strings.Contains(m, "t-under-way") == c.state || strings.Contains(m, `class="next"`) != c.next || !strings.Contains(m, c.rounds) {
				t.Errorf("%s: %s", c.path, m)
			}
		}
		if !found {
			t.Errorf("%s: the track is not there", c.path)
		}
	}
}
