package page

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"parley"
)

// Reader takes pages apart.
type Reader struct {
	lex   *lexicon
	sites *sites
}

// New makes a reader that knows the words.
func New(words Words) *Reader { return &Reader{lex: newLexicon(words)} }

// With gives a reader that also knows the publishing systems of list. The error names a
// selector that is none.
func (r *Reader) With(list []Site) (*Reader, error) {
	s, err := newSites(list)
	return &Reader{lex: r.lex, sites: s}, err
}

// Read takes a page apart. It never fails: what went wrong stands in the layout's Problems.
func (r *Reader) Read(p *parley.Page) *parley.Layout { return r.ReadUntil(p, nil) }

// ReadUntil is Read, which asks late from time to time while it parses long markup. Where that
// says true, the markup is cut off, and a problem page-too-slow says where.
func (r *Reader) ReadUntil(p *parley.Page, late func() bool) *parley.Layout {
	out := &parley.Layout{URL: p.URL, Outlet: p.Outlet, Problems: []parley.Problem{}, Blocks: []parley.Block{}}
	out.Problems = append(out.Problems, p.Problems...)
	text, problems := r.lex.decode(p)
	out.Problems = append(append(out.Problems, problems...), dateProblem(p)...)
	switch p.Media {
	case parley.MediaHTML:
		if fragment(p, text) {
			r.readFragment(p, text, out)
		} else {
			r.readHTML(p, text, out, late)
		}
	case parley.MediaSitemap:
		r.readSitemap(text, out)
	default:
		r.readText(p, text, out)
	}
	giveAuthors(p, out)
	if out.Outlet == "" {
		out.Outlet = host(out.URL)
	}
	if strings.TrimSpace(out.Text) == "" {
		out.Problems = append(out.Problems, parley.Problem{Code: "no-text", Detail: "the page has no text"})
	}
	return out
}

// giveAuthors gives the article the authors that the container names, where the page names
// none.
func giveAuthors(p *parley.Page, out *parley.Layout) {
	if len(out.Items) == 0 || out.Items[0].Kind != parley.ItemArticle || len(out.Items[0].Authors) > 0 {
		return
	}
	for _, a := range p.Authors {
		if a = oneLine(a); a != "" {
			out.Items[0].Authors = append(out.Items[0].Authors, a)
		}
	}
}

// readText takes plain text apart.
func (r *Reader) readText(p *parley.Page, text string, out *parley.Layout) {
	given := givenLines(p, text)
	text = strings.Join(append(given.texts, text), "\n")
	units := r.lex.cut(text)
	given.mark(units)
	plan := r.lex.arrange(units)
	out.Text, out.Kind = text, plan.kind
	out.Language = r.lex.languageOf(units)
	r.lex.fill(out, units, plan)
	r.lex.publish(p, units, out)
}

// given is the title and lead that the container gave: as lines put before the text, and
// as lines that the text begins with.
type given struct {
	texts       []string // to be put before the text
	title, lead bool
}

// givenLines decides which given fields go before the text: those that it does not begin with.
func givenLines(p *parley.Page, text string) given {
	var g given
	title, lead := oneLine(p.Title), oneLine(p.Lead)
	rest := strings.TrimSpace(text)
	if title != "" {
		g.title = true
		if after, ok := cutLine(rest, title); ok {
			rest = after
		} else {
			g.texts = append(g.texts, title)
		}
	}
	if lead != "" {
		if _, ok := cutLine(rest, lead); ok {
			g.lead = len(g.texts) == 0
		} else {
			g.lead = true
			g.texts = append(g.texts, lead)
			if len(g.texts) == 1 && title != "" { // the text begins with the title: the lead cannot stand before it
				g.texts, g.lead = nil, false
			}
		}
	}
	return g
}

// oneLine brings a given field into the form of a line of text.
func oneLine(s string) string {
	return strings.Join(strings.Fields(norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))), " ")
}

// cutLine takes the line s from the start of text.
func cutLine(text, s string) (rest string, ok bool) {
	line := text[:lineLength(text)]
	if strings.Join(strings.Fields(line), " ") != s {
		return text, false
	}
	return strings.TrimSpace(text[len(line):]), true
}

// mark labels the given lines among the units; all pieces of a given line get its label.
func (g given) mark(units []unit) {
	kinds := []parley.BlockKind{}
	if g.title {
		kinds = append(kinds, parley.BlockTitle)
	}
	if g.lead {
		kinds = append(kinds, parley.BlockLead)
	}
	line := -1
	for i := range units {
		if !units[i].glued {
			line++
		}
		if line >= len(kinds) {
			return
		}
		units[i].kind, units[i].given = kinds[line], true
	}
}

// publish gives item 0 the date that the container or a date line of the page says.
func (l *lexicon) publish(p *parley.Page, units []unit, out *parley.Layout) {
	if len(out.Items) == 0 || out.Items[0].Kind != parley.ItemArticle {
		return
	}
	if d := givenDate(p); d != nil {
		out.Items[0].Published = d
		return
	}
	for i := range units {
		if u := &units[i]; u.kind == parley.BlockDateline && u.item == 0 {
			d, ok := dayMonthYear(u.text)
			if word := l.wordDate(u); word != "" {
				d, ok = word, true
			}
			if ok {
				out.Items[0].Published = &parley.Date{Value: d, Basis: parley.BasisStated, Why: "the line «" + u.text + "»"}
				return
			}
		}
	}
}

// givenDate is the date that the container gives: the day of a time, or a date as it is.
// nil where it is neither; dateProblem then says so.
func givenDate(p *parley.Page) *parley.Date {
	value := strings.TrimSpace(p.Published)
	if len(value) > 10 && (value[10] == 'T' || value[10] == ' ') {
		value = value[:10]
	}
	if _, err := parley.ParseEDTF(value); err != nil {
		return nil
	}
	return &parley.Date{Value: value, Basis: parley.BasisGiven, Why: "given beside the text"}
}

// dateProblem tells of a given date that is none.
func dateProblem(p *parley.Page) []parley.Problem {
	if p.Published == "" || givenDate(p) != nil {
		return nil
	}
	return []parley.Problem{{Code: "bad-date", Detail: "the given date " + strconv.Quote(p.Published) + " is no date"}}
}

// lines are those of an item: of its lead and of its text.
type lines struct{ lead, body []string }

// fill writes units and plan down as blocks and items, with offsets in code points.
func (l *lexicon) fill(out *parley.Layout, units []unit, p *plan) {
	out.Items = make([]parley.Item, len(p.items))
	texts := make([]lines, len(p.items))
	for i, k := range p.items {
		out.Items[i] = parley.Item{Kind: k, Span: parley.Span{Start: -1}}
	}
	runes, at := 0, 0
	position := func(b int) int {
		runes += utf8.RuneCountInString(out.Text[at:b])
		at = b
		return runes
	}
	for i := range units {
		u := &units[i]
		b := parley.Block{Kind: u.kind, Item: u.item}
		b.Start = position(u.start)
		b.End = position(u.end)
		out.Blocks = append(out.Blocks, b)
		if u.item == noItem {
			continue
		}
		it := &out.Items[u.item]
		if it.Start < 0 {
			it.Start = b.Start
		}
		it.End = b.End
		l.say(it, &texts[u.item], u)
	}
	for i := range out.Items {
		it := &out.Items[i]
		it.Lead = parley.Maybe(strings.Join(texts[i].lead, " "))
		it.Body = strings.Join(texts[i].body, "\n")
		if it.Authors == nil {
			it.Authors = []string{}
		}
	}
}

// singleSpaces puts one space wherever s has white space; mostly it is so already.
func singleSpaces(s string) string {
	space := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			if space {
				return strings.Join(strings.Fields(s), " ")
			}
			space = true
		case c < ' ', c == 0x7f, c == 0xc2, c >= 0xe1 && c <= 0xe3: // controls, and the first bytes of other spaces
			if r, _ := utf8.DecodeRuneInString(s[i:]); unicode.IsSpace(r) {
				return strings.Join(strings.Fields(s), " ")
			}
			space = false
		default:
			space = false
		}
	}
	if space {
		return strings.TrimSpace(s)
	}
	return s
}

// say adds what a unit says to its item.
func (l *lexicon) say(it *parley.Item, texts *lines, u *unit) {
	text := singleSpaces(u.text)
	if u.url != "" && it.URL == "" {
		it.URL = parley.Maybe(u.url)
	}
	switch u.kind {
	case parley.BlockTitle:
		if it.Title == "" {
			it.Title = parley.Maybe(text)
		}
	case parley.BlockTeaserTitle:
		if it.Kind != parley.ItemArticle { // whose title no other story's takes the place of
			it.Title = parley.Maybe(strings.Trim(text, "[]"))
		}
	case parley.BlockLead:
		texts.lead = append(texts.lead, text)
	case parley.BlockEntry:
		if u.short() && it.Title == "" && len(texts.body) == 0 {
			it.Title = parley.Maybe(text)
			return
		}
		texts.body = append(texts.body, text)
	case parley.BlockBody, parley.BlockHeading, parley.BlockQuote, parley.BlockTeaser:
		texts.body = append(texts.body, text)
	case parley.BlockCredit:
		l.sign(it, u)
	}
}
