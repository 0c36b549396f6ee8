package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// This file finds records: in a plain file, and in one of gzip members, each a record.

// plain are the records of a file that is not compressed, or compressed as a whole.
type plain struct {
	in    *input
	count *counter
	r     *bufio.Reader
	base  int64 // offset at which count began
	start int64 // of the record
	again int64 // bytes read more than once
}

func plainRecords(in *input) *plain {
	p := &plain{in: in}
	p.from(in.r, 0)
	return p
}

// from goes on reading r, whose first byte has the given offset.
func (p *plain) from(r io.Reader, base int64) {
	p.count, p.base = &counter{r: r}, base
	p.r = bufio.NewReaderSize(p.count, bufSize)
}

func (p *plain) at() int64             { return p.base + p.count.n - int64(p.r.Buffered()) }
func (p *plain) reader() *bufio.Reader { return p.r }
func (p *plain) offset() int64         { return p.start }

func (p *plain) next() error {
	err := skipBlanks(p.r)
	p.start = p.at()
	return err
}

// rest looks at what stands behind a block: blanks, and the next record or the end.
func (p *plain) rest() error { return behind(p.r) }

// resync looks for the next line that begins a record, from the line behind the broken
// record's first where the file can be sought in.
func (p *plain) resync() bool {
	if mayGoBack(p.in, p.start, p.at(), &p.again) {
		p.from(io.NewSectionReader(p.in.at, p.start+1, p.in.size-p.start-1), p.start+1)
	}
	return findRecord(p.r)
}

// mayGoBack tells whether the bytes between start and at may be looked through again for a
// record. A file may be read twice in all and a little more: one in which every record lies
// of its length would else be read once for each.
func mayGoBack(in *input, start, at int64, again *int64) bool {
	if in.at == nil || start+1 >= in.size || *again > in.size+mib {
		return false
	}
	*again += at - start
	return true
}

// skipBlanks goes to the next byte that is no line feed or zero, and looks whether a record
// begins there.
func skipBlanks(r *bufio.Reader) error {
	for {
		c, err := r.ReadByte()
		if err != nil {
			return err
		}
		if c == '\r' || c == '\n' || c == 0 {
			continue
		}
		if err := r.UnreadByte(); err != nil {
			return err
		}
		if head, err := r.Peek(len(warcMagic)); !bytes.Equal(head, warcMagic) {
			if err != nil && err != io.EOF {
				return err
			}
			return errNoRecord
		}
		return nil
	}
}

// behind looks at what stands behind a block.
func behind(r *bufio.Reader) error {
	switch err := skipBlanks(r); {
	case err == io.EOF || err == nil:
		return nil
	case errors.Is(err, errNoRecord):
		return errLength
	default:
		return err
	}
}

// findRecord goes to the next line that begins as a record does.
func findRecord(r *bufio.Reader) bool {
	for {
		buf, err := r.Peek(bufSize)
		for from := 0; ; {
			i := bytes.Index(buf[from:], []byte("\nWARC/"))
			if i < 0 {
				break
			}
			if from += i + 1; from+6 < len(buf) && buf[from+5] >= '0' && buf[from+5] <= '9' && buf[from+6] == '.' {
				_, _ = r.Discard(from)
				return true
			}
		}
		if err != nil {
			return false
		}
		_, _ = r.Discard(len(buf) - 8)
	}
}

// members are the records of a file in which each begins a gzip member of its own. A run
// is a member that begins with a record, and those behind it that do not.
type members struct {
	w     *walker
	in    *input
	count *counter
	raw   *bufio.Reader // compressed bytes
	base  int64
	z     *gzip.Reader
	r     *bufio.Reader // the run
	guard int64         // bytes out of the run
	start int64         // where the run's first member begins
	begin int64         // the same of the next run, when fresh
	open  bool          // z is in a member
	head  []byte        // the first bytes of a member, which told what it is
	fresh bool          // head begins the next run
	err   error         // what broke the run
	later error         // what breaks the next run at its start
	again int64         // bytes read more than once
}

func (w *walker) memberRecords(in *input) *members {
	m := &members{w: w, in: in, r: bufio.NewReaderSize(nil, bufSize)}
	m.from(in.r, 0)
	return m
}

func (m *members) from(r io.Reader, base int64) {
	m.count, m.base = &counter{r: r}, base
	m.raw = bufio.NewReaderSize(m.count, bufSize)
	m.open, m.fresh, m.head, m.err, m.later = false, false, nil, nil, nil
	m.r.Reset(m)
}

func (m *members) at() int64             { return m.base + m.count.n - int64(m.raw.Buffered()) }
func (m *members) reader() *bufio.Reader { return m.r }
func (m *members) offset() int64         { return m.start }

// Read gives the bytes of the run. It ends before a member that begins with a record.
func (m *members) Read(p []byte) (int, error) {
	for {
		switch {
		case m.err != nil:
			return 0, m.err
		case m.fresh:
			return 0, io.EOF
		case len(m.head) > 0:
			n := copy(p, m.head)
			m.head = m.head[n:]
			return n, nil
		case !m.open:
			if err := m.member(); err != nil {
				return 0, err
			}
			continue
		}
		n, err := m.z.Read(p)
		m.guard += int64(n)
		if m.guard > mib && m.guard/m.w.opt.MaxRatio > m.at()-m.begin {
			m.err = &limitError{fmt.Sprintf("opens to more than %d times its size", m.w.opt.MaxRatio)}
			continue
		}
		if err == io.EOF {
			m.open, err = false, nil
		}
		if err != nil {
			m.err = err
		}
		if n > 0 {
			return n, nil
		}
	}
}

// member opens the next member and looks at its first bytes.
func (m *members) member() error {
	for {
		c, err := m.raw.ReadByte()
		if err != nil {
			return err
		}
		if c != 0 { // padding
			_ = m.raw.UnreadByte()
			break
		}
	}
	at := m.at()
	if m.z == nil {
		m.z = new(gzip.Reader)
	}
	head := make([]byte, len(warcMagic))
	n := 0
	err := m.z.Reset(m.raw)
	if err == nil {
		m.z.Multistream(false)
		m.open = true
		n, err = io.ReadFull(m.z, head)
		if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) && !m.atEnd() {
			m.open, err = false, nil // a member shorter than that
		}
	}
	if m.head = head[:n]; err != nil || bytes.Equal(m.head, warcMagic) {
		m.fresh, m.begin, m.guard, m.later = true, at, 0, err
	}
	return nil
}

// atEnd tells whether the compressed bytes end here.
func (m *members) atEnd() bool {
	_, err := m.raw.Peek(1)
	return err != nil
}

func (m *members) next() error {
	err := skipBlanks(m.r)
	if err != io.EOF {
		return err
	}
	if !m.fresh {
		return io.EOF
	}
	m.fresh, m.start, m.err, m.later = false, m.begin, m.later, nil
	m.r.Reset(m)
	return skipBlanks(m.r)
}

func (m *members) rest() error { return behind(m.r) }

// resync goes to the next record of the run, else to the next member that begins with one.
func (m *members) resync() bool {
	if m.err == nil && !m.fresh {
		if findRecord(m.r) {
			return true
		}
	}
	if m.fresh {
		m.r.Reset(m)
		return true
	}
	if mayGoBack(m.in, m.start, m.at(), &m.again) {
		m.from(io.NewSectionReader(m.in.at, m.start+1, m.in.size-m.start-1), m.start+1)
	}
	if !findMember(m.raw) {
		return false
	}
	m.open, m.fresh, m.head, m.err, m.later = false, false, nil, nil, nil
	m.r.Reset(m)
	return true
}

// maxFalse bounds the places that look like a member and are none, in one search.
const maxFalse = 100_000

// findMember goes to the next gzip member that begins with a record.
func findMember(r *bufio.Reader) bool {
	for tries := 0; tries < maxFalse; {
		buf, err := r.Peek(bufSize)
		skip := len(buf) - 2
		if i := bytes.Index(buf, []byte{0x1f, 0x8b, 8}); i >= 0 {
			_, _ = r.Discard(i)
			if gzipHolds(r, warcMagic) {
				return true
			}
			tries++
			skip = 1
		} else if err != nil {
			return false
		}
		if skip < 1 {
			return false
		}
		_, _ = r.Discard(skip)
	}
	return false
}

// gzipHolds tells whether the gzip member at which r stands begins with the magic bytes.
func gzipHolds(r *bufio.Reader, magic []byte) bool {
	head, _ := r.Peek(2 * kib)
	if len(head) < 18 || head[3]&0xe0 != 0 {
		return false
	}
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	got := make([]byte, len(magic))
	_, err = io.ReadFull(z, got)
	return err == nil && bytes.Equal(got, magic)
}
