package page

// This file fills the article's item from what the markup and the visible text beside the
// title say: title, dates, authors, agency. A date always says where it was found.

import (
	"slices"
	"strings"

	"parley"
)

// describe fills the article's item from the markup.
func (o *outline) describe(out *parley.Layout) {
	if o.plan.kind != parley.PageArticle && o.plan.kind != parley.PageLive || len(out.Items) == 0 {
		return
	}
	it := &out.Items[0]
	if it.Title == "" {
		it.Title = parley.Maybe(oneLine(o.title))
	}
	if o.titleAt >= 0 {
		it.Title = parley.Maybe(o.spelt(string(it.Title)))
	}
	if it.Start < 0 {
		it.Start, it.End = 0, 0
	}
	if o.page.Title != "" && it.Title == "" {
		it.Title = parley.Maybe(oneLine(o.page.Title))
	}
	o.date(it, out.URL)
	if names, firm := o.authors(out); firm || len(names) > 0 && (len(it.Authors) == 0 || strings.HasPrefix(it.Authors[0], names[0])) {
		it.Authors = names
	}
	o.agency(it)
	if o.plan.kind == parley.PageLive {
		o.describePosts(out)
	}
}

// agency finds the news agency of an article where no credit names one: in its authors, in
// brackets or slashes where the first paragraph begins, "TOWN (AGENCY) -", or in brackets
// where the last ends.
func (o *outline) agency(it *parley.Item) {
	for _, name := range it.Authors {
		if toks := tokenize(name, nil); it.Agency == "" && o.lex.agency.whole(toks) {
			o.lex.agent(it, toks)
		}
	}
	first, last := "", ""
	for i, k := range o.kinds {
		if k == parley.BlockBody || k == parley.BlockLead || i == o.leadAt {
			if last = o.doc.blocks[i].text; first == "" {
				first = cut(last, 100)
			}
		}
	}
	if it.Agency == "" {
		o.lex.bracketed(it, first)
	}
	if open := strings.LastIndexByte(last, '('); it.Agency == "" && open > 0 && len(last)-open < 60 && strings.HasSuffix(strings.TrimRight(last, "./ "), ")") {
		o.lex.bracketed(it, last[open:])
	}
}

// bracketed sets the agency that stands in s with a bracket or a slash on both sides, or
// behind a word of source: (AGENCY), /AGENCY/, (after AGENCY).
func (l *lexicon) bracketed(it *parley.Item, s string) {
	toks := tokenize(s, nil)
	for i := range toks {
		n := l.agency.prefix(toks[i:])
		if n == 0 {
			continue
		}
		before, after := s[endBefore(toks, i):toks[i].start], s[toks[i+n-1].end:]
		if i == 0 {
			before = s[:toks[0].start]
		}
		opens := strings.ContainsAny(before, "(/[") || i > 0 && l.creditStart.prefix(toks[i-1:]) == 1 && strings.Contains(s[:toks[i-1].start], "(")
		if after = strings.TrimLeft(after, "+"); opens && after != "" && strings.IndexAny(after[:1], ")/],") == 0 {
			l.agent(it, toks[i:i+n])
			return
		}
	}
}

// window gives the blocks beside the title in which bylines stand: from a few before it up
// to the third paragraph.
func (o *outline) window() (from, to int) {
	n := len(o.doc.blocks)
	at := o.titleAt
	if at < 0 {
		if at = slices.Index(o.kinds, parley.BlockBody); at < 0 {
			return 0, min(n, 20)
		}
		from = max(0, at-beforeText)
	} else {
		from = max(0, at-5)
	}
	to = min(n, at+30, max(o.nextAt, at+1))
	paragraphs := 0
	for i := at + 1; i < to; i++ {
		if o.kinds[i] == parley.BlockBody && o.doc.blocks[i].words > 20 {
			if paragraphs++; paragraphs == 3 {
				to = i
			}
		}
	}
	return from, to
}

// beforeText is how many blocks before the text bylines stand at most on a page that shows no title.
const beforeText = 12

// shownDate is a date that the page shows.
type shownDate struct {
	stamp
	role  role
	line  string
	above bool // before the title
}

// dated reads the dates of blocks from to to. Labels stand before the date or in the block
// before it.
func (o *outline) dated(d *dates, from, to int, labelled bool) []shownDate {
	var out []shownDate
	before := roleOpen
	for i := from; i < to && len(out) < maxClaims; i++ {
		h := &o.doc.blocks[i]
		if h.words > 30 || len(h.text) > maxStamp || h.marks&(inRelated|inComments|inFooter|inQuote) != 0 || h.href != "" && h.words > 5 {
			before = roleOpen
			continue
		}
		found := o.found(d, h.text)
		for _, p := range found {
			r, said := o.lex.dateRole(h.text[:min(p.start, len(h.text))])
			if !said {
				r = before
			}
			if p.updated && r == roleOpen {
				r = roleUpdated
			}
			if !p.whole() && p.day[0] != '[' && !labelled {
				continue // a month alone is no date of a page that says more
			}
			if p.day == "1970-01-01" || p.day == "1969-12-31" {
				continue // where clocks begin
			}
			credit := o.lex.creditStart.prefix(o.line(h).toks) > 0
			if r == roleOpen && (labelled || h.words > 12 && finalStop(h.text) && !credit) {
				continue
			}
			if h.words <= 15 || said || credit {
				out = append(out, shownDate{p.stamp, r, h.text, i < o.titleAt})
			}
		}
		before = roleOpen
		if h.words <= 6 && len(found) == 0 {
			before, _ = o.lex.dateRole(h.text)
		}
	}
	return out
}

// found gives the dates of a block. Where its words run into each other ("AdaMar 5, 2025"),
// as those of elements that only a style sheet sets apart, the pieces tell.
func (o *outline) found(d *dates, text string) []placed {
	found := d.in(text)
	if len(found) > 0 {
		return o.timed(d, text, found)
	}
	for _, leaf := range o.doc.meta.leaves {
		if at := strings.Index(text, leaf); at >= 0 {
			for _, p := range d.in(leaf) {
				p.start, p.end = p.start+at, p.end+at
				found = append(found, p)
			}
		}
	}
	return o.timed(d, text, found)
}

// timed puts what time elements mean in the place of what they show: a block may show
// 03/01/2017 or "two hours ago".
func (o *outline) timed(d *dates, text string, found []placed) []placed {
	for _, t := range o.doc.meta.times {
		if t.value == "" || len(t.text) < 4 {
			continue
		}
		at := strings.Index(text, t.text)
		if at < 0 {
			continue
		}
		v, ok := d.one(t.value)
		if !ok || !v.whole() {
			continue
		}
		i := slices.IndexFunc(found, func(p placed) bool { return p.start < at+len(t.text) && p.end > at })
		switch {
		case i < 0 && len(found) == 0:
			found = append(found, placed{stamp: v, start: at, end: at + len(t.text), updated: t.updated})
		case i >= 0:
			found[i].updated = t.updated
			if !found[i].whole() || swapped(v.day, found[i].day) {
				found[i].stamp = v
			}
		}
	}
	return found
}

// dateRole tells what a date is of by the last label before it; said is false where there is none.
func (l *lexicon) dateRole(before string) (r role, said bool) {
	toks := tokenize(before, nil)
	r = roleOpen
	for i := max(0, len(toks)-12); i < len(toks); i++ {
		if l.updatedLabel.prefix(toks[i:]) > 0 {
			r, said = roleUpdated, true
		} else if l.publishedLabel.prefix(toks[i:]) > 0 {
			r, said = rolePublished, true
		}
	}
	return r, said
}

// claim gives the best date of the metadata of a role: the lowest rank, the first of equals.
// Days after the one on which the page was fetched are none.
func (o *outline) claim(d *dates, r role, worst int) (stamp, string) {
	var best stamp
	why, rank := "", worst+1
	for _, c := range o.doc.meta.dates {
		if c.rank >= rank || c.role != r && !(c.role == roleOpen && r == rolePublished) {
			continue
		}
		if v, ok := d.one(c.value); ok && v.day > "1970-01-02" && !o.later(v) {
			best, why, rank = v, "the page's metadata: "+c.why, c.rank
		}
	}
	return best, why
}

// later tells whether a stamp is after the day on which the page was fetched.
func (o *outline) later(v stamp) bool {
	fetched, ok := parley.DaysOf(o.page.Fetched)
	at, ok2 := parley.DaysOf(v.day)
	return ok && ok2 && at.From > fetched.To+1
}

// edition is how many days after its publication an updated text still counts as the one
// that was published. A text that shows only a later date is a new edition of that date, but
// for news: that is of the day on which it came out.
const edition = 7

// date gives the item its dates of publication and update.
func (o *outline) date(it *parley.Item, address string) {
	d := o.dates()
	pub, why := o.claim(d, rolePublished, rankDated)
	upd, updWhy := o.claim(d, roleUpdated, rankDated)
	from, to := o.window()
	var shown, shownUpd *shownDate
	list := slices.DeleteFunc(o.dated(d, from, to, false), func(s shownDate) bool { return o.later(s.stamp) })
	for i := range list {
		switch s := &list[i]; {
		case s.role == roleUpdated && shownUpd == nil:
			shownUpd = s
		case s.role == rolePublished && (shown == nil || shown.role == roleOpen), s.role == roleOpen && shown == nil:
			shown = s
		}
	}
	if shownUpd != nil {
		upd, updWhy = shownUpd.stamp, shownUpd.why()
	}
	switch {
	case pub.day == "":
		pub, why = o.undated(d, shown, shownUpd, upd, updWhy, address)
	case shown != nil:
		if days, ok := apart(pub, shown.stamp); ok && days != 0 && o.overrules(shown, pub, upd, days) {
			why = shown.why() + "; " + why + " " + pub.day
			pub = shown.stamp
		}
	case shownUpd != nil:
		if days, ok := apart(pub, shownUpd.stamp); ok && (days == -1 || !o.doc.meta.news && (days > edition || days < 0)) {
			why = shownUpd.why() + "; first published " + pub.day
			pub = shownUpd.stamp
		}
	}
	it.Published = pub.date(why)
	if d, ok := apart(pub, upd); ok && d >= 0 && (d > 0 || upd.clock != "") && upd != pub {
		it.Updated = upd.date(updWhy)
	}
	if given := givenDate(o.page); given != nil {
		it.Published = given
	}
}

// overrules tells whether a date that the page shows goes before the one of its metadata,
// which lies so many days earlier: the local day does, and one that is called published or
// stands alone or in a byline. It does not where it is that of a late update, where
// day and month may have changed places, in a sentence, above the title, where a page
// says which day it is, or in news, whose metadata say when it came out.
func (o *outline) overrules(shown *shownDate, pub, upd stamp, days int) bool {
	if swapped(pub.day, shown.day) {
		return false
	}
	if days == 1 || days == -1 || shown.role == rolePublished {
		return true
	}
	if days > 0 && days <= edition && upd.day == shown.day || shown.above || o.doc.meta.news {
		return false
	}
	u := newUnit(shown.line, 0, len(shown.line))
	words := 0
	for i := range u.toks {
		if !digit(u.toks[i].low[0]) {
			words++
		}
	}
	if words >= 3 && finalStop(shown.line) {
		return false
	}
	return len(u.toks) <= 5 || o.lex.dateLine(&u) || o.lex.creditStart.prefix(u.toks) > 0
}

// undated finds the date of a page whose metadata have none: shown beside the title, in
// the address, an update, in a script, in a labelled line anywhere.
func (o *outline) undated(d *dates, shown, shownUpd *shownDate, upd stamp, updWhy, address string) (stamp, string) {
	if shown != nil {
		return shown.stamp, shown.why()
	}
	if v, ok := addressDate(address); ok {
		return v, "the page's address"
	}
	if shownUpd == nil {
		if v, ok := o.doc.meta.archived(d); ok && !o.later(v) {
			return v, "a script of the page"
		}
	}
	if upd.day != "" {
		return upd, updWhy + "; only an update is dated"
	}
	if o.main != nil {
		list := o.dated(d, o.main.first, min(len(o.doc.blocks), o.main.last+20), true)
		if len(list) > 0 && !o.later(list[len(list)-1].stamp) {
			s := &list[len(list)-1]
			return s.stamp, s.why()
		}
	}
	return stamp{}, ""
}

// swapped tells whether two days differ only in that day and month change places: what a
// page shows may be written in either order, its metadata are not.
func swapped(a, b string) bool {
	return len(a) == 10 && len(b) == 10 && a[:5] == b[:5] && a[5:7] == b[8:] && a[8:] == b[5:7]
}

func (s *shownDate) why() string { return "the line «" + s.line + "»" }

// date makes the date of an item; nil of no stamp.
func (s stamp) date(why string) *parley.Date {
	if s.day == "" {
		return nil
	}
	return &parley.Date{Value: s.day, Basis: parley.BasisMarkup, Why: why, Clock: s.time()}
}

// dates says how the dates of this page are to be read: in which language, and which of
// two figures is the day. Only pages for the United States and a few others write the
// month first; English ones that do not say for whom they are leave it open.
func (o *outline) dates() *dates {
	m := &o.doc.meta
	d := &dates{lex: o.lex, lang: language(m.lang), order: dayFirst}
	for _, tag := range []string{m.lang, m.locale, m.pageLang, m.contentLang} {
		lang, region, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
		if !strings.EqualFold(lang, "en") {
			continue
		}
		switch strings.ToUpper(region) {
		case "US", "PH", "CA", "BZ":
			d.order = monthFirst
			return d
		case "":
			d.order = orderOpen
		default:
			d.order = dayFirst
			return d
		}
	}
	return d
}

// addressDate reads the day in an address: /2025/04/14/, -14-4-2025, or at the head of a
// long number, where publishing systems put the time at which a page was made.
func addressDate(address string) (stamp, bool) {
	if len(address) > maxStamp*4 {
		return stamp{}, false
	}
	path := address
	if i := strings.Index(path, "://"); i >= 0 {
		path = path[i+3:]
	}
	_, path, _ = strings.Cut(path, "/")
	path, _, _ = strings.Cut(path, "?")
	for i := 0; i < len(path); i++ {
		if !digit(path[i]) || i > 0 && digit(path[i-1]) {
			continue
		}
		end := i
		for end < len(path) && digit(path[end]) {
			end++
		}
		if d, ok := dateAt(path[i:]); ok {
			return stamp{day: d}, true
		}
		if n := end - i; n == 8 || n >= 14 && n <= 20 {
			if s, ok := compactDate(path[i : i+8]); ok && s.day > "1995" {
				return s, true
			}
		}
		i = end
	}
	return stamp{}, false
}
