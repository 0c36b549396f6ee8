package web_test

import (
	"strings"
	"testing"
)

// TestColumns: what a search finds is a list, or a table in the columns of the address; the
// form offers all of them, and what the forms hold is said.
func TestColumns(t *testing.T) {
	h := site(t)
	for _, c := range []struct {
		query string
		want  []string
		not   string
		why   string
	}{
		{"q=kind:talks", []string{`<ul class="evs">`, `value="mediator">`}, `<table class="rows hits">`, "without columns it is a list"},
		{"q=kind:talks&cols=time&cols=place", []string{`<th scope="col">When</th><th scope="col">Where</th>`, `data-label="Where"`, `value="time" checked`}, `<ul class="evs">`, "with columns a table"},
		{"q=kind:talks&cols=sentence,track", []string{`<th scope="col">Track</th><th scope="col">Sentence</th>`, `data-evidence`, `/tracks/t_istanbul`}, "", "listed by commas; the order is the table's own; cells lead on"},
		{"q=kind:talks&cols=colour", []string{`<ul class="evs">`}, `hits`, "a column that there is not is none"},
	} {
		body := get(h, "/search?lang=en&"+c.query, "").Body.String()
		for _, w := range c.want {
			if !strings.Contains(body, w) {
				t.Errorf("%s: no %s: %s", c.query, w, c.why)
			}
		}
		if c.not != "" && strings.Contains(body, c.not) {
			t.Errorf("%s: %s: %s", c.query, c.not, c.why)
		}
	}
	body := get(echoing(t, nil), "/search?lang=en&q=kind:talks", "").Body.String()
	if !strings.Contains(body, "Take along: 6 events") || !strings.Contains(body, "search=kind%3Atalks") {
		t.Errorf("the forms do not say how many events they hold, or are of another search")
	}
}
