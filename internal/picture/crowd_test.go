package picture

import (
	"bytes"
	"fmt"
	"testing"

	"parley"
)

// rounds are so many rounds of a negotiation, one in each of as many weeks.
func rounds(n int) []Mark {
	var out []Mark
	for i := range n {
		out = append(out, Mark{Day: first(2013, 1) + parley.Day(7*i), Text: fmt.Sprint(i), Label: fmt.Sprint("round ", i), Href: "/", Tone: "good", Hollow: i%2 > 0})
	}
	return out
}

// TestCrowded: what finds room stays as it is; of more, neighbours stand together, none is lost, and what
// partly happened is not hollow.
func TestCrowded(t *testing.T) {
	a := newAxis(first(2013, 1), first(2023, 1), 14, 100, 1000)
	if got := crowded(rounds(crowd), a); len(got) != crowd {
		t.Errorf("%d marks where all have room", len(got))
	}
	got := crowded(rounds(500), a)
	if len(got) > 900/markRoom+1 {
		t.Errorf("%d marks on 900 pixels", len(got))
	}
	sum := 0
	for _, m := range got {
		n := 1
		if _, err := fmt.Sscan(m.Text, &n); err != nil || m.Hollow {
			t.Errorf("%+v", m)
		}
		sum += n
	}
	if sum != 500 {
		t.Errorf("%d of 500 rounds are counted", sum)
	}
	if want := "round 0 … round 10"; got[0].Label != want {
		t.Errorf("%q, not %q", got[0].Label, want)
	}
}

// TestCrowdedSize: the size of a picture does not grow with what it would have to draw on one spot.
func TestCrowdedSize(t *testing.T) {
	for _, n := range []int{100, 1000} {
		course := &Course{Levels: []string{"high", "low"}, Rounds: rounds(n), Last: first(2033, 1)}
		lanes := &Lanes{Lanes: []string{"Rome", "Oslo"}}
		for i, m := range rounds(n) {
			course.Steps = append(course.Steps, CourseStep{Day: m.Day, Level: i % 2, Label: m.Label, Href: "/"})
			lanes.Marks = append(lanes.Marks, LaneMark{Mark: m, Lane: i % 2})
		}
		for name, svg := range map[string][]byte{"course": course.SVG(), "lanes": lanes.SVG()} {
			if links := bytes.Count(svg, []byte("<a ")); links == 0 || links > 140 {
				t.Errorf("%s of %d rounds: %d links", name, n, links)
			}
		}
	}
}
