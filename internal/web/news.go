package web

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"parley"
)

// newsEvents is how many events of its days, the latest reported, the front page looks at.
const newsEvents = 1000

// news is what the front page and the brief are made of: the events first reported in the
// days that end with Day.
type news struct {
	Counts  parley.Counts
	Day     time.Time // the last day looked at
	Days    int       // 1, 7 or 30
	Today   time.Time
	Asked   bool                // Day is one that the reader chose
	Old     bool                // Day is not today, because the ledger's newest news is older
	Over    parley.Day          // a later day that one article alone tells, DayMin for none
	Fresh   []*parley.EventInfo // shared: only to be read
	Partial bool                // the days hold more events than were looked at
}

// news gathers it. The day is ?day=, else today; when the ledger holds nothing of the
// week before today, it is the day of the newest news.
func (s *site) news(r *request) (*news, error) {
	n := &news{Today: dayOf(s.now()), Days: 7, Over: parley.DayMin}
	n.Day = n.Today
	if d, err := strconv.Atoi(r.URL.Query().Get("days")); err == nil && (d == 1 || d == 30) {
		n.Days = d
	}
	var err error
	if n.Counts, err = s.ledger.Counts(r.Context()); err != nil {
		return nil, err
	}
	if day, ok := parseDay(r.URL.Query().Get("day")); ok {
		n.Day, n.Asked = day, day.Before(n.Today)
	} else if newest, over, err := s.ledger.Present(r.Context(), n.Today); err != nil {
		return nil, err
	} else if newest != parley.DayMin && newest < civil(n.Today)-7 {
		n.Day, n.Old, n.Over = timeOf(newest), true, over
	}
	n.Fresh, err = s.ledger.Fresh(r.Context(), n.first(), n.Day.AddDate(0, 0, 1), newsEvents)
	n.Partial = len(n.Fresh) == newsEvents
	return n, err
}

// first is the first day of the window.
func (n *news) first() time.Time { return n.Day.AddDate(0, 0, 1-n.Days) }

// Notes says what the reader must know about the view: old, partial, undated.
func (n *news) notes(r *reader) []string {
	var out []string
	if n.Old {
		out = append(out, r.T("today.old", "day", r.Day(n.Day), "today", r.Day(n.Today)))
	}
	if n.Over != parley.DayMin {
		out = append(out, r.T("today.over", "day", r.Day(timeOf(n.Over))))
	}
	if n.Partial {
		out = append(out, r.T("today.partial", "n", r.Number(newsEvents)))
	}
	return out
}

// period names the days of the window.
func (n *news) period(r *reader) string {
	if n.Days == 1 {
		return r.T("brief.oneday", "a", r.Day(n.Day))
	}
	return r.T("brief.day", "a", r.Day(n.first()), "b", r.Day(n.Day))
}

// regionEvents is the events of one region, the most told first.
type regionEvents struct {
	Name   string
	Events []*parley.EventInfo
}

// byRegion groups events by region, the fullest region first and the unnamed last.
func (s *site) byRegion(r *reader, events []*parley.EventInfo) []regionEvents {
	groups := map[string][]*parley.EventInfo{}
	for _, e := range events {
		id := s.regionOf(e)
		groups[id] = append(groups[id], e)
	}
	var ids []string
	for id, list := range groups {
		ids = append(ids, id)
		slices.SortStableFunc(list, func(a, b *parley.EventInfo) int { return b.Independent - a.Independent })
	}
	sort.Slice(ids, func(i, j int) bool {
		a, b := ids[i], ids[j]
		if (a == "") != (b == "") {
			return b == ""
		}
		if len(groups[a]) != len(groups[b]) {
			return len(groups[a]) > len(groups[b])
		}
		return a < b
	})
	var out []regionEvents
	for _, id := range ids {
		name := r.T("region.other")
		if id != "" {
			name = r.Name("region:" + id)
		}
		out = append(out, regionEvents{name, groups[id]})
	}
	return out
}

// regionOf is where the event belongs: the region of whom it is done to; else of the
// place, where an actor is from there too; else of the first actor that has a region.
func (s *site) regionOf(e *parley.EventInfo) string {
	var room [8]string
	regions := room[:0]
	for _, a := range e.Actors {
		region := strings.TrimPrefix(s.region(string(a.State)), "region:")
		if region == "" {
			continue
		}
		if a.Role == parley.RoleTarget {
			return region
		}
		regions = append(regions, region)
	}
	if region := strings.TrimPrefix(s.region(string(e.In)), "region:"); slices.Contains(regions, region) || len(regions) == 0 {
		return region
	}
	return regions[0]
}

// windows offers the lengths of the window.
func (n *news) windows(r *reader) []option {
	var out []option
	for _, d := range []int{1, 7, 30} {
		text := strconv.Itoa(d)
		value := text
		if d == 7 {
			value = ""
		}
		out = append(out, option{r.T("today.window." + text), r.With("days", value), "", d == n.Days})
	}
	return out
}
