package annotate

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parley"
)

// exampleText is a page of the project's own examples, as one article.
func exampleText(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/mentions_vi.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range strings.Split(string(data), "\n") {
		if l != "" && !strings.ContainsAny(l[:1], "#@ ") {
			out = append(out, l)
		}
	}
	return out
}

// Reading is a function of the page: twenty readings, by as many new annotators, give the
// same JSON.
func TestSamePageSameReading(t *testing.T) {
	lines := exampleText(t)
	items := make([]int, len(lines))
	for i := range items {
		items[i] = i * 3 / len(lines) // three items, so that names, pairs and teasers mix
	}
	first := ""
	for n := range 20 {
		a := loadVi(t)
		l := page(lines, items)
		for i := range l.Items {
			l.Items[i].Kind = [...]parley.ItemKind{parley.ItemArticle, parley.ItemTeaser, parley.ItemTeaser}[i]
		}
		out := a.Annotate(l, "2025-06-30")
		got, err := json.Marshal(struct{ S, I any }{out.Sentences, out.Items})
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(got)
		}
		if string(got) != first {
			at := 0
			for at < len(first) && at < len(got) && first[at] == got[at] {
				at++
			}
			t.Fatalf("reading %d differs: …%.200s… was …%.200s…", n, got[max(0, at-100):], first[max(0, at-100):])
		}
	}
}

// Reading a page changes neither its text nor its items.
func TestAnnotateLeavesTheLayout(t *testing.T) {
	a := loadVi(t)
	l := page(exampleText(t), make([]int, len(exampleText(t))))
	before, _ := json.Marshal(l)
	a.Annotate(l, "2025-06-30")
	if after, _ := json.Marshal(l); string(after) != string(before) {
		t.Error("the layout was changed")
	}
}

// checkAnnotated wants every span inside its sentence, every sentence at its place in the
// text, and the line's spans in order, within the tokens, not overlapping.
func checkAnnotated(t *testing.T, l *parley.Layout, out *Annotated) {
	t.Helper()
	runes := []rune(l.Text)
	if len(out.Lines) != len(out.Sentences) {
		t.Fatalf("%d lines, %d sentences", len(out.Lines), len(out.Sentences))
	}
	at := 0
	for i := range out.Sentences {
		s := &out.Sentences[i]
		if s.Start < at || s.End <= s.Start || s.End > len(runes) || string(runes[s.Start:s.End]) != s.Exact {
			t.Fatalf("sentence %d to %d after %d is not %q", s.Start, s.End, at, s.Exact)
		}
		at = s.End
		var spans []parley.Span
		for _, r := range s.Refs {
			spans = append(spans, r.Span)
			for _, x := range r.Actors {
				if x.ID == "" || x.Start != 0 && (x.Start < s.Start || x.End > s.End) {
					t.Fatalf("actor %+v of %q", x, s.Exact)
				}
			}
		}
		for _, x := range s.Times {
			spans = append(spans, x.Span)
			if _, err := parley.ParseEDTF(x.Value); x.Value != "" && err != nil {
				t.Fatalf("time %q of %q", x.Value, s.Exact)
			}
		}
		for _, x := range s.Places {
			spans = append(spans, x.Span)
		}
		for _, x := range spans {
			if x.End <= x.Start || !s.Contains(x) {
				t.Fatalf("span %v outside the sentence %v %q", x, s.Span, s.Exact)
			}
		}
		end := 0
		for _, m := range out.Lines[i].Spans {
			if m.From < end || m.To <= m.From || m.To > len(out.Lines[i].Tokens) {
				t.Fatalf("mark %+v after token %d of %q", m, end, s.Exact)
			}
			end = m.To
		}
	}
	for _, it := range out.Items {
		if it.Published != nil {
			if _, err := parley.ParseEDTF(it.Published.Value); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestAnnotatedSpans(t *testing.T) {
	lines := exampleText(t)
	l := page(lines, make([]int, len(lines)))
	checkAnnotated(t, l, loadVi(t).Annotate(l, ""))
}

// FuzzAnnotate reads any text as one body block, and its halves as two items.
func FuzzAnnotate(f *testing.F) {
	for i, s := range exampleText(f) {
		if i%4 == 0 {
			f.Add(s)
		}
	}
	for _, s := range []string{
		"Tổng thống (", "Tổng thống Mỹ, ", "người đồng cấp", "hai bên và ", "ngày 31/2/0", "(EU (", "Ông. Bà. Họ.", "lãnh đạo A-", "\u200bNga\ufeff",
		"99/99/9999/NĐ", "1/2/3/4/5", "năm năm năm năm", "Phó Phó Phó Tổng thống", "của của của Nga", "TP.\u00a0Nga", "Đại sứ tại",
	} {
		f.Add(s)
	}
	a := loadVi(f)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 5000 {
			return
		}
		n := utf8.RuneCountInString(text)
		one := &parley.Layout{
			Text: text, Items: []parley.Item{{Kind: parley.ItemArticle}},
			Blocks: []parley.Block{{Kind: parley.BlockBody, Span: parley.Span{Start: 0, End: n}}},
		}
		checkAnnotated(t, one, a.Annotate(one, ""))
		two := &parley.Layout{
			Text: text, Items: []parley.Item{{Kind: parley.ItemArticle}, {Kind: parley.ItemTeaser}},
			Blocks: []parley.Block{
				{Kind: parley.BlockTitle, Span: parley.Span{Start: 0, End: n / 2}},
				{Kind: parley.BlockTeaser, Item: 1, Span: parley.Span{Start: n / 2, End: n}},
			},
		}
		checkAnnotated(t, two, a.Annotate(two, "2025-01-01"))
	})
}

// growing are pages on which a reader might do work that grows faster than the page. reps
// is how often the unit stands in the smaller of the two pages compared.
var growing = []struct {
	name, unit string
	reps       int
}{
	{"names in a row", "Jan Testowski, ", 500},
	{"known names in a row", "Vladimir Putin, ", 500},
	{"titles in a row", "Tổng thống ", 1000},
	{"states in a row", "Nga, ", 1000},
	{"states with hyphens", "Nga-", 1000},
	{"a sentence of 100,000 characters", "ông nói về việc này và ", 2200},
	{"nested quotation marks", "“", 5000},
	{"nested brackets", "(", 5000},
	{"days in a row", "ngày 8/4, ", 1000},
	{"words that point back", "Ông nói với hai bên. ", 500},
	{"sentences about new people", "Ông Jan Testowski gặp Nga. ", 300},
	{"points", ". ", 5000},
	{"one long word", "a", 50000},
	{"points without an end", ".", 6000},
}

func annotateText(a *Annotator, text string) *Annotated {
	return a.Annotate(page([]string{text}, []int{0}), "")
}

// What is allocated grows with the page and not faster; and with -timing, the time.
func TestWorkGrowsWithThePage(t *testing.T) {
	a := loadVi(t)
	for _, g := range growing {
		once, twice := strings.Repeat(g.unit, g.reps)+"a", strings.Repeat(g.unit, 2*g.reps)+"a"
		x := testing.AllocsPerRun(1, func() { annotateText(a, once) })
		y := testing.AllocsPerRun(1, func() { annotateText(a, twice) })
		if y > 2.5*x+200 {
			t.Errorf("%s: %.0f allocations, twice the text %.0f", g.name, x, y)
		}
		if !*timing {
			continue
		}
		p, q := fastest(func() { annotateText(a, once) }), fastest(func() { annotateText(a, twice) })
		t.Logf("%s: %v, twice the text %v", g.name, p, q)
		if q > p*5/2 && q > 20*time.Millisecond {
			t.Errorf("%s: %v, twice the text %v", g.name, p, q)
		}
	}
}

// fastest is the least time of three runs.
func fastest(f func()) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		f()
		best = min(best, time.Since(start))
	}
	return best
}

// BenchmarkAnnotate reads the sentences of the tables here as one page.
func BenchmarkAnnotate(b *testing.B) {
	a := loadVi(b)
	lines := exampleText(b)
	l := page(lines, make([]int, len(lines)))
	b.SetBytes(int64(len(l.Text)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n += len(a.Annotate(l, "2025-06-30").Sentences)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "sentences/s")
}
