package sqlite

import (
	"testing"

	"parley"
)

// TestEventDays: the days between which an event is found. What has no end goes on as far as
// it is told, unless it is still to come.
func TestEventDays(t *testing.T) {
	for _, c := range []struct {
		time, seen  string
		status      parley.Status
		first, last string
		why         string
	}{
		{"2025-04-08", "2025-04-09", parley.Occurred, "2025-04-08", "2025-04-08", "a day"},
		{"2025-04", "2025-04-09", parley.Occurred, "2025-04-01", "2025-04-30", "any day of the month"},
		{"2016-11/..", "2017-02-10", parley.Ongoing, "2016-11-01", "2017-02-10", "since then, until it was told"},
		{"2017-06-19/..", "2017-05-22", parley.Occurred, "2017-06-19", "2017-06-19", "told before it began"},
		{"2025-06-20/..", "2025-05-22", parley.Planned, "2025-06-20", parley.DayMax.String(), "to come, and nobody says until when"},
		{"2016-11/..", "", parley.Occurred, "2016-11-01", parley.DayMax.String(), "nobody knows when it was told"},
	} {
		first, last, _ := eventDays(&parley.Event{Time: &parley.When{Value: c.time}, FirstSeen: parley.Maybe(c.seen), Status: c.status})
		if a, b := parley.Day(first.Int64).String(), parley.Day(last.Int64).String(); a != c.first || b != c.last {
			t.Errorf("%s, seen %s: %s to %s, not %s to %s: %s", c.time, c.seen, a, b, c.first, c.last, c.why)
		}
	}
}
