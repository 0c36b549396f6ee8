package extract_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parley"
	"parley/internal/annotate"
	"parley/internal/extract"
	"parley/internal/pack"
)

// withSanctions is the reader with the test's rule of meetings, one for sanctions, and a model of its own by name.
func withSanctions(t *testing.T, name string, classes []string, model string) *reader {
	t.Helper()
	fsys := withModel(t, "")
	fsys["vi/rules/test.rule"].Data = append(fsys["vi/rules/test.rule"].Data, "\nrule punish\nkind sanction\nframe punishing\nneeds source\nmatch trừng phạt\nyes Nga trừng phạt Mỹ\n"...)
	fsys["vi/words/frames.tsv"].Data = append(fsys["vi/words/frames.tsv"].Data, "punishing\tsubject:source|object:target\n"...)
	fsys["vi/models/"+name+".txt"] = &fstest.MapFile{Data: []byte("classes\t" + strings.Join(classes, "\t") + "\n" + model)}
	p, errs := pack.Load(fsys)
	x, more := extract.New(p, "vi")
	for _, err := range append(errs, more...) {
		t.Fatal(err)
	}
	return &reader{annotate.New(p, "vi"), x}
}

func withStatus(t *testing.T, model string) *reader {
	return withSanctions(t, extract.StatusModel, extract.StatusClasses, model)
}

// The model says whether a deed was done where it is surer than the rules, says that it did, and leaves alone a
// sentence that stands by itself; what it noticed is told for training by the same names.
func TestStatusModel(t *testing.T) {
	article := []string{"Nga trừng phạt Mỹ ở Vienna.", "Đức sẽ trừng phạt Pháp."}
	for _, c := range []struct {
		why, model string
		lines      []string
		want       string // of each claim
	}{
		{"nothing was learned", "", article, "occurred planned"},
		{"a sign that one sentence has", "w+1,kind=@actor sanction\tpossible:2\n", article, "possible* possible*"},
		{"a sign that stands with what the rules said", "f-,ruled=future planned\tpossible:2\n", article, "occurred possible*"},
		{"a deed of the same kind and side was told before", "told=occurred sanction\tpossible:2\n", []string{article[0], "Nga sẽ trừng phạt Pháp."}, "occurred possible*"},
		{"another status, but no surer", "ruled=planned\tpossible:0.4\n", article, "occurred planned"},
		{"the rules' word weighs, too", "f-,ruled=future planned\tpossible:2\nruled=planned\tplanned:2\n", article, "occurred planned"},
		{"the likeliest of several", "ruled=occurred\tongoing:1\tplanned:2\n", article, "planned* planned"},
		{"contacts are left to the rules", "ruled=planned\tpossible:2\n", []string{article[0], "Đức sẽ gặp Pháp."}, "occurred planned"},
		{"alone", "ruled=occurred\tplanned:5\n", article[:1], "occurred"},
	} {
		_, _, claims := withStatus(t, c.model).read("2025-03-05", c.lines)
		var got []string
		for i := range claims {
			said := string(claims[i].Status)
			if slices.Contains(claims[i].Rules, extract.StatusModel) {
				said += "*"
			}
			got = append(got, said)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.why, got, c.want)
		}
	}
}

// An explanation names what weighed for another status than that of the rules.
func TestStatusReasons(t *testing.T) {
	r := withStatus(t, "ruled,kind=planned sanction\tpossible:1\n")
	_, an, _ := r.read("2025-03-05", []string{"Nga trừng phạt Mỹ ở Vienna.", "Đức sẽ trừng phạt Pháp."})
	in := extract.Input{PageID: "p", Sentences: an.Sentences, Lines: an.Lines, Items: []parley.Item{{}}}
	told, weighed := 0, 0
	in.Learn = func(s extract.Sample) {
		if slices.Contains(s.Status, "ruled,kind=planned sanction") {
			told++
		}
	}
	r.extract.Extract(&in)
	in.Learn = nil
	in.Trace = func(s extract.Step) {
		if reasonFor(s.Status, "ruled,kind=planned sanction") {
			weighed++
		}
	}
	r.extract.Extract(&in)
	if told != 1 || weighed != 1 {
		t.Errorf("told for training %d times, weighed %d times, want each once", told, weighed)
	}
}
