package web_test

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"parley/internal/web"
)

// fewNames knows a search's names: those of two actors, and few topics.
type fewNames struct{}

func (fewNames) IDs(field, folded string) []string {
	known := map[string]string{"actor/nga": "state:RUS", "actor/qatar": "state:QAT", "kind/talks": "talks", "topic/ceasefire": "ceasefire"}
	if id := known[field+"/"+folded]; id != "" {
		return []string{id}
	}
	return nil
}
func (fewNames) Forms(string) []string { return nil }
func (fewNames) Near(field, folded string) []string {
	if field == "actor" && folded == "qatr" {
		return []string{"Qatar", "Ả Rập Xê Út"}
	}
	return nil
}

func (fewNames) Values(field string) []string {
	return map[string][]string{"kind": {"talks", "meet"}, "topic": {"ceasefire"}}[field]
}

var tries = regexp.MustCompile(`(?s)<p class="meta try">(.*?)</p>`)

// TestUnclear: a search that is not understood is shown with the place that is wrong, and with
// what may be meant there, each a search.
func TestUnclear(t *testing.T) {
	o := options()
	o.Search = fewNames{}
	h := web.New(load(t), names(t), o)
	for _, c := range []struct{ q, mark, try, why string }{
		{"actr:Nga x", "actr", "/search?lang=en&q=actor%3ANga+x", "a field spelled nearly so"},
		{"colour:red", "colour", "", "no field is like it"},
		{"x kind:singing y", "singing", "/search?lang=en&q=x+kind%3Atalks+y /search?lang=en&q=x+kind%3Ameet+y", "all kinds there are"},
		{"actor:Qatr", "Qatr", `/search?lang=en&q=actor%3AQatar /search?lang=en&q=actor%3A%22%E1%BA%A2+R%E1%BA%ADp+X%C3%AA+%C3%9At%22`, "names spelled nearly so, in quotation marks where they need them"},
		{`actor:"Qatr" x`, "Qatr", `/search?lang=en&q=actor%3A%22Qatar%22+x /search?lang=en&q=actor%3A%22%E1%BA%A2+R%E1%BA%ADp+X%C3%AA+%C3%9At%22+x`, "not twice in them"},
		{"after:spring", "spring", "/search?after", "ways to write a day"},
		{"talks (x", "(", "", "nothing is guessed where a bracket is open"},
	} {
		body := get(h, "/search?lang=en&q="+strings.NewReplacer(" ", "+", `"`, "%22").Replace(c.q), "").Body.String()
		if !strings.Contains(body, "<mark>"+c.mark+"</mark>") {
			t.Errorf("%s: %s is not marked: %s", c.q, c.mark, c.why)
		}
		var got []string
		if m := tries.FindStringSubmatch(body); m != nil {
			for _, x := range hrefs.FindAllStringSubmatch(m[1], -1) {
				got = append(got, html.UnescapeString(x[1]))
			}
		}
		if c.try == "/search?after" {
			c.try = "/search?lang=en&q=after%3A2025 /search?lang=en&q=after%3A2025-01 /search?lang=en&q=after%3A2025-01-31"
		}
		if strings.Join(got, " ") != c.try {
			t.Errorf("%s: offers %q, want %q: %s", c.q, got, c.try, c.why)
		}
	}
}

// TestGrammar: the page of the language has every field, kind, status and topic, and its
// examples are searches that are understood.
func TestGrammar(t *testing.T) {
	o := options()
	o.Search = fewNames{}
	h := web.New(load(t), names(t), o)
	for _, lang := range []string{"vi", "en"} {
		body := get(h, "/search/grammar?lang="+lang, "").Body.String()
		for _, w := range []string{"<code>actor:</code>", "<code>before:</code>", "<code>mobilize</code>", "<code>cancelled</code>", "<code>ceasefire</code>", `href="#topics"`, `id="kinds"`, "leaf   = "} {
			if !strings.Contains(body, w) {
				t.Errorf("%s: no %s", lang, w)
			}
		}
		if name := map[string]string{"vi": "ngừng bắn", "en": "ceasefire"}[lang]; !strings.Contains(body, "<bdi>"+name+"</bdi>") {
			t.Errorf("%s: the topic is not called %s", lang, name)
		}
	}
	for name, want := range map[string]string{"nga": `"id": "state:RUS"`, "NGA": `"id": "state:RUS"`, "nobody": `"items": []`} {
		if body := get(h, "/api/v1/actors?name="+name, "").Body.String(); !strings.Contains(body, want) {
			t.Errorf("the API does not give %s for %s: %s", want, name, body)
		}
	}
	h = site(t) // knows no names: whatever is a search is understood
	body := get(h, "/search/grammar?lang=vi", "").Body.String()
	n := 0
	for _, x := range hrefs.FindAllStringSubmatch(body, -1) {
		if address := html.UnescapeString(x[1]); strings.HasPrefix(address, "/search?") {
			n++
			if strings.Contains(get(h, address, "").Body.String(), `class="note wrong"`) {
				t.Errorf("%s is not understood", address)
			}
		}
	}
	if n < 35 {
		t.Errorf("%d searches on the page", n)
	}
}

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

// TestSearchDays: the form below the timeline narrows a search to days, in the place of those
// that it names.
func TestSearchDays(t *testing.T) {
	h := site(t)
	for _, c := range []struct{ query, q, after, before, why string }{
		{"q=kind:talks", "kind:talks", "", "", "no days"},
		{"q=kind:talks+after:2025-06", "kind:talks", "2025-06-01", "", "the search's own, as a day"},
		{"q=x+after:2025-06-02+kind:talks+before:2025", "x kind:talks", "2025-06-02", "2025-01-01", "in between"},
		{"q=kind:talks&after=2025-06-01&before=", "kind:talks", "2025-06-01", "", "those of the form"},
		{"q=kind:talks+after:2024&after=2025-06-01&before=2025-06-30", "kind:talks", "2025-06-01", "2025-06-30", "in the place of its own"},
		{"q=kind:talks+after:2024&after=&before=", "kind:talks", "", "", "taken away"},
		{"q=kind:talks+OR+(kind:meet+after:2024)", "kind:talks OR (kind:meet after:2024)", "", "", "within brackets they are not the form's"},
		{"q=kind:talks+OR+kind:meet&after=2024-06-01", "(kind:talks OR kind:meet)", "2024-06-01", "", "they hold for all that is offered"},
		{"q=kind:talks&after=soon", "kind:talks", "", "", "no day"},
	} {
		body := get(h, "/search?lang=en&"+c.query, "").Body.String()
		for name, want := range map[string]string{"q": c.q, "after": c.after, "before": c.before} {
			kind := map[bool]string{true: "hidden", false: "date"}[name == "q"]
			if w := `<input type="` + kind + `" name="` + name + `" value="` + html.EscapeString(want) + `"`; !strings.Contains(body, w) {
				t.Errorf("%s: no %s: %s", c.query, w, c.why)
			}
		}
	}
	body := get(h, "/search?lang=en&q=kind:talks&after=2025-06-01&before=2025-06-05", "").Body.String()
	if !strings.Contains(body, "kind:talks after:2025-06-01 before:2025-06-05") {
		t.Error("the search that was made is not in its box")
	}
}
