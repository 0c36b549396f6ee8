package learn

import (
	"math"
	"math/bits"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Model is a set of weights. It is only read after Read or Train and may be shared.
type Model struct {
	Classes []string
	text    string        // holds the names of the features; empty where again gives it
	again   func() string // reads the text anew
	rows    []row         // in the order of their names
	weights []weight

	// Most features of a case are in no model: filter answers "surely not" from memory that stays
	// near the processor. It has bit h>>shift set for the hash h of each row.
	filter []uint64
	shift  uint
	table  []slot // by hash; its length is a power of two
}

// row is a feature: its name is text[from:to], its weights are those from the first to that of the next row.
type row struct{ from, to, first uint32 }

type weight struct {
	class int32
	value float32
}

// slot is a place of the table: the weights [first,end) of a feature. Those of an empty one end at 0.
type slot struct {
	hash       uint64
	first, end uint32
}

// newModel returns a model for n features at most, whose names stand in the text.
func newModel(classes []string, text string, n int) *Model {
	m := &Model{Classes: classes, text: text, rows: make([]row, 0, n), weights: make([]weight, 0, 3*n)}
	size := 64
	for 2*size < 3*n {
		size *= 2
	}
	m.table = make([]slot, size)
	size *= 16
	m.filter, m.shift = make([]uint64, size/64), uint(64-bits.TrailingZeros(uint(size)))
	return m
}

// add adds the feature text[from:to] with the weights from the first to the last of m.weights. It tells
// whether its hash is its own.
func (m *Model) add(from, to, first int) bool {
	m.rows = append(m.rows, row{uint32(from), uint32(to), uint32(first)})
	if first == len(m.weights) {
		return true // one that weighs nothing needs not be found
	}
	return m.put(hashName(m.text[from:to]), first)
}

// put makes a feature found by its hash, with the weights from the first to the last of m.weights. It tells whether
// the hash is its own.
func (m *Model) put(h uint64, first int) bool {
	i := h & uint64(len(m.table)-1)
	for ; m.table[i].end != 0; i = (i + 1) & uint64(len(m.table)-1) {
		if m.table[i].hash == h {
			return false
		}
	}
	m.table[i] = slot{h, uint32(first), uint32(len(m.weights))}
	bit := h >> m.shift
	m.filter[bit>>6] |= 1 << (bit & 63)
	return true
}

// Forget lets the text go in which the names of the features stand: only Why and Write ask for them,
// and then again gives it anew, once. A name that it does not hold is empty.
func (m *Model) Forget(again func() string) { m.text, m.again = "", sync.OnceValue(again) }

func (m *Model) name(row int) string {
	text := m.text
	if m.again != nil {
		text = m.again()
	}
	r := m.rows[row]
	if int(r.to) > len(text) {
		return ""
	}
	return text[r.from:r.to]
}

// of gives the weights of a row.
func (m *Model) of(row int) []weight {
	end := uint32(len(m.weights))
	if row+1 < len(m.rows) {
		end = m.rows[row+1].first
	}
	return m.weights[m.rows[row].first:end]
}

// Scores adds the weights of the features to scores, one for each class. A feature that was noted
// twice counts once. In which order the features were noted makes no difference: weights as Write
// writes them add up without rounding.
func (m *Model) Scores(f *Features, scores []float64) {
	weights := m.weights
	for _, i := range m.known(f) {
		s := &m.table[i]
		for _, w := range weights[s.first:s.end] {
			scores[w.class] += float64(w.value)
		}
	}
}

// known lists the slots of the features that the model knows, each once. It holds until the next call. What
// waits for memory is done for all features before what must be decided by it: the processor then waits for
// many at a time.
func (m *Model) known(f *Features) []uint32 {
	n := len(f.hashes)
	may := slices.Grow(f.may[:0], n)[:n]
	f.may, n = may, 0
	filter, shift := m.filter, m.shift&63
	for _, h := range f.hashes {
		may[n] = h
		bit := h >> shift
		n += int(filter[bit>>6] >> (bit & 63) & 1)
	}
	if words := len(m.table)/64 + 1; len(f.found) < words {
		f.found = make([]uint64, words)
	}
	known, found := slices.Grow(f.known[:0], n)[:n], f.found
	k := 0
	for _, h := range may[:n] {
		i, ok := m.find(h)
		if !ok {
			continue
		}
		word, bit := i>>6, uint64(1)<<(i&63)
		before := found[word]
		known[k] = uint32(i)
		if before&bit == 0 {
			k++
		}
		found[word] = before | bit
	}
	known = known[:k]
	f.known = known
	for _, i := range known {
		found[i>>6] = 0
	}
	return known
}

// find looks a feature up in the table.
func (m *Model) find(h uint64) (uint64, bool) {
	table := m.table
	for i := h; ; i++ {
		i &= uint64(len(table) - 1)
		s := &table[i]
		if s.end == 0 {
			return 0, false
		}
		if s.hash == h {
			return i, true
		}
	}
}

// Each gives what the noted features weigh for a class, by their numbers in the order in which they were
// noted; those that weigh nothing are left out, and one that was noted twice is given twice.
func (m *Model) Each(f *Features, class int, each func(i int, weight float64)) {
	for i, h := range f.hashes {
		n, ok := m.find(h)
		if !ok {
			continue
		}
		for _, w := range m.weights[m.table[n].first:m.table[n].end] {
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

// Why lists the features that weigh most for a class or against it, n at most, the heaviest first.
func (m *Model) Why(f *Features, class, n int) []Reason {
	var out []Reason
	for _, i := range m.known(f) {
		s := &m.table[i]
		for _, w := range m.weights[s.first:s.end] {
			if int(w.class) == class {
				next := sort.Search(len(m.rows), func(i int) bool { return m.rows[i].first > s.first })
				out = append(out, Reason{m.name(next - 1), float64(w.value)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Reason) int {
		switch x, y := math.Abs(a.Weight), math.Abs(b.Weight); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return strings.Compare(a.Feature, b.Feature)
	})
	return out[:min(n, len(out))]
}
