package web

import "parley"

// storyRows is how many stories are listed.
const storyRows = 60

// storiesView is the data of stories.html.
type storiesView struct{ Rows []storyRow }

// storyRow is a story as one line of a list.
type storyRow struct {
	Title, Href, When, Figures string
}

func (s *site) stories(r *request) (*screen, error) {
	stories, err := s.ledger.StoryLines(r.Context(), storyRows)
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
