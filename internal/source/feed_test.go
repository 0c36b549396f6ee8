package source

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"parley"
)

// pagesOf reads bytes as standard input and writes down what came, one line each.
func pagesOf(t *testing.T, data string, opt Options) string {
	t.Helper()
	var got []string
	opt.Stdin = strings.NewReader(data)
	Walk(context.Background(), []string{"-"}, opt, func(p *parley.Page, err error) bool {
		if e := (*Error)(nil); errors.As(err, &e) {
			got = append(got, fmt.Sprintf("error %s %s", e.Place, e.Reason))
			return true
		}
		kind := map[parley.Media]string{parley.MediaText: "text", parley.MediaHTML: "html", parley.MediaSitemap: "sitemap"}[p.Media]
		line := kind + " " + p.Source
		for _, s := range []string{p.Title, string(p.Bytes), p.URL, p.Published, strings.Join(p.Authors, ", ")} {
			if s != "" {
				line += " | " + s
			}
		}
		got = append(got, strings.ReplaceAll(line, "\n", "\\n"))
		return true
	})
	return strings.Join(got, "\n")
}

// check compares what was read with what was wanted.
func check(t *testing.T, name, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\ngot  %s\nwant %s", name, strings.ReplaceAll(got, "\n", "\n     "), strings.ReplaceAll(want, "\n", "\n     "))
	}
}

func TestFeed(t *testing.T) {
	latin, _ := charmap.ISO8859_1.NewEncoder().String(`<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><title>été</title><guid>g</guid></item></channel></rss>`)
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="utf-16"?><rss><channel><item><title>hẹn gặp</title><guid>g</guid></item></channel></rss>`)
	for _, c := range []struct{ name, data, want string }{
		{
			"RSS 2.0 with the whole text beside the summary",
			`<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><link>https://a.vn/</link>
			<item><title>T &amp; U</title><link>/1.html</link><guid isPermaLink="false">g1</guid><pubDate>Tue, 06 May 2031 07:08:09 GMT+7</pubDate><author>x@a.vn (Lan)</author>
			<description><![CDATA[<a href="z"><img src="y"></a></br>Short.]]></description><content:encoded><![CDATA[<p>Long &amp; whole.</p>]]></content:encoded></item></channel></rss>`,
			"html -#g1 | T & U | <p>Long &amp; whole.</p> | https://a.vn/1.html | 2031-05-06T07:08:09+07:00 | Lan",
		},
		{
			"the summary alone, escaped",
			`<rss><channel><item><title>T</title><link>https://a.vn/1</link><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; more.&lt;/p&gt;</description></item></channel></rss>`,
			"text -#https://a.vn/1 | T | One.\\nTwo & more. | https://a.vn/1",
		},
		{
			"RSS 1.0",
			`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>C</title></channel>
			<item rdf:about="https://a.vn/1"><title>T</title><description>D</description><dc:date>2031-05-06T07:08:09Z</dc:date><dc:creator>Lan</dc:creator></item></rdf:RDF>`,
			"text -#https://a.vn/1 | T | D | https://a.vn/1 | 2031-05-06T07:08:09Z | Lan",
		},
		{
			"Atom, its namespace with a prefix",
			`<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:author><a:name>Lan</a:name><a:email>l@a.vn</a:email></a:author><a:link href="https://a.vn/"/>
			<a:entry><a:id>urn:1</a:id><a:title type="html">T &lt;b&gt;U&lt;/b&gt;</a:title><a:link rel="edit" href="/e"/><a:link href="/1"/><a:updated>2031-05-06T07:08:09Z</a:updated><a:content type="html">&lt;p&gt;x&lt;/p&gt;</a:content></a:entry></a:feed>`,
			"html -#urn:1 | T U | <p>x</p> | https://a.vn/1 | 2031-05-06T07:08:09Z | Lan",
		},
		{
			"Atom with XHTML inside",
			`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>T</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a <em>b</em> &amp; c</p></div></content></entry></feed>`,
			`html -#1 | T | <div xmlns="http://www.w3.org/1999/xhtml"><p>a <em>b</em> &amp; c</p></div>`,
		},
		{
			"Atom whose text looks like a tag and is none",
			`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title type="text">a &lt;b&gt; c</title><summary type="text">d &lt;b&gt; e</summary></entry></feed>`,
			"text -#1 | a <b> c | d <b> e",
		},
		{"an encoding by declaration", latin, "text -#g | été"},
		{"UTF-16", wide, "text -#g | hẹn gặp"},
		{
			"tags that nobody closes, ampersands as they come",
			`<rss><channel><item><title>T & U&nbsp;V</title><guid>1</guid><item><title>W</title><guid>2</guid></channel></rss>`,
			"text -#1 | T & U V\ntext -#2 | W",
		},
		{
			"a feed that breaks off",
			`<rss><channel><item><title>T</title><guid>1</guid></item><item><title>U</ti`,
			"text -#1 | T\nerror -#2 bad-feed\nerror - bad-feed",
		},
		{"a feed without entries", `<rss><channel><title>C</title></channel></rss>`, "error - empty"},
		{"an entry without words", `<rss><channel><item><link>https://a.vn/1</link></item><item><title>T</title><guid>2</guid></item></channel></rss>`, "error -#https://a.vn/1 empty\ntext -#2 | T"},
		{"entities that eat memory are only text", `<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>x &b;</title><guid>1</guid></item></channel></rss>`, "text -#1 | x &b;"},
		{
			"JSON Feed",
			`{"version":"https://jsonfeed.org/version/1.1","home_page_url":"https://a.vn/","authors":[{"name":"Lan"}],"items":[{"id":"1","url":"/1","title":"T","content_html":"<p>x</p>","date_published":"2031-05-06T07:08:09Z"},7,{"id":2,"content_text":"a <b"}]}`,
			"html -#1 | T | <p>x</p> | https://a.vn/1 | 2031-05-06T07:08:09Z | Lan\nerror -#2 bad-feed\ntext -#2 | a <b | Lan",
		},
		{"JSON Feed that is none", `{"version":"https://jsonfeed.org/version/1.1","items":[`, "error - bad-feed"},
	} {
		check(t, c.name, pagesOf(t, c.data, Options{}), c.want)
	}
}

func TestFeedTime(t *testing.T) {
	for in, want := range map[string]string{
		"Tue, 06 May 2031 07:08:09 +0700":      "2031-05-06T07:08:09+07:00",
		"Tue, 06 May 2031 07:08:09 GMT":        "2031-05-06T07:08:09Z",
		"Tue, 06 May 2031 07:08:09 GMT+7":      "2031-05-06T07:08:09+07:00",
		"Tue, 06 May 2031 07:08:09 GMT +07:00": "2031-05-06T07:08:09+07:00",
		"Tue, 6 May 2031 07:08 EST":            "2031-05-06T07:08:00-05:00",
		"06 May 2031 07:08:09 +0700 (remark)":  "2031-05-06T07:08:09+07:00",
		"2031-05-06T07:08:09.123+07:00":        "2031-05-06T07:08:09+07:00",
		"2031-05-06T07:08Z":                    "2031-05-06T07:08:00Z",
		"2031-05-06 07:08:09":                  "2031-05-06",
		"2031-05-06":                           "2031-05-06",
		"2031-05":                              "2031-05",
		"Tue May  6 07:08:09 2031":             "2031-05-06",
		"yesterday":                            "",
		"06/05/2031":                           "",
		"Mon, 01 Jan 0001 00:00:00 +0000":      "",
	} {
		if got := feedTime(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestSitemap(t *testing.T) {
	var long strings.Builder
	long.WriteString("<urlset>")
	for i := range 2500 {
		fmt.Fprintf(&long, "<url><loc>https://a.vn/%d</loc></url>", i)
	}
	long.WriteString("</urlset>")
	got := strings.Split(pagesOf(t, long.String(), Options{}), "\n")
	if len(got) != 3 || !strings.HasPrefix(got[1], "sitemap -#1001 ") || !strings.Contains(got[2], "https://a.vn/2499<") {
		t.Errorf("%d pages for 2,500 addresses: %.100q", len(got), got)
	}
	for _, c := range []struct{ name, data, want string }{
		{
			"a news sitemap with a prefix of its own, pictures left out",
			`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://a.vn/1 </loc><n:news><n:title>T &amp; U</n:title><n:publication_date>2031-05-06</n:publication_date></n:news><image:image><image:loc>x</image:loc></image:image></url></urlset>`,
			"sitemap - | <url><loc>https://a.vn/1</loc><news:title>T &amp; U</news:title><news:publication_date>2031-05-06</news:publication_date></url>\\n",
		},
		{"an index", `<sitemapindex><sitemap><loc>https://a.vn/s.xml</loc></sitemap></sitemapindex>`, "sitemap - | <sitemap><loc>https://a.vn/s.xml</loc></sitemap>\\n"},
		{"one that breaks off", `<urlset><url><loc>https://a.vn/1</loc></url><url><loc>https://a.v`, "sitemap - | <url><loc>https://a.vn/1</loc></url>\\n\nerror - bad-feed"},
		{"one without entries", `<urlset></urlset>`, "error - empty"},
	} {
		check(t, c.name, pagesOf(t, c.data, Options{}), c.want)
	}
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(`<rss><channel><item><title>T</title><description><![CDATA[<p>]]></description></item>`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml"><div>a</div></content></entry></feed>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1.5,"content_html":"<p>"}]}`))
	f.Add([]byte(`<urlset><url><loc>a</loc><url></urlset>`))
	seed(f, "gofeed-testdata/testdata/parser/universal", "feedparser-tests/tests/illformed", "feedparser-tests/tests/wellformed/rdf")
	f.Fuzz(fuzzed)
}
