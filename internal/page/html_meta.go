package page

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what the markup says of the page besides its text.
type meta struct {
	title, ogTitle, headline string
	description              string
	published, timeTag       string
	authors, metaAuthors     []string
	canonical, lang          string
	ogType                   string
	article, list            bool // by JSON-LD
	site                     string
}

// maxScript bounds the JSON-LD that is read.
const maxScript = 512 << 10

// scan reads the tree of a page for what it says of itself.
func (m *meta) scan(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			m.element(c)
		}
		m.scan(c)
	}
}

// element reads one element.
func (m *meta) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		m.lang = attr(n, "lang")
	case atom.Title:
		if m.title == "" && n.Namespace == "" {
			m.title = oneLine(nodeText(n))
		}
	case atom.Script:
		m.script(n)
	case atom.Meta, atom.Link:
		m.tag(n)
	case atom.Time:
		m.time(n)
	}
}

// nodeText gives the character data right below an element.
func nodeText(n *html.Node) string {
	var s strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			s.WriteString(c.Data)
		}
	}
	return s.String()
}

// tag reads one meta or link element.
func (m *meta) tag(n *html.Node) {
	if n.DataAtom == atom.Link {
		if strings.EqualFold(attr(n, "rel"), "canonical") && m.canonical == "" {
			m.canonical = strings.TrimSpace(attr(n, "href"))
		}
		return
	}
	key := strings.ToLower(attr(n, "property"))
	if key == "" {
		key = strings.ToLower(attr(n, "name"))
	}
	if key == "" {
		key = strings.ToLower(attr(n, "itemprop"))
	}
	val := oneLine(attr(n, "content"))
	if val == "" {
		return
	}
	set := func(to *string) {
		if *to == "" {
			*to = val
		}
	}
	switch key {
	case "og:title":
		set(&m.ogTitle)
	case "twitter:title", "dc.title", "headline":
		set(&m.headline)
	case "og:description", "description", "twitter:description":
		set(&m.description)
	case "og:type":
		set(&m.ogType)
	case "og:site_name":
		set(&m.site)
	case "og:url":
		set(&m.canonical)
	case "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "date", "dc.date", "dc.date.issued",
		"dcterms.created", "sailthru.date", "article.published", "parsely-pub-date", "cxenseparse:recs:publishtime", "publish-date", "article:published", "its_publication", "publication_date", "dcterms.date", "published_time":
		if _, ok := isoDay(val); ok {
			set(&m.published)
		}
	case "author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author", "article:author_name":
		if !strings.HasPrefix(val, "http") {
			m.metaAuthors = append(m.metaAuthors, val)
		}
	}
}

// time reads a time element.
func (m *meta) time(n *html.Node) {
	v := attr(n, "datetime")
	if _, ok := isoDay(v); ok && m.timeTag == "" {
		m.timeTag = v
	}
}

// script reads a script element, if it holds JSON-LD.
func (m *meta) script(n *html.Node) {
	if !strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
		return
	}
	text := nodeText(n)
	if len(text) > maxScript {
		return
	}
	var v any
	text = strings.TrimSpace(strings.Trim(strings.TrimSpace(text), ";"))
	if json.Unmarshal([]byte(text), &v) != nil {
		// Line feeds inside strings are the usual fault.
		if json.Unmarshal([]byte(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(text)), &v) != nil {
			return
		}
	}
	m.linked(v, 0)
}

// linked reads a JSON-LD value.
func (m *meta) linked(v any, depth int) {
	if depth > 6 {
		return
	}
	switch x := v.(type) {
	case []any:
		for _, e := range x {
			m.linked(e, depth+1)
		}
	case map[string]any:
		if g, ok := x["@graph"]; ok {
			m.linked(g, depth+1)
		}
		kind := strings.ToLower(strings.Join(stringsOf(x["@type"]), " "))
		switch {
		case strings.Contains(kind, "article") || strings.Contains(kind, "posting") || strings.Contains(kind, "report") || strings.Contains(kind, "reviewnews"):
			m.linkedArticle(x)
		case strings.Contains(kind, "collectionpage") || strings.Contains(kind, "itemlist") && depth == 0:
			m.list = true
		}
	}
}

// linkedArticle reads the JSON-LD of an article; the first one of a page counts.
func (m *meta) linkedArticle(x map[string]any) {
	if m.article {
		return
	}
	m.article = true
	if s := first(stringsOf(x["headline"])); s != "" {
		m.headline = oneLine(html.UnescapeString(s))
	}
	if s := first(stringsOf(x["datePublished"])); s != "" {
		if _, ok := isoDay(s); ok {
			m.published = s
		}
	}
	m.authors = people(x["author"])
}

// people reads the names of a JSON-LD author.
func people(v any) []string {
	switch x := v.(type) {
	case string:
		if strings.HasPrefix(x, "http") {
			return nil
		}
		return []string{oneLine(x)}
	case []any:
		var out []string
		for _, e := range x {
			out = append(out, people(e)...)
		}
		return out
	case map[string]any:
		if strings.Contains(strings.Join(stringsOf(x["@type"]), " "), "Organization") {
			return nil
		}
		return people(x["name"])
	}
	return nil
}

// stringsOf gives a JSON string or the strings of an array.
func stringsOf(v any) []string {
	switch x := v.(type) {
	case string:
		return []string{x}
	case []any:
		var out []string
		for _, e := range x {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return strings.TrimSpace(list[0])
}

// isoDay gives the day of a date or time in ISO 8601, or of 20210414.
func isoDay(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) >= 10 {
		if d, ok := dateAt(s[:10]); ok && s[4] == '-' {
			return d, true
		}
		if d, ok := dateAt(s[:10]); ok && s[4] == '/' {
			return d, true
		}
	}
	if len(s) >= 8 {
		if d, ok := dateAt(s[:4] + "-" + s[4:6] + "-" + s[6:8]); ok {
			return d, true
		}
	}
	return "", false
}
