package web

// This file keeps searches that people saved: their list, their making, and their feeds.

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/internal/export"
	"parley/internal/query"
)

// maxSaved is how many searches are kept; maxSavedName how long a name is, in code points.
const (
	maxSaved     = 500
	maxSavedName = 80
)

// saved is the saved search of that id.
func (s *site) saved(ctx context.Context, id string) (parley.SavedSearch, error) {
	all, err := s.ledger.Searches(ctx)
	if err != nil {
		return parley.SavedSearch{}, err
	}
	i := slices.IndexFunc(all, func(x parley.SavedSearch) bool { return x.ID == id })
	if i < 0 {
		return parley.SavedSearch{}, errAbsent
	}
	return all[i], nil
}

// savedView is the data of searches.html.
type savedView struct{ Rows []savedRow }

// savedRow is one saved search with what follows it.
type savedRow struct {
	ID, Name, Q, Href, By, At string
	Forms                     []taken
}

// searches is the screen of what people saved.
func (s *site) searches(r *request) (*screen, error) {
	all, err := s.ledger.Searches(r.Context())
	if err != nil {
		return nil, err
	}
	v := &savedView{}
	for _, x := range all {
		at, _, _ := strings.Cut(x.At, "T")
		v.Rows = append(v.Rows, savedRow{
			ID: x.ID, Name: parley.Plain(x.Name), Q: parley.Plain(x.Q), Href: r.Link("/search", "q", x.Q), By: parley.Plain(x.By), At: r.Date(at),
			Forms: s.followed(r, "/searches/"+x.ID),
		})
	}
	return &screen{Title: r.T("saved.title"), Section: "searches", API: "/api/v1/searches", Passing: true, Data: v}, nil
}

// followed are the addresses under which the events of something can be followed.
func (s *site) followed(r *request, path string) []taken {
	if s.export == nil {
		return nil
	}
	var out []taken
	for _, name := range []string{"atom", "jsonfeed", "ics"} {
		f, _ := export.Find(name)
		out = append(out, taken{r.T("export." + name), r.Link(path + "/" + name), f.Media})
	}
	return out
}

// feedsOf are those among the forms of a screen that one can follow.
func feedsOf(forms []taken) []taken {
	var out []taken
	for _, f := range forms {
		if strings.HasPrefix(f.Media, "application/atom") || strings.HasPrefix(f.Media, "application/feed") || strings.HasPrefix(f.Media, "text/calendar") {
			out = append(out, f)
		}
	}
	return out
}

// saveSearch gives a search a name.
func (s *site) saveSearch(w http.ResponseWriter, r *request) error {
	x := parley.SavedSearch{
		Name: parley.Plain(strings.TrimSpace(r.PostFormValue("name"))), Q: strings.TrimSpace(r.PostFormValue("q")),
		By: r.Editor.Name, At: s.now().UTC().Format(time.RFC3339),
	}
	if x.Name = parley.Shorten(x.Name, maxSavedName); x.Name == "" {
		return parley.WrongEdit("saved-name")
	}
	if tree, err := s.parseSearch(x.Q); err != nil || tree == nil {
		return parley.WrongEdit("saved-search")
	}
	all, err := s.ledger.Searches(r.Context())
	if err != nil {
		return err
	}
	if len(all) >= maxSaved {
		return parley.WrongEdit("saved-full")
	}
	x.ID = freeID(all, x.Name)
	if err := s.editing.PutSearch(r.Context(), x); err != nil {
		return err
	}
	http.Redirect(w, r.Request, r.Link("/searches"), http.StatusSeeOther)
	return nil
}

// dropSearch forgets a saved search.
func (s *site) dropSearch(w http.ResponseWriter, r *request) error {
	if err := s.editing.DropSearch(r.Context(), r.PathValue("id")); err != nil {
		return err
	}
	http.Redirect(w, r.Request, r.Link("/searches"), http.StatusSeeOther)
	return nil
}

// freeID makes an id of a name, with a number where others have it. A search of the same
// name keeps its id: it is saved anew.
func freeID(all []parley.SavedSearch, name string) string {
	id := strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, query.Fold(name)), "-")
	for strings.Contains(id, "--") {
		id = strings.ReplaceAll(id, "--", "-")
	}
	if id = strings.Trim(id[:min(len(id), 48)], "-"); id == "" {
		id = "search"
	}
	free := id
	for n := 2; slices.ContainsFunc(all, func(x parley.SavedSearch) bool { return x.ID == free && x.Name != name }); n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	return free
}
