package source

// This file reads what may keep its reader waiting for ever, a terminal or a pipe that nobody
// writes to: an interrupt must end that, too.

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// waiting gives a read up when the context ends. The read itself cannot be taken back: it
// fills memory of its own, which nobody looks at any more.
type waiting struct {
	ctx context.Context
	r   io.Reader
	buf []byte
}

func (w *waiting) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	if len(w.buf) < len(p) {
		w.buf = make([]byte, len(p))
	}
	type outcome struct {
		n   int
		err error
	}
	got := make(chan outcome, 1)
	buf := w.buf[:len(p)]
	go func() {
		n, err := w.r.Read(buf)
		got <- outcome{n, err}
	}()
	select {
	case o := <-got:
		return copy(p, buf[:o.n]), o.err
	case <-w.ctx.Done():
		w.buf = nil
		return 0, w.ctx.Err()
	}
}

// pipe reads a named pipe; until somebody opens it to write, it cannot even be opened.
func (w *walker) pipe(p string) {
	type opened struct {
		f   *os.File
		err error
	}
	got := make(chan opened, 1)
	go func() {
		f, err := os.Open(p)
		got <- opened{f, err}
	}()
	select {
	case o := <-got:
		if o.err != nil {
			w.fail(p, reasonOf(o.err), bare(o.err))
			return
		}
		defer o.f.Close()
		w.content(&input{place: p, name: strings.ToLower(filepath.Base(p)), r: bufio.NewReaderSize(&waiting{ctx: w.ctx, r: o.f}, bufSize)})
	case <-w.ctx.Done():
	}
}
