package sqlite

import (
	"database/sql"
	"testing"

	"parley"
)

// TestEventDays: the days between which an event is found. What has no end goes on as far as
// it is told. It stands at its day, or where it was told as done before that.
func TestEventDays(t *testing.T) {
	for _, c := range []struct {
		time, seen  string
		status      parley.Status
		first, last string
		at, why     string
	}{
		{"2025-04-08", "2025-04-09", parley.Occurred, "2025-04-08", "2025-04-08", "2025-04-08", "a day"},
		{"2025-04", "2025-04-09", parley.Occurred, "2025-04-01", "2025-04-30", "2025-04-01", "any day of the month"},
		{"2016-11/..", "2017-02-10", parley.Ongoing, "2016-11-01", "2017-02-10", "2016-11-01", "since then, until it was told"},
		{"2017-06-19/..", "2017-05-22", parley.Occurred, "2017-06-19", "2017-06-19", "2017-05-22", "told before it began"},
		{"2025-06-20/..", "2025-05-22", parley.Planned, "2025-06-20", "2025-06-20", "2025-06-20", "to come, and nobody says until when"},
		{"2016-06/..", "2017-10-19", parley.Planned, "2016-06-01", "2017-10-19", "2016-06-01", "planned since, until it was told"},
		{"2016-11/..", "", parley.Occurred, "2016-11-01", "2016-11-01", "2016-11-01", "nobody knows when it was told"},
		{"2017-12", "2017-06-07", parley.Ongoing, "2017-12-01", "2017-12-31", "2017-06-07", "told as going on before it could be"},
		{"2017-12", "2017-06-07", parley.Planned, "2017-12-01", "2017-12-31", "2017-12-01", "to come"},
	} {
		first, last, at := eventDays(&parley.Event{Time: &parley.When{Value: c.time}, FirstSeen: parley.Maybe(c.seen), Status: c.status})
		day := func(n sql.NullInt64) string { return parley.Day(n.Int64).String() }
		if day(first) != c.first || day(last) != c.last || day(at) != c.at {
			t.Errorf("%s, seen %s: %s to %s at %s, not %s to %s at %s: %s", c.time, c.seen, day(first), day(last), day(at), c.first, c.last, c.at, c.why)
		}
	}
}
