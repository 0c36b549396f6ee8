package app

import "fmt"

// verifyCmd proves the database whole.
type verifyCmd struct{}

// Run names every fault; a fault is a failure of the database.
func (c *verifyCmd) Run(e *env) error {
	db, err := e.store(false)
	if err != nil {
		return err
	}
	rep, err := db.Verify(e.ctx)
	if err != nil {
		return err
	}
	for _, f := range rep.Faults {
		fmt.Fprintln(e.out, f)
	}
	if len(rep.Faults) > 0 {
		return fmt.Errorf("%s has %d faults", e.db, len(rep.Faults))
	}
	n := rep.Counts
	if _, err := fmt.Fprintf(e.out, "whole: %d pages, %d claims, %d events, %d tracks, %d stories\n", n.Pages, n.Claims, n.Events, n.Tracks, n.Stories); err != nil {
		return err
	}
	if rep.Behind {
		_, err = fmt.Fprintln(e.out, "events, tracks or stories of the last pages are still to be made: the next parley ingest or serve goes on with them")
	}
	return err
}
