package sqlite

// This file counts what hits have in common.

import (
	"context"
	"database/sql"
	"slices"
	"sort"
	"strings"

	"parley"
)

// into writes what was counted as facets and months.
func (n counts) into(h *parley.Hits) {
	for _, field := range []string{"kind", "actor"} {
		h.Facets = append(h.Facets, parley.Facet{Field: field, Values: n.most(field, facetValues)})
	}
	for _, role := range parley.Roles {
		if slices.Contains(roleFields, string(role)) {
			h.Facets = append(h.Facets, parley.Facet{Field: string(role), Values: n.most(string(role), roleValues)})
		}
	}
	for _, field := range []string{"status", "place", "track", "outlet", "lang"} {
		h.Facets = append(h.Facets, parley.Facet{Field: field, Values: n.most(field, facetValues)})
	}
	h.Months = n.most("month", 0)
	slices.SortFunc(h.Months, func(a, b parley.FacetCount) int { return strings.Compare(a.Value, b.Value) })
}

// How many values a facet lists, and one of a role.
const (
	facetValues = 12
	roleValues  = 6
)

// roleFields are the roles that one can search by.
var roleFields = []string{"source", "target", "party", "mediator"}

// counts are how often each value of each field came.
type counts map[string]map[string]int

func (n counts) add(field, value string, k int) {
	if value == "" {
		return
	}
	if n[field] == nil {
		n[field] = map[string]int{}
	}
	n[field][value] += k
}

// events counts by the columns of events.
func (n counts) events(ctx context.Context, db *sql.DB, q string, args ...any) error {
	rows, err := db.QueryContext(ctx, q, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, kind, status, place, track, outlets string
		var at sql.NullInt64
		if err := rows.Scan(&id, &kind, &status, &place, &track, &outlets, &at); err != nil {
			return err
		}
		n.add("kind", kind, 1)
		n.add("status", status, 1)
		n.add("place", place, 1)
		n.add("track", track, 1)
		for _, o := range strings.Fields(outlets) {
			n.add("outlet", o, 1)
		}
		if at.Valid {
			n.add("month", parley.Day(at.Int64).String()[:7], 1)
		}
	}
	return rows.Err()
}

// grouped takes values with their counts.
func (n counts) grouped(ctx context.Context, db *sql.DB, field, q string, args ...any) error {
	rows, err := db.QueryContext(ctx, q, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var value string
		var k int
		if err := rows.Scan(&value, &k); err != nil {
			return err
		}
		n.add(field, value, k)
	}
	return rows.Err()
}

// roles takes who has which role, with their counts.
func (n counts) roles(ctx context.Context, db *sql.DB, q string, args ...any) error {
	return eachRow(ctx, db, q, func(rows *sql.Rows) error {
		var role, actor string
		var k int
		err := rows.Scan(&role, &actor, &k)
		n.add(role, actor, k)
		return err
	}, args...)
}

// most are the values of a field, the most frequent first, at most limit of them (0: all).
func (n counts) most(field string, limit int) []parley.FacetCount {
	out := []parley.FacetCount{}
	for v, k := range n[field] {
		out = append(out, parley.FacetCount{Value: v, Count: k})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Count != out[j].Count {
			return out[i].Count > out[j].Count
		}
		return out[i].Value < out[j].Value
	})
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	return out
}
