package page

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"parley"
)

// beside are lines that are left in pages of testdata/outlets where nothing is known of their system: what only its names tell apart.
var beside = map[string][]string{
	"article-cms-longform": {"Cầu dài 760 mét, dự kiến phục vụ 2.000 xe tải mỗi ngày."},
	"baotintuc-boxdata":    {"Lực lượng cứu hộ phải đi bộ sáu giờ mới tới nơi."},
	"vnexpress-slideshow":  {"Vì sao các chuyến bay bị dừng?"},
}

// TestOutlets reads pages built as those of large newsrooms are, with all that these set between and around paragraphs: boxes of other
// stories, players, slides, votes, tables with pictures, cards of authors, comments. The article's lines, in order, stand in a file
// beside each page; with and without knowing the publishing system nothing else is read.
func TestOutlets(t *testing.T) {
	plain := New(tableWords(t))
	known, err := plain.With(knownSites(t))
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("testdata/outlets/*.html")
	if len(files) < 15 {
		t.Fatalf("%d pages", len(files))
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".html")
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := os.ReadFile(strings.TrimSuffix(f, ".html") + ".lines")
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Split(strings.TrimSpace(string(lines)), "\n")
		for _, r := range []*Reader{known, plain} {
			l := r.Read(&parley.Page{Source: f, Bytes: b, Media: parley.MediaHTML})
			if err := check(l); err != nil {
				t.Error(name, err)
			}
			it := l.Items[0]
			got := strings.Split(strings.TrimPrefix(string(it.Lead)+"\n"+it.Body, "\n"), "\n")
			if r == plain {
				got = slices.DeleteFunc(got, func(s string) bool { return slices.Contains(beside[name], s) })
				for i := range got { // the stamp of a town before the lead is known by its name alone
					got[i] = strings.TrimPrefix(got[i], "Ba Lan ")
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s, system known %v: got\n%s\nwant\n%s", name, r == known, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if it.Title == "" || it.Published == nil || l.Kind != parley.PageArticle && name != "live" {
				t.Errorf("%s: %s %q %v", name, l.Kind, it.Title, it.Published)
			}
		}
	}
}

// TestBylineBrackets: what stands in brackets behind a name, or with an agency, is a desk or an outlet.
func TestBylineBrackets(t *testing.T) {
	lex := newLexicon(tableWords(t))
	for line, want := range map[string]string{
		"Hà Phương (Ban Quốc tế)":         "Hà Phương",
		"Thanh Hương (Sông Hồng/TTXVN)":   "Thanh Hương",
		"(Sông Hồng/Vietnam+)":            "",
		"Hà Phương, Lê Mai (tổng hợp)":    "Hà Phương, Lê Mai",
		"By Ada Ng (Nairobi), Bo Li (AP)": "Ada Ng, Bo Li",
	} {
		if got := strings.Join(lex.names(line, true), ", "); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

// TestVotes leaves out a vote among paragraphs, whose question reads as one of them, and an element of the same name that holds the article.
func TestVotes(t *testing.T) {
	r := New(tableWords(t))
	for name, c := range map[string]struct{ around, in string }{
		"vote":    {"x", `<div class="home-poll"><p>Bạn có cho rằng hai nước nên cùng quản lý cảng Ngọc Bình hay không?</p></div>`},
		"wrapper": {"home-poll", ""},
	} {
		page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title></head><body><div class=" + c.around + "><h1>Đông Hải và Tây Sơn mở cảng chung</h1><div class=article-body><p>" +
			strings.Join(prose, "</p>"+c.in+"<p>") + "</p></div></div></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if len(l.Items) == 0 || l.Items[0].Body != strings.Join(prose, "\n") {
			t.Errorf("%s: %+v", name, l.Items)
		}
	}
}

// TestTablesTaken takes a table of cells whole though each cell alone is doubtful, not one that only arranges a page.
func TestTablesTaken(t *testing.T) {
	r := New(tableWords(t))
	for markup, want := range map[string]int{
		"<table><tr><td>Cảng</td><td>Tàu</td></tr><tr><td>Ngọc Bình</td><td>120</td></tr></table>":                                                 4,
		"<table><tr><td><div>Cảng</div><div>Tàu</div><div>Ngọc Bình mở cửa</div><div>Chợ cá</div></td></tr></table>":                               0,
		"<table><tr><td><p>Cảng</p></td><td><p>Tàu</p></td></tr><tr><td><p>Ngọc Bình</p></td><td><p>120</p></td></tr></table>":                     4,
		"<table><tr><td><ul><li>Cảng</li><li>Tàu</li></ul></td><td><ul><li>Ngọc Bình</li><li>120</li></ul></td></tr><tr><td>Chợ</td></tr></table>": 0,
	} {
		o := outlineOf(r, &specimen{page: &parley.Page{Media: parley.MediaHTML, Bytes: []byte("<body><main><h1>Đông Hải và Tây Sơn mở cảng chung</h1><p>" + strings.Join(prose, "</p><p>") + "</p>" + markup + "</main></body>")}})
		o.judge()
		likely := make([]float32, len(o.doc.blocks))
		for i := range likely {
			if likely[i] = 0.42; o.doc.blocks[i].tag == atom.P && o.doc.blocks[i].words > 5 {
				likely[i] = 0.99
			}
		}
		n := 0
		for i, taken := range o.take(likely) {
			if taken && o.doc.blocks[i].words <= 5 {
				n++
			}
		}
		if n != want {
			t.Errorf("%s: %d cells taken, not %d", markup, n, want)
		}
	}
}

// TestNoDayAsLead: a line that says when a text was published is no summary, however its words run into each other.
func TestNoDayAsLead(t *testing.T) {
	r := New(tableWords(t))
	for line, lead := range map[string]bool{"Published Wed, Nov 20 20194:29 AM ESTUpdated an hour ago by the newsroom": false, "The two ports are to be run by both countries from the first of May on": true} {
		page := "<html><head><title>A common port</title></head><body><article><h1>A common port</h1><div>" + line + "</div><div class=article-body><p>" + strings.Join(prose, "</p><p>") + "</p></div></article></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if len(l.Items) == 0 || (l.Items[0].Lead != "") != lead {
			t.Errorf("%s: %s", line, fmt.Sprintf("%+v", l.Items))
		}
	}
}

// TestFormsThatSayNothing keeps headings and entries of lists among paragraphs whatever they begin with or name.
func TestFormsThatSayNothing(t *testing.T) {
	r := New(tableWords(t))
	for _, markup := range []string{
		"<h2>Home Sale Price Changes Over Time</h2>", "<h2>Setting Up Facebook Shops:</h2>",
		"<ul><li>Sick time</li><li>File your tax return on time and keep a copy of it</li><li>Learn more about choosing the right card for you</li></ul>",
	} {
		en := "Both countries said that the talks would go on next week in the same place, with the same people and the same rules."
		page := "<html lang=en><head><title>Talks to go on</title></head><body><article><h1>Talks to go on</h1><div class=article-body>"
		for range 4 {
			page += "<p>" + en + "</p>" + markup
		}
		page += "<p>" + en + "</p></div></article></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if n := strings.Count(markup, "<li>") + strings.Count(markup, "<h2>"); len(l.Items) == 0 || strings.Count(l.Items[0].Body, "\n") != 4+4*n {
			t.Errorf("%s: %+v", markup, l.Items)
		}
	}
}
