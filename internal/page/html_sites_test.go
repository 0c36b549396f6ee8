package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"parley"
	"parley/internal/pack"
)

// knownSites reads packs/sites.
func knownSites(t testing.TB) []Site {
	t.Helper()
	p, errs := pack.Load(os.DirFS(filepath.Join("..", "..", "packs")))
	if len(errs) > 0 {
		t.Fatal(errs[0])
	}
	var out []Site
	for i := range p.Sites {
		in := &p.Sites[i]
		s := Site{Name: in.Name, Hosts: in.Of("host"), Langs: in.Of("language"), Roles: map[string][]string{}}
		for _, l := range in.Lines {
			if l.Key == "mark" {
				s.Marks = append(s.Marks, l.Values)
			}
		}
		for _, r := range SiteRoles {
			s.Roles[r] = in.Of(r)
		}
		out = append(out, s)
	}
	return out
}

// TestSites reads the example page of every publishing system that is known: it is
// recognised by its markup alone, on a host that nobody knows; its lead, body and caption
// are found and the other stories on it stay outside. Without the system the title, the
// day and most of the text are found all the same.
func TestSites(t *testing.T) {
	list := knownSites(t)
	r, err := New(tableWords(t)).With(list)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		t.Run(s.Name, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join("testdata", "sites", s.Name+".html"))
			if err != nil {
				t.Fatalf("no example page: %v", err)
			}
			root, err := html.Parse(strings.NewReader(string(b)))
			if err != nil {
				t.Fatal(err)
			}
			switch got := r.sites.of(root, "unknown.example", func(string) bool { return true }); {
			case got == nil:
				t.Fatal("not recognised by its marks")
			case got.name != s.Name:
				t.Fatalf("taken for %s", got.name)
			}
			page := &parley.Page{Source: s.Name, Bytes: b, Media: parley.MediaHTML}
			l := r.Read(page)
			has := map[parley.BlockKind]int{}
			for _, b := range l.Blocks {
				has[b.Kind]++
			}
			if has[parley.BlockTitle] != 1 || has[parley.BlockLead] != 1 || has[parley.BlockBody] < 3 || has[parley.BlockCaption] != 1 {
				t.Errorf("blocks: %v", has)
			}
			it := l.Items[0]
			if it.Published == nil || len(it.Published.Value) != 10 || l.URL == "" && s.Name != "vnexpress" {
				t.Errorf("published %v, address %q", it.Published, l.URL)
			}
			if len(it.Authors) == 0 && it.Agency == "" {
				t.Error("neither author nor agency")
			}
			plain := New(tableWords(t)).Read(page)
			if p := plain.Items[0]; plain.Kind != parley.PageArticle || p.Title != it.Title || p.Published == nil || p.Published.Value != it.Published.Value {
				t.Errorf("without the system: %s %q %v", plain.Kind, p.Title, p.Published)
			}
		})
	}
}

// TestSiteWithoutText: a system whose selectors find no text changes nothing.
func TestSiteWithoutText(t *testing.T) {
	b, err := os.ReadFile("testdata/article.html")
	if err != nil {
		t.Fatal(err)
	}
	page := &parley.Page{Bytes: b, Media: parley.MediaHTML}
	plain := New(tableWords(t))
	r, err := plain.With([]Site{{Name: "odd", Marks: [][]string{{"p"}}, Roles: map[string][]string{"body": {".nothing"}, "title": {"footer"}}}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(r.Read(page)), show(plain.Read(page)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestSelector says which selectors there are, and what they match.
func TestSelector(t *testing.T) {
	root, err := html.Parse(strings.NewReader(`<div id="a" class="box  main-x" data-role="title"><p class="t">x</p></div>`))
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]int{
		"div": 1, "p": 1, ".box": 1, ".main": 0, ".main-x": 1, "#a": 1, "div.box#a": 1, "div.t": 0, "[data-role]": 1, "[data-role=title]": 1,
		"[data-role=tit]": 0, "div .t": 1, "#a p.t": 1, "p div": 0, "body div p": 1, ".box.main-x": 1,
	} {
		sel, err := parseSelector(s)
		if err != nil {
			t.Error(err)
			continue
		}
		n := 0
		each(root, func(e *html.Node) {
			if sel.matches(e) {
				n++
			}
		})
		if n != want {
			t.Errorf("%q matches %d elements, want %d", s, n, want)
		}
	}
	for _, s := range []string{"", ".", "#", "div.", "[x", "[]", "a > b", "a, b", "*", "a b c d e", "div:first-child", "[=x]"} {
		if CheckSelector(s) == nil {
			t.Errorf("%q passes", s)
		}
	}
}

// TestForeignMonths reads dates whose months are words of other languages; a name that two
// languages use for different months is read by the page's language.
func TestForeignMonths(t *testing.T) {
	p, errs := pack.Load(os.DirFS(filepath.Join("..", "..", "packs")))
	if len(errs) > 0 {
		t.Fatal(errs[0])
	}
	w := tableWords(t)
	for id, forms := range p.Calendar.Forms {
		if strings.HasPrefix(id, "month.") && len(forms)%12 != 0 {
			t.Errorf("%s has %d names", id, len(forms))
		}
		w[id] = append(w[id], forms...)
	}
	lex := newLexicon(w)
	for _, c := range []struct{ lang, in, want string }{
		{"fr", "Publié le 14 août 2025 à 07:45", "2025-08-14"},
		{"es", "14 de abril de 2025", "2025-04-14"},
		{"de", "Montag, 14. April 2025, 7:45 Uhr", "2025-04-14"},
		{"pt", "14 de março de 2025", "2025-03-14"},
		{"ru", "14 апреля 2025, 07:45", "2025-04-14"},
		{"hu", "2025. április 14.", "2025-04-14"},
		{"hr", "14. listopada 2025.", "2025-10-14"},
		{"pl", "14 listopada 2025", "2025-11-14"},
		{"tr", "14 Nisan 2025 Pazartesi", "2025-04-14"},
		{"en", "14 September 2025", "2025-09-14"},
	} {
		d := &dates{lex: lex, lang: c.lang, order: dayFirst}
		got, _ := d.one(c.in)
		if got.day != c.want {
			t.Errorf("%s: %s: got %q, want %q", c.lang, c.in, got.day, c.want)
		}
	}
	if r, said := lex.dateRole("Mis à jour le "); !said || r != roleUpdated {
		t.Errorf("a label in French is %v", r)
	}
}

// TestForeignMarks: marks that pages of other countries have by chance make them no page of a known system, where that
// makes pages in one language.
func TestForeignMarks(t *testing.T) {
	r, err := New(tableWords(t)).With([]Site{{Name: "x", Marks: [][]string{{".article__title"}}, Langs: []string{"vi"}, Roles: map[string][]string{"body": {".article__body"}}}})
	if err != nil {
		t.Fatal(err)
	}
	for head, want := range map[string]bool{
		`<html lang="de"><title>Streit um den Hafen</title>`: false,
		`<html lang="vi"><title>Talks</title>`:               true,
		`<html lang="en"><title>Hội nghị thượng đỉnh được tổ chức tại Hà Nội, các bên đồng ý ngừng bắn</title>`: true,
		`<html lang="en"><title>The two sides have agreed to meet again</title>`:                                false,
		`<html><title>2025</title>`: true,
	} {
		src := head + `<body><h2 class="article__title">1</h2>`
		root, err := html.Parse(strings.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		m := meta{names: r.lex.classes}
		m.scan(root)
		if got := r.sites.of(root, "", func(lang string) bool { return r.lex.writtenIn(&m, lang) }) != nil; got != want {
			t.Errorf("%s: %v", head, got)
		}
	}
}
