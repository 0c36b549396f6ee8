package page

// This file finds the authors of an article in HTML: those that the metadata name, or those
// that the page shows beside its title.

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// byline is an element that its markup calls an author.
type byline struct {
	text  string   // with nameBreak where an element in it begins or ends
	key   string   // the text without spaces and breaks
	names []string // the names in it; nil where there are none
	known bool     // by what is known of the page's publishing system
}

// maxAuthors bounds the authors of one item.
const maxAuthors = 20

// authors gives the authors of the article. Full names in its JSON-LD go first, then names
// shown beside the title, then other metadata, and last what reads as the name of an account
// or of the site itself, which is not firm.
func (o *outline) authors(out *parley.Layout) (list []string, firm bool) {
	m := &o.doc.meta
	own := o.ownNames(out)
	linked, weakLinked := o.sorted(m.authors, own)
	tagged, weakTagged := o.sorted(m.authorOf, own)
	if len(m.authorOf) == 0 && o.lex.creditLabel(m.cardLabel) {
		tagged, weakTagged = o.sorted([]string{m.cardValue}, own)
	}
	if len(linked) > 0 {
		return linked, true
	}
	for i := range m.bylines {
		m.bylines[i].names = o.lex.names(m.bylines[i].text, true)
		m.bylines[i].key = unspaced(m.bylines[i].text)
	}
	var known []string
	for _, b := range m.bylines {
		if b.known {
			known = append(known, b.names...)
		}
	}
	known, _ = o.sorted(known, own)
	if len(known) > 0 {
		return known, true
	}
	from, to := o.window()
	shown, weakShown := o.sorted(o.shownAuthors(from, to), own)
	if len(shown) == 0 && o.main != nil && len(tagged) == 0 && len(weakLinked) == 0 {
		shown, _ = o.sorted(o.shownAuthors(o.main.first, min(len(o.doc.blocks), o.main.last+15, o.nextAt)), own)
	}
	if len(shown) == 1 && len(tagged) == 1 && strings.HasPrefix(tagged[0], shown[0]+" ") && strings.Count(tagged[0], " ") <= 5 && !strings.Contains(shown[0], " ") {
		shown = tagged // a desk, in words that no name has
	}
	for i, list := range [][]string{shown, tagged, weakLinked, weakShown, weakTagged} {
		if len(list) > 0 {
			return list, i < 2
		}
	}
	return nil, false
}

// ownNames gives the names of the site, folded, without spaces.
func (o *outline) ownNames(out *parley.Layout) []string {
	m := &o.doc.meta
	label, _, _ := strings.Cut(out.Outlet, ".")
	var own []string
	for _, s := range []string{m.site, m.publisher, label, out.Outlet} {
		if s = squeezed(s); s != "" {
			own = append(own, s)
		}
	}
	return own
}

func squeezed(s string) string { return strings.ReplaceAll(looseKey(s), " ", "") }

// sorted cleans names, and parts full names from those of accounts and of the site.
func (o *outline) sorted(list, own []string) (full, weak []string) {
	for _, s := range o.lex.parted(list) {
		s = o.lex.cleanName(s)
		same := func(t string) bool { return strings.EqualFold(s, t) }
		if s == "" || slices.ContainsFunc(full, same) || slices.ContainsFunc(weak, same) || len(full)+len(weak) >= maxAuthors {
			continue
		}
		if account(s) || slices.Contains(own, squeezed(s)) {
			weak = append(weak, s)
		} else {
			full = append(full, s)
		}
	}
	return full, weak
}

// parted takes names apart that stand in one value: A, B and C.
func (l *lexicon) parted(list []string) []string {
	var out []string
	for _, s := range list {
		toks := tokenize(s, nil)
		var parts []string
		from, joined := 0, false
		for i := 1; i < len(toks); i++ {
			join := l.nameJoin.prefix(toks[i:]) > 0
			gap := s[toks[i-1].end:toks[i].start]
			if join || strings.ContainsAny(gap, ",;/") {
				if i > from {
					parts = append(parts, s[toks[from].start:toks[i-1].end])
				}
				from = i
			}
			if strings.Contains(gap, "/") { // whom they write for
				from = len(toks)
				break
			}
			if join {
				joined, from = true, i+1
			}
		}
		if from < len(toks) {
			parts = append(parts, s[toks[from].start:])
		}
		if !joined || slices.ContainsFunc(parts, func(p string) bool { return strings.Count(p, " ") < 1 || strings.Count(p, " ") > 3 }) {
			parts = []string{s}
		}
		out = append(out, parts...)
	}
	return out
}

// account tells whether a name reads as that of an account: one word of small letters,
// with figures or points, or with capitals inside.
func account(s string) bool {
	if strings.ContainsAny(s, " \u00a0") {
		return false
	}
	upper, lower, other := 0, 0, 0
	for i, r := range s {
		switch {
		case unicode.IsUpper(r) && i > 0:
			upper++
		case unicode.IsLower(r):
			lower++
		case !unicode.IsLetter(r):
			other++
		}
	}
	first := firstRune(s)
	return lower > 0 && (unicode.IsLower(first) || upper > 0 || other > 0)
}

// cleanName brings an author's name into form: without "by" before it, marks and dates
// behind it. "" where no name is left.
func (l *lexicon) cleanName(s string) string {
	s = oneLine(s)
	if len(s) > 300 {
		return ""
	}
	for _, sep := range []string{" | ", " • ", " · ", " - ", " – ", " — "} {
		if i := strings.Index(s, sep); i > 0 {
			s = s[:i]
		}
	}
	toks := tokenize(s, nil)
	if n := l.creditStart.prefix(toks); n > 0 && n < len(toks) {
		s = s[toks[n].start:]
	}
	s = strings.Trim(s, " ,;:|/-–—•·\u00a0")
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 2 || strings.Contains(s, "://") || strings.ContainsAny(s, "<>{}") {
		return ""
	}
	return s
}

// shownAuthors gives the authors that the blocks from to to show: in elements that their
// markup calls an author, or in a line that begins as bylines do.
func (o *outline) shownAuthors(from, to int) []string {
	var marked, linked, lines []string
	for i := from; i < to; i++ {
		h := &o.doc.blocks[i]
		if h.words > 40 || h.marks&(inRelated|inComments|inTitle|inCaption) != 0 {
			continue
		}
		text := ""
		for k := range o.doc.meta.bylines {
			b := &o.doc.meta.bylines[k]
			if b.names == nil {
				continue
			}
			if text == "" {
				text = unspaced(h.text)
			}
			if strings.Contains(text, b.key) {
				marked = append(marked, b.names...)
			}
		}
		for _, b := range o.doc.meta.pathed {
			if h.anchors > 0 && strings.Contains(h.text, b.text) {
				if name := o.lex.names(o.lex.behindBy(b.text), false); len(name) == 1 && len(linked) < maxPathed {
					linked = append(linked, name...)
				}
			}
		}
		if len(lines) == 0 && h.words <= 20 {
			lines = o.byline(i)
		}
	}
	switch {
	case len(marked) > 0:
		return marked
	case len(linked) > 0:
		return linked
	}
	return lines
}

// behindBy gives what stands behind the last word that names an author: X of "all articles by X".
func (l *lexicon) behindBy(s string) string {
	toks := tokenize(s, nil)
	for i := len(toks) - 2; i > 0; i-- {
		if l.creditStart.prefix(toks[i:]) == 1 {
			return s[toks[i+1].start:]
		}
	}
	return s
}

// maxPathed bounds the authors that are known by the address of their page alone.
const maxPathed = 5

// unspaced takes spaces and breaks out of s.
func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 0x1f {
			return -1
		}
		return r
	}, s)
}

// pastDate gives how many tokens a line begins with that say when: "Published on 3 May 2024".
func (l *lexicon) pastDate(toks []token) int {
	i, dated := 0, false
	for i < len(toks) {
		n := max(l.publishedLabel.prefix(toks[i:]), l.updatedLabel.prefix(toks[i:]), l.weekday.prefix(toks[i:]), l.dateWord.prefix(toks[i:]))
		switch {
		case n > 0:
		case digit(toks[i].low[0]):
			n, dated = 1, true
		case l.months[toks[i].low] > 0:
			n = 1
		default:
			if !dated {
				return 0
			}
			return i
		}
		i += n
	}
	return 0
}

// byline gives the names of a line that begins as bylines do: "By A and B", or with a day before that. The names may
// be the next block.
func (o *outline) byline(i int) []string {
	h := &o.doc.blocks[i]
	toks := tokenize(h.text, nil)
	n := o.lex.creditStart.prefix(toks)
	if n == 0 && len(toks) <= maxSigned {
		if k := o.lex.pastDate(toks); k > 0 && o.lex.creditStart.prefix(toks[k:]) > 0 {
			n = k + o.lex.creditStart.prefix(toks[k:])
		}
	}
	switch {
	case n == 0 || finalStop(h.text) && len(toks) > 8:
		return nil
	case n < len(toks):
		return o.lex.names(h.text[toks[n].start:], false)
	case i+1 < len(o.doc.blocks) && o.doc.blocks[i+1].words <= 8:
		return o.lex.names(o.doc.blocks[i+1].text, false)
	}
	return nil
}

// names takes a line of authors apart: names of two to six words, with commas or words
// such as "and" between them; of one word where the markup says that it is an author.
// A date, a label or the name of a role ends the line.
func (l *lexicon) names(s string, marked bool) []string {
	toks := tokenize(s, nil)
	if n := l.creditStart.prefix(toks); n > 0 {
		toks = toks[n:]
	}
	var out []string
	from, broken := 0, true // broken: only breaks of markup stand before the run
	desk := l.agency.count(toks) > 0
	add := func(to int, again bool) {
		run := toks[from:min(to, len(toks))]
		if (len(out) > 0 || desk) && from < len(toks) && bracketed(s[:toks[from].start]) { // NAME (DESK), (OUTLET/AGENCY)
			run = nil
		}
		if name := l.name(s, run, marked); name != "" && !slices.Contains(out, name) {
			if len(run) == 1 && broken && len(out) > 0 && !strings.Contains(out[len(out)-1], " ") {
				out[len(out)-1] += " " + name // a family name in an element of its own
			} else {
				out = append(out, name)
			}
		}
		from, broken = to, again
	}
	for i := range toks {
		t := &toks[i]
		if i < from {
			continue
		}
		if gap := s[endBefore(toks, i):t.start]; i > from && cutsNames(gap) {
			add(i, strings.Trim(gap, " \x1f") == "")
		}
		agency := l.agency.prefix(toks[i:])
		switch n := max(l.bylineTail.prefix(toks[i:]), l.creditStart.prefix(toks[i:])); {
		case n > 0 && i == from:
			from, broken = i+n, false // (after AGENCY), translated
		case agency > 0 && i == from && (i+agency == len(toks) || cutsNames(s[toks[i+agency-1].end:toks[i+agency].start])):
			from, broken = i+agency, false
		case l.nameJoin.prefix(toks[i:]) > 0:
			add(i, false)
			from = i + 1
		case l.notName(toks, i), l.months[t.low] > 0 && i+1 == len(toks) && (i == from || i-from >= 2): // of a day in another element
			add(i, false)
			return withoutScraps(out)
		}
	}
	add(len(toks), false)
	return withoutScraps(out)
}

// withoutScraps drops what is left of "by" in any language and of a weekday beside names: single words of up to three letters.
func withoutScraps(list []string) []string {
	if !slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, " ") }) {
		return list
	}
	return slices.DeleteFunc(list, func(s string) bool {
		return utf8.RuneCountInString(s) <= 3 && wideRunes(s) == 0 && !strings.Contains(s, ".") && strings.ToUpper(s) != s
	})
}

// bracketed tells whether what stands behind s stands in brackets that s opens.
func bracketed(s string) bool { return strings.LastIndexByte(s, '(') > strings.LastIndexByte(s, ')') }

// cutsNames tells whether what stands between two words parts two names.
func cutsNames(gap string) bool { return strings.ContainsAny(gap, ",|/•·–—;:()&+\x1f") }

// endBefore gives where the token before token i ends.
func endBefore(toks []token, i int) int {
	if i == 0 {
		return toks[0].start
	}
	return toks[i-1].end
}

// name gives the name that the tokens are; "" where they can be none.
func (l *lexicon) name(s string, run []token, marked bool) string {
	if len(run) == 0 || len(run) > 6 || l.navLine.whole(run) || len(run) == 1 && !marked && !wideName(run[0].low) {
		return ""
	}
	if last := len(run) - 1; l.months[run[last].low] > 0 && last != 1 { // of a day behind the name
		if run = run[:last]; len(run) == 0 {
			return ""
		}
	}
	for i := range run {
		if l.bylineRole.prefix(run[i:]) > 0 {
			return ""
		}
	}
	name := strings.Join(strings.Fields(s[run[0].start:run[len(run)-1].end]), " ")
	if !marked && wideRunes(name) > maxWide {
		return ""
	}
	if strings.HasSuffix(name, "'s") || strings.HasSuffix(name, "\u2019s") || utf8.RuneCountInString(name) < 2 || !run[0].cap && unicode.IsLower(firstRune(run[0].low)) && !marked {
		return ""
	}
	return name
}

// maxWide is how many characters of scripts that set no spaces stand at most in what reads as a few names.
const maxWide = 12

// wideName tells whether a word has as many characters as a name does in scripts that set no spaces.
func wideName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 4 && wideRunes(s) == n
}

// notName tells whether the names of a byline end before token i: at a label, a number, a
// month before a number, or a word that no name has.
func (l *lexicon) notName(toks []token, i int) bool {
	t := &toks[i]
	r := firstRune(t.low)
	if !unicode.IsLetter(r) || l.updatedLabel.prefix(toks[i:]) > 0 || l.publishedLabel.prefix(toks[i:]) > 0 || l.bylineStop.prefix(toks[i:]) > 0 {
		return true
	}
	if l.months[t.low] > 0 && i+1 < len(toks) && digit(toks[i+1].low[0]) || l.weekday.prefix(toks[i:]) > 0 {
		return true
	}
	return !t.cap && unicode.IsLower(r) && utf8.RuneCountInString(t.low) > 3
}

// authorParts are parts of class names of things beside an author's name. They are fixed.
var authorParts = names{
	"comment", "avatar", "image", "img", "photo", "bio", "social", "desc", "related", "list", "follow", "role", "job", "position", "date", "time",
	"icon", "email", "twitter", "link-more", "about", "archive", "count", "grid", "picture", "thumb", "card", "quote", "admin", "caption", "credit",
}

// creditLabel tells whether a text is a label that names authors, and nothing else.
func (l *lexicon) creditLabel(s string) bool {
	toks := tokenize(cut(s, maxStamp), nil)
	return len(toks) > 0 && l.creditStart.prefix(toks) == len(toks)
}
