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
	*table
	names []string // of the features in order, where the model was trained

	// The weights, by the places of the table. Of few classes they stand for all, side by side, so that they are
	// added up without a question where they end; of many those that are not zero, first[i] to first[i+1].
	few   [][few]float32
	many  []weight
	first []uint32
}

// few is up to how many classes are few.
const few = 4

type weight struct {
	class int32
	value float32
}

// builder gathers the features of a model.
type builder struct {
	hashes  []uint64
	ends    []uint32 // of their weights
	weights []weight
}

// grow makes room for so many features and weights, so that less is made that is thrown away.
func (b *builder) grow(features, weights int) {
	b.hashes, b.ends, b.weights = slices.Grow(b.hashes, features), slices.Grow(b.ends, features), slices.Grow(b.weights, weights)
}

// add adds a feature by its hash.
func (b *builder) add(hash uint64, weights ...weight) {
	if len(weights) == 0 {
		return // what weighs nothing needs not be found
	}
	b.hashes = append(b.hashes, hash)
	b.weights = append(b.weights, weights...)
	b.ends = append(b.ends, uint32(len(b.weights)))
}

// model makes the model; the error says that two features have one hash.
func (b *builder) model(classes []string) (*Model, error) {
	t, err := newTable(b.hashes)
	if err != nil {
		return nil, err
	}
	m := &Model{Classes: classes, table: t}
	stands := make([]int32, len(t.hashes)) // by place: 1 + the number of the feature, 0 for none
	for i, h := range b.hashes {
		stands[t.find(h)] = int32(i + 1)
	}
	if len(classes) <= few {
		m.few = make([][few]float32, len(stands))
		for at, i := range stands {
			for _, w := range b.row(i) {
				m.few[at][w.class] += w.value
			}
		}
		return m, nil
	}
	m.many, m.first = make([]weight, 0, len(b.weights)), make([]uint32, 1, len(stands)+1)
	for _, i := range stands {
		m.many = append(m.many, b.row(i)...)
		m.first = append(m.first, uint32(len(m.many)))
	}
	return m, nil
}

// row gives the weights of the ith feature, counted from 1; none of 0.
func (b *builder) row(i int32) []weight {
	if i == 0 {
		return nil
	}
	from := uint32(0)
	if i > 1 {
		from = b.ends[i-2]
	}
	return b.weights[from:b.ends[i-1]]
}

// weights appends the weights of a feature to dst.
func (m *Model) weights(dst []weight, hash uint64) []weight {
	at := m.find(hash)
	switch {
	case m.hashes[at] != hash:
		return dst
	case m.few == nil:
		return append(dst, m.many[m.first[at]:m.first[at+1]]...)
	}
	for class := range m.Classes {
		if v := m.few[at][class]; v != 0 {
			dst = append(dst, weight{int32(class), v})
		}
	}
	return dst
}

// Scores adds the weights of the features to scores, one for each class. A feature that was noted
// twice counts once. In which order the features were noted makes no difference: weights as Write
// writes them add up without rounding.
func (m *Model) Scores(f *Features, scores []float64) {
	known := f.known(m.table)
	if m.few != nil {
		m.addFew(known, scores)
		return
	}
	many := m.many
	for _, at := range known {
		for i, end := m.first[at], m.first[at+1]; i < end; i++ {
			w := &many[i]
			scores[w.class] += float64(w.value)
		}
	}
}

// addFew is Scores of few classes.
func (m *Model) addFew(known []uint32, scores []float64) {
	var a, b, c, d float64
	rows := m.few
	for _, at := range known {
		w := &rows[at]
		a, b, c, d = a+float64(w[0]), b+float64(w[1]), c+float64(w[2]), d+float64(w[3])
	}
	sums := [few]float64{a, b, c, d}
	for i := range m.Classes {
		scores[i] += sums[i]
	}
}

// Each gives what the noted features weigh for a class, by their numbers in the order in which they were
// noted; those that weigh nothing are left out, and one that was noted twice is given twice.
func (m *Model) Each(f *Features, class int, each func(i int, weight float64)) {
	var weights []weight
	for i, h := range f.hashes {
		weights = m.weights(weights[:0], h)
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
