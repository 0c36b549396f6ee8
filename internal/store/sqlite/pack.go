package sqlite

// This file compresses: pages and readings with zstd, the many small notes and events with S2 and a
// dictionary of what notes are made of, which is a fifth of the work and half the size.

import (
	_ "embed"
	"encoding/binary"
	"fmt"

	"github.com/klauspost/compress/s2"
)

// window is how far back what is compressed is looked through: most pages are smaller.
const window = 1 << 18

// maxUnpacked bounds what one compressed value may unpack to.
const maxUnpacked = 1 << 28

func (db *DB) pack(b []byte) []byte { return db.enc.EncodeAll(b, nil) }

func (db *DB) unpack(b []byte) ([]byte, error) { return db.dec.DecodeAll(b, nil) }

// noteWords is made-up notes. What was packed with them can be read with them alone: other
// ones need a migration that makes all notes anew.
//
//go:embed notes.dict
var noteWords []byte

// newNoteDict is the dictionary of notes. Where it is searched first does not matter.
func newNoteDict() *s2.Dict { return s2.NewDict(append(binary.AppendUvarint(nil, 0), noteWords...)) }

// packNote compresses a part of a note; nothing stays nothing.
func (db *DB) packNote(b []byte) []byte {
	if len(b) == 0 {
		return []byte{}
	}
	return db.noteDict.Encode(nil, b)
}

func (db *DB) unpackNote(b []byte) ([]byte, error) {
	if len(b) == 0 {
		return nil, nil
	}
	if n, err := s2.DecodedLen(b); err != nil || n > maxUnpacked {
		return nil, fmt.Errorf("packed note of %d bytes: %w", n, err)
	}
	return db.noteDict.Decode(nil, b)
}
