package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// This file reads articles that only a script draws: the markup has no text, but a script of the page holds it as data, in an
// object that has the title of the page, too; or JSON-LD has it.

// Bounds of such an article, and of what is looked at for it.
const (
	bareWords = 30   // words in paragraphs that the markup of such a page has at most
	dataWords = 40   // words that the data have at least
	dataParts = 2000 // paragraphs that are taken
	dataDeep  = 12   // levels below the object that are looked at
	dataLooks = 6    // scripts that are looked into

	dataValues = 12  // values of a script that are
	dataMarked = 400 // texts that are read as markup
)

// textKeys are names under which data hold the text of an article, in small letters. They are English in all systems.
var textKeys = []string{
	"content", "contents", "content_elements", "body", "text", "html", "desc", "articlebody", "article_body", "paragraphs", "blocks", "story", "items", "elements", "value",
	"bodyhtml", "body_html", "contenthtml", "content_html", "htmlcontent", "html_content", "articlecontent", "articlehtml", "storybody", "fulltext", "full_text", "maincontent", "rendered",
}

// fromData puts the article that scripts hold into the tree of a page whose blocks have hardly any text, and says what its elements
// are; false where there is none.
func (m *meta) fromData(root *html.Node, d *document, roles map[*html.Node]siteRole) bool {
	words := 0
	for i := range d.blocks {
		if words += d.blocks[i].good(); words > bareWords {
			return false
		}
	}
	title, parts := m.told()
	if title == "" {
		return false
	}
	body := firstOf(root, atom.Body)
	if body == nil {
		return false
	}
	article := &html.Node{Type: html.ElementNode, DataAtom: atom.Article, Data: "article"}
	add := func(tag atom.Atom, text string, r siteRole, to *html.Node) {
		n := &html.Node{Type: html.ElementNode, DataAtom: tag, Data: tag.String()}
		n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
		to.AppendChild(n)
		if r != siteNone {
			roles[n] = r
		}
	}
	add(atom.H1, title, siteTitle, body)
	for _, p := range parts {
		add(atom.P, p, siteNone, article)
	}
	roles[article] = siteBody
	body.AppendChild(article)
	return true
}

// firstOf gives the first element of a name below n; nil where there is none.
func firstOf(n *html.Node, tag atom.Atom) *html.Node {
	left := maxText
	return within(n, &left, func(c *html.Node) bool { return c.DataAtom == tag })
}

// told gives the article that the scripts of a page hold: its title and its paragraphs; "" where they hold none.
func (m *meta) told() (string, []string) {
	var titles []string
	for _, s := range []string{m.ogTitle, m.headline, m.title} {
		if s != "" && len(s) <= maxTitle {
			titles = append(titles, looseKey(s), looseKey(withoutSite(s, m.site)))
		}
	}
	if len(titles) == 0 {
		return "", nil
	}
	t := teller{titles: titles}
	scripts := slices.Clone(m.data)
	slices.SortStableFunc(scripts, func(a, b string) int { return len(b) - len(a) })
	for _, s := range scripts[:min(len(scripts), dataLooks)] {
		for n := 0; n < dataValues; n++ {
			i := strings.IndexByte(s, '{')
			if n > 0 { // behind the first value only those that are assigned to something
				if i = strings.Index(s, "={"); i >= 0 {
					i++
				}
			}
			if i < 0 {
				break
			}
			r := linkedReader{s: s[i:], left: maxLinked}
			v := r.value(0)
			t.look(&v, 0)
			s = s[i+max(1, min(r.at, len(s)-i)):]
		}
	}
	if t.words < dataWords {
		t.parts, t.said = nil, 0
		t.add(m.body)
		t.words, t.best, t.title = t.said, t.parts, withoutSite(cmpOr(m.headline, cmpOr(m.ogTitle, m.title)), m.site)
	}
	if t.words < dataWords {
		return "", nil
	}
	if len(m.authors) == 0 {
		m.authors = t.by
	}
	return t.title, t.best
}

// teller looks for an article in data.
type teller struct {
	titles []string
	parts  []string // of the object that is being looked at
	said   int      // their words

	title string // of the object with most words
	best  []string
	by    []string
	words int

	marked int // texts that were read as markup
}

// look looks for objects that have the title of the page.
func (t *teller) look(v *linked, depth int) {
	if depth > dataDeep {
		return
	}
	if v.kind == linkedObject {
		if title := t.titled(v); title != "" {
			t.parts, t.said = nil, 0
			t.gather(v, "", 0)
			if t.said > t.words {
				t.words, t.best, t.title, t.by = t.said, t.parts, title, nil
				t.signed(v)
			}
		}
	}
	for i := range v.list {
		t.look(&v.list[i], depth+1)
	}
}

// authorKeys are names under which data hold who wrote an article.
var authorKeys = []string{"authors", "author", "byline", "bylines", "contributors"}

// signed notes the authors of an object: names, or things that have one.
func (t *teller) signed(v *linked) {
	add := func(p *linked) {
		name := p.text()
		if name == "" {
			name = cmpOr(p.get("name").text(), p.get("fullName").text())
		}
		if name = plainTitle(name); name != "" && len(name) <= maxLabel && len(t.by) < maxAuthors {
			t.by = append(t.by, name)
		}
	}
	v.get("credits").get("by").each(add)
	for _, key := range authorKeys {
		if len(t.by) == 0 {
			v.get(key).each(add)
		}
	}
}

// titled gives the title of the page where an object has it, or an object right in it.
func (t *teller) titled(v *linked) string {
	is := func(s string) bool {
		return s != "" && len(s) <= maxTitle && slices.Contains(t.titles, looseKey(plainTitle(s)))
	}
	for i := range v.list {
		switch c := &v.list[i]; c.kind {
		case linkedString:
			if is(c.str) {
				return plainTitle(c.str)
			}
		case linkedObject:
			for k := range c.list {
				if s := &c.list[k]; strings.HasPrefix(v.keys[i], "head") && s.kind == linkedString && is(s.str) {
					return plainTitle(s.str)
				}
			}
		}
	}
	return ""
}

// gather adds the texts below a value.
func (t *teller) gather(v *linked, key string, depth int) {
	if depth > dataDeep || len(t.parts) >= dataParts {
		return
	}
	switch v.kind {
	case linkedString:
		if key != "" {
			t.add(v.str)
		}
	case linkedArray:
		for i := range v.list {
			t.gather(&v.list[i], key, depth+1)
		}
	case linkedObject:
		for i := range v.list {
			if k := strings.ToLower(v.keys[i]); slices.Contains(textKeys, k) {
				t.gather(&v.list[i], k, depth+1)
			}
		}
	}
}

// add adds a text, which may be markup, paragraph by paragraph; what reads as no paragraph is left out.
func (t *teller) add(s string) {
	if len(t.parts) >= dataParts {
		return
	}
	if strings.Contains(s, "<") {
		if t.marked++; t.marked > dataMarked {
			return
		}
		nodes, err := html.ParseFragment(strings.NewReader(s), &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"})
		if err != nil {
			return
		}
		root := &html.Node{Type: html.DocumentNode}
		for _, n := range nodes {
			root.AppendChild(n)
		}
		d := newDocument(root, &classNames{}, nil)
		for i := range d.blocks {
			t.part(d.blocks[i].text)
		}
		return
	}
	for line := range strings.SplitSeq(html.UnescapeString(s), "\n") {
		t.part(line)
	}
}

// part adds one paragraph.
func (t *teller) part(s string) {
	s = oneLine(s)
	n := 0
	for w := range strings.FieldsSeq(s) {
		n += wordsIn(w)
	}
	if n < 3 && !finalStop(s) || len(t.parts) >= dataParts || strings.Contains(s, "://") && n < 8 || slices.Contains(t.parts[max(0, len(t.parts)-maxSame):], s) {
		return
	}
	t.parts = append(t.parts, s)
	t.said += n
}

// maxSame is how many paragraphs back the same one is looked for.
const maxSame = 40
