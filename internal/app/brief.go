package app

import (
	"bufio"
	"strconv"
	"strings"

	"parley"
	"parley/internal/pipeline"
)

// brief writes readings as an editor would want to be told: by page and item what
// happened, between whom, when and how that is known, what is planned, each with the
// sentence that says it.
type brief struct {
	w     *bufio.Writer
	names *names
	lang  string // of the page at hand
	pages int

	nounRules map[string]bool // by name, made when first asked for
}

// briefs returns what writes one reading after the other.
func (e *env) briefs(w *bufio.Writer) (func(*parley.Reading) error, error) {
	p, err := e.packs()
	if err != nil {
		return nil, err
	}
	b := &brief{w: w, names: newNames(p)}
	return func(r *parley.Reading) error {
		b.page(r)
		return b.w.Flush()
	}, nil
}

func (b *brief) t(id string, pairs ...string) string { return fill(b.names.word(b.lang, id), pairs...) }

func (b *brief) line(s string) { _, _ = b.w.WriteString(s + "\n") }

// page writes one page: a header, then the article or the entries, then teasers.
func (b *brief) page(r *parley.Reading) {
	b.lang = r.Language
	if b.pages++; b.pages > 1 {
		b.line("")
	}
	if len(r.Claims) == 0 {
		b.noNews(r)
		return
	}
	b.header(r)
	var articles, others []int
	for i := range r.Items {
		if r.Items[i].Kind == parley.ItemArticle {
			articles = append(articles, i)
		} else {
			others = append(others, i)
		}
	}
	for n, i := range articles {
		if n > 0 {
			b.line("")
			wrap(b.w, "  ", "  ", strings.ToUpper(parley.Plain(string(r.Items[i].Title))))
		}
		b.article(r, i)
	}
	b.others(r, others, len(articles) > 0)
}

// noNews says in one line that a page tells nothing of the kind.
func (b *brief) noNews(r *parley.Reading) {
	said := []string{b.t("head:no-news") + " (" + lowerFirst(b.t("page:"+string(r.Kind))) + ")"}
	for _, p := range r.Problems {
		if p.Code == "language-not-read" || p.Code == "no-text" || p.Code == pipeline.ProgramFault {
			said = nil
		}
	}
	for _, p := range r.Problems {
		said = append(said, b.problem(p))
	}
	wrap(b.w, "─ ", "  ", parley.Plain(r.Source)+": "+strings.Join(said, "; "))
}

func (b *brief) problem(p parley.Problem) string {
	id := "problem:" + p.Code
	text := b.t(id, "detail", parley.Plain(p.Detail))
	if text == id {
		return parley.Plain(p.Detail)
	}
	return text
}

// header names the page: title, where it stands, its day and how that is known.
func (b *brief) header(r *parley.Reading) {
	b.line(strings.Repeat("━", column))
	main := mainItem(r)
	title, facts := b.t("page:"+string(r.Kind)), []string{parley.Plain(r.Source)}
	if main != nil {
		title = parley.Shorten(itemName(main), 160)
	}
	wrap(b.w, "", "", title)
	if r.Outlet != "" {
		facts = append(facts, parley.Plain(string(r.Outlet)))
	}
	if r.Kind != parley.PageArticle && main != nil {
		facts = append(facts, b.t("page:"+string(r.Kind)))
	}
	if main != nil && main.Agency != "" {
		facts = append(facts, parley.Plain(string(main.Agency)))
	}
	if main != nil && len(main.Authors) > 0 {
		facts = append(facts, parley.Plain(strings.Join(main.Authors, ", ")))
	}
	wrap(b.w, "  ", "  ", strings.Join(facts, " · "))
	if main != nil {
		wrap(b.w, "  ", "    ", b.published(main.Published))
	}
	for _, p := range r.Problems {
		wrap(b.w, "  ", "    ", b.t("problem", "text", b.problem(p)))
	}
}

// mainItem is the article of a page; nil for a listing.
func mainItem(r *parley.Reading) *parley.Item {
	for i := range r.Items {
		if r.Items[i].Kind == parley.ItemArticle {
			return &r.Items[i]
		}
	}
	return nil
}

// published says the day of an item, with the reason where it had to be found.
func (b *brief) published(d *parley.Date) string {
	if d == nil || d.Value == "" {
		return b.t("head:no-date")
	}
	return b.t("head:date", "date", b.names.date(b.lang, d.Value)+b.because(d))
}

// because is the reason for a date in brackets; nothing where the page states it.
func (b *brief) because(d *parley.Date) string {
	switch d.Basis {
	case parley.BasisInferred:
		return " (" + b.t("basis:because", "why", parley.Plain(b.names.reason(b.lang, d.Value, d.Why, 3))) + ")"
	case parley.BasisUnknown:
		return ""
	}
	return " (" + b.t("basis:"+string(d.Basis)) + ")"
}

// article writes the events of one item in the parts of a brief.
func (b *brief) article(r *parley.Reading, item int) {
	parts := bySection(deeds(r, item))
	if len(parts) == 0 {
		b.line("")
		b.line("  " + b.t("head:no-claims"))
		return
	}
	for _, p := range []struct {
		section section
		head    string
	}{{sectionMain, "head:main"}, {sectionNext, "head:next"}, {sectionBackground, "head:background"}} {
		if len(parts[p.section]) == 0 {
			continue
		}
		b.line("")
		b.line("  " + strings.ToUpper(b.t(p.head)))
		b.deeds(parts[p.section], "  • ", "    ", "      ", "")
	}
}

// deeds writes lines, each with the sentence that tells it below; where the same sentence
// tells the next line too, it stands below both. What was said already is left out.
func (b *brief) deeds(all []*deed, first, rest, indent, said string) {
	for i, d := range all {
		wrap(b.w, first, rest, b.deed(d))
		text := parley.Plain(d.quotes[0].Exact)
		if i+1 < len(all) && parley.Plain(all[i+1].quotes[0].Exact) == text || strings.Contains(said, text) {
			continue
		}
		said = text
		out := b.quoted(text)
		if a := d.claim.Attribution; a != nil && a.Text != "" {
			out += " — " + b.t("quote:by", "who", parley.Plain(a.Text))
		}
		wrap(b.w, indent, indent, out)
	}
}

// quoted puts marks around a sentence, unless it begins with one of its own; a quotation
// that goes on in the next sentence is closed.
func (b *brief) quoted(text string) string {
	switch {
	case !strings.HasPrefix(text, "“") && !strings.HasPrefix(text, `"`):
		return b.t("quote:mark", "text", text)
	case strings.HasPrefix(text, "“") && !strings.Contains(text, "”"):
		return text + "”"
	}
	return text
}

// others writes teasers and entries: each a story of its own, in short. Those that tell
// nothing of the kind are named in one line at the end.
func (b *brief) others(r *parley.Reading, items []int, beside bool) {
	if len(items) == 0 {
		return
	}
	b.line("")
	if beside {
		b.line("  " + strings.ToUpper(b.t("head:teasers")))
	} else {
		b.line("  " + strings.ToUpper(b.t("head:entries", "n", strconv.Itoa(len(items)))))
	}
	var silent []string
	for _, i := range items {
		it := &r.Items[i]
		all := deeds(r, i)
		name := itemName(it)
		if len(all) == 0 {
			if name != "" {
				silent = append(silent, "“"+parley.Shorten(name, 60)+"”")
			}
			continue
		}
		b.other(it, name, all)
	}
	if len(silent) > 0 {
		wrap(b.w, "  ", "    ", b.t("head:untold", "n", strconv.Itoa(len(silent)), "titles", strings.Join(silent, ", ")))
	}
}

// other writes one teaser or entry. The sentence of an event is left out where the
// headline above it is that sentence.
func (b *brief) other(it *parley.Item, name string, all []*deed) {
	head := name
	if it.Published != nil && it.Published.Value != "" {
		head += " [" + b.names.date(b.lang, it.Published.Value) + b.because(it.Published) + "]"
	}
	wrap(b.w, "  ▪ ", "    ", head)
	parts := bySection(all)
	var lines []*deed
	for _, s := range []section{sectionMain, sectionNext, sectionBackground} {
		lines = append(lines, parts[s]...)
	}
	b.deeds(lines, "    • ", "      ", "        ", name)
}

// itemName is the headline of an item, else the beginning of its text.
func itemName(it *parley.Item) string {
	if it.Title != "" {
		return parley.Plain(string(it.Title))
	}
	text := string(it.Lead)
	if text == "" {
		text = it.Body
	}
	text, _, _ = strings.Cut(text, "\n")
	return parley.Shorten(parley.Plain(text), 320)
}
