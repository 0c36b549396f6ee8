package page

// This file finds the text of pages on which nothing is likely to be an article's.

// belowTitle gives the first paragraphs right below the title that stand side by side; to is 0 where there are
// hardly any.
func (o *outline) belowTitle() (from, to int) {
	if o.titleAt < 0 {
		return 0, 0
	}
	from = o.titleAt + 1
	n := min(len(o.doc.blocks), from+nearTitle)
	good := func(i int) bool {
		h := &o.doc.blocks[i]
		return h.good() > 0 && h.marks&inHidden == 0 && finalStop(h.text) && h.links*4 <= h.words && o.form(h) == ""
	}
	for from < n && !good(from) {
		from++
	}
	words := 0
	for to = from; to < len(o.doc.blocks) && good(to); to++ {
		words += o.doc.blocks[to].words
	}
	if from == n || words < fewBelow {
		return 0, 0
	}
	return from, to
}

// nearTitle is how many blocks below the title such paragraphs begin at most, and fewBelow how many words they have at least.
const (
	nearTitle = 8
	fewBelow  = 40
)
