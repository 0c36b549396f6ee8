package app

import (
	"cmp"
	"slices"
	"strings"

	"parley/internal/pack"
	"parley/internal/web"
)

// webWorld tells the screens what the packs know of actors and places.
type webWorld struct{ *names }

// highest are the ranks of offices that a state is shown by, and how many of them.
const (
	highest     = 3
	mostOffices = 7
)

// Terms are the offices of a person, or the holders of the highest offices of a side.
func (w webWorld) Terms(actor string) []web.Term {
	prefix, id, _ := strings.Cut(actor, ":")
	world := w.pack.World
	if prefix == "person" {
		var out []web.Term
		for _, t := range world.Terms[id] {
			out = append(out, webTerm(t))
		}
		slices.SortStableFunc(out, func(a, b web.Term) int { return cmp.Compare(a.From, b.From) })
		return out
	}
	holder := id
	if prefix == "group" {
		holder = actor
	}
	var offices []string
	for key := range world.Held {
		if h, office, _ := strings.Cut(key, "/"); h == holder && !world.Offices[office].Body {
			offices = append(offices, office)
		}
	}
	slices.SortFunc(offices, func(a, b string) int {
		return cmp.Or(cmp.Compare(world.Offices[a].Rank, world.Offices[b].Rank), cmp.Compare(a, b))
	})
	var out []web.Term
	for i, office := range offices {
		if i >= mostOffices || i > 2 && world.Offices[office].Rank > highest {
			break
		}
		for _, t := range world.Held[holder+"/"+office] {
			out = append(out, webTerm(t))
		}
	}
	return out
}

func webTerm(t pack.Term) web.Term {
	return web.Term{Person: "person:" + t.Person, Office: "office:" + t.Holder + "/" + t.Office, From: t.From, To: t.To}
}

// actorTables are the tables of a language that hold words for an actor, by the kind of its
// id, and how they name it.
func actorTables(prefix string) []web.Form {
	switch prefix {
	case "state":
		return []web.Form{{How: "name", Rule: "states"}, {How: "metonym", Rule: "metonyms"}}
	case "org":
		return []web.Form{{How: "name", Rule: "organisations"}}
	case "group":
		return []web.Form{{How: "name", Rule: "groups"}}
	case "person":
		return []web.Form{{How: "name", Rule: "people"}}
	}
	return nil
}

// Forms are the words of all tables that stand for the actor.
func (w webWorld) Forms(language, actor string) []web.Form {
	l := w.pack.Languages[language]
	prefix, id, _ := strings.Cut(actor, ":")
	if l == nil {
		return nil
	}
	var out []web.Form
	if prefix == "person" {
		if p, ok := w.pack.World.People[id]; ok {
			out = append(out, web.Form{Text: p.Name, How: "name", Rule: "world/people.tsv"})
		}
	}
	for _, t := range actorTables(prefix) {
		if l.Tables[t.Rule] == nil {
			continue
		}
		forms, rule := l.Tables[t.Rule].Forms[id], language+"/words/"+t.Rule+".tsv"
		out = slices.Grow(out, len(forms))
		for _, text := range forms {
			out = append(out, web.Form{Text: text, How: t.How, Rule: rule})
		}
	}
	return out
}

// ReadBy finds what reads the words: a form of the actor, a title of one who held it, a
// name with a title or a part of one, else the sentences before.
func (w webWorld) ReadBy(language, actor, words string) web.Form {
	forms := w.Forms(language, actor)
	for _, f := range forms {
		if strings.EqualFold(f.Text, words) {
			return web.Form{Text: words, How: f.How, Rule: f.Rule}
		}
	}
	folded := strings.ToLower(words)
	for _, f := range forms {
		if strings.Contains(folded, strings.ToLower(f.Text)) {
			return web.Form{Text: words, How: "part", Rule: f.Rule}
		}
	}
	prefix, id, _ := strings.Cut(actor, ":")
	if prefix == "person" {
		for _, word := range strings.Fields(strings.ToLower(w.pack.World.People[id].Name)) {
			if slices.Contains(strings.Fields(folded), word) {
				return web.Form{Text: words, How: "part", Rule: "world/people.tsv"}
			}
		}
	}
	if l := w.pack.Languages[language]; l != nil && l.Tables["titles"] != nil && prefix == "person" {
		for _, t := range w.pack.World.Terms[id] {
			for _, form := range l.Tables["titles"].Forms[t.Office] {
				if strings.Contains(folded, strings.ToLower(form)) {
					return web.Form{Text: words, How: "title", Rule: "world/terms.tsv"}
				}
			}
		}
	}
	return web.Form{Text: words, How: "context", Rule: "internal/annotate"}
}

// Home is the state of a person.
func (w webWorld) Home(person string) string {
	if s := w.pack.World.People[strings.TrimPrefix(person, "person:")].State; s != "" {
		return "state:" + s
	}
	return ""
}

// Coordinates are the degrees of a place by its English name.
func (w webWorld) Coordinates(place string) (lat, lon float64, ok bool) {
	return exportNames(w).Coordinates(place)
}
