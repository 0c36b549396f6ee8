package page

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"parley"
)

func edtf(s string) bool {
	_, err := parley.ParseEDTF(s)
	return err == nil
}

// TestLinked reads JSON-LD as publishers write it: what it tells of the article.
func TestLinked(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", `{"@type":"NewsArticle","headline":"Talks end","datePublished":"2025-04-14","author":{"@type":"Person","name":"Ada Ng"}}`, "Talks end|2025-04-14|Ada Ng"},
		{"a graph whose article points to its author", `{"@graph":[{"@type":"WebPage","datePublished":"2025-04-13"},{"@type":["Article","NewsArticle"],"headline":"Talks end","datePublished":"2025-04-14","author":{"@id":"#ada"}},{"@type":"Person","@id":"#ada","name":"Ada Ng"}]}`, "Talks end|2025-04-14|Ada Ng"},
		{"an array, a type with its schema, authors as text", `[{"@type":"https://schema.org/NewsArticle","headline":"Talks end","datePublished":"2025-04-14","author":["Ada Ng","Bo Li"]}]`, "Talks end|2025-04-14|Ada Ng;Bo Li"},
		{"entities in values", `{"@type":"NewsArticle","headline":"A &amp; B meet","datePublished":"2025-04-14"}`, "A & B meet|2025-04-14|"},
		{"line feeds inside strings", "{\"@type\":\"NewsArticle\",\"headline\":\"Talks\nend\",\"datePublished\":\"2025-04-14\"}", "Talks end|2025-04-14|"},
		{"quotation marks that are not escaped", `{"@type":"NewsArticle","headline":"He said "no" to the talks","datePublished":"2025-04-14"}`, `He said "no" to the talks|2025-04-14|`},
		{"commas too many and too few", `{"@type":"NewsArticle","headline":"Talks end",,"datePublished":"2025-04-14"` + "\n" + `"dateModified":"2025-04-15",}`, "Talks end|2025-04-14|"},
		{"inside a comment and CDATA", "<!-- //<![CDATA[\n" + `{"@type":"NewsArticle","headline":"Talks end","datePublished":"2025-04-14"}` + "\n//]]> -->", "Talks end|2025-04-14|"},
		{"cut off", `{"@type":"NewsArticle","headline":"Talks end","datePublished":"2025-04-14","articleBody":"The two si`, "Talks end|2025-04-14|"},
		{"two objects in a row", `{"@type":"Organization","name":"X"} {"@type":"NewsArticle","headline":"Talks end","datePublished":"2025-04-14"}`, "Talks end|2025-04-14|"},
		{"marks as entities", `{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;Talks end&quot;,&quot;datePublished&quot;:&quot;2025-04-14&quot;}`, "Talks end|2025-04-14|"},
		{"escapes", `{"@type":"NewsArticle","headline":"Hai b\u00ean \ud83d\ude00 g\u1eb7p","datePublished":"2025-04-14"}`, "Hai bên 😀 gặp|2025-04-14|"},
		{"the article that the head names, not the first", `[{"@type":"NewsArticle","headline":"Rain","datePublished":"2025-01-01"},{"@type":"NewsArticle","headline":"Talks of two end","datePublished":"2025-04-14"}]`, "Talks of two end|2025-04-14|"},
		{"articles in a list are other stories", `{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Rain","datePublished":"2025-01-01"}]}`, "||"},
		{"nested too deep", strings.Repeat(`{"a":`, 5000) + `{"@type":"NewsArticle","headline":"Rain"}`, "||"},
		{"no JSON", `window.x = function() { return 1 }`, "||"},
		{"empty", ``, "||"},
	} {
		m := meta{ogTitle: "Talks of two end"}
		m.script(scriptOf("application/ld+json", c.in))
		m.finish()
		date := ""
		for _, d := range m.dates {
			if d.role == rolePublished && d.rank == rankArticle {
				date = d.value
			}
		}
		if got := m.headline + "|" + date + "|" + strings.Join(m.authors, ";"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func scriptOf(kind, text string) *html.Node {
	n := newElement("script")
	n.Attr = []html.Attribute{{Key: "type", Val: kind}}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
	return n
}

// TestDateKey says which names of properties tell a date, and of what.
func TestDateKey(t *testing.T) {
	for key, want := range map[string]role{
		"article:published_time": rolePublished, "datePublished": rolePublished, "pubdate": rolePublished, "parsely-pub-date": rolePublished,
		"dc.date.issued": rolePublished, "dcterms.issued": rolePublished, "sn-post-date": rolePublished, "published": rolePublished, "w-published-date": rolePublished,
		"article:modified_time": roleUpdated, "og:updated_time": roleUpdated, "dateModified": roleUpdated, "last-modified": roleUpdated, "lastmod": roleUpdated,
		"date": roleOpen, "dc.date": roleOpen, "sailthru.date": roleOpen, "dateCreated": roleOpen,
	} {
		if r, _, ok := dateKey(key); !ok || r != want {
			t.Errorf("%s: %v %v, want %v", key, r, ok, want)
		}
	}
	for _, key := range []string{"article:publisher", "article:expiration_time", "foundingDate", "startDate", "og:title", "msvalidate.01", "copyright", "event-date", ""} {
		if r, _, ok := dateKey(key); ok {
			t.Errorf("%q is taken for a date: %v", key, r)
		}
	}
}

// FuzzLinked: any script is read within the limits, and depth costs nothing.
func FuzzLinked(f *testing.F) {
	f.Add(`{"@type":"NewsArticle","headline":"A "b" c","author":[{"name":"x"}],"datePublished":"2025-04-14"}`)
	f.Add(`[[[[{"a":/* x */'b',}`)
	f.Add("{\"\\ud83d\\u00\":\"\\")
	files, _ := filepath.Glob("../../../shared/bad/jsontestsuite/*/*.json")
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil && len(b) < 4<<10 {
			f.Add(string(b))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := meta{}
		m.script(scriptOf("application/ld+json", s))
		m.finish()
		if d, ok := m.archived(&dates{lex: &lexicon{}}); ok && !edtf(d.day) {
			t.Errorf("%q: %v", s, d)
		}
		for _, v := range readLinked(s) {
			if deep(&v) > maxLinkDeep+2 {
				t.Errorf("%q is read too deep", s)
			}
		}
	})
}

func deep(v *linked) int {
	n := 0
	for i := range v.list {
		n = max(n, deep(&v.list[i]))
	}
	return n + 1
}

// TestDrawnByScripts: where only a script draws an article, its data tell title, text and author.
func TestDrawnByScripts(t *testing.T) {
	const one, two = "The two delegations met in Muscat on Monday for a first round of talks on the port, and agreed to meet again in June.",
		"Neither side said what had been offered, and both spoke of a long way that lay ahead of them before anything could be signed."
	r := New(tableWords(t))
	for name, c := range map[string]struct{ script, want string }{
		"a system whose parts are elements of content": {
			`<script>window.Site=window.Site||{};Site.globalContent={"headlines":{"basic":"Two sides meet"},"description":{"basic":"` + two + `"},"credits":{"by":[{"name":"Lan Pham"}]},"content_elements":[{"type":"image","caption":"The port"},{"type":"text","content":"` + one + `"},{"type":"text","content":"<p>` + two + `</p>"}]};</script>`,
			"Two sides meet|" + one + "\n" + two + "|[Lan Pham]",
		},
		"data of a framework": {
			`<script type="application/json">{"props":{"page":{"latest":[{"title":"Other","desc":"` + one + one + one + `"}],"item":{"title":"Two sides meet","desc":"` + one + `\n\n` + two + `"}}}}</script>`,
			"Two sides meet|" + one + "\n" + two + "|[]",
		},
		"JSON-LD": {
			`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Two sides meet","articleBody":"` + one + ` ` + two + `"}</script>`,
			"Two sides meet|" + one + " " + two + "|[]",
		},
		"data of other stories": {
			`<script type="application/json">{"latest":[{"title":"Other","desc":"` + one + one + one + `"}]}</script>`, "none",
		},
	} {
		src := `<html lang=en><head><meta property="og:title" content="Two sides meet"></head><body><div id="root"></div>` + c.script + `</body></html>`
		l := r.Read(&parley.Page{Bytes: []byte(src), Media: parley.MediaHTML})
		got := "none"
		if len(l.Items) > 0 && l.Kind == parley.PageArticle {
			got = string(l.Items[0].Title) + "|" + l.Items[0].Body + "|" + fmt.Sprint(l.Items[0].Authors)
		}
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
}
