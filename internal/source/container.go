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

// open opens the container of r, told by its first bytes, and returns the name without
// the container's ending. Only one layer is opened.
func (w *walker) open(r *bufio.Reader, name string) (io.ReadCloser, string, error) {
	head, _ := r.Peek(4)
	in := &counter{r: r}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, name, err
		}
		return w.guard(z, in, func() { z.Close() }), strings.TrimSuffix(name, ".gz"), nil
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64*mib), zstd.WithDecoderMaxWindow(32*mib))
		if err != nil {
			return nil, name, err
		}
		return w.guard(z, in, z.Close), strings.TrimSuffix(name, ".zst"), nil
	case len(head) > 0 && (strings.HasSuffix(name, ".gz") || strings.HasSuffix(name, ".zst")):
		return nil, name, errors.New("not compressed as its name says")
	}
	return io.NopCloser(r), name, nil
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
	n     int64
	opt   Options
	close func()
}

func (w *walker) guard(r io.Reader, in *counter, close func()) io.ReadCloser {
	return &guarded{r: r, in: in, opt: w.opt, close: close}
}

func (g *guarded) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.n += int64(n)
	if g.n > g.opt.MaxTotal {
		return 0, &limitError{fmt.Sprintf("opens to more than %d bytes", g.opt.MaxTotal)}
	}
	if g.n > mib && g.n/g.opt.MaxRatio > g.in.n {
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
