package eval

import (
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"parley"
	"parley/internal/annotate"
	"parley/internal/extract"
	"parley/internal/pack"
	"parley/internal/pipeline"
	"parley/internal/rule"
)

// Checked is what Check looked at and what does not hold.
type Checked struct {
	Rules    int // rules with their examples
	Phrases  int // phrases beside rules
	Examples int // examples of examples/*.txt
	Faults   []error
}

// Check lints the packs in fsys and runs the examples of the language tag, or of all
// languages where tag is empty. Every fault names file:line.
func Check(fsys fs.FS, tag string) Checked {
	var out Checked
	p, errs := pack.Load(fsys)
	out.Faults = append(out.Faults, errs...)
	_, errs = pipeline.Sites(p)
	out.Faults = append(out.Faults, errs...)
	if tag != "" && p.Languages[tag] == nil {
		out.Faults = append(out.Faults, fmt.Errorf("no pack %q: there are %s", tag, strings.Join(p.Tags(), ", ")))
		return out
	}
	for _, t := range p.Tags() {
		if tag != "" && t != tag || len(p.Languages[t].Rules.Rules) == 0 {
			continue
		}
		x, errs := extract.New(p, t)
		out.Faults = append(out.Faults, errs...)
		c := &checker{lang: p.Languages[t], annotate: annotate.New(p, t), extract: x, out: &out}
		c.rules()
		c.examples(fsys, t+"/examples")
	}
	return out
}

// checker runs the examples of one language.
type checker struct {
	lang     *pack.Language
	annotate *annotate.Annotator
	extract  *extract.Extractor
	out      *Checked
	learn    func(extract.CastSample) // where somebody learns from the examples: Input.LearnCast
}

func (c *checker) fault(file string, line int, format string, args ...any) {
	c.out.Faults = append(c.out.Faults, &rule.Error{File: file, Line: line, Msg: fmt.Sprintf(format, args...)})
}

// read understands a phrase as the body of an article of its own, published on the day.
func (c *checker) read(text, day string) (*annotate.Annotated, []parley.Claim) {
	span := parley.Span{Start: 0, End: len([]rune(text))}
	item := parley.Item{Kind: parley.ItemArticle, Body: text, Span: span}
	if day != "" {
		item.Published = &parley.Date{Value: day, Basis: parley.BasisGiven, Why: "given by the example"}
	}
	an := c.annotate.Annotate(&parley.Layout{
		Kind: parley.PageArticle, Language: c.lang.Tag, Text: text,
		Blocks: []parley.Block{{Kind: parley.BlockBody, Span: span}}, Items: []parley.Item{item},
	}, "")
	claims := c.extract.Extract(&extract.Input{PageID: "p_example", Sentences: an.Sentences, Lines: an.Lines, Items: an.Items, LearnCast: c.learn})
	return an, claims
}

// rules runs the phrases that stand beside the rules.
func (c *checker) rules() {
	for _, r := range c.lang.Rules.Rules {
		c.out.Rules++
		for _, ex := range r.Yes {
			c.out.Phrases++
			if msg := c.yes(r, ex); msg != "" {
				c.fault(r.File, ex.Line, "rule %s: %s: %q", r.Name, msg, ex.Text)
			}
		}
		for _, ex := range r.No {
			c.out.Phrases++
			if msg := c.no(r, ex); msg != "" {
				c.fault(r.File, ex.Line, "rule %s: %s: %q", r.Name, msg, ex.Text)
			}
		}
	}
}

// yes says why the phrase is not what the rule promises, "" where it is.
func (c *checker) yes(r *rule.Rule, ex rule.Example) string {
	an, claims := c.read(ex.Text, "")
	if r.Attrs["kind"] == "-" {
		return c.suppresses(r, an, claims)
	}
	want, err := parseWant(ex.Want)
	if err != nil {
		return err.Error()
	}
	var got []string
	for i := range claims {
		if claims[i].Rules[0] != r.Name {
			continue
		}
		diff := want.differs(&claims[i])
		if diff == "" {
			return ""
		}
		got = append(got, diff)
	}
	switch {
	case len(got) > 0:
		return strings.Join(got, "; or ")
	case len(claims) == 0 && c.matches(r, an) == nil:
		return "does not match"
	case len(claims) == 0:
		return "matches, but gives no claim"
	}
	return "gives no claim, but there is " + describeAll(claims)
}

// no says why the phrase breaks the promise that the rule does not match it.
func (c *checker) no(r *rule.Rule, ex rule.Example) string {
	an, claims := c.read(ex.Text, "")
	if r.Attrs["kind"] == "-" {
		if c.matches(r, an) != nil {
			return "must not match"
		}
		return ""
	}
	for i := range claims {
		if claims[i].Rules[0] == r.Name {
			return "must give no claim, but gives " + describe(&claims[i])
		}
	}
	return ""
}

// matches returns the words that the rule matches in the phrase, as code points.
func (c *checker) matches(r *rule.Rule, an *annotate.Annotated) []parley.Span {
	var out []parley.Span
	for _, l := range an.Lines {
		offs := parley.NewOffsets(l.Text)
		for _, m := range c.lang.Rules.Matches(l) {
			if m.Rule == r {
				out = append(out, offs.Span(l.Tokens[m.Trigger[0]].Start, l.Tokens[m.Trigger[1]-1].End))
			}
		}
	}
	return out
}

// suppresses checks a rule of kind "-": it matches, and nothing is claimed on its words.
func (c *checker) suppresses(r *rule.Rule, an *annotate.Annotated, claims []parley.Claim) string {
	spans := c.matches(r, an)
	if spans == nil {
		return "does not match"
	}
	for i := range claims {
		for _, s := range spans {
			if s.Overlaps(claims[i].Trigger.Span) {
				return "does not keep the words from " + describe(&claims[i])
			}
		}
	}
	return ""
}

func describeAll(claims []parley.Claim) string {
	var out []string
	for i := range claims {
		out = append(out, describe(&claims[i]))
	}
	return strings.Join(out, ", ")
}

// describe writes a claim as an example would expect it, with the rule that gave it.
func describe(c *parley.Claim) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", c.Kind, c.Status)
	for _, r := range roles {
		if keys := keysOf(c, r); len(keys) > 0 {
			fmt.Fprintf(&b, " %s:%s", r, strings.Join(keys, ","))
		}
	}
	if c.Object != "" {
		fmt.Fprintf(&b, " object:%s", c.Object)
	}
	if c.Background {
		b.WriteString(" background")
	}
	if c.Time != nil && c.Time.Value != "" {
		fmt.Fprintf(&b, " @%s", c.Time.Value)
	}
	if c.Place != nil {
		fmt.Fprintf(&b, " place:%s", strings.ReplaceAll(c.Place.Name, " ", "_"))
	}
	if c.Duration != "" {
		fmt.Fprintf(&b, " duration:%s", c.Duration)
	}
	fmt.Fprintf(&b, " (%s)", strings.Join(c.Rules, " "))
	return b.String()
}

// roles in the order in which they are written.
var roles = []parley.Role{
	parley.RoleParty, parley.RoleSource, parley.RoleTarget, parley.RoleMediator, parley.RoleHost, parley.RoleHead, parley.RoleSignatory,
}

// keysOf lists the actors of a role by key without the prefix, sorted.
func keysOf(c *parley.Claim, r parley.Role) []string {
	var out []string
	for _, a := range c.With(r) {
		out = append(out, bare(a.Key()))
	}
	sort.Strings(out)
	return out
}

// bare is a key without "state:", "org:", "group:".
func bare(key string) string {
	for _, p := range []string{"state:", "org:", "group:"} {
		if rest, ok := strings.CutPrefix(key, p); ok {
			return rest
		}
	}
	return key
}
