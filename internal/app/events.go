package app

import (
	"errors"
	"sort"
	"strconv"
	"strings"

	"parley"
	"parley/internal/query"
	"parley/internal/store/sqlite"
)

// eventsCmd lists events.
type eventsCmd struct {
	listing
	selection
}

// selection are the flags of every command that picks events.
type selection struct {
	Actor  []string `placeholder:"ID" help:"Only with this actor: an id (state:RUS, org:EU, person:…; RUS is short for state:RUS) or a name in any spelling; may be repeated."`
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
	n := newNames(p)
	if err := c.known(e, db, n, &f); err != nil {
		return err
	}
	all, err := db.Events(e.ctx, f)
	if err != nil {
		return err
	}
	lang := c.language()
	head := []string{"id", "time", "kind", "status", "who", "to whom", "place", "articles", "independent", "track", "sentence"}
	return write(&c.listing, e.out, all, head, func(ev *parley.Event) []string { return eventRow(n, lang, ev) })
}

// filter checks the flags, but for those that name what only packs and ledger know: known does.
func (c *selection) filter() (parley.EventFilter, error) {
	f := parley.EventFilter{Track: c.Track, After: c.After, Before: c.Before, Limit: c.Limit}
	if err := errors.Join(checkDay("--after", c.After), checkDay("--before", c.Before)); err != nil {
		return f, err
	}
	for _, k := range c.Kind {
		if _, ok := parley.Kind(k).Info(); !ok {
			return f, usage("no kind %q: there are %s", k, strings.Join((&searchNames{}).Values("kind"), ", "))
		}
		f.Kinds = append(f.Kinds, parley.Kind(k))
	}
	for _, s := range c.Status {
		switch parley.Status(s) {
		case parley.Occurred, parley.Ongoing, parley.Planned, parley.Possible, parley.Denied, parley.Cancelled:
			f.Status = append(f.Status, parley.Status(s))
		default:
			return f, usage("no status %q: there are %s", s, strings.Join((&searchNames{}).Values("status"), ", "))
		}
	}
	if c.Limit < 0 {
		return f, usage("--limit must be 0 (no limit) or more, not %d", c.Limit)
	}
	return f, nil
}

// known adds to the filter what the flags name. A name that means nothing, or a track that is not there, is wrong usage:
// an empty answer would look as if nothing had happened.
func (c *selection) known(e *env, db *sqlite.DB, n *names, f *parley.EventFilter) error {
	known := newSearchNames(n)
	for _, a := range c.Actor {
		ids := []string{a}
		if _, state := n.pack.World.States[strings.ToUpper(a)]; state {
			ids = []string{"state:" + strings.ToUpper(a)}
		} else if !strings.Contains(a, ":") {
			ids = known.IDs("actor", query.Fold(a))
		}
		switch near := known.Near("actor", query.Fold(a)); {
		case len(ids) == 0 && len(near) > 0:
			return usage("--actor: nobody is called %q; perhaps %s", a, strings.Join(near, ", "))
		case len(ids) == 0:
			return usage("--actor: nobody is called %q; parley actors lists those of the ledger, with their ids", a)
		case len(ids) > 1:
			return usage("--actor: %q may be each of %s", a, strings.Join(ids, ", "))
		}
		f.Actors = append(f.Actors, ids[0])
	}
	if c.Track == "" {
		return nil
	}
	t, err := db.Track(e.ctx, c.Track)
	if err == nil && t == nil {
		err = usage("no track %s: parley tracks lists them", c.Track)
	}
	return err
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
