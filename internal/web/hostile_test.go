package web_test

// Whatever a page says stays text: on every screen, in every feed, export and answer. Each
// of five hundred hostile texts is put into every field that comes from a page, everything
// is printed, and read back by a reader of its format.

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"golang.org/x/net/html"

	"parley"
	"parley/internal/desk"
	"parley/internal/export"
	"parley/internal/web"
)

// canary stands in every hostile text: where it becomes an element or an attribute,
// something was not escaped.
const canary = `<x-canary x-canary="1">"'><x-canary x-canary=1 onclick=x>`

// hostile are the texts: own ones in every disguise, and the list of naughty strings where
// it is at hand.
func hostile(t *testing.T) []string {
	t.Helper()
	deeds := []string{
		`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<svg onload=alert(1)>`, `<a href="javascript:alert(1)">x</a>`,
		`javascript:alert(1)`, `data:text/html,<script>alert(1)</script>`, `<iframe srcdoc="<script>alert(1)</script>">`,
		`<body onload=alert(1)>`, `<style>@import 'x'</style>`, `<meta http-equiv=refresh content="0;url=javascript:alert(1)">`,
		`<base href=//evil.example>`, `<form action=//evil.example><button>x`, `<math><mi xlink:href="javascript:alert(1)">`, `{{.Editor.Token}}`,
		`=HYPERLINK("http://evil.example","x")`, `+1+cmd|' /C calc'!A0`, `-2+3`, `@SUM(1)`, "\t=1", "BEGIN:VEVENT\r\nSUMMARY:x", "x\r\nSet-Cookie: a=b",
		`[x](javascript:alert(1))`, `![x](http://evil.example/x.png)`, "```\n<script>", `| a | b |`, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;`, `]]></w:t>`,
	}
	disguises := []func(string) string{
		func(s string) string { return s },
		func(s string) string { return `"` + s },
		func(s string) string { return `'>` + s },
		func(s string) string { return `--></title></textarea></script></style>` + s },
		func(s string) string { return "\u202e" + s + "\u2066" },
		func(s string) string { return strings.ToUpper(s) },
		func(s string) string { return html.EscapeString(s) },
		func(s string) string { return url.QueryEscape(s) },
		func(s string) string { return "\x00\x1b[2J" + s },
		func(s string) string { return strings.Repeat(s, 10) },
		func(s string) string { return "\xff\xfe" + s },
		func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
		func(s string) string { return "đàm phán " + s + " ở Genève" },
	}
	var out []string
	for _, disguise := range disguises {
		for _, deed := range deeds {
			out = append(out, disguise(deed))
		}
	}
	data, err := os.ReadFile(filepath.FromSlash("../../../shared/bad/blns/blns.json"))
	if err != nil {
		t.Log("without the list of naughty strings: ", err)
		return out
	}
	var more []string
	if err := json.Unmarshal(data, &more); err != nil {
		t.Fatal(err)
	}
	return append(out, more...)
}

// free are the fields that hold words of a page or of a person; all others are ids, dates
// and codes that the program makes.
var free = set("Title Lead Body Text Exact Source Outlet Why Name Content Stance What Outcome Detail ObjectText Agency URL From To By Q Reasons Authors Sources Titles")

// taint puts text into every free field below v.
func taint(v reflect.Value, field, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			taint(v.Elem(), field, text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			taint(v.Field(i), v.Type().Field(i).Name, text)
		}
	case reflect.Slice:
		for i := range v.Len() {
			taint(v.Index(i), field, text)
		}
	case reflect.Map:
		if field == "Titles" {
			for _, k := range v.MapKeys() {
				v.SetMapIndex(k, reflect.ValueOf(text))
			}
		}
	case reflect.String:
		if free[field] && v.String() != "" {
			v.SetString(text)
		}
	}
}

// clean is what readers of pages make of a text: valid UTF-8.
func clean(s string) string { return strings.ToValidUTF8(s, "\ufffd") + canary }

// page is a reading whose every word is the text, cited and marked from end to end.
func poisoned(r parley.Reading, text string) parley.Reading {
	taint(reflect.ValueOf(&r).Elem(), "", text)
	n := utf8.RuneCountInString(text)
	r.Text = text + "\n" + text
	whole := parley.Span{Start: n + 1, End: 2*n + 1}
	r.Blocks = []parley.Block{{Kind: parley.BlockTitle, Span: parley.Span{End: n}}, {Kind: parley.BlockBody, Span: whole}}
	r.Mentions = []parley.Mention{{Span: parley.Span{Start: n + 1, End: n + 2}, Actor: "state:USA"}}
	r.Times = nil
	for i := range r.Claims {
		c := &r.Claims[i]
		c.Evidence.Span = whole
		c.Trigger = parley.Quote{Span: parley.Span{Start: n + 2, End: n + 3}, Exact: text[:1]}
		for k := range c.Actors {
			c.Actors[k].Start, c.Actors[k].End = n+1, n+2
		}
	}
	return r
}

// poison makes every text of a page in the ledger this one.
func (f *fake) poison(text string) {
	f.turn++
	for i := range f.readings {
		f.readings[i] = poisoned(f.readings[i], text)
	}
	f.events = slices.Clone(f.events[:min(len(f.events), 3)])
	for i := range f.events {
		e := &f.events[i]
		e.Place = &parley.Place{Name: "x", State: "TUR"}
		e.Reasons, e.ObjectText = []string{"x"}, "x"
		e.Changes = []parley.Change{{At: "2025-06-01T00:00:00Z", Field: "place", From: "x", To: "x", Why: "x", By: "x", Edit: 1}}
		taint(reflect.ValueOf(e).Elem(), "", text)
		for k := range e.Contradictions {
			for n := range e.Contradictions[k].Values {
				e.Contradictions[k].Values[n].Value = text
			}
		}
		for k := range e.Claims {
			n := utf8.RuneCountInString(text)
			e.Claims[k].Evidence.Span = parley.Span{Start: n + 1, End: 2*n + 1}
		}
	}
	for i := range f.tracks {
		f.tracks[i].Pinned = true
		f.tracks[i].Changes = []parley.Change{{At: "2025-06-01T00:00:00Z", Field: "title", From: "x", To: "x", Why: "x", By: "x", Edit: 2}}
		taint(reflect.ValueOf(&f.tracks[i]).Elem(), "", text)
	}
	for i := range f.stories {
		taint(reflect.ValueOf(&f.stories[i]).Elem(), "", text)
	}
	f.edits = []parley.Edit{{Seq: 1, At: "2025-06-01T00:00:00Z", By: text, Op: parley.EditCorrect, Field: "place", Value: text, Why: text, Claims: []string{"c_1"}, Event: "e_1"}}
	f.searches = []parley.SavedSearch{{ID: "a", Name: text, Q: "kind:talks", By: text, At: "2025-06-01T00:00:00Z"}}
}

// EachEvent is what exports ask.
func (f *fake) EachEvent(ctx context.Context, q parley.EventFilter, start func(int) error, each func(*parley.Event) error) error {
	all, err := f.Events(ctx, q)
	if err == nil {
		err = start(len(all))
	}
	for i := range all {
		if err == nil {
			err = each(&all[i])
		}
	}
	return err
}

// plainNames say ids, dates and words as they are.
type plainNames struct{ namer }

func (plainNames) Date(_, edtf string) string                        { return edtf }
func (plainNames) Duration(_, iso string) string                     { return iso }
func (plainNames) Word(_, id string) string                          { return id }
func (plainNames) Coordinates(string) (lat, lon float64, known bool) { return 0, 0, false }

// armed is a site over the ledger with everything switched on, and the cookie of an editor.
func armed(t *testing.T, f *fake) (http.Handler, string) {
	t.Helper()
	o, known := options(), plainNames{names(t)}
	o.Export = func(ctx context.Context, w io.Writer, form export.Format, x export.Options) (export.Total, error) {
		x.Names, x.Version, x.Made = known, "v", "2025-06-10T00:00:00Z"
		return form.Write(ctx, w, f, x)
	}
	o.Editing = &web.Editing{
		Desk:  desk.New(t.Context(), f, func(context.Context) error { return nil }, o.Now),
		Check: func(name, password string) bool { return name == "ann" && password == "right" },
		Mark:  func(name string) string { return map[string]string{"ann": "1"}[name] }, Sessions: f,
		PutSearch: func(_ context.Context, s parley.SavedSearch) error {
			f.searches = append(f.searches, s)
			return nil
		},
		DropSearch: func(context.Context, string) error { f.searches = nil; return nil },
	}
	h := web.New(f, names(t), o)
	w := ask(h, http.MethodPost, "/login", "name=ann&password=right", "Content-Type", "application/x-www-form-urlencoded")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("sign in: %d %s", w.Code, w.Body)
	}
	cookie, _, _ := strings.Cut(w.Header().Get("Set-Cookie"), ";")
	return h, cookie
}

// AddEdit puts an edit into the log in memory.
func (f *fake) AddEdit(_ context.Context, e parley.Edit) (int64, error) {
	e.Seq = int64(len(f.edits) + 1)
	f.edits = append(f.edits, e)
	return e.Seq, f.err()
}

func TestHostile(t *testing.T) {
	texts := hostile(t)
	if os.Getenv("PARLEY_HOSTILE") == "" { // all of them take most of a minute: .ci/run does that
		const every = 12
		some := []string{}
		for i := 0; i < len(texts); i += every {
			some = append(some, texts[i])
		}
		texts = some
	}
	screens, exports := 0, 0
	f := load(t)
	h, cookie := armed(t, f)
	for i, text := range texts {
		f.poison(clean(text))
		e, track, story, pg := f.events[0].ID, f.tracks[0].ID, f.stories[0].ID, f.readings[0].ID
		q := url.QueryEscape(text)
		lang := "?lang=" + []string{"vi", "en"}[i%2]
		for _, path := range []string{
			"/" + lang, "/diem-tin" + lang, "/tracks" + lang, "/tracks/" + track + lang, "/events" + lang, "/events/" + e + lang,
			"/search" + lang + "&q=kind:talks", "/search" + lang + "&q=" + q, "/events" + lang + "&q=" + q + "&actor=" + q + "&kind=" + q,
			"/stories" + lang, "/stories/" + story + lang, "/pages" + lang, "/pages/" + url.PathEscape(pg) + lang, "/health" + lang, "/edits" + lang, "/searches" + lang,
			"/login" + lang + "&next=" + q, "/nowhere/" + url.PathEscape(text),
		} {
			if len(path) > 8000 {
				continue
			}
			w := ask(h, http.MethodGet, path, "", "Cookie", cookie, "Accept", "text/html")
			inert(t, text, path, w)
			screens++
		}
		of := "?track=" + track
		for _, form := range []string{"csv", "jsonl", "ics", "atom", "jsonfeed", "jsonld", "graphml", "plover", "gdelt", "markdown", "docx"} {
			w := ask(h, http.MethodGet, "/export/"+form+of, "")
			readable(t, text, form, w)
			exports++
		}
		for _, path := range []string{"/diem-tin?format=md", "/diem-tin?format=docx", "/searches/a/atom", "/searches/a/ics"} {
			form := path[strings.LastIndexAny(path, "=/")+1:]
			readable(t, text, strings.Replace(form, "md", "markdown", 1), ask(h, http.MethodGet, path, ""))
			exports++
		}
		for _, path := range []string{"events", "tracks", "stories", "pages", "edits", "searches", "search?q=" + q} {
			if w := ask(h, http.MethodGet, "/api/v1/"+path, ""); !json.Valid(w.Body.Bytes()) || !strings.Contains(w.Header().Get("Content-Type"), "json") {
				t.Errorf("%q: %s: %d %s", text, path, w.Code, w.Header().Get("Content-Type"))
			}
		}
		if t.Failed() {
			return // one text says enough
		}
	}
	t.Logf("%d texts on %d screens and in %d exports", len(texts), screens, exports)
}

// inert reads a screen as a browser does: nothing of the text has become markup, an
// address or script.
func inert(t *testing.T, text, path string, w *httptest.ResponseRecorder) {
	t.Helper()
	_, after, _ := strings.Cut(w.Header().Get("Content-Security-Policy"), "'nonce-")
	nonce, _, _ := strings.Cut(after, "'")
	if w.Code >= 500 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && w.Code != http.StatusBadRequest {
		t.Errorf("%q: %s: %d %s", text, path, w.Code, w.Header().Get("Content-Type"))
		return
	}
	root, err := html.Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	scripts := 0
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("%q: %s: a comment %q", text, path, n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !expected[n.Data] && n.Data != "textarea" {
			t.Errorf("%q: %s: <%s>", text, path, n.Data)
		}
		for _, a := range n.Attr {
			switch key := strings.ToLower(a.Key); {
			case strings.HasPrefix(key, "on"), key == "style", key == "srcdoc", key == "x-canary", key == "formaction", key == "http-equiv":
				t.Errorf("%q: %s: <%s %s=%q>", text, path, n.Data, a.Key, a.Val)
			case key == "href" || key == "src" || key == "action":
				u, err := url.Parse(a.Val)
				if n.Data == "a" && err == nil && (u.Scheme == "http" || u.Scheme == "https") && strings.HasPrefix(path, "/pages/") {
					continue // where the page came from
				}
				if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" {
					t.Errorf("%q: %s: <%s> leads to %q", text, path, n.Data, a.Val)
				}
			case key == "nonce" && a.Val != nonce:
				t.Errorf("%q: %s: nonce %q, not %q", text, path, a.Val, nonce)
			}
		}
		if n.Data == "script" {
			scripts++
			if n.FirstChild != nil || !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "nonce" }) {
				t.Errorf("%q: %s: a script with words or without nonce", text, path)
			}
		}
	}
	if scripts > 1 || nonce == "" {
		t.Errorf("%q: %s: %d scripts", text, path, scripts)
	}
}

// readable reads an export back with a reader of its format.
func readable(t *testing.T, text, form string, w *httptest.ResponseRecorder) {
	t.Helper()
	if w.Code != http.StatusOK {
		t.Errorf("%q: %s: %d", text, form, w.Code)
		return
	}
	var err error
	switch body := w.Body.Bytes(); form {
	case "csv":
		err = harmlessCells(body)
	case "plover":
		err = columns(body, 40)
	case "gdelt":
		err = columns(body, 61)
	case "ics":
		var c *ics.Calendar
		if c, err = ics.ParseCalendar(bytes.NewReader(body)); err == nil && bytes.Count(body, []byte("\nBEGIN:VEVENT")) != len(c.Events()) {
			err = errors.New("entries that nobody made")
		}
	case "atom", "graphml":
		err = onlyElements(bytes.NewReader(body), "feed id title subtitle updated author name link entry category content graphml key graph node edge data desc")
	case "jsonl":
		for _, line := range bytes.Split(bytes.TrimSpace(body), []byte("\n")) {
			if !json.Valid(line) {
				err = errors.New("a line that is no JSON")
			}
		}
	case "jsonfeed", "jsonld":
		if !json.Valid(body) {
			err = errors.New("no JSON")
		}
	case "markdown":
		if strings.Contains(strings.ReplaceAll(string(body), `\<`, ""), "<") || strings.Contains(strings.ReplaceAll(string(body), `\]`, ""), "](") {
			err = errors.New("markup")
		}
	case "docx":
		var z *zip.Reader
		if z, err = zip.NewReader(bytes.NewReader(body), int64(len(body))); err == nil {
			var r io.Reader
			if r, err = z.Open("word/document.xml"); err == nil {
				err = onlyElements(r, "document body p pPr pStyle r rPr b t vertAlign tbl tblPr tblW tblBorders top left bottom right insideH insideV tblGrid gridCol tr trPr tblHeader tc tcPr sectPr pgSz pgMar")
			}
		}
	}
	if err != nil {
		t.Errorf("%q: %s: %v", text, form, err)
	}
}

// harmlessCells wants no cell that a spreadsheet would work out.
func harmlessCells(data []byte) error {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) && strings.Trim(cell, "-+.0123456789") != "" {
				return errors.New("a formula: " + cell)
			}
		}
	}
	return err
}

// columns wants so many cells in every line.
func columns(data []byte, n int) error {
	for _, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		if line != "" && strings.Count(line, "\t") != n-1 {
			return errors.New("a line with other columns: " + line)
		}
	}
	return nil
}

// onlyElements wants well-formed XML of these elements, without a document type.
func onlyElements(r io.Reader, list string) error {
	known := set(list)
	for d := xml.NewDecoder(r); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch x := token.(type) {
		case xml.StartElement:
			if !known[x.Name.Local] {
				return errors.New("element " + x.Name.Local)
			}
		case xml.Directive, xml.Comment:
			return errors.New("a directive or comment")
		}
	}
}
