package web_test

import (
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"parley"
	"parley/internal/web"
)

var serve = flag.String("serve", "", "address to serve the fake ledger on, to look at the screens")

// TestServe serves the fake ledger until it is stopped: go test -run TestServe -serve 127.0.0.1:8199 -timeout 0.
func TestServe(t *testing.T) {
	if *serve == "" {
		t.Skip("only with -serve")
	}
	t.Fatal(http.ListenAndServe(*serve, site(t)))
}

func site(t testing.TB) http.Handler { return web.New(load(t), names(t), options()) }

// get asks for a path as a browser of that language does.
func get(h http.Handler, path, language string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept", "text/html,*/*")
	if language != "" {
		r.Header.Set("Accept-Language", language)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// words is the text of a page as one reads it, and with it whether its tags are balanced.
func words(t *testing.T, body string) string {
	t.Helper()
	var b strings.Builder
	var open []string
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			if len(open) > 0 {
				t.Fatalf("not closed: %v", open)
			}
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			b.WriteString(string(z.Text()) + "")
		case html.StartTagToken:
			tag, _ := z.TagName()
			if name := string(tag); !void[name] {
				open = append(open, name)
			}
		case html.EndTagToken:
			tag, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(tag) {
				t.Fatalf("</%s> closes %v", tag, open)
			}
			open = open[:len(open)-1]
		}
	}
}

var void = map[string]bool{"meta": true, "link": true, "br": true, "input": true, "hr": true, "img": true}

// cases are lines "path | language | fact": the fact must be read on the page.
func TestFacts(t *testing.T) {
	data, err := os.ReadFile("testdata/facts.txt")
	if err != nil {
		t.Fatal(err)
	}
	h := site(t)
	path := ""
	for n, line := range strings.Split(string(data), "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case strings.HasPrefix(line, "/"):
			path = line
			continue
		}
		language, fact, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			t.Fatalf("facts.txt:%d: no fact", n+1)
		}
		w := get(h, path, language)
		if w.Code != http.StatusOK {
			t.Errorf("facts.txt:%d: %s: %d", n+1, path, w.Code)
			continue
		}
		text := html.UnescapeString(words(t, w.Body.String()))
		if missing, not := strings.CutPrefix(fact, "NOT "); not {
			if strings.Contains(text, missing) {
				t.Errorf("facts.txt:%d: %s (%s) says %q", n+1, path, language, missing)
			}
		} else if !strings.Contains(text, fact) {
			t.Errorf("facts.txt:%d: %s (%s) does not say %q in\n%s", n+1, path, language, fact, text)
		}
	}
}

var hrefs = regexp.MustCompile(`(?:href|action|src)="([^"]*)"`)

// TestCrawl follows every link from the front page in both languages: nothing is missing,
// nothing is too large, no foreign text becomes markup, every fragment has its place.
func TestCrawl(t *testing.T) {
	for _, h := range []http.Handler{site(t), web.New(&fake{}, nil, web.Options{})} {
		seen := map[string]bool{}
		todo := []string{"/?lang=vi", "/?lang=en", "/api/v1/events", "/api/v1/tracks", "/api/v1/stories", "/api/v1/pages"}
		for len(todo) > 0 && len(seen) < 4000 {
			path := todo[0]
			todo = todo[1:]
			address, fragment, _ := strings.Cut(path, "#")
			if fragment == "" && seen[address] || strings.Contains(address, "/search?") && strings.Count(address, "%3A") > 1 {
				continue // a search leads to narrower ones without end
			}
			first := !seen[address]
			seen[address] = true
			w := get(h, address, "")
			if w.Code != http.StatusOK {
				t.Errorf("%s: %d", address, w.Code)
				continue
			}
			body := w.Body.String()
			if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
				continue
			}
			if fragment != "" && !strings.Contains(body, `id="`+fragment+`"`) {
				t.Errorf("%s: no place #%s", address, fragment)
			}
			if !first {
				continue
			}
			inspect(t, address, body)
			todo = append(todo, links(address, body)...)
		}
		t.Logf("%d addresses", len(seen))
	}
}

// inspect checks what holds for every screen.
func inspect(t *testing.T, address, body string) {
	t.Helper()
	if len(body) > 60_000 {
		t.Errorf("%s: %d bytes", address, len(body))
	}
	words(t, body)
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	scripts := 0
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode:
			if unworded.MatchString(n.Data) {
				t.Errorf("%s: a key without a text: %s", address, n.Data)
			}
			if strings.ContainsAny(n.Data, "\u202e\u2066") && !under(n, "article") {
				t.Errorf("%s: direction override outside the page's text: %q", address, n.Data)
			}
		case n.Type == html.ElementNode:
			if !expected[n.Data] {
				t.Errorf("%s: <%s> comes from a foreign text", address, n.Data)
			}
			if n.Data == "script" {
				scripts++
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(a.Val, "javascript:") || strings.Contains(a.Val, "ZgotmplZ") {
					t.Errorf("%s: <%s %s=%q>", address, n.Data, a.Key, a.Val)
				}
			}
		}
	}
	if scripts != 1 {
		t.Errorf("%s: %d scripts", address, scripts)
	}
}

// unworded is a key of a catalogue that was printed for want of a text.
var unworded = regexp.MustCompile(`^(nav|foot|date|basis|count|today|region|brief|tracks?|promise|answer|events?|field|list|` +
	`pages?|reading|item|block|stor(y|ies)|health|help|error|role|status|modal|state|level|channel|kind|object|line)\.[a-z.-]+$`)

var expected = set("html head meta title link script body a header div nav ul ol li form input button main h1 h2 h3 p span b bdi q " +
	"section article footer small abbr blockquote label select option datalist table thead tbody tr th td details summary sup sub " +
	"svg g line text path circle rect desc figure figcaption dl dt dd br aside mark code pre kbd fieldset legend")

func set(list string) map[string]bool {
	out := map[string]bool{}
	for _, s := range strings.Fields(list) {
		out[s] = true
	}
	return out
}

func under(n *html.Node, tag string) bool {
	for p := range n.Ancestors() {
		if p.Data == tag {
			return true
		}
	}
	return false
}

func links(from, body string) []string {
	base, _ := url.Parse(from)
	var out []string
	for _, m := range hrefs.FindAllStringSubmatch(body, -1) {
		u, err := base.Parse(html.UnescapeString(m[1]))
		if err == nil && u.Host == "" && u.Scheme == "" && !strings.Contains(u.RawQuery, "theme=") && !strings.Contains(u.RawQuery, "keys=") {
			out = append(out, u.String())
		}
	}
	return out
}

func TestAbsent(t *testing.T) {
	h := site(t)
	for path, fact := range map[string]string{
		"/events/nope?lang=vi": "Không có trang này", "/tracks/nope?lang=en": "No such page", "/pages/nope": "Không có trang này",
		"/stories/nope?lang=en": "No such page", "/nowhere?lang=en": "No such page", "/tracks/%00": "Không có trang này",
	} {
		w := get(h, path, "")
		if w.Code != http.StatusNotFound || !strings.Contains(words(t, w.Body.String()), fact) {
			t.Errorf("%s: %d without %q", path, w.Code, fact)
		}
	}
	for _, path := range []string{"/api/v1/events/nope", "/api/v1/nope", "/api/v1/pages/nope", "/api/v1/tracks/nope"} {
		if w := get(h, path, ""); w.Code != http.StatusNotFound || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

func TestBroken(t *testing.T) {
	f := load(t)
	h := web.New(f, names(t), options())
	if w := get(h, "/", "en"); w.Code != http.StatusOK {
		t.Fatal(w.Code)
	}
	f.broken = true
	w := get(h, "/tracks/t_istanbul", "en")
	text := words(t, w.Body.String())
	for _, fact := range []string{"The ledger could not be read", "Last read successfully: 2025-06-10 09:00 UTC", "untouched"} {
		if w.Code != http.StatusInternalServerError || !strings.Contains(text, fact) {
			t.Errorf("%d without %q: %s", w.Code, fact, text)
		}
	}
	if strings.Contains(text, "fire") {
		t.Error("the reader sees the inner error")
	}
	r := httptest.NewRequest(http.MethodGet, "/health", nil)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	if rec.Code != http.StatusServiceUnavailable {
		t.Errorf("health: %d", rec.Code)
	}
}

func TestHeaders(t *testing.T) {
	h := site(t)
	for _, path := range []string{"/", "/nope", "/assets/style.css", "/api/v1/events", "/diem-tin?format=txt"} {
		got := get(h, path, "").Header()
		if csp := got.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if got.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: sniffed", path)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/events", nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

// TestCopied: a story shows paragraph by paragraph what was copied, and the page of a copy, or
// of what was copied, has bars beside them and says whose they are.
func TestCopied(t *testing.T) {
	f := load(t)
	sentence := "The envoys of both islands met in the lighthouse on Monday to talk about herring."
	for i := range f.readings { // the fake's copies are of other words
		if p := &f.readings[i]; p.ID == "p_vov0516" || p.ID == "p_vnp0517" {
			start := utf8.RuneCountInString(p.Text) + 1
			p.Text += "\n" + sentence
			p.Blocks = append(p.Blocks, parley.Block{Kind: parley.BlockBody, Span: parley.Span{Start: start, End: start + utf8.RuneCountInString(sentence)}})
		}
	}
	h := web.New(f, names(t), options())
	for path, want := range map[string][]string{
		"/stories/s_ist":   {"Which paragraphs were copied", "Left out of the original VIETNAMPLUSVOV3 1 2"},
		"/pages/p_vov0516": {"VIETNAMPLUS copied this article", sentence + " (this paragraph also stands in VIETNAMPLUS)"},
		"/pages/p_vnp0517": {"62 % of this article stands in VOV", sentence + " (this paragraph also stands in VOV)"},
	} {
		text := words(t, get(h, path, "en").Body.String())
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q:\n%s", path, w, text)
			}
		}
	}
}

func TestLanguage(t *testing.T) {
	h := site(t)
	for _, c := range []struct{ path, header, want string }{
		{"/", "", "vi"},
		{"/", "en-GB,en;q=0.9", "en"},
		{"/", "fr,de;q=0.5", "vi"},
		{"/?lang=en", "vi", "en"},
		{"/?lang=xx", "en", "en"},
	} {
		w := get(h, c.path, c.header)
		if !strings.Contains(w.Body.String(), `<html lang="`+c.want+`"`) {
			t.Errorf("%s %q: not %s", c.path, c.header, c.want)
		}
	}
	if body := get(h, "/?lang=en&theme=dark&keys=off", "").Body.String(); !strings.Contains(body, `href="/tracks?keys=off&amp;lang=en&amp;theme=dark"`) ||
		!strings.Contains(body, `data-theme="dark" data-keys="off"`) {
		t.Error("the reader's choices are lost")
	}
}

// TestCatalogues holds every language to the same keys.
func TestCatalogues(t *testing.T) {
	keys := map[string]map[string]string{}
	for _, l := range []string{"vi", "en"} {
		data, err := os.ReadFile("locale/" + l + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		keys[l] = map[string]string{}
		for _, line := range strings.Split(string(data), "\n") {
			if key, text, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "cues.") && !strings.HasSuffix(key, ".one") {
				keys[l][key] = text
			}
		}
	}
	hole := regexp.MustCompile(`\{[a-z0-9]+\}`)
	for key, vi := range keys["vi"] {
		en, ok := keys["en"][key]
		if !ok {
			t.Errorf("en has no %s", key)
		}
		for _, h := range hole.FindAllString(vi, -1) {
			if !strings.Contains(en, h) && !strings.HasPrefix(key, "date.") {
				t.Errorf("%s: en lacks %s", key, h)
			}
		}
	}
	for key := range keys["en"] {
		if _, ok := keys["vi"][key]; !ok {
			t.Errorf("vi has no %s", key)
		}
	}
}

// TestOld looks at the ledger a year later: "next" counts from its newest news, and says so.
func TestOld(t *testing.T) {
	o := options()
	o.Now = func() time.Time { return time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC) }
	text := words(t, get(web.New(load(t), names(t), o), "/", "en").Body.String())
	for _, fact := range []string{"The newest news in the ledger is of 9 Jun 2025", "15 Jun 2025", "United States and Iran to hold talks"} {
		if !strings.Contains(html.UnescapeString(text), fact) {
			t.Errorf("does not say %q: %s", fact, text)
		}
	}
}

// TestWordsOfEdits: every code of an edit that cannot be made, and of a reason why claims are
// one event, has words in every language.
func TestWordsOfEdits(t *testing.T) {
	codes := regexp.MustCompile(`(?m)^\t"([a-z-]+)": +"`)
	source, err := os.ReadFile("../../edit.go")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("../../event.go")
	if err != nil {
		t.Fatal(err)
	}
	merge, err := os.ReadFile("../merge/same.go")
	if err != nil {
		t.Fatal(err)
	}
	found := codes.FindAllSubmatch(source, -1)
	joins := regexp.MustCompile(`a\.add\([^,]+, "([a-z-]+)"`).FindAllSubmatch(merge, -1)
	if len(found) < 20 || len(joins) < 20 {
		t.Fatalf("%d and %d codes found", len(found), len(joins))
	}
	for _, l := range []string{"vi", "en"} {
		words, err := os.ReadFile("locale/" + l + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range found {
			if !strings.Contains(string(words), "\nedit.wrong."+string(m[1])+"\t") {
				t.Errorf("%s: no words for an edit that is wrong: %s", l, m[1])
			}
		}
		for _, m := range joins {
			if !strings.Contains(string(words), "\njoin."+string(m[1])+"\t") || !strings.Contains(string(doc), string(m[1])) {
				t.Errorf("%s: a reason without words, or not told in event.go: %s", l, m[1])
			}
		}
	}
}

// TestTodayQuotesOnce: an event that stands with its track and again among the new ones says its sentence once.
func TestTodayQuotesOnce(t *testing.T) {
	body := get(site(t), "/?lang=vi", "vi").Body.String()
	said := map[string]int{}
	for _, m := range regexp.MustCompile(`<q class="said"><a href="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		said[m[1]]++
	}
	if len(said) == 0 {
		t.Fatal("Today quotes nothing")
	}
	for href, n := range said {
		if n > 1 {
			t.Errorf("%s is quoted %d times", href, n)
		}
	}
}
