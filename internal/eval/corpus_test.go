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

// offsetLine is a line of corpus/*.jsonl, explained in corpus/README.md.
type offsetLine struct {
	File   string        `json:"file"`
	ID     string        `json:"id"`
	Date   string        `json:"date"`
	Claims []offsetClaim `json:"claims"`
}

type offsetClaim struct {
	Sentence   []int  `json:"sentence"`
	Trigger    []int  `json:"trigger"`
	Kind       string `json:"kind"`
	Object     string `json:"object"`
	Status     string `json:"status"`
	Background bool   `json:"background"`
	Actors     []struct {
		Role  string `json:"role"`
		ID    string `json:"id"`
		State string `json:"state"`
	} `json:"actors"`
	Time     string `json:"time"`
	TimeText []int  `json:"time_text"`
	Place    *struct {
		Name  string `json:"name"`
		State string `json:"state"`
	} `json:"place"`
	Attribution string `json:"attribution"`
	Duration    string `json:"duration"`
}

func readOffsets(t *testing.T, file string) []offsetLine {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []offsetLine
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var l offsetLine
		d := json.NewDecoder(strings.NewReader(sc.Text()))
		d.DisallowUnknownFields()
		if err := d.Decode(&l); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out = append(out, l)
	}
	return out
}

// TestCorpusLines: the lines are sorted, no article stands twice, no word of an article
// is in them, and each trigger lies in its sentence. Needs no texts.
func TestCorpusLines(t *testing.T) {
	where := map[string]string{}
	for _, s := range offsetSets {
		b, err := os.ReadFile(s.gold)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range b {
			if c >= 0x80 {
				t.Fatalf("%s: byte %d is not ASCII: words of an article?", s.name, i)
			}
		}
		last := ""
		for _, l := range readOffsets(t, s.gold) {
			if l.ID <= last {
				t.Errorf("%s: %s stands after %s", s.name, l.ID, last)
			}
			if where[l.ID] != "" {
				t.Errorf("%s is both in %s and in %s", l.ID, where[l.ID], s.name)
			}
			last, where[l.ID] = l.ID, s.name
			for i := range l.Claims {
				l.Claims[i].check(t, l.ID)
			}
		}
	}
}

func (c *offsetClaim) check(t *testing.T, id string) {
	t.Helper()
	inside := func(what string, in []int) {
		if len(in) != 2 || in[0] >= in[1] || in[0] < c.Sentence[0] || in[1] > c.Sentence[1] {
			t.Errorf("%s: %s %v lies outside its sentence %v", id, what, in, c.Sentence)
		}
	}
	if len(c.Sentence) != 2 {
		t.Fatalf("%s: %v is no span", id, c.Sentence)
	}
	inside("trigger", c.Trigger)
	if c.TimeText != nil {
		inside("time_text", c.TimeText)
	}
	if _, ok := parley.Kind(c.Kind).Info(); !ok {
		t.Errorf("%s: %q is no kind", id, c.Kind)
	}
	if c.Time != "" {
		if _, err := parley.ParseEDTF(c.Time); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	for _, a := range c.Actors {
		if kind, rest, _ := strings.Cut(a.ID, ":"); rest == "" || strings.Contains(rest, " ") || kind == "state" && rest != a.State {
			t.Errorf("%s: %q with state %q is no actor", id, a.ID, a.State)
		}
	}
}

// TestCorpusSpans: with the texts at hand, every span lies inside and holds whole words.
func TestCorpusSpans(t *testing.T) {
	needShared(t)
	for _, s := range offsetSets {
		results, err := eval.Run(context.Background(), &echo{}, s.gold, s.dir)
		if err != nil {
			t.Fatal(err)
		}
		for i := range results {
			for _, c := range results[i].Gold {
				if !strings.Contains(c.Sentence, c.Trigger) || !strings.Contains(c.Sentence, c.TimeText) {
					t.Errorf("%s: %q and %q are not in %q", results[i].Doc, c.Trigger, c.TimeText, c.Sentence)
				}
				if c.Sentence != strings.TrimSpace(c.Sentence) || c.Trigger != strings.TrimSpace(c.Trigger) {
					t.Errorf("%s: %q in %q has a blank at its edge", results[i].Doc, c.Trigger, c.Sentence)
				}
			}
		}
		t.Logf("%s: %d articles of %s", s.name, len(results), filepath.Clean(s.dir))
	}
}
