package web

// This file says in words why claims were taken to be about one event.

import (
	"strings"

	"parley"
)

// joinView is a sentence with why it was joined.
type joinView struct {
	Text, Outlet, Href string // of the sentence; "" where a person joined several
	Why                string
}

// joins says the reasons of an event, in the order in which its claims came together.
func (r *reader) joins(e *parley.Event) []joinView {
	claims := map[string]*parley.ClaimRef{}
	for i := range e.Claims {
		claims[e.Claims[i].ID] = &e.Claims[i]
	}
	var out []joinView
	for _, line := range e.Reasons[:min(len(e.Reasons), eventQuotes)] {
		j := parley.ParseJoin(line)
		v := joinView{Why: upperFirst(r.because(j.Why))}
		if c := claims[j.Claim]; c != nil {
			q := r.quote(c)
			v.Text, v.Outlet, v.Href = parley.Shorten(q.Text, shortQuote), q.Outlet, q.Href
		}
		out = append(out, v)
	}
	return out
}

// bySentences puts the beginnings of sentences in the place of the ids of their claims.
func (r *reader) bySentences(why []parley.Because, claims map[string]*parley.ClaimRef) []parley.Because {
	for i := range why {
		if c := claims[why[i].Value]; c != nil && (why[i].Code == "claim" || why[i].Code == "corrects") {
			why[i].Value = "“" + parley.Shorten(parley.Plain(c.Evidence.Exact), shortQuote) + "” (" + sourceName(c.Outlet, c.Source, r.title(c.Page)) + ")"
		}
	}
	return why
}

// because lists reasons. One that has no words stays as it is.
func (r *reader) because(why []parley.Because) string {
	var parts []string
	for _, w := range why {
		text := parley.Plain(w.Code)
		if _, known := r.texts["join."+w.Code]; known {
			text = r.T("join."+w.Code, "v", r.joinValue(w))
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// joinValue says the value of a reason as the language does.
func (r *reader) joinValue(w parley.Because) string {
	switch w.Code {
	case "day", "days", "time":
		return r.Date(w.Value)
	case "kind":
		return r.word("kind", w.Value)
	case "kinds":
		a, b, _ := strings.Cut(w.Value, ",")
		return r.join([]string{r.word("kind", a), r.word("kind", b)}, 2)
	case "status":
		return r.word("status", w.Value)
	case "place":
		return parley.Plain(r.Name("place:" + w.Value))
	case "object":
		return r.fieldValue("object", w.Value)
	}
	return parley.Plain(w.Value)
}

// Joins says in a language why the claims of an event are one, by the claim that joined.
func Joins(names parley.Namer, language string, e *parley.Event) map[string]string {
	words, _, err := loadCatalogues(files)
	if err != nil {
		panic(err) // the embedded files are broken: the tests of the package exclude it
	}
	c := words[language]
	if c == nil {
		language, c = "en", words["en"]
	}
	r := &reader{catalogue: c, Lang: language, names: names, all: words}
	out := map[string]string{}
	for _, line := range e.Reasons {
		j := parley.ParseJoin(line)
		out[j.Claim] = r.because(j.Why)
	}
	return out
}
