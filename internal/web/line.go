package web

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// deed is who did what to whom, whether one claim says it or an event holds it.
type deed struct {
	kind   parley.Kind
	object parley.Maybe
	status parley.Status
	actors []parley.Actor
	words  parley.Maybe // what it is about, as the source says it
	said   string       // the words that tell it: the trigger of a claim, the sentence of an event
}

func deedOf(e *parley.Event) deed {
	d := deed{e.Kind, e.Object, e.Status, e.Actors, e.ObjectText, ""}
	if c := e.Best(); c != nil {
		d.said = c.Evidence.Exact
	}
	return d
}

// spoken are the kinds that say little without the words of what they are about.
var spoken = []parley.Kind{parley.Propose, parley.Accept, parley.Reject, parley.Demand, parley.Sign, parley.Threaten}

// Line is the deed as one sentence of the reader's language, made from the catalogue's
// line.KIND: "Russia and Ukraine held talks". It states nothing that the deed does not. A
// kind that is several things ("signed or adopted") has line.KIND.X too, for deeds whose
// words tell which of them it is; one that is told of somebody has line.KIND.passive, and
// one that takes two line.KIND.one.
func (r *reader) line(d deed) string {
	source := r.actors(d, parley.RoleSource, parley.RoleSignatory)
	parties := r.actors(d, parley.RoleParty)
	target := r.actors(d, parley.RoleTarget)
	mediator := r.actors(d, parley.RoleMediator)
	if source == "" {
		source = parties
	}
	key := "line." + string(d.kind)
	if _, ok := r.texts[key]; !ok {
		key = "line.bare"
	}
	narrow := ""
	switch {
	case source == "" && d.kind != parley.Mediate:
		source = r.T("line.someone")
		if target != "" {
			narrow = key + ".passive"
		} else if mediator != "" {
			source = mediator
		}
	case len(d.actors) == 1:
		narrow = key + ".one"
	}
	if _, ok := r.texts[narrow]; !ok {
		narrow = key + "." + r.told(&d)
	}
	if _, ok := r.texts[narrow]; ok {
		key = narrow
	}
	if mediator == "" {
		mediator = r.T("line.someone")
	}
	object := ""
	if d.object != "" {
		object = r.word("object", string(d.object))
	}
	words := parley.Plain(string(d.words))
	quoted := words != "" && slices.Contains(spoken, d.kind) && !repeats(words, object)
	if quoted && (d.kind == parley.Accept || d.kind == parley.Sign) && slices.Contains(rough, parley.Kind(d.object)) {
		object = "" // "agreed: “to leave the union”" is no agreement on sanctions
	}
	text := r.withVerb(r.texts[key], d.status)
	if object == "" && d.kind == parley.Reject && target != "" {
		object = r.T("line.offer")
	}
	line := upperFirst(fill(text, []string{
		"s", source, "t", target, "x", mediator, "p", parties, "o", object, "kind", r.word("kind", string(d.kind)),
	}))
	if quoted {
		line += ": “" + parley.Shorten(words, 90) + "”"
	}
	return line
}

// rough are the kinds whose names say less of what somebody agreed to than the words of the source, and other things of much that
// is one of them: to leave a treaty is a sanction, to open an embassy a concession.
var rough = []parley.Kind{
	parley.Sanction, parley.Concede, parley.Support, parley.Mobilize, parley.Coerce, parley.Message, parley.Accept, parley.Propose, parley.Talks,
}

// moreWords is how many words a phrase may have beyond those that it repeats.
const moreWords = 3

// repeats tells whether the words of a source say little more than the word for what a deed is about: "the sanctions" behind
// "sanctions".
func repeats(words, object string) bool {
	if object == "" || !strings.Contains(strings.ToLower(words), strings.ToLower(object)) {
		return false
	}
	return len(strings.Fields(words)) <= len(strings.Fields(object))+moreWords
}

// told says which of the things that its kind may be the deed is by its words: the only one
// of which a word (cues.KIND, in the catalogue of any language) stands there, else "".
func (r *reader) told(d *deed) string {
	found, said := "", ""
	for _, c := range r.all {
		for _, x := range c.cues[string(d.kind)] {
			if said == "" {
				said = strings.ToLower(d.said)
			}
			if x.variant == found || !slices.ContainsFunc(x.words, func(w string) bool { return hasWord(said, w) }) {
				continue
			}
			if found != "" {
				return ""
			}
			found = x.variant
		}
	}
	return found
}

// hasWord tells whether the word stands in the text as a word of its own.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		i += at
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(word):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		at = i + len(word)
	}
}

// withVerb resolves {v:past|bare}: after a status word the bare verb, else the first.
func (r *reader) withVerb(text string, status parley.Status) string {
	before, rest, ok := strings.Cut(text, "{v:")
	if !ok {
		return text
	}
	verb, after, _ := strings.Cut(rest, "}")
	past, bare, two := strings.Cut(verb, "|")
	if !two {
		bare = past
	}
	if modal := r.texts["modal."+string(status)]; modal != "" {
		return before + modal + bare + after
	}
	return before + past + after
}

// actors names those of the roles; one or two persons carry their state.
func (r *reader) actors(d deed, roles ...parley.Role) string {
	var names []string
	var seen []string
	for _, a := range d.actors {
		if !slices.Contains(roles, a.Role) || slices.Contains(seen, a.ID) {
			continue
		}
		seen = append(seen, a.ID)
		name := r.ActorName(a)
		if strings.HasPrefix(a.ID, "person:") && a.State != "" {
			name += " (" + r.Name("state:"+string(a.State)) + ")"
		}
		names = append(names, name)
	}
	return r.join(names, 4)
}

func lowerFirst(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToLower(s[:n]) + s[n:]
}

func upperFirst(s string) string {
	for i, c := range s {
		if i == 0 {
			return strings.ToUpper(string(c)) + s[len(string(c)):]
		}
	}
	return s
}
