package app

import "fmt"

// backupCmd copies the database.
type backupCmd struct {
	File string `arg:"" help:"The copy; it must not exist."`
}

// Run writes the copy while the database may be in use.
func (c *backupCmd) Run(e *env) error {
	db, err := e.store(false)
	if err != nil {
		return err
	}
	if err := db.Backup(e.ctx, c.File); err != nil {
		return err
	}
	if !e.quiet {
		fmt.Fprintf(e.err, "%s written\n", c.File)
	}
	return nil
}
