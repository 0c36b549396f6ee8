package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"

	"parley"
)

// outline turns the blocks of a document into labelled units.
type outline struct {
	lex     *lexicon
	doc     *document
	page    *parley.Page
	plan    *plan
	units   []unit
	written []*hblock // the block of each unit
	text    strings.Builder

	main     *box
	title    string // the page's title, by markup
	titleKey string
	titleAt  int // block that shows it; -1
	nextAt   int // block with which the next story of the page begins; behind the last where none does
	leadAt   int // block that is the lead; -1
	kinds    []parley.BlockKind

	posts    []post           // of a live page
	postAt   []int            // post of each block, from 1; nil of other pages
	postItem []int            // item of each post, from 1
	days     map[int]entryDay // of listed stories, by item
	cards    repeated         // boxes side by side that lead to something else
	meter    *meter           // measures of its blocks
	likely   []float32        // that a block belongs to the article, by itself, from 0 to 1
	agreed   []float32        // the same, with what is likely of those like it
	named    map[string]bool  // authors by the page's data, folded; nil before they are asked for
}

// foreign are marks of blocks that belong to no article.
const foreign = inNav | inFooter | inAside | inRelated | inComments | inWidget

// build labels all blocks and writes them down.
func (o *outline) build() {
	o.plan = &plan{kind: parley.PageOther}
	o.main = o.mainBox()
	o.title = o.findTitle()
	o.titleKey = looseKey(o.title)
	o.kinds = make([]parley.BlockKind, len(o.doc.blocks))
	o.judge()
	o.labelBlocks(o.agreed)
	o.leadAt = o.findLead()
	o.plan.kind = o.verdict()
	o.applySite()
	o.applyLive()
	o.write()
}

// judge asks the tables how likely each block belongs to the article.
func (o *outline) judge() {
	m := o.newMeter()
	o.meter = m
	odds := m.judge(o.lex.model)
	o.likely, o.agreed = m.agree(odds)
	o.cards = m.cards
}

// good gives the words of a block that reads as a paragraph of an article; 0 for others.
func (h *hblock) good() int {
	if h.marks&(foreign|inCaption|inByline|inTitle|inHeading) != 0 || !h.paragraph() {
		return 0
	}
	return h.words - h.links
}

// mainBox finds the element that holds the article: the one with most words in paragraphs
// after what else stands in it is taken off.
func (o *outline) mainBox() *box {
	n := len(o.doc.blocks)
	good, bad := make([]float64, n+1), make([]float64, n+1)
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		g := float64(h.good())
		b := 0.0
		if g == 0 && h.marks&(inCaption|inTitle|inHeading|inByline) == 0 {
			b = float64(h.links) + 0.2*float64(h.words-h.links)
			if h.marks&foreign != 0 {
				b = float64(h.words) * 0.7
			}
		}
		good[i+1], bad[i+1] = good[i]+g, bad[i]+b
	}
	var best *box
	bestScore := 0.0
	for _, b := range o.doc.boxes {
		g := good[b.last] - good[b.first]
		if g == 0 {
			continue
		}
		w := max(-0.4, min(0.4, b.look.weight/100))
		if s := (g - 0.6*(bad[b.last]-bad[b.first])) * (1 + w*0.25); best == nil || s > bestScore || s == bestScore && b.depth > best.depth {
			best, bestScore = b, s
		}
	}
	return best
}

// labelBlocks labels the blocks of the article, and the captions and credits among them.
func (o *outline) labelBlocks(likely []float32) {
	taken := o.take(likely)
	first, last := -1, -1
	for i := range taken {
		if !taken[i] {
			continue
		}
		o.kinds[i] = o.label(&o.doc.blocks[i], likely[i])
		if k := o.kinds[i]; k == parley.BlockBody || k == parley.BlockQuote {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	for i := range o.kinds { // headings after the last paragraph are of other stories
		if i > last && o.kinds[i] == parley.BlockHeading {
			o.kinds[i] = ""
		}
	}
	o.dropHeads()
	o.dropEnds()
	for i := max(0, o.titleAt); i < len(o.kinds) && i <= last+8; i++ {
		if h := &o.doc.blocks[i]; o.kinds[i] == "" && h.marks&inHidden == 0 {
			o.kinds[i] = o.besideText(h)
		}
	}
}

// doubtful is how likely a paragraph or an entry of a list must be at least that stands between two
// of the article.
const doubtful = 0.2

// doubtReach is how many blocks such two are apart at most: whole sections of a page are doubtful that is built of boxes.
const doubtReach = 40

// take chooses the blocks of the article: those that are likely enough, paragraphs and entries of
// lists between them that are less so, and none that is a link alone or stands far before all text. Where none is
// likely, those right below the title.
func (o *outline) take(likely []float32) []bool {
	o.nextAt = len(likely)
	from := o.doc.threshold(likely)
	taken := make([]bool, len(likely))
	for i, p := range likely {
		taken[i] = p >= max(from, o.doc.blocks[i].asks(), o.invites(i)) && !o.doc.blocks[i].teaser()
	}
	if from, to := o.belowTitle(); to > 0 && slices.Max(likely) < 0.5 {
		for i := range taken {
			taken[i] = i >= from && i < to
		}
		return taken
	}
	last := -1 // sure block before
	for i, p := range likely {
		if p < 0.5 {
			continue
		}
		for j := last + 1; last >= 0 && i-last <= doubtReach && j < i; j++ {
			h := &o.doc.blocks[j]
			taken[j] = taken[j] || likely[j] >= max(doubtful, h.asks()) && (h.paragraph() || h.tag == atom.Li) && h.links*3 < h.words && h.box.state.below&(foreign|inCaption) == 0
		}
		last = i
	}
	o.takeTables(likely, taken)
	o.dropAgain(taken)
	o.dropApart(taken)
	o.dropNext(taken)
	o.dropReplies(taken)
	o.dropListed(taken)
	o.dropHeaded(taken)
	o.dropAbout(taken)
	text := -1 // first paragraph
	for i := range taken {
		if taken[i] && o.doc.blocks[i].paragraph() {
			text = i
			break
		}
	}
	for i, next := text-1, text; i >= 0; i-- {
		switch {
		case !taken[i]:
		case i < o.titleAt || next-i > 12:
			taken[i] = false
		default:
			next = i
		}
	}
	o.takePoints(likely, taken, text)
	o.takeOpening(likely, taken, text)
	return taken
}

// dropAgain drops runs of paragraphs that were taken before in the same order: some pages have their
// text again for other screens. A sentence or two that stand twice are meant to.
func (o *outline) dropAgain(taken []bool) {
	var long []int // what is taken, without short lines
	for i := range taken {
		if taken[i] && o.doc.blocks[i].words >= againWords {
			long = append(long, i)
		}
	}
	least := max(fewAgain, min(againRun, len(long)/2)) // a short text may stand twice as a whole
	first := map[uint64]int{}                          // by text: the first place in long
	run := 0
	for k, i := range long {
		at, ok := first[o.meter.texts[i]]
		switch {
		case !ok:
			first[o.meter.texts[i]] = k
			run = 0
			continue
		case run > 0 && at > 0 && o.meter.texts[long[at-1]] == o.meter.texts[long[k-1]]:
			run++
		default:
			run = 1
		}
		if run == least {
			for _, j := range long[k-least+1 : k] {
				taken[j] = false
			}
		}
		if run >= least {
			taken[i] = false
		}
	}
}

// A block counts from againWords words on, and a run of such blocks from againRun, or half of the text where that is less, but fewAgain.
const (
	againWords = 8
	againRun   = 8
	fewAgain   = 3
)

// openingDoubt is how likely a paragraph between the title and the text must be at least.
const openingDoubt = 0.15

// takeOpening takes the paragraphs between the title and the first one of the text: the lead
// often stands in another box than the text, under other names, and is missed more than others.
func (o *outline) takeOpening(likely []float32, taken []bool, text int) {
	if i := text - 1; i > o.titleAt && o.doc.blocks[text].tag == atom.P && o.begins(i) {
		taken[i] = true
	}
	for i := max(o.titleAt+1, text-openingReach); o.titleAt >= 0 && i < text; i++ {
		h := &o.doc.blocks[i]
		below := h.box.state.below
		if h.inner != nil {
			below |= h.inner.marks
		}
		if likely[i] >= openingDoubt && h.words >= 12 && h.paragraph() && finalStop(h.text) && h.links*4 <= h.words && h.marks&inHidden == 0 &&
			below&(inCaption|inByline|inComments|inNav|inFooter|inRelated|inAside) == 0 && !h.box.within(atom.Nav, atom.Aside, atom.Footer) && o.form(h) == "" && !o.about(i) && !o.pictured(h) {
			taken[i] = true
		}
	}
}

// begins tells whether block i is a few words before a line break, of the paragraph that goes on
// behind it.
func (o *outline) begins(i int) bool {
	h, next := &o.doc.blocks[i], &o.doc.blocks[i+1]
	return next.broken && h.box == next.box && h.links == 0 && h.marks == next.marks && h.words <= 8 && o.form(h) == ""
}

// within tells whether a box, or one of the four around it, is one of the elements.
func (b *box) within(tags ...atom.Atom) bool {
	for n := 0; b != nil && n < 5; n++ {
		if slices.Contains(tags, b.tag) {
			return true
		}
		b = b.parent
	}
	return false
}

// openingReach is how many blocks before the text such paragraphs stand at most.
const openingReach = 12

// teaser tells whether a block is a row of links with bars between them, or one link that reads as the title of another story,
// perhaps behind a label of a few words. A heading may be a link, but not behind a label.
func (h *hblock) teaser() bool {
	if h.tag == atom.Li || h.tag == atom.Td {
		return false
	}
	if h.anchors >= 3 && h.links*10 >= h.words*7 && strings.Count(h.text, " | ") >= 2 {
		return true
	}
	if h.anchors != 1 || h.links < 5 {
		return false
	}
	if h.marks&inHeading != 0 {
		label, _, _ := strings.Cut(h.text, ":")
		n := h.words - h.links
		return n > 0 && n <= 3 && n == len(strings.Fields(label)) && !strings.ContainsAny(label, "0123456789")
	}
	return h.links*10 >= h.words*9 || h.words-h.links <= 3 && !finalStop(h.text)
}

// invites gives how likely a short paragraph must be at least with a link as long as a title to
// where others of the page lead too: it is there for the sake of that.
func (o *outline) invites(i int) float32 {
	h := &o.doc.blocks[i]
	if h.longest < 5 || h.words > 30 || h.tag == atom.Li || h.tag == atom.Td || o.doc.again(h) < 3 {
		return 0
	}
	return 0.95
}

// asks gives how likely a block must be at least whose markup speaks against it.
func (h *hblock) asks() float32 {
	switch {
	case h.letter:
		return 2
	case h.marks&inComments != 0:
		return 0.85
	case h.box.state.poll, h.appeals():
		return 0.95
	case h.box.within(atom.Nav):
		return 0.9
	case h.marks&inCaption != 0:
		return 0.7
	case h.leadsAway():
		return 0.8
	case h.words >= 6 && h.links*2 >= h.words && h.tag != atom.Li && h.tag != atom.Td:
		return 0.65
	case h.marks&inHidden != 0:
		return 0.6
	}
	return 0
}

// appeals tells whether a good part of a block are links to one place, as of what asks readers to pay or to subscribe.
func (h *hblock) appeals() bool {
	return h.anchors >= 2 && h.links >= 8 && h.links*5 >= h.words*2 && h.refs[0] == h.refs[1] && h.refs[0] != "" && h.refs[0][0] != '#'
}

// leadsAway tells whether a block is one link to another page that is as long as a title.
func (h *hblock) leadsAway() bool {
	return h.href != "" && h.words >= 5 && h.links*10 >= h.words*9 && !strings.HasPrefix(h.href, "#")
}

// label says what a block of the article is. Where it is less than likely, its form decides.
func (o *outline) label(h *hblock, likely float32) parley.BlockKind {
	if o.isTitle(h.text) {
		return ""
	}
	if h.words <= 40 && o.framed(h) || o.pictured(h) {
		return parley.BlockCaption
	}
	if h.words <= 40 && h.tag != atom.Td && h.tag != atom.Th { // a cell of a table may say anything
		u := o.line(h)
		k := o.form(h)
		if likely >= 0.5 && h.stands(k, likely) {
			k = noForm
		}
		switch k {
		case noForm:
		case "":
			if h.words <= 8 && (&dates{lex: o.lex}).isTime(h.text) || o.lex.saysPublished(&u) {
				return parley.BlockDateline
			}
			if h.marks&inHeading == 0 && (u.short() || len(u.toks) >= 4 && len(u.toks) <= 14 && strings.HasSuffix(u.text, ":")) && o.lex.captionLike(&u) {
				return parley.BlockCaption
			}
		case parley.BlockCredit, parley.BlockDateline, parley.BlockTemplate, parley.BlockTeaserTitle:
			return k
		default:
			if likely < 0.9 || o.lex.widgetSentence.opens(u.toks) || strings.HasSuffix(u.text, ":") && o.lex.relatedLine(&u) {
				return k
			}
		}
	}
	if k := o.form(h); h.words > shortForm && h.words <= maxForm && k != "" && h.tag != atom.Td && (likely < 0.9 || k == parley.BlockWidget || k == parley.BlockTemplate) {
		return k
	}
	switch {
	case h.marks&inHeading != 0:
		return parley.BlockHeading
	case h.marks&inQuote != 0:
		return parley.BlockQuote
	}
	return parley.BlockBody
}

// noForm stands for a form that says nothing here.
const noForm parley.BlockKind = "-"

// stands tells whether the form of a likely block says nothing of it: a heading may name an agency or begin as a label does, and an
// entry of a list may say anything that a line of furniture does.
func (h *hblock) stands(k parley.BlockKind, likely float32) bool {
	switch {
	case h.marks&inHeading != 0:
		return k != "" && k != parley.BlockNavigation
	case h.tag == atom.Li:
		return k != parley.BlockTeaserTitle || likely >= 0.9
	}
	return false
}

// framed tells whether a block is the only text of a table that holds a picture: as some publishing systems set captions.
func (o *outline) framed(h *hblock) bool {
	b := h.box
	for n := 0; b != nil && b.tag != atom.Table && n < 5; n++ {
		b = b.parent
	}
	return b != nil && b.tag == atom.Table && b.last == b.first+1 && h.images > 0 && h.links == 0 && h.cell()
}

// saysPublished tells whether a line without a stop says when the text was published or updated.
func (l *lexicon) saysPublished(u *unit) bool {
	if l.publishedLabel.prefix(u.toks)+l.updatedLabel.prefix(u.toks) == 0 || finalStop(u.text) {
		return false
	}
	_, ok := dayMonthYear(u.text)
	return ok
}

// besideText says what a block is that stands near the article's paragraphs and is none: a
// caption, a credit, the date; "" for others.
func (o *outline) besideText(h *hblock) parley.BlockKind {
	m := h.box.state.below
	if h.inner != nil {
		m |= h.inner.marks
	}
	switch {
	case m&foreign != 0 || h.words > 120:
		return ""
	case m&inCaption != 0 && h.links*2 <= h.words, o.pictured(h):
		return parley.BlockCaption
	case h.words > 40 || h.marks&(inTitle|inHeading) != 0:
		return ""
	}
	u := o.line(h)
	if k := o.form(h); k == parley.BlockCredit || k == parley.BlockDateline {
		return k
	}
	if m&inByline != 0 && h.words < 30 {
		return parley.BlockCredit
	}
	if o.lex.captionLike(&u) && u.short() && h.links == 0 {
		return parley.BlockCaption
	}
	return ""
}

// isTitle tells whether a text is the page's title.
func (o *outline) isTitle(s string) bool {
	return o.title != "" && len(s) < 2*len(o.title)+10 && looseIs(s, o.titleKey)
}

// looseKey folds a title for comparison: its words alone.
func looseKey(s string) string { return strings.Join(lowerWords(s), " ") }

// looseIs tells whether looseKey(s) is key, as far as the first word that differs.
func looseIs(s, key string) bool {
	s = norm.NFC.String(s)
	n := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !wordRune(r) {
			i += size
			continue
		}
		end := wordEnd(s, i)
		if n++; n > 1 {
			if !strings.HasPrefix(key, " ") {
				return false
			}
			key = key[1:]
		}
		low := lowerWord(s[i:end])
		if !strings.HasPrefix(key, low) {
			return false
		}
		key = key[len(low):]
		i = end
	}
	return key == ""
}
