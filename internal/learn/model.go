package learn

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Model is a set of weights. It is only read after Read, Train or Join and may be shared.
type Model struct {
	Classes []string
	names   []string // of the features in order, where the model was trained
	table   []slot   // by hash; its length is a power of two

	// The weights, of one feature after another: of few classes those of all, of many those that are not zero.
	few  [][few]float32
	many []weight
}

// few is up to how many classes a feature's weights are kept for all: what lies side by side is added up
// without a question where it ends.
const few = 4

// slot is a place of the table: a feature with n of the weights from the first on; n is 0 where none is.
type slot struct {
	hash     uint64
	first, n uint32
}

type weight struct {
	class int32
	value float32
}

// newModel returns a model for n features at most.
func newModel(classes []string, n int) *Model {
	size := 64
	for 2*size < 3*n {
		size *= 2
	}
	return &Model{Classes: classes, table: make([]slot, size)}
}

// add adds a feature by its hash. It tells whether the hash is its own.
func (m *Model) add(hash uint64, weights []weight) bool {
	if len(weights) == 0 {
		return true // one that weighs nothing needs not be found
	}
	at, found := m.find(hash)
	if found {
		return false
	}
	if len(m.Classes) > few {
		m.table[at] = slot{hash, uint32(len(m.many)), uint32(len(weights))}
		m.many = append(m.many, weights...)
		return true
	}
	var all [few]float32
	for _, w := range weights {
		all[w.class] += w.value
	}
	m.table[at] = slot{hash, uint32(len(m.few)), uint32(len(m.Classes))}
	m.few = append(m.few, all)
	return true
}

// features is how many features the model knows.
func (m *Model) features() int {
	n := 0
	for i := range m.table {
		if m.table[i].n != 0 {
			n++
		}
	}
	return n
}

// find gives the slot of a feature, or the one where it would stand.
func (m *Model) find(hash uint64) (at uint64, found bool) {
	last := uint64(len(m.table) - 1)
	for at = hash & last; m.table[at].n != 0; at = (at + 1) & last {
		if m.table[at].hash == hash {
			return at, true
		}
	}
	return at, false
}

// weights appends the weights of a slot to dst.
func (m *Model) weights(dst []weight, s *slot) []weight {
	if len(m.Classes) > few {
		return append(dst, m.many[s.first:s.first+s.n]...)
	}
	for class, value := range m.few[s.first][:s.n] {
		if value != 0 {
			dst = append(dst, weight{int32(class), value})
		}
	}
	return dst
}

// Scores adds the weights of the features to scores, one for each class. A feature that was noted
// twice counts once. In which order the features were noted makes no difference: weights as Write
// writes them add up without rounding.
func (m *Model) Scores(f *Features, scores []float64) {
	known := m.known(f)
	if len(m.Classes) <= few {
		var a, b, c, d float64
		for _, i := range known {
			w := &m.few[m.table[i].first]
			a, b, c, d = a+float64(w[0]), b+float64(w[1]), c+float64(w[2]), d+float64(w[3])
		}
		sums := [few]float64{a, b, c, d}
		for i := range m.Classes {
			scores[i] += sums[i]
		}
		return
	}
	for _, i := range known {
		s := &m.table[i]
		for _, w := range m.many[s.first : s.first+s.n] {
			scores[w.class] += float64(w.value)
		}
	}
}

// known lists the slots of the features that the model knows, each once. It holds until the next call. Whether
// one is known, or known already, is no branch that the processor would have to guess.
func (m *Model) known(f *Features) []uint32 {
	known := slices.Grow(f.known[:0], len(f.hashes))[:len(f.hashes)]
	f.known = known
	table, last, n := m.table, uint64(len(m.table)-1), 0
	for _, h := range f.hashes {
		i := h & last
		for table[i].hash != h && table[i].n != 0 {
			i = (i + 1) & last
		}
		known[n] = uint32(i)
		if table[i].n != 0 {
			n++
		}
	}
	return f.once(known[:n], len(m.table))
}

// once leaves out of the list of slots, of so many, those that stand there before.
func (f *Features) once(list []uint32, slots int) []uint32 {
	if words := (slots + 63) / 64; len(f.found) < words {
		f.found = make([]uint64, words)
	}
	found, n := f.found, 0
	for _, i := range list {
		word, bit := &found[i>>6], uint64(1)<<(i&63)
		list[n] = i
		if *word&bit == 0 {
			n++
		}
		*word |= bit
	}
	for _, i := range list[:n] {
		found[i>>6] = 0
	}
	return list[:n]
}

// Each gives what the noted features weigh for a class, by their numbers in the order in which they were
// noted; those that weigh nothing are left out, and one that was noted twice is given twice.
func (m *Model) Each(f *Features, class int, each func(i int, weight float64)) {
	var weights []weight
	for i, h := range f.hashes {
		at, found := m.find(h)
		if !found {
			continue
		}
		weights = m.weights(weights[:0], &m.table[at])
		for _, w := range weights {
			if int(w.class) == class {
				each(i, float64(w.value))
			}
		}
	}
}

// Reason is a feature with its weight for a class.
type Reason struct {
	Feature string
	Weight  float64
}

// Why lists the features that weigh most for a class or against it, n at most, the heaviest first. Their names
// must have been kept.
func (m *Model) Why(f *Features, class, n int) []Reason {
	var out []Reason
	m.Each(f, class, func(i int, weight float64) { out = append(out, Reason{f.names[i], weight}) })
	slices.SortFunc(out, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)), strings.Compare(a.Feature, b.Feature))
	})
	out = slices.Compact(out) // what was noted twice
	return out[:min(n, len(out))]
}
