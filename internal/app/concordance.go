package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"parley"
	"parley/internal/pipeline"
	"parley/internal/rule"
)

// concordCmd prints every place where words stand, in their context: whoever means to
// write a rule sees first what the words mean in real sentences, and what is read of them.
type concordCmd struct {
	Kind     string   `placeholder:"KIND" help:"Only where a claim of this kind was read from the words; - is where none was."`
	Limit    int      `placeholder:"N" default:"200" help:"At most N places, taken evenly from all (0: all of them)."`
	Width    int      `placeholder:"N" default:"60" help:"Characters of context on either side."`
	Language string   `placeholder:"TAG" help:"Language whose words and classes the pattern uses (default: each that has rules)."`
	Pattern  string   `arg:"" help:"A word, a phrase, or a pattern as the rules have it."`
	Paths    []string `arg:"" name:"path" help:"Files, directories, .jsonl, .gz, .zst; - is standard input."`
}

// Help is what parley concordance --help says beyond its flags.
func (c *concordCmd) Help() string {
	return `The pattern is written as after "match" in a rule: (a|b) is a choice, x? may be left out, ..3 are
up to three words, $actor, $time and $place are what was found there, @neg a class of words/functions.tsv,
and < > is what to align where it is not the whole. A word with a capital stands only where the text has
one; the place of tone marks does not matter.

  parley concordance '$actor' examples/pages
  parley concordance --kind - '$actor ..2 <@neg> $actor' ARCHIVE.jsonl.gz`
}

// hit is one place of a page, with its context and what was read from it.
type hit struct {
	source      string
	span        parley.Span
	left, right string
	words       string
	kinds       []string
}

// Run reads the paths and prints the places in their order.
func (c *concordCmd) Run(e *env) error {
	if _, known := parley.Kind(c.Kind).Info(); c.Kind != "" && c.Kind != "-" && !known {
		return usage("--kind %s: there is no such kind", c.Kind)
	}
	e.lax = true
	sets, err := c.compile(e)
	if err != nil {
		return err
	}
	r, err := e.reader()
	if err != nil {
		return err
	}
	var all []hit
	failed, pages := 0, 0
	bar := e.progress("read")
	find := func(p *parley.Page) []hit {
		x := r.Explain(r.Layout(p))
		if x == nil || sets[x.Layout.Language] == nil {
			return nil
		}
		return c.find(sets[x.Layout.Language], x, p.Source)
	}
	err = readAll(e.ctx, find, c.Paths, e.sources(), "", func(o outcome[[]hit]) error {
		if o.err != nil {
			failed++
			bar.clear()
			fmt.Fprintln(e.err, "parley:", o.err)
			return nil
		}
		pages++
		bar.step(pages, o.page.Source)
		all = append(all, o.made...)
		return nil
	})
	bar.clear()
	if err != nil {
		return err
	}
	shown := spread(all, c.Limit)
	if err := printHits(e.out, shown, c.Width); err != nil {
		return err
	}
	if !e.quiet {
		fmt.Fprintf(e.err, "%d places in %d pages, %d shown\n", len(all), pages, len(shown))
	}
	if failed > 0 {
		return errPartial
	}
	return nil
}

// compile makes of the pattern a rule for each language that can be read. It must be done
// before any page is read: the words of the pattern become known by it.
func (c *concordCmd) compile(e *env) (map[string]*rule.Set, error) {
	p, err := e.packs()
	if err != nil {
		return nil, err
	}
	sets := map[string]*rule.Set{}
	for _, tag := range p.Tags() {
		l := p.Languages[tag]
		if len(l.Rules.Rules) == 0 || c.Language != "" && c.Language != tag {
			continue
		}
		s := rule.NewSet(l.Lex)
		text := "rule pattern\nmatch " + strings.ReplaceAll(c.Pattern, "\n", " ")
		for _, err := range s.Parse(strings.NewReader(text), "pattern", "") {
			var at *rule.Error
			if errors.As(err, &at) {
				return nil, usage("the pattern %q: %s", c.Pattern, strings.TrimPrefix(at.Msg, "rule pattern: match: "))
			}
			return nil, err
		}
		sets[tag] = s
	}
	if len(sets) == 0 {
		return nil, usage("--language %s: there are no rules for it", c.Language)
	}
	return sets, nil
}

// find returns the places of one page that are wanted.
func (c *concordCmd) find(set *rule.Set, x *pipeline.Explanation, source string) []hit {
	var out []hit
	var text []rune
	for i, l := range x.Annotated.Lines {
		for _, m := range set.Matches(l) {
			if text == nil {
				text = []rune(x.Layout.Text)
			}
			span := tokenSpan(&x.Annotated.Sentences[i], l, m.Trigger)
			h := hit{source: source, span: span, kinds: kindsAt(x.Claims, span)}
			if c.Kind == "-" && h.kinds != nil || c.Kind != "" && c.Kind != "-" && !slices.Contains(h.kinds, c.Kind) {
				continue
			}
			h.words = parley.Plain(string(text[span.Start:span.End]))
			h.left = parley.Plain(string(text[max(span.Start-c.Width, 0):span.Start]))
			h.right = parley.Plain(string(text[span.End:min(span.End+c.Width, len(text))]))
			out = append(out, h)
		}
	}
	return out
}

// tokenSpan is where tokens of a sentence stand in its page, in code points.
func tokenSpan(s *parley.Sentence, l *rule.Line, tokens [2]int) parley.Span {
	base := l.Tokens[0].Start - max(strings.Index(s.Exact, l.Exact(0, 1)), 0)
	from := s.Start + utf8.RuneCountInString(l.Text[base:l.Tokens[tokens[0]].Start])
	return parley.Span{Start: from, End: from + utf8.RuneCountInString(l.Exact(tokens[0], tokens[1]))}
}

// kindsAt lists the kinds of the claims whose trigger shares a character with the span.
func kindsAt(claims []parley.Claim, s parley.Span) []string {
	var out []string
	for i := range claims {
		t := claims[i].Trigger.Span
		if k := string(claims[i].Kind); t.Start < s.End && s.Start < t.End && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	sort.Strings(out)
	return out
}

// spread takes n of the hits at even distances, so that what is shown is not all of the
// first pages.
func spread(all []hit, n int) []hit {
	if n <= 0 || n >= len(all) {
		return all
	}
	out := make([]hit, 0, n)
	for i := range n {
		out = append(out, all[i*len(all)/n])
	}
	return out
}

// printHits aligns the words one below the other, with the kinds and the place behind.
func printHits(w io.Writer, hits []hit, width int) error {
	middle, kinds := 0, 0
	for i := range hits {
		middle = max(middle, utf8.RuneCountInString(hits[i].words))
		kinds = max(kinds, len(strings.Join(hits[i].kinds, ",")))
	}
	middle = min(middle, widest)
	b := bufio.NewWriter(w)
	pad := func(s string, n int) string { return strings.Repeat(" ", max(n-utf8.RuneCountInString(s), 0)) }
	for i := range hits {
		h := &hits[i]
		k := strings.Join(h.kinds, ",")
		fmt.Fprintf(b, "%s%s [%s]%s %s%s  %s%s  %s:%d\n", pad(h.left, width), h.left, h.words, pad(h.words, middle),
			h.right, pad(h.right, width), orElse(k, "-"), pad(orElse(k, "-"), kinds), h.source, h.span.Start)
	}
	return b.Flush()
}
