package page

import (
	"strings"
	"testing"
)

// TestBlockWords cuts texts into words: case and marks of punctuation do not matter, and where a
// script sets no spaces each character is a word.
func TestBlockWords(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
		n    int
	}{
		{"Cảng NGỌC Bình, 2025!", "cảng ngọc bình 2025", true, 4},
		{"don't", "don t", true, 2},
		{"港口已开放", "港口 已开放", true, 5},
		{"cảng", "cang", false, 1},
		{"…", "", true, 0},
	} {
		a, b := appendWords(nil, c.a), appendWords(nil, c.b)
		if len(a) != c.n || (hashWords(a) == hashWords(b)) != c.same {
			t.Errorf("%q and %q: %d words, the same: %v", c.a, c.b, len(a), !c.same)
		}
	}
}

// TestWordBag counts each word once for each block, and tells what share of a text is known.
func TestWordBag(t *testing.T) {
	b := newWordBag(4)
	for at, text := range []string{"một một hai", "hai ba"} {
		for _, w := range appendWords(nil, text) {
			b.add(w, int32(at))
		}
	}
	for word, want := range map[string]int32{"một": 1, "hai": 2, "ba": 1, "bốn": 0} {
		if got := b.slot(appendWords(nil, word)[0]).count; got != want {
			t.Errorf("%s: in %d blocks", word, got)
		}
	}
	if got := b.share(appendWords(nil, "Ba, bốn")); got != 0.5 || b.size != 3 {
		t.Errorf("share %v of %d words", got, b.size)
	}
	s := shingleSet("một hai ba bốn năm")
	if got := s.shingles(appendWords(nil, "hai ba bốn sáu")); got != 0.5 {
		t.Errorf("share of runs of three words: %v", got)
	}
	if shingleSet("một hai") != nil || wordSet("", 10) != nil || wordSet("một hai ba", 5) != nil {
		t.Error("a text without words, or one that is too long, has a set")
	}
}

// TestLeads tells where links lead.
func TestLeads(t *testing.T) {
	d := &document{home: "a.example"}
	for ref, want := range map[string]float32{
		"": 0, "#top": 1, "/x?u=http://b.example": 2, "x.html": 2, "https://www.a.example/x": 2, "//a.example": 2,
		"https://b.example/a.example": 3, "//b.example": 3, "mailto:x@a.example": 4, "javascript:void(0)": 4,
	} {
		if got := d.leads(ref); got != want {
			t.Errorf("%q: %v", ref, got)
		}
	}
}

// TestBeside measures what stands beside blocks: a card's text has a linked heading, a linked
// picture and a time beside it; paragraphs have each other.
func TestBeside(t *testing.T) {
	o := outlineFrom(t, `<html><head><link rel=canonical href="https://a.example/1"></head><body><h1>Hai nước mở cảng chung</h1><div><p>`+
		strings.Join(prose, "</p><p>")+`</p></div><section><div><a href="/7"><img src=x></a><h3><a href="/7">Sao chổi mới trên bầu trời</a></h3><span>12/3/2025</span>
		<p>Các nhà thiên văn khuyên xem trước bình minh, <a href="https://b.example">theo đài quan sát</a>.</p></div></section></body></html>`)
	m := o.newMeter()
	at := map[string]int{}
	for i := range o.doc.blocks {
		for _, s := range []string{prose[1], "Các nhà", "Sao chổi"} {
			if strings.HasPrefix(o.doc.blocks[i].text, s) {
				at[s] = i
			}
		}
	}
	for _, c := range []struct {
		block   string
		measure measure
		want    float32
	}{
		{"Các nhà", mHeadLinks, 1},
		{"Các nhà", mTimeGap, 1},
		{"Các nhà", mRefHome, 3},
		{"Các nhà", mLongLink, logOf(4)},
		{"Sao chổi", mImages, 1},
		{"Sao chổi", mImageLinked, 1},
		{"Sao chổi", mRefHome, 2},
		{"Sao chổi", mRefAgain, logOf(2)},
		{prose[1], mHeadLinks, 0},
		{prose[1], mTimeGap, 30},
		{prose[1], mUpStops, 1},
	} {
		var f measures
		m.block(at[c.block], &f)
		if got := f[c.measure]; got != c.want {
			t.Errorf("%.20s: %s is %v, want %v", c.block, measureNames[c.measure], got, c.want)
		}
	}
	var f measures
	m.block(at[prose[1]], &f)
	if f[mRunBefore] <= 0 || f[mRunBefore] >= 1 {
		t.Errorf("share of the paragraphs before the second: %v", f[mRunBefore])
	}
}

// TestAgree draws blocks towards those of their kin: a line of a list in which all else is of
// the article is taken too, but none that is a link.
func TestAgree(t *testing.T) {
	o := outlineFrom(t, "<body><ul>"+strings.Repeat("<li>Đoàn Đông Hải đi bằng tàu</li>", 5)+`<li>Đoàn Tây Sơn</li></ul><ul class=more><li>Một</li><li><a href="/1">Hai</a></li></ul></body>`)
	m := o.newMeter()
	odds := []float64{3, 3, 3, 3, 3, -0.5, 3, -0.5}
	alone, agreed := m.agree(odds)
	for i, p := range agreed {
		own := alone[i]
		switch i {
		case 5:
			if p < 0.5 {
				t.Errorf("the last line has %v", p)
			}
		case 7:
			if p > own {
				t.Errorf("the link was raised from %v to %v", own, p)
			}
		default:
			if p < 0.5 {
				t.Errorf("block %d has %v", i, p)
			}
		}
	}
}

// TestMenuEntries: links of a few words in menus are not measured, those of the text are.
func TestMenuEntries(t *testing.T) {
	o := outlineFrom(t, "<body><nav><ul><li><a href=/1>Thế giới</a></li></ul></nav><p>"+prose[0]+"</p><p><a href=/1>Thế giới</a></p><footer><a href=/2>Liên hệ</a></footer></body>")
	want := []bool{true, false, false, true}
	for i := range o.doc.blocks {
		if h := &o.doc.blocks[i]; h.entry() != want[i] {
			t.Errorf("%q: %v", h.text, !want[i])
		}
	}
}
