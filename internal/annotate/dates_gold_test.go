package annotate

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"parley"
	"parley/internal/rule"
)

// goldDir holds the annotated articles; tests that need them skip where it is absent.
const goldDir = "../../../shared/gold/"

type goldDoc struct {
	Doc    string
	Date   string
	Claims []struct {
		Sentence string
		Time     string
		TimeText string `json:"time_text"`
		Duration string
		Item     int
	}
	Items []struct {
		Item int
		Date string
	}
	Lines []struct {
		N    int
		Kind string
		Item *int
	}
}

func readGold(t *testing.T, name string) []goldDoc {
	t.Helper()
	f, err := os.Open(goldDir + name)
	if err != nil {
		t.Skipf("no gold data beside the project: %v", err)
	}
	defer f.Close()
	var out []goldDoc
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var d goldDoc
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

// readTimes reads the words of dates of a language of the packs.
func readTimes(t testing.TB, language string) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("../../packs/" + language + "/words/times.tsv")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string][]string{}
	for _, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		words[cells[0]] = strings.Split(cells[1], "|")
	}
	return words
}

// dateReader is a lexicon with nothing but words of dates in it.
type dateReader struct {
	d   *Dates
	lex *rule.Lexicon
}

func newDateReader(t testing.TB, language string) dateReader {
	lex := rule.NewLexicon(rule.NewVocab())
	return dateReader{NewDates(lex, readTimes(t, language)), lex}
}

func (r dateReader) line(text string) *rule.Line {
	l := &rule.Line{Text: text, Tokens: r.lex.Vocab().Tokenize(nil, text, 0, len(text))}
	r.lex.Scan(l)
	return l
}

func TestGoldDates(t *testing.T) {
	r := newDateReader(t, "vi")
	for _, file := range []struct {
		name          string
		found, valued float64
	}{{"dev.jsonl", .98, .96}, {"seeds.jsonl", .98, .76}} {
		texts, found, valued, right := 0, 0, 0, 0
		for _, doc := range readGold(t, file.name) {
			for _, c := range doc.Claims {
				if c.TimeText == "" || c.Time == "" {
					continue
				}
				texts++
				item := doc.Date
				for _, it := range doc.Items {
					if it.Item == c.Item && it.Date != "" {
						item = it.Date
					}
				}
				e, l, ok := r.nearest(c.Sentence, c.TimeText)
				if !ok {
					t.Logf("not found: %q in %q", c.TimeText, c.Sentence)
					continue
				}
				found++
				ctx := NewDateContext(&parley.Date{Value: item, Basis: parley.BasisInferred, Why: "gold"})
				if ctx.Prev.IsZero() {
					ctx.Prev = ctx.Item
				}
				ctx.Tense = r.d.Tense(l, e)
				v, _, _ := r.d.Resolve(e, ctx)
				valued++
				if v == c.Time {
					right++
				} else {
					t.Logf("%q (read %s): got %s, gold %s, item %s: %.120s", c.TimeText, e, v, c.Time, item, c.Sentence)
				}
			}
		}
		t.Logf("%s: %d with text and value, found %.3f, right %.3f", file.name, texts, share(found, texts), share(right, texts))
		if share(found, texts) < file.found || share(right, texts) < file.valued {
			t.Errorf("%s: found %.3f, want %.3f; right %.3f, want %.3f", file.name, share(found, texts), file.found, share(right, texts), file.valued)
		}
	}
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// nearest is the expression that shares most with the words at their place in the text.
func (r dateReader) nearest(text, words string) (best DateExpr, l *rule.Line, ok bool) {
	l = r.line(text)
	at := strings.Index(text, words)
	most := 0
	for _, e := range r.d.Scan(l) {
		from, to := l.Tokens[e.From].Start, l.Tokens[e.To-1].End
		if n := min(to, at+len(words)) - max(from, at); n > most {
			best, most, ok = e, n, true
		}
	}
	return best, l, ok
}
