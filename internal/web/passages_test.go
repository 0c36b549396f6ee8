package web

import (
	"strings"
	"testing"
	"unicode/utf8"

	"parley"
)

// page makes a reading of one article of paragraphs.
func pageOf(paragraphs ...string) *parley.Reading {
	p := &parley.Reading{ID: "p", Items: []parley.Item{{Kind: parley.ItemArticle}}}
	for _, x := range paragraphs {
		start := utf8.RuneCountInString(p.Text)
		p.Text += x + "\n"
		p.Blocks = append(p.Blocks, parley.Block{Kind: parley.BlockBody, Span: parley.Span{Start: start, End: start + utf8.RuneCountInString(x)}})
	}
	return p
}

// TestPassages: a paragraph was taken over where most of its words stand, some at a time, in
// the other article.
func TestPassages(t *testing.T) {
	origin := articleOf(pageOf(
		"The envoys of both islands met in the lighthouse on Monday to talk about herring.",
		"They agreed to count the boats before the winter, and to meet again in spring.",
	), 0, true)
	for _, c := range []struct {
		text     string
		from, to float64
		why      string
	}{
		{"The envoys of both islands met in the lighthouse on Monday to talk about herring.", 1, 1, "word by word"},
		{"THE ENVOYS of both islands met, in the lighthouse, on Monday: to talk about herring", 1, 1, "case and points do not matter"},
		{"Our reporter was there when the envoys of both islands met in the lighthouse on Monday.", wholePassage - .1, .9, "with words before it"},
		{"Fishermen waited at the port; they agreed to count the boats and went home to sleep.", partPassage, wholePassage, "in part"},
		{"Nobody has asked the herring what they think about all this.", 0, 0, "its own"},
		{"Monday", 0, 0, "one word is no passage"},
	} {
		a := articleOf(pageOf(c.text), 0, true)
		if got := a.passages[0].taken(origin); got < c.from || got > c.to {
			t.Errorf("%q: %.2f, not %.2f to %.2f: %s", c.text, got, c.from, c.to, c.why)
		}
	}
}

// TestLongPassage: what was saved without its paragraphs is cut at sentences, and nothing of
// it is lost.
func TestLongPassage(t *testing.T) {
	long := strings.Repeat("The envoys of both islands met in the lighthouse on Monday to talk about herring. ", 12)
	p := pageOf("A title", long, strings.Repeat("x", 3000))
	a := articleOf(p, 0, true)
	words := 0
	for _, x := range a.passages {
		words += len(x.words)
	}
	if len(a.passages) < 8 || words != 2+12*15+1 {
		t.Errorf("%d passages with %d words", len(a.passages), words)
	}
	if n := len(articleOf(p, 0, false).passages); n != 3 {
		t.Errorf("uncut: %d", n)
	}
}
