package app

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/pack"
)

// names gives ids the names by which readers of a language know them. It is the Namer of
// every part of the program; all its words come from the packs. What no pack knows keeps
// its id, but for persons, whose id is their name in another spelling.
type names struct {
	pack   *pack.Pack
	places map[string]string // English name → place id
	states map[string]string // English name → code
	titles map[string]string // English name of an office → id, of several the first
	said   memo              // reasons

	patterns patterns // of reasons
}

func newNames(p *pack.Pack) *names {
	n := &names{pack: p, places: map[string]string{}, states: map[string]string{}, titles: map[string]string{}}
	for id, s := range p.World.States {
		n.states[s.Name] = id
	}
	for id, pl := range p.World.Places {
		n.places[pl.Name] = id
	}
	for id, o := range p.World.Offices {
		if known, ok := n.titles[o.Name]; !ok || id < known {
			n.titles[o.Name] = id
		}
	}
	return n
}

// Name returns the name of an id such as state:RUS, org:EU, group:hamas,
// person:olaf-scholz, office:RUS/foreign-ministry, place:Istanbul (an English name),
// topic:ceasefire or a bare topic id, kind:meet, status:planned, region:Europe.
func (n *names) Name(language, id string) string {
	l := n.language(language)
	if l == nil {
		return id
	}
	prefix, rest, ok := strings.Cut(id, ":")
	if !ok {
		return first(l, "topic-names", id, first(l, "brief", "object:"+id, id))
	}
	w := n.pack.World
	switch prefix {
	case "state":
		return first(l, "states", rest, orElse(w.States[rest].Name, id))
	case "org":
		return first(l, "organisations", rest, orElse(w.Organisations[rest].Name, rest))
	case "group":
		return first(l, "groups", rest, orElse(w.Groups[rest].Name, rest))
	case "person":
		return n.person(l, rest)
	case "office":
		holder, office, _ := strings.Cut(rest, "/")
		return fill(n.word(language, "name:office"), "office", n.office(l, holder, office), "state", n.holder(language, holder))
	case "place":
		if state, ok := n.states[rest]; ok && n.places[rest] == "" {
			return n.Name(language, "state:"+state)
		}
		return first(l, "places", n.places[rest], rest)
	case "topic":
		return first(l, "topic-names", rest, id)
	}
	return first(l, "brief", id, id)
}

// language returns the pack of a language, English where there is none.
func (n *names) language(tag string) *pack.Language {
	if l := n.pack.Languages[tag]; l != nil && l.Tables["brief"] != nil {
		return l
	}
	return n.pack.Languages["en"]
}

// word returns a text of the brief, the id itself where there is none.
func (n *names) word(language, id string) string {
	if l := n.language(language); l != nil {
		return first(l, "brief", id, id)
	}
	return id
}

// list returns the forms of a text of the brief.
func (n *names) list(language, id string) []string {
	if l := n.language(language); l != nil && l.Tables["brief"] != nil {
		return l.Tables["brief"].Forms[id]
	}
	return nil
}

// person names somebody: as the language writes people of that state, else in English;
// unknown people by their id.
func (n *names) person(l *pack.Language, id string) string {
	p, ok := n.pack.World.People[id]
	if !ok {
		return title(id)
	}
	if slices.Contains(n.list(l.Tag, "own-names"), p.State) {
		return first(l, "people", id, p.Name)
	}
	return p.Name
}

// office names a title or a body without its holder, as the language calls it there: the president of some states
// is a chairman.
func (n *names) office(l *pack.Language, holder, id string) string {
	if own := first(l, "brief", "office:"+holder+"/"+id, ""); own != "" {
		return own
	}
	fallback := first(l, "bodies", id, orElse(n.pack.World.Offices[id].Name, id))
	return first(l, "brief", "office:"+id, first(l, "titles", id, fallback))
}

// holder names whose office it is: a state, an organisation or a group.
func (n *names) holder(language, id string) string {
	switch {
	case n.pack.World.States[id].ISO3 != "":
		return n.Name(language, "state:"+id)
	case strings.HasPrefix(id, "group:"):
		return n.Name(language, id)
	}
	return n.Name(language, "org:"+id)
}

// region returns the region of a state, "" for none.
func (n *names) region(state string) string { return n.pack.World.States[state].Region }

// actor names an actor of a claim in full: a person with title and state as of then.
func (n *names) actor(language string, a *parley.Actor) string {
	if !strings.HasPrefix(a.ID, "person:") {
		return n.Name(language, a.ID)
	}
	name := n.Name(language, a.ID)
	if _, known := n.pack.World.People[strings.TrimPrefix(a.ID, "person:")]; !known && a.Name != "" {
		name = a.Name
	}
	holder, office, _ := strings.Cut(string(a.Office), "/")
	if holder != "" && office != "" && !slices.Contains(n.list(language, "no-title"), office) {
		return fill(n.word(language, "name:person-office"), "name", name,
			"office", n.office(n.language(language), holder, office), "state", n.holder(language, holder))
	}
	if a.State != "" {
		return fill(n.word(language, "name:person-state"), "name", name, "state", n.Name(language, "state:"+string(a.State)))
	}
	return name
}

// first returns the usual form of an id in a table of the language.
func first(l *pack.Language, table, id, fallback string) string {
	if t := l.Tables[table]; t != nil && len(t.Forms[id]) > 0 {
		return t.Forms[id][0]
	}
	return fallback
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// title turns an id such as "jane-doe" into "Jane Doe".
func title(id string) string {
	words := strings.Split(id, "-")
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		if n == 0 {
			continue
		}
		words[i] = string(unicode.ToUpper(r)) + w[n:]
	}
	return strings.Join(words, " ")
}

// fill puts values into the {names} of a text: name, value, name, value …
func fill(text string, pairs ...string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for text != "" {
		before, rest, _ := strings.Cut(text, "{")
		b.WriteString(before)
		if len(before) == len(text) {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		at := -1
		for i := 0; i+1 < len(pairs) && closed && at < 0; i += 2 {
			if pairs[i] == name {
				at = i + 1
			}
		}
		if at < 0 {
			b.WriteByte('{')
			text = rest
			continue
		}
		b.WriteString(pairs[at])
		text = after
	}
	return b.String()
}
