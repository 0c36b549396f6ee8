package web

// This file is the timeline above a list of events: how many each month has, every month
// leading to the list of it alone.

import (
	"context"
	"fmt"
	"net/url"

	"parley"
	"parley/internal/picture"
)

// brush fills in the months of what the filter finds without its days, where there are two
// at least, and how many events that are.
func (s *site) brush(r *request, v *eventsView, f parley.EventFilter, q url.Values) error {
	shown, before := f.After, f.Before
	f.After, f.Before, f.Limit, f.Offset = "", "", 0, 0
	key := fmt.Sprintf("months %q %q %q %q %q %q", f.Actors, f.Kinds, f.Status, f.Track, f.Page, f.Text)
	h, err := recall(r.Context(), s.ledger, key, func(ctx context.Context) (parley.Hits, error) { return s.ledger.Hits(ctx, f, countRows) })
	if err != nil {
		return err
	}
	if shown == "" && before == "" {
		v.Taking = r.T("export.these", "events", r.found(h))
	}
	if len(h.Months) < 2 {
		return nil
	}
	var p picture.Brush
	var rows []facetValue
	from := recent(h.Months)
	for i, m := range h.Months {
		first, next := m.Value+"-01", monthAfter(m.Value)+"-01"
		row := facetValue{Label: r.Date(m.Value), Count: r.Number(m.Count), Href: r.between(q, first, next)}
		rows = append(rows, row)
		if i < from {
			continue
		}
		p.Months = append(p.Months, picture.BrushMonth{
			Number: monthNumber(m.Value), Count: m.Count, Href: row.Href, Label: row.Label + ": " + row.Count,
			Chosen: (shown != "" || before != "") && shown < next && (before == "" || first < before),
		})
	}
	desc := ""
	if h.More {
		desc = r.T("events.months.more", "n", r.Number(h.Count))
	}
	if from > 0 {
		desc += " " + r.T("events.months.earlier", "month", r.Date(h.Months[from].Value))
	}
	x := &sketch{"months", r.T("events.months"), desc, func(fr picture.Frame) drawer { b := p; b.Frame = fr; return &b }}
	v.Months, v.MonthRows = r.figure(x, "search", "", widePicture), rows
	v.Months.File = "" // of a search, not of a filter
	return nil
}

// between is the list narrowed to the days from one to before another.
func (r *request) between(q url.Values, after, before string) string {
	less := url.Values{}
	for name, values := range q {
		less[name] = values
	}
	less.Del("offset")
	less.Del("past")
	less.Set("after", after)
	less.Set("before", before)
	return "/events?" + less.Encode()
}

// recent is from which month on the timeline is drawn: it leaves out a twentieth of the events
// at most where these lie years before, so that what newspapers recall does not press the
// present into a corner. The table has all.
func recent(months []parley.FacetCount) int {
	all, before := 0, 0
	for _, m := range months {
		all += m.Count
	}
	last := monthNumber(months[len(months)-1].Value)
	for i, m := range months {
		if before += m.Count; before*20 > all || last-monthNumber(m.Value) < 24 {
			return min(i, len(months)-2)
		}
	}
	return 0
}
