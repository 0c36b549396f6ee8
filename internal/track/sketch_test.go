package track

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley"
)

// TestSketchesTellTheSame: what is sketched by events in short and told of these afterwards is
// what is told of all at once; and what is kept to tell a track by is all that it takes.
func TestSketchesTellTheSame(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split(string(text), "\n====\n") {
			given, _, _ := strings.Cut(c, "\n---\n")
			events, claims := single(t, given)
			opt := Options{
				Formats: map[string]string{"en": "{parties}: {issue}"}, Joint: " – ", Names: short{},
				Negotiable: map[string]bool{"peace": true}, Matters: matters,
				Part: &Part{Facts: &Facts{Now: 20000, Spread: map[string]int{"trade": 2}}, Regions: map[string]string{}},
			}
			for i, e := range events { // one of three is of a region that is that of a matter
				if opt.Part.Regions[e.ID] = "some"; i%3 == 0 {
					opt.Part.Regions[e.ID] = matters[0].region()
				}
			}
			opt.Part.Matters = []string{matters[0].region()}
			want := Tracks(events, claims, opt)
			var brief, whole []Made
			for i := range events {
				brief = append(brief, opt.Short(events[i].ID, NewBrief(&events[i], claims)))
				whole = append(whole, opt.Whole(retold(t, &events[i], claims)))
			}
			var got []parley.Track
			for _, s := range Sketches(brief, opt) {
				one, err := Tell([]*Sketch{&s}, whole, opt)
				if err != nil {
					t.Fatal(err)
				}
				if issue := opt.Part.Issue(one.Votes, opt.Spread(opt.Part.Facts)); issue != "" && issue != one.Track.Issue {
					t.Errorf("the issue of %s is %s by its votes, not %s", one.Track.ID, issue, one.Track.Issue)
				}
				got = append(got, one.Track)
			}
			slices.SortFunc(got, func(a, b parley.Track) int { return strings.Compare(a.ID, b.ID) })
			tellApart(got, opt)
			if told += len(got); len(got) != len(want) {
				t.Fatalf("%d tracks, not %d, of\n%s", len(got), len(want), given)
			}
			for i := range got {
				if !reflect.DeepEqual(got[i], want[i]) {
					t.Errorf("%+v\nis not\n%+v\nof\n%s", got[i], want[i], given)
				}
			}
		}
	}
	if told < 20 {
		t.Errorf("only %d tracks", told)
	}
}

// retold is an event with its claims as they are kept to tell its track by.
func retold(t *testing.T, e *parley.Event, claims Claims) (*parley.Event, Claims) {
	t.Helper()
	body, err := json.Marshal(NewTale(e, claims))
	if err != nil {
		t.Fatal(err)
	}
	var tale Tale
	if err := json.Unmarshal(body, &tale); err != nil {
		t.Fatal(err)
	}
	return tale.Full(e.ID)
}

// TestChains: which sketches of pieces of time go on with each other.
func TestChains(t *testing.T) {
	const year = 365
	piece := func(all ...Sketch) (out []*Sketch) {
		for i := range all {
			all[i].Dated = true
			out = append(out, &all[i])
		}
		return out
	}
	ab, trade := []string{"a", "b"}, []string{"trade"}
	chains := Chains([][]*Sketch{
		piece(
			Sketch{Founder: "1", Main: ab, Topics: trade, Own: trade, Carried: 9, First: 0, Last: 300, Events: make([]string, 6)},
			Sketch{Founder: "2", Main: ab, Topics: trade, Own: trade, Carried: 2, First: 0, Last: 300},
			Sketch{Founder: "3", Matter: "matter m 0", First: 0, Last: 0},
		),
		piece(
			Sketch{Founder: "4", Main: ab, Topics: trade, Own: trade, First: year, Last: year + 9, Events: make([]string, 3)}, // on with the larger one
			Sketch{Founder: "5", Main: ab, Topics: trade, Own: trade, First: year, Last: year, Events: make([]string, 9)},     // with the other: that has room
			Sketch{Founder: "6", Main: ab, Topics: []string{"fish"}, First: year, Last: year},
			Sketch{Founder: "7", Main: []string{"a", "c"}, Topics: trade, First: year, Last: year},
		),
		piece(
			Sketch{Founder: "8", Main: ab, Topics: trade, First: 9 * year, Last: 9 * year}, // too late
			Sketch{Founder: "9", Matter: "matter m 0", First: 9 * year, Last: 9 * year},
		),
	}, 10)
	var got []string
	for _, c := range chains {
		s := ""
		for _, x := range c {
			s += x.Founder
		}
		got = append(got, s)
	}
	if want := []string{"14", "25", "39", "6", "7", "8"}; !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}
