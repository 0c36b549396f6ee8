package extract_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parley"
	"parley/internal/annotate"
	"parley/internal/extract"
	"parley/internal/pack"
)

// withKinds is the reader with the test's rules, a rule for demands beside them, and a model of kinds of
// its own.
func withKinds(t *testing.T, table, model string) (*reader, []error) {
	t.Helper()
	fsys := withModel(t, "")
	fsys["vi/rules/test.rule"].Data = append(fsys["vi/rules/test.rule"].Data, "\nrule ask\nkind demand\nframe asking\nmatch yêu cầu\nyes Nga yêu cầu Mỹ\n"...)
	fsys["vi/words/frames.tsv"].Data = append([]byte("asking\tsubject:source|object:target\n"), fsys["vi/words/frames.tsv"].Data...)
	fsys["vi/words/unworded.tsv"] = &fstest.MapFile{Data: []byte(table)}
	fsys["vi/models/kinds.txt"] = &fstest.MapFile{Data: []byte("classes\taccuse\tmeet\n" + model)}
	p, errs := pack.Load(fsys)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	x, errs := extract.New(p, "vi")
	return &reader{annotate.New(p, "vi"), x}, errs
}

const unworded = "accuse\tframe:asking|needs:source\nmeet\tframe:meeting|needs:two\n"

// The model adds what no rule has words for, on the words that weigh most.
func TestUnworded(t *testing.T) {
	for _, c := range []struct{ why, model, line, want string }{
		{"nothing was learned", "bias\taccuse:-1\n", "Nga mắng Mỹ ở Vienna.", ""},
		{"one word", "1=mắng\taccuse:2\n", "Nga mắng Mỹ ở Vienna.", "accuse mắng source:RUS target:USA"},
		{"likely, but not likely enough", "1=mắng\taccuse:0.6\n", "Nga mắng Mỹ ở Vienna.", ""},
		{"other words say that it is none", "1=mắng\taccuse:2\n1=phim\taccuse:-2\n", "Nga mắng Mỹ trong phim.", ""},
		{"two words weigh more than one of them", "1=mắng\taccuse:1\n2=mắng nhiếc\taccuse:1\n", "Nga mắng nhiếc Mỹ ở Vienna.", "accuse mắng nhiếc source:RUS target:USA"},
		{"a word that weighs against it is none of its own", "1=mắng\taccuse:2\n1=nhiếc\taccuse:-0.5\n2=mắng nhiếc\taccuse:0.1\n", "Nga mắng nhiếc Mỹ ở Vienna.", "accuse mắng source:RUS target:USA"},
		{"a name is no word, a word of grammar no deed", "1=@name\taccuse:2\n1=đã\taccuse:2\n", "Nga đã Mỹ.", ""},
		{"a rule has told of a meeting already", "1=vui\tmeet:2\n", "Nga gặp Mỹ, vui.", "meet gặp party:RUS party:USA"},
		{"what is asked for is the object of the demand", "1=mắng\taccuse:2\n", "Nga yêu cầu Mỹ mắng Pháp.", "demand yêu cầu source:RUS target:USA"},
		{"a kind that the table leaves out", "1=mắng\taccuse:2\n", "Nga mắng Mỹ ở Vienna. ", "-"},
		{"nobody is named", "1=mắng\taccuse:2\n", "Ai cũng mắng.", ""},
	} {
		table := unworded
		if c.want == "-" {
			table, c.want = "meet\tframe:meeting\n", ""
		}
		r, errs := withKinds(t, table, c.model)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		_, _, claims := r.read("2025-03-05", []string{c.line})
		var got []string
		for i := range claims {
			said := string(claims[i].Kind) + " " + claims[i].Trigger.Exact
			for _, a := range claims[i].Actors {
				said += " " + string(a.Role) + ":" + string(a.State)
			}
			got = append(got, said)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}

// The model is trained on what it will notice, and an explanation says by the same names why it saw a claim.
func TestUnwordedReasons(t *testing.T) {
	for _, name := range []string{"1=mắng", "2=mắng @name", "3=nga mắng @name", "1=@number"} {
		lines := []string{name + "\taccuse:1\n"}
		if name != "1=mắng" {
			lines = append(lines, "1=mắng\taccuse:0.5\n")
		}
		slices.Sort(lines)
		r, _ := withKinds(t, unworded, strings.Join(lines, ""))
		_, an, _ := r.read("2025-03-05", []string{"Nga mắng Mỹ 3 lần ở Vienna."})
		in := extract.Input{PageID: "p", Sentences: an.Sentences, Lines: an.Lines, Items: []parley.Item{{}}}
		told, seen := false, false
		in.LearnKinds = func(s extract.KindSample) { told = told || slices.Contains(s.Features, name) }
		r.extract.Extract(&in)
		in.LearnKinds = nil
		in.Trace = func(s extract.Step) { seen = seen || reasonFor(s.Seen, name) }
		r.extract.Extract(&in)
		if !told || !seen {
			t.Errorf("%s: told for training: %v, weighed: %v", name, told, seen)
		}
	}
}

// What is wrong with the table or the model is said.
func TestUnwordedFaults(t *testing.T) {
	for _, c := range []struct{ table, model, want string }{
		{"accuse\tframe:nonesuch\n", "", "unknown frame"},
		{"accuse\tframe:asking|when:always\n", "", "is not frame:ID or needs:WHO"},
	} {
		if _, errs := withKinds(t, c.table, c.model); len(errs) != 1 || !strings.Contains(errs[0].Error(), c.want) {
			t.Errorf("%q: %v", c.table, errs)
		}
	}
	fsys := withModel(t, "")
	fsys["vi/models/kinds.txt"] = &fstest.MapFile{Data: []byte("classes\taccuse\tdance\n")}
	p, _ := pack.Load(fsys)
	if _, errs := extract.New(p, "vi"); !strings.Contains(errorsOf(errs), "no kind") {
		t.Error(errs)
	}
	if _, err := os.Stat("../../packs/vi/words/unworded.tsv"); err != nil {
		t.Error(err) // the shipped model must have its table
	}
}

func errorsOf(errs []error) string {
	var b strings.Builder
	for _, err := range errs {
		b.WriteString(err.Error())
	}
	return b.String()
}
