package annotate

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"parley"
)

// article reads one block of testdata/mentions_vi.txt: a day and sentences.
func article(a *Annotator, day string, sentences []string) *Annotated {
	l := page(sentences, make([]int, len(sentences)))
	if day != "" {
		l.Items[0].Published = &parley.Date{Value: day, Basis: parley.BasisGiven}
	}
	return a.Annotate(l, "")
}

// meant lists the actors and places of a sentence in text order, one line each.
func meant(s *parley.Sentence) []string {
	type line struct {
		at   int
		text string
	}
	var all []line
	runes := []rune(s.Exact)
	exact := func(p parley.Span) string { return string(runes[p.Start-s.Start : p.End-s.Start]) }
	for _, r := range s.Refs {
		var ids []string
		for _, x := range r.Actors {
			id := x.ID
			if x.State != "" && id != "state:"+string(x.State) && !strings.HasPrefix(id, "office:") {
				id += "/" + string(x.State)
			}
			ids = append(ids, id)
		}
		if len(ids) == 0 {
			ids = []string{"nobody"}
		}
		all = append(all, line{r.Start, exact(r.Span) + " => " + strings.Join(ids, ", ")})
	}
	for _, p := range s.Places {
		all = append(all, line{p.Start, fmt.Sprintf("%s => place:%s", exact(p.Span), p.Name)})
	}
	var out []string
	for len(all) > 0 {
		first := 0
		for i := range all {
			if all[i].at < all[first].at {
				first = i
			}
		}
		out = append(out, all[first].text)
		all = append(all[:first], all[first+1:]...)
	}
	return out
}

func TestMentions(t *testing.T) {
	const file = "testdata/mentions_vi.txt"
	a := loadVi(t)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	blocks := strings.Split(strings.TrimSpace(string(data)), "\n\n")
	for _, b := range blocks {
		out = append(out, checkMentions(t, a, b))
	}
	now := strings.Join(out, "\n\n") + "\n"
	if *update {
		if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// checkMentions reads one block and returns it with the lines that hold now.
func checkMentions(t *testing.T, a *Annotator, b string) string {
	day := ""
	var sentences []string
	lines := strings.Split(b, "\n")
	for _, l := range lines {
		switch d, ok := strings.CutPrefix(l, "@ "); {
		case ok:
			day = d
		case l != "" && !strings.HasPrefix(l, "#") && !strings.HasPrefix(l, " "):
			sentences = append(sentences, l)
		}
	}
	if len(sentences) == 0 {
		return b
	}
	read := article(a, day, sentences)
	if len(read.Sentences) != len(sentences) {
		t.Errorf("%d lines are %d sentences: %s", len(sentences), len(read.Sentences), b)
		return b
	}
	var out []string
	k, notYet := 0, false
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l, "  "):
			continue // written below their sentence
		case strings.HasPrefix(l, "#!"):
			notYet = true
			continue
		}
		out = append(out, l)
		if !strings.HasPrefix(l, "#") && !strings.HasPrefix(l, "@") {
			for _, m := range meant(&read.Sentences[k]) {
				out = append(out, "  "+m)
			}
			k++
		}
	}
	got := strings.Join(out, "\n")
	switch want := strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "#!") }), "\n"); {
	case notYet && got == want && *update:
		return got
	case notYet && got == want:
		t.Errorf("is right now: take the line #! away (-update does):\n%s", got)
	case notYet:
		return b
	case got != want && !*update:
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	return got
}
