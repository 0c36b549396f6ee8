package page

import (
	"fmt"
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
		goods      = `<script type="application/ld+json">[{"@type":"Course","name":"a"},{"@type":"Course","name":"b"},{"@type":"Course","name":"c"},{"@type":"Course","name":"d"},{"@type":"Course","name":"e"}]</script>`
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
		{"five courses in its data", goods, links, parley.PageListing},
		{"an article with five courses", goods + data, links, parley.PageArticle},
		{"a section", section, links, parley.PageListing},
		{"an article in a section", section + data, links, parley.PageArticle},
		{"a post with a number", `<link rel="canonical" href="https://bao.example/blog/?p=4916">`, links, parley.PageArticle},
		{"a section without links", section, "", parley.PageArticle},
	} {
		page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title>" + c.head + "</head><body><h1>Đông Hải và Tây Sơn mở cảng chung</h1><div><p>" +
			strings.Join(prose, "</p><p>") + "</p></div>" + c.links + "</body></html>"
		if l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML}); l.Kind != c.kind {
			t.Errorf("%s: %s, not %s", c.name, l.Kind, c.kind)
		}
	}
}

// TestBesideLists reads a short article that says nothing of itself, in whose column other stories are named, each with a line of
// its text: it is no list. The stories alone are one.
func TestBesideLists(t *testing.T) {
	const titles = "Tàu cá về bến cũ trước bão số ba|Phao mới cho luồng vào cảng Ngọc Bình|Chợ cá đêm mở lại sau Tết năm nay|Đèn biển cũ được sơn lại màu trắng|Học sinh làng chài thi vẽ thuyền buồm|Kè đá mới che bến khỏi sóng lớn|Thuyền thúng đua nhau trên sông làng|Nước mắm Ngọc Bình được giá đầu năm|Trạm đo gió đặt trên mũi phía nam"
	cards := ""
	for i, s := range strings.Split(titles, "|") {
		cards += fmt.Sprintf(`<div class=item><a href="/tin/%d">%s</a><p>Người dân ở bến cho biết việc này đã được chờ từ nhiều năm nay và sẽ còn phải làm tiếp.</p></div>`, i, s)
	}
	r := New(tableWords(t))
	for name, c := range map[string]struct {
		text string
		kind parley.PageKind
	}{
		"article": {"<h1>Đông Hải và Tây Sơn mở cảng chung</h1><div class=article-body><p>" + strings.Join(prose, "</p><p>") + "</p></div>", parley.PageArticle},
		"list":    {"", parley.PageListing},
	} {
		page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title></head><body><div class=col>" + c.text + "<div class=list>" + cards + "</div></div></body></html>"
		if l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML}); l.Kind != c.kind {
			t.Errorf("%s: %s", name, l.Kind)
		}
	}
}

// TestScraps reads a page with rows of other stories, boxes that tell what each is about, and one paragraph that reads like an
// article's: it is a list. With fewer rows, and little beside, the same paragraph is the text of a short article.
func TestScraps(t *testing.T) {
	r := New(tableWords(t))
	for rows, kind := range map[int]parley.PageKind{60: parley.PageListing, 3: parley.PageArticle} {
		var b strings.Builder
		b.WriteString(`<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title><meta property="og:type" content="article"><meta property="article:published_time" content="2025-04-14"></head><body><h1>Đông Hải và Tây Sơn mở cảng chung</h1><div class=article-body><p>` + strings.Join(prose, "</p><p>") + "</p></div><div class=rows>")
		for i := range rows {
			fmt.Fprintf(&b, `<div class=card><h3><a href="/tin/%d">Bến số %d mở lại sau tháng bão</a></h3><div class=note>Phà, cầu tàu, kho lạnh, trạm xăng, %s</div></div>`, i, i, strings.Repeat("thuyền thúng, phao và đèn biển, ", 12))
		}
		b.WriteString("</div></body></html>")
		if l := r.Read(&parley.Page{Bytes: []byte(b.String()), Media: parley.MediaHTML}); l.Kind != kind {
			t.Errorf("%d rows: %s, not %s", rows, l.Kind, kind)
		}
	}
}

// TestCloseCalls: where the trees hardly tell a list from an article, its address, its cards and its data do.
func TestCloseCalls(t *testing.T) {
	const (
		title = "Đông Hải và Tây Sơn mở cảng chung"
		shown = "<h1>" + title + "</h1>"
		data  = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"` + title + `","datePublished":"2025-04-14"}</script>`
		shop  = `<link rel="canonical" href="https://bao.example/collections/cang">`
	)
	var cards strings.Builder
	for i := range 12 {
		fmt.Fprintf(&cards, `<div class=card><h3><a href="/hang/%d">Bến số %d mở lại sau tháng bão</a></h3><div>Người dân ở bến cho biết việc này đã được chờ từ nhiều năm nay và sẽ còn phải làm tiếp.</div></div>`, i, i)
	}
	for _, c := range []struct {
		name, head, shown string
		odds              string
		paragraphs        int
		kind              parley.PageKind
	}{
		{"among goods", shop, shown, "-0.3", 3, parley.PageListing},
		{"filed under a name of lists", shop, shown, "-0.7", 3, parley.PageArticle},
		{"an article among goods", shop + data, shown, "-0.3", 3, parley.PageArticle},
		{"no title, cards", "", "", "-3", 3, parley.PageListing},
		{"a title, cards", "", shown, "-3", 3, parley.PageArticle},
		{"no title, cards beside a long text", "", "", "-3", 12, parley.PageArticle},
		{"said to be an article", data, shown, "1", 12, parley.PageArticle},
		{"said to be an article, of a few words", data, shown, "1", 3, parley.PageListing},
		{"said to be an article, and surely a list", data, shown, "3", 12, parley.PageListing},
		{"not said to be one", "", shown, "1", 12, parley.PageListing},
	} {
		r := New(tableWords(t))
		m := *r.lex.model
		m.kind = readTrees(c.odds+"\n", traitNames)
		r.lex.model = &m
		page := "<html><head><title>" + title + "</title>" + c.head + "</head><body>" + c.shown + "<div class=article-body>" + strings.Repeat("<p>"+strings.Join(prose, "</p><p>")+"</p>", c.paragraphs/3) + "</div><div>" + cards.String() + "</div></body></html>"
		if l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML}); l.Kind != c.kind {
			t.Errorf("%s: %s, not %s", c.name, l.Kind, c.kind)
		}
	}
}

// TestSummedUp: a page of paragraphs that stand nearly all under titles that lead elsewhere is a list, however much it reads like an article.
func TestSummedUp(t *testing.T) {
	r := New(tableWords(t))
	m := *r.lex.model
	m.kind = readTrees("-3\n", traitNames)
	r.lex.model = &m
	for plain, kind := range map[int]parley.PageKind{1: parley.PageListing, 5: parley.PageArticle} {
		var b strings.Builder
		for i := range 8 {
			fmt.Fprintf(&b, `<h3><a href="/tin/%d">Bến số %d mở lại sau tháng bão năm nay</a></h3><p>%s</p>`, i, i, prose[i%3])
		}
		page := "<html><head><title>Tin cảng</title></head><body><h1>Tin cảng</h1><div>" + strings.Repeat("<p>"+prose[0]+"</p>", plain) + b.String() + "</div></body></html>"
		if l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML}); l.Kind != kind {
			t.Errorf("%d paragraphs under no title: %s, not %s", plain, l.Kind, kind)
		}
	}
}
