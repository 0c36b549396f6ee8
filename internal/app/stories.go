package app

import (
	"strconv"

	"parley"
)

// storiesCmd lists the running stories.
type storiesCmd struct {
	listing
	Limit int `placeholder:"N" help:"At most N (default: all)."`
}

// Run prints them, the latest first.
func (c *storiesCmd) Run(e *env) error {
	db, p, err := e.asked()
	if err != nil {
		return err
	}
	all, err := db.Stories(e.ctx, max(c.Limit, 0))
	if err != nil {
		return err
	}
	n, lang := newNames(p), c.language()
	head := []string{"id", "first", "last", "items", "independent", "events", "title"}
	return write(&c.listing, e.out, all, head, func(s *parley.Story) []string {
		return []string{
			s.ID, dateOr(n, lang, string(s.First)), dateOr(n, lang, string(s.Last)), strconv.Itoa(len(s.Items)),
			strconv.Itoa(s.Independent), strconv.Itoa(len(s.Events)), s.Title,
		}
	})
}
