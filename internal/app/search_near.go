package app

import (
	"slices"

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
