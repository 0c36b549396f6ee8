package sqlite

// This file keeps the program from files that are not its own: a mistyped --db must not put
// tables into the database of another program.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"modernc.org/sqlite"
)

// ErrForeign is a SQLite database that another program made.
var ErrForeign = errors.New("this is a database of another program, not a ledger: it is left as it was")

// ours fails where the file is a database that holds something and is no ledger. Nothing is
// written to it, not even the way it keeps its journal. A file that is not there, or is empty, is to become a ledger.
func ours(ctx context.Context, abs string) (err error) {
	info, err := os.Stat(abs)
	switch {
	case err != nil: // not there; or the driver will say why it cannot be opened
		return nil
	case info.IsDir():
		return errors.New("this is a folder, not a file")
	case info.Size() == 0:
		return nil
	}
	db, err := sql.Open("sqlite", dsn(abs, "query_only(1)"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var tables, pages int
	q := "SELECT count(*), count(CASE WHEN name IN ('pages', 'readings') THEN 1 END) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
	if err := db.QueryRowContext(ctx, q).Scan(&tables, &pages); err != nil {
		return err
	}
	if tables > 0 && pages < 2 {
		return ErrForeign
	}
	return nil
}

// What SQLite's codes of errors mean, without what they say besides (https://www.sqlite.org/rescode.html).
const (
	codeReadOnly = 8
	codeCorrupt  = 11
	codeCantOpen = 14
	codeNotADB   = 26
)

// plainly says what a user can do about an error of opening; others stay as they are.
func plainly(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	help := ""
	switch e.Code() & 0xff {
	case codeReadOnly:
		help = "the file and its folder must be writable, also for who only asks; a copy elsewhere will do"
	case codeCorrupt:
		help = "it is damaged or cut off: take a copy that parley backup made, or ingest the pages anew"
	case codeCantOpen:
		help = "its folder is not there, or this user may not write to it"
	case codeNotADB:
		help = "this is no database: it is left as it was"
	default:
		return err
	}
	return fmt.Errorf("%s (%w)", help, err)
}
