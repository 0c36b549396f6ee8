package app

import (
	"fmt"
	"io"
	"strings"

	"parley/internal/eval"
	"parley/internal/extract"
	"parley/internal/pipeline"
)

// stepIn is a match of a rule that gave no claim, with its sentence.
type stepIn struct {
	sentence string
	step     extract.Step
}

// steps returns for each document the matches of rules that gave no claim.
func steps(r *pipeline.Reader, results []eval.Result) map[string][]stepIn {
	out := map[string][]stepIn{}
	for i := range results {
		doc := results[i].Doc
		for _, p := range results[i].Pages {
			x := r.Explain(r.Layout(p))
			if x == nil {
				continue
			}
			for _, s := range x.Steps {
				if s.Outcome != extract.Stood {
					out[doc] = append(out[doc], stepIn{x.Annotated.Sentences[s.Sentence].Exact, s})
				}
			}
		}
	}
	return out
}

// printRules lists for each rule how many of its claims stand in the gold, and then the
// gold claims that were not read: because no rule has their words, because a rule that has
// them gave no claim, or because they were read as something else.
func printRules(w io.Writer, results []eval.Result, show int, steps map[string][]stepIn) {
	missed, spurious := eval.Misses(results)
	byRule := map[string][]eval.Miss{}
	for _, s := range spurious {
		byRule[s.Claim.Rules[0]] = append(byRule[s.Claim.Rules[0]], s)
	}
	fmt.Fprintf(w, "\n%-28s %7s %7s %8s %6s\n", "rule", "matched", "whole", "spurious", "P")
	for _, g := range eval.Groups(results, eval.ByRule) {
		p, _, _ := g.Ratio.PRF()
		fmt.Fprintf(w, "%-28s %7d %7d %8d %6.2f\n", g.Name, g.Ratio.Right, g.Whole, g.Ratio.Predicted-g.Ratio.Right, p)
		list := byRule[g.Name]
		for _, s := range list[:min(show, len(list))] {
			note := "not in the gold"
			if s.Near != nil {
				note = "gold has " + s.Near.Kind
			}
			fmt.Fprintf(w, "      %s (%s)\n", line(s.Doc, s.Claim), note)
		}
	}
	printUnread(w, missed, steps)
}

func printUnread(w io.Writer, missed []eval.Miss, steps map[string][]stepIn) {
	var none, dropped, other []string
	for _, m := range missed {
		text := line(m.Doc, m.Claim)
		why := whyNot(m.Claim, steps[m.Doc])
		switch {
		case m.Near != nil:
			other = append(other, fmt.Sprintf("%s\n      read as %s/%s [%s] by %s", text, m.Near.Kind, m.Near.Status, m.Near.Trigger, strings.Join(m.Near.Rules, " ")))
		case why != "":
			dropped = append(dropped, text+"\n      "+why)
		default:
			none = append(none, text)
		}
	}
	for _, l := range []struct {
		what  string
		lines []string
	}{
		{"gold claims that no rule reached", none},
		{"gold claims on whose words a rule matched but gave no claim", dropped},
		{"gold claims that were read as another kind or taken by another claim", other},
	} {
		fmt.Fprintf(w, "\n%d %s\n", len(l.lines), l.what)
		for _, s := range l.lines {
			fmt.Fprintln(w, "  "+s)
		}
	}
}

// whyNot says which rules matched the words of a gold claim and why they gave no claim.
func whyNot(c *eval.Claim, steps []stepIn) string {
	var out []string
	for _, s := range steps {
		if s.step.Rule.Attrs["kind"] != c.Kind || !eval.Touches(c.Trigger, s.step.Trigger.Exact) {
			continue
		}
		if strings.Contains(s.sentence, c.Sentence) || strings.Contains(c.Sentence, s.sentence) {
			out = append(out, s.step.Rule.Name+": "+verdict(&s.step))
		}
	}
	return strings.Join(out, "; ")
}
