package web

// This file tells for Health how well the pages of each source are read.

import (
	"context"
	"fmt"
	"net/http"
	"sort"
	"strconv"

	"parley"
)

// The most sources that Health lists, and the newest pages that it looks at.
const (
	sourceRows  = 30
	sourcePages = 5000
)

// sourceRow is a source with what was read of it.
type sourceRow struct {
	Name, Last, LastHref, Ago string
	Pages, Items, Claims      string // Claims for one item
	Dated, Faults             string
	Silent                    bool // its newest article is much older than the newest of all
}

// source counts the pages of one outlet; those of none are counted together.
type source struct {
	name                 string
	pages, items, claims int
	last, lastPage       string
	dated, faults        map[string]int
}

// sources sums pages up by outlet, the one with the most pages first.
func sources(pages []parley.PageInfo) []*source {
	byName := map[string]*source{}
	var out []*source
	for i := range pages {
		p := &pages[i]
		s := byName[string(p.Outlet)]
		if s == nil {
			s = &source{name: string(p.Outlet), dated: map[string]int{}, faults: map[string]int{}}
			byName[s.name] = s
			out = append(out, s)
		}
		s.pages, s.items, s.claims = s.pages+1, s.items+p.Items, s.claims+p.Claims
		if p.Dated != "" {
			s.dated[string(p.Dated)]++
		}
		for _, f := range p.Problems {
			s.faults[f.Code]++
		}
		if day := dateValue(&parley.Date{Value: string(p.Published)}); settled(day) && (s.last == "" || earlier(s.last, day)) {
			s.last, s.lastPage = day, p.ID
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].pages > out[j].pages })
	return out
}

// settled tells whether a value is of a known year.
func settled(value string) bool {
	_, _, ok := bounds(value)
	return ok
}

// silentAfter is after how many days without an article a source is marked.
const silentAfter = 14

// sourceRows says the sums in words.
func (r *reader) sourceRows(all []*source) (rows []sourceRow, left int) {
	newest := ""
	for _, s := range all {
		if s.last != "" && (newest == "" || earlier(newest, s.last)) {
			newest = s.last
		}
	}
	end, _, _ := bounds(newest)
	for i, s := range all {
		if i == sourceRows {
			return rows, len(all) - sourceRows
		}
		row := sourceRow{
			Name: outletName(parley.Maybe(s.name), ""), Pages: r.Number(s.pages), Items: r.Number(s.items),
			Claims: "0", Last: r.T("date.unknown"), Dated: r.tallied("basis", s.dated), Faults: r.tallied("problem", s.faults),
		}
		if s.name == "" {
			row.Name = r.T("health.nosource")
		}
		if s.items > 0 {
			row.Claims = decimal(r, float64(s.claims)/float64(s.items))
		}
		if s.last != "" {
			row.Last, row.LastHref = r.Date(s.last), r.To("pages", s.lastPage)
			if from, _, ok := bounds(s.last); ok && end.Sub(from).Hours() > silentAfter*24 {
				row.Silent = true
			}
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
	b, ok := s.ledger.Ledger.(behind)
	if !ok {
		return "", nil
	}
	stages, err := b.Behind(r.Context())
	if err != nil || len(stages) == 0 {
		return r.T("health.backlog.none"), err
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
