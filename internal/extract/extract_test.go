package extract_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"parley"
	"parley/internal/annotate"
	"parley/internal/extract"
	"parley/internal/pack"
)

var (
	update = flag.Bool("update", false, "rewrite the expected lines in testdata")
	timing = flag.Bool("timing", false, "also measure how time grows with the text")
)

// reader is annotate and extract, tied.
type reader struct {
	annotate *annotate.Annotator
	extract  *extract.Extractor
}

// newReader reads Vietnamese with the shipped words and, where rules is not "", with the
// rules and frames of that folder.
func newReader(t testing.TB, rules string) *reader {
	t.Helper()
	fsys := fs.FS(os.DirFS("../../packs"))
	if rules != "" {
		fsys = overlay(t, fsys, rules)
	}
	p, errs := pack.Load(fsys)
	if rules != "" && len(errs) > 0 {
		t.Fatal(errs)
	}
	if p.Languages["vi"] == nil {
		t.Fatal("no pack vi")
	}
	a := annotate.New(p, "vi")
	x, errs := extract.New(p, "vi")
	if rules != "" && len(errs) > 0 {
		t.Fatal(errs)
	}
	return &reader{a, x}
}

// overlay is the shipped world and words with the rules and frames of a folder.
func overlay(t testing.TB, shipped fs.FS, folder string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	put := func(name string, fsys fs.FS, from string) {
		data, err := fs.ReadFile(fsys, from)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	for _, dir := range []string{"world", "vi/words"} {
		files, err := fs.Glob(shipped, dir+"/*.tsv")
		if err != nil || len(files) == 0 {
			t.Fatalf("no tables in %s: %v", dir, err)
		}
		for _, f := range files {
			put(f, shipped, f)
		}
	}
	put("vi/rules/test.rule", os.DirFS(folder), "test.rule")
	put("vi/words/frames.tsv", os.DirFS(folder), "frames.tsv")
	return out
}

// read understands lines of text as the body of one article of the day ("" unknown).
func (r *reader) read(day string, lines []string) (*parley.Layout, *annotate.Annotated, []parley.Claim) {
	l := &parley.Layout{Text: strings.Join(lines, "\n"), Items: []parley.Item{{Kind: parley.ItemArticle}}}
	if day != "" {
		l.Items[0].Published = &parley.Date{Value: day, Basis: parley.BasisGiven}
	}
	l.Blocks = []parley.Block{{Kind: parley.BlockBody, Span: parley.Span{End: utf8.RuneCountInString(l.Text)}}}
	an := r.annotate.Annotate(l, "")
	return l, an, r.extract.Extract(&extract.Input{PageID: "p_test", Sentences: an.Sentences, Lines: an.Lines, Items: an.Items})
}

// describe writes a claim as one line of testdata/claims_vi.txt.
func describe(c *parley.Claim) string {
	out := fmt.Sprintf("%s | %s", c.Trigger.Exact, c.Kind)
	if c.Object != "" {
		out += "/" + string(c.Object)
	}
	out += " " + string(c.Status)
	for _, role := range []parley.Role{parley.RoleParty, parley.RoleSource, parley.RoleTarget, parley.RoleMediator, parley.RoleHost, parley.RoleHead, parley.RoleSignatory} {
		var ids []string
		for _, a := range c.With(role) {
			ids = append(ids, strings.TrimPrefix(a.ID, "state:"))
		}
		if slices.Sort(ids); len(ids) > 0 {
			out += fmt.Sprintf(" %s:%s", role, strings.Join(ids, ","))
		}
	}
	if c.Time != nil {
		out += " @" + c.Time.Value
	}
	if c.Place != nil {
		out += " in:" + strings.ReplaceAll(c.Place.Name, " ", "_")
	}
	if c.Attribution != nil {
		out += " by:" + string(c.Attribution.ID)
	}
	if c.Background {
		out += " bg"
	}
	if c.Duration != "" {
		out += " for:" + string(c.Duration)
	}
	if c.Round != nil {
		out += fmt.Sprintf(" round:%d", *c.Round)
	}
	return out
}

func TestClaims(t *testing.T) {
	const file = "testdata/claims_vi.txt"
	r := newReader(t, "testdata/pack")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, b := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
		out = append(out, r.checkBlock(t, b))
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(out, "\n\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// checkBlock reads one block and returns it with the claims that are read now.
func (r *reader) checkBlock(t *testing.T, b string) string {
	var kept, sentences, want []string
	notYet := false
	for _, l := range strings.Split(b, "\n") {
		switch {
		case strings.HasPrefix(l, "#!"):
			notYet = true
			continue
		case strings.HasPrefix(l, "  "):
			want = append(want, l)
			continue
		case !strings.HasPrefix(l, "#"):
			sentences = append(sentences, l)
		}
		kept, want = append(kept, l), append(want, l)
	}
	if len(sentences) == 0 {
		return b
	}
	_, an, claims := r.read("2025-04-08", sentences)
	if len(an.Sentences) != len(sentences) {
		t.Errorf("%d lines are %d sentences:\n%s", len(sentences), len(an.Sentences), b)
		return b
	}
	var got []string
	k := 0
	for _, l := range kept {
		if got = append(got, l); strings.HasPrefix(l, "#") {
			continue
		}
		for i := range claims {
			if claims[i].Evidence.Span == an.Sentences[k].Span {
				got = append(got, "  "+describe(&claims[i]))
			}
		}
		k++
	}
	g, w := strings.Join(got, "\n"), strings.Join(want, "\n")
	switch {
	case notYet && g == w && *update:
		return g
	case notYet && g == w:
		t.Errorf("is right now: take the line #! away (-update does):\n%s", g)
	case notYet:
		return b
	case g != w && !*update:
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
	return g
}
