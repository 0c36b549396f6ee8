package eval_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/pack"
	"parley/internal/pipeline"
	"parley/packs"
)

// Every phrase that stands beside a rule is read cut short before each of its words and after each, whole sentences
// of others before it: text that a page broke off must be read without a fault of the program, and what is told of
// it must stand in the text. "Bị cáo buộc …" as a sentence of its own once ended the program, where it had been told
// before who might be accused.
func TestCutPhrases(t *testing.T) {
	p, errs := pack.Load(packs.FS)
	for _, err := range errs {
		t.Fatal(err)
	}
	r := reader(t)
	pages, claims := 0, 0
	for _, rule := range p.Languages["vi"].Rules.Rules {
		for _, ex := range slices.Concat(rule.Yes, rule.No) {
			words := strings.Fields(ex.Text)
			var text strings.Builder
			text.WriteString("Nga, Mỹ và Triều Tiên\n\nTriều Tiên phóng tên lửa. Mỹ phản đối Triều Tiên, còn Nga kêu gọi hai bên kiềm chế.\n")
			for i := 1; i < len(words); i++ {
				left, right := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
				text.WriteString("\n" + upperFirst(right) + "\n\n" + left + ".\n")
			}
			in := &parley.Page{Source: rule.Name, Media: parley.MediaText, Bytes: []byte(text.String())}
			out := r.Read(in)
			pages, claims = pages+1, claims+len(out.Claims)
			for _, problem := range out.Problems {
				if problem.Code == pipeline.ProgramFault {
					t.Errorf("%s, line %d: %q: %s", rule.File, ex.Line, ex.Text, problem.Detail)
				}
			}
			for i := range out.Claims {
				if c := &out.Claims[i]; !strings.Contains(out.Text, c.Evidence.Exact) || !strings.Contains(c.Evidence.Exact, c.Trigger.Exact) {
					t.Errorf("%s, line %d: %q tells %q", rule.File, ex.Line, c.Evidence.Exact, c.Trigger.Exact)
				}
			}
		}
	}
	if t.Logf("%d phrases, %d claims", pages, claims); claims < 5*pages {
		t.Errorf("only %d claims from %d phrases", claims, pages)
	}
}

// upperFirst writes the first letter as a sentence begins.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
