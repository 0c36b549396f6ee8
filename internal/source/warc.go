package source

import (
	"bufio"
	"bytes"
	"crypto/sha1" //nolint:gosec // what archives write
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
	"time"

	"parley"
)

// This file reads the records of a WARC file (ISO 28500, versions 0.17 to 1.1). Records
// come from a recordStream, which knows how to find the next one after damage.

// recordStream gives the records of a file one after another.
type recordStream interface {
	// next goes to the start of the next record; io.EOF at the end of the file, errNoRecord
	// where something else stands.
	next() error
	// reader reads from where next has gone.
	reader() *bufio.Reader
	// offset is the byte of the file at which the record begins, or its gzip member.
	offset() int64
	// rest tells whether nothing but blanks stands before the next record or the end.
	rest() error
	// resync goes to the next place that looks like a record after the broken one, so that
	// next finds it; false where there is none.
	resync() bool
}

var (
	errNoRecord = errors.New("no record begins here")
	errLength   = errors.New("its length is not what its header says")
)

// warc reads the pages of a WARC file.
func (w *walker) warc(in *input, s recordStream) {
	pages, n := 0, 0
	for !w.stopped() {
		n++
		err := s.next()
		if err == io.EOF {
			break
		}
		var page bool
		if err == nil {
			page, err = w.record(in, s, n)
		}
		if page {
			pages++
		}
		if err == nil {
			continue
		}
		place := fmt.Sprintf("%s: record %d, byte %d", in.place, n, s.offset())
		if !w.limited(place, err) {
			w.fail(place, BadRecord, err)
		}
		if !s.resync() {
			return
		}
		pages++ // something was said of this file
	}
	if pages == 0 && !w.stopped() {
		w.refuse(in, Empty, fmt.Errorf("none of its %d records is a page", n-1))
	}
}

// record is one record whose block has not been read.
type record struct {
	header
	kind   string
	length int64
	block  *block
}

// record reads one record; page tells whether it was one that holds a page.
func (w *walker) record(in *input, s recordStream, n int) (page bool, err error) {
	r := s.reader()
	line, err := r.ReadSlice('\n')
	if err != nil {
		return false, errNoRecord
	}
	if !bytes.HasPrefix(line, warcMagic) {
		return false, errNoRecord
	}
	h, _, err := readHeader(r)
	if err != nil {
		return false, cause(err, "its header breaks off")
	}
	rec := &record{header: h, kind: strings.ToLower(h["warc-type"])}
	rec.length, err = strconv.ParseInt(h["content-length"], 10, 64)
	if err != nil || rec.length < 0 {
		return false, fmt.Errorf("its length is %q", parley.Plain(clip(h["content-length"], 40)))
	}
	rec.block = newBlock(r, rec.length, h["warc-block-digest"])
	e, err := w.payload(in, rec, n)
	if err != nil && !errors.Is(err, errPart) {
		return false, err
	}
	part := err
	if _, err := io.Copy(io.Discard, rec.block); err != nil {
		return false, cause(err, "its block breaks off")
	}
	if rec.block.left > 0 {
		return false, fmt.Errorf("its block breaks off after %d of %d bytes", rec.length-rec.block.left, rec.length)
	}
	if err := s.rest(); err != nil {
		return false, err
	}
	if part != nil {
		w.broken(w.recordPlace(in, rec, n), errors.Unwrap(part))
		return true, nil
	}
	if e == nil {
		return false, nil
	}
	if !rec.block.sound() {
		e.page.Problems = append(e.page.Problems, parley.Problem{Code: "digest-mismatch", Detail: "the record is not what its digest says"})
	}
	w.content(e)
	return true, nil
}

// clip cuts a text to at most n bytes.
func clip(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

// cause says what happened where err alone says only that bytes ended.
func cause(err error, what string) error {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New(what)
	}
	return err
}

// errPart is about what a record holds, which does not make the record a broken one.
var errPart = errors.New("part")

// partError wraps an error about what a record holds.
type partError struct{ error }

func (e partError) Unwrap() error        { return e.error }
func (e partError) Is(target error) bool { return target == errPart }

// payload reads what a record holds, if that can be a page; nil where it cannot.
func (w *walker) payload(in *input, rec *record, n int) (*input, error) {
	id := w.recordPlace(in, rec, n)[len(in.place)+1:]
	page := in.page
	page.URL = strings.Trim(rec.header["warc-target-uri"], "<> ")
	if !strings.HasPrefix(page.URL, "http://") && !strings.HasPrefix(page.URL, "https://") {
		page.URL = ""
	}
	if day := clip(rec.header["warc-date"], 10); isDay(day) {
		page.Fetched = day
	}
	if rec.header["warc-truncated"] != "" {
		page.Problems = append(page.Problems[:len(page.Problems):len(page.Problems)],
			parley.Problem{Code: "truncated", Detail: "the crawler cut it off: " + parley.Plain(clip(rec.header["warc-truncated"], 40))})
	}
	if seg := rec.header["warc-segment-number"]; seg != "" && seg != "1" {
		return nil, nil
	}
	var body []byte
	var h header
	switch rec.kind {
	case "response":
		if !strings.Contains(strings.ToLower(rec.header["content-type"]), "http") && !strings.HasPrefix(rec.header["warc-target-uri"], "http") {
			return nil, nil
		}
		status, head, b, err := w.response(rec.block)
		if err != nil || status < 200 || status > 299 || b == nil {
			return nil, err
		}
		h, body = head, b
	case "resource", "conversion":
		if !readable(rec.header) || robots(page.URL) || strings.HasPrefix(rec.header["warc-target-uri"], "metadata:") {
			return nil, nil
		}
		b, err := w.all(rec.block, w.opt.MaxPage)
		if err != nil {
			return nil, partError{err}
		}
		h, body = rec.header, b
	default:
		return nil, nil
	}
	if robots(page.URL) || len(bytes.TrimSpace(body)) == 0 {
		return nil, nil
	}
	if why, ok := h[cutOff]; ok {
		page.Problems = append(page.Problems[:len(page.Problems):len(page.Problems)], parley.Problem{Code: "truncated", Detail: "the body breaks off: " + why})
	}
	media, params := h.contentType()
	page.Charset = params["charset"]
	e := in.bytes(id, "", body)
	e.page, e.quiet = page, true
	if media == "text/html" || media == "application/xhtml+xml" {
		e.name = ".html"
	}
	return e, nil
}

// recordPlace is the place of a record: its id, else its address, else its number.
func (w *walker) recordPlace(in *input, rec *record, n int) string {
	id := strings.Trim(rec.header["warc-record-id"], "<> ")
	if id == "" {
		id = strings.Trim(rec.header["warc-target-uri"], "<> ")
	}
	if id == "" {
		id = strconv.Itoa(n)
	}
	return in.place + "#" + entryName(id)
}

// robots tells whether an address is of a file for crawlers, which is text but no page.
func robots(url string) bool {
	url, _, _ = strings.Cut(url, "?")
	return strings.HasSuffix(url, "/robots.txt") || strings.HasSuffix(url, "/ads.txt")
}

// isDay tells whether s is a day as RFC 3339 writes it.
func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// block is what stands behind a record's header. It counts what is left, and sums what is
// read.
type block struct {
	r      *bufio.Reader
	left   int64
	digest hash.Hash // nil where there is none that is known
	want   string
}

// newBlock prepares the block of length bytes, with its digest "algorithm:value".
func newBlock(r *bufio.Reader, length int64, digest string) *block {
	b := &block{r: r, left: length}
	name, value, _ := strings.Cut(digest, ":")
	switch strings.ToLower(name) {
	case "sha1":
		b.digest = sha1.New() //nolint:gosec // what archives write
	case "sha256", "sha-256":
		b.digest = sha256.New()
	}
	b.want = value
	return b
}

func (b *block) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, io.EOF
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if b.digest != nil {
		b.digest.Write(p[:n])
	}
	return n, err
}

// sound tells whether the whole block is what its digest says.
func (b *block) sound() bool {
	if b.digest == nil || b.want == "" {
		return true
	}
	sum := b.digest.Sum(nil)
	switch len(b.want) {
	case hex.EncodedLen(len(sum)):
		return strings.EqualFold(b.want, hex.EncodeToString(sum))
	case base32.StdEncoding.EncodedLen(len(sum)):
		return strings.EqualFold(b.want, base32.StdEncoding.EncodeToString(sum))
	}
	return true
}
