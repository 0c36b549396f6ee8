package app

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"golang.org/x/text/unicode/norm"

	"parley"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pipeline"
	"parley/internal/source"
)

// explainCmd shows how claims were derived.
type explainCmd struct {
	Language string   `placeholder:"TAG" help:"Language of a text given on the command line (default: as it looks, else vi)."`
	Date     string   `placeholder:"DAY" help:"Day of publication (YYYY-MM-DD)."`
	All      bool     `help:"Also sentences in which no rule matched."`
	Text     []string `arg:"" name:"text|path" help:"A sentence, or files and folders."`
}

// Run explains the paths, or all words together as one text where the first is no file.
func (c *explainCmd) Run(e *env) error {
	if err := checkDay("--date", c.Date); err != nil {
		return err
	}
	e.lax = true
	r, err := e.reader()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(e.out)
	t := &tree{w: w, all: c.All}
	if _, err := os.Stat(c.Text[0]); err != nil && c.Text[0] != "-" {
		if !strings.ContainsAny(strings.Join(c.Text, " "), " \t") {
			return usage("%s is neither a file nor a sentence", c.Text[0])
		}
		l := c.layout(r, strings.Join(c.Text, " "))
		t.explain(r.Explain(l))
		return w.Flush()
	}
	failed := 0
	source.Walk(e.ctx, c.Text, e.sources(), func(p *parley.Page, err error) bool {
		if err != nil {
			failed++
			fmt.Fprintln(e.err, "parley:", err)
			return true
		}
		if p.Published == "" {
			p.Published = c.Date
		}
		fmt.Fprintln(w, p.Source)
		l := r.Layout(p)
		if x := r.Explain(l); x != nil {
			t.explain(x)
		} else {
			fmt.Fprintf(w, "  no rules for language %s\n", l.Language)
		}
		return true
	})
	if err := w.Flush(); err != nil {
		return err
	}
	if failed > 0 {
		return errPartial
	}
	return e.ctx.Err()
}

// layout makes an article of one text.
func (c *explainCmd) layout(r *pipeline.Reader, text string) *parley.Layout {
	text = norm.NFC.String(text)
	tag := c.Language
	if tag == "" {
		tag = r.Layout(&parley.Page{Source: "-", Bytes: []byte(text), Media: parley.MediaText}).Language
	}
	if !r.Reads(tag) {
		tag = "vi"
	}
	span := parley.Span{Start: 0, End: len([]rune(text))}
	item := parley.Item{Kind: parley.ItemArticle, Body: text, Span: span}
	if c.Date != "" {
		item.Published = &parley.Date{Value: c.Date, Basis: parley.BasisGiven, Why: "given by --date"}
	}
	return &parley.Layout{
		Kind: parley.PageArticle, Language: tag, Text: text, Items: []parley.Item{item},
		Blocks: []parley.Block{{Kind: parley.BlockBody, Span: span}},
	}
}

// tree writes explanations with lines that show what belongs to what.
type tree struct {
	w   *bufio.Writer
	all bool
}

// node is one line with what hangs on it.
type node struct {
	text string
	sub  []*node
}

func (n *node) add(format string, args ...any) *node {
	s := &node{text: fmt.Sprintf(format, args...)}
	n.sub = append(n.sub, s)
	return s
}

func (t *tree) explain(x *pipeline.Explanation) {
	steps := map[int][]extract.Step{}
	for _, s := range x.Steps {
		steps[s.Sentence] = append(steps[s.Sentence], s)
	}
	if len(steps) == 0 && len(x.Annotated.Sentences) > 1 && !t.all {
		fmt.Fprintf(t.w, "no rule matched in %d sentences; --all shows what they name\n", len(x.Annotated.Sentences))
	}
	for i := range x.Annotated.Sentences {
		if !t.all && len(steps[i]) == 0 && len(x.Annotated.Sentences) > 1 {
			continue
		}
		t.write(sentenceNode(&x.Annotated.Sentences[i], steps[i]), "", "")
	}
}

// write prints a node and what hangs on it.
func (t *tree) write(n *node, first, rest string) {
	fmt.Fprintln(t.w, first+n.text)
	for i, s := range n.sub {
		if i == len(n.sub)-1 {
			t.write(s, rest+"└─ ", rest+"   ")
		} else {
			t.write(s, rest+"├─ ", rest+"│  ")
		}
	}
}

// sentenceNode is a sentence with its actors, times, places, and the rules that matched.
func sentenceNode(s *parley.Sentence, steps []extract.Step) *node {
	root := &node{text: fmt.Sprintf("%s, item %d, %d–%d: %s", s.Block, s.Item, s.Start, s.End, parley.Plain(s.Exact))}
	runes := []rune(s.Exact)
	words := func(sp parley.Span) string {
		from, to := max(sp.Start-s.Start, 0), min(sp.End-s.Start, len(runes))
		if from >= to {
			return ""
		}
		return parley.Plain(string(runes[from:to]))
	}
	for _, r := range s.Refs {
		root.add("actor %q → %s", words(r.Span), actorIDs(r.Actors))
	}
	for _, p := range s.Places {
		root.add("place %q → %s", words(p.Span), strings.TrimRight(p.Name+", "+string(p.State), ", "))
	}
	for _, w := range s.Times {
		value := w.Value
		if w.Duration != "" {
			value = string(w.Duration)
		}
		root.add("time %q → %s (%s: %s)", words(w.Span), orElse(value, "no value"), w.Basis, w.Why)
	}
	for i := range steps {
		stepNode(root, &steps[i])
	}
	if len(steps) == 0 {
		root.add("no rule matched")
	}
	return root
}

// stepNode is a rule that matched and what became of it.
func stepNode(root *node, s *extract.Step) {
	n := root.add("rule %s  %s:%d  on %q: %s", s.Rule.Name, s.Rule.File, s.Rule.Line, s.Trigger.Exact, verdict(s))
	for _, sl := range s.Slots {
		role := string(sl.Role)
		if role == "" {
			role = "unused by the frame"
		}
		n.add("%s → %s: %s", sl.Slot, role, actorIDs(sl.Actors))
	}
	c := s.Claim
	if c == nil {
		return
	}
	for _, a := range c.Actors {
		n.add("%s %s", a.Role, actorIDs([]parley.Actor{a}))
	}
	if c.Time != nil {
		n.add("time %s (%s: %s)", orElse(c.Time.Value, "no value"), c.Time.Basis, c.Time.Why)
	}
	if c.Place != nil {
		n.add("place %s", c.Place.Name)
	}
	if c.Object != "" {
		n.add("object %s %q", c.Object, c.ObjectText)
	}
	if c.Attribution != nil {
		n.add("said by %q %s", c.Attribution.Text, c.Attribution.ID)
	}
	n.weighs("its kind", s.Seen)
	n.weighs("its being told", s.Trust)
	for _, r := range s.Recasts {
		n.weighs(r.Actor+" as "+r.Role, r.Why)
	}
	for _, r := range s.Resets {
		what := "time"
		if r.Place {
			what = "place"
		}
		n.weighs(fmt.Sprintf("%q as its %s", r.Words, what), r.Why)
	}
	n.weighs("status "+string(c.Status), s.Status)
	n.weighs("background", s.Standing)
	n.weighs("the claims around it", s.Around)
	if len(c.Rules) > 1 {
		n.add("notes %s", strings.Join(c.Rules[1:], " "))
	}
}

// weighs says what weighed most in the decision of a model.
func (n *node) weighs(what string, list []learn.Reason) {
	if len(list) == 0 {
		return
	}
	var reasons []string
	for _, r := range list {
		reasons = append(reasons, fmt.Sprintf("%+.2f %s", r.Weight, r.Feature))
	}
	n.add("%s weighs %s", what, strings.Join(reasons, ", "))
}

// verdict says what became of a match.
func verdict(s *extract.Step) string {
	by := ""
	if s.By != nil {
		by = s.By.Name
	}
	switch s.Outcome {
	case extract.Stood:
		bg := ""
		if s.Claim.Background {
			bg = ", background"
		}
		return fmt.Sprintf("claim %s %s%s, confidence %.2f", s.Claim.Kind, s.Claim.Status, bg, s.Claim.Confidence)
	case extract.Doubtful:
		return fmt.Sprintf("no claim: it is likely to %.2f only", s.Claim.Confidence)
	case extract.Blocked:
		return "keeps these words from other rules"
	case extract.Overlaps:
		return "lost: " + by + " has these words"
	case extract.IsObject:
		return "no claim of its own: it is what " + by + " is about"
	case extract.NoActors:
		return "no claim: actors are missing"
	}
	return "no claim: dropped after its actors were found"
}

func actorIDs(all []parley.Actor) string {
	if len(all) == 0 {
		return "nobody"
	}
	var out []string
	for _, a := range all {
		s := a.ID
		if a.Office != "" {
			s += " (" + string(a.Office) + ")"
		} else if a.State != "" && !strings.HasPrefix(a.ID, "state:") {
			s += " (" + string(a.State) + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}
