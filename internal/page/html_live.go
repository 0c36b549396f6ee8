package page

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"parley"
)

// This file finds the posts of a live page: siblings in the markup that each bear a time,
// on a page that says of itself that it is live, or the posts that its JSON-LD lists. Each
// becomes an item of its own, in the order of the page.

// sitePost is the role of the first post of a live page; the others follow.
const sitePost siteRole = 1000

// minPosts is how many posts make a page live.
const minPosts = 3

// liveParts are parts of class names of live pages, as publishing systems write them. They
// are fixed; those of one language come from Words (class.live).
var liveParts = []string{"liveblog", "live-blog", "live_blog", "live-update", "liveupdate", "live-post", "live-stream", "live-feed", "livefeed", "live-entr", "live-event", "livetext"}

// liveScan looks for posts.
type liveScan struct {
	names   names
	parents map[*html.Node]*lineage
	order   []*html.Node // parents in the order in which they are met
	tries   int
}

// lineage are the children of an element that bear a time.
type lineage struct{ children []*html.Node }

// findPosts gives roles to the posts of a live page; roles may be nil.
func (m *meta) findPosts(root *html.Node, words *classNames, roles map[*html.Node]siteRole) map[*html.Node]siteRole {
	s := &liveScan{names: words.live, parents: map[*html.Node]*lineage{}}
	s.scan(root, 0)
	var best *lineage
	for _, n := range s.order {
		l := s.parents[n]
		if len(l.children) >= minPosts && (best == nil || len(l.children) > len(best.children)) && (m.live || s.saysLive(n)) && postText(l.children) {
			best = l
		}
	}
	if best == nil {
		return roles
	}
	if roles == nil {
		roles = map[*html.Node]siteRole{}
	}
	for i, c := range best.children {
		if i < maxPosts {
			roles[c] = sitePost + siteRole(i)
			m.marked = append(m.marked, postOf(c))
		}
	}
	return roles
}

// scan walks the tree; every element that bears a time is noted with the elements around it.
func (s *liveScan) scan(n *html.Node, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.DocumentNode {
			s.scan(c, depth)
		}
		if c.Type != html.ElementNode || depth > 600 {
			continue
		}
		switch c.DataAtom {
		case atom.Script, atom.Style, atom.Head, atom.Svg:
			continue
		}
		if c.DataAtom == atom.Time || clockText(c) != "" {
			s.note(c)
			continue
		}
		s.scan(c, depth+1)
	}
}

// note files an element with a time under the six elements around it.
func (s *liveScan) note(n *html.Node) {
	if s.tries++; s.tries > 4*maxPosts {
		return
	}
	child := n
	for i := 0; i < 6 && child.Parent != nil && child.Parent.Type == html.ElementNode; i++ {
		p := child.Parent
		l := s.parents[p]
		if l == nil {
			l = &lineage{}
			s.parents[p] = l
			s.order = append(s.order, p)
		}
		if k := len(l.children); k == 0 || l.children[k-1] != child {
			l.children = append(l.children, child)
		}
		child = p
	}
}

// saysLive tells whether an element, one of the four around it or its first child has a
// name of live pages.
func (s *liveScan) saysLive(n *html.Node) bool {
	for i, p := 0, n; i < 5 && p != nil; i, p = i+1, p.Parent {
		if p.DataAtom == atom.Body || p.DataAtom == atom.Html {
			break
		}
		if p.Data == "amp-live-list" || s.liveName(p) {
			return true
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return s.liveName(c)
		}
	}
	return false
}

func (s *liveScan) liveName(n *html.Node) bool {
	for i := range n.Attr {
		if k := n.Attr[i].Key; (k == "class" || k == "id" || k == "itemprop") && len(n.Attr[i].Val) < 400 {
			v := strings.ToLower(n.Attr[i].Val)
			for _, list := range []names{liveParts, s.names} {
				for _, part := range list {
					if strings.Contains(v, part) {
						return true
					}
				}
			}
		}
	}
	return false
}

// clockText gives the time of day that an element shows and nothing else; "" of others.
func clockText(n *html.Node) string {
	c := n.FirstChild
	if c == nil || c.NextSibling != nil || c.Type != html.TextNode || len(c.Data) > 60 {
		return ""
	}
	s := strings.TrimSpace(c.Data)
	if len(s) < 4 || len(s) > 24 || !digit(s[0]) {
		return ""
	}
	return clockIn(s)
}

// postText tells whether most of the children, of the first forty, hold text that is not links.
func postText(list []*html.Node) bool {
	good := 0
	list = list[:min(len(list), 40)]
	for _, n := range list {
		text, links := 0, 0
		nodes := 0
		var walk func(*html.Node, bool)
		walk = func(n *html.Node, in bool) {
			for c := n.FirstChild; c != nil && nodes < 5*maxNodes; c = c.NextSibling {
				nodes++
				switch {
				case c.Type == html.TextNode:
					k := len(strings.TrimSpace(c.Data))
					text += k
					if in {
						links += k
					}
				case c.Type == html.ElementNode && c.DataAtom != atom.Script && c.DataAtom != atom.Style:
					walk(c, in || c.DataAtom == atom.A)
				}
			}
		}
		walk(n, n.DataAtom == atom.A)
		if text >= 50 && links*2 < text {
			good++
		}
	}
	return good*3 >= len(list)*2
}

// postOf reads the time and the address of a post from its markup.
func postOf(n *html.Node) post {
	p := post{url: attr(n, "id")}
	left := 3 * maxNodes
	if t := within(n, &left, func(c *html.Node) bool { return c.DataAtom == atom.Time || clockText(c) != "" }); t != nil {
		p.when = cmpOr(strings.TrimSpace(attr(t, "datetime")), deepText(t, maxStamp, " "))
	}
	if p.url != "" {
		p.url = "#" + p.url
	}
	return p
}

// applyLive makes the posts of a live page items of their own.
func (o *outline) applyLive() {
	m := &o.doc.meta
	posts := m.marked
	of := make([]int, len(o.doc.blocks)) // post of each block, from 1
	if len(posts) >= minPosts {
		for i := range o.doc.blocks {
			if s := o.doc.blocks[i].site; s >= sitePost {
				of[i] = int(s-sitePost) + 1
			}
		}
	} else if m.live && len(m.posts) >= minPosts {
		posts = m.posts
		o.listed(posts, of)
	}
	full := map[int]bool{}
	for i, k := range of {
		if k > 0 && o.doc.blocks[i].words >= 8 {
			full[k] = true
		}
	}
	if len(full) < minPosts {
		return
	}
	o.plan.kind = parley.PageLive
	o.posts, o.postAt = posts, of
	o.postItem = make([]int, len(posts)+1)
	for k := range o.postItem {
		o.postItem[k] = noItem
	}
	if o.leadAt >= 0 && of[o.leadAt] > 0 {
		o.leadAt = -1
	}
	for i, k := range of {
		if k > 0 {
			o.kinds[i] = o.postKind(&o.doc.blocks[i], o.kinds[i])
		}
	}
}

// listed finds the posts that JSON-LD lists among the blocks of the main box: each begins
// where its title or the beginning of its text stands.
func (o *outline) listed(posts []post, of []int) {
	if o.main == nil {
		return
	}
	starts := map[string]int{}
	for k := range posts {
		for _, s := range []string{posts[k].title, posts[k].text} {
			if key := postKey(s); key != "" && starts[key] == 0 {
				starts[key] = k + 1
			}
		}
	}
	at := 0
	for i := o.main.first; i < o.main.last; i++ {
		if k := starts[postKey(o.doc.blocks[i].text)]; k > 0 {
			at = k
		}
		of[i] = at
	}
}

// postKey gives the first words of a text, folded; "" of a short one.
func postKey(s string) string {
	w := lowerWords(cut(s, 200))
	if len(w) < 3 {
		return ""
	}
	return strings.Join(w[:min(len(w), 7)], " ")
}

// postKind gives the label of a block inside a post.
func (o *outline) postKind(h *hblock, was parley.BlockKind) parley.BlockKind {
	if strings.Count(h.text, ":") == 2 && strings.Contains(h.text, "/") && strings.Trim(h.text, "0123456789:/ ") == "" {
		return parley.BlockWidget // how far a player has come
	}
	if d := (&dates{lex: o.lex}); d.isTime(h.text) || h.words <= 8 && (h.when != "" || d.isTime(behindName(h.text))) {
		return parley.BlockDateline // the last two also name its writer
	}
	switch was {
	case parley.BlockCaption, parley.BlockQuote, parley.BlockCredit, parley.BlockWidget, parley.BlockTemplate, parley.BlockLegal:
		return was
	}
	if h.links*2 > h.words && h.words > 0 {
		return ""
	}
	if h.marks&(inWidget|inRelated|inComments) != 0 {
		return ""
	}
	return parley.BlockEntry
}

// behindName gives what stands from the first digit on.
func behindName(s string) string { return s[max(0, strings.IndexAny(s, "0123456789")):] }

// isTime tells whether a text says a time and little else.
func (d *dates) isTime(s string) bool {
	if utf8.RuneCountInString(s) > 40 || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	u := newUnit(s, 0, len(s))
	return clockIn(s) != "" && len(u.toks) <= 5 || d.lex.dateLine(&u)
}

// post gives the item of a block that is in a post; ok is false for other blocks and for
// those of a post that belong to no item.
func (o *outline) post(i int) (item int, ok bool) {
	if o.postAt == nil || o.postAt[i] == 0 || o.kinds[i] == "" || o.kinds[i].Furniture() {
		return noItem, false
	}
	k := o.postAt[i]
	if o.postItem[k] == noItem {
		o.postItem[k] = o.plan.newItem(parley.ItemEntry)
	}
	return o.postItem[k], true
}

// describePosts gives the posts of a live page their times, titles and addresses, and the
// article all that stands in them: a live article's text are its posts.
func (o *outline) describePosts(out *parley.Layout) {
	d := o.dates()
	var body []string
	if article := &out.Items[0]; article.Kind == parley.ItemArticle && article.Body != "" {
		body = append(body, article.Body)
	}
	for k := 1; k < len(o.postItem); k++ {
		if o.postItem[k] == noItem {
			continue
		}
		it := &out.Items[o.postItem[k]]
		p := &o.posts[k-1]
		if it.Title == "" && len(p.title) <= maxTitle {
			it.Title = parley.Maybe(p.title)
		}
		if it.URL = parley.Maybe(absolute(out.URL, p.url)); strings.HasPrefix(p.url, "#") && out.URL != "" {
			it.URL = parley.Maybe(out.URL + p.url)
		}
		it.Published = o.postDate(d, p.when, &out.Items[0])
	}
	for i, b := range out.Blocks {
		if b.Item > 0 && o.postAt[i] > 0 && (b.Kind == parley.BlockEntry || b.Kind == parley.BlockQuote) {
			body = append(body, o.doc.blocks[i].text)
		}
	}
	if out.Items[0].Kind == parley.ItemArticle {
		out.Items[0].Body = strings.Join(body, "\n")
	}
}

// postDate gives the time of a post. A time of day alone is of the page's day, where the
// page is of one day.
func (o *outline) postDate(d *dates, when string, page *parley.Item) *parley.Date {
	if v, ok := d.one(when); ok && v.whole() {
		return v.date("the time of the post")
	}
	clock := clockIn(cut(when, 40))
	pub := page.Published
	if clock == "" || pub == nil || len(pub.Value) != 10 || page.Updated != nil && page.Updated.Value != pub.Value {
		return nil
	}
	return &parley.Date{Value: pub.Value, Basis: parley.BasisItemDate, Why: "completed by the item's date, " + pub.Value, Clock: clock}
}
