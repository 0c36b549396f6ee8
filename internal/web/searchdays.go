package web

// This file narrows a search to days by a form: the timeline for who rather writes a day than
// hits a column.

import (
	"net/url"
	"strings"

	"parley"
	"parley/internal/query"
)

// searchDays is the form: the search without its days, and the days as YYYY-MM-DD, "" for none.
type searchDays struct{ Q, After, Before string }

// splitDays takes the days out of a search that names them beside its other conditions; one that
// cannot be understood stays as it is.
func splitDays(text string) searchDays {
	d := searchDays{Q: text}
	q, err := query.Parse(text)
	if err != nil || q == nil {
		return d
	}
	args := []*parley.Query{q}
	if q.Op == parley.QueryAnd {
		args = q.Args
	}
	runes := []rune(strings.ToValidUTF8(text, " "))
	var rest strings.Builder
	from := 0
	for _, a := range args {
		if a.Op != parley.QueryField || a.Field != "after" && a.Field != "before" {
			continue
		}
		day, ok := parley.DaysOf(a.Value)
		if !ok || day.From == parley.DayMin {
			continue
		}
		if a.Field == "after" {
			d.After = day.From.String()
		} else {
			d.Before = day.From.String()
		}
		rest.WriteString(string(runes[from:a.At.Start]))
		from = a.At.End
	}
	rest.WriteString(string(runes[from:]))
	d.Q = strings.Join(strings.Fields(rest.String()), " ")
	return d
}

// both is a search with one more condition, which holds for all of it: what offers several things is
// put in brackets.
func both(text, more string) string { return beside(oneCondition(text), more) }

// beside is a search, as one condition, with one more.
func beside(q, more string) string { return strings.TrimSpace(q + " " + more) }

// oneCondition is a search as a condition beside which others can stand.
func oneCondition(text string) string {
	if q, err := query.Parse(text); err == nil && q != nil && q.Op == parley.QueryOr {
		return "(" + text + ")"
	}
	return text
}

// searched is what was typed, with the days of the form in the place of its own.
func searched(params url.Values) string {
	text := strings.TrimSpace(params.Get("q"))
	if !params.Has("after") && !params.Has("before") {
		return text
	}
	text = splitDays(text).Q
	for _, name := range []string{"after", "before"} {
		if day, ok := parseDay(strings.TrimSpace(params.Get(name))); ok {
			text = both(text, name+":"+day.Format(dayLayout))
		}
	}
	return text
}
