package page

import (
	"slices"
	"strings"
	"testing"

	"parley"
)

// TestAbout: what is said of an author whom the page's data name is none of the text where it stands above or below it; a paragraph among
// others may begin with any name, and what an agency says of itself is text.
func TestAbout(t *testing.T) {
	r := New(tableWords(t))
	turned := slices.Clone(prose)
	slices.Reverse(turned)
	more := "<p>" + strings.Join(turned, "</p><p>") + "</p>"
	text := "<p>" + strings.Join(prose, "</p><p>") + "</p>"
	const of = "<p>Trần Thị Hà Phương đã viết về cảng biển và nghề cá cho tòa soạn từ hơn mười năm nay.</p>"
	for _, c := range []struct {
		name, author, markup string
		left                 bool
	}{
		{"below", "Trần Thị Hà Phương", text + of, false},
		{"above", "Trần Thị Hà Phương", of + text, false},
		{"among", "Trần Thị Hà Phương", text + of + more, true},
		{"of another", "Lê Mai Anh", text + of, true},
		{"one name alone", "Trần", text + of, true},
		{"an agency", "Associated Press", text + "<p>Associated Press đã viết về cảng biển và nghề cá từ hơn mười năm nay.</p>", true},
		{"with an address", "Trần Thị Hà Phương", text + "<p>Trần Thị Hà Phương nhận thư của bạn đọc về cảng biển tại phuong@bao.example mỗi ngày.</p>", true},
	} {
		page := `<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title><meta name="author" content="` + c.author + `"></head><body><article><h1>Đông Hải và Tây Sơn mở cảng chung</h1><div class=article-body>` + c.markup + "</div></article></body></html>"
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if len(l.Items) == 0 {
			t.Errorf("%s: no items", c.name)
			continue
		}
		body := string(l.Items[0].Lead) + l.Items[0].Body
		if strings.Contains(body, "cảng biển") != c.left || !strings.Contains(body, prose[2]) {
			t.Errorf("%s: %q", c.name, body)
		}
	}
}
