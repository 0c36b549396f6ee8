package page

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"parley"
)

// TestAboveText reads what stands between the title and the text of an article: a summary
// without a name is the lead, points are text; days, captions and menus are neither.
func TestAboveText(t *testing.T) {
	const point = "Ngọc Bình sẽ là cảng đầu tiên mà hai nước cùng quản lý"
	r := New(tableWords(t))
	for _, c := range []struct{ name, above, lead, body string }{
		{"summary", `<div class="x1">Hai chính phủ cùng trả tiền nạo vét, nhưng hạn mức đánh bắt vẫn còn để ngỏ</div>`, "Hai chính phủ cùng trả tiền nạo vét, nhưng hạn mức đánh bắt vẫn còn để ngỏ", ""},
		{"points", "<div><ul><li>" + point + "</li><li>" + point + " bờ</li></ul></div>", "", point + "\n" + point + " bờ\n"},
		{"day", "<div>Xuất bản lúc 8:30 ngày 12/3/2025, sửa lần cuối lúc 9:45 cùng ngày</div>", "", ""},
		{"caption", `<figure><img><figcaption>Tàu cá neo ở bến cũ của Ngọc Bình sáng 11/3, trước giờ ra khơi.</figcaption></figure>`, "", ""},
		{"menu", `<nav><p>Trang chủ, thế giới, kinh tế, văn hóa, thể thao, sức khỏe, giáo dục và đời sống.</p></nav>`, "", ""},
	} {
		page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title></head><body><article><h1>Đông Hải và Tây Sơn mở cảng chung</h1>" +
			c.above + "<div class=article-body><p>" + strings.Join(prose, "</p><p>") + "</p></div></article></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if len(l.Items) == 0 || l.Kind != parley.PageArticle {
			t.Errorf("%s: %s with %d items", c.name, l.Kind, len(l.Items))
			continue
		}
		if it := l.Items[0]; string(it.Lead) != c.lead || it.Body != c.body+strings.Join(prose, "\n") {
			t.Errorf("%s: %q: %q", c.name, it.Lead, it.Body)
		}
	}
}

// TestDecks reads short lines between title and text: what the description says, a heading or a sentence right below the title
// are the lead however short they are; a day, a label and a heading like those of the text are not.
func TestDecks(t *testing.T) {
	r := New(tableWords(t))
	const below = `<div class=head><h1>Đông Hải và Tây Sơn mở cảng chung</h1>%s</div>`
	for _, c := range []struct{ name, above, lead string }{
		{"heading", fmt.Sprintf(below, "<h2>Hạn mức đánh bắt còn để ngỏ</h2>"), "Hạn mức đánh bắt còn để ngỏ"},
		{"sentence", fmt.Sprintf(below, "<p>Hạn mức còn để ngỏ.</p>"), "Hạn mức còn để ngỏ."},
		{"named", fmt.Sprintf(below, "<div class=sapo>Hạn mức còn để ngỏ</div>"), "Hạn mức còn để ngỏ"},
		{"described", fmt.Sprintf(below, "") + "<div class=bar>8 giờ</div><h2 class=teaser>Ngọc Bình đổi đời nhờ biển</h2>", "Ngọc Bình đổi đời nhờ biển"},
		{"day", fmt.Sprintf(below, "<h2>Thứ tư, 12/3/2025, 8:30</h2>"), ""},
		{"label", fmt.Sprintf(below, "<div>Chợ cá và bến cảng</div>"), ""},
		{"labelled", fmt.Sprintf(below, "<p>(Cảng và Bến)<br>Hạn mức đánh bắt còn để ngỏ.</p>"), "(Cảng và Bến) Hạn mức đánh bắt còn để ngỏ."},
		{"of an agency", fmt.Sprintf(below, "<p>(Reuters)<br>Hạn mức đánh bắt còn để ngỏ.</p>"), "Hạn mức đánh bắt còn để ngỏ."},
		{"of two lines", fmt.Sprintf(below, "<p>Hạn mức đánh bắt còn để ngỏ.<br>Tàu lớn chưa vào được.</p>"), "Hạn mức đánh bắt còn để ngỏ. Tàu lớn chưa vào được."},
		{"linked", fmt.Sprintf(below, "<h2><a href=/x>Hạn mức đánh bắt còn để ngỏ</a></h2>"), ""},
	} {
		page := `<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title><meta name=description content="Ngọc Bình đổi đời nhờ biển"></head><body><article>` +
			c.above + "<div class=article-body><p>" + strings.Join(prose, "</p><p>") + "</p></div></article></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if len(l.Items) == 0 || l.Kind != parley.PageArticle {
			t.Errorf("%s: %s with %d items", c.name, l.Kind, len(l.Items))
			continue
		}
		if it := l.Items[0]; string(it.Lead) != c.lead && !strings.HasPrefix(it.Body, c.lead+"\n") || c.lead == "" && it.Body != strings.Join(prose, "\n") {
			t.Errorf("%s: %q: %q", c.name, it.Lead, it.Body)
		}
	}
}

// TestPoints reads a list between title and text that stands apart from both: sentences that lead nowhere are of the text, and
// neither links nor days are.
func TestPoints(t *testing.T) {
	r := New(tableWords(t))
	for name, c := range map[string]struct {
		entries []string
		want    bool
	}{
		"sentences": {[]string{"Ngọc Bình sẽ là cảng đầu tiên hai nước cùng quản lý", "Hạn mức đánh bắt năm sau vẫn còn để ngỏ"}, true},
		"links":     {[]string{"<a href=/1>Ngọc Bình sẽ là cảng đầu tiên hai nước cùng quản lý</a>", "<a href=/2>Hạn mức đánh bắt năm sau vẫn còn để ngỏ</a>"}, false},
		"days":      {[]string{"Xuất bản lần đầu lúc sáng sớm ngày 12/3/2025", "Sửa lần cuối lúc 9:45 tối ngày 12/3/2025"}, false},
		"one":       {[]string{"Ngọc Bình sẽ là cảng đầu tiên hai nước cùng quản lý"}, false},
	} {
		page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title></head><body><h1>Đông Hải và Tây Sơn mở cảng chung</h1><div class=x9><ul><li>" + strings.Join(c.entries, "</li><li>") +
			`</li></ul></div><div><a href="/u">Trần Văn An</a></div><div>8:30</div><div>In</div><article><div class=article-body><p>` + strings.Join(prose, "</p><p>") + "</p></div></article></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if len(l.Items) == 0 || strings.Contains(l.Items[0].Body, "Ngọc Bình sẽ là cảng") != c.want {
			t.Errorf("%s: %+v", name, l.Items)
		}
	}
}

// TestDoubtfulPoints takes a list of points right above the text though none of them is likely to be of the article,
// but not one that surely is not.
func TestDoubtfulPoints(t *testing.T) {
	const page = `<body><main><h1>Đông Hải và Tây Sơn mở cảng chung</h1><ul><li>Tóm tắt</li></ul><ul><li>Hai nước quản lý Ngọc Bình</li><li>Hạn mức đánh bắt còn để ngỏ</li></ul><div><p>`
	r := New(tableWords(t))
	for p, want := range map[float32]int{0.12: 2, 0.05: 0} {
		o := outlineOf(r, &specimen{page: &parley.Page{Media: parley.MediaHTML, Bytes: []byte(page + strings.Join(prose, "</p><p>") + "</p></div></main></body>")}})
		o.judge()
		likely := make([]float32, len(o.doc.blocks))
		text := -1
		for i := range likely {
			if likely[i] = p; o.doc.blocks[i].tag == atom.P {
				if likely[i] = 0.9; text < 0 {
					text = i
				}
			}
		}
		n := 0
		for i, taken := range o.take(likely) {
			if taken && i < text {
				n++
			}
		}
		if n != want {
			t.Errorf("points at %.2f: %d taken, not %d", p, n, want)
		}
	}
}

// TestBelowTitle takes the paragraphs right below the title where no block is likely to be of the article, nothing else
// and not a line or two; where one is likely it decides.
func TestBelowTitle(t *testing.T) {
	const title = "<body><main><h1>Đông Hải và Tây Sơn mở cảng chung</h1>"
	const link = "<div><a href=/a>Chợ cá đêm mở lại sau Tết năm nay</a></div>"
	text, last := "<p>"+strings.Join(prose, "</p><p>")+"</p>", "<p>"+prose[0]+"</p>"
	r := New(tableWords(t))
	for name, c := range map[string]struct {
		markup string
		likely float32 // how likely the last block is
		want   int
	}{
		"none likely":       {title + "<div>8 giờ</div>" + text + link + last, 0.3, 3},
		"one likely":        {title + text + link + last, 0.6, 1},
		"no title":          {"<body><main>" + text + link + last, 0.3, 1},
		"hardly any":        {title + last + link + last, 0.3, 1},
		"far below a title": {title + strings.Repeat("<div>Chợ cá đêm</div>", 20) + text + link + last, 0.3, 1},
	} {
		o := outlineOf(r, &specimen{page: &parley.Page{Media: parley.MediaHTML, Bytes: []byte(c.markup + "</main></body>")}})
		o.judge()
		likely := make([]float32, len(o.doc.blocks))
		likely[len(likely)-1] = c.likely
		n := 0
		for _, taken := range o.take(likely) {
			n += int(truth(taken))
		}
		if n != c.want {
			t.Errorf("%s: %d blocks taken, not %d", name, n, c.want)
		}
	}
}

// TestAmongText reads an article between whose paragraphs other stories are named: none is
// left in its text, and none takes the place of its title.
func TestAmongText(t *testing.T) {
	r := New(tableWords(t))
	const link = `<a href="https://khac.example/7">Sao chổi mới trên bầu trời phía Bắc đêm nay</a>`
	for name, other := range map[string]string{
		"link": "<p>" + link + "</p>", "label and link": "<p>Đọc thêm: " + link + "</p>", "unknown label": "<p>Gợi ý: " + link + "</p>",
		"heading": "<h5>Gợi ý: " + link + "</h5>", "other language": "<p>Lire aussi : Sao chổi mới trên bầu trời phía Bắc đêm nay</p>",
		"apostrophe": "<p>Don’t miss: Sao chổi mới trên bầu trời phía Bắc đêm nay</p>",
		"bold":       "<p><b>Xem thêm: " + link + "</b></p>", "label alone": "<p>Read more: Sao chổi mới trên bầu trời phía Bắc đêm nay</p>",
	} {
		page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title></head><body><article><h1>Đông Hải và Tây Sơn mở cảng chung</h1><div class=article-body><p>" +
			strings.Join(prose, "</p>"+other+"<p>") + "</p></div></article></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if len(l.Items) < 2 || l.Items[0].Title != "Đông Hải và Tây Sơn mở cảng chung" || l.Items[0].Body != strings.Join(prose, "\n") {
			t.Errorf("%s: %+v", name, l.Items)
		}
	}
}

// TestFirstLetters reads an article whose first letter, or whose first words before a line break,
// stand apart from its first paragraph: they are part of it.
func TestFirstLetters(t *testing.T) {
	r := New(tableWords(t))
	text := strings.Join(prose, "\n")
	_, n := utf8.DecodeRuneInString(text)
	small := strings.ToLower(text[:n]) + text[n:]
	for name, c := range map[string]struct{ markup, want string }{
		"drawn large":  {`<div class=x>T</div><div class=y><p>` + strings.Join(strings.Split(small, "\n"), "</p><p>"), "T" + small},
		"before break": {`<div class=y><p>(Ngọc Bình)<br>` + strings.Join(prose, "</p><p>"), "(Ngọc Bình)\n" + text},
	} {
		page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title></head><body><article><h1>Đông Hải và Tây Sơn mở cảng chung</h1>" + c.markup + "</p></div></article></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if len(l.Items) == 0 || l.Items[0].Body != c.want {
			t.Errorf("%s: %+v", name, l.Items)
		}
	}
}

// TestAppeal reads an article below which, in the same element, readers are asked to pay, in several links to one
// place: that is none of its text. A paragraph with links to several places is.
func TestAppeal(t *testing.T) {
	r := New(tableWords(t))
	const asked = `<div>Bạn đọc thân mến, tòa soạn sống nhờ sự ủng hộ của các bạn. <a href="/gop">Hãy góp một phần nhỏ để chúng tôi tiếp tục đưa tin từ các bến cảng.</a> Người góp được tặng một cuốn lịch biển. <a href="%s">Xem tất cả các cách góp tại đây, xin cảm ơn các bạn!</a></div>`
	for last, kept := range map[string]bool{"/gop": false, "/lich-bien": true} {
		page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title></head><body><article><h1>Đông Hải và Tây Sơn mở cảng chung</h1><div class=article-body><p>" +
			strings.Join(prose, "</p><p>") + "</p>" + fmt.Sprintf(asked, last) + "</div></article></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if len(l.Items) == 0 || strings.Contains(l.Items[0].Body, "Bạn đọc thân mến") != kept || !strings.HasPrefix(l.Items[0].Body, strings.Join(prose, "\n")) {
			t.Errorf("%s: %+v", last, l.Items)
		}
	}
}
