package learn_test

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"testing"

	"parley/internal/learn"
)

const fruit = `# what a fruit is
classes	apple	pear	plum
bias	apple:0.10
colour=green	apple:1.00	pear:1.50
colour=red	apple:2.00	plum:-1.00
shape,colour=long green	pear:0.75
`

func readModel(t *testing.T, text string) *learn.Model {
	t.Helper()
	m, err := learn.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A score is the sum of the weights of what was noticed; what the model does not know weighs nothing,
// and what is noticed twice weighs once.
func TestScores(t *testing.T) {
	m := readModel(t, fruit)
	bias, colour, both := learn.Of("bias"), learn.Of("colour"), learn.Of("shape,colour")
	f := &learn.Features{}
	f.Add(bias)
	f.Add1(colour, learn.Bytes([]byte("green")))
	f.Add1(colour, learn.Of("green"))
	h := fnv.New64a()
	h.Write([]byte("green"))
	f.Add1(colour, learn.Hashed(h.Sum64()))
	f.Add1(colour, learn.Of("blue"))
	f.Add2(both, learn.Of("long"), learn.Of("green"))
	got := make([]float64, 3)
	m.Scores(f, got)
	for i, want := range []float64{1.1, 2.25, 0} {
		if d := got[i] - want; d > 1e-6 || d < -1e-6 {
			t.Errorf("%s: %v, not %v", m.Classes[i], got[i], want)
		}
	}
	named := &learn.Features{Named: true}
	named.AddNames([]string{"colour=blue", "colour=green", "bias", "colour=green", "shape,colour=long green"})
	why := m.Why(named, 1, 2)
	if want := []learn.Reason{{Feature: "colour=green", Weight: 1.5}, {Feature: "shape,colour=long green", Weight: .75}}; !slices.Equal(why, want) {
		t.Errorf("the strongest reasons are %v", why)
	}
	if n := testing.AllocsPerRun(20, func() {
		f.Reset()
		f.Add1(colour, learn.Of("red"))
		m.Scores(f, got)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// A file that says something else than weights is refused, with its line.
func TestReadFaults(t *testing.T) {
	for _, c := range []struct{ why, text, want string }{
		{"nothing", "", "no line of classes"},
		{"one class", "classes\ta\n", "line 1"},
		{"a class twice", "classes\ta\ta\n", "line 1"},
		{"a class that is not named above", "classes\ta\tb\nx\tc:1\n", "line 2"},
		{"a weight that is no number", "classes\ta\tb\nx\ta:much\n", "line 2"},
		{"a weight that is not finite", "classes\ta\tb\nx\ta:NaN\n", "line 2"},
		{"a weight beyond all measure", "classes\ta\tb\nx\ta:1e9\n", "line 2"},
		{"a feature twice", "classes\ta\tb\nx\ta:1\nx\ta:2\n", "line 3"},
		{"features out of order", "classes\ta\tb\ny\ta:1\nx\ta:2\n", "line 3"},
	} {
		if _, err := learn.Read(strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}

// What was learned is the same each time, survives being written, and tells the classes apart, weight after
// weight as in batches.
func TestTrain(t *testing.T) {
	for why, o := range map[string]learn.Options{
		"weight after weight": {Classes: []string{"apple", "pear"}, Least: 2, L2: .1, Rounds: 20},
		"in batches":          {Classes: []string{"apple", "pear"}, Least: 2, L2: .001, Rounds: 20, Batch: 2, Pace: .1},
	} {
		t.Run(why, func(t *testing.T) { testTrain(t, o) })
	}
}

func testTrain(t *testing.T, o learn.Options) {
	samples := []learn.Sample{
		{Features: []string{"bias", "colour=green", "shape=long"}, Class: 1},
		{Features: []string{"bias", "colour=green", "shape=long"}, Class: 1},
		{Features: []string{"bias", "colour=green", "shape=round"}, Class: 0},
		{Features: []string{"bias", "colour=red", "shape=round"}, Class: 0},
		{Features: []string{"bias", "colour=red", "shape=round", "seen once"}, Class: 0},
	}
	var first, second bytes.Buffer
	write := func(m *learn.Model, b *bytes.Buffer) {
		if err := m.Write(b, "made by a test"); err != nil {
			t.Fatal(err)
		}
	}
	m := learn.Train(samples, o)
	write(m, &first)
	write(learn.Train(samples, o), &second)
	if first.String() != second.String() {
		t.Errorf("not the same:\n%s\n%s", &first, &second)
	}
	again := readModel(t, first.String())
	if strings.Contains(first.String(), "seen once") {
		t.Error("a feature of one sample was learned")
	}
	for _, s := range samples {
		f := &learn.Features{}
		f.AddNames(s.Features)
		got := make([]float64, 2)
		m.Scores(f, got)
		if (got[1] > got[0]) != (s.Class == 1) {
			t.Errorf("%v: %v", s.Features, got)
		}
		read := make([]float64, 2)
		if again.Scores(f, read); !slices.Equal(read, got) {
			t.Errorf("%v: %v, written and read %v", s.Features, got, read)
		}
	}
}

// An unusual sample among many moves little what was learned, and weights stay finite when every sample
// of a class is alike.
func TestTrainBatchesStopsEarly(t *testing.T) {
	var samples []learn.Sample
	for i := range 200 {
		samples = append(samples, learn.Sample{Features: []string{"bias", "is=" + "ab"[i%2:i%2+1]}, Class: i % 2})
	}
	m := learn.Train(samples, learn.Options{Classes: []string{"a", "b"}, Least: 1, L2: 1e-4, Rounds: 3, Batch: 20, Pace: .01})
	f := &learn.Features{}
	f.AddNames([]string{"bias", "is=b"})
	got := make([]float64, 2)
	m.Scores(f, got)
	if got[1] <= 0 || got[1] > 1 { // thirty steps of at most .01 each, on two weights
		t.Errorf("b weighs %v", got[1])
	}
}

// A sample that weighs two is as good as two that weigh one.
func TestTrainWeights(t *testing.T) {
	green := learn.Sample{Features: []string{"bias", "colour=green"}, Class: 1}
	red := learn.Sample{Features: []string{"bias", "colour=red"}}
	o := learn.Options{Classes: []string{"apple", "pear"}, Least: 1, L2: .1, Rounds: 50}
	var twice, heavy bytes.Buffer
	if err := learn.Train([]learn.Sample{green, green, red}, o).Write(&twice, "made by a test"); err != nil {
		t.Fatal(err)
	}
	green.Weight = 2
	if err := learn.Train([]learn.Sample{green, red}, o).Write(&heavy, "made by a test"); err != nil {
		t.Fatal(err)
	}
	if twice.String() != heavy.String() {
		t.Errorf("%s\nis not\n%s", &heavy, &twice)
	}
}

// Three classes are told apart, too.
func TestTrainThree(t *testing.T) {
	var samples []learn.Sample
	for i, name := range []string{"a", "b", "c"} {
		for range 3 {
			samples = append(samples, learn.Sample{Features: []string{"bias", "is=" + name}, Class: i})
		}
	}
	classes := []string{"a", "b", "c"}
	for _, o := range []learn.Options{
		{Classes: classes, Least: 2, L2: .1, Rounds: 30},
		{Classes: classes, Least: 2, L2: .001, Rounds: 30, Batch: 4, Pace: .1},
	} {
		testThree(t, learn.Train(samples, o), samples)
	}
}

func testThree(t *testing.T, m *learn.Model, samples []learn.Sample) {
	for _, s := range samples {
		f := &learn.Features{}
		f.AddNames(s.Features)
		got := make([]float64, 3)
		m.Scores(f, got)
		for i := range got {
			if i != s.Class && got[i] >= got[s.Class] {
				t.Errorf("%v: %v", s.Features, got)
			}
		}
	}
}

// Whatever stands in a file, reading it ends with a model or an error.
func FuzzRead(f *testing.F) {
	f.Add(fruit)
	f.Add("classes\ta\tb\nx\ta:1e38\tb:-0\n")
	f.Add("classes\ta\tb\n=\t:\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := learn.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		fs := &learn.Features{Named: true}
		fs.AddNames(strings.Fields(text))
		m.Scores(fs, make([]float64, len(m.Classes)))
		m.Why(fs, 0, 3)
	})
}

// Classes that are learned apart are judged each for itself: a case may belong to several, or to none.
func TestTrainApart(t *testing.T) {
	var marks []learn.Mark
	for range 4 {
		marks = append(marks,
			learn.Mark{Features: []string{"bias", "is=red"}, Classes: []int{0}},
			learn.Mark{Features: []string{"bias", "is=round"}, Classes: []int{1}},
			learn.Mark{Features: []string{"bias", "is=red", "is=round"}, Classes: []int{0, 1}},
			learn.Mark{Features: []string{"bias", "is=dull"}})
	}
	marks = append(marks, learn.Mark{Features: []string{"bias", "seen once"}, Classes: []int{0}})
	o := learn.Options{Classes: []string{"red", "round"}, Least: 2, L2: .1, Rounds: 30}
	m := learn.TrainApart(marks, o)
	for _, k := range marks[:4] {
		f := &learn.Features{}
		f.AddNames(k.Features)
		got := make([]float64, 2)
		m.Scores(f, got)
		for class, score := range got {
			if is := slices.Contains(k.Classes, class); is != (score > 0) {
				t.Errorf("%v: %s %.2f", k.Features, o.Classes[class], score)
			}
		}
	}
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := learn.TrainApart(marks, o).Write(b, "made by a test"); err != nil {
			t.Fatal(err)
		}
	}
	if first.String() != second.String() || strings.Contains(first.String(), "seen once") {
		t.Errorf("not the same, or a feature of one case was learned:\n%s\n%s", &first, &second)
	}
}

// Of two classes that are learned apart each has the weights that it would have against the other alone:
// both ways of training come to the same.
func TestTrainApartAsTrain(t *testing.T) {
	var marks []learn.Mark
	var samples []learn.Sample
	for i := range 40 {
		f := []string{"bias"}
		if i%3 == 0 {
			f = append(f, "third")
		}
		if i%4 < 3 {
			f = append(f, "most")
		}
		k := learn.Mark{Features: f}
		if i%5 < 2 {
			k.Classes = []int{1}
		}
		marks, samples = append(marks, k), append(samples, learn.Sample{Features: f, Class: len(k.Classes)})
	}
	o := learn.Options{Classes: []string{"no", "yes"}, Least: 1, L2: 1, Rounds: 300}
	a, b := learn.TrainApart(marks, o), learn.Train(samples, o)
	for _, name := range []string{"bias", "third", "most"} {
		f := &learn.Features{}
		f.AddNames([]string{name})
		x, y := make([]float64, 2), make([]float64, 2)
		a.Scores(f, x)
		b.Scores(f, y)
		if d := x[1] - y[1]; d > .011 || d < -.011 {
			t.Errorf("%s: %.2f, not %.2f", name, x[1], y[1])
		}
	}
}

// Each tells what the noted features weigh, by their numbers; a feature of three parts has the name that
// its parts make.
func TestEach(t *testing.T) {
	m := readModel(t, "classes\tapple\tpear\n3=a b c\tapple:0.50\ncolour=green\tapple:1.00\tpear:1.50\n")
	f := &learn.Features{Named: true}
	f.Add1(learn.Of("colour"), learn.Of("blue"))
	f.Add1(learn.Of("colour"), learn.Of("green"))
	f.Add3(learn.Of("3"), learn.Of("a"), learn.Of("b"), learn.Of("c"))
	var got []string
	m.Each(f, 0, func(i int, weight float64) { got = append(got, fmt.Sprintf("%s %.1f", f.Names()[i], weight)) })
	if strings.Join(got, ", ") != "colour=green 1.0, 3=a b c 0.5" {
		t.Errorf("%q", got)
	}
}

// One model of several says what each of them says, whether they know a feature together or alone.
func TestJoin(t *testing.T) {
	parse := func(text string) *learn.Model {
		m, err := learn.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	a := parse("classes\tno\tyes\nboth=x\tyes:1\nmine\tno:0.5\tyes:0.25\n")
	b := parse("classes\tone\ttwo\tthree\nboth=x\ttwo:2\nother\tthree:-1\n")
	all, err := learn.Join(a, nil, b)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(all.Classes, " "); got != "no yes one two three" {
		t.Fatalf("classes %s", got)
	}
	var f learn.Features
	for _, names := range [][]string{{}, {"both=x"}, {"mine"}, {"other"}, {"unknown"}, {"both=x", "mine", "other", "unknown", "mine"}} {
		f.Reset()
		f.AddNames(names)
		want, got := make([]float64, 5), make([]float64, 5)
		a.Scores(&f, want[:2])
		b.Scores(&f, want[2:])
		all.Scores(&f, got)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", names, got, want)
		}
	}
	if none, err := learn.Join(nil, nil); err != nil || len(none.Classes) != 0 {
		t.Errorf("of no model: classes %q, %v", none.Classes, err)
	}
}
