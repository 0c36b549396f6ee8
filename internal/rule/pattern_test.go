package rule

import (
	"fmt"
	"strings"
	"testing"
)

// patternLexicon is the small world of the pattern tests.
func patternLexicon(t testing.TB) *Lexicon {
	x := lexiconOf(t, []string{"state:RUS Nga", "state:USA Hoa Kỳ|Mỹ", "place:flower Hoa|Hoa Kỳ"})
	for _, c := range []string{"$actor", "$time"} {
		x.Class(c)
	}
	return x
}

// markedLine reads a text in which ‹ › mark actors and « » times.
func markedLine(x *Lexicon, marked string) *Line {
	text := strings.NewReplacer("‹", "", "›", "", "«", "", "»", "").Replace(marked)
	l := lineOf(x, text)
	type open struct {
		class string
		at    int
	}
	var spans []open
	at := 0
	for _, r := range marked {
		switch r {
		case '‹':
			spans = append(spans, open{"$actor", at})
		case '«':
			spans = append(spans, open{"$time", at})
		case '›', '»':
			from, to := tokenAt(l, spans[len(spans)-1].at), tokenAt(l, at)
			l.Spans = append(l.Spans, Mark{From: from, To: to, Class: x.Class(spans[len(spans)-1].class), Ref: len(l.Spans)})
		default:
			at += len(string(r))
		}
	}
	return l
}

// tokenAt is the first token that begins at byte b or later.
func tokenAt(l *Line, b int) int {
	for i, k := range l.Tokens {
		if k.Start >= b {
			return i
		}
	}
	return len(l.Tokens)
}

func describeMatches(l *Line, ms []Match) string {
	var out []string
	for _, m := range ms {
		s := "[" + l.Exact(m.From, m.To) + "]"
		if m.Trigger != [2]int{m.From, m.To} {
			s += " <" + l.Exact(m.Trigger[0], m.Trigger[1]) + ">"
		}
		for _, c := range m.Captures {
			s += fmt.Sprintf(" %s=%q", c.Name, l.Exact(c.From, c.To))
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, " & ")
}

func TestPatterns(t *testing.T) {
	checkCases(t, "testdata/patterns.txt", func(b block, in string) string {
		x := patternLexicon(t)
		s := NewSet(x)
		if errs := s.Parse(strings.NewReader("rule r\n"+strings.Join(b.head, "\n")), "patterns.txt", ""); len(errs) > 0 {
			t.Fatalf("block of line %d: %v", b.line, errs)
		}
		l := markedLine(x, in)
		return describeMatches(l, s.Matches(l))
	})
}

func TestParseErrors(t *testing.T) {
	checkCases(t, "testdata/errors.txt", func(b block, _ string) string {
		s := NewSet(patternLexicon(t))
		var out []string
		for _, err := range s.Parse(strings.NewReader(strings.Join(b.head, "\n")), "x.rule", "vi/") {
			out = append(out, err.Error())
		}
		if len(out) == 0 {
			return "none"
		}
		return strings.Join(out, " / ")
	})
}

// A line too long for the reader is an error of its place, not a panic or a silent end.
func TestParseLongLine(t *testing.T) {
	s := NewSet(patternLexicon(t))
	errs := s.Parse(strings.NewReader("rule a\nmatch "+strings.Repeat("x ", 1<<20)), "x.rule", "")
	if len(errs) != 1 || !strings.Contains(errs[0].Error(), "too long") {
		t.Errorf("got %v", errs)
	}
}

// What a rule file says besides patterns: names with the prefix, lines, order, attributes,
// examples with their expectations.
func TestParseRule(t *testing.T) {
	s := NewSet(patternLexicon(t))
	file := "# first\n\nrule call\nkind call\nstatus   planned\nmatch điện đàm\nyes Nga điện đàm => party:RUS status:planned\nno đường dây điện đàm\n\nrule meet\nmatch gặp\n"
	if errs := s.Parse(strings.NewReader(file), "vi.rule", "vi/"); len(errs) > 0 {
		t.Fatal(errs)
	}
	if errs := s.Parse(strings.NewReader("rule call\nmatch gọi"), "two.rule", "en/"); len(errs) > 0 {
		t.Fatal(errs)
	}
	a, b, c := s.Rules[0], s.Rules[1], s.Rules[2]
	got := fmt.Sprintln(a.Name, a.File, a.Line, a.Order, a.Attrs, a.Yes, a.No, b.Name, b.Line, b.Order, c.Name, c.File, c.Order)
	want := fmt.Sprintln("vi/call", "vi.rule", 3, 0, map[string]string{"kind": "call", "status": "planned"},
		[]Example{{7, "Nga điện đàm", "party:RUS status:planned"}}, []Example{{8, "đường dây điện đàm", ""}},
		"vi/meet", 10, 1, "en/call", "two.rule", 2)
	if got != want {
		t.Errorf("got  %swant %s", got, want)
	}
	if errs := s.Parse(strings.NewReader("rule call"), "three.rule", "vi/"); len(errs) != 1 {
		t.Errorf("a name taken in another file: %v", errs)
	}
}

// Every rule gives its own match of the same words, in the order of the rules of a word.
func TestMatchesOfSeveralRules(t *testing.T) {
	s := NewSet(patternLexicon(t))
	if errs := s.Parse(strings.NewReader("rule a\nmatch gặp\nrule b\nmatch gặp @state\nrule c\nmatch @state"), "x", ""); len(errs) > 0 {
		t.Fatal(errs)
	}
	l := lineOf(s.lex, "gặp Nga")
	var got []string
	for _, m := range s.Matches(l) {
		got = append(got, m.Rule.Name+":"+l.Exact(m.From, m.To))
	}
	if w := "a:gặp b:gặp Nga c:Nga"; strings.Join(got, " ") != w {
		t.Errorf("got %v, want %s", got, w)
	}
}
