package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// This file reads HTTP responses as they stand in archives. Some archives store the body
// as it went over the wire, others decoded under a header that says it is not: both are
// recognised by their bytes.

// response reads status, header and body of an HTTP response; the body is nil where it is
// no page. The rest of the block is left to the caller.
func (w *walker) response(block io.Reader) (status int, h header, body []byte, err error) {
	r := w.http
	r.Reset(block)
	line, err := r.ReadSlice('\n')
	if err != nil || !bytes.HasPrefix(line, []byte("HTTP/")) {
		return 0, nil, nil, nil
	}
	f := strings.Fields(string(line))
	if len(f) < 2 {
		return 0, nil, nil, nil
	}
	status, _ = strconv.Atoi(f[1])
	h, _, err = readHeader(r)
	if err != nil && !errors.Is(err, errHeader) {
		return 0, h, nil, nil // the record says itself whether it was cut off
	}
	if err != nil || status < 200 || status > 299 || !readable(h) {
		return status, h, nil, nil
	}
	body, err = io.ReadAll(io.LimitReader(decoded(r, h, w.opt), w.opt.MaxPage+1))
	switch {
	case int64(len(body)) > w.opt.MaxPage:
		return status, h, nil, partError{tooLong(w.opt.MaxPage)}
	case err != nil && len(body) > 0 && damaged(err):
		h[cutOff] = err.Error()
	case err != nil:
		return status, h, nil, partError{err}
	}
	return status, h, body, nil
}

// cutOff is the field under which response says that the body's compression breaks off.
const cutOff = "cut off"

// readable tells whether a header says that a page or a feed follows. A missing type may be
// one.
func readable(h header) bool {
	media, _ := h.contentType()
	switch media {
	case "", "text/html", "text/plain", "application/xhtml+xml", "text/xml", "application/xml", "application/rss+xml", "application/atom+xml",
		"application/rdf+xml", "application/feed+json", "application/json", "message/rfc822", "multipart/related", "application/octet-stream":
		return true
	}
	return false
}

// decoded takes off the transfer and content encodings that the header names and the bytes
// show.
func decoded(r *bufio.Reader, h header, opt Options) io.Reader {
	if strings.Contains(strings.ToLower(h["transfer-encoding"]), "chunked") {
		if _, ok := chunkSize(peekLine(r)); ok {
			r = bufio.NewReaderSize(&chunks{r: r}, 4*kib)
		}
	}
	in := &counter{r: r}
	head, _ := r.Peek(4)
	encoding := strings.ToLower(strings.TrimSpace(h["content-encoding"]))
	var out io.Reader
	switch {
	case bytes.HasPrefix(head, gzipMagic):
		z, err := gzip.NewReader(in)
		if err != nil {
			return failing{err}
		}
		out = z
	case bytes.HasPrefix(head, zstdMagic):
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64*mib), zstd.WithDecoderMaxWindow(32*mib))
		if err != nil {
			return failing{err}
		}
		out = z.IOReadCloser()
	case encoding == "br" && !textual(r):
		out = brotli.NewReader(in)
	case encoding == "deflate" && !textual(r):
		if !zlibHead(head) { // as the standard has it; many servers leave the frame out
			out = flate.NewReader(in)
			break
		}
		z, err := zlib.NewReader(in)
		if err != nil {
			return failing{err}
		}
		out = z
	default:
		return r
	}
	return &guarded{r: out, in: in, n: new(int64), opt: opt}
}

// zlibHead tells whether bytes begin a zlib stream (RFC 1950, 2.2): method 8, and a checksum over
// the first two.
func zlibHead(b []byte) bool {
	return len(b) > 1 && b[0]&0x0f == 8 && (int(b[0])<<8|int(b[1]))%31 == 0
}

// textual tells whether the bytes are text already, whatever the header says.
func textual(r *bufio.Reader) bool {
	head, _ := r.Peek(64)
	for _, c := range head {
		if c >= 0x7f || c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return len(head) > 0
}

// failing is a reader that cannot read.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// peekLine gives the first line of what comes, if it is short.
func peekLine(r *bufio.Reader) []byte {
	head, _ := r.Peek(40)
	line, _, ok := bytes.Cut(head, []byte("\n"))
	if !ok {
		return nil
	}
	return line
}

// chunkSize reads the line before a chunk.
func chunkSize(line []byte) (int64, bool) {
	digits, _, _ := bytes.Cut(line, []byte(";"))
	n, err := strconv.ParseInt(string(bytes.TrimSpace(digits)), 16, 64)
	return n, err == nil && n >= 0
}

// chunks reads a chunked body. Where it stops being chunked it ends with an error; where it
// breaks off, with what there is.
type chunks struct {
	r    *bufio.Reader
	left int64
	done bool
}

func (c *chunks) Read(p []byte) (int, error) {
	for c.left == 0 && !c.done {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return 0, io.EOF
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue // behind a chunk
		}
		n, ok := chunkSize(line)
		if !ok {
			return 0, fmt.Errorf("corrupt: no size of a chunk: %.20q", line)
		}
		c.left, c.done = n, n == 0
	}
	if c.done {
		return 0, io.EOF
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}
