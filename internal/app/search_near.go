package app

import (
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/internal/query"
)

// Near are names of a field spelled most like a folded name, each as it is written; of one
// thing only the nearest. Codes are near to too much.
func (s *searchNames) Near(field, folded string) []string {
	s.once.Do(s.load)
	field = sameField(field)
	var among []string
	for form, list := range s.ids {
		if len(form) > 3 && slices.ContainsFunc(list, func(n named) bool { return n.field == field }) {
			among = append(among, form)
		}
	}
	var out []string
	seen := map[string]bool{}
	for _, form := range query.Nearest(folded, among) {
		for _, n := range s.ids[form] {
			if key := n.field + "/" + n.id; n.field == field && !seen[key] {
				seen[key] = true
				written := slices.IndexFunc(s.forms[key], func(f string) bool { return query.Fold(f) == form })
				out = append(out, s.forms[key][written])
				break
			}
		}
	}
	return out
}

// Values are the kinds, statuses or topics.
func (s *searchNames) Values(field string) (out []string) {
	switch sameField(field) {
	case "kind":
		for _, k := range parley.Kinds {
			out = append(out, string(k.Kind))
		}
	case "status":
		for _, st := range []parley.Status{parley.Occurred, parley.Ongoing, parley.Planned, parley.Possible, parley.Denied, parley.Cancelled} {
			out = append(out, string(st))
		}
	case "topic":
		s.once.Do(s.load)
		for _, list := range s.ids {
			for _, n := range list {
				if n.field == "topic" && !contains(out, n.id) {
					out = append(out, n.id)
				}
			}
		}
		slices.Sort(out)
	}
	return out
}

// unclear says in the language what is wrong with a search, points at it, and names what may be meant.
func (s *searchNames) unclear(language, text string, e *query.Error) string {
	n := s.names
	out := fill(n.word(language, "search:"+string(e.Problem)), "text", parley.Plain(e.Text), "n", fmt.Sprint(e.At.Start+1), "most", fmt.Sprint(query.MaxLength))
	if e.Problem != query.TooLong { // of that there is no line to point into
		out += "\n  " + text + "\n  " + strings.Repeat(" ", e.At.Start) + strings.Repeat("^", max(1, e.At.End-e.At.Start))
	}
	if try := query.Meant(e, s); len(try) > 0 {
		out += "\n" + fill(n.word(language, "search:try"), "names", strings.Join(try, ", "))
	}
	return out
}
