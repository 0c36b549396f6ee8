package web

import (
	"time"

	"parley"
)

// The most rows that the front page shows of a region and of the troubled pages.
const (
	regionRows  = 8
	problemRows = 5
	scanPages   = 500 // pages looked through for problems
)

// todayView is the data of today.html.
type todayView struct {
	Empty                     bool
	Articles, Events, Stories link
	Notes                     []string
	Windows                   []option
	Day                       string // YYYY-MM-DD, for the form
	Days                      string
	Period                    string
	Next                      []planGroup
	Moved                     []trackRow
	Regions                   []regionRowsView
	Problems                  []pageRow
	ProblemCount              string
	Brief                     string
}

// planGroup is what is planned for one day, or for a longer time.
type planGroup struct {
	Weekday, Day string
	Rows         []eventRow
}

type regionRowsView struct {
	Name string
	Rows []eventRow
	More int
	All  string
}

func (s *site) today(r *request) (*screen, error) {
	n, err := s.news(r)
	if err != nil {
		return nil, err
	}
	v := &todayView{
		Empty:    n.Counts.Pages == 0 && n.Counts.Events == 0,
		Articles: link{r.Count("articles", n.Counts.Articles), r.Link("/pages")},
		Events:   link{r.Count("events", n.Counts.Events), r.Link("/events")},
		Stories:  link{r.Count("stories", n.Counts.Stories), r.Link("/stories")},
		Notes:    n.notes(r.reader), Windows: n.windows(r.reader), Period: n.period(r.reader),
		Day: n.Day.Format(dayLayout), Days: r.URL.Query().Get("days"),
		Brief: r.Link("/diem-tin", "days", r.URL.Query().Get("days"), "day", r.URL.Query().Get("day")),
	}
	if v.Next, err = s.nextDays(r, n.Day); err != nil {
		return nil, err
	}
	tracks, err := s.ledger.Tracks(r.Context())
	if err != nil {
		return nil, err
	}
	v.Moved = r.moved(tracks, n)
	v.Regions = s.regionViews(r, n)
	if n.Counts.Problems > 0 {
		v.ProblemCount = r.Count("problems", n.Counts.Problems)
		if v.Problems, _, err = s.troubled(r, problemRows); err != nil {
			return nil, err
		}
	}
	return &screen{Title: r.T("today.title"), Section: "today", API: r.Link("/api/v1/events"), Data: v}, nil
}

// nextDays lists what is fixed for the week that begins with day.
func (s *site) nextDays(r *request, day time.Time) ([]planGroup, error) {
	end := day.AddDate(0, 0, 7)
	events, err := s.ledger.Events(r.Context(), parley.EventFilter{
		Status: []parley.Status{parley.Planned, parley.Possible, parley.Cancelled},
		After:  day.Format(dayLayout), Before: end.Format(dayLayout), Limit: 200,
	})
	if err != nil {
		return nil, err
	}
	groups := make([]planGroup, 7)
	var later []planGroup
	byTime(events)
	for i := range events {
		e := &events[i]
		from, to, ok := bounds(whenValue(e.Time))
		switch {
		case !ok || !within(e.Time.Value, day, end):
		case !to.IsZero() && to.Sub(from) <= 4*24*time.Hour:
			at := max(0, int(from.Sub(day).Hours()/24))
			groups[at].Rows = append(groups[at].Rows, r.row(e))
		default: // a week, a month, an open time: no day of its own
			later = append(later, planGroup{Day: r.When(e.Time), Rows: []eventRow{r.row(e)}})
		}
	}
	var out []planGroup
	for i, g := range groups {
		if len(g.Rows) > 0 {
			at := day.AddDate(0, 0, i)
			g.Weekday, g.Day = r.Weekday(at), r.Day(at)
			out = append(out, g)
		}
	}
	return append(out, later...), nil
}

func (s *site) regionViews(r *request, n *news) []regionRowsView {
	var out []regionRowsView
	for _, g := range s.byRegion(r.reader, n.Fresh) {
		v := regionRowsView{Name: g.Name, All: r.Link("/events")}
		for i, e := range g.Events {
			if i == regionRows {
				v.More = len(g.Events) - regionRows
				break
			}
			v.Rows = append(v.Rows, r.row(e))
		}
		out = append(out, v)
	}
	return out
}

// troubled lists pages with problems; whole is false where not every page was looked at.
func (s *site) troubled(r *request, limit int) (rows []pageRow, whole bool, err error) {
	pages, err := s.ledger.Pages(r.Context(), scanPages, 0)
	if err != nil {
		return nil, false, err
	}
	for i := range pages {
		if len(pages[i].Problems) > 0 && len(rows) < limit {
			rows = append(rows, r.pageRow(&pages[i]))
		}
	}
	return rows, len(pages) < scanPages, nil
}
