package page

import (
	"strings"
	"testing"

	"parley"
)

// TestDecode: a page in an old encoding comes out as text of today, and says that its
// encoding was guessed. (How encodings are told apart is tested in internal/charset.)
func TestDecode(t *testing.T) {
	const vni = "Hai n\xf6\xf4\xf9c seõ gaëp nhau ôû thuû ñoâ"
	bytes := strings.NewReplacer("õ", "\xf5", "ë", "\xeb", "ô", "\xf4", "û", "\xfb", "ñ", "\xf1", "â", "\xe2").Replace(vni)
	out := New(tableWords(t)).Read(&parley.Page{Bytes: []byte(bytes), Media: parley.MediaText})
	if want := "Hai nước sẽ gặp nhau ở thủ đô"; out.Text != want {
		t.Errorf("got %s, want %s", out.Text, want)
	}
	if len(out.Problems) != 1 || out.Problems[0].Code != "encoding-guessed" || out.Problems[0].Detail != "read as VNI" {
		t.Errorf("problems %v", out.Problems)
	}
}

// TestGivenBeside: what a container says of a piece of markup or text stands on the page as if
// the page said it; a whole page says it itself.
func TestGivenBeside(t *testing.T) {
	r := New(tableWords(t))
	const body = "<p>Hai bộ trưởng đã gặp nhau ở thủ đô hôm qua và bàn về đường biển, theo thông báo của chủ nhà.</p><p>Cuộc gặp sau sẽ vào tháng tới, khi các chuyên gia đã xong việc của họ.</p>"
	for _, c := range []struct {
		name, bytes, text string
		media             parley.Media
	}{
		{"a piece of markup", body, "Hai bộ trưởng gặp nhau\nHai bộ", parley.MediaHTML},
		{"a short piece of markup", "<p>Hai bộ trưởng đã gặp nhau<b> hôm qua</b>.</p>", "Hai bộ trưởng gặp nhau\nHai bộ", parley.MediaHTML},
		{"a whole page", "<!DOCTYPE html><html><body><h1>Hai bộ trưởng gặp nhau</h1>" + body, "Hai bộ trưởng gặp nhau\nHai bộ", parley.MediaHTML},
		{"text", "Hai bộ trưởng đã gặp nhau ở thủ đô hôm qua.", "Hai bộ trưởng gặp nhau\nHai bộ", parley.MediaText},
	} {
		out := r.Read(&parley.Page{Bytes: []byte(c.bytes), Media: c.media, Title: "Hai bộ trưởng gặp nhau", Authors: []string{"Lê Hà"}, Published: "2031-05-06T01:00:00+07:00"})
		if !strings.HasPrefix(strings.ReplaceAll(out.Text, "\n\n", "\n"), c.text) || len(out.Items) != 1 {
			t.Errorf("%s: %d items in %q", c.name, len(out.Items), out.Text)
			continue
		}
		it := out.Items[0]
		if it.Kind != parley.ItemArticle || it.Title != "Hai bộ trưởng gặp nhau" || len(it.Authors) != 1 || it.Published == nil || it.Published.Value != "2031-05-06" {
			t.Errorf("%s: got %+v", c.name, it)
		}
	}
}

// TestSitemap: each address is an entry of a listing; only a news sitemap dates it.
func TestSitemap(t *testing.T) {
	out := New(tableWords(t)).Read(&parley.Page{Media: parley.MediaSitemap, Charset: "utf-8", Bytes: []byte(
		"<url><loc>https://a.vn/1</loc><news:title>Hai nước sẽ gặp nhau &amp; bàn bạc</news:title><news:publication_date>2031-05-06T07:00:00Z</news:publication_date></url>\n" +
			"<url><loc>https://a.vn/2</loc><lastmod>2031-05-07</lastmod></url>\n<url></url>\n<sitemap><loc>javascript:x</loc></sitemap>",
	)})
	if out.Kind != parley.PageListing || len(out.Items) != 3 || out.Language != "vi" {
		t.Fatalf("got %+v", out)
	}
	if want := "Hai nước sẽ gặp nhau & bàn bạc\n2031-05-06T07:00:00Z\nhttps://a.vn/2\n2031-05-07\njavascript:x"; out.Text != want {
		t.Errorf("got %q", out.Text)
	}
	first, second, third := out.Items[0], out.Items[1], out.Items[2]
	if first.Title == "" || first.URL != "https://a.vn/1" || first.Published == nil || first.Published.Value != "2031-05-06" {
		t.Errorf("got %+v", first)
	}
	if second.Title != "" || second.URL != "https://a.vn/2" || second.Published != nil || third.URL != "" {
		t.Errorf("got %+v and %+v", second, third)
	}
	for _, b := range out.Blocks {
		if b.Start >= b.End || b.Item < 0 {
			t.Errorf("a bad block %+v", b)
		}
	}
}
