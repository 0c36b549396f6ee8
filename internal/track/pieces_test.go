package track

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley"
)

// TestPiecesTellTheSame: a negotiation that is sketched in two pieces of time, the second with the first
// at hand, is told as of one, wherever it is cut behind its first round: what comes before all that opens it
// is told by the piece that it is of alone.
func TestPiecesTellTheSame(t *testing.T) {
	text, err := os.ReadFile("testdata/invented.txt")
	if err != nil {
		t.Fatal(err)
	}
	given, _, _ := strings.Cut(string(text), "\n---\n")
	events, claims := single(t, given)
	opt := Options{
		Formats: map[string]string{"en": "{parties}: {issue}"}, Joint: " – ", Names: short{},
		Part: &Part{Facts: &Facts{Now: 20000}, Regions: map[string]string{}},
	}
	want := Tracks(events, claims, opt)
	if len(want) != 1 {
		t.Fatalf("%d tracks", len(want))
	}
	var brief, whole []Made
	for i := range events {
		brief = append(brief, opt.Short(events[i].ID, NewBrief(&events[i], claims)))
		whole = append(whole, opt.Whole(&events[i], claims))
	}
	slices.SortFunc(brief, func(a, b Made) int { return byDay(a.thing, b.thing) })
	alone := 0
	for cut := 6; cut < len(brief); cut++ {
		first := Sketches(brief[:cut], opt)
		if len(Sketches(brief[cut:], opt)) != 1 {
			alone++ // the second piece by itself tells of no negotiation, or of several
		}
		both := opt
		part := *opt.Part
		part.Before = map[string]bool{}
		for _, e := range brief[:cut] {
			part.Before[e.ID()] = true
		}
		both.Part = &part
		second := Sketches(brief, both)
		if len(first) != 1 || len(second) != 1 {
			t.Fatalf("cut at %d: %d and %d sketches", cut, len(first), len(second))
		}
		if n := len(first[0].Events) + len(second[0].Events); n != len(want[0].Events) || part.Before[second[0].Founder] {
			t.Errorf("cut at %d: %d events, not %d; founder %s", cut, n, len(want[0].Events), second[0].Founder)
		}
		chains := Chains([][]*Sketch{{&first[0]}, {&second[0]}}, 100)
		if len(chains) != 1 {
			t.Fatalf("cut at %d: %d chains", cut, len(chains))
		}
		got, err := Tell(chains[0], whole, opt)
		if err != nil {
			t.Fatal(err)
		}
		tellApart([]parley.Track{got.Track}, opt)
		if !reflect.DeepEqual(got.Track, want[0]) {
			t.Errorf("cut at %d: %+v\nis not\n%+v", cut, got.Track, want[0])
		}
	}
	if alone == 0 {
		t.Error("every piece tells as much by itself")
	}
}

// TestGoingOn: a sketch goes on with that of the piece before which has most of its events of before,
// whoever negotiates; where the chain is full it begins another.
func TestGoingOn(t *testing.T) {
	ab, trade := []string{"a", "b"}, []string{"trade"}
	s := func(founder string, events, before string) *Sketch {
		return &Sketch{
			Founder: founder, Main: ab, Topics: trade, Own: trade, Dated: true, Events: strings.Fields(events), Before: strings.Fields(before),
		}
	}
	chains := Chains([][]*Sketch{
		{s("1", "1 2 3", ""), s("4", "4 5", "")},
		{s("6", "6", "3 4 5"), s("7", "7 8 9", "1 2 4"), s("10", "10", "1")},
		{s("11", "11", "9"), s("12", "12", "gone")},
	}, 5)
	var got []string
	for _, c := range chains {
		name := ""
		for _, x := range c {
			name += " " + x.Founder
		}
		got = append(got, name[1:])
	}
	if want := []string{"1 10 12", "4 6", "7 11"}; !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}
