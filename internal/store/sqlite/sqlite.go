// Package sqlite keeps a ledger in one SQLite file.
//
// Two pools work on the file: one connection that writes (WAL, immediate transactions,
// every commit reaches the disk before it is answered) and several that only read. Page
// bytes and readings are compressed with zstd; events (packed as notes are), tracks and stories
// are JSON beside the columns that lists are made by. Rows of derived tables carry a sum of their JSON, so
// that deriving everything again writes only what changed.
//
// Files: sqlite.go opens, migrates, closes; change.go and bulk.go write, pack.go compresses; source.go pages, readings, edits; derived.go
// and tracks.go what the stages make, touched.go what they touched, note.go what they keep to go on from; whose.go refuses files of others; read.go the questions, lines.go those for lists and sums, said.go what is kept apart from pages, ready.go how they are asked fast,
// search.go those that filter events, columns.go (made, read, kept and packed by columns_*.go), find.go, match.go, words.go, words_read.go, zones.go, tally.go, facts.go and circle_kept.go the same from memory; renewal.go what is new, and saved searches; verify.go proof and backup.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite" // the driver

	"parley/internal/store"
	"parley/internal/store/decode"
)

// DB is a ledger in a SQLite file. It is safe for use by several goroutines.
type DB struct {
	write     *sql.DB
	read      *sql.DB
	enc       *zstd.Encoder
	dec       *zstd.Decoder
	noteDict  *s2.Dict
	shelf     *shelf // nil: nothing is kept in memory
	plans     decode.Plans
	parts     *decode.Plans // of parts of nouns
	ready     ready         // asked of the pool that reads
	own       ready         // asked by the stages, of the connection that writes
	puts      puts
	stated    stated
	positions positions
}

var _ store.Store = (*DB)(nil)

// Open opens the ledger in the file, makes it where there is none, and brings its schema
// up to date.
func Open(ctx context.Context, file string) (*DB, error) {
	db, err := open(ctx, file)
	if err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", file, plainly(err))
	}
	return db, nil
}

func open(ctx context.Context, file string) (*DB, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	if err := ours(ctx, abs); err != nil {
		return nil, err
	}
	db := &DB{noteDict: newNoteDict(), parts: decode.Some()}
	if db.enc, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(window)); err != nil {
		return nil, err
	}
	if db.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxUnpacked)); err != nil {
		return nil, err
	}
	// Statements keep in memory what they would take back, and pages that are written again and
	// again are carried over into the file once for many of them. What the stages ask for is
	// asked here, too: a connection that only reads forgets all pages with every commit.
	if db.write, err = sql.Open("sqlite", dsn(abs, "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "cache_size(-40000)", "temp_store(MEMORY)", "wal_autocheckpoint(8000)")); err != nil {
		return nil, err
	}
	db.write.SetMaxOpenConns(1)
	if err := migrate(ctx, db.write); err != nil {
		return nil, errors.Join(err, db.write.Close())
	}
	if db.read, err = sql.Open("sqlite", dsn(abs, "query_only(1)", "cache_size(-24000)")); err != nil {
		return nil, errors.Join(err, db.write.Close())
	}
	db.read.SetMaxOpenConns(4)
	db.ready.pool, db.own.pool = db.read, db.write
	return db, nil
}

func dsn(abs string, pragmas ...string) string {
	q := url.Values{"_txlock": {"immediate"}, "_pragma": append([]string{"busy_timeout(10000)"}, pragmas...)}
	if pragmas[0] == "query_only(1)" {
		q.Set("_txlock", "deferred")
	}
	return (&url.URL{Scheme: "file", Path: abs, RawQuery: q.Encode()}).String()
}

// Close closes the ledger.
func (db *DB) Close() error {
	db.shelf.close()
	db.ready.close()
	db.own.close()
	db.puts.close()
	db.dec.Close()
	return errors.Join(db.read.Close(), db.enc.Close(), db.write.Close())
}

// migrate applies the numbered files that the ledger lacks, each in a transaction.
func migrate(ctx context.Context, w *sql.DB) error {
	files, err := fs.Glob(store.Schema, "schema/*.sql") // in order of name
	if err != nil {
		return err
	}
	var have int
	if err := w.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return err
	}
	if have > len(files) {
		return fmt.Errorf("its schema number %d is newer than this program's %d", have, len(files))
	}
	for _, f := range files {
		n, err := strconv.Atoi(strings.TrimSuffix(filepath.Base(f), ".sql"))
		if err != nil {
			return fmt.Errorf("migration %s: %w", f, err)
		}
		if n <= have {
			continue
		}
		if err := apply(ctx, w, f, n); err != nil {
			return fmt.Errorf("migration %s: %w", f, err)
		}
	}
	return nil
}

func apply(ctx context.Context, w *sql.DB, file string, n int) error {
	text, err := store.Schema.ReadFile(file)
	if err != nil {
		return err
	}
	return inTx(ctx, w, func(tx *sql.Tx) error {
		var have int // another process may have been faster
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil || have >= n {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "PRAGMA user_version = "+strconv.Itoa(n))
		return err
	})
}

// within names the method once in an error that leaves the package.
func within(err *error, method string) {
	if *err != nil {
		*err = fmt.Errorf("ledger: %s: %w", method, *err)
	}
}
