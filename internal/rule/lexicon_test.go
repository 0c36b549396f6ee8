package rule

import (
	"fmt"
	"strings"
	"testing"
)

// lexiconOf builds a lexicon from lines "class:id form|form".
func lexiconOf(t testing.TB, lines []string) *Lexicon {
	t.Helper()
	x := NewLexicon(NewVocab())
	for _, l := range lines {
		head, forms, ok := strings.Cut(l, " ")
		class, id, ok2 := strings.Cut(head, ":")
		if !ok || !ok2 {
			t.Fatalf("%q is not class:id forms", l)
		}
		c := x.Class(class)
		if strings.HasPrefix(class, "grammar-") {
			x.Grammar(c)
		}
		for _, f := range strings.Split(forms, "|") {
			x.Add(c, id, f)
		}
	}
	return x
}

func describeWords(x *Lexicon, l *Line) string {
	var out []string
	for i, ms := range l.Words {
		for _, m := range ms {
			if m.From != i {
				return fmt.Sprintf("mark of token %d begins at %d", i, m.From)
			}
			out = append(out, fmt.Sprintf("%d-%d:%s:%s", m.From, m.To, x.ClassName(m.Class), m.ID))
		}
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, " ")
}

func TestLexicon(t *testing.T) {
	checkCases(t, "testdata/lexicon.txt", func(b block, in string) string {
		x := lexiconOf(t, b.head)
		return describeWords(x, lineOf(x, in))
	})
}

// A phrase is held once per class and id, and an empty one not at all.
func TestLexiconAddTwice(t *testing.T) {
	x := lexiconOf(t, []string{"state:RUS Nga|Nga", "state:RUS Nga", "state:USA  "})
	l := lineOf(x, "Nga")
	if got := describeWords(x, l); got != "0-1:state:RUS" {
		t.Error(got)
	}
	if first, again := x.Class("state"), x.Class("state"); first != again || x.ClassName(x.Class("state")) != "state" {
		t.Error("a class has two numbers")
	}
}
