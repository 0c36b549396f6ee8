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
