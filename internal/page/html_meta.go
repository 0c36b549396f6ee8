package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// This file collects what the markup says of a page besides its text, in one walk over the
// tree: titles, addresses, dates, authors, each with where it stands. Values are kept as
// they are written; html_describe.go decides which of them hold.

// Limits of what is collected from one page.
const (
	maxClaims  = 80  // dates, names
	maxTimes   = 300 // time elements
	maxByline  = 120 // bytes of a byline in markup
	maxScripts = 60  // scripts that are looked into
	maxLeaves  = 300 // short texts with figures
	maxTries   = 400 // elements whose text is looked at for a date or name
	maxNodes   = 200 // nodes that are looked at for the text of one of them
)

// role says what a date is of.
type role uint8

const (
	rolePublished role = iota
	roleUpdated
	roleOpen // a date, not said of what
)

// dateClaim is a date that the markup gives. The lower rank is believed first.
type dateClaim struct {
	value string
	role  role
	rank  int
	why   string
}

// Ranks of dates.
const (
	rankArticle = iota // JSON-LD of the article
	rankMeta           // a meta element or microdata that says published
	rankPage           // JSON-LD of the page, an attribute of the body
	rankDated          // a meta element that only says date
	rankScript         // data that a script of the page holds
)

// timeTag is a time element: what it shows and what it means.
type timeTag struct {
	text, value string
	updated     bool
}

// meta is what the markup says of the page besides its text.
type meta struct {
	markup                    *lean // where contents of scripts are; nil: in the tree
	title, ogTitle, headline  string
	description               string
	canonical, ogURL, baseURL string
	lang, locale, contentLang string
	ogType, site, publisher   string
	pageLang                  string // of JSON-LD
	amp                       bool
	article, list, live       bool // by JSON-LD
	news                      bool // by JSON-LD: an article of news, which is of one day
	locked                    bool // JSON-LD or meta: not for all to read
	paged                     bool // by a link element: one page of several
	many                      int  // articles and goods of JSON-LD

	dates                []dateClaim
	times                []timeTag
	authors              []string // by JSON-LD of the article
	authorOf             []string // by meta elements
	cardLabel, cardValue string   // what a card of the page shows below its title
	leaves               []string // short texts that have figures
	bylines              []byline // elements that are an author by rel, itemprop or class
	pathed               []byline // links to the page of an author, by their address
	names                *classNames
	posts                []post // of a live page, by JSON-LD
	marked               []post // of a live page, by its markup

	body string // of the article, by JSON-LD: at most its first 64 KiB

	objects []*linked         // articles of JSON-LD, until one of them is chosen
	named   map[string]string // persons of JSON-LD by @id
	data    []string          // scripts that are no JSON-LD
	scripts int
	tries   int
}

// scan reads the tree of a page for what it says of itself.
func (m *meta) scan(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.ElementNode:
			m.element(c)
			if c.DataAtom != atom.Script && c.DataAtom != atom.Style {
				m.scan(c)
			}
		case html.TextNode:
			m.leaf(c.Data)
		case html.DocumentNode:
			m.scan(c)
		}
	}
}

// leaf notes a short text that has figures: it may be a date.
func (m *meta) leaf(s string) {
	if len(s) < 8 || len(s) > 120 || len(m.leaves) >= maxLeaves {
		return
	}
	if s = strings.TrimSpace(s); len(s) >= 8 && len(s) <= 60 && strings.ContainsAny(s, "0123456789") && !finalStop(s) {
		m.leaves = append(m.leaves, oneLine(s))
	}
}

// element reads one element.
func (m *meta) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		m.lang = attr(n, "lang")
		for i := range n.Attr {
			if k := n.Attr[i].Key; k == "amp" || k == "\u26a1" {
				m.amp = true
			}
		}
		m.stamped(n)
	case atom.Body:
		m.stamped(n)
	case atom.Title:
		if m.title == "" && n.Namespace == "" {
			m.title = oneLine(nodeText(n))
		}
	case atom.Base:
		if m.baseURL == "" {
			m.baseURL = strings.TrimSpace(attr(n, "href"))
		}
	case atom.Script:
		m.script(n)
		return
	case atom.Meta:
		m.tag(n)
	case atom.Link:
		switch rel := attr(n, "rel"); {
		case strings.EqualFold(rel, "canonical") && m.canonical == "":
			m.canonical = strings.TrimSpace(attr(n, "href"))
		case strings.EqualFold(rel, "next"), strings.EqualFold(rel, "prev"):
			m.paged = true
		}
	case atom.Time:
		m.time(n)
	}
	m.microdata(n)
}

// nodeText gives the character data right below an element.
func nodeText(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode {
		return c.Data
	}
	var s strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			s.WriteString(c.Data)
		}
	}
	return s.String()
}

// deepText gives up to limit bytes of the character data below an element, with between
// where an element begins or ends.
func deepText(n *html.Node, limit int, between string) string {
	var s strings.Builder
	nodes := 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && s.Len() < limit && nodes < maxNodes; c = c.NextSibling {
			nodes++
			switch {
			case c.Type == html.TextNode:
				s.WriteString(c.Data)
			case c.Type != html.ElementNode, c.DataAtom == atom.Script, c.DataAtom == atom.Style, c.DataAtom == atom.Svg:
			default:
				s.WriteString(between)
				walk(c)
				s.WriteString(between)
			}
		}
	}
	walk(n)
	return oneLine(s.String())
}

// date notes a date.
func (m *meta) date(value string, role role, rank int, why string) {
	if value != "" && len(value) <= maxStamp && len(m.dates) < maxClaims {
		m.dates = append(m.dates, dateClaim{value, role, rank, why})
	}
}

// stamped reads the dates in attributes of the outermost elements: data-pubdate.
func (m *meta) stamped(n *html.Node) {
	for i := range n.Attr {
		a := &n.Attr[i]
		if len(a.Val) > maxStamp || !strings.HasPrefix(a.Key, "data-") {
			continue
		}
		if r, rank, ok := dateKey(a.Key); ok && rank < rankDated {
			m.date(a.Val, r, rankPage, "attribute "+a.Key)
		}
	}
}

// tag reads one meta element.
func (m *meta) tag(n *html.Node) {
	key, equiv := "", ""
	val := ""
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "property":
			key = a.Val
		case "name":
			if key == "" {
				key = a.Val
			}
		case "http-equiv":
			equiv = strings.ToLower(a.Val)
		case "content":
			val = a.Val
		}
	}
	if val == "" || len(val) > 4*maxTitle {
		return
	}
	val = oneLine(val)
	if equiv == "content-language" {
		m.contentLang = val
	}
	if key = strings.ToLower(strings.TrimSpace(key)); key == "" || len(key) > 80 {
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
	case "og:site_name", "application-name":
		set(&m.site)
	case "og:url", "twitter:url":
		set(&m.ogURL)
	case "og:locale":
		set(&m.locale)
	case "twitter:label1":
		set(&m.cardLabel)
	case "twitter:data1":
		set(&m.cardValue)
	case "article:content_tier":
		m.locked = m.locked || strings.EqualFold(val, "locked")
	default:
		m.signed(key, val)
	}
}

// signed reads a meta element that may tell a date or an author.
func (m *meta) signed(key, val string) {
	if r, rank, ok := dateKey(key); ok {
		m.date(val, r, rank, "meta "+key)
		return
	}
	name := key[strings.LastIndexAny(key, ":.")+1:]
	for _, prefix := range []string{"parsely-", "article_", "article-", "its_"} {
		name = strings.TrimPrefix(name, prefix)
	}
	switch name {
	case "author", "authors", "creator", "byl", "byline", "author_name", "name":
		if name == "name" && !strings.HasSuffix(key, "author.name") || strings.HasPrefix(key, "twitter:") {
			return
		}
		if !strings.Contains(val, "://") && !strings.HasPrefix(val, "@") && len(m.authorOf) < maxClaims {
			m.authorOf = append(m.authorOf, val)
		}
	}
}

// dateKey tells whether the name of a meta element, a property or an attribute is one of
// dates, and of what: published, modified, or only date. The names are English in all
// publishing systems.
func dateKey(key string) (role, int, bool) {
	if len(key) > 60 || strings.Contains(key, "publisher") {
		return 0, 0, false
	}
	key = strings.ToLower(key)
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(key, p) {
				return true
			}
		}
		return false
	}
	when := has("date", "time", "_at") || strings.HasSuffix(key, "issued")
	switch {
	case has("expir", "unpublish", "event", "birth", "founding", "start", "end_", "enddate", "timezone", "time-zone", "copyright", "archive", "embargo", "read-time", "reading", "runtime", "render", "build", "sitedate", "validat", "publication_name", "video:"):
		return 0, 0, false
	case has("modif", "updat", "revis", "review", "lastmod", "edited") && (when || key == "updated" || key == "revised" || key == "lastmod" || key == "last-modified"):
		return roleUpdated, rankMeta, true
	case has("pubdate", "pub-date", "pub_date", "publishdate", "pubtime"), has("publi", "issued", "release", "posted", "post-date", "original") && when,
		key == "published", key == "article:published", key == "article.published", key == "its_publication", key == "datelastpubbed":
		return rolePublished, rankMeta, true
	case has("created", "uploaddate", "upload_date") && when:
		return roleOpen, rankScript, true
	case key == "date", strings.HasSuffix(key, ".date"), strings.HasSuffix(key, ":date"), strings.HasSuffix(key, "_date") && !strings.Contains(key, "verif"), key == "displaydate", key == "pdate", key == "articledate", key == "article-date":
		return roleOpen, rankDated, true
	}
	return 0, 0, false
}

// time reads a time element.
func (m *meta) time(n *html.Node) {
	if m.tries++; len(m.times) >= maxTimes || m.tries > maxTries {
		return
	}
	t := timeTag{text: deepText(n, maxStamp, ""), value: strings.TrimSpace(attr(n, "datetime"))}
	if t.value == "" {
		t.value = strings.TrimSpace(attr(n, "title"))
	}
	names := strings.ToLower(attr(n, "class") + " " + attr(n, "itemprop"))
	t.updated = (strings.Contains(names, "updat") || strings.Contains(names, "modif")) && !strings.Contains(names, "publi")
	m.times = append(m.times, t)
	for i := range n.Attr {
		if n.Attr[i].Key == "pubdate" {
			m.date(t.value, rolePublished, rankMeta, "a time element marked pubdate")
		}
	}
}

// microdata reads what rel, itemprop and class say of an element: dates and authors.
func (m *meta) microdata(n *html.Node) {
	prop, names, pathed := "", false, false
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "itemprop":
			prop = a.Val
		case "rel":
			names = names || n.DataAtom == atom.A && strings.Contains(a.Val, "author")
		case "class", "data-testid", "data-role":
			names = names || m.authorClass(a.Val)
		case "href":
			pathed = n.DataAtom == atom.A && len(m.pathed) < maxClaims && m.authorPath(a.Val)
		}
	}
	if pathed && !names {
		m.linkedTo(n)
	}
	if prop == "" && !names {
		return
	}
	if m.tries++; m.tries > maxTries {
		return
	}
	switch {
	case strings.EqualFold(prop, "author"), strings.EqualFold(prop, "creator"):
		names = true
	case prop != "":
		if r, rank, ok := dateKey(prop); ok {
			m.date(shown(n), r, rank, "itemprop "+strings.ToLower(prop))
		}
	}
	if names && len(m.bylines) < maxClaims {
		if s := m.bylineText(n); s != "" && len(s) < maxByline {
			m.bylines = append(m.bylines, byline{text: s})
		}
	}
}

// nameBreak stands in the text of a byline where an element begins or ends.
const nameBreak = "\x1f"

// bylineText gives the author that an element names, with nameBreak between its parts.
func (m *meta) bylineText(n *html.Node) string {
	if n.DataAtom == atom.Meta {
		return oneLine(attr(n, "content"))
	}
	left := maxNodes
	if c := within(n, &left, func(c *html.Node) bool { return strings.EqualFold(attr(c, "itemprop"), "name") }); c != nil {
		return shown(c)
	}
	return deepText(n, maxByline, nameBreak)
}

// shown gives the value of an element with a property: its content, datetime or text.
func shown(n *html.Node) string {
	for _, key := range []string{"content", "datetime"} {
		if v := oneLine(attr(n, key)); v != "" {
			return v
		}
	}
	return deepText(n, maxStamp, "")
}

// within finds the first element below n for which f holds, among the first left nodes.
func within(n *html.Node, left *int, f func(*html.Node) bool) *html.Node {
	for c := n.FirstChild; c != nil && *left > 0; c = c.NextSibling {
		*left--
		if c.Type != html.ElementNode {
			continue
		}
		if f(c) {
			return c
		}
		if x := within(c, left, f); x != nil {
			return x
		}
	}
	return nil
}

// linkedTo notes a link to the page of an author.
func (m *meta) linkedTo(n *html.Node) {
	if m.tries++; m.tries > maxTries || len(m.pathed) >= maxClaims {
		return
	}
	if s := deepText(n, maxByline, ""); s != "" && len(s) < maxByline {
		m.pathed = append(m.pathed, byline{text: s})
	}
}

// authorPart tells whether authors stand behind a part of an address, in English.
func authorPart(s string) bool {
	switch s {
	case "author", "authors", "by", "profile", "profiles", "writer", "writers", "staff", "contributor", "contributors", "columnist", "columnists",
		"reporter", "reporters", "journalist", "journalists":
		return true
	}
	return false
}

// longestPart bounds, in bytes, such a part in any language.
const longestPart = 14

// authorPath tells whether an address is that of an author's page: of its last two or three parts the first says so.
func (m *meta) authorPath(ref string) bool {
	if len(ref) > maxLabel {
		return false
	}
	path, _, _ := strings.Cut(ref, "?")
	path = strings.TrimRight(path, "/")
	for range 2 {
		i := strings.LastIndexByte(path, '/')
		if i < 0 || len(path)-i < 4 {
			return false
		}
		path = path[:i]
		part := path[strings.LastIndexByte(path, '/')+1:]
		if len(part) > longestPart {
			continue
		}
		if part = strings.ToLower(part); authorPart(part) || m.names != nil && slices.Contains(m.names.author, strings.TrimSuffix(part, "s")) {
			return true
		}
	}
	return false
}

// authorClass tells whether class names say that an element is an author's name.
func (m *meta) authorClass(class string) bool {
	if len(class) > 300 || m.names == nil || m.names.authors.in(class) == 0 {
		return false
	}
	for _, name := range strings.Fields(strings.ToLower(class)) {
		if !strings.Contains(name, "author") && !strings.Contains(name, "byline") && name != "writer" && !m.names.author.in(name) {
			continue
		}
		if !authorParts.in(name) {
			return true
		}
	}
	return false
}
