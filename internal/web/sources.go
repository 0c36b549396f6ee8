package web

// This file tells for Health how well the pages of each source are read.

import (
	"context"
	"fmt"
	"net/http"
	"sort"
	"strconv"
)

// sourceRows is the most sources that Health lists.
const sourceRows = 30

// sourceRow is a source with what was read of it.
type sourceRow struct {
	Name, Last, LastHref, Ago string
	Pages, Items, Claims      string // Claims for one item
	Dated, Faults             string
	State                     string // quiet or failing in words, "" where all is well
}

// sourceRows says the sums in words.
func (r *reader) sourceRows(all []*source) (rows []sourceRow, left int) {
	for i, s := range all {
		if i == sourceRows {
			return rows, len(all) - sourceRows
		}
		row := sourceRow{
			Name: outletName(s.Outlet, ""), Pages: r.Number(s.Pages), Items: r.Number(s.Items),
			Claims: "0", Last: r.T("date.unknown"), Dated: r.tallied("basis", s.Dated), Faults: r.tallied("problem", s.Problems),
		}
		if s.Outlet == "" {
			row.Name = r.T("health.nosource")
		}
		if s.Items > 0 {
			row.Claims = decimal(r, float64(s.Claims)/float64(s.Items))
		}
		if s.Last != "" {
			row.Last, row.LastHref = r.Date(string(s.Last)), r.To("pages", string(s.LastPage))
		}
		if s.State != sourceWell {
			row.State = r.T("health.state." + s.State)
		}
		rows = append(rows, row)
	}
	return rows, 0
}

// decimal writes a number with one digit behind the point, as the language writes it.
func decimal(r *reader, f float64) string {
	tenths := int(f*10 + 0.5)
	return r.Number(tenths/10) + r.T("number.point") + strconv.Itoa(tenths%10)
}

// tallied is "from the page's markup 12, stated in full 3", the most frequent first.
func (r *reader) tallied(words string, counts map[string]int) string {
	ids := make([]string, 0, len(counts))
	for id := range counts {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool {
		if counts[ids[i]] != counts[ids[j]] {
			return counts[ids[i]] > counts[ids[j]]
		}
		return ids[i] < ids[j]
	})
	text := ""
	for i, id := range ids {
		if i > 0 {
			text += r.T("list.sep")
		}
		text += r.word(words, id) + " " + r.Number(counts[id])
	}
	return text
}

// behind is a ledger that knows which stages have work to do.
type behind interface {
	Behind(ctx context.Context) ([]string, error)
}

// backlog says whether events, tracks and stories are of all pages.
func (s *site) backlog(r *request) (string, error) {
	if _, ok := s.under.(behind); !ok {
		return "", nil
	}
	late, err := s.late(r)
	if late == "" {
		late = r.T("health.backlog.none")
	}
	return late, err
}

// late says what is not of all pages yet, "" where nothing is.
func (s *site) late(r *request) (string, error) {
	restAll(r.Context())
	b, ok := s.under.(behind)
	if !ok {
		return "", nil
	}
	stages, err := b.Behind(r.Context())
	if err != nil || len(stages) == 0 {
		return "", err
	}
	for i := range stages {
		stages[i] = r.word("stage", stages[i])
	}
	return r.T("health.backlog", "stages", r.join(stages, 6)), nil
}

// trace reads a page once more and shows how, as plain text.
func (s *site) trace(w http.ResponseWriter, r *http.Request) {
	req := &request{r, s.newReader(r)}
	if s.replay == nil {
		s.fail(w, req, http.StatusNotFound)
		return
	}
	text, err := s.replay(r.Context(), r.PathValue("id"))
	switch {
	case err != nil:
		s.log.Error("trace failed", "path", r.URL.Path, "err", err)
		s.fail(w, req, http.StatusInternalServerError)
		return
	case text == "":
		s.fail(w, req, http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	fmt.Fprint(w, text)
}
