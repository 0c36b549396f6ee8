package app

import (
	"sort"
	"strconv"
	"strings"

	"parley"
)

// eventsCmd lists events.
type eventsCmd struct {
	listing
	selection
}

// selection are the flags of every command that picks events.
type selection struct {
	Actor  []string `placeholder:"ID" help:"Only with this actor (state:RUS, org:EU, person:…; RUS is short for state:RUS); may be repeated."`
	Kind   []string `placeholder:"KIND" help:"Only of this kind (talks, propose, …); may be repeated."`
	Status []string `placeholder:"STATUS" help:"Only of this status (planned, …); may be repeated."`
	Track  string   `placeholder:"ID" help:"Only of this track."`
	After  string   `placeholder:"DAY" help:"Only on or after the day."`
	Before string   `placeholder:"DAY" help:"Only before the day."`
	Limit  int      `placeholder:"N" help:"At most N (default: all)."`
}

// Run prints them, the newest first.
func (c *eventsCmd) Run(e *env) error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	db, p, err := e.asked()
	if err != nil {
		return err
	}
	all, err := db.Events(e.ctx, f)
	if err != nil {
		return err
	}
	n, lang := newNames(p), c.language()
	head := []string{"id", "time", "kind", "status", "who", "to whom", "place", "articles", "independent", "track", "sentence"}
	return write(&c.listing, e.out, all, head, func(ev *parley.Event) []string { return eventRow(n, lang, ev) })
}

// filter checks the flags.
func (c *selection) filter() (parley.EventFilter, error) {
	f := parley.EventFilter{Track: c.Track, After: c.After, Before: c.Before, Limit: c.Limit}
	for _, day := range []string{c.After, c.Before} {
		if day == "" {
			continue
		}
		if v, err := parley.ParseEDTF(day); err != nil || v.Precision() != parley.PrecisionDay {
			return f, usage("%s is not a day (YYYY-MM-DD)", day)
		}
	}
	for _, a := range c.Actor {
		if !strings.Contains(a, ":") {
			a = "state:" + a
		}
		f.Actors = append(f.Actors, a)
	}
	for _, k := range c.Kind {
		if _, ok := parley.Kind(k).Info(); !ok {
			return f, usage("no kind %q", k)
		}
		f.Kinds = append(f.Kinds, parley.Kind(k))
	}
	for _, s := range c.Status {
		switch parley.Status(s) {
		case parley.Occurred, parley.Ongoing, parley.Planned, parley.Possible, parley.Denied, parley.Cancelled:
			f.Status = append(f.Status, parley.Status(s))
		default:
			return f, usage("no status %q", s)
		}
	}
	if c.Limit < 0 {
		return f, usage("--limit must be 0 (no limit) or more, not %d", c.Limit)
	}
	return f, nil
}

func eventRow(n *names, lang string, ev *parley.Event) []string {
	var when, place, sentence string
	if ev.Time != nil {
		when = dateOr(n, lang, ev.Time.Value)
	}
	if ev.Place != nil {
		place = n.Name(lang, "place:"+ev.Place.Name)
	}
	if len(ev.Claims) > 0 {
		sentence = parley.Plain(ev.Claims[0].Evidence.Exact)
	}
	kind := n.word(lang, "kind:"+string(ev.Kind))
	if ev.Object != "" {
		kind += " (" + n.word(lang, "object:"+string(ev.Object)) + ")"
	}
	return []string{
		ev.ID, when, kind, n.word(lang, "status:"+string(ev.Status)), side(n, lang, ev.Actors, false), side(n, lang, ev.Actors, true), place,
		strconv.Itoa(ev.Articles), strconv.Itoa(ev.Independent), string(ev.Track), sentence,
	}
}

// side names the targets of an event, or everybody else, each once.
func side(n *names, lang string, actors []parley.Actor, target bool) string {
	var out []string
	for i := range actors {
		if (actors[i].Role == parley.RoleTarget) != target {
			continue
		}
		if name := parley.Plain(n.actor(lang, &actors[i])); !contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
