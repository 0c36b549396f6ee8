package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"parley"
)

// This file opens what comes in, layer by layer: compression, then the kind of container,
// then the single page.

// input is something to be read: a file, standard input, or what stood in a container.
type input struct {
	place  string        // what errors name, and what pages have as source
	name   string        // its name in lower case, for the ending; "" where it has none
	r      *bufio.Reader // its bytes
	at     io.ReaderAt   // the same bytes for readers that seek; nil where they only stream
	size   int64         // how many, where at is not nil
	page   parley.Page   // what the containers said of it
	depth  int           // containers around it
	layers int           // compressions around it, within the innermost container
	quiet  bool          // a part of something larger: what is no page is passed over without a word
}

// bufSize is the size of the buffers that content is looked at in.
const bufSize = 64 * kib

// entry makes the input of something that stands in the container in.
func (in *input) entry(id, name string, r io.Reader) *input {
	return &input{
		place: in.place + "#" + id, name: strings.ToLower(path.Base(name)),
		r: bufio.NewReaderSize(r, bufSize), page: in.page, depth: in.depth + 1, quiet: in.quiet,
	}
}

// bytes makes the input of bytes that stand in the container in.
func (in *input) bytes(id, name string, b []byte) *input {
	return &input{
		place: in.place + "#" + id, name: strings.ToLower(path.Base(name)),
		r: bufio.NewReaderSize(bytes.NewReader(b), min(bufSize, len(b))), at: bytes.NewReader(b), size: int64(len(b)),
		page: in.page, depth: in.depth + 1, quiet: in.quiet,
	}
}

// content reads an input of any kind: its first bytes tell which.
func (w *walker) content(in *input) {
	head, err := in.r.Peek(4 * kib)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			w.broken(in.place, err)
		} else {
			w.refuse(in, Empty, nil)
		}
		return
	}
	if compressed(head) {
		w.compressed(in, head)
		return
	}
	if strings.HasSuffix(in.name, ".gz") || strings.HasSuffix(in.name, ".zst") {
		w.fail(in.place, Damaged, errors.New("not compressed as its name says"))
		return
	}
	kind := w.kind(in)
	if kind.container() && in.depth >= w.opt.MaxDepth {
		w.fail(in.place, TooDeep, fmt.Errorf("containers may stand in each other %d deep", w.opt.MaxDepth))
		return
	}
	switch kind {
	case kindLines:
		w.lines(in)
	case kindZip:
		w.zip(in)
	case kindTar:
		w.tar(in)
	case kindWARC:
		w.warc(in, plainRecords(in))
	case kindFeed:
		w.feed(in)
	case kindJSONFeed:
		w.jsonFeed(in)
	case kindSitemap:
		w.sitemap(in)
	case kindMail:
		w.mail(in)
	default:
		w.document(in)
	}
}

// compressed opens one layer of compression. A WARC of one member a record keeps its
// members apart, so that a broken one costs no more than itself.
func (w *walker) compressed(in *input, head []byte) {
	if in.layers >= maxLayers {
		w.fail(in.place, TooDeep, fmt.Errorf("compressed more than %d times", maxLayers))
		return
	}
	if bytes.HasPrefix(head, gzipMagic) && (strings.HasSuffix(in.name, ".warc.gz") || gzipHolds(in.r, warcMagic)) {
		if in.depth >= w.opt.MaxDepth {
			w.fail(in.place, TooDeep, fmt.Errorf("containers may stand in each other %d deep", w.opt.MaxDepth))
			return
		}
		w.warc(in, w.memberRecords(in))
		return
	}
	r, name, err := w.open(in.r, in.name)
	if err != nil {
		w.fail(in.place, Damaged, err)
		return
	}
	defer r.Close()
	inner := *in
	inner.name, inner.r, inner.at, inner.layers = name, bufio.NewReaderSize(r, bufSize), nil, in.layers+1
	w.content(&inner)
}

// maxLayers bounds compressions around compressions.
const maxLayers = 2

// document reads one page that is the whole input.
func (w *walker) document(in *input) {
	data, err := w.all(in.r, w.opt.MaxPage)
	if err != nil {
		w.broken(in.place, err)
		return
	}
	if why := notText(data); why != "" {
		w.refuse(in, Binary, errors.New(why))
		return
	}
	p := in.page
	p.Source, p.Bytes = in.place, data
	if p.Media == parley.MediaUnknown {
		p.Media = media(data, path.Ext(in.name))
	}
	w.page(&p)
}

// all reads r to its end; more than limit bytes are an error.
func (w *walker) all(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, tooLong(limit)
	}
	return data, err
}

// tooLong says that something is longer than it may be.
func tooLong(limit int64) *limitError {
	return &limitError{fmt.Sprintf("longer than the limit of %d bytes", limit)}
}

// refuse reports an input that is no page, unless it is a part of something larger.
func (w *walker) refuse(in *input, why Reason, err error) {
	if !in.quiet {
		w.fail(in.place, why, err)
	}
}
