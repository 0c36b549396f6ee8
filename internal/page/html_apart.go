package page

import (
	"strings"

	"golang.org/x/net/html/atom"

	"parley"
)

// This file leaves out what stands below the text of an article and apart from it: the next story of an endless
// page, terms of use, what other pages of the site say. It reads like text, so that its place alone tells.

// A stretch of blocks that were taken begins anew where more than apartGap others stand between. It is of another text where it
// stands apartUp boxes farther out than the first one, or, behind farGap others, outside of its box at all.
const (
	apartGap = 8
	farGap   = 20
	apartUp  = 2
)

// The first stretch must have so many words, and this share of all that are taken, to be the article.
const (
	apartWords = 80
	apartShare = 0.15
)

// stretch are blocks of the text between which few others stand.
type stretch struct{ from, to, words int }

// dropApart drops the stretches below the article's that stand apart from it.
func (o *outline) dropApart(taken []bool) {
	if o.doc.meta.live || len(o.doc.meta.posts) > 0 {
		return // posts stand apart from each other
	}
	var all []stretch
	total := 0
	for i, in := range taken {
		if !in {
			continue
		}
		if n := len(all); n == 0 || i-all[n-1].to >= apartGap {
			all = append(all, stretch{from: i})
		}
		s := &all[len(all)-1]
		s.to = i + 1
		s.words += o.doc.blocks[i].words
		total += o.doc.blocks[i].words
	}
	main := 0
	for main < len(all) && (all[main].words < apartWords || float64(all[main].words) < apartShare*float64(total)) {
		main++
	}
	if main >= len(all)-1 {
		return
	}
	home := o.around(all[main])
	kins := map[[3]uint32]bool{}
	for i := all[main].from; i < all[main].to; i++ {
		kins[o.doc.blocks[i].kinsAround()] = taken[i]
	}
	for k := main + 1; k < len(all); k++ {
		up := 0
		for b := home; b != nil && (b.first > all[k].from || b.last < all[k].to); b = b.parent {
			up++
		}
		if o.goesOn(all[k-1].to, all[k].from, kins) {
			continue
		}
		if up >= apartUp || up > 0 && all[k].from-all[k-1].to >= farGap {
			clear(taken[all[k].from:all[k].to])
		}
	}
}

// goesOn tells whether block to is of the article's own kin, and no title stands between it and block from: the text
// goes on behind what was put into it.
func (o *outline) goesOn(from, to int, kins map[[3]uint32]bool) bool {
	for i := from; i < to; i++ {
		if h := &o.doc.blocks[i]; h.marks&inTitle != 0 && h.words >= 4 {
			return false
		}
	}
	return kins[o.doc.blocks[to].kinsAround()]
}

// kinsAround gives the kin of a block's box, of the third box around it and of the fifth; 0 where there is none.
func (h *hblock) kinsAround() (k [3]uint32) {
	b := h.box
	for n := 0; b != nil && n < 5; n++ {
		if n%2 == 0 {
			k[n/2] = b.kin
		}
		b = b.parent
	}
	return k
}

// around gives the smallest box that holds a stretch.
func (o *outline) around(s stretch) *box {
	b := o.doc.blocks[s.from].box
	for b != nil && (b.first > s.from || b.last < s.to) {
		b = b.parent
	}
	return b
}

// dropListed drops what ends a text as lists of other stories do: paragraphs each under a title that leads elsewhere on the site, and
// nothing of the article's own behind them.
func (o *outline) dropListed(taken []bool) {
	pairs, from, title, text := 0, 0, -1, false
	for i := range taken {
		h := &o.doc.blocks[i]
		switch {
		case h.href != "" && h.words >= 4 && h.words <= 40 && h.links*10 >= h.words*8:
			if title = -1; o.doc.leads(h.href) == 2 && !o.isTitle(h.text) {
				title = i
			}
		case !taken[i] || !h.paragraph():
		case title < 0:
			pairs, text = 0, true
		default:
			if pairs++; pairs == 1 {
				from = title
			}
			title = -1
		}
	}
	if text && pairs >= listedPairs {
		clear(taken[from:])
	}
}

// dropHeaded drops the entries of lists with which a text begins where each holds a title that leads elsewhere on the site: they sum up
// other stories.
func (o *outline) dropHeaded(taken []bool) {
	entries := 0
	for i := range taken {
		h := &o.doc.blocks[i]
		if !taken[i] || h.words < 5 {
			continue
		}
		if h.tag != atom.Li || h.anchors != 1 || h.longest < 5 || o.doc.leads(h.refs[0]) != 2 {
			if h.paragraph() && entries >= listedPairs {
				clear(taken[:i])
			}
			return
		}
		entries++
	}
}

// listedPairs is how many such paragraphs, or entries, there are at least.
const listedPairs = 3

// dropHeads takes the headings with a colon out of the text behind which only links to other pages of the site stand, up to what is text again: they head lists of
// other stories.
func (o *outline) dropHeads() {
	head, links := -1, 0
	for i, k := range o.kinds {
		h := &o.doc.blocks[i]
		switch {
		case k == parley.BlockHeading || k != "" && k != parley.BlockCaption && k != parley.BlockCredit:
			if head >= 0 && links >= listedLinks {
				o.kinds[head] = ""
			}
			head, links = -1, 0
			if k == parley.BlockHeading && strings.HasSuffix(h.text, ":") {
				head = i
			}
		case head < 0 || h.marks&inHidden != 0:
		case h.words >= 4 && h.links*10 >= h.words*8 && o.doc.leads(h.href) == 2:
			links++
		case h.words >= 4:
			head = -1 // something else is left out there
		}
	}
}

// listedLinks is how many links such a list has at least.
const listedLinks = 2

// dropNext drops the stories that stand below the article in elements beside its own, each under a title of the same level and with a day of its own:
// pages to which the next story is added at the end. In a page of posts they are text.
func (o *outline) dropNext(taken []bool) {
	if o.titleAt < 0 || o.doc.meta.live || len(o.doc.meta.posts) > 0 || !o.dayBelow(o.titleAt) {
		return
	}
	text := o.titleAt + 1
	for text < len(taken) && !(taken[text] && o.doc.blocks[text].paragraph()) {
		text++
	}
	own := o.doc.blocks[o.titleAt].box
	for own != nil && own.last <= text {
		own = own.parent
	}
	if own == nil || own.parent == nil {
		return
	}
	for _, b := range o.doc.boxes {
		if b.parent != own.parent || b.tag != own.tag || b.first < own.last || !o.opensStory(b) {
			continue
		}
		clear(taken[b.first:b.last])
		o.nextAt = min(o.nextAt, b.first)
	}
}

// opensStory tells whether a box begins with a title as the page's is, and a day.
func (o *outline) opensStory(b *box) bool {
	title := &o.doc.blocks[o.titleAt]
	if title.marks&(inTitle|inHeading) == 0 {
		return false
	}
	for i := b.first; i < b.last && i < b.first+nextTitle; i++ {
		if h := &o.doc.blocks[i]; h.tag == title.tag && h.words >= 3 && !o.isTitle(h.text) {
			return o.dayBelow(i)
		}
	}
	return false
}

// nextTitle is how many blocks of a story its title is looked for in, and how many behind it the day.
const nextTitle = 4

// dayBelow tells whether one of the few blocks behind a title says a time.
func (o *outline) dayBelow(i int) bool {
	for j := i + 1; j < len(o.doc.blocks) && j <= i+nextTitle; j++ {
		if o.doc.blocks[j].saysTime() {
			return true
		}
	}
	return false
}
