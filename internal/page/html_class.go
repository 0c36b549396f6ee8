package page

import (
	"math/bits"
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
	poll     names
	kicker   names
	author   names               // in other languages than English
	authors  nameIndex           // of those, and of the English ones
	odds     map[string]nameOdds // of names.tsv
	index    nameIndex           // of the lists that say marks, and of positive
}

// saysPositive is the bit of classNames.positive in the index; the bits below are marks.
const saysPositive = 1 << 16

// saysPoll is the bit of classNames.poll.
const saysPoll = 1 << 17

// saysWidget is the bit of widgetNames.
const saysWidget = 1 << 18

// saysKicker is the bit of classNames.kicker.
const saysKicker = 1 << 19

// saysPicture is the bit of pictureNames.
const saysPicture = 1 << 20

// pictureNames are in the names of boxes made for a picture.
var pictureNames = names{"image", "imagen", "imgtop", "img", "photo", "picture", "foto", "figure", "thumb", "gallery", "slideshow", "slide", "carousel"}

// widgetNames are names of widgets that say no more than that: builders of pages call whatever they place so.
var widgetNames = names{"widget"}

// newClassNames joins the names that all systems share with those of Words, whose ids are
// class.related, class.comment, class.content, class.caption, class.lead, class.live, class.author, class.kicker and class.poll.
func newClassNames(w Words) *classNames {
	c := &classNames{
		related:  append(names{"related", "recommend", "more-stories", "morestories", "read-more", "readmore", "readnext", "read-next", "most-read", "mostread", "popular", "trending", "outbrain", "taboola", "promo", "teaser", "latest-news", "also-like", "see-also", "seealso", "relate", "link-content", "more-news", "moreon", "inline-story", "yarpp", "jp-relatedposts", "zergnet", "onward"}, w["class.related"]...),
		comment:  append(names{"comment", "disqus", "respond", "livefyre"}, w["class.comment"]...),
		widget:   names{"share", "social", "newsletter", "subscribe", "signup", "sign-up", "rating", "toolbar", "advert", "ad-", "ads-", "sponsor", "cookie", "consent", "popup", "modal", "banner", "print-", "donate", "poll", "gdpr", "skip-link", "sr-only", "visually-hidden", "screen-reader", "visuallyhidden"},
		nav:      names{"nav", "menu", "breadcrumb", "pagination", "pager", "masthead", "site-header", "topbar", "tags", "tag-list", "taglist", "topics", "keyword"},
		footer:   names{"footer", "copyright", "legal", "disclaimer"},
		aside:    names{"sidebar", "side-bar", "rail", "aside", "right-col", "rightcol", "sub-col"},
		caption:  append(names{"caption", "photo-credit", "image-credit", "photocredit", "imagecredit", "gallery-text", "wp-caption", "media-desc", "photocms", "img-desc", "pic-des", "picture-desc", "video-title", "video__title", "videotitle", "video-caption", "video__caption", "video-desc", "video__data", "video-info", "player-title", "player__title", "media-caption", "media__caption"}, w["class.caption"]...),
		byline:   names{"byline", "author", "dateline", "timestamp", "published", "pubdate", "post-meta", "entry-meta", "article-meta", "article-info", "contributor", "date-time", "post-date", "publish-date", "posted-on"},
		lead:     append(names{"sapo", "standfirst", "chapeau", "article-lead", "article__lead", "article-summary", "article__summary", "subheadline", "sub-headline", "subtitle", "sub-title", "deck", "dek", "singular-sapo", "detail-sapo", "lead-detail", "knc-sapo", "abstract"}, w["class.lead"]...),
		content:  append(names{"article-body", "articlebody", "article__body", "article-content", "article__content", "articlecontent", "entry-content", "post-content", "post-body", "story-body", "storybody", "story-content", "content-detail", "detail-content", "singular-content", "fck_detail", "body-content", "article-text", "article_body", "article_content", "main-content-body", "story__body", "post__content", "richtext", "rich-text", "body-copy", "article-detail", "maincontent", "main-content", "body-text", "cms-body", "article-entry"}, w["class.content"]...),
		live:     w["class.live"],
		author:   w["class.author"],
		poll:     append(names{"poll", "polls", "quiz", "survey"}, w["class.poll"]...),
		kicker:   append(names{"kicker", "topline", "overline", "eyebrow", "overtitle", "pretitle", "pre-title", "supertitle", "roofline", "headline-prefix"}, w["class.kicker"]...),
		positive: names{"article", "body", "content", "entry", "main", "post", "text", "blog", "story", "page", "hentry"},
	}
	for _, e := range [...]struct {
		names names
		mark  mark
	}{
		{c.content, inContent},
		{c.related, inRelated},
		{c.comment, inComments},
		{c.widget, inWidget},
		{c.nav, inNav},
		{c.footer, inFooter},
		{c.aside, inAside},
		{c.caption, inCaption},
		{c.byline, inByline},
		{c.lead, inLead},
	} {
		c.index.add(e.names, uint32(e.mark))
	}
	c.index.add(c.positive, saysPositive)
	c.index.add(c.poll, saysPoll)
	c.index.add(c.kicker, saysKicker)
	c.index.add(widgetNames, saysWidget)
	c.index.add(pictureNames, saysPicture)
	c.authors.add(c.author, 1)
	c.authors.add(names{"uthor", "yline", "writer"}, 1)
	return c
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

// nameIndex finds all names of several lists in one pass over a text.
type nameIndex struct {
	byHead [256][]listedName // by the hash of the first two bytes
	count  int
}

// listedName is a name of the lists whose bits are set.
type listedName struct {
	text   string
	number int
	lists  uint32
}

// maxNames bounds the names of an index.
const maxNames = 640

// head hashes the first two bytes of a name.
func head(a, b byte) byte { return a*31 + b }

// add files the names of a list, each of two bytes at least.
func (x *nameIndex) add(list names, bit uint32) {
	for _, text := range list {
		if len(text) < 2 || x.count == maxNames {
			continue
		}
		h := head(text[0], text[1])
		x.byHead[h] = append(x.byHead[h], listedName{text, x.count, bit})
		x.count++
	}
}

// in gives the lists of which a name is a part of s, as names.in tells it: a name that is no
// part of its own where it stands first is not looked for behind.
func (x *nameIndex) in(s string) uint32 {
	var seen [maxNames / 64]uint64
	found := uint32(0)
	for i := 0; i+1 < len(s); i++ {
		list := x.byHead[head(s[i], s[i+1])]
		for k := range list {
			n := &list[k]
			if word, bit := n.number/64, uint64(1)<<(n.number%64); strings.HasPrefix(s[i:], n.text) && seen[word]&bit == 0 {
				seen[word] |= bit
				if len(n.text) > 4 || wholePart(s, i, len(n.text)) {
					found |= n.lists
				}
			}
		}
	}
	return found
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

// look is what the names of an element say: its class, id, role and the like.
type look struct {
	marks     mark
	weight    float64 // by the lists above
	poll      bool    // readers vote in it
	kicker    bool    // a label above a title
	widget    bool    // it is called a widget, and nothing that widgets are for
	picture   bool    // it is called after pictures
	good, bad float32 // the best and the worst odds of its names, see names.tsv
	odds      float32 // good + bad
	kin       uint32  // the same for elements of the same tag and class, numbers aside
	names     string  // the names themselves
}

// nameOdds is what names.tsv says of a name, as logarithms of odds.
type nameOdds struct {
	text   float32 // that what stands in a box of that name is the article's
	list   float32 // that a page which has an element of that name is a list
	number int16   // among the names with list, from 1 on; 0 for others
}

// looks keeps the looks of a page's elements by what they are read from: most elements of
// a page share a few.
type looks struct {
	by  map[string]*look
	met metNames
}

// metNames are the names of a page that speak for or against its being a list.
type metNames struct {
	seen [maxListNames / 64]uint64 // by number
	sum  float32                   // of their odds, each counted once
}

// maxListNames bounds those names.
const maxListNames = 2048

// add notes a name.
func (m *metNames) add(o nameOdds) {
	if o.number == 0 {
		return
	}
	word, bit := o.number/64, uint64(1)<<(o.number%64)
	if m.seen[word]&bit == 0 {
		m.seen[word] |= bit
		m.sum += o.list
	}
}

// maxLabel bounds, in bytes, the names of one element that are read.
const maxLabel = 400

// of gives the look of an element.
func (l *looks) of(n *html.Node, c *classNames, room *nameRoom) *look {
	var buf [maxLabel + 64]byte
	key := append(buf[:0], n.Data[:min(len(n.Data), 32)]...)
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "class", "id", "itemprop", "role", "data-component", "data-testid", "data-type", "data-module", "data-role", "data-slot":
			key = append(key, ' ')
			key = append(key, n.Attr[i].Val[:min(len(n.Attr[i].Val), max(0, maxLabel-len(key)))]...)
		}
	}
	if k, ok := l.by[string(key)]; ok {
		return k
	}
	names := string(key[min(len(n.Data), 32):])
	k := &look{kin: kin(n), names: names}
	lists := c.index.in(strings.ToLower(names))
	said := mark(lists & (saysPositive - 1))
	if lists&saysWidget != 0 {
		k.widget = said&inWidget == 0
		said |= inWidget
	}
	k.poll, k.kicker, k.picture = lists&saysPoll != 0, lists&saysKicker != 0, lists&saysPicture != 0
	k.marks, k.weight = c.marks(n.DataAtom, said), weight(n.DataAtom, said, lists&saysPositive != 0)
	eachName(names, room, func(name []byte) {
		o := c.odds[string(name)]
		k.good, k.bad = max(k.good, o.text), min(k.bad, o.text)
		l.met.add(o)
	})
	if outermost(n.DataAtom) {
		eachOuterName(names, room, func(name []byte) { l.met.add(c.odds[string(name)]) })
	}
	k.odds = k.good + k.bad
	if len(l.by) < 1<<14 {
		l.by[string(key)] = k
	}
	return k
}

// kin numbers elements by tag and class without their digits, which often count.
func kin(n *html.Node) uint32 {
	h := uint32(2166136261)
	add := func(s string) {
		for i := 0; i < len(s) && i < maxLabel; i++ {
			if s[i] < '0' || s[i] > '9' {
				h = (h ^ uint32(s[i])) * 16777619
			}
		}
	}
	add(n.Data)
	add(attr(n, "class"))
	return h
}

// nameRoom is where eachName puts names together.
type nameRoom [2*maxLabel + 2]byte

// eachName calls f for the words of names, and for pairs of words of one name joined by a
// hyphen: "articleBody main" has article, body, article-body and main.
func eachName(s string, buf *nameRoom, f func([]byte)) {
	last := -1 // where the word before begins in buf, if it belongs to the same name
	at := 0
	for i := 0; i < len(s); {
		if !nameByte(s[i]) {
			if s[i] == ' ' || s[i] == '\t' || s[i] == '\n' {
				last = -1
			}
			i++
			continue
		}
		j := i + 1
		for j < len(s) && nameByte(s[j]) && !(capital(s[j]) && !capital(s[j-1])) {
			j++
		}
		if j-i > 40 || at+j-i+2 > len(buf) {
			last, i = -1, j
			continue
		}
		from := at
		if last >= 0 {
			buf[at] = '-'
			from++
		}
		at = from
		for ; i < j; i++ {
			buf[at] = s[i] | 0x20
			at++
		}
		f(buf[from:at])
		if last >= 0 {
			f(buf[last:at])
		}
		last = from
	}
}

// outermost tells whether an element is around all others.
func outermost(tag atom.Atom) bool { return tag == atom.Body || tag == atom.Html }

// eachOuterName calls f for the names of the outermost elements, which often say what kind of
// page it is, behind a "^".
func eachOuterName(names string, room *nameRoom, f func([]byte)) {
	key := append(make([]byte, 0, 2*maxLabel), '^')
	eachName(names, room, func(name []byte) { f(append(key[:1], name...)) })
}

func nameByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func capital(b byte) bool { return b >= 'A' && b <= 'Z' }

// weight says how much an element and the marks of its names speak for its being an
// article's text.
func weight(tag atom.Atom, said mark, positive bool) float64 {
	w := 0.0
	switch tag {
	case atom.Article:
		w += 15
	case atom.Main:
		w += 8
	case atom.Body, atom.Html:
		w -= 10
	}
	if said&inContent != 0 {
		w += 40
	} else if positive {
		w += 12
	}
	return w - 20*float64(bits.OnesCount16(uint16(said&foreign)))
}

// marks reads the marks that an element sets for all below it.
func (c *classNames) marks(tag atom.Atom, said mark) mark {
	var m mark
	switch tag {
	case atom.Nav, atom.Menu:
		m |= inNav
	case atom.Footer:
		m |= inFooter
	case atom.Aside:
		m |= inAside
	case atom.Figcaption, atom.Figure:
		m |= inCaption
	case atom.Blockquote:
		m |= inQuote
	case atom.H1:
		m |= inTitle
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		m |= inHeading
	case atom.Form:
		m |= inWidget
	case atom.Article:
		m |= inArticle
	case atom.Ul, atom.Ol:
		m |= inList
	case atom.Body, atom.Html, atom.Main:
		return m
	}
	if said&inContent != 0 { // other names do not hold where they also say content
		said = inContent
	}
	return m | said
}
