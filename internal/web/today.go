package web

import (
	"slices"
	"strings"
	"time"

	"parley"
)

// The most rows that the front page shows of a region and of the troubled pages.
const (
	regionRows  = 4
	problemRows = 5
	movedRows   = 8 // tracks that moved
)

// todayView is the data of today.html.
type todayView struct {
	Empty                     bool
	Articles, Events, Stories link   // of the days that are looked at
	Held                      []link // of the whole ledger
	Notes                     []string
	Trouble                   *link // sources that have failed or gone quiet
	Windows                   []option
	Day                       string // YYYY-MM-DD, for the form
	Days                      string
	Period                    string
	Next                      []planGroup
	Pinned, Moved             []trackRow
	MovedLeft                 string // tracks that moved and are not shown
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
		Empty: n.Counts.Pages == 0 && n.Counts.Events == 0,
		Held: []link{
			{r.Count("articles", n.Counts.Articles), r.Link("/pages")},
			{r.Count("events", n.Counts.Events), r.Link("/events")},
			{r.Count("tracks", n.Counts.Tracks), r.Link("/tracks")},
			{r.Count("stories", n.Counts.Stories), r.Link("/stories")},
		},
		Notes: n.notes(r.reader), Windows: n.windows(r.reader), Period: n.period(r.reader),
		Day: n.Day.Format(dayLayout), Days: r.URL.Query().Get("days"),
		Brief: r.Link("/diem-tin", "days", r.URL.Query().Get("days"), "day", r.URL.Query().Get("day")),
	}
	late, err := s.late(r)
	if err != nil {
		return nil, err
	}
	if late != "" {
		v.Notes = append(v.Notes, late)
	}
	if err := s.flow(r, v, n); err != nil {
		return nil, err
	}
	if v.Trouble, err = s.sourceNote(r); err != nil {
		return nil, err
	}
	if v.Next, err = s.nextDays(r, n.Day); err != nil {
		return nil, err
	}
	pinned, err := s.ledger.Pinned(r.Context())
	if err != nil {
		return nil, err
	}
	if v.Pinned, err = s.trackList(r, pinned); err != nil {
		return nil, err
	}
	if err := s.moved(r, v, n); err != nil {
		return nil, err
	}
	if v.Regions, err = s.regionViews(r, n, v.Moved); err != nil {
		return nil, err
	}
	if n.Counts.Problems > 0 {
		v.ProblemCount = r.Count("problems", n.Counts.Problems)
		if v.Problems, err = s.troubled(r, problemRows); err != nil {
			return nil, err
		}
	}
	return &screen{Title: r.T("today.title"), Section: "today", API: r.Link("/api/v1/events"), Data: v}, nil
}

// flow says how many articles told how many events, of how many stories, in the days looked at.
func (s *site) flow(r *request, v *todayView, n *news) error {
	items, stories, err := s.ledger.reach(r.Context(), n)
	if err != nil {
		return err
	}
	events := r.Count("events", len(n.Fresh))
	if n.Partial {
		events = r.T("search.more", "events", events)
	}
	v.Articles, v.Events, v.Stories = link{r.Count("articles", items), r.Link("/pages")}, link{events, r.Link("/events")}, link{r.Count("stories", stories), r.Link("/stories")}
	if !v.Empty {
		v.Events.Href = "#new"
	}
	if stories == 0 && items > 0 { // told by items that make no story: teasers
		v.Stories = link{}
	}
	return nil
}

// fixedDays is the longest time that still says when something is to be: a week.
const fixedDays = 7

// nextDays lists what is fixed for days of the week that begins with day, then what was
// announced in the week before it without a day.
func (s *site) nextDays(r *request, day time.Time) ([]planGroup, error) {
	end := day.AddDate(0, 0, 7)
	due, err := s.ledger.Due(r.Context(), day.Format(dayLayout), end.Format(dayLayout))
	if err != nil {
		return nil, err
	}
	type fixture struct {
		id   string
		from time.Time
		days int
	}
	var plans []fixture
	for i := range due {
		if from, days, ok := fixed(due[i].Time, day, end); ok {
			plans = append(plans, fixture{due[i].ID, from, days})
		}
	}
	slices.SortStableFunc(plans, func(a, b fixture) int { return b.from.Compare(a.from) })
	ids := make([]string, len(plans))
	for i := range plans {
		ids[i] = plans[i].id
	}
	events, err := s.ledger.EventsNamed(r.Context(), ids)
	if err != nil {
		return nil, err
	}
	events = together(events)
	groups := make([]planGroup, 7)
	var later []planGroup
	for i, k := 0, 0; i < len(plans) && k < len(events); i++ {
		e, p := &events[k], plans[i]
		if e.ID != p.id { // it is gone, or told with another
			continue
		}
		k++
		if p.days <= 4 {
			at := max(0, int(p.from.Sub(day).Hours()/24))
			groups[at].Rows = append(groups[at].Rows, r.row(e))
		} else { // a week: no day of its own
			days := r.When(e.Time)
			if n := len(later); n > 0 && later[n-1].Day == days {
				later[n-1].Rows = append(later[n-1].Rows, r.row(e))
			} else {
				later = append(later, planGroup{Day: days, Rows: []eventRow{r.row(e)}})
			}
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
	out = append(out, later...)
	undated, err := s.noDayYet(r, day)
	if err != nil || len(undated.Rows) == 0 {
		return out, err
	}
	return append(out, undated), nil
}

// fixed tells whether a value names days of which one at least lies from a, before b: a
// time with a beginning and an end, not longer than a week and not one of several.
func fixed(value string, a, b time.Time) (from time.Time, days int, ok bool) {
	from, to, ok := bounds(value)
	if !ok || from.IsZero() || to.IsZero() || strings.ContainsAny(value, "[{") || !within(value, a, b) {
		return from, 0, false
	}
	days = int(to.Sub(from).Hours() / 24)
	return from, days, days <= fixedDays
}

// noDayYet is what was announced in the week up to day without saying when.
func (s *site) noDayYet(r *request, day time.Time) (planGroup, error) {
	const most = 12
	g := planGroup{Day: r.T("today.next.noday")}
	events, err := s.ledger.Fresh(r.Context(), day.AddDate(0, 0, -6), day.AddDate(0, 0, 1), newsEvents)
	if err != nil {
		return g, err
	}
	var ids []string
	for _, e := range events {
		if e.Time == "" && e.Status == parley.Planned && meets(e.Kind) && len(ids) < most {
			ids = append(ids, e.ID)
		}
	}
	whole, err := s.ledger.EventsNamed(r.Context(), ids)
	for i := range whole {
		g.Rows = append(g.Rows, r.row(&whole[i]))
	}
	return g, err
}

// meets tells whether people come together in events of the kind.
func meets(k parley.Kind) bool {
	switch k {
	case parley.Meet, parley.Call, parley.Visit, parley.Talks, parley.Conference, parley.Sign:
		return true
	}
	return false
}

// regionViews lists the new events by region; those that stand above with their track do not say their sentence again.
func (s *site) regionViews(r *request, n *news, above []trackRow) ([]regionRowsView, error) {
	said := map[string]bool{}
	for i := range above {
		if last := above[i].Last; last != nil && last.Quote != nil {
			said[last.Href] = true
		}
	}
	var out []regionRowsView
	groups := s.byRegion(r.reader, n.Fresh)
	whole, err := s.whole(r.Context(), groups, regionRows*4)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		v := regionRowsView{Name: g.Name, All: r.Link("/events")}
		for i, e := range g.Events {
			if i == regionRows {
				v.More = len(g.Events) - regionRows
				break
			}
			if e := whole[e.ID]; e != nil {
				row := r.row(e)
				if said[row.Href] {
					row.Quote = nil
				}
				v.Rows = append(v.Rows, row)
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// troubled lists the newest pages with problems.
func (s *site) troubled(r *request, limit int) (rows []pageRow, err error) {
	pages, err := s.ledger.Troubled(r.Context(), limit)
	for i := range pages {
		rows = append(rows, r.pageRow(&pages[i]))
	}
	return rows, err
}
