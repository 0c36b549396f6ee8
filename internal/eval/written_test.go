package eval_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/internal/eval"
)

// TestWritten: every line of what was written for the project names a text that is there, in order, each
// text has a line, and what is annotated stands in it and is what the program knows.
func TestWritten(t *testing.T) {
	for _, s := range writtenSets {
		results, err := eval.Run(context.Background(), &echo{}, s.gold, s.dir)
		if err != nil {
			t.Fatal(err)
		}
		for i := range results {
			for _, c := range results[i].Gold {
				if c.Span.Start < 0 || c.Sentence == "" || c.Trigger == "" || !strings.Contains(c.Sentence, c.Trigger) || !strings.Contains(c.Sentence, c.TimeText) {
					t.Errorf("%s: %q or %q is not in %q, or this not in the text", results[i].Doc, c.Trigger, c.TimeText, c.Sentence)
				}
				if _, ok := parley.Kind(c.Kind).Info(); !ok {
					t.Errorf("%s: %q is no kind", results[i].Doc, c.Kind)
				}
				if c.Time != "" {
					if _, err := parley.ParseEDTF(c.Time); err != nil {
						t.Errorf("%s: %v", results[i].Doc, err)
					}
				}
			}
		}
		texts, err := filepath.Glob(filepath.Join(s.dir, "*.txt"))
		if err != nil || len(texts) == 0 {
			t.Fatalf("%s has no texts: %v", s.dir, err)
		}
		docs := writtenDocs(t, s.gold)
		for i, f := range texts {
			if i >= len(docs) || docs[i] != filepath.Base(f) {
				t.Fatalf("%s: the lines are of %v, the texts %v", s.name, docs, texts)
			}
		}
	}
}

// writtenDocs lists the texts that the lines of a gold file name, in order.
func writtenDocs(t *testing.T, file string) (out []string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var l struct{ Doc string }
		if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l.Doc)
	}
	return out
}
