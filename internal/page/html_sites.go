package page

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"parley"
)

// This file reads pages of publishing systems that are known: which elements are the
// title, the lead, the text. What is known of a system is data (packs/sites).

// Site is a publishing system, or a group of outlets whose pages are built alike: how it
// is recognised, and which elements of its pages are what.
type Site struct {
	Name  string
	Hosts []string            // registrable hosts
	Marks [][]string          // selectors; all of one list must match elements of the page
	Roles map[string][]string // selectors by role, see SiteRoles
	Langs []string            // languages of pages that marks alone tell, as tags of two letters; none: any
}

// SiteRoles are the roles that an element of a page can have for a Site.
//
//	title, lead, body   the parts of the article
//	author, date        who wrote it and when
//	caption             texts below pictures
//	related             other stories, which belong to no article
//	widget              players, shares, votes
var SiteRoles = []string{"title", "lead", "body", "author", "date", "caption", "related", "widget"}

// siteRole is one of SiteRoles, counted from 1.
type siteRole uint16

const (
	siteNone siteRole = iota
	siteTitle
	siteLead
	siteBody
	siteAuthor
	siteDate
	siteCaption
	siteRelated
	siteWidget
)

// site is a Site, compiled.
type site struct {
	name  string
	marks [][]int // numbers of selectors in sites.marks
	roles []roleSelector
	langs []string
}

type roleSelector struct {
	role siteRole
	sel  selector
}

// sites are all that are known, and how pages are recognised.
type sites struct {
	list  []site
	hosts map[string]int // host → list
	marks []selector
	byKey map[string][]int // key of a selector → marks
	attrs map[string]bool  // names of attributes that keys ask for
}

// newSites compiles what is known.
func newSites(list []Site) (*sites, error) {
	s := &sites{hosts: map[string]int{}, byKey: map[string][]int{}, attrs: map[string]bool{}}
	for i, in := range list {
		out := site{name: in.Name, langs: in.Langs}
		for _, h := range in.Hosts {
			s.hosts[h] = i
		}
		for _, line := range in.Marks {
			var numbers []int
			for _, m := range line {
				n, err := s.mark(m)
				if err != nil {
					return nil, fmt.Errorf("site %s: %w", in.Name, err)
				}
				numbers = append(numbers, n)
			}
			out.marks = append(out.marks, numbers)
		}
		for r, name := range SiteRoles {
			for _, text := range in.Roles[name] {
				sel, err := parseSelector(text)
				if err != nil {
					return nil, fmt.Errorf("site %s: %w", in.Name, err)
				}
				out.roles = append(out.roles, roleSelector{siteRole(r + 1), sel})
			}
		}
		// What cuts goes before what keeps, where an element is both.
		slices.SortStableFunc(out.roles, func(a, b roleSelector) int { return int(b.role) - int(a.role) })
		s.list = append(s.list, out)
	}
	return s, nil
}

// mark files a selector by its key, and gives its number.
func (s *sites) mark(text string) (int, error) {
	sel, err := parseSelector(text)
	if err != nil {
		return 0, err
	}
	key := sel.key()
	n := len(s.marks)
	s.marks = append(s.marks, sel)
	s.byKey[key] = append(s.byKey[key], n)
	if name, ok := strings.CutPrefix(key, "["); ok {
		s.attrs[name] = true
	}
	return n, nil
}

// seen notes which marks an element matches.
func (s *sites) seen(n *html.Node, found map[int]bool) {
	look := func(key string) {
		for _, m := range s.byKey[key] {
			if !found[m] && s.marks[m].matches(n) {
				found[m] = true
			}
		}
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; {
		case a.Key == "class":
			for class := range strings.FieldsSeq(a.Val) {
				look("." + class)
			}
		case a.Key == "id":
			look("#" + a.Val)
		case s.attrs[a.Key]:
			look("[" + a.Key)
		}
	}
}

// of gives the system of a page: that of its host, or the one of whose marks most are
// there and which makes pages in the page's language; nil where it is none of those that are known.
func (s *sites) of(root *html.Node, outlet string, in func(lang string) bool) *site {
	if s == nil || len(s.list) == 0 {
		return nil
	}
	if i, ok := s.hosts[outlet]; ok {
		return &s.list[i]
	}
	found := map[int]bool{}
	each(root, func(n *html.Node) { s.seen(n, found) })
	var best *site
	most := 0
	for i := range s.list {
		for _, line := range s.list[i].marks {
			if len(line) > most && !slices.ContainsFunc(line, func(m int) bool { return !found[m] }) &&
				(len(s.list[i].langs) == 0 || slices.ContainsFunc(s.list[i].langs, in)) {
				best, most = &s.list[i], len(line)
			}
		}
	}
	return best
}

// writtenIn tells whether a page is in a language by what its head says of it, or by the words of its title and
// description; newsrooms leave in place what their system came with. Where neither tells, it may be.
func (l *lexicon) writtenIn(m *meta, lang string) bool {
	said := m.language()
	if said == lang || language(m.locale) == lang {
		return true
	}
	read := l.language(m.title + " " + m.ogTitle + " " + m.description)
	return read == lang || read == "und" && said == "und"
}

// each calls f with every element below n.
func each(n *html.Node, f func(*html.Node)) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			f(c)
		}
		each(c, f)
	}
}

// maxRoles bounds the elements of a page that get a role.
const maxRoles = 4000

// assign says which elements of a page have which role, nil where no system is known. What
// authors and dates say goes into m.
func (s *site) assign(root *html.Node, m *meta) map[*html.Node]siteRole {
	if s == nil && !m.amp {
		return nil
	}
	roles := map[*html.Node]siteRole{}
	each(root, func(n *html.Node) {
		if m.amp {
			if r := ampRoles[n.Data]; r != siteNone && len(roles) < maxRoles {
				roles[n] = r
				return
			}
		}
		if s == nil {
			return
		}
		for i := range s.roles {
			if r := &s.roles[i]; len(roles) < maxRoles && r.sel.matches(n) {
				roles[n] = r.role
				m.role(n, r.role)
				return
			}
		}
	})
	return roles
}

// role notes the author or the date that an element with that role says.
func (m *meta) role(n *html.Node, r siteRole) {
	if m.tries++; m.tries > maxTries {
		return
	}
	switch r {
	case siteAuthor:
		if s := m.bylineText(n); s != "" && len(s) < maxByline && len(m.bylines) < maxClaims {
			m.bylines = append(m.bylines, byline{text: s, known: true})
		}
	case siteDate:
		m.date(shown(n), rolePublished, rankMeta, "the line «"+deepText(n, maxStamp, " ")+"»")
	}
}

// applySite labels the blocks by what is known of the page's system, where that gives an
// article: a body with text. Otherwise the labels stay as they are.
func (o *outline) applySite() {
	words, title, lead := 0, -1, -1
	for i := range o.doc.blocks {
		switch h := &o.doc.blocks[i]; h.site {
		case siteRelated, siteWidget:
			o.kinds[i] = ""
		case siteTitle:
			if title < 0 {
				title = i
			}
		case siteLead:
			if lead < 0 {
				lead = i
			}
		case siteBody:
			words += h.words - h.links
		}
	}
	if words < 25 || words < 60 && title < 0 {
		return
	}
	if title >= 0 {
		o.titleAt, o.title = title, o.doc.blocks[title].text
		o.titleKey = looseKey(o.title)
	}
	o.leadAt = lead
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		o.kinds[i] = o.siteKind(h, o.kinds[i], lead >= 0 && i < lead+6)
	}
	o.plan.kind = parley.PageArticle
}

// siteKind gives the label of a block by its role; was is what the general rules say.
func (o *outline) siteKind(h *hblock, was parley.BlockKind, early bool) parley.BlockKind {
	switch h.site {
	case siteLead:
		if early {
			return parley.BlockLead
		}
	case siteCaption:
		return parley.BlockCaption
	case siteAuthor:
		if h.words < 30 {
			return parley.BlockCredit
		}
	case siteDate:
		if h.words < 15 {
			return parley.BlockDateline
		}
	case siteBody:
		if was != "" && was != parley.BlockLead && was != parley.BlockTitle {
			return was
		}
		if h.links*2 > h.words || h.marks&inHidden != 0 || h.box.state.below&(inWidget|inRelated|inComments) != 0 || h.box.state.poll || o.isTitle(h.text) {
			return ""
		}
		if k := o.form(h); k != "" && k != parley.BlockTeaserTitle {
			return k
		}
		switch {
		case h.marks&inHeading != 0:
			return parley.BlockHeading
		case h.marks&inQuote != 0:
			return parley.BlockQuote
		}
		return parley.BlockBody
	}
	return ""
}
