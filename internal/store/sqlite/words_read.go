package sqlite

// This file reads the lists of the full-text index (FTS5, format 4): which events have a word, and
// where in their text. The index itself answers a question by going through lists event by event; a list read
// whole takes a fiftieth of that.
//
// A segment is sorted terms with their lists, cut into leaves. A leaf begins with two numbers of two bytes:
// where its first event stands that goes on with the list of the leaf before, and where its foot begins,
// which tells where terms begin. A term has in front how many bytes it shares with the one before (not
// the first of a leaf). A list is, for each event: the distance of its number from the one before (the number itself where it is the
// first of its term or goes on on a new leaf), twice the length of its positions, and these.

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"slices"
)

// lexicon reads the lists for columns. Other events than those among the wanted may be left out; nil: all
// are wanted.
type lexicon struct {
	db *DB
	*columns
	segments []segment
	among    placeSet
	times    map[string]int       // in how many phrases a word comes
	known    map[string]*wherever // words that come in several
}

// look is the places of all events that have the words, at least of those among the wanted.
func (t *lexicon) look(ctx context.Context, w *wording) (placeSet, error) {
	t.times, t.known = map[string]int{}, map[string]*wherever{}
	t.repeated(w)
	out, err := t.having(ctx, w)
	for _, p := range t.known {
		t.put(p)
	}
	return out, err
}

// segment is a part of the index; gone are events that were deleted since, nil for none. terms are what its
// leaves begin with, as far as a term begins there, in order, and leaves which these are.
type segment struct {
	id, last int64
	gone     placeSet
	terms    []string
	leaves   []int64
}

// leaf is where a term stands if it does, and how many leaves its list goes on for, about.
func (s *segment) leaf(term string) (at int64, leaves int) {
	k, _ := slices.BinarySearch(s.terms, term+"\x00") // those before it are not behind the term
	end := s.last
	if k < len(s.leaves) {
		end = s.leaves[k]
	}
	at = 1
	if k > 0 {
		at = s.leaves[k-1]
	}
	return at, int(max(end-at, 0))
}

var errLexicon = errors.New("the full-text index has another format")

// structureNow is the record that tells of what segments the index is made. It changes with every change
// of the index.
const structureNow = "SELECT block FROM event_text_data WHERE id = 10"

// lexicon gives the words of the index to a function, as they stand at one moment.
func (x *finder) lexicon(ctx context.Context, use func(*lexicon) error) error {
	const tries = 3
	for range tries {
		var before, after []byte
		if err := x.db.ready.row(ctx, structureNow).Scan(&before); err != nil {
			return err
		}
		t := &lexicon{db: x.db, columns: x.columns}
		if err := t.open(ctx, before); err != nil {
			return err
		}
		err := use(t)
		if err := x.db.ready.row(ctx, structureNow).Scan(&after); err != nil {
			return err
		}
		if bytes.Equal(before, after) {
			return err
		}
	}
	return errLexicon // it changes all the time
}

// open reads of what segments the index is made; those of what was read before are not read again.
func (t *lexicon) open(ctx context.Context, structure []byte) error {
	t.found.mu.Lock()
	if bytes.Equal(structure, t.found.structure) {
		t.segments = t.found.segments
	}
	t.found.mu.Unlock()
	if t.segments != nil {
		return nil
	}
	r := &numbersIn{b: structure}
	if len(structure) < 8 || !bytes.Equal(structure[4:8], []byte{0xff, 0, 0, 1}) {
		return errLexicon
	}
	r.b = r.b[8:]
	levels, _, _ := r.next(), r.next(), r.next()
	for range levels {
		_, n := r.next(), r.next()
		for range n {
			id, _, last := r.next(), r.next(), r.next()
			_, _, pages, _, _ := r.next(), r.next(), r.next(), r.next(), r.next()
			if r.wrong || pages > 1<<20 {
				return errLexicon
			}
			s := segment{id: id, last: last}
			if err := t.buried(ctx, &s, pages); err != nil {
				return err
			}
			t.segments = append(t.segments, s)
		}
	}
	if r.wrong {
		return errLexicon
	}
	if err := t.begins(ctx); err != nil {
		return err
	}
	t.found.mu.Lock()
	t.found.structure, t.found.segments = structure, t.segments
	t.found.mu.Unlock()
	return nil
}

// begins reads what the leaves begin with.
func (t *lexicon) begins(ctx context.Context) error {
	at := map[int64]*segment{}
	for k := range t.segments {
		at[t.segments[k].id] = &t.segments[k]
	}
	return t.db.ready.each(ctx, "SELECT segid, term, pgno >> 1 FROM event_text_idx ORDER BY segid, term", func(rows *sql.Rows) error {
		var id, leaf int64
		var term sql.RawBytes
		err := rows.Scan(&id, &term, &leaf)
		if s := at[id]; s != nil {
			s.terms, s.leaves = append(s.terms, string(term)), append(s.leaves, leaf)
		}
		return err
	})
}

// light tells whether to read whole lists is no more work than to ask the index for the newest events. It looks for every
// word of every phrase in every segment, which takes as long as to read two leaves; for each word that is read
// whole, room for all events is taken, of 65,536 for as long as to read four.
func (t *lexicon) light(w *wording) bool {
	words := w.size()
	return t.leavesOf(w, map[string]bool{})+words*len(t.n)>>14 <= 2*len(t.segments)*words
}

// size is how many words there are.
func (w *wording) size() (n int) {
	n = len(w.phrase)
	for _, a := range w.args {
		n += a.size()
	}
	return n
}

// leavesOf are those of words, of each once.
func (t *lexicon) leavesOf(w *wording, words map[string]bool) (n int) {
	for k, word := range w.phrase {
		begins := w.begins && k == len(w.phrase)-1
		if !words[word] || begins {
			words[word] = true
			n += t.weightOf(word, begins) + len(t.segments)
		}
	}
	for _, a := range w.args {
		n += t.leavesOf(a, words)
	}
	return n
}

// foundIn is on how many leaves what has all words stands at most, beside the first of each segment.
func (t *lexicon) foundIn(w *wording) (n int) {
	few := -1
	for k, word := range w.phrase {
		if x := t.weightOf(word, w.begins && k == len(w.phrase)-1); few < 0 || x < few {
			few = x
		}
	}
	for _, a := range w.args {
		x := t.foundIn(a)
		if n += x; few < 0 || x < few {
			few = x
		}
	}
	if len(w.args) > 0 && !w.all {
		return n
	}
	return max(few, 0)
}

// weightOf is on how many leaves a word stands beside the first of each segment.
func (t *lexicon) weightOf(word string, begins bool) (leaves int) {
	for k := range t.segments {
		from, n := t.segments[k].leaf("0" + word)
		if begins {
			to, more := t.segments[k].leaf("0" + word + "\xff")
			n = int(to-from) + more
		}
		leaves += n
	}
	return leaves
}

// segmentBits are above the number of a page in that of its row.
const segmentBits = 37

// buried reads which events of a segment are gone: pages of numbers of four or eight bytes, which is said
// in their first byte, behind eight bytes; 0 is an empty place.
func (t *lexicon) buried(ctx context.Context, s *segment, pages int64) error {
	if pages == 0 {
		return nil
	}
	s.gone = t.none()
	first, read := (s.id+1<<16)<<segmentBits, int64(0)
	err := t.db.ready.each(ctx, pagesOf, func(rows *sql.Rows) error {
		var page sql.RawBytes
		if err := rows.Scan(&page); err != nil {
			return err
		}
		if len(page) < 8 || page[0] != 4 && page[0] != 8 {
			return errLexicon
		}
		read++
		size := int(page[0])
		for b := page[8:]; len(b) >= size; b = b[size:] {
			n := uint64(binary.BigEndian.Uint32(b))
			if size == 8 {
				n = binary.BigEndian.Uint64(b)
			}
			if i, ok := t.find(int64(n)); ok && n > 0 {
				s.gone.add(int32(i))
			}
		}
		return nil
	}, first, first+pages-1)
	if err == nil && read != pages {
		return errLexicon
	}
	return err
}

const pagesOf = "SELECT block FROM event_text_data WHERE id BETWEEN ? AND ? ORDER BY id"

func (t *lexicon) none() placeSet { return make(placeSet, len(t.n)/64+1) }

// read calls each with the places of the events that have a word, or one that begins so, and with the
// word's positions in their text, where these are wanted. Bytes are lent for the call.
func (t *lexicon) read(ctx context.Context, word string, begins, positions bool, each func(i int32, positions []byte)) error {
	for k := range t.segments {
		s := &t.segments[k]
		page, _ := s.leaf("0" + word)
		at := len(t.n) - 1
		r := &leaves{want: []byte("0" + word), begins: begins, positions: positions, begin: func() { at = len(t.n) - 1 }}
		r.each = func(n int64, positions []byte) {
			if at = t.back(at, n); at >= 0 && t.n[at] == n && (s.gone == nil || !s.gone.has(int32(at))) {
				each(int32(at), positions)
			}
		}
		if err := r.all(ctx, t.db, s.id<<segmentBits+page, s.id<<segmentBits+s.last); err != nil {
			return err
		}
	}
	return nil
}

// back is the last place, not behind one that is given, of an event whose number is not below another; -1 for none.
// Mostly it is close.
func (c *columns) back(at int, n int64) int {
	const close = 8
	for range close {
		if at < 0 || c.n[at] >= n {
			return at
		}
		at--
	}
	step := 1
	for at-step >= 0 && c.n[at-step] < n {
		at, step = at-step, 2*step
	}
	below := max(at-step, -1)
	for at++; at-below > 1; { // those from at on are below n, that of below is not
		if half := (below + at) / 2; c.n[half] >= n {
			below = half
		} else {
			at = half
		}
	}
	return below
}

// leaves read the lists of terms from leaf to leaf.
type leaves struct {
	want      []byte
	begins    bool
	positions bool
	begin     func() // of a list
	each      func(n int64, positions []byte)

	term  []byte
	in    bool // the term is wanted
	done  bool
	first bool // the next event is the first of its list
	n     int64
	left  int    // bytes of its positions that are still to come
	begun []byte // those that came on the leaf before
}

// all reads the leaves whose rows are numbered from one to another, as far as they have what is wanted.
func (r *leaves) all(ctx context.Context, db *DB, from, to int64) error {
	rows, err := db.ready.rows(ctx, pagesOf, from, to)
	if err != nil {
		return err
	}
	defer rows.Close()
	for !r.done && rows.Next() {
		var page sql.RawBytes
		if err := rows.Scan(&page); err != nil {
			return err
		}
		if !r.leaf(page) {
			return errLexicon
		}
	}
	return rows.Err()
}

// leaf reads one; false where it is not understood.
func (r *leaves) leaf(p []byte) bool {
	if len(p) < 4 {
		return false
	}
	foot := int(binary.BigEndian.Uint16(p[2:]))
	if foot < 4 || foot > len(p) {
		return false
	}
	terms := &numbersIn{b: p[foot:]}
	next := func(from int) int { // where the next term begins
		if len(terms.b) == 0 {
			return foot
		}
		return from + int(terms.next())
	}
	at := next(0)
	if at < 4 || at > foot || r.in && !r.list(p[4:at], true) {
		return false
	}
	for whole := true; at < foot; whole = false {
		from := at
		at = next(from)
		if terms.wrong || at <= from || at > foot || r.left > 0 {
			return false
		}
		b := &numbersIn{b: p[from:at]}
		kept := int64(0)
		if !whole {
			kept = b.next()
		}
		size := b.next()
		if b.wrong || kept < 0 || kept > int64(len(r.term)) || size < 0 || size > int64(len(b.b)) {
			return false
		}
		r.term = append(r.term[:kept], b.b[:size]...)
		order := bytes.Compare(r.term, r.want)
		r.in = order == 0 || r.begins && bytes.HasPrefix(r.term, r.want)
		if r.done = order > 0 && !r.in; r.done {
			return true
		}
		if r.first = true; r.in {
			r.begin()
			if !r.list(b.b[size:], false) {
				return false
			}
		}
	}
	return true
}

// list reads a part of a list; onward: it goes on from the leaf before.
func (r *leaves) list(b []byte, onward bool) bool {
	if r.left > 0 {
		part := b[:min(r.left, len(b))]
		b, r.left = b[len(part):], r.left-len(part)
		if r.positions {
			r.begun = append(r.begun, part...)
		}
		if r.left > 0 {
			return true
		}
		r.each(r.n, r.begun)
	}
	for len(b) > 0 {
		n, used := varint(b)
		if used == 0 {
			return false
		}
		b = b[used:]
		size, used := varint(b)
		if used == 0 || size&1 != 0 || size > 1<<30 {
			return false
		}
		b = b[used:]
		if r.first || onward {
			r.n = 0
		}
		r.n, r.first, onward = r.n+int64(n), false, false
		part := b[:min(int(size/2), len(b))]
		b = b[len(part):]
		if r.left = int(size/2) - len(part); r.left > 0 {
			if r.begun = r.begun[:0]; r.positions {
				r.begun = append(r.begun, part...)
			}
			return true
		}
		r.each(r.n, part)
	}
	return true
}

// numbersIn are numbers as SQLite writes them.
type numbersIn struct {
	b     []byte
	wrong bool
}

func (r *numbersIn) next() int64 {
	v, n := varint(r.b)
	r.wrong = r.wrong || n == 0
	r.b = r.b[n:]
	return int64(v)
}

// varint is the number that bytes begin with, and how many it takes, 0 where they end before it: seven bits a byte, the
// highest first, and eight of the ninth.
func varint(b []byte) (v uint64, n int) {
	for n < len(b) && n < 8 {
		v = v<<7 | uint64(b[n]&0x7f)
		if n++; b[n-1] < 0x80 {
			return v, n
		}
	}
	if n < 8 || len(b) < 9 {
		return 0, 0
	}
	return v<<8 | uint64(b[8]), 9
}
