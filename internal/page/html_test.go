package page

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"parley"
)

// prose is text for made pages.
var prose = []string{
	"Hai bên đã trao đổi trong hai giờ về đường biển, nghề cá và tiền nạo vét cảng chung ở Ngọc Bình.",
	"Theo kế hoạch, cuộc họp tới sẽ diễn ra vào tháng chín ở thủ đô của nước chủ nhà, với các bộ trưởng giao thông.",
	"Các chuyên gia cho rằng cảng mới sẽ giúp ngư dân hai nước, nhưng nhắc rằng hạn mức đánh bắt vẫn chưa được ký.",
}

// TestDeep reads articles inside more elements than html.Parse opens: they stay articles
// with a title and paragraphs, and links stay other stories.
func TestDeep(t *testing.T) {
	inner := "<h1>Đông Hải và Tây Sơn mở cảng chung</h1><p>" + strings.Join(prose, "</p><p>") + "</p>" +
		`<aside><a href="https://khac.example/1">Sao chổi mới trên bầu trời phía Bắc đêm nay</a></aside>`
	r := New(tableWords(t))
	for _, c := range []struct{ name, before, after string }{
		{"deep boxes", strings.Repeat("<div>", 2000), strings.Repeat("</div>", 2000)},
		{"never closed", strings.Repeat("<div class=x><span>", 2000), ""},
		{"tables", strings.Repeat("<table><tr><td>", 700), strings.Repeat("</td></tr></table>", 700)},
		{"lists", strings.Repeat("<ul><li>", 1500), ""},
		{"spans", strings.Repeat("<span>", 1500), ""},
		{"sections", strings.Repeat("<section>", 1500), strings.Repeat("</section>", 1500)},
	} {
		page := "<html><head><title>Đông Hải và Tây Sơn mở cảng chung</title><meta property=og:type content=article></head><body><nav><a href=/>Trang chủ</a></nav>" +
			c.before + inner + c.after
		l := r.Read(&parley.Page{Bytes: []byte(page), Media: parley.MediaHTML})
		if err := check(l); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if l.Kind != parley.PageArticle || len(l.Items) == 0 {
			t.Errorf("%s: %s with %d items", c.name, l.Kind, len(l.Items))
			continue
		}
		it := l.Items[0]
		if it.Title != "Đông Hải và Tây Sơn mở cảng chung" || it.Body != strings.Join(prose, "\n") {
			t.Errorf("%s: %q: %q", c.name, it.Title, it.Body)
		}
		if len(l.Problems) != 1 || l.Problems[0].Code != "markup-too-deep" {
			t.Errorf("%s: problems %v", c.name, l.Problems)
		}
	}
}

// TestEntries reads lists of stories: each has its title, text, address and day, which may
// stand before or behind the title.
func TestEntries(t *testing.T) {
	titles := []string{
		"Đông Hải và Tây Sơn mở cảng chung ở Ngọc Bình", "Giá cà phê giảm phiên thứ năm liên tiếp", "Sao chổi mới trên bầu trời phía Bắc đêm nay",
		"Lễ hội hoa Kim Sơn đón một vạn khách", "Đội tuyển bơi Nam Hà về nước sáng nay", "Dịch cúm mùa có thể đến sớm hơn mọi năm",
		"Hồ chứa Thanh Bình xả nước sau ba tuần mưa", "Bảo tàng tàu thuyền mở cửa trở lại ở Vân Đài",
	}
	for name, form := range map[string]string{
		"day behind": `<article><h3><a href="https://a.example/%d">%s</a></h3><p>%s</p><span>%s</span></article>`,
		"day before": `<article><div><time datetime="%[4]s">hôm qua</time></div><h3><a href="https://a.example/%[1]d">%[2]s</a></h3><p>%[3]s</p></article>`,
	} {
		var s strings.Builder
		s.WriteString("<html><head><title>Thế giới</title></head><body><div class=list>")
		for i, title := range titles {
			fmt.Fprintf(&s, form, i, title, prose[i%3], fmt.Sprintf("2025-06-%02d", i+1))
		}
		s.WriteString("</div></body></html>")
		l := New(tableWords(t)).Read(&parley.Page{Bytes: []byte(s.String()), URL: "https://a.example/the-gioi/", Media: parley.MediaHTML})
		if err := check(l); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if l.Kind != parley.PageListing || len(l.Items) != len(titles) {
			t.Errorf("%s: %s with %d items", name, l.Kind, len(l.Items))
			continue
		}
		for i, it := range l.Items {
			day := ""
			if it.Published != nil {
				day = it.Published.Value
			}
			if it.Kind != parley.ItemEntry || string(it.Title) != titles[i] || it.Body != prose[i%3] ||
				string(it.URL) != fmt.Sprintf("https://a.example/%d", i) || day != fmt.Sprintf("2025-06-%02d", i+1) {
				t.Errorf("%s: item %d is %s %q, %q, %s, %s", name, i, it.Kind, it.Title, it.Body, it.URL, day)
			}
		}
	}
}

// TestTrees reads trees as text, of which one is less deep than the other, and evaluates them.
func TestTrees(t *testing.T) {
	trees := readTrees("words < 2.5\n links < 0.5\n  +1\n  -1\n +3\nlinks < 0.2\n +0.5\n +0\n", []string{"words", "links"})
	for _, c := range []struct {
		words, links float32
		want         float64
	}{{1, 0, 1.5}, {1, 0.3, 1}, {1, 0.5, -1}, {2.5, 0, 3.5}, {9, 1, 3}} {
		if got := trees.sum([]float32{c.words, c.links}); got != c.want {
			t.Errorf("%v: got %v", c, got)
		}
	}
	for _, c := range []struct{ least, want float64 }{{0.2, 0.1}, {0, 2.5}} { // of the first of three trees, and of all
		got := readTrees("+0.1\nlinks < 0.2\n +0.5\n -0.4\n+2.8\n", []string{"words", "links"}).sumUntil([]float32{1, 0.3}, c.least)
		if math.Abs(got-c.want) > 1e-6 {
			t.Errorf("until %v: got %v, not %v", c.least, got, c.want)
		}
	}
}

// TestTables checks that names and measures agree in number, and that each is named once.
func TestTables(t *testing.T) {
	for name, c := range map[string]struct {
		list []string
		want int
	}{
		"measures": {measureNames, int(numMeasures)},
		"lines":    {lineNames, int(lineMeasures)},
		"texts":    {textNames, int(textTraits)},
		"traits":   {traitNames, int(numTraits)},
	} {
		seen := map[string]bool{}
		for _, s := range c.list {
			if seen[s] || s == "" {
				t.Errorf("%s: %q twice", name, s)
			}
			seen[s] = true
		}
		if len(c.list) != c.want {
			t.Errorf("%s: %d names for %d", name, len(c.list), c.want)
		}
	}
	m := newModel()
	if len(m.names) < 100 || m.blocks.count() == 0 || m.kind.count() == 0 || m.lines.count() == 0 || m.text.count() == 0 {
		t.Errorf("%d names, %d, %d, %d and %d trees", len(m.names), m.blocks.count(), m.kind.count(), m.lines.count(), m.text.count())
	}
}

// TestNames takes the names of an element apart.
func TestNames(t *testing.T) {
	for in, want := range map[string]string{
		" articleBody main":       "article body article-body main",
		" article__body--wide x1": "article body article-body wide body-wide x",
		" post-12345 hentry":      "post hentry",
		"":                        "",
	} {
		var got []string
		eachName(in, &nameRoom{}, func(n []byte) { got = append(got, string(n)) })
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %q", in, s)
		}
	}
}

// TestListNames adds up what the names of a page say for its being a list, each once; those of the
// outermost elements count for themselves.
func TestListNames(t *testing.T) {
	r := New(nil)
	r.lex.classes.odds = readNames("archive\t\t+1.50\nentry\t+0.5\t-0.50\nother\t+2.0\n^archive\t\t+2.00\n")
	for markup, want := range map[string]float32{
		`<body><div class="archive"><p>a</div><div class="archive entry"><p>b</div>`: 1,
		`<body class="archive other"><p>a`:                                           3.5,
		`<body><div class="other"><p>a</div>`:                                        0,
	} {
		o := outlineOf(r, &specimen{page: &parley.Page{Bytes: []byte(markup), Media: parley.MediaHTML}})
		if got := o.doc.met.sum; got != want {
			t.Errorf("%s: %v", markup, got)
		}
	}
}

// TestFigures tells links to numbered pages from other links.
func TestFigures(t *testing.T) {
	for text, want := range map[string]bool{"1 2 3 4": true, "12": true, "« 1 2": false, "2025": false, "7 days": false, "": false} {
		h := hblock{text: text, words: len(strings.Fields(text)), anchors: 1}
		if h.figures() != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// TestWordsIn counts words where no spaces stand between them.
func TestWordsIn(t *testing.T) {
	for in, want := range map[string]int{"cảng": 1, "ngữ-pháp-tiếng-Việt": 1, "两国代表团在海港城市会面": 6, "ประเทศไทย": 4} {
		if got := wordsIn(in); got != want {
			t.Errorf("%s: %d", in, got)
		}
	}
}

// addDictionary adds the tokens of a dictionary of the shared bad input to a fuzz corpus:
// each alone, and in runs.
func addDictionary(f *testing.F, name string) {
	in, err := os.Open(filepath.Join(shared, "bad/fuzzing-dictionaries/dictionaries", name))
	if err != nil {
		f.Log("no shared material: ", err)
		return
	}
	defer in.Close()
	run := ""
	for s := bufio.NewScanner(in); s.Scan(); {
		_, value, ok := strings.Cut(s.Text(), "=")
		if token, err := strconv.Unquote(value); ok && err == nil {
			f.Add([]byte(token + "x"))
			if run += token + " a b c d e f g h. "; len(run) > 2000 {
				f.Add([]byte(run))
				run = ""
			}
		}
	}
	f.Add([]byte(run))
}
