package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
)

// This file reads ZIP archives. The directory at the end is read entry by entry, never
// whole: a hostile one may list more entries than memory holds. Where it is broken, or the
// end of the file is missing, the headers before the entries are looked for instead.

// zipEntry is one file of an archive.
type zipEntry struct {
	name   string
	flags  uint16
	method uint16
	crc    uint32
	packed int64 // bytes in the archive
	size   int64 // bytes when opened
	header int64 // where its own header stands
}

// passedOver tells folders and hidden files.
func (e *zipEntry) passedOver() bool { return strings.HasSuffix(e.name, "/") || hiddenName(e.name) }

var errNoFiles = errors.New("an archive without files")

// unknown is the size of an entry whose header does not tell.
const unknown = -1

// zipFile is an archive that is being read.
type zipFile struct {
	w    *walker
	in   *input
	data io.ReaderAt
	size int64
	read *counter // the archive's size stands for what went in
	out  int64    // bytes out of all entries
}

// zip reads the entries of a ZIP archive in the order of its directory.
func (w *walker) zip(in *input) {
	z := &zipFile{w: w, in: in, data: in.at, size: in.size}
	if z.data == nil {
		b, err := w.all(in.r, w.opt.MaxHeld)
		if err != nil {
			w.broken(in.place, err)
			return
		}
		z.data, z.size = bytes.NewReader(b), int64(len(b))
	}
	z.read = &counter{n: z.size}
	at, base, end, err := z.directory()
	if err != nil {
		w.fail(in.place, Damaged, fmt.Errorf("%w; its entries are looked for one by one", err))
		z.scan()
		return
	}
	dir := io.NewSectionReader(z.data, at, end-at)
	files := 0
	for n := 1; !w.stopped(); n++ {
		e, err := readDirectory(dir)
		if err == io.EOF {
			if files == 0 {
				w.refuse(in, Empty, errNoFiles)
			}
			return
		}
		if err != nil {
			w.fail(in.place, Damaged, fmt.Errorf("entry %d of its directory: %w", n, err))
			return
		}
		if n > w.opt.MaxEntries {
			w.tooMany(in)
			return
		}
		if e.passedOver() {
			continue
		}
		files++
		e.header += base
		if !z.entry(e) {
			return
		}
	}
}

// directory finds where the directory stands, what must be added to its offsets, and where
// it ends.
func (z *zipFile) directory() (at, base, end int64, err error) {
	tail := make([]byte, min(z.size, 64*kib+22))
	if _, err := z.data.ReadAt(tail, z.size-int64(len(tail))); err != nil && err != io.EOF {
		return 0, 0, 0, err
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < 22 {
		return 0, 0, 0, errors.New("the archive has no directory")
	}
	end = z.size - int64(len(tail)) + int64(i)
	length, offset := int64(binary.LittleEndian.Uint32(tail[i+12:])), int64(binary.LittleEndian.Uint32(tail[i+16:]))
	if length == 0xffffffff || offset == 0xffffffff || binary.LittleEndian.Uint16(tail[i+10:]) == 0xffff {
		if big, ok := z.directory64(end); ok {
			length, offset, end = big[0], big[1], big[2]
		}
	}
	at = end - length
	if length < 0 || offset < 0 || at < 0 || at < offset {
		return 0, 0, 0, errors.New("the archive's directory is not where its end says")
	}
	var first [4]byte
	if length > 0 {
		if _, err := z.data.ReadAt(first[:], at); err != nil || string(first[:]) != "PK\x01\x02" {
			return 0, 0, 0, errors.New("the archive's directory is not where its end says")
		}
	}
	return at, at - offset, end, nil
}

// directory64 reads length, offset and end of a directory from the records of large archives.
func (z *zipFile) directory64(end int64) (out [3]int64, ok bool) {
	var b [56]byte
	if end < 20 {
		return out, false
	}
	if _, err := z.data.ReadAt(b[:20], end-20); err != nil || string(b[:4]) != "PK\x06\x07" {
		return out, false
	}
	at := int64(binary.LittleEndian.Uint64(b[8:]))
	if at < 0 || at > end-56 {
		return out, false
	}
	if _, err := z.data.ReadAt(b[:], at); err != nil || string(b[:4]) != "PK\x06\x06" {
		return out, false
	}
	return [3]int64{int64(binary.LittleEndian.Uint64(b[40:])), int64(binary.LittleEndian.Uint64(b[48:])), at}, true
}

// readDirectory reads the next entry of the directory.
func readDirectory(r io.Reader) (*zipEntry, error) {
	var b [46]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return nil, err
	}
	if string(b[:4]) != "PK\x01\x02" {
		return nil, errors.New("not the header of an entry")
	}
	u16 := func(i int) int { return int(binary.LittleEndian.Uint16(b[i:])) }
	u32 := func(i int) int64 { return int64(binary.LittleEndian.Uint32(b[i:])) }
	rest := make([]byte, u16(28)+u16(30)+u16(32))
	if _, err := io.ReadFull(r, rest); err != nil {
		return nil, err
	}
	e := &zipEntry{
		name: string(rest[:u16(28)]), flags: uint16(u16(8)), method: uint16(u16(10)), crc: uint32(u32(16)),
		packed: u32(20), size: u32(24), header: u32(42),
	}
	e.extra(rest[u16(28) : u16(28)+u16(30)])
	if e.packed < 0 || e.size < 0 || e.header < 0 {
		return nil, errors.New("a size that cannot be")
	}
	return e, nil
}

// extra reads the sizes of large entries from the fields behind a name.
func (e *zipEntry) extra(b []byte) {
	for len(b) >= 4 {
		id, n := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if b = b[4:]; n > len(b) {
			return
		}
		field := b[:n]
		b = b[n:]
		if id != 1 {
			continue
		}
		for _, to := range []*int64{&e.size, &e.packed, &e.header} {
			if *to == 0xffffffff && len(field) >= 8 {
				*to = int64(binary.LittleEndian.Uint64(field))
				field = field[8:]
			}
		}
	}
}

// entry reads one file of the archive; false means that the whole archive is past a limit.
func (z *zipFile) entry(e *zipEntry) bool {
	place := z.in.place + "#" + entryName(e.name)
	var b [30]byte
	if _, err := z.data.ReadAt(b[:], e.header); err != nil || string(b[:4]) != "PK\x03\x04" {
		z.w.fail(place, Damaged, fmt.Errorf("no entry at byte %d", e.header))
		return true
	}
	from := e.header + 30 + int64(binary.LittleEndian.Uint16(b[26:])) + int64(binary.LittleEndian.Uint16(b[28:]))
	_, ok := z.open(e, place, from)
	return ok
}

// open reads the entry whose bytes begin at from. used is how many of the archive's
// bytes its data are, where the entry does not tell.
func (z *zipFile) open(e *zipEntry, place string, from int64) (used int64, ok bool) {
	packed := e.packed
	if packed == unknown {
		packed = z.size - from
	}
	raw := &byteCounter{r: io.NewSectionReader(z.data, from, max(0, min(packed, z.size-from)))}
	r, err := unpack(e, raw)
	if err != nil {
		z.w.fail(place, Locked, err)
		return 0, true
	}
	defer r.Close()
	g := &guarded{r: r, in: z.read, n: &z.out, opt: z.w.opt}
	sum := &summed{r: g, want: e.crc, size: e.size}
	z.w.content(z.in.entry(entryName(e.name), e.name, sum))
	if g.passed {
		z.w.fail(z.in.place, TooLarge, errors.New("the rest of the archive is left"))
		return 0, false
	}
	if e.packed == unknown {
		_, _ = io.Copy(io.Discard, io.LimitReader(sum, z.w.opt.MaxPage))
	}
	return raw.n, true
}

// unpack opens the compression of an entry.
func unpack(e *zipEntry, raw *byteCounter) (io.ReadCloser, error) {
	if e.flags&1 != 0 {
		return nil, errors.New("encrypted")
	}
	switch e.method {
	case 0:
		return io.NopCloser(raw), nil
	case 8:
		return flate.NewReader(raw), nil
	case 93:
		z, err := zstd.NewReader(raw, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64*mib), zstd.WithDecoderMaxWindow(32*mib))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return nil, fmt.Errorf("compressed by method %d", e.method)
}

// byteCounter counts what is taken from a section of an archive, byte by byte if need be,
// so that a decompressor takes no more than is its own.
type byteCounter struct {
	r    io.Reader
	buf  [4096]byte
	i, k int
	n    int64
}

func (c *byteCounter) fill() error {
	if c.i < c.k {
		return nil
	}
	k, err := c.r.Read(c.buf[:])
	c.i, c.k = 0, k
	if k > 0 {
		return nil
	}
	if err == nil {
		err = io.ErrNoProgress
	}
	return err
}

func (c *byteCounter) Read(p []byte) (int, error) {
	if err := c.fill(); err != nil {
		return 0, err
	}
	n := copy(p, c.buf[c.i:c.k])
	c.i += n
	c.n += int64(n)
	return n, nil
}

func (c *byteCounter) ReadByte() (byte, error) {
	if err := c.fill(); err != nil {
		return 0, err
	}
	b := c.buf[c.i]
	c.i++
	c.n++
	return b, nil
}

// summed checks the sum of an entry when it was read to its end.
type summed struct {
	r    io.Reader
	want uint32
	size int64
	n    int64
	sum  uint32
}

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.sum = crc32.Update(s.sum, crc32.IEEETable, p[:n])
	s.n += int64(n)
	if err == io.EOF && s.size != unknown && (s.n != s.size || s.sum != s.want) {
		return n, errChecksum
	}
	return n, err
}

var errChecksum = errors.New("its sum or size is not what the archive says: corrupt")

// scan reads an archive without a directory: each header of an entry is looked for behind
// the data of the one before.
func (z *zipFile) scan() {
	at := int64(0)
	for n := 1; !z.w.stopped(); n++ {
		at = z.find(at)
		if at < 0 {
			return
		}
		if n > z.w.opt.MaxEntries {
			z.w.tooMany(z.in)
			return
		}
		e, from, err := z.local(at)
		if err != nil || strings.HasSuffix(e.name, "/") || hiddenName(e.name) {
			at += 4
			continue
		}
		used, ok := z.open(e, z.in.place+"#"+entryName(e.name), from)
		if !ok {
			return
		}
		if e.packed != unknown {
			used = min(e.packed, z.size-from)
		}
		at = from + max(0, used)
	}
}

// find gives the offset of the next header of an entry; -1 where there is none.
func (z *zipFile) find(at int64) int64 {
	buf := make([]byte, 64*kib)
	for at < z.size {
		n, err := z.data.ReadAt(buf, at)
		if i := bytes.Index(buf[:n], []byte("PK\x03\x04")); i >= 0 {
			return at + int64(i)
		}
		if err != nil || n < 4 {
			return -1
		}
		at += int64(n) - 3
	}
	return -1
}

// local reads the header that stands before the data of an entry.
func (z *zipFile) local(at int64) (*zipEntry, int64, error) {
	var b [30]byte
	if _, err := z.data.ReadAt(b[:], at); err != nil {
		return nil, 0, err
	}
	u16 := func(i int) int64 { return int64(binary.LittleEndian.Uint16(b[i:])) }
	u32 := func(i int) int64 { return int64(binary.LittleEndian.Uint32(b[i:])) }
	rest := make([]byte, u16(26)+u16(28))
	if _, err := z.data.ReadAt(rest, at+30); err != nil {
		return nil, 0, err
	}
	e := &zipEntry{
		name: string(rest[:u16(26)]), flags: uint16(u16(6)), method: uint16(u16(8)), crc: uint32(u32(14)),
		packed: u32(18), size: u32(22), header: at,
	}
	e.extra(rest[u16(26):])
	if e.flags&8 != 0 {
		e.packed, e.size = unknown, unknown
	}
	return e, at + 30 + int64(len(rest)), nil
}
