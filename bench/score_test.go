package main

import (
	"maps"
	"testing"
)

// TestFigures takes the scorer's lines apart, those with several numbers too.
func TestFigures(t *testing.T) {
	got := figures(`lead+body  P 0.951  R 0.966  F1 0.958
exact      0.337 of 181 articles
first para 0.945 of 181
leaks      0.044 of pages with a teaser left in, 0.006 with three or more, 12 teasers
must       0.963 kept, 0.046 of must_not left in
listing    0.300 of 60 pages told for what they are
`)
	want := map[string]string{
		"lead+body": "0.958", "exact": "0.337", "first": "0.945", "leaks": "0.044",
		"must": "0.963", "must_not": "0.046", "listing": "0.300",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
