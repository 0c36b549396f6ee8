package app

import "fmt"

// rebuildCmd derives everything again.
type rebuildCmd struct{}

// Run reads every stored page again with the packs of this program.
func (c *rebuildCmd) Run(e *env) error {
	r, err := e.reader()
	if err != nil {
		return err
	}
	db, err := e.store(false)
	if err != nil {
		return err
	}
	bar := e.progress("rebuild")
	l, err := e.pipeline(db, func(n int) { bar.step(n, "") })
	if err != nil {
		return err
	}
	pages, err := l.Rebuild(e.ctx, r.Read)
	bar.clear()
	if err != nil {
		return err
	}
	counts, err := db.Counts(e.ctx)
	if err == nil && !e.quiet {
		fmt.Fprintf(e.err, "%d pages read again; %d claims, %d events, %d tracks, %d stories\n",
			pages, counts.Claims, counts.Events, counts.Tracks, counts.Stories)
	}
	return err
}
