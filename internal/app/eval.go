package app

import (
	"bufio"
	"fmt"
	"io"
	"sort"
	"strings"

	"parley/internal/eval"
)

// evalCmd scores the reader against gold data.
type evalCmd struct {
	Gold string `arg:"" help:"Gold claims: one document a line."`
	Dir  string `arg:"" help:"Folder that holds the documents."`
	By   string `enum:"kind,role,rule,doc" default:"kind" help:"Break figures down by kind, role, rule or doc."`
	Show int    `placeholder:"N" help:"Print N missed and N spurious claims; with --by rule, of each rule."`
}

// Run reads the documents and prints the figures.
func (c *evalCmd) Run(e *env) error {
	e.lax = true
	r, err := e.reader()
	if err != nil {
		return err
	}
	results, err := eval.Run(e.ctx, r, c.Gold, c.Dir)
	if err != nil {
		fmt.Fprintln(e.err, "parley:", err)
		return errPartial
	}
	w := bufio.NewWriter(e.out)
	printFigures(w, eval.Count(results))
	switch eval.By(c.By) {
	case eval.ByRule:
		printRules(w, results, c.Show)
	default:
		printGroups(w, eval.Groups(results, eval.By(c.By)))
		if c.Show > 0 {
			printMisses(w, results, c.Show)
		}
	}
	return w.Flush()
}

func printFigures(w io.Writer, f eval.Figures) {
	fmt.Fprintf(w, "%d documents, %d gold claims, %d predicted, %d matched\n", f.Documents, f.Claim.Gold, f.Claim.Predicted, f.Claim.Right)
	for _, row := range []struct {
		name  string
		ratio eval.Ratio
	}{{"claim", f.Claim}, {"type", f.Type}, {"actors", f.Actors}, {"whole", f.Whole}} {
		p, r, f1 := row.ratio.PRF()
		fmt.Fprintf(w, "%-10s P %.3f  R %.3f  F1 %.3f\n", row.name, p, r, f1)
	}
	fmt.Fprintf(w, "%-10s %.3f\n", "status", f.Status.Value())
	fmt.Fprintf(w, "%-10s %.3f\n", "background", f.Background.Value())
	fmt.Fprintf(w, "%-10s %.3f  of %d\n", "time", f.Time.Value(), f.Time.Of)
	fmt.Fprintf(w, "%-10s %.3f  of %d\n", "place", f.Place.Value(), f.Place.Of)
}

func printGroups(w io.Writer, groups []eval.Group) {
	fmt.Fprintf(w, "\n%-24s %6s %6s %6s %6s %6s %6s\n", "", "gold", "pred", "match", "P", "R", "F1")
	for _, g := range groups {
		p, r, f := g.Ratio.PRF()
		fmt.Fprintf(w, "%-24s %6d %6d %6d %6.2f %6.2f %6.2f\n", g.Name, g.Ratio.Gold, g.Ratio.Predicted, g.Ratio.Right, p, r, f)
	}
}

// printRules lists for each rule how many of its claims stand in the gold, and then the
// gold claims that no rule reached.
func printRules(w io.Writer, results []eval.Result, show int) {
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
	var none, other []string
	for _, m := range missed {
		if m.Near == nil {
			none = append(none, line(m.Doc, m.Claim))
			continue
		}
		other = append(other, fmt.Sprintf("%s\n      read as %s/%s [%s] by %s", line(m.Doc, m.Claim), m.Near.Kind, m.Near.Status, m.Near.Trigger, strings.Join(m.Near.Rules, " ")))
	}
	for _, l := range []struct {
		what  string
		lines []string
	}{{"gold claims that no rule reached", none}, {"gold claims that were read as another kind or taken by another claim", other}} {
		fmt.Fprintf(w, "\n%d %s\n", len(l.lines), l.what)
		for _, s := range l.lines {
			fmt.Fprintln(w, "  "+s)
		}
	}
}

func printMisses(w io.Writer, results []eval.Result, show int) {
	missed, spurious := eval.Misses(results)
	for _, l := range []struct {
		name string
		list []eval.Miss
	}{{"missed", missed}, {"spurious", spurious}} {
		for _, m := range l.list[:min(show, len(l.list))] {
			fmt.Fprintf(w, "%s: %s\n", l.name, line(m.Doc, m.Claim))
		}
	}
}

// line writes a claim on one line.
func line(doc string, c *eval.Claim) string {
	actors := make([]string, 0, len(c.Actors))
	for a := range c.Actors {
		actors = append(actors, strings.Replace(a, " ", ":", 1))
	}
	sort.Strings(actors)
	sentence := []rune(c.Sentence)
	if len(sentence) > 160 {
		sentence = append(sentence[:160], '…')
	}
	return fmt.Sprintf("%s %s/%s [%s] %s :: %s", doc, c.Kind, c.Status, c.Trigger, strings.Join(actors, " "), string(sentence))
}
