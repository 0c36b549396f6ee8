package source

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"parley"
	"parley/internal/charset"
)

// This file reads feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and what looks like them.
// Each entry becomes a page: its full text where the feed gives it, as HTML, else its
// summary, as text. Markup that is wrong costs at most the entry that it stands in.

// feedEntry is what a feed says of one entry.
type feedEntry struct {
	title, id, link    string
	content, summary   string
	html               bool // content is markup whether it looks so or not
	published, updated string
	authors            []string
	permalink          bool // id is an address
}

// feedReader reads one feed.
type feedReader struct {
	w       *walker
	in      *input
	t       *tags
	base    string   // address of the site, against which links are resolved
	authors []string // of the whole feed
	n       int      // entries begun
}

// feed reads the entries of a feed in markup.
func (w *walker) feed(in *input) {
	data, err := w.all(in.r, w.opt.MaxPage)
	if err != nil {
		w.broken(in.place, err)
		return
	}
	text, problems := w.opt.Charsets.Decode(data, in.page.Charset, true)
	inner := *in
	for _, p := range problems {
		if p.Code != charset.Nul {
			inner.page.Problems = append(inner.page.Problems[:len(inner.page.Problems):len(inner.page.Problems)], p)
		}
	}
	f := &feedReader{w: w, in: &inner, t: newTags(strings.NewReader(text)), base: in.page.URL}
	f.read()
}

// read goes through the feed from entry to entry.
func (f *feedReader) read() {
	depth, ended := 0, false
	for !f.w.stopped() {
		e := f.t.next()
		switch e.kind {
		case html.ErrorToken:
			switch {
			case f.n == 0:
				f.w.fail(f.in.place, Empty, errors.New("a feed without entries"))
			case !ended:
				f.w.fail(f.in.place, BadFeed, fmt.Errorf("it breaks off behind entry %d", f.n))
			}
			return
		case html.EndTagToken:
			ended = ended || e.name == "rss" || e.name == "feed" || e.name == "channel" || strings.HasSuffix(e.name, "rdf")
			depth--
		case html.StartTagToken:
			switch e.name {
			case "item", "entry":
				if f.n++; f.n > f.w.opt.MaxEntries {
					f.w.tooMany(f.in)
					return
				}
				if e.empty {
					continue
				}
				f.entry(e)
				continue
			case "link", "atom:link":
				f.site(e)
				continue
			case "author", "managingeditor", "dc:creator":
				if !e.empty {
					v := f.value(e)
					f.authors = appendAuthor(f.authors, v)
				}
				continue
			}
			if !e.empty {
				depth++
			}
		}
	}
}

// site takes the address of the site from a link of the feed.
func (f *feedReader) site(e event) {
	if href := e.attrs["href"]; href != "" {
		if rel := e.attrs["rel"]; (rel == "" || rel == "alternate") && f.base == "" {
			f.base = absoluteURL("", href)
		}
		return
	}
	if !e.empty {
		if u := absoluteURL("", f.value(e).text()); u != "" && f.base == "" {
			f.base = u
		}
	}
}

// value is the content of one element.
type value struct {
	chars  strings.Builder // its text, entities replaced
	markup strings.Builder // its tags and text as they stand
	tags   bool
	name   string // of an author: what stands in <name>
}

func (v *value) text() string { return strings.TrimSpace(v.chars.String()) }

// value reads up to the end tag of the element that e begins. An element that is never
// closed ends with the entry around it.
func (f *feedReader) value(e event) *value {
	v := &value{}
	depth, inName := 1, false
	for range maxTags {
		x := f.t.next()
		switch x.kind {
		case html.ErrorToken:
			return v
		case html.TextToken:
			v.chars.WriteString(x.text)
			v.markup.WriteString(x.raw)
			if inName {
				v.name += x.text
			}
		case html.StartTagToken:
			inName = x.name == "name" || x.name == "foaf:name"
			v.tags = true
			v.markup.WriteString(x.raw)
			if x.name == e.name && !x.empty {
				depth++
			}
		case html.EndTagToken:
			inName = false
			if x.name == e.name {
				if depth--; depth == 0 {
					return v
				}
			}
			v.markup.WriteString(x.raw)
		}
	}
	return v
}

// maxTags bounds the tags within one element.
const maxTags = 1 << 20

// entry reads one entry and yields its page.
func (f *feedReader) entry(start event) {
	en := feedEntry{id: start.attrs["rdf:about"]}
	if en.id != "" {
		en.permalink = true
	}
	for {
		e := f.t.next()
		switch e.kind {
		case html.ErrorToken:
			f.w.fail(f.place(&en), BadFeed, errors.New("the feed breaks off within this entry"))
			f.n = max(f.n, 1)
			return
		case html.EndTagToken:
			if e.name == start.name || e.name == "channel" || e.name == "feed" || e.name == "rss" {
				f.yield(&en)
				return
			}
		case html.StartTagToken:
			if e.name == start.name { // the one before was never closed
				f.yield(&en)
				if f.n++; e.empty || f.n > f.w.opt.MaxEntries {
					return
				}
				en, start = feedEntry{id: e.attrs["rdf:about"]}, e
				continue
			}
			f.field(&en, e)
		}
	}
}

// field reads one element of an entry.
func (f *feedReader) field(en *feedEntry, e event) {
	if e.name == "link" || e.name == "atom:link" {
		if href := e.attrs["href"]; href != "" {
			if rel := e.attrs["rel"]; rel == "" || rel == "alternate" {
				setOnce(&en.link, href)
			}
			return
		}
	}
	if e.empty {
		return
	}
	switch e.name {
	case "title":
		v := f.value(e)
		setOnce(&en.title, v.plain(e))
	case "link", "feedburner:origlink":
		setOnce(&en.link, f.value(e).text())
	case "guid", "id":
		setOnce(&en.id, f.value(e).text())
		en.permalink = e.name == "guid" && e.attrs["ispermalink"] != "false"
	case "content:encoded", "content", "body", "xhtml:body", "fullitem":
		v := f.value(e)
		if s, isHTML := v.content(e); len(s) > len(en.content) && e.attrs["src"] == "" {
			en.content, en.html = s, isHTML
		}
	case "description", "summary", "dc:description", "tagline", "abstract":
		s, _ := f.value(e).content(e)
		setOnce(&en.summary, s)
	case "pubdate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created":
		setOnce(&en.published, f.value(e).text())
	case "updated", "modified", "dcterms:modified", "lastmod":
		setOnce(&en.updated, f.value(e).text())
	case "author", "dc:creator", "contributor", "itunes:author", "dc:author":
		en.authors = appendAuthor(en.authors, f.value(e))
	case "source", "media:group", "media:content", "image", "textinput", "geo:point", "category", "enclosure", "comments":
		f.value(e)
	}
}

// setOnce keeps the first value that is not empty.
func setOnce(to *string, s string) {
	if *to == "" {
		*to = strings.TrimSpace(s)
	}
}

// content gives a value as the text of an entry. isHTML says that its type is markup.
func (v *value) content(e event) (s string, isHTML bool) {
	kind := strings.ToLower(e.attrs["type"])
	switch {
	case kind == "xhtml" || strings.Contains(kind, "xhtml") && e.attrs["mode"] != "escaped" || v.tags:
		return strings.TrimSpace(v.markup.String()), true
	case kind == "text" || kind == "text/plain":
		return html.EscapeString(v.text()), false
	case strings.Contains(kind, "html"):
		return v.text(), true
	}
	return v.text(), false
}

// plain gives a value as one line without tags.
func (v *value) plain(e event) string {
	s, _ := v.content(e)
	return strings.Join(strings.Fields(plainText(s)), " ")
}

// appendAuthor adds the author that a value names: "Name", "mail (Name)" or <name>.
func appendAuthor(list []string, v *value) []string {
	name := v.name
	if name == "" {
		name = v.text()
	}
	if at, rest, ok := strings.Cut(name, "("); ok && strings.Contains(at, "@") {
		name, _, _ = strings.Cut(rest, ")")
	}
	name = strings.Join(strings.Fields(plainText(name)), " ")
	if name == "" || strings.Contains(name, "@") || len(name) > 200 || len(list) >= 20 {
		return list
	}
	for _, known := range list {
		if known == name {
			return list
		}
	}
	return append(list, name)
}

// place is the place of an entry: its id, else its link, else its number.
func (f *feedReader) place(en *feedEntry) string {
	id := en.id
	if id == "" {
		id = en.link
	}
	if id == "" {
		id = strconv.Itoa(f.n)
	}
	return f.in.place + "#" + entryName(id)
}

// yield makes the page of an entry.
func (f *feedReader) yield(en *feedEntry) {
	if len(en.authors) == 0 {
		en.authors = f.authors
	}
	link := en.link
	if link == "" && en.permalink {
		link = en.id
	}
	p := f.in.page
	p.Source, p.URL = f.place(en), absoluteURL(f.base, link)
	f.w.entryPage(f.in, &p, en)
}

// entryPage gives a page the fields of an entry and yields it.
func (w *walker) entryPage(in *input, p *parley.Page, en *feedEntry) {
	p.Charset, p.Title, p.Authors = "utf-8", en.title, en.authors
	p.Published = feedTime(en.published)
	if p.Published == "" {
		p.Published = feedTime(en.updated)
	}
	summary := plainText(en.summary)
	switch {
	case en.content != "" && (en.html || hasTags(en.content)) && len(plainText(en.content)) > len(summary):
		p.Media, p.Bytes, p.Lead = parley.MediaHTML, []byte(en.content), clip(summary, 2000)
	default:
		text := plainText(en.content)
		if len(summary) >= len(text) {
			text = summary
		}
		p.Media, p.Bytes = parley.MediaText, []byte(text)
	}
	if len(p.Bytes) == 0 && p.Title == "" {
		w.fail(p.Source, Empty, errors.New("an entry without title and text"))
		return
	}
	w.page(p)
}

// absoluteURL resolves a link; "" where no address of the web results.
func absoluteURL(base, link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || link == "" {
		return ""
	}
	if b, err := url.Parse(base); err == nil && b.IsAbs() {
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}
