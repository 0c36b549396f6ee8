// Package source brings bytes in: files, directories, standard input and lines of JSON
// become pages.
//
// The data:
//
//	path ──▶ container (plain, .gz, .zst) ──▶ one document, or .jsonl: one page a line ──▶ *parley.Page
//
// A Page holds the bytes as they came, after the container was opened, and what the
// container said of them. What cannot be read is an *Error that names its place; it never
// stops the rest. Memory is bounded by Options: no input is ever held whole unless it is
// one page below MaxPage, or one line below MaxLine.
//
// Walk is the one entry function.
package source

import "fmt"

// Reason says in one word why a place could not be read.
type Reason string

// The reasons.
const (
	Missing    Reason = "missing"    // no such file
	Unreadable Reason = "unreadable" // the system refuses, or reading broke off
	Empty      Reason = "empty"      // nothing in it
	Binary     Reason = "binary"     // not text
	TooLarge   Reason = "too-large"  // past one of the limits of Options
	Damaged    Reason = "damaged"    // the compressed container is broken
	BadLine    Reason = "bad-line"   // a line that is not a page in JSON
)

// Error is a place that could not be read, and why.
type Error struct {
	Place  string // PATH or PATH:LINE
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
	MaxPage  int64 // bytes of one page; 16 MiB
	MaxLine  int64 // bytes of one JSON line; 32 MiB
	MaxTotal int64 // bytes that one compressed file may open to; 64 GiB
	MaxRatio int64 // bytes out for each byte in, past the first MiB; 400
	Stdin    Reader
	Fetched  string // EDTF day to stamp pages with: nothing on them is younger
}

// Reader is what "-" is read from; os.Stdin when nil.
type Reader interface {
	Read(p []byte) (int, error)
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
	return o
}
