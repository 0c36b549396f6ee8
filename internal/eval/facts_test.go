package eval_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"parley"
	"parley/internal/eval"
	"parley/internal/pipeline"
	"parley/internal/source"
)

// fact is a line of examples/expect.jsonl, explained in examples/README.md.
type fact struct {
	Page     string   `json:"page"`
	Kind     string   `json:"kind"`
	Status   string   `json:"status"`
	Actors   []string `json:"actors"`
	Roles    []string `json:"roles"`
	Time     string   `json:"time"`
	Contains string   `json:"sentence_contains"`
}

// noNews are the pages of which no claim is right.
var noNews = []string{"22-football.txt", "23-shop.html"}

var examples = filepath.Join("..", "..", "examples")

// readExamples reads every example page; the key is its file name, or FILE#ID.
func readExamples(t *testing.T, r *pipeline.Reader) map[string]*parley.Reading {
	t.Helper()
	out := map[string]*parley.Reading{}
	source.Walk(context.Background(), []string{filepath.Join(examples, "pages")}, source.Options{}, func(p *parley.Page, err error) bool {
		if err != nil {
			t.Error(err)
			return true
		}
		out[filepath.Base(p.Source)] = r.Read(p)
		return true
	})
	return out
}

func readFacts(t *testing.T) []fact {
	t.Helper()
	f, err := os.Open(filepath.Join(examples, "expect.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []fact
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		var x fact
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

// exampleFacts is the share of the expected facts that are read from the examples.
func exampleFacts(t *testing.T) float64 {
	t.Helper()
	readings := readExamples(t, reader(t))
	facts, right := readFacts(t), 0
	for _, x := range facts {
		r := readings[x.Page]
		if r == nil {
			t.Errorf("expect.jsonl names %s, which is not among the examples", x.Page)
			continue
		}
		if !strings.Contains(r.Text, norm.NFC.String(x.Contains)) {
			t.Errorf("%s: the page does not contain %q", x.Page, x.Contains)
		}
		if why := x.missing(r); why == "" {
			right++
		} else if testing.Verbose() {
			t.Logf("%s: %s %s %v, %q: %s", x.Page, x.Kind, x.Status, x.Actors, x.Contains, why)
		}
	}
	t.Logf("%d of %d facts are read", right, len(facts))
	return float64(right) / float64(len(facts))
}

// missing says why no claim of the reading states the fact, "" where one does.
func (x *fact) missing(r *parley.Reading) string {
	why := "no claim in the sentence"
	for i := range r.Claims {
		c := &r.Claims[i]
		if !strings.Contains(c.Evidence.Exact, norm.NFC.String(x.Contains)) {
			continue
		}
		if string(c.Kind) != x.Kind {
			if why == "no claim in the sentence" {
				why = "only a claim of kind " + string(c.Kind)
			}
			continue
		}
		diff := x.differs(c)
		if diff == "" {
			return ""
		}
		why = diff
	}
	return why
}

func (x *fact) differs(c *parley.Claim) string {
	if string(c.Status) != x.Status {
		return "status is " + string(c.Status)
	}
	have := map[string]bool{}
	var all []string
	for _, a := range c.Actors {
		have[string(a.Role)+" "+a.Key()] = true
		all = append(all, string(a.Role)+" "+a.Key())
	}
	for i, a := range x.Actors {
		if !have[x.Roles[i]+" "+a] {
			return "no " + x.Roles[i] + " " + a + " among " + strings.Join(all, ", ")
		}
	}
	got := ""
	if c.Time != nil {
		got = c.Time.Value
	}
	if x.Time != "" && got != x.Time {
		return "time is " + got + ", not " + x.Time
	}
	return ""
}

// TestPagesWithoutNews: a page on football or a shop yields nothing.
func TestPagesWithoutNews(t *testing.T) {
	readings := readExamples(t, reader(t))
	for _, name := range noNews {
		r := readings[name]
		if r == nil {
			t.Errorf("no example %s", name)
			continue
		}
		for _, c := range r.Claims {
			t.Errorf("%s: %s claimed from %q", name, c.Kind, c.Evidence.Exact)
		}
	}
}

// writeReadings reads the documents of results and writes one reading a line.
func writeReadings(t *testing.T, r *pipeline.Reader, file, dir string, results []eval.Result) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for i := range results {
		source.Walk(context.Background(), []string{filepath.Join(dir, results[i].Doc)}, source.Options{}, func(p *parley.Page, err error) bool {
			if err == nil {
				err = enc.Encode(r.Read(p))
			}
			if err != nil {
				t.Fatal(err)
			}
			return true
		})
	}
}
