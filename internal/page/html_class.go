package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// This file reads what the names of elements, classes and ids say of a box. The names are
// those that publishing systems share, in English whatever the language of the page.

// names are parts of class names and what they say.
type names []string

// classNames are the names that are looked for; those of one language come from Words.
type classNames struct {
	related  names
	comment  names
	widget   names
	nav      names
	footer   names
	aside    names
	caption  names
	byline   names
	lead     names
	content  names
	positive names
	live     names
}

// newClassNames joins the names that all systems share with those of Words, whose ids are
// class.related, class.content, class.caption, class.lead and class.live.
func newClassNames(w Words) *classNames {
	return &classNames{
		related:  append(names{"related", "recommend", "more-stories", "morestories", "read-more", "readmore", "readnext", "read-next", "most-read", "mostread", "popular", "trending", "outbrain", "taboola", "promo", "teaser", "latest-news", "also-like", "see-also", "seealso", "relate", "link-content", "more-news", "moreon", "inline-story", "yarpp", "jp-relatedposts", "zergnet", "onward"}, w["class.related"]...),
		comment:  names{"comment", "disqus", "respond", "livefyre"},
		widget:   names{"share", "social", "newsletter", "subscribe", "signup", "sign-up", "rating", "toolbar", "advert", "ad-", "ads-", "sponsor", "cookie", "consent", "popup", "modal", "banner", "print-", "donate", "widget", "poll", "gdpr", "skip-link", "sr-only", "visually-hidden", "screen-reader", "visuallyhidden"},
		nav:      names{"nav", "menu", "breadcrumb", "pagination", "pager", "masthead", "site-header", "topbar", "tags", "tag-list", "taglist", "topics", "keyword"},
		footer:   names{"footer", "copyright", "legal", "disclaimer"},
		aside:    names{"sidebar", "side-bar", "rail", "aside", "right-col", "rightcol", "sub-col"},
		caption:  append(names{"caption", "photo-credit", "image-credit", "photocredit", "imagecredit", "gallery-text", "wp-caption", "media-desc", "photocms", "img-desc", "pic-des", "picture-desc"}, w["class.caption"]...),
		byline:   names{"byline", "author", "dateline", "timestamp", "published", "pubdate", "post-meta", "entry-meta", "article-meta", "article-info", "contributor", "date-time", "post-date", "publish-date", "posted-on"},
		lead:     append(names{"sapo", "standfirst", "chapeau", "article-lead", "article__lead", "article-summary", "article__summary", "subheadline", "sub-headline", "subtitle", "sub-title", "deck", "dek", "singular-sapo", "detail-sapo", "lead-detail", "knc-sapo", "abstract"}, w["class.lead"]...),
		content:  append(names{"article-body", "articlebody", "article__body", "article-content", "article__content", "articlecontent", "entry-content", "post-content", "post-body", "story-body", "storybody", "story-content", "content-detail", "detail-content", "singular-content", "fck_detail", "body-content", "article-text", "article_body", "article_content", "main-content-body", "story__body", "post__content", "richtext", "rich-text", "body-copy", "article-detail", "maincontent", "main-content", "body-text", "cms-body", "article-entry"}, w["class.content"]...),
		live:     w["class.live"],
		positive: names{"article", "body", "content", "entry", "main", "post", "text", "blog", "story", "page", "hentry"},
	}
}

// in tells whether one of the names is a part of s.
func (n names) in(s string) bool {
	for _, x := range n {
		if i := strings.Index(s, x); i >= 0 && (len(x) > 4 || wholePart(s, i, len(x))) {
			return true
		}
	}
	return false
}

// wholePart tells whether s[i:i+n] begins a part of a name, so that "nav" is not found in
// "unavailable"; short names must end one too.
func wholePart(s string, i, n int) bool {
	if i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z' {
		return false
	}
	end := i + n
	return end >= len(s) || s[end-1] == '-' || s[end] < 'a' || s[end] > 'z' || s[end] == 's'
}

// label gives the class names and id of an element, in lower case.
func label(n *html.Node) string {
	var s string
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "class", "id", "itemprop", "role", "data-component", "data-testid", "data-type", "data-module":
			s += " " + n.Attr[i].Val
		}
	}
	if len(s) > 400 {
		s = s[:400]
	}
	return strings.ToLower(s)
}

// weight says how much the names of a box speak for its being an article's text.
func (c *classNames) weight(n *html.Node) float64 {
	s := label(n)
	w := 0.0
	switch n.DataAtom {
	case atom.Article:
		w += 15
	case atom.Main:
		w += 8
	case atom.Body, atom.Html:
		w -= 10
	}
	if s == "" {
		return w
	}
	if c.content.in(s) {
		w += 40
	} else if c.positive.in(s) {
		w += 12
	}
	for _, bad := range []names{c.related, c.comment, c.widget, c.nav, c.footer, c.aside} {
		if bad.in(s) {
			w -= 20
		}
	}
	return w
}

// marks reads the marks that an element sets for all below it.
func (c *classNames) marks(n *html.Node, outer mark) mark {
	var m mark
	switch n.DataAtom {
	case atom.Nav, atom.Menu:
		m |= inNav
	case atom.Footer:
		if outer&inContent == 0 {
			m |= inFooter
		}
	case atom.Aside:
		m |= inAside
	case atom.Figcaption:
		m |= inCaption
	case atom.Figure:
		m |= inCaption
	case atom.Blockquote:
		m |= inQuote
	case atom.H1:
		m |= inTitle
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		m |= inHeading
	case atom.Form:
		m |= inWidget
	case atom.Body, atom.Html, atom.Main:
		return m
	}
	s := label(n)
	if s == "" {
		return m
	}
	return m | c.read(s)
}

// read gives the marks that class names set.
func (c *classNames) read(s string) mark {
	var m mark
	content := c.content.in(s)
	if content {
		m |= inContent
	}
	for _, e := range []struct {
		names names
		mark  mark
		soft  bool // does not hold where the names also say content
	}{
		{c.related, inRelated, true},
		{c.comment, inComments, true},
		{c.widget, inWidget, true},
		{c.nav, inNav, true},
		{c.footer, inFooter, true},
		{c.aside, inAside, true},
		{c.caption, inCaption, true},
		{c.byline, inByline, true},
		{c.lead, inLead, true},
	} {
		if !(e.soft && content) && e.names.in(s) {
			m |= e.mark
		}
	}
	return m
}
