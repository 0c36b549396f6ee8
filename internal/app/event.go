package app

import (
	"bufio"
	"fmt"

	"parley"
	"parley/internal/web"
)

// eventCmd shows one event.
type eventCmd struct {
	listing
	ID string `arg:"" help:"Id of an event, as parley events lists them."`
}

// Run prints the event: as text, as one object, or its claims as CSV.
func (c *eventCmd) Run(e *env) error {
	db, p, err := e.asked()
	if err != nil {
		return err
	}
	ev, err := db.Event(e.ctx, c.ID)
	if err != nil {
		return err
	}
	if ev == nil {
		return usage("no event %s: parley events lists them", c.ID)
	}
	n, lang := newNames(p), c.language()
	switch c.Format {
	case "jsonl":
		return write(&c.listing, e.out, []parley.Event{*ev}, nil, nil)
	case "csv":
		head := []string{"claim", "source", "outlet", "published", "kind", "status", "sentence"}
		return write(&c.listing, e.out, ev.Claims, head, claimRow)
	}
	w := bufio.NewWriter(e.out)
	printEvent(w, n, lang, ev)
	return w.Flush()
}

func claimRow(r *parley.ClaimRef) []string {
	day := ""
	if r.Published != nil {
		day = r.Published.Value
	}
	return []string{r.ID, r.Source, string(r.Outlet), day, string(r.Kind), string(r.Status), parley.Plain(r.Evidence.Exact)}
}

func printEvent(w *bufio.Writer, n *names, lang string, ev *parley.Event) {
	b := &brief{w: w, names: n, lang: lang}
	d := &deed{claim: parley.Claim{
		Kind: ev.Kind, Object: ev.Object, Status: ev.Status, Actors: ev.Actors, Time: ev.Time, Place: ev.Place, Duration: ev.Duration, Round: ev.Round,
	}}
	wrap(w, "", "  ", b.deed(d))
	fmt.Fprintf(w, "%s  %d articles, %d independent", ev.ID, ev.Articles, ev.Independent)
	if ev.Track != "" {
		fmt.Fprintf(w, ", track %s", ev.Track)
	}
	fmt.Fprintln(w)
	joins := web.Joins(n, lang, ev)
	for i := range ev.Claims {
		r := &ev.Claims[i]
		wrap(w, "  ", "    ", "“"+parley.Plain(r.Evidence.Exact)+"”")
		by := orElse(string(r.Outlet), r.Source)
		if r.Published != nil && r.Published.Value != "" {
			by += ", " + n.date(lang, r.Published.Value)
		}
		wrap(w, "    — ", "      ", by)
		if why := joins[r.ID]; why != "" {
			wrap(w, "      ", "      ", why)
		}
	}
	for _, x := range ev.Contradictions {
		fmt.Fprintf(w, "  differing: %s\n", x.Field)
		for _, v := range x.Values {
			fmt.Fprintf(w, "    %s (%d claims)\n", parley.Plain(v.Value), len(v.Claims))
		}
	}
}
