package merge

import (
	"strconv"
	"strings"
	"testing"

	"parley"
)

// TestBeside: a day is that of the deed only in its clause, a few words away at most.
func TestBeside(t *testing.T) {
	for _, c := range []struct {
		sentence, trigger string
		said, want        bool
	}{
		{"They met on 7 July in Hamburg.", "met", false, true},
		{"On 7 July they met in Hamburg.", "met", false, true},
		{"On 7 July, a day before he met them, he spoke.", "met", false, false},
		{"They met in Hamburg, and on 7 July he spoke.", "met", false, false},
		{"They met the heads of many states and governments on 7 July.", "met", false, false},
		{"They met in July.", "met", false, false},
		{"On 7 July they condemned the strike.", "condemned", true, true},
		{"They condemned the strike of 7 July.", "condemned", true, false},
	} {
		at := strings.Index(c.sentence, c.trigger)
		claim := &parley.Claim{
			Evidence: parley.Quote{Span: parley.Span{Start: 100, End: 100 + len(c.sentence)}, Exact: c.sentence},
			Trigger:  parley.Quote{Span: parley.Span{Start: 100 + at, End: 100 + at + len(c.trigger)}, Exact: c.trigger},
		}
		if got := beside(claim, "7 July", c.said); got != c.want {
			t.Errorf("%q: %v", c.sentence, got)
		}
	}
}

// TestPlaceOf: a town may differ from another; a country is too wide for that, and a sea has no town beside it that it excludes.
func TestPlaceOf(t *testing.T) {
	for _, c := range []struct {
		place spot
		want  string
	}{
		{spot{Place: parley.Place{Name: "Wonsan", State: "PRK"}}, "Wonsan"},
		{spot{Place: parley.Place{Name: "North Korea", State: "PRK"}, whole: true}, ""},
		{spot{Place: parley.Place{Name: "Sea of Japan"}}, ""},
	} {
		m := &mention{facts: &facts{Input: Input{Claim: &parley.Claim{Kind: parley.Mobilize, Status: parley.Occurred}}, class: real, dated: true, span: 1, place: &c.place}}
		if got := (&casebook{}).placeOf(m); got != c.want {
			t.Errorf("%s: %q", c.place.Name, got)
		}
	}
}

// TestAlonePlace: what one source says of the place against many was misread; against a few it stands beside them.
func TestAlonePlace(t *testing.T) {
	for sources, want := range map[int]bool{1: false, manySources - 1: false, manySources: true} {
		c := &casebook{source: map[string]int{}}
		var all []*mention
		for i := range sources + 1 {
			m := &mention{facts: &facts{item: strconv.Itoa(i), place: &spot{Place: parley.Place{Name: "Hamburg", State: "DEU"}}}}
			c.source[m.item] = i
			all = append(all, m)
		}
		other := all[sources]
		other.place = &spot{Place: parley.Place{Name: "Moscow", State: "RUS"}}
		if got := c.alonePlace(other, all); got != want {
			t.Errorf("one against %d: %v", sources, got)
		}
		if sources > 1 && c.alonePlace(all[0], all) {
			t.Errorf("one of %d: alone", sources)
		}
	}
}

// TestPutOff: a plan that came to pass later was put off; what happened before its day was not, nor what was no plan.
func TestPutOff(t *testing.T) {
	day := func(class class, at, told parley.Day) *mention {
		return &mention{facts: &facts{Input: Input{Published: &parley.Date{}}, class: class, dated: true, span: 1, time: parley.Interval{From: at, To: at}, hasPub: true, pub: parley.Interval{From: told, To: told}}}
	}
	for _, c := range []struct {
		plan, done *mention
		want       bool
	}{
		{day(future, 10, 8), day(real, 12, 12), false},
		{day(future, 10, 8), day(real, 9, 9), true},
		{day(future, 10, 10), day(real, 12, 12), true},
		{day(real, 10, 10), day(real, 12, 12), true},
	} {
		if got := exclude(c.plan, c.done); got != c.want || exclude(c.done, c.plan) != got {
			t.Errorf("planned on %d for %d, done on %d: %v", c.plan.pub.From, c.plan.time.From, c.done.time.From, got)
		}
	}
}
