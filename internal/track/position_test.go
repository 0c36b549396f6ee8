package track

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
)

// TestExcerpt: a long sentence is quoted from the clause in which somebody says it, a short one whole.
func TestExcerpt(t *testing.T) {
	long := "On the day on which the emir came to the capital of his neighbour, which had mediated for weeks, the minister of Qatar refused every one of the demands."
	for _, c := range []struct{ sentence, by, trigger, want string }{
		{long, "the minister", "refused", "…the minister of Qatar refused every one of the demands."},
		{long, "the emir", "refused", long},
		{"After weeks, the minister refused.", "the minister", "refused", "After weeks, the minister refused."},
	} {
		at := func(words string) int { return 100 + strings.Index(c.sentence, words) }
		claim := &parley.Claim{
			Evidence: parley.Quote{Span: parley.Span{Start: 100, End: 100 + len(c.sentence)}, Exact: c.sentence},
			Trigger:  parley.Quote{Span: parley.Span{Start: at(c.trigger)}},
			Actors:   []parley.Actor{{Role: parley.RoleSource, Start: at(c.by), End: at(c.by) + len(c.by)}},
		}
		if got := excerpt(claim); got != c.want {
			t.Errorf("%q", got)
		}
	}
}

// TestHistory: of what a party says on an issue the last statements are kept, those of unknown days before the
// others, each once.
func TestHistory(t *testing.T) {
	var h history
	for _, s := range []struct {
		words string
		dated bool
	}{{"a", true}, {"b", true}, {"c", true}, {"b", true}, {"d", true}, {"x", false}, {"d", false}} {
		h.take(parley.Position{Stance: s.words, Claims: []string{s.words}}, s.dated)
	}
	var got []string
	for _, p := range h.latest() {
		got = append(got, fmt.Sprint(p.Stance, len(p.Claims)))
	}
	if !slices.Equal(got, []string{"a1", "b2", "c1", "d1"}) {
		t.Errorf("got %v", got)
	}
}

// TestStrays: a track of June of which one item is, by facts alone, of November ends in June; where its page
// says so it does not.
func TestStrays(t *testing.T) {
	var text strings.Builder
	for i := range 60 {
		fmt.Fprintf(&text, "@ p%d/0 2017-06-%02d -\nx%02d demand/concede occurred RUS > USA t:2017-06-%02d #peace | Demand %d.\n", i, i%28+1, i, i%28+1, i)
	}
	text.WriteString("@ q1/0 2017-06-02 -\na1 talks occurred RUS USA t:2017-06-02 place:Geneva:CHE #peace | Talks.\n")
	text.WriteString("@ q2/0 2017-11-05 -\nb1 talks occurred RUS USA t:2017-11-05 place:Vienna:AUT #peace | They met again.\n")
	for _, c := range []struct {
		basis parley.Basis
		want  string
	}{{parley.BasisInferred, "2017-06"}, {parley.BasisUnknown, "2017-06"}, {parley.BasisGiven, "2017-11"}} {
		events, claims := single(t, text.String())
		for i := range events {
			e := &events[i]
			e.Claims[0].Published = &parley.Date{Value: string(e.FirstSeen), Basis: c.basis}
			if e.Time != nil {
				e.Time.Basis = parley.BasisItemDate
			}
		}
		all := Tracks(events, claims, Options{Names: short{}, Negotiable: map[string]bool{"peace": true}})
		if len(all) != 1 {
			t.Fatalf("%d tracks", len(all))
		}
		last := parley.Maybe("")
		for _, r := range all[0].Rounds {
			if r.Time != nil {
				last = parley.Maybe(r.Time.Value)
			}
		}
		if !strings.HasPrefix(string(last), c.want) {
			t.Errorf("%s: the last round is of %s", c.basis, last)
		}
		if of := all[0].Newest[0]; strings.HasSuffix(c.want, "11") != (name(of) == "b1") {
			t.Errorf("%s: %s is the newest", c.basis, name(of))
		}
	}
}

// TestManyParties: a title names parties as far as it can be read.
func TestManyParties(t *testing.T) {
	d := &draft{parties: []string{"state:A", "state:B", "state:C", "state:D", "state:E", "state:F", "state:G"}}
	opt := Options{
		Names: short{}, Formats: map[string]string{"en": "{parties}: {issue}"}, Joint: " – ",
		Many: map[string]string{"en": "{issue} ({n} parties)"}, Rest: map[string]string{"en": "{first} and {n} others"},
	}
	for _, c := range []struct {
		n    int
		want string
	}{{2, "A – B: peace"}, {6, "A – B – C – D – E – F: peace"}, {7, "A – B – C and 4 others: peace"}} {
		track := &parley.Track{Parties: d.parties[:c.n], Issue: "peace", Titles: map[string]string{}}
		titles(d, track, opt)
		if track.Title != c.want {
			t.Errorf("%d: %s, not %s", c.n, track.Title, c.want)
		}
	}
}

// TestAgreed: what both sides signed or agreed on in words is agreed; to meet is nothing, nor what one of them
// promises somebody else.
func TestAgreed(t *testing.T) {
	events, claims := single(t, `@ p1/0 2025-04-20 -
a1 talks occurred RUS USA t:2025-04-18 place:Geneva:CHE #peace | Talks.
a2 accept occurred RUS USA t:2025-04-18 #peace | They agreed to pull back the guns.
a3 accept/visit occurred RUS USA t:2025-04-18 #peace | They agreed to visit each other soon.
a4 accept occurred RUS t:2025-04-19 #peace | Russia agreed to buy grain from somebody.
a5 sign occurred RUS USA t:2025-04-20 #peace | They signed.
a6 sign occurred RUS USA #peace | They once signed.
a7 accept occurred USA > RUS t:2025-04-21 #peace | Washington adopted a plan of its own on Russia.
`)
	for i := range events {
		events[i].ObjectText = "three words here"
		if k := name(events[i].ID); k == "a5" || k == "a6" {
			events[i].ObjectText = ""
		}
	}
	all := Tracks(events, claims, Options{Names: short{}, Negotiable: map[string]bool{"peace": true}})
	if len(all) != 1 {
		t.Fatalf("%d tracks", len(all))
	}
	var got []string
	for _, id := range all[0].Agreed {
		got = append(got, name(id))
	}
	if !slices.Equal(got, []string{"a5", "a2"}) {
		t.Errorf("got %v", got)
	}
}
