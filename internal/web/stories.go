package web

import (
	"strings"

	"parley"
)

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
		row.When = r.span(string(st.First), string(st.Last))
	}
	return row
}

// span is from which day to which a story goes. Where one end is of a year that is not known it
// is the other that counts: a story lasts days, not years.
func (r *reader) span(first, last string) string {
	a, b := strings.HasPrefix(first, "["), strings.HasPrefix(last, "[")
	switch {
	case a && !b && last != "":
		return r.T("story.yearopen", "date", r.Date(last))
	case b && !a && first != "":
		return r.T("story.yearopen", "date", r.Date(first))
	}
	return r.Date(first + "/" + last)
}
