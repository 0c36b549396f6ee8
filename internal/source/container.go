package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// limitError says that a limit of Options was passed.
type limitError struct{ text string }

func (e *limitError) Error() string { return e.text }

// open opens the compression of r, told by its first bytes, and returns the name without
// its ending.
func (w *walker) open(r *bufio.Reader, name string) (io.ReadCloser, string, error) {
	head, _ := r.Peek(4)
	in := &counter{r: r}
	switch {
	case bytes.HasPrefix(head, gzipMagic):
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, name, err
		}
		return w.guard(z, in, func() { z.Close() }), bareName(name, ".gz", ".tgz"), nil
	case bytes.HasPrefix(head, zstdMagic):
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64*mib), zstd.WithDecoderMaxWindow(32*mib))
		if err != nil {
			return nil, name, err
		}
		return w.guard(z, in, z.Close), bareName(name, ".zst", ".tzst"), nil
	}
	return io.NopCloser(r), name, nil
}

// bareName drops the ending that says how a file is compressed.
func bareName(name string, endings ...string) string {
	for _, e := range endings {
		name = strings.TrimSuffix(name, e)
	}
	return name
}

// counter counts what was read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// guarded is an opened container that stops at the limits.
type guarded struct {
	r     io.Reader
	in    *counter
	n     *int64
	opt   Options
	close func()

	passed bool // a limit of the whole container was passed
}

// guard counts what comes out of r against what went in.
func (w *walker) guard(r io.Reader, in *counter, close func()) io.ReadCloser {
	return &guarded{r: r, in: in, n: new(int64), opt: w.opt, close: close}
}

func (g *guarded) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	*g.n += int64(n)
	if *g.n > g.opt.MaxTotal {
		g.passed = true
		return 0, &limitError{fmt.Sprintf("opens to more than %d bytes", g.opt.MaxTotal)}
	}
	if *g.n > mib && *g.n/g.opt.MaxRatio > g.in.n {
		g.passed = true
		return 0, &limitError{fmt.Sprintf("opens to more than %d times its size", g.opt.MaxRatio)}
	}
	return n, err
}

func (g *guarded) Close() error { g.close(); return nil }

// damaged tells whether err means that the compressed bytes are broken.
func damaged(err error) bool {
	for _, e := range []error{
		gzip.ErrChecksum, gzip.ErrHeader, io.ErrUnexpectedEOF, zstd.ErrMagicMismatch,
		zstd.ErrCRCMismatch, zstd.ErrReservedBlockType, zstd.ErrWindowSizeExceeded, zstd.ErrDecoderSizeExceeded,
	} {
		if errors.Is(err, e) {
			return true
		}
	}
	s := err.Error()
	return strings.Contains(s, "flate:") || strings.Contains(s, "corrupt") || strings.Contains(s, "invalid input")
}
