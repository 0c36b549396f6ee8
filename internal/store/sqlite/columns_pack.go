package sqlite

// This file keeps columns in the ledger, packed, for the next server.

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"strings"
)

// The columns are packed as one text: packedForm, the schema number of the ledger, up to what they
// are made, the words, pages and stories, then every column with its length before it; in zstd, which proves that it is whole,
// cut into parts.
const (
	packedForm = 3
	packedPart = 1 << 20
)

// Columns are packed anew where more than one event in packedShare has changed since, and at least
// packedLeast have.
const (
	packedShare = 20
	packedLeast = 1000
)

// far tells whether the columns that are packed are far behind those that are there. So many
// renewals are about as many events; so many moves are fewer items.
func (s *shelf) far() bool {
	behind := max(s.have.upTo.renewal-s.stored.renewal, s.have.upTo.move-s.stored.move)
	return behind > packedLeast+int64(len(s.have.n)/packedShare) || s.stored.relabelled != s.have.upTo.relabelled
}

// each calls do with all columns that are packed.
func (c *columns) each(do func(column any)) {
	for _, p := range []any{
		&c.n, &c.sum, &c.ids, &c.first, &c.last, &c.at, &c.round, &c.independent, &c.kind, &c.object, &c.status, &c.place, &c.in, &c.track, &c.seen, &c.when,
		&c.topics.from, &c.topics.all, &c.outlets.from, &c.outlets.all, &c.langs.from, &c.langs.all, &c.actors.from, &c.actors.all, &c.roles,
		&c.sides.from, &c.sides.all, &c.targets, &c.items.from, &c.items.all, &c.tales.from, &c.tales.all, &c.byID, &c.order, &c.fresh,
	} {
		do(p)
	}
}

// store writes the columns into the ledger; where that cannot be done the next server reads them.
func (db *DB) store(ctx context.Context, c *columns) {
	var schema int64
	if err := db.read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&schema); err != nil || len(c.odd) > 0 || len(c.n) < packedLeast {
		return
	}
	packed := db.pack(c.packed(schema))
	err := db.inChange(ctx, func(tx *change) error {
		tx.only()
		if _, err := tx.Tx.ExecContext(ctx, "DELETE FROM packed_columns"); err != nil {
			return err
		}
		for len(packed) > 0 {
			part := packed[:min(len(packed), packedPart)]
			packed = packed[len(part):]
			if _, err := tx.Tx.ExecContext(ctx, "INSERT INTO packed_columns (body) VALUES (?)", part); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && db.shelf != nil {
		db.shelf.mu.Lock()
		db.shelf.stored = c.upTo
		db.shelf.mu.Unlock()
	}
}

// packed is the columns as one text. Those with odd ids cannot be packed.
func (c *columns) packed(schema int64) []byte {
	b := binary.AppendUvarint(nil, packedForm)
	for _, n := range []int64{schema, c.upTo.renewal, c.upTo.move, c.upTo.relabelled} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	for _, book := range [][]string{c.words, c.pages.words, c.stories.words} {
		b = binary.AppendUvarint(b, uint64(len(book)))
		text := strings.Join(book, "")
		b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
		for _, w := range book {
			b = binary.AppendUvarint(b, uint64(len(w)))
		}
	}
	c.each(func(column any) {
		n := 0
		switch p := column.(type) {
		case *[]int64:
			n = len(*p)
		case *[]uint64:
			n = len(*p)
		case *[]int32:
			n = len(*p)
		case *[]uint32:
			n = len(*p)
		}
		b, _ = binary.Append(binary.AppendUvarint(b, uint64(n)), binary.LittleEndian, column) // numbers of fixed size always can be
	})
	return b
}

var errPacked = errors.New("packed columns are not whole")

// unpackColumns are the columns that are packed in the ledger, of another state than the present
// one, maybe; nil where there are none that this program packed of this schema.
func (db *DB) unpackColumns(ctx context.Context) (c *columns, err error) {
	var packed []byte
	var schema int64
	err = inTx(ctx, db.read, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&schema); err != nil {
			return err
		}
		return eachRow(ctx, tx, "SELECT body FROM packed_columns ORDER BY part", func(rows *sql.Rows) error {
			var part sql.RawBytes
			err := rows.Scan(&part)
			packed = append(packed, part...)
			return err
		})
	})
	if err != nil || len(packed) == 0 {
		return nil, err
	}
	b, err := db.unpack(packed)
	if err != nil {
		return nil, err
	}
	return unpacked(b, schema)
}

// unpacked reads what packed wrote; nil for what another program or schema wrote.
func unpacked(b []byte, schema int64) (*columns, error) {
	r := &unpacking{b: b}
	if r.number() != packedForm || r.number() != uint64(schema) {
		return nil, r.err
	}
	c := newColumns(newBooks(), 0)
	c.state, c.upTo = -1, upTo{int64(r.number()), int64(r.number()), int64(r.number())}
	for _, book := range []*codebook{&c.codebook, &c.pages, &c.stories} {
		*book = codebook{words: r.words()} // not filed: further does so
	}
	c.each(r.column)
	if r.err != nil || len(r.b) > 0 || !c.sound() {
		return nil, errPacked
	}
	c.codebook = c.codebook.further() // which files the words; pages and stories are filed once others come
	c.post()
	return c, nil
}

// unpacking is what has still to be read.
type unpacking struct {
	b   []byte
	err error
}

func (r *unpacking) number() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.err = errPacked
		return 0
	}
	r.b = r.b[size:]
	return n
}

func (r *unpacking) bytes(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.err = errPacked
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

// words are those of a book, one text in memory.
func (r *unpacking) words() []string {
	n := r.number()
	text := string(r.bytes(r.number()))
	if n > uint64(len(r.b)) { // the length of each takes a byte
		r.err = errPacked
		return nil
	}
	out := make([]string, n)
	for k := range out {
		size := r.number()
		if size > uint64(len(text)) {
			r.err = errPacked
			return nil
		}
		out[k], text = text[:size], text[size:]
	}
	return out
}

func (r *unpacking) column(column any) {
	n := r.number()
	switch p := column.(type) {
	case *[]int64:
		*p = fixed[int64](r, n)
	case *[]uint64:
		*p = fixed[uint64](r, n)
	case *[]int32:
		*p = fixed[int32](r, n)
	case *[]uint32:
		*p = fixed[uint32](r, n)
	}
}

func fixed[T int64 | uint64 | int32 | uint32](r *unpacking, n uint64) []T {
	var one T
	if n > uint64(len(r.b)) { // each takes more than one byte
		r.err = errPacked
		return nil
	}
	b := r.bytes(n * uint64(binary.Size(one)))
	if r.err != nil {
		return nil
	}
	out := make([]T, n)
	if _, err := binary.Decode(b, binary.LittleEndian, out); err != nil {
		r.err = err
	}
	return out
}

// sound tells whether all columns are as long as they are to be, and all places and words are there.
func (c *columns) sound() bool {
	n, words := len(c.n), uint32(len(c.words))
	for _, p := range [][]uint32{c.kind, c.object, c.status, c.place, c.in, c.track, c.seen, c.when, c.topics.all, c.outlets.all, c.langs.all, c.actors.all, c.roles, c.sides.all, c.targets} {
		for _, w := range p {
			if w >= words {
				return false
			}
		}
	}
	for _, item := range c.items.all {
		if item>>16 >= uint64(len(c.pages.words)) {
			return false
		}
	}
	for _, tale := range c.tales.all {
		if tale>>16 >= uint64(len(c.stories.words)) {
			return false
		}
	}
	for _, k := range []int{len(c.sum), len(c.ids), len(c.first), len(c.last), len(c.at), len(c.round), len(c.independent), len(c.kind), len(c.object), len(c.status), len(c.place), len(c.in), len(c.track), len(c.seen), len(c.when)} {
		if k != n {
			return false
		}
	}
	for _, list := range []struct {
		from []uint32
		all  int
	}{{c.topics.from, len(c.topics.all)}, {c.outlets.from, len(c.outlets.all)}, {c.langs.from, len(c.langs.all)}, {c.actors.from, len(c.actors.all)}, {c.sides.from, len(c.sides.all)}, {c.items.from, len(c.items.all)}} {
		if !rising(list.from, n, list.all) {
			return false
		}
	}
	if !rising(c.tales.from, max(len(c.tales.from)-1, 0), len(c.tales.all)) {
		return false
	}
	for _, order := range [][]int32{c.byID, c.order, c.fresh} {
		if len(order) != n {
			return false
		}
		for _, i := range order {
			if i < 0 || int(i) >= n {
				return false
			}
		}
	}
	return len(c.roles) == len(c.actors.all) && len(c.targets) == len(c.sides.all)
}

// rising tells whether n lists begin one after the other and end with all.
func rising(from []uint32, n, all int) bool {
	if n == 0 {
		return all == 0
	}
	if len(from) != n+1 || from[0] != 0 || int(from[n]) != all {
		return false
	}
	for i := range n {
		if from[i] > from[i+1] {
			return false
		}
	}
	return true
}
