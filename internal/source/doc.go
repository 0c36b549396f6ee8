// Package source brings bytes in: whatever news pages are kept or sent in becomes pages.
//
// The data:
//
//	path ──▶ compression (.gz, .zst) ──▶ kind, by the first bytes ──▶ *parley.Page
//
//	kind        pages in it                                     Source
//	a page      the whole input, text or HTML                   PATH
//	JSON lines  one a line                                      PATH#ID, or the line's number
//	feed        one an entry (RSS, Atom, JSON Feed)             PATH#GUID, or its link
//	sitemap     listings of up to 1,000 addresses each          PATH, PATH#1001, …
//	WARC        one a response, resource or conversion record   PATH#RECORD-ID, or its URI
//	ZIP, TAR    one a file, itself of any kind                  PATH#NAME
//	mail        the body; attachments of any kind               PATH; PATH#NAME
//	MHTML       the page that was saved                         PATH
//
// A Page holds the bytes as they came, after the containers were opened, and what the
// containers said of them. What cannot be read is an *Error that names its place; it never
// stops the rest. Memory is bounded by Options: containers stream, and no input is held
// whole unless it is one page or feed below MaxPage, one line below MaxLine, or one message
// or archive within another container below MaxHeld. Nothing is ever written, so names in
// archives are only names.
//
// Walk is the one entry function.
package source

import (
	"fmt"
	"io"
	"os"

	"parley/internal/charset"
)

// Reason says in one word why a place could not be read.
type Reason string

// The reasons.
const (
	Missing    Reason = "missing"    // no such file
	Unreadable Reason = "unreadable" // the system refuses, or reading broke off
	Empty      Reason = "empty"      // nothing in it
	Binary     Reason = "binary"     // not text
	TooLarge   Reason = "too-large"  // past one of the limits of Options
	TooDeep    Reason = "too-deep"   // containers in containers past the limit
	TooMany    Reason = "too-many"   // more entries than the limit
	Damaged    Reason = "damaged"    // the container is broken
	BadLine    Reason = "bad-line"   // a line that is not a page in JSON
	BadRecord  Reason = "bad-record" // a record of a WARC that is broken
	BadFeed    Reason = "bad-feed"   // a feed or sitemap that is none, or breaks off
	Locked     Reason = "locked"     // encrypted, or packed in a way that is not known
)

// Error is a place that could not be read, and why.
type Error struct {
	Place  string // PATH, PATH:LINE, PATH#ENTRY or "PATH: record N, byte M"
	Reason Reason
	Err    error
}

// Error says place, reason and detail in one line.
func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("%s: %s", e.Place, e.Reason)
	}
	return fmt.Sprintf("%s: %s: %v", e.Place, e.Reason, e.Err)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Options are the limits of reading. A zero field takes its default.
type Options struct {
	MaxPage    int64             // bytes of one page, or of one feed; 16 MiB
	MaxLine    int64             // bytes of one JSON line; 32 MiB
	MaxHeld    int64             // bytes of one message, or of one ZIP file that cannot be sought in; 64 MiB
	MaxTotal   int64             // bytes that one compressed file may open to; 64 GiB
	MaxRatio   int64             // bytes out for each byte in, past the first MiB; 400
	MaxEntries int               // entries of one archive, feed or message; 1,000,000
	MaxDepth   int               // containers around a page; 3
	Stdin      io.Reader         // what "-" is read from; os.Stdin when nil
	Fetched    string            // EDTF day to stamp pages with: nothing on them is younger
	Charsets   *charset.Detector // decodes feeds and headers; nil knows no syllables
}

const (
	kib = 1 << 10
	mib = 1 << 20
	gib = 1 << 30
)

// withDefaults fills the zero fields.
func (o Options) withDefaults() Options {
	if o.MaxPage <= 0 {
		o.MaxPage = 16 * mib
	}
	if o.MaxLine <= 0 {
		o.MaxLine = 32 * mib
	}
	if o.MaxTotal <= 0 {
		o.MaxTotal = 64 * gib
	}
	if o.MaxRatio <= 0 {
		o.MaxRatio = 400
	}
	if o.MaxHeld <= 0 {
		o.MaxHeld = 64 * mib
	}
	if o.MaxEntries <= 0 {
		o.MaxEntries = 1_000_000
	}
	if o.MaxDepth <= 0 {
		o.MaxDepth = 3
	}
	if o.Stdin == nil {
		o.Stdin = os.Stdin
	}
	if o.Charsets == nil {
		o.Charsets = &charset.Detector{}
	}
	return o
}
