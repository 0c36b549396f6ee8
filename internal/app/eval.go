package app

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"parley/internal/eval"
)

// evalCmd scores the reader against gold data.
type evalCmd struct {
	Gold string `arg:"" help:"Gold claims: one document a line."`
	Dir  string `arg:"" help:"Folder that holds the documents or their archives."`
	By   string `enum:"kind,role,rule,doc" default:"kind" help:"Break figures down by kind, role, rule or doc."`
	Show int    `placeholder:"N" help:"Print N missed and N spurious claims; with --by rule, of each rule."`
	Diff int    `placeholder:"N" help:"Print N matched claims that differ in actors, status, time or standing."`
}

// Help is what parley eval --help says beyond its flags.
func (c *evalCmd) Help() string {
	return `A line of GOLD is a document with its claims. It names a file of DIR ("doc": NAME), or
an article of an archive in DIR ("file": a file of JSON lines, plain or compressed; "id": that of
the line). The text of such an article is its title, lead and text, those that are not empty, one
below the other. "sentence", "trigger" and "time_text" of a claim are words, or [START, END] in
code points of the text in NFC with \n as line end.

  parley eval corpus/seen.jsonl ../shared
  parley eval corpus/unseen.jsonl ../shared

corpus/README.md says what these are. Of unseen.jsonl look at figures only: --show, --diff
and --by rule print its text, and rules written with that in mind would make it seen.`
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
		printRules(w, results, c.Show, steps(r, results))
	default:
		printGroups(w, eval.Groups(results, eval.By(c.By)))
		if c.Show > 0 {
			printMisses(w, results, c.Show)
		}
	}
	printDiffs(w, results, c.Diff)
	return w.Flush()
}

func printFigures(w io.Writer, f eval.Figures) {
	fmt.Fprintf(w, "%d documents, %d gold claims, %d predicted, %d matched\n", f.Documents, f.Claim.Gold, f.Claim.Predicted, f.Claim.Right)
	for _, row := range []struct {
		name  string
		ratio eval.Ratio
	}{{"claim", f.Claim}, {"type", f.Type}, {"actors", f.Actors}, {"whole", f.Whole}, {"times", f.When}, {"places", f.Where}} {
		p, r, f1 := row.ratio.PRF()
		fmt.Fprintf(w, "%-10s P %.3f  R %.3f  F1 %.3f\n", row.name, p, r, f1)
	}
	fmt.Fprintf(w, "%-10s %.3f\n", "status", f.Status.Value())
	fmt.Fprintf(w, "%-10s %.3f\n", "background", f.Background.Value())
	fmt.Fprintf(w, "%-10s %.3f  of %d\n", "time", f.Time.Value(), f.Time.Of)
	fmt.Fprintf(w, "%-10s %.3f  of %d\n", "place", f.Place.Value(), f.Place.Of)
}

func printGroups(w io.Writer, groups []eval.Group) {
	width := 24
	for _, g := range groups {
		width = max(width, utf8.RuneCountInString(g.Name))
	}
	fmt.Fprintf(w, "\n%-*s %6s %6s %6s %6s %6s %6s\n", width, "", "gold", "pred", "match", "P", "R", "F1")
	for _, g := range groups {
		p, r, f := g.Ratio.PRF()
		fmt.Fprintf(w, "%-*s %6d %6d %6d %6.2f %6.2f %6.2f\n", width, g.Name, g.Ratio.Gold, g.Ratio.Predicted, g.Ratio.Right, p, r, f)
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

// printDiffs lists matched claims with what is not as in the gold.
func printDiffs(w io.Writer, results []eval.Result, show int) {
	for i := range results {
		for _, p := range results[i].Pairs {
			diff := differs(p.Gold, p.Predicted)
			if diff == "" || show <= 0 {
				continue
			}
			show--
			fmt.Fprintf(w, "differs: %s\n      %s (%s)\n", line(results[i].Doc, p.Gold), diff, strings.Join(p.Predicted.Rules, " "))
		}
	}
}

func differs(gold, read *eval.Claim) string {
	var out []string
	diff := func(what, got, want string) {
		if got != want {
			out = append(out, fmt.Sprintf("%s read as %s, gold %s", what, orElse(got, "-"), orElse(want, "-")))
		}
	}
	diff("actors", strings.Join(sortedKeys(read.Actors), ", "), strings.Join(sortedKeys(gold.Actors), ", "))
	diff("status", read.Status, gold.Status)
	diff("background", fmt.Sprint(read.Background), fmt.Sprint(gold.Background))
	if gold.TimeText != "" || gold.Time == "" {
		diff("time", read.Time, gold.Time)
	}
	return strings.Join(out, "; ")
}

// line writes a claim on one line.
func line(doc string, c *eval.Claim) string {
	actors := sortedKeys(c.Actors)
	for i, a := range actors {
		actors[i] = strings.Replace(a, " ", ":", 1)
	}
	sentence := []rune(c.Sentence)
	if len(sentence) > 160 {
		sentence = append(sentence[:160], '…')
	}
	return fmt.Sprintf("%s %s/%s [%s] %s :: %s", doc, c.Kind, c.Status, c.Trigger, strings.Join(actors, " "), string(sentence))
}
