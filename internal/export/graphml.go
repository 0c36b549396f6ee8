package export

// This file writes who meets whom as a graph: actors are nodes, contacts that happened are
// edges with how many and the first and last day.

import (
	"bufio"
	"context"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// contact is an edge: two actors in alphabetical order.
type contact struct{ a, b string }

type contacts struct {
	events      int
	first, last string
}

// writeGraphML writes states, organisations and groups as nodes (people count as whom they
// act for) and an edge for each two that met, called, visited or negotiated.
func writeGraphML(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	edges := map[contact]*contacts{}
	nodes := map[string]bool{}
	var t Total
	_, err := each(ctx, l, o, func(e *parley.Event) error {
		if !together(e) {
			t.Left, t.Why = t.Left+1, "the graph has contacts that took place"
			return nil
		}
		pairs := dyads(e)
		if pairs[0].from == nil || pairs[0].to == nil {
			t.Left, t.Why = t.Left+1, "the graph has contacts that took place, between two or more"
			return nil
		}
		t.Events++
		for _, d := range pairs {
			addContact(edges, nodes, d, e)
		}
		return nil
	})
	if err != nil {
		return t, err
	}
	t.Rows = len(edges)
	return t, o.graph(w, nodes, edges)
}

// together tells whether the event is a contact that took place.
func together(e *parley.Event) bool {
	return slices.Contains(parley.ContactKinds, e.Kind) && (e.Status == parley.Occurred || e.Status == parley.Ongoing)
}

func addContact(edges map[contact]*contacts, nodes map[string]bool, d dyad, e *parley.Event) {
	k := contact{d.from.Key(), d.to.Key()}
	if k.b < k.a {
		k.a, k.b = k.b, k.a
	}
	nodes[k.a], nodes[k.b] = true, true
	c := edges[k]
	if c == nil {
		c = &contacts{}
		edges[k] = c
	}
	c.events++
	if e.Time == nil {
		return
	}
	from, to := bounds(e.Time.Value)
	if from != "" && (c.first == "" || from < c.first) {
		c.first = from
	}
	c.last = max(c.last, to)
}

func (o *Options) graph(w *bufio.Writer, nodes map[string]bool, edges map[contact]*contacts) error {
	ids := make([]string, 0, len(nodes))
	for id := range nodes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	keys := make([]contact, 0, len(edges))
	for k := range edges {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(x, y contact) int { return strings.Compare(x.a+"\x00"+x.b, y.a+"\x00"+y.b) })
	p := func(parts ...string) {
		for _, s := range parts {
			_, _ = w.WriteString(s) // the writer keeps its first error; Flush returns it
		}
	}
	p(xml.Header, `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`, "\n")
	for _, k := range []string{"name", "type"} {
		p(`<key id="`, k, `" for="node" attr.name="`, k, `" attr.type="string"/>`, "\n")
	}
	for _, k := range [][2]string{{"events", "int"}, {"first", "string"}, {"last", "string"}} {
		p(`<key id="`, k[0], `" for="edge" attr.name="`, k[0], `" attr.type="`, k[1], `"/>`, "\n")
	}
	p(`<graph id="contacts" edgedefault="undirected">`, "\n")
	for _, id := range ids {
		kind, _, _ := strings.Cut(id, ":")
		p(`<node id="`, escaped(id), `"><data key="name">`, escaped(o.Names.Name(o.Language, id)), `</data><data key="type">`, escaped(kind), "</data></node>\n")
	}
	for _, k := range keys {
		c := edges[k]
		p(`<edge source="`, escaped(k.a), `" target="`, escaped(k.b), `"><data key="events">`, strconv.Itoa(c.events), "</data>")
		if c.first != "" {
			p(`<data key="first">`, c.first, "</data>")
		}
		if c.last != "" {
			p(`<data key="last">`, c.last, "</data>")
		}
		p("</edge>\n")
	}
	p("</graph>\n</graphml>\n")
	return nil
}

// escaped makes text safe inside XML; characters that XML forbids become U+FFFD.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
