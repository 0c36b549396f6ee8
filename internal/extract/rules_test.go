package extract_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parley/internal/extract"
	"parley/internal/pack"
)

// What New says of rules and frames that nothing can interpret: each with its place.
func TestRuleFaults(t *testing.T) {
	const good = "rule a\nkind meet\nframe mutual\nmatch gặp\nyes Nga gặp Mỹ\n"
	const frames = "mutual\tsubject:party\n"
	for _, c := range []struct{ why, rules, frames, want string }{
		{"nothing is wrong", good, frames, ""},
		{"a kind that is none", strings.Replace(good, "meet", "quarrel", 1), frames, "vi/rules/test.rule:1: rule vi/a: unknown kind quarrel"},
		{"no kind", strings.Replace(good, "kind meet\n", "", 1), frames, "rule vi/a: has no kind"},
		{"a frame that is none", strings.Replace(good, "mutual", "mutal", 1), frames, "rule vi/a: unknown frame mutal"},
		{"an attribute that nobody knows", good + "colour red\n", frames, "rule vi/a: unknown attribute colour"},
		{"no example", strings.Replace(good, "yes", "no", 1), frames, "rule vi/a: has no example that it must match"},
		{"a blocking rule needs no frame", "rule a\nkind -\nmatch gặp\nyes gặp\n", frames, ""},
		{"a role that is none", good, "mutual\tsubject:guest\n", `frame mutual: "subject:guest" is not slot:role`},
		{"a slot that is none", good, "mutual\tabove:party\n", `frame mutual: "above:party" is not slot:role`},
		{"a pair without a role", good, "mutual\tsubject\n", `frame mutual: "subject" is not slot:role`},
		{"no frames at all", good, "", "vi/words/frames.tsv is missing"},
	} {
		fsys := overlay(t, os.DirFS("../../packs"), "testdata/pack").(fstest.MapFS)
		fsys["vi/rules/test.rule"] = &fstest.MapFile{Data: []byte(c.rules)}
		fsys["vi/words/frames.tsv"] = &fstest.MapFile{Data: []byte(c.frames)}
		if c.frames == "" {
			delete(fsys, "vi/words/frames.tsv")
		}
		errs := newExtractor(t, fsys)
		if c.want == "" {
			if len(errs) > 0 {
				t.Errorf("%s: %v", c.why, errs)
			}
			continue
		}
		if !slices.ContainsFunc(errs, func(err error) bool { return strings.Contains(err.Error(), c.want) }) {
			t.Errorf("%s: got %v, want %s", c.why, errs, c.want)
		}
	}
}

func newExtractor(t *testing.T, fsys fs.FS) []error {
	t.Helper()
	p, errs := pack.Load(fsys)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	_, errs = extract.New(p, "vi")
	return errs
}

// The shipped rules and frames have no fault.
func TestShippedRules(t *testing.T) {
	p, _ := pack.Load(os.DirFS("../../packs"))
	if _, errs := extract.New(p, "vi"); len(errs) > 0 {
		t.Error(errs)
	}
}
