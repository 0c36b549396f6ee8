package rule

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ruleFiles are the shipped rule files, as seeds.
func ruleFiles(f *testing.F) []string {
	files, _ := filepath.Glob("../../packs/*/rules/*.rule")
	var out []string
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, r := range strings.Split(string(data), "\nrule ")[1:] {
			out = append(out, "rule "+r)
		}
	}
	return out
}

// FuzzRuleFile reads any text as a rule file: it never panics, every error has a place in
// the file, and what was accepted can be run.
func FuzzRuleFile(f *testing.F) {
	for i, s := range ruleFiles(f) {
		if i%10 == 0 {
			f.Add(s, "Nga gặp Mỹ")
		}
	}
	f.Add("rule a\nmatch (a|b c?)? <x> n=$actor ..12 \",\" @state:RUS\nunless-left ..3", "a b c x Nga")
	f.Add("rule a\nmatch ((((((a?)?)?)?)?)?)? b", "a a a a b")
	f.Fuzz(func(t *testing.T, file, text string) {
		x := patternLexicon(t)
		s := NewSet(x)
		lines := strings.Count(file, "\n") + 1
		for _, err := range s.Parse(strings.NewReader(file), "f.rule", "x/") {
			e, ok := err.(*Error)
			if !ok || e.Line < 0 || e.Line > lines || e.File != "f.rule" || e.Msg == "" {
				t.Fatalf("error without a place: %#v", err)
			}
		}
		if len(s.Rules) > 50 || len(text) > 2000 {
			return
		}
		l := lineOf(x, text)
		for i := 0; i+1 < len(l.Tokens); i += 3 {
			l.Spans = append(l.Spans, Mark{From: i, To: i + 2, Class: x.Class("$actor")})
		}
		checkMatches(t, l, s.Matches(l))
	})
}

// FuzzLine cuts any text into tokens, finds words and runs the shipped kind of patterns on
// it.
func FuzzLine(f *testing.F) {
	for _, s := range []string{
		"Tổng thống Nga gặp Tổng thống Hoa Kỳ.", "8/4/2025", "Kim Jong-un", "\xff\xfeNga", "a\u200b\u0301b", "G20’s ’", "nga NGA Nga",
		"gặp, gặp (gặp) gặp", "\ufeff\u00a0\u2028", "Ha\u00adnoi",
	} {
		f.Add(s, 0, len(s))
	}
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		if from < 0 || to > len(text) || from > to {
			from, to = 0, len(text)
		}
		x := lexiconOf(t, []string{"state:RUS Nga", "state:USA Hoa Kỳ|Mỹ", "grammar-in:in tại thủ đô|tại", "grammar-in:city thủ đô", "verb:gap gặp"})
		s := NewSet(x)
		if errs := s.Parse(strings.NewReader("rule a\nmatch w=(gặp|@state) ..4 (Nga|Mỹ|\",\")\nunless-left không ..3\nonly-right ..2 a?\nrule b\nmatch <@verb> @state?"), "x", ""); len(errs) > 0 {
			t.Fatal(errs)
		}
		l := &Line{Text: text, Tokens: x.Vocab().Tokenize(nil, text, from, to)}
		checkTokens(t, l, from, to)
		x.Scan(l)
		for i, ms := range l.Words {
			for k, m := range ms {
				if m.From != i || m.To <= i || m.To > len(l.Tokens) || k > 0 && m.To > ms[k-1].To {
					t.Fatalf("mark %+v of token %d of %q", m, i, text)
				}
			}
		}
		checkMatches(t, l, s.Matches(l))
	})
}

// checkTokens wants tokens in order, within their range, not overlapping, with nothing but
// white space and invisible characters left out.
func checkTokens(t *testing.T, l *Line, from, to int) {
	t.Helper()
	at := from
	for i, k := range l.Tokens {
		if k.Start < at || k.End <= k.Start || k.End > to {
			t.Fatalf("token %d is %d to %d, after %d, in [%d,%d) of %q", i, k.Start, k.End, at, from, to, l.Text)
		}
		if left := Fold(strings.TrimSpace(l.Text[at:k.Start])); strings.TrimSpace(left) != "" {
			t.Fatalf("%q is in no token of %q", left, l.Text)
		}
		at = k.End
	}
	if left := Fold(strings.TrimSpace(l.Text[at:to])); strings.TrimSpace(left) != "" {
		t.Fatalf("%q is in no token of %q", left, l.Text)
	}
}

// checkMatches wants matches in order, with the trigger and every capture inside them.
func checkMatches(t *testing.T, l *Line, ms []Match) {
	t.Helper()
	at := 0
	for _, m := range ms {
		if m.From < at || m.To <= m.From || m.To > len(l.Tokens) || m.Rule == nil {
			t.Fatalf("match %d to %d after %d in %d tokens", m.From, m.To, at, len(l.Tokens))
		}
		at = m.From
		if m.Trigger[0] < m.From || m.Trigger[1] > m.To || m.Trigger[0] >= m.Trigger[1] {
			t.Fatalf("trigger %v outside %d to %d", m.Trigger, m.From, m.To)
		}
		for _, c := range m.Captures {
			if c.From < m.From || c.To > m.To || c.From > c.To {
				t.Fatalf("capture %+v outside %d to %d", c, m.From, m.To)
			}
		}
	}
}
