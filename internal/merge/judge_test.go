package merge

import (
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/learn"
)

// toyJudge thinks that the same words tell the same event, that what stands in one sentence
// with other words does not, and little of actors.
const toyJudge = "classes\ttwo\tone\nbias\tone:-1\ngap=sentence\tone:-2\ntrigger=same\tone:2\ntwos=9\tone:1\n"

// judgeOf reads a model.
func judgeOf(t *testing.T, model string) *Judge {
	t.Helper()
	m, err := learn.Read(strings.NewReader(model))
	if err != nil {
		t.Fatal(err)
	}
	j, err := NewJudge(m)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// The model's word and that of the rules: each case is a text, what rules alone make of it, and what both make of it.
func TestJudge(t *testing.T) {
	for _, c := range []struct{ name, text, rules, both string }{
		{
			"a side that was misread splits nothing in one story", `story S: p1/0 p2/0
@ p1/0 2025-04-08 a.vn
a1 accuse occurred FRA > IRN | Paris condemned the seizure of the tanker
@ p2/0 2025-04-08 b.vn
b1 accuse occurred DEU > IRN | Paris condemned the seizure of the tanker`,
			"a1; b1", "a1 b1",
		},
		{
			"of two stories rules alone decide", `@ p1/0 2025-04-08 a.vn
a1 accuse occurred FRA > IRN | Paris condemned the seizure of the tanker
@ p2/0 2025-04-08 b.vn
b1 accuse occurred DEU > IRN | Paris condemned the seizure of the tanker`,
			"a1; b1", "a1; b1",
		},
		{
			"two attacks of one sentence", `@ p1/0 2025-04-08 a.vn
a1 attack occurred SYR > ISR t:2025-04-07 | The army bombed the town after the killing of a general
a2 attack occurred SYR > ISR t:2025-04-07 | The army bombed the town after the killing of a general`,
			"a1 a2", "a1; a2",
		},
		{
			"other days and other rounds stay apart however they are told", `@ p1/0 2025-04-08 a.vn
a1 talks occurred SYR TUR t:2025-04-07 | The talks on the border
a2 talks occurred SYR TUR t:2025-03-02 | The talks on the border
a3 meet occurred CHN IND round:2 | The meeting on trade
a4 meet occurred CHN IND round:3 | The meeting on trade`,
			"a1; a2; a3; a4", "a1; a2; a3; a4",
		},
		{
			"what is planned meets what happened by the rules alone", `story S: p1/0 p2/0
@ p1/0 2025-04-08 a.vn
a1 accuse planned FRA > IRN | Paris condemned the seizure of the tanker
@ p2/0 2025-04-08 b.vn
b1 accuse occurred DEU > IRN | Paris condemned the seizure of the tanker`,
			"a1; b1", "a1; b1",
		},
		{
			"so do meetings that two items tell of where one has a day: of one affair there are many", `story S: p1/0 p2/0
@ p1/0 2025-04-08 a.vn
a1 meet occurred FRA IRN t:2025-04-07 | Envoys met over the seizure of the tanker
@ p2/0 2025-04-08 b.vn
b1 meet occurred DEU IRN | Envoys met over the seizure of the tanker`,
			"a1; b1", "a1; b1",
		},
		{
			"where none has a day the model joins them", `story S: p1/0 p2/0
@ p1/0 2025-04-08 a.vn
a1 meet occurred FRA IRN | Envoys met over the seizure of the tanker
@ p2/0 2025-04-08 b.vn
b1 meet occurred DEU IRN | Envoys met over the seizure of the tanker`,
			"a1; b1", "a1 b1",
		},
		{
			"what was called off is not what was held", `@ p1/0 2025-04-08 a.vn
a1 meet cancelled FRA IRN t:2025-04-07 | Envoys met over the seizure of the tanker
a2 meet occurred FRA IRN t:2025-04-07 | Envoys met over the seizure of the tanker
a3 meet occurred FRA IRN | Envoys met over the seizure of the tanker`,
			"a1 a2; a3", "a1 a2; a3",
		},
	} {
		in, rel := inputs(t, c.text)
		for i := range in { // what carries the kind is the verb, or the first noun
			words := strings.Fields(in[i].Claim.Evidence.Exact)
			at := strings.Index(in[i].Claim.Evidence.Exact, words[1])
			if in[i].Claim.ID[2:4] == "a2" && strings.HasPrefix(c.name, "two attacks") {
				at = strings.Index(in[i].Claim.Evidence.Exact, "killing")
				words[1] = "killing"
			}
			start := in[i].Claim.Evidence.Start + at
			in[i].Claim.Trigger = parley.Quote{Span: parley.Span{Start: start, End: start + len(words[1])}, Exact: words[1]}
		}
		if strings.HasPrefix(c.name, "two attacks") {
			in[1].Claim.Evidence = in[0].Claim.Evidence
		}
		for _, way := range []struct {
			judge *Judge
			want  string
		}{{nil, c.rules}, {judgeOf(t, toyJudge), c.both}} {
			want := strings.Split(way.want, "; ")
			opt := Options{Stories: rel, Judge: way.judge}
			got := describe(Events(in, opt))
			if !satisfies(got, want) {
				t.Errorf("%s: got %q, not %q", c.name, got, want)
			}
			back := slices.Clone(in)
			slices.Reverse(back)
			if again := describe(Events(back, opt)); !slices.Equal(got, again) {
				t.Errorf("%s: the other way round it is %q", c.name, again)
			}
		}
	}
}

// Where the model alone joins, the reasons say so, with what the claims have in common.
func TestJudgeReasons(t *testing.T) {
	in, rel := inputs(t, `story S: p1/0 p2/0
@ p1/0 2025-04-08 a.vn
a1 accuse occurred FRA > IRN | Paris condemned the seizure of the tanker
@ p2/0 2025-04-08 b.vn
b1 accuse occurred DEU > IRN | Paris condemned the seizure of the tanker`)
	all := Events(in, Options{Stories: rel, Judge: judgeOf(t, toyJudge)})
	if len(all) != 1 || len(all[0].Reasons) != 1 {
		t.Fatalf("got %+v", all)
	}
	var codes []string
	for _, b := range parley.ParseJoin(all[0].Reasons[0]).Why {
		codes = append(codes, b.Code)
	}
	if want := []string{"story", "actors-shared", "words", "model"}; !slices.Equal(codes, want) {
		t.Errorf("the reasons are %q, not %q", codes, want)
	}
}

// A model of other classes is refused; without one there is no judge.
func TestNewJudge(t *testing.T) {
	m, err := learn.Read(strings.NewReader("classes\tnews\tbackground\nbias\tnews:1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewJudge(m); err == nil {
		t.Error("another model was taken")
	}
	if j, err := NewJudge(nil); j != nil || err != nil {
		t.Error(j, err)
	}
}

// What the model learns from: pairs of one family, those of large events counting less.
func TestSamples(t *testing.T) {
	in, rel := inputs(t, `@ p1/0 2025-04-08 -
a1 call occurred RUS USA t:2025-04-07 | They spoke.
a2 call occurred RUS USA | They spoke by phone.
a3 call occurred RUS CHN | Another call.
a4 visit occurred RUS > CHN | He went.
a5 call occurred RUS CHN | Nobody knows which.`)
	event := map[string]string{"a1": "one", "a2": "one", "a3": "two", "a4": "three"}
	var kept []*Kept
	for _, i := range in {
		kept = append(kept, NewKept(i, rel))
	}
	samples := Samples(kept, func(id string) string { return event[id[2:4]] })
	same := 0
	for _, s := range samples {
		same += s.Class
		if s.Weight != 2 || !slices.Contains(s.Features, "bias") || !slices.Contains(s.Features, "far=item") {
			t.Errorf("%+v", s)
		}
	}
	if len(samples) != 3 || same != 1 {
		t.Errorf("%d samples, of which %d of one event", len(samples), same)
	}
}

// TestOthers: who meets by one item is not who meets by another, unless they share a side or nobody is named.
func TestOthers(t *testing.T) {
	of := func(states ...parley.Maybe) *mention {
		var actors []parley.Actor
		for _, s := range states {
			actors = append(actors, parley.Actor{Role: parley.RoleParty, ID: "state:" + string(s), State: s})
		}
		return &mention{facts: &facts{all: newSide(actors)}}
	}
	for _, c := range []struct {
		m, o *mention
		want bool
	}{
		{of("GHA", "TGO"), of("PER", "CHL"), true},
		{of("GHA", "TGO"), of("GHA"), false},
		{of("GHA", "TGO"), of(), false},
	} {
		if got := others(c.m, &group{members: []*mention{c.o}}); got != c.want {
			t.Errorf("%v beside %v: %v", c.m.all, c.o.all, got)
		}
	}
}
