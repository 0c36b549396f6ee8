package page

import (
	"strings"
	"testing"

	"parley"
)

// TestSaysList reads a page of text with links below it: what it says of itself, in its head or as the last part
// of its address, makes it a list, unless its data say that it is an article or it has hardly a link.
func TestSaysList(t *testing.T) {
	const (
		collection = `<meta property="og:type" content="product.group">`
		section    = `<link rel="canonical" href="https://bao.example/vi/news">`
		story      = `<link rel="canonical" href="https://bao.example/vi/news/dong-hai-va-tay-son-mo-cang-chung-204817.html">`
		data       = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Đông Hải và Tây Sơn mở cảng chung"}</script>`
		links      = `<ul><li><a href="/a">Tàu cá về bến cũ trước bão</a></li><li><a href="/b">Phao mới cho luồng Ngọc Bình</a></li><li><a href="/c">Chợ cá đêm mở lại sau Tết</a></li></ul>`
	)
	r := New(tableWords(t))
	for _, c := range []struct {
		name, head, links string
		kind              parley.PageKind
	}{
		{"nothing said", "", links, parley.PageArticle},
		{"a story", story, links, parley.PageArticle},
		{"goods", collection, links, parley.PageListing},
		{"a section", section, links, parley.PageListing},
		{"an article in a section", section + data, links, parley.PageArticle},
		{"a section without links", section, "", parley.PageArticle},
	} {
		page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title>" + c.head + "</head><body><h1>Đông Hải và Tây Sơn mở cảng chung</h1><div><p>" +
			strings.Join(prose, "</p><p>") + "</p></div>" + c.links + "</body></html>"
		if l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML}); l.Kind != c.kind {
			t.Errorf("%s: %s, not %s", c.name, l.Kind, c.kind)
		}
	}
}
