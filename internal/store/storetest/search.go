package storetest

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/internal/store"
)

func words(w ...string) *parley.Query { return &parley.Query{Op: parley.QueryWords, Words: w} }

func field(name string, values ...string) *parley.Query {
	return &parley.Query{Op: parley.QueryField, Field: name, Values: values}
}

func node(op parley.QueryOp, args ...*parley.Query) *parley.Query {
	return &parley.Query{Op: op, Args: args}
}

func testSearch(t *testing.T, s store.Store) {
	ctx := t.Context()
	_, rs := fill(t, s)
	must(t, putEvents(ctx, s, 1, single(rs)))
	begin := words("WASH")
	begin.Begin = true
	const and, or, not = parley.QueryAnd, parley.QueryOr, parley.QueryNot
	for _, c := range []struct {
		query *parley.Query
		want  string
		why   string
	}{
		{words("round"), "b2 b1", "the newest first, undated ones last"},
		{words("emile"), "b1", "case and marks do not matter"},
		{words("\u00e9mile", "\u00e5ngstr\u00f6m"), "b1", "words side by side"},
		{words("angstrom", "emile"), "", "in their order"},
		{begin, "b3", "the beginning of a word"},
		{words(`"`), "b2 a1 b1 b3", "punctuation narrows nothing"},
		{node(and, words("round"), words("february")), "b2", "all words"},
		{node(or, words("february"), words("friday")), "b2 a1", "one of several"},
		{node(and, words("round"), node(not, words("february"))), "b1", "but not"},
		{node(not, words("round")), "a1 b3", "anything but"},
		{node(and, node(or, words("friday"), field("kind", "accuse")), field("actor", "state:RUS")), "a1 b3", "words and fields in one"},
		{field("source", "state:USA"), "b3", "by role"},
		{field("target", "state:USA"), "", "which the target is not"},
		{field("party", "state:DEU"), "a1", "a person counts as their state"},
		{field("kind", "call", "accuse"), "a1 b3", "one of several values"},
		{field("status", "planned"), "b1", "status"},
		{field("after", "2025-01-01"), "b2", "time"},
		{field("before", "2025-01-01"), "a1", "time"},
		{field("outlet", "vtv.vn"), "b2 b1 b3", "outlet"},
		{field("outlet", "tv.vn"), "", "a part of its name is another outlet"},
		{field("lang", "en"), "b2 a1 b1 b3", "language of the page"},
		{node(not, field("after", "2025-01-01")), "a1 b1 b3", "what has no day is not after it"},
	} {
		f := parley.EventFilter{Query: c.query}
		got, err := s.Events(ctx, f)
		must(t, err)
		var ids []string
		for _, e := range got {
			ids = append(ids, e.ID[2:4])
		}
		if g := strings.Join(ids, " "); g != c.want {
			t.Errorf("%+v: %q, not %q: %s", c.query, g, c.want, c.why)
		}
		h, err := s.Hits(ctx, f, 100)
		must(t, err)
		if h.Count != len(got) || h.More {
			t.Errorf("%+v: %d hits counted, %d found", c.query, h.Count, len(got))
		}
	}
	if _, err := s.Events(ctx, parley.EventFilter{Query: field("colour", "red")}); err == nil {
		t.Error("a field that does not exist is taken")
	}
	h, err := s.Hits(ctx, parley.EventFilter{Query: words("round")}, 1)
	must(t, err)
	if h.Count != 1 || !h.More || h.Of != 1 {
		t.Errorf("bounded: %+v", h)
	}
	h, err = s.Hits(ctx, parley.EventFilter{Query: field("actor", "state:RUS")}, 100)
	must(t, err)
	got := fmt.Sprint(h.Facets, h.Months)
	const want = "[{kind [{talks  2} {accuse  1} {call  1}]} {actor [{state:RUS  4} {state:USA  3} {person:olaf-scholz  1} {person:vladimir-putin  1} {state:DEU  1}]} " +
		"{party [{state:RUS  3} {state:USA  2} {person:olaf-scholz  1} {person:vladimir-putin  1} {state:DEU  1}]} {source [{state:USA  1}]} {target [{state:RUS  1}]} {mediator []} " +
		"{status [{occurred  3} {planned  1}]} {place [{Istanbul  1}]} {track []} {outlet [{vtv.vn  3} {vov.vn  1}]} {lang [{en  4}]}] [{2024-11  1} {2025-02  1}]"
	if got != want {
		t.Errorf("facets\n%s\nnot\n%s", got, want)
	}
}
