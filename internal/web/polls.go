package web

// This file tells for Health how it goes with the feeds that are asked for new pages.

import (
	"net/url"
	"strings"
	"time"

	"parley"
)

// Polls are the feeds that the program asks for new pages.
type Polls interface {
	Polled() []Polled
	// Turn is another number whenever a feed began to fail or is well again.
	Turn() int64
}

// Polled is how it went with one feed; zero times are never. Fault is a word of the
// catalogue's poll.fault.*, "" where the last visit went well, Detail what more there is to say.
type Polled struct {
	URL                    string
	Asked, Good, New, Next time.Time
	Pages                  int // new ones, since the program was started
	Failures               int // visits in a row
	Fault, Detail          string
}

// pollRow is a feed as a line of a table.
type pollRow struct {
	Name, Address, Good, New, Next, Pages string
	Fault, Since                          string
}

// pollRows lists the feeds, those that fail first.
func (s *site) pollRows(r *reader) (rows []pollRow, left int) {
	if s.polls == nil {
		return nil, 0
	}
	var well []pollRow
	for _, p := range s.polls.Polled() {
		row := pollRow{
			Name: feedName(p.URL), Address: parley.Plain(p.URL), Good: r.clock(p.Good), New: r.clock(p.New), Next: r.clock(p.Next), Pages: r.Number(p.Pages),
		}
		if p.Next.IsZero() {
			row.Next = r.T("poll.now")
		}
		if p.Fault == "" {
			well = append(well, row)
			continue
		}
		row.Fault = r.word("poll.fault", p.Fault)
		if detail := parley.Plain(p.Detail); detail != "" {
			row.Fault += ": " + parley.Shorten(detail, 160)
		}
		if p.Failures > 1 {
			row.Since = r.plural("poll.failures", p.Failures)
		}
		rows = append(rows, row)
	}
	rows = append(rows, well...)
	left = max(len(rows)-sourceRows, 0)
	return rows[:len(rows)-left], left
}

// pollTrouble says how many feeds fail, "" where none do.
func (s *site) pollTrouble(r *reader) string {
	if s.polls == nil {
		return ""
	}
	var names []string
	all := s.polls.Polled()
	for _, p := range all {
		if p.Fault != "" {
			names = append(names, feedName(p.URL))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return r.T("poll.trouble", "n", r.Number(len(names)), "all", r.Number(len(all)), "names", r.join(names, troubleNamed))
}

// feedName is the address of a feed without what every address has.
func feedName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return parley.Shorten(parley.Plain(address), 80)
	}
	return parley.Shorten(parley.Plain(strings.TrimPrefix(u.Host, "www.")+strings.TrimRight(u.Path, "/")), 80)
}

// clock is a moment of the program: day and time of day in UTC.
func (c *catalogue) clock(t time.Time) string {
	if t.IsZero() {
		return c.T("poll.never")
	}
	t = t.UTC()
	return c.Day(t) + " " + t.Format("15:04")
}
