package page

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"parley"
)

// readHTML takes a page in HTML apart.
//
//	markup ──meta──▶ what the page says of itself ──sites, posts──▶ roles of elements that are known
//	       ──newDocument──▶ blocks in boxes ──newMeter──▶ measures of each block
//	       ──judge──▶ how likely it is the article's ──take, label──▶ its label
//	       ──write──▶ units, one a line ──fill──▶ blocks and items ──describe──▶ dates, authors, agency
func (r *Reader) readHTML(p *parley.Page, text string, out *parley.Layout, late func() bool) {
	o := r.outline(p, text, out, late)
	units := o.units
	out.Language = r.lex.language(o.prose())
	if out.Language == "und" {
		out.Language = o.doc.meta.language()
	}
	base := absolute(out.URL, cmpOr(o.doc.meta.baseURL, out.URL))
	for i := range units {
		units[i].url = absolute(base, units[i].url)
	}
	r.lex.fill(out, units, o.plan)
	o.dateEntries(out)
	o.describe(out)
	out.Problems = append(out.Problems, o.gated()...)
}

// outline labels the blocks of a page in HTML and writes them down.
func (r *Reader) outline(p *parley.Page, text string, out *parley.Layout, late func() bool) *outline {
	markup := newLean(text)
	markup.late = late
	root, err := markup.parse()
	if markup.stopped > 0 {
		out.Problems = append(out.Problems, parley.Problem{Code: "page-too-slow", Detail: "the markup was read up to byte " + strconv.Itoa(markup.stopped) + " of " + strconv.Itoa(len(text))})
	}
	if err != nil {
		out.Problems = append(out.Problems, parley.Problem{Code: "markup-too-deep", Detail: "read tag by tag: " + err.Error()})
	}
	m := meta{markup: markup, names: r.lex.classes}
	m.scan(root)
	m.finish()
	m.address(out)
	roles := r.sites.of(root, host(out.URL), func(lang string) bool { return r.lex.writtenIn(&m, lang) }).assign(root, &m)
	roles = m.findPosts(root, r.lex.classes, roles)
	d := newDocument(root, r.lex.classes, roles)
	if roles == nil {
		roles = map[*html.Node]siteRole{}
	}
	if m.fromData(root, d, roles) {
		d = newDocument(root, r.lex.classes, roles)
	}
	d.meta, d.home = m, m.home()
	o := &outline{lex: r.lex, doc: d, page: p}
	o.build()
	out.Text, out.Kind = o.text.String(), o.plan.kind
	o.words()
	return o
}

// language brings a lang attribute into the form of Layout.Language.
func language(attr string) string {
	attr, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(attr)), "-")
	attr, _, _ = strings.Cut(attr, "_")
	if len(attr) != 2 {
		return "und"
	}
	return attr
}

// absolute resolves an address against the page's; "" where no absolute one results.
func absolute(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || strings.HasPrefix(ref, "#") {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && b.IsAbs() {
		u = b.ResolveReference(u)
	}
	if !u.IsAbs() || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}
