package source

import (
	"bufio"
	"context"
	"errors"
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
	w := &walker{ctx: ctx, opt: opt.withDefaults(), yield: yield, http: bufio.NewReaderSize(nil, maxHeader)}
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
	http  *bufio.Reader // for the header of one HTTP response after another
}

func (w *walker) stopped() bool { return w.done || w.ctx.Err() != nil }

func (w *walker) page(p *parley.Page) {
	if !w.stopped() {
		if p.Fetched == "" || w.opt.Fetched != "" && p.Fetched > w.opt.Fetched {
			p.Fetched = w.opt.Fetched
		}
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
		w.content(&input{place: "-", r: bufio.NewReaderSize(&waiting{ctx: w.ctx, r: w.opt.Stdin}, bufSize)})
		return
	}
	info, err := os.Stat(p)
	switch {
	case err != nil:
		w.fail(p, reasonOf(err), bare(err))
	case info.IsDir():
		w.directory(p)
	case info.Mode()&fs.ModeNamedPipe != 0:
		w.pipe(p)
	case !info.Mode().IsRegular():
		w.fail(p, Unreadable, errors.New("not a file"))
	default:
		w.file(p)
	}
}

// directory reads everything below dir in name order. Links to directories and hidden
// files and folders are passed over.
func (w *walker) directory(dir string) {
	empty := true
	_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if w.stopped() {
			return fs.SkipAll
		}
		if err != nil {
			empty = false
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
			empty = false
			w.fail(p, reasonOf(err), bare(err))
		case info.Mode().IsRegular():
			empty = false
			w.file(p)
		}
		return nil
	})
	if empty {
		w.fail(dir, Empty, errors.New("a folder without files (hidden ones are passed over)"))
	}
}

// file reads one file.
func (w *walker) file(p string) {
	f, err := os.Open(p)
	if err != nil {
		w.fail(p, reasonOf(err), bare(err))
		return
	}
	defer f.Close()
	in := &input{place: p, name: strings.ToLower(filepath.Base(p)), r: bufio.NewReaderSize(f, bufSize)}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		in.at, in.size = f, info.Size()
	}
	w.content(in)
}

// broken reports an error that came while reading: a limit, a damaged container, or the system.
func (w *walker) broken(place string, err error) {
	switch {
	case w.limited(place, err):
	case damaged(err):
		w.fail(place, Damaged, err)
	default:
		w.fail(place, Unreadable, bare(err))
	}
}

// limited reports an error that is the passing of a limit; false means that it is another.
func (w *walker) limited(place string, err error) bool {
	var limit *limitError
	if !errors.As(err, &limit) {
		return false
	}
	w.fail(place, TooLarge, limit)
	return true
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
