package source

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"parley"
)

// Walk reads the paths in order and yields each page, or the error of each place that
// could not be read. A directory is walked in name order; "-" is standard input. Walk
// stops when yield returns false or ctx is done.
func Walk(ctx context.Context, paths []string, opt Options, yield func(*parley.Page, error) bool) {
	w := &walker{ctx: ctx, opt: opt.withDefaults(), yield: yield}
	for _, p := range paths {
		if w.stopped() {
			return
		}
		w.path(p)
	}
}

// walker is one run of Walk.
type walker struct {
	ctx   context.Context
	opt   Options
	yield func(*parley.Page, error) bool
	done  bool
}

func (w *walker) stopped() bool { return w.done || w.ctx.Err() != nil }

func (w *walker) page(p *parley.Page) {
	if !w.stopped() {
		p.Fetched = w.opt.Fetched
		w.done = !w.yield(p, nil)
	}
}

func (w *walker) fail(place string, why Reason, err error) {
	if !w.stopped() {
		w.done = !w.yield(nil, &Error{Place: place, Reason: why, Err: err})
	}
}

// path reads one argument.
func (w *walker) path(p string) {
	if p == "-" {
		var in io.Reader = os.Stdin
		if w.opt.Stdin != nil {
			in = w.opt.Stdin
		}
		w.stream("-", in, "")
		return
	}
	info, err := os.Stat(p)
	switch {
	case err != nil:
		w.fail(p, reasonOf(err), bare(err))
	case info.IsDir():
		w.directory(p)
	case !info.Mode().IsRegular() && info.Mode()&fs.ModeNamedPipe == 0:
		w.fail(p, Unreadable, errors.New("not a file"))
	default:
		w.file(p)
	}
}

// directory reads everything below dir in name order. Links to directories and hidden
// files and folders are passed over.
func (w *walker) directory(dir string) {
	_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if w.stopped() {
			return fs.SkipAll
		}
		if err != nil {
			w.fail(p, reasonOf(err), bare(err))
			return nil
		}
		if p != dir && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		info, err := os.Stat(p)
		switch {
		case err != nil:
			w.fail(p, reasonOf(err), bare(err))
		case info.Mode().IsRegular():
			w.file(p)
		}
		return nil
	})
}

// file reads one file.
func (w *walker) file(p string) {
	f, err := os.Open(p)
	if err != nil {
		w.fail(p, reasonOf(err), bare(err))
		return
	}
	defer f.Close()
	w.stream(p, f, strings.ToLower(filepath.Base(p)))
}

// stream reads one opened file or standard input: container first, then what is in it.
func (w *walker) stream(place string, in io.Reader, name string) {
	raw := bufio.NewReaderSize(in, 64*kib)
	r, name, err := w.open(raw, name)
	if err != nil {
		w.fail(place, Damaged, err)
		return
	}
	defer r.Close()
	br := bufio.NewReaderSize(r, 64*kib)
	head, err := br.Peek(4 * kib)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			w.broken(place, err)
			return
		}
		w.fail(place, Empty, nil)
		return
	}
	ext := filepath.Ext(name)
	if ext == ".jsonl" || ext == ".ndjson" || (place == "-" && looksLikeJSONLines(head)) {
		w.lines(place, br)
		return
	}
	w.document(place, br, ext)
}

// document reads one page that is a whole file.
func (w *walker) document(place string, r io.Reader, ext string) {
	data, err := io.ReadAll(io.LimitReader(r, w.opt.MaxPage+1))
	if err != nil {
		w.broken(place, err)
		return
	}
	if int64(len(data)) > w.opt.MaxPage {
		w.fail(place, TooLarge, fmt.Errorf("a page may have %d bytes", w.opt.MaxPage))
		return
	}
	if why := binary(data); why != "" {
		w.fail(place, Binary, errors.New(why))
		return
	}
	w.page(&parley.Page{Source: place, Bytes: data, Media: media(data, ext)})
}

// broken reports an error that came while reading: a limit, a damaged container, or the system.
func (w *walker) broken(place string, err error) {
	var limit *limitError
	switch {
	case errors.As(err, &limit):
		w.fail(place, TooLarge, err)
	case damaged(err):
		w.fail(place, Damaged, err)
	default:
		w.fail(place, Unreadable, bare(err))
	}
}

// reasonOf tells a missing file from one that cannot be read.
func reasonOf(err error) Reason {
	if errors.Is(err, fs.ErrNotExist) {
		return Missing
	}
	return Unreadable
}

// bare drops the path from a system error, since the place already names it.
func bare(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
