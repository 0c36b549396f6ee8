package page

import (
	"strings"
	"testing"

	"parley"
)

// TestUnmark says which paragraphs of pages are marked as hidden (h), as a widget's (w), as a footer's (f) or as a caption (c): none is hidden where a script
// shows nearly all text, none a widget's where the sections of an article are each called that, and a caption is what stands alone in a picture's box.
func TestUnmark(t *testing.T) {
	r := New(tableWords(t))
	text := "<p>" + strings.Join(prose, "</p><p>") + "</p>"
	const other = "<p>Mời bạn đọc đăng ký nhận bản tin buổi sáng của tòa soạn, mỗi ngày một lần.</p>"
	const widget = `<div class=widget>`
	for _, c := range []struct{ name, markup, want string }{
		{"nearly all hidden", `<div style="visibility: hidden">` + text + text + text + "</div>" + other, ".........."},
		{"part hidden", text + `<div style="display:none">` + other + "</div>", "...h"},
		{"half hidden", text + `<div style="display:none">` + text + "</div>", "...hhh"},
		{"sections", text + widget + other + "</div>" + widget + other + "</div>" + widget + other + "</div>", "......"},
		{"two widgets", text + text + widget + other + "</div>" + widget + other + "</div>", "......ww"},
		{"a page of widgets", strings.Repeat(widget+text+"</div>", 2) + `<div class="widget head">` + other + `</div><div class="widget newsletter">` + other + "</div>" + text, ".......w..."},
		{"a picture's box", `<div class="image top"><img src=x><p>Bến cảng Ngọc Bình nhìn từ phía Nam.</p></div>` + text, "c..."},
		{"a box of text with a picture", `<div class="story"><img src=x><p>Bến cảng Ngọc Bình nhìn từ phía Nam.</p></div>` + text, "...."},
		{"a picture's box with a title", `<div class="image top"><img src=x><h1>Bến cảng Ngọc Bình mở cửa</h1></div>` + text, "...."},
		{"a picture's box with more", `<div class="image top"><img src=x><p>Bến cảng Ngọc Bình nhìn từ phía Nam.</p>` + text + "</div>", "...."},
		{"a video's title", text + `<div class="c-video__data"><time>4:23</time> <span>Bến cảng Ngọc Bình nhìn từ phía Nam?</span></div>` + text, "...c..."},
		{"a tooltip", text + `<span class=x role=tooltip><div>Bản đọc của bài này do máy tạo ra, có thể sai.</div></span>` + text, "...h..."},
		{"terms below a short text", "<h1>Cảng chung</h1>" + text + `<div class="legal-disclaimer">` + text + text + text + "</div>", "....fffffffff"},
		{"a wrapper that is called a footer", `<div class="page-footer"><h1>Cảng chung</h1>` + text + "</div>", "...."},
		{"hardly any text", text + text + text + text + text + text + text + widget + other + "</div>" + widget + other + "</div>" + widget + other + "</div>", strings.Repeat(".", 21) + "www"},
	} {
		o := outlineOf(r, &specimen{page: &parley.Page{Media: parley.MediaHTML, Bytes: []byte("<body><main>" + c.markup + "</main></body>")}})
		got := ""
		for i := range o.doc.blocks {
			switch m := o.doc.blocks[i].marks; {
			case m&inHidden != 0:
				got += "h"
			case m&inWidget != 0:
				got += "w"
			case m&inFooter != 0:
				got += "f"
			case m&inCaption != 0:
				got += "c"
			default:
				got += "."
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, not %s", c.name, got, c.want)
		}
	}
}
