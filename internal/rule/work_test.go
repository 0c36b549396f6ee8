package rule_test

import (
	"os"
	"strings"
	"testing"

	"parley/internal/pack"
	"parley/internal/rule"
)

// shipped returns the Vietnamese lexicon and rules as they are shipped. Faults in them are
// reported by their own tests.
func shipped(t testing.TB) *pack.Language {
	t.Helper()
	p, _ := pack.Load(os.DirFS("../../packs"))
	if p.Languages["vi"] == nil || len(p.Languages["vi"].Rules.Rules) == 0 {
		t.Fatal("no rules for vi")
	}
	return p.Languages["vi"]
}

func scan(x *rule.Lexicon, text string) *rule.Line {
	l := &rule.Line{Text: text, Tokens: x.Vocab().Tokenize(nil, text, 0, len(text))}
	x.Scan(l)
	return l
}

// hostile are texts that a matcher that backtracks might not get through.
var hostile = []struct{ name, unit string }{
	{"plain prose", "Tổng thống Nga hôm nay gặp người đồng cấp Mỹ tại Geneva để bàn về lệnh ngừng bắn và sau đó ông lên án vụ tấn công "},
	{"one trigger again and again", "gặp "},
	{"beginnings of triggers without an end", "cáo buộc tuyên bố sẽ tiếp tục áp đặt mở rộng đề nghị kêu gọi "},
	{"only grammatical words", "sau khi trong bối cảnh không thể có thể sẽ đang được bị của với tại "},
	{"only punctuation", "\" ( - , . "},
	{"names", "Vladimir Putin Joe Biden Tập Cận Bình "},
	{"unknown words", "xyz qwe "},
	{"nested quotation marks", "“‘\""},
}

// The work on a line grows with its length and not faster: each token is tried a bounded
// number of times, whatever surrounds it.
func TestWorkIsLinear(t *testing.T) {
	x := shipped(t)
	for _, h := range hostile {
		n := 4000 / len(h.unit)
		once := x.Rules.Work(scan(x.Lex, strings.Repeat(h.unit, n)))
		twice := x.Rules.Work(scan(x.Lex, strings.Repeat(h.unit, 2*n)))
		t.Logf("%s: %d steps, twice the text %d", h.name, once, twice)
		if float64(twice) > 2.5*float64(once)+1000 {
			t.Errorf("%s: %d steps, twice the text %d", h.name, once, twice)
		}
	}
}

// Gaps do not multiply: a pattern of many gaps over a long line stays far below the bound
// of one attempt, so that no match is missed because of it.
func TestGapsAreCheap(t *testing.T) {
	for _, c := range []struct {
		why, pattern, text string
		most               int
	}{
		{"one gap, nothing after it but far away", "gặp ..12 Nga", "gặp " + strings.Repeat("a ", 20) + "Nga", 100},
		{"two gaps, the end too far away", "gặp ..12 a ..12 Nga", "gặp " + strings.Repeat("a ", 40) + "Nga", 1000},
		{"optional gaps, the end too far away", "gặp (..6 a)? (..6 b)? Nga", "gặp " + strings.Repeat("a b ", 20) + "Nga", 1000},
	} {
		x := rule.NewLexicon(rule.NewVocab())
		s := rule.NewSet(x)
		if errs := s.Parse(strings.NewReader("rule r\nmatch "+c.pattern), "x", ""); len(errs) > 0 {
			t.Fatal(errs)
		}
		if n := s.Work(scan(x, c.text)); n > c.most || n == 0 {
			t.Errorf("%s: %d steps, want 1 to %d", c.why, n, c.most)
		}
	}
}

// An attempt that would take for ever is given up, and the next token is tried.
func TestWorkIsBounded(t *testing.T) {
	x := rule.NewLexicon(rule.NewVocab())
	s := rule.NewSet(x)
	if errs := s.Parse(strings.NewReader("rule r\nmatch a"+strings.Repeat(" (..12 a)?", 8)+" z"), "x", ""); len(errs) > 0 {
		t.Fatal(errs)
	}
	l := scan(x, strings.Repeat("a ", 200)+"a z")
	if n := s.Work(l); n > len(l.Tokens)*(rule.MaxSteps+1) {
		t.Errorf("%d steps for %d tokens", n, len(l.Tokens))
	}
	if ms := s.Matches(l); len(ms) == 0 || ms[len(ms)-1].To != len(l.Tokens) {
		t.Errorf("the match at the end was not found: %v", ms)
	}
}

// Reading a line again costs the same number of allocations, and twice the line at most
// twice as many and a few for growing slices.
func TestScanAllocations(t *testing.T) {
	x := shipped(t)
	for _, h := range hostile {
		text := strings.Repeat(h.unit, 4000/len(h.unit))
		count := func(s string) float64 {
			return testing.AllocsPerRun(3, func() {
				l := scan(x.Lex, s)
				x.Rules.Matches(l)
			})
		}
		once, twice := count(text), count(text+text)
		if twice > 2.5*once+20 {
			t.Errorf("%s: %.0f allocations, twice the text %.0f", h.name, once, twice)
		}
	}
}

var sample = strings.Repeat("Ngày 8/4, Bộ trưởng Ngoại giao Nga Sergei Lavrov đã hội đàm với người đồng cấp Mỹ Marco Rubio tại Istanbul, Thổ Nhĩ Kỳ, "+
	"về việc nối lại hoạt động của các đại sứ quán. Liên minh châu Âu (EU) cùng ngày tuyên bố sẽ không dỡ bỏ các lệnh trừng phạt nhằm vào Moskva. ", 40)

func BenchmarkTokenize(b *testing.B) {
	v := shipped(b).Lex.Vocab()
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	var toks []rule.Token
	for b.Loop() {
		toks = v.Tokenize(toks[:0], sample, 0, len(sample))
	}
	b.ReportMetric(float64(len(toks)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkScan(b *testing.B) {
	x := shipped(b).Lex
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	l := scan(x, sample)
	for b.Loop() {
		x.Scan(l)
	}
}

func BenchmarkMatches(b *testing.B) {
	x := shipped(b)
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	l := scan(x.Lex, sample)
	for b.Loop() {
		x.Rules.Matches(l)
	}
	b.ReportMetric(float64(x.Rules.Work(l))/float64(len(l.Tokens)), "steps/token")
}
