package sqlite

// This file finds events: filters and searches become SQL here, and only here.

import (
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"parley"
)

// The number of an event has its day in the high bits, so that order by number is order by
// time.
const (
	dayBits = 36
	dayBias = 1 << 24
)

// number finds a free number for an event on its day.
func number(ctx context.Context, tx *change, id string, at sql.NullInt64) (int64, error) {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // never fails
	n := int64(h.Sum64() >> (64 - dayBits))
	if at.Valid && at.Int64 > -dayBias && at.Int64 < dayBias {
		n += (at.Int64 + dayBias) << dayBits
	}
	for ; ; n++ {
		var taken bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM events WHERE n = ?)", n).Scan(&taken); err != nil || !taken {
			return n, err
		}
	}
}

// spaced has a blank before and after each word, so that one is found by instr.
func spaced(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ") + " "
}

func outlets(e *parley.Event) []string {
	var out []string
	for i := range e.Claims {
		if o := string(e.Claims[i].Outlet); o != "" && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

// evidence is what is searched: every sentence once.
func evidence(e *parley.Event) string {
	var b strings.Builder
	seen := map[string]bool{}
	for i := range e.Claims {
		if s := e.Claims[i].Evidence.Exact; !seen[s] {
			seen[s] = true
			b.WriteString(plainD(s))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// plainD folds the one letter that the tokenizer does not.
func plainD(s string) string { return lettersD.Replace(s) }

// lettersD is made once: it takes longer to make than to use.
var lettersD = strings.NewReplacer("\u0111", "d", "\u0110", "d", "\u00f0", "d", "\u00d0", "d")

// Events lists the events that pass the filter.
func (db *DB) Events(ctx context.Context, f parley.EventFilter) (out []parley.Event, err error) {
	defer within(&err, "events")
	if x, err := db.finder(ctx, f); err != nil {
		return nil, err
	} else if x != nil && (f.Limit > 0 || f.Track != "") {
		if out, ok, err := x.list(ctx, f.Limit, f.Offset); ok || err != nil {
			return out, err
		}
	}
	out = []parley.Event{}
	err = db.eachEvent(ctx, db.read, f, func(e *parley.Event) error {
		out = append(out, *e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// EachEvent counts the events that pass the filter, whatever its limit, then reads them one
// by one in the order of Events; both from one snapshot.
func (db *DB) EachEvent(ctx context.Context, f parley.EventFilter, start func(total int) error, each func(*parley.Event) error) (err error) {
	defer within(&err, "each event")
	return inTx(ctx, db.read, func(tx *sql.Tx) error {
		c, err := conditions(f)
		if err != nil {
			return err
		}
		var total int
		if err := tx.QueryRowContext(ctx, "SELECT COUNT(*)"+c.from+c.where, c.args...).Scan(&total); err != nil {
			return err
		}
		if err := start(total); err != nil {
			return err
		}
		return db.eachEvent(ctx, tx, f, each)
	})
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func (db *DB) eachEvent(ctx context.Context, from querier, f parley.EventFilter, each func(*parley.Event) error) error {
	c, err := conditions(f)
	if err != nil {
		return err
	}
	q := "SELECT e.body, e.track, e.round" + c.from + c.where + c.order + " LIMIT ? OFFSET ?"
	rows, err := from.QueryContext(ctx, q, append(c.args, noLimit(f.Limit), f.Offset)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		e, err := db.scanEvent(rows)
		if err != nil {
			return err
		}
		if err := each(e); err != nil {
			return err
		}
	}
	return rows.Err()
}

// facetRows is of how many hits, the newest, facets and months are made: enough to see what
// there is, few enough to take no time.
const facetRows = 1000

// Hits counts what a filter finds, up to bound events, and by what the newest of them
// differ.
func (db *DB) Hits(ctx context.Context, f parley.EventFilter, bound int) (h parley.Hits, err error) {
	defer within(&err, "hits")
	if x, err := db.finder(ctx, f); err != nil {
		return h, err
	} else if x != nil {
		return x.hits(ctx, bound)
	}
	c, err := conditions(f)
	if err != nil {
		return h, err
	}
	count := "SELECT COUNT(*) FROM (SELECT 1" + c.from + c.where + " LIMIT ?)"
	if err := db.read.QueryRowContext(ctx, count, append(c.args, bound+1)...).Scan(&h.Count); err != nil {
		return h, err
	}
	if h.More = h.Count > bound; h.More {
		h.Count = bound
	}
	h.Of = min(h.Count, facetRows)
	n := counts{}
	args := append(c.args, min(bound, facetRows))
	newest := "SELECT e.id, e.kind, e.status, e.place, e.track, e.outlets, e.at" + c.from + c.where + c.order + " LIMIT ?"
	if err := n.events(ctx, db.read, newest, args...); err != nil {
		return h, err
	}
	newest = "(SELECT e.n" + c.from + c.where + c.order + " LIMIT ?) e"
	for _, facet := range []struct{ field, query string }{
		{"actor", "SELECT a.actor, COUNT(DISTINCT a.n) FROM " + newest + " JOIN event_actors a ON a.n = e.n GROUP BY 1"},
		{"lang", "SELECT l.language, COUNT(DISTINCT c.n) FROM " + newest + " JOIN event_claims c ON c.n = e.n JOIN page_languages l ON l.page = c.page GROUP BY 1"},
	} {
		if err := n.grouped(ctx, db.read, facet.field, facet.query, args...); err != nil {
			return h, err
		}
	}
	roles := "SELECT a.role, a.actor, COUNT(DISTINCT a.n) FROM " + newest + " JOIN event_actors a ON a.n = e.n GROUP BY 1, 2"
	if err := n.roles(ctx, db.read, roles, args...); err != nil {
		return h, err
	}
	n.into(&h)
	return h, nil
}

// clause is a filter as SQL: what is read, under which conditions, in which order.
type clause struct {
	from, where, order string
	args               []any
}

// conditions turns the filter into SQL. A search for words is led by the full-text index,
// whose rows come newest first by themselves.
func conditions(f parley.EventFilter) (c clause, err error) {
	c.from, c.order = " FROM events e", " ORDER BY e.at DESC NULLS LAST, e.seen DESC, e.id"
	var all []string
	add := func(cond string, a ...any) {
		all = append(all, cond)
		c.args = append(c.args, a...)
	}
	words, rest := lead(f)
	if words != "" {
		c.from, c.order = " FROM event_text CROSS JOIN events e ON e.n = event_text.rowid", " ORDER BY event_text.rowid DESC"
		add("event_text MATCH ?", words)
	} else if f.Query != nil {
		c.order = " ORDER BY e.n DESC"
	}
	if f.Past > 0 && words != "" {
		add("event_text.rowid < ?", f.Past)
	} else if f.Past > 0 {
		c.order = " ORDER BY e.n DESC"
		add("e.n < ?", f.Past)
	}
	for _, q := range rest {
		cond, args, err := condition(q)
		if err != nil {
			return c, err
		}
		add(cond, args...)
	}
	for _, a := range f.Actors {
		add("EXISTS (SELECT 1 FROM event_actors a WHERE a.actor = ? AND a.n = e.n)", a)
	}
	if len(f.Kinds) > 0 {
		add("e.kind IN ("+marks(len(f.Kinds))+")", anys(f.Kinds)...)
	}
	if len(f.Status) > 0 {
		add("e.status IN ("+marks(len(f.Status))+")", anys(f.Status)...)
	}
	if f.Track != "" {
		add("e.track = ?", f.Track)
	}
	if f.Page != "" {
		add("EXISTS (SELECT 1 FROM event_claims c WHERE c.page = ? AND c.n = e.n)", f.Page)
	}
	for _, bound := range []struct{ value, cond string }{{f.After, "e.last >= ?"}, {f.Before, "e.first < ?"}} {
		if bound.value == "" {
			continue
		}
		d, ok := days(bound.value)
		if !ok {
			return c, fmt.Errorf("%q is not a day", bound.value)
		}
		add(bound.cond, int64(d.From))
	}
	if len(all) > 0 {
		c.where = " WHERE " + strings.Join(all, " AND ")
	}
	return c, nil
}

// lead takes what the full-text index can answer out of a filter's search, as one
// expression of it ("" for none); rest are the other parts, all of which must hold.
func lead(f parley.EventFilter) (words string, rest []*parley.Query) {
	var parts []string
	if f.Text != "" {
		for _, w := range strings.Fields(f.Text) {
			if x := phrase([]string{w}, true); x != "" {
				parts = append(parts, x)
			}
		}
	}
	if f.Query != nil {
		args := []*parley.Query{f.Query}
		if f.Query.Op == parley.QueryAnd {
			args = f.Query.Args
		}
		for _, a := range args {
			if x, ok := fullText(a); ok {
				parts = append(parts, x)
			} else {
				rest = append(rest, a)
			}
		}
	}
	return strings.Join(parts, " AND "), rest
}

// fullText is a tree as an expression of FTS5, where it has nothing but words in it.
func fullText(q *parley.Query) (string, bool) {
	switch q.Op {
	case parley.QueryWords:
		x := phrase(q.Words, q.Begin)
		return x, x != ""
	case parley.QueryAnd, parley.QueryOr:
		var parts []string
		for _, a := range q.Args {
			x, ok := fullText(a)
			if !ok {
				return "", false
			}
			parts = append(parts, x)
		}
		return "(" + strings.Join(parts, map[parley.QueryOp]string{parley.QueryAnd: " AND ", parley.QueryOr: " OR "}[q.Op]) + ")", true
	}
	return "", false
}

// phrase quotes words that stand side by side; "" where nothing is left of them.
func phrase(words []string, begin bool) string {
	text := strings.TrimSpace(strings.ReplaceAll(plainD(strings.Join(words, " ")), `"`, " "))
	if text == "" {
		return ""
	}
	text = `"` + text + `"`
	if begin {
		text += "*"
	}
	return text
}

// condition is a tree as a condition on the row e.
func condition(q *parley.Query) (string, []any, error) {
	if x, ok := fullText(q); ok {
		return "e.n IN (SELECT rowid FROM event_text WHERE event_text MATCH ?)", []any{x}, nil
	}
	switch q.Op {
	case parley.QueryAnd, parley.QueryOr:
		var parts []string
		var all []any
		for _, a := range q.Args {
			cond, args, err := condition(a)
			if err != nil {
				return "", nil, err
			}
			parts, all = append(parts, cond), append(all, args...)
		}
		return "(" + strings.Join(parts, map[parley.QueryOp]string{parley.QueryAnd: " AND ", parley.QueryOr: " OR "}[q.Op]) + ")", all, nil
	case parley.QueryNot:
		cond, args, err := condition(q.Args[0])
		return "NOT coalesce(" + cond + ", 0)", args, err
	case parley.QueryField:
		return fieldCondition(q)
	}
	return "1", nil, nil // words without a letter narrow nothing
}

func fieldCondition(q *parley.Query) (string, []any, error) {
	in := " IN (" + marks(len(q.Values)) + ")"
	args := anys(q.Values)
	switch q.Field {
	case "actor":
		return "EXISTS (SELECT 1 FROM event_actors a WHERE a.n = e.n AND a.actor" + in + ")", args, nil
	case "source", "target", "party", "mediator": // roleFields
		return "EXISTS (SELECT 1 FROM event_actors a WHERE a.n = e.n AND a.role = ? AND a.actor" + in + ")", append([]any{q.Field}, args...), nil
	case "kind", "object", "status", "track", "place":
		return "e." + q.Field + in, args, nil
	case "state":
		return "e.place_state" + in, args, nil
	case "topic", "outlet":
		var parts []string
		for i, v := range q.Values {
			parts = append(parts, "instr(e."+q.Field+"s, ?) > 0")
			args[i] = " " + v + " "
		}
		return "(" + strings.Join(parts, " OR ") + ")", args, nil
	case "lang":
		return "EXISTS (SELECT 1 FROM event_claims c JOIN page_languages l ON l.page = c.page WHERE c.n = e.n AND l.language" + in + ")", args, nil
	case "after", "before":
		d, ok := days(q.Values[0])
		if !ok {
			return "", nil, fmt.Errorf("%q is not a day", q.Values[0])
		}
		if q.Field == "after" {
			return "e.last >= ?", []any{int64(d.From)}, nil
		}
		return "e.first < ?", []any{int64(d.From)}, nil
	}
	return "", nil, fmt.Errorf("no field %q", q.Field)
}

func marks(n int) string { return "?" + strings.Repeat(",?", max(n, 1)-1) }

func anys[S ~string](in []S) []any {
	out := make([]any, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	return out
}

func noLimit(n int) int {
	if n <= 0 {
		return -1
	}
	return n
}
