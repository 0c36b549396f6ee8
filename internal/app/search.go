package app

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"

	"parley"
	"parley/internal/query"
)

// searchCmd finds events.
type searchCmd struct {
	listing
	Limit  int      `placeholder:"N" default:"50" help:"At most N (default 50; 0 is all)."`
	Facets bool     `help:"Also print what the hits have in common, with counts."`
	Query  []string `arg:"" help:"Words in any spelling, \"phrases\", field:value, -not, OR, brackets. parley search --help lists the fields."`
}

// Help explains the language of searches.
func (c *searchCmd) Help() string {
	return "Fields: " + strings.Join(query.Fields, ", ") + ".\n\n" +
		`Examples: parley search dam phan istanbul; parley search 'actor:USA kind:talks after:2025-01 status:planned'; parley search '"prisoner exchange" -kind:accuse'`
}

// Run prints the hits, the newest first.
func (c *searchCmd) Run(e *env) error {
	text := strings.Join(c.Query, " ")
	db, p, err := e.asked()
	if err != nil {
		return err
	}
	n, lang := newNames(p), c.language()
	known := newSearchNames(n)
	q, err := query.Parse(text)
	if err == nil {
		q, err = query.Resolve(q, known)
	}
	var wrong *query.Error
	if errors.As(err, &wrong) {
		return usage("%s", known.unclear(lang, text, wrong))
	}
	if err != nil {
		return err
	}
	f := parley.EventFilter{Query: q, Limit: c.Limit}
	all, err := db.Events(e.ctx, f)
	if err != nil {
		return err
	}
	head := []string{"id", "time", "kind", "status", "who", "to whom", "place", "articles", "independent", "track", "sentence"}
	if err := write(&c.listing, e.out, all, head, func(ev *parley.Event) []string { return eventRow(n, lang, ev) }); err != nil {
		return err
	}
	h, err := db.Hits(e.ctx, f, maxCounted)
	if err != nil {
		return err
	}
	if !e.quiet {
		fmt.Fprintf(e.err, "%s of %s\n", plural(len(all), "event"), hits(h))
	}
	if c.Facets {
		for _, facet := range h.Facets {
			var values []string
			for _, v := range facet.Values {
				values = append(values, fmt.Sprintf("%s %d", v.Value, v.Count))
			}
			fmt.Fprintf(e.out, "%-8s %s\n", facet.Field, strings.Join(values, ", "))
		}
	}
	return nil
}

// maxCounted is how far hits are counted.
const maxCounted = 10_000

func hits(h parley.Hits) string {
	if h.More {
		return fmt.Sprintf("more than %d found", h.Count)
	}
	return fmt.Sprintf("%d found", h.Count)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// searchNames are the names of the packs as a search looks them up. The index is made when
// first asked for.
type searchNames struct {
	names *names
	once  sync.Once
	ids   map[string][]named  // by folded form
	forms map[string][]string // of each id, in all languages
}

// named is one thing that a form may stand for: an id of a field.
type named struct{ field, id string }

func newSearchNames(n *names) *searchNames { return &searchNames{names: n} }

// sameField groups the fields that take the same names.
func sameField(field string) string {
	switch field {
	case "source", "target", "party", "mediator":
		return "actor"
	case "object":
		return "kind"
	}
	return field
}

// IDs are the ids that a folded name may stand for in a field.
func (s *searchNames) IDs(field, folded string) []string {
	s.once.Do(s.load)
	field = sameField(field)
	var out []string
	for _, n := range s.ids[folded] {
		if n.field == field && !contains(out, n.id) {
			out = append(out, n.id)
		}
	}
	// A name goes before a code that is spelt like it: "Nga" is Russia, not NGA.
	named := slices.DeleteFunc(slices.Clone(out), func(id string) bool {
		_, code, _ := strings.Cut(":"+id, ":")
		return strings.EqualFold(code[strings.LastIndex(code, ":")+1:], folded)
	})
	if len(named) > 0 {
		return named
	}
	return out
}

// Forms are the ways to write a folded name. What is a word but no name has one form: its
// syllables belong together.
func (s *searchNames) Forms(folded string) []string {
	s.once.Do(s.load)
	var out []string
	for _, n := range s.ids[folded] {
		if n.field != "actor" && n.field != "place" {
			out = append(out, folded)
			continue
		}
		for _, f := range s.forms[n.field+"/"+n.id] {
			if !contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

func (s *searchNames) load() {
	s.ids, s.forms = map[string][]named{}, map[string][]string{}
	w := s.names.pack.World
	for id, x := range w.States {
		s.add("actor", "state:"+id, x.Name, id)
		s.add("state", id, x.Name, id)
	}
	for id, x := range w.Organisations {
		s.add("actor", "org:"+id, x.Name, id)
	}
	for id, x := range w.Groups {
		s.add("actor", "group:"+id, x.Name)
	}
	for id, x := range w.People {
		s.add("actor", "person:"+id, x.Name)
	}
	for _, x := range w.Places {
		s.add("place", x.Name, x.Name)
	}
	for _, k := range parley.Kinds {
		s.add("kind", string(k.Kind), string(k.Kind))
	}
	for _, st := range s.Values("status") {
		s.add("status", st, st)
	}
	for _, tag := range sortedKeys(s.names.pack.Languages) {
		s.loadLanguage(tag)
	}
	for k, list := range s.ids { // maps have no order; searches have
		sort.Slice(list, func(i, j int) bool { return list[i].field+list[i].id < list[j].field+list[j].id })
		s.ids[k] = list
	}
	for _, list := range s.forms {
		sort.Strings(list)
	}
}

func (s *searchNames) loadLanguage(tag string) {
	l := s.names.pack.Languages[tag]
	for _, t := range []struct{ table, field, prefix string }{
		{"states", "actor", "state:"},
		{"states", "state", ""},
		{"organisations", "actor", "org:"},
		{"groups", "actor", "group:"},
		{"people", "actor", "person:"},
		{"topic-names", "topic", ""},
	} {
		if table := l.Tables[t.table]; table != nil {
			for id, forms := range table.Forms {
				s.add(t.field, t.prefix+id, append([]string{}, forms...)...)
			}
		}
	}
	if table := l.Tables["places"]; table != nil {
		for id, forms := range table.Forms {
			s.add("place", s.names.pack.World.Places[id].Name, forms...)
		}
	}
	if table := l.Tables["topic-names"]; table != nil {
		for id := range table.Forms {
			s.add("topic", id, id)
		}
	}
	if table := l.Tables["topics"]; table != nil {
		for id, forms := range table.Forms {
			s.add("word", id, forms...)
		}
	}
	if table := l.Tables["brief"]; table != nil {
		for id, forms := range table.Forms {
			switch field, rest, _ := strings.Cut(id, ":"); field {
			case "kind", "status":
				s.add(field, rest, forms...)
			case "object":
				s.add("word", id, forms...)
			}
		}
	}
}

// add enters the forms of an id of a field.
func (s *searchNames) add(field, id string, forms ...string) {
	key := field + "/" + id
	for _, f := range forms {
		folded := query.Fold(f)
		if folded == "" {
			continue
		}
		if n := (named{field, id}); !has(s.ids[folded], n) {
			s.ids[folded] = append(s.ids[folded], n)
		}
		if !contains(s.forms[key], f) {
			s.forms[key] = append(s.forms[key], f)
		}
	}
}

func has(list []named, n named) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}
