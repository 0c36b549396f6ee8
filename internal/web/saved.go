package web

// This file keeps searches that people saved: their list, and the feeds of each.

import (
	"context"
	"slices"

	"parley"
)

// saved is the saved search of that id.
func (s *site) saved(ctx context.Context, id string) (parley.SavedSearch, error) {
	all, err := s.ledger.Searches(ctx)
	if err != nil {
		return parley.SavedSearch{}, err
	}
	i := slices.IndexFunc(all, func(x parley.SavedSearch) bool { return x.ID == id })
	if i < 0 {
		return parley.SavedSearch{}, errAbsent
	}
	return all[i], nil
}
