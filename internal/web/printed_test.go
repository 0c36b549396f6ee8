package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"parley/internal/web"
)

// TestPrintedAsByTemplates: every screen is byte by byte what html/template prints, in both
// languages, with usual words and hostile ones, for readers and for editors.
func TestPrintedAsByTemplates(t *testing.T) {
	for _, text := range []string{"", canary, "\x00\xff" + `javascript:'"<&+é ể`} {
		f := load(t)
		if text != "" {
			f.poison(text)
		}
		o := options()
		o.Editing = &web.Editing{Check: func(string, string) bool { return true }, Mark: func(string) string { return "1" }, Sessions: f}
		fast := web.New(f, names(t), o)
		slow, err := web.NewSlow(f, names(t), o)
		if err != nil {
			t.Fatal(err)
		}
		paths := []string{"/", "/?days=30", "/diem-tin", "/tracks", "/events", "/events?kind=talks&actor=RUS", "/events?kind=none", "/stories", "/pages", "/pages?problems=1", "/health", "/help", "/login", "/searches", "/edits", "/search", "/search?q=kind:talks", "/search?q=kind:talks&cols=time&cols=place", "/search?q=((", "/search?q=xyzzy+kind:talks", "/none"}
		for _, x := range f.tracks {
			paths = append(paths, "/tracks/"+url.PathEscape(x.ID), "/tracks/"+url.PathEscape(x.ID)+"?part=rounds", "/tracks/"+url.PathEscape(x.ID)+"?lanes=level&theme=dark&keys=off&lang=en")
		}
		for _, x := range f.events {
			paths = append(paths, "/events/"+url.PathEscape(x.ID))
			for _, a := range x.Actors {
				paths = append(paths, "/actors/"+url.PathEscape(a.ID))
			}
		}
		for _, x := range f.stories {
			paths = append(paths, "/stories/"+url.PathEscape(x.ID))
		}
		for _, x := range f.readings {
			paths = append(paths, "/pages/"+url.PathEscape(x.ID))
		}
		editor, _, _ := strings.Cut(form(fast, "/login", "", "name", "ann", "password", "x").Header().Get("Set-Cookie"), ";")
		for i, path := range append(paths, paths...) {
			for _, lang := range []string{"vi", "en"} {
				cookie := ""
				if i >= len(paths) {
					cookie = editor
				}
				a := ask(fast, http.MethodGet, path, "", "Accept", "text/html", "Accept-Language", lang, "Cookie", cookie)
				b := ask(slow, http.MethodGet, path, "", "Accept", "text/html", "Accept-Language", lang, "Cookie", cookie)
				if x, y := without(a), without(b); a.Code != b.Code || x != y {
					i := 0
					for i < min(len(x), len(y)) && x[i] == y[i] {
						i++
					}
					t.Fatalf("%s in %s with %q:\n%.200s\nby templates:\n%.200s", path, lang, text, x[max(0, i-80):], y[max(0, i-80):])
				}
			}
		}
	}
}
