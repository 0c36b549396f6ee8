package annotate

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSentences(t *testing.T) {
	a := loadVi(t)
	rewriteLines(t, "testdata/sentences_vi.txt", func(_ int, line string) string {
		text := strings.ReplaceAll(line, "|", "")
		return cutMarks(text, a.split(nil, text, 0, len(text)))
	})
}

// cutMarks writes | at the end of every sentence but the last.
func cutMarks(text string, cuts [][2]int) string {
	var b strings.Builder
	at := 0
	for i, c := range cuts {
		b.WriteString(text[at:c[1]])
		if at = c[1]; i < len(cuts)-1 {
			b.WriteByte('|')
		}
	}
	return b.String() + text[at:]
}

// A new line ends a sentence whatever stands before it, and offsets are of the whole text.
func TestSentencesOfPart(t *testing.T) {
	a := loadVi(t)
	text := "Mỹ đến.\nTiêu đề không có chấm\n\nNga đi. Hết."
	from := strings.Index(text, "Tiêu")
	var got []string
	for _, c := range a.split(nil, text, from, len(text)) {
		got = append(got, text[c[0]:c[1]])
	}
	if want := "Tiêu đề không có chấm|Nga đi.|Hết."; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

// FuzzSentences cuts any text: sentences stand in order, do not overlap, begin and end with
// something visible, and leave out nothing but white space.
func FuzzSentences(f *testing.F) {
	for _, s := range []string{"Bà im lặng.Ông rời đi. Hết", "./. \" … v.v. TP. ", "\n\n.\n", "\xff.\xfe A", "J. K. ( A. “B.”)"} {
		f.Add(s)
	}
	a := loadVi(f)
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, c := range a.split(nil, text, 0, len(text)) {
			if c[0] < at || c[1] <= c[0] || c[1] > len(text) {
				t.Fatalf("sentence %v after %d of %q", c, at, text)
			}
			if s := text[c[0]:c[1]]; utf8.ValidString(text) && (!utf8.ValidString(s) || strings.TrimSpace(s) != s) {
				t.Fatalf("sentence %q of %q", s, text)
			}
			if left := text[at:c[0]]; strings.TrimSpace(left) != "" {
				t.Fatalf("%q of %q is in no sentence", left, text)
			}
			at = c[1]
		}
		if strings.TrimSpace(text[at:]) != "" {
			t.Fatalf("%q of %q is in no sentence", text[at:], text)
		}
	})
}
