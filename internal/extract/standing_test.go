package extract_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"parley"
	"parley/internal/annotate"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pack"
)

// learned is the reader with the test's rules and a model of background of its own.
func learned(t *testing.T, model string) *reader {
	t.Helper()
	p, errs := pack.Load(fs.FS(withModel(t, model)))
	x, more := extract.New(p, "vi")
	for _, err := range append(errs, more...) {
		t.Fatal(err)
	}
	return &reader{annotate.New(p, "vi"), x}
}

func withModel(t *testing.T, model string) fstest.MapFS {
	fsys := overlay(t, os.DirFS("../../packs"), "testdata/pack").(fstest.MapFS)
	fsys["vi/rules/test.rule"] = &fstest.MapFile{Data: []byte("rule meet\nkind meet\nframe meeting\nmatch gặp\nyes Nga gặp Mỹ\n")}
	fsys["vi/words/frames.tsv"] = &fstest.MapFile{Data: []byte("meeting\tsubject:party|object:party\n")}
	fsys["vi/models/background.txt"] = &fstest.MapFile{Data: []byte("classes\tnews\tbackground\n" + model)}
	for _, other := range []string{"kinds", "around", "cast", "status"} {
		delete(fsys, "vi/models/"+other+".txt")
	}
	return fsys
}

// The model decides what is recalled by what it notices; where it is in doubt the rules' word
// stands, and so it does for a sentence that stands alone.
func TestStanding(t *testing.T) {
	article := []string{"Nga gặp Mỹ ở Vienna.", "Còn ở phía nam, Đức gặp Pháp."}
	for _, c := range []struct {
		why, model string
		lines      []string
		want       string // of each claim
	}{
		{"nothing was learned", "", article, "news news"},
		{"the second sentence is recalled", "place=1\tbackground:1\n", article, "news background"},
		{"the first word says so", "first=còn\tbackground:1\n", article, "news background"},
		{"other signs say more", "bias\tbackground:-2\nplace=1\tbackground:1\n", article, "news news"},
		{"in doubt", "place=1\tbackground:0.2\n", article, "news news"},
		{"a word that stands in both, once in each", "l=@actor\tbackground:1\n", article, "background background"},
		{"alone", "bias\tbackground:5\n", article[:1], "news"},
	} {
		_, _, claims := learned(t, c.model).read("2025-03-05", c.lines)
		var got []string
		for i := range claims {
			got = append(got, map[bool]string{false: "news", true: "background"}[claims[i].Background])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.why, got, c.want)
		}
	}
}

// A model is trained on what it will notice: the features that are told for training weigh in
// an explanation by the same names.
func TestStandingReasons(t *testing.T) {
	lines := []string{"Nga gặp Mỹ ở Vienna.", "Còn ở phía nam, Đức gặp Pháp."}
	for _, name := range []string{"first=còn", "kind=meet", "l=@actor", "trigger=gặp", "when=none", "b-2=, @actor"} {
		r := learned(t, name+"\tbackground:1\n")
		_, an, _ := r.read("2025-03-05", lines)
		in := extract.Input{PageID: "p", Sentences: an.Sentences, Lines: an.Lines, Items: []parley.Item{{}}}
		told, weighed := false, false
		in.Learn = func(s extract.Sample) {
			for _, f := range s.Features {
				told = told || f == name
			}
		}
		r.extract.Extract(&in)
		in.Learn = nil
		in.Trace = func(s extract.Step) { weighed = weighed || reasonFor(s.Standing, name) }
		r.extract.Extract(&in)
		if !told || !weighed {
			t.Errorf("%s: told for training: %v, weighed: %v", name, told, weighed)
		}
	}
}

func reasonFor(list []learn.Reason, name string) bool {
	for _, r := range list {
		if r.Feature == name && r.Weight == 1 {
			return true
		}
	}
	return false
}

// A model of other classes is refused.
func TestStandingClasses(t *testing.T) {
	fsys := withModel(t, "")
	fsys["vi/models/background.txt"] = &fstest.MapFile{Data: []byte("classes\tyes\tno\n")}
	p, errs := pack.Load(fsys)
	_, more := extract.New(p, "vi")
	if len(errs) > 0 || len(more) != 1 || !strings.Contains(more[0].Error(), "its classes must be") {
		t.Errorf("%v %v", errs, more)
	}
}
