package web

import "strconv"

// pagesView is the data of pages.html.
type pagesView struct {
	Rows           []pageRow
	Only           bool
	Switch         link
	Scan           string
	Prev, Next     string
	Shown          string
	NothingTrouble bool
}

func (s *site) pages(r *request) (*screen, error) {
	v := &pagesView{Only: r.URL.Query().Get("problems") == "1"}
	out := &screen{Title: r.T("pages.title"), Section: "pages", API: r.Link("/api/v1/pages"), Data: v}
	if v.Only {
		v.Switch = link{r.T("pages.all"), r.Link("/pages")}
		rows, err := s.troubled(r, listRows+1)
		if err != nil {
			return nil, err
		}
		if len(rows) > listRows {
			rows, v.Scan = rows[:listRows], r.T("pages.newest", "n", r.Number(listRows))
		}
		v.Rows, v.NothingTrouble = rows, len(rows) == 0
		return out, nil
	}
	v.Switch = link{r.T("pages.only"), r.Link("/pages", "problems", "1")}
	at := offset(r.URL.Query())
	pages, err := s.ledger.Pages(r.Context(), listRows+1, at)
	if err != nil {
		return nil, err
	}
	if len(pages) > listRows {
		pages = pages[:listRows]
		v.Next = r.With("offset", strconv.Itoa(at+listRows))
	}
	if at > 0 {
		v.Prev = r.With("offset", positive(at-listRows))
	}
	for i := range pages {
		v.Rows = append(v.Rows, r.pageRow(&pages[i]))
	}
	if len(pages) > 0 {
		v.Shown = r.T("events.shown", "a", r.Number(at+1), "b", r.Number(at+len(pages)))
	}
	return out, nil
}
