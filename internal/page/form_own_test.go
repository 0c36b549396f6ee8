package page

import (
	"strings"
	"testing"

	"parley"
)

// TestOwnSentences tells by how they begin sentences on rights and those in which a newsroom speaks to its readers, in several languages,
// from sentences of a text.
func TestOwnSentences(t *testing.T) {
	l := newLexicon(tableWords(t))
	for s, want := range map[string]parley.BlockKind{
		"Sign up for our newsletter and read all about the harbour every morning.":    parley.BlockWidget,
		"Mời bạn đón đọc số báo ra ngày mai về bến phà Ngọc Bình.":                    parley.BlockWidget,
		"Подписывайтесь на наш канал, чтобы знать о порте всё.":                       parley.BlockWidget,
		"Abonnez-vous à notre lettre du matin sur le port.":                           parley.BlockWidget,
		"更多精彩内容请下载海港日报客户端。":                                                           parley.BlockWidget,
		"Bài viết thể hiện quan điểm của tác giả, không phải của tòa soạn.":           parley.BlockLegal,
		"凡注明来源为海港日报的稿件，版权均属本报所有。":                                                     parley.BlockLegal,
		"The views expressed in this piece are those of the ferryman alone.":          parley.BlockLegal,
		"Редакция не несет ответственности за то, что пишут паромщики.":               parley.BlockLegal,
		"Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod.":    parley.BlockTemplate,
		"The company signed up for our quay in spring, the harbour master said.":      "",
		"Đông Hải mời bạn bè quốc tế đón đọc hiệp định mới về nghề cá ở hai bên eo.":  "",
		"更新后的渡轮今日复航，船长说一切顺利。":                                                         "",
		"We want to sail again before the winter, two of the ferrymen told the mayor": "",
	} {
		if got := l.address(s); got != want {
			t.Errorf("%q: %q, not %q", s, got, want)
		}
	}
}

// TestOwnSentencesInText: a newsroom's own sentences between the paragraphs of an article, and above them, are none of its text, however
// long and wherever they stand.
func TestOwnSentencesInText(t *testing.T) {
	const (
		plea  = "Mời bạn đón đọc số báo đặc biệt ra sáng mai, trong đó các phóng viên của tòa soạn kể lại mười năm đi cùng những chuyến phà, những người lái phà và những bến cảng ở hai bờ eo biển, với hơn một trăm bức ảnh chưa từng được in ở bất cứ đâu."
		above = "Đăng ký nhận bản tin buổi sáng của tòa soạn để không bỏ lỡ chuyến phà nào."
	)
	page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title></head><body><article><h1>Đông Hải và Tây Sơn mở cảng chung</h1><p>" + above + "</p><p>" +
		strings.Join(prose[:2], "</p><p>") + "</p><p>" + plea + "</p><p>" + strings.Join(prose[2:], "</p><p>") + "</p></article></body></html>"
	it := New(tableWords(t)).Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML}).Items[0]
	text := string(it.Lead) + "\n" + it.Body
	if strings.Contains(text, "phóng viên của tòa soạn") || strings.Contains(text, "bản tin buổi sáng") {
		t.Errorf("the text is %q", text)
	}
	for _, s := range prose {
		if !strings.Contains(text, s) {
			t.Errorf("%q is not in the text", s)
		}
	}
}
