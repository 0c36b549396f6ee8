package track

import (
	"slices"
	"testing"

	"parley"
)

// TestDoubtfulMovesNothing: what was likely misread puts a track into no state, and is no next date.
func TestDoubtfulMovesNothing(t *testing.T) {
	events, claims := single(t, `@ p1/0 2017-06-10 -
a1 talks occurred ARM AZE t:2017-06-08 #trade | They talked.
a2 talks cancelled ARM AZE t:2017-06-09 #trade | The sentence was misread.
a3 visit planned ARM > AZE t:2017-07-09 #trade | The plan was misread.`)
	for _, c := range []struct {
		sure  float64
		state parley.TrackState
		next  int
	}{{0.9, parley.TrackSuspended, 1}, {0.5, parley.TrackUnderWay, 0}} {
		for i := range events {
			if name(events[i].ID) != "a1" {
				events[i].Confidence = c.sure
			}
		}
		got := Tracks(events, claims, Options{})
		if len(got) != 1 || got[0].State != c.state || len(got[0].Next) != c.next {
			t.Errorf("likely to %.1f: got %s, %d next, want %s, %d", c.sure, got[0].State, len(got[0].Next), c.state, c.next)
		}
	}
}

// TestDoneFromWhenToldAsDone: what was first told as a plan, and later as done, on no known day, puts a track into its
// state on the day that told it as done.
func TestDoneFromWhenToldAsDone(t *testing.T) {
	events, claims := single(t, `@ p1/0 2017-06-01 -
a1 talks planned ARM AZE #trade | They will talk.
@ p2/0 2017-06-09 -
a2 talks occurred ARM AZE #trade | They talked.`)
	i := slices.IndexFunc(events, func(e parley.Event) bool { return name(e.ID) == "a2" })
	one := events[i]
	one.FirstSeen, one.Claims = "2017-06-01", append(slices.Clone(events[1-i].Claims), one.Claims...)
	got := Tracks([]parley.Event{one}, claims, Options{})
	if len(got) != 1 || got[0].State != parley.TrackUnderWay || got[0].Since != "2017-06-09" {
		t.Errorf("got %+v", got)
	}
}
