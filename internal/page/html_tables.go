package page

// Which tables of a page are text.

import "golang.org/x/net/html/atom"

// takeTables takes tables of short cells whole: where their words are likely enough in the mean, all
// are of the article. A table that holds others arranges the page; a long text in one speaks for no cell beside it,
// nor does a table for titles of other stories.
func (o *outline) takeTables(likely []float32, taken []bool) {
	arranges := map[*box]bool{} // tables that hold others
	for _, b := range o.doc.boxes {
		if t := b.table(); t != nil && b.tag == atom.Table {
			arranges[t] = true
		}
	}
	for _, b := range o.doc.boxes {
		if b.tag != atom.Table || b.last-b.first < 4 || arranges[b] {
			continue
		}
		sum, size, words, links, cells := float32(0), 0, 0, 0, 0
		for i := b.first; i < b.last; i++ {
			h := &o.doc.blocks[i]
			k := min(h.words, cellWords)
			sum += likely[i] * float32(k)
			size += k
			words += h.words
			links += h.links
			if h.cell() {
				cells++
			}
		}
		if words > cellWords*(b.last-b.first) || sum < tableDoubt*float32(size) || links*2 > words || cells*4 < 3*(b.last-b.first) {
			continue
		}
		for i := b.first; i < b.last; i++ {
			h := &o.doc.blocks[i]
			taken[i] = taken[i] || h.marks&(inHidden|inCaption) == 0 && (likely[i] >= linkDoubt || !h.leadsAway())
		}
	}
}

// table gives the table around a box, if it is one of the ten boxes around it; nil where none is.
func (b *box) table() *box {
	for n := 0; n < 10 && b.parent != nil; n++ {
		if b = b.parent; b.tag == atom.Table {
			return b
		}
	}
	return nil
}

// cell tells whether a block is a cell of a table, or a paragraph alone in one.
func (h *hblock) cell() bool {
	b := h.box
	if b.tag == atom.P && b.parent != nil {
		b = b.parent
	}
	return b.tag == atom.Td || b.tag == atom.Th
}

// linkDoubt is how likely a cell must be at least that is a link as long as a title.
const linkDoubt = 0.1

// tableDoubt is how likely the words of a table must be in the mean; cellWords is how many a cell has
// at most in the mean where a table does not only arrange the page.
const (
	tableDoubt = 0.4
	cellWords  = 15
)
