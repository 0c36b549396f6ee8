package extract_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parley/internal/annotate"
	"parley/internal/extract"
	"parley/internal/learn"
	"parley/internal/pack"
)

// withCast is the reader with the test's rule of meetings, one for demands, and a model of who takes part of its own.
func withCast(t *testing.T, model string) *reader {
	t.Helper()
	fsys := withModel(t, "")
	fsys["vi/rules/test.rule"].Data = append(fsys["vi/rules/test.rule"].Data, "\nrule ask\nkind demand\nframe asking\nneeds source\nmatch yêu cầu\nyes Nga yêu cầu Mỹ\n"...)
	fsys["vi/words/frames.tsv"].Data = append([]byte("asking\tsubject:source|object:target\n"), fsys["vi/words/frames.tsv"].Data...)
	fsys["vi/models/cast.txt"] = &fstest.MapFile{Data: []byte("classes\tnone\tsource\ttarget\tparty\n" + model)}
	p, errs := pack.Load(fsys)
	x, more := extract.New(p, "vi")
	for _, err := range append(errs, more...) {
		t.Fatal(err)
	}
	return &reader{annotate.New(p, "vi"), x}
}

// The model gives roles where it is surer than the rules, and never one under which the claim would not stand.
func TestCasting(t *testing.T) {
	for _, c := range []struct{ why, model, line, want string }{
		{"nothing was learned", "", "Nga gặp Mỹ.", "meet party:RUS party:USA"},
		{"another actor of the sentence takes part", "w-1=cùng left-none\tparty:2\n", "Cùng Pháp, Nga gặp Mỹ.", "meet party:RUS party:USA party:FRA"},
		{"not sure enough", "w-1=cùng left-none\tparty:0.2\n", "Cùng Pháp, Nga gặp Mỹ.", "meet party:RUS party:USA"},
		{"a meeting has parties, no targets", "w-1=cùng left-none\ttarget:2\n", "Cùng Pháp, Nga gặp Mỹ.", "meet party:RUS party:USA"},
		{"nobody meets alone", "w-1=gặp right-party\tnone:2\n", "Nga gặp Mỹ.", "meet party:RUS party:USA"},
		{"who is asked is taken out", "w-1=cầu right-target\tnone:2\n", "Nga yêu cầu Mỹ.", "demand source:RUS"},
		{"somebody must have asked", "role=source\tnone:2\n", "Nga yêu cầu Mỹ.", "demand source:RUS target:USA"},
	} {
		_, _, claims := withCast(t, c.model).read("2025-03-05", []string{c.line})
		var got []string
		for i := range claims {
			said := string(claims[i].Kind)
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

// Who was told of in the sentence before may take part, too; later sentences recall what the rules found.
func TestCastingFromElsewhere(t *testing.T) {
	r := withCast(t, "far=+last+opening-none\ttarget:2\n")
	_, _, claims := r.read("2025-03-05", []string{"Nga gặp Mỹ.", "Pháp yêu cầu giải thích."})
	if len(claims) != 2 {
		t.Fatalf("%d claims", len(claims))
	}
	var got []string
	for _, a := range claims[1].Actors {
		got = append(got, string(a.Role)+":"+string(a.State))
		if a.State != "FRA" && (a.Start != 0 || a.End != 0) {
			t.Errorf("%s stands in another sentence, and the claim says at %d–%d of its own", a.State, a.Start, a.End)
		}
	}
	if want := []string{"source:FRA", "target:RUS", "target:USA"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if !slices.Contains(claims[1].Rules, "cast") {
		t.Errorf("the claim does not say that a model changed it: %q", claims[1].Rules)
	}
}

// around gives the features that the second model of background asks of the last of some claims.
func around(all []extract.Judged) []string {
	f := learn.Features{Named: true}
	var last []string
	extract.Around(all, &f, func(int) { last = slices.Clone(f.Names()) })
	return last
}

// The second model sees what the first said of a claim, of those beside it, of its sentence and of its kind.
func TestAround(t *testing.T) {
	news := extract.Judged{Score: -3, Kind: "meet", Sentence: 0}
	old := extract.Judged{Score: 3, Kind: "meet", Sentence: 40}
	for _, c := range []struct {
		why string
		all []extract.Judged
		has string
		not string
	}{
		{"its own score", []extract.Judged{news, old}, "own=>2.5", "own=>3"},
		{"the one before is news", []extract.Judged{news, old}, "bias", "before=>-0.75"},
		{"the one before is recalled", []extract.Judged{old, old}, "before=>0.75", "own=>3"},
		{"no other of its sentence", []extract.Judged{news, old}, "sentence=none", "sentence=>0.75"},
		{"another of its sentence", []extract.Judged{old, old}, "sentence=>0.75", "sentence=none"},
		{"no other of its kind", []extract.Judged{{Score: 3, Kind: "visit"}, old}, "kind=none", "kind=>0.75"},
		{"others of its kind", []extract.Judged{old, news, old}, "kind=>-0.25", "kind=>0.25"},
	} {
		got := around(c.all)
		if !slices.Contains(got, c.has) || slices.Contains(got, c.not) {
			t.Errorf("%s: %q, want %q and not %q", c.why, got, c.has, c.not)
		}
	}
}

// An item that recalls every other claim recalls this one too, if only the claims around it are asked.
func TestAroundDecides(t *testing.T) {
	fsys := withModel(t, "first=còn\tbackground:1\n")
	fsys["vi/models/around.txt"] = &fstest.MapFile{Data: []byte("classes\tnews\tbackground\nafter=>0.25\tbackground:2\n")}
	p, errs := pack.Load(fsys)
	x, more := extract.New(p, "vi")
	for _, err := range append(errs, more...) {
		t.Fatal(err)
	}
	_, _, claims := (&reader{annotate.New(p, "vi"), x}).read("2025-03-05", []string{"Nga gặp Mỹ ở Vienna.", "Còn ở phía nam, Đức gặp Pháp."})
	if len(claims) != 2 || !claims[0].Background {
		t.Errorf("the claim before one that is recalled is news: %v", claims)
	}
}

// Who only says it is no actor of what he tells: another of his side in the sentence stands for it, else his state.
func TestCastingLeavesOutWhoSays(t *testing.T) {
	r := withCast(t, "w-1=theo left-none\tparty:2\n")
	for _, c := range []struct{ line, want string }{
		{"Theo ông Dmitry Peskov, Pháp gặp Mỹ.", "state:FRA state:RUS state:USA"},
		{"Theo ông Dmitry Peskov, Pháp gặp Mỹ trước Tổng thống Vladimir Putin.", "person:vladimir-putin state:FRA state:USA"},
	} {
		_, _, claims := r.read("2017-03-05", []string{c.line})
		var got []string
		for i := range claims {
			for _, a := range claims[i].Actors {
				got = append(got, a.ID)
			}
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
}
