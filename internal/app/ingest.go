package app

import (
	"fmt"
	"time"

	"parley"
	"parley/internal/source"
)

// ingestCmd reads pages into the database.
type ingestCmd struct {
	Date  string        `placeholder:"DAY" help:"Day of publication (YYYY-MM-DD) of pages that carry none."`
	Limit time.Duration `name:"page-time" default:"1m" help:"How long one page may take; what was read until then is kept."`
	Paths []string      `arg:"" name:"path" help:"Files and directories of pages, and what holds pages: ${holders}; - is standard input."`
}

// Run stores what is new and brings events, tracks and stories level.
func (c *ingestCmd) Run(e *env) error {
	if err := checkDay("--date", c.Date); err != nil {
		return err
	}
	r, err := e.reader()
	if err != nil {
		return err
	}
	r.Within(c.Limit)
	db, err := e.store(true)
	if err != nil {
		return err
	}
	bar := e.progress("ingest")
	l, err := e.pipeline(db, func(n int) { bar.step(n, "") })
	if err != nil {
		return err
	}
	pages := func(yield func(*parley.Page, error) bool) {
		source.Walk(e.ctx, c.Paths, e.sources(), func(p *parley.Page, err error) bool {
			if err != nil {
				bar.clear()
				fmt.Fprintln(e.err, "parley:", err)
			} else if p.Published == "" {
				p.Published = c.Date
			}
			return yield(p, err)
		})
	}
	res, err := l.Ingest(e.ctx, pages, r.Read)
	bar.clear()
	if err != nil {
		return err
	}
	if err := db.Pack(e.ctx, res.Added); err != nil {
		return err
	}
	counts, err := db.Counts(e.ctx)
	if err != nil {
		return err
	}
	if !e.quiet {
		fmt.Fprintf(e.err, "%d pages looked at, %d new, %d could not be read; the ledger holds %d pages, %d items, %d claims, %d events, %d tracks, %d stories\n",
			res.Pages, res.Added, len(res.Failed), counts.Pages, counts.Items, counts.Claims, counts.Events, counts.Tracks, counts.Stories)
	}
	if len(res.Failed) > 0 {
		return errPartial
	}
	return nil
}
