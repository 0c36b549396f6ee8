package page

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"parley"
)

func readForm(t *testing.T, name string) *parley.Layout {
	t.Helper()
	b, err := os.ReadFile("testdata/forms/" + name)
	if err != nil {
		t.Fatal(err)
	}
	l := New(tableWords(t)).Read(&parley.Page{Bytes: b, Media: parley.MediaHTML})
	if err := check(l); err != nil {
		t.Error(err)
	}
	return l
}

// TestLive: each post of a live page is an entry with its title, time and address, in the
// order of the page, and the article's text is all of them.
func TestLive(t *testing.T) {
	l := readForm(t, "live.html")
	var got []string
	for _, it := range l.Items {
		if it.Kind == parley.ItemEntry && it.Published != nil {
			got = append(got, fmt.Sprintf("%s %s %s", it.Published.Clock, it.URL, it.Title))
		}
	}
	want := `16:20Z https://gulfpost.example/live/muscat-talks#p3 That is all for today
14:05Z https://gulfpost.example/live/muscat-talks#p2 Oman says technical teams stay on
09:40Z https://gulfpost.example/live/muscat-talks#p1 First session ends`
	if g := strings.Join(got, "\n"); g != want || l.Kind != parley.PageLive {
		t.Errorf("%s\ngot\n%s\nwant\n%s", l.Kind, g, want)
	}
	body := l.Items[0].Body
	if !strings.Contains(body, "tomorrow morning") || !strings.Contains(body, "three hours") || strings.Contains(body, "Oil price") || strings.Contains(body, "17:20") {
		t.Errorf("the article's text is %q", body)
	}
}

// TestListedPosts: where the markup gives posts no times, the list in JSON-LD does.
func TestListedPosts(t *testing.T) {
	var list, text strings.Builder
	for i := range 4 {
		fmt.Fprintf(&list, `,{"@type":"BlogPosting","headline":"Point number %d is agreed","datePublished":"2025-04-26T1%d:00:00Z"}`, i, 9-i)
		fmt.Fprintf(&text, `<h3>Point number %d is agreed</h3><p>After the point with the number %d was agreed, the two sides rested for a while in the garden.</p>`, i, i)
	}
	src := `<html lang=en><title>Talks on eleven points</title><script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Talks on eleven points","liveBlogUpdate":[` + list.String()[1:] + `]}</script><body><main><h1>Talks on eleven points</h1>` + text.String() + `</main>`
	l := New(tableWords(t)).Read(&parley.Page{Bytes: []byte(src), Media: parley.MediaHTML})
	n := 0
	for _, it := range l.Items {
		if it.Kind == parley.ItemEntry && it.Published != nil && it.Published.Clock == fmt.Sprintf("1%d:00Z", 9-n) && string(it.Title) == fmt.Sprintf("Point number %d is agreed", n) {
			n++
		}
	}
	if l.Kind != parley.PageLive || n != 4 {
		t.Errorf("%s with %d posts in order: %+v", l.Kind, n, l.Items)
	}
}

// TestSignedPosts reads posts that end with the name of their writer and the time, without a space between: neither is text.
func TestSignedPosts(t *testing.T) {
	var posts strings.Builder
	for i := range 4 {
		fmt.Fprintf(&posts, `<div id=p%d><h3>Point number %d is agreed</h3><p>After this point was agreed, the two sides rested for a while in the garden.</p><div><span>Leila Haddad</span><span>2 March 2024 20:1%d</span></div></div>`, i, i, i)
	}
	src := `<html lang=en><title>Talks on eleven points</title><body><main><h1>Talks on eleven points</h1><p>The two sides meet in a villa by the lake, and agree on one point after the other.</p><div class=liveblog>` + posts.String() + `</div></main>`
	l := New(tableWords(t)).Read(&parley.Page{Bytes: []byte(src), Media: parley.MediaHTML})
	n := 0
	for _, it := range l.Items {
		if it.Kind == parley.ItemEntry && strings.Contains(it.Body, "in the garden") {
			n++
		}
		if strings.Contains(it.Body, "Haddad") {
			t.Errorf("text %q", it.Body)
		}
	}
	if l.Kind != parley.PageLive || n != 4 {
		t.Errorf("%s with %d posts: %+v", l.Kind, n, l.Items)
	}
}

// TestAgency says where an agency may stand in a page.
func TestAgency(t *testing.T) {
	r := New(tableWords(t))
	en := "Both countries said that the talks would go on next week in the same place, with the same people and the same rules."
	vi := "Hai bên cho biết các cuộc đàm phán sẽ tiếp tục vào tuần tới tại cùng địa điểm, với cùng thành phần tham dự như trước."
	for _, c := range []struct{ first, last, want string }{
		{"NAIROBI, April 8 (Reuters) - " + en, en, "Reuters"},
		{"NAIROBI, Kenya (AP) — " + en, en, "AP"},
		{"NAIROBI, April 8. /TASS/. " + en, en, "TASS"},
		{en, en + " (Xinhua)", "Xinhua"},
		{vi, vi + " (Theo TTXVN)", "TTXVN"},
		{vi, vi + "</p><p style='text-align:right'>(TTXVN/Vietnam+)", "TTXVN"},
		{vi, vi + "</p><p>Theo Reuters", "Reuters"},
		{vi, vi + "</p><p>Nguồn: TTXVN", "TTXVN"},
		{"A reporter of Reuters saw it. " + en, en, ""},
		{en, en + " (see above)", ""},
	} {
		src := "<title>Talks to go on</title><article><h1>Talks to go on</h1><p>" + c.first + "</p><p>" + en + "</p><p>" + vi + "</p><p>" + c.last + "</p></article>"
		l := r.Read(&parley.Page{Bytes: []byte(src), Media: parley.MediaHTML})
		if got := string(l.Items[0].Agency); got != c.want {
			t.Errorf("%.40s … %.60s: got %q, want %q", c.first, c.last[max(0, len(c.last)-60):], got, c.want)
		}
	}
}

// TestAddress says which address and outlet a page has.
func TestAddress(t *testing.T) {
	r := New(tableWords(t))
	for _, c := range []struct{ head, url, outlet string }{
		{`<link rel="canonical" href="https://www.dawn.example/a/b">`, "https://www.dawn.example/a/b", "dawn.example"},
		{`<link rel="canonical" href="/a/b"><meta property="og:url" content="https://dawn.example/x">`, "https://dawn.example/a/b", "dawn.example"},
		{`<base href="https://dawn.example/"><link rel="canonical" href="a">`, "https://dawn.example/a", "dawn.example"},
		{`<link rel="canonical" href="https://dawn.example/"><meta property="og:url" content="https://dawn.example/x">`, "https://dawn.example/x", "dawn.example"},
		{`<meta name="twitter:url" content="https://dawn.example/x">`, "https://dawn.example/x", "dawn.example"},
		{`<script type="application/ld+json">{"@type":"NewsArticle","mainEntityOfPage":{"@id":"https://dawn.example/y"}}</script>`, "https://dawn.example/y", "dawn.example"},
		{`<link rel="canonical" href="javascript:alert(1)">`, "", ""},
		{``, "", ""},
	} {
		l := r.Read(&parley.Page{Bytes: []byte("<html><head>" + c.head + "</head><body><p>Text</p>"), Media: parley.MediaHTML})
		if l.URL != c.url || l.Outlet != c.outlet {
			t.Errorf("%s: got %q of %q, want %q of %q", c.head, l.URL, l.Outlet, c.url, c.outlet)
		}
	}
}

// TestDates says which date a page is given, by what its metadata and its lines say.
func TestDates(t *testing.T) {
	r := New(tableWords(t))
	text := strings.Repeat("<p>Both countries said that the talks would go on next week in the same place, with the same people.</p>", 4)
	for _, c := range []struct{ why, head, lines, want string }{
		{"metadata alone", `<meta property="article:published_time" content="2025-04-14T07:45:00+07:00">`, "", "2025-04-14 07:45+07:00"},
		{"the local day of the page, where metadata are in Greenwich", `<meta property="article:published_time" content="2025-04-14T22:10:00Z">`, "<p>15 April 2025</p>", "2025-04-15"},
		{"an update a day later", `<meta property="article:published_time" content="2025-04-14"><meta property="article:modified_time" content="2025-04-15">`, "<p>Updated April 15, 2025</p>", "2025-04-14 updated 2025-04-15"},
		{"a new edition", `<meta property="article:published_time" content="2021-04-14">`, "<p>Last updated:</p><p>April 15, 2025</p>", "2025-04-15"},
		{"news that was changed later", `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-04-14"}</script>`, "<p>Last updated:</p><p>April 15, 2025</p>", "2021-04-14 updated 2025-04-15"},
		{"the day that is called published goes first", ``, "<p>Updated May 2, 2025</p><p>Published April 14, 2025</p>", "2025-04-14 updated 2025-05-02"},
		{"day and month in figures follow the metadata", `<meta property="article:published_time" content="2025-09-10">`, "<p>09/10/2025</p>", "2025-09-10"},
		{"what a time element means, not what it shows", ``, `<p><time datetime="2025-04-14">two hours ago</time></p>`, "2025-04-14"},
		{"what a time element means, where day and month may have changed places", ``, `<p>Ada Ng, Published <time datetime="2025-07-08 23:51">07/08/2025</time></p>`, "2025-07-08 23:51"},
		{"words that run into each other", ``, `<div><span>By</span><span>Ada Ng</span><span>Apr 14, 2025</span></div>`, "2025-04-14"},
		{"days that have not come are none", `<meta property="article:published_time" content="2031-01-01">`, "<p>14/4/2025</p>", "2025-04-14"},
		{"the address", `<link rel="canonical" href="https://dawn.example/2025/04/14/x">`, "", "2025-04-14"},
		{"data of scripts that agree", `<script>var x={"publishedAt":"2025-04-14T07:45:00Z"}</script>`, "", "2025-04-14 07:45Z"},
		{"data of scripts that do not", `<script>var x=[{"publishedAt":"2025-04-14"},{"publishedAt":"2025-04-15"}]</script>`, "", ""},
		{"dates of other stories", ``, `<div class="related"><a href="/x">A thing that was 14/4/2024</a></div>`, ""},
		{"what others wrote elsewhere", `<meta property="article:published_time" content="2025-04-14">`, "<blockquote>A post, 1 April 2025</blockquote><p>Data of Ada Ng, as of 3 April 2025</p>", "2025-04-14"},
		{"where clocks begin", `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"1969-12-31"}</script>`, `<p><time>December 31, 1969</time></p><p>Updated 14 April 2025</p>`, "2025-04-14"},
		{"a line that names the author, too", "", "<p>Written by Ada Ng in the section on all that floats, harbours and ferries, on 14 April 2025 at 08:34 PM. 57 comments.</p>", "2025-04-14 20:34"},
		{"nothing", ``, "", ""},
	} {
		src := "<html lang=en-GB><head>" + c.head + "<title>Talks to go on</title></head><body><article><h1>Talks to go on</h1>" + c.lines + text + "</article>"
		it := r.Read(&parley.Page{Bytes: []byte(src), Media: parley.MediaHTML, Fetched: "2025-11-22"}).Items[0]
		got := ""
		if d := it.Published; d != nil {
			got = strings.TrimSpace(d.Value + " " + d.Clock)
			if d.Why == "" || d.Basis == "" {
				t.Errorf("%s: no reason", c.why)
			}
		}
		if it.Updated != nil {
			got += " updated " + it.Updated.Value
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.why, got, c.want)
		}
	}
}

// TestAuthors says whom a page names as its authors.
func TestAuthors(t *testing.T) {
	r := New(tableWords(t))
	text := strings.Repeat("<p>Both countries said that the talks would go on next week in the same place, with the same people.</p>", 4)
	for _, c := range []struct{ why, head, lines, want string }{
		{"a line", "", "<p>By Ada Ng and Bo Li</p>", "Ada Ng; Bo Li"},
		{"a line in Vietnamese", "", "<p>Tác giả: Ngô Trà Mi</p>", "Ngô Trà Mi"},
		{"an element whose class says so", "", `<div class="article-author">Ada Ng, Correspondent</div>`, "Ada Ng"},
		{"a link to the author", "", `<p><a rel="author" href="/ada">Ada Ng</a><span>14 April 2025</span></p>`, "Ada Ng"},
		{"parts of a name in elements of their own", "", `<p><span itemprop="author"><span>Ada</span> <span>Ng</span></span></p>`, "Ada Ng"},
		{"an account gives way to a name that is shown", `<meta name="author" content="adang77">`, "<p>By Ada Ng</p>", "Ada Ng"},
		{"a month or a label in an element of its own is no name", ``, `<p class="author"><span>Ada Ng</span> <span>April</span></p><p class="author"><span>Bo Li</span><span>Bio</span></p>`, "Ada Ng; Bo Li"},
		{"so does the site itself", `<meta property="og:site_name" content="Dawn Post"><script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Dawn Post"}}</script>`, "<p>By Ada Ng</p>", "Ada Ng"},
		{"what a card of the page shows", `<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Ng">`, "", "Ada Ng"},
		{"a card that shows something else", `<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="Two Minutes">`, "", ""},
		{"or it stays", `<meta name="author" content="Dawn Post">`, "", "Dawn Post"},
		{"a link to an author's page, by its address", "", `<div><a href="/tin">Tin</a> <a href="https://x.example/author/adang/">Ada Ng</a> 14/04/2025</div>`, "Ada Ng"},
		{"or that to all that an author wrote", "", `<div><a href="/profile/ada-ng/stories">All stories by Ada Ng</a></div>`, "Ada Ng"},
		{"one to another page is none", "", `<div><a href="/topics/ada-ng">Ada Ng</a></div>`, ""},
		{"an element whose class says so in another language", "", `<div class="nota-autor">Ada Ng</div>`, "Ada Ng"},
		{"or in Vietnamese", "", `<div class="tacgia">Ngô Trà Mi</div>`, "Ngô Trà Mi"},
		{"names that stand in one value", `<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Ada Ng, Olof Lund and Bo Li"}}</script>`, "", "Ada Ng; Olof Lund; Bo Li"},
		{"and in other languages", "", `<p class="author">Ada Ng und Bo Li</p>`, "Ada Ng; Bo Li"},
		{"whom they write for stands behind them", `<meta name="author" content="Ada Ng and Bo Li / DPS">`, "", "Ada Ng; Bo Li"},
		{"a month between slashes is no name", "", `<p class="author"><span>Ada Ng</span> <span>July/August issue</span></p>`, "Ada Ng"},
		{"what behind a name is none", `<meta name="author" content="Ada Ng - Harbour Desk">`, "", "Ada Ng"},
		{"a name of a few characters", "", "<p>作者：山石</p>", "山石"},
		{"a question of a reporter is no name", "", "<p>记者：请问这两座岛屿之间的渡轮今天是不是已经复航了</p>", ""},
		{"a section in the byline is no name", "", `<p class="author"><span>Ada Ng</span><span>World</span></p>`, "Ada Ng"},
		{"who took the picture is no author", "", "<figure><figcaption>By the river. Photo: Ada Ng</figcaption></figure>", ""},
		{"nor who wrote a comment", "", `<div class="comments"><div class="comment-author">Ada Ng</div></div>`, ""},
	} {
		src := "<html lang=en-GB><head>" + c.head + "<title>Talks to go on</title></head><body><article><h1>Talks to go on</h1>" + c.lines + text + "</article>"
		it := r.Read(&parley.Page{Bytes: []byte(src), Media: parley.MediaHTML}).Items[0]
		if got := strings.Join(it.Authors, "; "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.why, got, c.want)
		}
	}
}

// FuzzHead: whatever the markup, what is read of it has its shape, and dates are dates.
func FuzzHead(f *testing.F) {
	for _, s := range []string{
		`<meta name="date" content="14/4/2025"><link rel=canonical href="//x.example/a"><base href=":">`,
		`<html amp><amp-live-list><div><time>1:00</time>a b c d e f g h</div></amp-live-list>`,
		`<h1>A title</h1><p itemprop=author><span itemprop=name>A B</span><p class=byline>By A, B &amp; C on 1 May 2025`,
		`<div class=liveblog><p><b>10:00</b> one two three four five six seven eight</p><p><b>09:00</b> x</p><p><b>08:00</b> y</p></div>`,
		`<script type=application/ld+json>{"@type":"LiveBlogPosting","liveBlogUpdate":[{"headline":"a b c"},{},{"headline":"d e f"}]}</script><main><p>a b c<p>d e f`,
		`<div class="detail-content afcbc-body"><p>text</p></div><h1 data-role=title>T</h1>`,
	} {
		f.Add(s)
	}
	r, err := New(tableWords(f)).With(knownSites(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := r.Read(&parley.Page{Bytes: []byte(s), Media: parley.MediaHTML, Fetched: "2025-11-22"})
		if err := check(l); err != nil {
			t.Errorf("%q: %v", s, err)
		}
		for _, it := range l.Items {
			for _, d := range []*parley.Date{it.Published, it.Updated} {
				if d != nil && (!edtf(d.Value) || d.Why == "") {
					t.Errorf("%q: %+v", s, d)
				}
			}
		}
	})
}

// TestMasthead: a masthead that is a heading is no title, the day that it shows is not that of
// the article, and words and cards that are not shown stand in no text.
func TestMasthead(t *testing.T) {
	l := readForm(t, "masthead.html")
	it := l.Items[0]
	if it.Title != "The ferry line opens again" {
		t.Errorf("title %q", it.Title)
	}
	if it.Published == nil || it.Published.Value != "2024-03-05" {
		t.Errorf("published %+v", it.Published)
	}
	if len(it.Authors) != 1 || it.Authors[0] != "Ruta Malm" {
		t.Errorf("authors %q", it.Authors)
	}
	text := string(it.Lead) + it.Body
	if !strings.Contains(text, "the new pier, Olof Lund of the company said") || !strings.Contains(text, "on deck and a cow") {
		t.Errorf("the text is %q", text)
	}
}

// TestWithoutSite: what stands behind the title of a page in its head.
func TestWithoutSite(t *testing.T) {
	for _, c := range [][3]string{
		{"Two ferries for the islands - The Harbour Letter", "The Harbour Letter", "Two ferries for the islands"},
		{"Two ferries for the islands | News", "", "Two ferries for the islands"},
		{"How to name a my_ferry", "", "How to name a my_ferry"}, // no site behind a line, in scripts with spaces
		{"两座岛屿之间的渡轮今日复航_社会_海港日报", "", "两座岛屿之间的渡轮今日复航"},
		{"两座岛屿之间的渡轮今日复航-海港日报", "", "两座岛屿之间的渡轮今日复航"},
		{"渡轮A-12号复航", "", "渡轮A-12号复航"}, // too little before it
	} {
		if got := withoutSite(c[0], c[1]); got != c[2] {
			t.Errorf("%s: %q, want %q", c[0], got, c[2])
		}
	}
}

// TestBeforeName: the title of a page stands in no heading of the first level, and its head has it before the names of a section and of
// the site. The block that says it is the title, and what stands beside that its byline.
func TestBeforeName(t *testing.T) {
	r := New(tableWords(t))
	text := strings.Repeat("<p>Both countries said that the talks would go on next week in the same place, with the same people.</p>", 4)
	for _, c := range [][3]string{
		{"Talks to go on next week - World - Dawn Post", "<div>Talks to go on next week</div>", "Talks to go on next week"},
		{"Talks to go on next week: Dawn Post", "<h2>Talks to go on next week</h2>", "Talks to go on next week"},
		{"两座岛屿之间的渡轮今日复航 海港日报", "<h2>两座岛屿之间的渡轮今日复航</h2>", "两座岛屿之间的渡轮今日复航"},
		{"Talks to go on next week in Dawn", "<div>Talks to go on next</div>", "Talks to go on next week in Dawn"}, // in the middle of it
	} {
		src := "<html lang=en-GB><head><title>" + c[0] + "</title></head><body><div>" + c[1] + "<p>14 April 2025</p>" + text + "</div>"
		it := r.Read(&parley.Page{Bytes: []byte(src), Media: parley.MediaHTML}).Items[0]
		if string(it.Title) != c[2] || it.Published == nil || it.Published.Value != "2025-04-14" {
			t.Errorf("%q: %q, %v", c[0], it.Title, it.Published)
		}
	}
}
