package page

import (
	"slices"
	"strings"
	"unicode"

	"parley"
)

// maxTitle bounds, in bytes, titles and descriptions that are believed.
const maxTitle = 1000

// findTitle gives the page's title: the first-level heading that agrees best with what
// the head says, else what the head says without the name of the site.
func (o *outline) findTitle() string {
	m := &o.doc.meta
	var claims []string
	for _, s := range []string{m.headline, m.ogTitle, m.title} {
		if s != "" && len(s) <= maxTitle && !o.lex.button(s) {
			claims = append(claims, s)
		}
	}
	o.titleAt = -1
	best := 0.0
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		if h.marks&inTitle == 0 || h.kicker || h.words > 60 || h.marks&(inFooter|inComments|inRelated) != 0 {
			continue
		}
		if o.namesSite(h.text, claims) {
			h.masthead = true
			continue
		}
		s := 0.1
		for _, c := range claims {
			s = max(s, overlap(h.text, c))
			if k := o.kicker(i); k != "" {
				s = max(s, overlap(k+" "+h.text, c))
			}
		}
		if s > best {
			best, o.titleAt = s, i
		}
	}
	if o.titleAt >= 0 && (best >= 0.5 || len(claims) == 0) && (len(claims) == 0 || o.doc.blocks[o.titleAt].marks&inNav == 0) {
		return o.doc.blocks[o.titleAt].text
	}
	crumb := o.titleAt // in a menu: where nothing else says what the head does
	if best < 0.5 {
		crumb = -1
	}
	o.titleAt = -1
	for _, c := range claims {
		c = withoutSite(c, m.site)
		key := looseKey(c)
		for i := range o.doc.blocks {
			if h := &o.doc.blocks[i]; h.marks&(inFooter|inRelated) == 0 && (crumb < 0 || h.marks&inNav == 0) && len(h.text) < 2*len(c)+10 && looseIs(h.text, key) {
				o.titleAt = i
				return h.text
			}
		}
	}
	for _, c := range claims {
		if i := o.beforeName(c); i >= 0 {
			o.titleAt = i
			return o.doc.blocks[i].text
		}
	}
	for _, c := range claims {
		if i := o.behindLabel(looseKey(c)); i >= 0 {
			o.titleAt = i
			return o.doc.blocks[i].text
		}
	}
	if crumb >= 0 {
		o.titleAt = crumb
		return o.doc.blocks[crumb].text
	}
	if len(claims) > 0 {
		return withoutSite(claims[0], m.site)
	}
	if o.titleAt = o.boldLine(); o.titleAt >= 0 {
		return o.doc.blocks[o.titleAt].text
	}
	return ""
}

// button tells whether a title is what a button says (print this page), and none of a page.
func (l *lexicon) button(s string) bool {
	if len(s) > maxLabel {
		return false
	}
	u := newUnit(s, 0, len(s))
	return l.widgets(&u)
}

// boldLine gives the first block that is a line in bold, or a heading, no link and no sentence, with a paragraph not far below it; -1 where there is none.
func (o *outline) boldLine() int {
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		if h.words < 4 || h.words > 30 || h.links > 0 || h.marks&(foreign|inHidden|inCaption) != 0 || h.strong*10 < h.words*8 && h.marks&inHeading == 0 || finalStop(h.text) || o.form(h) != "" {
			continue
		}
		for j := i + 1; j < len(o.doc.blocks) && j <= i+nearTitle; j++ {
			if o.doc.blocks[j].good() > 0 {
				return i
			}
		}
	}
	return -1
}

// behindLabel gives the block that says what a title says behind a label or a name of a few words, as the titles of
// pages for printers do; -1 where there is none.
func (o *outline) behindLabel(title string) int {
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		if h.words < 5 || h.words > 40 || h.links > 0 || h.marks&(inFooter|inRelated|inComments|inNav) != 0 || finalStop(h.text) {
			continue
		}
		if label, ok := strings.CutSuffix(title, " "+looseKey(h.text)); ok && strings.Count(label, " ") < labelWords {
			return i
		}
	}
	return -1
}

// beforeName gives the block that says what a title says before a mark or a space and the names of a section and of a site: the
// longest such, a heading before others; -1 where there is none.
func (o *outline) beforeName(title string) int {
	best, at := 0, -1
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		if len(h.text) >= len(title) || !strings.HasPrefix(title, h.text) {
			continue
		}
		n := titleWords(h.text)
		if n < 3 || h.words > 60 || h.links > 0 || h.marks&(inFooter|inRelated|inComments|inNav|inHidden) != 0 {
			continue
		}
		rest := title[len(h.text):]
		if titleWords(rest) > 2*n {
			continue
		}
		tail := strings.TrimLeft(rest, " \u00a0\u3000")
		if r := firstRune(tail); !strings.ContainsRune("-–—|_:：·»｜/<", r) && (len(tail) == len(rest) || wideRunes(h.text) < 6) {
			continue
		}
		if h.marks&(inHeading|inTitle) != 0 {
			n += 100
		}
		if n > best {
			best, at = n, i
		}
	}
	return at
}

// labelWords is how many words such a label has at most.
const labelWords = 3

// namesSite tells whether a heading says no more than the name of the site, while the head
// has a title for the page.
func (o *outline) namesSite(text string, claims []string) bool {
	if len(text) > maxLabel {
		return false
	}
	key, named := squeezed(text), false
	for _, own := range o.doc.siteNames() {
		named = named || key != "" && key == own
	}
	return named && slices.ContainsFunc(claims, func(c string) bool { return squeezed(withoutSite(c, text)) != key })
}

// siteNames gives what the site is called by its head and its address, folded, without spaces.
func (d *document) siteNames() []string {
	label, _, _ := strings.Cut(d.home, ".")
	return []string{squeezed(d.meta.site), squeezed(d.meta.publisher), squeezed(label)}
}

// overlap gives the share of the words of a in b, and of b in a: the smaller one weighs half.
func overlap(a, b string) float64 {
	x, y := lowerWords(a), lowerWords(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	in := map[string]bool{}
	for _, w := range y {
		in[w] = true
	}
	n := 0
	for _, w := range x {
		if in[w] {
			n++
		}
	}
	return float64(2*n) / float64(len(x)+len(y))
}

// withoutSite takes the name of the site off the end of a title.
func withoutSite(s, site string) string {
	for { // TITLE_SECTION_SITE and TITLE-SITE, as newsrooms write it whose script has no spaces
		i := strings.LastIndexAny(s, "_-")
		if i < 0 || wideRunes(s[:i]) < 8 || titleWords(s[i+1:]) > 3 || strings.Contains(s[i:], " ") {
			break
		}
		s = strings.TrimRight(s[:i], " _-")
	}
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", "｜"} {
		if i := strings.LastIndex(s, sep); i > 0 {
			tail := s[i+len(sep):]
			if site != "" && strings.EqualFold(tail, site) || titleWords(tail) <= 3 && titleWords(s[:i]) >= 3 {
				return strings.TrimSpace(s[:i])
			}
		}
	}
	for _, sep := range []string{" : ", "："} { // which stand inside of titles, too
		if head, ok := strings.CutSuffix(s, sep+site); ok && site != "" && head != "" {
			return strings.TrimSpace(head)
		}
	}
	return s
}

// titleWords counts the words of a title, and four characters as one more in scripts without spaces.
func titleWords(s string) int { return len(strings.Fields(s)) + wideRunes(s)/4 }

// wideRunes counts the characters of scripts that set no spaces between words.
func wideRunes(s string) (n int) {
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			n++
		}
	}
	return n
}

// write writes the blocks down, one a line, as labelled units.
func (o *outline) write() {
	article := noItem
	if o.plan.kind == parley.PageArticle || o.plan.kind == parley.PageLive {
		article = o.plan.newItem(parley.ItemArticle)
	}
	l := &lister{o: o, last: noItem, days: map[int]entryDay{}}
	leadFrom, leadTo := o.leadLines()
	for i := range o.doc.blocks {
		h := &o.doc.blocks[i]
		kind, item := o.kinds[i], article
		if post, ok := o.post(i); ok {
			o.add(h, kind, post)
			continue
		}
		switch {
		case h.masthead && i != o.titleAt:
			kind, item = parley.BlockNavigation, noItem
		case h.marks&inHidden != 0 && (article < 0 || kind == "" || kind.Furniture()):
			continue // not shown, and not of the article
		case article >= 0 && i == o.titleAt:
			kind = parley.BlockTitle
		case article >= 0 && i >= leadFrom && i <= leadTo:
			kind = parley.BlockLead
		case article >= 0 && kind == parley.BlockTeaserTitle:
			item = o.plan.newItem(parley.ItemTeaser)
		case article >= 0 && kind != "" && !kind.Furniture():
		default:
			kind, item = l.beside(i)
		}
		if kind.Furniture() {
			item = noItem
		}
		l.note(h, kind, item)
		o.add(h, kind, item)
	}
	o.days = l.days
}

// add writes one block down.
func (o *outline) add(h *hblock, kind parley.BlockKind, item int) {
	start := o.text.Len()
	o.text.WriteString(h.text)
	u := unit{start: start, end: o.text.Len(), text: h.text, kind: kind, item: item}
	if kind == parley.BlockTeaserTitle || kind == parley.BlockEntry {
		u.url = h.href
	}
	o.units, o.written = append(o.units, u), append(o.written, h)
	o.text.WriteByte('\n')
}

// words gives those written units their words that are asked for them when the items are
// filled: entries, and what may be a credit.
func (o *outline) words() {
	for i := range o.units {
		u := &o.units[i]
		switch u.kind {
		case parley.BlockTitle, parley.BlockTeaserTitle, parley.BlockLead, parley.BlockBody, parley.BlockHeading, parley.BlockQuote, parley.BlockTeaser:
			continue
		}
		if u.item != noItem {
			u.toks = o.line(o.written[i]).toks
		}
	}
}

// prose gives the text of the main box, to tell its language.
func (o *outline) prose() string {
	var s strings.Builder
	for i, k := range o.kinds {
		if k == parley.BlockBody && s.Len() < languageSample {
			s.WriteString(o.doc.blocks[i].text)
			s.WriteByte('\n')
		}
	}
	if s.Len() < 40 {
		return o.text.String()
	}
	return s.String()
}
