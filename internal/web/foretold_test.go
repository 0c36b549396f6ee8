package web_test

import (
	"strings"
	"testing"

	"parley"
	"parley/internal/web"
)

// TestForetold: who told of what happened as it was planned does not differ by it; who denies it does.
func TestForetold(t *testing.T) {
	for status, plans := range map[parley.Status]bool{parley.Planned: true, parley.Denied: false} {
		f := load(t)
		changed := ""
		for _, e := range f.events {
			for _, ref := range e.Claims {
				for i := range f.readings {
					for k := range f.readings[i].Claims {
						if c := &f.readings[i].Claims[k]; c.ID == ref.ID && e.Status == parley.Occurred && len(e.Claims) > 1 && changed == "" {
							c.Status, changed = status, e.ID
						}
					}
				}
			}
		}
		if changed == "" {
			t.Fatal("no event that happened is told by several")
		}
		text := words(t, get(web.New(f, names(t), options()), "/events/"+changed, "en").Body.String())
		if got := strings.Contains(text, "1 sentence tells what was planned"); got != plans {
			t.Errorf("%s: %v", status, got)
		}
	}
}
