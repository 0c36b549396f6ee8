package web

import (
	"fmt"
	"slices"
	"testing"

	"parley"
)

// days are pages of an outlet, one for each day of January, the latest first; those in
// unread hold nothing.
func days(outlet string, unread int, all ...int) []parley.PageInfo {
	var out []parley.PageInfo
	for k, d := range slices.Backward(all) {
		p := parley.PageInfo{ID: fmt.Sprintf("p_%s%d", outlet, d), Outlet: parley.Maybe(outlet), Items: 1, Published: parley.Maybe(fmt.Sprintf("2025-01-%02d", d))}
		if k >= len(all)-unread {
			p.Items, p.Published, p.Problems = 0, "", []parley.Problem{{Code: "no-text"}}
		}
		out = append(out, p)
	}
	return out
}

// TestSources: a source is judged by its own habit and by the newest article of all.
func TestSources(t *testing.T) {
	daily := days("daily.example", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
	for _, c := range []struct {
		pages []parley.PageInfo
		state string
		why   string
	}{
		{days("a.example", 0, 14, 15, 16, 17, 18, 19, 20), sourceWell, "an article on the newest day"},
		{days("a.example", 0, 10, 11, 12, 13, 14, 15), sourceQuiet, "daily, and nothing for five days"},
		{days("a.example", 0, 13, 14, 15, 16, 17), sourceWell, "three days are not long"},
		{days("a.example", 0, 1, 4, 8, 12), sourceWell, "it never was there every day"},
		{days("a.example", 0, 1, 2), sourceQuiet, "hardly known, and nothing for a fortnight"},
		{days("a.example", 0, 7), sourceWell, "hardly known"},
		{days("a.example", 3, 14, 15, 16, 17, 18, 19, 20), sourceFailing, "the last three pages held nothing"},
		{days("a.example", 2, 14, 15, 16, 17, 18, 19, 20), sourceWell, "two pages can be bad luck"},
		{days("a.example", 1, 20), sourceFailing, "nothing was ever read of it"},
		{days("", 0, 1), sourceWell, "pages of no outlet are no source that could be quiet"},
	} {
		all := sources(append(slices.Clone(c.pages), daily...))
		i := slices.IndexFunc(all, func(s *source) bool { return s.Outlet == c.pages[0].Outlet })
		if all[i].State != c.state {
			t.Errorf("%s, not %s: %s", all[i].State, c.state, c.why)
		}
		if bad := len(trouble(all)); (bad == 1) != (c.state != sourceWell) {
			t.Errorf("%d sources with trouble: %s", bad, c.why)
		}
	}
}
