package web_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"parley/internal/web"
)

// TestTitles: who reads a quotation of a page of no outlet is told the page's title, and a page
// without either is listed by its file; a number within a file is no name.
func TestTitles(t *testing.T) {
	f := load(t)
	const page, source, title = "p_vov0516", "kho/tin.jsonl.gz#17", "Nga và Ukraine đàm phán trực…"
	for i := range f.readings {
		if r := &f.readings[i]; r.ID == page {
			r.Outlet, r.Source = "", source
		}
	}
	event := ""
	for i := range f.events {
		for k := range f.events[i].Claims {
			if c := &f.events[i].Claims[k]; c.Page == page {
				c.Outlet, c.Source, event = "", source, f.events[i].ID
			}
		}
	}
	h := web.New(f, names(t), options())
	for path, want := range map[string]string{"/events": title, "/events/" + event: title, "/search?q=Istanbul": title, "/pages": "tin.jsonl.gz", "/pages?problems=1": "hong.html"} {
		text := html.UnescapeString(words(t, get(h, path, "vi").Body.String()))
		if !strings.Contains(text, want) || strings.Contains(text, "#17") {
			t.Errorf("%s does not name %q, or by a number: %s", path, want, text)
		}
	}
}
