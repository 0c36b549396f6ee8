package learn

import (
	"slices"
	"strings"
)

// Part is a piece of the name of a feature: its template, a word or a value.
type Part struct {
	hash uint64
	text string
}

// Of makes a part of a text without spaces.
func Of(text string) Part { return Part{hashOf(text), text} }

// Bytes makes a part of a text whose name nobody will ask for. It allocates nothing.
func Bytes(text []byte) Part { return Part{hash: hashOf(text)} }

// Hashed makes a part of a text of which only the 64 bit FNV-1a hash is known.
func Hashed(hash uint64) Part { return Part{hash: hash} }

// The 64 bit FNV-1a hash.
const (
	fnvStart = 14695981039346656037
	fnvPrime = 1099511628211
)

func hashOf[T string | []byte](text T) uint64 {
	h := uint64(fnvStart)
	for i := 0; i < len(text); i++ {
		h = (h ^ uint64(text[i])) * fnvPrime
	}
	return h
}

// join is the hash of a name from the hashes of its parts, in order.
func join(h, part uint64) uint64 {
	h = (h ^ part) * fnvPrime
	return h ^ h>>29
}

// Features is what was noticed of one case. The zero value has none; it is used again after Reset.
type Features struct {
	Named  bool // names are kept, too
	hashes []uint64
	names  []string

	// Working memory of Model.Scores: the places that are known, and by place the turn in which it was seen last.
	places []uint32
	seen   []uint8
	turn   uint8
}

// Reset forgets all features.
func (f *Features) Reset() { f.hashes, f.names = f.hashes[:0], f.names[:0] }

// Len is how many features there are.
func (f *Features) Len() int { return len(f.hashes) }

// known lists the places of those features that a table has, and begins a turn. It holds until the next call.
// Whether one is known is no branch that the processor would have to guess.
func (f *Features) known(t *table) []uint32 {
	if f.turn++; f.turn == 0 {
		clear(f.seen)
		f.turn = 1
	}
	if n := len(t.hashes) - len(f.seen); n > 0 {
		f.seen = append(f.seen, make([]uint8, n)...)
	}
	f.places = slices.Grow(f.places[:0], len(f.hashes))[:len(f.hashes)]
	places, n := f.places, 0
	hashes, scatters, shift := t.hashes, t.scatters, t.shift&63
	for _, h := range f.hashes {
		at := place(h, scatters[h>>shift], uint64(len(hashes)))
		places[n] = uint32(at)
		if hashes[at] == h {
			n++
		}
	}
	return f.once(places[:n])
}

// once leaves out of the list of places those that stand there before.
func (f *Features) once(list []uint32) []uint32 {
	seen, turn, n := f.seen, f.turn, 0
	for _, at := range list {
		if seen[at] == turn {
			continue
		}
		seen[at] = turn
		list[n] = at
		n++
	}
	return list[:n]
}

// Names lists the names, where they are kept. The list holds until Reset.
func (f *Features) Names() []string { return f.names }

// note adds a feature; that it stands there already makes no difference.
func (f *Features) note(h uint64) bool {
	f.hashes = append(f.hashes, h)
	return f.Named
}

// Add notes a feature that has no parts but its template.
func (f *Features) Add(template Part) {
	if f.note(template.hash) {
		f.names = append(f.names, template.text)
	}
}

// Add1 notes the feature "template=a".
func (f *Features) Add1(template, a Part) {
	if f.note(join(template.hash, a.hash)) {
		f.names = append(f.names, template.text+"="+a.text)
	}
}

// Add2 notes the feature "template=a b".
func (f *Features) Add2(template, a, b Part) {
	if f.note(join(join(template.hash, a.hash), b.hash)) {
		f.names = append(f.names, template.text+"="+a.text+" "+b.text)
	}
}

// Add3 notes the feature "template=a b c".
func (f *Features) Add3(template, a, b, c Part) {
	if f.note(join(join(join(template.hash, a.hash), b.hash), c.hash)) {
		f.names = append(f.names, template.text+"="+a.text+" "+b.text+" "+c.text)
	}
}

// AddNames notes features by their whole names.
func (f *Features) AddNames(names []string) {
	for _, n := range names {
		if f.note(hashName(n)) {
			f.names = append(f.names, n)
		}
	}
}

// hashName is the hash of a feature by its whole name.
func hashName(name string) uint64 {
	template, rest, parted := strings.Cut(name, "=")
	h := hashOf(template)
	for parted {
		var part string
		part, rest, parted = strings.Cut(rest, " ")
		h = join(h, hashOf(part))
	}
	return h
}
