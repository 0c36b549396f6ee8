package eval_test

import (
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/internal/eval"
)

// aText is the article of the tests below: é is two code points that NFC makes one.
const aText = "Cafe\u0301\nAland met Bland on Monday."

// Words are given as they stand or by offset; what cannot be is an error.
func TestReadGoldQuotes(t *testing.T) {
	for _, tt := range []struct{ name, claim, sentence, trigger, timeText, fault string }{
		{"words", `"sentence":"Aland met Bland on Monday.","trigger":"met","time_text":"on Monday"`, "Aland met Bland on Monday.", "met", "on Monday", ""},
		{"offsets", `"sentence":[5,31],"trigger":[11,14],"time_text":[21,30]`, "Aland met Bland on Monday.", "met", "on Monday", ""},
		{"both", `"sentence":[0,4],"trigger":"Cafe\u0301","time_text":null`, "Café", "Café", "", ""},
		{"past the end", `"sentence":[5,32],"trigger":"met"`, "", "", "", "line 1: claim 1: sentence: [5, 32] is no span"},
		{"backwards", `"sentence":[5,31],"trigger":[14,11]`, "", "", "", "trigger: [14, 11] is no span"},
		{"negative", `"sentence":[-1,3],"trigger":"met"`, "", "", "", "sentence: [-1, 3] is no span"},
		{"empty", `"sentence":[5,31],"trigger":[11,14],"time_text":[3,3]`, "", "", "", "time_text: [3, 3] is no span"},
		{"one number", `"sentence":[5],"trigger":"met"`, "", "", "", "a span is [START, END]"},
		{"an object", `"sentence":{"start":5},"trigger":"met"`, "", "", "", "line 1: json"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			docs, err := eval.ReadGold(strings.NewReader(`{"file":"x/a.jsonl","id":"1","claims":[{`+tt.claim+`,"kind":"meet"}]}`),
				func(name string) (string, error) {
					if name != "x/a.jsonl#1" {
						t.Errorf("asked for %q", name)
					}
					return aText, nil
				})
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("error %v, want %q", err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			c := docs[0].Claims[0]
			if c.Sentence != tt.sentence || c.Trigger != tt.trigger || c.TimeText != tt.timeText {
				t.Errorf("%q, %q, %q", c.Sentence, c.Trigger, c.TimeText)
			}
			if got := string([]rune(docs[0].Text)[c.Span.Start:c.Span.End]); got != tt.sentence {
				t.Errorf("the span holds %q", got)
			}
		})
	}
}

// FuzzReadGold: whatever a gold file says, spans lie inside the text.
func FuzzReadGold(f *testing.F) {
	f.Add(`{"doc":"a.txt","claims":[{"sentence":[5,31],"trigger":[11,14],"time_text":"on Monday","actors":[{"role":"party"}]}]}`)
	f.Add(`{"file":"x/a.jsonl","id":"1","claims":[{"sentence":[-1,1e3],"trigger":[],"time_text":null}]}`)
	f.Fuzz(func(t *testing.T, line string) {
		docs, err := eval.ReadGold(strings.NewReader(line), func(string) (string, error) { return aText, nil })
		if err != nil {
			return
		}
		for _, d := range docs {
			for _, c := range d.Claims {
				if c.Span.Start >= 0 && c.Span.End > len([]rune(d.Text)) || c.Span.End < c.Span.Start {
					t.Errorf("%+v is no span of the text", c.Span)
				}
			}
		}
	})
}

// echo reads every page as one claim on its last 26 code points.
type echo struct{ pages []*parley.Page }

func (e *echo) Read(p *parley.Page) *parley.Reading {
	e.pages = append(e.pages, p)
	return &parley.Reading{Claims: []parley.Claim{{
		Kind: parley.Meet, Evidence: parley.Quote{Exact: "Aland met Bland on Monday."}, Trigger: parley.Quote{Exact: "met"}, Rules: []string{"xx/meet"},
	}}}
}

// Run takes articles out of archives: only those that the gold names, in its order.
func TestRunOnArchives(t *testing.T) {
	dir := t.TempDir()
	archive := `{"id":"9","text":"Nobody asks for this."}
{"id":2,"title":"Cafe\u0301","lead":"","text":"Aland met Bland on Monday.","published":"2025-01-01"}
{"id":"1","title":"News","lead":"Lead.","text":"Aland met Bland on Monday."}
{"id":"html","html":"<p>Aland"}
`
	if err := os.Mkdir(filepath.Join(dir, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	zip(t, filepath.Join(dir, "x", "a.jsonl.gz"), archive)
	write(t, filepath.Join(dir, "b.txt"), aText)
	const claim = `"claims":[{"sentence":"Aland met Bland on Monday.","trigger":"met","kind":"meet"}]}`
	for _, tt := range []struct{ name, gold, docs, texts, fault string }{
		{
			"articles and a file", `{"file":"x/a.jsonl.gz","id":"1",` + claim + "\n" + `{"doc":"b.txt",` + claim + "\n" + `{"file":"x/a.jsonl.gz","id":"2",` + claim,
			"x/a.jsonl.gz#1 b.txt x/a.jsonl.gz#2", "News\nLead.\nAland met Bland on Monday.|" + aText + "|" + aText, "",
		},
		{"no such article", `{"file":"x/a.jsonl.gz","id":"3",` + claim, "", "", "line 1: x/a.jsonl.gz#3: the archive has no such article"},
		{"no such archive", `{"file":"y.jsonl","id":"3",` + claim, "", "", "y.jsonl: missing"},
		{"HTML", `{"file":"x/a.jsonl.gz","id":"html",` + claim, "", "", "must be plain text"},
		{"outside the folder", `{"file":"../a.jsonl","id":"1",` + claim, "", "", "is no file of the folder"},
		{"no id", `{"file":"x/a.jsonl.gz",` + claim, "", "", `"file" without "id"`},
		{"no file", `{"id":"1",` + claim, "", "", `is no file of the folder`},
		{"two names", `{"doc":"b.txt","file":"x/a.jsonl.gz","id":"1",` + claim, "", "", "exclude each other"},
		{"no name", `{` + claim, "", "", "is no name of a document"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			gold := filepath.Join(t.TempDir(), "gold.jsonl")
			write(t, gold, tt.gold)
			r := &echo{}
			results, err := eval.Run(context.Background(), r, gold, dir)
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("error %v, want %q", err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var docs, texts []string
			for i := range results {
				docs = append(docs, results[i].Doc)
				texts = append(texts, string(results[i].Pages[0].Bytes))
			}
			if strings.Join(docs, " ") != tt.docs || strings.Join(texts, "|") != tt.texts {
				t.Errorf("%q with %q", docs, texts)
			}
			if f := eval.Count(results); f.Claim != (eval.Ratio{Right: 3, Gold: 3, Predicted: 3}) {
				t.Errorf("%+v", f.Claim)
			}
			for _, p := range r.pages {
				if p.Published != "" || p.Title != "" {
					t.Errorf("%s is read with a date or a title beside its text", p.Source)
				}
			}
		})
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func zip(t *testing.T, file, text string) {
	t.Helper()
	var b strings.Builder
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, file, b.String())
}
