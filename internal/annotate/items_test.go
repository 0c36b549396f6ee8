package annotate

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"parley"
)

// layoutOf reads a page of items as testdata/items_vi.txt writes it.
func layoutOf(t *testing.T, lines []string) (l *parley.Layout, fetched string) {
	t.Helper()
	l = &parley.Layout{}
	at := 0
	for _, line := range lines {
		if day, ok := strings.CutPrefix(line, "@ "); ok {
			fetched = day
			continue
		}
		if day, ok := strings.CutPrefix(line, "= "); ok {
			l.Items[len(l.Items)-1].Published = &parley.Date{Value: day, Basis: parley.BasisGiven, Why: "given"}
			continue
		}
		kind, text, ok := strings.Cut(line, "|")
		if !ok {
			t.Fatalf("%q is no item", line)
		}
		block := map[string]parley.BlockKind{"teaser": parley.BlockTeaser, "entry": parley.BlockEntry}[kind]
		if block == "" {
			block = parley.BlockBody
		}
		if kind != "+" {
			l.Items = append(l.Items, parley.Item{Kind: parley.ItemKind(kind)})
		}
		n := utf8.RuneCountInString(text)
		l.Blocks = append(l.Blocks, parley.Block{Kind: block, Item: len(l.Items) - 1, Span: parley.Span{Start: at, End: at + n}})
		l.Text += text + "\n"
		at += n + 1
	}
	return l, fetched
}

func TestItemFacts(t *testing.T) {
	const file = "testdata/items_vi.txt"
	a := loadVi(t)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, b := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
		var head, asked []string
		for _, l := range strings.Split(b, "\n") {
			if strings.HasPrefix(l, "  ") {
				continue
			}
			if head = append(head, l); !strings.HasPrefix(l, "#") {
				asked = append(asked, l)
			}
		}
		if len(asked) > 0 {
			l, fetched := layoutOf(t, asked)
			for i, it := range a.Annotate(l, fetched).Items {
				d := "nothing"
				if it.Published != nil {
					d = fmt.Sprintf("%s %s: %s", it.Published.Value, it.Published.Basis, it.Published.Why)
				}
				head = append(head, fmt.Sprintf("  %d %s %s", i, it.Kind, d))
			}
		}
		got := strings.Join(head, "\n")
		if got != b && !*update {
			t.Errorf("got\n%s\nwant\n%s", got, b)
		}
		out = append(out, got)
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(out, "\n\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
