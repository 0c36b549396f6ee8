package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// This file reads what the JSON-LD of a page says: which article it is, whose, of when,
// and the posts of a live page.

// post is one entry of a live page, as JSON-LD gives it.
type post struct {
	title, when, url string
	text             string // begins the entry's text
}

// maxPosts bounds the posts of a live page that are kept.
const maxPosts = 2000

// script reads a script element: JSON-LD, or data that a page is drawn from, in which
// only dates of publication are looked for.
func (m *meta) script(n *html.Node) {
	if m.scripts++; m.scripts > maxScripts {
		return
	}
	kind := strings.ToLower(attr(n, "type"))
	switch {
	case strings.Contains(kind, "ld+json"):
		for _, v := range readLinked(m.markup.text(n)) {
			m.linked(&v, 0)
		}
	case kind == "" || strings.Contains(kind, "json") || strings.Contains(kind, "javascript"):
		if s := m.markup.text(n); len(s) > 40 && len(s) <= maxScript {
			m.data = append(m.data, s)
		}
	}
}

// linked reads a JSON-LD value: articles are kept until one of them is chosen.
func (m *meta) linked(v *linked, depth int) {
	if depth > 6 {
		return
	}
	if v.kind == linkedArray {
		for i := range v.list {
			m.linked(&v.list[i], depth+1)
		}
		return
	}
	if v.kind != linkedObject {
		return
	}
	v.get("@graph").each(func(g *linked) { m.linked(g, depth+1) })
	if id := v.get("@id").text(); id != "" && v.get("name").text() != "" && len(m.named) < maxClaims {
		if m.named == nil {
			m.named = map[string]string{}
		}
		m.named[id] = v.get("name").text()
	}
	types := v.types()
	switch {
	case slices.ContainsFunc(types, articleType):
		m.many++
		if len(m.objects) < 40 {
			m.objects = append(m.objects, v)
		}
	case slices.ContainsFunc(types, pageType):
		m.date(v.get("datePublished").text(), rolePublished, rankPage, "JSON-LD of the page")
		m.date(v.get("dateModified").text(), roleUpdated, rankPage, "JSON-LD of the page")
		m.pageLang = cmpOr(m.pageLang, v.get("inLanguage").text())
		if v.get("mainEntity").kind == linkedObject {
			m.linked(v.get("mainEntity"), depth+1)
		}
		if len(m.authors) == 0 && depth < 2 {
			m.authors = m.people(v.get("author"))
		}
		if slices.Contains(types, "collectionpage") || slices.Contains(types, "searchresultspage") {
			m.list = true
		}
		m.lock(v)
	case slices.Contains(types, "itemlist"):
		m.list = m.list || depth == 0
		v.get("itemListElement").each(func(*linked) { m.many++ })
	case slices.Contains(types, "blog"):
		v.get("blogPost").each(func(*linked) { m.many++ })
	case slices.ContainsFunc(types, thingType):
		m.many++
	case slices.Contains(types, "videoobject"):
		m.date(v.get("uploadDate").text(), roleOpen, rankScript, "JSON-LD of a video")
	}
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// articleType tells whether a type of schema.org is an article.
func articleType(t string) bool {
	return strings.HasSuffix(t, "article") || strings.HasSuffix(t, "posting") && t != "jobposting" || t == "report" || t == "claimreview"
}

// thingType tells whether a type of schema.org is a thing that lists are made of.
func thingType(t string) bool {
	switch t {
	case "product", "course", "recipe", "jobposting":
		return true
	}
	return false
}

// pageType tells whether a type of schema.org is a page.
func pageType(t string) bool { return strings.HasSuffix(t, "webpage") || strings.HasSuffix(t, "page") }

// finish chooses the article among the objects of JSON-LD and reads it: the one whose
// headline agrees best with the titles of the head, the first of equals.
func (m *meta) finish() {
	var best *linked
	score := -1.0
	for _, v := range m.objects {
		s := 0.0
		if h := v.get("headline").text(); h != "" && len(h) <= maxTitle {
			h = plainTitle(h)
			s = 0.1 + max(overlap(h, m.ogTitle), overlap(h, m.title))
		}
		if v.get("datePublished").text() != "" {
			s += 0.15
		}
		if len(m.objects) == 1 || s > score {
			best, score = v, s
		}
	}
	m.objects = nil
	if best == nil {
		return
	}
	m.article = true
	m.news = slices.ContainsFunc(best.types(), func(t string) bool { return strings.HasSuffix(t, "newsarticle") })
	if s := plainTitle(best.get("headline").text()); s != "" {
		m.headline = s
	}
	m.date(best.get("datePublished").text(), rolePublished, rankArticle, "JSON-LD of the article")
	m.date(best.get("dateModified").text(), roleUpdated, rankArticle, "JSON-LD of the article")
	m.date(best.get("dateCreated").text(), roleOpen, rankDated, "JSON-LD of the article")
	m.pageLang = cmpOr(best.get("inLanguage").text(), m.pageLang)
	m.publisher = plainTitle(best.get("publisher").get("name").text())
	if m.canonical == "" && m.ogURL == "" {
		m.canonical = cmpOr(best.get("mainEntityOfPage").get("@id").text(), cmpOr(best.get("mainEntityOfPage").text(), best.get("url").text()))
	}
	for _, key := range []string{"author", "creator"} {
		if list := m.people(best.get(key)); len(list) > 0 {
			m.authors = list
			break
		}
	}
	m.body = best.get("articleBody").text()
	m.lock(best)
	m.liveBlog(best)
}

// plainTitle makes a line of a value of JSON-LD, in which entities may stand.
func plainTitle(s string) string { return oneLine(html.UnescapeString(s)) }

// people gives the names of persons and organisations: strings, objects with a name, or
// references to objects that have one.
func (m *meta) people(v *linked) []string {
	var out []string
	v.each(func(p *linked) {
		s := p.text()
		if p.kind == linkedObject {
			s = ""
			p.get("name").each(func(n *linked) {
				if len(out) < 20 && n.kind == linkedString {
					out = append(out, plainTitle(n.text()))
				}
			})
			if p.get("name").kind == linkedNone {
				s = m.named[p.get("@id").text()]
			}
		}
		if s = plainTitle(s); s != "" && len(s) < 300 && !strings.Contains(s, "://") && len(out) < 20 {
			out = append(out, s)
		}
	})
	return out
}

// lock notes whether an object says that it is not for all to read.
func (m *meta) lock(v *linked) {
	if strings.EqualFold(v.get("isAccessibleForFree").text(), "false") {
		m.locked = true
	}
	v.get("hasPart").each(func(p *linked) {
		if strings.EqualFold(p.get("isAccessibleForFree").text(), "false") {
			m.locked = true
		}
	})
}

// liveBlog reads the posts of a live page.
func (m *meta) liveBlog(v *linked) {
	if !slices.Contains(v.types(), "liveblogposting") {
		return
	}
	m.live = true
	m.date(v.get("coverageStartTime").text(), roleOpen, rankDated, "JSON-LD: start of the coverage")
	v.get("liveBlogUpdate").each(func(p *linked) {
		if len(m.posts) >= maxPosts || p.kind != linkedObject {
			return
		}
		m.posts = append(m.posts, post{
			title: plainTitle(cmpOr(p.get("headline").text(), p.get("name").text())),
			when:  cmpOr(p.get("datePublished").text(), p.get("dateModified").text()),
			url:   p.get("url").text(),
			text:  plainTitle(cut(p.get("articleBody").text(), 300)),
		})
	})
}

// cut gives at most n bytes of s, whole characters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// archiveKeys are names under which scripts hold the date of publication of what they draw.
var archiveKeys = []string{"datePublished", "first_publish_date", "publish_datetime", "publishedAt", "published_at", "publishDate", "publishedDate", "publish_date", "published_on", "first_publication_date", "datePublication", "publicationDate", "published_time", "publishedTime"}

// archived gives the day on which the scripts of a page say that it was published, where
// all that they say of it agree. It is looked for where nothing else tells.
func (m *meta) archived(d *dates) (stamp, bool) {
	var found stamp
	n := 0
	for _, s := range m.data {
		for _, key := range archiveKeys {
			for at := 0; n < maxClaims; n++ {
				i := strings.Index(s[at:], key)
				if i < 0 {
					break
				}
				at += i + len(key)
				v, ok := d.one(archivedValue(s[at:min(len(s), at+48)]))
				switch {
				case !ok || !v.whole():
				case found.day == "":
					found = v
				case found.day != v.day:
					return stamp{}, false
				}
			}
		}
	}
	return found, found.day != ""
}

// archivedValue gives the value behind a key of a script: behind a colon, perhaps in
// quotation marks that are escaped.
func archivedValue(s string) string {
	rest := strings.TrimLeft(s, "\\\"' ")
	if !strings.HasPrefix(rest, ":") {
		return ""
	}
	rest = strings.TrimLeft(rest, "\\\"': ")
	if end := strings.IndexAny(rest, "\\\"'},"); end >= 0 {
		rest = rest[:end]
	}
	if len(rest) < 8 {
		return ""
	}
	return rest
}
