package page

import (
	"strings"
	"testing"
	"unicode/utf8"

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

// TestAmongText reads an article between whose paragraphs other stories are named: none is
// left in its text, and none takes the place of its title.
func TestAmongText(t *testing.T) {
	r := New(tableWords(t))
	const link = `<a href="https://khac.example/7">Sao chổi mới trên bầu trời phía Bắc đêm nay</a>`
	for name, other := range map[string]string{
		"link": "<p>" + link + "</p>", "label and link": "<p>Đọc thêm: " + link + "</p>", "unknown label": "<p>Gợi ý: " + link + "</p>",
		"bold": "<p><b>Xem thêm: " + link + "</b></p>", "label alone": "<p>Read more: Sao chổi mới trên bầu trời phía Bắc đêm nay</p>",
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
