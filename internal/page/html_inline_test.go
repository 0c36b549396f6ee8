package page

import (
	"slices"
	"testing"

	"parley"
)

// TestStrangeElements reads lines in which elements stand that HTML does not know: names of things set nothing apart, elements that a
// page makes itself do, and so does whatever stands outside of a line.
func TestStrangeElements(t *testing.T) {
	r := New(tableWords(t))
	for name, c := range map[string]struct {
		markup string
		want   []string
	}{
		"name in a paragraph": {"<p>Tàu của <org>Đông Hải</org> rời bến.</p>", []string{"Tàu của Đông Hải rời bến."}},
		"inside a link":       {"<p>Tàu <a href=/x>của <st1:place>Đông Hải</st1:place></a> rời bến.</p>", []string{"Tàu của Đông Hải rời bến."}},
		"around a link":       {"<p>Tàu <noindex><a href=/x>rời bến</a></noindex> sáng nay.</p>", []string{"Tàu rời bến sáng nay."}},
		"of the page's own":   {"<p>Tàu rời bến.<my-box>Chợ cá</my-box></p>", []string{"Tàu rời bến.", "Chợ cá"}},
		"around paragraphs":   {"<story>Tàu rời bến.</story><story>Chợ cá</story>", []string{"Tàu rời bến.", "Chợ cá"}},
	} {
		o := outlineOf(r, &specimen{page: &parley.Page{Media: parley.MediaHTML, Bytes: []byte("<body>" + c.markup + "</body>")}})
		var got []string
		for i := range o.doc.blocks {
			got = append(got, o.doc.blocks[i].text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}
