package web

// This file explains the language of searches: the page of its grammar, and what a search
// that cannot be understood may have meant.

import (
	"errors"
	"strconv"
	"strings"

	"parley"
	"parley/internal/query"
)

// grammarRules are the language as internal/query reads it.
const grammarRules = `search = or
or     = and { ("OR" | "|") and }
and    = not { [ "AND" ] not }
not    = [ "-" | "NOT" ] leaf
leaf   = "(" or ")" | field ":" values | word | word "*" | '"' words '"'
values = value { "," value } | '"' words '"'`

// grammarView is the data of grammar.html.
type grammarView struct {
	Rules              string
	Examples, Spelling []example
	Fields             []fieldView
	Kinds, Topics      []valueView
	Statuses           []valueView
}

// fieldView is a field of the language; Values is where its values are listed, or "".
type fieldView struct{ Name, Text, Values string }

// valueView is a value of a field: its id, its name, and the search for it.
type valueView struct{ ID, Name, Href string }

// grammar is the page of the language.
func (s *site) grammar(r *request) (*screen, error) {
	v := &grammarView{Rules: grammarRules, Examples: r.examples("example"), Spelling: r.examples("spelling")}
	lists := map[string]string{"kind": "#kinds", "object": "#kinds", "status": "#statuses"}
	for _, k := range parley.Kinds {
		v.Kinds = append(v.Kinds, r.value("kind", string(k.Kind)))
	}
	for _, st := range statuses {
		v.Statuses = append(v.Statuses, r.value("status", string(st)))
	}
	if speller, ok := s.lookup.(query.Speller); ok {
		for _, id := range speller.Values("topic") {
			v.Topics = append(v.Topics, r.value("topic", id))
		}
	}
	if len(v.Topics) > 0 {
		lists["topic"] = "#topics"
	}
	for _, f := range query.Fields {
		v.Fields = append(v.Fields, fieldView{f, r.T("search.field." + f), lists[f]})
	}
	return &screen{Title: r.T("grammar.title"), Section: "search", Data: v}, nil
}

// value is one value of a field.
func (r *reader) value(field, id string) valueView {
	return valueView{id, r.facetLabel(field, id), r.Link("/search", "q", field+":"+id)}
}

// examples are those of the catalogue under a name, numbered from 1.
func (r *reader) examples(name string) (out []example) {
	for i := 1; ; i++ {
		id := "search." + name + "." + strconv.Itoa(i)
		q, ok := r.texts[id]
		if !ok {
			return out
		}
		out = append(out, example{q, r.Link("/search", "q", q), r.T(id + ".text")})
	}
}

// unclear points at what cannot be understood in a search, and says what may be meant; false
// where that is not what failed.
func (s *site) unclear(r *reader, text string, err error) (*wrongView, bool) {
	var e *query.Error
	if !errors.As(err, &e) {
		return nil, false
	}
	runes := []rune(strings.ToValidUTF8(text, " "))
	from := min(e.At.Start, len(runes))
	to := min(max(e.At.End, from), len(runes))
	w := &wrongView{Before: string(runes[:from]), Mark: string(runes[from:to]), After: string(runes[to:])}
	w.Why = r.T("search.wrong."+string(e.Problem), "n", strconv.Itoa(from+1), "text", parley.Plain(e.Text))
	quoted := strings.HasSuffix(w.Before, `"`)
	for _, x := range s.meant(r, e) {
		if !quoted && strings.ContainsAny(x.Value, " ()\"|,") {
			x.Value = `"` + strings.ReplaceAll(x.Value, `"`, " ") + `"`
		}
		w.Try = append(w.Try, link{x.Label, r.Link("/search", "q", w.Before+x.Value+w.After)})
	}
	if w.Mark == "" {
		w.Mark = "␣"
	}
	return w, true
}

// meant is what may stand in the place of what is not understood: fields and names spelled
// like it, all values where a field has few, ways to write a day.
func (s *site) meant(r *reader, e *query.Error) (out []choice) {
	if e.Problem == query.NoField {
		for _, f := range query.Nearest(strings.ToLower(e.Text), query.Fields) {
			out = append(out, choice{Value: f, Label: f + ":"})
		}
		return out
	}
	if e.Problem != query.NotKnown {
		return nil
	}
	speller, _ := s.lookup.(query.Speller)
	switch field := e.Field; field {
	case "after", "before":
		for _, d := range query.ExampleDays {
			out = append(out, choice{Value: d, Label: d})
		}
	case "kind", "object", "status":
		ids := []string{}
		if speller != nil {
			ids = speller.Values(field)
		}
		for _, id := range ids {
			name := field
			if name == "object" {
				name = "kind"
			}
			out = append(out, choice{Value: id, Label: r.facetLabel(name, id)})
		}
	default:
		if speller != nil {
			for _, form := range speller.Near(e.Field, query.Fold(e.Text)) {
				out = append(out, choice{Value: form, Label: form})
			}
		}
	}
	return out
}
