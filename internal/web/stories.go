package web

import (
	"strconv"

	"parley"
)

// The most stories listed, and the most events of one that are opened.
const (
	storyRows   = 60
	storyEvents = 20
)

// storiesView is the data of stories.html.
type storiesView struct{ Rows []storyRow }

// storyRow is a story as one line of a list.
type storyRow struct {
	Title, Href, When, Figures string
}

func (s *site) stories(r *request) (*screen, error) {
	stories, err := s.ledger.Stories(r.Context(), storyRows)
	if err != nil {
		return nil, err
	}
	v := &storiesView{}
	for i := range stories {
		v.Rows = append(v.Rows, r.storyRow(&stories[i]))
	}
	return &screen{Title: r.T("stories.title"), Section: "stories", API: r.Link("/api/v1/stories"), Data: v}, nil
}

func (r *reader) storyRow(st *parley.Story) storyRow {
	row := storyRow{
		Title: parley.Shorten(parley.Plain(st.Title), 200), Href: r.To("stories", st.ID),
		Figures: r.Count("articles", len(st.Items)) + " · " + r.Count("independent", st.Independent),
	}
	if row.Title == "" {
		row.Title = r.T("pages.untitled")
	}
	switch {
	case st.First == st.Last && st.First != "":
		row.When = r.Date(string(st.First))
	case st.First != "" || st.Last != "":
		row.When = r.Date(string(st.First) + "/" + string(st.Last))
	}
	return row
}

// storyView is the data of story.html.
type storyView struct {
	Row    storyRow
	Items  []storyItemView
	Events []eventRow
}

// storyItemView is an article of a story and whom it copied.
type storyItemView struct {
	Title, Href, Outlet, Published string
	Copy                           string // "copies 86 % of VOV", or that it is its own
	Depth                          int
}

func (s *site) story(r *request) (*screen, error) {
	st, err := s.ledger.Story(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if st == nil {
		return nil, errAbsent
	}
	v := &storyView{Row: r.storyRow(st)}
	outlets := map[string]string{}
	for i := range st.Items {
		outlets[st.Items[i].ID] = outletName(st.Items[i].Outlet, st.Items[i].Source)
	}
	for i := range st.Items {
		v.Items = append(v.Items, r.storyItem(&st.Items[i], outlets))
	}
	for _, id := range st.Events {
		if len(v.Events) == storyEvents {
			break
		}
		e, err := s.ledger.Event(r.Context(), id)
		if err != nil {
			return nil, err
		}
		if e != nil {
			v.Events = append(v.Events, r.row(e))
		}
	}
	return &screen{Title: v.Row.Title, Section: "stories", API: r.To("api/v1/stories", st.ID), Data: v}, nil
}

func (r *reader) storyItem(item *parley.StoryItem, outlets map[string]string) storyItemView {
	v := storyItemView{
		Title: parley.Shorten(parley.Plain(item.Title), 200), Href: r.To("pages", item.Page), Outlet: outlets[item.ID],
		Published: r.T("date.unknown"), Copy: r.T("story.own"),
	}
	if v.Title == "" {
		v.Title = r.T("pages.untitled")
	}
	if value := dateValue(item.Published); value != "" {
		v.Published = r.Date(value)
	}
	if item.CopyOf != "" {
		from := outlets[string(item.CopyOf)]
		pct := strconv.Itoa(int(item.Similarity*100+0.5)) + " %"
		v.Copy, v.Depth = r.T("story.copy", "pct", pct, "from", from), 1
	}
	return v
}
