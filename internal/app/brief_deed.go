package app

import (
	"strconv"
	"strings"

	"parley"
)

// deed says an event in one line: who, what, with or to whom, when and how that is known,
// where, and whether it happened.
func (b *brief) deed(d *deed) string {
	c := &d.claim
	who, whom := b.sides(c)
	what := b.what(c)
	if c.Object != "" && c.Object != parley.Maybe(c.Kind) {
		what = b.t("line:about", "what", what, "object", b.t("object:"+string(c.Object)))
	}
	parts := []string{who, what}
	if whom != "" {
		parts = append(parts, whom)
	}
	line := strings.Join(parts, " – ")
	facts := b.facts(c)
	if len(facts) > 0 {
		line += "; " + strings.Join(facts, "; ")
	}
	if c.Status != parley.Occurred {
		line += " [" + b.t("status:"+string(c.Status)) + "]"
	}
	return line
}

// what says the act: contacts by their kind, other acts in the page's own words where
// those are a verb.
func (b *brief) what(c *parley.Claim) string {
	label := b.t("kind:" + string(c.Kind))
	switch c.Kind {
	case parley.Meet, parley.Call, parley.Visit, parley.Talks, parley.Conference, parley.Mediate:
		return label
	}
	if len(c.Rules) == 0 || b.nouns()[c.Rules[0]] {
		return label
	}
	return lowerFirst(parley.Plain(c.Trigger.Exact))
}

// nouns are the rules of the language whose trigger is a noun.
func (b *brief) nouns() map[string]bool {
	if b.nounRules == nil {
		b.nounRules = map[string]bool{}
		for _, l := range b.names.pack.Languages {
			for _, r := range l.Rules.Rules {
				b.nounRules[r.Name] = r.Attrs["noun"] != ""
			}
		}
	}
	return b.nounRules
}

// sides names who does it and to whom. In a contact all are on one side.
func (b *brief) sides(c *parley.Claim) (who, whom string) {
	who = b.actors(c, parley.RoleSource, parley.RoleSignatory, parley.RoleParty)
	whom = b.actors(c, parley.RoleTarget)
	if m := b.actors(c, parley.RoleMediator); c.Kind == parley.Mediate && m != "" {
		who, whom = m, who
	}
	if who == "" {
		who = b.actors(c, parley.RoleHead, parley.RoleHost)
	}
	if who == "" {
		who = b.t("line:someone")
	}
	return who, whom
}

// facts lists what else is known: round, leaders, mediators, time, place, duration.
func (b *brief) facts(c *parley.Claim) []string {
	var out []string
	add := func(s string) {
		if s != "" {
			out = append(out, s)
		}
	}
	if c.Round != nil {
		add(b.t("line:round", "n", strconv.Itoa(*c.Round)))
	}
	add(b.when(c.Time))
	add(b.place(c))
	if c.Duration != "" {
		add(b.t("line:duration", "time", b.names.duration(b.lang, string(c.Duration))))
	}
	mutual := b.actors(c, parley.RoleSource, parley.RoleSignatory, parley.RoleParty) != ""
	for _, r := range []parley.Role{parley.RoleHead, parley.RoleMediator, parley.RoleHost} {
		if r == parley.RoleMediator && c.Kind == parley.Mediate {
			continue // who does it
		}
		if names := b.actors(c, r); names != "" && (mutual || r == parley.RoleMediator) {
			add(b.t("role:"+string(r), "names", names))
		}
	}
	return out
}

// when says a time and how it is known.
func (b *brief) when(t *parley.When) string {
	if t == nil || t.Value == "" {
		return ""
	}
	s := b.names.date(b.lang, t.Value)
	switch {
	case t.Basis == parley.BasisStated || t.Basis == parley.BasisUnknown:
		return s
	case strings.HasPrefix(t.Why, "counted from"):
		return s + " (" + b.t("basis:before") + ")"
	case t.Basis == parley.BasisInferred && !strings.HasPrefix(t.Why, "completed by"):
		return s + " (" + b.t("basis:because", "why", parley.Plain(b.names.reason(b.lang, t.Value, t.Why, 2))) + ")"
	}
	return s + " (" + b.t("basis:from-item-date") + ")"
}

// place says a town with its state, or the state alone unless the line has named it.
func (b *brief) place(c *parley.Claim) string {
	p := c.Place
	if p == nil || p.Name == "" {
		return ""
	}
	if p.State == "" {
		return b.names.Name(b.lang, "place:"+p.Name)
	}
	state := b.names.Name(b.lang, "state:"+string(p.State))
	if p.Name == b.names.pack.World.States[string(p.State)].Name || p.Name == state {
		for i := range c.Actors {
			if c.Actors[i].ID == "state:"+string(p.State) {
				return ""
			}
		}
		return state
	}
	return b.names.Name(b.lang, "place:"+p.Name) + " (" + state + ")"
}

// maxNames is how many actors a line names before it counts the rest.
const maxNames = 6

// actors names those that play one of the roles, each once; a state is left out where one
// of its own people or offices is named beside it.
func (b *brief) actors(c *parley.Claim, roles ...parley.Role) string {
	var all []parley.Actor
	for _, r := range roles {
		all = append(all, c.With(r)...)
	}
	var out []string
	for i := range all {
		if strings.HasPrefix(all[i].ID, "state:") && represented(all, i) {
			continue
		}
		name := parley.Plain(b.names.actor(b.lang, &all[i]))
		if !contains(out, name) {
			out = append(out, name)
		}
	}
	return b.list(out)
}

// represented tells whether somebody else among the actors stands for the same state.
func represented(all []parley.Actor, i int) bool {
	for j := range all {
		if j != i && all[j].State == all[i].State && !strings.HasPrefix(all[j].ID, "state:") {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, o := range list {
		if o == s {
			return true
		}
	}
	return false
}

// list joins names as a sentence does.
func (b *brief) list(names []string) string {
	if len(names) > maxNames {
		more := b.t("list:more", "n", strconv.Itoa(len(names)-maxNames+1))
		return strings.Join(names[:maxNames-1], ", ") + " " + more
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + b.t("list:and") + " " + names[last]
}
