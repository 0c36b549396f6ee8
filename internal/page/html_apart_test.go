package page

import (
	"strings"
	"testing"

	"parley"
)

// TestApart reads pages below whose article another text stands: behind several other blocks and outside of the article's boxes
// it is of no part of the article; in the same boxes the article goes on.
func TestApart(t *testing.T) {
	const title = "Đông Hải và Tây Sơn mở cảng chung"
	own := strings.Repeat("<p>"+strings.Join(prose, "</p><p>")+"</p>", 2)
	others := strings.Repeat("<div>Chợ cá</div>", 9)
	box := func(inner string) string {
		return "<section class=row><div class=grid><div class=body>" + inner + "</div></div></section>"
	}
	const other = "Điều khoản này áp dụng cho mọi bạn đọc của báo và có thể thay đổi bất cứ lúc nào mà không báo trước."
	terms := "<p>" + strings.Repeat(other+" ", 3) + "</p><p>" + strings.Repeat(other+" ", 4) + "</p>"
	for name, c := range map[string]struct {
		markup string
		kept   bool
	}{
		"goes on":        {box(own) + others + box(terms), true},
		"near":           {box(own) + "<div>Chợ cá</div>" + box(terms), true},
		"apart":          {box(own) + others + "<div class=foot><form>" + terms + "</form></div>", false},
		"another title":  {box(own) + others + "<h1>Điều khoản sử dụng báo</h1>" + box(terms), false},
		"in the article": {box(own + others + terms), true},
	} {
		r := New(tableWords(t))
		o := outlineOf(r, &specimen{page: &parley.Page{Media: parley.MediaHTML, Bytes: []byte("<body><main><h1>" + title + "</h1>" + c.markup + "</main></body>")}})
		o.judge()
		taken := make([]bool, len(o.doc.blocks))
		for i := range taken {
			taken[i] = o.doc.blocks[i].paragraph()
		}
		o.dropApart(taken)
		kept := false
		for i, in := range taken {
			h := &o.doc.blocks[i]
			if !strings.HasPrefix(h.text, other) && h.paragraph() && !in {
				t.Errorf("%s: %q is lost", name, h.text)
			}
			kept = kept || in && strings.HasPrefix(h.text, other)
		}
		if kept != c.kept {
			t.Errorf("%s: kept %v", name, kept)
		}
	}
}

// TestListed reads pages that end with paragraphs each under a linked title: of other stories where the links lead into the site, of the
// article where they lead to its sources, into the page, or where text goes on behind them.
func TestListed(t *testing.T) {
	const title = "Đông Hải và Tây Sơn mở cảng chung"
	const other = "Chợ cá đêm của Tây Sơn mở thêm hai dãy hàng, tiểu thương mong khách từ Đông Hải sang."
	own := "<p>" + strings.Join(prose, "</p><p>") + "</p>"
	list := func(n int, href string) string {
		return strings.Repeat("<dl><dt><a href="+href+">Chợ cá đêm mở thêm hàng</a></dt><dd>"+other+"</dd></dl>", n)
	}
	for name, c := range map[string]struct {
		markup string
		kept   bool
	}{
		"stories":       {own + list(3, "/cho-ca"), false},
		"two":           {own + list(2, "/cho-ca"), true},
		"sources":       {own + list(3, "https://cho.example/ca"), true},
		"parts":         {own + list(3, "#ca"), true},
		"text goes on":  {own + list(3, "/cho-ca") + own, true},
		"nothing above": {list(4, "/cho-ca"), true},
		"its own title": {own + "<h2><a href=/x>" + title + "</a></h2><p>" + other + "</p>" + list(2, "/cho-ca"), true},
	} {
		r := New(tableWords(t))
		o := outlineOf(r, &specimen{page: &parley.Page{Media: parley.MediaHTML, Bytes: []byte("<title>" + title + "</title><body><main><h1>" + title + "</h1>" + c.markup + "</main></body>")}})
		o.judge()
		taken := make([]bool, len(o.doc.blocks))
		for i := range taken {
			taken[i] = o.doc.blocks[i].paragraph()
		}
		o.dropListed(taken)
		kept := false
		for i, in := range taken {
			h := &o.doc.blocks[i]
			if h.text != other && h.paragraph() && !in {
				t.Errorf("%s: %q is lost", name, h.text)
			}
			kept = kept || in && h.text == other
		}
		if kept != c.kept {
			t.Errorf("%s: kept %v", name, kept)
		}
	}
}

// TestHeaded reads pages whose text seems to begin with a list: entries that each hold a title which leads elsewhere on the site are of
// other stories; points, links to other sites, and a list behind a paragraph are the article's.
func TestHeaded(t *testing.T) {
	const other = "Tây Sơn: tiểu thương mong khách từ Đông Hải sang."
	own := "<p>" + strings.Join(prose, "</p><p>") + "</p>"
	list := func(n int, title string) string {
		return "<ul>" + strings.Repeat("<li>"+title+" <span>"+other+"</span></li>", n) + "</ul>"
	}
	const title = "<a href=/cho-ca>Chợ cá đêm mở thêm hàng</a>"
	for name, c := range map[string]struct {
		markup string
		kept   bool
	}{
		"stories":          {list(3, title) + own, false},
		"two":              {list(2, title) + own, true},
		"points":           {list(3, "Chợ cá đêm mở thêm hàng.") + own, true},
		"sources":          {list(3, "<a href=https://cho.example/ca>Chợ cá đêm mở thêm hàng</a>") + own, true},
		"behind a text":    {own + list(3, title) + own, true},
		"all that is said": {list(4, title), true},
	} {
		r := New(tableWords(t))
		o := outlineOf(r, &specimen{page: &parley.Page{Media: parley.MediaHTML, Bytes: []byte("<body><main>" + c.markup + "</main></body>")}})
		taken := make([]bool, len(o.doc.blocks))
		for i := range taken {
			taken[i] = o.doc.blocks[i].words >= 8
		}
		o.dropHeaded(taken)
		kept := false
		for i, in := range taken {
			h := &o.doc.blocks[i]
			if !strings.HasSuffix(h.text, other) && !in {
				t.Errorf("%s: %q is lost", name, h.text)
			}
			kept = kept || in && strings.HasSuffix(h.text, other)
		}
		if kept != c.kept {
			t.Errorf("%s: kept %v", name, kept)
		}
	}
}

// TestHeads: a heading with a colon behind which only links to other pages of the site stand goes with them; before links to elsewhere,
// before text, or without a colon it stays.
func TestHeads(t *testing.T) {
	own := "<p>" + strings.Join(prose, "</p><p>") + "</p>"
	links := func(to string) string {
		return strings.Repeat("<ul><li><a href="+to+">Chợ cá đêm mở thêm hàng</a></li></ul>", 3)
	}
	r := New(tableWords(t))
	for name, c := range map[string]struct {
		markup string
		kept   bool
	}{
		"stories":          {"<h2>Chợ cá ở cảng:</h2>" + links("/cho-ca") + own, false},
		"sources":          {"<h2>Chợ cá ở cảng:</h2>" + links("https://cho.example/ca") + own, true},
		"text":             {"<h2>Chợ cá ở cảng:</h2>" + own + links("/cho-ca") + own, true},
		"without a colon":  {"<h2>Chợ cá ở cảng</h2>" + links("/cho-ca") + own, true},
		"something behind": {"<h2>Chợ cá ở cảng:</h2>" + links("/cho-ca") + "<div>Hàng cá, hàng tôm, hàng mực</div>" + own, true},
	} {
		o := outlineOf(r, &specimen{page: &parley.Page{Media: parley.MediaHTML, Bytes: []byte("<body><main>" + own + c.markup + "</main></body>")}})
		o.kinds = make([]parley.BlockKind, len(o.doc.blocks))
		head := -1
		for i := range o.kinds {
			switch h := &o.doc.blocks[i]; {
			case h.marks&inHeading != 0:
				o.kinds[i], head = parley.BlockHeading, i
			case h.paragraph():
				o.kinds[i] = parley.BlockBody
			}
		}
		o.dropHeads()
		if kept := o.kinds[head] == parley.BlockHeading; kept != c.kept {
			t.Errorf("%s: kept %v", name, kept)
		}
	}
}

// TestOffered: a row of links with bars between them, and what says that links earn the newsroom money, are none of the text, in
// whatever language and however likely; bars between words are.
func TestOffered(t *testing.T) {
	r := New(tableWords(t))
	line := "<p>Both countries said that the talks would go on next week in the same place, with the same people and the same papers.</p>"
	for _, c := range []struct {
		in   string
		kept bool
	}{
		{"<p>Related reports include <a href=/a>Costs of a Ferry by State</a> | <a href=/b>Costs of a Pier</a> | <a href=/c>Costs of a Harbour and a Quay</a></p>", false},
		{"<p>The lines A | B | C all lead to the harbour, and <a href=/a>one</a> of them, <a href=/b>two</a> or <a href=/c>three</a> run at night.</p>", true},
		{"<p>This post contains affiliate links. <a href=/d>Click here</a> to read my full disclosure.</p>", false},
		{"<p>We may earn commission from links on this page, but only from goods that we have in our own house.</p>", false},
		{"<p>Dieser Artikel enthält Affiliate-Links, an denen wir verdienen können.</p>", false},
		{"<p>Bài viết có chứa liên kết tiếp thị, tòa soạn có thể nhận hoa hồng.</p>", false},
		{"<p>Streamers earn a commission when viewers buy games, gear, or software through affiliate links.</p>", true},
	} {
		src := "<html lang=en><head><title>Talks to go on next week</title></head><body><article><h1>Talks to go on next week</h1>" + strings.Repeat(line, 3) + c.in + strings.Repeat(line, 3) + "</article>"
		it := r.Read(&parley.Page{Bytes: []byte(src), Media: parley.MediaHTML}).Items[0]
		if got := strings.Count(it.Body, "\n") == 6; got != c.kept {
			t.Errorf("%s: kept %v in %q", c.in, got, it.Body)
		}
	}
}
