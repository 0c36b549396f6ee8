package page

import (
	"strings"
	"testing"

	"parley"
)

// outlineFrom walks a page written for a test.
func outlineFrom(t *testing.T, markup string) *outline {
	return outlineOf(New(tableWords(t)), &specimen{page: &parley.Page{Bytes: []byte(markup), Media: parley.MediaHTML}})
}

// TestRepeats counts boxes of one kin side by side: cards of other stories count, paragraphs
// of the text do not, and what stands in a card is counted with it.
func TestRepeats(t *testing.T) {
	card := `<div class="card"><h3><a href="/7">Sao chổi mới trên bầu trời phía Bắc đêm nay</a></h3><p>Các nhà thiên văn khuyên xem trước bình minh.</p></div>`
	o := outlineFrom(t, "<body><h1>Hai nước mở cảng chung</h1><div><p>"+strings.Join(prose, "</p><p>")+"</p></div><section>"+strings.Repeat(card, 4)+"</section></body>")
	m := o.newMeter()
	if m.cards.boxes != 4 || m.cards.linked != 4 {
		t.Errorf("cards: %+v", m.cards)
	}
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		want := 0
		if strings.Contains(h.text, "Sao chổi") || strings.Contains(h.text, "thiên văn") {
			want = 4
		}
		if got := h.box.state.repeat; got != want {
			t.Errorf("%q: %d beside each other, want %d", h.text, got, want)
		}
	}
}

// TestSaysTime tells short blocks that say a time, in whatever language.
func TestSaysTime(t *testing.T) {
	for text, want := range map[string]bool{
		"12/03/2025": true, "März 2025": true, "8:30": true, "08:30 Uhr": true, "3 phút": false, "20.000 người": false, "120256 lượt xem": false, "": false,
	} {
		if h := (&hblock{text: text, words: len(strings.Fields(text))}); h.saysTime() != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// TestEndings tells how texts end in several scripts.
func TestEndings(t *testing.T) {
	for text, want := range map[string]bool{
		"Họ đã ký.": true, "هل وقعوا؟": true, "उन्होंने हस्ताक्षर किए।": true, "他们签了字。": true, "انہوں نے دستخط کیے۔": true, "Họ đã ký": false, "वे": false,
	} {
		if finalStop(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
	for r, want := range map[rune]float32{'.': 5, 0x964: 5, '？': 3, ':': 1, 'a': 0} {
		if got := ending(r); got != want {
			t.Errorf("%q: %v", r, got)
		}
	}
}

// TestRefs takes the words of addresses apart: an anchor of the page itself has none.
func TestRefs(t *testing.T) {
	for ref, want := range map[string]string{"/newsletter/sign-up?x=1": "@newsletter @sign @newsletter-sign @up @sign-up @x @up-x", "#top": "", "": ""} {
		var got []string
		eachRefName(ref, func(n []byte) { got = append(got, string(n)) })
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %q", ref, s)
		}
	}
}

// What readers wrote stays that where it is longer than the text, but not where it is all there is.
func TestLongComments(t *testing.T) {
	text := "<p>" + strings.Repeat("The harbour was quiet on the morning after the storm. ", 6) + "</p>"
	comments := `<div class="comments"><p>` + strings.Repeat("We saw it too, from the hill above the town. ", 20) + "</p></div>"
	for _, c := range []struct {
		name, body string
		want       mark
	}{
		{"below the text", "<h1>A quiet harbour</h1>" + text + comments, inComments},
		{"without a text", "<h1>A quiet harbour</h1>" + comments, 0},
		{"without a title", text + comments, 0},
	} {
		blocks := outlineFrom(t, "<body>"+c.body+"</body>").doc.blocks
		if got := blocks[len(blocks)-1].marks & inComments; got != c.want {
			t.Errorf("%s: the mark is %v, not %v", c.name, got, c.want)
		}
	}
}
